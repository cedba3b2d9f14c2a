"""Official files to sorted lines: each record read, understood, placed and written, by several processes when they can.

A part is what comes of one piece of a file; parts are taken in the order of the file, so that nothing depends on how
many processes made them.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Location, Rule, Severity
from ..processes import can_fork, forked
from ..project import Settings
from ..records import to_line
from ..territory import Territories
from . import dila, france_services, rules
from .official import BODIES, Official, Services, is_former_desk, record_from
from .pieces import Piece, pieces_of, records_of
from .sorting import Sorter
from .streams import Raw, read_objects

__all__ = ["Findings", "Intake", "Progress"]

Progress = Callable[[int, int, str], None]
_SHOWN = 500  # findings of one code that are kept to be told; the others are counted


@dataclass(slots=True)
class Findings:
    """What there is to tell: how many of each thing, and the first findings of each code."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: list[Diagnostic] = field(default_factory=list)
    _kept: Counter[str] = field(default_factory=Counter)

    def find(self, found: Diagnostic) -> None:
        """Note a finding: counted by its code, and as rejected when it is an error."""
        self.counts[found.code] += 1
        if found.severity is Severity.ERROR:
            self.counts["rejected"] += 1
        self._keep(found)

    def take(self, other: Findings) -> None:
        """Note what another one noted."""
        self.counts.update(other.counts)
        for found in other.findings:
            self._keep(found)

    def _keep(self, found: Diagnostic) -> None:
        self._kept[found.code] += 1
        if self._kept[found.code] <= _SHOWN:
            self.findings.append(found)


@dataclass(slots=True)
class _Part:
    """What comes of one piece.

    Args:
        kept: (département, id, line in its file, line to write).
        latest: the last day that its records bear.
    """

    found: Findings = field(default_factory=Findings)
    others: Counter[str] = field(default_factory=Counter)
    kept: list[tuple[str, str, int, str]] = field(default_factory=list)
    latest: date | None = None


class Intake:
    """Reads files one after the other into one sorter.

    Args:
        found: takes what there is to tell; others: how many records of each type that no service asks for.
        departements: only the contacts that stand there; all when empty.
    """

    def __init__(
        self,
        settings: Settings,
        services: Services,
        territories: Territories,
        departements: frozenset[str],
        found: Findings,
        progress: Progress,
    ) -> None:
        self.sorter, self.others = Sorter(), Counter[str]()
        self.latest: date | None = None
        self._found, self._progress = found, progress
        self._seen: dict[str, tuple[str, int]] = {}
        self._reader = _Reader(settings.today, services, territories, departements)
        self._jobs = settings.jobs if can_fork() else 1

    @property
    def source(self) -> str:
        """Which directory the records are of, "" when none could be read."""
        return self._reader.source

    def read(self, path: Path) -> None:
        """Read one file; what cannot be read is told, and reading goes on."""
        size, shown, before = path.stat().st_size, path.name, self._found.counts["read"]

        def said(done: int) -> None:
            self._progress(done >> 20, size >> 20, f"Mo, {shown}")

        with closing(self._parts(pieces_of(path), shown)) as parts:
            for piece, part in parts:
                if part is None:
                    break
                self._take(part, shown)
                said(piece.offset)
        for part in self._reader.parts(read_objects(path, shown, said, offset=piece.offset, line=piece.line), shown):
            self._take(part, shown)
        if self._found.counts["read"] == before:
            self._found.find(rules.NO_RECORD.at(Location(shown, 1, 1)))

    def _parts(self, pieces: Iterator[Piece], shown: str) -> Generator[tuple[Piece, _Part | None], None, None]:
        """Yield what comes of each piece; None, last, for the one from which the file is to be read as it comes."""
        for piece in pieces:
            yield piece, self._reader.part(piece, shown)
            if self._reader.source and self._jobs > 1 and piece.data is not None:
                break
        yield from _shared(self._reader, pieces, shown, self._jobs)

    def _take(self, part: _Part, shown: str) -> None:
        if part.latest is not None and (self.latest is None or part.latest > self.latest):
            self.latest = part.latest
        self._found.take(part.found)
        self.others.update(part.others)
        for departement, id, line, text in part.kept:
            other = self._seen.setdefault(id, (shown, line))
            if other == (shown, line):
                self._found.counts["kept"] += 1
                self.sorter.add(f"{departement}/{id}", "", text)
            else:
                at = Location(shown, line, 1)
                self._found.find(rules.SAME_ID.at(at, id=id, other=f"{other[0]}:{other[1]}"))


