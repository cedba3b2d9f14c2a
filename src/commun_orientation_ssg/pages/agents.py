"""Where agents start a call: every contact, every answer, and the alerts of the day."""

from __future__ import annotations

from dataclasses import replace

from .. import context as c
from ..agents import words_of_contact, words_of_outcomes
from ..model import Alert, Outcome, Site
from ..permalinks import AGENTS, Permalinks
from ..wording import fold
from .bodies import Bodies
from .cards import Cards
from .dates import alert_line
from .heads import HOME, head
from .sensitive import Sensitive

__all__ = ["agents_page"]


def agents_page(site: Site, links: Permalinks, bodies: Bodies, cards: Cards, sensitive: Sensitive) -> c.AgentsPage:
    """Return where agents start a call; what is sensitive is found there too, and leads to its neutral page."""
    words = words_of_outcomes(site)
    outcomes = {
        key: c.Tile(step.title, links.step(sensitive.top(key)), journey.title)
        for journey in site.journeys.values()
        for key, step in journey.steps.items()
        if isinstance(step, Outcome)
    }
    contacts = sorted(bodies.by_id.values(), key=lambda contact: fold(contact.name))
    return c.AgentsPage(
        *head(site.partner, AGENTS, "Nouvel appel", "Pour les agents"),
        back=HOME,
        contacts=tuple(cards.card(contact) for contact in contacts),
        contact_words=tuple(words_of_contact(contact, site) for contact in contacts),
        outcomes=tuple(outcomes.values()),
        outcome_words=tuple(words[key] for key in outcomes),
        alerts=tuple(_named(alert, bodies) for alert in site.alerts if alert.contacts),
    )


def _named(alert: Alert, bodies: Bodies) -> c.AlertLine:
    """Return an alert of some contacts with their names, for whoever does not read their cards."""
    known = (bodies.by_id.get(id) for id in alert.contacts)
    names = ", ".join(contact.name for contact in known if contact is not None)
    line = alert_line(alert)
    return replace(line, text=f"{names} : {alert.text}") if names else line
