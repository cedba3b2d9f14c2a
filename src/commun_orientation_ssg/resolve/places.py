"""The places that contacts and partners name: official codes, within the partner's territory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..diagnostics import Diagnostic, Location
from ..model import Contact, HeldElsewhere, Partner, Service
from ..resolution import LOCAL, Holder, Holders
from ..schema import slug_of
from ..territory import Commune, Territories, level_of, place_of
from . import rules
from .providers import is_part_of
from .references import References

__all__ = ["check_areas", "check_competence", "check_territory", "held_elsewhere"]


def check_areas(contacts: Mapping[str, Contact], references: References, territories: Territories) -> None:
    """Report the codes that name no place, or a commune of before."""
    for id, contact in contacts.items():
        for n, code in enumerate(contact.area):
            at = references.at("contact", id, "area", n)
            written = references.text("contact", id, "area", n)
            if (found := _mistaken(code, written, contact, territories, at)) is not None:
                references.findings.append(found)
                continue
            if territories.knows(code):
                continue
            now = territories.current(code)
            if now == code:
                references.findings.append(rules.UNKNOWN_PLACE.at(at, place=code))
            elif territories.former[code].kind != "arrondissement":
                name = territories.name(now)
                references.findings.append(rules.MERGED_PLACE.at(at, place=code, now=now, name=name))


def _mistaken(code: str, written: str, contact: Contact, territories: Territories, at: Location) -> Diagnostic | None:
    """Return what is wrong with a code that is that of another place: a postcode, or "83" for a town of the Var."""
    said = slug_of(written.rpartition("(")[0])
    now, name = territories.current(code), territories.name(code)
    if said and said != slug_of(name) and (code in territories.region_of or now in territories.communes):
        for town in territories.communes.of_departement(territories.departement(code)):
            if slug_of(town.name) == said and code not in town.postcodes and now != town.code:
                return rules.PLACE_NAME.at(at, written=written, place=code, name=name, town=town.name, code=town.code)
    commune = territories.communes.get(now)
    if commune is None or code in commune.postcodes or said == slug_of(commune.name):
        return None
    address = contact.desk.address if contact.desk else ""
    if not said and now == code and not re.search(rf"(?<!\d){code}(?!\d)", address):
        return None
    towns = [town for town in territories.with_postcode(code) if said in ("", slug_of(town.name))]
    if not towns:
        return None
    town = next((town for town in towns if slug_of(town.name) in slug_of(address)), towns[0])
    others = _largest(towns)
    return rules.POSTCODE_PLACE.at(
        at, place=code, towns=others, name=commune.name, now=now, town=town.name, code=town.code
    )


def check_territory(
    partner: Partner, own: Mapping[str, Contact], references: References, territories: Territories
) -> None:
    """Report an unknown territory, unknown areas, and the areas of the partner's own contacts that lie outside it."""
    place = place_of(partner.level, partner.territory)
    check_areas(own, references, territories)
    if not territories.knows(place):
        at = references.at("partner", "partner", "territory")
        references.findings.append(rules.UNKNOWN_PLACE.at(at, place=place))
        return
    name = territories.name(place)
    if partner.level in LOCAL and level_of(place) != partner.level:
        at = references.at("partner", "partner", "territory")
        references.findings.append(rules.TERRITORY_LEVEL.at(at, place=place, name=name, level=partner.level))
    elif (found := _postcode_of_the_town(partner, territories)) is not None:
        at = references.at("partner", "partner", "territory")
        references.findings.append(
            rules.POSTCODE_PLACE.at(
                at, place=place, towns=found.name, name=name, now=place, town=found.name, code=found.code
            )
        )
    for id, contact in own.items():
        for n, code in enumerate(contact.area):
            now = territories.current(code)
            if territories.knows(now) and not territories.overlaps(now, place):
                at, outside = references.at("contact", id, "area", n), territories.name(now)
                references.findings.append(
                    rules.OUTSIDE_TERRITORY.at(at, name=contact.name, outside=outside, place=name)
                )


