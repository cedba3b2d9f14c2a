"""A place from its name or its code, as people type it when they make a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .refusal import Refusal, did_you_mean
from .schema import slug_of
from .source import read_tables
from .territory import Territories, level_of, place_of, read_territories

__all__ = ["find_place", "one_line", "territories_of"]

_LEVELS = {
    "ville": "commune",
    "commune": "commune",
    "mairie": "commune",
    "departement": "departement",
    "region": "region",
}
_OFFICE = re.compile(r"(ville|commune|mairie|departement|region)-(?:de-la-|de-l-|du-|des-|de-|d-)?(.+)")


def territories_of(content: Path) -> Territories:
    """Read the tables of places of the commons in `content`."""
    return read_territories(read_tables(content))


def find_place(text: str, level: str, territories: Territories, *, given: bool) -> tuple[str, str]:
    """Return (level, code) of the place that `text` is the code or the name of."""
    text = one_line(text)
    if match := re.fullmatch(r".*\((\w+)\)", text):
        text = match[1]
    if territories.knows(place_of(level, text)):
        place = place_of(level, text)
        return level or level_of(place), place
    slug = slug_of(text)
    if not given and (match := _OFFICE.fullmatch(slug)):
        level, slug = level or _LEVELS[match[1]], match[2]
    found = [
        code for code, name in _places(territories) if slug_of(name) == slug and (not level or level_of(code) == level)
    ]
    if len(found) == 1:
        return level or level_of(found[0]), found[0]
    raise _unknown_place(text, found, territories)


def one_line(text: str) -> str:
    """Return `text` without anything that breaks a line or hides; at most 100 characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:100].strip()


def _places(territories: Territories) -> Iterator[tuple[str, str]]:
    yield from ((code, commune.name) for code, commune in territories.communes.items())
    yield from territories.names.items()


def _unknown_place(text: str, found: list[str], territories: Territories) -> Refusal:
    if found:
        choices = ", ".join(f"--territory {code} ({level_of(code)})" for code in found[:8])
        return Refusal(
            f"plusieurs lieux s'appellent « {text} » : ajoutez {choices}",
            f"several places are called “{text}”: add {choices}",
        )
    near = did_you_mean(text, (name for _, name in _places(territories)))
    return Refusal(
        f"aucun territoire ne s'appelle « {text} ».{near[0]} "
        "Ajoutez son code, par exemple --territory 83137 (commune) ou --territory 83 (département).",
        f"no territory is called “{text}”.{near[1]} "
        "Add its code, for instance --territory 83137 (commune) or --territory 83 (département).",
    )
