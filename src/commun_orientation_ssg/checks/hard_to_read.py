"""Words and sentences that a tired person has to read twice.

Why: whoever is tired, afraid or reads little French gives up at the second long sentence.
The list of words and the measure of each kind of text stand in `content/plain.yaml`; a partner adds its own.
These are warnings: the author decides. A build does not pay for them: `check` alone looks for them, and reads a text
of the commons once, not for each partner.
Rejected:  "Vous pouvez solliciter le FSL afin de bénéficier d'une prise en charge de votre dette."
Accepted:  "Demandez une aide du fonds de solidarité pour le logement (FSL). Il peut payer une partie de la dette."
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity
from ..readability import Hardness, Judge, ResidentText, whereabouts

__all__ = ["check_texts"]

LONG_SENTENCE = Rule(
    "long-sentence",
    Severity.WARNING,
    Bilingual(
        "cette phrase a {count} mots : {limit} au plus ici",
        "this sentence has {count} words: {limit} at most here",
    ),
    help=Bilingual("coupez-la, ou retirez-en un morceau", "cut it, or take a piece out"),
)
JARGON = Rule(
    "jargon",
    Severity.WARNING,
    Bilingual("« {read} » n'est pas un mot de tous les jours", "“{read}” is not an everyday word"),
    help=Bilingual("dites plutôt : {say}", "say instead: {say}"),
)
UNEXPLAINED_WORD = Rule(
    "unexplained-word",
    Severity.WARNING,
    Bilingual("« {read} » n'est pas expliqué sur cet écran", "“{read}” is not explained on this screen"),
    help=Bilingual("dites ce que c'est : {say}", "say what it is: {say}"),
)
UNEXPLAINED_ACRONYM = Rule(
    "unexplained-acronym",
    Severity.WARNING,
    Bilingual("le sigle « {read} » n'est pas expliqué sur cet écran", "“{read}” is not spelled out on this screen"),
    help=Bilingual(
        "écrivez d'abord le nom entier, puis le sigle entre parenthèses",
        "write the full name first, then the acronym in brackets",
    ),
)
PASSIVE_VOICE = Rule(
    "passive-voice",
    Severity.WARNING,
    Bilingual("« {read} » ne dit pas d'abord qui agit", "“{read}” does not say first who acts"),
    help=Bilingual(
        "commencez par qui agit : « Le juge décide », et non « Il est décidé par le juge »",
        "start with who acts: “Le juge décide”, not “Il est décidé par le juge”",
    ),
)
ABSTRACT_WORDS = Rule(
    "abstract-words",
    Severity.WARNING,
    Bilingual(
        "cette phrase a {count} mots abstraits ({say}) : {limit} au plus",
        "this sentence has {count} abstract words ({say}): {limit} at most",
    ),
    help=Bilingual(
        "mettez des verbes : « payer », et non « le paiement de »", "use verbs: “payer”, not “le paiement de”"
    ),
)
STACKED_NEGATIONS = Rule(
    "stacked-negations",
    Severity.WARNING,
    Bilingual(
        "cette phrase a {count} négations : {limit} au plus", "this sentence has {count} negations: {limit} at most"
    ),
    help=Bilingual("dites ce qu'il faut faire, puis l'exception à part", "say what to do, then the exception apart"),
)
LONG_WORD = Rule(
    "long-word",
    Severity.WARNING,
    Bilingual(
        "« {read} » a {count} lettres : {limit} au plus, sauf mot de tous les jours",
        "“{read}” has {count} letters: {limit} at most, unless it is an everyday word",
    ),
    help=Bilingual(
        "prenez un mot plus court, ou ajoutez-le à « everyday » dans plain.yaml si tout le monde le connaît",
        "take a shorter word, or add it to `everyday` in plain.yaml when everybody knows it",
    ),
)
HARD_TEXT = Rule(
    "hard-text",
    Severity.WARNING,
    Bilingual(
        "ce texte a une note de lecture de {count} sur 100 : {limit} au moins",
        "this text scores {count} out of 100 for ease of reading: {limit} at least",
    ),
    help=Bilingual("des phrases plus courtes, des mots plus courts", "shorter sentences, shorter words"),
)

_RULES = {
    "sentence": LONG_SENTENCE, "jargon": JARGON, "unexplained": UNEXPLAINED_WORD, "acronym": UNEXPLAINED_ACRONYM,
    "passive": PASSIVE_VOICE, "nouns": ABSTRACT_WORDS, "negations": STACKED_NEGATIONS, "word": LONG_WORD,
    "score": HARD_TEXT,
}  # fmt: skip


def check_texts(
    texts: Iterable[ResidentText], judge: Judge, lines: Callable[[str], Sequence[str]]
) -> Iterator[Diagnostic]:
    """Yield a finding for each thing that makes a text hard.

    Args:
        lines: file, as in locations -> its lines; only asked for when there is something to point at.
    """
    for text in texts:
        for hard in judge.judge(text.text, text.kind, text.screen):
            location = whereabouts(text, hard.start, hard.end, lines(text.whole.file))
            yield _RULES[hard.kind].at(
                location, help=_help(hard), kind=hard.kind, read=hard.read, say=hard.say, count=hard.count,
                limit=hard.limit,
            )  # fmt: skip


def _help(hard: Hardness) -> Bilingual | None:
    """Return the help made for this case; None leaves the rule's own."""
    if hard.kind == "sentence" and hard.say:
        return Bilingual("coupez-la après « {say} », ou retirez-en un morceau", "cut it after “{say}”, or shorten it")
    if hard.kind == "acronym" and hard.say:
        return Bilingual("écrivez : {say} ({read})", "write: {say} ({read})")
    return None
