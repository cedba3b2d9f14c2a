"""The index as the page has it, read back: weights, stems, postings, groups. The tables of `building`, to look up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

from .coding import Reader, Replay
from .text import sound

__all__ = ["FIELDS", "MANY", "WEIGHTS", "Index"]

FIELDS = "TOWASP"
"""Fields of phrases, by number."""
MANY = 8
"""From so many on, the gaps between the documents that hold a stem are written alike."""

WEIGHTS: Mapping[str, Any] = {
    # Percent of a match, by field: Title, Official name, Words, Acronyms, Service names, Partner's own words.
    "fields": {"T": 100, "O": 88, "W": 100, "A": 105, "S": 45, "P": 115},
    # Percent of a stem's weight, by the number of phrases of the document that hold it.
    "repeats": [0, 62, 76, 85, 91, 96, 100],
    # Percent of a stem's weight, by how it was recognised.
    "exact": 100, "joined": 92, "split": 88, "sound": 78, "near": 74, "far": 50, "begins": 66, "group": 60,
    # Parts of a score in thousandths: best phrase, second phrase, bag of words.
    "best": 280, "second": 140, "bag": 580,
    # How much of the norm is the query's and the phrase's.
    "query": 1, "phrase": 1,
    # Percent of the weight of a word seen once, for a word never seen.
    "unknown": 100,
    # Added to a need that a sign points to, and the least it then has: listed, block, banner.
    "signs": [[0, 0], [60, 0], [140, 400], [220, 480]],
    # Scores, out of 1000. An answer is trusted by what it has above `absent` percent of the best of what is not here,
    # and above `lean` percent of what its words lean to: -1000 for a word that only needs hold, 1000 for one that only
    # what is not here holds, `few` percent of a phrase being held by both in any case.
    # Below `abstain` nothing is said; below `doubt`, or below `clarify` when two are close, a question is asked.
    "absent": 80, "lean": 10, "few": 30, "abstain": 170, "doubt": 180,
    "clarify": 330, "close": 93, "sure": 700, "shown": 30,
}  # fmt: skip
"""The integers of the ranking: fixed here, written in the index, read by Python and by the page."""


class Index:
    """An index as the page has it, read back: what the ranking looks up.

    Args:
        data: what `index_data` made, or the same values from JSON.
        ids: of the needs, in order: the page does without them.
        readers: of the words and of the rest; those of `data` when not given.
    """

    def __init__(
        self, data: Mapping[str, Any], ids: Iterable[str], readers: Sequence[Reader | Replay] | None = None
    ) -> None:
        self.ids = tuple(ids)
        self.places = {id: number for number, id in enumerate(self.ids)}
        self.weights: Mapping[str, Any] = data["weights"]
        self.needs: list[list[Any]] = data["needs"]
        self.topics: list[list[str]] = data["topics"]
        self.urgent = frozenset(data["help"]["lines"])
        self.lines: dict[str, list[str]] = {**data["help"]["others"], **data["help"]["lines"]}
        words, reader = readers or (Reader(data["words"]), Reader(data["code"]))
        self.stems = [*words.words(), *reader.words()]
        self.numbers = {one: number for number, one in enumerate(self.stems)}
        self._read_postings(reader, data["idf"])
        self._read_groups(reader)
        self._read_signs(reader)
        self._read_ambiguous(reader, data["choices"])

    def _read_postings(self, reader: Reader | Replay, idfs: Sequence[int]) -> None:
        """Read, for each stem, the documents that hold it and their phrases; then the field of each phrase."""
        sizes = [reader.number("phrases") for _ in range(reader.number("documents"))]
        firsts = [0, *accumulate(sizes)]
        self.holder = [document for document, size in enumerate(sizes) for _ in range(size)]
        groups = [[size] for size in sizes]
        self.postings: list[list[int]] = []
        holders: list[int] = []
        for _ in self.stems:
            held = reader.number("holders")
            holders.append(held)
            places: list[int] = []
            for document in reader.rising("document", held, min(held, MANY)):
                repeats = 1 + reader.number("repeats", min(held, 2)) if sizes[document] > 1 else 1
                sizes_now = groups[document]
                for group, count in reversed(reader.members(sizes_now, repeats)):
                    start = firsts[document] + sum(sizes_now[:group])
                    places += range(start, start + count)
                    if count < sizes_now[group]:
                        sizes_now[group : group + 1] = [count, sizes_now[group] - count]
            self.postings.append(places)
        percents = self.weights["fields"]
        self.percent = [percents[FIELDS[reader.symbol(("field", 0), len(FIELDS))]] for _ in self.holder]
        self._weigh(holders, idfs)
        self._lean()

    def _weigh(self, holders: Sequence[int], idfs: Sequence[int]) -> None:
        """Give each stem the weight of its number of holders, and each phrase the sum of its stems' weights."""
        values = dict(zip(sorted({0, 1, *holders}), idfs, strict=True))
        self.idf = [values[held] for held in holders]
        self.unknown = values[1] * self.weights["unknown"] // 100
        self.norm = [0] * len(self.holder)
        for places, value in zip(self.postings, self.idf, strict=True):
            for place in places:
                self.norm[place] += value

    def _lean(self) -> None:
        """Give each stem what it leans to, by the share of the phrases on either side that hold it."""
        here = bisect_left(self.holder, len(self.needs))
        absent = len(self.holder) - here
        few = here * self.weights["few"] // 100
        self.lean = [0] * len(self.postings)
        for number, places in enumerate(self.postings):
            known = sum(place < here for place in places)
            inside, outside = known * absent, (len(places) - known) * here
            if absent and places:
                self.lean[number] = 1000 * (outside - inside) // (outside + inside + few)

    def _read_groups(self, reader: Reader | Replay) -> None:
        """Keep, for each sequence of stems that stands in a group, the numbers of the single stems beside it."""
        self.beside: dict[str, list[int]] = {}
        for _ in range(reader.number("groups")):
            members = self._members(reader)
            for member in members:
                others = self.beside.setdefault(" ".join(self.stems[number] for number in member), [])
                for other in members:
                    if other != member and len(other) == 1 and self.postings[other[0]] and other[0] not in others:
                        others.append(other[0])

    def _members(self, reader: Reader | Replay) -> list[list[int]]:
        total = len(self.stems)
        return [
            [reader.choice(total) for _ in range(reader.number("sequence"))] for _ in range(reader.number("members"))
        ]

    def _read_ambiguous(self, reader: Reader | Replay, texts: Iterable[str]) -> None:
        """Read what each ambiguous word may be, and the choices it asks for: text and number of the need."""
        left = iter(texts)
        self.ambiguous: list[tuple[frozenset[str], list[tuple[str, int]]]] = []
        for _ in range(reader.number("ambiguous")):
            members = [" ".join(self.stems[number] for number in member) for member in self._members(reader)]
            needs = [reader.choice(len(self.ids)) for _ in range(reader.number("choices"))]
            self.ambiguous.append((frozenset(members), [(next(left), need) for need in needs]))

    def _read_signs(self, reader: Reader | Replay) -> None:
        """Read the lists, signs (need, level, slots, unless), figures of speech and stories: sets of stems."""
        stems = [self.stems[number] for number in reader.rising("sign stem", reader.number("sign stems"))]
        lists: list[frozenset[str]] = []

        def slot() -> frozenset[str]:
            count = len(lists)
            numbers = reader.rising("slot", reader.number("slot size"))
            single = (stems[number - count] for number in numbers if number >= count)
            return frozenset(single).union(*(lists[number] for number in numbers if number < count))

        made = [slot() for _ in range(reader.number("lists"))]
        lists += made
        self.stories = slot()
        self.signs = [
            (
                reader.number("sign need") - 1,
                reader.number("level"),
                tuple(slot() for _ in range(reader.number("slots"))),
                slot(),
            )
            for _ in range(reader.number("signs"))
        ]
        self.figures = [
            tuple(stems[reader.choice(len(stems))] for _ in range(reader.number("figure")))
            for _ in range(reader.number("figures"))
        ]

    @cached_property
    def by_sound(self) -> dict[str, list[int]]:
        """Phonetic key -> stems that sound so."""
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
