"""Walking journeys: who can reach what. A graph is step key -> the answers shown to one class of residents. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .conditions import Always, Expression, classes, decide
from .model import Answer, Guard, Outcome, Question, Site

__all__ = [
    "Graph",
    "Route",
    "graph_for",
    "guards_of",
    "leading_to_outcome",
    "reach",
    "residents",
    "starts",
    "whole_graph",
    "without_guarded",
]

Graph = Mapping[str, tuple[Answer, ...]]
"""Step key ("journey/step") -> the answers shown there; an outcome has none."""


@dataclass(frozen=True, slots=True)
class Route:
    """A shortest way from a start to a step: the answers chosen, in order."""

    start: str
    answers: tuple[Answer, ...]


def guards_of(site: Site) -> list[Expression]:
    """Return the condition of every answer that has one."""
    return [answer.guard.expression for answers in whole_graph(site).values() for answer in answers if answer.guard]


def residents(site: Site) -> Iterator[dict[str, str]]:
    """Yield the facts of each class of residents and places that the site's conditions tell apart."""
    yield from classes(guards_of(site))


def whole_graph(site: Site) -> Graph:
    """Return the graph of all answers, as if every condition held."""
    return {
        key: step.answers if isinstance(step, Question) else ()
        for journey in site.journeys.values()
        for key, step in journey.steps.items()
    }


def without_guarded(graph: Graph) -> Graph:
    """Return the graph of the answers that everybody sees."""
    return _filtered(graph, lambda guard: False)


def graph_for(graph: Graph, facts: Mapping[str, str]) -> Graph:
    """Return the part of a whole graph that a resident with these facts walks."""

    def holds(guard: Guard) -> bool:
        left = decide(guard.expression, facts)
        return not isinstance(left, Always) or left.holds

    return _filtered(graph, holds)


def _filtered(graph: Graph, holds: Callable[[Guard], bool]) -> Graph:
    """Return the graph without the guarded answers that do not hold."""
    changed = {
        key: tuple(answer for answer in answers if answer.guard is None or holds(answer.guard))
        for key, answers in graph.items()
        if any(answer.guard for answer in answers)
    }
    return {**graph, **changed}


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
    steps = (item for journey in site.journeys.values() for item in journey.steps.items())
    todo = [key for key, step in steps if isinstance(step, Outcome)]
    found = set(todo)
    while todo:
        for parent in parents.get(todo.pop(), ()):
            if parent not in found:
                found.add(parent)
                todo.append(parent)
    return frozenset(found)
