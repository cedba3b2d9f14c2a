"""What leads where, between the objects of one layer: every id and every step must exist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..diagnostics import Note
from ..model import Journey, Need, Outcome, Question, Step
from . import rules
from .making import Made
from .objects import home_topic
from .references import References

__all__ = ["check_links", "steps_of"]


def steps_of(journeys: Mapping[str, Journey]) -> dict[str, Step]:
    """Return every step by its key."""
    return {key: step for journey in journeys.values() for key, step in journey.steps.items()}


def check_links(made: Made, references: References, checked: Made | None = None) -> None:
    """Report every id that names nothing.

    Args:
        checked: objects known to be fine; what is the same object there is not looked at again.
    """
    steps = steps_of(made.journeys)
    _two_roles(made, references)
    for service in _new("service", made, checked):
        bound = references.documents["service"][service.id]
        references.each("service", bound.doc.received_by, bound, "received_by", kept=service.received_by)
    for contact in _new("contact", made, checked):
        bound = references.documents["contact"][contact.id]
        references.each("service", bound.doc.provides, bound, "provides", kept=contact.provides)
        _check_share(contact.id, contact.share, made, references)
    for need in _new("need", made, checked):
        _check_need(need, steps, references)
    for journey in _new("journey", made, checked):
        _check_journey(journey, steps, references)


def _new(kind: str, made: Made, checked: Made | None) -> list[Any]:
    before = checked.of(kind) if checked else {}
    return [item for id, item in made.of(kind).items() if before.get(id) is not item]


def _two_roles(made: Made, references: References) -> None:
    for id in sorted(set(made.services) & set(made.contacts)):
        notes = [Note(rules.SERVICE_HERE, made.services[id].location)]
        location = made.contacts[id].location
        references.findings.append(
            rules.TWO_ROLES.at(
                location,
                id=id,
                one="un service",
                other="un contact",
                one_en="a service",
                other_en="a contact",
                notes=notes,
            )
        )


def _check_share(id: str, share: str, made: Made, references: References) -> None:
    """Check that the contact one goes through exists, and is shown to others itself."""
    through = share.removeprefix("via ")
    if through == share or not references.check("contact", through, references.at("contact", id, "share")):
        return
    if through in made.contacts and made.contacts[through].share != "oui":
        references.findings.append(rules.VIA_NOT_SHARED.at(references.at("contact", id, "share"), id=through))


def _check_need(need: Need, steps: Mapping[str, Step], references: References) -> None:
    bound = references.documents["need"][need.id]
    for topic in home_topic(bound):
        if topic in need.topics:
            references.check("topic", topic, need.location)
    references.each("topic", bound.doc.topics, bound, "topics", kept=need.topics)
    references.each("service", bound.doc.services, bound, "services", kept=need.services)
    if need.broader:
        references.check("need", need.broader, bound.at("broader"))
    references.target(need.target, steps, bound.at("next"))


def _check_journey(journey: Journey, steps: Mapping[str, Step], references: References) -> None:
    bound = references.documents["journey"][journey.id]
    for name in sorted(set(bound.doc.questions) & set(bound.doc.outcomes)):
        references.findings.append(
            rules.TWO_ROLES.at(
                bound.at("outcomes", name, "title"),
                id=name,
                one="une question",
                other="un résultat",
                one_en="a question",
                other_en="an outcome",
            )
        )
    references.target(journey.start, steps, bound.at("start"), journey.id)
    for key, step in journey.steps.items():
        if isinstance(step, Question):
            _check_question(journey, step, steps, references)
        else:
            _check_outcome(journey, key, step, references)


def _check_question(journey: Journey, step: Question, steps: Mapping[str, Step], references: References) -> None:
    for answer in step.answers:
        references.target(answer.target, steps, answer.location, journey.id)
    if step.answers:
        return
    name = step.key.partition("/")[2]
    hidden = [
        item.location
        for item in references.layer.hidden
        if item.kind == "journey" and item.id == journey.id and item.path[:3] == ("questions", name, "answers")
    ]
    doc = references.documents["journey"][journey.id].doc
    targets = [
        answer.next if "/" in answer.next else f"{journey.id}/{answer.next}"
        for answer in doc.questions[name].answers.values()
    ]
    hidden += [at for target in targets if (at := references.hidden_step(target))]
    notes = [Note(rules.HIDDEN_HERE, at) for at in hidden]
    references.findings.append(rules.EMPTY_QUESTION.at(step.location, ask=step.ask, notes=notes))


def _check_outcome(journey: Journey, key: str, step: Outcome, references: References) -> None:
    name = key.partition("/")[2]
    bound = references.documents["journey"][journey.id]
    written = bound.doc.outcomes[name].contacts
    references.each("service contact", written, bound, "outcomes", name, "contacts", kept=step.contacts)
    if not step.contacts:
        hidden = (references.hidden("service contact").get(id) for id in written)
        notes = [Note(rules.HIDDEN_HERE, at) for at in hidden if at]
        references.findings.append(rules.EMPTY_OUTCOME.at(step.location, title=step.title, notes=notes))
