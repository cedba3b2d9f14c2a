"""A referent's spreadsheet in, located cell by cell; a partner's contacts out, and back without a loss."""

from __future__ import annotations

import html
import json
import re
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st

from commun_orientation_ssg.build import build
from commun_orientation_ssg.cli import main
from commun_orientation_ssg.directory import read_lent
from commun_orientation_ssg.exchange.columns import KEYS, key_named, title_of
from commun_orientation_ssg.exchange.command import exported_contacts
from commun_orientation_ssg.exchange.contacts_in import Known, places_by_name, read_contacts, read_sheet
from commun_orientation_ssg.exchange.contacts_out import flat, rows_of
from commun_orientation_ssg.exchange.partner_files import contacts_folder, written_contacts
from commun_orientation_ssg.exchange.sheet_writing import as_csv, as_xlsx
from commun_orientation_ssg.exchange.sheets import Table
from commun_orientation_ssg.exchange.yaml_text import contacts_text
from commun_orientation_ssg.project import Settings, find_settings
from commun_orientation_ssg.schema import MODELS, bind
from commun_orientation_ssg.schema.contacts import Closure, Desk, MailBox, Online, Phone
from commun_orientation_ssg.schema.fields import names_of
from commun_orientation_ssg.source import read_yaml
from commun_orientation_ssg.territory import read_territories

from .official_files import project
from .sheet_files import ods, ods_row, row, xlsx

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
FILE = "partners/var/contacts/feuille.yaml"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return project(tmp_path / "projet")


def run(settings: Settings, *arguments: str, ask: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["--project", str(settings.root), *arguments], input=ask)
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.stdout, result.stderr


def bring(
    settings: Settings, data: bytes | list[list[str]], *more: str, name: str = "feuille.csv"
) -> tuple[int, str, str]:
    """Import a sheet into the Var, and write it."""
    path = settings.root.parent / name
    path.write_bytes(as_csv(data) if isinstance(data, list) else data)
    return run(settings, "import", "contacts", str(path), "var", "--write", "--yes", *more)


def contacts(settings: Settings, file: str = FILE) -> list[Any]:
    return [item.doc for item in written_contacts(settings, "var") if item.file == file]


# --- In.

SHEET = [
    ["Annuaire du service, mis à jour en octobre"],
    ["Structure", "Tél.", "Tél. 2", "Mail", "Adresse", "CP", "Ville", "Lundi", "Mardi", "Secteur", "Services", "Couleur"],
    ["Mairie annexe", "199000001", "+687 20 00 00", "a@exemple.fr", "1 rue X", "83000", "Toulon", "9h-12h", "09:00-12:00 / 14:00-17:00", "Toulon; 83069", "Caf", "bleu"],
    [],
    ["=Accueil", "01.99.00.00.02", "", "", "", "6000", "Nice", "", "", "83400", "caf, fsl", ""],
]  # fmt: skip


def test_a_sheet_becomes_a_contacts_file(settings: Settings) -> None:
    """Titles as people write them, a line above them, a zero that was lost, hours by day, places by name or postcode."""
    code, out, err = bring(settings, SHEET)
    assert code == 0, err
    told = "contacts : 2 nouveaux, 0 modifiés, 0 inchangés ; les 2 autres restent tels quels"
    assert out.endswith(f"{told}\nécrit: {FILE}\n")
    text = (settings.root / FILE).read_text("utf-8")
    assert text.startswith("# Importé de feuille.csv.")
    assert (
        text.partition("contacts:\n")[2]
        == """\
  - id: mairie-annexe
    name: Mairie annexe
    provides: [caf]
    area: [83137, 83069]
    phone:
      - "0199000001"
      - +687 20 00 00
    desk:
      address: 1 rue X, 83000 Toulon
      hours:
        lundi: 9h-12h
        mardi: "09:00-12:00, 14:00-17:00"
    mail: a@exemple.fr

  - id: accueil
    name: "=Accueil"
    provides: [caf, fsl]
    area: [83069]
    phone: "01.99.00.00.02"
    desk:
      address: "06000 Nice"
"""
    )
    assert "info[row-zero-back]" in err


def test_nothing_is_written_unless_asked(settings: Settings) -> None:
    """The file is shown, with what each column is taken for."""
    path = settings.root.parent / "feuille.csv"
    path.write_bytes(as_csv(SHEET))
    code, out, _ = run(settings, "import", "contacts", str(path), "var")
    assert code == 0
    assert "colonne B « Tél. » -> téléphone, par exemple '199000001'" in out
    assert "colonne L « Couleur » -> laissée de côté" in out
    assert "  - id: mairie-annexe" in out
    assert out.endswith("pour l'écrire, ajoutez --write\n")
    assert not (settings.root / FILE).exists()


def test_columns_are_confirmed_before_writing(settings: Settings) -> None:
    """Off a terminal somebody must have said yes."""
    path = settings.root.parent / "feuille.csv"
    path.write_bytes(as_csv(SHEET))
    code, _, err = run(settings, "import", "contacts", str(path), "var", "--write")
    assert (code, "ajoutez --yes" in err) == (2, True)
    assert not (settings.root / FILE).exists()


