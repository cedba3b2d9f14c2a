"""sRGB colours, WCAG contrast, and a brand palette where AA holds by construction; pure.

Turns two colours of a partner into the tokens of the light and dark schemes, and a failing colour into the nearest one
that passes (OKLCH: same hue, same chroma where the screen can show it, the least change of lightness). Which colours a
partner chose is `schema`'s; writing CSS is the theme's.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from commun_orientation_ssg.diagnostics import Bilingual, Diagnostic, Location, Rule, Severity

__all__ = [
    "PAIRS",
    "TONES",
    "ColourProblem",
    "Palette",
    "contrast",
    "derive_palette",
    "luminance",
    "nearest_passing",
    "parse_colour",
]

TEXT_RATIO = 4.5  # WCAG 2.2, 1.4.3 Contrast (Minimum), level AA, text of any size
SHAPE_RATIO = 3.0  # WCAG 2.2, 1.4.11 Non-text Contrast: borders of inputs, focus
RING_RATIO = 9.0  # a ring of two colours this far apart shows at 3:1 on any colour (technique C40)

PAIRS: tuple[tuple[str, str, float], ...] = (
    ("text", "surface", TEXT_RATIO),
    ("text", "surface_tint", TEXT_RATIO),
    ("text_muted", "surface", TEXT_RATIO),
    ("text_muted", "surface_tint", TEXT_RATIO),
    ("primary_text", "surface", TEXT_RATIO),
    ("primary_text", "surface_tint", TEXT_RATIO),
    ("link", "surface", TEXT_RATIO),
    ("link", "surface_tint", TEXT_RATIO),
    ("on_primary", "primary", TEXT_RATIO),
    ("on_accent", "accent", TEXT_RATIO),
    ("border", "surface", SHAPE_RATIO),
    ("border", "surface_tint", SHAPE_RATIO),
    ("primary_edge", "surface", SHAPE_RATIO),
    ("primary_edge", "surface_tint", SHAPE_RATIO),
    ("accent_edge", "surface", SHAPE_RATIO),
    ("accent_edge", "surface_tint", SHAPE_RATIO),
    ("focus", "surface", SHAPE_RATIO),
    ("focus", "surface_tint", SHAPE_RATIO),
    ("focus", "focus_gap", RING_RATIO),
)
"""(token in front, token behind, least contrast): what a theme may put on what, in both schemes."""

_EXPECTED = Bilingual("un code comme « #005a9c » ou « #05c »", 'a code such as "#005a9c" or "#05c"')
COLOUR_NAME = Rule(
    "colour-name",
    Severity.ERROR,
    Bilingual("« {colour} » est un nom de couleur, pas un code", '"{colour}" is a colour name, not a code'),
    _EXPECTED,
    Bilingual("écrivez « {code} », entre guillemets.", 'write "{code}", with its quotes.'),
)
COLOUR_UNREADABLE = Rule(
    "colour-unreadable",
    Severity.ERROR,
    Bilingual("« {colour} » ne se lit pas comme une couleur", '"{colour}" does not read as a colour'),
    _EXPECTED,
    Bilingual(
        "un dièse puis trois ou six chiffres de 0 à 9 et lettres de a à f, le tout entre guillemets.",
        "a hash then three or six digits from 0 to 9 and letters from a to f, in quotes.",
    ),
)

# Names people try first -> the CSS value (CSS Color 4, basic keywords), French and English.
_NAMES = {
    "noir": "#000000", "black": "#000000", "blanc": "#ffffff", "white": "#ffffff", "rouge": "#ff0000",
    "red": "#ff0000", "bleu": "#0000ff", "blue": "#0000ff", "vert": "#008000", "green": "#008000",
    "jaune": "#ffff00", "yellow": "#ffff00", "orange": "#ffa500", "violet": "#800080", "purple": "#800080",
    "gris": "#808080", "gray": "#808080", "grey": "#808080", "rose": "#ffc0cb", "pink": "#ffc0cb",
    "marine": "#000080", "navy": "#000080", "turquoise": "#40e0d0", "teal": "#008080", "maroon": "#800000",
    "bordeaux": "#800000", "marron": "#a52a2a", "brown": "#a52a2a",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColourProblem:
    """Why a text is not a colour; `code` is the code meant, when known."""

    rule: Rule
    colour: str
    code: str = ""

    def at(self, location: Location) -> Diagnostic:
        """Return the finding at `location`."""
        return self.rule.at(location, colour=self.colour, code=self.code)


@dataclass(frozen=True, slots=True)
class Palette:
    """Token -> "#rrggbb" for the light and the dark scheme; every pair of `PAIRS` meets its contrast in both."""

    light: dict[str, str]
    dark: dict[str, str]


def parse_colour(text: str) -> str | ColourProblem:
    """Return "#rrggbb" in lower case for "#rgb" or "#rrggbb", a problem for anything else (names included)."""
    plain = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{6}", plain):
        return plain
    if re.fullmatch(r"#[0-9a-f]{3}", plain):
        return "#" + "".join(char * 2 for char in plain[1:])
    shown = " ".join(text.split())[:40]
    if plain in _NAMES:
        return ColourProblem(COLOUR_NAME, shown, _NAMES[plain])
    if re.fullmatch(r"[0-9a-f]{6}", plain):
        return ColourProblem(COLOUR_UNREADABLE, shown, f"#{plain}")
    return ColourProblem(COLOUR_UNREADABLE, shown)


def luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb", 0 (black) to 1 (white). Source: WCAG 2.2, "relative luminance"."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two "#rrggbb" colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((luminance(a), luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest_passing(colour: str, against: str, ratio: float = TEXT_RATIO) -> str:
    """Return the colour closest to `colour` whose contrast with `against` is at least `ratio`.

    Args:
        colour, against: "#rrggbb".
        ratio: up to 4.58 there is always one; above, the better of black and white when none passes.
    """
    return _nearest(colour, lambda candidate: contrast(candidate, against) >= ratio) or _ink_on(against)


TONES = {"sober": (0.968, 0.255, 0.0), "soft": (0.966, 0.255, 0.018), "vivid": (0.925, 0.3, 0.06)}
"""Tone: lightness of the tinted ground in the light and in the dark scheme, and the most chroma it takes (OKLCH)."""


@lru_cache(maxsize=1024)
def derive_palette(primary: str, accent: str, tone: str = "soft") -> Palette:
    """Return the tokens of both schemes from two brand colours "#rrggbb".

    `tone` is how much of the brand the tinted grounds take: one of `TONES`.

    Tokens: `primary`, `accent` (the brand's own, untouched) with `on_primary`, `on_accent` (text on them) and
    `primary_edge`, `accent_edge` (their outline, seen on the page); `surface` (page), `surface_tint` (cards), `text`,
    `text_muted`, `primary_text` (brand-coloured text), `link`, `border` (inputs), `focus` and `focus_gap` (the two
    colours of the focus ring, one of which shows on any background).
    """
    light, dark, most = TONES[tone]
    return Palette(
        _scheme(primary, accent, "#ffffff", "#1b1c21", (light, most)),
        _scheme(primary, accent, "#15161a", "#f3f3f6", (dark, most)),
    )


def _scheme(primary: str, accent: str, surface: str, text: str, tinted: tuple[float, float]) -> dict[str, str]:
    _, chroma, hue = _to_oklch(primary)
    lightness, most = tinted
    tint = _from_oklch(lightness, min(chroma, most), hue)
    grounds = (surface, tint)
    reading = _on_all(primary, grounds, TEXT_RATIO)
    return {
        "primary": primary,
        "on_primary": _ink_on(primary),
        "primary_edge": _on_all(primary, grounds, SHAPE_RATIO),
        "primary_text": reading,
        "accent": accent,
        "on_accent": _ink_on(accent),
        "accent_edge": _on_all(accent, grounds, SHAPE_RATIO),
        "surface": surface,
        "surface_tint": tint,
        "text": text,
        "text_muted": _on_all(_from_oklch(0.6, 0.01, hue), grounds, TEXT_RATIO),
        "link": reading,
        "border": _on_all(_from_oklch(0.6, min(chroma, 0.03), hue), grounds, SHAPE_RATIO),
        "focus": nearest_passing(accent, surface, RING_RATIO),
        "focus_gap": surface,
    }


def _ink_on(ground: str) -> str:
    """Return white when it reads on `ground`, else black: one of them always reaches 4.58:1."""
    return "#ffffff" if contrast("#ffffff", ground) >= TEXT_RATIO else "#000000"


def _on_all(colour: str, grounds: tuple[str, ...], ratio: float) -> str:
    """Return the closest colour to `colour` that passes on each of `grounds`, which are all light or all dark."""
    return _nearest(colour, lambda candidate: all(contrast(candidate, g) >= ratio for g in grounds)) or ""


def _nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """Move the lightness of `colour` up or down, whichever is less, until it passes; None when neither end does."""
    if passes(colour):
        return colour
    lightness, chroma, hue = _to_oklch(colour)
    found: list[tuple[float, str]] = []
    for end in (0.0, 1.0):
        near, far, best = lightness, end, _from_oklch(end, 0, hue)
        if not passes(best):
            continue
        for _ in range(16):  # halving to 1/65536 of the way, finer than 8-bit colours
            middle = (near + far) / 2
            candidate = _from_oklch(middle, chroma, hue)
            if passes(candidate):
                far, best = middle, candidate
            else:
                near = middle
        found.append((abs(far - lightness), best))
    return min(found)[1] if found else None


# --- OKLCH. Source: Björn Ottosson, "A perceptual color space for image processing" (2020), as in CSS Color 4 ---------


def _linear(colour: str) -> tuple[float, float, float]:
    """Return linear-light red, green and blue, 0 to 1."""
    red, green, blue = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return _expand(red), _expand(green), _expand(blue)


def _expand(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _compress(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _to_oklch(colour: str) -> tuple[float, float, float]:
    """Return lightness (0 to 1), chroma (0 to about 0.4) and hue (radians)."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the "#rrggbb" of an OKLCH colour, its chroma reduced until the screen can show it."""
    channels = _oklch_to_linear(lightness, chroma, hue)
    if not _is_shown(channels):
        low, high = 0.0, chroma
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if _is_shown(_oklch_to_linear(lightness, middle, hue)) else (low, middle)
        channels = _oklch_to_linear(lightness, low, hue)
    return "#" + "".join(f"{round(255 * _compress(min(1.0, max(0.0, channel)))):02x}" for channel in channels)


def _is_shown(channels: tuple[float, float, float]) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in channels)


def _oklch_to_linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
