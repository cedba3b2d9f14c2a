"""One layer over another, node by node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Location, did_you_mean
from ..kinds import KINDS, read_flag
from ..tree import Listing, Node, Text
from ..tree import Mapping as Tree
from . import rules
from .layers import HiddenItem, Item, Layer, ReplacedValue, id_of

__all__ = ["lay_over"]

_SEALED = {"emergency": rules.EMERGENCY_CHANGED, "sign": rules.SIGN_CHANGED}
"""Kinds of which a partner may add items, never change one of the commons."""


def lay_over(base: Layer, over: Layer) -> tuple[Layer, list[Diagnostic]]:
    """Return `base` with `over` on top. Items that `over` does not name are the same objects as in `base`."""
    findings: list[Diagnostic] = []
    hidden: list[HiddenItem] = []
    replaced: list[ReplacedValue] = []
    items: dict[str, Mapping[str, Item]] = {}
    changes: dict[str, Mapping[str, Item]] = {}
    for kind in KINDS:
        below, above = base.items.get(kind.name, {}), over.items.get(kind.name, {})
        items[kind.name] = _kind_over(kind.name, below, above, findings, hidden, replaced) if above else below
        changes[kind.name] = {id: item for id, item in above.items() if id in below}
    pages = {**base.pages, **over.pages}
    unread = base.unread | over.unread
    layer = Layer(over.name, items, pages, tuple(hidden), over.own, changes, unread, tuple(replaced))
    return layer, findings


def _kind_over(
    kind: str,
    below: Mapping[str, Item],
    above: Mapping[str, Item],
    findings: list[Diagnostic],
    hidden: list[HiddenItem],
    replaced: list[ReplacedValue],
) -> dict[str, Item]:
    """Return the items of one kind, those of `above` laid over those of `below`."""
    merged = dict(below)
    for id, item in above.items():
        merger = _Merger(kind, id, findings, hidden, replaced)
        if id not in below:
            if _is_hidden(item.node):
                findings.append(_hides_nothing(item.node, "hide", id, below))
            else:
                merged[id] = item
        elif kind in _SEALED:
            findings.append(_SEALED[kind].at(_head(item.node), id=id))
        elif merger.hides(item.node, below[id].node, ()):
            del merged[id]
        else:
            merged[id] = Item(merger.mapping(below[id].node, item.node, ()), below[id].path)
    return merged


@dataclass(frozen=True, slots=True)
class _Merger:
    """Merges one item, gathering what it finds, what is hidden and what is replaced."""

    kind: str
    id: str
    findings: list[Diagnostic]
    hidden: list[HiddenItem]
    replaced: list[ReplacedValue]

    def hides(self, over: Node, base: Node, path: tuple[str, ...]) -> bool:
        """Tell whether `over` hides `base`, and record it."""
        if not isinstance(over, Tree) or not _is_hidden(over):
            return False
        reason = over.entries.get("reason")
        said = reason.value.strip() if isinstance(reason, Text) else ""
        location = over.key_location("hide")
        if not said:
            self.findings.append(rules.HIDE_WITHOUT_REASON.at(location, id=path[-1] if path else self.id))
        self.hidden.append(HiddenItem(self.kind, self.id, path, said, location, base.location, base))
        return True

    def node(self, base: Node, over: Node, path: tuple[str, ...], at: Location) -> Node:
        """Return `over` laid over `base`; `at` is where it is written."""
        if isinstance(base, Tree) and isinstance(over, Tree):
            return self.mapping(base, over, path)
        if isinstance(base, Listing) and _is_edit(over):
            return self.edited(base.items, over)
        if isinstance(base, Listing) and isinstance(over, Listing) and _by_id(base) and _by_id(over):
            return self.items(base, over, path)
        self.replaced.append(ReplacedValue(self.kind, self.id, path, base, over, at))
        return over

    def mapping(self, base: Tree, over: Tree, path: tuple[str, ...]) -> Tree:
        """Return the keys of `base`, with those that `over` changes, adds or hides."""
        entries, keys = dict(base.entries), dict(base.keys)
        for key, value in over.entries.items():
            below = base.entries.get(key)
            if key == "sensitive" and below is not None and _lowers(below, value):
                self.findings.append(rules.SENSITIVE_LOWERED.at(over.key_location(key)))
            elif below is None:
                self._added(over, key, base, entries, keys)
            elif self.hides(value, below, (*path, key)):
                del entries[key], keys[key]
            else:
                written = over.keys[key]
                entries[key], keys[key] = self.node(below, value, (*path, key), written.location), written
        return Tree(entries, keys, over.file, over.line, over.column, over.end_line, over.end_column)

    def _added(self, over: Tree, key: str, base: Tree, entries: dict[str, Node], keys: dict[str, Text]) -> None:
        """Add a key that `base` does not have; the words of the overlay itself are not kept."""
        value = over.entries[key]
        if key in ("hide", "reason"):
            return
        if _is_hidden(value):
            self.findings.append(_hides_nothing(over, key, key, base.entries))
            return
        entries[key] = self.edited((), value) if _is_edit(value) else value
        keys[key] = over.keys[key]

    def items(self, base: Listing, over: Listing, path: tuple[str, ...]) -> Listing:
        """Merge two lists of items with an id; the order is that of `base`, what is new comes after."""
        merged = {id: item for item in base.items if (id := id_of(item))}
        for item in over.items:
            id = id_of(item) or ""
            if id not in merged:
                merged[id] = item
            elif self.hides(item, merged[id], (*path, id)):
                del merged[id]
            else:
                merged[id] = self.node(merged[id], item, (*path, id), item.location)
        return _listing(tuple(merged.values()), over)

    def edited(self, base: tuple[Node, ...], over: Node) -> Listing:
        """Return `base` without what `over` hides and with what it adds; what is there already is not added twice."""
        present = {name for item in base if (name := _name_of(item))}
        unwanted = set()
        for item in _items(over, "hide"):
            name = _name_of(item)
            unwanted.add(name)
            if name not in present:
                help = did_you_mean(name or "", present)
                self.findings.append(rules.HIDES_NOTHING.at(item.location, id=name or "", help=help))
        kept = [item for item in base if _name_of(item) not in unwanted or not _name_of(item)]
        names = {_name_of(item) for item in kept} - {None}
        added = [item for item in _items(over, "add") if _name_of(item) not in names]
        return _listing((*kept, *added), over)


def _is_hidden(node: Node) -> bool:
    flag = node.entries.get("hide") if isinstance(node, Tree) else None
    return isinstance(flag, Text) and read_flag(flag.value) is True


def _is_edit(node: Node) -> bool:
    """Tell whether `node` edits a list: nothing but `add:` and `hide:`, each a list."""
    if not isinstance(node, Tree) or not node.entries or not set(node.entries) <= {"add", "hide"}:
        return False
    return all(isinstance(value, Listing) for value in node.entries.values())


def _items(node: Node, key: str) -> tuple[Node, ...]:
    found = node.entries.get(key) if isinstance(node, Tree) else None
    return found.items if isinstance(found, Listing) else ()


def _name_of(node: Node) -> str | None:
    """Return what an edit names an item by: its text, or its id."""
    return node.value.strip() if isinstance(node, Text) else id_of(node)


def _listing(items: tuple[Node, ...], at: Node) -> Listing:
    return Listing(items, at.file, at.line, at.column, at.end_line, at.end_column)


def _by_id(listing: Listing) -> bool:
    return all(id_of(item) is not None for item in listing.items)


def _lowers(base: Node, over: Node) -> bool:
    """Tell whether a protection that stands is not said again: `non`, or hidden."""
    raised = isinstance(base, Text) and read_flag(base.value) is True
    return raised and (_is_hidden(over) or (isinstance(over, Text) and read_flag(over.value) is False))


def _hides_nothing(over: Tree, key: str, id: str, known: Iterable[str]) -> Diagnostic:
    return rules.HIDES_NOTHING.at(over.key_location(key), id=id, help=did_you_mean(id, known))


def _head(node: Tree) -> Location:
    return next(iter(node.keys.values())).location if node.keys else node.location
