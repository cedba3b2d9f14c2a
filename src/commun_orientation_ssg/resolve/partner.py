"""One partner: its merged documents, with what the commons made and what other partners share, to its site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..diagnostics import Diagnostic
from ..holidays import zone_of
from ..model import Alert, Contact, Entry, Partner, Question, Scenario, Site, Step, TextOf
from ..overlay import Layer
from ..territory import place_of
from . import objects, rules
from .commons import Commons, advice_of, broken_conditions, protect
from .dangling import check_links, steps_of
from .documents import Bound, Documents
from .guards import Guards, Named, named_conditions
from .hiding import hidden_items, without_hidden
from .inheritance import inherit, parts_of
from .making import Made, make_all
from .places import check_competence, check_territory, held_elsewhere
from .points import check_points
from .providers import SharedContact, providers_of
from .references import References
from .words import check_lexicon, check_signs

__all__ = ["own_contacts", "resolve_partner"]


def own_contacts(documents: Documents, layer: Layer, commons: Commons) -> tuple[dict[str, Contact], list[Diagnostic]]:
    """Return the contacts of a merged layer, inherited facts filled in."""
    findings: list[Diagnostic] = []
    only_contacts: Documents = {kind: items if kind == "contact" else {} for kind, items in documents.items()}
    made = make_all(
        only_contacts, Guards({}, {}, findings), _own(layer, commons), _untouched(documents, commons, frozenset())
    )
    return inherit(made.contacts, References(layer, documents, findings)), findings


def resolve_partner(
    id: str, layer: Layer, documents: Documents, commons: Commons, directory: Iterable[SharedContact] = ()
) -> tuple[Site | None, list[Diagnostic]]:
    """Resolve one partner's merged documents.

    Args:
        id: the partner's folder name.
        directory: contacts of all partners; those of the partner itself are ignored.

    Returns:
        The site, or None when it cannot be built; and every finding.
    """
    findings: list[Diagnostic] = []
    references = References(layer, documents, findings)
    partner = objects.partner(id, bound) if (bound := documents["partner"].get("partner")) else None
    branding = objects.branding(bound) if (bound := documents["branding"].get("branding")) else None
    raw = _made(id, partner, layer, documents, commons, findings)
    made = without_hidden(raw, layer, commons.made)
    check_links(made, references, None if layer.hidden else commons.made)
    contacts = inherit(made.contacts, references)
    check_lexicon(references)
    check_signs(references)
    steps = steps_of(made.journeys)
    entries = tuple(_entries(references, steps))
    alerts = tuple(_alerts(references, contacts))
    advice = advice_of(references)
    hidden = hidden_items(layer, commons.made, commons.vital, findings)
    if partner is None or branding is None:
        return None, findings
    references.check("contact", partner.not_listed, references.at("partner", "partner", "not_listed"))
    own = {name: contact for name, contact in contacts.items() if contact.own}
    check_territory(partner, own, references, commons.territories)
    check_points(own, references, commons.territories)
    check_competence(partner, own, made.services, commons.holders, references, commons.territories)
    providers = providers_of(partner, made.services, contacts.values(), directory, commons.territories)
    return Site(
        partner=partner,
        branding=branding,
        edition=commons.edition,
        topics=made.topics,
        services=made.services,
        needs=made.needs,
        journeys=made.journeys,
        contacts=contacts,
        providers=providers,
        entries=entries,
        alerts=alerts,
        emergency=tuple(made.emergency.values()),
        pages={name: TextOf(page.text, page.location) for name, page in layer.pages.items()},
        hidden=hidden,
        place_names=_place_names(own.values(), providers, commons),
        elsewhere=held_elsewhere(partner, made.services, commons.holders, commons.territories),
        redirects=_redirects(steps),
        zones=_zones(partner, own.values(), providers, commons),
        languages=commons.languages,
        scenarios=tuple(_scenario(name, bound) for name, bound in documents["scenario"].items()),
        lexicon=_only("lexicon", documents),
        danger=_only("danger", documents),
        advice=advice,
        signs=tuple(bound.doc for bound in documents["sign"].values()),
    ), findings


def _only(kind: str, documents: Documents) -> Any:
    """Return the one document of a kind, None when there is none."""
    return documents[kind][kind].doc if kind in documents[kind] else None


def _scenario(id: str, bound: Bound) -> Scenario:
    return Scenario(id, bound.doc.search or "", bound.doc.walk, bound.doc.expect, bound.at("id"))


def _own(layer: Layer, commons: Commons) -> frozenset[tuple[str, str]]:
    """Return what the partner declares itself; what it only corrects stays of the commons."""
    return frozenset((kind, id) for kind, id in layer.own if id not in commons.layer.items.get(kind, {}))


def _made(
    id: str,
    partner: Partner | None,
    layer: Layer,
    documents: Documents,
    commons: Commons,
    findings: list[Diagnostic],
) -> Made:
    """Make the partner's objects; a journey whose conditions mean something else here is made again."""
    named, again = commons.named, commons.conditional
    if documents["condition"] is not commons.documents["condition"]:
        named, problems = named_conditions(documents["condition"])
        findings += problems
        again |= _calling(_changed(named, commons.named), documents)
    facts = {"partner.id": id}
    if partner is not None:
        facts |= {"partner.level": partner.level, "partner.territory": partner.territory}
    guards = Guards(named, facts, findings, broken_conditions(layer, documents, named))
    made = make_all(documents, guards, _own(layer, commons), _untouched(documents, commons, again))
    return replace(made, needs={name: protect(need, commons.protected) for name, need in made.needs.items()})


