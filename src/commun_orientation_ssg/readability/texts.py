"""The located trees of a layer to the texts that residents read, screen by screen; a place in a text to a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..diagnostics import Location
from ..overlay import Item, Layer
from ..tree import Listing, Node, Text
from ..tree import Mapping as Tree
from .judging import Screen

__all__ = ["ResidentText", "texts_of", "whereabouts"]

_READ: dict[str, tuple[tuple[str, str], ...]] = {
    "topic": (("title", "title"), ("hint", "help")),
    "need": (("title", "title"), ("deadline", "after")),
    "service": (("plain", "plain"), ("reach", "plain")),
    "contact": (("role", "plain"), ("desk/access", "plain"), ("phone/label", "plain"), ("phone/#/label", "plain")),
    "emergency": (("label", "emergency"), ("when", "emergency"), ("note", "emergency")),
    "entry": (("title", "title"), ("intro", "help")),
    "alert": (("text", "alert"),),
    "advice": (("title", "answer"), ("text", "text")),
    "condition": (("words", "help"),),
    "journey": (
        ("title", "title"), ("questions/*/ask", "ask"), ("questions/*/help", "help"),
        ("questions/*/answers/*/text", "answer"), ("questions/*/answers/*/hint", "answer"),
        ("outcomes/*/title", "title"), ("outcomes/*/text", "text"), ("outcomes/*/steps/#", "step"),
        ("outcomes/*/prepare/#", "step"), ("outcomes/*/tell", "tell"), ("outcomes/*/cost", "after"),
        ("outcomes/*/text_for/*", "text"), ("outcomes/*/tell_for/*", "tell"),
        ("outcomes/*/after", "after"), ("outcomes/*/recourse", "after"), ("outcomes/*/deadline", "after"),
    ),
}  # fmt: skip
"""Kind of document -> (path, kind of text); `*` is any key, `#` any item of a list. The rest is for machines."""


@dataclass(frozen=True, slots=True)
class ResidentText:
    """One text that residents read.

    Args:
        kind: of text, as in the budgets.
        key: where it stands: "journey/expulsion/outcomes/conge/text".
        whole: the place of the whole value.
        screen: what is read with it.
    """

    kind: str
    key: str
    text: str
    whole: Location
    screen: Screen


def texts_of(layer: Layer, folder: str) -> Iterator[ResidentText]:
    """Yield the texts of `layer` that are written in `folder` ("content", "partners/var"), in the order of the files.

    What an overlay leaves untouched is written elsewhere: it is not yielded, but it stands on the screen of what is.
    """
    for kind in _READ:
        for id, item in layer.items.get(kind, {}).items():
            if kind == "journey" or item.node.file.startswith(f"{folder}/"):
                yield from _of_item(kind, id, item, folder, layer)
    for name, page in layer.pages.items():
        if page.location.file.startswith(f"{folder}/"):
            yield ResidentText("page", f"pages/{name}", page.text, page.location, Screen((page.text,)))


def _of_item(kind: str, id: str, item: Item, folder: str, layer: Layer) -> Iterator[ResidentText]:
    screens: dict[str, list[tuple[str, str, Text]]] = {}
    for pattern, sort in _READ[kind]:
        for path, node in _walk(item.node, pattern.split("/"), ()):
            screen = "/".join(path[:2]) if kind == "journey" and len(path) > 1 else ""
            screens.setdefault(screen, []).append((sort, "/".join((kind, id, *path)), node))
    for screen, found in screens.items():
        if any(node.file.startswith(f"{folder}/") for _, _, node in found):
            together = Screen((*(node.value for _, _, node in found), *_cards(item.node, screen, layer)))
            for sort, key, node in found:
                if node.file.startswith(f"{folder}/") and node.value.strip():
                    yield ResidentText(sort, key, node.value, node.location, together)


def _cards(node: Tree, screen: str, layer: Layer) -> Iterator[str]:
    """Yield what the cards on a screen say: names and plain words of the services and contacts of an outcome."""
    if screen.startswith("outcomes/"):
        for _, listed in _walk(node, [*screen.split("/"), "contacts", "#"], ()):
            for kind in ("service", "contact"):
                if (card := layer.items.get(kind, {}).get(listed.value)) is not None:
                    yield from _said(card.node)
    elif not screen:
        yield from _said(node)


def _said(card: Tree) -> Iterator[str]:
    for key in ("name", "plain", "role"):
        if isinstance(text := card.entries.get(key), Text):
            yield text.value


def _walk(node: Node, pattern: Sequence[str], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Yield the texts at `pattern` under `node`, with their path."""
    if not pattern:
        if isinstance(node, Text):
            yield path, node
    elif pattern[0] == "#":
        for n, item in enumerate(node.items if isinstance(node, Listing) else ()):
            yield from _walk(item, pattern[1:], (*path, str(n + 1)))
    elif isinstance(node, Tree):
        for key in node.entries if pattern[0] == "*" else [pattern[0]]:
            if key in node.entries:
                yield from _walk(node.entries[key], pattern[1:], (*path, key))


_PIECE = re.compile(r"[^\W_]+")


def whereabouts(text: ResidentText, start: int, end: int, lines: Sequence[str]) -> Location:
    """Return the place in the file of the characters from `start` to `end` of a text.

    Quotes, indentation and folding move characters about, never the order of words: the same word, counted from the
    start of the value, is looked for in the lines of the file. The whole value is meant when it is not found there.

    Args:
        lines: the file's own lines, without their ends.
    """
    first = _PIECE.search(text.text, start, max(end, start + 1))
    last = None
    for last in _PIECE.finditer(text.text, start, end):  # noqa: B007 - the last one is what is wanted
        pass
    whole = text.whole
    if first is None or last is None or whole.line > len(lines):
        return whole
    raw, offsets = _raw(whole, lines, page=text.kind == "page")
    begins = _same_word(text.text, first, raw)
    ends = _same_word(text.text, last, raw)
    if begins is None or ends is None:
        return whole
    (line, column), (end_line, end_column) = (_line_and_column(at, offsets) for at in (begins.start(), ends.end()))
    return Location(whole.file, line, column, end_line, end_column)


def _raw(whole: Location, lines: Sequence[str], *, page: bool) -> tuple[str, list[tuple[int, int, int]]]:
    """Return what the file says from start to end of the value, and (offset, line, first column) of each line."""
    end_line = len(lines) if page else min(whole.end_line, len(lines))
    pieces, offsets, at = [], [], 0
    for number in range(whole.line, end_line + 1):
        skipped = whole.column - 1 if number == whole.line else 0
        piece = lines[number - 1][skipped:]
        if number == end_line and not page:
            piece = piece[: max(0, whole.end_column - 1 - skipped)]
        offsets.append((at, number, skipped + 1))
        pieces.append(piece)
        at += len(piece) + 1
    return "\n".join(pieces), offsets


def _same_word(value: str, word: re.Match[str], raw: str) -> re.Match[str] | None:
    """Return the word of `raw` that `word` of `value` is: the same, as many times after the start."""
    nth = sum(match.group() == word.group() for match in _PIECE.finditer(value, 0, word.start()))
    same = (match for match in _PIECE.finditer(raw) if match.group() == word.group())
    return next((match for n, match in enumerate(same) if n == nth), None)


def _line_and_column(at: int, offsets: list[tuple[int, int, int]]) -> tuple[int, int]:
    offset, line, column = next(known for known in reversed(offsets) if known[0] <= at)
    return line, column + at - offset
