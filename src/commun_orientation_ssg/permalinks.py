"""Where each page of a partner lives. A sensitive page has a neutral address that says nothing of the subject."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from .model import Contact, Question, Site

__all__ = ["AGENTS", "EMERGENCY", "INSTEAD", "LOST", "RESERVED", "Permalinks", "emergency_path", "permalinks_of"]

RESERVED = frozenset(
    {
        "national", "admin", "revue", "integration", "agents", "data", "assets", "p", "parcours", "themes", "contacts",
        "urgence", "a-z", "entrees", "statistiques", "mentions-legales", "accessibilite", "donnees-personnelles",
        "hors-ligne", "communes", "introuvable",
    }
)  # fmt: skip
"""Names that no partner and no page may take."""


INSTEAD = "hors-ligne/index.html"
"""Shown in the place of a page that needs the network, when there is none."""
LOST = "introuvable/index.html"
"""Where a server sends an address that leads nowhere, when it can: links of this page work under any folder."""
EMERGENCY = "urgence/index.html"
"""The red button's page."""


AGENTS = "agents/index.html"
"""Where agents start a call, in their own pages."""


def emergency_path(language: str) -> str:
    """Return the red button's page in one more language, by the id of that language."""
    return f"urgence/{language}/index.html"


@dataclass(frozen=True, slots=True)
class Permalinks:
    """Addresses of one partner's pages, relative to its folder; each ends in `index.html`.

    Args:
        sensitive: keys of the steps that must not have a page of their own.
        topics, contacts: id -> path; a contact without a page is absent.
    """

    partner: str
    sensitive: frozenset[str]
    topics: Mapping[str, str]
    contacts: Mapping[str, str]

    def step(self, key: str) -> str:
        """Return the page of a step; of a sensitive one, the neutral page that starts there."""
        return _neutral(self.partner, "step", key) if key in self.sensitive else f"parcours/{key}/index.html"


def _neutral(partner: str, kind: str, id: str) -> str:
    return f"p/{hashlib.sha256(f'{partner} {kind} {id}'.encode()).hexdigest()[:8]}/index.html"


def permalinks_of(site: Site) -> Permalinks:
    """Return the addresses of `site`."""
    id = site.partner.id
    sensitive = sensitive_steps(site)
    topics = {
        name: _neutral(id, "topic", name) if topic.sensitive else f"themes/{name}/index.html"
        for name, topic in site.topics.items()
    }
    shown = _shown_contacts(site, sensitive)
    contacts = {name: f"contacts/{name.replace('/', '--')}/index.html" for name in shown}
    return Permalinks(id, sensitive, topics, contacts)


def sensitive_steps(site: Site) -> frozenset[str]:
    """Return the steps of sensitive journeys, and those that sensitive needs lead to within their journey."""
    found = {key for journey in site.journeys.values() if journey.sensitive for key in journey.steps}
    for need in site.needs.values():
        if need.sensitive or any(site.topics[topic].sensitive for topic in need.topics):
            found |= _below(site, need.target)
    return frozenset(found)


def _below(site: Site, start: str) -> set[str]:
    journey = start.partition("/")[0]
    seen, todo = {start}, [start]
    while todo:
        step = site.step(todo.pop())
        for answer in step.answers if isinstance(step, Question) else ():
            if answer.target not in seen and answer.target.startswith(f"{journey}/"):
                seen.add(answer.target)
                todo.append(answer.target)
    return seen


def _shown_contacts(site: Site, sensitive: frozenset[str]) -> list[str]:
    """Return the contacts that have a page: own ones, and those that an outcome that is not sensitive leads to."""

    def is_sensitive(contact: Contact) -> bool:
        """Tell whether its name alone says what one came for."""
        return contact.sensitive or (
            bool(contact.provides) and all(site.services[service].sensitive for service in contact.provides)
        )

    shown = {contact.id: None for contact in site.contacts.values() if contact.own and not is_sensitive(contact)}
    for journey in site.journeys.values():
        for key, step in journey.steps.items():
            if key in sensitive or isinstance(step, Question):
                continue
            for name in step.contacts:
                for contact in site.contacts_for(name):
                    if not is_sensitive(contact):
                        shown.setdefault(contact.id)
    shown.setdefault(site.partner.not_listed)
    return list(shown)
