"""French opening hours to intervals and back: pure, without clock or file.

Turns what a referent writes (`lundi-vendredi: 8h30-12h, 13h30-17h`) into a `Week` of minutes, and a week into a French
table, OSM syntax, schema.org and the data of the page script. `is_open` and `next_change` are the specification that
the script follows. Hours that cannot be computed ("un mardi sur deux") stay text and are never open. Which days are
public holidays is `holidays`; which closures apply is the caller's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from commun_orientation_ssg.diagnostics import Bilingual, Diagnostic, Location, Note, Rule, Severity, closest

__all__ = [
    "DAYS",
    "Closure",
    "Entry",
    "HolidayRule",
    "Span",
    "Week",
    "from_osm",
    "is_open",
    "next_change",
    "parse_hours",
    "table",
    "to_browser",
    "to_osm",
    "to_schema_org",
]

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HOLIDAYS = "jours fériés"
_NOON, _MIDNIGHT = 720, 1440  # minutes
# Over midnight is clear when it starts in the evening and ends in the morning; "14h-2h" is more likely a slip.
_EVENING, _MORNING = 17 * 60, 9 * 60  # minutes

Entry = tuple[str, str, Location, Location]
"""One line of an `hours:` mapping: key text, value text, location of the key, location of the value."""


class HolidayRule(StrEnum):
    """What a public holiday does to a week."""

    CLOSED = "closed"
    USUAL = "usual"  # same hours as any such weekday
    OWN = "own"  # `Week.holiday_spans` replace the day's
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of one day, in minutes from midnight: 0 <= start_min < end_min <= 1440."""

    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True)
class Week:
    """The opening hours of one channel.

    Args:
        days: seven tuples, Monday first, of sorted spans that neither overlap nor touch; 22h-2h is on two days.
        holidays, holiday_spans: what happens on public holidays; spans only with `HolidayRule.OWN`.
        unsure: sorted day numbers (0 = Monday) whose hours are only in `text`: never computed, whatever `days` holds.
        text: the referent's own words for what cannot be computed; None when everything is.
    """

    days: tuple[tuple[Span, ...], ...] = ((),) * 7
    holidays: HolidayRule = HolidayRule.CLOSED
    holiday_spans: tuple[Span, ...] = ()
    unsure: tuple[int, ...] = ()
    text: str | None = None

    @property
    def always(self) -> bool:
        """True for 24 hours a day, every day, holidays included."""
        return not self.unsure and self.holidays is HolidayRule.USUAL and self.days == (_FULL_DAY,) * 7


@dataclass(frozen=True, slots=True)
class Closure:
    """Days when a channel is closed whatever its week says; both ends included."""

    from_: date
    to: date
    text: str = ""


_FULL_DAY = (Span(0, _MIDNIGHT),)


# --- open or not: the specification that the page script follows --------------------------------------------


def is_open(week: Week, when: datetime, holiday: bool, closures: Iterable[Closure] = ()) -> bool | None:
    """Tell whether the channel is open at `when`; None when nobody can compute it (never show that as open).

    Args:
        when: wall-clock time of the place, without time zone.
        holiday: whether that date is a public holiday there.
    """
    if any(closure.from_ <= when.date() <= closure.to for closure in closures):
        return False
    spans = _spans_on(week, when.weekday(), holiday)
    if spans is None:
        return None
    minute = when.hour * 60 + when.minute
    return any(span.start_min <= minute < span.end_min for span in spans)


