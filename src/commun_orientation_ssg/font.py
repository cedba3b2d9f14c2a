"""A partner's font file to what its pages may load, or to a located finding; pure.

Only WOFF2 is taken: every browser that we serve reads it, and it is the smallest. The file is read no further than its
table of contents: a browser cleans a font before it uses it.

Source: WOFF File Format 2.0, W3C Recommendation of 8 August 2024, sections 4.1 (header) and 4.2 (table directory).
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass

from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity

__all__ = ["FONT_MISSING", "MAX_BYTES", "NO_FONT", "Font", "read_font"]

MAX_BYTES = 60_000
"""What a phone on a bad network takes for letters; the letters of French take 15 to 30 KB."""

FONT_REFUSED = Rule(
    "font-refused",
    Severity.ERROR,
    Bilingual(
        "la police « {path} » ne peut pas être publiée : {why_fr}", "the font “{path}” cannot be published: {why_en}"
    ),
    Bilingual("un fichier WOFF2 de 60 Ko au plus", "a WOFF2 file, 60 KB at most"),
    Bilingual(
        "votre service de communication a ce fichier, ou peut n'y laisser que les lettres du français ; sans la ligne "
        "« font: », les pages prennent la police de l'appareil.",
        "your communication department has this file, or can leave in it the letters of French alone; without the line "
        "`font:`, pages take the device's own font.",
    ),
)

FONT_MISSING = Rule(
    "font-missing",
    Severity.ERROR,
    Bilingual(
        "la police « {path} » n'est pas dans le dossier du partenaire",
        "the font “{path}” is not in the partner's folder",
    ),
    Bilingual(
        "un fichier WOFF2 du dossier, comme « assets/police.woff2 »",
        "a WOFF2 file of the folder, such as “assets/police.woff2”",
    ),
)

_NOT_ONE = ("ce n'est pas un fichier WOFF2", "it is not a WOFF2 file")
_CUT = ("le fichier est abîmé ou incomplet", "the file is damaged or incomplete")
_HEADER = struct.Struct(">4s I I H H I")
"""Signature, flavour, length of the file, number of tables, reserved, size once opened; 28 bytes of others follow."""
_DIRECTORY_AT = 48
_GLYF, _LOCA, _FVAR, _OTHER = 10, 11, 47, 63
"""Numbers of known tables; 63: the name follows, in four letters."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font that pages may load: its file, and whether it holds all weights. Empty when a partner has none."""

    data: bytes
    all_weights: bool

    @property
    def path(self) -> str:
        """Where it stands in the partner's folder: its name changes with it, so that it may be kept for ever."""
        return f"assets/font.{hashlib.sha256(self.data).hexdigest()[:8]}.woff2" if self.data else ""


NO_FONT = Font(b"", False)


class _RefusedError(Exception):
    """Why in French, why in English."""


def read_font(data: bytes, location: Location, path: str) -> tuple[Font, list[Diagnostic]]:
    """Read a font.

    Args:
        data: the file; one byte more than `MAX_BYTES` is enough to know that it is too heavy.
        location: where the branding names it.
        path: as written there.

    Returns:
        The font, or `NO_FONT` and why it cannot be published.
    """
    try:
        return Font(data, _holds_all_weights(data)), []
    except _RefusedError as problem:
        why_fr, why_en = problem.args
        return NO_FONT, [FONT_REFUSED.at(location, path=path, why_fr=why_fr, why_en=why_en)]


def _holds_all_weights(data: bytes) -> bool:
    """Tell whether the font is variable (it has a table of axes), once its table of contents has been followed."""
    if not data.startswith(b"wOF2"):
        raise _RefusedError(*_NOT_ONE)
    if len(data) > MAX_BYTES:
        raise _RefusedError("il pèse plus de 60 Ko", "it weighs more than 60 KB")
    if len(data) < _DIRECTORY_AT:
        raise _RefusedError(*_CUT)
    _, _, length, tables, _, _ = _HEADER.unpack_from(data)
    if length != len(data):
        raise _RefusedError(*_CUT)
    at, found = _DIRECTORY_AT, set()
    for _ in range(tables):
        flags, at = _byte(data, at)
        known, version = flags & 0x3F, flags >> 6
        if known == _OTHER:
            found.add(data[at : at + 4])
            at += 4
        found.add(bytes([known]))
        _, at = _number(data, at)
        if (version != 3) if known in (_GLYF, _LOCA) else (version != 0):  # its table is transformed: a second length
            _, at = _number(data, at)
    return bytes([_FVAR]) in found or b"fvar" in found


def _byte(data: bytes, at: int) -> tuple[int, int]:
    if at >= len(data):
        raise _RefusedError(*_CUT)
    return data[at], at + 1


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of 1 to 5 bytes, seven bits in each (UIntBase128): the number, and where the next thing stands."""
    number = 0
    for _ in range(5):
        byte, at = _byte(data, at)
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at
    raise _RefusedError(*_CUT)
