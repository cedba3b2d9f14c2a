"""Official contacts as lines of JSON: short, sorted, read back as they were written."""

from __future__ import annotations

from datetime import date

import pytest

from commun_orientation_ssg.records import Head, Record, RecordError, RecordPhone, read_records, to_line

HEAD = Head("Annuaire de l'administration (DILA)", date(2026, 11, 1), "Licence Ouverte 2.0")
FULL = Record(
    id="dila-caf-83137-01",
    name="Caf du Var",
    kind="service",
    services=("caf",),
    types=("caf",),
    area=("83",),
    commune="83137",
    address="Avenue Albert-Camus, 83000 Toulon",
    phones=(RecordPhone("3230"), RecordPhone("01 99 00 00 01", "Accueil", "Mo-Fr 09:00-12:00; PH off")),
    mails=("accueil@exemple.fr",),
    urls=("https://www.caf.fr",),
    hours="Mo-Fr 08:00-12:00; PH off",
    appointment="Sur rendez-vous l'après-midi",
    access="Accessible aux personnes handicapées",
    lat=43.12,
    lon=-5.93,
    page="https://lannuaire.service-public.gouv.fr/caf",
    updated=date(2026, 10, 2),
    was=("dila-caf-83137-00",),
)


def test_what_is_written_is_read_back() -> None:
    """Head and records, with every field or with the name alone."""
    small = Record(id="fs-1", name="France services")
    assert list(read_records([to_line(HEAD), to_line(FULL), to_line(small)])) == [HEAD, FULL, small]


def test_nothing_empty_is_written() -> None:
    """A line says only what is known."""
    assert (
        to_line(Record(id="fs-1", name="France services")) == '{"id":"fs-1","name":"France services","kind":"service"}'
    )


@pytest.mark.parametrize(
    "line",
    ["", "[]", "{}", '{"id":"a"}', '{"id":"a","name":"A","area":"83"}', '{"id":"a","name":"A","lat":"nord"}',
     '{"id":"a","name":"A","phones":[{"tel":"1"}]}', '{"id":"a","name":"A","updated":"hier"}', "[" * 100_000],
)  # fmt: skip
def test_a_line_that_is_not_ours_is_told_by_its_number(line: str) -> None:
    """Somebody edited the file by hand, or it was cut."""
    with pytest.raises(RecordError, match="line 2"):
        list(read_records([to_line(HEAD), line]))


def test_a_file_without_its_head_is_refused() -> None:
    """Facts without a source and a date are no facts."""
    with pytest.raises(RecordError, match="line 1"):
        list(read_records([to_line(FULL)]))
