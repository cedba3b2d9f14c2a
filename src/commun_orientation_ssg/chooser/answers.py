"""Who answers in each commune of a département, as one small script that a page loads once a place is chosen.

What the whole département shares is said once, what an EPCI shares once more, then each commune says its own. The
national contacts of a service are left out: every page has them already, but where they receive people for another
service. docs/chooser.md gives the form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..context import Card, Opening, PhoneLine
from ..model import Contact
from ..resolution import LOCAL, Resolution, Resolver
from ..resolved import contact_behind
from ..territory import Commune, Territories, distance_km
from .buckets import registered

__all__ = ["WELCOME", "Near", "contacts_script", "week_in_words"]

WELCOME = "france-services"
"""Any office of this service will do: the nearest of the commune stand for all those of the official directory."""
_NEAREST_ONES, _ANOTHER_BODY = "~", "!"
_SPECIAL = {_NEAREST_ONES: -1, _ANOTHER_BODY: -2}
"""What stands in the place of ids -> its rank in the script."""
NEAREST = 3
"""France services named for a commune."""
NEAR_KM = 60
"""Beyond, it is near nobody."""
NEAR_DEGREES = 1
"""More than that distance, of latitude or of longitude, up to Dunkerque."""
_Answer = tuple[str, tuple[str, ...]]
"""A note, and the ids of the contacts in their order."""
_NOTHING: _Answer = ("", ())


def contacts_script(
    departement: str,
    resolver: Resolver,
    services: Iterable[str],
    card_of: Callable[[Contact], Card],
    welcomes: Iterable[Contact] = (),
) -> bytes:
    """Return the script of a département; in its answers, -1 stands for the nearest France services.

    Args:
        services: ids of those that pages may ask for.
        card_of: what a page shows of a contact.
        welcomes: the France services of the département and around it.
    """
    territories = resolver.territories
    communes = list(territories.communes.of_departement(departement))
    known = _Cards(card_of)
    found = {
        commune.code: {id: known.answer(resolver.resolve(id, commune.code)) for id in services} for commune in communes
    }
    groups: dict[str, list[str]] = {}
    for commune in communes:
        groups.setdefault(commune.epci, []).append(commune.code)
    of_group = {epci: _shared([found[code] for code in codes]) for epci, codes in groups.items()}
    of_all = _shared([of_group[commune.epci] for commune in communes])
    ranks = {epci: rank for rank, epci in enumerate(groups)}
    near = Near(territories, welcomes)
    data = {
        "name": territories.name(departement),
        "in": f"{departement} {territories.region_of[departement]}",
        "all": known.coded(of_all, {}),
        "epcis": [[territories.name(epci), known.coded(of_group[epci], of_all)] for epci in groups],
        "communes": {
            commune.code[len(departement) :]: [
                commune.name,
                ranks[commune.epci],
                known.coded(found[commune.code], of_group[commune.epci]),
                [[known.rank(contact), km] for contact, km in near.of(commune) if known.rank(contact) >= 0],
            ]
            for commune in communes
        },
    }
    return registered("contacts", departement, {**data, "answers": known.answers, "cards": known.cards})


class _Cards:
    """Contacts and answers, each written once and named by its rank."""

    def __init__(self, card_of: Callable[[Contact], Card]) -> None:
        self.cards: list[dict[str, Any]] = []
        self.answers: list[list[Any]] = []
        self._card_of = card_of
        self._ranks: dict[str, int] = {}
        self._contacts: dict[str, Contact] = {}
        self._answers: dict[_Answer, int] = {}

    def answer(self, resolution: Resolution) -> _Answer:
        """Return what is said of a service in a commune."""
        notes = [holder.note for holder in resolution.holders if holder.line and holder.note]
        ids = []
        for answer in resolution.answers:
            id = answer.offer.id
            if answer.source == "directory" and WELCOME in answer.offer.services:
                ids.append(_NEAREST_ONES)
            elif answer.source != "national" or (answer.service != resolution.service and answer.offer.human):
                if id not in self._contacts:
                    self._contacts[id] = contact_behind(answer)
                if not self._contacts[id].sensitive:
                    ids.append(id)
        first = resolution.holders[0]
        if not ids and first.line and first.level not in LOCAL:  # how to reach a Caf helps nobody where there is none
            notes.append(f"Demandez à votre mairie comment joindre cet organisme : {first.body}.")
            ids.append(_ANOTHER_BODY)
        return " ".join(dict.fromkeys(notes)), tuple(dict.fromkeys(ids))

    def rank(self, contact: Contact) -> int:
        """Return the rank of a contact's card, -1 when nothing of it may be shown."""
        if contact.id not in self._ranks:
            card = _said(contact.id, self._card_of(contact))
            self._ranks[contact.id] = len(self.cards) if card else -1
            self.cards += [card] if card else []
        return self._ranks[contact.id]

    def coded(self, answers: Mapping[str, _Answer], above: Mapping[str, _Answer]) -> dict[str, int]:
        """Return service -> rank of its answer, of those that differ from what is said above."""
        return {id: self._code(answer) for id, answer in answers.items() if answer != above.get(id, _NOTHING)}

    def _code(self, answer: _Answer) -> int:
        if answer not in self._answers:
            self._answers[answer] = len(self.answers)
            ranks = {id: self.rank(self._contacts[id]) for id in answer[1] if id not in _SPECIAL}
            shown = (_SPECIAL.get(id, ranks.get(id, 0)) for id in answer[1] if ranks.get(id, 0) >= 0)
            self.answers.append([answer[0], *shown])
        return self._answers[answer]


