"""Turn the folders of a layer into trees of nodes that know where they were written.

Every scalar stays text: YAML's guessing turns 0321216200 into 55057536, 14:00 into 840 and `no` into false. The tree
is grown straight from libyaml's events, within bounds, and refuses what an editor never needs (anchors, aliases, merge
keys, tags, `{ }`, several documents). What is wrong becomes located findings; what a mistake of the hand did to the
YAML is told by `mistakes`. What keys and values mean is left to `schema`.

A tree comes back as complete as the file allows, even beside errors, so that later stages can report theirs in the same
run: `has_errors` decides what is published, never the presence of a tree.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from .diagnostics import Bilingual, Diagnostic, Location, Note, Rule, Severity, has_errors
from .mistakes import (
    Flow,
    Mistake,
    Reading,
    Trouble,
    conflicts,
    quoted_value,
    recognise,
    split_lines,
    suspicions,
    told,
    unknown,
)

# libyaml's parser; None when PyYAML was built without it: slower, same trees.
CParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)

__all__ = ["Listing", "Mapping", "Node", "SourceFile", "Text", "read_folder", "read_yaml"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 20_000


@dataclass(slots=True)
class Text:
    """A scalar, always text. `style` is "plain", "quoted" or "block"; positions as in `Location`. Never changed."""

    value: str
    style: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def location(self) -> Location:
        """Where the value stands, quotes included."""
        return Location(self.file, self.line, self.column, self.end_line, self.end_column)


@dataclass(slots=True)
class Listing:
    """A list. Never changed once read."""

    items: tuple[Node, ...]
    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def location(self) -> Location:
        """From the first dash or bracket to the end of the last item."""
        return Location(self.file, self.line, self.column, self.end_line, self.end_column)


@dataclass(slots=True)
class Mapping:
    """Keys and their values, in the order of the file. `keys` holds each key as written. Never changed once read."""

    entries: dict[str, Node]
    keys: dict[str, Text]
    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def location(self) -> Location:
        """From the first key to the end of the last value."""
        return Location(self.file, self.line, self.column, self.end_line, self.end_column)

    def key_location(self, key: str) -> Location:
        """Return where `key` is written."""
        return self.keys[key].location


Node: TypeAlias = Text | Listing | Mapping


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a layer.

    Args:
        path: POSIX, relative to the layer; ends in `.yaml` or `.md` whatever the case or the `.yml` on disk.
        file: as shown in locations.
        root: the tree of a YAML file, None when it has none.
        text: the text of a Markdown file, with `\\n` line ends.
        digest: SHA-256 of the bytes, in hexadecimal.
    """

    path: str
    file: str
    root: Mapping | None
    text: str | None
    digest: str


def _rule(code: str, fr: str, en: str, help_fr: str, help_en: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, severity, Bilingual(fr, en), help=Bilingual(help_fr, help_en))


