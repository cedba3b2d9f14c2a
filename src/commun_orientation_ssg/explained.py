"""What is known of where a value comes from, and that in words. How it is found out is `explain`'s."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .diagnostics import Location
from .overlay import HiddenItem

__all__ = ["COMMONS", "Explanation", "Use", "as_text"]

COMMONS = "content"
"""The name of the commons where a partner's could stand."""


@dataclass(frozen=True, slots=True)
class Use:
    """What one partner does with a value of the commons: "same", "replaced" or "hidden"."""

    partner: str
    how: str
    location: Location | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a value comes from.

    Args:
        path: "partner/kind/id/keys…", or "content/kind/id/keys…" for the commons.
        value: what is shown now, on one line; "" when it is hidden.
        location: where it is written.
        layer: who wrote it: "content", or a partner's id.
        counts: for a group of values, (layer, how many of them it wrote).
        below: what the commons say, when replaced: (location, value).
        hidden: what hides it, when hidden.
        lost_target: what hides the step that this answer leads to.
        inherited_from: the contact that lends the value through `part_of`.
        uses: for a value of the commons, what each partner does with it.
    """

    path: str
    value: str
    location: Location
    layer: str
    counts: tuple[tuple[str, int], ...] = ()
    below: tuple[Location, str] | None = None
    hidden: HiddenItem | None = None
    lost_target: HiddenItem | None = None
    inherited_from: str = ""
    uses: tuple[Use, ...] = ()


_WORDS = {
    "fr": {
        "value": "valeur",
        "hidden": "masqué par",
        "reason": "raison",
        "from": "vient de",
        "inherits": "hérité de",
        "replaces": "remplace",
        "would": "valeur nationale",
        "holds": "contient",
        "lost": "cette réponse n'est pas montrée : l'étape où elle mène est masquée par",
        "nobody": "aucun partenaire",
        "same": "repris tel quel par",
        "replaced": "remplacé par",
        "commons": "contenu national",
        "partner": "partenaire {}",
        "values": "{} valeur(s) : {}",
    },
    "en": {
        "value": "value",
        "hidden": "hidden by",
        "reason": "reason",
        "from": "comes from",
        "inherits": "inherited from",
        "replaces": "replaces",
        "would": "national value",
        "holds": "holds",
        "lost": "this answer is not shown: the step it leads to is hidden by",
        "nobody": "no partner",
        "same": "used as it is by",
        "replaced": "replaced by",
        "commons": "commons",
        "partner": "partner {}",
        "values": "{} value(s): {}",
    },
}


def as_text(found: Explanation, lang: str = "fr") -> str:
    """Return the explanation in words, one fact a line."""
    words, colon = _WORDS[lang], ":" if lang == "en" else " :"
    return "\n".join([found.path, *(f"  {label}{colon} {text}" for label, text in _facts(found, words))])


def _facts(found: Explanation, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    if found.hidden:
        yield words["hidden"], _at(found.hidden.location)
        yield words["reason"], found.hidden.reason or "—"
    else:
        yield words["value"], found.value
        yield words["from"], f"{_at(found.location)} ({_who(found.layer, words)})"
    if found.inherited_from:
        yield words["inherits"], f"{found.inherited_from} (part_of)"
    if found.counts:
        total = sum(count for _, count in found.counts)
        split = ", ".join(f"{count} {_who(layer, words)}" for layer, count in found.counts)
        yield words["holds"], words["values"].format(total, split)
    if found.below:
        yield (
            words["would" if found.hidden else "replaces"],
            f"{_at(found.below[0])} ({words['commons']}) « {found.below[1]} »",
        )
    if found.lost_target:
        yield words["lost"], f"{_at(found.lost_target.location)} ({found.lost_target.reason})"
    yield from _uses(found.uses, words)


def _uses(uses: tuple[Use, ...], words: dict[str, str]) -> Iterator[tuple[str, str]]:
    for use in uses:
        if use.location is not None:
            reason = f" ({use.reason})" if use.reason else ""
            yield words[use.how], f"{use.partner}, {_at(use.location)}{reason}"
    same = [use.partner for use in uses if use.how == "same"]
    if uses:
        yield words["same"], ", ".join(same) or words["nobody"]


def _who(layer: str, words: dict[str, str]) -> str:
    return words["commons"] if layer == COMMONS else words["partner"].format(layer)


def _at(location: Location) -> str:
    return f"{location.file}:{location.line}"
