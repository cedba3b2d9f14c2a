"""A mistake to the finding that tells it, and the mistakes that need no guess."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Bilingual, Diagnostic, Location, Rule
from . import rules
from .lines import PARTS, Mistake, Trouble, quoted

__all__ = ["conflicts", "quoted_value", "told", "unknown"]

_WRITE = Bilingual(" ; écrivez :\n{mended}", "; write:\n{mended}")


def told(mistake: Mistake, line: str, location: Location, *, shown_mend: bool) -> Diagnostic:
    """Return the finding of `mistake`, its help ending with the mended lines when `shown_mend`."""
    rule = mistake.rule
    shown = _cut(line.strip())
    mended = "\n".join(mistake.mended) if shown_mend and mistake.mended else ""
    if not mended or rule.help is None:
        return rule.at(location, shown=shown, mended="")
    help_text = Bilingual(rule.help.fr + _WRITE.fr, rule.help.en + _WRITE.en)
    return rule.at(location, help=help_text, shown=shown, mended=mended)


def _cut(line: str) -> str:
    return line if len(line) <= 200 else line[:199] + "…"


def conflicts(lines: Sequence[str]) -> list[Mistake]:
    """Return the merge conflicts left in, in order; the mend keeps the first version."""
    found: list[Mistake] = []
    start = middle = -1
    for index, line in enumerate(lines):
        if line.startswith("<<<<<<<"):
            start, middle = index, -1
        elif start >= 0 and middle < 0 and line.startswith(("=======", "|||||||")):
            middle = index
        elif start >= 0 and line.startswith(">>>>>>>"):
            kept = tuple(lines[start + 1 : middle if middle >= 0 else index])
            found.append(Mistake(rules.CONFLICT, start, 0, len(lines[start]), start, index + 1, kept))
            start = -1
    if start >= 0:
        found.append(Mistake(rules.CONFLICT, start, 0, len(lines[start]), start, start + 1))
    return found


def unknown(lines: Sequence[str], trouble: Trouble) -> Mistake:
    """Return the mistake nobody recognised, at the place where the parser stopped."""
    index = min(trouble.line, len(lines) - 1)
    while index and not lines[index].strip():
        index -= 1
    column = trouble.column if index == trouble.line and trouble.column < len(lines[index]) else 0
    return Mistake(rules.SYNTAX, index, column, max(column, len(lines[index])), index, index + 1)


def quoted_value(rule: Rule, lines: Sequence[str], index: int, column: int) -> Mistake:
    """Return `rule` at a value that YAML took for a shorthand; the mend puts it in quotes."""
    line = lines[index]
    parts = PARTS.fullmatch(line)
    mended = (line[: parts.start("value")] + quoted(parts["value"].rstrip()),) if parts and parts["value"] else ()
    return Mistake(rule, index, column, len(line), index, index + 1, mended)
