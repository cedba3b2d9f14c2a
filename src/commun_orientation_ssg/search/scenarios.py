"""Scenarios that search: the phrases of a referent, to an error for each whose need is no longer found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..resolve import Bound
from .index import Index
from .ranking import search

__all__ = ["check_scenarios"]

SCENARIO_LOST = Rule(
    "scenario-lost",
    Severity.ERROR,
    Bilingual(
        "la recherche « {query} » ne trouve plus « {expected} » dans les trois premières réponses",
        "searching “{query}” no longer finds “{expected}” among the first three answers",
    ),
    Bilingual("« {expected} » parmi : {found}", "“{expected}” among: {found}"),
    Bilingual(
        "ajoutez ces mots aux mots du besoin (needs.yaml, words), ou corrigez ce qui est attendu",
        "add these words to those of the need (needs.yaml, words), or mend what is expected",
    ),
)


def check_scenarios(scenarios: Mapping[str, Bound], index: Index) -> Iterator[Diagnostic]:
    """Yield an error for each phrase whose expected need is not among the first three answers.

    Scenarios that walk, or that expect something else than a need, are left to other checks.
    """
    for bound in scenarios.values():
        query, expected = bound.doc.search, bound.doc.expect
        if query and expected in index.places:
            found = [index.ids[need] for need, _ in search(query, index).results[:3]]
            if expected not in found:
                yield SCENARIO_LOST.at(
                    bound.at("search"), query=query, expected=expected, found=", ".join(found) or "-"
                )