_TOO_BIG = _rule(
    "file-too-big",
    "ce fichier dépasse 1 Mo : il n'est pas lu",
    "this file is over 1 MB: it is not read",
    "répartissez son contenu en plusieurs fichiers, par exemple un par thème",
    "spread its content over several files, for instance one per topic",
)
_TOO_DEEP = _rule(
    "too-deep",
    "les éléments sont emboîtés sur plus de {limit} niveaux",
    "items are nested more than {limit} levels deep",
    "vérifiez l'alignement des lignes : chaque niveau ajoute deux espaces",
    "check how the lines are aligned: each level adds two spaces",
)
_TOO_MANY = _rule(
    "too-many-items",
    "ce fichier contient plus de {limit} éléments : la suite n'est pas lue",
    "this file holds more than {limit} items: the rest is not read",
    "répartissez son contenu en plusieurs fichiers, par exemple un par thème",
    "spread its content over several files, for instance one per topic",
)
_NOT_UTF8 = _rule(
    "not-utf-8",
    "ce fichier n'est pas enregistré en UTF-8 (il semble être en {guess}) : les accents seraient perdus ; "
    "premier caractère en cause, « {shown} »",
    'this file is not saved as UTF-8 (it looks like {guess}): accents would be lost; first such character, "{shown}"',
    "ouvrez-le, choisissez « Enregistrer sous », puis l'encodage « UTF-8 » (Bloc-notes : liste en bas de la fenêtre)",
    'open it, choose "Save as", then the encoding "UTF-8" (Notepad: list at the bottom of the window)',
)
_FORBIDDEN = _rule(
    "forbidden-character",
    "un caractère invisible ou interdit est caché ici : {name} (U+{code_point})",
    "an invisible or forbidden character hides here: {name} (U+{code_point})",
    "effacez ce passage et retapez-le au clavier ; un copier-coller apporte souvent ces caractères",
    "erase this passage and type it again; copy and paste often brings such characters",
)
_EMPTY = _rule(
    "empty-file",
    "ce fichier est vide",
    "this file is empty",
    "remplissez-le ou supprimez-le ; s'il contenait du texte, reprenez la version précédente",
    "fill it in or delete it; if it held text, take the previous version back",
)
_ONLY_COMMENTS = _rule(
    "only-comments",
    "ce fichier ne contient que des remarques (lignes commençant par #) : rien n'en est publié",
    "this file holds only remarks (lines that start with #): nothing of it is published",
    "enlevez le # devant les lignes à publier, ou supprimez le fichier",
    "remove the # before the lines to publish, or delete the file",
    Severity.WARNING,
)
_NOT_A_MAPPING = _rule(
    "not-a-mapping",
    "ce fichier devrait commencer par un mot-clé suivi de deux-points, comme « title: »",
    'this file should start with a keyword followed by a colon, like "title:"',
    "comparez avec un fichier voisin du même dossier",
    "compare with a neighbouring file of the same folder",
)
_DUPLICATE = _rule(
    "duplicate-key",
    "« {key} » est écrit deux fois au même endroit : l'un des deux serait perdu",
    '"{key}" is written twice in the same place: one of the two would be lost',
    "gardez une seule des deux lignes {first} et {second}, ou donnez-leur deux noms",
    "keep only one of lines {first} and {second}, or give them two names",
)
_FIRST_PLACE = Bilingual("première fois ici", "first written here")
_ANCHOR = _rule(
    "anchor",
    "un texte qui commence par & est un raccourci YAML, qui n'est pas accepté",
    "a text that starts with & is a YAML shorthand, which is not accepted",
    "mettez le texte entre guillemets droits, ou recopiez les lignes là où elles servent",
    "put the text in straight quotes, or copy the lines where they are needed",
)
_ALIAS = _rule(
    "alias",
    "un texte qui commence par * est un renvoi YAML, qui n'est pas accepté",
    "a text that starts with * is a YAML reference, which is not accepted",
    "mettez le texte entre guillemets droits, ou recopiez les lignes là où elles servent",
    "put the text in straight quotes, or copy the lines where they are needed",
)
_TAG = _rule(
    "tag",
    "un texte qui commence par ! est une étiquette YAML, qui n'est pas acceptée",
    "a text that starts with ! is a YAML tag, which is not accepted",
    "mettez le texte entre guillemets droits, ou enlevez le mot qui commence par !",
    "put the text in straight quotes, or remove the word that starts with !",
)
_MERGE = _rule(
    "merge-key",
    "« << » est une fusion YAML, qui n'est pas acceptée",
    '"<<" is a YAML merge, which is not accepted',
    "recopiez les lignes voulues à cet endroit",
    "copy the wanted lines to this place",
)
_NOT_A_TEXT_KEY = _rule(
    "key-not-text",
    "le nom placé avant les deux-points doit être un simple mot, pas une liste ni un groupe",
    "the name before the colon must be a plain word, not a list nor a group",
    "écrivez un mot suivi de deux-points, comme « title: »",
    'write a word followed by a colon, like "title:"',
)
_SECOND_DOCUMENT = _rule(
    "second-document",
    "une ligne « --- » commence un second document : ce qui suit serait perdu",
    'a "---" line starts a second document: what follows would be lost',
    "effacez cette ligne, ou placez la suite dans un autre fichier",
    "erase this line, or put what follows in another file",
)
_DIRECTIVE = _rule(
    "yaml-directive",
    "une ligne qui commence par % est une consigne YAML, qui n'est pas acceptée",
    "a line that starts with % is a YAML directive, which is not accepted",
    "effacez cette ligne",
    "erase this line",
)
_NO_LIBYAML = _rule(
    "libyaml-absent",
    "libyaml n'est pas installé : la lecture sera bien plus lente, le résultat reste le même",
    "libyaml is not installed: reading will be much slower, the result stays the same",
    "installez PyYAML depuis PyPI (pip install PyYAML), qui apporte libyaml",
    "install PyYAML from PyPI (pip install PyYAML), which brings libyaml",
    Severity.WARNING,
)
_MISSING_FOLDER = _rule(
    "missing-folder",
    "le dossier « {name} » n'existe pas",
    'the folder "{name}" does not exist',
    "vérifiez son nom, ou créez-le",
    "check its name, or create it",
)
_NOT_A_FOLDER = _rule(
    "not-a-folder",
    "« {name} » est un fichier, un dossier était attendu",
    '"{name}" is a file, a folder was expected',
    "déplacez ce fichier et créez un dossier de ce nom",
    "move this file and create a folder of that name",
)
_BAD_NAME = _rule(
    "bad-file-name",
    "le nom « {name} » contient autre chose que des lettres sans accent, des chiffres et des tirets",
    'the name "{name}" holds something else than unaccented small letters, digits and hyphens',
    "ce nom sert d'adresse sur le site : renommez-le « {better} »",
    'this name becomes an address on the site: rename it "{better}"',
)
_SUFFIX = _rule(
    "unusual-suffix",
    "« {name} » est lu, mais sa terminaison n'est pas celle des autres fichiers",
    '"{name}" is read, but it does not end like the other files',
    "renommez-le « {better} »",
    'rename it "{better}"',
    Severity.WARNING,
)
_UNEXPECTED_FILE = _rule(
    "unexpected-file",
    "« {name} » n'est ni un fichier .yaml ni un fichier .md : il n'est pas lu",
    '"{name}" is neither a .yaml nor a .md file: it is not read',
    "donnez-lui l'une de ces terminaisons, placez les images dans assets/, ou supprimez-le",
    "give it one of these endings, put pictures in assets/, or delete it",
    Severity.WARNING,
)
_SAME_DOCUMENT = _rule(
    "same-document",
    "ce fichier porte le même nom que {other} : il n'est pas lu",
    "this file has the same name as {other}: it is not read",
    "gardez un seul des deux fichiers",
    "keep only one of the two files",
)
_LINK_OUTSIDE = _rule(
    "link-outside",
    "ce raccourci mène à un autre dossier : il n'est pas suivi",
    "this link leads to another folder: it is not followed",
    "remplacez-le par une copie du fichier",
    "replace it with a copy of the file",
)
_BROKEN_LINK = _rule(
    "broken-link",
    "ce raccourci ne mène nulle part",
    "this link leads nowhere",
    "supprimez-le, ou remplacez-le par le fichier voulu",
    "delete it, or replace it with the wanted file",
)
_NOT_A_FILE = _rule(
    "not-a-file",
    "ceci n'est ni un fichier ni un dossier ordinaire : il n'est pas lu",
    "this is neither an ordinary file nor a folder: it is not read",
    "supprimez-le",
    "delete it",
)
_UNREADABLE = _rule(
    "unreadable",
    "l'ordinateur refuse de lire ceci ({reason})",
    "the computer refuses to read this ({reason})",
    "vérifiez les droits d'accès",
    "check the access rights",
)

