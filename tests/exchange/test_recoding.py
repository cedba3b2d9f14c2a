"""Next year's official codes: merges told, partners' codes written anew and nothing else, all files or none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from commun_orientation_ssg.cli import main
from commun_orientation_ssg.exchange.recoding import recoded
from commun_orientation_ssg.project import Settings
from commun_orientation_ssg.territory import Territories, read_territories

from .official_files import PLACES, project

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "territoires"

OFFICIAL = {
    "communes.csv": """\
code_insee,nom,codes_postaux,code_epci,code_departement,code_region,population
14371,Livarot-Pays-d'Auge,14140 14290,200069532,14,28,6000
2A004,Ajaccio,20000 20090,242010056,2A,94,70000
75056,Paris,75001 75011,200054781,75,11,2100000
83137,Toulon et Hyères,83000 83200 83400,248300543,83,93,235000
93066,Saint-Denis,93200,200054781,93,11,150000
97411,Saint-Denis,97400,249740119,974,04,155000
98818,Nouméa,98800,,988,988,94000
83150,Ville-Neuve,83990,248300543,83,93,10
""",
    "epci.csv": """\
siren,nom,type,mode_financement,nombre_communes,population_municipale,population_totale,departements
200054781,Métropole du Grand Paris,METRO,FPU,131,7000000,7000000,75 93
""",
    "departements.csv": """\
code,nom,code_region,chef_lieu,zone
14,Calvados,28,14118,metro
2A,Corse-du-Sud,94,2A004,metro
75,Paris,11,75056,metro
83,Var,93,83137,metro
93,Seine-Saint-Denis,11,93008,metro
974,La Réunion,04,97411,drom
988,Nouvelle-Calédonie,988,98818,com
""",
    "regions.csv": """\
code,nom,chef_lieu,zone
04,La Réunion,97411,drom
11,Île-de-France,75056,metro
28,Normandie,76540,metro
93,Provence-Alpes-Côte d'Azur,13055,metro
94,Corse,2A004,metro
988,Nouvelle-Calédonie,98818,com
""",
    "deleguees.csv": "code_insee,nom,type,code_commune_actuelle,nom_commune_actuelle,code_departement\n"
    "83069,Hyères,commune-deleguee,83137,Toulon et Hyères,83\n",
    "anciens.csv": "ancien_code,code_actuel,nom_actuel\n83069,83137,Toulon et Hyères\n",
}
AREAS = """\
contacts:
  # Hyères (83069) reste dans ce commentaire.
  - id: a
    name: Accueil de 83069
    area: [83069]
    phone: "3939"
  - id: b
    name: B
    area: [83137, "83069"]   # les deux
    phone: 3939
  - id: c
    name: C
    area:
      - 83137
      - Hyères (83069)
      - 83069
    phone: 3939
  - id: d
    name: D
    area: [248300543]
    phone: 3939
