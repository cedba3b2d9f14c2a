"""Official directories in: every shape gives the same facts, every trap is told, the file before is safe."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from commun_orientation_ssg.cli import main
from commun_orientation_ssg.directory import contact_of
from commun_orientation_ssg.drafts import next_folder
from commun_orientation_ssg.exchange.command import territories_of
from commun_orientation_ssg.exchange.directory import Imported, import_directory
from commun_orientation_ssg.exchange.sorting import Sorter
from commun_orientation_ssg.exchange.told import as_text
from commun_orientation_ssg.project import Settings
from commun_orientation_ssg.records import Record, read_records, to_data
from commun_orientation_ssg.refusal import Refusal

from .official_files import FRANCE_SERVICES, OLD, PLACES, XML, as_api, current, export, project, slot

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return project(tmp_path / "projet")


def bring(settings: Settings, text: str | bytes, file: str = "annuaire.json", **flags: Any) -> Imported:
    """Import one file of that text."""
    path = settings.root.parent / file
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_directory(settings, [path], territories_of(settings.content), **flags)


def written(settings: Settings, name: str = "dila") -> list[Record]:
    found = []
    for path in sorted((settings.content / "directory").glob(f"{name}-*.jsonl")):
        with path.open(encoding="utf-8") as file:
            found += list(read_records(file))
    return found


def names(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.content / "directory").iterdir())


def only(settings: Settings, **changes: Any) -> Record:
    """Return what becomes of one record of today's shape with these changes."""
    bring(settings, export(current(**changes)))
    (record,) = written(settings)
    return record


def codes(done: Imported) -> list[str]:
    return [f"{item.code} {item.location}" for item in done.findings]


# --- Shapes.


def test_export_file_gives_every_fact(settings: Settings) -> None:
    """Nested fields are real lists; each line says source, day and licence."""
    done = bring(settings, export(current()))
    assert done.written
    assert done.findings == []
    assert (done.day, names(settings)) == (date(2025, 12, 3), ["dila-83.jsonl"])
    assert written(settings) == [
        Record(
            id="dila-0b19da66-336b-4a4d-a56a-1bbf731ec306",
            name="Mairie - Toulon",
            kind="body",
            body="83137",
            services=("mairie",),
            types=("mairie",),
            area=("83137",),
            commune="83137",
            address="Hôtel de ville, 1 place de l'Exemple, CS 1, 83000 Toulon",
            phones=written(settings)[0].phones,
            mails=("mairie@exemple.fr",),
            urls=("https://www.exemple.fr",),
            hours=(("lundi-vendredi", "8h30-12h, 13h30-17h"),),
            access="Accessible aux personnes handicapées : rampe",
            lat=43.12,
            lon=5.93,
            page="https://exemple.fr/fiche",
            updated=date(2025, 12, 3),
            was=("dila-mairie-83137-01",),
            source="Annuaire de l'administration (DILA)",
            source_date=date(2025, 12, 3),
            licence="Licence Ouverte 2.0 (Etalab)",
        )
    ]
    assert [phone.number for phone in written(settings)[0].phones] == ["01 99 00 00 01"]


def test_api_lines_say_the_same_as_the_export(settings: Settings) -> None:
    """Nested fields are JSON strings there, and nothing is null."""
    from_export = only(settings)
    bring(settings, as_api(current()) + "\n", "annuaire.jsonl")
    assert written(settings) == [from_export]


@pytest.mark.parametrize("wrap", ['{"total_count": 1, "results": [%s]}', "[%s]", '{"service":[%s]}'])
def test_an_array_under_any_usual_name_is_read(settings: Settings, wrap: str) -> None:
    """The file, a page of the API, a bare list."""
    assert bring(settings, wrap % json.dumps(current())).counts["kept"] == 1


def test_xml_says_the_same_as_its_json_twin(settings: Settings) -> None:
    """One value or a list, text beside marks, days out of order, the street address before the postal one."""
    bring(settings, json.dumps(OLD), "a.jsonl")
    (twin,) = written(settings)
    bring(settings, XML, "a.xml")
    assert written(settings) == [twin]
    assert twin.id == "dila-caf-83137-01"
    assert twin.address == "Bâtiment A, 2 rue de l'Exemple, 83000 Toulon"
    assert [(phone.number, phone.label) for phone in twin.phones] == [("3230", "")]
    assert twin.urls == ("http://www.caf.fr",)
    assert twin.hours == (("lundi-mardi", "9h-12h, 14h-16h"), ("vendredi", "9h-12h"))
    assert (twin.area, twin.kind, twin.lat) == (("83",), "service", 43.12)


