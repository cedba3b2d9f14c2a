"""A logo without words for those who do not see it.

Why: RGAA criterion 1.1: an image that carries information has a text alternative.
Rejected:  `logo: assets/logo.svg` alone.
Accepted:  the same with `logo_alt: Département du Var`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Site

MISSING_ALT = Rule(
    "missing-alt-text",
    Severity.ERROR,
    Bilingual(
        "le logo n'a pas de texte pour les personnes qui ne le voient pas",
        "the logo has no text for those who do not see it",
    ),
    Bilingual("« logo_alt: » et ce que dit le logo", "`logo_alt:` and what the logo says"),
    Bilingual("logo_alt: {name}", "logo_alt: {name}"),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding when there is a logo and no text for it."""
    if site.branding.logo and not site.branding.logo_alt:
        yield MISSING_ALT.at(site.branding.location, name=site.partner.name)
