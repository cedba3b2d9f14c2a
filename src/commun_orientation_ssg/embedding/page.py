"""A site to the page for the partner's webmaster, and to the poster for the town hall's door."""

from __future__ import annotations

from urllib.parse import urlsplit

from .. import context as c
from ..model import Entry, Need, Site
from ..permalinks import Permalinks
from ..qr import qr_code
from ..wording import fold
from . import snippets
from .servers import origins

__all__ = ["integration_page", "poster_page"]

PLACEHOLDER = "https://ADRESSE-A-REMPLACER/"
"""Stands in snippets for an address that the build does not know."""


def integration_page(
    site: Site, links: Permalinks, site_url: str, widget: tuple[str, bytes], phrases: c.Frame, archive: bytes = b""
) -> c.IntegrationPage:
    """Return the page that tells how to show the site elsewhere.

    Args:
        site_url: public address of the output with its final slash, or "".
        widget: path in the partner's folder of the script that carries its version, and its bytes.
        phrases: what all pages of the partner share.
        archive: the zip of the folder, b"" when none is made.
    """
    folder = f"{site_url or PLACEHOLDER}{site.partner.id}/"
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(folder))
    return c.IntegrationPage(
        root="../",
        path="integration/index.html",
        title=f"Intégration - {phrases.short}",
        heading="Afficher l'orientation sur votre site",
        back=c.Tile("Accueil", "index.html"),
        folder=folder,
        is_known=bool(site_url),
        embeds=(
            _embed(folder, "", "Toutes les situations", "index.html"),
            *(_embed(folder, entry.id, entry.title, f"entrees/{entry.id}/index.html") for entry in site.entries),
        ),
        ways=_ways(site, links),
        versioned_script=snippets.versioned_script(folder, *widget),
        height_px=snippets.HEIGHT_PX,
        csp=f"script-src {origin}; frame-src {origin}",
        sites=origins(site.partner.sites),
        archive_size=f"{len(archive) / 1e6:.1f} Mo".replace(".", ",") if archive else "",
    )


def _embed(folder: str, id: str, title: str, path: str) -> c.Embed:
    text = "Qui contacter ? Trouver le bon service" if not id else f"{title} : qui contacter ?"
    return c.Embed(
        title=title,
        text=text,
        path=path,
        url=f"{folder}{path}",
        snippet=f"{snippets.widget(f'{folder}{path}', text)}\n{snippets.script(folder)}",
        frame=snippets.frame(f"{folder}{path}", text),
        shortcode=f'[commun_orientation entree="{id}"]' if id else "[commun_orientation]",
    )


def _ways(site: Site, links: Permalinks) -> tuple[c.WayGroup, ...]:
    """Return what a snippet may lead to. What is sensitive is not offered: the host's page would name it."""

    def is_open(need: Need) -> bool:
        return need.target not in links.sensitive

    topics = [topic for topic in site.topics.values() if not topic.sensitive]
    needs = [need for need in sorted(site.needs.values(), key=lambda need: fold(need.title)) if is_open(need)]
    inhabited = {topic for need in site.needs.values() for topic in need.topics}
    groups = (
        ("Entrées", [_entry(entry) for entry in site.entries]),
        ("Sujets", [c.Tile(topic.title, links.topics[topic.id]) for topic in topics if topic.id in inhabited]),
        ("Situations", [c.Tile(need.title, links.step(need.target)) for need in needs]),
    )
    return tuple(c.WayGroup(title, tuple(tiles)) for title, tiles in groups if tiles)


def _entry(entry: Entry) -> c.Tile:
    return c.Tile(entry.title, f"entrees/{entry.id}/index.html")


def poster_page(site: Site, site_url: str, phrases: c.Frame) -> c.PosterPage:
    """Return an A4 sheet to print: what one finds, the address, a QR code when it can be made."""
    address = f"{site_url}{site.partner.id}/" if site_url else ""
    code = qr_code(address) if address else None
    return c.PosterPage(
        root="../../",
        path="integration/affiche/index.html",
        title=f"Affiche - {phrases.short}",
        heading="Un problème ? Qui contacter ?",
        address=address.removeprefix("https://").removeprefix("http://").removesuffix("/"),
        qr_size=code.size if code else 0,
        qr_shape=code.shape if code else "",
        topics=tuple(topic.title for topic in site.topics.values() if not topic.sensitive)[:8],
    )
