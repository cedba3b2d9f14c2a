"""A located tree to a document, or to located findings: every pydantic error becomes a `Diagnostic` in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ..diagnostics import Diagnostic, Location, did_you_mean, suggestion
from ..tree import Listing, Node, Text
from ..tree import Mapping as Tree
from . import rules
from .fields import Doc, inner_doc, names_of
from .overlays import TAGS, overlay_of

__all__ = ["bind", "plain"]

_KEY = "[key]"
"""The step that pydantic adds when the key of a mapping is wrong, not its value."""
_SHAPES: dict[type, tuple[str, str]] = {
    Text: ("un texte", "a text"),
    Listing: ("une liste", "a list"),
    Tree: ("un groupe de lignes « mot: valeur »", "a group of “key: value” lines"),
}
_WANTED = {
    "string_type": _SHAPES[Text],
    "tuple_type": _SHAPES[Listing],
    "list_type": _SHAPES[Listing],
    "dict_type": _SHAPES[Tree],
    "model_type": _SHAPES[Tree],
    "model_attributes_type": _SHAPES[Tree],
    "hours_type": ("des jours et des heures", "days and hours"),
}


def bind(model: type[Doc], node: Node, *, overlay: bool = False) -> tuple[Doc | None, list[Diagnostic]]:
    """Validate `node` against `model`, or its overlay.

    Returns:
        The document, or None when it has errors; and every finding, located in the YAML.
    """
    shape = overlay_of(model) if overlay else model
    try:
        return shape.model_validate(plain(node)), []
    except ValidationError as problem:
        errors: list[Any] = list(problem.errors(include_url=False, include_input=False))
        return None, [_diagnostic(_Fault.of(error, shape, node)) for error in errors]


def plain(node: Node) -> Any:
    """Return the tree without its places: text, lists and dicts."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


@dataclass(frozen=True, slots=True)
class _Fault:
    """One pydantic error, with what it is about.

    Args:
        node: the nearest node to the error's path; parent, held: what holds it, and under which key.
        key: the last key of the path, which may not be in the tree.
        field: the field the path ends on, None when there is none; owner: the shape that would hold `key`.
        on_key: the key is wrong, not its value.
    """

    kind: str
    context: Mapping[str, Any]
    node: Node
    parent: Node | None
    held: str
    key: str
    field: FieldInfo | None
    owner: type[Doc]
    on_key: bool

    @classmethod
    def of(cls, error: Mapping[str, Any], model: type[Doc], root: Node) -> _Fault:
        steps = tuple(step for step in error["loc"] if step not in TAGS and step != _KEY)
        node, parent, held, key = _follow(root, steps)
        field, owner = _field(model, steps)
        context = error.get("ctx", {})
        return cls(error["type"], context, node, parent, held, key, field, owner, error["loc"][-1:] == (_KEY,))

    def place(self) -> Location:
        """Return where the value stands, or its key when the value is empty or the key itself is wrong."""
        empty = isinstance(self.node, Text) and not self.node.value
        if (self.on_key or empty) and isinstance(self.parent, Tree):
            return self.parent.key_location(self.held)
        return self.node.location

    def told(self) -> dict[str, Any]:
        """Return what the schema says of the field: title, description, example."""
        examples = self.field.examples if self.field else None
        return {
            "title": (self.field.title if self.field else None) or self.key,
            "description": (self.field.description if self.field else None) or self.key,
            "example": f"{self.key}: {examples[0] if examples else '…'}",
        }


def _diagnostic(fault: _Fault) -> Diagnostic:
    if fault.kind in rules.VALUE_RULES:
        return _refused(fault)
    if fault.kind in _TELLERS:
        return _TELLERS[fault.kind](fault)
    if isinstance(fault.node, Text) and not fault.node.value:
        return _empty(fault)
    return _wrong_shape(fault)


def _missing(fault: _Fault) -> Diagnostic:
    return rules.MISSING_KEY.at(_head(fault.node), key=fault.key, **fault.told())


def _head(node: Node) -> Location:
    """Return the place of the first key of a mapping: the smallest place that shows which item is meant."""
    return next(iter(node.keys.values())).location if isinstance(node, Tree) and node.keys else node.location


def _unknown_key(fault: _Fault) -> Diagnostic:
    known = sorted(names_of(fault.owner))
    location = fault.parent.key_location(fault.key) if isinstance(fault.parent, Tree) else fault.node.location
    help = did_you_mean(fault.key, known)
    return rules.UNKNOWN_KEY.at(location, key=fault.key, known=", ".join(known), help=help)


def _refused(fault: _Fault) -> Diagnostic:
    fields: dict[str, Any] = {name: value for name, value in fault.context.items() if name != "near"}
    near = fault.context.get("near")
    help = suggestion(near) if near else None
    if not fields.get("value"):
        return _empty(fault)
    return rules.VALUE_RULES[fault.kind].at(fault.place(), help=help, **fields)


def _empty(fault: _Fault) -> Diagnostic:
    return rules.EMPTY_VALUE.at(fault.place(), key=fault.held or fault.key, **fault.told())


def _too_long(fault: _Fault) -> Diagnostic:
    length = len(fault.node.value) if isinstance(fault.node, Text) else 0
    return rules.TEXT_TOO_LONG.at(fault.place(), length=length, limit=fault.context["max_length"])


def _wrong_shape(fault: _Fault) -> Diagnostic:
    wanted, wanted_en = _WANTED.get(fault.kind, ("une autre valeur", "another value"))
    found, found_en = _SHAPES[type(fault.node)]
    told = fault.told()
    del told["title"]
    return rules.WRONG_SHAPE.at(
        fault.place(), wanted=wanted, wanted_en=wanted_en, found=found, found_en=found_en, **told
    )


_TELLERS: dict[str, Callable[[_Fault], Diagnostic]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_too_short": _empty,
    "string_too_long": _too_long,
}


def _follow(root: Node, steps: tuple[str | int, ...]) -> tuple[Node, Node | None, str, str]:
    """Follow `steps` as far as the tree goes (shorthand has no such steps).

    Returns:
        The node, its parent, the key that holds it, and the last key of `steps`.
    """
    node: Node = root
    parent: Node | None = None
    held = key = ""
    for step in steps:
        if isinstance(node, Tree) and isinstance(step, str) and step in node.entries:
            parent, held, key, node = node, step, step, node.entries[step]
        elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
            parent, node = node, node.items[step]
        elif isinstance(step, str):
            key = step
    return node, parent, held, key


def _field(model: type[Doc], steps: tuple[str | int, ...]) -> tuple[FieldInfo | None, type[Doc]]:
    """Return the field that `steps` end on, and the shape that would hold the last key."""
    owner: type[Doc] = model
    found: FieldInfo | None = None
    for step in steps:
        if isinstance(step, int):
            continue
        names = names_of(owner)
        found = names.get(step)
        owner = (inner_doc(found.annotation) if found else None) or owner
    return found, owner
