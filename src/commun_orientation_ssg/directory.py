"""Contacts as others publish them: records of the official directory, and the `contacts.json` of another partner.

One JSON object a line (docs/resolution.md gives the fields). Reads text and returns values; no I/O.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity
from .hours import Week, from_osm, parse_hours, table
from .model import Contact, Desk, Mail, Online, Phone
from .phones import PhoneKind, PhoneProblem, classify
from .resolution import Offer
from .schema import is_mail, is_url
from .territory import Territories, level_of, place_of

__all__ = [
    "Lent",
    "at_home",
    "contact_of",
    "hours_of",
    "inside",
    "is_human",
    "offer_of",
    "read_lent",
    "read_records",
    "record_of",
]

BAD_RECORD = Rule(
    "directory-record",
    Severity.ERROR,
    Bilingual("cette fiche ne se lit pas : {why}", "this record cannot be read: {why_en}"),
    help=Bilingual("refaites l'import : ces fichiers sont produits", "import again: these files are generated"),
)
FOREIGN_RECORD = Rule(
    "lent-elsewhere",
    Severity.WARNING,
    Bilingual(
        "« {name} » est laissé de côté : {partner} le prête pour {places}, hors de son territoire",
        "“{name}” is left out: {partner} lends it for {places}, outside its territory",
    ),
    help=Bilingual(
        "dites-le à ce partenaire ; vous pouvez aussi écrire ce contact chez vous.",
        "tell that partner; you may also write this contact in your own files.",
    ),
)
UNKNOWN_LENDER = Rule(
    "lent-by-nobody",
    Severity.ERROR,
    Bilingual(
        "le territoire « {place} » de {partner} n'est pas un code officiel : ses contacts sont laissés de côté",
        "the territory “{place}” of {partner} is no official code: its contacts are left out",
    ),
    help=Bilingual("téléchargez de nouveau son contacts.json", "download its contacts.json again"),
)


def read_records(data: bytes, file: str) -> tuple[list[dict[str, Any]], list[Diagnostic]]:
    """Read the lines of a `.jsonl` file; one that cannot be read is told and left out."""
    records: list[dict[str, Any]] = []
    findings: list[Diagnostic] = []
    head: dict[str, Any] = {}
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            item = _json(line)
            if number == 1 and isinstance(item, dict) and "id" not in item and "source" in item:
                head = {key: item[key] for key in ("source", "source_date", "licence") if key in item}
                continue
            record, why = _checked(item)
            if record is None:
                findings.append(BAD_RECORD.at(Location(file, number, 1), why=why[0], why_en=why[1]))
            else:
                records.append({**head, **record})
    return records, findings


_TEXTS = ("body", "kind", "role", "address", "appointment", "access", "languages", "reply_within", "commune", "source")
"""Fields of a record that are shown, or looked up, as they are."""


def _json(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _checked(record: object) -> tuple[dict[str, Any] | None, tuple[str, str]]:
    if not isinstance(record, dict):
        return None, ("un objet est attendu", "an object is expected")
    for key in ("id", "name"):
        if not isinstance(record.get(key), str) or not record[key]:
            return None, (f"« {key} » manque", f"“{key}” is missing")
    for key in ("services", "area", "phones", "mails", "urls"):
        if not isinstance(record.get(key, []), list):
            return None, (f"« {key} » doit être une liste", f"“{key}” must be a list")
    for key in ("services", "area", "mails"):
        if not all(isinstance(item, str) for item in record.get(key, [])):
            return None, (f"« {key} » ne contient que des textes", f"“{key}” holds texts only")
    for key in _TEXTS:
        if not isinstance(record.get(key, ""), str):
            return None, (f"« {key} » doit être un texte", f"“{key}” must be a text")
    if not isinstance(record.get("hours", ""), str | dict):
        return None, ("« hours » doit être un texte, ou des jours", "“hours” must be a text, or days")
    if not all(isinstance(item, dict | str) for key in ("phones", "urls") for item in record.get(key, [])):
        return None, (
            "« phones » et « urls » contiennent des textes ou des objets",
            "“phones” and “urls” hold texts or objects",
        )
    return record, ("", "")


@dataclass(frozen=True, slots=True)
class Lent:
    """What another partner publishes in its `data/contacts.json`, and whose it is; `place` is its territory."""

    partner: str
    name: str
    level: str
    place: str
    records: list[dict[str, Any]] = field(default_factory=list)


def read_lent(data: bytes, file: str) -> tuple[Lent | None, list[Diagnostic]]:
    """Read the published contacts of another partner."""

    def refused(why: str, why_en: str) -> tuple[None, list[Diagnostic]]:
        return None, [BAD_RECORD.at(Location(file, 1, 1), why=why, why_en=why_en)]

    read = _json(data)
    if not isinstance(read, dict) or not isinstance(read.get("contacts"), list):
        return refused("« contacts » manque", "“contacts” is missing")
    partner = read.get("partner")
    head = [partner.get(key) if isinstance(partner, dict) else None for key in ("id", "name", "level", "territory")]
    if not all(isinstance(value, str) and value for value in head):
        return refused(
            "« partner » doit dire « id », « name », « level » et « territory »",
            "“partner” must say “id”, “name”, “level” and “territory”",
        )
    id, name, level, territory = map(str, head)
    lent = Lent(id, name, level, place_of(level, territory))
    findings: list[Diagnostic] = []
    for number, item in enumerate(read["contacts"], 1):
        record, why = _checked(item)
        if record is None:
            there, there_en = f"fiche {number} : {why[0]}", f"record {number}: {why[1]}"
            findings.append(BAD_RECORD.at(Location(file, 1, 1), why=there, why_en=there_en))
        else:
            lent.records.append(record)
    return lent, findings


def at_home(lent: Lent, territories: Territories, file: str) -> tuple[Lent, list[Diagnostic]]:
    """Return what a partner lends within its territory: nobody answers in the place of another.

    A wider area counts for the territory; a record that serves nothing of it is told and left out.
    """
    if not territories.knows(lent.place):
        at = Location(file, 1, 1)
        return replace(lent, records=[]), [UNKNOWN_LENDER.at(at, place=lent.place, partner=lent.name)]
    records: list[dict[str, Any]] = []
    findings: list[Diagnostic] = []
    for record in lent.records:
        areas = tuple(record.get("area", ())) or (lent.place,)
        if kept := inside(areas, lent.place, territories):
            records.append({**record, "area": list(kept)})
        else:
            said = ", ".join(territories.name(code) or code for code in areas[:4])
            fields = {"name": record["name"], "partner": lent.name, "places": said}
            findings.append(FOREIGN_RECORD.at(Location(file, 1, 1), **fields))
    return replace(lent, records=records), findings


def inside(areas: Iterable[str], place: str, territories: Territories) -> tuple[str, ...]:
    """Return the areas, each cut to what it has in common with a place; those that lie elsewhere are left out."""
    found = []
    for area in areas:
        if territories.holds(place, area):
            found.append(area)
        elif territories.overlaps(area, place):
            found += [place] if territories.holds(area, place) else _shared_ground(area, place, territories)
    return tuple(dict.fromkeys(found))


def _shared_ground(area: str, place: str, territories: Territories) -> list[str]:
    return [commune.code for commune in territories.within(area) if territories.holds(place, commune.code)]


def is_human(record: Mapping[str, Any]) -> bool:
    """Tell whether somebody answers there: a phone or a desk, and no general information line."""
    return not record.get("general") and bool(record.get("address") or record.get("phones"))


def offer_of(record: Mapping[str, Any], lent: Lent | None = None) -> Offer:
    """Return what resolution looks up; the record stays behind it, to be read when it is shown."""
    areas = tuple(record.get("area", ())) or ((lent.place,) if lent else ("france",))
    services = tuple(record.get("services", ()))
    if lent is None:
        return Offer(
            record["id"], record["name"], services, areas, is_human(record), _body(record), contact=record,
        )  # fmt: skip
    return Offer(
        f"{lent.partner}/{record['id']}", record["name"], services, areas, is_human(record), "", lent.partner,
        lent.name, lent.level, lent.place, bool(_body(record)), record,
    )  # fmt: skip


_BODIES = {"mairie": "commune", "epci": "intercommunalite", "cg": "departement", "cr": "region"}
"""Types of the official directory that are a local authority's own house -> its level."""


