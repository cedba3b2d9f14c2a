"""What is replaced, what was noted of it, and which of them the commons have left behind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .. import schema
from ..diagnostics import Bilingual, Diagnostic, Location, Note
from ..kinds import KINDS
from ..overlay import Item, Layer
from ..tree import Listing, Mapping, Node, Text
from . import rules

__all__ = [
    "FILE", "Record", "Replacement", "Stale", "check_drift", "hash_of", "new_records", "read_records", "said_by",
    "stale_of",
]  # fmt: skip

FILE = "replaced.yaml"
_SHOWN, _BEFORE = 100, 30  # signs of a text shown by `check`, and before what differs
_ALONE = {kind.name for kind in KINDS if not kind.key and "*" not in kind.glob}
"""Kinds whose one file is their one item: their name is not said twice in a path."""


@dataclass(frozen=True, slots=True, order=True)
class Record:
    """What the commons said when a partner replaced it: `at` names it as `commun explain` does."""

    at: str
    hash: str
    said: str

    @property
    def is_whole(self) -> bool:
        """Tell whether the text is the one that was noted."""
        return hash_of(self.said) == self.hash


@dataclass(frozen=True, slots=True)
class Replacement:
    """A text or a list that a partner says in the place of the commons.

    Args:
        kind, id, path: the item, and the keys of the value below it.
        commons: what the commons say; None when they say nothing there any more, and so replace nothing.
        commons_at: where they say it.
        yours: the partner's value; location: where its key is.
    """

    kind: str
    id: str
    path: tuple[str, ...]
    commons: str | None
    commons_at: Location | None
    yours: Node
    location: Location

    @property
    def at(self) -> str:
        return path_of(self.kind, self.id, self.path)

    @property
    def differs(self) -> bool:
        """Tell whether the partner says something else than the commons."""
        return self.commons != said_by(self.yours)


@dataclass(frozen=True, slots=True)
class Stale:
    """A replacement under which the commons moved, and what was noted of it."""

    replacement: Replacement
    record: Record


def path_of(kind: str, id: str, path: Sequence[str]) -> str:
    """Return the name of a value: `need/impaye-loyer/title`, `lexicon/acronyms/caf/long`."""
    return "/".join((kind, *path) if kind in _ALONE else (kind, id, *path))


def said_by(node: Node) -> str:
    """Return a value as one text: a list as lines that start with a dash. Spaces around a text say nothing."""
    if isinstance(node, Text):
        return node.value.strip()
    if isinstance(node, Listing):
        return "\n".join(f"- {_indented(said_by(item))}" for item in node.items)
    return "\n".join(f"{key}: {_indented(_below(value))}" for key, value in node.entries.items())


def _below(node: Node) -> str:
    said = said_by(node)
    return said if isinstance(node, Text) else f"\n{said}"


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")


def hash_of(said: str) -> str:
    """Return the short hash of a text."""
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


# --- What is replaced.


def replacements_of(layer: Layer) -> dict[str, Replacement]:
    """Return what the topmost layer replaces in those below, by `at`, in the order of the kinds and files."""
    found = (
        Replacement(item.kind, item.id, item.path, said_by(item.base), item.base.location, item.over, item.location)
        for item in layer.replaced
    )
    return {item.at: item for item in found}


def _orphans(layer: Layer) -> Iterator[Replacement]:
    """Yield every value of the topmost layer as if the commons said nothing there."""
    for kind, id in sorted(layer.own):
        item = layer.changes.get(kind, {}).get(id) or layer.items[kind].get(id)
        if item is not None:
            yield from _values(kind, id, (), item)


def _values(kind: str, id: str, path: tuple[str, ...], item: Item | Node) -> Iterator[Replacement]:
    node = item.node if isinstance(item, Item) else item
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            yield Replacement(kind, id, (*path, key), None, None, value, node.key_location(key))
            yield from _values(kind, id, (*path, key), value)
    elif isinstance(node, Listing):
        for child in node.items:
            name = child.entries.get("id") if isinstance(child, Mapping) else None
            if isinstance(name, Text):
                yield from _values(kind, id, (*path, name.value.strip()), child)


# --- What was noted.


def read_records(layer: Layer) -> list[Record]:
    """Return what a partner's layer holds of `replaced.yaml`; nothing when the file is missing or wrong."""
    return [record for record, _ in _noted(layer)]


