"""Official codes of places: names, and which place lies in which.

Reads the text of `content/territories/*.csv`; no I/O.

A place is written as in the YAML: a commune by its five characters (83137), a département by two or three (83, 2A,
971), a région by R and two digits (R93), an EPCI by nine digits, "france" for the whole country. Source: INSEE, code
officiel géographique 2026, in the files' README.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Commune", "Territories", "place_of", "read_territories"]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today; `epci` is "" where there is none."""

    code: str
    name: str
    epci: str
    departement: str
    region: str


@dataclass(frozen=True, slots=True)
class Territories:
    """Names and nesting of places.

    Args:
        communes: code -> commune.
        names: code of an EPCI, département or région (R93) -> name.
        region_of: département -> région ("R93").
        reach: EPCI -> the départements and régions of its communes.
    """

    communes: Mapping[str, Commune]
    names: Mapping[str, str]
    region_of: Mapping[str, str]
    reach: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def name(self, place: str) -> str:
        """Return the name of a place, "" when it is unknown."""
        if place == "france":
            return "France"
        return self.communes[place].name if place in self.communes else self.names.get(place, "")

    def knows(self, place: str) -> bool:
        """Tell whether `place` is an official code."""
        return place == "france" or place in self.communes or place in self.names

    def holds(self, outer: str, inner: str) -> bool:
        """Tell whether `inner` lies in `outer`, or is the same place."""
        if outer in ("france", inner):
            return True
        if (commune := self.communes.get(inner)) is not None:
            return outer in (commune.epci, commune.departement, commune.region)
        if (around := self.reach.get(inner)) is not None:
            return outer in around and sum(place.startswith("R") == outer.startswith("R") for place in around) == 1
        return self.region_of.get(inner) == outer

    def departement(self, place: str) -> str:
        """Return the département that a place lies in, one of them when it spreads over several, "" for the country."""
        if (commune := self.communes.get(place)) is not None:
            return commune.departement
        if place in self.region_of:
            return place
        inside = self.reach.get(place) or {code for code, region in self.region_of.items() if region == place}
        return min((code for code in inside if not code.startswith("R")), default="")

    def overlaps(self, one: str, other: str) -> bool:
        """Tell whether two places have some ground in common."""
        if self.holds(one, other) or self.holds(other, one):
            return True
        return other in self.reach.get(one, ()) or one in self.reach.get(other, ())


def place_of(level: str, territory: str) -> str:
    """Return the place of a partner: a région's bare code takes its R ("32" -> "R32")."""
    return f"R{territory}" if level == "region" and not territory.startswith("R") else territory


def read_territories(
    communes: Iterable[str], epci: Iterable[str], departements: Iterable[str], regions: Iterable[str]
) -> Territories:
    """Read the four tables (lines of `;`-separated text with a header)."""
    rows = csv.reader(communes, delimiter=";")
    next(rows)
    found = {code: Commune(code, name, group, dep, f"R{reg}") for code, name, _, group, dep, reg, *_ in rows}
    reach: dict[str, set[str]] = {}
    for commune in found.values():
        if commune.epci:
            reach.setdefault(commune.epci, set()).update((commune.departement, commune.region))
    names: dict[str, str] = {row["siren"]: row["name"] for row in csv.DictReader(epci, delimiter=";")}
    region_of: dict[str, str] = {}
    for row in csv.DictReader(departements, delimiter=";"):
        names[row["code"]] = row["name"]
        region_of[row["code"]] = f"R{row['region']}"
    names |= {f"R{row['code']}": row["name"] for row in csv.DictReader(regions, delimiter=";")}
    return Territories(found, names, region_of, {epci: frozenset(around) for epci, around in reach.items()})
