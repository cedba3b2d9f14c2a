"""Contacts as plain values to YAML: block style, ids and codes in `[ ]`, quotes only where they are needed. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["contacts_text", "lines_of"]

_PLAIN = re.compile(r"[^\W\d_](?:[^\n\t\"\\\[\]{}|>*&!%`#:]*[^\n\t\"\\\[\]{}|>*&!%`#: ])?")
_SAFE = re.compile(
    r"https?://[^\s#\"',\[\]{}]*[^\s#\"',\[\]{}:]"  # a page
    r"|\d\d/\d\d/\d{4}"  # a day
    r"|\+?\d{2,3}(?: \d{2,3})+"  # a number in groups
    r"|\d{1,2}h(?:\d\d)?(?:(?:-|, )\d{1,2}h(?:\d\d)?)+"  # hours
)
_ADDRESS = re.compile(r"\d{1,4} (?:bis |ter )?[^\W\d_][^\n\t\"\\\[\]{}|>*&!%`#:]*[^\n\t\"\\\[\]{}|>*&!%`#: ]")
_CODE = re.compile(r"[0-9a-zA-Z]+(?:[-/][0-9a-zA-Z]+)*")
_WORDS = {"yes", "no", "true", "false", "null", "on", "off", "y", "n"}
_IN_LINE = ("provides", "area")


def contacts_text(contacts: Iterable[Mapping[str, Any]], heading: str) -> str:
    """Return a contacts file; `heading` is its comment. Each value is a text, a list or a mapping of them."""
    parts = ["\n".join(f"# {line}" for line in heading.splitlines()), "", "contacts:"]
    for contact in contacts:
        lines = lines_of(contact, 4)
        parts += [f"  - {lines[0].lstrip()}", *lines[1:], ""]
    return "\n".join(parts).rstrip("\n") + "\n"


def lines_of(values: Mapping[str, Any], depth: int = 0) -> list[str]:
    """Return the lines of a mapping, `depth` spaces to the right."""
    return list(_lines(values, depth))


def _lines(values: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = " " * depth
    for key, value in values.items():
        name = _scalar(key)
        if isinstance(value, str):
            yield f"{pad}{name}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{pad}{name}:"
            yield from _lines(value, depth + 2)
        elif key in _IN_LINE:
            yield f"{pad}{name}: [{', '.join(map(_code, value))}]"
        else:
            yield f"{pad}{name}:"
            for item in value:
                if isinstance(item, str):
                    yield f"{pad}  - {_scalar(item)}"
                else:
                    first, *rest = _lines(item, depth + 4)
                    yield f"{pad}  - {first.lstrip()}"
                    yield from rest


def _scalar(text: str) -> str:
    """Return a text as a scalar that every YAML reader takes for that text."""
    plain = _PLAIN.fullmatch(text) or _ADDRESS.fullmatch(text)
    if (plain and text.isprintable() and text.lower() not in _WORDS) or _SAFE.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f").replace("\x85", "\\x85")


def _code(text: str) -> str:
    return text if _CODE.fullmatch(text) and text.lower() not in _WORDS else _scalar(text)
