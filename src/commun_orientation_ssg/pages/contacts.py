"""The page of a contact: its card, what people come to it for, whom to try next, and the same for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from .. import context as c
from ..hours import to_schema_org
from ..markup import to_text
from ..model import Contact, Site
from ..permalinks import Permalinks
from ..vcard import vcard
from .bodies import Bodies
from .cards import Cards
from .heads import HOME, head
from .needs import Needs

__all__ = ["ContactPages"]

_NEEDS = 12
"""Needs that the page of a contact names at most."""


class ContactPages:
    """Makes the pages of the contacts that have one, and their vCards."""

    def __init__(self, site: Site, links: Permalinks, bodies: Bodies, cards: Cards, needs: Needs) -> None:
        self._site, self._links, self._bodies, self._cards, self._needs = site, links, bodies, cards, needs

    def _contacts(self) -> Iterator[Contact]:
        return (self._bodies.by_id[id] for id in self._links.contacts)

    def pages(self) -> Iterator[c.ContactPage]:
        """Yield the page of each contact that has one."""
        for contact in self._contacts():
            card = self._cards.card(contact)
            yield c.ContactPage(
                *head(self._site.partner, self._links.contacts[contact.id], contact.name),
                back=HOME,
                card=replace(card, path="", source=contact.source if card.checked else ""),
                needs=self._needs.at(contact.provides)[:_NEEDS],
                above=self._next(contact),
                json_ld=_json_ld(contact, card),
            )

    def vcards(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, content) of the vCard of each contact that has a page."""
        for card in map(self._cards.card, self._contacts()):
            if card.vcard:
                yield card.vcard, vcard(card)

    def _next(self, contact: Contact) -> c.Tile | None:
        """Return whom to try after a contact: the body above it, else the next that holds one of its services."""
        above = islice(self._bodies.upwards(contact), 1, None)
        alike = [other for service in contact.provides for other in self._site.providers.get(service, ())]
        wide = [other for other in alike if not other.area or set(contact.area) <= set(other.area)]
        for other in (*above, *wide):
            if other.id != contact.id and other.id in self._links.contacts:
                return c.Tile(f"Essayez : {other.name}", self._links.contacts[other.id])
        return None


def _json_ld(contact: Contact, card: c.Card) -> str:
    """Return schema.org data of what the card shows, and of nothing else."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": contact.name,
        "provider": {"@type": "GovernmentOrganization", "name": contact.name},
    }
    if contact.role:
        data["description"] = to_text(contact.role)
    channel = _channel(contact, card)
    if channel:
        data["availableChannel"] = {"@type": "ServiceChannel", **channel}
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


def _channel(contact: Contact, card: c.Card) -> dict[str, object]:
    channel: dict[str, object] = {}
    if card.phones:
        channel["servicePhone"] = [
            {
                "@type": "ContactPoint",
                "telephone": (phone.tel or phone.sms).partition(":")[2],
                "contactType": phone.label or "accueil",
                "availableLanguage": "fr",
                **(
                    {"hoursAvailable": list(to_schema_org(source.hours))}
                    if source.hours and any(source.hours.days)
                    else {}
                ),
            }
            for phone, source in zip(card.phones, contact.phones, strict=True)
        ]
    if card.desk and contact.desk:
        place: dict[str, object] = {"@type": "Place", "address": card.desk.address}
        if contact.desk.hours and any(contact.desk.hours.days):
            place["openingHoursSpecification"] = list(to_schema_org(contact.desk.hours))
        channel["serviceLocation"] = place
    if card.online:
        channel["serviceUrl"] = card.online[0].url
    return channel
