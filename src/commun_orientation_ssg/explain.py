"""Where a value comes from: which layer, file and line; what it replaces; who hides it and why; what a desk inherits.

A value is named by its path (`var/journey/logement/outcomes/retard-loyer/title`) or by its place
(`partners/var/journeys/logement.yaml:12`). Reads the folders and lays them over one another; changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .diagnostics import Location
from .explained import COMMONS, Explanation, Use
from .kinds import KINDS, kind_of
from .overlay import HiddenItem, Item, Layer, lay_over, layer_of
from .project import Settings
from .refusal import Refusal, did_you_mean, partner_folders
from .source import Listing, Mapping, Node, Text, read_folder

__all__ = ["explain"]

_SHORTHAND = {"phone": "number", "mail": "address", "online": "url"}
_INHERITED = ("desk", "closures", "owner")
_PLACE = re.compile(r"(.+?\.ya?ml):(\d+)(?::\d+)*", re.IGNORECASE)


@dataclass(slots=True)
class _Layers:
    """The layers of a project, read when asked for."""

    settings: Settings
    commons: Layer
    over: dict[str, Layer]
    merged: dict[str, Layer]

    def layer(self, name: str) -> Layer:
        """Return what `name` shows: the commons, or a partner's layer laid over them."""
        if name == COMMONS:
            return self.commons
        if name not in self.merged:
            files, _ = read_folder(self.settings.partners / name, f"partners/{name}")
            self.over[name], _ = layer_of(files, name, "partner")
            self.merged[name], _ = lay_over(self.commons, self.over[name])
        return self.merged[name]


def explain(settings: Settings, asked: str) -> Explanation:
    """Explain the value named by `asked`: a path, or "file:line".

    Raises:
        Refusal: nothing has that path or stands there; the message proposes what is near.
    """
    layer, _ = layer_of(read_folder(settings.content, settings.content_shown)[0], COMMONS, "commons")
    layers = _Layers(settings, layer, {}, {})
    match = _PLACE.fullmatch(asked.strip())
    path = _path_at(layers, match[1], int(match[2])) if match else _split(asked)
    if path[0] == "commons":
        path = (COMMONS, *path[1:])
    if path[0] == COMMONS:
        return _explain_commons(layers, path)
    return _explain_partner(layers, _shown_part(layers, path) if match else path)


def _shown_part(layers: _Layers, path: tuple[str, ...]) -> tuple[str, ...]:
    """Drop the keys that only steer the merge (`add`, `hide`), so that the path names something people see."""
    merged = layers.layer(path[0])
    kind, id, keys = _item_path(merged, layers.commons, path)
    while keys and _hider(merged, kind, id, keys) is None and _follow(merged.items[kind].get(id), keys) is None:
        path, keys = path[:-1], keys[:-1]
    return path


def _split(asked: str) -> tuple[str, ...]:
    return tuple(part for part in asked.strip().split("/") if part) or ("",)


# --------------------------------------------------------------------------------------------------------------------
# By path.


def _explain_partner(layers: _Layers, path: tuple[str, ...]) -> Explanation:
    name = path[0]
    if name not in partner_folders(layers.settings):
        known = [COMMONS, *partner_folders(layers.settings)]
        near, names = did_you_mean(name, known), ", ".join(known)
        raise Refusal(
            f"il n'y a pas de partenaire « {name} ».{near[0] or f' Il y a : {names}'}",
            f"there is no partner “{name}”.{near[1] or f' There is: {names}'}",
        )
    merged = layers.layer(name)
    kind, id, keys = _item_path(merged, layers.commons, path)
    if (hidden := _hider(merged, kind, id, keys)) is not None:
        node = _follow(layers.commons.items[kind].get(id), keys)
        return Explanation("/".join(path), "", hidden.was, COMMONS, below=(hidden.was, _shown(node)), hidden=hidden)
    item = merged.items[kind][id]
    node, lender = _follow(item, keys), ""
    if node is None and kind == "contact" and keys and keys[0] in _INHERITED:
        node, lender = _lent(merged, item, keys)
    if node is None:
        raise _unknown(path, item, keys)
    base = None if lender else _follow(layers.commons.items[kind].get(id), keys)
    below = (
        (base.location, _shown(base))
        if base is not None and base is not node and _shown(base) != _shown(node)
        else None
    )
    return Explanation(
        "/".join(path), _shown(node), _written(item, node, keys), _layer_of(node, name), _counts(node, name), below,
        inherited_from=lender, lost_target=_lost_target(merged, kind, id, item, keys),
    )  # fmt: skip


def _explain_commons(layers: _Layers, path: tuple[str, ...]) -> Explanation:
    kind, id, keys = _item_path(layers.commons, layers.commons, path)
    item = layers.commons.items[kind][id]
    node = _follow(item, keys)
    if node is None:
        raise _unknown(path, item, keys)
    uses = tuple(_use(layers, partner, kind, id, keys, node) for partner in partner_folders(layers.settings))
    return Explanation(
        "/".join(path), _shown(node), _written(item, node, keys), COMMONS, counts=_counts(node, ""), uses=uses
    )


