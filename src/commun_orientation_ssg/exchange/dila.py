"""The DILA's "annuaire de l'administration" in its four shapes to records as they understand themselves. Pure.

The export file (nested arrays), the API (the same fields as JSON strings), and, before 2018, XML and its GeoJSON twin,
where one value or a list may stand for the same thing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from .facts import Slot, line_of
from .official import Official

__all__ = ["official_of"]

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NOT_ID = re.compile(r"[^a-z0-9]+")
_ACCESS = {
    "ACC": "Accessible aux personnes handicapées",
    "DEM": "Accessible aux personnes handicapées sur demande",
    "NAC": "Pas accessible en fauteuil roulant",
}
_TIMES = tuple((f"valeur_heure_debut_{rank}", f"valeur_heure_fin_{rank}") for rank in (1, 2))

Wanted = Callable[[str], bool]


def official_of(data: Mapping[str, Any], wanted: Wanted = lambda type_: True) -> Official | None:
    """Return what a record says, None when it is no record of this directory.

    Args:
        wanted: tells which types matter; of the other records only the name and the type are read.
    """
    if isinstance(properties := data.get("properties"), dict):
        return _old(properties, data.get("geometry"), wanted)
    if "pivotLocal" in data or "codeInsee" in data:
        return _old(data, None, wanted)
    if "pivot" in data or "nom" in data:
        return _current(data, wanted)
    return None


def _id(text: object) -> str:
    if isinstance(text, str) and _UUID.fullmatch(text):
        return f"dila-{text}"
    slug = _NOT_ID.sub("-", str(text or "").lower()).strip("-")
    return f"dila-{slug}"[:60].rstrip("-") if slug else ""


# --- Today's shapes.


def _current(data: Mapping[str, Any], wanted: Wanted) -> Official:
    pivots = [pivot for pivot in _nested(data.get("pivot")) if isinstance(pivot, dict)]
    types = tuple(dict.fromkeys(line_of(pivot.get("type_service_local"), 60) for pivot in pivots))
    if not any(map(wanted, types)):
        return Official(_id(data.get("id")), line_of(data.get("nom")), tuple(filter(None, types)), "")
    served = tuple(code for pivot in pivots for code in _texts(pivot.get("code_insee_commune")))
    places = [place for place in _nested(data.get("adresse")) if isinstance(place, dict)]
    place = next((item for item in places if item.get("type_adresse") == "Adresse"), places[0] if places else {})
    old = [*_texts(data.get("ancien_code_pivot")), *_texts(_nested(data.get("ancien_identifiant")))]
    commune = line_of(data.get("code_insee_commune"), 10) or (served[0] if served else "")
    return Official(
        id=_id(data.get("id")),
        name=line_of(data.get("nom")),
        types=tuple(filter(None, types)),
        commune=commune,
        postcode=line_of(place.get("code_postal"), 10),
        served=served,
        address=_address(
            [place.get(key) for key in ("complement1", "complement2", "numero_voie", "service_distribution")],
            place.get("code_postal"),
            place.get("nom_commune"),
        ),
        spelled=[
            (line_of(phone.get("valeur")), line_of(phone.get("description")))
            if isinstance(phone, dict)
            else (line_of(phone), "")
            for phone in _nested(data.get("telephone"))
        ],
        mails=_texts(_nested(data.get("adresse_courriel"))),
        pages=[
            line_of(page.get("valeur") if isinstance(page, dict) else page)
            for page in _nested(data.get("site_internet"))
        ],
        slots=tuple(_current_slots(data.get("plage_ouverture"))),
        remark=" ".join(
            filter(None, [_words(data.get("plage_ouverture")), line_of(data.get("commentaire_plage_ouverture"))])
        ),
        access=_access(place.get("accessibilite"), place.get("note_accessibilite")),
        point=(str(place.get("latitude") or ""), str(place.get("longitude") or "")),
        page=line_of(data.get("url_service_public")),
        updated=_day(data.get("date_modification")),
        was=tuple(dict.fromkeys(filter(None, map(_id, old)))),
    )


def _nested(value: Any) -> list[Any]:
    """Return a nested field: a list, the same as a JSON string, or nothing ("" or null)."""
    if isinstance(value, str):
        if not value.startswith(("[", "{")):
            return [value] if value.strip() else []
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    if isinstance(value, list):
        return value
    return [value] if value else []


def _words(value: Any) -> str:
    """Return what a nested field says in words, where a list is due."""
    return line_of(value) if isinstance(value, str) and not value.startswith(("[", "{")) else ""


def _texts(value: Any) -> list[str]:
    if not value:
        return []
    items = value if isinstance(value, list) else [value]
    return [item.strip() for item in items if isinstance(item, str) and item.strip()]


def _current_slots(value: Any) -> Iterator[Slot]:
    for slot in _nested(value):
        if isinstance(slot, dict):
            pairs = [
                (str(slot.get(opens) or ""), str(slot.get(closes) or ""))
                for opens, closes in _TIMES
                if slot.get(opens) or slot.get(closes)
            ]
            first = line_of(slot.get("nom_jour_debut"), 20)
            if first:
                last, comment = line_of(slot.get("nom_jour_fin"), 20), line_of(slot.get("commentaire"))
                yield first, last, tuple(pairs), comment


# --- The shapes of before 2018.


def _old(data: Mapping[str, Any], geometry: Any, wanted: Wanted) -> Official:
    type_ = line_of(data.get("pivotLocal"), 60)
    if not wanted(type_):
        return Official(_id(data.get("id")), line_of(data.get("Nom")), (type_,) if type_ else (), "")
    places = [item for item in _several(data.get("Adresse")) if isinstance(item, dict)]
    place = next((item for item in places if item.get("type") != "postale"), places[0] if places else {})
    reach = data.get("CoordonnéesNum")
    reach = reach if isinstance(reach, dict) else {}
    opening = data.get("Ouverture")
    opening = opening if isinstance(opening, dict) else {}
    access = place.get("Accessibilité")
    access = access if isinstance(access, dict) else {}
    comment = line_of(data.get("Commentaire"))
    return Official(
        id=_id(data.get("id")),
        name=line_of(data.get("Nom")),
        types=(type_,) if type_ else (),
        commune=line_of(data.get("codeInsee"), 10),
        postcode=line_of(place.get("CodePostal"), 10),
        address=_address(_several(place.get("Ligne")), place.get("CodePostal"), place.get("NomCommune")),
        spelled=[
            (line_of(phone.get("$t")), line_of(phone.get("coût"))) if isinstance(phone, dict) else (line_of(phone), "")
            for phone in _several(reach.get("Téléphone"))
        ],
        mails=_texts(_several(reach.get("Email"))),
        pages=_texts(_several(reach.get("Url"))),
        slots=tuple(_old_slots(opening.get("PlageJ"))),
        remark=line_of(opening.get("Note")),
        appointment=comment if re.search(r"rendez-vous|\brdv\b", comment, re.IGNORECASE) else "",
        access=_access(access.get("type"), access.get("$t")),
        point=_old_point(place, geometry),
        updated=_day(data.get("dateMiseAJour")),
    )


def _several(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]


def _old_slots(value: Any) -> Iterator[Slot]:
    for days in _several(value):
        if isinstance(days, dict):
            pairs = tuple(
                (str(hours.get("début") or ""), str(hours.get("fin") or ""))
                for hours in _several(days.get("PlageH"))
                if isinstance(hours, dict)
            )
            yield line_of(days.get("début"), 20), line_of(days.get("fin"), 20), pairs, line_of(days.get("Note"))


def _old_point(place: Mapping[str, Any], geometry: Any) -> tuple[str, str]:
    where = place.get("Localisation")
    if isinstance(where, dict) and isinstance(where.get("Latitude"), str) and isinstance(where.get("Longitude"), str):
        return where["Latitude"], where["Longitude"]
    pair = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if isinstance(pair, list) and len(pair) == 2 and all(isinstance(value, (int, float)) for value in pair):
        return str(pair[1]), str(pair[0])
    return "", ""


# --- Both.


def _address(lines: list[Any], postcode: object, town: object) -> str:
    streets = [line_of(line) for line in lines]
    last = " ".join(filter(None, (line_of(postcode, 10), line_of(town, 80))))
    return ", ".join(dict.fromkeys(filter(None, [*streets, last])))


def _access(code: object, note: object) -> str:
    said = _ACCESS.get(line_of(code, 10), "")
    more = line_of(note)
    return f"{said} : {more}" if said and more else said or more


def _day(value: object) -> date | None:
    """Read 03/12/2021 07:55:01 or 2017-11-13."""
    if not isinstance(value, str):
        return None
    if found := re.match(r"(\d{2})/(\d{2})/(\d{4})", value):
        day, month, year = map(int, found.groups())
    elif found := re.match(r"(\d{4})-(\d{2})-(\d{2})", value):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
