"""A week of opening hours to the rows of a card, and to a few words in French or in another language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from .. import context as c
from ..hours import Week, table
from ..wording import as_title

__all__ = ["Timetable", "hours_in", "hours_in_words", "hours_once", "timetable"]

_CLOSED = "fermé"


class Timetable(NamedTuple):
    """Hours as a card writes them: days and times, what is said in words, or that they never close."""

    rows: tuple[c.HoursRow, ...] = ()
    text: str = ""
    always: bool = False


class Shared(NamedTuple):
    """The hours that phones and desk share, what they are those of, and what the page script may say of them."""

    rows: tuple[c.HoursRow, ...] = ()
    text: str = ""
    name: str = ""
    opening: c.Opening | None = None


def timetable(week: Week | None) -> Timetable:
    """Return hours as a card writes them; nothing when none are known."""
    if week is None:
        return Timetable()
    if week.always:
        return Timetable(text="24h/24, 7j/7", always=True)
    rows = tuple(c.HoursRow(days, times) for days, times in _compact(table(week))) if any(week.days) else ()
    return Timetable(rows, week.text or "")


def _compact(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Gather the closed days in one last row: what is open comes first, and fits a small screen."""
    rows = list(rows)
    closed = [days for days, times in rows if times == _CLOSED]
    shown = [(as_title(days), times) for days, times in rows if times != _CLOSED]
    return [*shown, (as_title(", ".join(closed)), _CLOSED)] if closed else shown


def hours_once(
    phones: tuple[c.PhoneLine, ...], desk: c.Desk | None
) -> tuple[tuple[c.PhoneLine, ...], c.Desk | None, Shared]:
    """Take out the hours that phones and desk share, so that a card writes them once."""
    alike = {(phone.hours, phone.hours_text) for phone in phones} | ({(desk.hours, desk.hours_text)} if desk else set())
    if (
        len(alike) != 1
        or len(phones) + (desk is not None) < 2
        or alike == {((), "")}
        or any(phone.always for phone in phones)
    ):
        return phones, desk, Shared()
    ((rows, text),) = alike
    plain = tuple(replace(phone, hours=(), hours_text="", opening=None) for phone in phones)
    openings = {phone.opening for phone in phones} | ({desk.opening} if desk else set())
    opening = openings.pop() if len(openings) == 1 else None  # checked on different days, or one of them not at all
    if desk is None:
        return plain, None, Shared(rows, text, "Téléphone", opening)
    name = "Accueil et téléphone" if phones else "Accueil"
    return plain, replace(desk, hours=(), hours_text="", opening=None), Shared(rows, text, name, opening)


def hours_in_words(week: Week) -> str:
    """Say hours on one line, closed days left out."""
    rows, text, _ = timetable(week)
    return " ; ".join([f"{row.days} {row.times}" for row in rows if row.times != _CLOSED] + ([text] if text else []))


def hours_in(words: Mapping[str, str], week: Week) -> str:
    """Say hours that are the same every day in another language; "" when they are not.

    Args:
        words: `always`, and `daily` with its {from} and {to}.
    """
    if week.always:
        return words["always"]
    day = week.days[0]
    if len(day) != 1 or week.days != (day,) * 7 or week.text or week.unsure:
        return ""
    start, end = (f"{minutes // 60}:{minutes % 60:02}" for minutes in (day[0].start_min, day[0].end_min))
    return words["daily"].replace("{from}", start).replace("{to}", end)