def _use(layers: _Layers, partner: str, kind: str, id: str, keys: tuple[str, ...], base: Node) -> Use:
    merged = layers.layer(partner)
    if (hidden := _hider(merged, kind, id, keys)) is not None:
        return Use(partner, "hidden", hidden.location, hidden.reason)
    node = _follow(merged.items[kind].get(id), keys)
    if node is None or node is base:
        return Use(partner, "same")
    first = next((leaf for leaf in _leaves(node) if _layer_of(leaf, partner) == partner), node)
    return Use(partner, "replaced", first.location)


def _item_path(layer: Layer, commons: Layer, path: tuple[str, ...]) -> tuple[str, str, tuple[str, ...]]:
    """Split "partner/kind/id/keys…"; a kind whose file is its one item has no id in the path."""
    kinds = [kind.name for kind in KINDS if kind.layers != ("private",)]
    if len(path) < 2 or path[1] not in kinds:
        near = did_you_mean(path[1], kinds) if len(path) > 1 else ("", "")
        shown = ", ".join(kinds)
        raise Refusal(
            f"« {'/'.join(path)} » ne se lit pas.{near[0]} "
            f"Attendu : partenaire/sorte/identifiant/mots, où la sorte est l'un de : {shown}",
            f"“{'/'.join(path)}” cannot be read.{near[1]} "
            f"Expected: partner/kind/id/keys, where the kind is one of: {shown}",
        )
    kind = path[1]
    known = set(layer.items[kind]) | set(commons.items[kind])
    if known <= {kind}:
        if not known:
            raise Refusal(f"« {path[0]} » n'a rien de la sorte « {kind} »", f"“{path[0]}” has nothing of kind “{kind}”")
        return kind, kind, path[2:]
    if len(path) > 2 and path[2] in known:
        return kind, path[2], path[3:]
    asked = path[2] if len(path) > 2 else ""
    near = did_you_mean(asked, known)
    examples = "" if near[0] else f" {', '.join(sorted(known)[:8])}…"
    raise Refusal(
        f"« {path[0]} » n'a pas de {kind} « {asked} ».{near[0] or ' Par exemple :'}{examples}",
        f"“{path[0]}” has no {kind} “{asked}”.{near[1] or ' For example:'}{examples}",
    )


def _unknown(path: tuple[str, ...], item: Item, keys: tuple[str, ...]) -> Refusal:
    """Tell the first key that is not there, and what is."""
    for length in range(len(keys)):
        if _follow(item, keys[: length + 1]) is None:
            parent, key = _follow(item, keys[:length]), keys[length]
            known = _names(parent)
            near = did_you_mean(key, known)
            above = "/".join(path[: len(path) - len(keys) + length])
            return Refusal(
                f"« {key} » n'existe pas dans {above}.{near[0]} "
                f"Il y a : {', '.join(known) or 'un texte, sans rien dessous'}",
                f"“{key}” is not in {above}.{near[1]} There is: {', '.join(known) or 'a text, with nothing below'}",
            )
    raise AssertionError(keys)


def _names(node: Node | None) -> list[str]:
    if isinstance(node, Mapping):
        return list(node.entries)
    if isinstance(node, Listing):
        return [_id_of(item) or str(number) for number, item in enumerate(node.items, 1)]
    return []


def _id_of(node: Node) -> str:
    id = node.entries.get("id") if isinstance(node, Mapping) else None
    return id.value.strip() if isinstance(id, Text) else ""


def _follow(item: Item | None, keys: tuple[str, ...]) -> Node | None:
    """Return the value below an item: keys of groups, ids or numbers (from 1) of lists."""
    node: Node | None = item.node if item else None
    before = ""
    for key in keys:
        if isinstance(node, Mapping):
            node = node.entries.get(key)
        elif isinstance(node, Listing):
            node = next((child for name, child in zip(_names(node), node.items, strict=True) if key == name), None)
        elif not (isinstance(node, Text) and _SHORTHAND.get(before) == key):
            return None
        before = key
    return node


def _written(item: Item, node: Node, keys: tuple[str, ...]) -> Location:
    """Return the place of a value: of its key, when what it holds begins on a later line."""
    parent = _follow(item, keys[:-1]) if keys else None
    if (
        isinstance(parent, Mapping)
        and parent.entries.get(keys[-1]) is node
        and parent.keys[keys[-1]].file == node.location.file
    ):
        return parent.key_location(keys[-1])
    return node.location


def _hider(layer: Layer, kind: str, id: str, keys: tuple[str, ...]) -> HiddenItem | None:
    return next(
        (item for item in layer.hidden if (item.kind, item.id) == (kind, id) and item.path == keys[: len(item.path)]),
        None,
    )


