"""Communes and what merged into them: each table is read as late as can be.

The whole country is 35,000 lines. A build of a few partners needs some départements, `commun --help` none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Centres", "Commune", "Communes", "Former", "FormerCodes", "departement_of", "rows"]

_KINDS = {"A": "ancienne", "D": "deleguee", "S": "associee", "M": "arrondissement"}


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of today.

    Args:
        epci: "" where there is none.
        postcodes: none for a few islands.
        population: inhabitants (municipal population), 0 when unknown.
    """

    code: str
    name: str
    epci: str
    departement: str
    region: str
    postcodes: tuple[str, ...] = ()
    population: int = 0


@dataclass(frozen=True, slots=True)
class Former:
    """What was a commune, or is a part of one.

    Args:
        code: its own; a déléguée commune may share that of the commune it lies in.
        name: "" when only the code is known.
        commune: the code of the commune of today that holds it.
        kind: "ancienne", "deleguee", "associee" or "arrondissement".
    """

    code: str
    name: str
    commune: str
    kind: str


def departement_of(commune: str) -> str:
    """Return the département (or overseas collectivity) of a commune's code: its first two characters, or three."""
    return commune[: 3 if commune.startswith(("97", "98")) else 2]


def rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a table: column -> value. A value never holds a `;`."""
    lines = text.splitlines()
    head = lines[0].split(";") if lines else []
    for line in lines[1:]:
        yield dict(zip(head, line.split(";"), strict=False))


class Communes(Mapping[str, Commune]):
    """Communes by code; the lines of a département are read together, the first time one of them is wanted.

    Args:
        text: the table, sorted by code.
    """

    def __init__(self, text: str, region_of: Mapping[str, str]) -> None:
        head, _, rest = text.partition("\n")
        self._columns = [head.split(";").index(name) for name in ("insee", "name", "postcodes", "epci", "population")]
        self._text = f"\n{rest}" if rest.endswith("\n") or not rest else f"\n{rest}\n"
        self._region_of = region_of
        self._read: dict[str, dict[str, Commune]] = {}
        self._end: dict[str, int] = {}

    def of_departement(self, departement: str) -> Iterator[Commune]:
        """Yield the communes of a département, in the order of the table."""
        yield from self._block(departement).values()

    def _block(self, departement: str) -> dict[str, Commune]:
        if (found := self._read.get(departement)) is None:
            found = self._read[departement] = self._parse(departement)
        return found

    def _parse(self, departement: str) -> dict[str, Commune]:
        found: dict[str, Commune] = {}
        region = self._region_of.get(departement, "")
        code, name, postcodes, epci, population = self._columns
        at = self._text.find(f"\n{departement}") + 1 if departement else 0  # a folder of an older build names no place
        while at and self._text.startswith(departement, at):
            end = self._text.index("\n", at)
            row = self._text[at:end].split(";")
            found[row[code]] = Commune(
                row[code], row[name], row[epci], departement, region, tuple(row[postcodes].split()),
                int(row[population] or 0),
            )  # fmt: skip
            at = end + 1
        self._end[departement] = at
        return found

    def __getitem__(self, code: str) -> Commune:
        return self._block(departement_of(code))[code]

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and len(code) == 5 and code in self._block(departement_of(code))

    def __iter__(self) -> Iterator[str]:
        at, seen = 1, set[str]()
        while at < len(self._text):
            departement = departement_of(self._text[at : at + 5])
            if departement not in seen:
                yield from self._block(departement)
            seen.add(departement)
            # A line away from its département, in a table that somebody edited, is passed over: no loop.
            at = max(self._end[departement], self._text.index("\n", at) + 1)

    def __len__(self) -> int:
        return self._text.count("\n") - 1


class FormerCodes(Mapping[str, Former]):
    """Codes that are no commune's any more; read whole, the first time one of them is wanted."""

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def parts(self) -> Iterable[Former]:
        """Those that have a name, read when they are walked through."""
        return _Named(self)

    @cached_property
    def all(self) -> tuple[Former, ...]:
        return tuple(
            Former(row["code"], row["name"], row["commune"] or row["code"], _KINDS.get(row["kind"], "ancienne"))
            for row in rows(self._text)
        )

    @cached_property
    def _by_code(self) -> dict[str, Former]:
        return {part.code: part for part in reversed(self.all) if part.code != part.commune}

    def __getitem__(self, code: str) -> Former:
        return self._by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_code)

    def __len__(self) -> int:
        return len(self._by_code)


class _Named:
    def __init__(self, codes: FormerCodes) -> None:
        self._codes = codes

    def __iter__(self) -> Iterator[Former]:
        return (part for part in self._codes.all if part.name)


class Centres(Mapping[str, tuple[float, float]]):
    """Commune -> (latitude, longitude) of its middle, in degrees; read whole, the first time one is wanted.

    Args:
        text: the table `insee;lat;lon`, "" when there is none.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _found(self) -> dict[str, tuple[float, float]]:
        lines = (line.split(";") for line in self._text.splitlines()[1:])
        return {code: (float(latitude), float(longitude)) for code, latitude, longitude in lines}

    def __getitem__(self, code: str) -> tuple[float, float]:
        return self._found[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
