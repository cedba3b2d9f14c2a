"""How many communes get a local, a mutualised, a directory, or only a national contact, for each service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..territory import Commune
from .resolving import Resolution

__all__ = ["BEST_FIRST", "Coverage", "Share", "coverage_of"]

BEST_FIRST = ("own", "mutualised", "directory", "national", "none")
"""Where the best contact with a human channel comes from; "none": nobody can be called or visited."""


@dataclass(slots=True)
class Share:
    """Communes by the source of their best contact."""

    communes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BEST_FIRST, 0))

    @property
    def total(self) -> int:
        """All communes."""
        return sum(self.communes.values())

    @property
    def near(self) -> int:
        """Communes with somebody near: own, mutualised or directory."""
        return self.communes["own"] + self.communes["mutualised"] + self.communes["directory"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The count for a territory.

    Args:
        services: service -> its communes.
        departements: département -> the (commune, service) pairs by source.
        groups: EPCI ("" for none) -> commune -> how many services have somebody near, out of `asked`.
    """

    services: Mapping[str, Share]
    departements: Mapping[str, Share]
    groups: Mapping[str, Mapping[str, int]]
    asked: int


def coverage_of(
    communes: Iterable[Commune], services: Iterable[str], resolve: Callable[[str, str], Resolution]
) -> Coverage:
    """Resolve every service in every commune, and count."""
    names = tuple(services)
    by_service = {name: Share() for name in names}
    by_departement: dict[str, Share] = {}
    groups: dict[str, dict[str, int]] = {}
    for commune in communes:
        share = by_departement.setdefault(commune.departement, Share())
        near = 0
        for name in names:
            source = _best(resolve(name, commune.code))
            by_service[name].communes[source] += 1
            share.communes[source] += 1
            near += source in ("own", "mutualised", "directory")
        groups.setdefault(commune.epci, {})[commune.code] = near
    return Coverage(by_service, by_departement, groups, len(names))


def _best(resolution: Resolution) -> str:
    """Return the source of the first contact with a human channel, in the order of the answer."""
    return next((answer.source for answer in resolution.answers if answer.offer.human), "none")
