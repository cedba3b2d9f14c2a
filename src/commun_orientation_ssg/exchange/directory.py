"""Official files to `content/directory/<name>.jsonl`: read in one pass, compared with what was there, exchanged whole.

Nothing is written when something is wrong, unless asked; a file that did not change is not touched; a process that is
killed leaves the file before. Corrections are partners' contacts, which an import never opens for writing.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Location, Rule, Severity
from ..project import ProjectError, Settings
from ..records import Head, Record, RecordError, read_records, record_of, to_data, to_line
from ..refusal import Refusal
from ..source import Listing, Text, read_yaml
from ..source import Mapping as Tree
from ..territory import Territories
from . import dila, france_services, rules
from .corrections import Correction, corrections_of
from .official import Official, Services, is_former_desk, record_from
from .sorting import Sorter
from .streams import Raw, read_objects

__all__ = ["Changed", "Imported", "import_directory", "services_of"]

_LICENCE = "Licence Ouverte 2.0 (Etalab)"
_SOURCES = {
    "annuaire": "Annuaire de l'administration (DILA)",
    "france-services": "Liste des France services (ANCT et Banque des territoires)",
}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?!\d)")
_SHOWN = 2_000  # findings and changes kept to be told; the others are counted
_VANISH = 0.25

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Changed:
    """One contact that an import touches; `fields` are those that changed."""

    kind: str
    id: str
    name: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Imported:
    """What an import did, or would do.

    Args:
        head: None when no record could be read.
        counts: "read", "kept", "other" (of a type that no service asks for), "rejected", "new", "changed", "vanished",
            "same", and the code of each finding.
        others: how many of each type that no service asks for.
        changes: the first ones; `counts` holds them all.
        written: the file was replaced.
    """

    path: str
    head: Head | None = None
    counts: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    findings: list[Diagnostic] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    written: bool = False

    def find(self, found: Diagnostic) -> None:
        """Note a finding; beyond some thousands of one severity they are only counted."""
        self.counts[found.code] += 1
        if found.severity is Severity.ERROR:
            self.counts["rejected"] += 1
        if self.counts[found.code] <= _SHOWN // 4:
            self.findings.append(found)

    @property
    def is_refused(self) -> bool:
        """Tell whether something is wrong enough to leave the previous file alone."""
        return bool(self.counts["rejected"] or self.counts[rules.MANY_VANISHED.code])


def services_of(settings: Settings) -> Services:
    """Return which services each directory type stands for: `directory_types` of `services.yaml`."""
    path = settings.content / "services.yaml"
    root, _ = read_yaml(path.read_bytes(), f"{settings.content_shown}/services.yaml")
    of_type: dict[str, list[str]] = {}
    level_of: dict[str, str] = {}
    body = root.entries.get("services") if root else None
    for item in body.items if isinstance(body, Listing) else ():
        id = item.entries.get("id") if isinstance(item, Tree) else None
        if not isinstance(item, Tree) or not isinstance(id, Text):
            continue
        level, types = item.entries.get("level"), item.entries.get("directory_types")
        level_of[id.value] = level.value if isinstance(level, Text) else ""
        for type_ in types.items if isinstance(types, Listing) else ():
            if isinstance(type_, Text):
                of_type.setdefault(type_.value, []).append(id.value)
    return Services({type_: tuple(ids) for type_, ids in of_type.items()}, level_of)


def import_directory(
    settings: Settings,
    files: Iterable[Path],
    territories: Territories,
    *,
    name: str = "",
    day: date | None = None,
    departements: Iterable[str] = (),
    keep_going: bool = False,
    allow_vanished: bool = False,
    write: bool = True,
    progress: Progress = lambda done, total, label: None,
) -> Imported:
    """Import official files as one directory.

    Args:
        name: of the file in `content/directory/`; that of the source when "".
        day: of the official file; else the one in its name, else the latest day that its records bear.
        departements: only the contacts that stand there; all when empty.
        keep_going: write the good records though others are not.

    Raises:
        Refusal: what was asked cannot be done.
    """
    paths = list(_files(files))
    if name and not _NAME.fullmatch(name):
        raise Refusal(
            f"« {name} » ne peut pas nommer un fichier : des minuscules sans accent, des chiffres et des tirets",
            f"“{name}” cannot name a file: lower-case letters without accents, digits and hyphens",
        )
    if day is not None and day > settings.today:
        raise Refusal(f"le {day:%d/%m/%Y} n'est pas encore passé", f"{day:%d/%m/%Y} is still to come")
    reader = _Reader(settings, territories, frozenset(departements), progress)
    try:
        for path in paths:
            reader.read(path)
        source = reader.source or name
        target = settings.content / "directory" / f"{name or source or 'annuaire'}.jsonl"
        done = reader.done
        done.path = f"{settings.content_shown}/directory/{target.name}"
        if reader.source:
            done.head = Head(_SOURCES[reader.source], _day(paths, day, reader, settings.today), _LICENCE)
        _exchange(done, reader.sorter, target, keep_going, allow_vanished, write)
    finally:
        reader.sorter.close()
    done.corrections = corrections_of(settings, target)
    return done


def _files(files: Iterable[Path]) -> Iterator[Path]:
    for path in files:
        if path.is_dir():
            found = sorted(child for child in path.iterdir() if child.suffix in (".json", ".jsonl", ".xml", ".csv"))
            if not found:
                raise Refusal(f"« {path} » ne contient ni JSON, ni XML, ni CSV", f"“{path}” holds no JSON, XML or CSV")
            yield from found
        else:
            path.stat()
            yield path


def _day(paths: list[Path], day: date | None, reader: _Reader, today: date) -> date:
    """Return the day of the file: never later than what is known, so that no fact looks younger than it is."""
    if day is not None:
        return day
    named = [found for path in paths for found in map(_date_in, _DATE.findall(path.name)) if found and found <= today]
    if named:
        return min(named)
    if reader.latest is not None:
        return reader.latest
    raise Refusal(
        "de quel jour est ce fichier ? Ajoutez --date, par exemple --date 01/08/2024",
        "of which day is this file? Add --date, for instance --date 01/08/2024",
    )


def _date_in(parts: tuple[str, str, str]) -> date | None:
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


# --- In: files to sorted lines.


class _Reader:
    """Reads files one after the other into one sorter."""

    def __init__(
        self, settings: Settings, territories: Territories, departements: frozenset[str], progress: Progress
    ) -> None:
        self.done, self.sorter = Imported(""), Sorter()
        self.source, self.latest = "", None
        self._today, self._root = settings.today, settings.root
        self._services, self._territories = services_of(settings), territories
        self._departements, self._progress = departements, progress

    latest: date | None

    def read(self, path: Path) -> None:
        size, shown = path.stat().st_size, path.name
        count = self.done.counts

        def said(done: int) -> None:
            self._progress(done >> 20, size >> 20, f"Mo, {shown}")

        for found in read_objects(path, shown, said):
            count["read"] += 1
            if isinstance(found, Raw):
                self._take(found, shown)
            else:
                self.done.find(found)

    def _take(self, raw: Raw, shown: str) -> None:
        at = Location(shown, raw.line, 1)
        official = self._official(raw, at)
        if official is None:
            return
        if (
            official.updated
            and official.updated <= self._today
            and (self.latest is None or official.updated > self.latest)
        ):
            self.latest = official.updated
        if not official.id:
            self.done.find(rules.NO_ID.at(at, name=official.name or "?"))
        elif not official.name:
            self.done.find(rules.NO_NAME.at(at, id=official.id))
        elif not any(type_ in self._services.of_type for type_ in official.types) or is_former_desk(official):
            self.done.counts["other"] += 1
            self.done.others[official.types[0] if official.types else "?"] += 1
        else:
            self._keep(official, at)

    def _official(self, raw: Raw, at: Location) -> Official | None:
        wanted = self._services.of_type.__contains__
        for source, reader in (("annuaire", dila.official_of), ("france-services", france_services.official_of)):
            if self.source in ("", source) and (found := reader(raw.data, wanted)) is not None:
                self.source = source
                return found
        self.done.find(rules.UNREADABLE_RECORD.at(at, reason=", ".join(sorted(map(str, raw.data)))[:60] or "{}"))
        return None

    def _keep(self, official: Official, at: Location) -> None:
        def told(rule: Rule, fields: Mapping[str, str]) -> None:
            self.done.find(rule.at(at, **dict[str, Any](fields)))

        record = record_from(official, self._services, self._territories, told)
        if record is None:
            return
        place = self._territories.communes[record.commune]
        if self._departements and place.departement not in self._departements:
            self.done.counts["elsewhere"] += 1
            return
        self.done.counts["kept"] += 1
        self.sorter.add(record.id, f"{at.file}:{at.line}", to_line(record))


# --- Out: sorted lines beside those that were there.


def _exchange(
    done: Imported, sorter: Sorter, target: Path, keep_going: bool, allow_vanished: bool, write: bool
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{target.name}.*.new"):
        left.unlink(missing_ok=True)  # what a killed import left
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as out:
            before = _before(target, done)
            old_head = next(before, None)
            if done.head is not None:
                out.write(to_line(done.head) + "\n")
            _compare(done, _unique(done, sorter), before, out.write)
            out.flush()
            os.fsync(out.fileno())
        total = done.counts["same"] + done.counts["changed"] + done.counts["vanished"]
        if done.counts["vanished"] > max(20, _VANISH * total) and not allow_vanished:
            done.find(rules.MANY_VANISHED.at(Location(done.path), count=done.counts["vanished"], total=total))
            done.counts["rejected"] -= 1
        stopped = done.counts[rules.MANY_VANISHED.code] or done.counts[rules.EDITED.code]
        if not write or not done.counts["kept"] or stopped or (done.counts["rejected"] and not keep_going):
            return
        if old_head == done.head and not any(done.counts[kind] for kind in ("new", "changed", "vanished")):
            return
        draft.replace(target)
        done.written = True
    finally:
        draft.unlink(missing_ok=True)


def _before(target: Path, done: Imported) -> Iterator[Head | Record]:
    """Yield what the file holds now; a line that is not ours is told, and ends it."""
    if not target.is_file():
        return
    try:
        with target.open(encoding="utf-8") as file:
            yield from read_records(file)
    except RecordError as problem:
        done.find(rules.EDITED.at(Location(done.path, problem.line, 1)))
    except UnicodeDecodeError as problem:
        raise ProjectError(f"{done.path} n'est pas en UTF-8", f"{done.path} is not in UTF-8") from problem


def _unique(done: Imported, sorter: Sorter) -> Iterator[tuple[str, str]]:
    """Yield (id, line), the first of each id; the others are told."""
    last = first = ""
    for id, where, line in sorter:
        if id == last:
            file, _, number = where.rpartition(":")
            done.counts["kept"] -= 1
            done.find(rules.SAME_ID.at(Location(file, int(number), 1), id=id, other=first))
            continue
        last, first = id, where
        yield id, line


def _compare(
    done: Imported, new: Iterator[tuple[str, str]], before: Iterator[Head | Record], put: Callable[[str], object]
) -> None:
    """Write the new lines, and tell what each is beside what was there: both come sorted by id."""
    old = next(before, None)
    for id, line in new:
        while isinstance(old, Record) and old.id < id:
            _change(done, "vanished", old)
            old = next(before, None)
        put(line + "\n")
        if isinstance(old, Record) and old.id == id:
            if to_line(old) == line:
                done.counts["same"] += 1
            else:
                _change(done, "changed", _read_back(line), old)
            old = next(before, None)
        else:
            _change(done, "new", None, line=line)
    while isinstance(old, Record):
        _change(done, "vanished", old)
        old = next(before, None)


def _read_back(line: str) -> Record:
    import json

    return record_of(json.loads(line))


def _change(done: Imported, kind: str, record: Record | None, old: Record | None = None, line: str = "") -> None:
    done.counts[kind] += 1
    if done.counts[kind] > _SHOWN // 4:
        return
    record = record or _read_back(line)
    fields: tuple[str, ...] = ()
    if old is not None:
        now, then = to_data(record), to_data(old)
        fields = tuple(key for key in {**now, **then} if now.get(key) != then.get(key))
    done.changes.append(Changed(kind, record.id, record.name, fields))