# What refuses the whole tree: a guess about it would be worse than none.
_WHOLE = frozenset({"anchor", "alias", "tag", "merge-key", "key-not-text", "second-document", "too-deep",
                    "too-many-items", "yaml-directive"})  # fmt: skip
_LIMITS = {"too-deep": MAX_DEPTH, "too-many-items": MAX_NODES}
_QUOTABLE = frozenset({"anchor", "alias", "tag"})
_STYLES = {None: "plain", "": "plain", "'": "quoted", '"': "quoted", "|": "block", ">": "block"}
_CODE = re.compile(r"[\w./-]+|https?://[^\s,\[\]{}]+")
_BREAK = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_FRENCH_NAMES = {
    "\x00": "caractère nul",
    "\xad": "trait d'union conditionnel",
    "\u200b": "espace sans largeur",
    "\u200c": "antiliant sans largeur",
    "\u200d": "liant sans largeur",
    "\u200e": "marque gauche-à-droite",
    "\u200f": "marque droite-à-gauche",
    "\u2028": "séparateur de lignes",
    "\u2029": "séparateur de paragraphes",
    "\u202a": "début de passage gauche-à-droite",
    "\u202b": "début de passage droite-à-gauche",
    "\u202c": "fin de passage orienté",
    "\u202d": "forçage gauche-à-droite",
    "\u202e": "forçage droite-à-gauche",
    "\u2060": "gluon de mots",
    "\u2066": "isolat gauche-à-droite",
    "\u2067": "isolat droite-à-gauche",
    "\u2068": "isolat",
    "\u2069": "fin d'isolat",
    "\ufeff": "marque d'ordre des octets",
    "\ufffd": "caractère perdu lors d'une conversion",
}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SUFFIXES = {".yaml": ".yaml", ".yml": ".yaml", ".md": ".md"}
_DATA = frozenset({"assets", "directory", "impact", "territories"})
_LEFT_ALONE = frozenset({"README.md", "Thumbs.db", "desktop.ini"})
_MAX_FORBIDDEN = 20
# What PyYAML raises on bad content: ValueError holds UnicodeError; without libyaml "\\UFFFFFFFF" is an OverflowError.
_PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError)
_MAX_MENDS = 20
_TRIAL_BYTES = 2_000_000  # what a file may spend on trials of mends, so that none lasts
_FINDING_COST = 200  # bytes read in the time one finding takes


