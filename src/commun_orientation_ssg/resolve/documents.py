"""Items to documents: each item of a layer bound to its shape, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .. import schema
from ..diagnostics import Diagnostic, Location
from ..overlay import Item, Layer
from ..tree import Listing, Node
from ..tree import Mapping as Tree

__all__ = ["Bound", "Documents", "bind_layer", "bind_overlay", "is_broken"]


@dataclass(frozen=True, slots=True)
class Bound:
    """An item that has its shape: the pydantic document, its tree and the path of its file in the layer."""

    doc: Any
    node: Tree
    path: str

    def at(self, *path: str | int) -> Location:
        """Return the place of the value at `path`, or of the nearest thing above it."""
        node: Node = self.node
        for step in path:
            below = child(node, step)
            if below is None:
                break
            node = below
        return node.location


def child(node: Node | None, *path: str | int) -> Node | None:
    """Return the node at `path`, None when there is none; one mapping where a list is allowed is its first item."""
    for step in path:
        if isinstance(node, Tree) and isinstance(step, str):
            node = node.entries.get(step)
        elif isinstance(node, Listing) and isinstance(step, int):
            node = node.items[step] if step < len(node.items) else None
        elif not (isinstance(node, Tree) and step == 0):
            return None
    return node


Documents = Mapping[str, Mapping[str, Bound]]
"""Kind name -> id -> bound item; items with errors are left out."""


def bind_layer(
    layer: Layer, below: Layer | None = None, known: Documents | None = None
) -> tuple[Documents, list[Diagnostic]]:
    """Bind every item of `layer`.

    Args:
        below, known: a layer bound before, and its documents: what is the same object in both is taken from there.

    An item changed by an overlay that is wrong by itself is not bound: its errors are those of the overlay.
    """
    found: dict[str, Mapping[str, Bound]] = {}
    findings: list[Diagnostic] = []
    for kind, items in layer.items.items():
        lower = below.items.get(kind, {}) if below else {}
        before = known.get(kind, {}) if known else {}
        if known is not None and items is lower:
            found[kind] = before
            continue
        wrong = _check_changes(kind, layer.changes.get(kind, {}), findings)
        found[kind] = _bind_kind(
            kind, {id: item for id, item in items.items() if id not in wrong}, lower, before, findings
        )
    return found, findings


def _bind_kind(
    kind: str,
    items: Mapping[str, Item],
    lower: Mapping[str, Item],
    before: Mapping[str, Bound],
    findings: list[Diagnostic],
) -> dict[str, Bound]:
    """Bind the items of one kind; one that is the same object in `lower` is taken from `before`."""
    bound: dict[str, Bound] = {}
    for id, item in items.items():
        if lower.get(id) is item:
            if id in before:
                bound[id] = before[id]
            continue
        doc, problems = schema.bind(schema.MODELS[kind], item.node)
        findings += problems
        if doc is not None:
            bound[id] = Bound(doc, item.node, item.path)
    return bound


def bind_overlay(over: Layer, below: Layer) -> list[Diagnostic]:
    """Check alone, against the overlay schemas, the items of `over` that change an item of `below`."""
    findings: list[Diagnostic] = []
    for kind, items in over.items.items():
        lower = below.items.get(kind, {})
        _check_changes(kind, {id: item for id, item in items.items() if id in lower}, findings)
    return findings


def _check_changes(kind: str, changes: Mapping[str, Item], findings: list[Diagnostic]) -> set[str]:
    """Check overlay items alone; return the ids of those that are wrong."""
    wrong = set()
    for id, item in changes.items():
        doc, problems = schema.bind(schema.MODELS[kind], item.node, overlay=True)
        findings += problems
        if doc is None:
            wrong.add(id)
    return wrong


def is_broken(layer: Layer, documents: Documents, kind: str, id: str) -> bool:
    """Tell whether `id` exists, or may exist, but could not be read: its own errors say so, and nothing else should."""
    if id in documents[kind]:
        return False
    return id in layer.items[kind] or kind in layer.unread
