"""The questions and outcomes that have a page of their own, and the data from which a page draws the next question."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from .. import context as c
from ..conditions import to_text
from ..model import Answer, Journey, Question, Site, Step
from ..permalinks import Permalinks
from ..steps import journey_script
from .heads import HOME, head
from .internals import ForAgents
from .outcomes import Outcomes

__all__ = ["Steps", "choice"]


class Steps:
    """Makes the pages of the steps of a site that are not sensitive."""

    def __init__(self, site: Site, links: Permalinks, outcomes: Outcomes, agents: ForAgents) -> None:
        self._site, self._links, self._outcomes, self._agents = site, links, outcomes, agents

    def pages(self) -> Iterator[tuple[str, c.Page]]:
        """Yield (template name, page) for each step, journey by journey."""
        for journey in self._site.journeys.values():
            for key, step in journey.steps.items():
                if key not in self._links.sensitive:
                    yield self._page(journey, step)

    def _page(self, journey: Journey, step: Step) -> tuple[str, c.Page]:
        data, _ = self.scripts.get(journey.id, ("", b""))
        path = self._links.step(step.key)
        if isinstance(step, Question):
            return "question", c.QuestionPage(
                *head(self._site.partner, path, step.ask),
                back=self._back(step.key),
                journey=journey.title,
                question=self.question(step),
                step=step.key,
                data=data,
            )
        return "outcome", c.OutcomePage(
            *head(self._site.partner, path, step.title),
            back=self._back(step.key),
            journey=journey.title,
            outcome=self._outcomes.body(step),
            step=step.key,
            data=data,
        )

    def question(self, step: Question) -> c.QuestionBody:
        """Return a question whose answers lead to other pages."""
        choices = tuple(choice(answer, self._links.step(answer.target), id=answer.id) for answer in step.answers)
        return c.QuestionBody(step.ask, step.help, choices, note_html=self._agents.note(step.key))

    def _back(self, key: str) -> c.Tile:
        parent = self._parents.get(key)
        if parent is None or parent in self._links.sensitive:
            return HOME
        return c.Tile("Question précédente", self._links.step(parent))

    @cached_property
    def _parents(self) -> dict[str, str]:
        """Step -> the first question that leads to it, breadth first from the start of its journey."""
        found: dict[str, str] = {}
        for journey in self._site.journeys.values():
            todo = [journey.start]
            for key in todo:
                step = self._site.step(key)
                for answer in step.answers if isinstance(step, Question) else ():
                    if answer.target not in found and answer.target != journey.start:
                        found[answer.target] = key
                        if answer.target.startswith(f"{journey.id}/"):
                            todo.append(answer.target)
        return found

    @cached_property
    def scripts(self) -> dict[str, tuple[str, bytes]]:
        """Journey -> path and content of the data that its pages load; a sensitive one has none."""
        shown = [
            journey
            for journey in self._site.journeys.values()
            if self._asks(journey) and not any(map(self._agents.note, journey.steps))  # a note needs a page
        ]
        return {journey.id: journey_script(journey, self._links) for journey in shown}

    def _asks(self, journey: Journey) -> bool:
        """Tell whether one of its questions has a page of its own."""
        return any(
            isinstance(step, Question) and key not in self._links.sensitive for key, step in journey.steps.items()
        )


def choice(answer: Answer, path: str, step: c.QuestionBody | c.OutcomeBody | None = None, id: str = "") -> c.Choice:
    """Return an answer.

    Args:
        path: where it leads; "" when `step`, nested under it, holds what follows.
        id: its name in its question; "" on a sensitive page.
    """
    guard = answer.guard
    words, when = (guard.words, to_text(guard.expression)) if guard else ("", "")
    return c.Choice(answer.text, path, answer.hint, answer.pictogram, words, when, step, id)
