"""The bytes of a file to text: UTF-8 only, without the characters that hide or reverse what is read."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from ..diagnostics import Diagnostic, Location
from . import rules

__all__ = ["UNSEEN", "decode", "forbidden"]

_MAX_FORBIDDEN = 20
_BREAK = re.compile(r"\r\n|\r|\n")
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_FRENCH_NAMES = {
    "\x00": "caractère nul",
    "\xad": "trait d'union conditionnel",
    "\u200b": "espace sans largeur",
    "\u200c": "antiliant sans largeur",
    "\u200d": "liant sans largeur",
    "\u200e": "marque gauche-à-droite",
    "\u200f": "marque droite-à-gauche",
    "\u2028": "séparateur de lignes",
    "\u2029": "séparateur de paragraphes",
    "\u202a": "début de passage gauche-à-droite",
    "\u202b": "début de passage droite-à-gauche",
    "\u202c": "fin de passage orienté",
    "\u202d": "forçage gauche-à-droite",
    "\u202e": "forçage droite-à-gauche",
    "\u2060": "gluon de mots",
    "\u2066": "isolat gauche-à-droite",
    "\u2067": "isolat droite-à-gauche",
    "\u2068": "isolat",
    "\u2069": "fin d'isolat",
    "\ufeff": "marque d'ordre des octets",
    "\ufffd": "caractère perdu lors d'une conversion",
}


def decode(data: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text without its byte order mark, each forbidden character replaced by U+FFFD and reported."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error.start, file)]
    if text.startswith("\ufeff"):
        text = text[1:]
    if text.replace("\n", "").isprintable():  # the common case, at a fraction of the cost of the search
        return text, []
    if "\0" in text and (guess := _utf16_guess(data)):
        return None, [rules.NOT_UTF8.at(Location(file, 1, 1, 1, 2), guess=guess, shown="NUL")]
    unseen = islice(UNSEEN.finditer(text), _MAX_FORBIDDEN)
    found = [forbidden(match.group(), _place(text, match.start(), file)) for match in unseen]
    return (UNSEEN.sub("\ufffd", text) if found else text), found


def _place(text: str, index: int, file: str, width: int = 1) -> Location:
    """Return the location of the character at `index`."""
    breaks = list(_BREAK.finditer(text, 0, index))
    column = index - (breaks[-1].end() if breaks else 0) + 1
    return Location(file, len(breaks) + 1, column, len(breaks) + 1, column + width)


def forbidden(character: str, location: Location) -> Diagnostic:
    name = _FRENCH_NAMES.get(character) or unicodedata.name(character, "caractère de contrôle").lower()
    return rules.FORBIDDEN.at(location, name=name, code_point=f"{ord(character):04X}")


def _utf16_guess(data: bytes) -> str:
    """Name the wide encoding that `data` seems to be in, or return "" for plain stray NULs."""
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return "UTF-32"
    nuls = max(data[0:400:2].count(0), data[1:400:2].count(0))
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or nuls * 4 > len(data[:400])
    return "UTF-16" if wide else ""


def _not_utf8(data: bytes, start: int, file: str) -> Diagnostic:
    if guess := _utf16_guess(data):
        return rules.NOT_UTF8.at(Location(file, 1, 1, 1, 2), guess=guess, shown="NUL")
    before = data[:start].decode("utf-8").removeprefix("\ufeff")
    shown = data[start : start + 1].decode("cp1252", "replace")
    return rules.NOT_UTF8.at(_place(before, len(before), file), guess="Windows-1252 ou Latin-1", shown=shown)
