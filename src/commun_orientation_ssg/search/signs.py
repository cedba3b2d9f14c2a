"""The signs of danger of the content (`signs.yaml`, `danger.yaml`) to stems: what `emergency` looks for.

A sign points to a need, at a level. Each of its slots must be met by a word of the query, all within a few words of
each other; words after `unless` cancel it. Figures of speech hide their words from the signs; stories cancel them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..schema import Danger
from ..schema import Sign as Doc
from .text import stem, tokens

__all__ = ["LEVELS", "Sign", "Signs", "Slot", "read_signs"]

LEVELS = ("none", "listed", "block", "banner")
"""From nothing to certainty: a need among the first three, numbers to call, numbers in front of all."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One of these must be said: numbers of lists, and stems."""

    lists: tuple[int, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: the id of its need, its level (a place in `LEVELS`), its slots, and what cancels it."""

    need: str
    level: int
    slots: tuple[Slot, ...]
    unless: Slot


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs, as stems.

    Args:
        lists: the stems of each list.
        figures: sequences of stems.
        stories: stems of what tells a story.
        calls: id of a need -> ids of the emergency lines to show for it.
    """

    lists: tuple[tuple[str, ...], ...]
    signs: tuple[Sign, ...]
    figures: tuple[tuple[str, ...], ...]
    stories: tuple[str, ...]
    calls: Mapping[str, tuple[str, ...]]

    def stems(self) -> set[str]:
        """Return every stem that a sign, a list, a figure or a story holds."""
        slots = [slot for sign in self.signs for slot in (*sign.slots, sign.unless)]
        groups = [*self.lists, *(slot.stems for slot in slots), *self.figures, self.stories]
        return {one for group in groups for one in group}


def read_signs(signs: Iterable[Doc], danger: Danger | None) -> Signs:
    """Turn the bound documents into stems. A compound counts by its last word ("beau-père" -> "père")."""
    if danger is None:
        return Signs((), (), (), (), {})
    places = {one.id.upper(): place for place, one in enumerate(danger.lists)}

    def slot(words: str) -> Slot:
        names = [name.strip() for name in words.split(",")]
        lists = sorted({places[name] for name in names if name in places})
        return Slot(tuple(lists), _stems(name for name in names if name not in places))

    return Signs(
        tuple(_stems(one.words.split(",")) for one in danger.lists),
        tuple(
            Sign(one.need, LEVELS.index(one.show), tuple(map(slot, one.words)), slot(one.unless or "")) for one in signs
        ),
        tuple(dict.fromkeys(filter(None, (tuple(map(stem, tokens(figure))) for figure in danger.figures)))),
        _stems(danger.stories),
        {one.id: one.lines for one in danger.calls},
    )


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stem of the last token of each, sorted."""
    return tuple(sorted({stem(found[-1]) for word in words if (found := list(tokens(word)))}))
