"""The table of what pages cost, and what the budgets say of it: rows to Markdown, nothing measured here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

__all__ = ["table", "verdicts"]

Row = dict[str, Any]
_REFERENCES = ("plain page", "DSFR page")
_FIRST = ("home", "entry", "question")
"""Pages on which a resident meets the first question."""


def _weight(row: Row, *keys: str) -> float | None:
    own = row.get("weights")
    return sum(own[key] for key in keys) / 1024 if own else None


def _kb(value: float | None) -> str:
    return f"{value:.1f}" if value else ""


def _to_paint(row: Row) -> str:
    own = row.get("weights")
    return f"{own['paint'] / 1024:.1f} / {own['painted_from']} / {own['blocking']}" if own else ""


def _with_scripts(row: Row) -> str:
    if "widget" in row:
        return f"widget.js {row['widget'] / 1024:.2f}"
    own = row.get("weights")
    return f"{_kb(_weight(row, 'paint', 'scripts'))} / {own['files']}" if own else ""


def _later(row: Row) -> str:
    parts = [_kb(_weight(row, kind)) or "0" for kind in ("all", "touched", "journey")]
    return " / ".join(parts) if "weights" in row else ""


_COLUMNS: dict[str, Callable[[Row], Any]] = {
    "page": lambda row: row["name"],
    "to paint: KB / requests / blocking scripts": _to_paint,
    "with scripts: KB / requests": _with_scripts,
    "later, KB: for all / touched / journey": _later,
    "search, KB": lambda row: _kb(_weight(row, "search")),
    "perf / a11y / practices": lambda row: f"{row['perf']} / {row['a11y']} / {row['practices']}",
    "LCP s": lambda row: f"{row['lcp_s']:.2f}",
    "TBT ms": lambda row: f"{row['tbt_ms']:.0f}",
    "CLS": lambda row: f"{row['cls']:.3f}",
    "all: requests, KB": lambda row: f"{row['requests']}, {row['bytes'] / 1024:.0f}",
    "elements": lambda row: row["elements"],
    "EcoIndex": lambda row: f"{row['eco']:.0f}",
    "axe": lambda row: len(row["axe"]),
    "cookies, third parties, policy": lambda row: (
        f"{row['cookies']}, {len(row['third_parties'])}, {len(row['policy'])}"
    ),
}
"""Column -> its cell; bytes are those a server sends, compressed."""


def _line(cells: Iterable[Any]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def table(rows: list[Row]) -> list[str]:
    """Return the lines of the table, then those of what axe, Lighthouse or the policy complained of on our pages."""
    troubles = [
        f"- {row['name']}: {what}"
        for row in rows
        if row["name"] not in _REFERENCES
        for what in (*row["axe"], *row["failed"], *row["policy"], *row["third_parties"])
    ]
    cells = [_line(cell(row) for cell in _COLUMNS.values()) for row in rows]
    return [_line(_COLUMNS), f"|{'---|' * len(_COLUMNS)}", *cells, *(["", *troubles] if troubles else [])]


@dataclass(frozen=True, slots=True)
class Budget:
    """A line of the budgets: what is measured on a page, its limit and its aim.

    Args:
        measure: the value on a row, given the floor's row too; None where it has no sense.
        digits: how many after the point are written, and compared.
        at_least: True when more is better.
    """

    name: str
    unit: str
    must: float
    aim: float
    measure: Callable[[Row, Row], float | None]
    digits: int = 0
    at_least: bool = False

    def keeps(self, value: float, limit: float) -> bool:
        """Return whether a value is within a limit."""
        return value >= limit if self.at_least else value <= limit

    def shown(self, value: float) -> str:
        """Return a value as it is written, with its unit."""
        return f"{round(value, self.digits):g} {self.unit}".strip()


def _on_first(measure: Callable[[Row], float | None]) -> Callable[[Row, Row], float | None]:
    return lambda row, _floor: measure(row) if row["name"].rsplit(", ", 1)[-1] in _FIRST else None


BUDGETS = (
    Budget("to paint the first question", "KB", 10, 6, _on_first(lambda row: _weight(row, "paint")), 1),
    Budget("requests before it", "", 1, 1, _on_first(lambda row: row["weights"]["painted_from"])),
    Budget("blocking scripts", "", 0, 0, _on_first(lambda row: row["weights"]["blocking"])),
    Budget(
        "with scripts, those that come later to all too",
        "KB",
        14,
        11,
        _on_first(lambda row: _weight(row, "paint", "scripts", "all")),
        1,
    ),
    Budget(
        "requests with them", "", 3, 2, _on_first(lambda row: row["weights"]["files"] + row["weights"]["later_files"])
    ),
    Budget(
        "search, asked for later (for 1,000 services)",
        "KB",
        120,
        100,
        lambda row, _: _weight(row, "search") or None,
        1,
    ),
    Budget("widget.js", "KB", 2, 1, lambda row, _: row["widget"] / 1024 if "widget" in row else None, 2),
    Budget("Lighthouse, performance", "", 100, 100, lambda row, _: row["perf"], at_least=True),
    Budget("Lighthouse, accessibility", "", 100, 100, lambda row, _: row["a11y"], at_least=True),
    Budget("Lighthouse, best practices", "", 100, 100, lambda row, _: row["practices"], at_least=True),
    Budget("axe, frames too", "", 0, 0, lambda row, _: len(row["axe"])),
    Budget("EcoIndex", "", 93, 93, lambda row, _: row["eco"], at_least=True),
    Budget("LCP on slow 4G", "s", 0.9, 0.75, lambda row, _: row["lcp_s"], 2),
    Budget("TBT above the plain page", "ms", 0, 0, lambda row, floor: max(0, row["tbt_ms"] - floor["tbt_ms"])),
    Budget("CLS until the first tap", "", 0, 0, lambda row, _: row["cls"], 3),
    Budget("cookies", "", 0, 0, lambda row, _: row["cookies"]),
    Budget("third parties", "", 0, 0, lambda row, _: len(row["third_parties"])),
    Budget("complaints of the policy", "", 0, 0, lambda row, _: len(row["policy"])),
)
"""The budgets of a page, in the order of the table."""


def _verdict(budget: Budget, rows: list[Row], floor: Row) -> str | None:
    found = [
        (round(value, budget.digits), row["name"]) for row in rows if (value := budget.measure(row, floor)) is not None
    ]
    if not found:
        return None
    worst, where = (min if budget.at_least else max)(found, key=lambda one: one[0])
    missed = sum(not budget.keeps(value, budget.must) for value, _ in found)
    reached = sum(budget.keeps(value, budget.aim) for value, _ in found)
    said = f"**missed** on {missed} of {len(found)} pages" if missed else "kept"
    said += "" if missed or reached == len(found) else f", the aim on {reached} of {len(found)} pages"
    place = "" if worst == budget.aim else where
    return _line((budget.name, *map(budget.shown, (budget.must, budget.aim, worst)), place, said))


def verdicts(rows: list[Row]) -> list[str]:
    """Return the lines that say of each budget whether the worst of our pages keeps it."""
    floor = next((row for row in rows if row["name"] == "plain page"), None)
    ours = [row for row in rows if row["name"] not in _REFERENCES]
    if floor is None or not ours:
        return []
    lines = [line for budget in BUDGETS if (line := _verdict(budget, ours, floor))]
    return [_line(("budget", "must", "aim", "worst", "on", "verdict")), f"|{'---|' * 6}", *lines]
