"""What was noted, to the text of `replaced.yaml`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from ..source import read_yaml
from ..tree import Listing, Mapping, Text
from .replacing import Record

__all__ = ["records_text"]

_HEAD = """\
# Ce que le contenu national disait quand vous l'avez remplacé.
# Écrit par « commun update-overlay » : ne changez rien ici à la main.

replaced:
"""


def records_text(records: Iterable[Record]) -> str:
    """Return the text of the file: sorted by path, long texts as people write them when YAML allows it."""
    return _HEAD + "".join(_entry(record) for record in sorted(records))


def _entry(record: Record) -> str:
    """Return the first way to write a record that reads as that record."""
    return next(text for text in _ways(record) if _reads_as(text, record))


def _ways(record: Record) -> Iterator[str]:
    for at in (record.at, json.dumps(record.at)):
        head = f'  - at: {at}\n    hash: "{record.hash}"\n    said:'
        if "\n" in record.said:
            yield head + " |-\n" + "".join(f"      {line}".rstrip() + "\n" for line in record.said.split("\n"))
        yield head + f" {_quoted(record.said)}\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\x85", "\\x85")


def _reads_as(text: str, record: Record) -> bool:
    root, findings = read_yaml(f"replaced:\n{text}".encode(), "replaced.yaml")
    body = root.entries.get("replaced") if root else None
    item = body.items[0] if isinstance(body, Listing) and body.items else None
    if findings or not isinstance(item, Mapping):
        return False
    said = [value.value for value in item.entries.values() if isinstance(value, Text)]
    return said == [record.at, record.hash, record.said]
