"""The page of an entry: what it has answered already, the first question left, its topics before the others."""

from __future__ import annotations

from itertools import takewhile

from .. import context as c
from ..model import Answer, Entry, Question, Site, Step
from ..permalinks import Permalinks
from .heads import HOME, head
from .needs import Needs
from .steps import Steps

__all__ = ["entry_page", "entry_path"]

_AUDIENCES = {
    "proche": "Vous cherchez pour un proche.",
    "témoin": "Vous êtes témoin d'une situation.",
    "agent": "Pour les agents : vous orientez quelqu'un au téléphone ou au guichet.",
}


def entry_path(entry: Entry) -> str:
    """Return the path of the page of an entry."""
    return f"entrees/{entry.id}/index.html"


def entry_page(entry: Entry, site: Site, links: Permalinks, needs: Needs, steps: Steps) -> c.EntryPage:
    """Return the page of an entry; a sensitive question is asked on its neutral page."""
    walked, start = _walked(entry, site, links)
    asked = start if isinstance(start, Question) and start.key not in links.sensitive else None
    journey, _, name = asked.key.partition("/") if asked is not None else ("", "", "")
    inside = {  # the last ones, in the journey of the question that is asked
        question.key: answer.id
        for question, answer in takewhile(lambda item: item[0].key.startswith(f"{journey}/"), reversed(walked))
    }
    given = tuple(
        c.GivenAnswer(
            question.ask,
            answer.text,
            links.step(question.key),
            question.key.partition("/")[2] if question.key in inside else "",
        )
        for question, answer in walked
    )
    return c.EntryPage(
        *head(site.partner, entry_path(entry), entry.title),
        back=HOME,
        intro=entry.intro,
        audience=_AUDIENCES.get(entry.audience, ""),
        audience_id=entry.audience,
        given=given,
        question=steps.question(asked) if asked is not None else None,
        start=c.Tile("Commencer", links.step(start.key)) if start is not None and asked is None else None,
        step=next(reversed(inside), asked.key) if asked is not None else "",
        asked=name,
        answers=",".join(f"{key}:{answer}" for key, answer in reversed(inside.items())),
        topics=needs.topic_tiles(entry.topics),
        other_topics=needs.topic_tiles(tuple(id for id in needs.topics if id not in entry.topics)),
    )


def _walked(entry: Entry, site: Site, links: Permalinks) -> tuple[tuple[tuple[Question, Answer], ...], Step | None]:
    """Return what an entry has answered already, and the first step left; a sensitive question is always asked."""
    given: dict[str, tuple[Question, Answer]] = {}
    step = site.step(entry.start) if entry.start else None
    while isinstance(step, Question) and step.key not in links.sensitive:
        wanted = entry.answers.get(step.key)
        answer = next((answer for answer in step.answers if answer.id == wanted), None)
        if answer is None or step.key in given:
            break
        given[step.key] = (step, answer)
        step = site.step(answer.target)
    return tuple(given.values()), step
