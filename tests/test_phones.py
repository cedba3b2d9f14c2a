"""French telephone numbers: writing, kinds, prices, links; `phonenumbers` (Google's metadata) as oracle."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberType as Type

from commun_orientation_ssg.diagnostics import Location
from commun_orientation_ssg.phones import (
    ORDINARY_FOR,
    PhoneCost,
    PhoneKind,
    PhoneNumber,
    PhoneProblem,
    classify,
    sms_uri,
)

HERE = Location("partners/var/contacts/caisses.yaml", 4, 14)


def number(text: str) -> PhoneNumber:
    """Read a number that must be one."""
    found = classify(text)
    assert isinstance(found, PhoneNumber), found
    return found


@pytest.mark.parametrize(
    "text",
    [
        "03 20 48 11 54",
        "03.20.48.11.54",
        "03-20-48-11-54",
        "0320481154",
        "+33 3 20 48 11 54",
        "+33 (0)3 20 48 11 54",
        "+33 (0) 3 20 48 11 54",
        "0033 3 20 48 11 54",
        "00 33 (0)3 20 48 11 54",
        "+33 03 20 48 11 54",
        "(0)3 20 48 11 54",
        "03\u00a020\u202f48\u00a011\u00a054",
        "Tél. : 03 20 48 11 54",
        " 03 20 48 11 54 ",
    ],
)
def test_every_common_writing_is_one_number(text: str) -> None:
    """Spaces, dots, country code, (0), no-break spaces."""
    assert number(text) == PhoneNumber(
        PhoneKind.GEOGRAPHIC, PhoneCost.ORDINARY, "03\u00a020\u00a048\u00a011\u00a054", "tel:+33320481154"
    )


@pytest.mark.parametrize(
    ("text", "kind", "cost", "display", "uri"),
    [
        ("0612345678", "mobile", "ordinary", "06 12 34 56 78", "tel:+33612345678"),
        ("0712345678", "mobile", "ordinary", "07 12 34 56 78", "tel:+33712345678"),
        ("0800059595", "freephone", "free", "0 800 059 595", "tel:+33800059595"),
        ("0805160075", "freephone", "free", "0 805 160 075", "tel:+33805160075"),
        ("0806706009", "ordinary-price", "ordinary", "0 806 706 009", "tel:+33806706009"),
        ("0809401401", "ordinary-price", "ordinary", "0 809 401 401", "tel:+33809401401"),
        ("0969390000", "ordinary-price", "ordinary", "09 69 39 00 00", "tel:+33969390000"),
        ("0810258310", "surcharged", "surcharged", "0 810 258 310", "tel:+33810258310"),
        ("0826102222", "surcharged", "surcharged", "0 826 102 222", "tel:+33826102222"),
        ("0891000000", "surcharged", "surcharged", "0 891 000 000", "tel:+33891000000"),
        ("118 218", "surcharged", "surcharged", "118 218", "tel:118218"),
        ("3250", "surcharged", "surcharged", "3250", "tel:3250"),
        ("39 19", "short", "free", "3919", "tel:3919"),
        ("+33 3919", "short", "free", "3919", "tel:3919"),
        ("3114", "short", "free", "3114", "tel:3114"),
        ("3646", "short", "ordinary", "3646", "tel:3646"),
        ("3949", "short", "unknown", "3949", "tel:3949"),
        ("1013", "short", "unknown", "1013", "tel:1013"),
        ("116006", "short", "free", "116 006", "tel:116006"),
        ("116 117", "short", "free", "116 117", "tel:116117"),
        ("116 000", "emergency", "free", "116 000", "tel:116000"),
        ("112", "emergency", "free", "112", "tel:112"),
        ("15", "emergency", "free", "15", "tel:15"),
        ("33700", "text", "ordinary", "33700", "tel:33700"),
        ("0262402020", "overseas", "ordinary", "0262 40 20 20", "tel:+262262402020"),
        ("+262 262 40 20 20", "overseas", "ordinary", "0262 40 20 20", "tel:+262262402020"),
        ("0269 61 10 10", "overseas", "ordinary", "0269 61 10 10", "tel:+262269611010"),
        ("+590 (0)590 20 20 20", "overseas", "ordinary", "0590 20 20 20", "tel:+590590202020"),
        ("0594 30 10 10", "overseas", "ordinary", "0594 30 10 10", "tel:+594594301010"),
        ("0596 59 10 10", "overseas", "ordinary", "0596 59 10 10", "tel:+596596591010"),
        ("0508 41 10 10", "overseas", "ordinary", "0508 41 10 10", "tel:+508508411010"),
        ("+508 41 10 10", "overseas", "ordinary", "+508 41 10 10", "tel:+508411010"),
        ("+687 20 00 00", "overseas", "ordinary", "+687 20 00 00", "tel:+687200000"),
        ("00 689 40 12 34 56", "overseas", "ordinary", "+689 40 12 34 56", "tel:+68940123456"),
        ("+681 72 25 25", "overseas", "ordinary", "+681 72 25 25", "tel:+681722525"),
    ],
)
def test_the_plan_gives_kind_price_display_and_link(text: str, kind: str, cost: str, display: str, uri: str) -> None:
    """One line for each part of the plan; short numbers take no +33."""
    found = number(text)
    assert (found.kind, found.cost, found.display, found.uri) == (kind, cost, display.replace(" ", "\u00a0"), uri)


@pytest.mark.parametrize("text", ["01 99 00 00 01", "02 61 91 00 00", "03 53 01 99 99", "04 65 71 00 00"])
def test_fictional_numbers_are_accepted_and_flagged(text: str) -> None:
    """The Arcep keeps these blocks for works of fiction; examples use them."""
    assert (number(text).kind, number(text).is_fictional) == (PhoneKind.GEOGRAPHIC, True)


def test_the_fictional_mobile_block_is_not_in_mayotte() -> None:
    """06 39 98 sits among numbers of Mayotte but belongs to no place."""
    assert number("06 39 98 00 01").kind is PhoneKind.MOBILE
    assert number("06 39 69 00 01").kind is PhoneKind.OVERSEAS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "phone-unreadable"),
        ("+", "phone-unreadable"),
        ("standard", "phone-unreadable"),
        ("01 99 00 00 01 (le matin)", "phone-unreadable"),
        ("01 99 00 00 01, le matin", "phone-unreadable"),
        ("01 99 00 00", "phone-wrong-length"),
        ("01 99 00 00 012", "phone-wrong-length"),
        ("+33 1 99 00", "phone-wrong-length"),
        ("+687 20 00", "phone-wrong-length"),
        ("+262 262 40 20", "phone-wrong-length"),
        ("12", "phone-wrong-length"),
        ("3319", "phone-wrong-length"),
        ("01 99 00 00 01 / 01 99 00 00 02", "phone-several-numbers"),
        ("01 99 00 00 01 ou 01 99 00 00 02", "phone-several-numbers"),
        ("+44 20 7946 0000", "phone-not-french"),
        ("+262 590 20 20 20", "phone-unassigned"),
        ("0700 00 00 00", "phone-unassigned"),
        ("1299000001", "phone-unassigned"),
        ("+33 00 12 34 56 78", "phone-unassigned"),
    ],
)
def test_a_text_that_is_no_french_number_says_why(text: str, code: str) -> None:
    """One code for each way to be wrong, in both languages."""
    problem = classify(text)
    assert isinstance(problem, PhoneProblem)
    found = problem.at(HERE)
    assert (found.code, found.location) == (code, HERE)
    assert found.says("fr") != found.says("en")


def test_text_messages_go_only_where_they_arrive() -> None:
    """Mobiles, 114 and 33700 have an sms link; a fixed line has none."""
    assert sms_uri(number("114")) == "sms:114"
    assert sms_uri(number("33700")) == "sms:33700"
    assert sms_uri(number("0692 00 00 00")) == "sms:+262692000000"
    assert sms_uri(number("06 39 98 00 01"), "J'ai besoin d'aide") == "sms:+33639980001?body=J%27ai%20besoin%20d%27aide"
    assert sms_uri(number("01 99 00 00 01")) is None


@given(st.text(max_size=40) | st.text("0123456789+ .()", max_size=25))
def test_any_text_is_a_number_or_a_problem(text: str) -> None:
    """Nothing raises."""
    assert isinstance(classify(text), PhoneNumber | PhoneProblem)


@given(st.integers(0, 10**9 - 1).map(lambda rest: f"0{rest:09d}"))
@settings(max_examples=300)
def test_what_is_displayed_reads_back_to_the_same_number(text: str) -> None:
    """Display and link both classify to themselves."""
    found = classify(text)
    if isinstance(found, PhoneNumber):
        assert classify(found.display) == found
        assert classify(found.uri.removeprefix("tel:")) == found


def test_replacements_of_surcharged_numbers_are_numbers_of_those_kinds() -> None:
    """The table may be empty; what it holds goes from a surcharged number to an ordinary one."""
    assert all(
        number(old).kind is PhoneKind.SURCHARGED and number(new).cost is not PhoneCost.SURCHARGED
        for old, new in ORDINARY_FOR.items()
    )


ORACLE_KINDS = {
    Type.FIXED_LINE: {PhoneKind.GEOGRAPHIC, PhoneKind.OVERSEAS},
    Type.MOBILE: {PhoneKind.MOBILE, PhoneKind.OVERSEAS},
    Type.FIXED_LINE_OR_MOBILE: {PhoneKind.OVERSEAS},
    Type.TOLL_FREE: {PhoneKind.FREEPHONE},
    Type.PREMIUM_RATE: {PhoneKind.SURCHARGED},
    Type.SHARED_COST: {PhoneKind.SURCHARGED},
    Type.UAN: {PhoneKind.ORDINARY_PRICE},
    Type.VOIP: {PhoneKind.ORDINARY_PRICE},
}


@given(st.integers(1, 9), st.integers(0, 10**8 - 1))
@settings(max_examples=400)
def test_what_the_oracle_finds_valid_in_france_has_its_kind(first: int, rest: int) -> None:
    """Every valid French number of the oracle is read here, with the matching kind.

    Shared cost (081x, 0820...) is our "surcharged": since 1 October 2015 the Arcep knows only free, ordinary and
    surcharged, and the oracle keeps the names of before. Its UAN (0806 to 0809) is our ordinary price.
    """
    theirs = phonenumbers.PhoneNumber(country_code=33, national_number=first * 10**8 + rest)
    if phonenumbers.is_valid_number(theirs):
        assert number(f"+33{first}{rest:08d}").kind in ORACLE_KINDS[phonenumbers.number_type(theirs)]


@pytest.mark.parametrize("region", ["GP", "MQ", "GF", "RE", "YT", "PM", "WF", "PF", "NC", "BL", "MF"])
@pytest.mark.parametrize("kind", [Type.FIXED_LINE, Type.MOBILE])
def test_the_oracle_s_examples_of_the_territories_keep_their_link(region: str, kind: int) -> None:
    """Same E.164 link as the oracle for each territory."""
    example = phonenumbers.example_number_for_type(region, kind)
    assert example is not None
    written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    found = number(written)
    assert found.kind is PhoneKind.OVERSEAS
    assert found.uri == "tel:" + phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("01 99 00 00 01", None),
        ("07 12 34 56 78", "0710 to 0729 are mobile in the plan, though not yet handed out: a number of tomorrow"),
        ("04 00 00 00 00", "the plan gives all of 04 to geographic numbers; the oracle drops blocks not handed out"),
        ("0 870 000 000", "087x is an old special series: read as surcharged, it is dropped rather than shown"),
        ("06 39 98 00 01", "fictional: the oracle has no such block"),
    ],
)
def test_where_we_accept_more_than_the_oracle_there_is_a_reason(text: str, why: str | None) -> None:
    """We follow the plan, the oracle follows what was handed out: refusing a true number costs a resident more."""
    theirs = phonenumbers.parse(text, "FR")
    assert phonenumbers.is_valid_number(theirs) is (why is None)
    assert phonenumbers.is_possible_number(theirs)
    number(text)


@pytest.mark.parametrize("text", ["15", "17", "18", "112", "114", "115", "119", "191", "196", "197", "116000"])
def test_emergency_numbers_are_emergencies_for_the_oracle_too(text: str) -> None:
    """The oracle knows them as free short numbers of France."""
    theirs = phonenumbers.PhoneNumber(country_code=33, national_number=int(text))
    assert number(text).kind is PhoneKind.EMERGENCY
    assert phonenumbers.is_valid_short_number_for_region(theirs, "FR")
    assert phonenumbers.expected_cost_for_region(theirs, "FR") == phonenumbers.ShortNumberCost.TOLL_FREE
