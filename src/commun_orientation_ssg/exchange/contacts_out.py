"""A partner's contacts to rows of a spreadsheet: all that the YAML says, in columns that `columns` reads back. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ..schema.fields import names_of
from .columns import title_of

__all__ = ["flat", "rows_of"]

_SINGLE = (
    "id", "kind", "name", "role", "provides", "area", "phone", "desk.address", "desk.hours", "desk.appointment",
    "desk.access", "desk.latitude", "desk.longitude", "mail", "online", "part_of", "corrects", "general", "sensitive",
    "languages", "share", "owner", "verified_on", "source", "source_date", "review_every", "reply_within",
    "self_service_first", "agreement",
    "closures",
)  # fmt: skip
_ALWAYS = frozenset({"id", "name", "provides", "area", "phone.1.number", "desk.address", "desk.hours", "verified_on"})
_PARTS = {
    "phone": ("number", "label", "hours", "cost", "sms", "voice", "anonymous", "unsure"),
    "mail": ("address", "label"),
    "online": ("url", "title"),
    "closures": ("from", "to", "text"),
}


def rows_of(docs: Iterable[Any], place: Callable[[str], str] = str) -> list[list[str]]:
    """Return the titles, then one row for each contact document; a column that nobody fills is left out.

    Args:
        place: how a code of a place is written.
    """
    said = [flat(doc) | ({"area": ", ".join(map(place, doc.area))} if doc.area else {}) for doc in docs]
    used = {key for row in said for key in row} | _ALWAYS
    keys = [key for name in _SINGLE for key in _keys(name, used) if key in used]
    return [[title_of(key) for key in keys], *([row.get(key, "") for key in keys] for row in said)]


def _keys(name: str, used: Iterable[str]) -> list[str]:
    if name not in _PARTS:
        return [name]
    ranks = sorted({int(key.split(".")[1]) for key in used if key.startswith(f"{name}.")})
    return [f"{name}.{rank}.{part}" for rank in ranks for part in _PARTS[name]]


def flat(doc: Any) -> dict[str, str]:
    """Return what a document says, key -> text; what it leaves to the default is left out."""
    found: dict[str, str] = {}
    for name, info in names_of(type(doc)).items():
        value = getattr(doc, "from_" if name == "from" else name)
        if value == info.default or value is None:
            continue
        if name in _PARTS:
            for rank, item in enumerate(value, 1):
                found |= {f"{name}.{rank}.{part}": text for part, text in flat(item).items()}
        elif name == "desk":
            found |= {f"desk.{part}": text for part, text in flat(value).items()}
        else:
            found[name] = _text(value)
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple) and all(isinstance(item, tuple) for item in value):
        return "\n".join(f"{days} : {times}" for days, times in value)
    if isinstance(value, (tuple, list)):
        return ", ".join(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{days} : {times}" for days, times in value.items())
    return str(value)
