"""Shapes to JSON Schema, for editors, the back office and other tools: draft 2020-12, and draft-07 for older ones."""

from __future__ import annotations

from typing import Any, Literal

from ..kinds import Kind
from .documents import MODELS
from .overlays import overlay_of

__all__ = ["json_schema"]

_DRAFTS = {
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
    "draft-07": "http://json-schema.org/draft-07/schema#",
}


def json_schema(kind: Kind, *, overlay: bool, draft: Literal["2020-12", "draft-07"] = "2020-12") -> dict[str, Any]:
    """Return the JSON Schema of a whole file of this kind.

    Args:
        overlay: for a partner's file, in which an item may be given in part.
    """
    model = overlay_of(MODELS[kind.name]) if overlay else MODELS[kind.name]
    schema: dict[str, Any] = _tidy(model.model_json_schema(by_alias=True, ref_template="#/$defs/{model}"))
    if kind.key:
        schema = _file_of(kind, model.__name__, schema)
    if draft == "draft-07":
        schema = _for_draft_07(schema)
    return {"$schema": _DRAFTS[draft], **schema}


def _file_of(kind: Kind, name: str, item: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a file whose one key holds the items; the key alone on its line holds none."""
    defs = {**item.pop("$defs", {}), name: item}
    ref = {"$ref": f"#/$defs/{name}"}
    items = {"type": ["array", "null"], "items": ref} if kind.listed else _mapping_of(ref)
    return {
        "title": item["title"],
        "type": "object",
        "properties": {kind.key: items},
        "required": [kind.key],
        "additionalProperties": False,
        "$defs": defs,
    }


def _mapping_of(ref: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": ref}


def _tidy(node: Any) -> Any:
    """Drop what Python adds and YAML has not: null values and defaults; let a value match more than one form."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {("anyOf" if key == "oneOf" else key): _tidy(value) for key, value in node.items() if key != "default"}
    choices = [choice for choice in tidy.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del tidy["anyOf"]
        return {**choices[0], **tidy}
    return {**tidy, "anyOf": choices} if choices else tidy


def _for_draft_07(node: Any) -> Any:
    """Rename `$defs`, and set apart what stands beside a `$ref`, which draft-07 would not read."""
    if isinstance(node, list):
        return [_for_draft_07(item) for item in node]
    if not isinstance(node, dict):
        return node
    renamed = {("definitions" if key == "$defs" else key): _for_draft_07(value) for key, value in node.items()}
    if isinstance(ref := renamed.get("$ref"), str):
        renamed["$ref"] = ref.replace("#/$defs/", "#/definitions/")
        if len(renamed) > 1:
            return {"allOf": [{"$ref": renamed.pop("$ref")}], **renamed}
    return renamed
