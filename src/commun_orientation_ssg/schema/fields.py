"""How a key is described: title, description and example in French, shown in editors and in messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

__all__ = ["Doc", "Shorthand", "asked", "inner_doc", "names_of", "optional", "several"]


class Doc(BaseModel):
    """Base of every shape: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def asked(title: str, description: str = "", example: str = "", **more: Any) -> Any:
    """Describe a key that must be there."""
    examples = [example] if example else None
    return Field(title=title, description=description or title, examples=examples, **more)


def optional(title: str, description: str = "", example: str = "", default: Any = None) -> Any:
    """Describe a key that may be left out."""
    return asked(title, description, example, default=default)


def several(title: str, description: str = "", example: str = "") -> Any:
    """Describe a list that may be left out."""
    return asked(title, description, example, default=())


@dataclass(frozen=True)
class Shorthand:
    """Accept a bare text (the value of `key`) or a single mapping where a list of mappings is meant."""

    key: str

    def widen(self, value: Any) -> Any:
        """Return `value` as the list of mappings it stands for."""
        items = value if isinstance(value, list) else [value]
        return [{self.key: item} if isinstance(item, str) else item for item in items]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.widen, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        listing = handler(schema)
        item = listing["items"]
        bare = dict(handler.resolve_ref_schema(item)["properties"][self.key])
        return self.schema(bare, item)

    @staticmethod
    def schema(bare: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
        """Return the JSON Schema of a bare text, one mapping, or a list of either."""
        return {"anyOf": [bare, item, {"type": "array", "items": {"anyOf": [bare, item]}}]}


def names_of(model: type[Doc]) -> dict[str, FieldInfo]:
    """Return the fields of `model` by the key written in YAML."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def inner_doc(annotation: Any) -> type[Doc] | None:
    """Return the shape that stands in an annotation such as `tuple[Phone, ...]`, None when there is none."""
    if isinstance(annotation, type) and issubclass(annotation, Doc):
        return annotation
    found = (inner_doc(arg) for arg in getattr(annotation, "__args__", ()))
    return next((model for model in found if model is not None), None)
