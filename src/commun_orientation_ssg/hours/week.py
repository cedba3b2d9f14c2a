"""A week of opening hours in minutes, and the specification of "open now" that the page script follows. Pure.

Hours that cannot be computed ("un mardi sur deux") stay text and are never open. Which days are public holidays is
`holidays`; which closures apply is the caller's.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

__all__ = ["DAYS", "HOLIDAYS", "Closure", "HolidayRule", "Span", "Week", "is_open", "next_change"]

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
HOLIDAYS = "jours fériés"
NOON, MIDNIGHT = 720, 1440  # minutes
# Over midnight is clear when it starts in the evening and ends in the morning; "14h-2h" is more likely a slip.
EVENING, MORNING = 17 * 60, 9 * 60  # minutes


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
        return not self.unsure and self.holidays is HolidayRule.USUAL and self.days == (FULL_DAY,) * 7


@dataclass(frozen=True, slots=True)
class Closure:
    """Days when a channel is closed whatever its week says; both ends included."""

    from_: date
    to: date
    text: str = ""


FULL_DAY = (Span(0, MIDNIGHT),)


# --- open or not: the specification that the page script follows --------------------------------------------


def is_open(week: Week, when: datetime, holiday: bool, closures: Iterable[Closure] = ()) -> bool | None:
    """Tell whether the channel is open at `when`; None when nobody can compute it (never show that as open).

    Args:
        when: wall-clock time of the place, without time zone.
        holiday: whether that date is a public holiday there.
    """
    if any(closure.from_ <= when.date() <= closure.to for closure in closures):
        return False
    spans = spans_on(week, when.weekday(), holiday)
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
        for minute in _bounds(spans_on(week, day.weekday(), holiday) or ()):
            instant = datetime.combine(day, time(minute // 60, minute % 60))
            if instant > when and is_open(week, instant, holiday, closures) is not now:
                return instant
    return None


def spans_on(week: Week, weekday: int, holiday: bool) -> tuple[Span, ...] | None:
    if holiday and week.holidays is not HolidayRule.USUAL:
        return None if week.holidays is HolidayRule.UNKNOWN else week.holiday_spans
    return None if weekday in week.unsure else week.days[weekday]


def _bounds(spans: tuple[Span, ...]) -> list[int]:
    bounds = {0, *(span.start_min for span in spans), *(span.end_min for span in spans)}
    return sorted(bounds - {MIDNIGHT})
