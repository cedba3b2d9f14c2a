"""A person's name and direct line need that person's written agreement.

Why: a name with a number is personal data (GDPR, articles 6 and 13); by default contacts are functions, not names.
Rejected:  `kind: person` without `agreement:`.
Accepted:  `kind: person` with `agreement: courriel du 3 novembre 2026, dossier DRH 12`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Site

MISSING_AGREEMENT = Rule(
    "missing-agreement",
    Severity.ERROR,
    Bilingual(
        "« {name} » est une personne : il manque la référence de son accord",
        "“{name}” is a person: the agreement is missing",
    ),
    Bilingual("« agreement: » et où trouver son accord écrit", "`agreement:` and where the written agreement is"),
    Bilingual(
        "préférez une fonction (« accueil ») avec « kind: team »", "prefer a function (“reception”) with `kind: team`"
    ),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each person without an agreement."""
    for contact in site.contacts.values():
        if contact.kind == "person" and not contact.agreement:
            yield MISSING_AGREEMENT.at(contact.location, name=contact.name)
