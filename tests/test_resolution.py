"""Who answers, here: holders by place, the order of sources, who receives people, and what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from builders import TERRITORIES
from commun_orientation_ssg.diagnostics import Location
from commun_orientation_ssg.model import Service
from commun_orientation_ssg.resolution import (
    Holders,
    Offer,
    Offers,
    Resolution,
    Resolver,
    check_holders,
    coverage_of,
    landings,
    places,
    read_holders,
)

TODAY = date(2026, 11, 27)
HEAD = "service;place;part;level;holder;body;receives;note;since;until;source;url;read_on"
TPM = "fsl;248300543;;intercommunalite;248300543;Métropole;action-sociale;Voyez la métropole.;2020-01-01;;Page;https://m.fr;2026-11-27"


def service(id: str, level: str = "departement", received_by: tuple[str, ...] = ()) -> Service:
    return Service(id, id.upper(), id, level, "residence", (), received_by, "Appelez.", False, Location("s"))


SERVICES = {
    item.id: item
    for item in (
        service("fsl", received_by=("action-sociale",)),
        service("action-sociale", received_by=("ccas",)),
        service("ccas", "commune", received_by=("mairie",)),
        service("mairie", "commune"),
        service("caf", "operateur", received_by=("ccas",)),
        service("msa", "operateur"),
        service("dechets", "intercommunalite"),
        service("lycee", "region"),
    )
}


def holders(*lines: str) -> Holders:
    found, findings = read_holders("\n".join([HEAD, *lines]) + "\n", TERRITORIES)
    assert not findings, [item.says() for item in findings]
    return found


def offer(
    id: str, services: str, areas: str, *, human: bool = True, body: str = "", place: str = "", mine: bool = False
) -> Offer:
    level = {5: "commune", 9: "intercommunalite"}.get(len(place), "departement") if place else ""
    return Offer(
        id,
        id,
        tuple(services.split()),
        tuple(areas.split()),
        human,
        body,
        place and "p",
        place and "P",
        level,
        place,
        mine,
    )


def resolver(
    *lines: str,
    place: str = "83",
    own: Iterable[Offer] = (),
    shared: Iterable[Offer] = (),
    directory: Iterable[Offer] = (),
    national: Iterable[Offer] = (),
) -> Resolver:
    level = {5: "commune", 9: "intercommunalite"}.get(len(place), "departement")
    return Resolver(
        SERVICES, holders(*lines), TERRITORIES, level=level, place=place, own=Offers(own, TERRITORIES),
        mutualised=Offers(shared, TERRITORIES), directory=Offers(directory, TERRITORIES),
        national=Offers(national, TERRITORIES),
    )  # fmt: skip


def told(found: Resolution) -> list[tuple[str, str, str]]:
    return [(answer.offer.id, answer.source, answer.why) for answer in found.answers]


# --- Who holds it.


@pytest.mark.parametrize(
    ("name", "commune", "level", "place"),
    [
        ("fsl", "83137", "departement", "83"), ("ccas", "83137", "commune", "83137"),
        ("dechets", "83137", "intercommunalite", "248300543"), ("dechets", "59350", "commune", "59350"),
        ("lycee", "83137", "region", "R93"),
    ],
)  # fmt: skip
def test_without_any_line_the_level_of_the_service_decides(name: str, commune: str, level: str, place: str) -> None:
    """A commune without EPCI does the work of one."""
    (found,) = holders().tiers(SERVICES[name], commune)
    assert (found.level, found.places, found.line) == (level, (place,), 0)


def test_a_body_that_is_no_local_authority_has_no_territory() -> None:
    """The Caf is not the département's."""
    (found,) = holders().tiers(SERVICES["caf"], "83137")
    assert (found.level, found.places) == ("operateur", ())


def test_a_line_replaces_the_rule_where_it_says() -> None:
    """The fund is the métropole's at Toulon and Hyères, the département's elsewhere."""
    table = holders(TPM)
    assert [table.tiers(SERVICES["fsl"], code)[0].body for code in ("83137", "83069", "83116")] == [
        "Métropole", "Métropole", "Département (Var)",
    ]  # fmt: skip


