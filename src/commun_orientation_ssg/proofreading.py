"""A partner's texts to figures for each kind of text, and to what is hardest to read, with a plainer wording first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from .checks.hard_to_read import check_texts
from .diagnostics import Diagnostic
from .loading import lines_of, load, resident_texts
from .project import ProjectError, Settings
from .readability import Figures, figures, joined
from .refusal import partner_of

__all__ = ["Kind", "Proofs", "proofread", "read_over"]

SHOWN = 15
"""Findings written out in the text form; JSON has them all."""
_NAMES = {
    "title": ("titres", "titles"),
    "ask": ("questions", "questions"),
    "answer": ("réponses", "answers"),
    "help": ("aides", "help"),
    "text": ("textes", "texts"),
    "step": ("étapes", "steps"),
    "tell": ("à dire", "to say"),
    "after": ("suites, recours", "after, appeal"),
    "plain": ("services", "services"),
    "emergency": ("urgences", "emergencies"),
    "alert": ("alertes", "alerts"),
    "advice": ("conseils à qui ne peut pas dire sa commune", "advice to those who cannot say their commune"),
    "page": ("pages", "pages"),
    "screen": ("écrans", "screens"),
}
_WORST = ("sentence", "score", "nouns", "negations", "passive", "jargon", "unexplained", "acronym", "word")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of text, counted.

    Args:
        plain_texts: how many have nothing to change.
        usual, limit: of the budget, in words a sentence; 0 without a budget.
    """

    name: str
    texts: int
    plain_texts: int
    counted: Figures
    usual: int
    limit: int

    @property
    def share(self) -> int:
        """Percentage of texts with nothing to change, rounded down: 100 means all."""
        return 100 * self.plain_texts // self.texts


@dataclass(frozen=True, slots=True)
class Proofs:
    """What was read over: kinds of text, and findings with the worst first."""

    kinds: tuple[Kind, ...]
    findings: tuple[Diagnostic, ...]


def read_over(settings: Settings, partner: str) -> Proofs:
    """Read all that residents of `partner` read: the commons, and what the partner writes itself.

    Raises:
        Refusal: there is no such partner.
        ProjectError: its content has errors that `commun check` shows.
    """
    partner = partner_of(settings, partner)
    project, _ = load(settings, [partner])
    if project is None:
        raise ProjectError(
            "le contenu national a des erreurs : lancez « commun check » pour les voir",
            "the commons have errors: run “commun check” to see them",
        )
    counted: dict[str, list[Figures]] = {}
    plain: Counter[str] = Counter()
    budgets: Mapping[str, Any] = {}
    found: list[tuple[tuple[bool, int, int], Diagnostic]] = []
    lines = lines_of(settings)
    for folder in ("", partner):
        texts, judge = resident_texts(project, folder)
        budgets = {budget.id: budget for budget in judge.plain.budgets}
        for text in texts:
            counted.setdefault(text.kind, []).append(figures(text.text))
            hard = list(check_texts([text], judge, lines))
            plain[text.kind] += not hard
            found += [(_badness(finding, own=bool(folder)), finding) for finding in hard]
    kinds = tuple(
        Kind(name, len(of_kind), plain[name], joined(of_kind), *_measure(budgets.get(name)))
        for name in _NAMES
        if (of_kind := counted.get(name))
    )
    return Proofs(kinds, tuple(finding for _, finding in sorted(found, key=lambda pair: (pair[0], pair[1].location))))


def _measure(budget: Any) -> tuple[int, int]:
    return (budget.usual, budget.words) if budget is not None else (0, 0)


def _badness(finding: Diagnostic, *, own: bool) -> tuple[bool, int, int]:
    """Return what sorts findings: the partner's own first, then the longest sentences, then the rest by kind."""
    fields = dict(finding.fields)
    count, limit = int(str(fields["count"])), int(str(fields["limit"]))
    return not own, _WORST.index(str(fields["kind"])), limit - count if fields["kind"] != "score" else count - limit


def proofread(settings: Settings, partner: str, format_: str) -> str:
    """Return what `read_over` finds, as a table with proposals, or as JSON."""
    proofs = read_over(settings, partner)
    if format_ == "json":
        return json.dumps(_values(proofs, settings.lang), ensure_ascii=False, indent=1)
    return "\n".join([*_table(proofs, settings.lang == "en"), *_worst(proofs, settings.lang)])


def _values(proofs: Proofs, lang: str) -> dict[str, Any]:
    return {
        "kinds": [
            {
                "kind": kind.name, "texts": kind.texts, "plain_texts": kind.plain_texts,
                "sentences": len(kind.counted.lengths), "median_words": _median(kind), "usual_words": kind.usual,
                "longest_words": max(kind.counted.lengths, default=0), "limit_words": kind.limit,
                "score": kind.counted.score, "lix": kind.counted.lix,
            }
            for kind in proofs.kinds
        ],
        "findings": [
            {
                "code": finding.code, "file": finding.location.file, "line": finding.location.line,
                "column": finding.location.column, "read": dict(finding.fields)["read"],
                "says": finding.says(lang), "help": _help(finding, lang),
            }
            for finding in proofs.findings
        ],
    }  # fmt: skip


def _median(kind: Kind) -> float:
    return float(median(kind.counted.lengths)) if kind.counted.lengths else 0.0


def _help(finding: Diagnostic, lang: str) -> str:
    return finding.help.text(lang, dict(finding.fields)) if finding.help else ""


def _table(proofs: Proofs, english: bool) -> Iterator[str]:
    heads = (
        ("", "texts", "words a sentence", "longest", "score", "nothing to change")
        if english
        else ("", "textes", "mots par phrase", "la plus longue", "note", "rien à changer")
    )
    yield f"{heads[0]:16}{heads[1]:>7}{heads[2]:>19}{heads[3]:>17}{heads[4]:>6}  {heads[5]}"
    for kind in proofs.kinds:
        usual = f"{_median(kind):.0f} ({kind.usual})" if kind.usual else f"{_median(kind):.0f}"
        longest = max(kind.counted.lengths, default=0)
        limit = f"{longest} ({kind.limit})" if kind.limit else str(longest)
        bar = "█" * (kind.share // 5) + "░" * (20 - kind.share // 5)
        yield (
            f"{_NAMES[kind.name][english]:16}{kind.texts:7}{usual:>19}{limit:>17}{kind.counted.score:6}"
            f"  {bar} {kind.share} %"
        )
    yield (
        "In brackets: the budget of content/plain.yaml. Score: ease of reading, 0 to 100 (Kandel and Moles)."
        if english
        else "Entre parenthèses : la mesure de content/plain.yaml. Note de lecture : de 0 à 100 (Kandel et Moles)."
    )


def _worst(proofs: Proofs, lang: str) -> Iterator[str]:
    english, total = lang == "en", len(proofs.findings)
    if not total:
        yield "Nothing is hard to read." if english else "Rien n'est difficile à lire."
        return
    yield ""
    for finding in proofs.findings[:SHOWN]:
        yield f"{finding.location}: {finding.says(lang)}"
        if finding.code == "long-sentence":
            yield f"    {' '.join(str(dict(finding.fields)['read']).split())}"
        yield f"    → {_help(finding, lang)}"
    if total > SHOWN:
        more = total - SHOWN
        yield f"… and {more} more: commun check" if english else f"… et {more} autres : commun check"
