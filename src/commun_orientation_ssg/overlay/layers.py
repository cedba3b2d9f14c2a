"""The files of a folder to a layer: its items by kind and id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..diagnostics import Diagnostic, Location, Note, did_you_mean
from ..kinds import KINDS, Kind, kind_of
from ..source import SourceFile
from ..tree import Listing, Node, Text
from ..tree import Mapping as Tree
from . import rules

__all__ = ["HiddenItem", "Item", "Layer", "Markdown", "ReplacedValue", "id_of", "layer_of"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a layer: its tree, and the path of its file in the layer."""

    node: Tree
    path: str


@dataclass(frozen=True, slots=True)
class Markdown:
    """The text of a page, and its file."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """What a partner hid: its kind, the id of the item, the keys below it, the reason, and both places."""

    kind: str
    id: str
    path: tuple[str, ...]
    reason: str
    location: Location
    was: Location
    node: Node


@dataclass(frozen=True, slots=True)
class ReplacedValue:
    """What a partner says instead of the commons: a text or a whole list, the keys above it, and where its key is.

    Both may say the same.
    """

    kind: str
    id: str
    path: tuple[str, ...]
    base: Node
    over: Node
    location: Location


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder of documents.

    Args:
        items: kind name -> id -> item, in the order of the files.
        pages: name -> Markdown.
        own: (kind, id) of what the topmost layer declared or changed.
        changes: kind name -> id -> item of the topmost layer that changes one below: what it says, alone.
        replaced: the values of the topmost layer that stand in the place of one below.
        unread: kinds of which a file, or an item, could not be read: what it held may be named elsewhere.
    """

    name: str
    items: Mapping[str, Mapping[str, Item]]
    pages: Mapping[str, Markdown]
    hidden: tuple[HiddenItem, ...] = ()
    own: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    changes: Mapping[str, Mapping[str, Item]] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    replaced: tuple[ReplacedValue, ...] = ()


def layer_of(files: Iterable[SourceFile], name: str, layer: str) -> tuple[Layer, list[Diagnostic]]:
    """Gather the items of a folder; `layer` is "commons", "partner" or "private".

    Yields findings for unknown files, missing lists, items without an id and ids used twice.
    """
    gathering = _Gathering({kind.name: {} for kind in KINDS}, {}, set(), [])
    for file in files:
        gathering.file(file, layer)
    own = frozenset((kind, id) for kind, of_kind in gathering.items.items() for id in of_kind)
    unread = frozenset(gathering.unread)
    return Layer(name, gathering.items, gathering.pages, own=own, unread=unread), gathering.findings


def id_of(node: Node) -> str | None:
    """Return the id of an item of a list, None when it has none."""
    id = node.entries.get("id") if isinstance(node, Tree) else None
    return (id.value.strip() or None) if isinstance(id, Text) else None


@dataclass(frozen=True, slots=True)
class _Gathering:
    """The items of a layer while its files are gone through."""

    items: dict[str, dict[str, Item]]
    pages: dict[str, Markdown]
    unread: set[str]
    findings: list[Diagnostic]

    def file(self, file: SourceFile, layer: str) -> None:
        if file.text is not None:
            name = file.path.removeprefix("pages/").removesuffix(".md")
            self.pages[name] = Markdown(file.text, Location(file.file, 1, 1))
            return
        kind = kind_of(file.path, layer)
        if kind is None:
            self.findings.append(_unknown_file(file, layer))
        elif file.root is None:
            self.unread.add(kind.name)
        elif not file.root.entries:
            return
        elif kind.key:
            self._several(kind, file.root, file.path)
        else:
            stem = file.path.rpartition("/")[2].removesuffix(".yaml")
            self.items[kind.name][stem if "*" in kind.glob else kind.name] = Item(file.root, file.path)

    def _several(self, kind: Kind, root: Tree, path: str) -> None:
        """Gather the items that stand under the one key of a file."""
        for key in root.entries:
            if key != kind.key:
                help = did_you_mean(key, [kind.key])
                self.findings.append(rules.EXTRA_KEY.at(root.key_location(key), key=key, known=kind.key, help=help))
        body = root.entries.get(kind.key)
        if body is None:
            self.unread.add(kind.name)
            self.findings.append(rules.MISSING_LIST.at(root.location, key=kind.key))
        elif kind.listed:
            self._listed(kind, body, path)
        else:
            self._named(kind, body, path)

    def _listed(self, kind: Kind, body: Node, path: str) -> None:
        if isinstance(body, Text) and not body.value:
            return
        if not isinstance(body, Listing):
            self._refuse(kind, rules.NOT_A_LIST.at(body.location, key=kind.key, wanted="une liste", wanted_en="a list"))
            return
        into = self.items[kind.name]
        for node in body.items:
            id = id_of(node)
            if id is None or not isinstance(node, Tree):
                self._refuse(kind, rules.ITEM_WITHOUT_ID.at(node.location))
            elif id in into:
                first = Note(rules.FIRST_SEEN, into[id].node.entries["id"].location)
                self.findings.append(rules.DUPLICATE_ID.at(node.entries["id"].location, id=id, notes=[first]))
            else:
                into[id] = Item(node, path)

    def _named(self, kind: Kind, body: Node, path: str) -> None:
        if not isinstance(body, Tree):
            self._refuse(kind, rules.NOT_A_LIST.at(body.location, key=kind.key, wanted="des noms", wanted_en="names"))
            return
        for id, node in body.entries.items():
            if isinstance(node, Tree):
                self.items[kind.name][id] = Item(node, path)
            else:
                finding = rules.NOT_A_LIST.at(node.location, key=id, wanted="« when: »", wanted_en="“when:”")
                self._refuse(kind, finding)

    def _refuse(self, kind: Kind, finding: Diagnostic) -> None:
        self.unread.add(kind.name)
        self.findings.append(finding)


def _unknown_file(file: SourceFile, layer: str) -> Diagnostic:
    known = [glob for kind in KINDS if layer in kind.layers for glob in kind.glob.split()]
    help = did_you_mean(file.path, known)
    return rules.UNKNOWN_FILE.at(Location(file.file, 1, 1), known=", ".join(known), help=help)
