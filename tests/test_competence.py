"""`commun resolve`: from a project's folders to who answers, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from commun_orientation_ssg.cli import main
from tiny_project import write_project


def run(root: Path, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["--project", str(root), "resolve", *words])
    return found.exit_code, found.output


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project")


def test_a_partner_answers_for_what_it_holds(root: Path) -> None:
    """The own contact, why, and its number; exit 0."""
    code, text = run(root, "var", "fsl", "--commune", "83137")
    assert code == 0
    assert "1. Département du Var [standard-var]" in text
    assert "c'est lui qui rend ce service ici - de ce partenaire" in text
    assert "04 83 95 00 00" in text


def test_a_town_and_the_country_see_what_the_departement_shares(root: Path) -> None:
    """`national` is everyone's."""
    for partner in ("toulon", "national"):
        code, text = run(root, partner, "fsl", "--commune", "Hyères")
        assert code == 0
        assert "[var/standard-var]" in text
        assert "mutualisé par Département du Var" in text


def test_nobody_to_call_is_exit_1_and_says_how_to_reach_the_service(root: Path) -> None:
    """Another département has no partner and no record."""
    contact = root / "content" / "contacts" / "nationaux.yaml"
    contact.write_text(contact.read_text("utf-8").replace("provides: [fsl]", "general: oui"), "utf-8")
    code, text = run(root, "national", "fsl", "--commune", "93066")
    assert code == 1
    assert "Personne à appeler" in text


