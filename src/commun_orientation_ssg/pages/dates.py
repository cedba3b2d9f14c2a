"""How old facts are and on which days they hold, as pages say it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .. import context as c
from ..model import Alert, Contact, Desk, Site
from ..wording import french_date, french_month, french_period, of_name

__all__ = ["alert_line", "checked", "checked_on", "closure_lines", "is_shown", "periods"]


def is_shown(fact: Contact | Desk, site: Site) -> bool:
    """Tell whether a site shows the facts of a contact or of a place: a live one shows no old or unverified fact."""
    return site.partner.status != "live" or not fact.is_stale(site.edition)


def checked(fact: Contact | Desk, edition: date) -> str:
    """Say how old the facts of a contact or of a place are, in one line."""
    day = fact.fact_date
    stale = fact.is_stale(edition)
    if day is None:
        return "À vérifier : information sans date"
    if fact.verified and not stale:
        return checked_on(day)
    return f"{'À vérifier : i' if stale else 'I'}nformation {of_name(french_month(day))}"


def checked_on(day: date) -> str:
    """Say on which day somebody checked a fact."""
    return f"Vérifié le {french_date(day)}"


def alert_line(alert: Alert) -> c.AlertLine:
    """Return an alert with the days between which the page shows it."""
    return _line(alert.text, alert.starts, alert.ends)


def closure_lines(contact: Contact) -> tuple[c.AlertLine, ...]:
    """Return the closures of a contact, shown as alerts are."""
    return tuple(_line(item.text or "Fermé", item.from_, item.to) for item in contact.closures)


def _line(text: str, first: date, last: date) -> c.AlertLine:
    return c.AlertLine(text, first.isoformat(), last.isoformat(), french_period(first, last))


def periods(days: Iterable[tuple[date, date]]) -> str:
    """Return periods of days as the page script reads them: "2026-12-24/2026-12-26", a space apart."""
    return " ".join(f"{first}/{last}" for first, last in days)
