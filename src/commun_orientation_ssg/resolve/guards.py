"""Named conditions, and the `when` of each answer: decided here as far as the build can, left to the page beyond."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..conditions import Always, Expression, decide, in_words, read_condition
from ..diagnostics import Diagnostic, Location
from ..model import Guard
from .documents import Bound

__all__ = ["Guards", "Named", "named_conditions"]

Named: TypeAlias = Mapping[str, tuple[Expression, str]]
"""Name of a condition -> its expression, and how it reads on the page."""


def named_conditions(documents: Mapping[str, Bound]) -> tuple[Named, list[Diagnostic]]:
    """Read the conditions of `conditions.yaml`; each may call by name those written above it."""
    found: dict[str, tuple[Expression, str]] = {}
    findings: list[Diagnostic] = []
    for id, bound in documents.items():
        known = {name: value for name, (value, _) in found.items()}
        expression, problems = read_condition(bound.doc.when, bound.at("when"), known)
        findings += problems
        if expression is not None:
            found[id] = (expression, bound.doc.words or in_words(expression))
    return found, findings


@dataclass(frozen=True, slots=True)
class Guards:
    """Reads the conditions of answers.

    Args:
        facts: what the build knows (`partner.*`).
        broken: names of conditions that exist but could not be read.
    """

    named: Named
    facts: Mapping[str, str]
    findings: list[Diagnostic]
    broken: frozenset[str] = frozenset()

    def read(self, when: str | None, location: Location) -> tuple[bool, Guard | None]:
        """Return whether the answer may be shown here, and for whom."""
        if not when or when in self.broken:
            return True, None
        plain = {name: value for name, (value, _) in self.named.items()}
        expression, problems = read_condition(when, location, plain)
        self.findings.extend(problems)
        if expression is None:
            return True, None
        left = decide(expression, self.facts)
        if isinstance(left, Always):
            return left.holds, None
        words = self.named[when][1] if when in self.named and left == expression else in_words(left)
        return True, Guard(left, words)
