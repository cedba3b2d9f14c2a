"""What agents find a contact or an answer by, besides what its card says: services, acronyms, words of needs. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .model import Contact, Need, Outcome, Site
from .walk import reach, whole_graph

__all__ = ["words_of_contact", "words_of_outcomes"]

NEAR = 4
"""A need whose question leads to more answers than this says its title only: its words would find them all."""


def words_of_contact(contact: Contact, site: Site) -> str:
    """Return the names and acronyms of the services that it provides, and the names of the needs that ask for them."""
    services = [site.services[id] for id in contact.provides]
    texts = [text for one in services for text in (one.name, one.plain, *one.acronyms)]
    asked = (need for need in site.needs.values() if set(need.services) & set(contact.provides))
    return _once([*texts, *(text for need in asked for text in _names(need))])


def words_of_outcomes(site: Site) -> Mapping[str, str]:
    """Return, for each outcome by key, its services, and the needs that lead to it with all that people say of them."""
    graph = whole_graph(site)
    found: dict[str, list[str]] = {}
    for journey in site.journeys.values():
        for key, step in journey.steps.items():
            if isinstance(step, Outcome):
                services = (site.services[id] for id in step.contacts if id in site.services)
                found[key] = [text for one in services for text in (one.name, *one.acronyms)]
    for need in site.needs.values():
        ends = [key for key in reach(graph, [need.target]) if key in found]
        said: Sequence[str] = (*_names(need), *need.words) if len(ends) <= NEAR else tuple(_names(need))
        for key in ends:
            found[key] += said
    return {key: _once(texts) for key, texts in found.items()}


def _names(need: Need) -> Iterator[str]:
    yield from (need.title, need.official, *need.acronyms)


def _once(texts: Iterable[str]) -> str:
    """Return the words of all texts, each once, in order."""
    words = (word for text in texts for word in re.findall(r"\w+", text.lower()))
    return " ".join(dict.fromkeys(word for word in words if len(word) > 1))