def test_a_folder_of_xml_files_is_read_whole(settings: Settings) -> None:
    """As the archives of before 2018 were made."""
    folder = settings.root.parent / "archive"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"caf-{number}.xml").write_text(XML.replace("83137-01", f"83137-0{number}"), "utf-8")
    done = import_directory(settings, [folder], territories_of(settings.content))
    assert done.counts["new"] == 2


def test_france_services_list_is_read(settings: Settings) -> None:
    """A field over two lines, a bus that moves: its hours are shown in words, never as open now."""
    done = bring(settings, FRANCE_SERVICES, "liste-2024-08-01.csv")
    assert done.path == "content/directory/france-services-*.jsonl"
    assert done.day == date(2024, 8, 1)
    fixed, bus = written(settings, "france-services")
    assert (fixed.id, fixed.area, fixed.hours) == (
        "fs-7",
        ("83",),
        (("lundi", "9h-12h, 13h30-17h"), ("samedi", "9h-12h")),
    )
    assert fixed.appointment == "Vous pouvez prendre rendez-vous. Sur rendez-vous ou sans"
    assert bus.hours == "lundi : 9h-12h. Cet accueil change de lieu selon les jours : appelez avant de vous déplacer."
    assert codes(done) == ["record-mail liste-2024-08-01.csv:4:1"]


def test_france_services_as_json_says_the_same(settings: Settings) -> None:
    """Numbers may be numbers there."""
    bring(settings, FRANCE_SERVICES, "liste-2024-08-01.csv")
    before = written(settings, "france-services")
    import csv

    rows: list[dict[str, Any]] = list(csv.DictReader(FRANCE_SERVICES.splitlines(keepends=True)))
    rows = [{**row, "latitude": float(row["latitude"]), "mail": row["mail"] or None} for row in rows]
    bring(settings, json.dumps(rows), "liste-2024-08-01.json")
    assert written(settings, "france-services") == before


def test_a_list_without_a_day_asks_for_it(settings: Settings) -> None:
    """No fact without a date; the day given is taken."""
    with pytest.raises(Refusal, match="--date"):
        bring(settings, FRANCE_SERVICES, "liste.csv")
    assert bring(settings, FRANCE_SERVICES, "liste.csv", day=date(2024, 8, 1)).written


def test_a_day_to_come_is_refused(settings: Settings) -> None:
    """A fact is never younger than today."""
    with pytest.raises(Refusal):
        bring(settings, FRANCE_SERVICES, "liste.csv", day=date(2999, 1, 1))


# --- Facts.


@pytest.mark.parametrize(
    ("written_as", "kept", "told"),
    [
        ([{"valeur": "+33 1 99 00 00 01"}], ["01 99 00 00 01"], []),
        ([{"valeur": "01.99.00.00.01", "description": "Accueil"}], ["01 99 00 00 01 Accueil"], []),
        ([{"valeur": "3646", "description": "Numéro vert"}], ["3646"], []),
        ([{"valeur": "+687 20 00 00"}], ["+687 20 00 00"], []),
        ([{"valeur": "01 99 00 00 01 01 99 00 00 02"}], ["01 99 00 00 01", "01 99 00 00 02"], []),
        ([{"valeur": "01 99 00 00 01 ou 01 99 00 00 02"}], ["01 99 00 00 01", "01 99 00 00 02"], []),
        ([{"valeur": "08 10 25 14 10"}], [], ["record-surcharged"]),
        ([{"valeur": "3936", "description": "Numéro violet : service payant"}], [], ["record-surcharged"]),
        ([{"valeur": "demander à la mairie"}], [], ["record-phone"]),
        ("01 99 00 00 01", ["01 99 00 00 01"], []),
        ("", [], []),
        (None, [], []),
    ],
)
def test_a_phone_is_kept_as_people_dial_it(
    settings: Settings, written_as: Any, kept: list[str], told: list[str]
) -> None:
    """Two spellings, short numbers, several in one field; what costs more, or is no number, is told and left out."""
    done = bring(settings, export(current(telephone=written_as)))
    (record,) = written(settings)
    assert [f"{phone.number} {phone.label}".strip() for phone in record.phones] == kept
    assert [item.code for item in done.findings] == told


