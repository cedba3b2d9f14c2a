"""Who holds a service in a place: the level of the service, and the dated, sourced exceptions of `holders.csv`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..diagnostics import Diagnostic, Location
from ..model import Service
from ..territory import Territories, level_of
from . import rules

__all__ = ["FILE", "LOCAL", "Holder", "Holders", "check_holders", "read_holders"]

FILE = "content/territories/holders.csv"
LOCAL = ("commune", "intercommunalite", "departement", "region")
"""Levels of local authorities, the nearest first."""
LEVELS = (*LOCAL, "etat", "operateur", "association", "none")
_COLLECTIVITIES = ("975", "977", "978", "98")
"""Overseas collectivities: no département there, and no région. Source: Constitution, articles 74 and 76."""
COLUMNS = (
    "service", "place", "part", "level", "holder", "body", "receives", "note", "since", "until", "source", "url",
    "read_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a service somewhere: one tier of the answer.

    Args:
        level: a level of administration, or "none" when the service does not exist there.
        places: territories of the local authority that decides; empty when it is none.
        body: its name, or that of the body to turn to.
        part: what of the service, or for whom; "" for all of it.
        receives: services whose contacts receive people, when a line says so.
        note: one sentence for residents.
        source, url, read_on: where a line comes from; "" for the rule of `services.yaml`.
        since, until: ISO days, or "".
        line: of `holders.csv`; 0 for the rule.
    """

    level: str
    places: tuple[str, ...]
    body: str
    part: str = ""
    receives: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    url: str = ""
    read_on: str = ""
    since: str = ""
    until: str = ""
    line: int = 0

    @property
    def exists(self) -> bool:
        """Tell whether the service exists there."""
        return self.level != "none"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the table: `adds` when it replaces nothing."""

    services: tuple[str, ...]
    places: tuple[str, ...]
    holder: Holder
    adds: bool


class Holders:
    """The lines of the table, ready to be asked.

    Args:
        lines: in the order of the table.
        territories: where places lie.
    """

    def __init__(self, lines: tuple[_Line, ...], territories: Territories) -> None:
        self.lines = lines
        self._territories = territories
        self._by_place: dict[tuple[str, str], list[_Line]] = {}
        self._places: dict[str, set[str]] = {}
        self._touched: dict[str, list[tuple[str, _Line]]] = {}
        self._rules: dict[tuple[str, str, str], Holder] = {}
        for line in lines:
            for service in line.services:
                self._places.setdefault(service, set()).update(line.places)
                for place in line.places:
                    self._by_place.setdefault((service, place), []).append(line)

    def tiers(self, service: Service, commune: str, around: tuple[str, ...] | None = None) -> tuple[Holder, ...]:
        """Return who holds `service` in a commune of today, the one that decides first, those added last."""
        around = around or self._territories.around(commune)
        key, wide = service.id, f"@{service.level}"
        if not any(name in self._places and not self._places[name].isdisjoint(around) for name in (key, wide)):
            return (self.rule(service, commune),)
        added: list[Holder] = []
        found: tuple[Holder, ...] = ()
        for place in around:
            for name in (key, wide):
                lines = self._by_place.get((name, place), ())
                added += (line.holder for line in lines if line.adds)
                found = found or tuple(line.holder for line in lines if not line.adds)
        return (*(found or (self.rule(service, commune),)), *added)

    def named_at(self, commune: str) -> frozenset[str]:
        """Return the services, or levels such as "@departement", of which a line names this very commune."""
        return frozenset(name for name, places in self._places.items() if commune in places)

    def rule(self, service: Service, commune: str) -> Holder:
        """Return who holds `service` in a commune by its level alone."""
        if service.level not in LOCAL:
            return self._remembered(service.level, "", service.name)
        place = self._at(service.level, commune)
        return self._remembered("", place, "")

    def _remembered(self, level: str, place: str, name: str) -> Holder:
        key = (level, place, name)
        if (found := self._rules.get(key)) is None:
            found = Holder(level, (), name) if level else Holder(level_of(place), (place,), self.name_of(place))
            self._rules[key] = found
        return found

    def _at(self, level: str, commune: str) -> str:
        if level == "commune":
            return commune
        found = self._territories.communes[commune]
        if level == "departement":
            return found.departement
        return found.region if level == "region" else found.epci or commune

    def name_of(self, place: str) -> str:
        """Return a name for the authority of a place: "Mairie (Toulon)", "Département (Var)", "Collectivité (…)"."""
        name = self._territories.name(place)
        level = level_of(place)
        if level == "intercommunalite":
            return name
        word = {"commune": "Mairie", "departement": "Département", "region": "Région"}[level]
        if level != "commune" and place.removeprefix("R").startswith(_COLLECTIVITIES):
            word = "Collectivité"
        return f"{word} ({name})"

    def elsewhere(self, service: Service, place: str) -> Iterator[tuple[str, Holder]]:
        """Yield (where, holder) of what another body than the authority of `place` holds there.

        `where` is "" when it holds it in the whole of `place`, else the code of the part where it does.
        """
        if place == "france":
            return
        names = (service.id, f"@{service.level}")
        for where, line in self._touching(place):
            if not line.adds and place not in line.holder.places and not set(names).isdisjoint(line.services):
                yield where, line.holder

    def named_in(self, place: str, services: Iterable[Service]) -> tuple[str, ...]:
        """Return the services of which a line says something in a part of `place`, or in the whole of it."""
        names = {name for _, line in self._touching(place) for name in line.services}
        return tuple(item.id for item in services if not names.isdisjoint((item.id, f"@{item.level}")))

    def _touching(self, place: str) -> list[tuple[str, _Line]]:
        """Return the lines that hold for the whole of a place, then those for a part of it, found once."""
        if (found := self._touched.get(place)) is None:
            each = [(code, line) for line in self.lines for code in line.places]
            whole = [("", line) for code, line in each if self._territories.holds(code, place)]
            found = whole + [
                (code, line)
                for code, line in each
                if not self._territories.holds(code, place) and self._territories.overlaps(place, code)
            ]
            self._touched[place] = found
        return found


def read_holders(text: str, territories: Territories) -> tuple[Holders, list[Diagnostic]]:
    """Read the table; a line that cannot be read is told and left out."""
    lines: list[_Line] = []
    findings: list[Diagnostic] = []
    head, _, _ = text.partition("\n")
    if text and tuple(head.split(";")) != COLUMNS:
        return Holders((), territories), [rules.HOLDERS_HEAD.at(Location(FILE, 1, 1), columns=";".join(COLUMNS))]
    for number, row in enumerate(text.splitlines()[1:], 2):
        values = row.split(";")
        if len(values) != len(COLUMNS):
            findings.append(rules.HOLDERS_LINE.at(Location(FILE, number, 1), found=len(values), wanted=len(COLUMNS)))
            continue
        line, problems = _line(dict(zip(COLUMNS, (value.strip() for value in values), strict=True)), number)
        findings += problems
        if line is not None:
            lines.append(line)
    return Holders(tuple(lines), territories), findings


def _line(row: Mapping[str, str], number: int) -> tuple[_Line | None, list[Diagnostic]]:
    at = Location(FILE, number, 1)
    empty = [name for name in ("service", "place", "level", "body", "source", "url", "read_on") if not row[name]]
    findings = [rules.HOLDERS_EMPTY.at(at, column=name) for name in empty]
    if row["level"] and row["level"] not in LEVELS:
        findings.append(rules.HOLDERS_LEVEL.at(at, level=row["level"], levels=", ".join(LEVELS)))
    if row["level"] in LOCAL and not row["holder"]:
        findings.append(rules.HOLDERS_EMPTY.at(at, column="holder"))
    findings += (
        rules.HOLDERS_DATE.at(at, column=name, value=row[name])
        for name in ("since", "until", "read_on")
        if row[name] and _day(row[name]) is None
    )
    if findings:
        return None, findings
    adds = row["part"].startswith("+")
    holder = Holder(
        row["level"], tuple(row["holder"].split()), row["body"], row["part"].removeprefix("+"),
        tuple(row["receives"].split()), row["note"], row["source"], row["url"], row["read_on"], row["since"],
        row["until"], number,
    )  # fmt: skip
    return _Line(tuple(row["service"].split()), tuple(row["place"].split()), holder, adds), []


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def check_holders(
    holders: Holders, services: Mapping[str, Service], territories: Territories, today: date
) -> Iterator[Diagnostic]:
    """Yield what the table says of places and services that do not exist, and the lines whose time is over."""
    levels = {f"@{level}" for level in LOCAL}
    named = {name for line in holders.lines for name in line.services}
    if named.isdisjoint(services):
        return  # a commons of its own, which this table was not written for
    for line in holders.lines:
        at = Location(FILE, line.holder.line, 1)
        for name in (*line.services, *line.holder.receives):
            if name not in services and name not in levels:
                yield rules.HOLDERS_SERVICE.at(at, service=name)
        for place in (*line.places, *line.holder.places):
            if not territories.knows(place):
                yield rules.HOLDERS_PLACE.at(at, place=place)
        until = _day(line.holder.until)
        if until is not None and until < today:
            yield rules.HOLDERS_OVER.at(at, until=line.holder.until, body=line.holder.body)
