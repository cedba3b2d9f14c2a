"""Words and numbers to the shortest text that a page reads quickly, and back: how the index travels.

A range coder: what was seen often costs little. `Writer` and `Reader` hold the same adaptive counts and change them the
same way, so a reader must ask for what was written, in the same order. The page holds a second `Reader`.

Source: G. N. N. Martin, "Range encoding", 1979; letters are predicted from the one, two and three before them.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence

__all__ = ["Reader", "Writer"]

_WHOLE = 1 << 40
_LEAST = 1 << 32
_CLASSES = 20
_LETTERS = " 0123456789abcdefghijklmnopqrstuvwxyz"
"""Letters of words by number; the first one ends a word. In the order of words, for `_Counts.floor` to hold."""
_ORDERS = (4, 12, 40)
"""Weights of what followed the one, the two and the three letters before."""
_LONGEST = 24


class _Counts:
    """What was seen so far: how often each symbol in its context, and each bit of a letter after other letters."""

    def __init__(self) -> None:
        self._symbols: dict[tuple[str, int], list[int]] = {}
        self._bits: dict[int, list[int]] = {}

    def symbols(self, context: tuple[str, int], size: int) -> list[int]:
        """Return the counts of the `size` symbols of a context."""
        return self._symbols.setdefault(context, [1] * size)

    def bits(self, before: int, node: int) -> list[list[int]]:
        """Return the counts of both bits at a node of a letter, after one, two and three letters."""
        keys = (before % 37 * 64, 2368 + before % 1369 * 64, 89984 + (before * 64 + node) % 131071 - node)
        return [self._bits.get(key + node) or self._bits.setdefault(key + node, [0, 0]) for key in keys]


def _weighed(counts: Sequence[Sequence[int]]) -> tuple[int, int]:
    (a, b), (c, d), (e, f) = counts
    one, two, three = _ORDERS
    return 1 + one * a + two * c + three * e, 1 + one * b + two * d + three * f


class Writer:
    """Writes one value after another; `text` is all of them."""

    def __init__(self) -> None:
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

    def symbol(self, context: tuple[str, int], size: int, value: int) -> None:
        """Write a value under `size`, cheap when it was frequent in this context."""
        counts = self._counts.symbols(context, size)
        self.part(sum(counts[:value]), counts[value], sum(counts))
        counts[value] += 8

    def number(self, name: str, value: int, context: int = 0) -> None:
        """Write a number of any size: how many binary digits it has, then these."""
        digits = (value + 1).bit_length() - 1
        self.symbol((name, context), _CLASSES, digits)
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
        before = ""
        for word in words:
            shared = 0
            while shared < len(before) and before[shared] == word[shared : shared + 1]:
                shared += 1
            self.symbol(("shared", min(len(before), 12)), _LONGEST + 1, shared)
            floor = _LETTERS.index(before[shared]) if shared < len(before) else -1
            for place in range(shared, len(word) + 1):
                letter = _LETTERS.index(word[place]) if place < len(word) else 0
                self._letter(_context(word, place), letter, floor)
                floor = -1
            before = word

    def _letter(self, before: int, letter: int, floor: int) -> None:
        node, tied = 1, floor >= 0
        for level in range(5, -1, -1):
            bit, least = letter >> level & 1, floor >> level & 1
            if not (tied and least):
                counts = self._counts.bits(before, node)
                zero, one = _weighed(counts)
                self.part(zero if bit else 0, one if bit else zero, zero + one)
                for count in counts:
                    count[bit] += 1
            tied = tied and bit == least
            node = 2 * node + bit

    def subset(self, sizes: Sequence[int], inside: Sequence[int]) -> list[int]:
        """Write how many are taken of each group of like things; return the groups that this makes.

        Args:
            sizes: of the groups, which stand one after the other; what is taken of a group is put first.
            inside: how many are taken of each; the reader knows their sum.
        """

        def write(group: int, count: int, chance: int, total: int) -> bool:
            taken = count < inside[group]
            self.part(0 if taken else chance, chance if taken else total - chance, total)
            return taken

        return _split(sizes, sum(inside), write)[1]


def _context(word: str, place: int) -> int:
    before = 0
    for letter in word[max(0, place - 3) : place]:
        before = before * 37 + _LETTERS.index(letter)
    return before


def _split(sizes: Sequence[int], left: int, taken: Callable[[int, int, int, int], bool]) -> tuple[list[int], list[int]]:
    """Return the places that are taken, and the sizes of the groups once each is cut in two.

    Args:
        left: how many are taken in all.
        taken: called with (number of the group, how many of it were taken, chance, total): is one more of it taken?
    """
    places: list[int] = []
    made: list[int] = []
    first, total = 0, sum(sizes)
    for group, size in enumerate(sizes):
        count = 0
        while left and count < size:
            here = size - count
            if left <= total - here and not taken(group, count, min(total - 1, left * here), total):
                break
            places.append(first + count)
            count, left, total = count + 1, left - 1, total - 1
        total -= size - count
        first += size
        made += [part for part in (count, size - count) if part]
    return places, made


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
        total = sum(counts)
        found, start, value = self.case(total), 0, 0
        while start + counts[value] <= found:
            start += counts[value]
            value += 1
        self.take(start, counts[value], total)
        counts[value] += 8
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
        node, tied = 1, floor >= 0
        for level in range(5, -1, -1):
            least = floor >> level & 1
            bit = 1
            if not (tied and least):
                counts = self._counts.bits(before, node)
                zero, one = _weighed(counts)
                bit = int(self.case(zero + one) >= zero)
                self.take(zero if bit else 0, one if bit else zero, zero + one)
                for count in counts:
                    count[bit] += 1
            tied = tied and bit == least
            node = 2 * node + bit
        return node - 64

    def subset(self, sizes: Sequence[int], left: int) -> tuple[list[int], list[int]]:
        """Read what `Writer.subset` wrote: the places that are taken, and the groups that this makes."""

        def read(group: int, count: int, chance: int, total: int) -> bool:
            taken = self.case(total) < chance
            self.take(0 if taken else chance, chance if taken else total - chance, total)
            return taken

        return _split(sizes, left, read)
