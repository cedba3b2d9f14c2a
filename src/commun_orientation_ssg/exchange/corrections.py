"""What partners correct in official directories, beside what the directory says now.

A correction is a partner's contact with `corrects: <id of the directory>`, or with that very id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..diagnostics import Location
from ..hours import parse_hours, table
from ..phones import PhoneProblem, classify
from ..project import Settings
from ..records import Record, RecordError, read_records
from .partner_files import written_contacts

__all__ = ["Correction", "Difference", "corrections_of"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact on which a partner and the directory do not agree; `field` is "phones", "address"..."""

    field: str
    directory: str
    partner: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A partner's contact that stands in the place of a directory's.

    Args:
        at: "partners/var/contacts/caf.yaml:12".
        record: None when the directory no longer has it.
        differences: none when the directory now says the same: the correction is of no more use.
    """

    partner: str
    contact: str
    corrects: str
    at: str
    record: Record | None
    differences: tuple[Difference, ...] = ()


def corrections_of(settings: Settings, files: Iterable[Path], source: str) -> list[Correction]:
    """Return the corrections that partners make to the records of these files, sorted by partner and contact."""
    prefix = _PREFIXES.get(source, "")
    wanted = [
        (item, item.corrects or item.id)
        for item in (written_contacts(settings) if prefix else ())
        if item.doc is not None and (item.corrects or item.id).startswith(prefix)
    ]
    records = _records(files, {corrects for _, corrects in wanted}) if wanted else {}
    found = []
    for item, corrects in wanted:
        record = records.get(corrects)
        differences = tuple(_differences(record, item.doc)) if record else ()
        found.append(Correction(item.partner, item.id, corrects, f"{item.file}:{item.line}", record, differences))
    return found


_PREFIXES = {"dila": "dila-", "france-services": "fs-"}


def _records(files: Iterable[Path], wanted: set[str]) -> Mapping[str, Record]:
    found: dict[str, Record] = {}
    for path in files:
        with path.open(encoding="utf-8", errors="replace") as file, suppress(RecordError):
            for item in read_records(file):
                for id in {item.id, *item.was} & wanted:
                    found[id] = item
    return found


def _differences(record: Record, doc: Any) -> Iterator[Difference]:
    """Yield the facts that the partner states, and states otherwise; what it leaves out says nothing."""
    pairs = (
        ("name", record.name, doc.name),
        (
            "phones",
            _said(phone.number for phone in record.phones),
            _said(map(_shown_phone, (p.number for p in doc.phone))),
        ),
        ("mails", _said(record.mails), _said(mail.address for mail in doc.mail)),
        ("urls", _said(record.urls), _said(page.url for page in doc.online)),
        ("address", record.address, (doc.desk.address or "") if doc.desk else ""),
        ("hours", _hours(record.hours), _hours(doc.desk.hours) if doc.desk and doc.desk.hours else ""),
    )
    for field, theirs, ours in pairs:
        if ours and ours != theirs:
            yield Difference(field, theirs, ours)


def _said(values: Any) -> str:
    return ", ".join(values)


def _shown_phone(number: str) -> str:
    found = classify(number)
    return number if isinstance(found, PhoneProblem) else found.display.replace("\u00a0", " ")


def _hours(written: Any) -> str:
    if not written:
        return ""
    at = Location("")
    source = written if isinstance(written, str) else [(day, times, at, at) for day, times in written]
    return _rows(parse_hours(source, at)[0])


def _rows(week: Any) -> str:
    rows = "; ".join(f"{label} : {hours}" for label, hours in table(week)).replace("\u00a0", " ")
    return rows or (week.text or "")
