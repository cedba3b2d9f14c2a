"""How easy a text is, as one number.

Source: L. Kandel and A. Moles, "Application de l'indice de Flesch à la langue française", 1958: the Flesch reading ease
fitted to French, 207 - 1.015 x words a sentence - 73.6 x syllables a word. LIX (C. H. Björnsson, 1968) stands beside it
because it counts no syllables: words a sentence, plus the share of words over six letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .splitting import sentences, syllables, words

__all__ = ["Figures", "ease", "figures", "joined"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted in one text, or in several together.

    Args:
        lengths: words of each sentence.
        syllables: of all words; a word written in digits counts for one.
        long_words: words over six letters.
    """

    lengths: tuple[int, ...]
    syllables: int
    long_words: int

    @property
    def words(self) -> int:
        return sum(self.lengths)

    @property
    def score(self) -> int:
        """Kandel and Moles, from 0 (very hard) to 100 (very easy); 100 for a text without words."""
        return _ease(self.words, len(self.lengths), self.syllables)

    @property
    def lix(self) -> int:
        """LIX: under 25 very easy, over 50 hard; 0 for a text without words."""
        return round(self.words / len(self.lengths) + 100 * self.long_words / self.words) if self.words else 0


def ease(said: Iterable[str], sentences: int) -> int:
    """Return the score of words that stand in that many sentences."""
    heard = [syllables(word) for word in said]
    return _ease(len(heard), sentences, sum(heard))


def _ease(words: int, sentences: int, syllables: int) -> int:
    if not words:
        return 100
    raw = 207 - 1.015 * words / sentences - 73.6 * syllables / words
    return round(min(100.0, max(0.0, raw)))


def figures(text: str) -> Figures:
    """Count one text."""
    per_sentence = [words(sentence.text) for sentence in sentences(text)]
    every = [word.text for found in per_sentence for word in found]
    letters = [sum(sign.isalpha() for sign in word) for word in every]
    return Figures(
        tuple(len(found) for found in per_sentence if found),
        sum(syllables(word) for word in every),
        sum(count > 6 for count in letters),
    )


def joined(several: Iterable[Figures]) -> Figures:
    """Return the figures of several texts as those of one."""
    every = tuple(several)
    lengths = tuple(length for one in every for length in one.lengths)
    return Figures(lengths, sum(one.syllables for one in every), sum(one.long_words for one in every))
