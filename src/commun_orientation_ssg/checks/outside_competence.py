"""A contact of the partner itself that claims a service of another level.

Why: a town hall that says it gives the disability allowance sends people to the wrong desk.
Rejected:  the switchboard of a commune with `provides: [mdph]`.
Accepted:  the same with `provides: [ccas]`; or the MDPH as a contact of its own, not `part_of` the town hall.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Contact, Site

OUTSIDE_COMPETENCE = Rule(
    "outside-competence",
    Severity.WARNING,
    Bilingual(
        "« {name} » dit rendre « {service} », qui relève d'un autre niveau ({level})",
        "“{name}” claims to provide “{service}”, which is of another level ({level})",
    ),
    help=Bilingual(
        "retirez ce service, ou faites un contact à part pour l'organisme qui le rend",
        "remove this service, or make a separate contact for the body that provides it",
    ),
)
_LEVELS = ("commune", "intercommunalite", "departement", "region")


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each service of another local level claimed by the partner's own body or a part of it."""
    received = {receiver for service in site.services.values() for receiver in service.received_by}
    for contact in site.contacts.values():
        if not contact.own or not _is_the_partner(site, contact):
            continue
        for id in contact.provides:
            service = site.services[id]
            if service.level in _LEVELS and service.level != site.partner.level and id not in received:
                yield OUTSIDE_COMPETENCE.at(
                    contact.location, name=contact.name, service=service.name, level=service.level
                )


def _is_the_partner(site: Site, contact: Contact) -> bool:
    return contact.kind == "body" and contact.id == site.partner.not_listed