@pytest.mark.parametrize(
    ("mail", "mails", "more_urls", "told"),
    [
        (["a@exemple.fr;b@exemple.fr"], ("a@exemple.fr", "b@exemple.fr"), (), []),
        (["mailto:a@exemple.fr."], ("a@exemple.fr",), (), []),
        (
            ["http://exemple.fr/contact,0,0,10.html"],
            (),
            ("http://exemple.fr/contact,0,0,10.html",),
            ["record-mail-is-page"],
        ),
        (["barou.mairie.exemple.fr"], (), (), ["record-mail"]),
        (["javascript:alert(1)"], (), (), ["record-mail"]),
    ],
)
def test_a_page_in_the_place_of_a_mail_address_is_moved(
    settings: Settings, mail: list[str], mails: tuple[str, ...], more_urls: tuple[str, ...], told: list[str]
) -> None:
    """And what is neither is left out."""
    done = bring(settings, export(current(adresse_courriel=mail)))
    (record,) = written(settings)
    assert record.mails == mails
    assert record.urls == ("https://www.exemple.fr", *more_urls)
    assert [item.code for item in done.findings] == told


@pytest.mark.parametrize(
    ("slots", "hours", "note"),
    [
        ([], (), ""),
        ([slot("Vendredi", "Vendredi", "9:00", "12:00"), slot("Lundi", "Mardi", "9h", "12h")], (("lundi-mardi", "9h-12h"), ("vendredi", "9h-12h")), ""),
        ([slot("Lundi", "Lundi", "'09:00:00", "12:00:00")], (("lundi", "9h-12h"),), ""),
        ([slot("Samedi", "Lundi", "09:00", "12:00")], (("lundi", "9h-12h"), ("samedi-dimanche", "9h-12h")), ""),
        ([slot("Lundi", "Dimanche", "00:00:00", "23:59:00")], (("lundi-dimanche", "0h-24h"), ("jours fériés", "horaires non précisés")), ""),
        ([slot("Lundi", "Lundi", "09:00", "12:00"), slot("Lundi", "Mardi", "11:00", "13:00")], (("lundi", "9h-13h"), ("mardi", "11h-13h")), ""),
        ([slot("Lundi", "Lundi", "00:00:00", "00:00:00")], (), ""),
        ([slot("Lundi", "Lundi", "09:00", "12:00", comment="également sur rendez-vous")], (("lundi", "9h-12h"),), "également sur rendez-vous"),
        ([slot("Lundi", "Lundi", "09:00", "12:00", comment="Uniquement sur rendez-vous.")], "lundi : 9h-12h. Uniquement sur rendez-vous.", ""),
        ([slot("Lundi", "Lundi", "09:00", "12:00", comment="Fermé en août")], "lundi : 9h-12h. Fermé en août", ""),
        ([slot("Lundi", "Mardi", comment="sur rendez-vous")], (), "sur rendez-vous"),
        ("Sur rendez-vous", (), "Sur rendez-vous"),
        ("Lundi matin, sauf en août", "Lundi matin, sauf en août", ""),
    ],
)  # fmt: skip
def test_hours_are_computed_only_when_they_are_sure(
    settings: Settings, slots: list[dict[str, str]], hours: Any, note: str
) -> None:
    """Days out of order, slots that touch; a remark that limits them makes a text, never open as it stands."""
    record = only(settings, plage_ouverture=slots)
    assert (record.hours or (), record.appointment) == (hours, note)
    desk = contact_of(to_data(record)).desk
    assert desk is not None
    assert (desk.hours is None or len(desk.hours.unsure) == 7) == (not isinstance(hours, tuple) or not hours)


@pytest.mark.parametrize("times", [("25:00", "26:00"), ("18:30", "12:30"), ("sur rendez-vous", "")])
def test_hours_that_do_not_exist_are_told_and_left_out(settings: Settings, times: tuple[str, str]) -> None:
    """The contact stays, without hours."""
    done = bring(settings, export(current(plage_ouverture=[slot("Lundi", "Lundi", *times)])))
    assert codes(done) == ["record-hours annuaire.json:2:1"]
    assert not written(settings)[0].hours


@pytest.mark.parametrize("point", [("", ""), ("0", "0"), ("43.12", "nord"), ("143", "5")])
def test_a_record_without_a_sure_place_on_the_map_has_none(settings: Settings, point: tuple[str, str]) -> None:
    """Zero degrees is in the sea."""
    place = {**current()["adresse"][0], "latitude": point[0], "longitude": point[1]}
    assert only(settings, adresse=[place]).lat is None