class _PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, for the machines without libyaml."""

    def __init__(self, stream: bytes) -> None:
        Reader.__init__(self, stream)
        Scanner.__init__(self)
        Parser.__init__(self)


def _next_event(data: bytes) -> Callable[[], Event | None]:
    """Return the function that gives the next event of `data`, then None."""
    parser: Any = CParser(data) if CParser is not None else _PureParser(data)
    getter: Callable[[], Event | None] = parser.get_event
    return getter


def read_yaml(data: bytes, file: str) -> tuple[Mapping | None, list[Diagnostic]]:
    """Read one YAML file.

    Args:
        data: the bytes of the file.
        file: the path to show in locations.

    Returns:
        The tree, None when there is none to trust, and all findings, in the order of their discovery.
    """
    if len(data) > MAX_BYTES:
        return None, [_TOO_BIG.at(Location(file, 1, 1, 1, 1))]
    text, findings = _decode(data, file)
    if text is None:
        return None, findings
    draft = _Draft(text, file)
    root = draft.read()
    return root, findings + draft.findings


def _decode(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text without its byte order mark, each forbidden character replaced by U+FFFD and reported."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error.start, file)]
    if text.startswith("\ufeff"):
        text = text[1:]
    if text.replace("\n", "").isprintable():  # the common case, at a fraction of the cost of the search
        return text, []
    if "\0" in text and (guess := _utf16_guess(data)):
        return None, [_NOT_UTF8.at(Location(file, 1, 1, 1, 2), guess=guess, shown="NUL")]
    unseen = islice(_UNSEEN.finditer(text), _MAX_FORBIDDEN)
    found = [_forbidden(match.group(), _place(text, match.start(), file)) for match in unseen]
    return (_UNSEEN.sub("\ufffd", text) if found else text), found


def _place(text: str, index: int, file: str, width: int = 1) -> Location:
    """Return the location of the character at `index`."""
    breaks = list(_BREAK.finditer(text, 0, index))
    column = index - (breaks[-1].end() if breaks else 0) + 1
    return Location(file, len(breaks) + 1, column, len(breaks) + 1, column + width)


def _forbidden(character: str, location: Location) -> Diagnostic:
    name = _FRENCH_NAMES.get(character) or unicodedata.name(character, "caractère de contrôle").lower()
    return _FORBIDDEN.at(location, name=name, code_point=f"{ord(character):04X}")


def _utf16_guess(data: bytes) -> str:
    """Name the wide encoding that `data` seems to be in, or return "" for plain stray NULs."""
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "UTF-32"
    nuls = max(data[0:400:2].count(0), data[1:400:2].count(0))
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or nuls * 4 > len(data[:400])
    return "UTF-16" if wide else ""


def _not_utf8(data: bytes, start: int, file: str) -> Diagnostic:
    if guess := _utf16_guess(data):
        return _NOT_UTF8.at(Location(file, 1, 1, 1, 2), guess=guess, shown="NUL")
    before = data[:start].decode("utf-8").removeprefix("\ufeff")
    shown = data[start : start + 1].decode("cp1252", "replace")
    return _NOT_UTF8.at(_place(before, len(before), file), guess="Windows-1252 ou Latin-1", shown=shown)


class _Stop(Exception):  # noqa: N818 - a signal to leave the recursion, not an error anyone sees
    """The tree is refused: nothing more is read of this file."""


class _Growth:
    """A tree growing from events: the tree, what it refuses, and the texts worth a second look."""

    def __init__(self, file: str, numbers: list[int]) -> None:
        self.file = file
        self.numbers = numbers
        self.root: Node | None = None
        self.findings: list[Diagnostic] = []
        self.trouble: Trouble | None = None
        self.odd: list[Text] = []  # values over several lines or below their key, where a line may have been swallowed
        self.items: list[Text] = []  # first keys of groups in lists, when they start with a capital
        self.flows: list[Flow] = []
        self._count = 0
        self._next: Callable[[], Any]

    def grow(self, data: bytes) -> None:
        """Read the events of `data` to its end, its first syntax error or the first limit passed."""
        try:
            self._next = _next_event(data)
            self._documents()
        except _Stop:
            self.root = None
        except _PARSER_ERRORS as error:
            self.root = None
            self.trouble = _trouble(error)

    def _documents(self) -> None:
        """Read the one document of the stream, and stop at a second one."""
        started = False
        while (event := self._next()) is not None:
            if type(event) is DocumentStartEvent:
                if started:
                    self._stop(_SECOND_DOCUMENT, event)
                started = True
                if event.version or event.tags:
                    self._refuse(_DIRECTIVE, event)
                self.root = self._node(self._next(), 1)
                if type(self.root) is Text:
                    self.odd.append(self.root)

    def _node(self, event: Any, depth: int) -> Node:
        """Return the node that starts with `event`, its whole content read."""
        kind = type(event)
        if kind is ScalarEvent:
            return self._text(event)
        if kind is AliasEvent:
            self._refuse(_ALIAS, event)
            return Text(f"*{event.anchor}", "plain", self.file, *self._span(event))
        if depth > MAX_DEPTH:
            self._stop(_TOO_DEEP, event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        return self._listing(event, depth) if kind is SequenceStartEvent else self._mapping(event, depth)

    def _text(self, event: Any) -> Text:
        """Return the scalar of `event`."""
        numbers = self.numbers
        start = event.start_mark
        end = event.end_mark
        style = event.style
        text = Text(
            event.value,
            _STYLES[style],
            self.file,
            numbers[start.line],
            start.column + 1,
            numbers[end.line],
            end.column + 1,
        )
        if style == '"' and (unseen := _UNSEEN.search(text.value)):  # written with an escape such as "\\u202e"
            self.findings.append(_forbidden(unseen.group(), text.location))
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        return text

    def _listing(self, start: Any, depth: int) -> Listing:
        """Return the list that `start` opens."""
        listing = Listing((), self.file, *self._span(start))
        items: list[Node] = []
        while type(event := self._next()) is not SequenceEndEvent:
            self._count += 1
            if self._count > MAX_NODES:
                self._stop(_TOO_MANY, event)
            item = self._node(event, depth + 1)
            items.append(item)
            if type(item) is Text:
                if item.line != item.end_line and item.style != "block":
                    self.odd.append(item)
            elif type(item) is Mapping and item.keys and (first := next(iter(item.keys)))[:1].isupper():
                self.items.append(item.keys[first])
        listing.items = tuple(items)
        if start.flow_style:
            self._end(listing, event)
            if not all(type(item) is Text and _CODE.fullmatch(item.value) for item in items):
                self._add_flow(listing, [("", item) for item in items])
        else:
            listing.end_line, listing.end_column = items[-1].end_line, items[-1].end_column
        return listing

    def _mapping(self, start: Any, depth: int) -> Mapping:
        """Return the mapping that `start` opens; a key written twice keeps its first value."""
        entries: dict[str, Node] = {}
        keys: dict[str, Text] = {}
        mapping = Mapping(entries, keys, self.file, *self._span(start))
        value: Node | None = None
        while type(event := self._next()) is not MappingEndEvent:
            self._count += 2
            if self._count > MAX_NODES:
                self._stop(_TOO_MANY, event)
            key = self._text(event) if type(event) is ScalarEvent else self._group_as_key(event, depth)
            event = self._next()
            if type(event) is ScalarEvent:
                value = text = self._text(event)
                if not key.line == text.line == text.end_line and text.style != "block":
                    self.odd.append(text)
            else:
                value = self._node(event, depth + 1)
            name = key.value
            if name in entries:
                self.findings.append(_duplicate(key, keys[name]))
            else:
                entries[name] = value
                keys[name] = key
        if "<<" in keys and keys["<<"].style == "plain":
            self.findings.append(_MERGE.at(keys["<<"].location))
        if value is not None:
            mapping.end_line, mapping.end_column = value.end_line, value.end_column
        if start.flow_style:
            self._end(mapping, event)
            self._add_flow(mapping, list(entries.items()))
        return mapping

    def _group_as_key(self, event: Any, depth: int) -> Text:
        """Refuse the list, the group or the reference that stands as a key; return a key in its place."""
        self._refuse(_NOT_A_TEXT_KEY, event)
        self._node(event, depth + 1)
        return Text("", "plain", self.file, *self._span(event))

    def _add_flow(self, node: Listing | Mapping, pairs: list[tuple[str, Node]]) -> None:
        """Keep brackets or braces to refuse, only the outermost of those in one another."""
        while self.flows and (self.flows[-1].line, self.flows[-1].column) > (node.line, node.column):
            self.flows.pop()
        texts = tuple((key, value.value) for key, value in pairs if type(value) is Text)
        place = (node.line, node.column, node.end_line, node.end_column)
        self.flows.append(Flow(type(node) is Mapping, *place, texts if len(texts) == len(pairs) else ()))

    def _span(self, event: Any) -> tuple[int, int, int, int]:
        """Return line, column, end line and end column of `event`, 1-based."""
        start, end = event.start_mark, event.end_mark
        return self.numbers[start.line], start.column + 1, self.numbers[end.line], end.column + 1

    def _end(self, node: Listing | Mapping, event: Any) -> None:
        """Let `node` end where `event` does."""
        _, _, node.end_line, node.end_column = self._span(event)

    def _refuse_properties(self, event: Any) -> None:
        """Refuse the anchor and the tag of `event`."""
        if event.anchor is not None:
            self._refuse(_ANCHOR, event)
        if event.tag is not None:
            self._refuse(_TAG, event)

    def _refuse(self, rule: Rule, event: Any) -> None:
        self.findings.append(rule.at(Location(self.file, *self._span(event)), limit=_LIMITS.get(rule.code, 0)))

    def _stop(self, rule: Rule, event: Any) -> NoReturn:
        self._refuse(rule, event)
        raise _Stop


def _duplicate(key: Text, first: Text) -> Diagnostic:
    note = Note(_FIRST_PLACE, first.location)
    return _DUPLICATE.at(key.location, notes=[note], key=key.value, first=first.line, second=key.line)


def _trouble(error: BaseException) -> Trouble:
    """Return where and why the parser stopped; its first line when it does not say."""
    mark: Any = getattr(error, "problem_mark", None)
    context: Any = getattr(error, "context_mark", None) or mark
    problem = str(getattr(error, "problem", None) or error)
    if mark is None:
        return Trouble(0, 0, 0, 0, problem)
    return Trouble(mark.line, mark.column, context.line, context.column, problem)


class _Draft:
    """The text of a file while it is read, and mended so that one mistake does not hide the next ones."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.findings: list[Diagnostic] = []
        self._numbers = list(range(1, text.count("\n") + text.count("\r") + 4))  # line of the draft -> of the file
        self._mended: set[int] = set()
        self._trial_bytes = _TRIAL_BYTES

    def read(self) -> Mapping | None:
        """Return the tree of the text, as mended as could be, and fill `findings`."""
        self._clear_conflicts()
        growth = self._grow(self.text, self._numbers)
        for _ in range(_MAX_MENDS):
            after = self._mend(growth.trouble) if growth.trouble else None
            if after is None:
                break
            growth = after
        self.findings += [self._with_mend(f) for f in growth.findings if f.location.line not in self._mended]
        if growth.trouble is not None:
            return None
        self._look_again(growth)
        return self._root(growth)

    def _with_mend(self, finding: Diagnostic) -> Diagnostic:
        """Return `finding` with the mended line, when quotes are enough."""
        if finding.code not in _QUOTABLE or self._trial_bytes < 0:
            return finding
        lines = split_lines(self.text)
        mistake = quoted_value(
            finding.rule, lines, self._numbers.index(finding.location.line), finding.location.column - 1
        )
        trial = self._try(mistake, lines) if mistake.mended else None
        return self._told(mistake, lines, shown_mend=trial is not None and trial.trouble is None)

    def _grow(self, text: str, numbers: list[int]) -> _Growth:
        growth = _Growth(self.file, numbers)
        growth.grow(text.encode())
        return growth

    def _clear_conflicts(self) -> None:
        """Report the marks of a merge left in, and read on with the first of the two versions."""
        if "<<<<<<<" not in self.text:
            return
        lines = split_lines(self.text)
        for mistake in reversed(conflicts(lines)):  # the last first: those above keep their lines
            self.findings.append(self._told(mistake, lines, shown_mend=False))
            self._mended.update(self._numbers[mistake.start : mistake.stop])
            self._numbers = self._numbers_without(mistake)
            lines[mistake.start : mistake.stop] = mistake.mended
        self.text = "\n".join(lines)

    def _mend(self, trouble: Trouble) -> _Growth | None:
        """Report what made the parser stop; return what grows once it is mended, None when nobody knows how."""
        lines = split_lines(self.text)
        second_best: tuple[Mistake, _Growth] | None = None
        for mistake in recognise(lines, trouble):
            growth = self._try(mistake, lines)
            if growth is None:
                break
            added = len(mistake.mended) - (mistake.stop - mistake.start)
            if growth.trouble is None or growth.trouble.line > trouble.line + added:
                return self._accept(mistake, growth, lines)
            if second_best is None and (growth.trouble.line, growth.trouble.start) > (
                trouble.line + added,
                trouble.start + added,
            ):
                second_best = mistake, growth
        if second_best is not None:
            return self._accept(*second_best, lines)
        if self._numbers[(mistake := unknown(lines, trouble)).line] not in self._mended:
            self.findings.append(self._told(mistake, lines, shown_mend=False))
        return None

    def _accept(self, mistake: Mistake, growth: _Growth, lines: list[str]) -> _Growth:
        """Report `mistake` and read on without it."""
        self.findings.append(self._told(mistake, lines, shown_mend=True))
        self._replace(mistake, lines)
        return growth

    def _try(self, mistake: Mistake, lines: list[str]) -> _Growth | None:
        """Return what grows from `lines` without `mistake`; None when this file has had its share of trials."""
        if self._trial_bytes < 0:
            return None
        text = "\n".join(_without(mistake, lines))
        self._trial_bytes -= len(text)
        growth = self._grow(text, self._numbers_without(mistake))
        self._trial_bytes -= _FINDING_COST * len(growth.findings)
        return growth

    def _numbers_without(self, mistake: Mistake) -> list[int]:
        numbers = self._numbers
        added = [numbers[mistake.start]] * max(0, len(mistake.mended) - (mistake.stop - mistake.start))
        kept = min(mistake.stop, mistake.start + len(mistake.mended))
        return numbers[:kept] + added + numbers[mistake.stop :]

    def _replace(self, mistake: Mistake, lines: list[str]) -> None:
        """Read on with the mended lines; nothing more is said of the lines they replace."""
        self.text = "\n".join(_without(mistake, lines))
        self._mended.update(self._numbers[mistake.start : mistake.stop])
        self._numbers = self._numbers_without(mistake)

    def _look_again(self, growth: _Growth) -> None:
        """Report what YAML accepts and the editor did not mean."""
        reading = Reading(
            self.text, self._numbers, lambda: _all_texts(growth.root), growth.odd, growth.items, growth.flows
        )
        for mistake in suspicions(reading):
            if self._numbers[mistake.line] not in self._mended:
                trial = self._try(mistake, reading.lines) if mistake.mended else None
                shown_mend = trial is not None and trial.trouble is None
                self.findings.append(self._told(mistake, reading.lines, shown_mend=shown_mend))

    def _told(self, mistake: Mistake, lines: list[str], *, shown_mend: bool) -> Diagnostic:
        """Return the finding of `mistake`, with its mended lines when they were tried."""
        number = self._numbers[mistake.line]
        location = Location(self.file, number, mistake.column + 1, number, mistake.end_column + 1)
        return told(mistake, lines[mistake.line], location, shown_mend=shown_mend)

    def _root(self, growth: _Growth) -> Mapping | None:
        """Return the tree when it can be trusted to hold what the file says."""
        root = growth.root
        if any(finding.code in _WHOLE for finding in self.findings):
            return None
        if type(root) is Mapping:
            return root
        if root is None or (type(root) is Text and not root.value and root.style == "plain"):
            rule = _ONLY_COMMENTS if "#" in self.text else _EMPTY
            self.findings.append(rule.at(Location(self.file, 1, 1, 1, 1)))
        elif not has_errors(self.findings):
            self.findings.append(_NOT_A_MAPPING.at(root.location))
        return None


