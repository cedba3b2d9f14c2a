"""A service that the partner's own level holds, and for which the partner gives no contact.

Why: residents are sent to "your département" by the département's own site, without a number.
Rejected:  a département without any contact that has `provides: [fsl]`.
Accepted:  its switchboard with `provides: [fsl]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Outcome, Site

UNPROVIDED = Rule(
    "unprovided-service",
    Severity.WARNING,
    Bilingual(
        "aucun contact ne rend le service « {name} », qui relève pourtant de vous ({level})",
        "no contact provides “{name}”, though it is yours ({level})",
    ),
    Bilingual("un contact avec « provides: [{id}] »", "a contact with `provides: [{id}]`"),
)
_LOCAL = ("commune", "intercommunalite", "departement", "region")
"""The State's own site, `national`, has no office of its own: its contacts come by place."""


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each service of the partner's level that an outcome names and no contact provides."""
    named = {
        name for journey in site.journeys.values() for step in journey.steps.values() if isinstance(step, Outcome)
        for name in step.contacts
    }  # fmt: skip
    for service in site.services.values():
        if service.id in named and service.level == site.partner.level in _LOCAL and not site.contacts_for(service.id):
            yield UNPROVIDED.at(site.partner.location, name=service.name, level=service.level, id=service.id)