def test_a_record_far_from_its_commune_loses_its_place_on_the_map(tmp_path: Path) -> None:
    """As 23 records of 2017: a police station of the Nord stood in Kazakhstan. The contact stays."""
    settings = project(tmp_path, **{"content/territories/centres.csv": "insee;lat;lon\n83137;43.136;5.933\n"})
    place = {**current()["adresse"][0], "latitude": "50.61152", "longitude": "50.61152"}
    done = bring(settings, export(current(adresse=[place])))
    assert codes(done) == ["record-misplaced annuaire.json:2:1"]
    assert written(settings)[0].lat is None


@pytest.mark.parametrize(
    ("type_", "commune", "area"),
    [
        ("mairie", "83137", ("83137",)),
        ("mairie", "2A004", ("2A004",)),
        ("mairie", "98818", ("98818",)),
        ("mairie", "14265", ("14371",)),
        ("paris_mairie_arrondissement", "75111", ("75056/75011",)),
        ("cg", "83137", ("83",)),
        ("epci", "83137", ("248300543",)),
        ("epci", "98818", ("98818",)),
        ("caf", "97411", ("974",)),
        ("cr", "83137", ("R93",)),
    ],
)
def test_an_office_serves_the_place_of_its_level(
    settings: Settings, type_: str, commune: str, area: tuple[str, ...]
) -> None:
    """Merged communes by their code of today, Corsica and overseas included, arrondissements by their postcode."""
    pivot = [{"type_service_local": type_, "code_insee_commune": commune}]
    assert only(settings, pivot=pivot, code_insee_commune=commune).area == area


@pytest.mark.parametrize(
    ("type_", "commune", "body"),
    [("mairie", "83137", "83137"), ("mairie", "14265", ""), ("cg", "83137", "83"), ("cr", "83137", "R93"),
     ("epci", "83137", "248300543"), ("caf", "83137", "")],
)  # fmt: skip
def test_a_body_says_what_it_governs(settings: Settings, type_: str, commune: str, body: str) -> None:
    """A mairie whose commune merged governs none any more."""
    pivot = [{"type_service_local": type_, "code_insee_commune": commune}]
    assert only(settings, pivot=pivot, code_insee_commune=commune).body == body


def test_only_the_day_of_the_file_may_change(settings: Settings) -> None:
    """Every fact is then as young as the new file, and no contact is told as changed."""
    bring(settings, export(current()), day=date(2026, 1, 1))
    done = bring(settings, export(current()), day=date(2026, 2, 1))
    assert (done.written, done.counts["same"], done.counts["changed"]) == (["dila-83.jsonl"], 1, 0)
    assert written(settings)[0].source_date == date(2026, 2, 1)


def test_a_departement_that_is_no_more_in_the_file_goes(settings: Settings) -> None:
    """Its file with it; one of another directory stays."""
    pivot = [{"type_service_local": "mairie", "code_insee_commune": "93066"}]
    bring(settings, export(current(), current(id="2", pivot=pivot, code_insee_commune="93066")))
    bring(settings, export(current(id="3")), name="dila-essai")
    assert names(settings) == ["dila-83.jsonl", "dila-93.jsonl", "dila-essai-83.jsonl"]
    done = bring(settings, export(current()))
    assert done.written == ["dila-93.jsonl"]
    assert names(settings) == ["dila-83.jsonl", "dila-essai-83.jsonl"]


def test_an_office_serves_the_communes_it_names(settings: Settings) -> None:
    """All those of a département are the département."""
    pivot = [{"type_service_local": "caf", "code_insee_commune": ["83137", "83069", "93066", "99999"]}]
    assert only(settings, pivot=pivot).area == ("83", "93066")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Tribunal de grande instance de Toulon", "Tribunal judiciaire de Toulon"),
        ("Pôle emploi - Toulon", "France Travail - Toulon"),
        ("Mairie - Toulon", "Mairie - Toulon"),
    ],
)
def test_a_body_bears_the_name_it_has_now(settings: Settings, old: str, new: str) -> None:
    """Nobody looks for a tribunal de grande instance any more."""
    assert only(settings, nom=old).name == new


def test_an_old_desk_is_not_called_france_services(settings: Settings) -> None:
    """Not every maison de services au public became one."""
    pivot = [{"type_service_local": "msap", "code_insee_commune": "83137"}]
    done = bring(
        settings,
        export(
            current(id="1", nom="Maison de services au public de Toulon", pivot=pivot),
            current(id="2", nom="France Services - Toulon", pivot=pivot),
        ),
    )
    assert [record.name for record in written(settings)] == ["France Services - Toulon"]
    assert done.others == {"msap": 1}


# --- What is wrong.

