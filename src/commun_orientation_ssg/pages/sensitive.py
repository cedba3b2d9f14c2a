"""A sensitive journey to its neutral pages: the steps nested in one another, so that no choice changes the address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import count

from .. import context as c
from ..model import Answer, Question, Site
from ..permalinks import Permalinks
from .heads import HOME, NEUTRAL_TITLE, head
from .internals import ForAgents
from .outcomes import Outcomes
from .steps import choice

__all__ = ["Sensitive"]

MAX_NESTED = 400
"""Steps nested in one sensitive page before answers become links."""


class Sensitive:
    """Makes the neutral pages of a site."""

    def __init__(self, site: Site, links: Permalinks, outcomes: Outcomes, agents: ForAgents) -> None:
        self._site, self._links, self._outcomes, self._agents = site, links, outcomes, agents

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """Sensitive steps that something outside leads to: each is the top of a neutral page."""
        return tuple(dict.fromkeys(key for key in self._ways_in() if key in self._links.sensitive))

    def _ways_in(self) -> Iterator[str]:
        """Yield the steps that something leads to, but for a sensitive answer to the next step of its journey."""
        for need in self._site.needs.values():
            yield need.target
        for entry in self._site.entries:
            yield entry.start
        for journey in self._site.journeys.values():
            yield journey.start
            for key, step in journey.steps.items():
                inside = key in self._links.sensitive
                for answer in step.answers if isinstance(step, Question) else ():
                    if not (inside and answer.target.startswith(f"{journey.id}/")):
                        yield answer.target

    def top(self, key: str) -> str:
        """Return the step whose page shows `key`: a sensitive one without a page is nested from the start."""
        nested = key in self._links.sensitive and key not in self.starts
        return self._site.journeys[key.partition("/")[0]].start if nested else key

    def pages(self) -> Iterator[c.SensitivePage]:
        """Yield each neutral page."""
        for key in self.starts:
            body = _Nest(self._site, self._links, self._outcomes, self._agents).body(key)
            heading = body.ask if isinstance(body, c.QuestionBody) else body.title
            yield c.SensitivePage(
                *head(self._site.partner, self._links.step(key), heading, NEUTRAL_TITLE),
                back=HOME,
                discreet=True,
                step=body,
            )


class _Nest:
    """Writes the steps of one page, each under the answer that leads to it, with neutral names of their own."""

    def __init__(self, site: Site, links: Permalinks, outcomes: Outcomes, agents: ForAgents) -> None:
        self._site, self._links, self._outcomes, self._agents = site, links, outcomes, agents
        self._left = MAX_NESTED
        self._questions = (f"e{number}" for number in count(1))
        self._wordings = (f"r{number}" for number in count(1))

    def body(self, key: str, above: tuple[str, ...] = ()) -> c.QuestionBody | c.OutcomeBody:
        """Return a step with all that follows it.

        Args:
            above: the steps that it is nested in: an answer that goes back to one of them is a link.
        """
        step = self._site.step(key)
        if not isinstance(step, Question):
            return self._outcomes.body(step, self._wordings)
        name = next(self._questions)
        choices = tuple(self._choice(answer, (*above, key)) for answer in step.answers)
        return c.QuestionBody(step.ask, step.help, choices, name, self._agents.note(key))

    def _choice(self, answer: Answer, above: tuple[str, ...]) -> c.Choice:
        target = answer.target
        journey, _, _ = above[0].partition("/")
        inside = target in self._links.sensitive and target.startswith(f"{journey}/") and target not in above
        if not inside or self._left <= 0:
            return choice(answer, self._links.step(target))
        self._left -= 1
        return choice(answer, "", self.body(target, above))
