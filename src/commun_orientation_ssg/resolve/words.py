"""What the lexicon and the signs of danger name: needs, emergency lines, lists of words."""

from __future__ import annotations

from ..diagnostics import did_you_mean
from . import rules
from .documents import Bound
from .references import References

__all__ = ["check_lexicon", "check_signs"]


def check_lexicon(references: References) -> None:
    """Report the needs that the lexicon names and that do not exist."""
    for bound in references.documents["lexicon"].values():
        for n, acronym in enumerate(bound.doc.acronyms):
            references.each("need", acronym.needs, bound, "acronyms", n, "needs")
        for n, word in enumerate(bound.doc.ambiguous):
            for m, choice in enumerate(word.choices):
                references.check("need", choice.need, bound.at("ambiguous", n, "choices", m, "need"))


def check_signs(references: References) -> None:
    """Report the needs, emergency lines and lists of words that signs name and that do not exist; and empty lines."""
    lists: list[str] = []
    for bound in references.documents["danger"].values():
        lists += [one.id.upper() for one in bound.doc.lists]
        for n, call in enumerate(bound.doc.calls):
            references.check("need", call.id, bound.at("calls", n, "id"))
            references.each("emergency", call.lines, bound, "calls", n, "lines")
        for n, one in enumerate(bound.doc.lists):
            _check_words(one.words, [], bound, references, "lists", n, "words")
    for bound in references.documents["sign"].values():
        references.check("need", bound.doc.need, bound.at("need"))
        for n, words in enumerate(bound.doc.words):
            _check_words(words, lists, bound, references, "words", n)
        if bound.doc.unless:
            _check_words(bound.doc.unless, lists, bound, references, "unless")


def _check_words(words: str, lists: list[str], bound: Bound, references: References, *path: str | int) -> None:
    names = [name.strip() for name in words.split(",")]
    for name in names:
        if name.isupper() and len(name) > 1 and name not in lists:
            known = ", ".join(lists) or "-"
            help = did_you_mean(name, lists)
            references.findings.append(rules.UNKNOWN_LIST.at(bound.at(*path), name=name, known=known, help=help))
    if not all(any(ch.isalnum() for ch in name) for name in names):
        references.findings.append(rules.EMPTY_WORD.at(bound.at(*path)))