def _body(record: Mapping[str, Any]) -> str:
    """Return the code of the territory that the record's body governs, by what it says or by its type."""
    if record.get("body"):
        return str(record["body"])
    areas = record.get("area", ())
    levels = {_BODIES.get(str(type_)) for type_ in record.get("types", ())}
    return areas[0] if len(areas) == 1 and level_of(areas[0]) in levels else ""


# --- A record to a contact, and back.


def contact_of(record: Mapping[str, Any], id: str = "", file: str = "directory") -> Contact:
    """Return the contact that a record describes; a number that is surcharged or is none is left out."""
    at = Location(file)
    phones = [phone for item in record.get("phones", ()) if (phone := _phone(_object(item, "number"), at)) is not None]
    urls = [_object(item, "url") for item in record.get("urls", ())]
    return Contact(
        id or record["id"], str(record.get("kind", "service")), "", record["name"], str(record.get("role", "")),
        tuple(record.get("services", ())), tuple(record.get("area", ())), bool(record.get("general")),
        bool(record.get("sensitive")), str(record.get("languages", "")),
        tuple(phone for phone in phones if phone.number.kind is not PhoneKind.SURCHARGED), _desk(record, at),
        tuple(Mail(address, "") for address in record.get("mails", ()) if is_mail(address)),
        tuple(Online(item["url"], str(item.get("title", "")), at) for item in urls if is_url(item.get("url"))),
        "oui", "", bool(_day(record.get("verified_on"))),
        _day(record.get("verified_on")) or _day(record.get("source_date")), _source(record), "",
        str(record.get("reply_within", "")), "", (), False, at,
        tuple(phone for phone in phones if phone.number.kind is PhoneKind.SURCHARGED),
    )  # fmt: skip


