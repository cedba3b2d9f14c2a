"""An outcome that gives nothing to do is a dead end.

Why: the person has answered our questions and is left where they were.
Rejected:  an outcome with a title, and neither steps, nor text, nor a sentence to say.
Accepted:  the same with `steps:` or `tell:`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Outcome, Site

DEAD_END = Rule(
    "dead-end",
    Severity.ERROR,
    Bilingual("« {title} » ne dit pas quoi faire", "“{title}” does not say what to do"),
    Bilingual("des étapes, un texte, ou ce qu'il faut dire en appelant", "steps, a text, or what to say when calling"),
    Bilingual("ajoutez « steps: » ou « tell: »", "add `steps:` or `tell:`"),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each outcome without steps, text and sentence."""
    for journey in site.journeys.values():
        for step in journey.steps.values():
            if isinstance(step, Outcome) and not (step.steps or step.text or step.tell):
                yield DEAD_END.at(step.location, title=step.title)
