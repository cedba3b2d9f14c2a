"""Who helps when nothing fits must have a phone.

Why: every screen offers "Mon problème n'est pas dans la liste"; behind it there must be a voice.
Rejected:  `not_listed: standard-var`, when `standard-var` has a mailbox only.
Accepted:  the same, when `standard-var` has `phone: 04 83 95 00 00`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Site

HELPER_WITHOUT_PHONE = Rule(
    "helper-without-phone",
    Severity.ERROR,
    Bilingual(
        "« {name} » aide quand rien ne convient, mais n'a pas de téléphone",
        "“{name}” helps when nothing fits, but has no phone",
    ),
    Bilingual("un contact qui a un numéro non surtaxé", "a contact with a number that is not surcharged"),
    Bilingual("ajoutez-lui « phone: », ou nommez un autre contact", "add `phone:` to it, or name another contact"),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding when the contact named by `not_listed` has no phone to show."""
    contact = site.contacts[site.partner.not_listed]
    if not contact.phones:
        yield HELPER_WITHOUT_PHONE.at(contact.location, name=contact.name)
