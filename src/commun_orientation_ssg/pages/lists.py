"""The pages that list what people may need: the first one, that of a topic, and from A to Z."""

from __future__ import annotations

from .. import context as c
from ..model import Site
from ..permalinks import Permalinks
from ..wording import fold, keyword
from .entries import entry_path
from .heads import HOME, NEUTRAL_TITLE, head
from .needs import Needs

__all__ = ["alphabet_page", "home_page", "topic_page"]

_PRESSING = 6
"""Needs with a deadline that the first page names at most."""


def home_page(site: Site, needs: Needs) -> c.HomePage:
    """Return the partner's first page."""
    return c.HomePage(
        *head(site.partner, "index.html", "De quoi avez-vous besoin ?", "Qui contacter ?"),
        indexed=True,
        topics=needs.topic_tiles(),
        frequent=needs.pressing()[:_PRESSING],
        entries=tuple(c.Tile(entry.title, entry_path(entry), entry.intro) for entry in site.entries),
    )


def topic_page(id: str, site: Site, links: Permalinks, needs: Needs) -> c.TopicPage:
    """Return the page of a topic; a sensitive one has a neutral address and title."""
    topic = site.topics[id]
    return c.TopicPage(
        *head(site.partner, links.topics[id], topic.title, NEUTRAL_TITLE if topic.sensitive else ""),
        back=HOME,
        indexed=not topic.sensitive,
        discreet=topic.sensitive,
        hint=topic.hint,
        needs=needs.of_topic(id),
    )


def alphabet_page(site: Site, links: Permalinks) -> c.AlphabetPage:
    """Return every need by its first meaningful letter, then what the partner hides, with its reason."""
    letters: dict[str, list[c.AlphabetLine]] = {}
    for need in sorted(site.needs.values(), key=lambda need: (fold(need.official[keyword(need.official) :]), need.id)):
        cut = keyword(need.official)
        line = c.AlphabetLine(links.step(need.target), need.official[:cut], need.official[cut:], need.title)
        letters.setdefault(fold(line.word)[:1].upper(), []).append(line)
    return c.AlphabetPage(
        *head(site.partner, "a-z/index.html", "Toutes les situations, de A à Z", "De A à Z"),
        back=HOME,
        letters=tuple(c.AlphabetLetter(letter, tuple(lines)) for letter, lines in letters.items()),
        hidden=tuple(c.HiddenItem(item.title, item.reason) for item in site.hidden if item.kind in ("need", "journey")),
    )
