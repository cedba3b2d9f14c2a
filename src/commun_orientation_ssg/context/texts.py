"""Pages of text, and those that stand in the place of a page that is not there."""

from __future__ import annotations

from dataclasses import dataclass

from .page import Page, Tile

__all__ = ["MovedPage", "NotFoundPage", "OfflinePage", "TextPage"]

_NOWHERE = Tile("", "")


@dataclass(frozen=True, slots=True)
class TextPage(Page):
    """A page of text: legal notices, personal data, accessibility."""

    body_html: str = ""


@dataclass(frozen=True, slots=True)
class NotFoundPage(Page):
    """The page of an address that leads nowhere. Served at any depth: its `root` is absolute (docs/decisions/)."""

    topics: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class OfflinePage(Page):
    """Shown in the place of a page that needs the network, when there is none."""

    topics: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedPage(Page):
    """An old address: says where the page went, and goes there."""

    target: Tile = _NOWHERE
