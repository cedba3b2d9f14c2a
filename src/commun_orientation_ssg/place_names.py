"""A place from its name or its code, as people type it when they make a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .refusal import Refusal, did_you_mean
from .schema import slug_of
from .source import read_tables
from .territory import Commune, Territories, level_of, place_of, read_territories

__all__ = ["find_commune", "find_place", "one_line", "territories_of"]

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


def find_commune(text: str, territories: Territories) -> str:
    """Return the code of the commune of today that `text` means: a code, an old one, a name, "Toulon (83137)".

    Raises:
        Refusal: none, or several; a postcode only leads to a choice. The message lists the communes to choose from.
    """
    text = one_line(text)
    if match := re.fullmatch(r".*\((\w+)\)", text):
        text = match[1]
    code = territories.current(text.upper())
    # An old code that is a postcode today is taken for neither: 75018 was that of Charenton-le-Pont.
    if code in territories.communes and (code == text.upper() or not _elsewhere(text, code, territories)):
        return code
    if re.fullmatch(r"\d{5}", text):
        raise _no_commune(text, list(territories.with_postcode(text)), territories)
    slug = slug_of(text)
    found = {commune.code: commune for commune, name in territories.named() if slug_of(name) == slug}
    exact = {code: commune for code, commune in found.items() if slug_of(commune.name) == slug}
    found = exact or found
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise _choice(text, list(found.values()), territories)
    near = did_you_mean(text, (name for _, name in territories.named()))
    raise Refusal(
        f"aucune commune ne s'appelle « {text} ».{near[0]} Donnez son code Insee, par exemple 83137 pour Toulon.",
        f"no commune is called “{text}”.{near[1]} Give its Insee code, for instance 83137 for Toulon.",
    )


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


def _no_commune(code: str, found: list[Commune], territories: Territories) -> Refusal:
    """Say what five digits that are no commune's code may be: a postcode, Monaco's, or nothing."""
    if found:
        return _choice(code, found, territories)
    if code.startswith("980"):
        return Refusal(
            f"« {code} » est un code postal de Monaco : ce n'est pas une commune française",
            f"“{code}” is a postcode of Monaco: it is no French commune",
        )
    return Refusal(
        f"« {code} » n'est ni un code Insee de commune, ni un code postal de 2026",
        f"“{code}” is neither the Insee code of a commune, nor a postcode, of 2026",
    )


def _elsewhere(text: str, code: str, territories: Territories) -> bool:
    """Tell whether an old code of the commune `code` is a postcode of others."""
    return any(commune.code != code for commune in territories.with_postcode(text))


def _choice(text: str, found: list[Commune], territories: Territories) -> Refusal:
    choices = ", ".join(f"{each.code} ({each.name}, {territories.name(each.departement)})" for each in found[:12])
    more = " …" if len(found) > 12 else ""
    if re.fullmatch(r"\d{5}", text):
        several, several_en = "c'est un code postal", "this is a postcode"
    else:
        several, several_en = f"{len(found)} communes portent ce nom", f"{len(found)} communes have this name"
    return Refusal(
        f"« {text} » : {several}. Choisissez le code Insee : {choices}{more}",
        f"“{text}”: {several_en}. Choose the Insee code: {choices}{more}",
    )
