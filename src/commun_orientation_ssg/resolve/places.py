"""The places that contacts and partners name: official codes, within the partner's territory."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Contact, HeldElsewhere, Partner, Service
from ..resolution import Holders
from ..territory import Territories, place_of
from . import rules
from .providers import covers
from .references import References

__all__ = ["check_areas", "check_territory", "held_elsewhere"]


def check_areas(contacts: Mapping[str, Contact], references: References, territories: Territories) -> None:
    """Report the codes that name no place, or a commune of before."""
    for id, contact in contacts.items():
        for n, code in enumerate(contact.area):
            if territories.knows(code):
                continue
            at = references.at("contact", id, "area", n)
            now = territories.current(code)
            if now == code:
                references.findings.append(rules.UNKNOWN_PLACE.at(at, place=code))
            elif territories.former[code].kind != "arrondissement":
                name = territories.name(now)
                references.findings.append(rules.MERGED_PLACE.at(at, place=code, now=now, name=name))


def check_territory(
    partner: Partner, own: Mapping[str, Contact], references: References, territories: Territories
) -> None:
    """Report an unknown territory, unknown areas, and the partner's own contacts that serve nobody there."""
    place = place_of(partner.level, partner.territory)
    check_areas(own, references, territories)
    if not territories.knows(place):
        at = references.at("partner", "partner", "territory")
        references.findings.append(rules.UNKNOWN_PLACE.at(at, place=place))
        return
    for id, contact in own.items():
        known = all(territories.knows(territories.current(code)) for code in contact.area)
        if known and not covers(contact.area, place, territories, partly=True):
            at = references.at("contact", id, "area")
            name = territories.name(place)
            references.findings.append(rules.OUTSIDE_TERRITORY.at(at, name=contact.name, place=name))


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
    names = [commune.name for commune in sorted(inside, key=lambda commune: (-commune.population, commune.code))]
    if len(names) <= 4:
        return f"{', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else "".join(names)
    return f"{', '.join(names[:3])} et {len(names) - 3} autres communes"