def test_columns_can_be_said(settings: Settings) -> None:
    """When their titles say nothing."""
    rows = [["Truc", "Machin", "Bidule"], ["Mairie", "01 99 00 00 01", "Accueil"]]
    columns = "Truc=name,Machin=phone,Bidule=phone.label"
    assert bring(settings, rows, "--columns", columns)[0] == 0
    (doc,) = contacts(settings)
    assert (doc.name, doc.phone[0].number, doc.phone[0].label) == ("Mairie", "01 99 00 00 01", "Accueil")
    code, _, err = bring(settings, rows, "--columns", "Truc=nam", "--name", "autre")
    assert (code, "Vouliez-vous dire « name »" in err) == (2, True)


def test_a_column_without_a_title_is_known_by_its_cells(settings: Settings) -> None:
    """Phones and mail addresses look like nothing else."""
    rows = [["Nom", "?", "??"], ["Mairie", "01 99 00 00 01", "a@exemple.fr"]]
    assert bring(settings, rows)[0] == 0
    (doc,) = contacts(settings)
    assert (doc.phone[0].number, doc.mail[0].address) == ("01 99 00 00 01", "a@exemple.fr")


WRONG = [
    (["Nom", "Tél"], ["Mairie", "01 99 00"], "feuille.csv:2:2: erreur[phone-wrong-length]"),
    (["Nom", "Courriel"], ["Mairie", "pas un courriel"], "feuille.csv:2:2: erreur[bad-mail]"),
    (["Nom", "Horaires"], ["Mairie", "lundi : 25h-26h"], "feuille.csv:2:2: erreur[hour-out-of-range]"),
    (["Nom", "Lundi"], ["Mairie", "le matin"], "feuille.csv:2:2: erreur[unreadable-hours]"),
    (["Nom", "Services"], ["Mairie", "caff"], "feuille.csv:2:2: erreur[row-unknown-service]"),
    (["Nom", "Secteur"], ["Mairie", "98000"], "feuille.csv:2:2: erreur[row-unknown-place]"),
    (["Nom", "Secteur"], ["Mairie", "Saint-Denis"], "feuille.csv:2:2: erreur[row-several-places]"),
    (["Nom", "Vérifié le"], ["Mairie", "hier"], "feuille.csv:2:2: erreur[bad-date]"),
    (["Nom", "Tél"], ["=A1", "3939"], "feuille.csv:2:1: erreur[cell-formula]"),
    (["Nom", "Tél"], ["", "3939"], "feuille.csv:2:1: erreur[missing-key]"),
    (["Nom", "Services"], ["MDS Toulon", "caf"], "feuille.csv:2:1: erreur[row-twice]"),
    (["Nom", "Latitude"], ["Mairie", "au nord"], "feuille.csv:2:2: erreur[bad-number]"),
]


@pytest.mark.parametrize(("titles", "cells", "told"), WRONG, ids=[told.split("[")[1] for *_, told in WRONG])
def test_a_wrong_cell_is_told_and_nothing_is_written(
    settings: Settings, titles: list[str], cells: list[str], told: str
) -> None:
    """The good rows come in on request only."""
    rows = [titles, cells, ["Bonne", *[""] * (len(titles) - 1)]]
    data = ("\n".join(";".join(line) for line in rows) + "\n").encode()
    code, out, err = bring(settings, data)
    assert (code, out.splitlines()[-1]) == (1, "rien n'a été écrit")
    assert told in err
    assert not (settings.root / FILE).exists()
    assert bring(settings, data, "--keep-going")[0] == 1
    assert [doc.name for doc in contacts(settings)] == ["Bonne"]


@pytest.mark.parametrize(
    ("written", "code"),
    [("83137", "83137"), ("Toulon", "83137"), ("toulon", "83137"), ("Toulon (83137)", "83137"), ("Ajaccio", "2A004"),
     ("2A004", "2A004"), ("Nouméa", "98818"), ("97411", "97411"), ("14265", "14371"), ("Fervaques", "14371"),
     ("Var", "83"), ("83400", "83069"), ("20090", "2A004"), ("Toulon (83)", "83137"), ("Var (83)", "83"),
     ("Hyères (83400)", "83069"), ("Saint-Denis (93)", "93066"), ("83137/83200", "83137/83200")],
)  # fmt: skip
def test_a_place_may_be_written_as_people_know_it(settings: Settings, written: str, code: str) -> None:
    """Names, codes, postcodes of one commune, merged communes, Corsica, overseas."""
    assert bring(settings, [["Nom", "Secteur"], ["Mairie", written]])[0] == 0
    assert contacts(settings)[0].area == (code,)


@pytest.mark.parametrize("written", ["83130", "75018", "Toulon (83069)"])
def test_a_code_that_may_be_two_places_is_never_guessed(written: str) -> None:
    """83130 is Solliès-Pont, or the postcode of La Garde; 75018 was Charenton-le-Pont, and is a postcode of Paris."""
    known = Known({}, {}, TWO_MEANINGS, places_by_name(TWO_MEANINGS))
    table = Table({1: {0: "Nom", 1: "Secteur"}, 2: {0: "CCAS", 1: written}})
    sheet, _ = read_sheet(table, "f.csv", {})
    assert sheet is not None
    found, findings = read_contacts(sheet, known)
    assert not found
    assert [item.code for item in findings] == ["row-several-places"]


