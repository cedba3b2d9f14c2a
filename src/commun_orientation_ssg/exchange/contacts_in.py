"""A referent's spreadsheet to contacts of a partner: each cell is checked as if it stood in the YAML, with its place.

Rows become trees of nodes that know their cell, so that the same rules as for files tell what is wrong, and where. What
would be written is read again before it is: the same contacts, or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..diagnostics import Bilingual, Diagnostic, Location, Severity, did_you_mean
from ..hours import DAYS
from ..phones import PhoneNumber, classify
from ..resolve.contacts import contact as resolved
from ..resolve.documents import Bound
from ..schema import MODELS, bind, read_date, slug_of
from ..territory import Territories
from ..tree import Listing, Node, Text
from ..tree import Mapping as Tree
from . import rules
from .columns import DAY_KEYS, Guess, find_columns, key_named
from .contacts_out import flat
from .revising import BARE, ORDER
from .sheet_writing import unguarded
from .sheets import Table, cell_name, filled

__all__ = ["Brought", "Known", "Sheet", "places_by_name", "read_contacts", "read_sheet"]

_FLAGS = {"x": "oui", "1": "oui", "0": "non", "vrai": "oui", "faux": "non"}
_DAYS = ("verified_on", "source_date")
_FLAGGED = ("general", "sensitive", "self_service_first", "sms", "voice", "anonymous", "unsure")
_IN_A_SHEET = {
    "phone-several-numbers": Bilingual(
        "ajoutez une colonne « téléphone 2 » pour le second.", "add a column “téléphone 2” for the second one."
    ),
    "phone-unreadable": Bilingual(
        "écrivez seulement le numéro ; un commentaire va dans une colonne « téléphone : précision ».",
        "write the number only; a comment goes to a column “téléphone : précision”.",
    ),
}
"""Code of a finding -> its help, where the one of the YAML would mislead."""
_LISTED = ("provides", "area")
_INNER = {
    "phone": ("number", "label", "hours", "cost", "sms", "voice", "anonymous", "unsure"),
    "desk": ("address", "hours", "appointment", "access", "latitude", "longitude"),
    "mail": ("address", "label"),
    "online": ("url", "title"),
    "closures": ("from", "to", "text"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What cells may name.

    Args:
        services: id of a service, or slug of its name or acronym -> its id.
        taken: id of a contact of the partner -> where it is written.
        written: of those that a row may change, id -> document, and whether the row must say the id.
        named: as `places_by_name` gives it.
    """

    services: Mapping[str, str]
    taken: Mapping[str, str]
    territories: Territories
    named: Mapping[str, frozenset[str]]
    written: Mapping[str, tuple[Any, bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brought:
    """A contact as its row has it, and as the partner has it already, in plain values; `before` is empty when new."""

    id: str
    now: dict[str, Any]
    before: dict[str, Any]


def places_by_name(territories: Territories) -> dict[str, frozenset[str]]:
    """Return the codes of the places of each name (as a slug) and of each postcode."""
    found: dict[str, set[str]] = {}
    for commune, name in territories.named():
        found.setdefault(slug_of(name), set()).add(commune.code)
    for commune in territories.communes.values():
        for postcode in commune.postcodes:
            found.setdefault(postcode, set()).add(commune.code)
    for code, name in territories.names.items():
        found.setdefault(slug_of(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@dataclass(slots=True)
class Sheet:
    """A table whose columns are known."""

    shown: str
    columns: list[Guess]
    rows: list[tuple[int, dict[int, str]]]
    table: Table
    findings: list[Diagnostic] = field(default_factory=list)


def read_sheet(table: Table, shown: str, asked: Mapping[str, str]) -> tuple[Sheet | None, list[Diagnostic]]:
    """Find the row of titles and what each column is; rows above it are left out.

    Args:
        asked: title -> key, as the user said.
    """
    rows = list(filled(table))
    wanted = {slug_of(title): key for title, key in asked.items()}
    best, most = 0, 0
    for number, (_, cells) in enumerate(rows[:30]):
        score = sum(bool(key_named(cell) or slug_of(cell) in wanted) for cell in cells.values())
        if score > most:
            best, most = number, score
    columns = find_columns(rows[best][1], [cells for _, cells in rows[best + 1 : best + 51]], wanted) if rows else []
    if not any(guess.key == "name" for guess in columns):
        return None, [rules.NO_HEADER.at(Location(shown, rows[best][0] if rows else 1, 1))]
    header = rows[best][0]
    found = [
        rules.MERGED_CELLS.at(
            Location(shown, first, column + 1), cells=f"{cell_name(first, column)}:{cell_name(last, end)}"
        )
        for first, column, last, end in table.merged
        if last > header
    ]
    return Sheet(shown, columns, rows[best + 1 :], table), found


def read_contacts(sheet: Sheet, known: Known) -> tuple[list[Brought], list[Diagnostic]]:
    """Return the contacts of a sheet, in its order, and what is wrong; wrong rows are left out.

    A row that names a contact which is there already says what becomes of it: an empty cell takes the value away, a
    column that is not in the sheet says nothing.
    """
    found: list[Brought] = []
    findings: list[Diagnostic] = []
    rows: dict[str, str] = {}
    keys = {guess.column: guess.key for guess in sheet.columns if guess.key}
    for row, cells in sheet.rows:
        reader = _Row(
            sheet, known, row, {keys[column]: (column, text) for column, text in cells.items() if column in keys}
        )
        if not reader.cells:
            continue
        before = reader.revise(known.written, set(keys.values()))
        doc, problems = reader.read()
        id = reader.id
        if doc is not None and (other := rows.get(id) or ("" if before else known.taken.get(id))):
            problems.append(rules.SAME_CONTACT.at(reader.at("id", "name"), id=id, other=other))
        findings += problems
        if doc is not None and not any(item.severity is Severity.ERROR for item in problems):
            rows[id] = f"{sheet.shown}, ligne {row}"
            found.append(Brought(id, doc, before))
    return found, findings


def _shown(text: str) -> str:
    """Return what people see of a cell: no hidden character, plain spaces, line ends kept."""
    text = text.replace("\r\n", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return "".join(char for char in text if char.isprintable() or char == "\n").strip()


class _Row:
    """One row, to one contact."""

    def __init__(self, sheet: Sheet, known: Known, row: int, cells: Mapping[str, tuple[int, str]]) -> None:
        self.sheet, self.known, self.row = sheet, known, row
        shown = {key: (column, _shown(text)) for key, (column, text) in cells.items()}
        self.cells = {key: (column, unguarded(text)) for key, (column, text) in shown.items() if text}
        self.findings: list[Diagnostic] = []
        self.id = ""
        self.areas: tuple[str, ...] = ()  # of the contact that the row names

    def revise(self, written: Mapping[str, tuple[Any, bool]], columns: set[str]) -> dict[str, Any]:
        """Start from the contact that the row names, when there is one; return it in plain values."""
        id = self.cells["id"][1] if "id" in self.cells else slug_of(self.cells.get("name", (0, ""))[1])
        doc, by_id = written.get(id, (None, True))
        if doc is None or (by_id and "id" not in self.cells):
            return {}
        cells = self.cells
        self.cells = {key: (-1, _shown(text)) for key, text in flat(doc).items()}  # in no cell of the sheet
        self.areas = tuple(doc.area)
        before = _bare(self._values())
        self.findings.clear()
        for key in _emptied(columns - cells.keys()):
            self.cells.pop(key, None)
        if any(key in cells for key in DAY_KEYS):
            self.cells.pop("desk.hours", None)
        for key, cell in cells.items():
            there = self.cells.get(key)
            self.cells[key] = (cell[0], there[1]) if there and _means_the_same(key, there[1], cell[1]) else cell
        return before

    def at(self, *keys: str) -> Location:
        """Return the cell of the first of these keys that the row has."""
        column = next((self.cells[key][0] for key in keys if key in self.cells), 0)
        return Location(self.sheet.shown, self.row, column + 1)

    def read(self) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
        for key, (column, _) in self.cells.items():
            for rule, places in (
                (rules.FORMULA, self.sheet.table.formulas),
                (rules.CELL_ERROR, self.sheet.table.errors),
            ):
                if (self.row, column) in places:
                    self.findings.append(rule.at(self.at(key), cell=cell_name(self.row, column)))
        values = self._values()
        self.id = _plain(values["id"])
        tree = self._tree(values)
        doc, problems = bind(MODELS["contact"], tree)
        self.findings += problems
        if doc is None:
            return None, self.findings
        problems = resolved(Bound(doc, tree, self.sheet.shown), own=True)[1]
        self.findings += [replace(item, help=_IN_A_SHEET.get(item.code, item.help)) for item in problems]
        return _bare(values), self.findings

    def _text(self, key: str, value: str) -> Text:
        at = self.at(key)
        return Text(value, "quoted", at.file, at.line, at.column, at.line, at.column)

    def _values(self) -> dict[str, Any]:
        """Return the nested values of the row; each leaf is a text that knows its cell."""
        found: dict[str, Any] = {}
        for key, (_, text) in self.cells.items():
            if key in DAY_KEYS or key in ("postcode", "town"):
                continue
            base, *inner = key.split(".")
            value = self._value(key, text)
            if not inner:
                found[base] = value
            elif len(inner) == 1:
                found.setdefault(base, {})[inner[0]] = value
            else:
                found.setdefault(base, {}).setdefault(int(inner[0]), {})[inner[1]] = value
        self._address(found)
        self._days(found)
        if "id" not in found:
            found["id"] = self._text("name", slug_of(self.cells.get("name", (0, ""))[1]))
        return _ordered(found)

    def _value(self, key: str, text: str) -> Any:
        last = key.rpartition(".")[2]
        if key in _LISTED:
            items = [item.strip() for item in re.split(r"[,;\n|]", text) if item.strip()]
            read = self._service if key == "provides" else self._place
            return [self._text(key, value) for item in items if (value := read(key, item))]
        if last == "hours":
            return self._hours(key, text)
        if last == "number":
            return self._text(key, self._zero(key, text))
        if last in ("general", "sensitive", "sms", "voice", "anonymous", "unsure"):
            return self._text(key, _FLAGS.get(text.lower(), text))
        if last == "url" and text.lower().startswith("www."):
            return self._text(key, f"https://{text}")
        if key in ("name", "role", "desk.address") or last in ("label", "title"):
            return self._text(key, ", ".join(" ".join(line.split()) for line in text.splitlines() if line.strip()))
        return self._text(key, text)

    def _zero(self, key: str, text: str) -> str:
        """Give back the zero that a spreadsheet takes from a number it thinks is one."""
        if re.fullmatch(r"[1-9]\d{8}", text):
            self.findings.append(rules.ZERO_BACK.at(self.at(key), value=text))
            return f"0{text}"
        return text

    def _hours(self, key: str, text: str) -> Any:
        """Return lines of days and hours as a mapping; a text as a text."""
        lines = [line.strip() for line in re.split(r"[\n|]", text) if line.strip()]
        pairs = [re.fullmatch(r"([^\d:]+?)\s*:\s*(.+)", line) for line in lines]
        if not all(pairs):
            return self._text(key, " ; ".join(lines))
        return {pair[1]: self._text(key, pair[2]) for pair in pairs if pair}

    def _days(self, found: dict[str, Any]) -> None:
        hours = {
            day: self._text(f"day.{day}", self.cells[f"day.{day}"][1]) for day in DAYS if f"day.{day}" in self.cells
        }
        if hours and "hours" not in found.get("desk", {}):
            found.setdefault("desk", {})["hours"] = {
                day: Text(text.value.replace(" / ", ", "), "quoted", *_span(text)) for day, text in hours.items()
            }

    def _address(self, found: dict[str, Any]) -> None:
        postcode, town = (self.cells.get(key, (0, ""))[1] for key in ("postcode", "town"))
        if re.fullmatch(r"\d{4}", postcode):
            postcode = f"0{postcode}"
        last = f"{postcode} {town}".strip()
        desk = found.get("desk", {})
        if last and "address" in desk and last not in desk["address"].value:
            desk["address"] = self._text("desk.address", f"{desk['address'].value}, {last}")
        elif last and "address" not in desk:
            found.setdefault("desk", {})["address"] = self._text("town" if town else "postcode", last)

    def _service(self, key: str, text: str) -> str:
        known = self.known.services
        if (id := known.get(text) or known.get(slug_of(text))) is None:
            near = did_you_mean(slug_of(text), known)
            self.findings.append(rules.UNKNOWN_SERVICE.at(self.at(key), value=text[:60], help=near))
            return ""
        return id

    def _place(self, key: str, text: str) -> str:
        """Return the code of a place written as a code, a name or a postcode."""
        places, at = self.known.territories, self.at(key)
        match = re.fullmatch(r"(.+)\(([\dABR]{2,9}(?:/\d{5})?)\)", text)
        said, code = (slug_of(match[1]), match[2]) if match else ("", text)
        code = f"0{code}" if re.fullmatch(r"\d{4}", code) else code
        now = places.current(code)
        if places.knows(now) and not self._is_another(key, text, said, code):
            if now != code:
                self.findings.append(rules.OLD_PLACE.at(at, code=code, now=now))
            return now
        named = self.known.named
        found = sorted(named.get(said or slug_of(text), ()) or named.get(code, ()))
        if said and len(code) <= 3:  # "Toulon (83)": a town and its département
            found = [item for item in found if item.startswith(code)] or found
        elif said and (both := named.get(said, frozenset()) & named.get(code, frozenset())):
            found = sorted(both)  # "La Garde (83130)": a town and its postcode
        elif now in places.communes:
            found = sorted({now, *found})
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(f"{places.name(item)} ({item})" for item in found[:6])
            self.findings.append(rules.SEVERAL_PLACES.at(at, value=text[:60], choices=choices))
        else:
            self.findings.append(rules.UNKNOWN_PLACE.at(at, value=text[:60]))
        return ""

    def _is_another(self, key: str, text: str, said: str, code: str) -> bool:
        """Tell whether a code may be meant otherwise: as the postcode of others, or as the name beside it says."""
        places, named = self.known.territories, self.known.named
        now = places.current(code)
        if said:
            known = named.get(said, frozenset())
            return bool(known) and now.partition("/")[0] not in known
        if text in self.areas:  # what the contact says already, in our words
            return False
        return bool(named.get(code, frozenset()) - {now}) and code not in getattr(
            places.communes.get(now), "postcodes", ()
        )

    def _tree(self, value: Any) -> Any:
        at = self.at("name")
        place = (at.file, at.line, at.column, at.line, at.column)
        if isinstance(value, dict):
            entries: dict[str, Node] = {key: self._tree(item) for key, item in value.items()}
            keys = {key: _first_text(node) or Text(key, "plain", *place) for key, node in entries.items()}
            return Tree(entries, keys, *place)
        if isinstance(value, list):
            return Listing(tuple(self._tree(item) for item in value), *place)
        return value


def _emptied(keys: Iterable[str]) -> Iterator[str]:
    """Yield the keys of empty cells; a channel without its number or its address is none."""
    for key in keys:
        yield key
        base, _, part = key.rpartition(".")
        if "." in base and part == BARE.get(base.partition(".")[0]):
            yield from (f"{base}.{other}" for other in _INNER[base.partition(".")[0]])


def _means_the_same(key: str, before: str, now: str) -> bool:
    """Tell whether two texts are the same number or the same day, written otherwise."""
    if key.endswith(".number"):
        numbers = [classify(f"0{text}" if re.fullmatch(r"[1-9]\d{8}", text) else text) for text in (before, now)]
        return numbers[0] == numbers[1] and isinstance(numbers[0], PhoneNumber)
    if key in _DAYS or key.startswith("closures."):
        return read_date(before) is not None and read_date(before) == read_date(now)
    return False


def _span(text: Text) -> tuple[str, int, int, int, int]:
    return text.file, text.line, text.column, text.end_line, text.end_column


def _first_text(node: Node) -> Text | None:
    if isinstance(node, Text):
        return node
    below: Iterable[Node] = node.items if isinstance(node, Listing) else node.entries.values()
    return next((found for item in below if (found := _first_text(item))), None)


def _ordered(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values in the order of the schema; ranks of a list become its order."""
    kept: dict[str, Any] = {}
    for key in ORDER:
        value = found.get(key)
        if isinstance(value, dict):
            inner = _INNER[key]
            if all(isinstance(rank, int) for rank in value):
                value = [{part: item[part] for part in inner if part in item} for _, item in sorted(value.items())]
            else:
                value = {part: value[part] for part in inner if part in value}
        if value not in (None, {}, []):
            kept[key] = value
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {key: _plain(item) for key, item in value.items()}


def _bare(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return plain values, a channel that is only a number or an address as a bare text."""
    plain: dict[str, Any] = _plain(values)
    for key, only in BARE.items():
        items: Sequence[dict[str, str]] = plain.get(key, ())
        short = [item[only] if set(item) == {only} else item for item in items]
        if short:
            plain[key] = short[0] if len(short) == 1 else short
    return plain
