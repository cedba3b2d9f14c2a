"""The overlay of a shape, derived from it: the same keys, none required but `id`, plus `hide` and `reason`.

A mapping may be given in part; a list of items with ids, item by item; any other list whole, or edited with `add:` and
`hide:`; a list that has a shorthand (a phone), also as one mapping given in part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import Field, GetCoreSchemaHandler, create_model
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from .fields import Doc, Shorthand, optional, several
from .values import Flag, Id, Line

__all__ = ["TAGS", "overlay_of"]

_WHOLE, _EDIT, _PART = "<whole>", "<edit>", "<part>"
TAGS = frozenset({_WHOLE, _EDIT, _PART})
"""What pydantic adds to the path of an error in a list that an overlay may also edit; it is not in the YAML."""


@cache
def overlay_of(model: type[Doc]) -> type[Doc]:
    """Return the overlay of `model`."""
    fields: dict[str, Any] = {name: _overlay_field(model, name, info) for name, info in model.model_fields.items()}
    fields["hide"] = (Flag, optional("Masquer", "oui : ne plus montrer cet élément national", "oui", False))
    fields["reason"] = (
        Line | None,
        optional("Raison", "Pourquoi il est masqué : c'est publié", "Ce service n'existe pas ici."),
    )
    made: type[Doc] = create_model(f"{model.__name__}Overlay", __base__=Doc, **fields)
    made.model_config["title"] = model.model_config.get("title", model.__name__)
    return made


def _overlay_field(model: type[Doc], name: str, info: FieldInfo) -> tuple[Any, Any]:
    told: dict[str, Any] = {"title": info.title, "description": info.description, "examples": info.examples}
    if info.alias:
        told["alias"] = info.alias
    if name == "id":
        return Annotated[info.annotation, *info.metadata], Field(**told)
    return _overlay_type(f"{model.__name__}{name.title()}", info) | None, Field(default=None, **told)


def _overlay_type(owner: str, info: FieldInfo) -> Any:
    annotation, metadata = info.annotation, tuple(info.metadata)
    if get_origin(annotation) is tuple:
        shorthand = next((item for item in metadata if isinstance(item, Shorthand)), None)
        return Annotated[Any, _editable(owner, get_args(annotation)[0], shorthand)]
    inner = _partial(annotation)
    return Annotated[inner, *metadata] if metadata else inner


def _partial(annotation: Any) -> Any:
    """Return `annotation` with each shape in it replaced by its overlay."""
    if _is_shape(annotation):
        return overlay_of(annotation)
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is dict:
        return dict[args[0], _partial(args[1])]  # type: ignore[misc, valid-type]
    if origin in (Union, UnionType):
        return Union[tuple(_partial(arg) for arg in args)]  # noqa: UP007 - made at run time
    return annotation


def _is_shape(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Doc)


@dataclass(frozen=True)
class _Editable:
    """A list given whole, edited, or (when it has a shorthand) as one mapping given in part."""

    whole: Any
    edit: type[Doc]
    part: type[Doc] | None

    def choose(self, value: Any) -> str:
        """Return which of the three `value` is."""
        if not isinstance(value, dict):
            return _WHOLE
        return _EDIT if self.part is None or (value and set(value) <= {"add", "hide"}) else _PART

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        choices = {_WHOLE: handler.generate_schema(self.whole), _EDIT: handler.generate_schema(self.edit)}
        if self.part is not None:
            choices[_PART] = handler.generate_schema(self.part)
        return core_schema.tagged_union_schema(dict(choices), discriminator=self.choose)


def _editable(owner: str, item: Any, shorthand: Shorthand | None) -> _Editable:
    whole: Any = tuple[item, ...]
    keys: dict[str, Any] = {"hide": (tuple[item, ...], several("Retirer", "Ce que l'on retire de la liste nationale"))}
    if _is_shape(item):
        whole, keys = _whole_of_shapes(item, shorthand)
    added = Annotated[tuple[item, ...], shorthand] if shorthand else tuple[item, ...]
    keys["add"] = (added, several("Ajouter", "Ce que l'on ajoute à la liste nationale"))
    edit: type[Doc] = create_model(f"{owner}Edit", __base__=Doc, **keys)
    return _Editable(whole, edit, overlay_of(item) if shorthand else None)


def _whole_of_shapes(item: type[Doc], shorthand: Shorthand | None) -> tuple[Any, dict[str, Any]]:
    """Return the type of a whole list of shapes, and what else its edit holds: items with an id can be removed."""
    if "id" in item.model_fields:
        whole: Any = tuple[overlay_of(item), ...]  # type: ignore[misc]
        return whole, {"hide": (tuple[Id, ...], several("Retirer", "Identifiants des éléments à retirer"))}
    return (Annotated[tuple[item, ...], shorthand] if shorthand else tuple[item, ...]), {}  # type: ignore[valid-type]