TWO_MEANINGS = read_territories(
    {
        "communes": "insee;name;postcodes;epci;population\n75056;Paris;75001 75018;;1\n83062;La Garde;83130;;1\n"
        "83069;Hyères;83400;;1\n83130;Solliès-Pont;83210;;1\n83137;Toulon;83000;;1\n94018;Charenton-le-Pont;94220;;1\n",
        "epci": "siren;name;departements\n",
        "departements": "code;name;region\n75;Paris;11\n83;Var;93\n94;Val-de-Marne;11\n",
        "regions": "code;name\n11;Île-de-France\n93;Provence-Alpes-Côte d'Azur\n",
        "former": "code;name;commune;kind\n75018;;94018;A\n",
    }
)


def test_what_is_exported_names_the_communes_and_comes_back(settings: Settings) -> None:
    """A code alone may be read as a postcode."""
    assert bring(settings, [["Nom", "Secteur"], ["Mairie", "Toulon, Hyères (83069), Var"]])[0] == 0
    text = exported_contacts(settings, "var", "csv", None)[0].decode("utf-8-sig")
    assert "Toulon (83137), Hyères (83069), 83" in text
    code, out, _ = bring(settings, text.encode())
    assert (code, "rien n'a changé" in out) == (0, True)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('Nom;Téléphone\n"CCAS;04 94 00 00 00\n', 'un guillemet (") est ouvert sur cette ligne et jamais fermé'),
        ('Nom;Téléphone\n"CCAS"x;04 94 00 00 00\n', 'un guillemet (") au milieu de la cellule ; doublez-le'),
        ("Nom;Tél\nA;0494000000 / 0494000001\n", "ajoutez une colonne « téléphone 2 » pour le second."),
        ("Nom;Tél\nA;voir Mme Dupont\n", "une colonne « téléphone : précision »"),
    ],
)
def test_what_a_sheet_says_wrong_is_told_in_the_words_of_a_sheet(settings: Settings, lines: str, told: str) -> None:
    """Neither the English of a library nor the keys of the YAML."""
    code, _, err = bring(settings, lines.encode())
    assert (code, told in err) == (1, True), err


def test_titles_that_referents_write_are_known(settings: Settings) -> None:
    """And what is shown of them is French."""
    data = "Nom du service;Tel;Opening hours;Lundi\nAccueil;01 99 00 00 01;;9h-12h\n"
    path = settings.root / "feuille.csv"
    path.write_text(data, "utf-8")
    code, out, _ = run(settings, "import", "contacts", str(path), "var")
    assert code == 0
    assert "« Nom du service » -> nom" in out
    assert "« Opening hours » -> horaires" in out
    assert "« Lundi » -> horaires du lundi" in out


def test_a_change_is_shown_in_french(settings: Settings) -> None:
    """Numéro and horaires, not the keys of the YAML."""
    assert bring(settings, [["Id", "Nom", "Tél", "Précision"], ["a", "A", "01 99 00 00 01", ""]])[0] == 0
    rows = [["Id", "Nom", "Tél", "téléphone : précision"], ["a", "A", "01 99 00 00 02", "Accueil"]]
    path = settings.root / "feuille.csv"
    path.write_text("\n".join(";".join(line) for line in rows) + "\n", "utf-8")
    out = run(settings, "import", "contacts", str(path), "var")[1]
    assert "téléphone : 01 99 00 00 01 -> numéro : 01 99 00 00 02 ; précision : Accueil" in out


def test_two_rows_of_one_name_need_an_id(settings: Settings) -> None:
    """Else nobody could tell which is which next time."""
    code, _, err = bring(settings, [["Nom"], ["Mairie"], ["Mairie"]])
    assert (code, "feuille.csv:3:1: erreur[row-twice]" in err) == (1, True)


