"""Big files to their records, one at a time: JSON of any length, JSON lines, XML, CSV. Memory does not grow with them.

Each record comes with the line where it starts. What cannot be read is told in its place, and reading goes on with the
next record that can.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers import expat

from ..diagnostics import Diagnostic, Location, Rule
from . import rules

__all__ = ["LONGEST", "Raw", "Shape", "read_lines", "read_objects", "shape_of"]

LONGEST = 2 << 20
"""Characters, or bytes, of one record; beyond, it is no record."""

_CHUNK = 1 << 20  # bytes
_DEEPEST = 40
_ESCAPED = re.compile("[\udc80-\udcff]")
_GAP = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_HEAD = re.compile(r'\s*(?:\{(?:[^\[\]{}]*,)?\s*"(?:service|results|records|features)"\s*:\s*)?\[')
_BOM = "\ufeff"


class Shape(Enum):
    """How the records of a file follow one another."""

    LINES = "one record a line"
    ARRAY = "one long array"
    XML = "XML"
    CSV = "CSV"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Raw:
    """One record as it was written; `line` is 1-based."""

    line: int
    data: dict[str, Any]


Said = Callable[[int], None]
"""Called with the number of bytes read so far."""


def shape_of(file: BinaryIO) -> tuple[Shape, int]:
    """Return the shape of a file, and for an array the number of bytes before its first item."""
    file.seek(0)
    head = file.read(1 << 16)
    text = head.decode("utf-8", "replace").removeprefix(_BOM).lstrip()
    if text.startswith("<"):
        return Shape.XML, 0
    if _HEAD.match(text):
        return Shape.ARRAY, head.index(b"[") + 1
    if text.startswith("{"):
        return Shape.LINES, 0
    return Shape.CSV if re.match(r'"?id_fs"?[,;\t]', text) else Shape.UNKNOWN, 0


def read_objects(
    path: Path, shown: str, said: Said = lambda done: None, *, offset: int = 0, line: int = 1
) -> Iterator[Raw | Diagnostic]:
    """Yield the records of a file, whatever its shape, and what cannot be read.

    Args:
        shown: how the file is named in findings.
        offset: bytes to leave out, whole records of an array or of lines; line: that of what comes after, from 1.
    """
    with path.open("rb") as file:
        shape, start = shape_of(file)
        file.seek(offset)
        if shape is Shape.XML:
            yield from _xml(file, shown, said)
        elif shape is Shape.ARRAY:
            yield from _Array(file, shown, said, line, offset).read(0 if offset else start)
        elif shape is Shape.LINES:
            yield from read_lines(file, shown, said, line=line, done=offset)
        elif shape is Shape.CSV:
            yield from _csv(path, shown, said)
        else:
            yield rules.UNKNOWN_SHAPE.at(Location(shown, 1, 1))


# --- One long array.


class _Array:
    """The records of the first array of a file: read by chunks, each record decoded as soon as it is whole."""

    def __init__(self, file: BinaryIO, shown: str, said: Said, line: int, done: int) -> None:
        self._file, self._shown, self._said = file, shown, said
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._decode = json.JSONDecoder().raw_decode
        self._text, self._at, self._counted, self._line, self._done = "", 0, 0, line, done
        self._ended = self._doubtful = False

    def read(self, start: int) -> Iterator[Raw | Diagnostic]:
        """Yield the records; `start` is the number of bytes of the opening of the array, 0 when it is behind us."""
        self._more()
        self._at = self._text.index("[") + 1 if start else 0
        seeking = False
        while True:
            self._at = _GAP.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at >= len(self._text):
                if not self._more():
                    yield self._find(rules.TRUNCATED)
                    return
                continue
            if self._text[self._at] == "]":
                return
            try:
                data, end = self._decode(self._text, self._at)
            except (ValueError, RecursionError) as problem:
                if len(self._text) - self._at < LONGEST and self._more():
                    continue
                if not seeking:
                    yield self._find(rules.TRUNCATED if self._cut() else rules.UNREADABLE_RECORD, problem)
                seeking = True
                if not self._skip():
                    return
                continue
            if isinstance(data, dict) and (not seeking or _looks_whole(data)):
                seeking = False
                yield self._record(data, end)
            elif not seeking:
                yield self._find(rules.UNREADABLE_RECORD, ValueError("not an object"))
            self._at = end

    def _record(self, data: dict[str, Any], end: int) -> Raw | Diagnostic:
        if self._doubtful and _ESCAPED.search(self._text, self._at, end):
            return self._find(rules.BAD_ENCODING)
        return Raw(self._here(), data)

    def _more(self) -> bool:
        """Read one more chunk; False when the file is at its end."""
        if self._ended:
            return False
        chunk = self._file.read(_CHUNK)
        self._ended = not chunk
        self._done += len(chunk)
        self._said(self._done)
        self._here()
        new = self._decoder.decode(chunk, final=self._ended)
        self._text = self._text[self._at :] + new
        self._doubtful = bool(_ESCAPED.search(self._text))
        self._at = self._counted = 0
        return bool(new) or self._more()

    def _here(self) -> int:
        """Return the line of the place that is read."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _cut(self) -> bool:
        return self._ended and not self._text.rstrip().endswith(("]", "}"))

    def _skip(self) -> bool:
        """Go to the next thing that may be a record; False when there is none."""
        while True:
            if found := _NEXT.search(self._text, self._at):
                self._at = found.end()
                return True
            self._at = max(self._at, len(self._text) - 64)
            if not self._more():
                return False

    def _find(self, rule: Rule, problem: Exception | None = None) -> Diagnostic:
        return rule.at(Location(self._shown, self._here(), 1), reason=_reason(problem))


