"""The lines of a new import beside those of the file before: what is new, changed, gone, the same. Pure.

Both come sorted by id. Lines that say the same are compared as text; only the others are read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..records import Record, RecordError, record_of, to_data

__all__ = ["Changed", "compare"]

_ID = re.compile(r'\{"id":"([^"\\]+)"')
_NOT_UTF_8 = re.compile("[\udc80-\udcff]")
_TAIL = re.compile(r'"[^"]*","source_date":"\d{4}-\d\d-\d\d","licence":"[^"]*"\}')


@dataclass(frozen=True, slots=True)
class Changed:
    """One contact that an import touches: "new", "changed" or "vanished"; `fields` are those that changed."""

    kind: str
    id: str
    name: str
    fields: tuple[str, ...] = ()


Told = Callable[[str, Callable[[], Changed]], None]
"""Takes what became of a line ("new", "changed", "vanished", "same", "dated"), and a way to say more of it."""


def compare(new: Iterable[str], before: Iterable[str], put: Callable[[str], object], tell: Told) -> None:
    """Write each new line and tell what it is beside what was there.

    Args:
        new, before: lines without their ends; bytes that are not UTF-8 as surrogates.

    Raises:
        RecordError: a line of the file before is not one of ours.
    """
    old = _numbered(before)
    number, id_before, before_line = next(old, _END)
    for line in new:
        id = line[7 : line.index('"', 7)]  # ours: {"id":"…"
        while id_before < id:
            _gone(before_line, number, tell)
            number, id_before, before_line = next(old, _END)
        put(line + "\n")
        if id_before == id:
            _beside(line, before_line, number, tell)
            number, id_before, before_line = next(old, _END)
        else:
            tell("new", lambda line=line: _changed("new", record_of(json.loads(line))))  # type: ignore[misc]
    while before_line:
        _gone(before_line, number, tell)
        number, id_before, before_line = next(old, _END)


_END = (0, "\U0010ffff", "")
"""After the last line: an id that comes after all others."""


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Yield (number, id, line) of each line.

    Raises:
        RecordError: a line does not start as ours do, or its id is not in its place.
    """
    last = ""
    for number, line in enumerate(lines, 1):
        found = _ID.match(line)
        if found is None or found[1] <= last:
            raise RecordError(number)
        last = found[1]
        yield number, last, line


def _beside(line: str, before: str, number: int, tell: Told) -> None:
    if line == before:
        tell("same", _nothing)
        return
    facts, facts_before = line.rpartition(',"source":')[0], before.rpartition(',"source":')
    if facts == facts_before[0] and _TAIL.fullmatch(facts_before[2]):
        tell("dated", _nothing)
        return
    old = _read(before, number)
    tell("changed", lambda: _changed("changed", record_of(json.loads(line)), old))


def _gone(before: str, number: int, tell: Told) -> None:
    old = _read(before, number)
    tell("vanished", lambda: _changed("vanished", old))


def _read(line: str, number: int) -> Record:
    if _NOT_UTF_8.search(line):
        raise RecordError(number)
    try:
        return record_of(json.loads(line))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise RecordError(number) from problem


def _nothing() -> Changed:
    raise AssertionError("nothing more to say")


def _changed(kind: str, record: Record, old: Record | None = None) -> Changed:
    fields: tuple[str, ...] = ()
    if old is not None:
        now, then = to_data(record), to_data(old)
        fields = tuple(key for key in {**now, **then} if now.get(key) != then.get(key) and key != "source_date")
    return Changed(kind, record.id, record.name, fields)