def test_formulas_and_merged_cells_of_a_workbook_are_told(settings: Settings) -> None:
    """The merged value counts for each row."""
    rows = (
        row(1, "Nom", "Secteur")
        + row(2, "Un", "Toulon")
        + row(3, "Deux", "")
        + row(4, '<c r="A4"><f>B1</f><v>x</v></c>')
    )
    data = xlsx(rows, after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>')
    code, _, err = bring(settings, data, "--keep-going", name="feuille.xlsx")
    assert code == 1
    assert "feuille.xlsx:4:1: erreur[cell-formula]: la cellule A4 contient une formule" in err
    assert "feuille.xlsx:2:2: attention[merged-cells]: les cellules B2:B3" in err
    assert [doc.area for doc in contacts(settings)] == [("83137",), ("83137",)]


def test_a_file_without_titles_is_refused(settings: Settings) -> None:
    """With what to do."""
    code, _, err = bring(settings, [["a", "b"], ["c", "d"]])
    assert (code, "--columns" in err) == (1, True)


def test_an_existing_file_starts_anew_only_on_request(settings: Settings) -> None:
    """Else it keeps what the sheet does not name, and takes what is new."""
    assert bring(settings, [["Nom"], ["Mairie"], ["Accueil"]])[0] == 0
    code, out, _ = bring(settings, [["Nom", "Tél"], ["Mairie", "3939"], ["Caf", "3230"]])
    assert (code, "1 nouveaux, 1 modifiés, 0 inchangés ; les 3 autres" in out) == (0, True)
    assert [doc.name for doc in contacts(settings)] == ["Mairie", "Accueil", "Caf"]
    assert bring(settings, [["Nom"], ["Mairie"], ["Caf"]], "--replace")[0] == 0
    assert [(doc.name, doc.phone) for doc in contacts(settings)] == [("Mairie", ()), ("Caf", ())]


def test_unknown_partner_and_absent_file_are_messages(settings: Settings) -> None:
    """No traceback."""
    assert run(settings, "import", "contacts", "absent.csv", "var")[0] == 3
    assert run(settings, "import", "contacts", str(settings.root / "content/services.yaml"), "vra")[0] == 2


def test_thousands_of_rows_come_in(settings: Settings) -> None:
    """Over as many files as it takes, which the next import replaces; a hundred thousand are read in test_sheets."""
    rows = [["Nom", "Tél", "Secteur"], *([f"Mairie {number}", "01 99 00 00 01", "Toulon"] for number in range(5_000))]
    started = time.process_time()
    code, out, err = bring(settings, as_xlsx(rows), name="feuille.xlsx")
    assert code == 0, err[:500]
    assert out.splitlines()[-2].startswith("contacts : 5000 nouveaux")
    assert out.splitlines()[-1].startswith(f"écrit: {FILE}, partners/var/contacts/feuille-2.yaml")
    assert sum(1 for _ in written_contacts(settings, "var")) == 5002
    assert bring(settings, [["Nom"], ["Mairie"]], "--replace")[0] == 0
    assert sum(1 for _ in written_contacts(settings, "var")) == 3
    assert time.process_time() - started < 120


def test_a_big_sheet_that_is_only_looked_at_shows_how_it_begins(settings: Settings) -> None:
    """A hundred thousand rows would scroll the columns, and what was wrong, out of sight."""
    path = settings.root.parent / "feuille.csv"
    path.write_bytes(as_csv([["Nom", "Tél"], *([f"Mairie {number}", "01 99 00 00 01"] for number in range(200))]))
    code, out, _ = run(settings, "import", "contacts", str(path), "var")
    assert code == 0
    assert "name: Mairie 1" in out
    assert "name: Mairie 199" not in out
    assert "autres lignes)" in out
    assert "200 nouveaux" in out
    assert len(out.splitlines()) < 250


# --- Round trip.


def test_every_key_has_a_title_that_names_it() -> None:
    """What we write is what we read."""
    for key in KEYS - {"postcode", "town"}:
        for rank in ("1", "3") if "{}" in key else ("",):
            full = key.format(rank)
            if not full.startswith("day."):
                assert key_named(title_of(full)) == full


PARTNERS = [*sorted(path.name for path in (ROOT / "partners").iterdir()), "national"]


@pytest.mark.parametrize("to", ["csv", "xlsx"])
@pytest.mark.parametrize("partner", PARTNERS)
def test_real_contacts_come_back_as_they_were(tmp_path: Path, partner: str, to: str) -> None:
    """Every contact of every example partner, and of the commons: out to a spreadsheet, and in again."""
    settings = _copy(tmp_path)
    before = [item.doc for item in written_contacts(settings, partner)]
    assert before
    out = tmp_path / f"contacts.{to}"
    assert run(settings, "export", "contacts", partner, "--to", to, "--out", str(out))[0] == 0
    folder = contacts_folder(settings, partner)
    for path in folder.iterdir():
        path.unlink()
    code, _, err = run(settings, "import", "contacts", str(out), partner, "--name", "tout", "--write", "--yes")
    assert code == 0, err
    assert [item.doc for item in written_contacts(settings, partner)] == before


@pytest.mark.parametrize("to", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("partner", PARTNERS)
def test_an_export_brought_back_changes_nothing(tmp_path: Path, partner: str, to: str) -> None:
    """Every row is known by its id: not a byte of a file moves, once or twice."""
    settings = _copy(tmp_path)
    before = _bytes(settings, partner)
    out = tmp_path / f"contacts.{to}"
    if to == "ods":
        docs = [item.doc for item in written_contacts(settings, partner) if item.doc is not None]
        out.write_bytes(as_ods(rows_of(docs)))
    else:
        assert run(settings, "export", "contacts", partner, "--to", to, "--out", str(out))[0] == 0
    code, said, err = run(settings, "import", "contacts", str(out), partner, "--write", "--yes")
    assert code == 0, err
    assert f"0 nouveaux, 0 modifiés, {len(docs_of(settings, partner))} inchangés" in said
    assert said.endswith("rien n'a changé : aucun fichier n'a été touché\n")
    assert _bytes(settings, partner) == before


def as_ods(rows: list[list[str]]) -> bytes:
    def cell(text: str) -> str:
        lines = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in text.split("\n"))
        return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'

    return ods("".join(ods_row(*map(cell, line)) for line in rows))


def docs_of(settings: Settings, partner: str) -> list[Any]:
    return [item.doc for item in written_contacts(settings, partner) if item.doc is not None]


def _bytes(settings: Settings, partner: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(contacts_folder(settings, partner).iterdir())}


def _copy(root: Path) -> Settings:
    import shutil

    shutil.copytree(ROOT / "partners", root / "projet" / "partners")
    shutil.copytree(ROOT / "content", root / "projet" / "content")
    return find_settings(root / "projet", {})


RICH = """\
contacts:
  - id: riche
    kind: body
    name: "=Riche"
    role: "+33 et des idées ; \\"entre guillemets\\""
    provides: [caf, fsl]
    area: [83137, 83069]
    languages: français, LSF
    phone:
      - number: +687 20 00 00
        label: Accueil
        hours: 24h/24
        cost: gratuit
        sms: oui
        voice: non
        anonymous: oui
        unsure: oui
      - 01 99 00 00 01
    desk:
      address: "-1 rue du Port, 83000 Toulon"
      hours:
        lundi: 9h-12h
        mardi et jeudi: 9h-12h, 14h-17h
      appointment: "@ccueil"
      access: Bus 3
      latitude: "43.12"
      longitude: "-5.93"
    mail:
      - address: a@exemple.fr
        label: Secrétariat
    online:
      - url: https://www.exemple.fr
        title: Site
    share: non
    owner: Service social
    verified_on: 02/11/2026
    source: https://www.exemple.fr
    source_date: 01/11/2026
    review_every: 6 mois
    reply_within: 2 jours
    agreement: n° 12
    closures:
      - from: 24/12/2026
        to: 02/01/2027
        text: Fêtes
"""


@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_every_field_comes_back(tmp_path: Path, to: str) -> None:
    """Signs that look like formulas, numbers that begin with +, several phones, days, closures."""
    settings = project(tmp_path / "projet", **{FILE: RICH})
    before = contacts(settings)
    assert before[0] is not None
    out = tmp_path / f"a.{to}"
    assert run(settings, "export", "contacts", "var", "--to", to, "--out", str(out))[0] == 0
    for path in (settings.partners / "var/contacts").iterdir():
        path.unlink()
    code, _, err = run(settings, "import", "contacts", str(out), "var", "--name", "feuille", "--write", "--yes")
    assert code == 0, err
    assert [doc for doc in contacts(settings) if doc.id == "riche"] == before


BY_HAND = """\
# Les contacts du Var, tenus par Mme Blanc.
contacts:

  # Ne pas donner le poste direct.
  - id: "riche"        # notre identifiant
    name: "Accueil"    # relu en mai
    # Deux numéros : le second sonne le soir.
    phone:
      # le jour
      - number: 01 99 00 00 01
        label: "Accueil" # Mme Noir
      # le soir
      - number: 01 99 00 00 02
        label: Soir
    provides: [caf] # et bientôt le FSL
    area:
      - "83137"  # Toulon
    desk:
      address: 1 rue du Port, 83000 Toulon
      hours: # depuis 2024
        lundi: 9h-12h
        mardi: "9h-12h" # fermé en août
    mail:
      address: a@exemple.fr
      label: "Secrétariat"  # lu le matin
    # à revoir en mars
    verified_on: 02/11/2026

  - id: pauvre
    name: "Annexe" # tout petit
# fin
"""
REMARKS = re.findall(r"#.*", BY_HAND)
ALONE = re.findall(r"(?m)^ *(#.*)", BY_HAND)
SAID = {
    "name": "Accueil du port",
    "phone.1.number": "01 99 00 00 09",
    "phone.2.number": "01 99 00 00 09",
    "phone.1.label": "Bureau",
    "provides": "caf, fsl",
    "area": "83137, 83069",
    "desk.address": "2 rue du Port, 83000 Toulon",
    "desk.hours": "lundi : 9h-11h\nmardi : 9h-12h",
    "mail.1.address": "b@exemple.fr",
    "mail.1.label": "Direction",
    "verified_on": "03/11/2026",
    "role": "Ce qui n'y était pas : « # »",
    "online.1.url": "https://www.exemple.fr",
    "owner": "Mme Blanc",
    "desk.access": "Bus 3",
    "closures.1.from": "24/12/2026",
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("key", "value"), [*SAID.items(), *((key, "") for key in SAID)])
def test_one_cell_changes_one_entry_and_every_remark_stays(tmp_path: Path, key: str, value: str, ends: str) -> None:
    """Said anew, added or emptied: the file says exactly that, and is still the partner's; twice changes nothing."""
    if key in ("name", "closures.1.from") and not value:
        return  # a contact has a name; there was no closure
    settings = project(tmp_path / "projet")
    (settings.root / FILE).write_bytes(BY_HAND.replace("\n", ends).encode())
    there = flat(contacts(settings)[0])
    wanted = {**there, key: value}
    if key.startswith("phone.1.number") and not value:
        wanted |= {"phone.1.label": ""}
    if key.startswith("mail.1.address") and not value:
        wanted |= {"mail.1.label": ""}
    if key == "phone.2.number" and not value:
        wanted |= {"phone.2.label": ""}
    if key == "closures.1.from":
        wanted |= {"closures.1.to": "26/12/2026", "closures.1.text": "Noël"}
    keys = list(wanted)
    rows = [[title_of(key) for key in keys], [wanted[key] for key in keys]]
    before = (settings.root / FILE).read_bytes()
    code, out, err = bring(settings, rows, name="autre.csv")
    assert code == 0, err
    changed = wanted != {**dict.fromkeys(keys, ""), **there}
    assert f"0 nouveaux, {int(changed)} modifiés, {int(not changed)} inchangés" in out
    now = flat(contacts(settings)[0])
    said = sorted(text for text in wanted.values() if text)
    assert sorted(now.values()) == said
    text = (settings.root / FILE).read_bytes().decode()
    remarks = re.findall(r"#.*", text.replace("\r", ""))
    assert set(ALONE) <= set(remarks), text
    if value:  # what is emptied takes the remark at the end of its own line away
        assert sorted(remarks) == sorted(REMARKS + ['# »"'] * ("#" in value)), text
    assert (ends == "\n") == ("\r" not in text)
    assert ("\n" not in text.replace("\r\n", "")) == (ends == "\r\n")
    if not changed:
        assert (settings.root / FILE).read_bytes() == before
    assert flat(contacts(settings)[1]) == {"id": "pauvre", "name": "Annexe"}
    again = bring(settings, rows, name="autre.csv")
    assert again[1].endswith("rien n'a changé : aucun fichier n'a été touché\n")


def test_a_column_that_is_not_there_says_nothing(settings: Settings) -> None:
    """A sheet of names and numbers changes names and numbers; the same number written otherwise changes nothing."""
    (settings.root / FILE).write_text(BY_HAND, "utf-8")
    before = flat(contacts(settings)[0])
    rows = [["Identifiant", "Téléphone", "Vérifié le"], ["riche", "+33 1.99.00.00.01", "2026-11-02"]]
    rows = [["Nom", *rows[0]], ["Accueil", *rows[1]]]
    assert bring(settings, rows, name="autre.csv")[1].endswith("aucun fichier n'a été touché\n")
    rows[1][2] = "01 99 00 00 07"
    code, out, _ = bring(settings, rows, name="autre.csv")
    assert code == 0
    assert f"  modifié : riche ({FILE}:5)\n    téléphone : " in out
    assert flat(contacts(settings)[0]) == {**before, "phone.1.number": "01 99 00 00 07"}


def test_a_new_row_goes_below_those_of_its_sheet(settings: Settings) -> None:
    """In the file that the first import made; what was written there by hand stays."""
    rows = [["Identifiant", "Nom", "Tél"], ["un", "Un", "3939"]]
    assert bring(settings, rows)[0] == 0
    path = settings.root / FILE
    path.write_text(path.read_text("utf-8").replace("name: Un", 'name: "Un" # relu'), "utf-8")
    assert bring(settings, [*rows, ["deux", "Deux", "3230"]])[0] == 0
    assert path.read_text("utf-8").endswith(
        'name: "Un" # relu\n    phone: "3939"\n  - id: deux\n    name: Deux\n    phone: "3230"\n'
    )
    assert bring(settings, [*rows, ["deux", "Deux", "3230"]])[1].endswith("aucun fichier n'a été touché\n")


def test_nothing_is_changed_unless_asked(settings: Settings) -> None:
    """What each entry was and would be is shown."""
    (settings.root / FILE).write_text(BY_HAND, "utf-8")
    path = settings.root.parent / "autre.csv"
    path.write_bytes(as_csv([["Identifiant", "Nom"], ["riche", "Port"]]))
    code, out, _ = run(settings, "import", "contacts", str(path), "var")
    assert (code, "    nom : Accueil -> Port\n" in out) == (0, True)
    assert (settings.root / FILE).read_text("utf-8") == BY_HAND


def test_a_file_in_error_is_mended_first(settings: Settings) -> None:
    """Nothing is spliced into a file that does not read well."""
    (settings.root / FILE).write_text(BY_HAND.replace('"Annexe"', "Annexe"), "utf-8")
    code, _, err = bring(settings, [["Identifiant", "Nom"], ["riche", "Port"]], name="autre.csv")
    assert (code, f"une erreur à corriger d'abord. {FILE}:" in err) == (2, True)


def test_every_field_of_a_contact_has_a_column() -> None:
    """A field that is added to the schema would else be lost on the way."""
    fields = set(names_of(MODELS["contact"])) - {"phone", "desk", "mail", "online", "closures"}
    assert fields <= KEYS
    parts = {"phone": Phone, "mail": MailBox, "online": Online, "closures": Closure}
    for key, model in parts.items():
        assert {f"{key}.{{}}.{part}" for part in names_of(model)} <= KEYS
    assert {f"desk.{part}" for part in names_of(Desk)} <= KEYS


def test_an_id_that_is_written_twice_is_nobody_s(settings: Settings) -> None:
    """Which of the two would change? The row is refused, with where the other is."""
    (settings.root / FILE).write_text(BY_HAND.replace("id: pauvre", "id: riche"), "utf-8")
    code, _, err = bring(settings, [["Identifiant", "Nom"], ["riche", "Port"]], name="autre.csv")
    assert (code, "autre.csv:2:1: erreur[row-twice]" in err) == (1, True)


@given(
    st.dictionaries(
        st.sampled_from(["name", "role", "owner", "source"]),
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"]), min_size=1, max_size=30),
        min_size=1,
    )
)
def test_any_text_is_written_as_yaml_that_says_it(values: dict[str, str]) -> None:
    """Quoted when a reader could take it for something else. Broken accents ("Ã©") are refused when read: not here."""
    assume(not re.search("[ÃÂâ][\u0080-\u00bf€™œ]", " ".join(values.values())))
    text = contacts_text([{"id": "a", **values}], "Essai")
    root, findings = read_yaml(text.encode(), "f.yaml")
    assert root is not None
    assert [finding.code for finding in findings] == []
    (item,) = root.entries["contacts"].items  # type: ignore[union-attr]
    assert {key: node.value for key, node in item.entries.items()} == {"id": "a", **values}


def test_a_column_that_nobody_fills_is_left_out(settings: Settings) -> None:
    """But the usual ones, which a referent will want to fill."""
    (_, *docs) = [item.doc for item in written_contacts(settings, "var")]
    titles = rows_of(docs)[0]
    assert "langues" not in titles
    assert {"nom", "téléphone", "adresse", "horaires", "vérifié le"} <= set(titles)


# --- To other tools.


def exported(settings: Settings, partner: str, to: str) -> Any:
    code, out, err = run(settings, "export", "contacts", partner, "--to", to)
    assert code == 0, err
    return json.loads(out)


@pytest.mark.shared
@pytest.mark.parametrize("partner", PARTNERS)
def test_hsds_is_valid(partner: str) -> None:
    """Against the schema that Open Referral publishes, formats checked."""
    services = exported(find_settings(ROOT, {}), partner, "hsds")
    assert services
    schema = json.loads((SHARED / "hsds/schema/compiled/service_list.json").read_text("utf-8"))
    schema.pop("$schema", None)
    check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for service in services for error in check.iter_errors(service)] == []
    ids = [service["id"] for service in services]
    assert len(set(ids)) == len(ids)


