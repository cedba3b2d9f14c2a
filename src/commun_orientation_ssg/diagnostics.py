"""What is wrong in a source file, where, and how to mend it: values only.

A stage never prints and never raises for bad content: it yields `Diagnostic` values. Each names a `Rule`, where the
French and the English sentence stand side by side, and carries its data in `fields`; `report` turns them into text.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum

__all__ = [
    "Bilingual",
    "Diagnostic",
    "Location",
    "Note",
    "Rule",
    "Severity",
    "closest",
    "did_you_mean",
    "has_errors",
    "in_order",
    "suggestion",
]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span of a source file.

    Args:
        file: POSIX path relative to the project, or to the package for shipped content.
        line, column: 1-based, in characters; 0 when the whole file is meant.
        end_line, end_column: 1-based, the position just after the span; equal to the start when unknown.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Severity(IntEnum):
    """How bad: an error stops its partner (or all, in the commons); a warning never does."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The English keyword used in machine formats and in the text report."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One sentence in French and in English, with the same `{fields}`."""

    fr: str
    en: str

    def text(self, lang: str, fields: dict[str, object]) -> str:
        """Return the sentence in `lang` ("fr" or "en"), its fields filled in."""
        return (self.en if lang == "en" else self.fr).format_map(fields)


@dataclass(frozen=True, slots=True)
class Note:
    """A second place or a remark that explains a diagnostic; `location` may be absent."""

    text: Bilingual
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem: a stable kebab-case code and its sentences.

    Args:
        says: what is wrong; stands alone on the first line.
        expected: what was expected there.
        help: how to mend it; the only place that proposes a fix.
    """

    code: str
    severity: Severity
    says: Bilingual
    expected: Bilingual | None = None
    help: Bilingual | None = None

    def at(
        self,
        location: Location,
        *,
        notes: Iterable[Note] = (),
        help: Bilingual | None = None,
        **fields: object,
    ) -> Diagnostic:
        """Return this rule's diagnostic at `location`; `help` replaces the rule's own when given."""
        return Diagnostic(self, location, tuple(sorted(fields.items())), tuple(notes), help or self.help)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A located finding. Two with the same rule, place and fields are the same finding.

    Args:
        fields: the data of the sentences, as sorted (name, value) pairs.
        help: the rule's own, or one made for this case (a did-you-mean, a mended line).
    """

    rule: Rule
    location: Location
    fields: tuple[tuple[str, object], ...] = ()
    notes: tuple[Note, ...] = field(default=(), compare=False)
    help: Bilingual | None = field(default=None, compare=False)

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    def says(self, lang: str = "fr") -> str:
        """Return the first line of the finding in `lang`."""
        return self.rule.says.text(lang, dict(self.fields))

    def with_note(self, note: Note) -> Diagnostic:
        """Return the same finding with one more note."""
        return replace(self, notes=(*self.notes, note))


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by file, line, column and code, keeping one of each finding (same rule, same place, same sentence)."""
    seen: dict[tuple[Location, str, str], Diagnostic] = {}
    for diagnostic in diagnostics:
        seen.setdefault((diagnostic.location, diagnostic.code, diagnostic.says("fr")), diagnostic)
    return [seen[key] for key in sorted(seen)]


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether at least one finding is an error."""
    return any(d.severity is Severity.ERROR for d in diagnostics)


def closest(word: str, candidates: Iterable[str], *, limit: int = 3) -> Iterator[str]:
    """Yield at most `limit` candidates close enough to `word` to be what was meant, best first."""
    yield from difflib.get_close_matches(word[:80], sorted(set(candidates)), n=limit, cutoff=0.7)


def did_you_mean(word: str, candidates: Iterable[str]) -> Bilingual | None:
    """Return the help that proposes the candidate nearest to `word`, None when none is close."""
    near = next(closest(word, candidates), "")
    return suggestion(near) if near else None


def suggestion(near: str, line: int = 0) -> Bilingual:
    """Return the help that proposes `near`, declared at `line` of the same file (0: not said)."""
    safe = near.replace("{", "{{").replace("}", "}}")
    fr, en = (f" (ligne {line})", f" (line {line})") if line else ("", "")
    return Bilingual(f"vouliez-vous dire « {safe} »{fr} ?", f"did you mean “{safe}”{en}?")
