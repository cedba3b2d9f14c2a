"""French public holidays of a territory and a year, from the law alone.

Turns a year and a zone into dates with their French names, and an INSEE code into its zone. It knows the days that a
law or a decree makes a holiday; local customs (Mardi gras, the Good Friday of the Antilles, Muslim feasts in Mayotte)
are not here: an office that closes on those days writes a closure. What a holiday does to opening hours is `hours`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

__all__ = ["ZONES", "easter", "public_holidays", "zone_of"]

# Code du travail, article L3133-1: (month, day, name).
_FIXED = (
    (1, 1, "Jour de l'an"),
    (5, 1, "Fête du Travail"),
    (5, 8, "Victoire de 1945"),
    (7, 14, "Fête nationale"),
    (8, 15, "Assomption"),
    (11, 1, "Toussaint"),
    (11, 11, "Armistice de 1918"),
    (12, 25, "Noël"),
)
# Same article: (days after Easter Sunday, name).
_MOVABLE = ((1, "Lundi de Pâques"), (39, "Ascension"), (50, "Lundi de Pentecôte"))

_ABOLITION = "Abolition de l'esclavage"
_GOOD_FRIDAY = "Vendredi saint"

# What each zone adds on fixed dates.
# - Slavery: loi 83-550 of 30 June 1983, décret 83-1003 of 23 November 1983 amended by décret 2012-553, code du travail
#   L3422-2. Saint-Martin: that decree says 27 May; the territory's deliberation of 5 November 2015 and the yearly
#   circulars since 2018 make it 28 May ("considéré comme un jour férié", prefecture, May 2019).
# - Alsace-Moselle: code du travail, L3134-13. Pacific: their own labour codes and decrees.
_LOCAL_FIXED: dict[str, tuple[tuple[int, int, str], ...]] = {
    "metropole": (),
    "alsace-moselle": ((12, 26, "Saint-Étienne"),),
    "guadeloupe": ((5, 27, _ABOLITION),),
    "martinique": ((5, 22, _ABOLITION),),
    "guyane": ((6, 10, _ABOLITION),),
    "la-reunion": ((12, 20, _ABOLITION),),
    "mayotte": ((4, 27, _ABOLITION),),
    "saint-barthelemy": ((10, 9, _ABOLITION),),
    "saint-martin": ((5, 28, _ABOLITION),),
    "saint-pierre-et-miquelon": (),
    "wallis-et-futuna": (
        (4, 28, "Saint Pierre Chanel"),
        (6, 29, "Saints Pierre et Paul"),
        (7, 29, "Fête du Territoire"),
    ),
    "polynesie-francaise": ((3, 5, "Arrivée de l'Évangile"),),
    "nouvelle-caledonie": ((9, 24, "Fête de la citoyenneté"),),
}
# Good Friday is a holiday by law in these two. In Alsace-Moselle the law says: in communes with a Protestant temple or
# a mixed church; we take it everywhere there, as an office shown closed by mistake costs less than the reverse.
_GOOD_FRIDAY_ZONES = frozenset({"alsace-moselle", "polynesie-francaise"})

ZONES: tuple[str, ...] = tuple(_LOCAL_FIXED)

_ZONE_OF_DEPARTEMENT = {
    "57": "alsace-moselle",
    "67": "alsace-moselle",
    "68": "alsace-moselle",
    "6AE": "alsace-moselle",  # Collectivité européenne d'Alsace
    "971": "guadeloupe",
    "972": "martinique",
    "973": "guyane",
    "974": "la-reunion",
    "975": "saint-pierre-et-miquelon",
    "976": "mayotte",
    "977": "saint-barthelemy",
    "978": "saint-martin",
    "986": "wallis-et-futuna",
    "987": "polynesie-francaise",
    "988": "nouvelle-caledonie",
}


def easter(year: int) -> date:
    """Return Easter Sunday of `year` in the Gregorian calendar.

    Source: the "anonymous" algorithm of Nature (1876), as given by Butcher and Meeus (Astronomical Algorithms, ch. 8).
    """
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leaps, years = divmod(in_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - years) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=512)
def public_holidays(year: int, zone: str) -> tuple[tuple[date, str], ...]:
    """Return the public holidays of `year` in `zone`, by date; two on one day are two entries.

    Args:
        year: 1983 or later; the list is today's law.
        zone: one of `ZONES`.

    Raises:
        ValueError: `zone` is not one of `ZONES` (a mistake in code, not in content).
    """
    if zone not in _LOCAL_FIXED:
        raise ValueError(f"unknown zone {zone!r}, expected one of {', '.join(ZONES)}")
    sunday = easter(year)
    days = [(date(year, month, day), name) for month, day, name in (*_FIXED, *_LOCAL_FIXED[zone])]
    days += [(sunday + timedelta(days=after), name) for after, name in _MOVABLE]
    if zone in _GOOD_FRIDAY_ZONES:
        days.append((sunday - timedelta(days=2), _GOOD_FRIDAY))
    if zone == "polynesie-francaise":
        days.append(_polynesian_day(year))
    return tuple(sorted(days))


def _polynesian_day(year: int) -> tuple[date, str]:
    """Matari'i took the place of Autonomy day from 2025 (Assembly of French Polynesia, 30 April 2024)."""
    if year >= 2025:
        return date(year, 11, 20), "Matari'i"
    return date(year, 6, 29), "Fête de l'autonomie"


def zone_of(code: str) -> str:
    """Return the zone of an INSEE commune code ("57463", "97411", "2A004") or département code ("57", "971", "6AE").

    Any other code is "metropole": an EPCI or a region holds several départements, so ask for one of its communes.
    """
    if len(code) not in (2, 3, 5):
        return "metropole"
    return _ZONE_OF_DEPARTEMENT.get(code[:3], _ZONE_OF_DEPARTEMENT.get(code[:2], "metropole"))
