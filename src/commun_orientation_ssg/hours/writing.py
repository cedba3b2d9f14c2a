"""A week in other languages: French table, OSM syntax (both ways), schema.org, the data of the page script. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .week import (
    DAYS,
    EVENING,
    FULL_DAY,
    HOLIDAYS,
    MIDNIGHT,
    MORNING,
    HolidayRule,
    Span,
    Week,
    spans_on,
)  # fmt: skip

__all__ = ["from_osm", "table", "to_browser", "to_osm", "to_schema_org"]


@lru_cache(maxsize=4096)
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
        if week.days == (FULL_DAY,) * 7
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
            "closes": "23:59" if end == MIDNIGHT else _clock(end),
        }
        for (start, end), names in sorted(by_pair.items())
    )


def to_browser(week: Week) -> str:
    """Return what the page script needs to follow `is_open`, in one short line: "510-720,810-1020;=;=;=;=;;/".

    Seven days, Monday first, separated by ";", then "/" and public holidays. A day is its spans in minutes, "" when it
    is closed, "?" when nobody can compute it (in words), "=" when it is as the day before; holidays "=": as any day.
    """
    days = [_minutes(spans_on(week, day, False)) for day in range(7)]
    told = ["=" if rank and day == days[rank - 1] else day for rank, day in enumerate(days)]
    usual = week.holidays is HolidayRule.USUAL
    return f"{';'.join(told)}/{'=' if usual else _minutes(spans_on(week, 0, True))}"


_SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_OSM_RULE = re.compile(
    r"(?P<days>PH|(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[,-](?:Mo|Tu|We|Th|Fr|Sa|Su))*)"
    r' (?P<what>off|unknown|[0-9:,-]+)(?: "(?P<text>[^"]*)")?(?:; |$)'
)
_OSM_SPAN = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")


def _minutes(spans: tuple[Span, ...] | None) -> str:
    return "?" if spans is None else ",".join(f"{span.start_min}-{span.end_min}" for span in spans)


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
        and evening[-1].end_min == MIDNIGHT
        and evening[-1].start_min >= EVENING
        and morning[0].start_min == 0
        and morning[0].end_min <= MORNING
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
    ranges = ["24\u00a0h/24" if p == (0, MIDNIGHT) else _french_range(p) for p in pairs]
    return " et ".join([", ".join(ranges[:-1]), ranges[-1]] if ranges[1:] else ranges)


def _french_range(hours: tuple[int, int]) -> str:
    """Return both ends on one line: "de 14 h" alone at its end reads as "from 14 h on"."""
    return f"de\u00a0{_french_hour(hours[0])}\u00a0à\u00a0{_french_hour(hours[1])}"


def _french_hour(minute: int) -> str:
    if minute % MIDNIGHT == 0:
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
