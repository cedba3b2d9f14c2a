"""A contact that no outcome, service or setting leads to.

Why: it will not be shown to anybody; most often its `provides:` is missing.
Rejected:  a contact without `provides:` that no outcome names.
Accepted:  the same with `provides: [ccas]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Outcome, Site

UNUSED_CONTACT = Rule(
    "unused-contact",
    Severity.WARNING,
    Bilingual("personne ne sera envoyé vers « {name} »", "nobody will be sent to “{name}”"),
    Bilingual(
        "un service dans « provides: », ou un résultat qui le nomme",
        "a service in `provides:`, or an outcome that names it",
    ),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each of the partner's own contacts that leads nowhere."""
    named = {site.partner.not_listed}
    for journey in site.journeys.values():
        for step in journey.steps.values():
            if isinstance(step, Outcome):
                named.update(step.contacts)
    wanted = set(named)
    for service in named & set(site.services):
        wanted.update(site.services[service].received_by)
    parts = {contact.part_of for contact in site.contacts.values()}
    for contact in site.contacts.values():
        if contact.own and contact.id not in named | parts and not wanted & set(contact.provides):
            yield UNUSED_CONTACT.at(contact.location, name=contact.name)