# --- Several processes.

_given: tuple[_Reader, str] | None = None
"""What the processes forked from this one work with: the reader, and the name of the file."""


def _one_part(piece: Piece) -> _Part | None:
    assert _given is not None
    return _given[0].part(piece, _given[1])


def _shared(reader: _Reader, pieces: Iterator[Piece], shown: str, jobs: int) -> Iterator[tuple[Piece, _Part | None]]:
    """Yield the same as one process would; only a few pieces are held at once."""
    global _given
    _given = reader, shown
    ahead: deque[tuple[Piece, Future[_Part | None]]] = deque()
    first = next(pieces, None)
    try:
        if first is None or first.data is None:  # not worth a process
            yield from [(first, None)] if first else []
            return
        with forked(jobs) as pool:
            for piece in chain([first], pieces):
                ahead.append((piece, pool.submit(_one_part, piece)))
                if len(ahead) > jobs + 1:
                    yield ahead[0][0], ahead[0][1].result()
                    ahead.popleft()
            for piece, part in ahead:
                yield piece, part.result()
    except BrokenProcessPool:  # one of them was killed: this one goes on alone
        yield ahead[0][0] if ahead else piece, None
    finally:
        _given = None


# --- One process.


class _Reader:
    """Turns raw records into what is to be written of them; `source` is told by the first one that can be read."""

    def __init__(self, today: date, services: Services, territories: Territories, departements: frozenset[str]) -> None:
        self.source = ""
        self._today, self._services, self._territories = today, services, territories
        self._departements = departements
        self._part = _Part()

    def part(self, piece: Piece, shown: str) -> _Part | None:
        """Return what comes of a piece; None when it has to be read as it comes."""
        records = records_of(piece, shown) if piece.data is not None else None
        return None if records is None else next(self.parts(records, shown, len(records) + 1), _Part())

    def parts(self, records: Iterable[Raw | Diagnostic], shown: str, size: int = 256) -> Iterator[_Part]:
        """Yield what comes of records, by parts of `size` records."""
        records = iter(records)
        while some := list(islice(records, size)):
            self._part = _Part()
            self._part.found.counts["read"] = len(some)
            for raw in some:
                if isinstance(raw, Raw):
                    self._take(raw, Location(shown, raw.line, 1))
                else:
                    self._part.found.find(raw)
            yield self._part

    def _take(self, raw: Raw, at: Location) -> None:
        part, official = self._part, self._official(raw, at)
        if official is None:
            return
        if official.updated and official.updated <= self._today:
            part.latest = max(part.latest or official.updated, official.updated)
        if not official.id:
            part.found.find(rules.NO_ID.at(at, name=official.name or "?"))
        elif not official.name:
            part.found.find(rules.NO_NAME.at(at, id=official.id))
        elif not any(map(self._wanted, official.types)) or is_former_desk(official):
            part.found.counts["other"] += 1
            part.others[official.types[0] if official.types else "?"] += 1
        else:
            self._keep(official, at)

    def _official(self, raw: Raw, at: Location) -> Official | None:
        for source, reader in (("dila", dila.official_of), ("france-services", france_services.official_of)):
            if self.source in ("", source) and (found := reader(raw.data, self._wanted)) is not None:
                self.source = source
                return found
        self._part.found.find(rules.UNREADABLE_RECORD.at(at, reason=", ".join(sorted(raw.data))[:60] or "{}"))
        return None

    def _wanted(self, type_: str) -> bool:
        return type_ in self._services.of_type or type_ in BODIES

    def _keep(self, official: Official, at: Location) -> None:
        def told(rule: Rule, fields: Mapping[str, str]) -> None:
            self._part.found.find(rule.at(at, **dict[str, Any](fields)))

        communes, code = self._territories.communes, self._territories.current(official.commune)
        place = communes[code] if code in communes else None  # noqa: SIM401 - `get` reads a département first
        if place is not None and self._departements and place.departement not in self._departements:
            self._part.found.counts["elsewhere"] += 1
            return
        record = record_from(official, self._services, self._territories, told)
        if record is not None and place is not None:
            self._part.kept.append((place.departement, record.id, at.line, to_line(record)))
