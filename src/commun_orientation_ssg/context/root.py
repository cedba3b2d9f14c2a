"""The page above the partners, where people find their place."""

from __future__ import annotations

from dataclasses import dataclass

from .page import Page

__all__ = ["PartnerGroup", "PartnerTile", "RootPage"]


@dataclass(frozen=True, slots=True)
class PartnerTile:
    """One partner on the root page."""

    name: str
    path: str
    demo: bool = False


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    """The partners of one département ("Var (83)"), of one level ("Régions"), or the others."""

    title: str
    partners: tuple[PartnerTile, ...]


@dataclass(frozen=True, slots=True)
class RootPage(Page):
    """build/index.html: find one's place.

    Args:
        groups: the partners, département by département, the most local first.
        national: the commons' own site, for those whose place has no partner; None when it is not published.
        landings: path of the script that says on which partner a commune lands; the place chooser reads it.
    """

    groups: tuple[PartnerGroup, ...] = ()
    national: PartnerTile | None = None
    landings: str = ""
