"""What the page needs to know of places: the names people type, and the partner where each commune lands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..territory import Territories
from .holders import LOCAL

__all__ = ["landings", "places"]


def places(territories: Territories) -> Iterator[tuple[str, str, tuple[str, ...], str, str]]:
    """Yield (insee, name, postcodes, departement, name of the EPCI) for every name that a commune is known by.

    The name of a merged commune comes with the code of the commune of today that holds it.
    """
    for commune, name in territories.named():
        yield commune.code, name, commune.postcodes, commune.departement, territories.name(commune.epci)


def landings(partners: Mapping[str, tuple[str, str]], territories: Territories) -> dict[str, str]:
    """Return where communes land: code of a commune or of a département -> id of the most local partner.

    A commune is looked up by its own code, then by its département's; what is in neither has no partner.

    Args:
        partners: id -> (level, place); those without a local territory, such as `national`, are left out.
    """
    found: dict[str, str] = {}
    local = [(LOCAL.index(level), place, id) for id, (level, place) in partners.items() if level in LOCAL]
    for rank, place, id in sorted(local, reverse=True):
        level = LOCAL[rank]
        if level == "region":
            found |= {code: id for code, region in sorted(territories.region_of.items()) if region == place}
        elif level == "departement":
            found[place] = id
        else:
            found |= {commune.code: id for commune in territories.within(place)}
    return found