def _untouched(documents: Documents, commons: Commons, again: frozenset[str]) -> Made:
    """Return the objects of the commons whose documents are the very same here."""

    def same(kind: str) -> dict[str, object]:
        before, ready = commons.documents[kind], commons.made.of(kind)
        now = documents[kind]
        if now is before and not (kind == "journey" and again):
            return dict(ready)
        kept = (id for id in ready if now.get(id) is before.get(id))
        return {id: ready[id] for id in kept if not (kind == "journey" and id in again)}

    kinds = ("topic", "service", "contact", "emergency", "need", "journey")
    return Made(*(same(kind) for kind in kinds))  # type: ignore[arg-type]


def _changed(named: Named, before: Named) -> frozenset[str]:
    return frozenset(name for name in {*named, *before} if named.get(name) != before.get(name))


def _calling(names: frozenset[str], documents: Documents) -> frozenset[str]:
    """Return the journeys with a condition that calls one of `names`."""
    found = set()
    for id, bound in documents["journey"].items():
        conditions = (answer.when for question in bound.doc.questions.values() for answer in question.answers.values())
        if any(when and not names.isdisjoint(when.replace("(", " ").replace(")", " ").split()) for when in conditions):
            found.add(id)
    return frozenset(found)


def _entries(references: References, steps: Mapping[str, Step]) -> Iterable[Entry]:
    for id, bound in references.documents["entry"].items():
        references.each("topic", bound.doc.topics, bound, "topics")
        start = _start(bound.doc.start or "", references)
        if start:
            references.target(start, steps, bound.at("start"))
        for key, answer in bound.doc.answers.items():
            _check_given(id, key, answer, references, steps)
        yield objects.entry(bound, start)


def _start(pointer: str, references: References) -> str:
    """Return the key of the step that an entry starts at; a journey's name alone means where it starts."""
    journey = references.documents["journey"].get(pointer)
    return f"{pointer}/{journey.doc.start}" if journey is not None else pointer


def _check_given(id: str, key: str, answer: str, references: References, steps: Mapping[str, Step]) -> None:
    """Check one answer given in advance by the entry `id` to the question `key`."""
    step = steps.get(key)
    location = references.documents["entry"][id].at("answers", key)
    if step is None:
        references.target(key, steps, location)
    elif not isinstance(step, Question):
        references.findings.append(rules.NOT_A_QUESTION.at(location, key=key))
    else:
        references.answer(answer, [item.id for item in step.answers], key, location)


def _alerts(references: References, contacts: Mapping[str, Contact]) -> Iterable[Alert]:
    for bound in references.documents["alert"].values():
        references.each("contact", bound.doc.contacts, bound, "contacts")
        if bound.doc.to < bound.doc.from_:
            references.findings.append(rules.ALERT_ENDS_FIRST.at(bound.at("to")))
        yield objects.alert(bound, parts_of(bound.doc.contacts, contacts))


def _place_names(
    own: Iterable[Contact], providers: Mapping[str, tuple[Contact, ...]], commons: Commons
) -> dict[str, str]:
    shown = [*own, *(contact for each in providers.values() for contact in each)]
    return {code: commons.territories.name(code) for contact in shown for code in contact.area}


def _zones(
    partner: Partner, own: Iterable[Contact], providers: Mapping[str, tuple[Contact, ...]], commons: Commons
) -> dict[str, str]:
    shown = [*own, *(contact for each in providers.values() for contact in each)]
    codes = {place_of(partner.level, partner.territory), *(code for contact in shown for code in contact.area)}
    found = {code: zone_of(commons.territories.departement(code)) for code in sorted(codes)}
    return {code: zone for code, zone in found.items() if zone != "metropole"}


def _redirects(steps: Mapping[str, Step]) -> dict[str, str]:
    return {f"{key.partition('/')[0]}/{old}": key for key, step in steps.items() for old in step.was}
