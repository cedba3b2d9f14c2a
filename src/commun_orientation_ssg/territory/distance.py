"""How far two points of the Earth are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points given by (latitude, longitude) in degrees."""
    (lat, lon), (lat2, lon2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 12742 * asin(sqrt(half))
