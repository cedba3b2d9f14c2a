"""How hard a French text is for a tired resident: where, why, a plainer wording, and one number.

`splitting` counts sentences, words and syllables; `scoring` makes the number; `inflecting` knows the forms of a word;
`judging` says what is hard, by the list of plain words of the commons; `texts` finds in located trees what residents
read. Nothing here reads a file: what to do with the findings is left to `checks` and `proofreading`.
"""

from .judging import Hardness, Judge, Screen
from .scoring import Figures, figures, joined
from .splitting import Span, sentences, syllables, words
from .texts import ResidentText, texts_of, whereabouts

__all__ = [
    "Figures", "Hardness", "Judge", "ResidentText", "Screen", "Span", "figures", "joined", "sentences", "syllables",
    "texts_of", "whereabouts", "words",
]  # fmt: skip
