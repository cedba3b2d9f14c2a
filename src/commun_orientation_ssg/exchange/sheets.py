"""CSV, XLSX and ODS to rows of text, by hand: a zip and its XML, every size bounded before anything is built.

A formula is told, not computed; a merged cell gives its value to each row it covers. Dates come out as 24/12/2026.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.parsers import expat

from ..diagnostics import Diagnostic, Location
from . import rules

__all__ = ["Table", "cell_name", "filled", "read_table"]

_ROWS, _COLUMNS = 200_000, 200
_CELL = 32_767  # characters: the limit of spreadsheets themselves
_UNZIPPED = 256 << 20  # bytes of one part
_TEXTS = 128 << 20  # characters of all cells
_FILE = 128 << 20  # bytes on disk


@dataclass(slots=True)
class Table:
    """The cells of a sheet that hold something.

    Args:
        rows: number of the row, from 1 -> column, from 0 -> text.
        merged: (first row, first column, last row, last column), counted in the same way.
        formulas, errors: (row, column) of cells whose text is not to be trusted.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)


class _Refused(Exception):  # noqa: N818 - never leaves this module
    def __init__(self, reason: str, *, big: bool = False, line: int = 0) -> None:
        super().__init__(reason)
        self.big, self.line = big, line


_OF_BEFORE_2007 = b"\xd0\xcf\x11\xe0"
"""First bytes of a compound file: an .xls, or an .xlsx that a password locks (MS-CFB 2.2)."""


def cell_name(row: int, column: int) -> str:
    """Return "B12" for row 12 and column 1."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def read_table(path: Path, shown: str) -> tuple[Table | None, list[Diagnostic]]:
    """Read the first sheet of a file.

    Returns:
        The table, None when it cannot be read; and what is wrong with the file as a whole.
    """
    try:
        if path.stat().st_size > _FILE:
            raise _Refused("> 128 Mo", big=True)
        with path.open("rb") as file:
            start = file.read(4)
        if start == _OF_BEFORE_2007:
            raise _Refused("ancien .xls ou mot de passe ; enregistrez-le en .xlsx, sans mot de passe")
        table = _zipped(path) if start == b"PK\x03\x04" else _csv(path)
    except _Refused as problem:
        rule = rules.TABLE_TOO_BIG if problem.big else rules.UNREADABLE_TABLE
        return None, [rule.at(Location(shown, problem.line, 1 if problem.line else 0), reason=str(problem))]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as problem:
        return None, [rules.UNREADABLE_TABLE.at(Location(shown), reason=f"zip, {problem}"[:80])]
    return table, []


# --- CSV.


def _csv(path: Path) -> Table:
    data = path.read_bytes()
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused("ce n'est pas du texte")
    text = _decoded(data)
    sample = text[: 1 << 16].splitlines()[:20]
    delimiter = max(";\t,", key=lambda mark: sum(line.count(mark) for line in sample))
    table, size = Table(), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        line = 1
        for cells in reader:
            if reader.line_num > _ROWS or len(cells) > _COLUMNS:
                raise _Refused(
                    "> 200 000" if reader.line_num > _ROWS else f"{len(cells)} colonnes", big=True, line=line
                )
            size += sum(map(len, cells))
            _keep(table, line, {column: cell for column, cell in enumerate(cells) if cell.strip()}, size)
            line = reader.line_num + 1
    except csv.Error as problem:
        raise _Refused(_csv_reason(str(problem)), line=line) from problem
    for row, kept in table.rows.items():
        table.formulas |= {(row, column) for column, cell in kept.items() if cell.startswith("=")}
    return table


def _csv_reason(problem: str) -> str:
    """Say in French what the reader of CSV refuses."""
    if problem.startswith("unexpected end"):
        return 'un guillemet (") est ouvert sur cette ligne et jamais fermé'
    if "expected after" in problem:
        return 'un guillemet (") au milieu de la cellule ; doublez-le ("")'
    return "cellule trop longue" if "field larger" in problem else f"CSV, {problem}"


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if _is_mixed(data, problem.start):
            line = data.count(b"\n", 0, problem.start) + 1
            raise _Refused("UTF-8 et Windows-1252 mêlés", line=line) from problem
        return data.decode("cp1252", "replace")  # what Excel writes in France


def _is_mixed(data: bytes, at: int) -> bool:
    """Tell whether accents were written as UTF-8 before the byte that is not."""
    return any(byte >= 0x80 for byte in data[:at].removeprefix(b"\xef\xbb\xbf"))


def _keep(table: Table, row: int, cells: dict[int, str], size: int) -> None:
    if size > _TEXTS or row > _ROWS:
        raise _Refused("> 200 000" if row > _ROWS else "> 128 M", big=True, line=min(row, _ROWS + 1))
    for column, cell in cells.items():
        if column >= _COLUMNS or len(cell) > _CELL:
            raise _Refused(cell_name(row, column), big=True, line=row)
    if cells:
        table.rows[row] = cells


# --- Zip and XML.


def _zipped(path: Path) -> Table:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if len(names) > 2000:
            raise _Refused(f"{len(names)} fichiers", big=True)
        if "xl/workbook.xml" in names:
            return _xlsx(archive, names)
        if "content.xml" in names:
            reader = _Ods()
            _parse(archive, "content.xml", reader.start, reader.end, reader.text)
            return reader.table
    raise _Refused("ni XLSX ni ODS")


Start = Callable[[str, dict[str, str]], Any]


def _parse(
    archive: zipfile.ZipFile, name: str, start: Start, end: Callable[[str], Any], text: Callable[[str], Any]
) -> None:
    """Feed one part to the handlers, never more than the bound, whatever its header claims."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = _no_doctype
    done = 0
    try:
        with archive.open(name) as part:
            while chunk := part.read(1 << 18):
                done += len(chunk)
                if done > _UNZIPPED:
                    raise _Refused("> 256 Mo une fois ouvert", big=True)
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as problem:
        raise _Refused(f"XML, {expat.ErrorString(problem.code)}") from problem
    except (KeyError, OSError, zipfile.zlib.error) as problem:  # type: ignore[attr-defined]
        raise _Refused(f"zip, {problem}"[:80]) from problem


