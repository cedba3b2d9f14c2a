"""A query to an answer: needs best first, an emergency level, a question to ask, or nothing. See `docs/search.md`.

Integers only, ties by document number: the page computes the same answer from the same index (`search-engine.js`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .emergency import danger_of
from .index import Index
from .numbers import read_numbers
from .signs import LEVELS
from .text import MAX_CHARACTERS, script_of, tokens
from .words import Word, read_query

__all__ = ["SHOWN", "Answer", "Choice", "search"]

SHOWN = 8
"""Needs in an answer."""
BLANK = " \t\n\r\u00a0\u202f"
_LISTED, _BLOCK, _BANNER = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a clarifying question: its text, and the number of its need."""

    text: str
    need: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What to show for a query.

    Args:
        results: (number of a need, score in thousandths), best first.
        emergency: none, listed, block or banner.
        choices: two or three when it is better to ask.
        abstained: nothing here answers: show the emergency block, the topics and a human.
        language: "ar", "ru" or "uk" when the emergency page of that language should open.
        place: a postcode was typed: its five digits.
        lines: digits of the help lines that were typed: shown first.
    """

    results: tuple[tuple[int, int], ...] = ()
    emergency: str = "none"
    choices: tuple[Choice, ...] = ()
    abstained: bool = False
    language: str = ""
    place: str = ""
    lines: tuple[str, ...] = ()


def search(query: str, index: Index) -> Answer:
    """Return the answer to `query`; an empty one when nothing was typed."""
    query = query[:MAX_CHARACTERS]
    if not query.strip(BLANK):
        return Answer()
    language = script_of(query)
    if language:
        return Answer(abstained=True, emergency="block", language=language)
    typed = list(tokens(query))
    numbers = read_numbers(typed, index)
    urgent = not index.urgent.isdisjoint(numbers.lines)
    called = Answer(emergency="banner" if urgent else "none", lines=numbers.lines)
    if called.lines and all(word.isdigit() for word in typed):
        return called
    if len(typed) == 1 and len(typed[0]) == 5 and typed[0].isdigit():
        return Answer(abstained=True, emergency="block", place=typed[0])
    if numbers.begun:
        return Answer()
    words = read_query(query, index)
    danger = danger_of(words, index)
    ranked = _raised(_ranked([word for word in words if not word.stop], index), danger, index)
    answer = _decided(ranked, danger, _asked(words, index), _leaning(words, index), index)
    return called if called.lines and numbers.bare and answer.abstained else replace(answer, lines=called.lines)


# --------------------------------------------------------------------------------------------------------------------
# Scores.


def _held(word: Word, index: Index) -> list[int]:
    """Return the stems that a word may stand for and that a document holds, the likeliest first."""
    return [number for number, _ in word.candidates if index.postings[number]]


def _mass(word: Word, index: Index) -> int:
    """Return what a word weighs in the query's norm: as much as the rarest stem that it may stand for."""
    weights = [index.idf[number] for number in _held(word, index)]
    exact = word.exact and index.postings[word.candidates[0][0]]
    return (weights[0] if exact else max(weights)) if weights else index.unknown


def _leaning(words: Sequence[Word], index: Index) -> int:
    """Return what the words lean to, each by the first stem that it may stand for: above 0, to what is not here."""
    held = (_held(word, index) for word in words if not word.stop)
    return sum(index.lean[numbers[0]] for numbers in held if numbers)


