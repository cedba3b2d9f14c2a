"""A brand colour too pale to be read as text.

Why: WCAG 2.2 asks 4.5:1 between text and background. Pages stay readable whatever the colour (text takes the nearest
colour that passes), but the partner should know that its colour will not be the one it gave.
Rejected:  `primary: "#ffd100"` (yellow on white, 1.5:1)
Accepted:  `primary: "#005a9c"`
Source: WCAG 2.2, success criterion 1.4.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..colour import contrast, nearest_passing, parse_colour
from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Site

LOW_CONTRAST = Rule(
    "low-contrast",
    Severity.WARNING,
    Bilingual(
        "la couleur {colour} se lit mal sur blanc : contraste de {ratio}, il faut 4,5",
        "{colour} is hard to read on white: {ratio}, 4.5 needed",
    ),
    Bilingual("une couleur d'un contraste d'au moins 4,5", "a colour with a contrast of at least 4.5"),
    Bilingual(
        'la plus proche qui convient : "{near}" (les textes l\'emploient déjà)',
        'the nearest that passes: "{near}" (texts use it already)',
    ),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each brand colour below 4.5:1 on white, with the nearest one that passes."""
    brand = site.branding
    for colour, location in ((brand.primary, brand.primary_location), (brand.accent, brand.accent_location)):
        code = parse_colour(colour)
        if isinstance(code, str) and (ratio := contrast(code, "#ffffff")) < 4.5:
            near = nearest_passing(code, "#ffffff")
            yield LOW_CONTRAST.at(location, colour=colour, ratio=f"{ratio:.1f}".replace(".", ","), near=near)
