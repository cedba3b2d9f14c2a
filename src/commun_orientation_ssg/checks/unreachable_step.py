"""A step that no need, no entry and no answer leads to.

Why: somebody wrote it, nobody will read it; most often an answer points to the wrong place.
Rejected:  an outcome `fsl` that no `next:` names.
Accepted:  the same, once an answer has `next: fsl`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Site
from ..walk import reach, starts, whole_graph

UNREACHABLE = Rule(
    "unreachable-step",
    Severity.WARNING,
    Bilingual("rien ne mène à l'étape « {key} »", "nothing leads to the step “{key}”"),
    help=Bilingual(
        "faites-y mener une réponse ou un besoin, ou retirez-la", "make an answer or a need lead to it, or remove it"
    ),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each step out of reach whatever the conditions."""
    reached = reach(whole_graph(site), starts(site))
    for journey in site.journeys.values():
        for key, step in journey.steps.items():
            if key not in reached:
                yield UNREACHABLE.at(step.location, key=key)
