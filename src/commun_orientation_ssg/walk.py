"""Walking journeys: who can reach what. A graph is step key -> the answers shown to one class of residents. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .conditions import Always, Expression, classes, decide
from .model import Answer, Outcome, Question, Site

__all__ = ["Graph", "Route", "graph_for", "reach", "residents", "starts"]

Graph = Mapping[str, tuple[Answer, ...]]
"""Step key ("journey/step") -> the answers shown there; an outcome has none."""


@dataclass(frozen=True, slots=True)
class Route:
    """A shortest way from a start to a step: the answers chosen, in order."""

    start: str
    answers: tuple[Answer, ...]


def residents(site: Site) -> Iterator[dict[str, str]]:
    """Yield the facts of each class of residents and places that the site's conditions tell apart."""
    guards: list[Expression] = []
    for journey in site.journeys.values():
        for step in journey.steps.values():
            if isinstance(step, Question):
                guards += [answer.guard.expression for answer in step.answers if answer.guard]
    yield from classes(guards)


def graph_for(site: Site, facts: Mapping[str, str]) -> Graph:
    """Return the graph that a resident with these facts walks."""
    return {
        key: tuple(answer for answer in step.answers if _shown(answer, facts)) if isinstance(step, Question) else ()
        for journey in site.journeys.values()
        for key, step in journey.steps.items()
    }


def _shown(answer: Answer, facts: Mapping[str, str]) -> bool:
    if answer.guard is None:
        return True
    left = decide(answer.guard.expression, facts)
    return not isinstance(left, Always) or left.holds


def starts(site: Site) -> list[str]:
    """Return every step where a resident can begin: needs, entries, and the start of each journey; each once."""
    found = [need.target for need in site.needs.values()]
    found += [entry.start for entry in site.entries if entry.start]
    found += [journey.start for journey in site.journeys.values()]
    return list(dict.fromkeys(found))


def reach(graph: Graph, begin: Iterable[str]) -> dict[str, Route]:
    """Return every step one can reach, with a shortest route to it, breadth first."""
    found: dict[str, Route] = {}
    todo: deque[str] = deque()
    for start in begin:
        if start not in found:
            found[start] = Route(start, ())
            todo.append(start)
    while todo:
        key = todo.popleft()
        route = found[key]
        for answer in graph.get(key, ()):
            if answer.target not in found:
                found[answer.target] = Route(route.start, (*route.answers, answer))
                todo.append(answer.target)
    return found


def leading_to_outcome(site: Site, graph: Graph) -> frozenset[str]:
    """Return the steps from which at least one outcome can be reached."""
    parents: dict[str, list[str]] = {}
    for key, answers in graph.items():
        for answer in answers:
            parents.setdefault(answer.target, []).append(key)
    todo = [key for journey in site.journeys.values() for key, step in journey.steps.items() if isinstance(step, Outcome)]
    found = set(todo)
    while todo:
        for parent in parents.get(todo.pop(), ()):
            if parent not in found:
                found.add(parent)
                todo.append(parent)
    return frozenset(found)
