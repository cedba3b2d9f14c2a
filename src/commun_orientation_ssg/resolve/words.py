"""The needs that the lexicon names."""

from __future__ import annotations

from .references import References

__all__ = ["check_lexicon"]


def check_lexicon(references: References) -> None:
    """Report the needs that the lexicon names and that do not exist."""
    for bound in references.documents["lexicon"].values():
        for n, acronym in enumerate(bound.doc.acronyms):
            references.each("need", acronym.needs, bound, "acronyms", n, "needs")
        for n, word in enumerate(bound.doc.ambiguous):
            for m, choice in enumerate(word.choices):
                references.check("need", choice.need, bound.at("ambiguous", n, "choices", m, "need"))
