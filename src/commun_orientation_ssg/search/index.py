"""A resolved site and its lexicon to a compact index: documents, phrases, stems in phonetic order, postings.

`index_data` makes what the page loads, as values of JSON; `Index` reads it back, in Python as in the page. Ranking is
left to `ranking`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..model import EmergencyLine, Need, Site
from ..permalinks import Permalinks
from ..schema import Lexicon
from . import french
from .signs import SIGNS
from .text import sound, stem, stems_of

__all__ = ["WEIGHTS", "Index", "Phrase", "index_data", "index_script"]

WEIGHTS: Mapping[str, Any] = {
    # Percent of a match, by field: Title, Official name, Words, Acronyms, Service names, Partner's own words.
    "fields": {"T": 100, "O": 88, "W": 100, "A": 105, "S": 45, "P": 115},
    # Percent of a stem's weight, by the number of phrases of the document that hold it.
    "repeats": [0, 62, 76, 85, 91, 96, 100],
    # Percent of a stem's weight, by how it was recognised.
    "exact": 100, "joined": 92, "split": 88, "sound": 78, "near": 74, "far": 50, "begins": 66, "group": 70,
    # Parts of a score in thousandths: best phrase, second phrase, bag of words.
    "best": 280, "second": 140, "bag": 580,
    # How much of the norm is the query's and the phrase's.
    "query": 1, "phrase": 1,
    # Percent of the weight of a word seen once, for a word never seen.
    "unknown": 80,
    # Added to a need that a sign points to, and the least it then has: for a block, for a banner.
    "signs": [[0, 0], [140, 400], [220, 480]],
    # Scores, out of 1000: below `abstain` nothing is said; between, a question is asked when two answers are close.
    "abstain": 250, "clarify": 330, "close": 93, "sure": 700, "shown": 30,
}  # fmt: skip
"""The integers of the ranking: fixed here, written in the index, read by Python and by the page."""

ANY_EMERGENCY = "17 15 18 112 114"
"""Numbers to show when the danger is not known."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~'"
"""Alphabet of the postings: the first half ends a number, the second half says that more follows."""
_HALF = 45


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few words of one document; `field` is a letter of `WEIGHTS["fields"]`."""

    field: str
    stems: tuple[str, ...]


def phrases_of(need: Need, site: Site, common: Need | None, acronyms: Iterable[tuple[str, str]]) -> Iterator[Phrase]:
    """Yield what a need can be found by. `common` is the same need before the partner's changes, None for its own.

    Acronyms and the name of the first service are added only where they say something new.
    """
    known = None if common is None else frozenset(common.words)
    written = [("T", need.title), ("O", need.official)]
    written += [("W" if known is None or words in known else "P", words) for words in need.words]
    more = [("A", text) for text in need.acronyms]
    more += [("A", text) for pair in acronyms for text in pair]
    more += [("S", site.services[id].name) for id in need.services[:1]]
    seen: set[str] = set()
    for field, text in (*written, *more):
        stems = stems_of(text)
        if field not in "AS" or not seen.issuperset(stems):
            seen.update(stems)
            yield Phrase(field, stems)


def index_data(
    site: Site, lexicon: Lexicon | None, links: Permalinks, common: Mapping[str, Need] | None = None
) -> dict[str, Any]:
    """Return the index of one partner's site.

    Args:
        common: the needs of the commons, to tell the partner's own words from those of all.
    """
    common = site.needs if common is None else common
    acronyms: dict[str, list[tuple[str, str]]] = {}
    for acronym in lexicon.acronyms if lexicon else ():
        for id in acronym.needs:
            acronyms.setdefault(id, []).append((acronym.short, acronym.long))
    documents = [list(phrases_of(need, site, common.get(id), acronyms.get(id, ()))) for id, need in site.needs.items()]
    for absent in lexicon.not_here if lexicon else ():
        words = [Phrase("W", stems_of(words)) for words in absent.words]
        documents.append([Phrase("T", stems_of(absent.title)), *words])
    numbers = {id: number for number, id in enumerate(site.needs)}
    topics = {topic for need in site.needs.values() for topic in need.topics}
    postings = _postings(documents, _other_stems(lexicon))
    ranks = {one: rank for rank, one in enumerate(_front_decoded(postings["stems"]))}
    return {
        **_tables(numbers),
        **postings,
        "needs": [
            [need.title, _folder(links.step(need.target)), int(need.emergency)] for need in site.needs.values()
        ],
        "topics": [[topic.title, _folder(links.topics[id])] for id, topic in site.topics.items() if id in topics],
        "groups": "`".join(" ".join(_coded(member, ranks) for member in group) for group in _groups(lexicon)),
        "ambiguous": [
            ["|".join(filter(None, map(_joined, item.words))), choices]
            for item in (lexicon.ambiguous if lexicon else ())
            if len(choices := [[one.text, numbers[one.need]] for one in item.choices if one.need in numbers]) > 1
        ],
        "lines": " ".join(_digits(line) for line in site.emergency),
        "help": {
            "lines": {_digits(line): [line.number.display, line.label, _address(line)] for line in site.emergency},
            "all": ANY_EMERGENCY,
            "needs": {str(numbers[need]): lines for need, lines in SIGNS.help.items() if need in numbers},
        },
    }  # fmt: skip


def _digits(line: EmergencyLine) -> str:
    return "".join(ch for ch in line.number.display if ch.isdigit())


def _address(line: EmergencyLine) -> str:
    return line.number.uri if "call" in line.how else line.number.uri.replace("tel:", "sms:")


def _folder(path: str) -> str:
    return path.removesuffix("/index.html")


def _joined(text: str) -> str:
    return " ".join(stems_of(text))


def _coded(member: str, ranks: Mapping[str, int]) -> str:
    return "".join(_packed([ranks[one]]) for one in member.split(" "))


def _groups(lexicon: Lexicon | None) -> Iterator[tuple[str, ...]]:
    """Yield the members of each group, as stems; an acronym that names no need is a group of its two forms."""
    for group in lexicon.groups if lexicon else ():
        members = tuple(dict.fromkeys(filter(None, map(_joined, group.words))))
        if len(members) > 1:
            yield members
    for acronym in lexicon.acronyms if lexicon else ():
        if not acronym.needs and _joined(acronym.short) and _joined(acronym.long):
            yield _joined(acronym.short), _joined(acronym.long)


def _other_stems(lexicon: Lexicon | None) -> set[str]:
    """Return the stems that are known without standing in a document: those of groups, ambiguous words and signs."""
    texts = [words for group in (lexicon.groups if lexicon else ()) for words in group.words]
    texts += [text for acronym in (lexicon.acronyms if lexicon else ()) for text in (acronym.short, acronym.long)]
    texts += [words for item in (lexicon.ambiguous if lexicon else ()) for words in item.words]
    found = {one for text in texts for one in stems_of(text)}
    return found | {stem(word) for word in SIGNS.words}


def _tables(numbers: Mapping[str, int]) -> dict[str, Any]:
    folds: dict[str, str] = {}
    for letter, plain in french.FOLD.items():
        if not (len(plain) == 1 and letter.isascii()):
            folds[plain] = folds.get(plain, "") + letter
    return {
        "version": 1,
        "fold": folds,
        "stop": " ".join(sorted(french.STOP)),
        "sms": " ".join(f"{short}={long}" for short, long in sorted(french.SMS.items())),
        "irregular": " ".join(f"{form}={one}" for form, one in sorted(french.IRREGULAR.items())),
        "endings": [" ".join(f"{end}={new}={least}" for end, new, least in one) for one in french.ENDINGS],
        "sounds": french.SOUNDS,
        "weights": WEIGHTS,
        "signs": SIGNS.data(numbers),
    }


def _postings(documents: Sequence[Sequence[Phrase]], others: Iterable[str]) -> dict[str, Any]:
    fields: list[str] = []
    places: dict[str, list[int]] = {one: [] for one in others}
    holders: dict[str, int] = {}
    number = 0
    for phrases in documents:
        kept: dict[tuple[str, ...], str] = {}
        for phrase in phrases:
            if phrase.stems:
                kept.setdefault(tuple(dict.fromkeys(phrase.stems)), phrase.field)
        seen: set[str] = set()
        for stems in kept:
            for one in stems:
                places.setdefault(one, []).append(number)
            seen.update(stems)
            number += 1
        for one in seen:
            holders[one] = holders.get(one, 0) + 1
        fields.append("".join(kept.values()))
    ordered = sorted(places, key=lambda one: (sound(one), one))
    count = len(documents)
    return {
        "stems": _front_coded(ordered),
        "postings": " ".join(_packed(places[one]) for one in ordered),
        "fields": " ".join(fields),
        "idf": {
            str(df): round(100 * math.log(1 + (count - df + 0.5) / (df + 0.5)))
            for df in sorted({0, 1, *holders.values()})
        },
    }


def _front_coded(words: Sequence[str]) -> str:
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


def _packed(numbers: Sequence[int]) -> str:
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


def index_script(data: Mapping[str, Any]) -> bytes:
    """Return the file that the page loads: a classic script that registers the index, and does nothing else."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.communData=window.communData||{{}}).search={text};\n".encode()