def _all_texts(root: Node | None) -> tuple[list[Text], list[Text]]:
    """Return all the values and all the keys below `root`."""
    values: list[Text] = []
    keys: list[Text] = []
    pending = [root]
    while pending:
        node = pending.pop()
        if type(node) is Text:
            values.append(node)
        elif type(node) is Listing:
            pending += node.items
        elif type(node) is Mapping:
            keys += node.keys.values()
            pending += node.entries.values()
    return values, keys


def _without(mistake: Mistake, lines: list[str]) -> list[str]:
    return [*lines[: mistake.start], *mistake.mended, *lines[mistake.stop :]]


def read_folder(folder: Path, shown_as: str) -> tuple[tuple[SourceFile, ...], list[Diagnostic]]:
    """Read every YAML and Markdown file of a layer.

    Args:
        folder: `content/` or `partners/<id>/`, wherever it is on disk.
        shown_as: its path in locations, such as `partners/var`.

    Returns:
        The files sorted by path, and all findings. Data folders (`directory/`, `territories/`, `impact/`, `assets/`),
        hidden files and README.md are left alone.
    """
    findings: list[Diagnostic] = []
    if CParser is None:
        findings.append(_NO_LIBYAML.at(Location(shown_as)))
    if not folder.is_dir():
        rule = _NOT_A_FOLDER if folder.exists() else _MISSING_FOLDER
        return (), [*findings, rule.at(Location(shown_as), name=shown_as)]
    top = PurePosixPath(shown_as).name
    if not _NAME.fullmatch(top):
        findings.append(_BAD_NAME.at(Location(shown_as), name=top, better=_better_name(top)))
    files: dict[str, SourceFile] = {}
    for found in _walk(folder, shown_as, findings):
        if found.path in files:
            other = files[found.path].file
            findings.append(_SAME_DOCUMENT.at(Location(found.shown), other=other))
        elif (file := _read_file(found, findings)) is not None:
            files[found.path] = file
    return tuple(files[path] for path in sorted(files)), findings


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read: where it is, its path in the layer, its path in locations."""

    real: Path
    path: str
    shown: str


def _walk(folder: Path, shown_as: str, findings: list[Diagnostic]) -> Iterator[_Found]:
    """Yield the files of a layer to read, in a stable order, and report the others."""
    base = folder.resolve()
    pending = [(folder, "")]
    while pending:
        current, prefix = pending.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            shown = _printable(f"{shown_as}/{prefix}".rstrip("/"))
            findings.append(_UNREADABLE.at(Location(shown), reason=error.strerror or ""))
            continue
        for entry in entries:
            path = prefix + entry.name
            shown = _printable(f"{shown_as}/{path}")
            if entry.name.startswith(".") or entry.name in _LEFT_ALONE or (not prefix and entry.name in _DATA):
                continue
            kind = _kind(entry, base, Location(shown), findings)
            if kind == "folder":
                _check_name(entry.name, Location(shown), findings)
                pending.append((Path(entry.path), path + "/"))
            elif kind == "file" and (named := _layer_path(path, Location(shown), findings)):
                yield _Found(Path(entry.path), named, shown)


def _kind(entry: os.DirEntry[str], base: Path, location: Location, findings: list[Diagnostic]) -> str:
    """Return "folder", "file", or "" for what is refused: links that leave, loop or break, pipes and the like."""
    rule = _NOT_A_FILE
    if entry.is_symlink():
        try:
            target = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: Python before 3.13 on a loop of links
            findings.append(_BROKEN_LINK.at(location))
            return ""
        if target.is_file() and target.is_relative_to(base):
            return "file"
        rule = _LINK_OUTSIDE
    elif entry.is_dir():
        return "folder"
    elif entry.is_file():
        return "file"
    findings.append(rule.at(location))
    return ""


def _layer_path(path: str, location: Location, findings: list[Diagnostic]) -> str:
    """Return the path under which a file is known, or "" when it is not one we read."""
    name, suffix = PurePosixPath(path).name, PurePosixPath(path).suffix
    stem = path.removesuffix(suffix)
    known = _SUFFIXES.get(suffix.lower(), "")
    if not known:
        findings.append(_UNEXPECTED_FILE.at(location, name=_printable(name)))
        return ""
    _check_name(PurePosixPath(stem).name, location, findings)
    if suffix != known:
        better = PurePosixPath(stem).name + known
        findings.append(_SUFFIX.at(location, name=_printable(name), better=_printable(better)))
    return _printable(stem + known)


def _check_name(name: str, location: Location, findings: list[Diagnostic]) -> None:
    if not _NAME.fullmatch(name):
        findings.append(_BAD_NAME.at(location, name=_printable(name), better=_better_name(name)))


def _better_name(name: str) -> str:
    """Return `name` in the letters that travel everywhere: no accent, no space, no capital."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "sans-nom"


