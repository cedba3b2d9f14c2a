"""How every page begins: the way up, its own path, the title of its document, its heading."""

from __future__ import annotations

from .. import context as c
from ..model import Partner

__all__ = ["HOME", "NEUTRAL_TITLE", "head", "title_of"]

HOME = c.Tile("Accueil", "index.html")
NEUTRAL_TITLE = "Votre situation"
"""Title of the document of a sensitive page: it stays in tabs and in the history."""


def title_of(partner: Partner, heading: str) -> str:
    """Return the title of the document that has a heading."""
    return f"{heading} - {partner.short}"


def head(partner: Partner, path: str, heading: str, title: str = "") -> tuple[str, str, str, str]:
    """Return the first four fields of a page: root, path, title and heading.

    Args:
        title: of the document, where it does not say the heading.
    """
    return "../" * path.count("/"), path, title_of(partner, title or heading), heading
