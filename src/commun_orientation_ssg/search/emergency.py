"""The words of a query to a level of emergency: what the signs say, once figures of speech are put aside."""

from __future__ import annotations

from collections.abc import Sequence

from .index import Index
from .words import Word

__all__ = ["danger_of"]

WINDOW = 9
"""Words within which the slots of a sign must be met."""


def danger_of(words: Sequence[Word], index: Index) -> dict[int, int]:
    """Return the numbers of the needs that signs point to (-1: one that is not here), with the level of each.

    A word that the index does not know counts as those it resembles, so that signs survive a misspelling.
    """
    heard = [_heard(word, index) for word in words]
    _hide_figures(heard, index)
    said = frozenset().union(*heard)
    found: dict[int, int] = {}
    if said & index.stories:
        return found
    for need, level, slots, unless in index.signs:
        met = level > found.get(need, 0) and not said & unless
        if met and all(said & slot for slot in slots) and _close(heard, slots):
            found[need] = level
    return found


def _heard(word: Word, index: Index) -> frozenset[str]:
    """Return the stems that a word may be: those it resembles start with its letter ("renfermé" is not "enfermé")."""
    if word.stop or word.exact or not word.candidates or len(word.stem) < 5:
        return frozenset((word.stem,))
    near = index.weights["near"]
    alike = (index.stems[number] for number, percent in word.candidates[:4] if percent >= near)
    return frozenset([word.stem, *(one for one in alike if one[0] == word.stem[0])])


def _hide_figures(heard: list[frozenset[str]], index: Index) -> None:
    for figure in index.figures:
        for start in range(len(heard) - len(figure) + 1):
            if all(one in heard[start + n] for n, one in enumerate(figure)):
                heard[start : start + len(figure)] = [frozenset()] * len(figure)


def _close(heard: list[frozenset[str]], slots: Sequence[frozenset[str]]) -> bool:
    """Tell whether all slots are met within `WINDOW` words."""
    if len(slots) == 1:
        return True
    last = [-WINDOW - 1] * len(slots)
    for place, stems in enumerate(heard):
        for n, slot in enumerate(slots):
            if stems & slot:
                last[n] = place
        if place - min(last) < WINDOW:
            return True
    return False
