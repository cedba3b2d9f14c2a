"""The numbers of a query to the help lines that they are: "3919", "39 19", "appeler le 115"; pure.

Which lines there are comes from the content, through the index; nothing here knows one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .french import AMOUNTS, CALLS, STOP
from .index import Index
from .text import tokens

__all__ = ["Numbers", "entry_of", "line_of", "read_numbers"]

MOST = 5
"""Lines of an answer."""
_FRANCE = ("0033", "33")
_CALLS, _AMOUNTS = frozenset(CALLS.split()), frozenset(AMOUNTS.split())


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the numbers of a query are.

    Args:
        lines: digits of the lines that are named, in order.
        bare: nothing else is said, but words of a call.
        begun: the number that ends the query may still become a line.
    """

    lines: tuple[str, ...] = ()
    bare: bool = False
    begun: bool = False


def read_numbers(typed: Sequence[str], index: Index) -> Numbers:
    """Return the lines that the tokens of a query name.

    Neighbouring figures are one number ("39 19"), or each a line ("15 17"): never a part of a longer one.
    A number is no line before a unit ("115 euros"); one of two figures, which is so often a day or an age, only is
    where all the rest is said to call it ("le 17", "police 17").
    """
    lines: list[str] = []
    last = ""
    rest = [word for word in typed if not word.isdigit()]
    for start, end in _runs(typed):
        last = _dialled("".join(typed[start:end])) if end == len(typed) else ""
        if end < len(typed) and typed[end] in _AMOUNTS:
            continue
        whole = _dialled("".join(typed[start:end]))
        parts = [whole] if whole in index.lines else typed[start:end]
        if all(part in index.lines for part in parts):
            lines += (part for part in parts if len(part) > 2 or _calls(rest, index.lines[part][0]))
    bare = all(word in STOP or word in _CALLS for word in rest)
    begun = bare and not lines and last != "" and any(one != last and one.startswith(last) for one in index.lines)
    return Numbers(tuple(dict.fromkeys(lines))[:MOST], bare, begun)


def _runs(typed: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(len(typed) + 1):
        if place == len(typed) or not typed[place].isdigit():
            if place > start:
                yield start, place
            start = place + 1


def _dialled(digits: str) -> str:
    """Return a number as it is dialled in France: "+33 4 94..." is "04 94..."."""
    for code in _FRANCE:
        if digits.startswith(code) and len(digits) == len(code) + 9:
            return f"0{digits[len(code) :]}"
    return digits


def _calls(rest: Sequence[str], label: str) -> bool:
    named = tuple(tokens(label))
    return all(word in _CALLS or word in named for word in rest)


def entry_of(label: str, display: str, address: str) -> tuple[str, list[str]]:
    """Return the digits of a line, and what the index says of it: how it is written and called only where unusual."""
    digits = _dialled("".join(ch for ch in display if ch.isdigit()))
    usual = (display, address) == (_written(digits), _address(digits))
    return digits, [label] if usual else [label, display, address]


def line_of(digits: str, index: Index) -> tuple[str, str, str]:
    """Return the label of a line, its number as it is written, and the address that calls or writes to it."""
    label, *said = index.lines[digits]
    display, address = said or (_written(digits), _address(digits))
    return label, display, address


def _written(digits: str) -> str:
    """Return a number in groups: "116 006", "0 800 000 000", "04 94 00 00 00"; a shorter one as it is."""
    size = 3 if len(digits) == 6 or digits.startswith("08") else 2
    if len(digits) < 6:
        return digits
    starts = range(len(digits) % size, len(digits), size)
    return "\u00a0".join(filter(None, (digits[: len(digits) % size], *(digits[n : n + size] for n in starts))))


def _address(digits: str) -> str:
    return f"tel:+33{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