def test_the_official_directory_and_published_contacts_are_read_when_needed(root: Path) -> None:
    """A `.jsonl` of the département, and the `contacts.json` of another project."""
    folder = root / "directory"
    folder.mkdir()
    record = {
        "id": "dila/cd93",
        "body": "93",
        "name": "Conseil départemental",
        "area": ["93"],
        "phones": [{"number": "01 99 00 00 03"}],
    }
    (folder / "dila-93.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    assert "[dila/cd93]" in run(root, "national", "fsl", "--commune", "93066")[1]
    lent = {
        "partner": {"id": "reunion", "name": "La Réunion", "level": "departement", "territory": "974"},
        "contacts": [{"id": "fsl", "services": ["fsl"], "name": "FSL", "phones": [{"number": "02 62 00 00 00"}]}],
    }
    (folder / "reunion.json").write_text(json.dumps(lent), "utf-8")
    code, text = run(root, "national", "fsl", "--commune", "97411", "--format", "json")
    assert code == 0
    data = json.loads(text)
    assert [(item["id"], item["provenance"], item["partner"]) for item in data["contacts"]] == [
        ("reunion/fsl", "mutualised", "reunion"),
        ("allo-national", "national", ""),
    ]
    assert data["holders"][0]["body"] == "Département (La Réunion)"


@pytest.mark.parametrize(
    ("commune", "said"),
    [
        ("98000", "Monaco"), ("83200", "c'est un code postal. Choisissez le code Insee : 83137 (Toulon, Var)"),
        ("Saint-Denis", "2 communes portent ce nom. Choisissez le code Insee : 93066 (Saint-Denis, Seine-Saint-Denis), 97411"),
        ("99999", "ni un code Insee"), ("Toulonne", "Vouliez-vous dire « Toulon »"), ("", "aucune commune"),
    ],
)  # fmt: skip
def test_a_commune_that_is_none_or_several_is_refused_with_choices(root: Path, commune: str, said: str) -> None:
    """Exit 2, nothing guessed."""
    code, text = run(root, "var", "fsl", "--commune", commune)
    assert code == 2
    assert said in text


def test_a_postcode_that_was_a_code_long_ago_is_a_postcode() -> None:
    """75018 was Charenton-le-Pont before 1968: nobody who types it lives there."""
    checkout = Path(__file__).resolve().parent.parent
    code, text = run(checkout, "national", "fsl", "--commune", "75018")
    assert code == 2
    assert "Choisissez le code Insee : 75056 (Paris, Paris)" in text


@pytest.mark.parametrize("commune", ["83069", "Hyères", "hyeres", "Hyères (83069)"])
def test_a_commune_is_known_by_its_code_or_its_name(root: Path, commune: str) -> None:
    """With or without accents."""
    assert "Hyères (83069, Var)" in run(root, "var", "fsl", "--commune", commune)[1]


def test_an_unknown_service_or_partner_is_refused_with_what_is_near(root: Path) -> None:
    """Exit 2."""
    code, text = run(root, "var", "fsll", "--commune", "83137")
    assert (code, "« fsl »" in text) == (2, True)
    code, text = run(root, "varr", "fsl", "--commune", "83137")
    assert (code, "« var »" in text) == (2, True)


def test_english_is_spoken(root: Path) -> None:
    """On --lang en."""
    found = CliRunner().invoke(
        main, ["--project", str(root), "--lang", "en", "resolve", "var", "fsl", "--commune", "83137"]
    )
    assert "it provides this service here - the partner's own" in found.output


@pytest.mark.shared
@pytest.mark.parametrize(
    ("partner", "commune", "body", "first"),
    [
        ("var", "83137", "Métropole Toulon Provence Méditerranée", "departement-var"),
        ("toulon", "83137", "Métropole Toulon Provence Méditerranée", "var/departement-var"),
        ("national", "83069", "Métropole Toulon Provence Méditerranée", "var/departement-var"),
        ("nord", "59350", "Métropole européenne de Lille (MEL)", "departement-nord"),
        ("var", "83050", "Département (Var)", "departement-var"),
        ("national", "83050", "Département (Var)", "var/departement-var"),
    ],
)
def test_the_housing_fund_is_its_holders(partner: str, commune: str, body: str, first: str, root: Path) -> None:
    """Toulon, Hyères, Lille, Draguignan: who decides, and who receives people."""
    checkout = Path(__file__).resolve().parent.parent
    code, text = run(checkout, partner, "fsl", "--commune", commune, "--format", "json")
    data = json.loads(text)
    assert code == 0
    assert data["holders"][0]["body"] == body
    assert first in [item["id"] for item in data["contacts"]]
    assert data["contacts"][0]["why"] == ("holds" if commune == "83050" else "receives")


@pytest.mark.parametrize(
    ("code", "name"),
    [("01033", "Valserhône"), ("20004", "Ajaccio"), ("75112", "Paris"), ("98735", "Papeete"), ("2a004", "Ajaccio")],
)
def test_old_codes_corsica_and_overseas_resolve(code: str, name: str) -> None:
    """A merged commune, Corsica before 1976, an arrondissement, Polynesia."""
    checkout = Path(__file__).resolve().parent.parent
    assert f" - {name} (" in run(checkout, "national", "caf", "--commune", code)[1]


def test_coverage_counts_a_partner_and_the_country(root: Path) -> None:
    """The département answers in its two communes, the town shows what it shares, elsewhere only the national line."""

    def count(*words: str) -> dict[str, int]:
        found = CliRunner().invoke(main, ["--project", str(root), "coverage", *words, "--format", "json"])
        assert found.exit_code == 0, found.output
        counts: dict[str, int] = json.loads(found.output)["services"]["fsl"]
        return {name: communes for name, communes in counts.items() if communes}

    assert count("var") == {"own": 2}
    assert count("toulon") == {"mutualised": 1}
    assert count() == {"own": 1, "mutualised": 1, "national": 2}


def test_coverage_writes_its_map_over_the_one_before(root: Path, tmp_path: Path) -> None:
    """Made again at will."""
    svg = tmp_path / "maps" / "var.svg"
    for partner in ("var", ""):
        found = CliRunner().invoke(main, ["--project", str(root), "coverage", partner, "--svg", str(svg)])
        assert found.exit_code == 0, found.output
    assert "Qui répond, et où : France" in svg.read_text("utf-8")
    assert [path.name for path in svg.parent.iterdir()] == ["var.svg"]


def test_coverage_of_nobody_is_refused(root: Path) -> None:
    """Exit 2."""
    found = CliRunner().invoke(main, ["--project", str(root), "coverage", "varr"])
    assert (found.exit_code, "« var »" in found.output) == (2, True)


@pytest.mark.parametrize(
    ("line", "why"),
    [(b"\0\0\0", "un objet est attendu"), (b'{"id":"x","name":"\xe9"}', "un objet est attendu"), (b'{"id":"x"}', "« name »")],
    ids=["holes", "another encoding", "no name"],
)  # fmt: skip
def test_a_directory_that_cannot_be_read_is_told_by_whoever_reads_it(root: Path, line: bytes, why: str) -> None:
    """Its contacts would else be gone in silence: the line is named, once, and no page is published without them."""
    folder = root / "directory"
    folder.mkdir()
    (folder / "dila-83.jsonl").write_bytes(b'{"id":"a","name":"A"}\n' + line + b"\n")
    for words in (["resolve", "var", "fsl", "--commune", "83137"], ["coverage", "var"], ["check", "-p", "var"]):
        found = CliRunner().invoke(main, ["--project", str(root), *words])
        assert found.output.count("directory/dila-83.jsonl:2:1: erreur[directory-record]") == 1, found.output
        assert why in found.output
    assert CliRunner().invoke(main, ["--project", str(root), "build"]).exit_code == 1
    assert not (root / "build" / "var").exists()


def test_each_contact_lent_for_elsewhere_is_told(root: Path) -> None:
    """One line each: a file has no other place to point at."""
    folder = root / "directory"
    folder.mkdir()
    contact = {"services": ["fsl"], "area": ["83"], "phones": ["01 99 00 00 03"]}
    lent = {
        "partner": {"id": "reunion", "name": "La Réunion", "level": "departement", "territory": "974"},
        "contacts": [{**contact, "id": "a", "name": "Un"}, {**contact, "id": "b", "name": "Deux"}],
    }
    (folder / "reunion.json").write_text(json.dumps(lent), "utf-8")
    text = run(root, "national", "fsl", "--commune", "83137")[1]
    assert "reunion/" not in text
    assert all(f"« {name} » est laissé de côté" in text for name in ("Un", "Deux"))


@pytest.mark.parametrize(
    ("commune", "service", "body", "absent"),
    [
        ("98735", "caf", "Caisse de prévoyance sociale (CPS) de la Polynésie française", "caf-3230"),
        ("98735", "rsa-departement", "Caisse de prévoyance sociale (CPS) de la Polynésie française", "caf-3230"),
        ("98818", "cpam", "Cafat (Nouvelle-Calédonie)", "assurance-maladie-3646"),
        ("97611", "caf", "Caisse de sécurité sociale de Mayotte (CSSM)", "caf-3230"),
        ("97411", "msa", "Caisse générale de sécurité sociale (CGSS) de La Réunion", "msa-national"),
        ("98818", "apa-departement", "Collectivité (Nouvelle-Calédonie)", "caf-3230"),
        ("98818", "mairie", "Mairie (Nouméa)", "caf-3230"),
    ],
)
def test_no_national_number_answers_where_another_body_does(commune: str, service: str, body: str, absent: str) -> None:
    """32 30 is the Caf of no Polynesian; there is no département in New Caledonia."""
    checkout = Path(__file__).resolve().parent.parent
    data = json.loads(run(checkout, "national", service, "--commune", commune, "--format", "json")[1])
    assert data["holders"][0]["body"] == body
    assert absent not in [item["id"] for item in data["contacts"]]


def test_the_caf_answers_for_the_rsa_where_the_state_pays_it() -> None:
    """In Seine-Saint-Denis, and no caisse is far from La Réunion's."""
    checkout = Path(__file__).resolve().parent.parent
    for commune in ("93066", "97411"):
        data = json.loads(run(checkout, "national", "rsa-departement", "--commune", commune, "--format", "json")[1])
        assert data["contacts"][0]["id"] == "caf-3230"
