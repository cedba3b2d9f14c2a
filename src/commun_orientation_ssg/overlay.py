"""A national tree and a partner's tree to one tree.

Mappings merge by key; lists whose items all have an `id`, by id; any other list is replaced whole, or edited with `add:`
and `hide:`. What a partner does not touch stays the same object, so that what was read, bound or rendered once serves
all. Every node keeps the place of its own file. What the values mean is left to `schema` and `resolve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .diagnostics import Bilingual, Diagnostic, Location, Note, Rule, Severity, closest
from .kinds import KINDS, Kind, kind_of, read_flag
from .source import Listing, Node, SourceFile, Text
from .source import Mapping as Tree

__all__ = ["HiddenItem", "Item", "Layer", "Markdown", "lay_over", "layer_of"]

UNKNOWN_FILE = Rule(
    "unknown-file",
    Severity.WARNING,
    Bilingual("ce fichier n'est pas lu : rien de prévu ne porte ce nom", "this file is not read: nothing expected has this name"),
    Bilingual("l'un de : {known}", "one of: {known}"),
)
MISSING_LIST = Rule(
    "missing-list",
    Severity.ERROR,
    Bilingual("ce fichier doit commencer par « {key}: »", "this file must start with “{key}:”"),
    Bilingual("« {key}: » seul sur sa ligne, puis les éléments, décalés", "“{key}:” alone on its line, then the items, indented"),
)
EXTRA_KEY = Rule(
    "unknown-key",
    Severity.ERROR,
    Bilingual("« {key} » n'est pas un mot prévu ici", "“{key}” is not a key expected here"),
    Bilingual("l'un de ces mots : {known}", "one of these keys: {known}"),
)
NOT_A_LIST = Rule(
    "wrong-shape",
    Severity.ERROR,
    Bilingual("sous « {key}: » on attend {wanted}", "{wanted_en} is expected under “{key}:”"),
    Bilingual("des éléments qui commencent par « - id: »", "items that start with “- id:”"),
)
ITEM_WITHOUT_ID = Rule(
    "item-without-id",
    Severity.ERROR,
    Bilingual("cet élément n'a pas d'identifiant", "this item has no id"),
    Bilingual("une première ligne « - id: mon-identifiant »", "a first line “- id: my-id”"),
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    Severity.ERROR,
    Bilingual("l'identifiant « {id} » sert déjà", "the id “{id}” is used already"),
    Bilingual("un identifiant différent pour chaque élément", "a different id for each item"),
)
FIRST_SEEN = Bilingual("la première fois, c'est ici", "it was first used here")
HIDE_WITHOUT_REASON = Rule(
    "hide-without-reason",
    Severity.ERROR,
    Bilingual("« {id} » est masqué sans raison", "“{id}” is hidden without a reason"),
    help=Bilingual(
        "ajoutez dessous « reason: » et pourquoi, en une phrase : elle sera publiée",
        "add “reason:” below and why, in a sentence: it will be published",
    ),
)
HIDES_NOTHING = Rule(
    "hides-nothing",
    Severity.ERROR,
    Bilingual("« {id} » est masqué, mais n'existe pas dans le contenu national", "“{id}” is hidden but is not in the commons"),
)
SENSITIVE_LOWERED = Rule(
    "sensitive-lowered",
    Severity.ERROR,
    Bilingual(
        "ce sujet est sensible dans le contenu national : un partenaire ne peut pas lever cette protection",
        "this is sensitive in the commons: a partner cannot lift that protection",
    ),
    help=Bilingual("retirez cette ligne", "remove this line"),
)
EMERGENCY_CHANGED = Rule(
    "emergency-changed",
    Severity.ERROR,
    Bilingual(
        "la ligne d'urgence nationale « {id} » ne se modifie pas", "the national emergency line “{id}” cannot be changed"
    ),
    help=Bilingual("ajoutez la vôtre sous un autre identifiant", "add yours under another id"),
)


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
class Layer:
    """A folder of documents.

    Args:
        items: kind name -> id -> item, in the order of the files.
        pages: name -> Markdown.
        own: (kind, id) of what the topmost layer declared or changed.
    """

    name: str
    items: Mapping[str, Mapping[str, Item]]
    pages: Mapping[str, Markdown]
    hidden: tuple[HiddenItem, ...] = ()
    own: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def layer_of(files: Iterable[SourceFile], name: str, layer: str) -> tuple[Layer, list[Diagnostic]]:
    """Gather the items of a folder; `layer` is "commons" or "partner".

    Yields findings for unknown files, missing lists, items without an id and ids used twice.
    """
    items: dict[str, dict[str, Item]] = {kind.name: {} for kind in KINDS}
    pages: dict[str, Markdown] = {}
    findings: list[Diagnostic] = []
    for file in files:
        if file.text is not None:
            pages[file.path.removeprefix("pages/").removesuffix(".md")] = Markdown(file.text, Location(file.file, 1, 1))
            continue
        kind = kind_of(file.path, layer)
        if kind is None:
            findings.append(_unknown_file(file, layer))
        elif file.root is not None:
            findings += _gather(kind, file, items[kind.name])
    own = frozenset((kind, id) for kind, of_kind in items.items() for id in of_kind)
    return Layer(name, items, pages, own=own), findings


def _unknown_file(file: SourceFile, layer: str) -> Diagnostic:
    known = [glob for kind in KINDS if layer in kind.layers for glob in kind.glob.split()]
    near = next(closest(file.path, known), None)
    help = Bilingual(f"vouliez-vous dire « {near} » ?", f"did you mean “{near}”?") if near else None
    return UNKNOWN_FILE.at(Location(file.file, 1, 1), known=", ".join(known), help=help)


def _gather(kind: Kind, file: SourceFile, into: dict[str, Item]) -> list[Diagnostic]:
    root = file.root
    assert root is not None
    if not kind.key:
        id = file.path.rpartition("/")[2].removesuffix(".yaml") if kind.name == "journey" else kind.name
        into[id] = Item(root, file.path)
        return []
    findings = [
        EXTRA_KEY.at(root.key_location(key), key=key, known=kind.key) for key in root.entries if key != kind.key
    ]
    body = root.entries.get(kind.key)
    if body is None:
        return [*findings, MISSING_LIST.at(root.location, key=kind.key)]
    if kind.listed:
        return findings + _gather_list(kind, body, file, into)
    return findings + _gather_mapping(kind, body, file, into)


def _gather_list(kind: Kind, body: Node, file: SourceFile, into: dict[str, Item]) -> list[Diagnostic]:
    if isinstance(body, Text) and not body.value:
        return []
    if not isinstance(body, Listing):
        return [NOT_A_LIST.at(body.location, key=kind.key, wanted="une liste", wanted_en="a list")]
    findings = []
    for node in body.items:
        if not isinstance(node, Tree):
            findings.append(ITEM_WITHOUT_ID.at(node.location))
            continue
        id = _id_of(node)
        if id is None:
            findings.append(ITEM_WITHOUT_ID.at(node.location))
        elif id in into:
            first = Note(FIRST_SEEN, into[id].node.entries["id"].location)
            findings.append(DUPLICATE_ID.at(node.entries["id"].location, id=id, notes=[first]))
        else:
            into[id] = Item(node, file.path)
    return findings


def _gather_mapping(kind: Kind, body: Node, file: SourceFile, into: dict[str, Item]) -> list[Diagnostic]:
    if not isinstance(body, Tree):
        return [NOT_A_LIST.at(body.location, key=kind.key, wanted="des noms", wanted_en="names")]
    findings = []
    for id, node in body.entries.items():
        if isinstance(node, Tree):
            into[id] = Item(node, file.path)
        else:
            findings.append(NOT_A_LIST.at(node.location, key=id, wanted="« when: »", wanted_en="“when:”"))
    return findings


def _id_of(node: Node) -> str | None:
    if isinstance(node, Tree):
        id = node.entries.get("id")
        if isinstance(id, Text) and id.value.strip():
            return id.value.strip()
    return None


# --------------------------------------------------------------------------------------------------------------------
# One layer over another.


def lay_over(base: Layer, over: Layer) -> tuple[Layer, list[Diagnostic]]:
    """Return `base` with `over` on top. Items that `over` does not name are the same objects as in `base`."""
    findings: list[Diagnostic] = []
    hidden: list[HiddenItem] = []
    items: dict[str, Mapping[str, Item]] = {}
    for kind in KINDS:
        below, above = base.items.get(kind.name, {}), over.items.get(kind.name, {})
        if not above:
            items[kind.name] = below
            continue
        merged = dict(below)
        for id, item in above.items():
            merger = _Merger(kind.name, id, findings, hidden)
            if id not in below:
                if merger.is_hidden(item.node):
                    findings.append(HIDES_NOTHING.at(item.node.location, id=id))
                else:
                    merged[id] = item
            elif kind.name == "emergency":
                findings.append(EMERGENCY_CHANGED.at(item.node.location, id=id))
            elif merger.hides(item.node, below[id].node, ()):
                del merged[id]
            else:
                merged[id] = Item(merger.mapping(below[id].node, item.node, ()), below[id].path)
        items[kind.name] = merged
    pages = {**base.pages, **over.pages}
    return Layer(over.name, items, pages, tuple(hidden), over.own), findings


@dataclass(slots=True)
class _Merger:
    """Merges one item, gathering what it finds and what is hidden."""

    kind: str
    id: str
    findings: list[Diagnostic]
    hidden: list[HiddenItem]

    def is_hidden(self, node: Node) -> bool:
        flag = node.entries.get("hide") if isinstance(node, Tree) else None
        return isinstance(flag, Text) and read_flag(flag.value) is True

    def hides(self, over: Node, base: Node, path: tuple[str, ...]) -> bool:
        """Tell whether `over` hides `base`, and record it."""
        if not isinstance(over, Tree) or not self.is_hidden(over):
            return False
        reason = over.entries.get("reason")
        said = reason.value.strip() if isinstance(reason, Text) else ""
        name = path[-1] if path else self.id
        if not said:
            self.findings.append(HIDE_WITHOUT_REASON.at(over.key_location("hide"), id=name))
        self.hidden.append(
            HiddenItem(self.kind, self.id, path, said, over.key_location("hide"), base.location, base)
        )
        return True

    def node(self, base: Node, over: Node, path: tuple[str, ...]) -> Node:
        if isinstance(base, Tree) and isinstance(over, Tree):
            return self.mapping(base, over, path)
        if isinstance(base, Listing) and isinstance(over, Tree) and over.entries and set(over.entries) <= {"add", "hide"}:
            return self.edited(base, over)
        if isinstance(base, Listing) and isinstance(over, Listing) and _by_id(base) and _by_id(over):
            return self.items(base, over, path)
        return over

    def mapping(self, base: Tree, over: Tree, path: tuple[str, ...]) -> Tree:
        entries, keys = dict(base.entries), dict(base.keys)
        for key, value in over.entries.items():
            below = base.entries.get(key)
            if key in ("hide", "reason") and below is None:
                continue
            if below is None:
                if self.is_hidden(value):
                    self.findings.append(HIDES_NOTHING.at(over.key_location(key), id=key))
                    continue
            elif self.hides(value, below, (*path, key)):
                del entries[key], keys[key]
                continue
            elif key == "sensitive" and _lowers(below, value):
                self.findings.append(SENSITIVE_LOWERED.at(over.key_location(key)))
                continue
            entries[key] = value if below is None else self.node(below, value, (*path, key))
            keys[key] = over.keys[key]
        return Tree(entries, keys, over.file, over.line, over.column, over.end_line, over.end_column)

    def items(self, base: Listing, over: Listing, path: tuple[str, ...]) -> Listing:
        merged = {id: item for item in base.items if (id := _id_of(item))}
        for item in over.items:
            id = _id_of(item)
            assert id is not None
            if id not in merged:
                merged[id] = item
            elif self.hides(item, merged[id], (*path, id)):
                del merged[id]
            else:
                merged[id] = self.node(merged[id], item, (*path, id))
        return _listing(tuple(merged.values()), over)

    def edited(self, base: Listing, over: Tree) -> Listing:
        unwanted = {item.value for item in _items(over.entries.get("hide")) if isinstance(item, Text)}
        present = {item.value for item in base.items if isinstance(item, Text)}
        for item in _items(over.entries.get("hide")):
            if isinstance(item, Text) and item.value not in present:
                near = next(closest(item.value, present), None)
                help = Bilingual(f"vouliez-vous dire « {near} » ?", f"did you mean “{near}”?") if near else None
                self.findings.append(HIDES_NOTHING.at(item.location, id=item.value, help=help))
        kept = [item for item in base.items if not (isinstance(item, Text) and item.value in unwanted)]
        return _listing((*kept, *_items(over.entries.get("add"))), over)


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else ()


def _listing(items: tuple[Node, ...], at: Listing | Tree) -> Listing:
    return Listing(items, at.file, at.line, at.column, at.end_line, at.end_column)


def _by_id(listing: Listing) -> bool:
    return all(_id_of(item) is not None for item in listing.items)


def _lowers(base: Node, over: Node) -> bool:
    raised = isinstance(base, Text) and read_flag(base.value) is True
    return raised and isinstance(over, Text) and read_flag(over.value) is False
