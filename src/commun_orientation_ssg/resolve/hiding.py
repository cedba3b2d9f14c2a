"""What a partner hides: dropped with what led to it, listed with its reason, refused when it is vital."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..diagnostics import Diagnostic
from ..model import Hidden, Journey, Outcome, Question, Step
from ..overlay import HiddenItem, Layer
from ..tree import Mapping as Tree
from ..tree import Node, Text
from . import rules
from .making import Made

__all__ = ["hidden_items", "without_hidden"]


def without_hidden(made: Made, layer: Layer, commons: Made) -> Made:
    """Drop what leads to hidden things: answers, and the ids that the commons list. The rest is the same objects."""
    if not layer.hidden:
        return made
    veil = _Veil.of(layer)
    before = {kind: commons.of(kind) for kind in ("need", "service", "contact")}
    return replace(
        made,
        journeys={id: veil.journey(journey) for id, journey in made.journeys.items()},
        needs={
            id: veil.listed(need, ("topics", "topic"), ("services", "service"))
            if before["need"].get(id) is need
            else need
            for id, need in made.needs.items()
        },
        services={
            id: veil.listed(service, ("received_by", "service")) if before["service"].get(id) is service else service
            for id, service in made.services.items()
        },
        contacts={
            id: veil.listed(contact, ("provides", "service")) if before["contact"].get(id) is contact else contact
            for id, contact in made.contacts.items()
        },
    )


@dataclass(frozen=True, slots=True)
class _Veil:
    """What is hidden: ids by kind, whole journeys, and steps by key."""

    ids: Mapping[str, frozenset[str]]
    steps: frozenset[str]

    @classmethod
    def of(cls, layer: Layer) -> _Veil:
        whole = [item for item in layer.hidden if not item.path]
        kinds = {item.kind for item in whole}
        ids = {kind: frozenset(item.id for item in whole if item.kind == kind) for kind in kinds}
        steps = {f"{item.id}/{item.path[1]}" for item in layer.hidden if item.kind == "journey" and len(item.path) == 2}
        return cls(ids, frozenset(steps))

    def hides(self, target: str) -> bool:
        return target in self.steps or target.partition("/")[0] in self.ids.get("journey", ())

    def listed(self, item: Any, *keys: tuple[str, str]) -> Any:
        """Return `item` without the hidden ids of these keys; the same object when it has none."""
        changes = {}
        for key, kind in keys:
            gone = self.ids.get(kind, frozenset())
            if gone and not gone.isdisjoint(getattr(item, key)):
                changes[key] = tuple(id for id in getattr(item, key) if id not in gone)
        return replace(item, **changes) if changes else item

    def journey(self, journey: Journey) -> Journey:
        """Return the journey without the answers and contacts that are hidden; the same object when it has none."""
        steps = {key: self._step(step) for key, step in journey.steps.items()}
        same = all(step is journey.steps[key] for key, step in steps.items())
        return journey if same else replace(journey, steps=steps)

    def _step(self, step: Step) -> Step:
        if isinstance(step, Question):
            kept = tuple(answer for answer in step.answers if not self.hides(answer.target))
            return step if len(kept) == len(step.answers) else replace(step, answers=kept)
        gone = self.ids.get("service", frozenset()) | self.ids.get("contact", frozenset())
        return step if gone.isdisjoint(step.contacts) else _without(step, gone)


def _without(step: Outcome, gone: frozenset[str]) -> Outcome:
    return replace(step, contacts=tuple(id for id in step.contacts if id not in gone))


def hidden_items(layer: Layer, commons: Made, vital: frozenset[str], findings: list[Diagnostic]) -> tuple[Hidden, ...]:
    """Return what is hidden, to be listed publicly; report what may not be.

    Args:
        vital: ids of the needs of the commons that are urgent or sensitive.
    """
    found = []
    for item in layer.hidden:
        title = _title(item.node) or item.id
        if _is_vital(item, commons, vital):
            findings.append(rules.HIDDEN_VITAL.at(item.location, title=title))
        leads_to = _value(item.node, "next")
        found.append(Hidden(item.kind, item.id, item.path, title, item.reason, leads_to, item.location, item.was))
    return tuple(found)


def _is_vital(item: HiddenItem, commons: Made, vital: frozenset[str]) -> bool:
    """Tell whether it is an urgent or sensitive need, or the topic, journey or step that such a need stands on."""
    if item.kind == "need" and not item.path:
        return item.id in vital
    if item.kind == "topic" and not item.path:
        return commons.topics[item.id].sensitive if item.id in commons.topics else False
    journey = commons.journeys.get(item.id) if item.kind == "journey" else None
    if journey is None:
        return False
    if not item.path:
        return journey.sensitive or any(_is_urgent(step) for step in journey.steps.values())
    key = f"{journey.id}/{item.path[1]}" if len(item.path) == 2 else ""
    return key in journey.steps and _is_urgent(journey.steps[key])


def _is_urgent(step: Step) -> bool:
    return isinstance(step, Outcome) and step.urgent


def _title(node: Node) -> str:
    return next((found for key in ("title", "ask", "text", "name", "label") if (found := _value(node, key))), "")


def _value(node: Node, key: str) -> str:
    child = node.entries.get(key) if isinstance(node, Tree) else None
    return child.value if isinstance(child, Text) else ""
