"""Places, and which lies in which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .communes import Commune, Communes, Former

__all__ = ["Territories", "level_of", "place_of"]


@dataclass(frozen=True, slots=True)
class Territories:
    """Names and nesting of places.

    Args:
        communes: code -> commune.
        names: code of an EPCI, département or région (R93) -> name.
        region_of: département -> région ("R93").
        reach: EPCI -> the départements and régions of its communes.
        former: code that is a commune's no longer (merged, déléguée, arrondissement) -> what became of it.
        parts: every former commune that has a name of its own, those that share a living code included.
        lists: id of a list of places, such as a canton -> the places it holds.
        capitals: département -> code of its chef-lieu.
        centres: commune -> (latitude, longitude) of its middle, in degrees; not known for all.
    """

    communes: Communes
    names: Mapping[str, str]
    region_of: Mapping[str, str]
    reach: Mapping[str, frozenset[str]] = field(default_factory=dict)
    former: Mapping[str, Former] = field(default_factory=dict)
    parts: Iterable[Former] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    capitals: Mapping[str, str] = field(default_factory=dict)
    centres: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def name(self, place: str) -> str:
        """Return the name of a place, "" when it is unknown."""
        if place == "france":
            return "France"
        commune, slash, postcode = place.partition("/")
        if commune in self.communes:
            return self.communes[commune].name + (f" ({postcode})" if slash else "")
        if commune in self.former:
            return self.former[commune].name or self.name(self.former[commune].commune)
        return self.names.get(place, "")

    def knows(self, place: str) -> bool:
        """Tell whether `place` is an official code of today, or one of our lists."""
        if place == "france" or place in self.names or place in self.lists:
            return True
        commune, slash, postcode = place.partition("/")
        return commune in self.communes and (not slash or postcode in self.communes[commune].postcodes)

    def current(self, place: str) -> str:
        """Return the code that a place has now: that of the commune which a merged one, or a part, now lies in."""
        if len(place) == 5 and place not in self.communes and place in self.former:
            return self.former[place].commune
        return place

    def around(self, commune: str) -> tuple[str, ...]:
        """Return the places that hold a commune of today, itself first: EPCI, département, région, France."""
        found = self.communes[commune]
        return tuple(code for code in (commune, found.epci, found.departement, found.region, "france") if code)

    def holds(self, outer: str, inner: str) -> bool:
        """Tell whether `inner` lies in `outer`, or is the same place."""
        if outer in ("france", inner):
            return True
        if outer in self.lists:
            return any(self.holds(place, inner) for place in self.lists[outer])
        if inner in self.lists:
            return all(self.holds(outer, place) for place in self.lists[inner])
        inner = self.current(inner.partition("/")[0])
        if (commune := self.communes.get(inner)) is not None:
            return self.current(outer) in (inner, commune.epci, commune.departement, commune.region)
        if (around := self.reach.get(inner)) is not None:
            return outer in around and sum(place.startswith("R") == outer.startswith("R") for place in around) == 1
        return self.region_of.get(inner) == outer

    def departement(self, place: str) -> str:
        """Return the département that a place lies in, one of them when it spreads over several, "" for the country."""
        if place in self.lists:
            return min((self.departement(code) for code in self.lists[place]), default="")
        place = self.current(place.partition("/")[0])
        if (commune := self.communes.get(place)) is not None:
            return commune.departement
        if place in self.region_of:
            return place
        inside = self.reach.get(place) or {code for code, region in self.region_of.items() if region == place}
        return min((code for code in inside if not code.startswith("R")), default="")

    def overlaps(self, one: str, other: str) -> bool:
        """Tell whether two places have some ground in common."""
        if self.holds(one, other) or self.holds(other, one):
            return True
        for held, outer in ((one, other), (other, one)):
            if held in self.lists:
                return any(self.overlaps(place, outer) for place in self.lists[held])
        return other in self.reach.get(one, ()) or one in self.reach.get(other, ())

    def within(self, place: str) -> Iterator[Commune]:
        """Yield the communes of a place, in the order of their codes."""
        if place == "france":
            yield from self.communes.values()
        elif (commune := self.communes.get(self.current(place.partition("/")[0]))) is not None:
            yield commune
        elif place in self.lists:
            yield from (self.communes[code] for code in self.lists[place] if code in self.communes)
        else:
            departements = {place} if place in self.region_of else self.reach.get(place, frozenset())
            for departement in sorted(departements or {dep for dep, reg in self.region_of.items() if reg == place}):
                yield from (
                    commune
                    for commune in self.communes.of_departement(departement)
                    if place in (commune.epci, commune.departement, commune.region)
                )

    def with_postcode(self, postcode: str) -> tuple[Commune, ...]:
        """Return the communes of a postcode."""
        return tuple(commune for commune in self.communes.values() if postcode in commune.postcodes)

    def named(self) -> Iterator[tuple[Commune, str]]:
        """Yield every commune with each name people may know it by: its own, then those of what merged into it."""
        for commune in self.communes.values():
            yield commune, commune.name
        for part in self.parts:
            if part.commune in self.communes and part.kind != "arrondissement":
                yield self.communes[part.commune], part.name


def place_of(level: str, territory: str) -> str:
    """Return the place of a partner: a région's bare code takes its R ("32" -> "R32")."""
    return f"R{territory}" if level == "region" and not territory.startswith("R") else territory


def level_of(place: str) -> str:
    """Return the level of administration that a place belongs to ("etat" for the country)."""
    if place == "france":
        return "etat"
    if place.startswith("R"):
        return "region"
    return {5: "commune", 9: "intercommunalite"}.get(len(place.partition("/")[0]), "departement")