def _looks_whole(data: dict[str, Any]) -> bool:
    return bool({"id", "id_fs", "properties"} & data.keys())


def _reason(problem: Exception | None) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f"JSON, {problem.msg}"
    return "JSON" if problem is not None else ""


# --- One record a line.


def read_lines(
    file: BinaryIO, shown: str, said: Said = lambda done: None, *, line: int = 1, done: int = 0
) -> Iterator[Raw | Diagnostic]:
    """Yield the records of lines, and what cannot be read; `line` and `done`: where `file` stands in the whole one."""
    number = line - 1
    while data := file.readline(LONGEST):
        number += 1
        done += len(data)
        whole = data.endswith(b"\n")
        at = Location(shown, number, 1)
        if number % 256 == 0:
            said(done)
        if not whole and len(data) == LONGEST:
            yield rules.UNREADABLE_RECORD.at(at, reason="> 2 Mo")
            while (data := file.readline(LONGEST)) and not data.endswith(b"\n"):
                done += len(data)
            continue
        if not data.strip():
            continue
        try:
            found = json.loads(data.decode().removeprefix(_BOM))
        except UnicodeDecodeError:
            yield rules.BAD_ENCODING.at(at)
        except (ValueError, RecursionError) as problem:
            yield (rules.UNREADABLE_RECORD if whole else rules.TRUNCATED).at(at, reason=_reason(problem))
        else:
            if isinstance(found, dict):
                yield Raw(number, found)
            else:
                yield rules.UNREADABLE_RECORD.at(at, reason="JSON")


# --- XML.


class _BadXml(Exception):  # noqa: N818 - never leaves this module
    pass


class _Xml:
    """Builds each <Organisme> as the JSON of the same years has it: one value or a list, `$t` for text beside marks."""

    def __init__(self) -> None:
        self.found: list[Raw] = []
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []
        self._size = self._line = 0
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise _BadXml("DOCTYPE")

    def _start(self, name: str, marks: dict[str, Any]) -> None:
        if not self._open and name != "Organisme":
            return
        if not self._open:
            self._size, self._line = 0, self.parser.CurrentLineNumber
        self._grow(64 + sum(map(len, marks.values())))
        if len(self._open) > _DEEPEST:
            raise _BadXml(f"<{name}>")
        self._open.append((name, dict(marks), []))

    def _text(self, text: str) -> None:
        if self._open:
            self._grow(len(text))
            self._open[-1][2].append(text)

    def _grow(self, by: int) -> None:
        self._size += by
        if self._size > LONGEST:
            raise _BadXml("> 2 Mo")

    def _end(self, _: str) -> None:
        if not self._open:
            return
        name, values, texts = self._open.pop()
        text = "".join(texts).strip()
        value: Any = text if not values else ({**values, "$t": text} if text else values)
        if not self._open:
            self.found.append(Raw(self._line, values))
            return
        parent = self._open[-1][1]
        if name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]


def _xml(file: BinaryIO, shown: str, said: Said) -> Iterator[Raw | Diagnostic]:
    xml, done, seen = _Xml(), 0, False
    while True:
        chunk = file.read(_CHUNK)
        done += len(chunk)
        said(done)
        problem: Diagnostic | None = None
        try:
            xml.parser.Parse(chunk, not chunk)
        except _BadXml as wrong:
            at = Location(shown, xml.parser.CurrentLineNumber, 1)
            problem = rules.UNREADABLE_RECORD.at(at, reason=f"XML, {wrong}")
        except expat.ExpatError as wrong:
            rule = rules.UNREADABLE_RECORD if chunk else rules.TRUNCATED
            problem = rule.at(Location(shown, wrong.lineno, 1), reason=f"XML, {expat.ErrorString(wrong.code)}")
        seen = seen or bool(xml.found)
        yield from xml.found
        xml.found.clear()
        if problem:
            yield problem
        if problem or not chunk:
            break
    if not seen and problem is None:
        yield rules.UNKNOWN_SHAPE.at(Location(shown, 1, 1))


# --- CSV.


def _csv(path: Path, shown: str, said: Said) -> Iterator[Raw | Diagnostic]:
    with path.open("rb") as raw, io.TextIOWrapper(raw, "utf-8-sig", "surrogateescape", newline="") as file:
        first = file.readline(1 << 16)
        file.seek(0)
        delimiter = max(",;\t", key=first.count)
        reader = csv.DictReader(file, delimiter=delimiter, strict=True)
        line = 2
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                yield rules.TRUNCATED.at(Location(shown, line, 1), reason=str(problem))
                return
            at, line = line, reader.line_num + 1
            if at % 256 == 0:
                said(raw.tell())
            if None in row or None in row.values():
                yield rules.UNREADABLE_RECORD.at(Location(shown, at, 1), reason="CSV")
            elif _ESCAPED.search("".join(row.values())):
                yield rules.BAD_ENCODING.at(Location(shown, at, 1))
            else:
                yield Raw(at, dict(row))