def _no_doctype(*_: object) -> None:
    raise _Refused("XML, DOCTYPE")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


# --- XLSX. Source: ECMA-376, part 1, SpreadsheetML.

_DATE_FORMATS = frozenset(map(str, (*range(14, 18), 22, *range(27, 37), *range(50, 59))))
_NOT_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|general', re.IGNORECASE)


def _xlsx(archive: zipfile.ZipFile, names: set[str]) -> Table:
    book = _Book()
    _parse(archive, "xl/workbook.xml", book.start, _nothing, _nothing)
    if "xl/_rels/workbook.xml.rels" in names:
        _parse(archive, "xl/_rels/workbook.xml.rels", book.relation, _nothing, _nothing)
    texts = _Strings()
    if "xl/sharedStrings.xml" in names:
        _parse(archive, "xl/sharedStrings.xml", texts.start, texts.end, texts.text)
    styles = _Styles()
    if "xl/styles.xml" in names:
        _parse(archive, "xl/styles.xml", styles.start, styles.end, _nothing)
    sheet = _Sheet(texts.found, styles.dates, book.epoch)
    name = book.first()
    if name not in names:
        raise _Refused("pas de feuille")
    _parse(archive, name, sheet.start, sheet.end, sheet.text)
    return sheet.table


def _nothing(*_: object) -> None:
    pass