@pytest.mark.shared
@pytest.mark.parametrize("partner", PARTNERS)
def test_data_inclusion_is_valid(partner: str) -> None:
    """Against the schemas of version 1.0, formats checked."""
    found = exported(find_settings(ROOT, {}), partner, "data-inclusion")
    for kind in ("structure", "service"):
        schema = json.loads((SHARED / f"data-inclusion/schema-v1/{kind}.json").read_text("utf-8"))
        check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        assert found[f"{kind}s"]
        assert [error.message for item in found[f"{kind}s"] for error in check.iter_errors(item)] == []
    structures = {item["id"] for item in found["structures"]}
    assert {item["structure_id"] for item in found["services"]} <= structures


def test_exports_hold_what_a_contact_says(tmp_path: Path) -> None:
    """Phones, hours, places, in the words of each format."""
    settings = project(tmp_path / "projet", **{FILE: RICH.replace("share: non", "share: oui")})
    hsds = next(item for item in exported(settings, "var", "hsds") if item["name"] == "=Riche")
    assert [phone["number"] for phone in hsds["phones"]] == ["+687 20 00 00", "01 99 00 00 01"]
    assert {(item["byday"], item["opens_at"]) for item in hsds["schedules"]} == {
        ("MO,TU,TH", "09:00"),
        ("TU,TH", "14:00"),
    }
    assert [(area["extent"], area["extent_type"]) for area in hsds["service_areas"]] == [
        ("83137", "commune"),
        ("83069", "commune"),
    ]
    address = hsds["service_at_locations"][0]["location"]["addresses"][0]
    assert (address["address_1"], address["postal_code"], address["city"]) == ("-1 rue du Port", "83000", "Toulon")
    inclusion = exported(settings, "var", "data-inclusion")["structures"]
    assert next(item for item in inclusion if item["id"] == "var--riche")["horaires_accueil"].startswith(
        "Mo 09:00-12:00; Tu,Th"
    )
    graph = exported(settings, "var", "jsonld")["@graph"]
    office = next(item for item in graph if item["name"] == "=Riche")
    assert office["contactPoint"][0]["telephone"] == "+687200000"
    code, cards, _ = run(settings, "export", "contacts", "var", "--to", "vcf")
    assert code == 0
    assert all(len(line.encode()) <= 75 for line in cards.splitlines())
    assert "FN:=Riche" in cards
    assert "TEL;VALUE=uri;TYPE=voice:tel:+33199000001" in cards


