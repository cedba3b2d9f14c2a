"""Queries with their expected needs, to answers and figures: what referents, checks and benchmarks share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .index import Index
from .ranking import Answer, search

__all__ = ["Case", "answered", "evaluate", "read_cases", "summary"]


@dataclass(frozen=True, slots=True)
class Case:
    """One query: `needs` are the accepted ids, the best first; empty when nothing should answer."""

    query: str
    needs: tuple[str, ...]
    kind: str


def read_cases(text: str) -> Iterator[Case]:
    """Read tab-separated lines: query, need_id (`a|b` accepts several, `-` none), kind, note; the first names them."""
    lines = [line for line in text.splitlines() if line.strip()]
    head = lines[0].split("\t") if lines else []
    named = head[0].strip().lower() == "query" if head else False
    for line in lines[1:] if named else lines:
        cells = [*(cell.strip() for cell in line.split("\t")), "", "", ""]
        kind = cells[2] or "plain"
        absent = kind == "out-of-scope" or cells[1] in ("", "-", "out-of-scope")
        yield Case(cells[0], () if absent else tuple(one.strip() for one in cells[1].split("|")), kind)


def answered(case: Case, answer: Answer, index: Index) -> dict[str, Any]:
    """Return one line of the report."""
    return {
        "query": case.query,
        "kind": case.kind,
        "results": [index.ids[need] for need, _ in answer.results],
        "emergency": answer.emergency,
        "clarify": bool(answer.choices),
        "abstained": answer.abstained,
    }


def evaluate(cases: Iterable[Case], index: Index) -> dict[str, Any]:
    """Search each query; return {"queries": [...], "summary": {...}}."""
    cases = list(cases)
    lines = [answered(case, search(case.query, index), index) for case in cases]
    return {"queries": lines, "summary": summary(cases, lines)}


def summary(cases: Sequence[Case], lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures of issue 3 C as percents (MRR as a fraction): over all, and for each kind."""
    pairs = list(zip(cases, lines, strict=True))
    inside = [pair for pair in pairs if pair[0].needs]
    outside = [pair for pair in pairs if not pair[0].needs]
    danger = [line for case, line in pairs if case.kind in ("emergency", "oblique")]
    calm = [line for case, line in pairs if case.kind not in ("emergency", "oblique")]
    alarm = [line for line in calm if _is_alarm(line)]
    kinds = sorted({case.kind for case in cases})
    return {
        "queries": len(pairs),
        "in_scope": _hits(inside),
        "by_kind": {kind: _hits([pair for pair in inside if pair[0].kind == kind]) for kind in kinds},
        "out_of_scope_answered": _percent(sum(not line["abstained"] for _, line in outside), len(outside)),
        "wrongly_refused": _percent(sum(line["abstained"] for _, line in inside), len(inside)),
        "clarified": _percent(sum(line["clarify"] for _, line in inside), len(inside)),
        "emergency_shown": _percent(sum(line["emergency"] != "none" for line in danger), len(danger)),
        "false_alarms": _percent(len(alarm), len(calm)),
        "alarms_by_kind": {
            kind: _percent(sum(_is_alarm(line) for line in of_kind), len(of_kind))
            for kind in kinds
            if (of_kind := [line for line in lines if line["kind"] == kind])
        },
    }


def _is_alarm(line: dict[str, Any]) -> bool:
    """Tell whether the emergency numbers come before an answer: under a question or no answer they always stand."""
    level = line["emergency"]
    return bool(level == "banner" or (level == "block" and not line["abstained"] and not line["clarify"]))


def _hits(pairs: Sequence[tuple[Case, dict[str, Any]]]) -> dict[str, float | int]:
    places = [next((n for n, need in enumerate(line["results"], 1) if need in case.needs), 0) for case, line in pairs]
    count = len(places)
    return {
        "queries": count,
        "hit_1": _percent(sum(place == 1 for place in places), count),
        "hit_3": _percent(sum(0 < place <= 3 for place in places), count),
        "mrr": round(sum(1 / place for place in places if place) / count, 3) if count else 0.0,
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
