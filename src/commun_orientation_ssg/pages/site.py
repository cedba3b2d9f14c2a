"""All the pages of one site, in a fixed order: (template name, page)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import context as c
from ..model import Internals, Site
from ..permalinks import Permalinks, permalinks_of
from .agents import agents_page
from .bodies import Bodies
from .cards import Cards
from .contacts import ContactPages
from .emergency import emergency_pages
from .entries import entry_page
from .groups import Groups
from .instead import lost_pages, moved_pages, offline_page
from .internals import ForAgents
from .lists import alphabet_page, home_page, topic_page
from .needs import Needs
from .outcomes import Outcomes
from .sensitive import Sensitive
from .steps import Steps
from .texts import text_pages

__all__ = ["Pages"]


class Pages:
    """The pages of one site, and the files that go with them: `links` says where they are, `cards` whom they show.

    Args:
        site: resolved, without errors.
        base: absolute path of the partner's folder on its server, for the page served at any depth (404).
        internals: what agents read besides; None for the public's pages.
    """

    def __init__(self, site: Site, base: str = "", internals: Internals | None = None) -> None:
        links, bodies, agents = permalinks_of(site), Bodies(site), ForAgents(internals)
        needs, cards = Needs(site, links), Cards(site, links, bodies, agents)
        outcomes = Outcomes(site, Groups(site, cards), needs, agents)
        self.links: Permalinks = links
        self.cards: Cards = cards
        self._site, self._base = site, base or f"/{site.partner.id}/"
        self._bodies, self._needs, self._agents = bodies, needs, agents
        self._steps = Steps(site, links, outcomes, agents)
        self._sensitive = Sensitive(site, links, outcomes, agents)
        self._contacts = ContactPages(site, links, bodies, cards, needs)
        self._for_agents = internals is not None

    def all(self) -> Iterator[tuple[str, c.Page]]:
        """Yield (template name, page) for every page, in a fixed order."""
        site, links, needs = self._site, self.links, self._needs
        yield "home", home_page(site, needs)
        for entry in site.entries:
            yield "entry", entry_page(entry, site, links, needs, self._steps)
        for topic in needs.topics:
            yield "topic", topic_page(topic, site, links, needs)
        yield from self._steps.pages()
        yield from (("sensitive", page) for page in self._sensitive.pages())
        yield from (("contact", page) for page in self._contacts.pages())
        yield from (("emergency", page) for page in emergency_pages(site))
        yield "alphabet", alphabet_page(site, links)
        yield from (("text", page) for page in text_pages(site))
        yield from (("not-found", page) for page in lost_pages(site.partner, self._base, needs.topic_tiles()))
        if site.partner.offline:
            yield "offline", offline_page(site.partner, needs.topic_tiles())
        yield from (("moved", page) for page in moved_pages(site.partner, site.redirects, links))
        if self._for_agents:
            yield "agents", agents_page(site, links, self._bodies, self.cards, self._sensitive)

    @property
    def scripts(self) -> Mapping[str, tuple[str, bytes]]:
        """Journey -> path and content of the data that its pages load; a sensitive one has none."""
        return self._steps.scripts

    def vcards(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, content) of the vCard of each contact that has a page."""
        return self._contacts.vcards()

    def internals_script(self) -> bytes:
        """Return the script that registers what agents read of contacts that the page script draws."""
        return self._agents.script(self._bodies)
