"""Words and numbers to the shortest text that a page reads quickly, and back: how the index travels.

A range coder: what was seen often costs little. `Writer` and `Reader` hold the same adaptive counts and change them the
same way, so a reader must ask for what was written, in the same order. The page holds a second `Reader`.

Source: G. N. N. Martin, "Range encoding", 1979; letters are predicted from the one, two and three before them.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

__all__ = ["Reader", "Replay", "Writer"]

_WHOLE = 1 << 40
_LEAST = 1 << 32
_CLASSES = 20
_LETTERS = " 0123456789abcdefghijklmnopqrstuvwxyz"
"""Letters of words by number; the first one ends a word. In the order of words, for `_Counts.floor` to hold."""
_AFTER_TWO, _AFTER_THREE, _HASHED = 2368, 89984, 131071
"""Where the counts after two and three letters start, and how many places the latter share."""
_LONGEST = 24


class _Counts:
    """What was seen so far: how often each symbol in its context, and each bit of a letter after other letters.

    Args:
        bits: counts of zeros and ones at each node of a letter, after one, two and three letters.
    """

    def __init__(self) -> None:
        self._symbols: dict[tuple[str, int], list[int]] = {}
        self.bits = [0] * (2 * (_AFTER_THREE + _HASHED))

    def symbols(self, context: tuple[str, int], size: int) -> list[int]:
        """Return the counts of the `size` symbols of a context, then their sum."""
        return self._symbols.get(context) or self._symbols.setdefault(context, [*[1] * size, size])


class Writer:
    """Writes one value after another; `text` is all of them.

    Args:
        said: what was written, for a `Replay`.
    """

    def __init__(self) -> None:
        self.said: list[Any] = []
        self._low, self._range = 0, _WHOLE
        self._bytes = bytearray()
        self._counts = _Counts()

    def part(self, start: int, size: int, total: int) -> None:
        """Write that one of `total` equal cases happened, among the `size` ones from `start`."""
        one = self._range // total
        self._low += start * one
        self._range = one * size
        while self._range < _LEAST:
            self._range <<= 8
            self._emit()

    def _emit(self) -> None:
        if self._low >= _WHOLE:
            self._low -= _WHOLE
            place = len(self._bytes) - 1
            while self._bytes[place] == 255:
                self._bytes[place] = 0
                place -= 1
            self._bytes[place] += 1
        self._bytes.append(self._low >> 32)
        self._low = (self._low & (_LEAST - 1)) << 8

    def text(self) -> str:
        """Return all that was written, in base 64."""
        for _ in range(6):
            self._emit()
        return base64.b64encode(bytes(self._bytes).rstrip(b"\0")).decode().rstrip("=")

    def choice(self, value: int, total: int) -> None:
        """Write one of `total` equal cases."""
        self.said.append(value)
        self.part(value, 1, total)

    def symbol(self, context: tuple[str, int], size: int, value: int) -> None:
        """Write a value under `size`, cheap when it was frequent in this context."""
        self.said.append(value)
        self._symbol(context, size, value)

    def _symbol(self, context: tuple[str, int], size: int, value: int) -> None:
        counts = self._counts.symbols(context, size)
        self.part(sum(counts[:value]), counts[value], counts[size])
        counts[value] += 8
        counts[size] += 8

    def number(self, name: str, value: int, context: int = 0) -> None:
        """Write a number of any size: how many binary digits it has, then these."""
        self.said.append(value)
        digits = (value + 1).bit_length() - 1
        self._symbol((name, context), _CLASSES, digits)
        if digits:
            self.part(value + 1 - (1 << digits), 1, 1 << digits)

    def rising(self, name: str, numbers: Sequence[int], context: int = 0) -> None:
        """Write rising numbers, whose count the reader knows, as their gaps."""
        before = -1
        for number in numbers:
            self.number(name, number - before - 1, context)
            before = number

    def words(self, words: Sequence[str]) -> None:
        """Write sorted words of plain letters and digits: what each shares with the one before, then its letters."""
        self.number("words", len(words))
        self.said[-1] = words
        before = ""
        for word in words:
            shared = 0
            while shared < len(before) and before[shared] == word[shared : shared + 1]:
                shared += 1
            self._symbol(("shared", min(len(before), 12)), _LONGEST + 1, shared)
            floor = _LETTERS.index(before[shared]) if shared < len(before) else -1
            for place in range(shared, len(word) + 1):
                letter = _LETTERS.index(word[place]) if place < len(word) else 0
                self._letter(_context(word, place), letter, floor)
                floor = -1
            before = word

    def _letter(self, before: int, letter: int, floor: int) -> None:
        node, tied, bits = 1, floor >= 0, self._counts.bits
        after_one, after_two, after_three = before % 37 * 64, _AFTER_TWO + before % 1369 * 64, before * 64
        for level in range(5, -1, -1):
            bit, least = letter >> level & 1, floor >> level & 1
            if not (tied and least):
                a, b = 2 * (after_one + node), 2 * (after_two + node)
                c = 2 * (_AFTER_THREE + (after_three + node) % _HASHED)
                zero = 1 + 4 * bits[a] + 12 * bits[b] + 40 * bits[c]
                one = 1 + 4 * bits[a + 1] + 12 * bits[b + 1] + 40 * bits[c + 1]
                self.part(zero if bit else 0, one if bit else zero, zero + one)
                bits[a + bit] += 1
                bits[b + bit] += 1
                bits[c + bit] += 1
            tied = tied and bit == least
            node = 2 * node + bit

    def members(self, groups: Sequence[tuple[int, int, int, int]], total: int) -> None:
        """Write which members are taken of groups of like things that stand one after the other.

        Args:
            groups: those of which some are taken, rising: number, start, size, how many are taken. The reader knows
                the sum of the latter.
            total: size of all groups.
        """
        self.said.append([(number, count) for number, _, _, count in groups])
        left, base = total, 0
        for _, start, size, count in groups:
            self.part(start - base, size, left)
            for taken in range(1, count):
                self.part(0, size - taken, left - (start - base) - taken)
            left -= start - base + count
            base = start + count


def _context(word: str, place: int) -> int:
    before = 0
    for letter in word[max(0, place - 3) : place]:
        before = before * 37 + _LETTERS.index(letter)
    return before


class Reader:
    """Reads what a `Writer` wrote, in the same order."""

    def __init__(self, text: str) -> None:
        self._bytes = base64.b64decode(text + "=" * (-len(text) % 4))
        self._place, self._code, self._range = 0, 0, _WHOLE
        self._counts = _Counts()
        for _ in range(5):
            self._feed()

    def _feed(self) -> None:
        byte = self._bytes[self._place] if self._place < len(self._bytes) else 0
        self._code = self._code << 8 | byte
        self._place += 1

    def case(self, total: int) -> int:
        """Return which of `total` equal cases happened; `take` says how many of them are meant."""
        return min(total - 1, self._code // (self._range // total))

    def take(self, start: int, size: int, total: int) -> None:
        """Go past the `size` cases from `start`."""
        one = self._range // total
        self._code -= start * one
        self._range = one * size
        while self._range < _LEAST:
            self._range <<= 8
            self._feed()

    def choice(self, total: int) -> int:
        """Return one of `total` equal cases."""
        found = self.case(total)
        self.take(found, 1, total)
        return found

    def symbol(self, context: tuple[str, int], size: int) -> int:
        """Read what `Writer.symbol` wrote."""
        counts = self._counts.symbols(context, size)
        total = counts[size]
        found, start, value = self.case(total), 0, 0
        while start + counts[value] <= found:
            start += counts[value]
            value += 1
        self.take(start, counts[value], total)
        counts[value] += 8
        counts[size] += 8
        return value

    def number(self, name: str, context: int = 0) -> int:
        """Read what `Writer.number` wrote."""
        digits = self.symbol((name, context), _CLASSES)
        return (1 << digits) - 1 + (self.choice(1 << digits) if digits else 0)

    def rising(self, name: str, count: int, context: int = 0) -> list[int]:
        """Read what `Writer.rising` wrote."""
        numbers: list[int] = []
        before = -1
        for _ in range(count):
            before += self.number(name, context) + 1
            numbers.append(before)
        return numbers

    def words(self) -> list[str]:
        """Read what `Writer.words` wrote."""
        words: list[str] = []
        before = ""
        for _ in range(self.number("words")):
            shared = self.symbol(("shared", min(len(before), 12)), _LONGEST + 1)
            floor = _LETTERS.index(before[shared]) if shared < len(before) else -1
            word = before[:shared]
            while letter := self._letter(_context(word, len(word)), floor):
                word += _LETTERS[letter]
                floor = -1
            words.append(word)
            before = word
        return words

    def _letter(self, before: int, floor: int) -> int:
        node, tied, bits = 1, floor >= 0, self._counts.bits
        after_one, after_two, after_three = before % 37 * 64, _AFTER_TWO + before % 1369 * 64, before * 64
        for level in range(5, -1, -1):
            least = floor >> level & 1
            bit = 1
            if not (tied and least):
                a, b = 2 * (after_one + node), 2 * (after_two + node)
                c = 2 * (_AFTER_THREE + (after_three + node) % _HASHED)
                zero = 1 + 4 * bits[a] + 12 * bits[b] + 40 * bits[c]
                one = 1 + 4 * bits[a + 1] + 12 * bits[b + 1] + 40 * bits[c + 1]
                bit = int(self.case(zero + one) >= zero)
                self.take(zero if bit else 0, one if bit else zero, zero + one)
                bits[a + bit] += 1
                bits[b + bit] += 1
                bits[c + bit] += 1
            tied = tied and bit == least
            node = 2 * node + bit
        return node - 64

    def members(self, sizes: Sequence[int], count: int) -> list[tuple[int, int]]:
        """Read what `Writer.members` wrote: the number of each group and how many of it are taken."""
        picked: list[tuple[int, int]] = []
        total, group, taken = sum(sizes), 0, 0
        for _ in range(count):
            found, first = self.case(total), 0
            before = group
            while first + sizes[group] - taken <= found:
                first += sizes[group] - taken
                group, taken = group + 1, 0
            self.take(first, sizes[group] - taken, total)
            total -= first + 1
            taken += 1
            if picked and group == before:
                picked.pop()
            picked.append((group, taken))
        return picked


class Replay:
    """Gives back what a `Writer` was told, as a `Reader` of its text would, at no cost."""

    def __init__(self, said: Sequence[Any]) -> None:
        self._said = iter(said)

    def _next(self, *_: object) -> Any:
        return next(self._said)

    words = choice = symbol = number = members = _next

    def rising(self, name: str, count: int, context: int = 0) -> list[int]:
        """Give back what `Writer.rising` was told."""
        numbers: list[int] = []
        before = -1
        for _ in range(count):
            before += next(self._said) + 1
            numbers.append(before)
        return numbers