def _object(item: Mapping[str, Any] | str, key: str) -> Mapping[str, Any]:
    """Return an item that may be written as its main value alone."""
    return {key: item} if isinstance(item, str) else item


def _source(record: Mapping[str, Any]) -> str:
    return ", ".join(str(record[key]) for key in ("source", "licence") if record.get(key))


def _phone(item: Mapping[str, Any], at: Location) -> Phone | None:
    number = classify(str(item.get("number", "")))
    if isinstance(number, PhoneProblem):
        return None
    return Phone(
        number, str(item.get("label", "")), _week(item.get("hours"), at), str(item.get("cost", "")),
        bool(item.get("sms")), bool(item.get("anonymous")), at, bool(item.get("voice", True)),
    )  # fmt: skip


def _desk(record: Mapping[str, Any], at: Location) -> Desk | None:
    if not record.get("address"):
        return None
    day = _day(record.get("verified_on"))
    return Desk(
        str(record["address"]), _week(record.get("hours"), at), str(record.get("appointment", "")),
        str(record.get("access", "")), _degrees(record.get("lat")), _degrees(record.get("lon")), at,
        day or _day(record.get("source_date")), day is not None, _source(record),
    )  # fmt: skip


def _degrees(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _week(value: object, at: Location) -> Week | None:
    """Read hours, in the words of the YAML or in OSM syntax; what cannot be computed stays text, as it is."""
    if isinstance(value, str) and value:
        try:
            return from_osm(value)
        except ValueError:
            return parse_hours(value, at)[0]
    if isinstance(value, Mapping):
        week, findings = parse_hours([(str(days), str(times), at, at) for days, times in value.items()], at)
        return week if not findings else parse_hours(" ; ".join(f"{k} : {v}" for k, v in value.items()), at)[0]
    return None


def record_of(contact: Contact, *, body: str = "") -> dict[str, Any]:
    """Return the record that describes a contact; empty fields are left out."""
    desk = contact.desk
    record = {
        "id": contact.id,
        "services": list(contact.provides),
        "body": body,
        "name": contact.name,
        "kind": contact.kind,
        "role": contact.role,
        "area": list(contact.area),
        "general": contact.general,
        "languages": contact.languages,
        "phones": [_phone_record(phone) for phone in contact.phones],
        "mails": [mail.address for mail in contact.mails],
        "urls": [{"url": item.url, **({"title": item.title} if item.title else {})} for item in contact.online],
        "address": desk.address if desk else "",
        "hours": hours_of(desk.hours) if desk else "",
        "appointment": desk.appointment if desk else "",
        "access": desk.access if desk else "",
        "lat": desk.latitude if desk else None,
        "lon": desk.longitude if desk else None,
        "reply_within": contact.reply_within,
        "source": contact.source,
        "verified_on" if contact.verified else "source_date": contact.fact_date.isoformat()
        if contact.fact_date
        else "",
    }
    return {key: value for key, value in record.items() if value not in ("", None, [], False, {})}


def _phone_record(phone: Phone) -> dict[str, Any]:
    record = {
        "number": phone.number.display.replace("\u00a0", " "),
        "label": phone.label,
        "hours": hours_of(phone.hours),
        "cost": phone.cost,
        "sms": phone.sms,
        "anonymous": phone.anonymous,
    }
    return {key: value for key, value in record.items() if value not in ("", None, False, {})} | (
        {} if phone.voice else {"voice": False}
    )


def hours_of(week: Week | None) -> Any:
    """Return hours as a record has them: days to times, or a text."""
    if week is None:
        return ""
    if week.always:
        return "24h/24"
    return dict(table(week)) if any(week.days) else (week.text or "")
