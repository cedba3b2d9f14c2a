"""The words of a query to stems of the index: as written, glued, elided, misheard, mistyped, or meant by another word.

Every step is bounded: so many words, so many candidates a word, so many letters. `ranking` weighs what is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from .french import SMS, STOP
from .index import Index
from .text import MAX_CHARACTERS, sound, stem, tokens

__all__ = ["MAX_WORDS", "Word", "read_query"]

MAX_WORDS = 12
"""Words of a query that are ranked."""
MAX_CANDIDATES = 12
"""Stems of the index tried for one word."""
_SAME_SOUND = 4
_NEAR = 6
_LOOKED_AT = 400
LONGEST_GLUED = 24
_ELIDED = frozenset("ldjmtsnc")
_SILENT = "et"
_VOWELS = frozenset("aeiouyh")


@dataclass(slots=True)
class Word:
    """One token: its letters, its stem, and the stems of the index it may stand for, with their percents."""

    text: str
    stem: str
    stop: bool
    exact: bool = False
    candidates: list[tuple[int, int]] = field(default_factory=list)


def read_query(query: str, index: Index) -> list[Word]:
    """Return the words of a query in order, stop words included; at most `MAX_WORDS` others have candidates."""
    words: list[Word] = []
    texts = list(tokens(query[:MAX_CHARACTERS]))
    open_end = bool(texts) and not query[:MAX_CHARACTERS].endswith((" ", "'", "."))
    left = MAX_WORDS
    place = 0
    while place < len(texts):
        text = texts[place]
        last = place == len(texts) - 1
        joined = "" if last else _joined(text, texts[place + 1], index)
        if joined:
            words.append(_known(joined, index, index.weights["joined"]))
            place += 2
            left -= 1
            continue
        place += 1
        if text in STOP or left <= 0:
            words.append(Word(text, stem(text), True))
            continue
        found = _recognised(text, index, prefix=last and open_end)
        words += found
        left -= sum(not word.stop for word in found)
    _add_groups(words, index)
    return words


def _number(text: str, index: Index) -> int:
    return index.numbers.get(stem(text), -1)


def _known(text: str, index: Index, percent: int) -> Word:
    one = stem(text)
    return Word(text, one, False, True, [(index.numbers[one], percent)])


def _joined(first: str, second: str, index: Index) -> str:
    """Return both tokens as one when that is a word of the index and they are not both words."""
    text = first + second
    if len(text) < 7 or len(second) < 3 or _number(text, index) < 0:
        return ""
    return "" if _number(first, index) >= 0 and _number(second, index) >= 0 else text


def _recognised(text: str, index: Index, *, prefix: bool) -> list[Word]:
    """Return the word, or the words that it glues together, with what it may stand for."""
    weights = index.weights
    if _number(text, index) >= 0:
        return [_known(text, index, weights["exact"])]
    bare = _without_elision(text, index) or _with_silent_end(text, index)
    if bare in STOP:
        return [Word(text, stem(text), True)]
    if bare:
        return [_known(bare, index, weights["joined"])]
    word = Word(text, stem(text), False)
    if len(text) < 3 or text[0].isdigit():
        return [word]
    meant = [SMS.get(one, one) for one in _slips(text)]
    if any(one in STOP for one in meant):
        return [Word(text, word.stem, True)]
    found: dict[int, int] = {}
    key = sound(word.stem)
    if len(key) > 2:
        for number in index.by_sound.get(key, ())[:_SAME_SOUND]:
            found[number] = weights["sound"]
    for one in meant:
        number = _number(one, index)
        if number >= 0:
            found.setdefault(number, weights["near"])
    for one in dict.fromkeys((word.stem, text)):
        for number, percent in _near(one, index):
            found.setdefault(number, percent)
    if prefix:
        for number in _beginning(text, index):
            found.setdefault(number, weights["begins"])
    if not found:
        parts = _split(text, index)
        if parts:
            return [
                Word(part, stem(part), True) if part in STOP else _known(part, index, weights["split"])
                for part in parts
            ]
    word.candidates = list(islice(found.items(), MAX_CANDIDATES))
    return [word]


def _without_elision(text: str, index: Index) -> str:
    for length in (1, 2):
        rest = text[length:]
        glued = text[0] in _ELIDED if length == 1 else text.startswith("qu")
        fits = glued and len(rest) > 2 and (rest[0] in _VOWELS or text[0] == "j")
        if fits and (rest in STOP or _number(rest, index) >= 0):
            return rest
    return ""


def _with_silent_end(text: str, index: Index) -> str:
    """Return the word with the last letter that is not heard, when thumbs left it out: "salair", "vivan"."""
    if len(text) > 4:
        for letter in _SILENT:
            if _number(text + letter, index) >= 0:
                return text + letter
    return ""


def _slips(text: str) -> Iterator[str]:
    """Yield the words that fingers may have meant: without each letter, and with each pair of neighbours swapped."""
    if len(text) > 4:
        for place in range(len(text)):
            yield text[:place] + text[place + 1 :]
        for place in range(len(text) - 1):
            yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _near(one: str, index: Index) -> list[tuple[int, int]]:
    """Return stems one edit away, or two for long words, the nearest and first in order first."""
    length = len(one)
    if length < 4:
        return []
    reach = 2 if length > 7 else 1
    found: list[tuple[int, int]] = []
    seen: set[int] = set()
    for edge in (one[:2], f"-{one[-2:]}"):
        for number in index.by_edge.get(edge, ())[:_LOOKED_AT]:
            if number not in seen:
                seen.add(number)
                other = index.stems[number]
                if min(length, len(other)) < 5 and one[0] != other[0]:
                    continue
                distance = _distance(one, other, reach)
                if distance <= reach:
                    found.append((distance, number))
    found.sort()
    best = found[0][0] if found else 0
    percent = index.weights["near" if best < 2 else "far"]
    return [(number, percent) for distance, number in found if distance == best][:_NEAR]


def _distance(one: str, other: str, reach: int) -> int:
    """Return the edits between two stems, a swap of neighbours counting as one; more than `reach` when it is more."""
    if abs(len(one) - len(other)) > reach:
        return reach + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before_last, before, row = before, row, [i]
        least = i
        for j, facing in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != facing))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == facing:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
            least = min(least, cost)
        if least > reach:
            return reach + 1
    return row[-1]


def _beginning(text: str, index: Index) -> list[int]:
    near = index.by_edge.get(text[:2], ())[:_LOOKED_AT]
    return [number for number in near if index.stems[number].startswith(text)][:_NEAR]


def _split(text: str, index: Index) -> list[str]:
    """Return two or three known words that make up `text`, the longest first word preferred; [] when there are none."""
    if not 6 < len(text) <= LONGEST_GLUED:
        return []
    for place in range(len(text) - 3, 1, -1):
        first, rest = text[:place], text[place:]
        if not (first in STOP or (place > 3 and len(text) > 8 and _number(first, index) >= 0)):
            continue
        if len(rest) > 3 and _number(rest, index) >= 0:
            return [first, rest]
        bare = _without_elision(rest, index)
        if len(bare) > 3:
            return [first, bare]
        for middle in range(len(rest) - 4, 1, -1):
            if rest[:middle] in STOP and _number(rest[middle:], index) >= 0:
                return [first, rest[:middle], rest[middle:]]
    return []


def _add_groups(words: list[Word], index: Index) -> None:
    """Add to each word the words of its groups, and to the first word of a sequence those of the sequence's groups."""
    percent = index.weights["group"]
    said = [word for word in words if not word.stop]
    for place, word in enumerate(said):
        for length in (1, 2, 3):
            run = said[place : place + length]
            if len(run) < length:
                break
            key = " ".join(_best(one, index) for one in run)
            for number in index.beside.get(key, ()):
                if len(word.candidates) >= MAX_CANDIDATES:
                    break
                if all(number != known for known, _ in word.candidates):
                    word.candidates.append((number, percent))


def _best(word: Word, index: Index) -> str:
    return index.stems[word.candidates[0][0]] if word.candidates else word.stem
