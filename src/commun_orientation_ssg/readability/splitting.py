"""French text to sentences, words and syllables, each with its place. Markdown's marks are blanked, not removed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Span", "blanked", "sentences", "syllables", "tokens", "words"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: what it says, and from where to where, in characters."""

    text: str
    start: int
    end: int


_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
_MARKS = re.compile(
    r"\]\([^)]*\)"  # the address of a link
    r"|^[ \t]*(?:#{1,6}|[-*+]|\d{1,2}\.)[ \t]"  # headings, items of lists
    r"|\*\*|__|[*_`\[\]]",
    re.MULTILINE,
)
_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:#{1,6}|[-*+]|\d{1,2}\.)[ \t])|(?<=\n)#[^\n]*\n|\A#[^\n]*\n")
_STOP = re.compile(r"[.!?…]+[\s»”\")\]*]*(?=\s|\Z)", re.DOTALL)
_SHORTENED = re.compile(
    r"(?:^|[\s(«'’])(?:[Mm]me|[Mm]lle|MM|Dr|Me|Ste?|etc|[Ee]x|[Aa]rt|[Aa]v|[Bb]d|[Tt]él|env|max|min|p|cf|n°|[A-Z])\.$"
)
_OPENING = "«“\"'’([—–-¿¡ \u00a0\u202f"
_WORD = re.compile(
    r"(?:https?://|www\.)[^\s<>)»]+|[\w.+-]+@[\w-]+(?:\.\w+)+"  # addresses
    r"|\d+(?:[\s\u00a0\u202f.,/:]\d+)*(?:\s?[€%°])?(?:h/\d+|\s?h(?:\s?\d+)?\b)?"  # numbers, hours
    rf"|\{{\w+\}}|[{_LETTER}\d]+(?:(?:['’](?:  )?|[./·-])[{_LETTER}\d]+)*",  # l'**aide** too
)
_PRONOUN = "vous|nous|moi|toi|le|la|les|lui|leur|y|en|je|tu|il|elle|on|ils|elles|ce"
_TOKEN = re.compile(
    rf"[{_LETTER}]+['’]|[{_LETTER}]+(?=-(?:{_PRONOUN})(?![{_LETTER}-]))"  # adressez-vous: two
    rf"|[{_LETTER}\d]+(?:-[{_LETTER}\d]+)*"
)


def blanked(text: str) -> str:
    """Return `text`, as long as it was, with spaces in the place of the marks of Markdown."""
    return _MARKS.sub(lambda mark: " " * len(mark.group()), text)


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a Markdown text.

    A line that merely wraps does not end a sentence; a blank line, a heading or an item of a list does. A full stop
    does not after a shortened word, before a small letter, or within a number or an address.
    """
    clean = blanked(text)
    found, start = [], 0
    for end in [*_ends(text, clean), len(clean)]:
        piece = clean[start:end]
        kept = piece.strip()
        if any(sign.isalnum() for sign in kept):
            at = start + piece.index(kept)
            found.append(Span(kept, at, at + len(kept)))
        start = end
    return tuple(found)


def _ends(text: str, clean: str) -> list[int]:
    ends = {match.end() for match in _BREAK.finditer(text)}
    for stop in _STOP.finditer(clean):
        after = clean[stop.end() :].lstrip(_OPENING + "\n")
        signs = stop.group().strip()
        if after[:1].islower() or (signs[:1] == "." and _SHORTENED.search(clean[: stop.start() + 1])):
            continue
        ends.add(stop.end())
    return sorted(ends)


def words(text: str) -> tuple[Span, ...]:
    """Return the words as a word processor counts them: "l'aide" and "01 99 00 00 01" are one word each."""
    return tuple(Span(match.group(), match.start(), match.end()) for match in _WORD.finditer(text))


def tokens(text: str) -> tuple[Span, ...]:
    """Return the pieces that expressions are looked up by: "l'aide" gives "l'" and "aide"; in small letters."""
    low = text.lower().replace("’", "'")
    return tuple(Span(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(low))


_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_HIATUS = re.compile(r"(?<=[éï])(?=[aeiouyàâäèêëîôöùûü])|(?<=[aeiou])(?=[éëï])|(?<=[aeou])y(?=[aeiouéè])")


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Count the syllables that are heard: groups of vowels, a final mute e left out; at least one."""
    low = word.lower().replace("qu", "q")
    low = re.sub(r"gu(?=[eéèêiy])", "g", low)
    low = _HIATUS.sub("-", low)
    groups = len(_VOWELS.findall(low))
    if groups > 1 and re.search(r"[^aeiouyàâäéèêëîïôöùûüœæ]es?$", low):
        groups -= 1
    return max(1, groups)