BAD = {
    "no id": (export(current(), current(id="")), "record-without-id annuaire.json:3:1"),
    "no name": (export(current(), current(id="2", nom=" ")), "record-without-name annuaire.json:3:1"),
    "same id": (export(current(), current(nom="Autre")), "record-twice annuaire.json:3:1"),
    "monaco": (
        export(current(), current(id="2", pivot=[{"type_service_local": "mairie"}], code_insee_commune="99138")),
        "record-elsewhere annuaire.json:3:1",
    ),
    "no commune": (
        export(current(), current(id="2", pivot=[{"type_service_local": "mairie"}], code_insee_commune="")),
        "record-elsewhere annuaire.json:3:1",
    ),
    "cut": (export(current(), current(id="2"))[:-200], "truncated-file annuaire.json:3:1"),
    "no end": (export(current()).replace("\n]}\n", ""), "truncated-file annuaire.json:2:"),
    "mixed encodings": (
        export(current(), current(id="2", nom="Maison")).encode().replace(b"Maison", b"Mais\xe9"),
        "bad-encoding annuaire.json:3:1",
    ),
    "broken record": (export(current(), current(id="2")).replace('"id": "2"', '"id": 2"'), "unreadable-record annuaire.json:3:1"),
    "not a record": (export(current(), 12), "unreadable-record annuaire.json:3:1"),
    "of another list": (export(current(), {"lorem": 1}), "unreadable-record annuaire.json:3:1"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), BAD.values(), ids=list(BAD))
def test_a_bad_record_leaves_the_file_before_untouched(settings: Settings, text: str | bytes, told: str) -> None:
    """It is told with its line; the good ones are kept on request only."""
    bring(settings, export(current(id="9", nom="Avant")))
    before = (settings.content / "directory" / "dila-83.jsonl").read_bytes()
    done = bring(settings, text)
    assert any(line.startswith(told) for line in codes(done)), codes(done)
    assert (settings.content / "directory" / "dila-83.jsonl").read_bytes() == before
    done = bring(settings, text, keep_going=True)
    assert done.written
    assert [record.name for record in written(settings)] == ["Mairie - Toulon"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.jsonl", as_api(current()) + "\n" + as_api(current(id="2"))[:-40], "truncated-file a.jsonl:2:1"),
        ("a.jsonl", b'{"id": "\xe9"}\n' + as_api(current()).encode() + b"\n", "bad-encoding a.jsonl:1:1"),
        ("a.jsonl", "{[}\n" + as_api(current()) + "\n", "unreadable-record a.jsonl:1:1"),
        ("a.jsonl", '{"id": ' + "[" * 100_000 + "\n" + as_api(current()) + "\n", "unreadable-record a.jsonl:1:1"),
        ("a.jsonl", '{"id": "' + "a" * (5 << 20) + '"}\n' + as_api(current()) + "\n", "unreadable-record a.jsonl:1:1"),
        ("a.xml", XML[:-40], "truncated-file a.xml:16:"),
        ("a.xml", XML.replace("<Nom>", "<Nom"), "unreadable-record a.xml:3:"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]>' + XML.partition("\n")[2], "unreadable-record a.xml:1:1"),
        ("a.xml", XML.replace("<Nom>", "<Nom>" + "<a>" * 50), "unreadable-record a.xml:3:1"),
        ("a.csv", FRANCE_SERVICES + '"9","83","cut', "truncated-file a.csv:5:1"),
        ("a.csv", FRANCE_SERVICES + '"9","83"\n', "unreadable-record a.csv:5:1"),
        ("a.csv", FRANCE_SERVICES.encode().replace(b"Bus France", b"B\xe9s France"), "bad-encoding a.csv:4:1"),
        ("a.txt", "bonjour", "unknown-shape a.txt:1:1"),
        ("a.json", "[]", "file-without-record a.json:1:1"),
        ("a.csv", FRANCE_SERVICES.splitlines()[0], "file-without-record a.csv:1:1"),
        ("a.txt", "", "unknown-shape a.txt:1:1"),
        ("a.xml", "<a>b</a>", "unknown-shape a.xml:1:1"),
        ("a.bin", bytes(range(256)) * 10, "unknown-shape a.bin:1:1"),
    ],
)
def test_each_shape_says_where_it_breaks(settings: Settings, name: str, text: str | bytes, told: str) -> None:
    """With the line of the record, and never a traceback."""
    done = bring(settings, text, name, day=date(2024, 8, 1))
    assert any(line.startswith(told) for line in codes(done)), codes(done)
    assert not done.written