class _Book:
    """The first sheet that is shown, and the day that dates count from."""

    def __init__(self) -> None:
        self.epoch = date(1899, 12, 30)
        self._sheets: list[str] = []
        self._targets: dict[str, str] = {}

    def start(self, name: str, marks: dict[str, str]) -> None:
        if _local(name) == "sheet" and marks.get("state", "visible") == "visible":
            self._sheets.append(next((value for key, value in marks.items() if key.endswith(":id")), ""))
        elif _local(name) == "workbookPr" and marks.get("date1904") in ("1", "true"):
            self.epoch = date(1904, 1, 1)

    def relation(self, name: str, marks: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            self._targets[marks.get("Id", "")] = marks.get("Target", "")

    def first(self) -> str:
        target = self._targets.get(self._sheets[0], "") if self._sheets else ""
        return target.removeprefix("/") if target.startswith("/") else f"xl/{target or 'worksheets/sheet1.xml'}"


class _Strings:
    """The texts that cells share; phonetic readings left out."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._on = self._off = False
        self._size = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        name = _local(name)
        if name == "si":
            self._parts = []
        elif name == "rPh":
            self._off = True
        self._on = name == "t" and not self._off

    def text(self, text: str) -> None:
        if self._on:
            self._size += len(text)
            if self._size > _TEXTS:
                raise _Refused("> 128 M", big=True)
            self._parts.append(text)

    def end(self, name: str) -> None:
        name = _local(name)
        if name == "si":
            self.found.append("".join(self._parts))
        elif name == "rPh":
            self._off = False
        self._on = False


class _Styles:
    """Which styles of cells are dates."""

    def __init__(self) -> None:
        self.dates: list[bool] = []
        self._custom: dict[str, bool] = {}
        self._in_cells = False

    def start(self, name: str, marks: dict[str, str]) -> None:
        name = _local(name)
        if name == "numFmt":
            code = _NOT_DATE.sub("", marks.get("formatCode", "")).lower()
            self._custom[marks.get("numFmtId", "")] = "d" in code or "y" in code
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            id = marks.get("numFmtId", "0")
            self.dates.append(self._custom.get(id, id in _DATE_FORMATS))

    def end(self, name: str) -> None:
        if _local(name) == "cellXfs":
            self._in_cells = False


class _Sheet:
    """The cells of one sheet."""

    def __init__(self, texts: list[str], dates: list[bool], epoch: date) -> None:
        self.table = Table()
        self._texts, self._dates, self._epoch = texts, dates, epoch
        self._row = self._column = 0
        self._cells: dict[int, str] = {}
        self._kind = self._style = ""
        self._parts: list[str] = []
        self._on = False
        self._size = 0

    def start(self, name: str, marks: dict[str, str]) -> None:
        name = _local(name)
        if name == "row":
            self._row = int(marks["r"]) if re.fullmatch(r"\d{1,7}", marks.get("r", "")) else self._row + 1
            self._column, self._cells = -1, {}
        elif name == "c":
            at = _at(marks.get("r", ""))
            self._column = at[1] if at else self._column + 1
            self._kind, self._style, self._parts = marks.get("t", "n"), marks.get("s", ""), []
        elif name == "f":
            self.table.formulas.add((self._row, self._column))
        elif name == "mergeCell":
            ends = [_at(end) for end in marks.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                self.table.merged.append((*ends[0], *ends[1]))
        self._on = name in ("v", "t")

    def text(self, text: str) -> None:
        if self._on:
            self._size += len(text)
            if self._size > _TEXTS or len(self.table.formulas) > _ROWS:
                raise _Refused("> 128 M", big=True, line=self._row)
            self._parts.append(text)

    def end(self, name: str) -> None:
        name = _local(name)
        self._on = False
        if name == "c":
            value = self._value("".join(self._parts))
            if value.strip():
                self._cells[self._column] = value
        elif name == "row":
            _keep(self.table, self._row, self._cells, self._size)

    def _value(self, text: str) -> str:
        if self._kind == "s":
            return self._texts[int(text)] if re.fullmatch(r"\d{1,8}", text) and int(text) < len(self._texts) else ""
        if self._kind == "b":
            return "oui" if text == "1" else "non"
        if self._kind == "e":
            self.table.errors.add((self._row, self._column))
            return text
        if self._kind == "d":
            return _french(text)
        if self._kind != "n":
            return text
        dated = re.fullmatch(r"\d{1,6}", self._style) and self._dates[int(self._style) :][:1] == [True]
        return _number(text, self._epoch if dated else None)


def _at(name: str) -> tuple[int, int] | None:
    """Return (row, column) of "B12"."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


def _number(text: str, epoch: date | None) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if epoch is not None and 0 < value < 100_000:
        return f"{epoch + timedelta(days=int(value)):%d/%m/%Y}"
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else text


def _french(iso: str) -> str:
    try:
        return f"{date.fromisoformat(iso[:10]):%d/%m/%Y}"
    except ValueError:
        return iso


# --- ODS. Source: OpenDocument 1.3, part 3.


class _Ods:
    """The cells of the first table of a document."""

    def __init__(self) -> None:
        self.table = Table()
        self._tables = self._row = self._column = self._repeat = self._times = 0
        self._cells: dict[int, str] = {}
        self._parts: list[str] = []
        self._value = ""
        self._depth = self._size = 0
        self._off = False

    @property
    def _inside(self) -> bool:
        return self._tables == 1

    def start(self, name: str, marks: dict[str, str]) -> None:
        name = _local(name)
        if name == "table":
            self._tables += 1
        elif not self._inside:
            return
        elif name == "table-row":
            self._times = _count(marks, "rows-repeated")
            self._column, self._cells = 0, {}
        elif name in ("table-cell", "covered-table-cell"):
            self._open(marks)
        elif name == "annotation":
            self._off = True
        elif name == "p":
            self._depth += 1
            if self._parts and not self._off:
                self._parts.append("\n")
        elif name in ("s", "tab", "line-break") and self._depth and not self._off:
            self._parts.append("\n" if name == "line-break" else " " * min(_count(marks, "c"), 100))

    def _open(self, marks: dict[str, str]) -> None:
        row = self._row + 1
        self._repeat, self._parts = _count(marks, "columns-repeated"), []
        told = {_local(key): value for key, value in marks.items()}
        self._value = _french(told["date-value"]) if "date-value" in told else ""
        if told.get("value-type") == "boolean":
            self._value = "oui" if told.get("boolean-value") == "true" else "non"
        if "formula" in told:
            self.table.formulas.add((row, self._column))
        wide, high = _count(marks, "columns-spanned"), _count(marks, "rows-spanned")
        if wide * high > 1:
            self.table.merged.append((row, self._column, row + high - 1, self._column + wide - 1))

    def text(self, text: str) -> None:
        if self._inside and self._depth and not self._off:
            self._size += len(text)
            if self._size > _TEXTS:
                raise _Refused("> 128 M", big=True, line=self._row + 1)
            self._parts.append(text)

    def end(self, name: str) -> None:
        name = _local(name)
        if not self._inside:
            return
        if name == "p":
            self._depth -= 1
        elif name == "annotation":
            self._off = False
        elif name in ("table-cell", "covered-table-cell"):
            value = self._value or "".join(self._parts).strip("\n")
            if value.strip():
                if self._column + self._repeat > _COLUMNS:
                    raise _Refused(cell_name(self._row + 1, self._column), big=True, line=self._row + 1)
                self._cells.update({self._column + step: value for step in range(self._repeat)})
                self._size += len(value) * self._repeat
            self._column += self._repeat
        elif name == "table-row":
            if self._cells and self._row < _ROWS < self._row + self._times:
                raise _Refused(f"une ligne répétée {self._times} fois", big=True, line=self._row + 1)
            for step in range(self._times if self._cells else 0):
                self._size += 64
                _keep(self.table, self._row + 1 + step, dict(self._cells), self._size)
            self._row += self._times
        elif name == "table":
            self._tables += 1  # what follows is another sheet


def _count(marks: dict[str, str], name: str) -> int:
    text = next(
        (value for key, value in marks.items() if key.endswith(name) and _local(key) in (name, f"number-{name}")), "1"
    )
    return max(1, int(text[:12])) if text.isascii() and text.isdigit() else 1


def filled(table: Table) -> Iterator[tuple[int, dict[int, str]]]:
    """Yield (row, cells) with what merged cells hold on every row that they cover, in their first column."""
    down: dict[int, dict[int, str]] = {}
    left, end = _ROWS, max(table.rows, default=0)
    for first, column, last, _ in table.merged:
        value = table.rows.get(first, {}).get(column, "")
        last = min(last, end, first + left)
        if value and last > first:
            left -= last - first
            for row in range(first + 1, last + 1):
                down.setdefault(row, {})[column] = value
    for row in sorted(table.rows):
        yield row, {**down.get(row, {}), **table.rows[row]}
