"""The contacts of an outcome, service by service: which stand in sight, which are folded, in which order."""

from __future__ import annotations

import re
from dataclasses import replace

from .. import context as c
from ..model import Contact, Service, Site
from ..wording import as_title, fold
from .cards import Cards, reach_card

__all__ = ["Groups"]

SHOWN_CONTACTS = 3
"""Contacts of one service shown before the rest is folded."""
MANY_PLACES = 2
"""Local contacts of one service that may stand among the shown ones; more are listed town by town."""
_TOWN = re.compile(r"\b\d{5}\s+(?P<town>[^\d,]+?)(?:\s+cedex.*)?$", re.IGNORECASE)

_Known = list[tuple[Contact, c.Card]]
"""Contacts, each with its card."""


class Groups:
    """Gathers the contacts of outcomes, one outcome after another."""

    def __init__(self, site: Site, cards: Cards) -> None:
        self._site, self._cards = site, cards

    def of(self, references: tuple[str, ...], *, neutral: bool, urgent: bool = False) -> tuple[c.CardGroup, ...]:
        """Return the contacts of an outcome, service by service, each contact once, the most competent first.

        Args:
            references: ids of services and contacts, in the outcome's order.
            neutral: for a sensitive page.
        """
        groups = []
        seen: set[str] = set()
        for reference in references:
            service = self._site.services.get(reference)
            contacts = [contact for contact in self._site.contacts_for(reference) if contact.id not in seen]
            seen.update(contact.id for contact in contacts)
            group = self._group(service, contacts, neutral, calm=not (neutral or urgent))
            if group is not None:
                asked = service if service is not None and not neutral else None
                groups.append(
                    replace(
                        group,
                        notes=self._notes(reference),
                        service=asked.id if asked else "",
                        reach=asked.reach if asked else "",
                    )
                )
        return tuple(groups)

    def _notes(self, service: str) -> tuple[str, ...]:
        """Return where another body decides of a service, in the words of the table of holders."""
        held = (item for item in self._site.elsewhere.get(service, ()) if item.note)
        return tuple(
            f"{item.where} : {item.note[0].lower()}{item.note[1:]}" if item.where else item.note for item in held
        )

    def _group(self, service: Service | None, contacts: list[Contact], neutral: bool, calm: bool) -> c.CardGroup | None:
        """Return the group of a service, or of one contact named by its id; None when there is nobody to show."""
        known = [(contact, self._cards.card(contact, service, neutral=neutral, calm=calm)) for contact in contacts]
        useful = [(contact, card) for contact, card in known if not card.reach]
        if service is not None and not any(card.phones or card.desk for _, card in useful):
            if self._site.providers[service.id] and not contacts:
                return None  # its contacts stand above already
            cards = [reach_card(service), *(card for _, card in useful)]
            return c.CardGroup(as_title(service.plain) if len(cards) > 1 else "", tuple(cards))
        shown = useful or known
        return self._folded(as_title(service.plain) if service is not None and len(shown) > 1 else "", shown)

    def _folded(self, title: str, shown: _Known) -> c.CardGroup | None:
        """Return the first contacts in sight and the others folded; those of many places are told town by town."""
        if not shown:
            return None
        wide = tuple(card for contact, card in shown if not contact.area)
        local = [(contact, card) for contact, card in shown if contact.area]
        if len(local) <= MANY_PLACES and len(shown) <= SHOWN_CONTACTS:
            return c.CardGroup(title, tuple(card for _, card in shown))
        if not local:
            rest = c.PlaceGroup("", wide[SHOWN_CONTACTS:])
            return c.CardGroup(title, wide[:SHOWN_CONTACTS], (rest,), "Autres contacts")
        label = f"Les {len(local)} lieux d'accueil, ville par ville" if len(local) > 1 else "Un autre lieu d'accueil"
        return c.CardGroup(title, wide, self._by_town(local), label)

    def _by_town(self, local: _Known) -> tuple[c.PlaceGroup, ...]:
        towns: dict[str, list[c.Card]] = {}
        for contact, card in local:
            towns.setdefault(self._town(contact), []).append(card)
        return tuple(c.PlaceGroup(town, tuple(towns[town])) for town in sorted(towns, key=fold))

    def _town(self, contact: Contact) -> str:
        """Return the town people would look for: that of the desk, else the first place it serves."""
        found = _TOWN.search(contact.desk.address.strip()) if contact.desk else None
        return found["town"].strip() if found else self._site.place_names.get(contact.area[0], "")
