"""An address and a point on a map to how far they are from each other; a town is known by its postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .distance import distance_km
from .places import Territories

_POSTCODE = re.compile(r"\b(\d{5})\b(?!.*\b\d{5}\b)", re.DOTALL)
"""The last one of an address: a building or a letter box may hold five figures too."""
FAR_KM = 30
"""What is in a commune stands no further from its middle; communes are wider overseas."""
FAR_OVERSEAS_KM = 100


def misplaced(address: str, point: tuple[float, float], territories: Territories) -> tuple[float, str, bool] | None:
    """Tell whether a point cannot be that of an address.

    Args:
        address: with its postcode; a Cedex stands for its département, and nothing is told without a postcode.
        point: (latitude, longitude), in degrees.

    Returns:
        None when it may be; else how far it is, in km, from which place (a commune, or a département for a Cedex), and
        whether the point would be there with its two numbers swapped.
    """
    centres = list(_centres(address, territories))
    if not centres:
        return None
    km, place = min((distance_km(centre, point), place) for place, centre in centres)
    if km <= _most(place):
        return None
    return km, place, min(distance_km(centre, point[::-1]) for _, centre in centres) <= _most(place)


def too_far_km(commune: str, point: tuple[float, float], territories: Territories) -> float | None:
    """Return how far a point is from the middle of a commune when it cannot lie in it, in km; else None."""
    centre = territories.centres.get(commune)
    km = distance_km(centre, point) if centre else 0
    return km if km > _most(commune) else None


def _most(place: str) -> int:
    return FAR_OVERSEAS_KM if place.startswith(("97", "98")) else FAR_KM


def _centres(address: str, territories: Territories) -> Iterator[tuple[str, tuple[float, float]]]:
    """Yield (place, middle) of the communes of an address's postcode; for a Cedex, those of the département, as its."""
    found = _POSTCODE.search(address)
    if found is None:
        return
    postcode = found[1]
    departements = {"20": ("2A", "2B"), "97": (postcode[:3],), "98": (postcode[:3],)}.get(postcode[:2], (postcode[:2],))
    communes = [each for code in departements for each in territories.communes.of_departement(code)]
    named = [each for each in communes if postcode in each.postcodes]
    for commune in named or communes:
        if commune.code in territories.centres:
            yield commune.code if named else commune.departement, territories.centres[commune.code]