def _noted(layer: Layer) -> Iterator[tuple[Record, Location]]:
    item = layer.items["replaced"].get("replaced")
    doc: Any = schema.bind(schema.MODELS["replaced"], item.node)[0] if item is not None else None
    listing = item.node.entries["replaced"] if item is not None and doc is not None else None
    if isinstance(listing, Listing):
        for one, node in zip(doc.replaced, listing.items, strict=True):
            yield Record(one.at, one.hash, one.said), node.location


def stale_of(layer: Layer) -> list[Stale]:
    """Return the replacements that the commons have left behind: what was noted is no longer what they say."""
    records = {record.at: record for record in read_records(layer)}
    if not records:
        return []
    replaced = replacements_of(layer)
    moved = [
        Stale(item, records[at])
        for at, item in replaced.items()
        if at in records and item.differs and hash_of(item.commons or "") != records[at].hash
    ]
    gone = {at: record for at, record in records.items() if at not in replaced}
    lost = [Stale(item, gone.pop(item.at)) for item in _orphans(layer) if item.at in gone] if gone else []
    return sorted([*moved, *lost], key=lambda stale: stale.replacement.location)


def new_records(layer: Layer, undecided: Sequence[Stale] = ()) -> list[Record]:
    """Return what is to be noted of a layer, sorted: what the commons say now, but for what is not decided yet.

    What the partner says like the commons is noted only when it was before.
    """
    waiting = {stale.record.at: stale.record for stale in undecided}
    known = {record.at for record in read_records(layer)}
    found = {
        at: Record(at, hash_of(item.commons or ""), item.commons or "")
        for at, item in replacements_of(layer).items()
        if item.differs or at in known
    }
    return sorted({**found, **waiting}.values())


def check_drift(layer: Layer) -> Iterator[Diagnostic]:
    """Yield what the commons moved under the layer of a partner, and what was changed by hand in what was noted."""
    for stale in stale_of(layer):
        item, notes = stale.replacement, []
        then, now = _line(stale.record.said), _line(item.commons or "")
        start = _first_difference(then, now) if stale.record.is_whole else 0
        if stale.record.is_whole:
            notes.append(_told(rules.SAID_THEN, then, start))
        notes.append(Note(rules.SAYS_NOTHING) if item.commons is None else _told(rules.SAYS_NOW, now, start, item))
        yield rules.STALE_REPLACEMENT.at(item.location, at=item.at, partner=layer.name, notes=notes)
    for record, location in _noted(layer):
        if not record.is_whole:
            yield rules.DAMAGED_RECORD.at(location, at=record.at, partner=layer.name)


def _line(text: str) -> str:
    return " ".join(text.split())


def _first_difference(one: str, other: str) -> int:
    """Return where the word starts in which two lines begin to differ."""
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one.rfind(" ", 0, same) + 1


def _told(sentence: Bilingual, line: str, start: int, item: Replacement | None = None) -> Note:
    """Return a note that holds the part of a line where it differs, a few words before it."""
    first = line.rfind(" ", 0, max(0, start - _BEFORE)) + 1
    part = line[first:]
    cut = ("…" if first else "") + (part if len(part) <= _SHOWN else f"{part[:_SHOWN]}…")
    shown = cut.replace("{", "{{").replace("}", "}}")
    says = Bilingual(sentence.fr.replace("{text}", shown), sentence.en.replace("{text}", shown))
    return Note(says, item.commons_at if item else None)
