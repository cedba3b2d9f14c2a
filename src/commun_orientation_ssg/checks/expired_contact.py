"""A contact whose facts were due for a check.

Why: a wrong number costs a day to someone who has none to lose. Only a warning: the day a fact expires, nothing in the
source has changed. On a live partner a fact over 24 months old, or without any date, is not shown at all.
Rejected:  `verified_on: 02/01/2025` with `review_every: 6 mois`, read in November 2026.
Accepted:  the same contact after `commun verified mds-toulon`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Contact, Site

EXPIRED = Rule(
    "expired-contact",
    Severity.WARNING,
    Bilingual("« {name} » devait être revérifié le {due}", "“{name}” was due for a check on {due}"),
    help=Bilingual(
        "appelez, corrigez s'il le faut, puis : commun verified {id}",
        "call, mend if needed, then: commun verified {id}",
    ),
)
NOT_SHOWN = Rule(
    "stale-contact-not-shown",
    Severity.WARNING,
    Bilingual(
        "« {name} » n'est plus montré : sa dernière vérification est trop ancienne, ou inconnue",
        "“{name}” is no longer shown: its last check is too old, or unknown",
    ),
    Bilingual("une vérification de moins de 24 mois", "a check less than 24 months old"),
    Bilingual(
        "appelez, corrigez s'il le faut, puis : commun verified {id}",
        "call, mend if needed, then: commun verified {id}",
    ),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each of the partner's contacts past its review, or too old to be shown on a live partner."""
    for contact in site.contacts.values():
        if not contact.own:
            continue
        if site.partner.status == "live" and contact.is_stale(site.edition):
            yield NOT_SHOWN.at(contact.location, name=contact.name, id=contact.id)
        elif contact.review_every and (due := _due(contact)) is not None and due < today:
            yield EXPIRED.at(contact.location, name=contact.name, due=f"{due:%d/%m/%Y}", id=contact.id)


def _due(contact: Contact) -> date | None:
    return after(contact.fact_date, contact.review_every) if contact.fact_date else None


def after(day: date, period: str) -> date:
    """Return `day` plus a period such as "6 mois", "10 jours" (already checked by the schema)."""
    count, unit = int(period.split()[0]), period.split()[1]
    if unit.startswith("jour"):
        return day + timedelta(days=count)
    if unit.startswith("semaine"):
        return day + timedelta(weeks=count)
    months = day.month - 1 + (12 * count if unit.startswith("an") else count)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
