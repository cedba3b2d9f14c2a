"""first version, to be replaced"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity


@dataclass(frozen=True, slots=True)
class Trouble:
    """Where and why the YAML parser stopped: 0-based lines and columns, `start` the line of what it was reading."""

    line: int
    column: int
    start: int
    start_column: int
    problem: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake recognised: `stop - start` lines from `start` (0-based) become `mended`."""

    rule: Rule
    line: int
    column: int
    end_column: int
    start: int
    stop: int
    mended: tuple[str, ...] = ()


class Written(Protocol):
    value: str
    style: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read without a syntax error, to be looked at again."""

    text: str
    lines: Sequence[str]
    where: Mapping[int, int]
    texts: Sequence[Written]
    odd: Sequence[Written]
    keys: Sequence[Written]
    items: Sequence[Written]


SYNTAX = Rule(
    "yaml-syntax",
    Severity.ERROR,
    Bilingual("cette ligne ne suit pas la forme attendue", "this line does not follow the expected form"),
    help=Bilingual("comparez-la avec la ligne précédente", "compare it with the line before"),
)


def conflicts(text: str, lines: Sequence[str]) -> list[Mistake]:
    return []


def recognise(lines: Sequence[str], trouble: Trouble) -> Iterator[Mistake]:
    yield from ()


def suspicions(reading: Reading) -> Iterator[Mistake]:
    yield from ()


def unknown_mistake(lines: Sequence[str], trouble: Trouble) -> Mistake:
    line = min(trouble.line, len(lines) - 1)
    return Mistake(SYNTAX, line, min(trouble.column, len(lines[line])), len(lines[line]), line, line + 1)


def told(mistake: Mistake, line: str, location: Location, *, shown_mend: bool) -> Diagnostic:
    return mistake.rule.at(location, shown=line.strip(), mended="\n".join(mistake.mended))
