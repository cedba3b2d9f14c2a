"""Lines as someone typed them: what a mistake is, and what the recognisers measure in a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from ..diagnostics import Rule

__all__ = ["Flow", "Mistake", "Reading", "Trouble", "Written", "split_lines"]

_BREAK = re.compile(r"\r\n|\r|\n")
MAX_LINE = 2_000  # beyond, nobody would read the mended line
LOOK_BACK = 40
ODD = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
KEY_LINE = re.compile(r" *(?:- +)*([a-z_][a-z0-9_-]*):(?: |$)")
# A line: what opens it (spaces and dashes), a key with its colon, a value.
PARTS = re.compile(
    r"(?P<lead> *(?:- +)*)(?:(?P<key>[^\s:#\"'\[{&*!|>%@`?-][^:#]*?)(?P<colon> *:(?: +|$)))?(?P<value>.*)"
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where and why the parser stopped: 0-based; `start` and `start_column`, the beginning of what it was reading."""

    line: int
    column: int
    start: int
    start_column: int
    problem: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: at `line`, from `column` to `end_column`; lines `start` to `stop` should read `mended` (0-based)."""

    rule: Rule
    line: int
    column: int
    end_column: int
    start: int
    stop: int
    mended: tuple[str, ...] = ()


class Written(Protocol):
    """A text of the tree; positions 1-based, in the file."""

    value: str
    style: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Flow:
    """What stands in brackets or braces and should not; positions 1-based, in the file.

    Args:
        is_mapping: in braces.
        pairs: key and value of each element, the key empty in brackets; none when a group hides in it.
    """

    is_mapping: bool
    line: int
    column: int
    end_line: int
    end_column: int
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Reading:
    """What was read without a syntax error, to be looked at again.

    Args:
        numbers: number in the file of each line of `text`.
        gather: returns all values and all keys, called only when something is worth a look.
        odd: unquoted values on several lines or below their key, quoted ones on several lines.
        items: first keys of groups in lists, when they start with a capital.
        flows: brackets and braces to refuse.
    """

    text: str
    numbers: Sequence[int]
    gather: Callable[[], tuple[Sequence[Written], Sequence[Written]]]
    odd: Sequence[Written]
    items: Sequence[Written]
    flows: Sequence[Flow]

    @cached_property
    def texts(self) -> Sequence[Written]:
        """All values."""
        return self.gather()[0]

    @cached_property
    def keys(self) -> Sequence[Written]:
        """All keys."""
        return self.gather()[1]

    @cached_property
    def lines(self) -> list[str]:
        """The lines read, split only when something is worth a look."""
        return split_lines(self.text)

    def index(self, number: int) -> int:
        """Return the index in `lines` of a line of the file, the last for the end of the file."""
        return self.where.get(number, len(self.lines) - 1)

    @cached_property
    def where(self) -> dict[int, int]:
        """Line number in the file -> index in `lines`."""
        return {self.numbers[index]: index for index in reversed(range(len(self.lines)))}


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` as YAML counts them."""
    return _BREAK.split(text)


def quoted(text: str) -> str:
    """Return `text` as YAML reads it back unchanged, in the quotes that need the fewest changes."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def one(rule: Rule, index: int, column: int, line: str, *mended: str) -> Mistake:
    """Return a mistake of one line, from `column` to its end."""
    return Mistake(rule, index, column, max(column, len(line)), index, index + 1, mended)


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def before(lines: Sequence[str], index: int) -> int:
    """Return the last line with content before `index`, or the first line."""
    index -= 1
    while index > 0 and not has_content(lines[index]):
        index -= 1
    return max(index, 0)


def keys(lines: Iterable[str]) -> Iterator[str]:
    return (match[1] for line in lines if (match := KEY_LINE.match(line)))


def is_sentence(key: str, after: str) -> bool:
    """Tell whether what stands before a colon is the start of a sentence: a capital, and a space at least."""
    return key[:1].isupper() and (" " in key or after.startswith(" "))
