"""Services to contacts: the partner's own, else those that the body holding the service shares, national ones last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..model import Contact, Partner, Service
from ..resolution import Offer
from ..territory import Territories, place_of

__all__ = [
    "SharedContact",
    "is_part_of",
    "national_offers",
    "offers_of",
    "providers_of",
    "shared_contacts",
    "shared_offers",
]

_NEAREST_FIRST = ("commune", "intercommunalite", "departement", "region")


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact that a partner lets others show, with the partner it comes from.

    Args:
        place: the territory of that partner.
        provides, area: the services it stands for, and where: its own, or those of the contact that goes through it.
    """

    partner: str
    name: str
    level: str
    place: str
    contact: Contact
    provides: tuple[str, ...]
    area: tuple[str, ...]


def shared_contacts(partner: Partner, contacts: Iterable[Contact]) -> Iterator[SharedContact]:
    """Yield the partner's own contacts that others may show (`share: oui`), or reach through another (`via`)."""
    own = {contact.id: contact for contact in contacts if contact.own}
    place = place_of(partner.level, partner.territory)
    for contact in own.values():
        word, _, through = contact.share.partition(" ")
        shown = contact if word == "oui" else own.get(through) if word == "via" else None
        if shown is not None and shown.share == "oui":
            yield SharedContact(partner.id, partner.name, partner.level, place, shown, contact.provides, contact.area)


def providers_of(
    partner: Partner,
    services: Mapping[str, Service],
    contacts: Iterable[Contact],
    directory: Iterable[SharedContact],
    territories: Territories,
) -> dict[str, tuple[Contact, ...]]:
    """Give each service its contacts, those of the whole territory before those of a part of it."""
    place = place_of(partner.level, partner.territory)
    own: dict[str, list[Contact]] = {}
    national: dict[str, list[Contact]] = {}
    for contact in contacts:
        if contact.own or covers(contact.area, place, territories, partly=True):
            for service in contact.provides:
                (own if contact.own else national).setdefault(service, []).append(contact)
    for listed in own.values():
        listed.sort(key=lambda contact: not covers(contact.area, place, territories))
    shared = _shared(partner, place, services, directory, territories)
    return {id: tuple((own.get(id) or shared.get(id, [])) + national.get(id, [])) for id in services}


def _shared(
    partner: Partner,
    place: str,
    services: Mapping[str, Service],
    directory: Iterable[SharedContact],
    territories: Territories,
) -> dict[str, list[Contact]]:
    """Return the contacts of other partners for the services that they hold here, each once, nearest first."""
    found: dict[str, dict[str, Contact]] = {}
    for item in sorted(directory, key=_distance):
        if item.partner == partner.id or not territories.holds(item.place, place):
            continue
        if not covers(item.area, place, territories):
            continue
        for service in item.provides:
            if service in services and _holds(item.level, services[service]):
                id = f"{item.partner}/{item.contact.id}"
                found.setdefault(service, {}).setdefault(id, replace(item.contact, id=id, own=False))
    return {service: list(by_id.values()) for service, by_id in found.items()}


def _distance(item: SharedContact) -> tuple[int, bool]:
    level = _NEAREST_FIRST.index(item.level) if item.level in _NEAREST_FIRST else len(_NEAREST_FIRST)
    return level, bool(item.area)


def _holds(level: str, service: Service) -> bool:
    """Tell whether a partner of `level` may answer for a service: of its own level, or that no local body decides."""
    return service.level == level or service.level not in _NEAREST_FIRST


def covers(area: tuple[str, ...], place: str, territories: Territories, *, partly: bool = False) -> bool:
    """Tell whether an area holds the whole place, or `partly` some of it; an empty area is everywhere."""
    reaches = territories.overlaps if partly else territories.holds
    return not area or any(reaches(code, place) for code in area)


def offers_of(partner: Partner, contacts: Mapping[str, Contact]) -> Iterator[Offer]:
    """Yield the partner's own contacts as what a commune is answered with."""
    place = place_of(partner.level, partner.territory)
    for contact in contacts.values():
        if contact.own:
            yield _offer(partner, place, contact, contact.provides, contact.area, contacts)


def shared_offers(partner: Partner, contacts: Mapping[str, Contact]) -> Iterator[Offer]:
    """Yield what the partner lets others show, under ids that say whose it is."""
    place = place_of(partner.level, partner.territory)
    for item in shared_contacts(partner, contacts.values()):
        found = _offer(partner, place, item.contact, item.provides, item.area, contacts)
        yield replace(found, id=f"{partner.id}/{item.contact.id}")


def national_offers(contacts: Iterable[Contact]) -> Iterator[Offer]:
    """Yield the contacts of the commons."""
    for contact in contacts:
        if not contact.own:
            area = contact.area or ("france",)
            yield Offer(contact.id, contact.name, contact.provides, area, _is_human(contact), contact=contact)


def _offer(
    partner: Partner,
    place: str,
    contact: Contact,
    provides: tuple[str, ...],
    area: tuple[str, ...],
    contacts: Mapping[str, Contact],
) -> Offer:
    body = place if contact.id == partner.not_listed else ""
    return Offer(
        contact.id, contact.name, provides, area or (place,), _is_human(contact), body, partner.id, partner.name,
        partner.level, place, is_part_of(contact, partner.not_listed, contacts), contact,
    )  # fmt: skip


def _is_human(contact: Contact) -> bool:
    return not contact.general and bool(contact.phones or contact.desk)


def is_part_of(contact: Contact, body: str, contacts: Mapping[str, Contact]) -> bool:
    """Tell whether a contact is a body, or lies in it."""
    seen: set[str] = set()
    while contact.id not in seen:
        if contact.id == body:
            return True
        seen.add(contact.id)
        above = contacts.get(contact.part_of)
        if above is None:
            return False
        contact = above
    return False
