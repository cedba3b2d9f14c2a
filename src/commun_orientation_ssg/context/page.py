"""What every page has, and the links that it is made of."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Link", "Page", "Tile"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link that leaves the site."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A link inside the partner's folder, shown as a large target.

    Args:
        path: written after `page.root`.
        hint: a short second line.
        pictogram: name of a pictogram of the theme, or "".
    """

    text: str
    path: str
    hint: str = ""
    pictogram: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has.

    Args:
        root: the way up to the partner's folder ("../../"), "" at its top; where the page may be served at any
            depth (404), the absolute path of the folder.
        path: this page's own path in the partner's folder.
        title: the document's title, neutral on sensitive pages.
        heading: the visible first heading.
        back: the previous step, or None.
        indexed: may search engines list this page.
        discreet: a sensitive page: "Quitter vite" stays in sight, and the page says what it cannot promise.
        json_ld: a complete JSON-LD document, or "".
        lang, rtl: code of the page's language; is it read from right to left.
    """

    root: str
    path: str
    title: str
    heading: str
    back: Tile | None = None
    indexed: bool = False
    discreet: bool = False
    json_ld: str = ""
    lang: str = "fr"
    rtl: bool = False