def test_the_nearest_place_wins_and_a_service_beats_its_level() -> None:
    """A line for the EPCI beats the région's; at the same place, `fsl` beats `@departement`."""
    wide = "@departement;R93;;region;R93;Collectivité;;;;;Loi;https://l.fr;2026-11-27"
    level = "@departement;248300543;;intercommunalite;248300543;Tout à la métropole;;;;;Loi;https://l.fr;2026-11-27"
    table = holders(wide, level, TPM)
    assert [holder.body for holder in table.tiers(SERVICES["fsl"], "83137")] == ["Métropole"]
    assert [holder.body for holder in table.tiers(SERVICES["action-sociale"], "83137")] == ["Tout à la métropole"]
    assert [holder.body for holder in table.tiers(SERVICES["action-sociale"], "83116")] == ["Collectivité"]


def test_a_line_that_adds_comes_after_the_holder() -> None:
    """The agricultural fund replaces the Caf for some people only."""
    table = holders("caf;france;+agricole;operateur;;MSA;msa;;;;Code;https://l.fr;2026-11-27")
    assert [(holder.body, holder.part) for holder in table.tiers(SERVICES["caf"], "83137")] == [
        ("CAF", ""),
        ("MSA", "agricole"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("fsl;83;;departement;83;Var", "holders-columns"),
        ("fsl;83;;comté;83;Var;;;;;Loi;https://l.fr;2026-11-27", "holders-level-unknown"),
        ("fsl;83;;departement;;Var;;;;;Loi;https://l.fr;2026-11-27", "holders-value-missing"),
        ("fsl;83;;departement;83;Var;;;;;;https://l.fr;2026-11-27", "holders-value-missing"),
        ("fsl;83;;departement;83;Var;;;hier;;Loi;https://l.fr;2026-11-27", "holders-date"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_at_its_place(line: str, code: str) -> None:
    """Without a source, above all: what is not known is not written."""
    table, findings = read_holders(f"{HEAD}\n{TPM}\n{line}\n", TERRITORIES)
    assert [(item.code, item.location.line) for item in findings] == [(code, 3)]
    assert len(table.lines) == 1


def test_another_head_is_refused_whole() -> None:
    """Columns in another order would say false things."""
    table, findings = read_holders("place;service\n83;fsl\n", TERRITORIES)
    assert [item.code for item in findings] == ["holders-columns"]
    assert not table.lines


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("fls;83;;departement;83;Var;;;;;Loi;https://l.fr;2026-11-27", "holders-service-unknown"),
        ("fsl;8300;;departement;83;Var;;;;;Loi;https://l.fr;2026-11-27", "holders-place-unknown"),
        ("fsl;83;;departement;83;Var;;;;2026-11-26;Loi;https://l.fr;2026-11-26", "holders-line-over"),
    ],
)
def test_what_a_line_names_must_exist_and_be_of_today(line: str, code: str) -> None:
    """A past `until` is a warning: the page does not change by itself on a day."""
    found = list(check_holders(holders(TPM, line), SERVICES, TERRITORIES, TODAY))
    assert [(item.code, item.location.line) for item in found] == [(code, 3)]


def test_a_commons_that_shares_no_service_with_the_table_is_left_alone() -> None:
    """A test project has its own services."""
    assert list(check_holders(holders(TPM), {}, TERRITORIES, TODAY)) == []


# --- Whose contacts.


def test_the_own_contact_comes_first_then_the_national_one() -> None:
    """And the mutualised or official ones are not needed."""
    found = resolver(
        own=[offer("mine", "fsl", "83", place="83", mine=True)], shared=[offer("var/x", "fsl", "83", place="83")],
        directory=[offer("d", "fsl", "83")], national=[offer("n", "fsl", "france")],
    ).resolve("fsl", "83137")  # fmt: skip
    assert told(found) == [("mine", "own", "holds"), ("n", "national", "national")]


def test_a_town_shows_what_the_departement_shares() -> None:
    """The partner that holds the service lends its contact."""
    found = resolver(place="83137", shared=[offer("var/fsl", "fsl", "83", place="83", mine=True)]).resolve(
        "fsl", "83137"
    )
    assert told(found) == [("var/fsl", "mutualised", "holds")]


def test_a_partner_that_does_not_hold_a_service_cannot_lend_it() -> None:
    """A neighbour town that claims the département's fund is not believed."""
    found = resolver(shared=[offer("hyeres/fsl", "fsl", "83137", place="83069")]).resolve("fsl", "83137")
    assert told(found) == []


def test_the_departements_own_switchboard_is_not_the_metropoles() -> None:
    """Its area is wider than the holder's territory; it may still receive people."""
    own = [offer("var", "fsl action-sociale", "83", place="83", mine=True)]
    found = resolver(TPM, own=own).resolve("fsl", "83137")
    assert told(found) == [("var", "own", "receives")]
    assert resolver(TPM, own=own).resolve("fsl", "83116").answers[0].why == "holds"


def test_a_contact_listed_for_another_body_answers_for_it() -> None:
    """The département writes down the fund of the métropole: a contact that is no part of itself."""
    listed = offer("fsl-tpm", "fsl", "248300543", place="83")
    assert told(resolver(TPM, own=[listed]).resolve("fsl", "83137"))[0] == ("fsl-tpm", "own", "holds")


def test_a_part_of_the_partner_does_not_answer_for_another_body() -> None:
    """A town hall that claims the département's fund."""
    claimed = offer("mairie", "fsl", "83137", place="83137", mine=True)
    assert told(resolver(place="83137", own=[claimed]).resolve("fsl", "83137")) == []


def test_a_town_may_host_an_office_of_the_state() -> None:
    """Its own France services is its own, and the State's."""
    hosted = offer("fs", "caf", "83137", place="83137", mine=True)
    assert told(resolver(place="83137", own=[hosted]).resolve("caf", "83137")) == [("fs", "own", "holds")]


def test_the_directory_answers_then_the_switchboard_of_the_holder() -> None:
    """A record for the service is better than the conseil départemental's number."""
    body = offer("cg", "", "83", body="83")
    exact = offer("d/fsl", "fsl", "83")
    assert told(resolver(directory=[body]).resolve("fsl", "83137")) == [("cg", "directory", "body")]
    assert told(resolver(directory=[body, exact]).resolve("fsl", "83137")) == [("d/fsl", "directory", "holds")]


def test_a_mailbox_alone_gives_way_to_the_next_source() -> None:
    """Somebody must answer; without anybody, the mailbox is still told."""
    mailbox = offer("mail", "fsl", "83", place="83", mine=True, human=False)
    assert told(resolver(own=[mailbox], directory=[offer("d", "fsl", "83")]).resolve("fsl", "83137"))[0][0] == "d"
    alone = resolver(own=[mailbox]).resolve("fsl", "83137")
    assert (told(alone), alone.has_human) == ([("mail", "own", "holds")], False)


def test_several_offices_come_nearest_first() -> None:
    """That of the commune, of its EPCI, of the département; a merged commune's code is that of today."""
    offices = [offer("dep", "caf", "83"), offer("epci", "caf", "248300543"), offer("town", "caf", "83998")]
    found = resolver(directory=offices).resolve("caf", "83137")
    assert [answer.offer.id for answer in found.answers] == ["town", "epci", "dep"]


@pytest.mark.parametrize(
    ("area", "commune", "served"),
    [("83137/83200", "83137", True), ("canton-83-01", "83069", True), ("canton-83-01", "83137", False)],
)
def test_areas_may_be_a_postcode_or_a_canton(area: str, commune: str, served: bool) -> None:
    """A part of a commune serves somebody there."""
    assert resolver(directory=[offer("d", "caf", area)]).resolve("caf", commune).has_human is served


def test_who_receives_is_followed_until_somebody_can_be_met() -> None:
    """No fund, no social service, no CCAS: the town hall."""
    found = resolver(directory=[offer("m", "mairie", "83137")]).resolve("fsl", "83137")
    assert told(found) == [("m", "directory", "receives")]
    assert found.answers[0].service == "mairie"


def test_services_that_receive_for_each_other_do_not_loop() -> None:
    """A circle of `received_by` ends with nobody."""
    services = {"a": service("a", received_by=("b",)), "b": service("b", received_by=("a",))}
    found = Resolver(services, holders(), TERRITORIES).resolve("a", "83137")
    assert (found.answers, found.has_human) == ((), False)


def test_what_does_not_exist_here_leads_to_the_local_body() -> None:
    """ "N'existe pas ici" is an answer, with who receives people instead."""
    line = "msa;83;;none;;Caisse générale;caf;La MSA n'existe pas ici.;;;Code;https://l.fr;2026-11-27"
    found = resolver(line, directory=[offer("cgss", "caf", "83"), offer("msa", "msa", "83")]).resolve("msa", "83137")
    assert [(holder.exists, holder.body) for holder in found.holders] == [(False, "Caisse générale")]
    assert told(found) == [("cgss", "directory", "receives")]


def test_two_tiers_each_have_their_contacts() -> None:
    """The State decides of the RSA by the Caf, the département accompanies."""
    lines = (
        "fsl;83;la décision;etat;;L'État;caf;;;;Loi;https://l.fr;2026-11-27",
        "fsl;83;l'accompagnement;departement;83;Le Var;;;;;Loi;https://l.fr;2026-11-27",
    )
    found = resolver(
        *lines, own=[offer("var", "fsl", "83", place="83", mine=True)], directory=[offer("caf", "caf", "83")]
    )
    answers = found.resolve("fsl", "83137").answers
    assert [(answer.offer.id, answer.tier) for answer in answers] == [("caf", 0), ("var", 1)]


# --- Places, landings, coverage.


def test_every_name_of_a_commune_leads_to_the_commune_of_today() -> None:
    """Merged ones included; an arrondissement is no name people type."""
    found = [item for item in places(TERRITORIES) if item[0] == "83137"]
    assert ("83137", "Toulon", ("83000", "83200"), "83", "Toulon Provence") in found
    assert {name for _, name, *_ in found} == {"Toulon", "Vieux-Toulon", "Toulon-Centre"}


def test_a_commune_lands_on_its_most_local_partner() -> None:
    """The town's, else the EPCI's, else the département's, else the région's."""
    partners = {
        "paca": ("region", "R93"), "var": ("departement", "83"), "tpm": ("intercommunalite", "248300543"),
        "toulon": ("commune", "83137"), "national": ("etat", "france"),
    }  # fmt: skip
    assert landings(partners, TERRITORIES) == {"13": "paca", "83": "var", "83069": "tpm", "83137": "toulon"}


def test_coverage_counts_the_source_of_the_best_contact() -> None:
    """By service, by département, by EPCI."""
    found = resolver(
        own=[offer("var", "fsl", "83", place="83", mine=True)], directory=[offer("m", "mairie", "83137")],
        national=[offer("n", "caf", "france")],
    )  # fmt: skip
    counted = coverage_of(TERRITORIES.within("248300543"), ["fsl", "mairie", "caf"], found.resolve)
    assert {name: share.communes["own"] for name, share in counted.services.items()} == {
        "fsl": 2,
        "mairie": 0,
        "caf": 0,
    }
    assert counted.services["mairie"].communes == {"own": 0, "mutualised": 0, "directory": 1, "national": 0, "none": 1}
    assert counted.departements["83"].total == 6
    assert counted.departements["83"].near == 4
    assert counted.groups == {"248300543": {"83069": 1, "83137": 3}}


def test_the_real_table_of_holders_has_no_finding() -> None:
    """Every place, service and source of the shipped holders.csv; over lines apart, which depend on the day."""
    from real_sites import project

    commons = project().commons
    found = check_holders(commons.holders, commons.made.services, commons.territories, date(2026, 11, 27))
    assert [item.says() for item in found] == []
    assert len(commons.holders.lines) > 60


@pytest.mark.parametrize(
    ("name", "commune", "body"),
    [
        ("fsl", "83137", "Métropole Toulon Provence Méditerranée"), ("fsl", "83069", "Métropole Toulon Provence Méditerranée"),
        ("fsl", "59350", "Métropole européenne de Lille (MEL)"), ("fsl", "83050", "Département (Var)"),
        ("action-sociale", "69123", "Métropole de Lyon"), ("action-sociale", "75056", "Ville de Paris"),
        ("pmi", "68066", "Collectivité européenne d'Alsace"), ("fsl", "67482", "Eurométropole de Strasbourg"),
        ("action-sociale", "2A004", "Collectivité de Corse"), ("lycee", "97209", "Région (Martinique)"),
        ("action-sociale", "97209", "Collectivité territoriale de Martinique"),
        ("rsa-departement", "93066", "L'État, par la Caf ou la MSA"), ("rsa-departement", "59350", "Département (Nord)"),
        ("caf", "97611", "Caisse de sécurité sociale de Mayotte (CSSM)"), ("cpam", "97411", "Caisse générale de sécurité sociale (CGSS) de La Réunion"),
        ("mairie", "97801", "Collectivité de Saint-Martin"), ("caf", "98818", "Cafat (Nouvelle-Calédonie)"),
    ],
)  # fmt: skip
def test_who_holds_what_in_the_real_country(name: str, commune: str, body: str) -> None:
    """The cases of the issue, and each shape of exception."""
    from real_sites import project

    commons = project().commons
    assert commons.holders.tiers(commons.made.services[name], commune)[0].body == body


def test_the_rsa_does_not_exist_in_polynesia() -> None:
    """And who to turn to is told."""
    from real_sites import project

    commons = project().commons
    (holder,) = commons.holders.tiers(commons.made.services["rsa-departement"], "98735")
    assert (holder.exists, holder.body) == (False, "Caisse de prévoyance sociale (CPS) de la Polynésie française")
    assert Path(holder.url.partition("//")[2]).parts


def test_what_is_remembered_of_a_neighbour_changes_no_answer() -> None:
    """Answers are shared by communes where nothing consulted differs: asked in any order, they are those of a first ask."""
    sources = {
        "own": [offer("var", "fsl action-sociale", "83", place="83", mine=True), offer("ccas-h", "ccas", "83069", place="83")],
        "directory": [
            offer("m1", "mairie", "83137", body="83137"), offer("m2", "mairie", "83116", body="83116"),
            offer("caf", "caf", "83"), offer("caf-t", "caf", "83137/83200"), offer("epci", "", "248300543", body="248300543"),
        ],
        "national": [offer("n", "caf msa", "france")],
    }  # fmt: skip
    lines = (TPM, "mairie;83500;;departement;83;Var;;;;;Loi;https://l.fr;2026-11-27")
    shared = resolver(*lines, **sources)
    communes = [commune.code for commune in TERRITORIES.within("france")]
    for _ in range(2):
        for commune in [*communes, *reversed(communes)]:
            for name in SERVICES:
                assert shared.resolve(name, commune) == resolver(*lines, **sources).resolve(name, commune), (
                    name,
                    commune,
                )


# --- What another body holds in a partner's territory.


def test_a_partner_is_told_what_others_hold_in_its_territory() -> None:
    """In a part of it, in all of it, or nothing: what it holds itself is no exception."""
    verte = "@departement;200068104;;intercommunalite;200068104;Verte;;Voyez-la.;;;Loi;https://l.fr;2026-11-27"
    table = holders(TPM, verte, "caf;83;+agricole;operateur;;MSA;msa;;;;Loi;https://l.fr;2026-11-27")

    def told_of(name: str, place: str) -> list[tuple[str, str]]:
        return [(where, holder.body) for where, holder in table.elsewhere(SERVICES[name], place)]

    assert told_of("fsl", "83") == [("248300543", "Métropole"), ("200068104", "Verte")]
    assert told_of("fsl", "83137") == [("", "Métropole")]
    assert told_of("fsl", "248300543") == []
    assert told_of("fsl", "59") == []
    assert told_of("caf", "83") == []
    assert told_of("fsl", "france") == []


def test_the_page_says_where_another_body_decides() -> None:
    """By the names of the largest communes: nobody knows the name of their EPCI."""
    from commun_orientation_ssg.pages import Pages
    from commun_orientation_ssg.pages.groups import Groups
    from real_sites import site

    def notes(partner: str) -> tuple[str, ...]:
        (group,) = Groups(site(partner), Pages(site(partner)).cards).of(("fsl",), neutral=False)
        return group.notes

    assert notes("var")[0].startswith("Toulon, La Seyne-sur-Mer, Hyères et 9 autres communes : c'est la métropole")
    assert notes("toulon")[0].startswith("C'est la métropole qui décide")
    assert notes("calvados") == ()


@pytest.mark.parametrize(("commune", "bodies"), [("83137", 2), ("2A004", 2), ("98735", 1), ("97105", 1), ("97611", 1)])
def test_the_agricultural_fund_is_added_where_it_exists_only(commune: str, bodies: int) -> None:
    """In metropolitan France and Corsica; overseas, one local fund answers for everybody."""
    from real_sites import project

    commons = project().commons
    assert len(commons.holders.tiers(commons.made.services["caf"], commune)) == bodies
