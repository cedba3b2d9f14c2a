"""Who answers in each commune, as files of a partner's folder and of the country."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chooser_project import FILES, OUTCOME
from commun_orientation_ssg.build import build
from commun_orientation_ssg.territory import distance_km
from tiny_project import FILES as TINY
from tiny_project import tiny


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the project."""
    root = tmp_path_factory.mktemp("local")
    report = build(tiny(root, FILES))
    assert all(partner.folder for partner in report.partners), [found.says("en") for found in report.all_findings()]
    return root / "build"


def said(path: Path) -> dict[str, Any]:
    """Return what a script registers."""
    text = path.read_text("utf-8")
    value: dict[str, Any] = json.loads(text[text.index("]=") + 2 : text.rindex(";})(")])
    return value


def names(data: Mapping[str, Any], commune: str, service: str) -> list[str]:
    """Return who answers, as the page script reads it."""
    own = data["communes"][commune]
    layers = (own[2], data["epcis"][own[1]][1], data["all"])
    rank = next(layer[service] for layer in layers if service in layer)
    return [data["cards"][card]["name"] for card in data["answers"][rank][1:] if card >= 0]


def test_each_commune_has_its_own_office(built: Path) -> None:
    """Toulon's maison is not Hyères's."""
    data = said(built / "var/data/contacts/83.js")
    assert names(data, "137", "fsl")[0] == "Maison des solidarités : Toulon"
    assert names(data, "069", "fsl")[0] == "Maison des solidarités : Hyères"


def test_the_france_services_of_the_commune_comes_first(built: Path) -> None:
    """Though the middle of Hyères lies in the sea, between its islands."""
    data = said(built / "var/data/contacts/83.js")
    near = [(data["cards"][rank]["name"], km) for rank, km in data["communes"]["069"][3]]
    assert near == [("France services de Hyères", 0), ("France services de Toulon", 28)]


def test_a_contact_says_its_source_and_its_date(built: Path) -> None:
    """A number is shown with where it comes from."""
    data = said(built / "var/data/contacts/83.js")
    assert all(card["checked"] for card in data["cards"])
    assert any(card.get("source") for card in data["cards"])


def test_a_folder_copied_alone_knows_its_departement(built: Path) -> None:
    """Names by postcode, and contacts."""
    assert (built / "toulon/data/places/p83.js").is_file()
    assert (built / "toulon/data/contacts/83.js").is_file()
    assert not list((built / "toulon/data/places").glob("[a-oq-z]*.js"))


def test_names_are_written_once_above_the_partners_and_kept(tmp_path: Path) -> None:
    """A second build, where nothing has changed, makes none of them again."""
    settings = tiny(tmp_path, FILES)
    build(settings)
    bucket = tmp_path / "build/data/places/tn.js"
    there = sorted(path.name for path in (tmp_path / "build/data/places").iterdir())
    assert there == ["ar.js", "p83.js", "p93.js", "p974.js", "tl.js", "tn.js"]
    before = bucket.stat().st_ino
    build(settings)
    assert bucket.stat().st_ino == before
    (tmp_path / "content/territories/communes.csv").write_text(
        "insee;name;postcodes;epci;population\n83137;Toulon;83000;248300543;180000\n", "utf-8"
    )
    build(settings)
    assert not bucket.exists()


HOLDERS = """\
service;place;part;level;holder;body;receives;note;since;until;source;url;read_on
fsl;974;;etat;;Une caisse;aide;Ici, c'est une caisse.;;;Une loi;https://exemple.fr;2026-11-27
"""
ELSEWHERE = {
    "content/territories/holders.csv": HOLDERS,
    "content/services.yaml": "services:\n"
    + "".join(
        f"  - id: {id}\n    name: {name}\n    plain: {name}\n    level: {level}\n    reach: Demandez.\n"
        for id, name, level in (("fsl", "Fonds", "departement"), ("aide", "Aide", "etat"))
    ),
    "content/contacts/nationaux.yaml": """\
contacts:
  - id: allo-national
    name: Allô national
    provides: [fsl]
    area: [R93, R11]
    phone: "3939"
  - id: allo-aide
    name: Allô aide
    provides: [aide]
    phone: "3230"
""",
    "content/national/partner.yaml": TINY["partners/var/partner.yaml"]
    .replace("departement", "etat")
    .replace('"83"', "france")
    .replace("standard-var", "allo-national"),
    "content/national/branding.yaml": TINY["partners/var/branding.yaml"],
}


def test_the_country_says_who_is_competent_where_no_contact_is_known(tmp_path: Path) -> None:
    """Without a directory either: "it is a caisse, here", and the number of those who receive people for it."""
    report = build(tiny(tmp_path, ELSEWHERE))
    assert report.partners[-1].folder is not None, [found.says("en") for found in report.all_findings()]
    data = said(tmp_path / "build/data/contacts/974.js")
    assert data["in"] == "974 R04"
    assert data["answers"][data["all"]["fsl"]][0] == "Ici, c'est une caisse."
    assert names(data, "11", "fsl") == ["Allô aide"]


def test_where_nobody_of_another_body_is_known_the_page_says_who_to_ask_for(tmp_path: Path) -> None:
    """How to reach the usual one would be wrong there."""
    gone = {"content/territories/holders.csv": HOLDERS.replace(";aide;Ici", ";;Ici")}
    build(tiny(tmp_path, {**ELSEWHERE, **gone}))
    data = said(tmp_path / "build/data/contacts/974.js")
    note, *ranks = data["answers"][data["all"]["fsl"]]
    assert note == "Ici, c'est une caisse. Demandez à votre mairie comment joindre cet organisme : Une caisse."
    assert ranks == [-2]


def test_a_contact_of_the_commons_says_where_it_answers(tmp_path: Path) -> None:
    """The page sets it aside elsewhere: 32 30 is the Caf of no Polynesian."""
    build(tiny(tmp_path, ELSEWHERE))
    page = (tmp_path / "build/national" / OUTCOME).read_text("utf-8")
    assert 'data-place="R93 R11" data-everywhere' in page


def test_without_script_the_communes_lead_to_who_answers(built: Path) -> None:
    """From an outcome to the list, from the list to the commune's place on the page of its EPCI."""
    assert 'href="../../../communes/index.html">Choisir ma commune</a>' in (built / "var" / OUTCOME).read_text("utf-8")
    page = "communes/metropole-toulon-provence-mediterranee-248300543/index.html"
    assert f'href="../{page}#c83137">Toulon</a>' in (built / "var/communes/index.html").read_text("utf-8")
    text = (built / "var" / page).read_text("utf-8")
    assert '<h2 id="c83069"' in text
    assert "France services de Hyères (dans la commune)" in text


def test_a_distance_is_that_of_the_map() -> None:
    """Paris to Marseille: 660 km as the crow flies."""
    assert round(distance_km((48.8566, 2.3522), (43.2965, 5.3698))) == 660
