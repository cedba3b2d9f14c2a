"""What a webmaster takes to show the site elsewhere, and the poster."""

from __future__ import annotations

from dataclasses import dataclass

from .page import Page, Tile

__all__ = ["Embed", "IntegrationPage", "PosterPage", "WayGroup"]


@dataclass(frozen=True, slots=True)
class Embed:
    """One way in, as another site shows it.

    Args:
        text: what the link says before the widget has come.
        path: its page in this folder, for the live preview; `url` is its public address.
        snippet, frame, shortcode: what to paste: link and script, plain <iframe>, WordPress.
    """

    title: str
    text: str
    path: str
    url: str
    snippet: str
    frame: str
    shortcode: str


@dataclass(frozen=True, slots=True)
class WayGroup:
    """What a snippet may lead to: the entries, the topics, the situations."""

    title: str
    ways: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class IntegrationPage(Page):
    """For the partner's webmaster: live previews, and what to paste.

    Args:
        folder: public address of the partner's folder; `is_known` says that it is not a placeholder.
        versioned_script: the line that loads one version of the widget, which the browser checks.
        height_px: what a snippet keeps for the widget.
        csp: what the host adds to its policy.
        sites: origins where the partner means to show the widget.
        archive_size: "6,2 Mo", of the zip of the folder (`serveur/site.zip`); "" when there is none.
    """

    folder: str = ""
    is_known: bool = False
    embeds: tuple[Embed, ...] = ()
    ways: tuple[WayGroup, ...] = ()
    versioned_script: str = ""
    height_px: int = 0
    csp: str = ""
    sites: tuple[str, ...] = ()
    archive_size: str = ""


@dataclass(frozen=True, slots=True)
class PosterPage(Page):
    """An A4 sheet for a door or a desk.

    Args:
        address: without its scheme, "" when it is not known.
        qr_shape: the `d` of the path of a QR code of `qr_size` units, or "".
        topics: a few of the subjects, none of them sensitive.
    """

    address: str = ""
    qr_size: int = 0
    qr_shape: str = ""
    topics: tuple[str, ...] = ()