def next_change(
    week: Week,
    when: datetime,
    holidays: Container[date],
    closures: Sequence[Closure] = (),
    *,
    horizon_days: int = 400,
) -> datetime | None:
    """Return the first instant after `when` at which `is_open` answers differently, None if not within the horizon.

    From False the answer there may be None (hours in words begin): ask `is_open` before promising a reopening.
    """
    now = is_open(week, when, when.date() in holidays, closures)
    for offset in range(horizon_days):
        day = when.date() + timedelta(days=offset)
        holiday = day in holidays
        for minute in _bounds(_spans_on(week, day.weekday(), holiday) or ()):
            instant = datetime.combine(day, time(minute // 60, minute % 60))
            if instant > when and is_open(week, instant, holiday, closures) is not now:
                return instant
    return None


def _spans_on(week: Week, weekday: int, holiday: bool) -> tuple[Span, ...] | None:
    if holiday and week.holidays is not HolidayRule.USUAL:
        return None if week.holidays is HolidayRule.UNKNOWN else week.holiday_spans
    return None if weekday in week.unsure else week.days[weekday]


def _bounds(spans: tuple[Span, ...]) -> list[int]:
    bounds = {0, *(span.start_min for span in spans), *(span.end_min for span in spans)}
    return sorted(bounds - {_MIDNIGHT})


# --- a week in other languages ------------------------------------------------------------------------------


def table(week: Week) -> tuple[tuple[str, str], ...]:
    """Return (day label, hours) rows in French, equal neighbours grouped; empty when the whole week is `week.text`.

    A row that `parse_hours` reads back to the same week, except days in words.
    """
    if week.always:
        return (("tous les jours", "24\u00a0h/24"),)
    if len(week.unsure) == 7:
        return ()
    shown = [
        "horaires variables" if day in week.unsure and not pairs else _french_day(pairs)
        for day, pairs in enumerate(_pairs_shown(week))
    ]
    rows = [(_french_label(first, last), shown[first]) for first, last in _runs(shown)]
    return (*rows, (HOLIDAYS, _french_holidays(week)))


def to_osm(week: Week) -> str:
    """Return the week as an OSM `opening_hours` value: 'Mo-Fr 08:30-12:00,13:30-17:00; PH off'.

    Source: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification ; a later rule replaces an earlier one.
    """
    comment = f' "{week.text.replace(chr(34), chr(39))}"' if week.text else ""
    rules = (
        ["24/7"]
        if week.days == (_FULL_DAY,) * 7
        else [f"{_osm_days(days)} {_osm_spans(spans)}" for spans, days in _by_spans(week.days) if spans]
    )
    if week.unsure:
        rules.append(f"{_osm_days(week.unsure)} unknown{comment}")
    if week.holidays is HolidayRule.UNKNOWN:
        rules.append("PH unknown" + ("" if week.unsure else comment))
    elif week.holidays is not HolidayRule.USUAL:
        rules.append(f"PH {_osm_spans(week.holiday_spans)}" if week.holiday_spans else "PH off")
    if not any(week.days) and not week.unsure:
        rules.insert(0, "Mo-Su off")
    return "; ".join(rules)


def from_osm(value: str) -> Week:
    """Return the week of an OSM value in the subset that `to_osm` writes.

    Raises:
        ValueError: the value is outside that subset.
    """
    days: list[tuple[Span, ...]] = [()] * 7
    holidays, text = HolidayRule.USUAL, None
    holiday_spans: tuple[Span, ...] = ()
    unsure: set[int] = set()
    if value == "24/7" or value.startswith("24/7; "):
        value = "Mo-Su 00:00-24:00" + value[4:]
    for rule in _osm_rules(value):
        spans = _read_osm_spans(rule["what"])
        text = rule["text"] or text
        if rule["days"] == "PH":
            holidays = HolidayRule.UNKNOWN if spans is None else HolidayRule.OWN if spans else HolidayRule.CLOSED
            holiday_spans = spans or ()
        elif spans is None:
            unsure.update(_read_osm_days(rule["days"]))
        else:
            for day in _read_osm_days(rule["days"]):
                days[day] = spans
    return Week(tuple(days), holidays, holiday_spans, tuple(sorted(unsure)), text)


def to_schema_org(week: Week) -> tuple[dict[str, object], ...]:
    """Return schema.org `OpeningHoursSpecification` objects; days in words are left out.

    Source: https://schema.org/OpeningHoursSpecification ; closing before opening runs into the next day, the end of a
    day is 23:59 and a closed day is 00:00 to 00:00, as Google documents for local businesses.
    """
    by_pair: dict[tuple[int, int], list[str]] = {}
    for day, pairs in enumerate(_pairs_shown(week)):
        for pair in pairs if day not in week.unsure else ():
            by_pair.setdefault(pair, []).append(f"https://schema.org/{_SCHEMA_DAYS[day]}")
    if by_pair and week.holidays in (HolidayRule.CLOSED, HolidayRule.OWN):
        for span in week.holiday_spans or (Span(0, 0),):
            by_pair.setdefault((span.start_min, span.end_min), []).append("https://schema.org/PublicHolidays")
    return tuple(
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": names,
            "opens": _clock(start),
            "closes": "23:59" if end == _MIDNIGHT else _clock(end),
        }
        for (start, end), names in sorted(by_pair.items())
    )


def to_browser(week: Week) -> dict[str, object]:
    """Return what the page script needs to follow `is_open`, JSON-ready.

    Returns:
        `days`: seven items, Monday first: a list of [start, end] minutes, or None (unknown, in words).
        `holidays`: a list of [start, end] (empty = closed), None (unknown) or "usual" (as any such weekday).
    """
    holidays: object = "usual"
    if week.holidays is not HolidayRule.USUAL:
        holidays = _minutes(_spans_on(week, 0, True))
    return {"days": [_minutes(_spans_on(week, day, False)) for day in range(7)], "holidays": holidays}


_SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_OSM_RULE = re.compile(
    r"(?P<days>PH|(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[,-](?:Mo|Tu|We|Th|Fr|Sa|Su))*)"
    r' (?P<what>off|unknown|[0-9:,-]+)(?: "(?P<text>[^"]*)")?(?:; |$)'
)
_OSM_SPAN = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")


def _minutes(spans: tuple[Span, ...] | None) -> list[list[int]] | None:
    return None if spans is None else [[span.start_min, span.end_min] for span in spans]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _pairs_shown(week: Week) -> list[tuple[tuple[int, int], ...]]:
    """Return each day's (start, end) minutes, a night told once, on the evening it starts: (1320, 120)."""
    days = week.days
    spills = [_spills(days[day], days[(day + 1) % 7]) for day in range(7)]
    shown = []
    for day, spans in enumerate(days):
        pairs = [(span.start_min, span.end_min) for span in spans]
        if spills[day]:
            pairs[-1] = (pairs[-1][0], days[(day + 1) % 7][0].end_min)
        shown.append(tuple(pairs[1:] if spills[day - 1] else pairs))
    return shown


def _spills(evening: tuple[Span, ...], morning: tuple[Span, ...]) -> bool:
    return bool(
        evening
        and morning
        and evening[-1].end_min == _MIDNIGHT
        and evening[-1].start_min >= _EVENING
        and morning[0].start_min == 0
        and morning[0].end_min <= _MORNING
    )


def _runs(values: Sequence[object]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) indexes of equal neighbours."""
    first = 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index] != values[first]:
            yield first, index - 1
            first = index


def _french_label(first: int, last: int) -> str:
    if (first, last) == (0, 6):
        return "tous les jours"
    if last - first > 1:
        return f"du {DAYS[first]} au {DAYS[last]}"
    return DAYS[first] if first == last else f"{DAYS[first]} et {DAYS[last]}"


def _french_day(pairs: Sequence[tuple[int, int]]) -> str:
    if not pairs:
        return "fermé"
    ranges = [
        "24\u00a0h/24" if p == (0, _MIDNIGHT) else f"de {_french_hour(p[0])} à {_french_hour(p[1])}" for p in pairs
    ]
    return " et ".join([", ".join(ranges[:-1]), ranges[-1]] if ranges[1:] else ranges)


def _french_hour(minute: int) -> str:
    if minute % _MIDNIGHT == 0:
        return "minuit"
    hour, rest = divmod(minute, 60)
    return f"{hour}\u00a0h\u00a0{rest:02d}" if rest else f"{hour}\u00a0h"


def _french_holidays(week: Week) -> str:
    if week.holidays is HolidayRule.OWN:
        return _french_day([(span.start_min, span.end_min) for span in week.holiday_spans])
    return {"closed": "fermé", "usual": "horaires habituels"}.get(week.holidays, "horaires non précisés")


def _by_spans(days: Sequence[tuple[Span, ...]]) -> list[tuple[tuple[Span, ...], list[int]]]:
    groups: dict[tuple[Span, ...], list[int]] = {}
    for day, spans in enumerate(days):
        groups.setdefault(spans, []).append(day)
    return list(groups.items())


def _osm_days(days: Sequence[int]) -> str:
    """Return 'Mo-We,Fr' for [0, 1, 2, 4]."""
    runs = _runs([day - rank for rank, day in enumerate(days)])
    names = [(_OSM_DAYS[days[first]], _OSM_DAYS[days[last]]) for first, last in runs]
    return ",".join(first if first == last else f"{first}-{last}" for first, last in names)


def _osm_spans(spans: Sequence[Span]) -> str:
    return ",".join(f"{_clock(span.start_min)}-{_clock(span.end_min)}" for span in spans)


def _osm_rules(value: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(value) or not value:
        rule = _OSM_RULE.match(value, position)
        if rule is None:
            raise ValueError(f"not in the OSM subset written here: {value!r}")
        yield rule
        position = rule.end()


def _read_osm_days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, *rest = (_OSM_DAYS.index(name) for name in part.split("-"))
        yield from range(first, (rest or [first])[-1] + 1)


def _read_osm_spans(text: str) -> tuple[Span, ...] | None:
    if text == "unknown":
        return None
    parts = [] if text == "off" else [_OSM_SPAN.fullmatch(part) for part in text.split(",")]
    spans = []
    for part in parts:
        if (
            part is None
            or not (start := int(part[1]) * 60 + int(part[2])) < (end := int(part[3]) * 60 + int(part[4])) <= 1440
        ):
            raise ValueError(f"not hours of one day: {text!r}")
        spans.append(Span(start, end))
    return tuple(spans)


# --- what a referent writes ---------------------------------------------------------------------------------

_EXPECTED = Bilingual(
    "des heures comme « 8h30-12h, 13h30-17h », « 24h/24 », « fermé » ou « sur rendez-vous »",
    'hours such as "8h30-12h, 13h30-17h", "24h/24", "fermé" or "sur rendez-vous"',
)
_EXPECTED_DAY = Bilingual(
    "un jour ou des jours : « lundi », « lundi-vendredi », « mardi et jeudi », « tous les jours », « jours fériés »",
    'a day or days: "lundi", "lundi-vendredi", "mardi et jeudi", "tous les jours", "jours fériés"',
)
EMPTY = Rule(
    "hours-empty",
    Severity.ERROR,
    Bilingual("les horaires sont vides", "the opening hours are empty"),
    _EXPECTED,
    Bilingual("écrivez les heures, ou retirez la ligne.", "write the hours, or remove the line."),
)
UNKNOWN_DAY = Rule(
    "unknown-day",
    Severity.ERROR,
    Bilingual("« {day} » n'est pas un jour", '"{day}" is not a day'),
    _EXPECTED_DAY,
)
DUPLICATE_DAY = Rule(
    "duplicate-day",
    Severity.ERROR,
    Bilingual("les heures de « {day} » sont écrites deux fois", 'the hours of "{day}" are written twice'),
    Bilingual("chaque jour une seule fois", "each day only once"),
    Bilingual(
        "mettez toutes les heures de ce jour sur une ligne : « 9h-12h, 14h-17h ».",
        'put all the hours of that day on one line: "9h-12h, 14h-17h".',
    ),
)
UNREADABLE = Rule(
    "unreadable-hours",
    Severity.ERROR,
    Bilingual("« {hours} » ne se lit pas comme des heures", '"{hours}" does not read as hours'),
    _EXPECTED,
)
OUT_OF_RANGE = Rule(
    "hour-out-of-range",
    Severity.ERROR,
    Bilingual("« {hours} » contient une heure qui n'existe pas", '"{hours}" holds an hour that does not exist'),
    Bilingual("des heures de 0h à 24h, des minutes de 00 à 59", "hours from 0h to 24h, minutes from 00 to 59"),
)
BACKWARDS = Rule(
    "closing-before-opening",
    Severity.ERROR,
    Bilingual("« {hours} » ferme avant d'ouvrir", '"{hours}" closes before it opens'),
    Bilingual(
        "l'ouverture puis la fermeture, le même jour ; une nuit commence à 17h ou après et finit à 9h ou avant",
        "opening then closing, on one day; a night starts at 17h or later and ends at 9h or earlier",
    ),
    Bilingual(
        "échangez les deux heures, ou coupez à minuit : « 22h-minuit » puis, le lendemain, « minuit-6h ».",
        'swap the two hours, or cut at midnight: "22h-minuit" then, the next day, "minuit-6h".',
    ),
)
OVERLAP = Rule(
    "overlapping-hours",
    Severity.ERROR,
    Bilingual("deux plages de « {day} » se chevauchent", 'two ranges of "{day}" overlap'),
    Bilingual("des plages qui se suivent, une nuit comprise", "ranges that follow one another, a night included"),
    Bilingual(
        "vérifiez la fin de la première et le début de la seconde.",
        "check where the first ends and the second starts.",
    ),
)
NO_DAY = Rule(
    "hours-without-day",
    Severity.WARNING,
    Bilingual("ces heures ne disent pas quels jours", "these hours do not say which days"),
    _EXPECTED_DAY,
    Bilingual("écrivez par exemple « lundi-vendredi: {hours} ».", 'write for instance "lundi-vendredi: {hours}".'),
)

_EVERY_DAY = tuple(range(7))
_LONGEST = 400  # characters; beyond, nobody wrote hours, and reading stays quick whatever the input
_PH = 7  # the eighth "day" while reading: public holidays
_GROUPS: dict[str, tuple[int, ...]] = {
    "tous les jours": _EVERY_DAY,
    "tlj": _EVERY_DAY,
    "semaine": (0, 1, 2, 3, 4),
    "en semaine": (0, 1, 2, 3, 4),
    "week-end": (5, 6),
    "weekend": (5, 6),
    "week end": (5, 6),
    "week-ends": (5, 6),
    "jours feries": (_PH,),
    "jour ferie": (_PH,),
    "feries": (_PH,),
}
_WORDS_ONLY = re.compile(
    r"rendez-?\s?vous|\brdv\b|sur deux|\bpaires?\b|\bimpaires?\b|\bselon\b|\bvariables?\b|\bsauf\b|\bhors\b"
    r"|\bexcepte\b|\bpermanences?\b|\bvacances\b|\bdu mois\b|\bper[iy]odes?\b|\bete\b|\bhiver\b|\bsaison\b|\b1 ?ers?\b"
    r"|\b[1-5] ?e(?:me)?s?\b"
    r"|\bpremiers?\b|\bdeuxiemes?\b|\btroisiemes?\b|\bquatriemes?\b|\bderniers?\b|\ba partir\b|\bpossible\b"
)
_EXCEPT = re.compile(r"\b(?:sauf|hors|excepte|tous)\b")
_USUAL_WORDS = frozenset({"ouvert", "horaires habituels", "comme d'habitude", "habituel", "idem"})
_UNKNOWN_WORDS = frozenset({"horaires non precises", "non precise", "non precises", "inconnu", "a verifier"})
_EVERY_DAY_WORDS = re.compile(r"\b7 ?(?:j|jours?) ?(?:/|sur) ?7(?: ?j)?\b")
_ALL_DAY_WORDS = re.compile(r"\b24 ?h? ?(?:/|sur) ?24(?: ?h)?\b|^(?:toute la journee|jour et nuit)$")
_TIME = r"(midi|minuit|\d{1,2} ?(?:h|heures?|:) ?(?:\d{2})?)"
_RANGE = re.compile(rf"(?:ouvert )?(?:de |des )?{_TIME} ?(?:-|a|jusqu'a) ?{_TIME}")
_LEAD = re.compile(r"^(?:du |le |les |chaque |tous les |ouvert )+")


def parse_hours(
    source: str | Iterable[Entry], location: Location, *, holidays: HolidayRule = HolidayRule.CLOSED
) -> tuple[Week, list[Diagnostic]]:
    """Read opening hours as French people write them.

    Args:
        source: one text (`24h/24`, `7j/7, 9h-20h`, `sur rendez-vous`), or the lines of a mapping of days to ranges.
        location: of the whole `hours` value.
        holidays: what holds when the lines say nothing of public holidays; "every day" and 24h/24 then mean USUAL.

    Returns:
        the week, and findings located at the key or the value they speak of; with errors, what was readable.
    """
    if isinstance(source, str):
        return _read_text(source, location, holidays)
    entries = list(source)
    reader = _Reader(holidays)
    if not entries:
        reader.found.append(EMPTY.at(location))
    for entry in entries:
        reader.read(*entry)
    return reader.week(), reader.found


def _read_text(text: str, location: Location, holidays: HolidayRule) -> tuple[Week, list[Diagnostic]]:
    """A text is computed when every word is understood; otherwise it is kept as it is, without a finding."""
    plain = _plain(text)
    if not plain:
        return Week(), [EMPTY.at(location)]
    reader = _Reader(holidays)
    for key, value in _lines_of_text(plain) if len(plain) <= _LONGEST else ():
        reader.read(key, value, location, location)
    if reader.keys and not reader.found and not reader.words:
        return reader.week(), []
    ranges, problem = _read_ranges(plain)
    found = [NO_DAY.at(location, hours=_short(text))] if ranges and not problem else []
    return Week(((),) * 7, HolidayRule.UNKNOWN, (), _EVERY_DAY, _squeeze(text)), found


def _lines_of_text(plain: str) -> Iterator[tuple[str, str]]:
    """Cut "du lundi au jeudi de 9h a 12h ; vendredi 9h-12h" into (days, ranges); 24h/24 needs no day."""
    for part in plain.split(";"):
        every_day = _EVERY_DAY_WORDS.search(part)
        rest = _EVERY_DAY_WORDS.sub("", part).strip(" ,:")
        if every_day or rest == "ferme" or _ALL_DAY_WORDS.fullmatch(rest):
            yield "tous les jours", rest
        else:
            days = re.match(r"[^\d]*?(?=[ ,:]*(?:\bde |\bdes )?(?:\d|\bmidi\b|\bminuit\b|\bferme))", part)
            cut = days.end() if days else len(part)
            yield part[:cut].strip(" ,:"), part[cut:].strip(" ,:")


class _Reader:
    """Collects the lines of one mapping: spans by day, days in words, findings."""

    def __init__(self, holidays: HolidayRule) -> None:
        self.holidays = holidays
        self.found: list[Diagnostic] = []
        self.keys: dict[int, Location] = {}
        self.words: list[str] = []
        self._spans: list[tuple[int, Span, Location]] = []
        self._unsure: set[int] = set()
        self._stated: HolidayRule | None = None

    def read(self, key: str, value: str, key_at: Location, value_at: Location) -> None:
        """Read one line: which days, then which hours."""
        plain_key, plain = _plain(key), _plain(value)
        if _WORDS_ONLY.search(plain_key):
            named = [day for day, name in enumerate(DAYS) if re.search(rf"\b{name}s?\b", plain_key)]
            days: tuple[int, ...] = tuple(named) if len(named) == 1 and "sauf" not in plain_key else _EVERY_DAY
            self._keep_words(days, key, value)
            return
        days = self._days(plain_key, key, key_at)
        self._hours(self._once(days, key_at), key, value, plain, value_at)
        if set(_EVERY_DAY) <= set(days) and self._spans and self.holidays is HolidayRule.CLOSED:
            self.holidays = HolidayRule.USUAL

    def _days(self, plain: str, key: str, at: Location) -> tuple[int, ...]:
        if len(plain) > _LONGEST:
            self.found.append(UNKNOWN_DAY.at(at, day=_short(key)))
            return ()
        days: list[int] = []
        for part in re.split(r" ?[,/&+;] ?| et | ou ", _EVERY_DAY_WORDS.sub("tous les jours", plain)):
            found = _days_of(part)
            if found is None:
                self.found.append(_unknown_day(part or key, at))
            days += found or ()
        return tuple(days)

    def _once(self, days: tuple[int, ...], at: Location) -> list[int]:
        """Return the days not written yet, reporting the others once per line."""
        fresh = [day for day in dict.fromkeys(days) if day not in self.keys]
        again = [day for day in days if day in self.keys] or [day for day in days if days.count(day) > 1]
        if again:
            note = Note(Bilingual("déjà écrit ici", "already written here"), self.keys.get(again[0], at))
            self.found.append(DUPLICATE_DAY.at(at, notes=[note], day=_day_name(again[0])))
        self.keys.update(dict.fromkeys(fresh, at))
        return fresh

    def _hours(self, days: list[int], key: str, value: str, plain: str, at: Location) -> None:
        if not plain:
            self.found.append(EMPTY.at(at))
        elif _PH in days and plain in _USUAL_WORDS:
            self._stated = HolidayRule.USUAL
        elif _WORDS_ONLY.search(plain) or plain in _UNKNOWN_WORDS:
            self._keep_words(days, key, value)
        else:
            ranges, problem = _read_ranges(plain)
            if problem:
                self.found.append(problem.at(at, hours=_short(value)))
            for day in days:
                self._add(day, ranges, value, at)

    def _keep_words(self, days: Iterable[int], key: str, value: str) -> None:
        for day in days:
            if day == _PH:
                self._stated = HolidayRule.UNKNOWN
            else:
                self._unsure.add(day)
        if _plain(value) not in _UNKNOWN_WORDS:
            self.words.append(f"{_squeeze(key)} : {_squeeze(value)}")

    def _add(self, day: int, ranges: list[tuple[int, int]], value: str, at: Location) -> None:
        if day == _PH:
            self._stated = HolidayRule.OWN if ranges else HolidayRule.CLOSED
        for start, end in ranges:
            if start < end:
                self._spans.append((day, Span(start, end), at))
            elif day == _PH or start < _EVENING or end > _MORNING:
                self.found.append(BACKWARDS.at(at, hours=_short(value)))
            else:
                self._spans.append((day, Span(start, _MIDNIGHT), at))
                self._spans.append(((day + 1) % 7, Span(0, end), at))

    def week(self) -> Week:
        """Return the week read so far, reporting overlaps."""
        days = tuple(self._merged(day) for day in range(8))
        rule = self._stated or self.holidays
        if self._stated is None and len(self._unsure) == 7:
            rule = HolidayRule.UNKNOWN
        return Week(days[:7], rule, days[_PH], tuple(sorted(self._unsure)), " ; ".join(self.words) or None)

    def _merged(self, day: int) -> tuple[Span, ...]:
        """Join the spans of a day that touch."""
        merged: list[Span] = []
        for span, at in sorted((span, at) for of, span, at in self._spans if of == day):
            if merged and span.start_min <= merged[-1].end_min:
                if span.start_min < merged[-1].end_min:
                    self.found.append(OVERLAP.at(at, day=_day_name(day)))
                span = Span(merged[-1].start_min, max(merged.pop().end_min, span.end_min))
            merged.append(span)
        return tuple(merged)


def _plain(text: str) -> str:
    """Lower case, no accent, plain hyphens, apostrophes and single spaces, no final full stop."""
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("\u2019", "'")
    return _squeeze(text).rstrip(" .")


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    """At most 80 characters of `text`, for a message."""
    text = _squeeze(text)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _day_name(day: int) -> str:
    return (*DAYS, HOLIDAYS)[day]


def _days_of(part: str) -> tuple[int, ...] | None:
    """Return the days of "lundi", "du lundi au vendredi", "samedi-lundi" or a group, None when unknown."""
    part = part.strip(" :")
    for name in (part, _LEAD.sub("", part)):
        if name in _GROUPS:
            return _GROUPS[name]
    ends = [_weekday(end) for end in re.split(r" ?- ?| au | a ", _LEAD.sub("", part))]
    if len(ends) > 2 or None in ends:
        return None
    first, last = ends[0] or 0, ends[-1] or 0
    return tuple((first + step) % 7 for step in range((last - first) % 7 + 1))


def _weekday(word: str) -> int | None:
    """Return the day of "lundi", "lundis", "lun", "lun." or "merc"."""
    word = word.rstrip(".")
    for day, name in enumerate(DAYS):
        if len(word) >= 3 and (name.startswith(word) or word == f"{name}s"):
            return day
    return None


def _unknown_day(word: str, at: Location) -> Diagnostic:
    guesses = list(closest(_plain(word), (*DAYS, *_GROUPS)))
    if not guesses:
        return UNKNOWN_DAY.at(at, day=_short(word))
    help_ = Bilingual("vouliez-vous dire « {guess} » ?", 'did you mean "{guess}"?')
    return UNKNOWN_DAY.at(at, help=help_, day=_short(word), guess=guesses[0].replace("feries", "fériés"))


def _read_ranges(plain: str) -> tuple[list[tuple[int, int]], Rule | None]:
    """Return the (start, end) minutes of "8h30-12h et 13h30-17h"; the end is smaller over midnight. [] means closed."""
    if plain in ("ferme", "fermee", "fermes", "ferme toute la journee"):
        return [], None
    if len(plain) > _LONGEST:
        return [], UNREADABLE
    ranges = []
    for part in re.split(r" ?[,;/&+] ?(?:et )?| et | puis ", _ALL_DAY_WORDS.sub("0h-24h", plain)):
        times = _RANGE.fullmatch(part.strip())
        if times is None:
            return [], UNREADABLE
        start, end = _minute(times[1]), _minute(times[2])
        if start is None or end is None or (start == _MIDNIGHT and times[1] != "minuit"):
            return [], OUT_OF_RANGE
        start %= _MIDNIGHT
        # "00:00 - 00:00" is an empty slot in real exports, never a day and a night: kept equal, it is refused.
        ranges.append((start, start if times[1] == times[2] or (start, end) == (0, 0) else end or _MIDNIGHT))
    return ranges, None


def _minute(text: str) -> int | None:
    """Return the minutes from midnight of "8h30", "14:00", "midi" or "minuit"; None when there is no such hour."""
    if text in ("midi", "minuit"):
        return _NOON if text == "midi" else _MIDNIGHT
    numbers = re.findall(r"\d+", text)
    minute = int(numbers[0]) * 60 + int((*numbers, "0")[1])
    return minute if minute <= _MIDNIGHT and int((*numbers, "0")[1]) < 60 else None
