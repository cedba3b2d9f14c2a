"""An official contact as one line of JSON: what `content/directory/*.jsonl` is made of (docs/resolution.md). Pure.

Each line is one contact, sorted by id; nothing empty is written, so that a new import changes only what changed.
Making lines out of official files is `exchange`; reading them to choose the right one for a place is `directory`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

__all__ = ["Record", "RecordError", "RecordPhone", "read_records", "record_of", "to_data", "to_line"]


class RecordError(ValueError):
    """A line that is not one of ours; `line` is 1-based."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class RecordPhone:
    """A number as people dial it, and what the source adds about it."""

    number: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One official contact.

    Args:
        id: unique in all directories and stable from one import to the next ("dila-…", "fs-…"); kebab-case.
        kind: "body" or "service".
        body: code of the territory that it governs, for a mairie, a département, a région, an EPCI.
        services: ids of the services that it provides, from its `types` through `services.yaml`.
        types: the directory's own codes.
        area: codes of the places it serves, as `area` of a contact.
        commune: INSEE code of where it stands; "" when unknown.
        hours: of the desk: days to times in the words of the YAML, or a text that nobody computes.
        appointment, access: in words, "" when nothing is said.
        lat, lon: degrees, WGS 84; None when unknown.
        page: its own page in the directory.
        updated: the day the source last touched it, which may be years before the day of the file.
        was: other ids it had, so that a correction by an old id still finds it.
        source, licence: as they are cited; source_date: the day of the official file, which its age is counted from.
    """

    id: str
    name: str
    kind: str = "service"
    body: str = ""
    services: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    commune: str = ""
    address: str = ""
    phones: tuple[RecordPhone, ...] = ()
    mails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    hours: tuple[tuple[str, str], ...] | str = ""
    appointment: str = ""
    access: str = ""
    lat: float | None = None
    lon: float | None = None
    page: str = ""
    updated: date | None = None
    was: tuple[str, ...] = ()
    source: str = ""
    source_date: date | None = None
    licence: str = ""


_NAMES = tuple(field.name for field in fields(Record))
_LISTS = frozenset({"services", "types", "area", "mails", "was"})
_DAYS = ("updated", "source_date")


def to_data(record: Record) -> dict[str, Any]:
    """Return what is written of a record: nothing empty, days as "2024-08-01"."""
    data: dict[str, Any] = {}
    for name in _NAMES:
        value = getattr(record, name)
        if value == "" or value is None or value == ():
            continue
        if name == "phones":
            value = [{"number": phone.number} | ({"label": phone.label} if phone.label else {}) for phone in value]
        elif name == "urls":
            value = [{"url": url} for url in value]
        elif name == "hours" and not isinstance(value, str):
            value = dict(value)
        elif name in _DAYS:
            value = value.isoformat()
        data[name] = value
    return data


_quoted = json.encoder.encode_basestring


def to_line(record: Record) -> str:
    """Return a record as one line of JSON without its line end: that of `to_data`, ten times sooner."""
    parts = []
    for name in _NAMES:
        value = getattr(record, name)
        if value == "" or value is None or value == ():
            continue
        if isinstance(value, str):
            said = _quoted(value)
        elif name in _LISTS:
            said = "[" + ",".join(map(_quoted, value)) + "]"
        elif name == "phones":
            said = "[" + ",".join(map(_phone_line, value)) + "]"
        elif name == "urls":
            said = "[" + ",".join(['{"url":' + _quoted(url) + "}" for url in value]) + "]"
        elif name == "hours":
            said = "{" + ",".join([f"{_quoted(days)}:{_quoted(times)}" for days, times in value]) + "}"
        elif name in _DAYS:
            said = f'"{value.isoformat()}"'
        else:
            said = repr(value)
        parts.append(f'"{name}":{said}')
    return "{" + ",".join(parts) + "}"


def _phone_line(phone: RecordPhone) -> str:
    label = f',"label":{_quoted(phone.label)}' if phone.label else ""
    return f'{{"number":{_quoted(phone.number)}{label}}}'


def record_of(data: Mapping[str, Any]) -> Record:
    """Return the record that `to_data` wrote.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: `data` is not a record.
    """
    known: dict[str, Any] = {name: data[name] for name in _NAMES if name in data}
    for name in _LISTS & known.keys():
        if not isinstance(known[name], list) or not all(isinstance(item, str) for item in known[name]):
            raise TypeError(name)
        known[name] = tuple(known[name])
    if "phones" in known:
        known["phones"] = tuple(RecordPhone(phone["number"], phone.get("label", "")) for phone in known["phones"])
    if "urls" in known:
        known["urls"] = tuple(page["url"] for page in known["urls"])
    if isinstance(known.get("hours"), dict):
        known["hours"] = tuple(known["hours"].items())
    for name in ("lat", "lon"):
        if name in known:
            known[name] = float(known[name])
    for name in _DAYS:
        if name in known:
            known[name] = date.fromisoformat(known[name])
    return Record(**known)


def read_records(lines: Iterable[str]) -> Iterator[Record]:
    """Yield the records of a directory file.

    Raises:
        RecordError: a line is not as we write it.
    """
    for number, line in enumerate(lines, 1):
        try:
            yield record_of(json.loads(line))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
            raise RecordError(number) from problem
