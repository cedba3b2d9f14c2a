"""`commun search`: one query, or a file of them, to text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..project import ProjectError
from ..refusal import Refusal
from .evaluation import evaluate, read_cases
from .index import Index
from .numbers import line_of
from .ranking import Answer, search

__all__ = ["searched"]

_EMERGENCY = {
    "listed": ("une réponse urgente est dans la liste", "an emergency stands in the list"),
    "block": ("les numéros d'urgence sont affichés", "the emergency numbers are shown"),
    "banner": ("une alerte urgente est affichée en premier", "an emergency banner comes first"),
}


def searched(
    index: Index, query: str | None, queries: Path | None, *, format_: str = "text", english: bool = False
) -> str:
    """Return the answer to `query`, or the answers and figures of the file `queries`, as text or JSON.

    Raises:
        Refusal: nothing to search.
        ProjectError: the file cannot be read.
    """
    if (query is None) == (queries is None):
        raise Refusal("donnez une phrase, ou --queries FICHIER", "give a phrase, or --queries FILE")
    if queries is not None:
        report = evaluate(read_cases(_text(queries)), index)
        return _json(report) if format_ == "json" else "\n".join(_figures(report["summary"], english))
    answer = search(query or "", index)
    return (
        _json(_values(query or "", answer, index)) if format_ == "json" else "\n".join(_lines(answer, index, english))
    )


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise ProjectError(f"le fichier « {path} » ne se lit pas", f"the file “{path}” cannot be read") from problem


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _values(query: str, answer: Answer, index: Index) -> dict[str, Any]:
    return {
        "query": query,
        "results": [
            {"need": index.ids[need], "title": index.needs[need][0], "score": score} for need, score in answer.results
        ],
        "emergency": answer.emergency,
        "clarify": [choice.text for choice in answer.choices],
        "abstained": answer.abstained,
        "language": answer.language,
        "place": answer.place,
        "lines": [dict(zip(("label", "display", "address"), line_of(one, index), strict=True)) for one in answer.lines],
    }


def _lines(answer: Answer, index: Index, english: bool) -> Iterator[str]:
    if answer.emergency != "none":
        yield f"! {_EMERGENCY[answer.emergency][english]}"
    for label, display, address in (line_of(one, index) for one in answer.lines):
        yield f"☎ {display}: {label}  ({address})" if english else f"☎ {display} : {label}  ({address})"
    if answer.abstained:
        yield "No answer is sure enough." if english else "Aucune réponse n'est assez sûre."
    if answer.choices:
        yield "A question is asked first:" if english else "Une question est posée d'abord :"
        yield from (f"  ? {choice.text}" for choice in answer.choices)
    for place, (need, score) in enumerate(answer.results, 1):
        yield f"{place}. {index.needs[need][0]}  ({index.ids[need]}, {score})"


def _figures(summary: dict[str, Any], english: bool) -> Iterator[str]:
    hits = {"": summary["in_scope"], **{kind: line for kind, line in summary["by_kind"].items() if line["queries"]}}
    yield f"{'':20}{'n':>5}{'hit@1':>8}{'hit@3':>8}{'MRR':>8}"
    for kind, line in hits.items():
        name = kind or ("in scope" if english else "dans le champ")
        yield f"{name:20}{line['queries']:5}{line['hit_1']:8}{line['hit_3']:8}{line['mrr']:8}"
    words = (
        ("out_of_scope_answered", "hors champ, répondu", "out of scope, answered"),
        ("wrongly_refused", "dans le champ, refusé", "in scope, refused"),
        ("clarified", "dans le champ, question", "in scope, question"),
        ("emergency_shown", "urgences montrées", "emergencies shown"),
        ("false_alarms", "fausses alertes", "false alarms"),
    )
    for key, french, english_words in words:
        yield f"{english_words if english else french:26}{summary[key]:8} %"
