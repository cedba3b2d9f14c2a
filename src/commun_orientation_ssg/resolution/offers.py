"""Contacts ready to be looked up by service and place, wherever they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..territory import Territories

__all__ = ["Offer", "Offers"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A contact that one of the sources has, and what it takes to choose it.

    Args:
        id: "mds-toulon", "var/mds-toulon" when mutualised, "dila/cg-83137-01" from the directory.
        services: ids of the services that it provides.
        areas: codes of the places served; never empty (the whole territory of its partner, or "france").
        human: somebody answers there: a phone or a desk.
        body: code of the territory that this body governs; "" when it is no local authority's switchboard.
        partner, partner_name, level, place: the partner it comes from, "" from the directory and the commons.
        mine: it is that partner's own body, or a part of it.
        contact: what is behind it: a `Contact`, or a directory record.
    """

    id: str
    name: str
    services: tuple[str, ...]
    areas: tuple[str, ...]
    human: bool
    body: str = ""
    partner: str = ""
    partner_name: str = ""
    level: str = ""
    place: str = ""
    mine: bool = False
    contact: Any = None


class Offers:
    """The offers of one source, by service and code of a place; in the order they came in at each place."""

    def __init__(self, offers: Iterable[Offer], territories: Territories) -> None:
        self._by_service: dict[str, dict[str, list[Offer]]] = {}
        self._bodies: dict[str, list[Offer]] = {}
        self._local: dict[str, set[str]] = {}  # commune -> services
        for offer in offers:
            codes = list(_codes(offer.areas, territories))
            for service in offer.services:
                by_code = self._by_service.setdefault(service, {})
                for code in codes:
                    by_code.setdefault(code, []).append(offer)
                    if len(code) == 5:
                        self._local.setdefault(code, set()).add(service)
            if offer.body:
                self._bodies.setdefault(offer.body, []).append(offer)

    def at(self, service: str, around: tuple[str, ...], reach: int) -> list[Offer]:
        """Return the offers for `service` of the first `reach` places of `around`, nearest first, each once."""
        by_code = self._by_service.get(service)
        if by_code is None:
            return []
        found: list[Offer] = []
        for code in around[:reach]:
            if code in by_code:
                found += by_code[code]
        return list({offer.id: offer for offer in found}.values()) if len(found) > 1 else found

    def bodies(self, places: Iterable[str]) -> list[Offer]:
        """Return the switchboards of the authorities of these places."""
        return [offer for place in places for offer in self._bodies.get(place, ())]

    def services_at(self, commune: str) -> Iterable[str]:
        """Return the services of which an offer names this very commune: its neighbours may have another answer."""
        return self._local.get(commune, ())


def _codes(areas: Iterable[str], territories: Territories) -> Iterator[str]:
    """Yield the codes under which an area is looked up: a part of a commune under its commune, a list as its places."""
    for area in areas:
        if area in territories.lists:
            yield from _codes(territories.lists[area], territories)
        else:
            yield territories.current(area.partition("/")[0])