def test_a_broken_record_in_the_middle_does_not_hide_the_next(settings: Settings) -> None:
    """Reading goes on with the record after it, nested lists are not taken for records."""
    records = [current(id=str(number), nom=f"Mairie {number}") for number in range(5)]
    text = export(*records).replace('"id": "2", "nom": "Mairie 2"', '"id": "2", "nom" "Mairie 2"')
    done = bring(settings, text, keep_going=True)
    assert [record.name for record in written(settings)] == ["Mairie 0", "Mairie 1", "Mairie 3", "Mairie 4"]
    assert codes(done) == ["unreadable-record annuaire.json:4:1"]


def test_a_file_that_lost_many_records_is_not_trusted(settings: Settings) -> None:
    """Unless somebody says so."""
    bring(settings, export(*(current(id=str(number)) for number in range(100))))
    text = export(*(current(id=str(number)) for number in range(50)))
    done = bring(settings, text)
    assert [item.code for item in done.findings] == ["many-records-vanish"]
    assert len(written(settings)) == 100
    assert bring(settings, text, allow_vanished=True).written
    assert len(written(settings)) == 50


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "a line of somebody": (lambda data: data + b"une ligne\n", 3),
    "a value changed": (lambda data: data.replace(b'"name":"Deux"', b'"name":["Deux"'), 2),
    "cut": (lambda data: data[:-40], 2),
    "another encoding": (lambda data: data.replace("Hôtel".encode(), b"H\xf4tel"), 1),
    "holes": (lambda data: b"\0" * len(data), 1),
    "out of order": (lambda data: b"".join(reversed(data.splitlines(keepends=True))), 2),
    "conflict": (lambda data: b"<<<<<<< HEAD\n" + data, 1),
}


@pytest.mark.parametrize(("damage", "line"), DAMAGED.values(), ids=list(DAMAGED))
def test_a_file_of_before_that_cannot_be_read_is_told_and_left(
    settings: Settings, damage: Callable[[bytes], bytes], line: int
) -> None:
    """Somebody's work could be lost: the line, what to do, and nothing of what it held is called gone."""
    bring(settings, export(current(id="1", nom="Un"), current(id="2", nom="Deux")))
    path = settings.content / "directory" / "dila-83.jsonl"
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    done = bring(settings, export(current(id="3", nom="Autre"), current(id="4")), allow_vanished=True, keep_going=True)
    assert codes(done) == [f"directory-edited content/directory/dila-83.jsonl:{line}:1"]
    assert (path.read_bytes(), done.written) == (before, [])
    assert "on ne peut pas dire ce qui change" in as_text(done, "fr")
    assert "disparue" not in as_text(done, "fr")
    assert "what changes cannot be told" in as_text(done, "en")
    path.unlink()
    assert bring(settings, export(current(id="3", nom="Autre"))).written


# --- Again.


def test_the_same_file_twice_changes_nothing(settings: Settings) -> None:
    """Not even the date of the file."""
    bring(settings, export(current(), current(id="2")))
    path = settings.content / "directory" / "dila-83.jsonl"
    before = path.stat()
    done = bring(settings, export(current(id="2"), current()))
    assert (done.written, done.counts["same"]) == ([], 2)
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_report_tells_new_changed_and_vanished(settings: Settings) -> None:
    """With the facts that changed, in words."""
    bring(settings, export(current(id="1", nom="Un"), current(id="2", nom="Deux")))
    done = bring(settings, export(current(id="1", nom="Un", telephone=""), current(id="3", nom="Trois")))
    text = as_text(done, "fr")
    assert "1 nouvelles, 1 modifiées, 1 disparues, 0 inchangées" in text
    assert "modifiée : dila-1 Un (téléphone)" in text
    assert "disparue : dila-2 Deux" in text
    assert "changed : dila-1 Un (phone)" in as_text(done, "en")


def test_only_some_departements_are_kept_on_request(settings: Settings) -> None:
    """A town need not carry the whole country."""
    pivot = [{"type_service_local": "mairie", "code_insee_commune": "93066"}]
    done = bring(
        settings, export(current(), current(id="2", pivot=pivot, code_insee_commune="93066")), departements=["93"]
    )
    assert [record.commune for record in written(settings)] == ["93066"]
    assert done.counts["elsewhere"] == 1


def test_a_name_that_leaves_the_folder_is_refused(settings: Settings) -> None:
    """Nothing is written outside content/directory/."""
    for name in ("../services", "A", "a/b", ".x"):
        with pytest.raises(Refusal):
            import_directory(
                settings, [settings.content / "services.yaml"], territories_of(settings.content), name=name
            )


