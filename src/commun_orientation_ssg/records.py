"""An official contact as one line of JSON: what `content/directory/*.jsonl` and `data/contacts.json` are made of. Pure.

A directory file opens with a line that says where all of it comes from (source, its date, licence); each other line is
one contact, sorted by id. Nothing empty is written, so a line is short and a new import changes only what changed.
Making lines out of official files is `exchange`; choosing the right one for a place is resolution.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

__all__ = ["Head", "Record", "RecordError", "RecordPhone", "read_records", "record_of", "to_data", "to_line"]


class RecordError(ValueError):
    """A line that is not one of ours; `line` is 1-based."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Head:
    """Where the lines of one file come from.

    Args:
        source: the directory and who publishes it, as it is cited.
        source_date: the day of the official file: the age of every fact in it is counted from that day.
        licence: its name, as the publisher writes it.
    """

    source: str
    source_date: date
    licence: str


@dataclass(frozen=True, slots=True)
class RecordPhone:
    """A number as people dial it, and what the source adds about it."""

    number: str
    label: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One official contact.

    Args:
        id: unique in all directories and stable from one import to the next ("dila-…", "fs-…"); kebab-case.
        kind: "body" or "service".
        services: ids of the services that it holds or receives for, from its `types` through `services.yaml`.
        types: the directory's own codes; a service lists the types it accepts, the most fitting first.
        area: codes of the places it serves, as `area` of a contact.
        commune: INSEE code of where it stands; "" when unknown.
        hours: opening hours in OSM syntax, as `hours.from_osm` reads it; "" when unknown.
        appointment, access: in words, "" when nothing is said.
        lat, lon: degrees, WGS 84; None when unknown.
        page: its own page in the directory.
        updated: the day the source last touched it, which may be years before the day of the file.
        was: other ids it had, so that a correction by an old id still finds it.
    """

    id: str
    name: str
    kind: str = "service"
    services: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    commune: str = ""
    address: str = ""
    phones: tuple[RecordPhone, ...] = ()
    mails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    hours: str = ""
    appointment: str = ""
    access: str = ""
    lat: float | None = None
    lon: float | None = None
    page: str = ""
    updated: date | None = None
    was: tuple[str, ...] = ()


_NAMES = tuple(field.name for field in fields(Record))
_LISTS = frozenset({"services", "types", "area", "mails", "urls", "was"})


def to_data(record: Record) -> dict[str, Any]:
    """Return what is written of a record: nothing empty, days as "2024-08-01", a bare number as a text."""
    data: dict[str, Any] = {}
    for name in _NAMES:
        value = getattr(record, name)
        if name == "phones":
            value = [_phone_data(phone) for phone in value]
        elif isinstance(value, date):
            value = value.isoformat()
        if value not in ("", None, (), []):
            data[name] = value
    return data


def _phone_data(phone: RecordPhone) -> str | dict[str, str]:
    if not phone.label and not phone.hours:
        return phone.number
    return {key: getattr(phone, key) for key in ("number", "label", "hours") if getattr(phone, key)}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_line(item: Record | Head) -> str:
    """Return a record, or the head of its file, as one line of JSON without its line end."""
    if isinstance(item, Head):
        data = {"source": item.source, "source_date": item.source_date.isoformat(), "licence": item.licence}
        return _ENCODER.encode(data)
    return _ENCODER.encode(to_data(item))


def record_of(data: Mapping[str, Any]) -> Record:
    """Return the record that `to_data` wrote.

    Raises:
        ValueError, TypeError, KeyError: `data` is not a record.
    """
    known: dict[str, Any] = {name: data[name] for name in _NAMES if name in data}
    for name in _LISTS & known.keys():
        if not isinstance(known[name], (list, tuple)) or not all(isinstance(item, str) for item in known[name]):
            raise TypeError(name)
        known[name] = tuple(known[name])
    if "phones" in known:
        known["phones"] = tuple(
            RecordPhone(phone) if isinstance(phone, str) else RecordPhone(**phone) for phone in known["phones"]
        )
    for name in ("lat", "lon"):
        if name in known:
            known[name] = float(known[name])
    if "updated" in known:
        known["updated"] = date.fromisoformat(known["updated"])
    return Record(**known)


def read_records(lines: Iterable[str]) -> Iterator[Head | Record]:
    """Yield the head of a directory file, then its records.

    Raises:
        RecordError: a line is not as we write it.
    """
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line)
            if number == 1:
                yield Head(data["source"], date.fromisoformat(data["source_date"]), data["licence"])
            else:
                yield record_of(data)
        except (ValueError, TypeError, KeyError, RecursionError) as problem:
            raise RecordError(number) from problem
