"""The official tables of a year to the compact ones of `content/territories/`: fewer columns, `;`, sorted by code."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping

__all__ = ["OFFICIAL", "compact_tables"]

OFFICIAL = {
    "communes": ("code_insee", "nom", "codes_postaux", "code_epci", "population"),
    "epci": ("siren", "nom", "type", "departements", "population_municipale"),
    "departements": ("code", "nom", "code_region", "chef_lieu", "zone"),
    "regions": ("code", "nom", "chef_lieu", "zone"),
    "deleguees": ("code_insee", "nom", "type", "code_commune_actuelle"),
    "anciens": ("ancien_code", "code_actuel"),
}
"""Official table -> the columns that are read. Source: @etalab/decoupage-administratif, as in the tables' README."""
_HEADS = {
    "communes": "insee;name;postcodes;epci;population",
    "epci": "siren;name;type;departements;population",
    "departements": "code;name;region;chef_lieu;zone",
    "regions": "code;name;chef_lieu;zone",
}
_KINDS = {"commune-deleguee": "D", "commune-associee": "S", "arrondissement-municipal": "M"}


def compact_tables(official: Mapping[str, str]) -> dict[str, str]:
    """Return the compact tables, by name of file without its suffix.

    Args:
        official: each of `OFFICIAL` -> the text of its CSV, with commas and a header.

    Raises:
        KeyError: a table or a column is missing; its argument is "table" or "table.column".
        ValueError: a value holds a `;`; its argument is the value.
    """
    tables = {}
    for name, head in _HEADS.items():
        tables[name] = _written(head, _read(official, name))
    parts = [(code, name, now, _KINDS.get(kind, "A")) for code, name, kind, now in _read(official, "deleguees")]
    known = {code for code, *_ in parts} | {row[0] for row in _read(official, "communes")}
    parts += [(code, "", now, "A") for code, now in _read(official, "anciens") if code not in known]
    rows = ((code, name, "" if now == code else now, kind) for code, name, now, kind in parts)
    tables["former"] = _written("code;name;commune;kind", rows)
    return tables


def _read(official: Mapping[str, str], name: str) -> list[tuple[str, ...]]:
    if name not in official:
        raise KeyError(name)
    reader = csv.DictReader(official[name].removeprefix("\ufeff").splitlines())
    columns = OFFICIAL[name]
    for column in columns:
        if column not in (reader.fieldnames or ()):
            raise KeyError(f"{name}.{column}")
    return [tuple(row[column] or "" for column in columns) for row in reader]


def _written(head: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = []
    for row in sorted(rows):
        if (wrong := next((value for value in row if ";" in value or "\n" in value), None)) is not None:
            raise ValueError(wrong)
        lines.append(";".join(row))
    return "\n".join([head, *lines]) + "\n"
