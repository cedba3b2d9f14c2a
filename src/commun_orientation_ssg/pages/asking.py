"""How pages ask where one lives: of what place, for which services, and what they say to those who cannot tell."""

from __future__ import annotations

from collections.abc import Iterable

from .. import context as c
from ..model import Advice, EmergencyLine, Outcome, Site
from ..permalinks import Permalinks
from ..territory import Territories
from ..wording import the_name

__all__ = ["chooser_of", "otherwise", "services_asked"]

NEAR_SERVICES = ("ccas", "mairie")
"""Services that a page names for every commune."""


def chooser_of(site: Site, territories: Territories, departements: Iterable[str]) -> c.Chooser:
    """Return how the pages of a site ask where one lives.

    Args:
        departements: codes of those whose contacts its folder holds.
    """
    partner = site.partner
    own = " ".join(sorted(departements))
    commune = partner.level == "commune"
    here = territories.name(partner.territory) if commune else the_name(partner.name)
    return c.Chooser(
        here=here if own else "toute la France",
        commune=commune,
        path="communes/index.html" if own else "",
        own=own,
        live=partner.status == "live",
        otherwise=otherwise(site.advice, site.emergency),
    )


def otherwise(advice: Iterable[Advice], lines: Iterable[EmergencyLine]) -> tuple[c.Advice, ...]:
    """Return what the chooser says to those who cannot say their commune."""
    numbers = {line.id: line.number for line in lines}
    return tuple(
        c.Advice(each.title, each.text, numbers[each.call].display, numbers[each.call].uri)
        if each.call
        else c.Advice(each.title, each.text)
        for each in advice
    )


def services_asked(site: Site, links: Permalinks) -> tuple[str, ...]:
    """Return the services that outcomes with a page of their own lead to, and those named near everybody."""
    found: dict[str, None] = dict.fromkeys(id for id in NEAR_SERVICES if id in site.services)
    for journey in site.journeys.values():
        for key, step in journey.steps.items():
            if isinstance(step, Outcome) and key not in links.sensitive:
                found |= dict.fromkeys(step.contacts)
    return tuple(id for id in found if id in site.services and not site.services[id].sensitive)