class Index:
    """An index as the page has it, read back: what the ranking looks up.

    Args:
        data: what `index_data` made, or the same values from JSON.
        ids: of the needs, in order: the page does without them.
    """

    def __init__(self, data: Mapping[str, Any], ids: Iterable[str]) -> None:
        self.ids = tuple(ids)
        self.places = {id: number for number, id in enumerate(self.ids)}
        self.weights: Mapping[str, Any] = data["weights"]
        self.needs: list[list[Any]] = data["needs"]
        self.topics: list[list[str]] = data["topics"]
        self.ambiguous = [(frozenset(words.split("|")), choices) for words, choices in data["ambiguous"]]
        self.lines = frozenset(data["lines"].split())
        self.stems = _front_decoded(data["stems"])
        self.numbers = {one: number for number, one in enumerate(self.stems)}
        self._read_phrases(data["fields"])
        self._read_postings(data["postings"], {int(df): idf for df, idf in data["idf"].items()})
        self._read_groups(data["groups"])

    def _read_phrases(self, fields: str) -> None:
        percents = self.weights["fields"]
        self.holder: list[int] = []
        self.percent: list[int] = []
        for document, letters in enumerate(fields.split(" ")):
            self.holder += [document] * len(letters)
            self.percent += [percents[letter] for letter in letters]

    def _read_postings(self, postings: str, idf: Mapping[int, int]) -> None:
        self.postings = [_unpacked(text) for text in postings.split(" ")]
        self.norm = [0] * len(self.holder)
        self.idf: list[int] = []
        self.unknown = idf[1] * self.weights["unknown"] // 100
        for places in self.postings:
            value = idf[len({self.holder[place] for place in places})]
            self.idf.append(value)
            for place in places:
                self.norm[place] += value

    def _read_groups(self, groups: str) -> None:
        """Keep, for each sequence of stems that stands in a group, the numbers of the single stems beside it."""
        self.beside: dict[str, list[int]] = {}
        for group in filter(None, groups.split("`")):
            members = [_numbers(member) for member in group.split(" ")]
            for member in members:
                others = self.beside.setdefault(" ".join(self.stems[number] for number in member), [])
                for other in members:
                    if other != member and len(other) == 1 and self.postings[other[0]] and other[0] not in others:
                        others.append(other[0])

    @cached_property
    def by_sound(self) -> dict[str, list[int]]:
        """Phonetic key -> stems that sound so. The page finds the same by bisection: stems stand in this order."""
        found: dict[str, list[int]] = {}
        for number, one in enumerate(self.stems):
            found.setdefault(sound(one), []).append(number)
        return found

    @cached_property
    def by_edge(self) -> dict[str, list[int]]:
        """First two letters, and "-" with the last two -> stems, for words misspelt elsewhere."""
        found: dict[str, list[int]] = {}
        for number, one in enumerate(self.stems):
            if len(one) > 2:
                found.setdefault(one[:2], []).append(number)
                found.setdefault(f"-{one[-2:]}", []).append(number)
        return found


def _front_decoded(text: str) -> list[str]:
    words: list[str] = []
    before = ""
    for coded in text.split(" "):
        before = before[: int(coded[0])] + coded[1:]
        words.append(before)
    return words


_VALUE = {ch: value for value, ch in enumerate(DIGITS)}


def _numbers(text: str) -> list[int]:
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


def _unpacked(text: str) -> list[int]:
    place = -1
    places: list[int] = []
    for gap in _numbers(text):
        place += gap + 1
        places.append(place)
    return places
