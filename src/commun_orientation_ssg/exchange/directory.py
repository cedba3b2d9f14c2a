"""Official files to `content/directory/<name>-<département>.jsonl`: read once, compared with what was there, exchanged.

Nothing is written when something is wrong, unless asked; a file that did not change is not touched; a process that is
killed leaves the file before. Corrections are partners' contacts, which an import never opens for writing.
"""

from __future__ import annotations

import gc
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Location, Rule, Severity
from ..project import ProjectError, Settings
from ..records import Record, RecordError, read_records, record_of, to_data, to_line
from ..refusal import Refusal
from ..source import Listing, Text, read_yaml
from ..source import Mapping as Tree
from ..territory import Territories
from . import dila, france_services, rules
from .corrections import Correction, corrections_of
from .official import BODIES, Official, Services, is_former_desk, record_from
from .sorting import Sorter
from .streams import Raw, read_objects

__all__ = ["Changed", "Imported", "import_directory", "services_of"]

_LICENCE = "Licence Ouverte 2.0 (Etalab)"
_SOURCES = {
    "dila": "Annuaire de l'administration (DILA)",
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
        path: the files of this directory, as they are named together.
        source: as it is cited, "" when no record could be read; day: of the official file.
        counts: "read", "kept", "other" (of a type that no service asks for), "rejected", "new", "changed", "vanished",
            "same", and the code of each finding.
        others: how many of each type that no service asks for.
        changes: the first ones; `counts` holds them all.
        written: the files that were replaced or taken away.
    """

    path: str
    source: str = ""
    day: date | None = None
    counts: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    findings: list[Diagnostic] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def find(self, found: Diagnostic) -> None:
        """Note a finding; beyond some thousands of one severity they are only counted."""
        self.counts[found.code] += 1
        if found.severity is Severity.ERROR:
            self.counts["rejected"] += 1
        if self.counts[found.code] <= _SHOWN // 4:
            self.findings.append(found)


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
        name: what files of `content/directory/` start with; the source when "".
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
    gc.disable()  # records hold no cycle: the collector would only walk, again and again, the ids that are kept
    try:
        for path in paths:
            reader.read(path)
        done = reader.done
        folder, stem = settings.content / "directory", name or reader.source or "dila"
        done.path = f"{settings.content_shown}/directory/{stem}-*.jsonl"
        if reader.source:
            done.source = _SOURCES[reader.source]
            done.day = _day(paths, day, reader, settings.today)
        _exchange(done, reader.sorter, folder, stem, keep_going, allow_vanished, write)
    finally:
        gc.enable()
        reader.sorter.close()
    done.corrections = corrections_of(settings, sorted(folder.glob(f"{stem}-*.jsonl")), reader.source)
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
        self._seen: dict[str, tuple[str, int]] = {}
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
        elif not any(map(self._wanted, official.types)) or is_former_desk(official):
            self.done.counts["other"] += 1
            self.done.others[official.types[0] if official.types else "?"] += 1
        else:
            self._keep(official, at)

    def _official(self, raw: Raw, at: Location) -> Official | None:
        for source, reader in (("dila", dila.official_of), ("france-services", france_services.official_of)):
            if self.source in ("", source) and (found := reader(raw.data, self._wanted)) is not None:
                self.source = source
                return found
        self.done.find(rules.UNREADABLE_RECORD.at(at, reason=", ".join(sorted(map(str, raw.data)))[:60] or "{}"))
        return None

    def _wanted(self, type_: str) -> bool:
        return type_ in self._services.of_type or type_ in BODIES

    def _keep(self, official: Official, at: Location) -> None:
        def told(rule: Rule, fields: Mapping[str, str]) -> None:
            self.done.find(rule.at(at, **dict[str, Any](fields)))

        communes, code = self._territories.communes, self._territories.current(official.commune)
        place = communes[code] if code in communes else None  # noqa: SIM401 - `get` reads a département first
        if place is not None and self._departements and place.departement not in self._departements:
            self.done.counts["elsewhere"] += 1
            return
        record = record_from(official, self._services, self._territories, told)
        if record is None or place is None:
            return
        if (other := self._seen.setdefault(record.id, (at.file, at.line))) != (at.file, at.line):
            self.done.find(rules.SAME_ID.at(at, id=record.id, other=f"{other[0]}:{other[1]}"))
            return
        self.done.counts["kept"] += 1
        self.sorter.add(f"{place.departement}/{record.id}", "", to_line(record))


# --- Out: sorted lines beside those that were there.


def _exchange(
    done: Imported, sorter: Sorter, folder: Path, stem: str, keep_going: bool, allow_vanished: bool, write: bool
) -> None:
    """Write a draft of each département's file, then put all of them in place, or none."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f".{stem}-*.new"):
        left.unlink(missing_ok=True)  # what a killed import left
    drafts: dict[Path, Path] = {}
    untouched: set[Path] = set()
    try:
        for departement, lines in groupby(sorter, key=lambda item: item[0].partition("/")[0]):
            target = folder / f"{stem}-{departement}.jsonl"
            drafts[target] = target.with_name(f".{target.name}.{os.getpid()}.new")
            if not _draft(done, target, drafts[target], (line for _, _, line in lines)):
                untouched.add(target)
        gone = [path for path in sorted(folder.glob(f"{stem}-*.jsonl")) if path not in drafts and _is_ours(path, stem)]
        for path in gone:
            for record in _before(path, done):
                _change(done, "vanished", record)
        if write and done.counts["kept"] and not _stopped(done, keep_going, allow_vanished):
            for target, draft in drafts.items():
                if target not in untouched:
                    draft.replace(target)
                    done.written.append(target.name)
            for path in gone:
                path.unlink()
                done.written.append(path.name)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _is_ours(path: Path, stem: str) -> bool:
    """Tell whether the rest of the name is a département: "dila-83", and not "dila-essai-83"."""
    return re.fullmatch(r"\d[\dAB]\d?", path.stem[len(stem) + 1 :]) is not None


def _draft(done: Imported, target: Path, draft: Path, lines: Iterator[str]) -> bool:
    """Write a file beside its place; tell whether it differs from the one that is there."""
    before = dict(done.counts)
    tail = f',"source":{_json(done.source)},"source_date":"{done.day}","licence":{_json(_LICENCE)}}}'
    with draft.open("w", encoding="utf-8", newline="\n") as out:
        _compare(done, (line[:-1] + tail for line in lines), _before(target, done), out.write)
        out.flush()
        os.fsync(out.fileno())
    return any(done.counts[kind] != before.get(kind, 0) for kind in ("new", "changed", "vanished", "dated"))


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _stopped(done: Imported, keep_going: bool, allow_vanished: bool) -> bool:
    """Tell whether something is wrong enough to leave the files as they are."""
    rejected = done.counts["rejected"]
    total = done.counts["same"] + done.counts["changed"] + done.counts["vanished"]
    many = done.counts["vanished"] > max(20, _VANISH * total) and not allow_vanished
    if many:
        done.find(rules.MANY_VANISHED.at(Location(done.path), count=done.counts["vanished"], total=total))
    return many or bool(done.counts[rules.EDITED.code]) or (rejected > 0 and not keep_going)


def _before(target: Path, done: Imported) -> Iterator[Record]:
    """Yield what the file holds now; a line that is not ours is told, and ends it."""
    if not target.is_file():
        return
    shown = f"{done.path.rpartition('/')[0]}/{target.name}"
    try:
        with target.open(encoding="utf-8") as file:
            yield from read_records(file)
    except RecordError as problem:
        done.find(rules.EDITED.at(Location(shown, problem.line, 1)))
    except UnicodeDecodeError as problem:
        raise ProjectError(f"{shown} n'est pas en UTF-8", f"{shown} is not in UTF-8") from problem


def _compare(done: Imported, new: Iterator[str], before: Iterator[Record], put: Callable[[str], object]) -> None:
    """Write the new lines, and tell what each is beside what was there: both come sorted by id."""
    old = next(before, None)
    for line in new:
        id = line[7 : line.index('"', 7)]  # ours: {"id":"…"
        while old is not None and old.id < id:
            _change(done, "vanished", old)
            old = next(before, None)
        put(line + "\n")
        if old is None or old.id != id:
            _change(done, "new", None, line=line)
            continue
        if to_line(old) == line:
            done.counts["same"] += 1
        else:
            _compare_one(done, record_of(json.loads(line)), old)
        old = next(before, None)
    while old is not None:
        _change(done, "vanished", old)
        old = next(before, None)


def _compare_one(done: Imported, now: Record, old: Record) -> None:
    """Tell what changed in a record; when it is only the day of the file, the record is the same."""
    if replace(old, source_date=now.source_date, licence=now.licence, source=now.source) == now:
        done.counts["same"] += 1
        done.counts["dated"] += 1
    else:
        _change(done, "changed", now, old)


def _change(done: Imported, kind: str, record: Record | None, old: Record | None = None, line: str = "") -> None:
    done.counts[kind] += 1
    if done.counts[kind] > _SHOWN // 4:
        return
    record = record or record_of(json.loads(line))
    fields: tuple[str, ...] = ()
    if old is not None:
        now, then = to_data(record), to_data(old)
        fields = tuple(key for key in {**now, **then} if now.get(key) != then.get(key) and key != "source_date")
    done.changes.append(Changed(kind, record.id, record.name, fields))