def _raised(scores: dict[int, int], danger: Mapping[int, int], index: Index) -> list[tuple[int, int]]:
    """Return (document, score) best first, once the needs that signs point to are raised."""
    for need, level in danger.items():
        if need >= 0:
            more, least = index.weights["signs"][level]
            scores[need] = max(scores.get(need, 0) + more, least)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _ranked(words: Sequence[Word], index: Index) -> dict[int, int]:
    """Return document -> score in thousandths, for the documents that hold a word of the query."""
    weights = index.weights
    repeats = weights["repeats"]
    mass = 0
    hits: dict[int, int] = {}
    bag: dict[int, int] = {}
    for word in words:
        heavy = _mass(word, index)
        mass += heavy
        here: dict[int, int] = {}
        held: dict[int, int] = {}
        for number, percent in word.candidates:
            value = min(index.idf[number], heavy) * percent // 100
            counts: dict[int, int] = {}
            for place in index.postings[number]:
                if here.get(place, 0) < value:
                    here[place] = value
                document = index.holder[place]
                counts[document] = counts.get(document, 0) + 1
            for document, count in counts.items():
                worth = value * repeats[min(count, len(repeats) - 1)] // 100
                if held.get(document, 0) < worth:
                    held[document] = worth
        for place, value in here.items():
            hits[place] = hits.get(place, 0) + value
        for document, value in held.items():
            bag[document] = bag.get(document, 0) + value
    best: dict[int, int] = {}
    second: dict[int, int] = {}
    for place, hit in hits.items():
        norm = weights["query"] * mass + weights["phrase"] * index.norm[place]
        alike = 10 * hit * (weights["query"] + weights["phrase"]) * index.percent[place] // norm
        document = index.holder[place]
        if alike > best.get(document, 0):
            best[document], second[document] = alike, best.get(document, 0)
        elif alike > second.get(document, 0):
            second[document] = alike
    return {
        document: (
            weights["best"] * best.get(document, 0)
            + weights["second"] * second.get(document, 0)
            + weights["bag"] * (1000 * worth // mass)
        )
        // 1000
        for document, worth in bag.items()
    }


# --------------------------------------------------------------------------------------------------------------------
# What to do with them.


def _asked(words: Sequence[Word], index: Index) -> tuple[Choice, ...]:
    """Return the choices of the ambiguous word that is all the query says."""
    if all(word.stop for word in words):
        return ()
    said = " ".join(
        index.stems[word.candidates[0][0]] if word.candidates else word.stem for word in words if not word.stop
    )
    for phrases, choices in index.ambiguous:
        if said in phrases:
            return tuple(Choice(text, need) for text, need in choices)
    return ()


def _decided(
    ranked: Sequence[tuple[int, int]],
    danger: Mapping[int, int],
    asked: tuple[Choice, ...],
    leaning: int,
    index: Index,
) -> Answer:
    weights = index.weights
    needs = [pair for pair in ranked if pair[0] < len(index.needs)]
    top = needs[0][1] if needs else 0
    absent = max((score for document, score in ranked if document >= len(index.needs)), default=0)
    trust = 100 * top - weights["absent"] * absent - weights["lean"] * leaning
    level = max(danger.values(), default=0)
    if asked:
        return Answer(_choices_first(needs, asked), LEVELS[max(level, _BLOCK)], asked)
    if trust < 100 * weights["abstain"]:
        return Answer((), LEVELS[max(level, _BLOCK)], abstained=True)
    shown = [pair for pair in needs[:SHOWN] if pair[1] * 100 >= top * weights["shown"]]
    results = _with_danger(_with_broader(shown, index), danger)
    close = top < weights["clarify"] and len(results) > 1 and results[1][1] * 100 >= top * weights["close"]
    if len(results) > 1 and level < _BLOCK and (close or trust < 100 * weights["doubt"]):
        choices = tuple(Choice(index.needs[need][0], need) for need, _ in results[:3])
        return Answer(results, LEVELS[_BLOCK], choices)
    return Answer(results, _level(results, level, index))


def _with_broader(results: list[tuple[int, int]], index: Index) -> list[tuple[int, int]]:
    """Return the results with the broader need of the first one, if any, among the first three."""
    for broader in index.needs[results[0][0]][3:]:
        if broader not in [need for need, _ in results[:3]]:
            others = [pair for pair in results if pair[0] != broader]
            return [others[0], (broader, others[min(1, len(others) - 1)][1]), *others[1:]][:SHOWN]
    return results


def _with_danger(results: list[tuple[int, int]], danger: Mapping[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the results with the need of the surest sign among the first three."""
    signs = sorted((-level, need) for need, level in danger.items() if need >= 0)
    first = [need for need, _ in results[:3]]
    if signs and not any(need in first for _, need in signs):
        need = signs[0][1]
        others = [pair for pair in results if pair[0] != need]
        results = [*others[:2], (need, others[min(1, len(others) - 1)][1]), *others[2:]][:SHOWN]
    return tuple(results)


def _choices_first(needs: Sequence[tuple[int, int]], choices: tuple[Choice, ...]) -> tuple[tuple[int, int], ...]:
    scores = dict(needs)
    first = [choice.need for choice in choices]
    others = [pair for pair in needs if pair[0] not in first]
    return (*((need, scores.get(need, 0)) for need in first), *others)[:SHOWN]


def _level(results: Sequence[tuple[int, int]], danger: int, index: Index) -> str:
    """Return the level of an answer: the signs', or what the first results say."""
    urgent = [bool(index.needs[need][2]) for need, _ in results[:3]]
    if danger == _BANNER:
        return "banner"
    if danger == _BLOCK or (urgent[0] and results[0][1] >= index.weights["sure"]):
        return "block"
    return "listed" if any(urgent) else "none"