def test_lines_beyond_memory_are_sorted_on_disk() -> None:
    """The same order, whatever is kept in memory."""
    ids = [f"{number * 7919 % 1000:03d}" for number in range(1000)]
    small, big = Sorter(kept=2000), Sorter()
    for sorter in (small, big):
        for id in ids:
            sorter.add(id, "f:1", "{}")
    assert list(small) == list(big) == [(id, "f:1", "{}") for id in sorted(ids)]
    small.close()


KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from commun_orientation_ssg import drafts
from commun_orientation_ssg.cli import main

def end(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def rename(path, target, rename=Path.rename):
    return end() if path.name.endswith(".new") else rename(path, target)

when = sys.argv.pop(1)
if when == "before the exchange":
    drafts.Draft.publish = end
elif when == "after the exchange":
    drafts.shutil.rmtree = end
elif when == "between two renames":
    drafts.exchange_folders = lambda one, other: False
    Path.rename = rename
elif when == "after two renames":
    drafts.exchange_folders = lambda one, other: False
    drafts.shutil.rmtree = end
main()
"""
BEFORE, AFTER = ["dila-avant-1", "dila-avant-2"], ["dila-apres-1", "dila-apres-2"]


def of_two_departements(name: str) -> str:
    there = [{"type_service_local": "mairie", "code_insee_commune": ["93066"]}]
    return export(current(id=f"{name}-1"), current(id=f"{name}-2", pivot=there, code_insee_commune="93066"))


@pytest.mark.parametrize(
    ("when", "left"),
    [
        ("before the exchange", BEFORE),
        ("after the exchange", AFTER),
        ("between two renames", BEFORE),
        ("after two renames", AFTER),
    ],
)
def test_an_import_killed_at_any_moment_leaves_all_the_files_old_or_new(
    settings: Settings, when: str, left: list[str]
) -> None:
    """Never a département of one month beside one of another; the next command mends, the next import clears."""
    bring(settings, of_two_departements("avant"))
    folder = settings.content / "directory"
    (folder / "README.md").write_text("gardé", "utf-8")
    file = settings.root.parent / "apres.json"
    file.write_text(of_two_departements("apres"), "utf-8")
    command = [sys.executable, "-c", KILLED, when, "--project", str(settings.root), "import", "directory", str(file)]
    done = subprocess.run([*command, "--allow-vanished"], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    CliRunner().invoke(main, ["--project", str(settings.root), "resolve", "var", "mairie", "--commune", "83137"])
    assert [record.id for record in written(settings)] == left
    assert (folder / "README.md").read_text("utf-8") == "gardé"
    bring(settings, of_two_departements("enfin"), allow_vanished=True)
    assert [record.id for record in written(settings)] == ["dila-enfin-1", "dila-enfin-2"]
    assert [path.name for path in settings.content.glob(".*")] == []


def test_two_imports_at_once_do_not_mix(settings: Settings) -> None:
    """The second is refused, in words, and changes nothing."""
    bring(settings, export(current(id="avant")))
    with next_folder(settings.content / "directory"), pytest.raises(Refusal, match=r"another command is writing"):
        bring(settings, export(current(id="apres")))
    assert [record.id for record in written(settings)] == ["dila-avant"]


# --- Corrections.

CORRECTED = """\
contacts:
  - id: mairie-de-toulon
    corrects: dila-mairie-83137-01
    name: Mairie - Toulon
    provides: [fsl]
    phone: 01 99 00 00 77
    desk:
      address: Hôtel de ville, 1 place de l'Exemple, CS 1, 83000 Toulon
      hours:
        lundi-vendredi: 8h30-12h, 13h30-17h
"""


def test_a_correction_survives_and_is_proposed_upstream(tmp_path: Path) -> None:
    """Found by an id of before; only what differs is sent; the partner's file is not touched."""
    settings = project(tmp_path / "projet", **{"partners/toulon/contacts/corrections.yaml": CORRECTED})
    done = bring(settings, export(current()))
    text = as_text(done, "fr")
    assert "partners/toulon/contacts/corrections.yaml:2 toulon/mairie-de-toulon : gardée" in text
    assert "Téléphone : 01 99 00 00 01 -> 01 99 00 00 77" in text
    assert "Horaires" not in text
    assert "Adresse" not in text
    assert (settings.root / "partners/toulon/contacts/corrections.yaml").read_text("utf-8") == CORRECTED


def test_a_correction_that_the_directory_took_can_go(tmp_path: Path) -> None:
    """And one of a record that is no more is told."""
    settings = project(tmp_path / "projet", **{"partners/toulon/contacts/corrections.yaml": CORRECTED})
    done = bring(settings, export(current(telephone=[{"valeur": "01 99 00 00 77"}])))
    assert "la correction peut partir" in as_text(done, "fr")
    done = bring(settings, export(current(ancien_code_pivot="", id="autre")))
    assert "que l'annuaire n'a plus" in as_text(done, "fr")


# --- The command.


def run(settings: Settings, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["--project", str(settings.root), *arguments])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_command_tells_in_both_languages_and_exits_with_1_on_rejects(settings: Settings) -> None:
    """What was rejected stands on stderr, the report on stdout."""
    path = settings.root.parent / "a.json"
    path.write_text(export(current(), current(id="")), "utf-8")
    code, out, err = run(settings, "import", "directory", str(path))
    assert code == 1
    assert "a.json:3:1: erreur[record-without-id]" in err
    assert out.endswith("rien n'a été écrit, le fichier d'avant est intact\n")
    code, out, err = run(settings, "--lang", "en", "import", "directory", str(path), "--keep-going")
    assert (code, out.splitlines()[-1]) == (1, "written: content/directory/dila-*.jsonl (dila-83.jsonl)")
    path.write_text(export(current()), "utf-8")
    code, out, err = run(settings, "import", "directory", str(path))
    assert (code, out.splitlines()[-1]) == (0, "rien n'a changé : le fichier n'a pas été touché")


def test_dry_run_writes_nothing(settings: Settings) -> None:
    """Not even the folder's file."""
    path = settings.root.parent / "a.json"
    path.write_text(export(current()), "utf-8")
    code, out, _ = run(settings, "import", "directory", str(path), "--dry-run")
    assert (code, out.splitlines()[-1]) == (0, "rien n'a été écrit (--dry-run)")
    assert not list((settings.content / "directory").glob("*"))


def test_a_file_that_is_not_there_is_a_message(settings: Settings) -> None:
    """Exit code 3, no traceback."""
    code, _, err = run(settings, "import", "directory", "absent.json")
    assert (code, "il n'existe pas" in err) == (3, True)


# --- The real files.


@pytest.mark.shared
def test_real_files_come_in_without_a_reject(tmp_path: Path) -> None:
    """Every département, every shape; what is left out is told."""
    from commun_orientation_ssg.project import find_settings

    settings = find_settings(project(tmp_path / "projet").root, {})
    root = Path(__file__).resolve().parents[2]
    for name in ("communes", "epci", "departements", "regions", "former"):
        (settings.content / f"territories/{name}.csv").write_bytes(
            (root / f"content/territories/{name}.csv").read_bytes()
        )
    (settings.content / "services.yaml").write_bytes((root / "content/services.yaml").read_bytes())
    territories = territories_of(settings.content)
    read_hours = 0
    dila = sorted((SHARED / "dila").glob("annuaire-2017-*.jsonl"))
    old = import_directory(settings, dila, territories)
    assert (old.counts["read"], old.counts["rejected"], old.counts["kept"]) == (4578, 0, 4068)
    derived = import_directory(settings, [SHARED / "dila/reconstitue-export-83.json"], territories, name="export")
    assert (derived.counts["read"], derived.counts["rejected"]) == (435, 0)
    var = {record.was[0]: record for record in written(settings, "export")}
    for record in written(settings):
        if record.commune.startswith("83") and (twin := var.get(record.id)) is not None:
            assert (twin.name, twin.phones, twin.hours, twin.area) == (
                record.name,
                record.phones,
                record.hours,
                record.area,
            )
    services = import_directory(settings, sorted((SHARED / "france-services").glob("*.csv")), territories)
    assert (services.counts["read"], services.counts["rejected"], services.counts["kept"]) == (2845, 0, 2845)
    for record in [*written(settings), *written(settings, "france-services")]:
        assert record.services or record.body
        assert record.area
        desk = contact_of(to_data(record)).desk
        if record.hours and not isinstance(record.hours, str):
            assert desk is not None
            assert desk.hours is not None
            assert not desk.hours.unsure
            read_hours += 1
    assert read_hours > 5000


def test_the_places_of_these_tests_are_sorted() -> None:
    """The tables are read by blocks: a département out of order would be lost."""
    lines = PLACES["content/territories/communes.csv"].splitlines()[1:]
    assert lines == sorted(lines)
