"""A partner's contacts as open data in its folder: `data/contacts.json`, the same as CSV, an index, a licence. Pure.

Other projects may take `contacts.json` as a directory: its contacts are records of `directory`, and who publishes
them stands above. What is sensitive, a person, not shared, or too old to be shown is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..directory import record_of
from ..model import Contact, Site
from ..territory import place_of
from .sheet_writing import as_csv

__all__ = ["CONTACTS", "open_contacts", "open_data"]

CONTACTS = "data/contacts.json"
_LICENCE = "Licence Ouverte 2.0 (Etalab)"
_LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
_COLUMNS = ("id", "nom", "role", "services", "pour_qui", "adresse", "telephones", "courriels", "sites", "horaires",
            "latitude", "longitude", "verifie", "date", "source")  # fmt: skip
_FILES = (
    (CONTACTS, "application/json", "les contacts, leurs services et les lieux servis."),
    ("data/contacts.csv", "text/csv", "les mêmes dans un tableau (UTF-8, virgules)."),
)
_INDEX = ("data/index.json", "application/json", "la liste de ces fichiers.")
_READ_ME = """\
Contacts de « {name} », en données ouvertes
{line}

{files}

Licence : {licence}
{url}
Citez la source (« {name} ») et la date écrite à côté de chaque contact.
{demo}"""
_DEMO = """
Attention : ce partenaire est une démonstration. Des coordonnées peuvent être anciennes ou fictives.
"""


def open_data(site: Site) -> list[tuple[str, bytes, str]]:
    """Return a partner's files of open data: (path, bytes, what it holds); none when there is no contact to give."""
    contacts = list(open_contacts(site))
    if not contacts:
        return []
    partner = site.partner
    about = {
        "id": partner.id,
        "name": partner.name,
        "level": partner.level,
        "territory": partner.territory,
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
    data = [_json({**body, **licence, "contacts": contacts}), as_csv(rows, delimiter=",", mark=False)]
    files = [(path, content, what) for (path, _, what), content in zip(_FILES, data, strict=True)]
    listed = [
        {
            "path": path.removeprefix("data/"),
            "type": type_,
            "title": f"Contacts : {partner.name}",
            "contacts": len(contacts),
        }
        for path, type_, _ in _FILES
    ]
    text = _READ_ME.format(
        name=partner.name,
        line="-" * 40,
        files="\n".join(f"{path.removeprefix('data/')} : {what}" for path, _, what in (*_FILES, _INDEX)),
        licence=_LICENCE,
        url=_LICENCE_URL,
        demo=_DEMO if partner.status == "demo" else "",
    )
    return [
        *files,
        (_INDEX[0], _json({"version": 1, **about, **licence, "files": listed}), _INDEX[2]),
        ("data/LISEZ-MOI.txt", text.encode(), "la licence, et comment citer la source."),
    ]


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
    place = place_of(site.partner.level, site.partner.territory)
    return record_of(replace(contact, desk=desk, area=contact.area or (place,)))


def _row(data: dict[str, Any]) -> list[str]:
    hours = data.get("hours", "")
    words = hours if isinstance(hours, str) else " ; ".join(f"{days} : {times}" for days, times in hours.items())
    return [
        data["id"],
        data["name"],
        data.get("role", ""),
        " ".join(data.get("services", ())),
        " ".join(data["area"]),
        data.get("address", ""),
        ", ".join(phone["number"] for phone in data.get("phones", ())),
        ", ".join(data.get("mails", ())),
        " ".join(page["url"] for page in data.get("urls", ())),
        words.replace("\u00a0", " "),
        str(data.get("lat", "")),
        str(data.get("lon", "")),
        "oui" if "verified_on" in data else "non",
        data.get("verified_on") or data.get("source_date", ""),
        data.get("source", ""),
    ]
