"""The places that contacts and partners name: official codes, within the partner's territory."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Contact, Partner
from ..territory import Territories, place_of
from . import rules
from .providers import covers
from .references import References

__all__ = ["check_areas", "check_territory"]


def check_areas(contacts: Mapping[str, Contact], references: References, territories: Territories) -> None:
    """Report the codes that name no place."""
    for id, contact in contacts.items():
        for n, code in enumerate(contact.area):
            if not territories.knows(code):
                at = references.at("contact", id, "area", n)
                references.findings.append(rules.UNKNOWN_PLACE.at(at, place=code))


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
        if all(map(territories.knows, contact.area)) and not covers(contact.area, place, territories, partly=True):
            at = references.at("contact", id, "area")
            name = territories.name(place)
            references.findings.append(rules.OUTSIDE_TERRITORY.at(at, name=contact.name, place=name))
