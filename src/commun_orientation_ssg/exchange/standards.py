"""Contacts to the formats of other tools: HSDS 3, data.inclusion 1, schema.org, vCard 4. Public facts only. Pure.

Sources: Open Referral, Human Services Data Specification 3.0; GIP Plateforme de l'inclusion, data.inclusion schema 1.0;
schema.org; RFC 6350 (vCard) and RFC 5870 (geo).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from ..hours import DAYS, Week, table, to_osm, to_schema_org
from ..model import Contact, Partner, Service
from ..territory import Territories, level_of

__all__ = ["as_data_inclusion", "as_hsds", "as_json_ld", "as_vcards"]

_SPACE = uuid.UUID("5c4f8c0e-1d57-5e9b-9b0a-6f7f1c0c2f11")  # ours: ids of the same contact never change
_LAST = re.compile(r"(?:^|,\s*)(\d{5})\s+([^,]+)$")
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MODES = {"phone": "telephoner", "desk": "se-presenter", "mail": "envoyer-un-courriel"}


def _uuid(*parts: str) -> str:
    return str(uuid.uuid5(_SPACE, "/".join(parts)))


def _split(address: str) -> tuple[str, str, str]:
    """Return street, postcode and town of "12 rue des Lices, 83000 Toulon"; "" for what is not there."""
    found = _LAST.search(address)
    return (address[: found.start()].rstrip(", "), found[1], found[2]) if found else (address, "", "")


def _words(week: Week | None) -> str:
    """Return hours on one line of French."""
    if week is None:
        return ""
    rows = " ; ".join(f"{days} : {times}" for days, times in table(week)).replace("\u00a0", " ")
    return rows or week.text or ""


def _description(contact: Contact, services: Mapping[str, Service]) -> str:
    return contact.role or " ; ".join(services[id].plain for id in contact.provides if id in services) or contact.name


def _day(contact: Contact, edition: date) -> str:
    return (contact.fact_date or edition).isoformat()


# --- HSDS.


def as_hsds(
    partner: Partner, contacts: Sequence[Contact], services: Mapping[str, Service], territories: Territories
) -> list[dict[str, Any]]:
    """Return one HSDS service for each contact, with its organization, phones, schedules and places."""
    organization = {
        "id": _uuid(partner.id),
        "name": partner.name,
        "description": partner.name,
        **({"website": partner.website} if partner.website else {}),
    }
    return [_hsds(partner.id, item, organization, services, territories, partner.territory) for item in contacts]


def _hsds(
    partner: str,
    contact: Contact,
    organization: Mapping[str, Any],
    services: Mapping[str, Service],
    territories: Territories,
    territory: str,
) -> dict[str, Any]:
    id = _uuid(partner, contact.id)
    found: dict[str, Any] = {
        "id": id,
        "organization_id": organization["id"],
        "name": contact.name,
        "description": _description(contact, services),
        "status": "active",
    }
    if contact.online:
        found["url"] = contact.online[0].url
    if contact.mails:
        found["email"] = contact.mails[0].address
    if contact.fact_date:
        found["assured_date" if contact.verified else "last_modified"] = (
            contact.fact_date.isoformat() if contact.verified else f"{contact.fact_date.isoformat()}T00:00:00Z"
        )
    if contact.desk and contact.desk.appointment:
        found["application_process"] = contact.desk.appointment
    found["phones"] = list(_hsds_phones(id, contact))
    found["schedules"] = list(_hsds_schedules(id, contact.desk.hours)) if contact.desk and contact.desk.hours else []
    found["service_areas"] = [
        {
            "id": _uuid(id, "area", place),
            "service_id": id,
            "name": territories.name(place) or place,
            "extent": place,
            "extent_type": level_of(place),
        }
        for place in contact.area or (territory,)
    ]
    if contact.desk and contact.desk.address:
        found["service_at_locations"] = [_hsds_place(id, contact, organization["id"], territories)]
    if contact.languages:
        found["languages"] = [{"id": _uuid(id, "language"), "service_id": id, "name": contact.languages}]
    found["attributes"] = [
        {
            "id": _uuid(id, "service", service),
            "link_id": id,
            "link_entity": "service",
            "link_type": "provides",
            "value": service,
        }
        for service in contact.provides
    ]
    found["organization"] = organization
    return {key: value for key, value in found.items() if value != []}


def _hsds_phones(id: str, contact: Contact) -> Iterator[dict[str, Any]]:
    for rank, phone in enumerate(contact.phones):
        remarks = [phone.label, phone.cost, _words(phone.hours)]
        found = {
            "id": _uuid(id, "phone", str(rank)),
            "service_id": id,
            "number": phone.number.display.replace("\u00a0", " "),
            "type": "voice" if phone.voice else "sms",
        }
        yield found | ({"description": " ; ".join(filter(None, remarks))} if any(remarks) else {})


def _hsds_schedules(id: str, week: Week) -> Iterator[dict[str, Any]]:
    by_span: dict[tuple[int, int], list[int]] = {}
    for day, spans in enumerate(week.days):
        for span in spans if day not in week.unsure else ():
            by_span.setdefault((span.start_min, span.end_min), []).append(day)
    for (start, end), days in sorted(by_span.items()):
        yield {
            "id": _uuid(id, "schedule", f"{start}-{end}"),
            "service_id": id,
            "freq": "WEEKLY",
            "wkst": "MO",
            "byday": ",".join(_BYDAY[day] for day in days),
            "opens_at": f"{start // 60:02d}:{start % 60:02d}",
            "closes_at": f"{end // 60 % 24:02d}:{end % 60:02d}",
            "description": _words(week),
        }
    if week.unsure:
        names = [DAYS[day] for day in week.unsure]
        yield {"id": _uuid(id, "schedule", "words"), "service_id": id, "description": week.text or ", ".join(names)}


def _hsds_place(id: str, contact: Contact, organization: str, territories: Territories) -> dict[str, Any]:
    desk = contact.desk
    assert desk is not None
    street, postcode, town = _split(desk.address)
    location = _uuid(id, "location")
    place: dict[str, Any] = {
        "id": location,
        "location_type": "physical",
        "organization_id": organization,
        "name": contact.name,
        "addresses": [
            {
                "id": _uuid(id, "address"),
                "location_id": location,
                "address_1": street or desk.address,
                "city": town,
                "state_province": territories.name(postcode[:3] if postcode.startswith(("97", "98")) else postcode[:2]),
                "postal_code": postcode,
                "country": "FR",
                "address_type": "physical",
            }
        ],
    }
    if desk.latitude is not None and desk.longitude is not None:
        place |= {"latitude": desk.latitude, "longitude": desk.longitude}
    if desk.access:
        place["accessibility"] = [{"id": _uuid(id, "access"), "location_id": location, "description": desk.access}]
    return {"id": _uuid(id, "at"), "service_id": id, "location": place}


# --- data.inclusion.


def as_data_inclusion(
    partner: Partner, contacts: Sequence[Contact], services: Mapping[str, Service], edition: date
) -> dict[str, list[dict[str, Any]]]:
    """Return "structures" and "services" of data.inclusion: one structure a contact, one service for each it has.

    Themes are left out: they are for professionals of employment, and ours do not match them one to one.
    """
    found: dict[str, list[dict[str, Any]]] = {"structures": [], "services": []}
    for contact in contacts:
        common = _inclusion(partner, contact, services, edition)
        found["structures"].append(
            common
            | {
                "id": f"{partner.id}--{contact.id}",
                "site_web": contact.online[0].url if contact.online else None,
                "accessibilite_lieu": None,
                "siret": None,
                "reseaux_porteurs": None,
            }
        )
        found["services"] += list(_inclusion_services(partner, contact, common, services))
    return found


def _title(text: str) -> str:
    """Return a name that data.inclusion takes: 3 to 150 characters, no final full stop."""
    text = text.rstrip(" .…") if not text.endswith("etc.") else text
    return (text if len(text) <= 150 else text[:149].rsplit(" ", 1)[0]).ljust(3, "-")


def _inclusion(partner: Partner, contact: Contact, services: Mapping[str, Service], edition: date) -> dict[str, Any]:
    desk = contact.desk
    street, postcode, town = _split(desk.address) if desk else ("", "", "")
    cedex = re.search(r"\bcedex\b", town, re.IGNORECASE)
    page = re.search(r"https?://[^\s,;]+", contact.source)
    return {
        "source": partner.id,
        "nom": _title(contact.name),
        "date_maj": _day(contact, edition),
        "description": _description(contact, services).ljust(5, "."),
        "lien_source": page[0] if page else None,
        "commune": town[: cedex.start()].strip() if cedex else town or None,
        "code_postal": postcode or None,
        "code_insee": None,
        "adresse": street or None,
        "complement_adresse": None,
        "latitude": desk.latitude if desk else None,
        "longitude": desk.longitude if desk else None,
        "telephone": next(
            (phone.number.display.replace("\u00a0", " ") for phone in contact.phones if phone.voice), None
        ),
        "courriel": contact.mails[0].address if contact.mails else None,
        "horaires_accueil": to_osm(desk.hours) if desk and desk.hours else None,
    }


def _inclusion_services(
    partner: Partner, contact: Contact, common: Mapping[str, Any], services: Mapping[str, Service]
) -> Iterator[dict[str, Any]]:
    modes = [
        _MODES[key]
        for key, has in (
            ("phone", any(p.voice for p in contact.phones)),
            ("desk", contact.desk),
            ("mail", contact.mails),
        )
        if has
    ]
    for id in contact.provides:
        if id not in services:
            continue
        yield dict(common) | {
            "id": f"{partner.id}--{contact.id}--{id}",
            "structure_id": f"{partner.id}--{contact.id}",
            "nom": _title(services[id].name),
            "description": services[id].plain.ljust(5, "."),
            "type": "information",
            "thematiques": None,
            "frais": None,
            "frais_precisions": None,
            "publics": None,
            "publics_precisions": None,
            "conditions_acces": contact.desk.appointment or None if contact.desk else None,
            "modes_accueil": ["en-presentiel"] if contact.desk else ["a-distance"],
            "zone_eligibilite": [place.partition("/")[0].removeprefix("R") for place in contact.area]
            or [partner.territory],
            "contact_nom_prenom": None,
            "lien_mobilisation": contact.online[0].url if contact.online else None,
            "modes_mobilisation": modes or None,
            "mobilisable_par": ["usagers"],
            "mobilisation_precisions": None,
            "volume_horaire_hebdomadaire": None,
            "nombre_semaines": None,
        }


# --- schema.org.


def as_json_ld(
    partner: Partner, contacts: Sequence[Contact], services: Mapping[str, Service], territories: Territories
) -> dict[str, Any]:
    """Return the contacts as schema.org GovernmentOffice objects."""
    return {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "GovernmentOrganization", "@id": f"urn:commun-orientation:{partner.id}", "name": partner.name}
            | ({"url": partner.website} if partner.website else {}),
            *(_ld(partner, contact, services, territories) for contact in contacts),
        ],
    }


def _ld(
    partner: Partner, contact: Contact, services: Mapping[str, Service], territories: Territories
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "GovernmentOffice",
        "@id": f"urn:commun-orientation:{partner.id}:{contact.id}",
        "name": contact.name,
        "description": _description(contact, services),
        "parentOrganization": {"@id": f"urn:commun-orientation:{partner.id}"},
    }
    if contact.phones:
        found["contactPoint"] = [
            {
                "@type": "ContactPoint",
                "telephone": phone.number.uri.removeprefix("tel:"),
                "contactType": phone.label or "accueil",
            }
            for phone in contact.phones
        ]
    if contact.mails:
        found["email"] = [mail.address for mail in contact.mails]
    if contact.online:
        found["url"] = [page.url for page in contact.online]
    if contact.area:
        found["areaServed"] = [
            {"@type": "AdministrativeArea", "name": territories.name(place) or place, "identifier": place}
            for place in contact.area
        ]
    if desk := contact.desk:
        street, postcode, town = _split(desk.address)
        address = {"streetAddress": street, "postalCode": postcode, "addressLocality": town, "addressCountry": "FR"}
        if desk.address:
            found["address"] = {"@type": "PostalAddress"} | {key: value for key, value in address.items() if value}
        if desk.latitude is not None and desk.longitude is not None:
            found["geo"] = {"@type": "GeoCoordinates", "latitude": desk.latitude, "longitude": desk.longitude}
        if desk.hours and (hours := to_schema_org(desk.hours)):
            found["openingHoursSpecification"] = list(hours)
    return found


# --- vCard.


def as_vcards(contacts: Iterable[Contact]) -> str:
    """Return the contacts as vCards 4.0, for an address book."""
    return "".join(_vcard(contact) for contact in contacts)


def _vcard(contact: Contact) -> str:
    lines = ["BEGIN:VCARD", "VERSION:4.0", "KIND:org", f"UID:urn:uuid:{_uuid('vcard', contact.id, contact.name)}"]
    lines += [f"FN:{_escaped(contact.name)}", f"ORG:{_escaped(contact.name)}"]
    for phone in contact.phones:
        lines.append(f"TEL;VALUE=uri;TYPE={'voice' if phone.voice else 'text'}:{phone.number.uri}")
    lines += [f"EMAIL:{_escaped(mail.address)}" for mail in contact.mails]
    lines += [f"URL:{page.url}" for page in contact.online]
    if desk := contact.desk:
        street, postcode, town = _split(desk.address)
        if desk.address:
            lines.append(f"ADR;TYPE=work:;;{_escaped(street)};{_escaped(town)};;{postcode};France")
        if desk.latitude is not None and desk.longitude is not None:
            lines.append(f"GEO:geo:{desk.latitude},{desk.longitude}")
    notes = [contact.role, _words(contact.desk.hours) if contact.desk else ""]
    if any(notes):
        lines.append(f"NOTE:{_escaped(chr(10).join(filter(None, notes)))}")
    return "\r\n".join([*(_folded(line) for line in lines), "END:VCARD", ""])


def _escaped(text: str) -> str:
    for mark, written in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return text


def _folded(line: str) -> str:
    """Fold at 75 bytes, never inside a character. Source: RFC 6350, 3.2."""
    parts: list[str] = []
    size, now = 0, ""
    for char in line:
        width = len(char.encode())
        if size + width > (75 if not parts else 74):
            parts.append(now)
            now, size = "", 0
        now += char
        size += width
    return "\r\n ".join([*parts, now])
