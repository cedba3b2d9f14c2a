"""Contacts of a spreadsheet that a partner has already: what changes in them, in files where all the rest stays. Pure.

A contact is looked at in the form that a new one would be written in. Only the entries that differ are said anew, each
on its own: order, remarks and ways of writing of the others are the partner's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..source import Listing, Node, Text, read_yaml
from ..source import Mapping as Tree
from ..splicing import with_entry, with_item, with_value, without_value
from .yaml_text import lines_of

__all__ = ["BARE", "ORDER", "Change", "changes_of", "shown", "with_changes", "with_contact"]

ORDER = (
    "id", "kind", "part_of", "corrects", "name", "role", "provides", "area", "general", "sensitive", "languages",
    "phone", "desk", "mail", "online", "share", "owner", "verified_on", "source", "source_date", "review_every",
    "reply_within", "self_service_first", "agreement", "closures",
)  # fmt: skip
"""Keys of a contact, as we write them."""
BARE = {"phone": "number", "mail": "address", "online": "url"}
"""Channels -> the part that stands for the whole when there is no other."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a contact that a row says otherwise: "phone", or "desk.hours"; None where there is none."""

    key: str
    before: Any
    now: Any


def changes_of(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the entries that differ between two contacts as plain values, in the order of the schema."""
    found = []
    for key in [key for key in ORDER if key in {**before, **now}]:
        old, new = before.get(key), now.get(key)
        if key == "desk" and old and new:
            found += [Change(f"{key}.{part}", old.get(part), new.get(part)) for part in {**old, **new}]
        else:
            found.append(Change(key, old, new))
    return tuple(change for change in found if change.before != change.now)


def with_changes(data: bytes, contact: str, changes: Iterable[Change], file: str) -> bytes:
    """Return the bytes of a contacts file where one contact says what changed.

    Raises:
        Refusal: it cannot be done without touching something else.
    """
    for change in changes:
        path = ("contacts", contact, *change.key.split("."))
        there = _at(data, path, file)
        if isinstance(there, Tree) and (parts := _of_one(change)):
            data = with_changes(data, contact, parts, file)
        elif change.now is None:
            data = without_value(data, path, file) if there is not None else data
        elif isinstance(there, Text) and isinstance(change.now, str):
            data = with_value(data, path, change.now, file)
        else:
            earlier = ORDER[: ORDER.index(path[2])] if len(path) == 3 else ()
            said = lines_of({path[-1]: change.now})
            data = with_entry(data, path, said, change.now, file, after=earlier)
    return data


def _of_one(change: Change) -> tuple[Change, ...]:
    """Return what changes inside a channel when there is one before and one now."""
    sides = [side[0] if isinstance(side, list) and len(side) == 1 else side for side in (change.before, change.now)]
    only = BARE.get(change.key, "")
    old, new = ({only: side} if isinstance(side, str) else side for side in sides)
    if not only or not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return ()
    found = (Change(f"{change.key}.{part}", old.get(part), new.get(part)) for part in {**old, **new})
    return tuple(part for part in found if part.before != part.now)


def with_contact(data: bytes, contact: Mapping[str, Any], file: str) -> bytes:
    """Return the bytes of a contacts file with one more contact, the last one.

    Raises:
        Refusal: it cannot be done without touching something else.
    """
    return with_item(data, "contacts", lines_of(contact), dict(contact), file)


def _at(data: bytes, path: Sequence[str], file: str) -> Node | None:
    node: Node | None = read_yaml(data, file)[0]
    for key in path:
        if isinstance(node, Tree):
            node = node.entries.get(key)
        elif isinstance(node, Listing):
            node = next((item for item in node.items if _id_of(item) == key), None)
        else:
            return None
    return node


def _id_of(node: Node) -> str:
    id = node.entries.get("id") if isinstance(node, Tree) else None
    return id.value.strip() if isinstance(id, Text) else ""


_PARTS = {
    "number": "numéro", "label": "précision", "hours": "horaires", "cost": "coût", "voice": "voix",
    "anonymous": "anonyme", "unsure": "dans le doute", "address": "adresse", "url": "adresse", "title": "titre",
    "text": "raison", "from": "du", "to": "au",
}  # fmt: skip
"""Parts of a channel or of a closure -> how a spreadsheet calls them."""


def shown(value: Any, *, english: bool = False) -> str:
    """Return a value on one line, to be told."""
    return ", ".join(_words(value, english)) or ("(none)" if english else "(rien)")


def _words(value: Any, english: bool) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        named = ((part if english else _PARTS.get(part, part), item) for part, item in value.items())
        yield " ; ".join(f"{part} : {shown(item, english=english)}" for part, item in named)
    else:
        for item in value or ():
            yield from _words(item, english)