"""
FILE = "partners/var/contacts/lieux.yaml"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return project(tmp_path / "projet", **{FILE: AREAS})


def run(settings: Settings, *more: str, **changed: str) -> tuple[int, str, str]:
    folder = settings.root.parent / "officiel"
    folder.mkdir(exist_ok=True)
    files = []
    for name, text in {**OFFICIAL, **{f"{key}.csv": value for key, value in changed.items()}}.items():
        if text:
            (folder / name).write_text(text, "utf-8")
            files.append(str(folder / name))
    result = CliRunner().invoke(main, ["--project", str(settings.root), "territories", "update", *files, *more])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_codes_are_written_anew_and_nothing_else(settings: Settings) -> None:
    """A code that the list has already is not written twice; comments, names and quotes stay."""
    code, out, err = run(settings)
    assert code == 1, err
    assert (settings.root / FILE).read_text("utf-8") == (
        AREAS.replace("area: [83069]", "area: [83137]")
        .replace('[83137, "83069"]', "[83137]")
        .replace("      - Hyères (83069)\n      - 83069\n", "      - Hyères (83137)\n")
    )
    assert "  83069 Hyères -> 83137 Toulon et Hyères" in out
    assert "  83137 Toulon -> Toulon et Hyères" in out
    assert "  83150 Ville-Neuve" in out
    assert "-    area: [83069]\n+    area: [83137]" in out
    assert "83137;Toulon et Hyères;83000 83200 83400;248300543;235000\n" in (
        settings.content / "territories/communes.csv"
    ).read_text("utf-8")


def test_what_cannot_be_replaced_is_told(settings: Settings) -> None:
    """An intercommunalité that is no more: nobody knows here which one took its place; exit code 1."""
    code, out, _ = run(settings)
    assert code == 1
    assert f"{FILE}:20: 248300543 Métropole Toulon-Provence-Méditerranée : à remplacer à la main" in out


def test_dry_run_shows_the_same_and_writes_nothing(settings: Settings) -> None:
    """Not one byte."""
    before = {path: path.read_bytes() for path in settings.root.rglob("*.*") if path.is_file()}
    _, out, _ = run(settings, "--dry-run")
    assert "+    area: [83137]" in out
    assert out.endswith("rien n'a été écrit (--dry-run)\n")
    assert {path: path.read_bytes() for path in settings.root.rglob("*.*") if path.is_file()} == before


def test_a_second_time_changes_nothing(settings: Settings) -> None:
    """The files are not touched."""
    run(settings)
    path = settings.content / "territories/communes.csv"
    before = path.stat().st_ino
    assert run(settings)[1].endswith("rien n'a changé\n")
    assert path.stat().st_ino == before


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"regions": ""}, "il manque la table « regions »"),
        ({"regions": "a,b\n1,2\n"}, "« regions.csv » n'est aucune des tables connues"),
        ({"regions": OFFICIAL["departements.csv"]}, "deux fichiers pour la table « departements »"),
        ({"communes": "\n".join(OFFICIAL["communes.csv"].splitlines()[:4]) + "\n"}, "3 communes au lieu de 8"),
        ({"communes": OFFICIAL["communes.csv"].replace("Paris", "Pa;ris")}, "valeur refusée : Pa;ris"),
        (
            {"communes": OFFICIAL["communes.csv"].replace("14371", "1437")},
            "« communes.csv », ligne 2 : « 1437 » n'est pas",
        ),
        ({"communes": OFFICIAL["communes.csv"][:-12]}, "« communes.csv », ligne 9 : 4 cellules au lieu de 7"),
        ({"communes": OFFICIAL["communes.csv"].replace("75056", "93066")}, "le code 93066 y est deux fois"),
        ({"communes": OFFICIAL["communes.csv"].replace("6000", "6 000")}, "« 6 000 » n'est pas un nombre d'habitants"),
        (
            {"regions": OFFICIAL["regions.csv"].replace("04,", "4,")},
            "« regions.csv », ligne 2 : « 4 » n'est pas un code",
        ),
    ],
)
def test_a_wrong_file_is_refused_before_anything_is_written(
    settings: Settings, changed: dict[str, str], told: str
) -> None:
    """Exit code 2, and the tables as they were."""
    code, _, err = run(settings, **changed)
    assert (code, told in err) == (2, True), err
    assert (settings.content / "territories/communes.csv").read_text("utf-8") == PLACES[
        "content/territories/communes.csv"
    ]


def test_communes_that_vanish_with_nobody_in_their_place_are_a_file_that_was_cut(settings: Settings) -> None:
    """A twentieth of the country less, cut at the end of a line, is no merger."""
    path = settings.content / "territories/communes.csv"
    before = path.read_text("utf-8")
    more = "".join(f"{code};Village {code};83990;;10\n" for code in range(83201, 83207))
    head, *rows = (before + more).splitlines()
    now = "\n".join([head, *sorted(rows)]) + "\n"
    path.write_text(now, "utf-8")
    all_of_them = OFFICIAL["communes.csv"] + "".join(f"{code},V,83990,,83,93,10\n" for code in range(83501, 83507))
    code, _, err = run(settings, communes=all_of_them)
    assert (code, "6 communes disparaîtraient sans qu'une autre les remplace, dont Village 83201" in err) == (2, True)
    assert path.read_text("utf-8") == now


def test_a_file_in_another_encoding_is_refused(settings: Settings) -> None:
    """It would spoil every accent."""
    path = settings.root.parent / "communes.csv"
    path.write_bytes(OFFICIAL["communes.csv"].encode("cp1252"))
    result = CliRunner().invoke(main, ["--project", str(settings.root), "territories", "update", str(path)])
    assert (result.exit_code, "UTF-8" in result.stderr) == (2, True)


def merged() -> Territories:
    tables = {name: PLACES[f"content/territories/{name}.csv"] for name in ("communes", "departements", "regions")}
    return read_territories(
        {**tables, "epci": "siren;name;departements\n", "former": "code;name;commune;kind\n83001;X;83137;A\n"}
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeffterritory: 83001\n", "\ufeffterritory: 83137\n"),
        ('territory: "83001"\r\nname: 83001\r\n', 'territory: "83137"\r\nname: 83001\r\n'),
        ("scenarios:\n  - place: 83001 # ici\n", "scenarios:\n  - place: 83137 # ici\n"),
        ("area: [83001, 83137]\n", "area: [83137]\n"),
        ("area: [83137]\n", "area: [83137]\n"),
        ("pas: [du, yaml\n", "pas: [du, yaml\n"),
    ],
)
def test_each_way_to_write_a_place_is_known(before: str, after: str) -> None:
    """Byte order marks, line ends, quotes and comments stay."""
    assert recoded(before.encode(), "f.yaml", merged(), {})[0] == after.encode()


@pytest.mark.shared
def test_the_official_files_of_the_year_are_those_of_the_project(tmp_path: Path) -> None:
    """Nothing to change, in some seconds."""
    import shutil

    root = Path(__file__).resolve().parents[2]
    shutil.copytree(root / "content/territories", tmp_path / "content/territories")
    shutil.copytree(root / "partners", tmp_path / "partners")
    names = ("communes", "communes-deleguees-associees", "anciens-codes-communes", "epci", "departements", "regions")
    files = [str(SHARED / f"{name}-2026.csv") for name in names]
    started = time.process_time()
    result = CliRunner().invoke(main, ["--project", str(tmp_path), "territories", "update", *files])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "rien n'a changé")
    assert time.process_time() - started < 30
