"""A French word, as a dictionary writes it, to the forms it takes in a sentence; and a proposal put in the same form.

Regular verbs in -er and -ir, nouns and adjectives. What is irregular is written out in the list (`forms:`).
"""

from __future__ import annotations

__all__ = ["forms_of", "in_the_form_of"]

_SMALL: dict[str, tuple[str, ...]] = {
    "de": ("de", "d'", "du", "des"),
    "à": ("à", "au", "aux"),
    "le": ("le", "la", "les", "l'"),
    "un": ("un", "une", "des", "d'", "de"),
    "se": ("se", "s'", "vous", "nous", "me", "m'", "te", "t'"),
    "son": ("son", "sa", "ses", "votre", "vos", "mon", "ma", "mes", "leur", "leurs", "notre", "nos"),
    "que": ("que", "qu'"),
}
_NOT_VERBS = frozenset({"usager", "foyer", "dossier", "loyer", "courrier", "papier", "premier"})
"""Words in -er that are no verbs."""
_ER = (
    "er", "e", "es", "ez", "ent", "ons", "é", "ée", "és", "ées", "ant", "ais", "ait", "aient", "iez", "ions", "erai",
    "eras", "era", "erez", "eront", "erons", "erais", "erait", "eraient", "eriez",
)  # fmt: skip
_IR = (
    "ir", "is", "it", "issez", "issent", "issons", "isse", "issant", "issait", "i", "ie", "ies", "ira", "irai", "irez",
    "iront", "irait",
)  # fmt: skip


def forms_of(word: str) -> frozenset[str]:
    """Return the forms of `word`, itself included."""
    if word in _SMALL:
        return frozenset(_SMALL[word])
    if len(word) < 4:
        return frozenset({word})
    if word.endswith("er") and word not in _NOT_VERBS:
        return frozenset({*_first_group(word[:-2]), f"{word}s"})
    found = {word, f"{word}s"}
    if word.endswith("ir"):
        found |= {word[:-2] + end for end in _IR}
    return frozenset(found | _agreeing(word))


def _first_group(stem: str) -> set[str]:
    """Return the forms of a verb in -er: stems in -g, -c, -y and those whose vowel opens included."""
    found = {stem + end for end in _ER}
    if stem[-1] in "gc":
        soft = stem + "e" if stem[-1] == "g" else stem[:-1] + "ç"
        found |= {soft + end for end in _ER if end[0] in "ao"}
    if stem[-1] == "y":
        found |= {stem[:-1] + "i" + end for end in _ER if end[0] == "e" and end not in ("er", "ez")}
    if len(stem) > 2 and stem[-2] in "éeè" and stem[-1] not in "aeiouy":
        opened = f"{stem[:-2]}è{stem[-1]}"
        found |= {opened + end for end in ("e", "es", "ent", "era", "erez", "eront")}
    return found


def _agreeing(word: str) -> set[str]:
    """Return the feminine and the plural of a noun or an adjective."""
    found = {f"{word}e", f"{word}es"} if word[-1] in "étdnil" else set()
    for ending, others in (
        ("al", ("aux", "ale", "ales")), ("el", ("elle", "elles")), ("if", ("ive", "ives")), ("eux", ("euse", "euses")),
        ("eau", ("eaux",)), ("en", ("enne", "ennes")), ("eur", ("euse", "euses", "rice")), ("er", ("ère", "ères")),
    ):  # fmt: skip
        if word.endswith(ending):
            found |= {word[: -len(ending)] + other for other in others}
    return found


def in_the_form_of(matched: str, word: str, say: str) -> str:
    """Return the proposal `say` in the form that `word` has where it was read as `matched`.

    "sollicitez", solliciter, "demander" gives "demandez". What cannot be put in that form is returned as it is.
    """
    first, _, rest = say.partition(" ")
    verb = word.partition(" ")[0]
    read = matched.partition(" ")[0]
    if verb.endswith("er") and first.endswith("er") and read.startswith(verb[:-2]):
        end = read[len(verb) - 2 :]
        if end in _ER:
            stem = first[:-2]
            if end[0] in "ao" and stem[-1:] in ("g", "c"):
                stem = stem + "e" if stem[-1] == "g" else stem[:-1] + "ç"
            return " ".join(filter(None, (stem + end, rest)))
    if matched == f"{word}s" and " " not in say and "," not in say and say[-1] not in "sxz":
        return f"{say}s"
    return say
