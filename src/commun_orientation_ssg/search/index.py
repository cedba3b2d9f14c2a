"""The index as the page has it, read back: weights, stems, postings, groups. The tables of `building`, to look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from .coding import front_decoded, numbers_of, unpacked
from .text import sound

__all__ = ["WEIGHTS", "Index"]

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
        self.stems = front_decoded(data["stems"])
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
        self.postings = [unpacked(text) for text in postings.split(" ")]
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
            members = [numbers_of(member) for member in group.split(" ")]
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
