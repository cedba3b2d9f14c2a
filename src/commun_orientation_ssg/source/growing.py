"""Text to a tree, from the events of the YAML parser: within bounds, all scalars text, nothing clever accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NoReturn

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

from ..diagnostics import Diagnostic, Location, Note, Rule
from ..mistakes import Flow, Trouble
from ..tree import Listing, Mapping, Node, Text
from . import rules
from .decoding import UNSEEN, forbidden

__all__ = ["Growth"]

# libyaml's parser; None when PyYAML was built without it: slower, same trees.
CParser: Any = getattr(getattr(yaml, "cyaml", None), "CParser", None)
MAX_DEPTH = 20
MAX_NODES = 20_000
_LIMITS = {"too-deep": MAX_DEPTH, "too-many-items": MAX_NODES}
_PARSER_IS_TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml says, from 0.2.6 on, before it has given the events of the first levels."""
_STYLES = {None: "plain", "": "plain", "'": "quoted", '"': "quoted", "|": "block", ">": "block"}
_CODE = re.compile(r"[\w./-]+|https?://[^\s,\[\]{}]+")
# What PyYAML raises on bad content: ValueError holds UnicodeError; without libyaml "\\UFFFFFFFF" is an OverflowError.
_PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError)


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


class _Stop(Exception):  # noqa: N818 - a signal to leave the recursion, not an error anyone sees
    """The tree is refused: nothing more is read of this file."""


class Growth:
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
            if _PARSER_IS_TOO_DEEP in self.trouble.problem:
                where, self.trouble = self.trouble, None
                place = (self.numbers[where.line], where.column + 1)
                self.findings.append(rules.TOO_DEEP.at(Location(self.file, *place, *place), limit=MAX_DEPTH))

    def _documents(self) -> None:
        """Read the one document of the stream, and stop at a second one."""
        started = False
        while (event := self._next()) is not None:
            if type(event) is DocumentStartEvent:
                if started:
                    self._stop(rules.SECOND_DOCUMENT, event)
                started = True
                if event.version or event.tags:
                    self._refuse(rules.DIRECTIVE, event)
                self.root = self._node(self._next(), 1)
                if type(self.root) is Text:
                    self.odd.append(self.root)

    def _node(self, event: Any, depth: int) -> Node:
        """Return the node that starts with `event`, its whole content read."""
        kind = type(event)
        if kind is ScalarEvent:
            return self._text(event)
        if kind is AliasEvent:
            self._refuse(rules.ALIAS, event)
            return Text(f"*{event.anchor}", "plain", self.file, *self._span(event))
        if depth > MAX_DEPTH:
            self._stop(rules.TOO_DEEP, event)
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
        if style == '"' and (unseen := UNSEEN.search(text.value)):  # written with an escape such as "\\u202e"
            self.findings.append(forbidden(unseen.group(), text.location))
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
                self._stop(rules.TOO_MANY, event)
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
                self._stop(rules.TOO_MANY, event)
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
            self.findings.append(rules.MERGE.at(keys["<<"].location))
        if value is not None:
            mapping.end_line, mapping.end_column = value.end_line, value.end_column
        if start.flow_style:
            self._end(mapping, event)
            self._add_flow(mapping, list(entries.items()))
        return mapping

    def _group_as_key(self, event: Any, depth: int) -> Text:
        """Refuse the list, the group or the reference that stands as a key; return a key in its place."""
        self._refuse(rules.NOT_A_TEXT_KEY, event)
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
            self._refuse(rules.ANCHOR, event)
        if event.tag is not None:
            self._refuse(rules.TAG, event)

    def _refuse(self, rule: Rule, event: Any) -> None:
        self.findings.append(rule.at(Location(self.file, *self._span(event)), limit=_LIMITS.get(rule.code, 0)))

    def _stop(self, rule: Rule, event: Any) -> NoReturn:
        self._refuse(rule, event)
        raise _Stop


def _duplicate(key: Text, first: Text) -> Diagnostic:
    note = Note(rules.FIRST_PLACE, first.location)
    return rules.DUPLICATE.at(key.location, notes=[note], key=key.value, first=first.line, second=key.line)


def _trouble(error: BaseException) -> Trouble:
    """Return where and why the parser stopped; its first line when it does not say."""
    mark: Any = getattr(error, "problem_mark", None)
    context: Any = getattr(error, "context_mark", None) or mark
    problem = str(getattr(error, "problem", None) or error)
    if mark is None:
        return Trouble(0, 0, 0, 0, problem)
    return Trouble(mark.line, mark.column, context.line, context.column, problem)
