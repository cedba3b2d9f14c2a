"""What stands in the place of a page: of one that is not there, that has moved, or that the network cannot bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from .. import context as c
from ..model import Partner, Site
from ..permalinks import INSTEAD, LOST, Permalinks
from ..wording import french_date
from .heads import head

__all__ = ["lost_pages", "moved_pages", "offline_notes", "offline_page"]


def lost_pages(partner: Partner, base: str, topics: tuple[c.Tile, ...]) -> Iterator[c.NotFoundPage]:
    """Yield the page of an address that leads nowhere: for any depth, then where links work under any folder.

    Args:
        base: absolute path of the partner's folder on its server.
    """
    page = c.NotFoundPage(
        *head(partner, LOST, "Cette page n'existe pas ou plus", "Page introuvable"),
        topics=topics,
    )
    yield replace(page, root=base, path="404.html")
    yield page


def offline_page(partner: Partner, topics: tuple[c.Tile, ...]) -> c.OfflinePage:
    """Return the page shown where there is no network; it leads only to what opens without."""
    return c.OfflinePage(
        *head(partner, INSTEAD, "Cette page a besoin d'internet", "Pas de connexion"),
        topics=tuple(tile for tile in topics if tile.path.startswith("themes/")),
    )


def offline_notes(site: Site) -> dict[str, str]:
    """Return what a page kept on the device says of its date, by code of language."""
    said = {language.language: language.words["offline"] for language in site.languages}
    notes = {code: text.replace("{date}", f"{site.edition:%d/%m/%Y}") for code, text in said.items()}
    return {**notes, "fr": f"Pas de connexion. Cette page date du {french_date(site.edition)}."}


def moved_pages(partner: Partner, redirects: Mapping[str, str], links: Permalinks) -> Iterator[c.MovedPage]:
    """Yield the page at each old address, which leads to the new one.

    Args:
        redirects: old "journey/step" -> the key of the step that replaces it.
    """
    for old, new in redirects.items():
        yield c.MovedPage(
            *head(partner, f"parcours/{old}/index.html", "Cette page a changé d'adresse", "Page déplacée"),
            target=c.Tile("Continuer", links.step(new)),
        )
