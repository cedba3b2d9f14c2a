"""Official contacts as lines of JSON: short, sorted, read back as they were written, and by who resolves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from commun_orientation_ssg import directory
from commun_orientation_ssg.records import Record, RecordError, RecordPhone, read_records, to_data, to_line

FULL = Record(
    id="dila-caf-83137-01",
    name="Caf du Var",
    kind="body",
    body="83",
    services=("caf",),
    types=("caf",),
    area=("83",),
    commune="83137",
    address="Avenue Albert-Camus, 83000 Toulon",
    phones=(RecordPhone("3230"), RecordPhone("01 99 00 00 01", "Accueil")),
    mails=("accueil@exemple.fr",),
    urls=("https://www.caf.fr",),
    hours=(("lundi-vendredi", "8h-12h"),),
    appointment="Sur rendez-vous l'après-midi",
    access="Accessible aux personnes handicapées",
    lat=43.12,
    lon=-5.93,
    page="https://lannuaire.service-public.gouv.fr/caf",
    updated=date(2026, 10, 2),
    was=("dila-caf-83137-00",),
    source="Annuaire de l'administration (DILA)",
    source_date=date(2026, 11, 1),
    licence="Licence Ouverte 2.0 (Etalab)",
)


def test_what_is_written_is_read_back() -> None:
    """With every field, or with the name alone."""
    small = Record(id="fs-1", name="France services")
    assert list(read_records([to_line(FULL), to_line(small)])) == [FULL, small]


def test_nothing_empty_is_written() -> None:
    """A line says only what is known."""
    small = Record(id="fs-1", name="France services")
    assert to_line(small) == '{"id":"fs-1","name":"France services","kind":"service"}'


def test_whoever_resolves_reads_the_same_facts() -> None:
    """The line is a record of `directory`, and its contact says all of it."""
    records, findings = directory.read_records(to_line(FULL).encode() + b"\n", "f.jsonl")
    assert findings == []
    contact = directory.contact_of(records[0])
    assert [phone.number.uri for phone in contact.phones] == ["tel:3230", "tel:+33199000001"]
    assert contact.desk is not None
    assert contact.desk.hours is not None
    assert contact.desk.hours.days[0]
    assert (contact.online[0].url, contact.fact_date, contact.verified) == (FULL.urls[0], FULL.source_date, False)


@pytest.mark.parametrize(
    "line",
    ["", "[]", "{}", '{"id":"a"}', '{"id":"a","name":"A","area":"83"}', '{"id":"a","name":"A","lat":"nord"}',
     '{"id":"a","name":"A","phones":[{"tel":"1"}]}', '{"id":"a","name":"A","updated":"hier"}', "[" * 100_000],
)  # fmt: skip
def test_a_line_that_is_not_ours_is_told_by_its_number(line: str) -> None:
    """Somebody edited the file by hand, or it was cut."""
    with pytest.raises(RecordError, match="line 2"):
        list(read_records([to_line(FULL), line]))


def test_a_line_is_the_json_of_what_is_written() -> None:
    """Written by hand for speed, character for character what the JSON room would write."""
    hostile = replace(
        FULL,
        name='Le "point" \\ d\'accueil\u2028\x01\t é 😀',
        lat=0.0,
        lon=-0.00001,
        hours="8h\n9h",
        urls=('http://a"b',),
    )
    for record in (FULL, hostile, Record("fs-1", "")):
        assert to_line(record) == json.dumps(to_data(record), ensure_ascii=False, separators=(",", ":"))
