"""Points on a map: what stands in a YAML or an official file is held against the town of its address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import TERRITORIES, Case
from commun_orientation_ssg.territory import distance_km, misplaced, too_far_km

PLACES = replace(TERRITORIES, centres={"83137": (43.1364, 5.9334), "83069": (43.1018, 6.1889)})
TOULON, HYERES = (43.12, 5.93), (43.1203, 6.1286)
CONTACT = """\
contacts:
  - id: accueil
    kind: body
    name: Accueil
    provides: [fsl]
    phone: 04 99 00 00 01
    desk:
      address: {address}
"""


def found(address: str, *lines: str) -> list[tuple[str, int, str]]:
    """Return what is said of a contact's point: (code, line, sentence in French)."""
    text = CONTACT.format(address=address) + "".join(f"      {line}\n" for line in lines)
    _, findings = Case({"partners/var/contacts/a.yaml": text}, territories=PLACES).partner("var")
    codes = ("misplaced-desk", "swapped-point", "half-point")
    return [(one.rule.code, one.location.line, one.says("fr")) for one in findings if one.rule.code in codes]


def test_a_point_of_the_town_passes() -> None:
    """A few kilometres from the middle of the commune, by its postcode."""
    assert found("1 rue des Lices, 83000 Toulon", 'latitude: "43.12"', 'longitude: "5.93"') == []


def test_a_point_far_from_its_address_is_told_with_the_distance() -> None:
    """A figure typed wrong: the map would send people to another town."""
    ((code, line, said),) = found("1 rue des Lices, 83000 Toulon", 'latitude: "48.83"', 'longitude: "-1.36"')
    assert (code, line) == ("misplaced-desk", 9)
    assert "Toulon" in said
    assert f"{distance_km((43.1364, 5.9334), (48.83, -1.36)):.0f} km" in said


def test_swapped_numbers_are_told_as_such() -> None:
    """The commonest slip, and its mend."""
    ((code, _, said),) = found("1 rue des Lices, 83000 Toulon", 'latitude: "5.93"', 'longitude: "43.12"')
    assert code == "swapped-point"
    assert "inversées" in said


@pytest.mark.parametrize("written", ["latitude", "longitude"])
def test_half_a_point_is_told(written: str) -> None:
    """One number without the other places nothing."""
    ((code, _, said),) = found("1 rue des Lices, 83000 Toulon", f'{written}: "43.12"')
    assert code == "half-point"
    assert ("longitude" if written == "latitude" else "latitude") in said


def test_a_cedex_is_held_against_its_departement() -> None:
    """83041 is no commune's postcode: the nearest commune of the Var counts."""
    address = "244 avenue de l'Infanterie-de-Marine, 83041 Toulon Cedex 9"
    assert misplaced(address, HYERES, PLACES) is None
    assert (misplaced(address, (46.0, 6.0), PLACES) or ("", ""))[1] == "83"


@pytest.mark.parametrize("address", ["1 rue des Lices, Toulon", "Bâtiment 12345, rue du Port", "99999 Nulle part"])
def test_nothing_is_told_of_an_address_whose_town_is_not_known(address: str) -> None:
    """No postcode, or one that is nowhere: no guess."""
    assert misplaced(address, (0.0, 0.0), PLACES) is None


def test_the_last_five_figures_are_the_postcode() -> None:
    """A letter box before it may have five figures too."""
    assert misplaced("BP 62000, 1 rue des Lices, 83000 Toulon", TOULON, PLACES) is None


def test_an_official_record_far_from_its_commune_loses_its_point() -> None:
    """By its code: neighbours pass, another end of the country does not; what has no middle is left alone."""
    assert too_far_km("83137", HYERES, PLACES) is None
    assert 840 < (too_far_km("83137", (48.83, -1.36), PLACES) or 0) < 850
    assert too_far_km("99999", (48.83, -1.36), PLACES) is None
