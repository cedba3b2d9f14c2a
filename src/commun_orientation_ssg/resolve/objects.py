"""One document to one object: topics, services, needs, journeys, emergency lines, and what a partner says once."""

from __future__ import annotations

from typing import Any

from ..diagnostics import Diagnostic
from ..model import (
    Advice,
    Alert,
    Answer,
    Branding,
    EmergencyLine,
    Entry,
    Journey,
    Need,
    Outcome,
    Partner,
    Procedure,
    Question,
    Service,
    Step,
    TextOf,
    Topic,
)  # fmt: skip
from ..phones import PhoneProblem, classify
from .contacts import hours_at
from .documents import Bound
from .guards import Guards

__all__ = ["advice", "alert", "branding", "emergency", "entry", "journey", "need", "partner", "service", "topic"]


def topic(bound: Bound) -> Topic:
    """Make a topic."""
    doc = bound.doc
    return Topic(doc.id, doc.title, doc.hint, doc.pictogram or "", doc.sensitive, bound.at("id"))


def service(bound: Bound) -> Service:
    """Make a service."""
    doc = bound.doc
    return Service(
        doc.id, doc.name, doc.plain, doc.level, doc.place, doc.acronyms, doc.received_by, doc.reach, doc.sensitive,
        bound.at("id"),
    )  # fmt: skip


def need(bound: Bound, own: bool) -> Need:
    """Make a need; the name of its file is its first topic."""
    doc = bound.doc
    topics = tuple(dict.fromkeys((*home_topic(bound), *doc.topics)))
    return Need(
        doc.id, doc.title, doc.official, topics, doc.services, doc.words, doc.acronyms, doc.emergency, doc.sensitive,
        doc.deadline or "", doc.next, own, bound.at("id"), doc.broader or "",
    )  # fmt: skip


def home_topic(bound: Bound) -> tuple[str, ...]:
    """Return the topic that the file of a need is named after; a partner's `needs.yaml` has none."""
    return (bound.path.removeprefix("needs/").removesuffix(".yaml"),) if bound.path.startswith("needs/") else ()


def journey(id: str, bound: Bound, own: bool, guards: Guards) -> Journey:
    """Make a journey, its steps by key ("journey/step")."""
    doc = bound.doc
    steps: dict[str, Step] = {}
    for name, shape in doc.questions.items():
        steps[f"{id}/{name}"] = _question(id, name, shape, bound, guards)
    for name, shape in doc.outcomes.items():
        steps.setdefault(f"{id}/{name}", _outcome(f"{id}/{name}", shape, bound, name))
    return Journey(id, doc.title, doc.sensitive, f"{id}/{doc.start}", steps, own, bound.node.location)


def _question(journey: str, name: str, doc: Any, bound: Bound, guards: Guards) -> Question:
    answers = []
    for id, shape in doc.answers.items():
        at = ("questions", name, "answers", id)
        shown, guard = guards.read(shape.when, bound.at(*at, "when"))
        if shown:
            target = shape.next if "/" in shape.next else f"{journey}/{shape.next}"
            hint, pictogram = shape.hint or "", shape.pictogram or ""
            answers.append(Answer(id, shape.text, hint, pictogram, target, guard, bound.at(*at, "next")))
    location = bound.at("questions", name, "ask")
    return Question(f"{journey}/{name}", doc.ask, doc.help or "", tuple(answers), doc.was, location)


def _outcome(key: str, doc: Any, bound: Bound, name: str) -> Outcome:
    at = ("outcomes", name)
    steps = tuple(TextOf(step, bound.at(*at, "steps", n)) for n, step in enumerate(doc.steps))
    procedures = tuple(
        Procedure(item.title, item.url, bound.at(*at, "procedures", n, "url")) for n, item in enumerate(doc.procedures)
    )
    text, after, recourse = (
        TextOf(value, bound.at(*at, key)) if (value := getattr(doc, key)) else None
        for key in ("text", "after", "recourse")
    )
    return Outcome(
        key, doc.title, text, steps, doc.prepare, doc.tell or "", doc.contacts, doc.cost or "", after, recourse,
        doc.deadline or "", doc.urgent, doc.fiches, procedures, doc.was, bound.at(*at, "title"), doc.tell_for,
        doc.text_for,
    )  # fmt: skip


def emergency(bound: Bound) -> tuple[EmergencyLine | None, list[Diagnostic]]:
    """Make an emergency line; None when its number is no number."""
    doc = bound.doc
    number = classify(doc.number)
    if isinstance(number, PhoneProblem):
        return None, [number.at(bound.at("number"))]
    week, findings = hours_at(bound, doc.hours, "hours")
    assert week is not None  # the shape asks for hours
    return EmergencyLine(
        doc.id, number, doc.label, doc.when, doc.how, week, doc.free, doc.note or "", doc.chat or "", doc.source,
        doc.verified_on, bound.at("id"), doc.pictogram or "",
    ), findings  # fmt: skip


def partner(id: str, bound: Bound) -> Partner:
    """Make a partner; `id` is the name of its folder."""
    doc = bound.doc
    return Partner(
        id, doc.name, doc.short or doc.name, doc.level, doc.territory, doc.status, doc.website, doc.publisher, doc.dpo,
        doc.host, doc.referent or "", doc.pilot_service or "", doc.not_listed, doc.sites, bound.node.location,
        doc.offline,
    )  # fmt: skip


def branding(bound: Bound) -> Branding:
    """Make a partner's branding."""
    doc = bound.doc
    return Branding(
        doc.colours.primary, doc.colours.accent, doc.logo or "", doc.logo_alt or "", doc.radius, doc.font or "",
        bound.node.location, bound.at("colours", "primary"), bound.at("colours", "accent"), doc.tone,
        bound.at("logo"), bound.at("font"),
    )  # fmt: skip


def entry(bound: Bound, start: str) -> Entry:
    """Make an entry; `start` is the key of its first step, or empty."""
    doc = bound.doc
    return Entry(doc.id, doc.title, doc.intro or "", doc.topics, start, doc.answers, doc.audience or "", bound.at("id"))


def advice(bound: Bound) -> Advice:
    """Make a piece of advice."""
    doc = bound.doc
    return Advice(doc.id, doc.title, doc.text, doc.call or "", bound.at("id"))


def alert(bound: Bound, contacts: tuple[str, ...]) -> Alert:
    """Make an alert for `contacts`."""
    doc = bound.doc
    return Alert(doc.id, doc.text, doc.from_, doc.to, contacts, bound.at("id"))
