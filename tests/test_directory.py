"""Records of the official directory and of other projects: read, refused with their line, turned into contacts and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from builders import TERRITORIES
from commun_orientation_ssg.directory import at_home, contact_of, offer_of, read_lent, read_records, record_of
from commun_orientation_ssg.hours import table

RECORD = {
    "id": "dila/mairie-83137-01", "services": ["mairie", "ccas"], "body": "83137", "name": "Mairie - Toulon",
    "kind": "body", "area": ["83137"], "address": "Avenue de la République, 83000 Toulon",
    "phones": [
        {"number": "01 99 00 00 01", "label": "Accueil", "hours": {"lundi-vendredi": "8h30-17h"}},
        {"number": "08 99 70 00 00"},
        {"number": "pas un numéro"},
    ],
    "mails": ["contact@exemple.fr"], "urls": [{"url": "https://toulon.fr", "title": "Toulon"}],
    "hours": {"lundi-vendredi": "8h30-12h, 13h30-17h"}, "lat": 43.12, "lon": 5.93, "source": "Annuaire (DILA)",
    "source_date": "2017-12-12", "licence": "Licence Ouverte",
}  # fmt: skip


def test_a_record_becomes_a_contact_with_its_channels() -> None:
    """What is no number is left out; a surcharged one is set apart."""
    contact = contact_of(RECORD)
    assert [phone.number.display for phone in contact.phones] == ["01\u00a099\u00a000\u00a000\u00a001"]
    assert [phone.number.display for phone in contact.dropped_phones] == ["0\u00a0899\u00a0700\u00a0000"]
    assert contact.desk is not None
    assert (contact.desk.latitude, contact.fact_date, contact.verified) == (43.12, date(2017, 12, 12), False)
    assert contact.source == "Annuaire (DILA), Licence Ouverte"
    assert contact.desk.hours is not None
    assert table(contact.desk.hours)[0][0] == "du lundi au vendredi"


def test_what_resolution_looks_up_is_in_the_record() -> None:
    """Its services, its area, whose switchboard it is; somebody answers there."""
    found = offer_of(RECORD)
    assert (found.services, found.areas, found.body, found.human) == (("mairie", "ccas"), ("83137",), "83137", True)
    assert not offer_of({**RECORD, "general": True}).human
    assert not offer_of({"id": "x", "name": "X", "mails": ["a@exemple.fr"]}).human
    assert offer_of({"id": "x", "name": "X"}).areas == ("france",)


@pytest.mark.parametrize(
    ("hours", "shown"),
    [
        ("24h/24", True),
        ("sur rendez-vous", False),
        ({"lundi": "25:00-26:00"}, False),
        ({"lundi": "9h-12h"}, True),
        ("", False),
    ],
)
def test_hours_that_cannot_be_computed_stay_words(hours: object, shown: bool) -> None:
    """ "sur rendez-vous" and 25:00 never show "ouvert"."""
    desk = contact_of({**RECORD, "hours": hours}).desk
    assert desk is not None
    computed = desk.hours is not None and (desk.hours.always or any(desk.hours.days))
    assert computed is shown


@pytest.mark.parametrize(
    "line",
    [
        "{", "[]", '{"id": "x"}', '{"name": "X"}', '{"id": 3, "name": "X"}', '{"id": "x", "name": "X", "area": "83"}',
        '{"id": "x", "name": "X", "area": [83]}', '{"id": "x", "name": "X", "phones": [1]}', "[" * 100_000,
    ],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_told_with_its_line(line: str) -> None:
    """The others are kept."""
    good = json.dumps(RECORD)
    records, findings = read_records(f"{good}\n\n{line}\n{good}\n".encode(), "directory/dila-83.jsonl")
    assert len(records) == 2
    assert [(item.code, item.location.line) for item in findings] == [("directory-record", 3)]


def test_a_contact_goes_out_and_comes_back_the_same() -> None:
    """What `data/contacts.json` publishes is what another project reads."""
    contact = contact_of(RECORD)
    back = contact_of(record_of(contact, body="83137"))
    assert replace(back, dropped_phones=()) == replace(contact, dropped_phones=())


LENT: dict[str, object] = {
    "partner": {"id": "var", "name": "Département du Var", "level": "departement", "territory": "83"},
    "contacts": [RECORD],
}


def test_the_published_contacts_of_another_partner_are_its_own() -> None:
    """Their ids say whose they are; without an area they serve its territory."""
    lent, findings = read_lent(
        json.dumps({**LENT, "contacts": [{**RECORD, "area": []}]}).encode(), "directory/var.json"
    )
    assert lent is not None
    assert not findings
    found = offer_of(lent.records[0], lent)
    assert (found.id, found.partner_name, found.areas) == ("var/dila/mairie-83137-01", "Département du Var", ("83",))
    assert (found.level, found.place, found.mine) == ("departement", "83", True)


def lent_by(level: str, territory: str, **record: object) -> tuple[list[dict[str, object]], list[str]]:
    """Return the records of one partner that count for others, and what was found."""
    partner = {"id": "autre", "name": "Un autre", "level": level, "territory": territory}
    text = json.dumps({"partner": partner, "contacts": [{"id": "x", "name": "X", **record}]})
    lent, _ = read_lent(text.encode(), "directory/autre.json")
    assert lent is not None
    kept, findings = at_home(lent, TERRITORIES, "directory/autre.json")
    return kept.records, [item.code for item in findings]


@pytest.mark.parametrize(
    ("level", "territory", "area", "kept"),
    [
        ("commune", "83137", ["83137"], ["83137"]),
        ("commune", "83137", ["france"], ["83137"]),
        ("commune", "83137", ["59350", "83"], ["83137"]),
        ("departement", "83", ["83137/83200"], ["83137/83200"]),
        ("region", "93", [], ["R93"]),
        ("etat", "france", ["59"], ["59"]),
    ],
)
def test_what_a_partner_lends_is_cut_to_its_territory(
    level: str, territory: str, area: list[str], kept: list[str]
) -> None:
    """A town that writes "france" answers for itself only."""
    records, codes = lent_by(level, territory, area=area)
    assert [record["area"] for record in records] == [kept]
    assert not codes


def test_what_a_partner_lends_elsewhere_is_told_and_left_out() -> None:
    """Toulon does not answer for Lille; a territory that is none lends nothing."""
    assert lent_by("commune", "83137", area=["59350"]) == ([], ["lent-elsewhere"])
    assert lent_by("commune", "99999", area=["59350"]) == ([], ["lent-by-nobody"])


def test_an_address_that_may_not_be_shown_is_left_out() -> None:
    """Whoever published it: only pages of the web, only mail addresses."""
    contact = contact_of(
        {**RECORD, "urls": ["javascript:alert(1)", {"url": "data:text/html,x"}, {"url": 3}, "https://www.var.fr"],
         "mails": ["javascript:x", "a@exemple.fr?bcc=b@exemple.fr", "a@exemple.fr"]}
    )  # fmt: skip
    assert [page.url for page in contact.online] == ["https://www.var.fr"]
    assert [mail.address for mail in contact.mails] == ["a@exemple.fr"]


@pytest.mark.parametrize("field", ["address", "role", "hours"])
def test_a_field_that_is_no_text_is_told(field: str) -> None:
    """It would be shown as it is."""
    line = json.dumps({**RECORD, field: ["a"]})
    records, findings = read_records(line.encode(), "directory/dila-83.jsonl")
    assert not records
    assert field in findings[0].says()


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", json.dumps({"contacts": []}), json.dumps({**LENT, "partner": {"id": "var"}})]
)
def test_a_file_that_is_no_published_contacts_is_refused(text: str) -> None:
    """With its name."""
    lent, findings = read_lent(text.encode(), "directory/var.json")
    assert lent is None
    assert [str(item.location.file) for item in findings] == ["directory/var.json"]


def test_one_bad_record_of_another_partner_does_not_lose_the_others() -> None:
    """It is told by its rank."""
    lent, findings = read_lent(json.dumps({**LENT, "contacts": [{"id": "x"}, RECORD]}).encode(), "directory/var.json")
    assert lent is not None
    assert len(lent.records) == 1
    assert "fiche 1" in findings[0].says()


def test_the_first_line_may_say_where_all_of_a_file_comes_from() -> None:
    """Then the records are shorter: numbers and addresses alone, hours in OSM syntax, the type of the directory."""
    head = {"source": "Annuaire (DILA)", "source_date": "2017-12-12", "licence": "Licence Ouverte"}
    short = {"id": "dila-cg-83", "name": "Conseil départemental", "types": ["cg"], "area": ["83"], "phones": ["01 99 00 00 01"],
             "urls": ["https://www.var.fr"], "address": "1 rue", "hours": "Mo-Fr 08:30-12:00"}  # fmt: skip
    records, findings = read_records(f"{json.dumps(head)}\n{json.dumps(short)}\n".encode(), "directory/dila-83.jsonl")
    assert not findings
    contact = contact_of(records[0])
    assert contact.fact_date == date(2017, 12, 12)
    assert (len(contact.phones), contact.online[0].url) == (1, "https://www.var.fr")
    assert contact.desk is not None
    assert contact.desk.hours is not None
    assert len(contact.desk.hours.days[0]) == 1
    assert offer_of(records[0]).body == "83"
    assert offer_of({**short, "types": ["mairie"]}).body == ""