def test_a_partner_in_error_is_not_exported(settings: Settings) -> None:
    """The message says where; exit code 2, nothing on stdout."""
    (settings.root / "partners/var/contacts/faux.yaml").write_text("contacts:\n  - id: a\n", "utf-8")
    code, out, err = run(settings, "export", "contacts", "var", "--to", "hsds")
    assert (code, out) == (2, "")
    assert "partners/var/contacts/faux.yaml:2" in err


def test_xlsx_wants_a_file(settings: Settings) -> None:
    """A workbook on screen helps nobody."""
    assert run(settings, "export", "contacts", "var", "--to", "xlsx")[0] == 2


# --- Open data.

SHARES = """\
contacts:
  - id: public
    name: Public
    provides: [fsl]
    phone: 01 99 00 00 01
  - id: prive
    name: Privé
    provides: [fsl]
    phone: 01 99 00 00 02
    share: non
  - id: par-le-standard
    name: Ligne directe
    provides: [caf]
    area: [83137]
    phone: 01 99 00 00 03
    share: via public
  - id: sensible
    name: Sensible
    provides: [fsl]
    phone: 01 99 00 00 04
    sensitive: oui
  - id: personne
    kind: person
    name: Une personne
    phone: 01 99 00 00 05
    agreement: signé
"""


