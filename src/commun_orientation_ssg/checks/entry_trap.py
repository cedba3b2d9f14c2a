"""An entry must open a way in, never close the others.

Why: an entry says where a resident probably comes from ("espace social"); it must not decide for them. Answers given in
advance that leave no question at all put everyone on one outcome.
Rejected:  `start: logement/situation` with `answers:` that lead straight to an outcome.
Accepted:  the same start with at least one question left to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Entry, Outcome, Question, Site

ENTRY_TRAP = Rule(
    "entry-trap",
    Severity.ERROR,
    Bilingual(
        "l'entrée « {title} » mène tout le monde au même endroit", "the entry “{title}” leads everyone to one place"
    ),
    Bilingual("au moins une question posée à la personne", "at least one question asked"),
    Bilingual("retirez une des réponses données d'avance", "remove one of the answers given in advance"),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each entry whose given answers end on an outcome, or turn in circles."""
    for entry in site.entries:
        if entry.start and _is_trap(site, entry):
            yield ENTRY_TRAP.at(entry.location, title=entry.title)


def _is_trap(site: Site, entry: Entry) -> bool:
    key, seen = entry.start, set()
    while key not in seen:
        seen.add(key)
        step = site.step(key)
        if isinstance(step, Outcome):
            return True
        chosen = _chosen(step, entry)
        if chosen is None:
            return False
        key = chosen
    return True


def _chosen(step: Question, entry: Entry) -> str | None:
    given = entry.answers.get(step.key)
    return next((answer.target for answer in step.answers if answer.id == given), None)