def _postcode_of_the_town(partner: Partner, territories: Territories) -> Commune | None:
    """Return the town that a partner is called by, when its territory is the postcode of that town."""
    here = territories.communes.get(partner.territory)
    if partner.level != "commune" or here is None or slug_of(here.name) in slug_of(partner.name):
        return None
    towns = territories.with_postcode(partner.territory)
    return next((town for town in towns if town is not here and slug_of(town.name) in slug_of(partner.name)), None)


def check_competence(
    partner: Partner,
    own: Mapping[str, Contact],
    services: Mapping[str, Service],
    holders: Holders,
    references: References,
    territories: Territories,
) -> None:
    """Report the services that the partner's own body claims and another holds, and where nobody answers for its own.

    Resolution never takes a part of the partner for what another body holds: such a contact answers nobody.
    """
    place = place_of(partner.level, partner.territory)
    if not territories.knows(place):
        return
    received = {receiver for service in services.values() for receiver in service.received_by}
    areas: dict[str, list[tuple[str, Contact]]] = {}
    for id, contact in own.items():
        for n, name in enumerate(contact.provides):
            service = services.get(name)
            if service is None or service.level not in LOCAL:
                continue
            areas.setdefault(name, []).append((id, contact))
            if name not in received and is_part_of(contact, partner.not_listed, own):
                inside = _served(contact, place, territories)
                held = [holders.tiers(service, commune.code) for commune in inside]
                if held and not any(_holds(place, tiers) for tiers in held):
                    at, holder = references.at("contact", id, "provides", n), held[0][0].body
                    found = rules.OUTSIDE_COMPETENCE.at(at, name=contact.name, service=service.name, holder=holder)
                    references.findings.append(found)
    for name, contacts in areas.items():
        if all(contact.area for _, contact in contacts):
            served = {commune.code for _, each in contacts for commune in _served(each, place, territories)}
            left = [
                commune
                for commune in territories.within(place)
                if commune.code not in served and _holds(place, holders.tiers(services[name], commune.code))
            ]
            if left:
                at = references.at("contact", contacts[0][0], "area")
                found = rules.COVERAGE_GAP.at(at, service=services[name].name, places=_largest(left))
                references.findings.append(found)


def _served(contact: Contact, place: str, territories: Territories) -> list[Commune]:
    """Return the communes of a place that a contact serves, each once."""
    found = {
        commune.code: commune
        for code in map(territories.current, contact.area or (place,))
        if territories.knows(code)
        for commune in territories.within(code if territories.holds(place, code) else place)
        if territories.overlaps(code, commune.code)
    }
    return list(found.values())


def _holds(place: str, tiers: Iterable[Holder]) -> bool:
    return any(place in holder.places for holder in tiers)


def held_elsewhere(
    partner: Partner, services: Mapping[str, Service], holders: Holders, territories: Territories
) -> dict[str, tuple[HeldElsewhere, ...]]:
    """Return what other bodies hold in the partner's territory, by exception to the level of the service."""
    place = place_of(partner.level, partner.territory)
    found = {}
    for id, service in services.items():
        notes = tuple(
            HeldElsewhere(_in_words(where, place, territories), holder.body, holder.note)
            for where, holder in holders.elsewhere(service, place)
        )
        if notes:
            found[id] = notes
    return found


def _in_words(where: str, place: str, territories: Territories) -> str:
    """Name a part of a territory by its largest communes: people do not know the name of their EPCI."""
    if not where:
        return ""
    inside = [commune for commune in territories.within(where) if territories.holds(place, commune.code)]
    return _largest(inside)


def _largest(communes: Iterable[Commune]) -> str:
    """Name communes, the largest first, and say how many others there are."""
    names = [commune.name for commune in sorted(communes, key=lambda commune: (-commune.population, commune.code))]
    if len(names) <= 4:
        return f"{', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else "".join(names)
    return f"{', '.join(names[:3])} et {len(names) - 3} autres communes"
