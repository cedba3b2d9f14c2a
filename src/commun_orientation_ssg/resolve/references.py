"""Every id that a document writes must name something: what does not is reported once, with the nearest name."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from ..diagnostics import Diagnostic, Location, Note, closest, did_you_mean, suggestion
from ..model import Step
from ..overlay import Layer
from ..tree import Text
from . import rules
from .documents import Bound, Documents, child, is_broken

__all__ = ["References"]

_AMONG = {
    "topic": ("les thèmes", "the topics", "topics.yaml"),
    "service": ("les services", "the services", "services.yaml"),
    "contact": ("les contacts", "the contacts", "contacts/*.yaml"),
    "need": ("les besoins", "the needs", "needs/*.yaml"),
    "emergency": ("les numéros d'urgence", "the emergency lines", "emergency.yaml"),
    "service contact": ("les services et les contacts", "the services and contacts", "services.yaml, contacts/*.yaml"),
}


@dataclass(frozen=True, slots=True)
class References:
    """Checks ids against the documents of one layer.

    What exists but could not be read is not reported here: its own errors say it. What a partner hides is reported with
    both places.
    """

    layer: Layer
    documents: Documents
    findings: list[Diagnostic]

    def at(self, kind: str, id: str, *path: str | int) -> Location:
        """Return the place of a value of the document `id`."""
        return self.documents[kind][id].at(*path)

    def text(self, kind: str, id: str, *path: str | int) -> str:
        """Return a value of the document `id` as it is written, "" when it is no text."""
        node = child(self.documents[kind][id].node, *path)
        return node.value if isinstance(node, Text) else ""

    def known(self, kinds: str) -> list[str]:
        """Return the ids of these kinds."""
        return [id for kind in kinds.split() for id in self.documents[kind]]

    def knows(self, kinds: str, id: str) -> bool:
        """Tell whether `id` is a document of one of these kinds, or may be one that could not be read."""
        each = kinds.split()
        if any(id in self.documents[kind] for kind in each):
            return True
        return id not in self.hidden(kinds) and any(is_broken(self.layer, self.documents, kind, id) for kind in each)

    def check(self, kinds: str, id: str, location: Location) -> bool:
        """Report `id` when it names nothing of these kinds; tell whether it is fine."""
        if self.knows(kinds, id):
            return True
        among, among_en, files = _AMONG[kinds]
        notes = [Note(rules.HIDDEN_HERE, at)] if (at := self.hidden(kinds).get(id)) else []
        help = None if notes else did_you_mean(id, self.known(kinds))
        self.findings.append(
            rules.UNKNOWN_REFERENCE.at(
                location, id=id, among=among, among_en=among_en, files=files, notes=notes, help=help
            )
        )
        return False

    def each(
        self, kinds: str, ids: Iterable[str], bound: Bound, *path: str | int, kept: Container[str] | None = None
    ) -> None:
        """Check a list of ids written at `path` of a document; those that are not `kept` were hidden on purpose."""
        for n, id in enumerate(ids):
            if kept is None or id in kept:
                self.check(kinds, id, bound.at(*path, n))

    def answer(self, id: str, known: list[str], question: str, location: Location) -> None:
        """Check the id of an answer to `question`."""
        if id not in known:
            among, among_en = "les réponses de cette question", "the answers of this question"
            help = did_you_mean(id, known)
            self.findings.append(
                rules.UNKNOWN_REFERENCE.at(location, id=id, among=among, among_en=among_en, files=question, help=help)
            )

    def contact(self, owner: str, key: str, id: str) -> None:
        """Check the contact that `key` of the contact `owner` names."""
        self.check("contact", id, self.at("contact", owner, key))

    def target(self, target: str, steps: Mapping[str, Step], location: Location, journey: str = "") -> None:
        """Check the key of a step, written in `journey` when it may be written without the journey's name."""
        if target in steps:
            return
        home = target.partition("/")[0]
        notes = [Note(rules.HIDDEN_HERE, at)] if (at := self.hidden_step(target)) else []
        if not notes and is_broken(self.layer, self.documents, "journey", home):
            return
        shown = target.removeprefix(f"{journey}/") if journey else target
        near = "" if notes else self._nearest(target, steps)
        help = suggestion(near.removeprefix(f"{journey}/"), _line(steps[near], location)) if near else None
        self.findings.append(rules.UNKNOWN_TARGET.at(location, target=shown, notes=notes, help=help))

    def hidden_step(self, key: str) -> Location | None:
        """Return where the partner hides a step, or its whole journey; None when it does not."""
        home, _, name = key.partition("/")
        for item in self.layer.hidden:
            if item.kind == "journey" and item.id == home and (not item.path or item.path[1:] == (name,)):
                return item.location
        return None

    def hidden(self, kinds: str) -> dict[str, Location]:
        """Return the ids of these kinds that the partner hides, and where."""
        hidden = (item for item in self.layer.hidden if item.kind in kinds.split() and not item.path)
        return {item.id: item.location for item in hidden}

    def _nearest(self, target: str, steps: Mapping[str, Step]) -> str:
        """Return the step nearest to `target`; a journey's name alone means where it starts."""
        bound = self.documents["journey"].get(target)
        if bound is not None and f"{target}/{bound.doc.start}" in steps:
            return f"{target}/{bound.doc.start}"
        return next(closest(target, steps), "")


def _line(step: Step, location: Location) -> int:
    return step.location.line if step.location.file == location.file else 0
