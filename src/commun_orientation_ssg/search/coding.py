"""Lists of words and of numbers as short text, and back: how the index travels. The page reads the same."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["front_coded", "front_decoded", "numbers_of", "packed", "unpacked"]

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~'"
"""Alphabet of the postings: the first half ends a number, the second half says that more follows."""
_HALF = 45


def front_coded(words: Sequence[str]) -> str:
    """Write each word as a digit, the letters it shares with the one before it (9 at most), and the rest."""
    lines = []
    before = ""
    for word in words:
        shared = 0
        while shared < min(len(word), len(before), 9) and word[shared] == before[shared]:
            shared += 1
        lines.append(f"{shared}{word[shared:]}")
        before = word
    return " ".join(lines)


def packed(numbers: Sequence[int]) -> str:
    """Write rising numbers as their gaps."""
    text = []
    before = -1
    for number in numbers:
        left = number - before - 1
        before = number
        while left >= _HALF:
            text.append(DIGITS[_HALF + left % _HALF])
            left //= _HALF
        text.append(DIGITS[left])
    return "".join(text)


def front_decoded(text: str) -> list[str]:
    """Read what `front_coded` wrote."""
    words: list[str] = []
    before = ""
    for coded in text.split(" "):
        before = before[: int(coded[0])] + coded[1:]
        words.append(before)
    return words


_VALUE = {ch: value for value, ch in enumerate(DIGITS)}


def numbers_of(text: str) -> list[int]:
    """Read numbers written one after the other."""
    numbers: list[int] = []
    left, power = 0, 1
    for ch in text:
        value = _VALUE[ch]
        if value >= _HALF:
            left += (value - _HALF) * power
            power *= _HALF
        else:
            numbers.append(left + value * power)
            left, power = 0, 1
    return numbers


def unpacked(text: str) -> list[int]:
    """Read what `packed` wrote."""
    place = -1
    places: list[int] = []
    for gap in numbers_of(text):
        place += gap + 1
        places.append(place)
    return places
