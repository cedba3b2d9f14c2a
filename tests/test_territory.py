"""Places, and which lies in which."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import TERRITORIES
from commun_orientation_ssg.source import read_tables
from commun_orientation_ssg.territory import Communes, compact_tables, level_of, place_of, read_territories


@pytest.mark.parametrize(
    ("outer", "inner", "held"),
    [
        ("france", "83137", True), ("83137", "83137", True), ("83", "83137", True), ("R93", "83137", True),
        ("248300543", "83137", True), ("59", "83137", False), ("R93", "83", True), ("R32", "83", False),
        ("83", "248300543", True), ("R93", "248300543", True), ("83", "200054807", False), ("R93", "200054807", True),
        ("83137", "83", False), ("83", "99999", False), ("59", "200054807", False), ("83", "83137/83200", True),
        ("83137/83200", "83137", False), ("83137/83200", "83137/83200", True), ("83137", "83998", True),
        ("83998", "83137", True), ("canton-83-01", "83069", True), ("canton-83-01", "83137", False),
        ("83", "canton-83-01", True), ("83069", "canton-83-01", False),
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
        ("83137/83200", "83137", True),
        ("canton-83-01", "248300543", True),
        ("canton-83-01", "59", False),
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
        ("83137/83200", "Toulon (83200)"),
        ("canton-83-01", "Canton de Hyères"),
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
    real = read_territories(read_tables(Path(__file__).resolve().parent.parent / "content"))
    toulon = real.communes["83137"]
    assert all(real.holds(place, "83137") for place in (toulon.epci, "83", "R93", "france"))


@pytest.mark.parametrize(("code", "now"), [("83998", "83137"), ("83999", "83137"), ("83137", "83137"), ("83", "83")])
def test_a_merged_commune_leads_to_the_commune_of_today(code: str, now: str) -> None:
    """Its old code is no official code any more, but says where one lives."""
    assert TERRITORIES.current(code) == now
    assert TERRITORIES.knows(code) is (code == now)


def test_a_part_that_kept_its_code_is_known_by_both_names() -> None:
    """The chooser finds Toulon under each name that its parts had."""
    assert [name for commune, name in TERRITORIES.named() if commune.code == "83137"] == [
        "Toulon", "Vieux-Toulon", "Toulon-Centre",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("83137", ["83137"]),
        ("83137/83200", ["83137"]),
        ("248300543", ["83069", "83137"]),
        ("200054807", ["13001", "83500"]),
        ("R32", ["59350"]),
        ("canton-83-01", ["83069", "83116"]),
        ("france", ["13001", "59350", "83069", "83116", "83137", "83500"]),
        ("00", []),
    ],
)
def test_the_communes_of_a_place_come_in_the_order_of_codes(place: str, codes: list[str]) -> None:
    """Whatever its level."""
    assert [commune.code for commune in TERRITORIES.within(place)] == codes


def test_what_holds_a_commune_comes_nearest_first() -> None:
    """Lille, in this table, has no EPCI."""
    assert TERRITORIES.around("83137") == ("83137", "248300543", "83", "R93", "france")
    assert TERRITORIES.around("59350") == ("59350", "59", "R32", "france")


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("83137", "commune"),
        ("248300543", "intercommunalite"),
        ("2A", "departement"),
        ("R93", "region"),
        ("france", "etat"),
    ],
)
def test_a_code_says_its_level(place: str, level: str) -> None:
    """By its shape alone."""
    assert level_of(place) == level


OFFICIAL = {
    "communes": 'code_insee,nom,codes_postaux,code_epci,code_departement,code_region,population\n2A004,Ajaccio,20000 20090,242010056,2A,94,75000\n01165,"Francheleins",01090,200069193,01,84,1500\n',
    "epci": 'siren,nom,type,mode_financement,nombre_communes,population_municipale,population_totale,departements\n242010056,"CA ""du Pays""",CA,FPU,10,5,6,2A\n',
    "departements": "code,nom,code_region,chef_lieu,zone\n2A,Corse-du-Sud,94,2A004,metro\n",
    "regions": "code,nom,chef_lieu,zone\n94,Corse,2A004,metro\n",
    "deleguees": "code_insee,nom,type,code_commune_actuelle,nom_commune_actuelle,code_departement\n01003,Amareins,commune-associee,01165,Francheleins,01\n01165,Francheleins-Bourg,commune-deleguee,01165,Francheleins,01\n",
    "anciens": "ancien_code,code_actuel,nom_actuel\n20004,2A004,Ajaccio\n01003,01165,Francheleins\n",
}


def test_official_tables_become_compact_ones() -> None:
    """Sorted, with what a code says left out; a part that is named is not written twice."""
    tables = compact_tables(OFFICIAL)
    assert tables["communes"].splitlines()[1:] == [
        "01165;Francheleins;01090;200069193;1500", "2A004;Ajaccio;20000 20090;242010056;75000",
    ]  # fmt: skip
    assert tables["former"].splitlines()[1:] == [
        "01003;Amareins;01165;S", "01165;Francheleins-Bourg;;D", "20004;;2A004;A",
    ]  # fmt: skip
    assert tables["epci"].splitlines()[1] == '242010056;CA "du Pays";CA;2A;5'
    assert read_territories(tables).around("2A004") == ("2A004", "242010056", "2A", "R94", "france")


def test_an_official_table_without_a_column_is_named() -> None:
    """So that the command can say which file of the year changed its shape."""
    with pytest.raises(KeyError, match=r"communes\.population"):
        compact_tables({**OFFICIAL, "communes": "code_insee,nom,codes_postaux,code_epci\n"})


def test_a_value_that_would_break_the_table_is_refused() -> None:
    """The tables have no quotes: a `;` in a name would shift every column."""
    with pytest.raises(ValueError, match="a;b"):
        compact_tables({**OFFICIAL, "regions": 'code,nom,chef_lieu,zone\n94,"a;b",2A004,metro\n'})


@pytest.mark.shared
def test_the_shipped_tables_are_the_official_ones(shared: Path) -> None:
    """Made from the files of 2026: nothing was typed by hand."""
    files = {
        "communes": "communes-2026", "epci": "epci-2026", "departements": "departements-2026",
        "regions": "regions-2026", "deleguees": "communes-deleguees-associees-2026",
        "anciens": "anciens-codes-communes-2026",
    }  # fmt: skip
    folder = shared / "data" / "territoires"
    made = compact_tables({name: (folder / f"{file}.csv").read_text("utf-8") for name, file in files.items()})
    shipped = read_tables(Path(__file__).resolve().parent.parent / "content")
    assert {name: shipped[name] for name in made} == made
    assert len(read_territories(shipped).communes) == 34_969


def test_a_table_that_is_not_sorted_is_read_to_its_end() -> None:
    """A line added by hand after the last one made every command turn for ever."""
    unsorted = "insee;name;postcodes;epci;population\n83137;Toulon;83000;;1\n93066;Saint-Denis;93200;;1\n83999;X;;;1\n"
    assert [*Communes(unsorted, {})] == ["83137", "93066"]
