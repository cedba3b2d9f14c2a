"""Who answers, here, in words or in JSON: what `commun resolve` prints."""

from __future__ import annotations

import json
from typing import Any

from .directory import contact_of, record_of
from .model import Contact, Service
from .resolution import Answer, Holder, Resolution
from .territory import Territories

__all__ = ["as_json", "as_text"]

_SOURCES = {
    "own": ("de ce partenaire", "the partner's own"),
    "mutualised": ("mutualisé par {partner}", "shared by {partner}"),
    "directory": ("annuaire officiel", "official directory"),
    "national": ("national", "national"),
}
_WHY = {
    "holds": ("c'est lui qui rend ce service ici", "it provides this service here"),
    "body": ("standard de l'organisme compétent", "switchboard of the competent body"),
    "receives": ("il vous reçoit pour cela ({service})", "it receives people for it ({service})"),
    "national": ("pour tout le pays", "for the whole country"),
}
_LEVELS = {
    "commune": ("commune", "commune"),
    "intercommunalite": ("intercommunalité", "EPCI"),
    "departement": ("département", "département"),
    "region": ("région", "région"),
    "etat": ("État", "State"),
    "operateur": ("opérateur", "operator"),
    "association": ("association", "association"),
    "none": ("n'existe pas ici", "does not exist here"),
}
_PLACE = {
    "residence": ("le lieu où l'on habite compte", "where one lives counts"),
    "event": ("le lieu où cela se passe compte", "where it happens counts"),
    "any": ("n'importe quel lieu d'accueil convient", "any office will do"),
    "none": ("le lieu ne compte pas", "the place does not count"),
}


def contact_behind(answer: Answer) -> Contact:
    """Return the contact of an answer, whichever source it comes from."""
    behind = answer.offer.contact
    return behind if isinstance(behind, Contact) else contact_of(behind, answer.offer.id)


def as_text(found: Resolution, service: Service, services: dict[str, Service], places: Territories, lang: str) -> str:
    """Return the holders, then the contacts in order, each with why."""
    word = int(lang == "en")
    commune = places.communes[found.commune]
    lines = [
        f"{service.name} - {commune.name} ({commune.code}, {places.name(commune.departement)})",
        f"  {_PLACE[service.place][word]}",
    ]
    for holder in found.holders:
        lines += _holder(holder, word)
    if len(found.answers) > 1:
        lines.append(("Contacts, dans cet ordre :", "Contacts, in this order:")[word])
    for number, answer in enumerate(found.answers, 1):
        contact = contact_behind(answer)
        why = _WHY[answer.why][word].format(service=services[answer.service].name)
        source = _SOURCES[answer.source][word].format(partner=answer.offer.partner_name)
        lines.append(f"{number}. {contact.name} [{answer.offer.id}]")
        lines.append(f"   {why} - {source}")
        lines += [f"   {channel}" for channel in _channels(contact)]
    if not found.has_human:
        lines.append(
            (
                f"Personne à appeler ou à aller voir n'est connu. {service.reach}",
                f"Nobody to call or visit is known. {service.reach}",
            )[word]
        )
    return "\n".join(lines)


def _holder(holder: Holder, word: int) -> list[str]:
    level = _LEVELS[holder.level][word]
    part = f" - {holder.part}" if holder.part else ""
    lines = [f"  {('compétent', 'competent')[word]} : {holder.body} ({level}){part}"]
    if holder.note:
        lines.append(f"    {holder.note}")
    if holder.source:
        since = f"{('depuis le', 'since')[word]} {holder.since}, " if holder.since else ""
        until = f"{('jusqu’au', 'until')[word]} {holder.until}, " if holder.until else ""
        read = ("lu le", "read on")[word]
        lines.append(f"    {since}{until}{holder.source}, {read} {holder.read_on} ({holder.url})")
    return lines


def _channels(contact: Contact) -> list[str]:
    numbers = ", ".join(phone.number.display.replace("\u00a0", " ") for phone in contact.phones)
    lines = [numbers] if numbers else []
    lines += [contact.desk.address] if contact.desk and contact.desk.address else []
    lines += [mail.address for mail in contact.mails[:1]] if not lines else []
    return lines or [item.url for item in contact.online[:1]]


def as_json(found: Resolution, service: Service, places: Territories) -> str:
    """Return the same as one JSON object."""
    commune = places.communes[found.commune]
    data: dict[str, Any] = {
        "service": service.id,
        "place": service.place,
        "commune": {
            "code": commune.code,
            "name": commune.name,
            "departement": commune.departement,
            "epci": commune.epci,
        },
        "human": found.has_human,
        "holders": [_holder_data(holder) for holder in found.holders],
        "contacts": [
            {
                **record_of(contact_behind(answer)),
                "id": answer.offer.id,
                "provenance": answer.source,
                "partner": answer.offer.partner,
                "why": answer.why,
                "for": answer.service,
                "human": answer.offer.human,
            }
            for answer in found.answers
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _holder_data(holder: Holder) -> dict[str, Any]:
    return {
        "level": holder.level,
        "territory": list(holder.places),
        "body": holder.body,
        "exists": holder.exists,
        "part": holder.part,
        "received_by": list(holder.receives),
        "note": holder.note,
        "since": holder.since,
        "until": holder.until,
        "source": holder.source or "services.yaml",
        "url": holder.url,
        "read_on": holder.read_on,
    }