def published(settings: Settings) -> dict[str, bytes]:
    build(settings)
    folder = settings.out / "var" / "data"
    kept = (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("offline"))
    return {path.name: path.read_bytes() for path in kept if path.suffix != ".js"}


def test_open_data_holds_only_what_is_shared(tmp_path: Path) -> None:
    """No private line, person or sensitive contact; one reached through another has that one's channels."""
    settings = project(tmp_path / "projet", **{FILE: SHARES})
    files = published(settings)
    assert sorted(files) == ["LISEZ-MOI.txt", "contacts.csv", "contacts.json", "index.json"]
    data = json.loads(files["contacts.json"])
    found = {item["id"]: item for item in data["contacts"]}
    assert set(found) == {"standard-var", "mds-toulon", "public", "par-le-standard"}
    assert (found["par-le-standard"]["phones"], found["par-le-standard"]["services"]) == (
        [{"number": "01 99 00 00 01"}],
        ["caf"],
    )
    assert found["par-le-standard"]["area"] == ["83137"]
    assert found["public"]["area"] == ["83"]
    everything = b"".join(files.values()).decode()
    assert not {f"01 99 00 00 0{number}" for number in (2, 3, 4, 5)} & set(everything.replace('"', "\n").splitlines())
    assert (data["licence"], data["partner"]["status"]) == ("Licence Ouverte 2.0 (Etalab)", "demo")


