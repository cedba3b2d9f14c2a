"""A partner's contacts as open data in its folder: `data/contacts.json`, the same as CSV, an index, a licence. Pure.

Other projects may take `contacts.json` as a directory: its contacts have the shape of `records`, and who publishes them
stands above. What is sensitive, a person, not shared, or too old to be shown is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..hours import Week, from_osm, table, to_osm
from ..model import Contact, Desk, Site
from ..records import Record, RecordPhone, to_data
from ..territory import place_of
from .sheet_writing import as_csv

__all__ = ["CONTACTS", "open_contacts", "open_data"]

CONTACTS = "data/contacts.json"
_LICENCE = "Licence Ouverte 2.0 (Etalab)"
_LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
_COLUMNS = ("id", "nom", "role", "services", "pour_qui", "adresse", "telephones", "courriels", "sites", "horaires",
            "latitude", "longitude", "verifie", "date", "source")  # fmt: skip
_READ_ME = """\
Contacts de « {name} », en données ouvertes
{line}

contacts.json : les contacts, leurs services et les lieux servis
contacts.csv : les mêmes dans un tableau (UTF-8, virgules)
index.json : la liste de ces fichiers

Licence : {licence}
{url}
Citez la source (« {name} ») et la date écrite à côté de chaque contact.
{demo}"""
_DEMO = """
Attention : ce partenaire est une démonstration. Des coordonnées peuvent être anciennes ou fictives.
"""


def open_data(site: Site) -> list[tuple[str, bytes]]:
    """Return the files of open data of a partner: (path, bytes); none when there is no contact to give."""
    contacts = list(open_contacts(site))
    if not contacts:
        return []
    partner = site.partner
    about = {
        "id": partner.id,
        "name": partner.name,
        "level": partner.level,
        "territory": place_of(partner.level, partner.territory),
        "status": partner.status,
    }
    licence = {"licence": _LICENCE, "licence_url": _LICENCE_URL}
    body = {
        "format": "commun-orientation/contacts",
        "version": 1,
        "partner": about,
        "edition": site.edition.isoformat(),
    }
    rows = [list(_COLUMNS), *(_row(item) for item in contacts)]
    files = {
        CONTACTS: _json({**body, **licence, "contacts": contacts}),
        "data/contacts.csv": as_csv(rows, delimiter=",", mark=False),
    }
    listed = [
        {
            "path": path.removeprefix("data/"),
            "type": type_,
            "title": f"Contacts : {partner.name}",
            "contacts": len(contacts),
        }
        for path, type_ in zip(files, ("application/json", "text/csv"), strict=True)
    ]
    text = _READ_ME.format(
        name=partner.name,
        line="-" * 40,
        licence=_LICENCE,
        url=_LICENCE_URL,
        demo=_DEMO if partner.status == "demo" else "",
    )
    files["data/index.json"] = _json({"version": 1, "partner": about, **licence, "files": listed})
    files["data/LISEZ-MOI.txt"] = text.encode()
    return list(files.items())


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def open_contacts(site: Site) -> Iterator[dict[str, Any]]:
    """Yield what others may know of the partner's own contacts, in the order of its files."""
    own = {id: contact for id, contact in site.contacts.items() if contact.own}
    for contact in own.values():
        word, _, through = contact.share.partition(" ")
        shown = contact if word == "oui" else own.get(through) if word == "via" else None
        if shown is None or any(_is_private(item, site) for item in (contact, shown)):
            continue
        services = tuple(id for id in contact.provides if not site.services[id].sensitive)
        if contact.provides and not services:
            continue
        yield _data(replace(shown, id=contact.id, provides=services, area=contact.area), site)


def _is_private(contact: Contact, site: Site) -> bool:
    too_old = site.partner.status == "live" and contact.is_stale(site.edition)
    return contact.sensitive or contact.kind == "person" or contact.share == "non" or too_old


def _data(contact: Contact, site: Site) -> dict[str, Any]:
    desk = contact.desk
    if desk is not None and site.partner.status == "live" and desk.is_stale(site.edition):
        desk = None
    data = to_data(_record(contact, desk, place_of(site.partner.level, site.partner.territory)))
    more = {
        "role": contact.role,
        "languages": contact.languages,
        "reply_within": contact.reply_within,
        "source": contact.source,
        "source_date": contact.fact_date.isoformat() if contact.fact_date else "",
        "verified": contact.verified,
        "closures": [
            {"from": item.from_.isoformat(), "to": item.to.isoformat(), "text": item.text} for item in contact.closures
        ],
    }
    return data | {key: value for key, value in more.items() if value not in ("", [])}


def _record(contact: Contact, desk: Desk | None, territory: str) -> Record:
    return Record(
        id=contact.id,
        name=contact.name,
        kind=contact.kind,
        services=contact.provides,
        area=contact.area or (territory,),
        address=desk.address if desk else "",
        phones=tuple(
            RecordPhone(phone.number.display.replace("\u00a0", " "), phone.label, _osm(phone.hours))
            for phone in contact.phones
            if phone.voice
        ),
        mails=tuple(mail.address for mail in contact.mails),
        urls=tuple(page.url for page in contact.online),
        hours=_osm(desk.hours) if desk else "",
        appointment=desk.appointment if desk else "",
        access=desk.access if desk else "",
        lat=desk.latitude if desk else None,
        lon=desk.longitude if desk else None,
    )


def _osm(week: Week | None) -> str:
    return to_osm(week) if week is not None else ""


def _row(data: dict[str, Any]) -> list[str]:
    phones = [phone if isinstance(phone, str) else phone["number"] for phone in data.get("phones", ())]
    week = from_osm(data["hours"]) if "hours" in data else None
    hours = " ; ".join(f"{days} : {times}" for days, times in table(week)).replace("\u00a0", " ") if week else ""
    return [
        data["id"],
        data["name"],
        data.get("role", ""),
        " ".join(data.get("services", ())),
        " ".join(data["area"]),
        data.get("address", ""),
        ", ".join(phones),
        ", ".join(data.get("mails", ())),
        " ".join(data.get("urls", ())),
        hours or (week.text or "" if week else ""),
        str(data.get("lat", "")),
        str(data.get("lon", "")),
        "oui" if data["verified"] else "non",
        data.get("source_date", ""),
        data.get("source", ""),
    ]
