"""Texts that a tired person will not read to the end.

Why: at the counter and on a phone, people read the first line and look for the number.
Rejected:  a question with 14 answers; an outcome with 900 characters before the first step.
Accepted:  at most 8 answers, 6 steps, 700 characters of text, 90 characters for an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..model import Outcome, Question, Site

TOO_MANY_ANSWERS = Rule(
    "too-many-answers",
    Severity.WARNING,
    Bilingual(
        "cette question a {count} réponses : {limit} au plus se lisent d'un coup d'œil",
        "{count} answers; at most {limit} are read at a glance",
    ),
    help=Bilingual("regroupez-les, puis posez une seconde question", "group them, then ask a second question"),
)
TOO_MANY_STEPS = Rule(
    "too-many-steps",
    Severity.WARNING,
    Bilingual(
        "ce résultat demande {count} choses à faire : {limit} au plus",
        "this outcome asks {count} things: {limit} at most",
    ),
    help=Bilingual(
        "gardez les premières ; le service dira la suite", "keep the first ones; the service will say the rest"
    ),
)
LONG_TEXT = Rule(
    "long-text",
    Severity.WARNING,
    Bilingual(
        "ce texte fait {length} caractères : {limit} au plus", "this text is {length} characters long: {limit} at most"
    ),
    help=Bilingual("dites d'abord ce qu'il faut faire, retirez le reste", "say first what to do, remove the rest"),
)
ANSWERS, STEPS, TEXT, ANSWER = 8, 6, 700, 90


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each question, answer or outcome over its measure."""
    for journey in site.journeys.values():
        for step in journey.steps.values():
            yield from _question(step) if isinstance(step, Question) else _outcome(step)


def _question(step: Question) -> Iterator[Diagnostic]:
    if len(step.answers) > ANSWERS:
        yield TOO_MANY_ANSWERS.at(step.location, count=len(step.answers), limit=ANSWERS)
    for answer in step.answers:
        if len(answer.text) > ANSWER:
            yield LONG_TEXT.at(answer.location, length=len(answer.text), limit=ANSWER)


def _outcome(step: Outcome) -> Iterator[Diagnostic]:
    if len(step.steps) > STEPS:
        yield TOO_MANY_STEPS.at(step.location, count=len(step.steps), limit=STEPS)
    for text in (step.text, step.after, step.recourse):
        if text is not None and len(text.value) > TEXT:
            yield LONG_TEXT.at(text.location, length=len(text.value), limit=TEXT)
