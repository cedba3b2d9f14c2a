"""What `make audit` writes of the budgets: a missed one is said missed, with the page that misses it most."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest


def row(name: str, **other: Any) -> dict[str, Any]:
    """Return a page that keeps every budget, but for what is said."""
    weights = {"paint": 5000, "painted_from": 1, "blocking": 0, "scripts": 4000, "files": 2}
    weights |= {"all": 0, "touched": 0, "search": 0, "journey": 0, "later_files": 0}
    kept = {
        "perf": 100,
        "a11y": 100,
        "practices": 100,
        "lcp_s": 0.7,
        "tbt_ms": 5,
        "cls": 0,
        "requests": 2,
        "bytes": 9000,
    }
    found = {"elements": 60, "eco": 94, "axe": [], "failed": [], "policy": [], "third_parties": [], "cookies": 0}
    return {"name": name, "weights": weights, **kept, **found, **other}


@pytest.fixture(scope="module")
def said(root: Path) -> dict[str, Any]:
    """The names of the module that writes the table."""
    return runpy.run_path(str(root / "bench" / "audit" / "table.py"), run_name="audit_table")


def verdict(said: dict[str, Any], budget: str, *rows: dict[str, Any]) -> str:
    (line,) = [line for line in said["verdicts"]([row("plain page"), *rows]) if line.startswith(f"| {budget} |")]
    return str(line)


@pytest.mark.parametrize(
    ("budget", "page"),
    [
        ("EcoIndex", {"eco": 92.4}),
        ("LCP on slow 4G", {"lcp_s": 0.91}),
        ("TBT above the plain page", {"tbt_ms": 6}),
        ("CLS until the first tap", {"cls": 0.001}),
        ("axe, frames too", {"axe": ["color-contrast"]}),
        ("complaints of the policy", {"policy": ["Refused to load"]}),
    ],
)
def test_a_missed_budget_is_said_missed(said: dict[str, Any], budget: str, page: dict[str, Any]) -> None:
    """On one page of two, and which; its twin keeps it."""
    line = verdict(said, budget, row("var, home"), row("toulon, home", **page))
    assert "**missed** on 1 of 2 pages" in line
    assert "toulon, home" in line
    assert verdict(said, budget, row("var, home"), row("toulon, home")).endswith("| kept |")


def test_what_a_reference_costs_is_no_budget_of_ours(said: dict[str, Any]) -> None:
    """The page with the design system is measured beside, and blamed for nothing."""
    rows = [row("plain page"), row("DSFR page", perf=50, axe=["x"]), row("var, home", axe=["y"])]
    assert "**missed**" not in "".join(line for line in said["verdicts"](rows) if "performance" in line)
    assert [line for line in said["table"](rows) if line.startswith("- ")] == ["- var, home: y"]


def test_bytes_of_the_first_question_are_those_of_pages_that_ask_it(said: dict[str, Any]) -> None:
    """A heavy outcome is no first question."""
    heavy = {"weights": {**row("")["weights"], "paint": 20000}}
    assert verdict(said, "to paint the first question", row("var, home"), row("var, outcome", **heavy)).endswith(
        "kept |"
    )
    assert "**missed**" in verdict(said, "to paint the first question", row("var, entry", **heavy))


def test_scripts_that_come_later_to_all_count_with_the_page(said: dict[str, Any]) -> None:
    """What nobody asked for is paid by everybody; what one asks for is told apart."""
    weights = row("")["weights"]
    for kind, word in (("all", "**missed**"), ("touched", "kept"), ("journey", "kept")):
        page = row("var, home", weights={**weights, kind: 9000})
        assert word in verdict(said, "with scripts, those that come later to all too", page)