def _lost_target(layer: Layer, kind: str, id: str, item: Item, keys: tuple[str, ...]) -> HiddenItem | None:
    """Return what hides the step that an answer leads to: the answer is not shown then."""
    if kind != "journey" or len(keys) < 4 or (keys[0], keys[2]) != ("questions", "answers"):
        return None
    target = _follow(item, (*keys[:4], "next"))
    if not isinstance(target, Text):
        return None
    journey, _, step = target.value.rpartition("/")
    return next(
        (gone for part in ("questions", "outcomes") if (gone := _hider(layer, kind, journey or id, (part, step)))), None
    )


def _lent(layer: Layer, item: Item, keys: tuple[str, ...]) -> tuple[Node | None, str]:
    """Return what the bodies above a contact lend it, and which one does."""
    seen: set[str] = set()
    while isinstance(above := item.node.entries.get("part_of"), Text) and above.value not in seen:
        seen.add(above.value)
        if above.value not in layer.items["contact"]:
            break
        item = layer.items["contact"][above.value]
        if keys[0] in item.node.entries:
            return _follow(item, keys), above.value
    return None, ""


def _layer_of(node: Node, partner: str) -> str:
    return partner if partner and node.file.startswith(f"partners/{partner}/") else COMMONS


def _leaves(node: Node) -> Iterator[Text]:
    if isinstance(node, Text):
        yield node
        return
    for child in node.items if isinstance(node, Listing) else node.entries.values():
        yield from _leaves(child)


def _counts(node: Node, partner: str) -> tuple[tuple[str, int], ...]:
    if isinstance(node, Text):
        return ()
    layers = [_layer_of(leaf, partner) for leaf in _leaves(node)]
    return tuple((layer, layers.count(layer)) for layer in sorted(set(layers)))


def _shown(node: Node | None) -> str:
    """Return a value on one line, cut at 160 characters."""
    if isinstance(node, Text):
        text = " ".join(node.value.split())
    elif isinstance(node, Listing):
        text = ", ".join(_id_of(item) or _shown(item) for item in node.items)
    else:
        text = ", ".join(node.entries) if node else ""
    return text if len(text) <= 160 else f"{text[:159]}…"


# --------------------------------------------------------------------------------------------------------------------
# By place.


def _path_at(layers: _Layers, file: str, line: int) -> tuple[str, ...]:
    """Return the path of the value written at a line of a file."""
    name, inner, shown = _file_of(layers, file)
    layer = layers.commons
    if name != COMMONS:
        layers.layer(name)
        layer = layers.over[name]
    kind = kind_of(inner, "commons" if name == COMMONS else "partner")
    if kind is None:
        raise Refusal(
            f"{shown} n'est pas un fichier que le projet lit", f"{shown} is not a file that the project reads"
        )
    best: tuple[int, tuple[str, ...]] | None = None
    for id, item in layer.items[kind.name].items():
        if item.node.file == shown:
            head = (name, kind.name) if not kind.key and kind.name == id else (name, kind.name, id)
            for start, keys in _lines(item.node, (), item.node.line):
                if start <= line and (best is None or start >= best[0]) and line <= _end(item, keys, start):
                    best = (start, (*head, *keys))
    if best is None:
        raise Refusal(f"rien n'est écrit en {shown}:{line}", f"nothing is written at {shown}:{line}")
    return best[1]


def _file_of(layers: _Layers, file: str) -> tuple[str, str, str]:
    """Return (layer, path in the layer, path as shown) of a file named from the project, from here, or in full."""
    settings = layers.settings
    roots = {COMMONS: settings.content} | {name: settings.partners / name for name in partner_folders(layers.settings)}
    given, national = Path(file), settings.content / file.removeprefix(f"{settings.content_shown}/")
    for path in (settings.root / given, Path.cwd() / given, settings.content.parent / given, national):
        for name, root in roots.items():
            if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                inner = path.resolve().relative_to(root.resolve()).as_posix()
                shown = f"{settings.content_shown if name == COMMONS else f'partners/{name}'}/{inner}"
                return name, re.sub(r"\.ya?ml\Z", ".yaml", inner, flags=re.IGNORECASE), shown
    known = [path.relative_to(settings.root).as_posix() for path in settings.partners.glob("*/**/*.yaml")]
    near = did_you_mean(file, known)
    raise Refusal(
        f"« {file} » n'est pas un fichier du contenu national ni d'un partenaire.{near[0]}",
        f"“{file}” is not a file of the commons nor of a partner.{near[1]}",
    )


def _lines(node: Node, keys: tuple[str, ...], line: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every value below `node`: (the line it starts on, its keys)."""
    yield line, keys
    if isinstance(node, Mapping):
        for key, child in node.entries.items():
            yield from _lines(child, (*keys, key), node.keys[key].line)
    elif isinstance(node, Listing):
        for name, child in zip(_names(node), node.items, strict=True):
            yield from _lines(child, (*keys, name), child.line)


def _end(item: Item, keys: tuple[str, ...], start: int) -> int:
    node = _follow(item, keys)
    assert node is not None
    location = node.location
    return max(start, location.end_line - 1 if location.end_column == 1 else location.end_line)
