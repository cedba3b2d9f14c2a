"""Official files to `content/directory/<name>-<département>.jsonl`: read once, compared with what was there, exchanged.

Nothing is written when something is wrong, unless asked; a file that did not change is not touched; a process that is
killed leaves all the files before, or all the new ones. Corrections are partners' contacts, which an import never
opens for writing.
"""

from __future__ import annotations

import gc
import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

from ..diagnostics import Location
from ..drafts import Draft, next_folder
from ..project import Settings
from ..records import RecordError
from ..refusal import Refusal
from ..source import Listing, Text, read_yaml
from ..source import Mapping as Tree
from ..territory import Territories
from . import rules
from .comparing import Changed, compare
from .corrections import Correction, corrections_of
from .intake import Findings, Intake, Progress
from .official import Services
from .sorting import Sorter

__all__ = ["Imported", "import_directory", "services_of"]

_LICENCE = "Licence Ouverte 2.0 (Etalab)"
_SOURCES = {
    "dila": "Annuaire de l'administration (DILA)",
    "france-services": "Liste des France services (ANCT et Banque des territoires)",
}
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"(?<!\d)(20\d{2})-?(\d{2})-?(\d{2})(?!\d)")
_SHOWN = 500  # changes of one kind kept to be told; the others are counted
_VANISH = 0.25


@dataclass(slots=True)
class Imported(Findings):
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

    path: str = ""
    source: str = ""
    day: date | None = None
    others: Counter[str] = field(default_factory=Counter)
    changes: list[Changed] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


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
    done = Imported()
    intake = Intake(settings, services_of(settings), territories, frozenset(departements), done, progress)
    done.others = intake.others
    gc.disable()  # records hold no cycle: the collector would only walk, again and again, the ids that are kept
    try:
        for path in paths:
            intake.read(path)
        folder, stem = settings.content / "directory", name or intake.source or "dila"
        done.path = f"{settings.content_shown}/directory/{stem}-*.jsonl"
        if intake.source:
            done.source = _SOURCES[intake.source]
            done.day = _day(paths, day, intake.latest, settings.today)
        with next_folder(folder) as draft:
            _exchange(done, intake.sorter, draft, stem, keep_going, allow_vanished, write)
    finally:
        gc.enable()
        intake.sorter.close()
    done.corrections = corrections_of(settings, sorted(folder.glob(f"{stem}-*.jsonl")), intake.source)
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


def _day(paths: list[Path], day: date | None, latest: date | None, today: date) -> date:
    """Return the day of the file: never later than what is known, so that no fact looks younger than it is."""
    if day is not None:
        return day
    named = [found for path in paths for found in map(_date_in, _DATE.findall(path.name)) if found and found <= today]
    if named:
        return min(named)
    if latest is not None:
        return latest
    raise Refusal(
        "de quel jour est ce fichier ? Ajoutez --date, par exemple --date 01/08/2024",
        "of which day is this file? Add --date, for instance --date 01/08/2024",
    )


def _date_in(parts: tuple[str, str, str]) -> date | None:
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


# --- Out: sorted lines beside those that were there.


def _exchange(
    done: Imported, sorter: Sorter, draft: Draft, stem: str, keep_going: bool, allow_vanished: bool, write: bool
) -> None:
    """Write each département's file in the draft of their folder, then put the draft in place, or not."""
    before = {path.name: path for path in sorted(draft.path.glob(f"{stem}-*.jsonl")) if _is_ours(path, stem)}
    for departement, lines in groupby(sorter, key=lambda item: item[0].partition("/")[0]):
        path = draft.path / f"{stem}-{departement}.jsonl"
        before.pop(path.name, None)
        if _rewritten(done, path, (line for _, _, line in lines)):
            done.written.append(path.name)
    for path in before.values():
        if _rewritten(done, path, ()):
            path.unlink()
            done.written.append(path.name)
    if not write or not done.counts["kept"] or _stopped(done, keep_going, allow_vanished):
        done.written.clear()
    if done.written:
        draft.publish()


def _is_ours(path: Path, stem: str) -> bool:
    """Tell whether the rest of the name is a département: "dila-83", and not "dila-essai-83"."""
    return re.fullmatch(r"\d[\dAB]\d?", path.stem[len(stem) + 1 :]) is not None


def _rewritten(done: Imported, path: Path, lines: Iterable[str]) -> bool:
    """Write a file anew, and tell whether it changed; its old lines are told when they are not ours."""
    tail = f',"source":{_json(done.source)},"source_date":"{done.day}","licence":{_json(_LICENCE)}}}'
    new = path.with_suffix(".new")
    touched = False

    def tell(kind: str, more: Callable[[], Changed]) -> None:
        nonlocal touched
        done.counts[kind] += 1
        touched = touched or kind != "same"
        if kind == "dated":
            done.counts["same"] += 1
        elif kind != "same" and done.counts[kind] <= _SHOWN:
            done.changes.append(more())

    try:
        with new.open("w", encoding="utf-8", newline="\n") as out:
            compare((line[:-1] + tail for line in lines), _lines_of(path), out.write, tell)
            out.flush()
            os.fsync(out.fileno())
    except RecordError as problem:
        folder = done.path.rpartition("/")[0]
        done.find(rules.EDITED.at(Location(f"{folder}/{path.name}", problem.line, 1)))
    new.replace(path)
    return touched


def _lines_of(path: Path) -> Iterator[str]:
    if path.is_file():
        with path.open(encoding="utf-8", errors="surrogateescape") as file:
            for line in file:
                yield line.rstrip("\n")


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _stopped(done: Imported, keep_going: bool, allow_vanished: bool) -> bool:
    """Tell whether something is wrong enough to leave the files as they are."""
    if done.counts[rules.EDITED.code]:
        return True
    total = done.counts["same"] + done.counts["changed"] + done.counts["vanished"]
    many = done.counts["vanished"] > max(20, _VANISH * total) and not allow_vanished
    if many:
        done.find(rules.MANY_VANISHED.at(Location(done.path), count=done.counts["vanished"], total=total))
    return many or (done.counts["rejected"] > 0 and not keep_going)
