"""Public holidays: the law's list, Easter, zones, and an independent library as oracle."""

from __future__ import annotations

from datetime import date

import holidays as oracle
import pytest

from commun_orientation_ssg.holidays import ZONES, easter, public_holidays, zone_of

YEARS = range(2025, 2036)

# Our zone -> the subdivision of the PyPI library `holidays`.
SUBDIVISIONS = {
    "metropole": None,
    "alsace-moselle": "57",
    "guadeloupe": "971",
    "martinique": "972",
    "guyane": "973",
    "la-reunion": "974",
    "mayotte": "976",
    "saint-barthelemy": "BL",
    "saint-martin": "MF",
    "saint-pierre-et-miquelon": "PM",
    "wallis-et-futuna": "WF",
    "polynesie-francaise": "PF",
    "nouvelle-caledonie": "NC",
}

# Days of the library that are not here. No text of law makes them holidays: code du travail L3422-2 and loi 83-550 give
# the Antilles one day each, the abolition. These are usages and agreements, that an office may or may not keep, and the
# library itself applies them unevenly (Good Friday in Guadeloupe, not in Martinique, where it is just as customary).
CUSTOMS = {
    "guadeloupe": {"Vendredi saint", "Mi-Carême", "Fête de Victor Schoelcher"},
    "martinique": {"Fête de Victor Schoelcher"},
    "saint-martin": {"Fête de Victor Schoelcher"},
}


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", YEARS)
def test_a_year_agrees_with_the_independent_library_but_for_local_customs(zone: str, year: int) -> None:
    """Every zone, 2025 to 2035: the library's dates, less the customs argued above."""
    theirs = oracle.country_holidays("FR", subdiv=SUBDIVISIONS[zone], years=year, language="fr")
    lawful = {day for day in theirs if not set(theirs.get_list(day)) <= CUSTOMS.get(zone, set())}
    assert {day for day, _ in public_holidays(year, zone)} == lawful


@pytest.mark.parametrize("zone", CUSTOMS)
def test_each_custom_left_out_is_one_the_library_still_lists(zone: str) -> None:
    """The list of customs stays no longer than the difference it explains."""
    theirs = oracle.country_holidays("FR", subdiv=SUBDIVISIONS[zone], years=2026, language="fr")
    ours = {day for day, _ in public_holidays(2026, zone)}
    assert {name for day in theirs if day not in ours for name in theirs.get_list(day)} == CUSTOMS[zone]


def test_metropole_has_the_eleven_days_of_the_labour_code() -> None:
    """L3133-1 lists eleven days."""
    assert [name for _, name in public_holidays(2026, "metropole")] == [
        "Jour de l'an",
        "Lundi de Pâques",
        "Fête du Travail",
        "Victoire de 1945",
        "Ascension",
        "Lundi de Pentecôte",
        "Fête nationale",
        "Assomption",
        "Toussaint",
        "Armistice de 1918",
        "Noël",
    ]


def test_alsace_and_moselle_add_good_friday_and_saint_stephen() -> None:
    """L3134-13 adds two days."""
    extra = set(public_holidays(2026, "alsace-moselle")) - set(public_holidays(2026, "metropole"))
    assert extra == {(date(2026, 4, 3), "Vendredi saint"), (date(2026, 12, 26), "Saint-Étienne")}


def test_polynesia_moved_its_day_in_2025() -> None:
    """Autonomy day until 2024, Matari'i from 2025."""
    assert (date(2024, 6, 29), "Fête de l'autonomie") in public_holidays(2024, "polynesie-francaise")
    assert (date(2025, 11, 20), "Matari'i") in public_holidays(2025, "polynesie-francaise")


def test_two_holidays_on_one_day_are_two_entries() -> None:
    """In 2008 Ascension fell on 1 May."""
    names = [name for day, name in public_holidays(2008, "metropole") if day == date(2008, 5, 1)]
    assert names == ["Ascension", "Fête du Travail"]


@pytest.mark.parametrize(
    "day",
    ["1983-04-03", "2000-04-23", "2008-03-23", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2049-04-18"],
)
def test_easter_falls_on_the_published_days(day: str) -> None:
    """Early, late and leap-century Easters."""
    assert easter(int(day[:4])).isoformat() == day


def test_an_unknown_zone_is_a_mistake_in_code() -> None:
    """A wrong zone raises with the zones that exist."""
    with pytest.raises(ValueError, match="alsace-moselle"):
        public_holidays(2026, "alsace")


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("83", "metropole"),
        ("2A", "metropole"),
        ("2B033", "metropole"),
        ("57463", "alsace-moselle"),
        ("67", "alsace-moselle"),
        ("68066", "alsace-moselle"),
        ("6AE", "alsace-moselle"),
        ("971", "guadeloupe"),
        ("97209", "martinique"),
        ("97302", "guyane"),
        ("97411", "la-reunion"),
        ("97502", "saint-pierre-et-miquelon"),
        ("97608", "mayotte"),
        ("97701", "saint-barthelemy"),
        ("97801", "saint-martin"),
        ("98613", "wallis-et-futuna"),
        ("98735", "polynesie-francaise"),
        ("98818", "nouvelle-caledonie"),
        ("246700488", "metropole"),
        ("", "metropole"),
    ],
)
def test_a_code_finds_its_zone(code: str, zone: str) -> None:
    """Communes, départements and collectivities; anything else is read as metropole."""
    assert zone_of(code) == zone
