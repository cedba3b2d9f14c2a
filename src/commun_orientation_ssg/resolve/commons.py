"""The commons, resolved once: what all partners share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..conditions import tests
from ..diagnostics import Diagnostic, Location
from ..model import Advice, Contact, EmergencyLanguage, Journey, Need, Question
from ..overlay import Layer
from ..resolution import Holders
from ..territory import Territories
from . import objects, rules
from .dangling import check_links
from .documents import Documents
from .guards import Guards, Named, named_conditions
from .inheritance import inherit
from .languages import languages_of
from .making import Made, make_all
from .places import check_areas
from .points import check_points
from .references import References

__all__ = ["Commons", "advice_of", "broken_conditions", "resolve_commons"]


@dataclass(frozen=True, slots=True)
class Commons:
    """What all partners share: the layer, its documents, and the objects made of them.

    Args:
        made: the objects, as long as no partner changes them; nothing inherited yet.
        conditional: ids of the journeys that hold a test on `partner.*`: each partner has its own.
        holders: who is competent where the level of a service does not say it.
        contacts: the national contacts, what they inherit filled in.
        protected, vital: ids of the needs that are sensitive (by themselves, their topic or their journey); and of
            those that are sensitive or urgent.
    """

    layer: Layer
    documents: Documents
    edition: date
    not_listed: str
    named: Named
    made: Made
    conditional: frozenset[str]
    protected: frozenset[str]
    vital: frozenset[str]
    territories: Territories
    holders: Holders
    contacts: Mapping[str, Contact]
    languages: tuple[EmergencyLanguage, ...] = ()
    advice: tuple[Advice, ...] = ()


def resolve_commons(
    layer: Layer, documents: Documents, territories: Territories, holders: Holders | None = None
) -> tuple[Commons | None, list[Diagnostic]]:
    """Resolve what does not depend on a partner. None when `commons.yaml` is missing or broken."""
    named, findings = named_conditions(documents["condition"])
    guards = Guards(named, {}, findings, broken_conditions(layer, documents, named))
    made = make_all(documents, guards)
    references = References(layer, documents, findings)
    check_links(made, references)
    contacts = inherit(made.contacts, references)
    check_areas(made.contacts, references, territories)
    check_points(made.contacts, references, territories)
    languages = languages_of(references)
    advice = advice_of(references)
    head = documents["commons"].get("commons")
    if head is None:
        findings += _missing_head(layer)
        return None, findings
    references.check("contact", head.doc.not_listed, head.at("not_listed"))
    protected = frozenset(need.id for need in made.needs.values() if _is_protected(need, made))
    urgent = frozenset(need.id for need in made.needs.values() if need.emergency)
    conditional = frozenset(id for id, journey in made.journeys.items() if _is_conditional(journey))
    return Commons(
        layer, documents, head.doc.edition, head.doc.not_listed, named, made, conditional, protected,
        protected | urgent, territories, holders or Holders((), territories), contacts, languages, advice,
    ), findings  # fmt: skip


def _missing_head(layer: Layer) -> list[Diagnostic]:
    if "commons" in layer.items["commons"] or "commons" in layer.unread:
        return []
    file = "content/commons.yaml"
    wanted, wanted_en = "le nom du contenu national, son édition", "the commons' name and edition"
    return [rules.MISSING_FILE.at(Location(file), file=file, wanted=wanted, wanted_en=wanted_en)]


def broken_conditions(layer: Layer, documents: Documents, named: Named) -> frozenset[str]:
    """Return the names of the conditions that exist but could not be read."""
    return frozenset({*layer.items["condition"], *documents["condition"]} - set(named))


def _is_protected(need: Need, made: Made) -> bool:
    journey = made.journeys.get(need.target.partition("/")[0])
    topics = (made.topics[id] for id in need.topics if id in made.topics)
    return need.sensitive or (journey is not None and journey.sensitive) or any(topic.sensitive for topic in topics)


def _is_conditional(journey: Journey) -> bool:
    return any(
        test.fact.startswith("partner.")
        for step in journey.steps.values()
        if isinstance(step, Question)
        for answer in step.answers
        if answer.guard
        for test in tests(answer.guard.expression)
    )


def protect(need: Need, protected: frozenset[str]) -> Need:
    """Return a need that is sensitive in the commons as sensitive, whatever its new topics or journey are."""
    return replace(need, sensitive=True) if need.id in protected and not need.sensitive else need


def advice_of(references: References) -> tuple[Advice, ...]:
    """Return what is said to those who cannot say their commune; the lines it names must be there."""
    for bound in references.documents["advice"].values():
        if bound.doc.call:
            references.check("emergency", bound.doc.call, bound.at("call"))
    return tuple(objects.advice(bound) for bound in references.documents["advice"].values())
