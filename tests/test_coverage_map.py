"""The map and its table: every département has its tile, and both say the same."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from builders import TERRITORIES
from commun_orientation_ssg.coverage_map import TILES, as_json, as_text, country_svg, territory_svg
from commun_orientation_ssg.resolution import Coverage, Share
from real_sites import project

COUNTED = Coverage(
    {"fsl": Share({"own": 1, "mutualised": 0, "directory": 0, "national": 0, "none": 1})},
    {
        "83": Share({"own": 1, "mutualised": 1, "directory": 1, "national": 0, "none": 1}),
        "59": Share({"own": 0, "mutualised": 0, "directory": 0, "national": 2, "none": 0}),
    },
    {"248300543": {"83137": 1, "83069": 0}, "": {"59350": 1}},
    1,
)
SVG = "{http://www.w3.org/2000/svg}"


def test_every_departement_has_one_tile() -> None:
    """Overseas collectivities included."""
    tiles = [code for code in TILES.split() if code != ".."]
    assert sorted(tiles) == sorted(project().commons.territories.region_of)


def test_a_tile_says_its_share_in_words_and_in_colour() -> None:
    """A reader of screens hears it; dark is well covered, pale is not."""
    root = ET.fromstring(country_svg(COUNTED, TERRITORIES, "Qui répond <ici>"))
    tiles = {group.findtext(f"{SVG}title"): group.find(f"{SVG}rect") for group in root.iter(f"{SVG}g")}
    said = {
        title.partition(" (")[0]: (title, rect.get("fill"))
        for title, rect in tiles.items()
        if title and rect is not None
    }
    assert said["Var"][0] == "Var (83) : 75\u00a0%"
    assert said["Nord"][0] == "Nord (59) : 0\u00a0%"
    assert said["Var"][1] != said["Nord"][1]
    assert root.findtext(f"{SVG}title") == "Qui répond <ici>"


def test_a_square_is_a_commune_gathered_by_epci() -> None:
    """And says its name and its count."""
    root = ET.fromstring(territory_svg(COUNTED, TERRITORIES, "Var"))
    titles = [rect.findtext(f"{SVG}title") for rect in root.iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    assert titles == [
        "Hyères (83069) : 0 services sur 1", "Toulon (83137) : 1 services sur 1", "Lille (59350) : 1 services sur 1",
    ]  # fmt: skip
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert "Toulon Provence (2) : de 0 à 1 services sur 1" in texts
    assert "Sans intercommunalité (1) : 1 services sur 1" in texts


def test_nearly_nothing_is_not_nothing() -> None:
    """One commune in a thousand is somebody; and no tile hides another, nor what tells overseas from the rest."""
    few = Share({"own": 1, "mutualised": 0, "directory": 0, "national": 999, "none": 0})
    root = ET.fromstring(country_svg(Coverage({}, {"83": few}, {}, 1), TERRITORIES, "x"))
    assert "Var (83) : < 1\u00a0%" in [title.text for title in root.iter(f"{SVG}title")]
    places = [group.get("transform") for group in root.iter(f"{SVG}g")]
    assert len(set(places)) == len(places)
    assert "Outre-mer" in [text.text for text in root.iter(f"{SVG}text")]


def test_no_style_attribute_is_in_a_map() -> None:
    """A page's policy would refuse it."""
    assert "style=" not in country_svg(COUNTED, TERRITORIES, "x") + territory_svg(COUNTED, TERRITORIES, "x")


def test_the_table_says_the_same_as_the_map() -> None:
    """By service in communes, by département in shares."""
    text = as_text(COUNTED, {}, TERRITORIES, "Qui répond", "fr")
    lines = {line.split()[0]: line.split() for line in text.splitlines() if line}
    assert lines["fsl"][1:] == ["1", "0", "0", "0", "1"]
    assert lines["83"][2:] == ["25%", "25%", "25%", "0%", "25%"]
    assert "own" in as_text(COUNTED, {}, TERRITORIES, "Who answers", "en")
    assert json.loads(as_json(COUNTED))["services"]["fsl"]["own"] == 1
