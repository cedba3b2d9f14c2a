"""French opening hours to intervals and back: pure, without clock or file."""

from __future__ import annotations

from .reading import Entry, parse_hours
from .week import DAYS, Closure, HolidayRule, Span, Week, is_open, next_change
from .writing import from_osm, table, to_browser, to_osm, to_schema_org

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
