"""The text normaliser: what a person typed, or what the content says, to tokens, stems and phonetic keys.

A pure reading of the tables of `french`. The page holds a second reading of the same tables (`search-engine.js`); a
property test compares them. Nothing here knows the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from .french import ENDINGS, FOLD, IRREGULAR, SMS, SOUNDS, STOP

__all__ = ["MAX_CHARACTERS", "MAX_TOKENS", "fold", "script_of", "sound", "stem", "stems_of", "tokens"]

MAX_CHARACTERS = 200
"""Characters of a query that are read (code points)."""
MAX_TOKENS = 60
"""Tokens of a query that are read."""
LONGEST_TOKEN = 24
"""Letters of a token that are kept: longer ones are no words."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_CLASSES = {"s": frozenset("eiy"), "b": frozenset("aou")}
_VOWELS = frozenset("aeiouy")


def fold(text: str) -> str:
    """Return `text` with plain lower-case letters and digits only, all else as spaces."""
    return "".join(ch if ch in _LETTERS else _folded(ch) for ch in text)


@lru_cache(maxsize=2048)
def _folded(ch: str) -> str:
    found = FOLD.get(ch, " ")
    return " " if found == "'" else found


def tokens(text: str, limit: int = MAX_TOKENS) -> Iterator[str]:
    """Yield the folded words of `text`, SMS spelling written out."""
    for word in fold(text).split(" ")[: 4 * limit]:
        if word and limit > 0:
            for part in SMS.get(word, word).split("-"):
                limit -= 1
                yield part[:LONGEST_TOKEN]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a folded word."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or word[0].isdigit():
        return word
    for endings in ENDINGS:
        for ending, replacement, least in endings:
            if len(word) - len(ending) >= least and word.endswith(ending):
                word = word[: len(word) - len(ending)] + replacement
                break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def _read_sounds() -> dict[str, tuple[tuple[str, str, str], ...]]:
    by_letter: dict[str, list[tuple[str, str, str]]] = {}
    for rule in SOUNDS.split():
        letters, _, heard = rule.partition("=")
        letters, _, before = letters.partition("/")
        by_letter.setdefault(letters[0], []).append((letters, before, heard))
    return {letter: tuple(rules) for letter, rules in by_letter.items()}


_SOUNDS = _read_sounds()


def _fits(before: str, following: str) -> bool:
    if not before:
        return True
    if before == "c":
        return following not in _VOWELS
    return following in _CLASSES[before]


@lru_cache(maxsize=65536)
def sound(stemmed: str) -> str:
    """Return the phonetic key of a stem: two words that sound alike share it."""
    heard: list[str] = []
    place = 0
    while place < len(stemmed):
        step, found = 1, stemmed[place]
        for letters, before, said in _SOUNDS.get(found, ()):
            end = place + len(letters)
            if stemmed.startswith(letters, place) and _fits(before, stemmed[end : end + 1]):
                step, found = len(letters), said
                break
        for letter in found:
            if not heard or heard[-1] != letter:
                heard.append(letter)
        place += step
    while len(heard) > 2 and heard[-1] in "td":
        heard.pop()
    return "".join(heard)


@lru_cache(maxsize=65536)
def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of the words of `text` that say something, in order."""
    return tuple(stem(word) for word in tokens(text) if word not in STOP)


_SCRIPTS = (
    ("ar", ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))),
    ("ru", ((0x400, 0x52F),)),
)
_UKRAINIAN = frozenset("іїєґІЇЄҐ")


def script_of(text: str) -> str:
    """Return "ar", "ru" or "uk" when most letters of `text` are Arabic or Cyrillic; "" otherwise."""
    counts = {"ar": 0, "ru": 0}
    latin = 0
    for ch in text:
        code = ord(ch)
        latin += fold(ch).strip(" ") != ""
        for name, ranges in _SCRIPTS:
            counts[name] += any(first <= code <= last for first, last in ranges)
    for name, count in counts.items():
        if count > 1 and count > latin:
            return "uk" if name == "ru" and any(ch in _UKRAINIAN for ch in text) else name
    return ""
