"""Places, and which lies in which."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import TERRITORIES
from commun_orientation_ssg.territory import place_of, read_territories


@pytest.mark.parametrize(
    ("outer", "inner", "held"),
    [
        ("france", "83137", True), ("83137", "83137", True), ("83", "83137", True), ("R93", "83137", True),
        ("248300543", "83137", True), ("59", "83137", False), ("R93", "83", True), ("R32", "83", False),
        ("83", "248300543", True), ("R93", "248300543", True), ("83", "200054807", False), ("R93", "200054807", True),
        ("83137", "83", False), ("83", "99999", False), ("59", "200054807", False),
    ],
)  # fmt: skip
def test_a_place_holds_what_lies_wholly_in_it(outer: str, inner: str, held: bool) -> None:
    """An EPCI over two départements lies in neither."""
    assert TERRITORIES.holds(outer, inner) is held


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("83", "200054807", True),
        ("200054807", "83", True),
        ("83137", "83", True),
        ("59", "83", False),
        ("59350", "83137", False),
    ],
)
def test_two_places_overlap_when_they_share_some_ground(one: str, other: str, met: bool) -> None:
    """One in the other, or an EPCI over the border."""
    assert TERRITORIES.overlaps(one, other) is met


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("france", "France"),
        ("83137", "Toulon"),
        ("R93", "Provence-Alpes-Côte d'Azur"),
        ("248300543", "Toulon Provence"),
        ("00000", ""),
    ],
)
def test_a_known_place_has_a_name(place: str, name: str) -> None:
    """And an unknown one has none."""
    assert (TERRITORIES.name(place), TERRITORIES.knows(place)) == (name, bool(name))


@pytest.mark.parametrize(
    ("level", "territory", "place"), [("region", "32", "R32"), ("region", "R32", "R32"), ("departement", "83", "83")]
)
def test_a_region_may_be_written_without_its_letter(level: str, territory: str, place: str) -> None:
    """A région's code of two digits would else be a département's."""
    assert place_of(level, territory) == place


def test_the_real_tables_nest() -> None:
    """Toulon is in its EPCI, the Var, PACA and France."""
    folder = Path(__file__).resolve().parent.parent / "content" / "territories"
    names = ("communes", "epci", "departements", "regions")
    real = read_territories(*((folder / f"{name}.csv").read_text("utf-8").splitlines() for name in names))
    toulon = real.communes["83137"]
    assert all(real.holds(place, "83137") for place in (toulon.epci, "83", "R93", "france"))
