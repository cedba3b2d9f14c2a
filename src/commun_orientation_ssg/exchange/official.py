"""An official record, whoever wrote it, to a contact of ours: its services, whom it serves, its name of today. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..diagnostics import Rule
from ..records import Record
from ..territory import Territories, too_far_km
from . import facts, rules
from .facts import Slot

__all__ = ["BODIES", "Official", "Services", "Told", "is_former_desk", "record_from"]

Told = Callable[[Rule, Mapping[str, str]], None]
"""Takes what there is to say of a record: the rule, and the fields of its sentence."""

BODIES = {"mairie": "commune", "mairie_com": "commune", "paris_mairie": "commune", "cg": "departement", "cr": "region",
          "epci": "epci"}  # fmt: skip
"""Types of the bodies that govern a territory -> which one of those around its commune."""
# What a body is called since a law renamed it. A record older than the day bears the old name; a later one may too.
# Sources: loi 2019-222 du 23 mars 2019, article 95 (tribunal judiciaire); loi 2023-1196 du 18 décembre 2023
# (France Travail).
_RENAMED = (
    (re.compile(r"^Tribunal de grande instance\b"), "Tribunal judiciaire"),
    (re.compile(r"^(?:Tribunal d['’]instance)\b"), "Tribunal judiciaire, ancien tribunal d'instance"),
    (re.compile(r"^Pôle emploi\b"), "France Travail"),
)
_NOT_FRANCE_SERVICES = re.compile(r"^(?!.*france services)", re.IGNORECASE)
_ARRONDISSEMENT = {"751": "750", "6938": "6900", "132": "130"}


@dataclass(frozen=True, slots=True)
class Services:
    """Which services a directory type stands for, and up to where one office serves.

    Args:
        of_type: type of the directory -> ids of services.
        level_of: id of a service -> its level.
    """

    of_type: Mapping[str, tuple[str, ...]]
    level_of: Mapping[str, str]


@dataclass(slots=True)
class Official:
    """A record as its own reader understood it: nothing checked yet.

    Args:
        served: INSEE codes that the record itself says it serves.
        spelled: (number, remark) pairs.
        point: (latitude, longitude) as written.
    """

    id: str
    name: str
    types: tuple[str, ...]
    commune: str
    postcode: str = ""
    served: tuple[str, ...] = ()
    address: str = ""
    spelled: list[tuple[str, str]] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    slots: tuple[Slot, ...] = ()
    remark: str = ""
    appointment: str = ""
    access: str = ""
    point: tuple[str, str] = ("", "")
    page: str = ""
    updated: date | None = None
    was: tuple[str, ...] = ()


def record_from(found: Official, services: Services, territories: Territories, told: Told) -> Record | None:
    """Return the record of `found`; None when its place is not in France, which is told."""
    name = facts.line_of(found.name, 160)

    def tell(rule: Rule, value: str) -> None:
        told(rule, {"name": name, "value": value})

    commune = territories.current(found.commune)
    if commune not in territories.communes:
        told(rules.UNKNOWN_COMMUNE, {"name": name, "code": found.commune or "?", "postcode": found.postcode or "?"})
        return None
    if commune != found.commune and territories.former[found.commune].kind != "arrondissement":
        told(rules.MERGED, {"name": name, "code": found.commune, "now": commune})
    wanted = tuple(dict.fromkeys(id for type_ in found.types for id in services.of_type.get(type_, ())))
    body = _body(found, commune, territories)
    hours, note, wrong = facts.opening(found.slots, found.remark)
    if wrong:
        tell(rules.BAD_HOURS, wrong)
    mails, urls = facts.mails_and_urls(found.mails, found.pages, tell)
    point = _point(found.point, commune, territories, tell)
    now = _name_now(name)
    if now != name:
        told(rules.OLD_NAME, {"name": name, "now": now})
    return Record(
        id=found.id,
        name=now,
        kind="body" if body else "service",
        body=body,
        services=wanted,
        types=found.types,
        area=(body,)
        if body
        else _area(found, commune, services.level_of.get(wanted[0], "") if wanted else "", territories),
        commune=commune,
        address=facts.line_of(found.address),
        phones=facts.phones(found.spelled, tell),
        mails=mails,
        urls=urls,
        hours=hours,
        appointment=facts.line_of(" ".join(text for text in (found.appointment, note) if text)),
        access=facts.line_of(found.access),
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        page=found.page,
        updated=found.updated,
        was=found.was,
    )


def _name_now(name: str) -> str:
    for old, new in _RENAMED if name.startswith(("Tribunal", "Pôle")) else ():
        if old.match(name):
            return old.sub(new, name)
    return name


def is_former_desk(found: Official) -> bool:
    """Tell whether it is a "maison de services au public" that nothing says became a France services."""
    return found.types == ("msap",) and bool(_NOT_FRANCE_SERVICES.match(found.name))


def _body(found: Official, commune: str, territories: Territories) -> str:
    """Return the territory that the office governs; a mairie of a commune that merged governs none any more."""
    kind = next((BODIES[type_] for type_ in found.types if type_ in BODIES), "")
    here = territories.communes[commune]
    if kind == "commune":
        return commune if found.commune == commune else ""
    return str(getattr(here, kind)) if kind else ""


def _area(found: Official, commune: str, level: str, territories: Territories) -> tuple[str, ...]:
    """Return whom the office serves: what it says, else the place of its level that holds it."""
    served = {territories.current(code) for code in found.served} - {commune}
    served = {code for code in served if code in territories.communes}
    if served:
        return _compact({*served, commune}, territories)
    here = territories.communes[commune]
    if level == "commune":
        return (_arrondissement(found.commune, commune, territories),)
    if level == "intercommunalite":
        return (here.epci or commune,)
    return (here.region if level == "region" else here.departement,)


def _arrondissement(code: str, commune: str, territories: Territories) -> str:
    """Return the place of an arrondissement of Paris, Lyon or Marseille: its city, for its own postcode."""
    for start, post in _ARRONDISSEMENT.items():
        if code != commune and code.startswith(start):
            postcode = post + code[len(start) :].rjust(5 - len(post), "0")
            return f"{commune}/{postcode}" if postcode in territories.communes[commune].postcodes else commune
    return commune


def _compact(codes: Iterable[str], territories: Territories) -> tuple[str, ...]:
    """Return the same places with a département instead of all its communes."""
    known = set(codes)
    counted = Counter(territories.communes[code].departement for code in known)
    whole = {
        departement
        for departement, count in counted.items()
        if count > 1 and count == sum(1 for _ in territories.communes.of_departement(departement))
    }
    return tuple(sorted(whole | {code for code in known if territories.communes[code].departement not in whole}))


def _point(
    written: tuple[str, str], commune: str, territories: Territories, tell: Callable[[Rule, str], None]
) -> tuple[float, float] | None:
    """Return (latitude, longitude); None, and why, when it cannot be read or lies far from the commune."""
    if not any(written):
        return None
    try:
        latitude, longitude = (round(float(text.replace(",", ".")), 5) for text in written)
    except ValueError:
        tell(rules.BAD_POINT, facts.line_of(", ".join(written), 60))
        return None
    if (latitude, longitude) == (0, 0) or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        tell(rules.BAD_POINT, f"{latitude}, {longitude}")
        return None
    if (km := too_far_km(commune, (latitude, longitude), territories)) is not None:
        tell(rules.FAR_POINT, f"{latitude}, {longitude} ({km:.0f} km)")
        return None
    return latitude, longitude
