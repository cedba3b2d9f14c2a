"""The page above the partners, where people find their place."""

from __future__ import annotations

from collections.abc import Mapping

from .. import context as c
from ..project import NATIONAL
from ..territory import Territories
from ..wording import fold

__all__ = ["root_page"]

_BY_LEVEL = ("commune", "intercommunalite", "departement", "region")
_REGION = _BY_LEVEL.index("region")


def root_page(about: Mapping[str, Mapping[str, str]], territories: Territories, landings: str = "") -> c.RootPage:
    """Return the list of partners by département, the most local first.

    Args:
        about: id of each published partner -> its `name`, `level`, `place` and `demo` ("" when it is none).
        landings: path of the script that says on which partner a commune lands.
    """
    groups: dict[tuple[int, str], list[c.PartnerTile]] = {}
    national = None
    for rank, _, id in sorted((_rank(said), fold(said.get("name", "")), id) for id, said in about.items()):
        said = about[id]
        tile = c.PartnerTile(said.get("name", id), f"{id}/index.html", bool(said.get("demo")))
        if id == NATIONAL:
            national = tile
            continue
        within = sorted(_departements(said.get("place", ""), territories)) if rank < _REGION else []
        other = (1, "Régions") if rank == _REGION else (2, "Autres services")
        for key in [(0, departement) for departement in within] or [other]:
            groups.setdefault(key, []).append(tile)
    return c.RootPage(
        root="",
        path="index.html",
        title="Qui contacter ?",
        heading="Où habitez-vous ?",
        groups=tuple(
            c.PartnerGroup(title if late else f"{territories.name(title)} ({title})", tuple(groups[late, title]))
            for late, title in sorted(groups)
        ),
        national=national,
        landings=landings,
    )


def _rank(said: Mapping[str, str]) -> int:
    level = said.get("level", "")
    return _BY_LEVEL.index(level) if level in _BY_LEVEL else len(_BY_LEVEL)


def _departements(place: str, territories: Territories) -> set[str]:
    """Return the départements that hold a commune, an EPCI or a département."""
    if place in territories.region_of:
        return {place}
    if place in territories.communes:
        return {territories.communes[place].departement}
    return {code for code in territories.reach.get(place, ()) if code in territories.region_of}