def test_open_data_is_a_directory_for_others(settings: Settings) -> None:
    """Each contact reads as a record, and the same source gives the same bytes."""
    files = published(settings)
    lent, findings = read_lent(files["contacts.json"], "contacts.json")
    assert [finding.says("en") for finding in findings] == []
    assert lent is not None
    assert (lent.partner, lent.place, len(lent.records)) == ("var", "83", 2)
    assert published(settings) == files
    listed = json.loads(files["index.json"])
    assert [item["path"] for item in listed["files"]] == ["contacts.json", "contacts.csv"]


def test_open_data_has_a_page_that_names_each_file_and_the_licence(tmp_path: Path) -> None:
    """A person who opens `data/` finds what is there, and what may be done with it."""
    text = "# Données ouvertes\n\nDe {partner} :\n\n{files}\n"
    files = published(project(tmp_path / "projet", **{"content/pages/donnees-ouvertes.md": text}))
    page = files.pop("index.html").decode()
    linked = set(re.findall(r'<a href="([a-zA-Z-]+\.(?:json|csv|txt))"', page))
    assert linked == set(files)
    assert "Aucun contact" not in page


def test_a_partner_that_shares_nothing_says_so_on_that_page(tmp_path: Path) -> None:
    """The legal page leads there whatever is shared."""
    settings = project(tmp_path / "projet", **{"content/pages/donnees-ouvertes.md": "# Données ouvertes\n\n{files}\n"})
    for path in (settings.partners / "var" / "contacts").glob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^(    name:)", r"    share: non\n\1", text, flags=re.MULTILINE), "utf-8")
    files = published(settings)
    assert set(files) == {"index.html"}
    assert "Aucun contact n'est partagé pour l'instant." in html.unescape(files["index.html"].decode())


def test_old_facts_of_a_live_partner_are_not_open_data(tmp_path: Path) -> None:
    """As on its pages."""
    files = {
        FILE: "contacts:\n  - id: vieux\n    name: Vieux\n    phone: 3939\n    source: x\n    source_date: 01/01/2020\n",
        "partners/var/partner.yaml": _live(),
    }
    data = json.loads(published(project(tmp_path / "projet", **files))["contacts.json"])
    assert [item["id"] for item in data["contacts"]] == ["standard-var"]


def _live() -> str:
    from tiny_project import FILES

    return FILES["partners/var/partner.yaml"].replace("status: demo", "status: live")


def test_schema_accepts_a_correction() -> None:
    """`corrects` names a record of the official directory."""
    from commun_orientation_ssg.schema import MODELS

    root, _ = read_yaml(b"id: a\nname: A\ncorrects: dila-caf-83137-01\n", "f.yaml")
    assert root is not None
    doc, findings = bind(MODELS["contact"], root)
    assert (findings, getattr(doc, "corrects", "")) == ([], "dila-caf-83137-01")
