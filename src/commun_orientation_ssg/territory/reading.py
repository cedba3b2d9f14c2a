"""The text of the tables of `content/territories/` to places."""

from __future__ import annotations

from collections.abc import Mapping

from .communes import Centres, Communes, FormerCodes, rows
from .places import Territories

__all__ = ["TABLES", "read_territories"]

TABLES = ("communes", "epci", "departements", "regions")
"""Files of `content/territories/` that must be there; `former`, `lists`, `centres` and `holders` may be absent."""


def read_territories(tables: Mapping[str, str]) -> Territories:
    """Read the tables: name of the file -> text of `;`-separated lines with a header, sorted by code.

    Args:
        tables: those of `TABLES`, and perhaps `former`, `lists` and `centres`.
    """
    names: dict[str, str] = {}
    reach: dict[str, frozenset[str]] = {}
    region_of: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in rows(tables["departements"]):
        names[row["code"]] = row["name"]
        region_of[row["code"]] = f"R{row['region']}"
        capitals[row["code"]] = row.get("chef_lieu", "")
    for row in rows(tables["epci"]):
        names[row["siren"]] = row["name"]
        departements = row["departements"].split()
        reach[row["siren"]] = frozenset(departements + [region_of[code] for code in departements if code in region_of])
    names |= {f"R{row['code']}": row["name"] for row in rows(tables["regions"])}
    former = FormerCodes(tables.get("former", ""))
    lists = {row["list"]: tuple(row["places"].split()) for row in rows(tables.get("lists", ""))}
    names |= {row["list"]: row["name"] for row in rows(tables.get("lists", ""))}
    return Territories(
        Communes(tables["communes"], region_of),
        names,
        region_of,
        reach,
        former,
        former.parts,
        lists,
        capitals,
        Centres(tables.get("centres", "")),
    )
