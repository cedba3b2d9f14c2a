"""The documents of a layer to objects, kind by kind; what the commons made already is taken as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..diagnostics import Diagnostic
from ..model import Contact, EmergencyLine, Journey, Need, Service, Topic
from . import contacts, objects
from .documents import Bound, Documents
from .guards import Guards

__all__ = ["Made", "make_all"]


@dataclass(frozen=True, slots=True)
class Made:
    """Objects by id, for the kinds that the commons and partners share."""

    topics: Mapping[str, Topic]
    services: Mapping[str, Service]
    contacts: Mapping[str, Contact]
    emergency: Mapping[str, EmergencyLine]
    needs: Mapping[str, Need]
    journeys: Mapping[str, Journey]

    def of(self, kind: str) -> Mapping[str, Any]:
        """Return the objects of one kind."""
        found: Mapping[str, Any] = getattr(self, _FIELDS[kind])
        return found


_FIELDS = {
    "topic": "topics",
    "service": "services",
    "contact": "contacts",
    "emergency": "emergency",
    "need": "needs",
    "journey": "journeys",
}


def make_all(
    documents: Documents, guards: Guards, own: frozenset[tuple[str, str]] = frozenset(), reused: Made | None = None
) -> Made:
    """Make every object.

    Args:
        own: (kind, id) of what the partner declares itself.
        reused: for each kind, the objects to take as they are.
    """
    made: dict[str, dict[str, Any]] = {}
    for kind, name in _FIELDS.items():
        ready = reused.of(kind) if reused else {}
        found = made[name] = {}
        for id, bound in documents[kind].items():
            one = ready[id] if id in ready else _make(kind, id, bound, (kind, id) in own, guards)
            if one is not None:
                found[id] = one
    return Made(**made)


def _make(kind: str, id: str, bound: Bound, own: bool, guards: Guards) -> Any:
    if kind == "topic":
        return objects.topic(bound)
    if kind == "service":
        return objects.service(bound)
    if kind == "need":
        return objects.need(bound, own)
    if kind == "journey":
        return objects.journey(id, bound, own, guards)
    return _kept(contacts.contact(bound, own) if kind == "contact" else objects.emergency(bound), guards.findings)


def _kept(made: tuple[Any, list[Diagnostic]], findings: list[Diagnostic]) -> Any:
    findings += made[1]
    return made[0]
