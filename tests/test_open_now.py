"""Open now, in the page: the same answers as `hours` and as opening-hours-py, in every zone, over years of instants."""

from __future__ import annotations

import json
import random
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from opening_hours import OpeningHours, State

from commun_orientation_ssg.holidays import ZONES, public_holidays
from commun_orientation_ssg.hours import Closure, HolidayRule, Span, Week, is_open, next_change, to_browser, to_osm

pytestmark = pytest.mark.node

JS = Path(__file__).resolve().parent.parent / "themes" / "default" / "js"
YEARS = range(2026, 2032)
TIMES = {
    "metropole": "Europe/Paris", "alsace-moselle": "Europe/Paris", "guadeloupe": "America/Guadeloupe",
    "martinique": "America/Martinique", "guyane": "America/Cayenne", "la-reunion": "Indian/Reunion",
    "mayotte": "Indian/Mayotte", "saint-barthelemy": "America/St_Barthelemy", "saint-martin": "America/Marigot",
    "saint-pierre-et-miquelon": "America/Miquelon", "wallis-et-futuna": "Pacific/Wallis",
    "polynesie-francaise": "Pacific/Tahiti", "nouvelle-caledonie": "Pacific/Noumea",
}  # fmt: skip
EPOCH = datetime(1970, 1, 1)


def ask(script: str, asked: Any) -> Any:
    """Run a few lines that turn `asked` into `answers`, with the scripts of the page at hand."""
    code = f"""
        const calendar = require({json.dumps(str(JS / "calendar.js"))});
        const hours = require({json.dumps(str(JS / "open-now.js"))});
        const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        {script}
        process.stdout.write(JSON.stringify(answers));
    """
    done = subprocess.run(
        ["node", "-e", code], input=json.dumps(asked), capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def milliseconds(moment: datetime) -> int:
    """Return a wall clock's time as the page counts it."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def random_week(dice: random.Random) -> Week:
    """Return a week as offices have them, and a few that none has: nights, days in words, holidays of their own."""
    pool: list[tuple[Span, ...]] = [(), (Span(0, 1440),), (Span(0, 360), Span(1320, 1440))]
    for _ in range(3):
        bounds = sorted(dice.sample(range(289), dice.choice((2, 2, 4, 6))))
        pool.append(tuple(Span(5 * a, 5 * b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)))
    rule = dice.choice(list(HolidayRule))
    own = pool[3] if rule is HolidayRule.OWN else ()
    unsure = tuple(sorted(dice.sample(range(7), dice.choice((0, 0, 1, 7)))))
    text = "sur rendez-vous" if unsure or rule is HolidayRule.UNKNOWN else None
    return Week(tuple(dice.choice(pool) for _ in range(7)), rule, own, unsure, text)


def instants(dice: random.Random, zone: str, count: int) -> list[datetime]:
    """Return random minutes of six years, many of them near a public holiday or on the hour."""
    holidays = [day for year in YEARS for day, _ in public_holidays(year, zone)]
    found = []
    for rank in range(count):
        day = dice.choice(holidays) if rank % 3 == 0 else date(2026, 1, 1) + timedelta(days=dice.randrange(2000))
        minute = dice.choice((dice.randrange(1440), 60 * dice.randrange(24), 5 * dice.randrange(288)))
        found.append(datetime(day.year, day.month, day.day) + timedelta(minutes=minute))
    return found


def test_the_holidays_of_the_page_are_those_of_the_law() -> None:
    """Every day of fifteen years, in every zone."""
    script = """
        const answers = asked.map((zone) => {
          const found = [];
          for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2041, 0, 1); day += calendar.DAY) {
            if (calendar.isHoliday(zone, day)) { found.push(calendar.iso(day)); }
          }
          return found;
        });"""
    for zone, found in zip(ZONES, ask(script, list(ZONES)), strict=True):
        days = {day.isoformat() for year in range(2026, 2041) for day, _ in public_holidays(year, zone)}
        assert found == sorted(days), zone


@pytest.mark.parametrize("zone", ["metropole", "alsace-moselle", "la-reunion", "polynesie-francaise"])
def test_open_or_not_is_the_same_in_the_page(zone: str) -> None:
    """60 weeks, 60 instants each: open, closed or unknown, and the next change, with closures."""
    dice = random.Random(zone)
    holidays = {day for year in (*YEARS, 2032, 2033) for day, _ in public_holidays(year, zone)}
    asked, expected = [], []
    for _ in range(60):
        week = random_week(dice)
        start = date(2026, 1, 1) + timedelta(days=dice.randrange(2000))
        closures = [Closure(start, start + timedelta(days=dice.randrange(20)))] if dice.random() < 0.3 else []
        closed = " ".join(f"{one.from_}/{one.to}" for one in closures)
        moments = instants(dice, zone, 60)
        asked.append([to_browser(week), zone, closed, [milliseconds(one) for one in moments]])
        for when in moments:
            change = next_change(week, when, holidays, closures, horizon_days=60)
            state = is_open(week, when, when.date() in holidays, closures)
            expected.append([state, None if change is None else milliseconds(change)])
    script = """
        const answers = [];
        asked.forEach(([week, zone, closed, moments]) => {
          const opening = hours.read(week, zone, closed);
          moments.forEach((when) => answers.push([hours.isOpen(opening, when), hours.nextChange(opening, when, 60)]));
        });"""
    assert ask(script, asked) == expected


def test_the_page_agrees_with_the_oracle() -> None:
    """opening-hours-py, which knows nothing of us, on a year in mainland France."""
    dice = random.Random(7)
    states = {State.OPEN: True, State.CLOSED: False, State.UNKNOWN: None}
    asked, expected = [], []
    for _ in range(40):
        week = random_week(dice)
        oracle = OpeningHours(to_osm(week), country="FR")
        moments = instants(dice, "metropole", 50)
        asked.append([to_browser(week), [milliseconds(one) for one in moments]])
        expected += [states[oracle.state(one)[0]] for one in moments]
    script = """
        const answers = [];
        asked.forEach(([week, moments]) => moments.forEach((when) => answers.push(hours.isOpen(hours.read(week, '', ''), when))));"""
    assert ask(script, asked) == expected


def test_the_clock_of_each_zone_is_right_with_and_without_intl() -> None:
    """Random instants of six years against the time zone database; without Intl, Saint-Pierre says it does not know."""
    dice = random.Random(3)
    moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=dice.randrange(6 * 525_600)) for _ in range(300)]
    # The last Sundays of March and October, minute by minute around 1 h UTC.
    for day in (datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)):
        moments += [day + timedelta(minutes=minute) for minute in (0, 59, 60, 61, 119, 120)]
    asked = [[zone, [int(one.timestamp() * 1000) for one in moments]] for zone in ZONES]
    script = """
        const broken = { DateTimeFormat: function () { throw new RangeError('unknown zone'); } };
        const answers = asked.map(([zone, moments]) => moments.map((now) => [
          calendar.wall(zone, now), calendar.wall(zone, now, null), calendar.wall(zone, now, broken)]));"""
    for zone, found in zip(ZONES, ask(script, asked), strict=True):
        for moment, (with_intl, without, broken) in zip(moments, found, strict=True):
            there = moment.astimezone(ZoneInfo(TIMES[zone])).replace(tzinfo=None, second=0, microsecond=0)
            assert with_intl == milliseconds(there), (zone, moment)
            assert without == broken == (None if zone.startswith("saint-pierre") else with_intl), (zone, moment)