def _shared(answers: list[Mapping[str, _Answer]]) -> dict[str, _Answer]:
    """Return for each service the answer that most have."""
    services = answers[0] if answers else {}
    return {id: Counter(each[id] for each in answers).most_common(1)[0][0] for id in services}


class Near:
    """The nearest of some places, as the crow flies."""

    def __init__(self, territories: Territories, contacts: Iterable[Contact]) -> None:
        self._centres = territories.centres
        self._places: dict[tuple[float, float], Contact] = {}
        for contact in contacts:
            desk = contact.desk
            if desk is not None and desk.latitude is not None and desk.longitude is not None:
                self._places.setdefault((round(desk.latitude, 3), round(desk.longitude, 3)), contact)

    def of(self, commune: Commune) -> list[tuple[Contact, int]]:
        """Return the nearest places and their distance in kilometres, 0 for those in the commune, which come first.

        None where the middle of the commune is not known.
        """
        centre = self._centres.get(commune.code)
        if centre is None:
            return []
        far = sorted(
            (0 if commune.code in contact.area else max(1, round(distance_km(centre, place))), contact.id, contact)
            for place, contact in self._places.items()
            if abs(place[0] - centre[0]) < NEAR_DEGREES and abs(place[1] - centre[1]) < NEAR_DEGREES
        )
        return [(contact, km) for km, _, contact in far[:NEAREST] if km <= NEAR_KM]


def _said(id: str, card: Card) -> dict[str, Any]:
    """Return what the page script shows of a card; empty when no channel of it may be shown."""
    desk = card.desk
    if card.reach or not (card.phones or desk or card.mails or card.online):
        return {}
    opening = (desk.opening if desk else None) or card.opening
    said: dict[str, Any] = {
        "id": id,
        "name": card.name,
        "role": card.role,
        "phones": [_phone(line) for line in card.phones],
        "address": desk.address if desk else "",
        "map": desk.map_url.partition("#map=")[2].partition("/")[2] if desk else "",
        "hours": week_in_words(card),
        "appointment": desk.appointment if desk else "",
        "opening": _opening(opening),
        "mail": card.mails[0].address if card.mails else "",
        "online": [[link.text, link.url] for link in card.online[:1]],
        "checked": card.checked,
        "source": card.source,
        "old": int(card.stale),
    }
    return {key: value for key, value in said.items() if value}


def _phone(line: PhoneLine) -> list[Any]:
    hours = _in_words(line.hours, line.hours_text)
    fields = [line.display, line.tel, line.label, hours, _opening(line.opening)]
    while not fields[-1]:
        fields.pop()
    return fields


def _opening(opening: Opening | None) -> list[str]:
    return [opening.week, opening.since, opening.zone, opening.closed, opening.unsure] if opening else []


def week_in_words(card: Card) -> str:
    """Return the hours of a card's desk, or those its channels share, in one line."""
    if card.desk and (card.desk.hours or card.desk.hours_text):
        return _in_words(card.desk.hours, card.desk.hours_text)
    return _in_words(card.hours, card.hours_text)


def _in_words(rows: Iterable[Any], text: str) -> str:
    lines = [f"{row.days if not rank else row.days.lower()} {row.times}" for rank, row in enumerate(rows)]
    return " ".join(part for part in ("\u00a0; ".join(lines) + "." if lines else "", text) if part)
