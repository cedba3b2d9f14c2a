"""A surcharged number is not shown.

Why: public services may not use surcharged numbers since 2021 (article 28 of the ESSOC law of 10 August 2018), and a
person without money must not pay to ask for help. The number is dropped from the page, the contact stays.
Rejected:  `phone: 0 820 20 22 22`
Accepted:  `phone: 04 94 00 00 00`
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Site
from ..phones import ORDINARY_FOR

SURCHARGED = Rule(
    "surcharged-number",
    Severity.WARNING,
    Bilingual("le {number} est surtaxé : il n'est pas montré", "{number} is surcharged: it is not shown"),
    Bilingual("un numéro au prix d'un appel ordinaire", "a number at the price of an ordinary call"),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each surcharged number, with the ordinary number where it is known."""
    for contact in site.contacts.values():
        for phone in contact.dropped_phones:
            ordinary = ORDINARY_FOR.get(phone.number.display.replace("\u00a0", ""))
            help = Bilingual(f"écrivez {ordinary}", f"write {ordinary}") if ordinary else None
            yield SURCHARGED.at(phone.location, number=phone.number.display, help=help)
