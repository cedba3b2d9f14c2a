"""The needs of a site as what leads to them: under topics, at services, into journeys; and their tiles."""

from __future__ import annotations

from functools import cached_property

from .. import context as c
from ..model import Need, Outcome, Question, Site
from ..permalinks import Permalinks

__all__ = ["Needs"]


class Needs:
    """Finds the needs of a site, and makes the tiles that lead to them."""

    def __init__(self, site: Site, links: Permalinks) -> None:
        self._site, self._links = site, links

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The topics that hold a need."""
        return tuple(topic for topic in self._site.topics if self._by_topic[topic])

    @cached_property
    def _by_topic(self) -> dict[str, list[Need]]:
        """Topic -> its needs: those at home there first, then those that other topics lend it."""
        home: dict[str, list[Need]] = {}
        lent: dict[str, list[Need]] = {}
        for need in self._site.needs.values():
            for rank, topic in enumerate(need.topics):
                (lent if rank else home).setdefault(topic, []).append(need)
        return {topic: home.get(topic, []) + lent.get(topic, []) for topic in self._site.topics}

    @cached_property
    def _by_service(self) -> dict[str, list[Need]]:
        found: dict[str, list[Need]] = {}
        for need in self._site.needs.values():
            for service in need.services:
                found.setdefault(service, []).append(need)
        return found

    @cached_property
    def _by_journey(self) -> dict[str, list[Need]]:
        """Journey -> the needs that lead into it and may be named, those that lead straight to an outcome first."""
        found: dict[str, list[Need]] = {}
        for need in self._site.needs.values():
            if not need.sensitive and need.target not in self._links.sensitive:
                found.setdefault(need.target.partition("/")[0], []).append(need)
        for needs in found.values():
            needs.sort(key=lambda need: isinstance(self._site.step(need.target), Question))
        return found

    def of_topic(self, topic: str) -> tuple[c.Tile, ...]:
        """Return the tiles of the needs of a topic."""
        return tuple(self.tile(need) for need in self._by_topic[topic])

    def at(self, services: tuple[str, ...]) -> tuple[c.Tile, ...]:
        """Return the tiles of the needs that ask for one of these services, each once, sensitive ones left out."""
        needs = {need.id: need for service in services for need in self._by_service.get(service, [])}
        return tuple(self.tile(need) for need in needs.values() if need.target not in self._links.sensitive)

    def pressing(self) -> tuple[c.Tile, ...]:
        """Return the tiles of the needs that have a deadline, sensitive ones left out."""
        needs = (need for need in self._site.needs.values() if need.deadline)
        return tuple(self.tile(need) for need in needs if need.target not in self._links.sensitive)

    def tile(self, need: Need) -> c.Tile:
        """Return the tile of a need."""
        return c.Tile(need.title, self._links.step(need.target), need.deadline)

    def topic_tiles(self, topics: tuple[str, ...] | None = None) -> tuple[c.Tile, ...]:
        """Return the tiles of these topics, or of all that hold a need."""
        held = self.topics
        chosen = [self._site.topics[id] for id in (held if topics is None else topics) if id in held]
        return tuple(c.Tile(topic.title, self._links.topics[topic.id], topic.hint, topic.pictogram) for topic in chosen)

    def subject(self, step: Outcome) -> str:
        """Return what a mail about an outcome is about: the need that leads to it, in residents' words."""
        journey = step.key.partition("/")[0]
        services = set(step.contacts)
        for need in self._by_journey.get(journey, ()):
            if need.target == step.key or services.intersection(need.services):
                return need.title
        return self._site.journeys[journey].title
