"""Opening hours: what referents write, what is refused, round trips, and opening-hours-py as oracle over a year."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours, State

from commun_orientation_ssg.diagnostics import Diagnostic, Location
from commun_orientation_ssg.holidays import public_holidays
from commun_orientation_ssg.hours import (
    DAYS,
    Closure,
    Entry,
    HolidayRule,
    Span,
    Week,
    from_osm,
    is_open,
    next_change,
    parse_hours,
    table,
    to_browser,
    to_osm,
    to_schema_org,
)

FILE = "partners/var/contacts/solidarites.yaml"
WHOLE = Location(FILE, 10, 9)
FRENCH_HOLIDAYS = frozenset(day for year in (2026, 2027) for day, _ in public_holidays(year, "metropole"))


def lines(**days: str) -> list[Entry]:
    """Build mapping lines at rows 11, 12...: "_" in a keyword stands for a space, "__" for a hyphen."""
    names = [name.replace("__", "-").replace("_", " ") for name in days]
    return entries(*zip(names, days.values(), strict=True))


def entries(*pairs: tuple[str, str]) -> list[Entry]:
    """Build mapping lines at rows 11, 12..., keys at column 11 and values at column 30."""
    return [(k, v, Location(FILE, 11 + n, 11), Location(FILE, 11 + n, 30)) for n, (k, v) in enumerate(pairs)]


def read(*pairs: tuple[str, str]) -> Week:
    """Read lines that must hold no problem."""
    week, found = parse_hours(entries(*pairs), WHOLE)
    assert found == []
    return week


def problems(*pairs: tuple[str, str]) -> list[Diagnostic]:
    """Return what is found in lines."""
    return parse_hours(entries(*pairs), WHOLE)[1]


def helps(found: Diagnostic) -> str:
    """Return the French help, filled in."""
    assert found.help is not None
    return found.help.text("fr", dict(found.fields))


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("lundi", "Mo"),
        ("Lundis", "Mo"),
        ("lun.", "Mo"),
        ("merc", "We"),
        ("lundi-vendredi", "Mo-Fr"),
        ("lundi – vendredi", "Mo-Fr"),
        ("lundi à vendredi", "Mo-Fr"),
        ("lundi au vendredi", "Mo-Fr"),
        ("Du lundi au vendredi", "Mo-Fr"),
        ("LUN-VEN", "Mo-Fr"),
        ("lundi, mardi et jeudi", "Mo-Tu,Th"),
        ("le mardi et le jeudi", "Tu,Th"),
        ("du lundi au mercredi et le vendredi", "Mo-We,Fr"),
        ("samedi-lundi", "Mo,Sa-Su"),
        ("semaine", "Mo-Fr"),
        ("en semaine", "Mo-Fr"),
        ("week-end", "Sa-Su"),
        ("le week-end", "Sa-Su"),
    ],
)
def test_days_are_read_as_people_write_them(key: str, days: str) -> None:
    """Ranges, lists, abbreviations, groups, a week that turns round."""
    assert to_osm(read((key, "9h-12h"))) == f"{days} 09:00-12:00; PH off"


@pytest.mark.parametrize("key", ["tous les jours", "7j/7", "7 j / 7", "7 jours sur 7", "lundi-dimanche"])
def test_every_day_keeps_public_holidays_as_usual(key: str) -> None:
    """A line open seven days out of seven does not close on 1 May unless it says so."""
    assert to_osm(read((key, "9h-23h"))) == "Mo-Su 09:00-23:00"
    assert to_osm(read((key, "9h-23h"), ("jours fériés", "fermé"))) == "Mo-Su 09:00-23:00; PH off"


@pytest.mark.parametrize(
    ("value", "spans"),
    [
        ("9h-12h", "09:00-12:00"),
        ("8h30-12h, 13h30-17h30", "08:30-12:00,13:30-17:30"),
        ("9 h - 12 h", "09:00-12:00"),
        ("9\u00a0h\u00a030\u2013\u00a012\u00a0h", "09:30-12:00"),
        ("14:00-17:30", "14:00-17:30"),
        ("09:00 - 12:00 / 13:30 - 17:00", "09:00-12:00,13:30-17:00"),
        ("9h à 12h", "09:00-12:00"),
        ("de 9h à 12h et de 14h à 17h", "09:00-12:00,14:00-17:00"),
        ("de 9 heures à 12 heures 30", "09:00-12:30"),
        ("9h-12h puis 14h-17h", "09:00-12:00,14:00-17:00"),
        ("14h-17h, 9h-12h", "09:00-12:00,14:00-17:00"),
        ("9h-12h, 12h-14h", "09:00-14:00"),
        ("9h-midi", "09:00-12:00"),
        ("20h-minuit", "20:00-24:00"),
        ("20h-0h", "20:00-24:00"),
        ("minuit-6h", "00:00-06:00"),
        ("24h/24", "00:00-24:00"),
        ("24 h sur 24", "00:00-24:00"),
        ("9H-12H.", "09:00-12:00"),
    ],
)
def test_ranges_are_read_as_people_write_them(value: str, spans: str) -> None:
    """Hours, colons, words, separators, no-break spaces and dashes of all lengths."""
    assert to_osm(read(("mardi", value))) == f"Tu {spans}; PH off"


def test_a_night_is_split_at_midnight() -> None:
    """22h-6h on Sunday ends on Monday morning."""
    week = read(("dimanche", "22h-6h"))
    assert (week.days[6], week.days[0]) == ((Span(1320, 1440),), (Span(0, 360),))


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("24h/24", "24/7"),
        ("24h/24, 7j/7", "24/7"),
        ("7j/7, 24h/24", "24/7"),
        ("7j/7, 9h-23h", "Mo-Su 09:00-23:00"),
        ("du lundi au vendredi de 9h à 12h et de 13h30 à 17h", "Mo-Fr 09:00-12:00,13:30-17:00; PH off"),
        ("lundi-jeudi : 9h-12h ; vendredi : 9h-11h", "Mo-Th 09:00-12:00; Fr 09:00-11:00; PH off"),
        ("lundi fermé ; mardi 9h-midi", "Tu 09:00-12:00; PH off"),
        ("fermé", "Mo-Su off; PH off"),
    ],
)
def test_one_text_is_computed_when_all_of_it_is_understood(text: str, osm: str) -> None:
    """A sentence works like a mapping."""
    week, found = parse_hours(text, WHOLE)
    assert (to_osm(week), found, week.text) == (osm, [], None)


@pytest.mark.parametrize(
    "text",
    [
        "sur rendez-vous",
        "selon les régions",
        "un mardi sur deux",
        "du lundi au vendredi sauf mercredi 9h-12h",
        "lundi sur RDV",
        "semaines paires : mardi 9h-12h",
        "aux heures de bureau",
        "7j/7 selon saison",
    ],
)
def test_one_text_that_is_not_understood_is_kept_and_never_open(text: str) -> None:
    """No error, no guess: nobody can say whether it is open."""
    week, found = parse_hours(text, WHOLE)
    assert (week.text, found, week.unsure, table(week)) == (text, [], tuple(range(7)), ())
    assert is_open(week, datetime(2026, 11, 24, 10), False) is None
    assert is_open(week, datetime(2026, 12, 25, 10), True) is None


def test_hours_without_a_day_are_kept_as_text_with_a_warning() -> None:
    """ "9h-12h" alone does not say when."""
    week, [found] = parse_hours("9h-12h", WHOLE)
    assert (found.code, found.severity.word, week.text) == ("hours-without-day", "warning", "9h-12h")
    assert helps(found) == "écrivez par exemple « lundi-vendredi: 9h-12h »."


@pytest.mark.parametrize(
    "key", ["un mardi sur deux", "1er mardi du mois", "mardi des semaines paires", "mardi (vacances)"]
)
def test_a_day_in_words_is_unsure_and_leaves_the_others_computed(key: str) -> None:
    """Only Tuesday is unknown."""
    week = read(("lundi", "9h-12h"), (key, "14h-17h"))
    assert (week.unsure, week.text) == ((1,), f"{key} : 14h-17h")
    assert is_open(week, datetime(2026, 11, 23, 10), False) is True
    assert is_open(week, datetime(2026, 11, 24, 15), False) is None
    assert ("mardi", "horaires variables") in table(week)


@pytest.mark.parametrize(
    "key", ["vacances scolaires", "semaines paires", "tous les jours sauf dimanche", "1er et 3e mardi, jeudi"]
)
def test_words_that_may_touch_any_day_make_every_day_unsure(key: str) -> None:
    """Term-time hours are not certain when holidays have their own."""
    assert read(("lundi", "9h-12h"), (key, "10h-12h")).unsure == tuple(range(7))


def test_a_value_in_words_makes_its_days_unsure() -> None:
    """Saturday by appointment."""
    week = read(("lundi-vendredi", "9h-12h"), ("samedi", "sur rendez-vous"))
    assert (week.unsure, week.text) == ((5,), "samedi : sur rendez-vous")


@pytest.mark.parametrize(
    ("value", "rule", "osm"),
    [
        ("fermé", HolidayRule.CLOSED, "PH off"),
        ("10h-12h", HolidayRule.OWN, "PH 10:00-12:00"),
        ("ouvert", HolidayRule.USUAL, ""),
        ("horaires habituels", HolidayRule.USUAL, ""),
        ("selon les communes", HolidayRule.UNKNOWN, 'PH unknown "jours fériés : selon les communes"'),
        ("à vérifier", HolidayRule.UNKNOWN, "PH unknown"),
    ],
)
def test_public_holidays_have_their_own_line(value: str, rule: HolidayRule, osm: str) -> None:
    """Closed, own hours, as usual, or unknown."""
    week = read(("lundi", "9h-11h"), ("jours fériés", value))
    assert (week.holidays, to_osm(week)) == (rule, "; ".join(filter(None, ["Mo 09:00-11:00", osm])))


def test_the_caller_chooses_what_silence_on_holidays_means() -> None:
    """Closed by default, unknown on request."""
    week, _ = parse_hours(lines(lundi="9h-12h"), WHOLE, holidays=HolidayRule.UNKNOWN)
    assert week.holidays is HolidayRule.UNKNOWN


# --- refusing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pairs", "code", "place"),
    [
        ([("mecredi", "9h-12h")], "unknown-day", (11, 11)),
        ([("lundi-foo", "9h-12h")], "unknown-day", (11, 11)),
        ([("lundi-mardi-jeudi", "9h-12h")], "unknown-day", (11, 11)),
        ([("", "9h-12h")], "unknown-day", (11, 11)),
        ([("lundi-mercredi", "9h-12h"), ("mardi", "fermé")], "duplicate-day", (12, 11)),
        ([("lundi, lundi", "9h-12h")], "duplicate-day", (11, 11)),
        ([("lundi", "")], "hours-empty", (11, 30)),
        ([("lundi", "neuf heures")], "unreadable-hours", (11, 30)),
        ([("lundi", "9h")], "unreadable-hours", (11, 30)),
        ([("lundi", "9h-12h, fermé")], "unreadable-hours", (11, 30)),
        ([("lundi", "25:00-26:00")], "hour-out-of-range", (11, 30)),
        ([("lundi", "9h75-12h")], "hour-out-of-range", (11, 30)),
        ([("lundi", "9h-24h30")], "hour-out-of-range", (11, 30)),
        ([("lundi", "24h-6h")], "hour-out-of-range", (11, 30)),
        ([("lundi", "12h-9h")], "closing-before-opening", (11, 30)),
        ([("lundi", "14h-2h")], "closing-before-opening", (11, 30)),
        ([("lundi", "9h-9h")], "closing-before-opening", (11, 30)),
        ([("lundi", "00:00 - 00:00")], "closing-before-opening", (11, 30)),
        ([("lundi", "0h-0h00")], "closing-before-opening", (11, 30)),
        ([("lundi", "minuit-minuit")], "closing-before-opening", (11, 30)),
        ([("jours fériés", "22h-6h")], "closing-before-opening", (11, 30)),
        ([("lundi", "9h-12h, 11h-14h")], "overlapping-hours", (11, 30)),
        ([("lundi", "22h-6h"), ("mardi", "5h-12h")], "overlapping-hours", (12, 30)),
        ([("jours fériés", "9h-12h, 11h-14h")], "overlapping-hours", (11, 30)),
    ],
)
def test_a_mistake_is_reported_where_it_is_written(
    pairs: list[tuple[str, str]], code: str, place: tuple[int, int]
) -> None:
    """One finding, at the key for days and at the value for hours, in both languages."""
    [found] = problems(*pairs)
    assert (found.code, found.location.line, found.location.column) == (code, *place)
    assert found.says("fr") != found.says("en")


@pytest.mark.parametrize("source", ["", " \u00a0 ", []])
def test_empty_hours_are_reported_at_the_whole(source: str | list[Entry]) -> None:
    """An empty text or mapping."""
    [found] = parse_hours(source, WHOLE)[1]
    assert (found.code, found.location) == ("hours-empty", WHOLE)


def test_a_misspelt_day_gets_a_suggestion() -> None:
    """The closest day is proposed, with its accents."""
    assert helps(problems(("mecredi", "9h-12h"))[0]) == "vouliez-vous dire « mercredi » ?"
    assert helps(problems(("jour férriés", "fermé"))[0]) == "vouliez-vous dire « jours fériés » ?"


def test_a_day_written_twice_points_at_the_first() -> None:
    """The note leads to the other line."""
    [found] = problems(("lundi-mercredi", "9h-12h"), ("mardi", "fermé"))
    assert [note.location for note in found.notes] == [Location(FILE, 11, 11)]
    assert found.says() == "les heures de « mardi » sont écrites deux fois"


def test_two_nights_in_a_row_do_not_overlap() -> None:
    """The accepted twin of the overlapping night."""
    assert problems(("tous les jours", "22h-6h, 14h-16h")) == []


def test_a_long_value_is_cut_in_the_message() -> None:
    """The first line stays readable, and reading stays quick."""
    for pair in (("lundi", "x" * 5000), ("a," * 100_000, "9h-12h"), ("lundi", "9h-12h," * 100_000)):
        [found] = problems(pair)
        assert len(found.says()) < 150
    assert parse_hours("," * 100_000, WHOLE)[0].unsure == tuple(range(7))


@given(
    st.text(max_size=30) | st.sampled_from(["lundi", "mardi-jeudi", "jours fériés", "7j/7", "un mardi sur deux"]),
    st.text(max_size=30) | st.text("0123456789h:-àde ,/midnut", max_size=25),
)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_week_that_every_format_takes(key: str, value: str) -> None:
    """No text raises, whatever is written."""
    for week, _ in (parse_hours(entries((key, value)), WHOLE), parse_hours(f"{key} {value}", WHOLE)):
        assert len(week.days) == 7
        table(week), to_browser(week), to_schema_org(week), next_change(week, datetime(2026, 1, 1), FRENCH_HOLIDAYS)
        assert from_osm(to_osm(week)).days == week.days


# --- writing ----------------------------------------------------------------------------------------------------------


def plain(times: str) -> str:
    """Return them with spaces where a line must not end."""
    return times.replace("\u00a0", " ")


def test_the_table_groups_equal_days_in_french() -> None:
    """Neighbours are grouped."""
    week = read(("lundi-vendredi", "8h30-12h, 13h30-17h"), ("samedi", "9h-12h"))
    assert tuple((days, plain(times)) for days, times in table(week)) == (
        ("du lundi au vendredi", "de 8 h 30 à 12 h et de 13 h 30 à 17 h"),
        ("samedi", "de 9 h à 12 h"),
        ("dimanche", "fermé"),
        ("jours fériés", "fermé"),
    )


def test_the_table_tells_a_night_once_and_three_ranges_with_commas() -> None:
    """Nights start on their evening."""
    week = read(("lundi et mardi", "20h-minuit"), ("jeudi", "22h-6h"), ("samedi", "8h-9h, 10h-11h, 12h-13h"))
    told = {days: plain(times) for days, times in table(week)}
    assert told["lundi et mardi"] == "de 20 h à minuit"
    assert told["jeudi"] == "de 22 h à 6 h"
    assert told["samedi"] == "de 8 h à 9 h, de 10 h à 11 h et de 12 h à 13 h"


def test_the_end_of_a_line_never_falls_within_a_range() -> None:
    """ "de 14 h" alone at the end of a line reads as "from 14 h on"."""
    week = read(("lundi", "8h30-12h, 14h-17h30, 18h-minuit"))
    assert [plain(part) for part in dict(table(week))["lundi"].split(" ")] == [
        "de 8 h 30 à 12 h,",
        "de 14 h à 17 h 30",
        "et",
        "de 18 h à minuit",
    ]


def test_round_the_clock_is_one_row() -> None:
    """24 h/24, holidays included, in the table and in OSM."""
    week = parse_hours("24h/24", WHOLE)[0]
    assert (week.always, table(week)) == (True, (("tous les jours", "24\u00a0h/24"),))
    assert from_osm("24/7") == week
    assert from_osm("24/7; PH off").holidays is HolidayRule.CLOSED


def test_schema_org_says_days_hours_and_holidays() -> None:
    """Day addresses, 24-hour clock, a closed holiday as 00:00 to 00:00."""
    week = read(
        ("lundi et mardi", "9h-12h"), ("mercredi", "20h-minuit"), ("jeudi", "22h-6h"), ("vendredi", "sur rendez-vous")
    )
    assert [(s["dayOfWeek"], s["opens"], s["closes"]) for s in to_schema_org(week)] == [
        (["https://schema.org/PublicHolidays"], "00:00", "00:00"),
        (["https://schema.org/Monday", "https://schema.org/Tuesday"], "09:00", "12:00"),
        (["https://schema.org/Wednesday"], "20:00", "23:59"),
        (["https://schema.org/Thursday"], "22:00", "06:00"),
    ]


def test_schema_org_says_nothing_of_hours_in_words() -> None:
    """Words are not a specification."""
    assert to_schema_org(parse_hours("sur rendez-vous", WHOLE)[0]) == ()


def test_the_script_receives_minutes_and_unknown_days_as_a_question_mark() -> None:
    """Short, equal neighbours told once, and "?" where nobody knows."""
    week = read(("lundi", "9h-12h"), ("mardi", "sur rendez-vous"), ("jours fériés", "10h-11h"))
    assert to_browser(week) == "540-720;?;;=;=;=;=/600-660"
    assert to_browser(read(("7j/7", "9h-12h"))) == "540-720;=;=;=;=;=;=/="
    assert to_browser(parse_hours("sur rendez-vous", WHOLE)[0]) == "?;=;=;=;=;=;=/?"


@pytest.mark.parametrize(
    "value", ["", "nonsense", "Mo 9-12", "Mo 12:00-09:00", "Mo 09:00-25:00", "Mo 09:00", "PH off, Mo off"]
)
def test_other_osm_values_are_refused(value: str) -> None:
    """Only what `to_osm` writes is read."""
    with pytest.raises(ValueError, match="not "):
        from_osm(value)


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    """Draw the spans of a day, on five minutes, that do not touch."""
    bounds = sorted(draw(st.sets(st.integers(0, 288), max_size=6)))
    return tuple(Span(5 * a, 5 * b) for a, b in zip(bounds[::2], bounds[1::2], strict=False))


@st.composite
def weeks(draw: st.DrawFn, words: bool = False) -> Week:
    """Draw a week, often with equal days; with `words`, some days unsure."""
    pool = [*draw(st.lists(spans(), min_size=1, max_size=3)), (), (Span(0, 1440),), (Span(0, 360), Span(1320, 1440))]
    days = tuple(draw(st.sampled_from(pool)) for _ in range(7))
    rule = draw(st.sampled_from(HolidayRule))
    own = draw(spans()) if rule is HolidayRule.OWN else ()
    rule = HolidayRule.CLOSED if rule is HolidayRule.OWN and not own else rule
    unsure = tuple(sorted(draw(st.sets(st.integers(0, 6))))) if words else ()
    text = draw(st.sampled_from([None, "un mardi sur deux ; été"])) if unsure or rule is HolidayRule.UNKNOWN else None
    return Week(days, rule, own, unsure, text)


@given(weeks(words=True))
@example(Week(((Span(0, 1440),),) * 7, HolidayRule.OWN, (Span(600, 720),)))
@example(Week(((Span(540, 720),), *((),) * 6), HolidayRule.CLOSED, (), (1, 3), "un mardi sur deux"))
@example(Week(((),) * 7, HolidayRule.UNKNOWN, (), tuple(range(7)), "sur rendez-vous"))
@settings(max_examples=200, deadline=None)
def test_osm_gives_the_week_back(week: Week) -> None:
    """Round trip, days in words included."""
    assert from_osm(to_osm(week)) == week


@given(weeks())
@example(Week(((Span(540, 720),),) * 7, HolidayRule.USUAL))
@example(Week(((Span(540, 720),), *((),) * 6), HolidayRule.UNKNOWN))
@example(Week(((Span(0, 1440),), *((),) * 6), HolidayRule.OWN, (Span(600, 720),)))
@settings(max_examples=200, deadline=None)
def test_the_table_reads_back_to_the_week(week: Week) -> None:
    """What residents read is what referents could write."""
    week = Week(week.days, week.holidays, week.holiday_spans)
    assert read(*table(week)) == week


# --- open or not ------------------------------------------------------------------------------------------------------

STATES = {State.OPEN: True, State.CLOSED: False, State.UNKNOWN: None}
MINUTES = st.integers(0, 365 * 1440 - 1) | st.integers(0, 364).map(lambda day: day * 1440)
NEAR_HOLIDAYS = st.sampled_from(sorted(day for day in FRENCH_HOLIDAYS if day.year == 2026)).flatmap(
    lambda day: st.integers(-1440, 2879).map(
        lambda minute: datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    )
)
INSTANTS = MINUTES.map(lambda minute: datetime(2026, 1, 1) + timedelta(minutes=minute)) | NEAR_HOLIDAYS


@given(weeks(words=True), st.lists(INSTANTS, min_size=20, max_size=40))
@settings(max_examples=120, deadline=None)
def test_open_or_not_agrees_with_the_oracle_over_a_year(week: Week, instants: list[datetime]) -> None:
    """opening-hours-py reads our OSM value and answers the same on 2026, French public holidays included."""
    oracle = OpeningHours(to_osm(week), country="FR")
    for when in instants:
        assert is_open(week, when, when.date() in FRENCH_HOLIDAYS) is STATES[oracle.state(when)[0]], when


@given(weeks(words=True), INSTANTS)
@settings(max_examples=60, deadline=None)
def test_the_next_change_agrees_with_the_oracle(week: Week, when: datetime) -> None:
    """Same instant as opening-hours-py, or none within a year for both."""
    ours = next_change(week, when, FRENCH_HOLIDAYS, horizon_days=300)
    state = is_open(week, when, when.date() in FRENCH_HOLIDAYS)
    oracle = OpeningHours(to_osm(week), country="FR", max_interval_days=366)
    theirs = oracle.next_change(when)
    while theirs is not None and STATES[oracle.state(theirs)[0]] is state:
        theirs = oracle.next_change(theirs)  # the oracle also counts a change of comment
    if ours is not None:
        assert ours == theirs
    elif when + timedelta(days=300) < datetime(2027, 6, 1):
        assert theirs is None or theirs - when > timedelta(days=299)


def test_a_closure_wins_over_hours_and_words() -> None:
    """Both ends of a closure are closed, whatever the week says."""
    closure = Closure(date(2026, 12, 24), date(2026, 12, 31), "Fermé pour les fêtes")
    always, words = parse_hours("24h/24", WHOLE)[0], parse_hours("sur rendez-vous", WHOLE)[0]
    for day in (24, 31):
        assert is_open(always, datetime(2026, 12, day, 12), False, [closure]) is False
        assert is_open(words, datetime(2026, 12, day, 12), False, [closure]) is False
    assert is_open(always, datetime(2027, 1, 1), True, [closure]) is True


def test_the_next_opening_jumps_over_a_closure_and_a_holiday() -> None:
    """From 24 December, an office of weekday mornings reopens on Monday 4 January."""
    week = read(("lundi-vendredi", "9h-12h"))
    closure = Closure(date(2026, 12, 26), date(2026, 12, 31))
    assert next_change(week, datetime(2026, 12, 24, 13), FRENCH_HOLIDAYS, [closure]) == datetime(2027, 1, 4, 9)


def test_what_never_changes_has_no_next_change() -> None:
    """Round the clock, or in words only."""
    for text in ("24h/24", "sur rendez-vous", "fermé"):
        assert next_change(parse_hours(text, WHOLE)[0], datetime(2026, 11, 23), FRENCH_HOLIDAYS) is None


def test_a_closing_minute_is_already_closed() -> None:
    """Spans are half-open."""
    week = read(("lundi", "9h-12h"))
    assert [is_open(week, datetime(2026, 11, 23, *at), False) for at in ((8, 59), (9, 0), (11, 59), (12, 0))] == [
        False,
        True,
        True,
        False,
    ]


def test_the_seven_days_are_named() -> None:
    """Monday first."""
    assert (len(DAYS), DAYS[0], DAYS[6]) == (7, "lundi", "dimanche")
