"""Mistakes that show in one line: odd spaces and signs, dashes and keys, values that should stand in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..diagnostics import Rule
from . import rules
from .lines import LOOK_BACK, ODD, PARTS, Mistake, has_content, indent_of, is_sentence, one, quoted

__all__ = ["NO_COLON", "dashes_and_keys", "levels", "odd_signs", "values"]

_WIDE = {"：": ":", "－": "-", "＃": "#", "＂": '"', "＇": "'"}
_PLAIN = {ord(c): " " for c in ODD} | {ord(c): sign for c, sign in _WIDE.items()}
_SQUASHED_KEY = re.compile(rf"(?P<head> *(?:- +)*[a-z_][\w-]*:)(?!//)(?P<value>[^\s{ODD}/:][^\n]*)")
_SQUASHED_DASH = re.compile(r"(?P<head> *-)(?P<value>[^\s\d-].*)")
_BULLETS = re.compile(r"(?P<head> *)[–—•·▪●‣◦*][ \u00a0\u202f\t]+(?P<value>.*)")
_STRUCTURE = re.compile(
    rf"(?P<lead>[ {ODD}]*(?:[-－][ {ODD}]+)*)(?P<key>[^\s:：]*)(?P<colon>[ {ODD}]*[:：][ {ODD}]*)(?P<value>.*)"
)
_LEAD = re.compile(rf"(?P<lead>[ {ODD}]*(?:[-－][ {ODD}]+)*)(?P<value>.*)")
NO_COLON = re.compile(r"(?P<head> *(?:- +)*(?P<key>[a-z_][a-z0-9_-]*))(?P<gap> *= *| +|$)(?P<value>.*)")
_SCHEMES = re.compile(r" *(?:- +)*(?:https?|mailto|tel|sms|data|urn):")
_RESERVED_STARTS = tuple("@`%*&!|>[]{},?#")


def odd_signs(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """Tabs, non-breaking spaces and full-width signs where YAML needs plain ones."""
    line = lines[index]
    body = line.lstrip(" \t")
    if "\t" in (lead := line[: len(line) - len(body)]):
        for spaces in ("  ", "    "):
            yield one(rules.TAB, index, lead.index("\t"), line, lead.replace("\t", spaces) + body)
        for level in levels(lines, index):
            yield one(rules.TAB, index, lead.index("\t"), line, " " * level + body)
    for pattern in (_STRUCTURE, _LEAD):
        if (parts := pattern.fullmatch(line)) and (rule := _odd_rule(head := line[: parts.start("value")])):
            plain = head.translate(_PLAIN)
            if "colon" in parts.groupdict() and parts["value"] and not plain.endswith(" "):
                plain += " "
            yield one(rule, index, _first_odd(head), line, plain + parts["value"])


def _odd_rule(head: str) -> Rule | None:
    if any(sign in head for sign in _WIDE):
        return rules.FULL_WIDTH
    return rules.ODD_SPACE if any(space in head for space in ODD) else None


def _first_odd(head: str) -> int:
    return next(i for i, c in enumerate(head) if ord(c) in _PLAIN)


def dashes_and_keys(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A missing space, a bullet of Word, a question mark, an equals sign."""
    line = lines[index]
    if parts := _BULLETS.fullmatch(line):
        yield one(rules.BULLET, index, len(parts["head"]), line, f"{parts['head']}- {parts['value']}")
    if parts := _SQUASHED_DASH.fullmatch(line):
        yield one(rules.SPACE, index, len(parts["head"]), line, f"{parts['head']} {parts['value']}")
    if (parts := _SQUASHED_KEY.fullmatch(line)) and not _SCHEMES.match(line):
        yield one(rules.SPACE, index, len(parts["head"]), line, f"{parts['head']} {parts['value']}")
        yield one(rules.SPACE, index, len(parts["head"]), line, f"{parts['head']} {quoted(parts['value'])}")
    if line.lstrip().startswith("? "):
        yield one(rules.QUESTION, index, indent_of(line), line, line.replace("? ", "", 1))
    if (parts := NO_COLON.fullmatch(line)) and "=" in parts["gap"]:
        yield one(rules.MISSING_COLON, index, len(parts["head"]), line, f"{parts['head']}: {parts['value']}")


def values(lines: Sequence[str], index: int) -> Iterator[Mistake]:
    """A value that should stand in quotes, or below its key."""
    line = lines[index]
    parts = PARTS.fullmatch(line)
    if parts is None or not (value := parts["value"].rstrip()):
        return
    head, column = line[: parts.start("value")], parts.start("value")
    if not head.strip():  # the rest of a text: quotes would not help
        return
    deeper = " " * (len(parts["lead"]) + 2)
    if parts["key"] and value.startswith("- "):
        yield one(rules.LIST_ON_KEY_LINE, index, column, line, head.rstrip(), deeper + value)
    if value[0] in "|>" and (rest := value[1:].lstrip("+-0123456789 ")):
        if value[0] == "|":
            yield one(rules.TEXT_AFTER_BAR, index, column, line, f"{head}|", deeper + rest)
        yield one(rules.RESERVED, index, column, line, head + quoted(value))
    if "-" in parts["lead"] and (key := parts["key"]) and is_sentence(key, parts["colon"]):
        lead = parts["lead"]
        yield one(rules.COLON, index, len(lead), line, lead + quoted(line[len(lead) :].rstrip()))
    yield from (one(rule, index, column, line, head + mended) for rule, mended in _mended_values(value))


def _mended_values(value: str) -> Iterator[tuple[Rule, str]]:
    """Yield the ways to write `value` that YAML would read as meant."""
    first, inner = value[0], value[1:-1]
    if first in "\"'":
        ends = len(value) > 1 and value[-1] == first
        if first == '"' and "\\" in value and ends:
            yield rules.BACKSLASH, quoted(inner)
        if first in value[1:]:
            yield rules.QUOTE, quoted(inner if ends else value)
        if not ends:
            yield rules.UNCLOSED, quoted(value[1:])
    elif first in "“‘„«" and ": " in value:
        yield rules.COLON, quoted(value[1:].rstrip("”’“»").strip() if first != "«" else value)
    elif first == "[" and "]" not in value:
        yield rules.BRACKET, value.rstrip(", ") + "]"
        yield rules.RESERVED, quoted(value)
    elif value.startswith(_RESERVED_STARTS):
        yield rules.RESERVED, quoted(value)
    elif ": " in value or value.endswith(":"):
        yield rules.COLON, quoted(value)


def levels(lines: Sequence[str], index: int) -> list[int]:
    """Return the indentations in use above `index`, the nearest first, those of what follows a dash included."""
    found: dict[int, None] = {}
    limit = 10**6
    for line in reversed(lines[max(0, index - LOOK_BACK) : index]):
        if has_content(line) and indent_of(line) < limit:
            limit = indent_of(line)
            after_dash = len(line) - len(line.lstrip(" -"))
            found |= dict.fromkeys([after_dash, limit] if line.lstrip().startswith("- ") else [limit])
    return list(found)
