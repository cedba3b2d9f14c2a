"""The date of verification, changed in the files themselves: every other byte stays as it was.

Places come from `source`, the new text is spliced in, and the result is read again: unless its tree is the same but for
the date, nothing is written. All files change, or none does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .diagnostics import Severity
from .drafts import replace_files
from .project import Settings
from .refusal import Refusal, did_you_mean
from .source import Listing, Mapping, Node, Text, read_yaml

__all__ = ["Redated", "day_of", "redate", "set_verified"]

KEY = "verified_on"
_BREAK = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Redated:
    """One contact whose date changes; `line` is 1-based, in the new file; `old` is "" when there was no date."""

    partner: str
    contact: str
    file: str
    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Found:
    partner: str
    path: Path
    file: str
    id: str


# --------------------------------------------------------------------------------------------------------------------
# A project's contacts.


def day_of(text: str, today: date) -> date:
    """Read the day of a check as people write it; today when nothing is said.

    Raises:
        Refusal: the text is no date.
    """
    if not text:
        return today
    from .schema import read_date

    day = read_date(text.strip())
    if day is None:
        raise Refusal(
            f"« {text} » n'est pas une date : écrivez 24/12/2026", f"“{text}” is not a date: write 24/12/2026"
        )
    return day


def redate(
    settings: Settings, contacts: Iterable[str], day: date, *, partner: str = "", write: bool = True
) -> list[Redated]:
    """Say that `contacts` were checked on `day`, in the partners' files.

    Args:
        contacts: ids, or "partner/id".
        partner: only look there.
        write: False to say only what would change.

    Raises:
        Refusal: a future date, a contact that is unknown or in several places, a file that cannot be read.
    """
    if day > settings.today:
        raise Refusal(
            f"le {day:%d/%m/%Y} n'est pas encore passé : une vérification se date du jour où elle est faite",
            f"{day:%d/%m/%Y} is still to come: a check bears the day it was made",
        )
    known = [found for file in _contact_files(settings, partner) for found in file]
    wanted = [_pick(name, known) for name in dict.fromkeys(contacts)]
    by_file: dict[Path, list[_Found]] = {}
    for found in wanted:
        by_file.setdefault(found.path, []).append(found)
    texts: dict[Path, bytes] = {}
    changes: list[Redated] = []
    for path, of_file in sorted(by_file.items()):
        texts[path], changed = _redate_file(path, of_file, day)
        changes += changed
    if write:
        replace_files({path: data for path, data in texts.items() if data != path.read_bytes()})
    return changes


def _contact_files(settings: Settings, partner: str) -> Iterator[list[_Found]]:
    for folder in sorted(settings.partners.iterdir()):
        if partner and folder.name != partner:
            continue
        for path in sorted((folder / "contacts").glob("*")):
            if path.suffix.lower() in (".yaml", ".yml") and path.is_file():
                file = path.relative_to(settings.root).as_posix()
                root, _ = read_yaml(path.read_bytes(), file)
                yield [_Found(folder.name, path.resolve(), file, id) for id, _ in _items(root)]


def _items(root: Mapping | None) -> Iterator[tuple[str, Mapping]]:
    body = root.entries.get("contacts") if root else None
    for item in body.items if isinstance(body, Listing) else ():
        id = item.entries.get("id") if isinstance(item, Mapping) else None
        if isinstance(item, Mapping) and isinstance(id, Text) and id.value.strip():
            yield id.value.strip(), item


def _pick(name: str, known: Sequence[_Found]) -> _Found:
    partner, _, id = name.rpartition("/")
    found = [item for item in known if item.id == id and partner in ("", item.partner)]
    if len(found) == 1:
        return found[0]
    if found and len({item.partner for item in found}) > 1:
        where = ", ".join(f"{item.partner}/{item.id}" for item in found)
        raise Refusal(
            f"plusieurs partenaires ont un contact « {id} » : précisez {where}",
            f"several partners have a contact “{id}”: say which, {where}",
        )
    if found:
        where = ", ".join(sorted({item.file for item in found}))
        raise Refusal(
            f"« {id} » est écrit plusieurs fois ({where}) : gardez-en un",
            f"“{id}” is written several times ({where}): keep one",
        )
    near = did_you_mean(id, (item.id for item in known))
    raise Refusal(
        f"aucun partenaire n'a de contact « {name} ».{near[0]} Rien n'a été changé.",
        f"no partner has a contact “{name}”.{near[1]} Nothing was changed.",
    )


def _redate_file(path: Path, contacts: list[_Found], day: date) -> tuple[bytes, list[Redated]]:
    data, file = path.read_bytes(), contacts[0].file
    _, findings = read_yaml(data, file)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            raise Refusal(
                f"ce fichier a une erreur à corriger d'abord. {finding.location} : {finding.says('fr')}",
                f"this file has a mistake to mend first. {finding.location}: {finding.says('en')}",
            )
    data, olds = set_verified(data, [item.id for item in contacts], day, file)
    lines = {id: item.entries[KEY].line for id, item in _items(read_yaml(data, file)[0]) if KEY in item.entries}
    new = f"{day:%d/%m/%Y}"
    changes = [Redated(item.partner, item.id, file, lines[item.id], olds[item.id], new) for item in contacts]
    return data, sorted(changes, key=lambda change: change.line)


# --------------------------------------------------------------------------------------------------------------------
# One file.


def set_verified(data: bytes, contacts: Sequence[str], day: date, file: str) -> tuple[bytes, dict[str, str]]:
    """Return the bytes of a contacts file with the new date, and the old dates ("" when there was none).

    Args:
        data: a file that reads without error.
        contacts: ids of contacts of that file.

    Raises:
        Refusal: the date cannot be set without changing something else.
    """
    root, _ = read_yaml(data, file)
    before = dict(_items(root))
    olds = {id: _said(before[id].entries.get(KEY)) for id in contacts}
    edited = data
    for id in contacts:
        candidates = _candidates(edited, id, f"{day:%d/%m/%Y}", file)
        edited = next((new for new in candidates if _only_date_changed(edited, new, id, f"{day:%d/%m/%Y}", file)), b"")
        if not edited:
            at = before[id].location
            raise Refusal(
                f"{at} : la date de « {id} » ne peut pas être changée sans toucher au reste. "
                f"Écrivez vous-même : {KEY}: {day:%d/%m/%Y}",
                f"{at}: the date of “{id}” cannot be changed without touching the rest. "
                f"Write it yourself: {KEY}: {day:%d/%m/%Y}",
            )
    return edited, olds


def _candidates(data: bytes, id: str, day: str, file: str) -> Iterator[bytes]:
    """Yield the ways to write the date, the plainest first."""
    text = data.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    item = dict(_items(read_yaml(data, file)[0]))[id]
    old = item.entries.get(KEY)
    for value in (day, f'"{day}"'):
        if old is None:
            edited = _with_line(text, starts, item, f"{KEY}: {value}")
        elif isinstance(old, Text) and old.value:
            edited = _with_value(text, starts, old, value)
        else:
            key = item.keys[KEY]
            end = starts[key.end_line - 1] + key.end_column - 1
            edited = re.sub(r"\A(\s*:)", rf"\g<1> {value}", text[end:], count=1)
            edited = text[:end] + edited
        yield (mark + edited).encode("utf-8")


def _with_value(text: str, starts: list[int], old: Text, value: str) -> str:
    start = starts[old.line - 1] + old.column - 1
    end = starts[old.end_line - 1] + old.end_column - 1
    if text[start] in "'\"" and text[end - 1] == text[start]:
        start, end, value = start + 1, end - 1, value.strip('"')
    return text[:start] + value + text[end:]


def _with_line(text: str, starts: list[int], item: Mapping, line: str) -> str:
    """Add a line to a contact, below the last of its values that stands on one line."""
    key = next(key for key, value in reversed(item.entries.items()) if _on_one_line(item.keys[key], value))
    at = item.keys[key]
    indent = " " * (at.column - 1)
    if at.line < len(starts):
        end = starts[at.line]
        return text[:end] + indent + line + text[:end][len(text[:end].rstrip("\r\n")) :] + text[end:]
    match = _BREAK.search(text)
    return text + (match[0] if match else "\n") + indent + line


def _on_one_line(key: Text, value: Node) -> bool:
    return isinstance(value, Text) and value.style != "block" and key.line == value.line == value.end_line


def _only_date_changed(before: bytes, after: bytes, id: str, day: str, file: str) -> bool:
    old, _ = read_yaml(before, file)
    new, findings = read_yaml(after, file)
    if old is None or new is None or any(finding.severity is Severity.ERROR for finding in findings):
        return False
    return _plain(new, {}) == _plain(old, {id: day})


def _plain(node: Node, days: dict[str, str]) -> object:
    """Return the tree without places; where an item has one of the ids of `days`, with that date."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [_plain(item, days) for item in node.items]
    values = {key: _plain(value, days) for key, value in node.entries.items()}
    if isinstance(id := values.get("id"), str) and id.strip() in days:
        values[KEY] = days[id.strip()]
    return values


def _said(node: Node | None) -> str:
    return node.value if isinstance(node, Text) else ""