def _printable(path: str) -> str:
    """Return a path that can be shown, its undecodable bytes and control characters as escapes."""
    shown = path.encode("utf-8", "backslashreplace").decode()
    return _UNSEEN.sub("\ufffd", shown.replace("\n", "\ufffd").replace("\r", "\ufffd"))


def _read_file(found: _Found, findings: list[Diagnostic]) -> SourceFile | None:
    """Read one file, at most one byte more than is accepted."""
    try:
        with found.real.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        findings.append(_UNREADABLE.at(Location(found.shown), reason=error.strerror or ""))
        return None
    digest = hashlib.sha256(data).hexdigest()
    if found.path.endswith(".md"):
        text, problems = _read_markdown(data, found.shown)
        findings += problems
        return SourceFile(found.path, found.shown, None, text, digest)
    root, problems = read_yaml(data, found.shown)
    findings += problems
    return SourceFile(found.path, found.shown, root, None, digest)


def _read_markdown(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a Markdown file, and what may not stand in it."""
    if len(data) > MAX_BYTES:
        return None, [_TOO_BIG.at(Location(file, 1, 1, 1, 1))]
    text, findings = _decode(data, file)
    if text is None:
        return None, findings
    lines = split_lines(text)
    if "<<<<<<<" in text:
        for mistake in conflicts(lines):
            location = Location(file, mistake.line + 1, 1, mistake.line + 1, mistake.end_column + 1)
            findings.append(told(mistake, lines[mistake.line], location, shown_mend=False))
    return "\n".join(lines), findings
