"""One text a resident reads to what makes it hard, where, and a plainer wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ..schema import Budget, Explained, Jargon, PlainWords
from .inflecting import forms_of, in_the_form_of
from .scoring import ease
from .splitting import Span, blanked, sentences, tokens, words

__all__ = ["Hardness", "Judge", "Screen"]

SCORED_WORDS = 25
"""The score means nothing below that many words: a text with fewer is not held to it."""


@dataclass(frozen=True, slots=True)
class Hardness:
    """One thing that makes a text hard.

    Args:
        kind: sentence, jargon, unexplained, acronym, passive, nouns, negations, word or score.
        start, end: place in the text, in characters.
        read: what stands there.
        say: the plainer wording, the meaning or where to cut; "" when there is none.
        count, limit: what was counted and the budget, 0 when nothing is counted.
    """

    kind: str
    start: int
    end: int
    read: str
    say: str = ""
    count: int = 0
    limit: int = 0


@dataclass(frozen=True)
class Screen:
    """The texts that are read together: what one of them explains is explained for all."""

    texts: tuple[str, ...]

    @cached_property
    def whole(self) -> str:
        return "\n".join(blanked(text) for text in self.texts).lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class _Expression:
    """An expression of the list: the forms of each of its words."""

    id: str
    word: str
    parts: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Judge:
    """Judges texts by one list of plain words; `long_forms`: acronym -> what it stands for."""

    plain: PlainWords
    long_forms: Mapping[str, str] = field(default_factory=dict)

    def judge(self, text: str, kind: str, screen: Screen | None = None) -> tuple[Hardness, ...]:
        """Return what makes `text` hard, in the order of the text; a kind of text without a budget is not measured."""
        screen = screen or Screen((text,))
        clean = blanked(text)
        said = tokens(clean)
        found = [*self._words(clean, said, screen), *self._acronyms(clean, screen), *self._passives(clean)]
        if (budget := self._budgets.get(kind)) is not None:
            spans = sentences(text)
            counted = [words(span.text) for span in spans]
            for span, inside in zip(spans, counted, strict=True):
                found += self._sentence(span, inside, said, budget)
            found += _score(text, [word.text for inside in counted for word in inside], len(spans), budget)
        return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind)))

    # ----------------------------------------------------------------------------------------------------------------
    # Sentences.

    def _sentence(
        self, span: Span, counted: tuple[Span, ...], said: tuple[Span, ...], budget: Budget
    ) -> Iterator[Hardness]:
        def hard(kind: str, say: str, count: int, limit: int) -> Hardness:
            return Hardness(kind, span.start, span.end, span.text, say, count, limit)

        if len(counted) > budget.words:
            yield hard("sentence", _cut(span.text, counted), len(counted), budget.words)
        low = [token for token in said if span.start <= token.start < span.end]
        for token in low:
            length = len(token.text)
            if length > budget.letters and token.text.isalpha() and not self._is_everyday(token.text):
                yield Hardness("word", token.start, token.end, token.text, "", length, budget.letters)
        nouns = [word.text for word in low if _ABSTRACT.search(word.text) and not self._is_everyday(word.text)]
        if len(nouns) > budget.nouns:
            yield hard("nouns", ", ".join(nouns), len(nouns), budget.nouns)
        negations = sum(word.text in _NEGATIONS for word in low)
        if negations > budget.negations:
            yield hard("negations", "", negations, budget.negations)

    def _is_everyday(self, word: str) -> bool:
        return word.lower() in self._everyday

    # ----------------------------------------------------------------------------------------------------------------
    # Words.

    def _words(self, clean: str, said: tuple[Span, ...], screen: Screen) -> Iterator[Hardness]:
        taken = 0
        for place, token in enumerate(said):
            if place < taken:
                continue
            match = self._longest(said, place)
            if match is None:
                continue
            expression, length = match
            taken = place + length
            start, end = token.start, said[place + length - 1].end
            read = clean[start:end]
            if expression.id in self._jargon:
                entry = self._jargon[expression.id]
                yield Hardness("jargon", start, end, read, in_the_form_of(read.lower(), entry.word, entry.say))
            elif expression.id in self._explained:
                explained = self._explained[expression.id]
                if not _is_explained(read.lower(), explained.beside, screen):
                    yield Hardness("unexplained", start, end, read, explained.means)

    def _longest(self, said: tuple[Span, ...], place: int) -> tuple[_Expression, int] | None:
        """Return the longest expression that starts at `place`; one that is a name to keep hides those it holds."""
        best: tuple[_Expression, int] | None = None
        for expression in self._by_first.get(said[place].text, ()):
            length = len(expression.parts)
            if (best is None or length > best[1]) and _stands(expression, said, place):
                best = expression, length
        return best

    @cached_property
    def _budgets(self) -> dict[str, Budget]:
        return {budget.id: budget for budget in self.plain.budgets}

    @cached_property
    def _jargon(self) -> dict[str, Jargon]:
        return {f"jargon/{entry.id}": entry for entry in self.plain.jargon}

    @cached_property
    def _explained(self) -> dict[str, Explained]:
        return {f"explain/{entry.id}": entry for entry in self.plain.explain}

    @cached_property
    def _everyday(self) -> frozenset[str]:
        return frozenset(form for word in self.plain.everyday for form in (word, f"{word}s", f"{word}e", f"{word}es"))

    @cached_property
    def _states(self) -> frozenset[str]:
        return frozenset(form for word in self.plain.states for form in (word, f"{word}s", f"{word}e", f"{word}es"))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(acronym.lower() for acronym in self.plain.acronyms)

    @cached_property
    def _by_first(self) -> dict[str, tuple[_Expression, ...]]:
        """First word -> the expressions that it may start; names to keep come first."""
        found: dict[str, list[_Expression]] = {}
        for expression in self._expressions():
            for form in expression.parts[0]:
                found.setdefault(form, []).append(expression)
        return {form: tuple(each) for form, each in found.items()}

    def _expressions(self) -> Iterator[_Expression]:
        for entry in self.plain.jargon:
            for kept in entry.unless:
                yield _Expression("", kept, _parts(kept))
        listed: tuple[tuple[str, tuple[Jargon | Explained, ...]], ...] = (
            ("explain", self.plain.explain), ("jargon", self.plain.jargon),
        )  # fmt: skip
        for name, entries in listed:
            for one in entries:
                yield _Expression(f"{name}/{one.id}", one.word, _parts(one.word))
                for form in one.forms:
                    exactly = tuple(frozenset({token.text}) for token in tokens(form))
                    yield _Expression(f"{name}/{one.id}", form, exactly)

    # ----------------------------------------------------------------------------------------------------------------
    # Acronyms, passive.

    def _acronyms(self, clean: str, screen: Screen) -> Iterator[Hardness]:
        for match in _ACRONYM.finditer(clean):
            short = match.group()
            low = short.lower()
            if short[1:].islower() and low not in self.long_forms:
                continue  # a word with a capital
            if low in self._known or _says_acronym(low, self.long_forms.get(low, ""), screen):
                continue
            yield Hardness("acronym", match.start(), match.end(), short, self.long_forms.get(low, ""))

    def _passives(self, clean: str) -> Iterator[Hardness]:
        for match in _PASSIVE.finditer(clean):
            participle = match["participle"].lower()
            if participle in self._states or participle in _MOVES or (not match["by"] and match["light"]):
                continue
            yield Hardness("passive", match.start(), match.end(), " ".join(match.group().split()))


# --------------------------------------------------------------------------------------------------------------------
# What French looks like.

_ABSTRACT = re.compile(r"\w{2}(?:tion|sion|ment|ance|ence|age|ité|isme)s?$")
_NEGATIONS = frozenset({"ne", "n'", "sans", "sauf", "hormis", "excepté"})
_ACRONYM = re.compile(r"(?<![\w@/.-])(?:[A-Z](?:[A-Z0-9]|\.(?=[A-Z]))+|[A-Z][a-z]{2,7})(?![\w@-]|\.\w)")
_PARTICIPLE = (
    r"\w*(?:[éu]|[éu]e|[éu]s|[éu]es)"
    r"|(?:\w*(?:fait|crit|duit|truit|mis|pris|dit|vert|fert|soumis|clus|clu)|suivi|choisi|fini|puni|établi|rempli|saisi"
    r"|réuni|averti|fourni|accueilli|subi|garanti|défini|trahi|guéri|nourri)(?:e|s|es)?"
)
_PASSIVE = re.compile(
    r"(?<!\w)(?<!s')(?<!s’)"
    r"(?:(?P<light>est|sont|êtes|suis|était|étaient|soit|soient|être|ai été|avez été)"
    r"|(?:a|ont|aura|auront) été|sera|seront|serez)"
    r"\s+(?:(?:pas|plus|jamais|toujours|souvent|aussi|bien|mal|déjà|encore|parfois|alors|ensuite|tous|toutes)\s+)*"
    rf"(?P<participle>{_PARTICIPLE})(?!\w)"
    r"(?P<by>(?:\s+\w+){0,2}?\s+par\s+(?!mois|an\b|jour|semaine|personne\b|trimestre|écrit|courrier|lettre|sms|mail"
    r"|courriel|téléphone|exemple|erreur|internet|virement|chèque|la poste))?",
    re.IGNORECASE,
)
_MOVES = frozenset(
    word + end
    for word in (
        "allé", "venu", "arrivé", "parti", "entré", "sorti", "monté", "descendu", "né", "resté", "tombé", "retourné",
        "devenu", "passé", "rentré", "revenu", "décédé", "connu", "dû", "plus", "tous", "sous", "nu", "peu", "déçu",
    )
    for end in ("", "e", "s", "es")
)  # fmt: skip
"""Verbs that take être without being passive."""
_CUTS = re.compile(r"[;:,(]|(?<=\s)(?:et|mais|car|qui|si|ou|quand|parce|pour|afin|sans|lorsque|donc|puis)(?=\s)")


def _cut(sentence: str, said: tuple[Span, ...]) -> str:
    """Return the words just before the place nearest to the middle where the sentence can be cut; "" without one."""
    middle = said[len(said) // 2].start
    places = [match.start() for match in _CUTS.finditer(sentence) if 2 < _before(said, match.start()) < len(said) - 2]
    if not places:
        return ""
    place = min(places, key=lambda at: (abs(at - middle), at))
    last = _before(said, place)
    return sentence[said[max(0, last - 3)].start : said[last - 1].end]


def _before(said: tuple[Span, ...], place: int) -> int:
    return sum(word.end <= place for word in said)


def _parts(expression: str) -> tuple[frozenset[str], ...]:
    return tuple(forms_of(token.text) for token in tokens(expression))


def _stands(expression: _Expression, said: tuple[Span, ...], place: int) -> bool:
    parts = expression.parts
    if place + len(parts) > len(said):
        return False
    return all(said[place + n].text in parts[n] for n in range(1, len(parts)))


def _score(text: str, said: list[str], count: int, budget: Budget) -> Iterator[Hardness]:
    """Yield the whole text when it is long enough to be scored, and scores under its budget."""
    if budget.score and len(said) >= SCORED_WORDS and (score := ease(said, count)) < budget.score:
        yield Hardness("score", 0, len(text), " ".join(text[:60].split()), "", score, budget.score)


def _is_explained(read: str, beside: tuple[str, ...], screen: Screen) -> bool:
    """Tell whether the screen says what `read` means: words beside it, a bracket, "s'appelle", "c'est"."""
    whole = screen.whole
    return any(word.lower() in whole for word in beside) or bool(_explaining(read.replace("’", "'")).search(whole))


@lru_cache(maxsize=4096)
def _explaining(read: str) -> re.Pattern[str]:
    word = re.escape(read)
    return re.compile(
        rf"(?<!\w){word}\s*»?\s*\(|\((?:l'|la |le |les |un |une )?{word}\)"
        r"|(?:s'appelle|s'appellent|appelée?s?|dit aussi|nom de)\s+(?:aussi\s+)?"
        rf"(?:un |une |le |la |les |l'|«\s*)*{word}"
        rf"|(?<!\w){word}\s*»?\s*,?\s*:?\s*(?:c'est|est (?:une?|le|la)\b|est l'|sont des|veut dire|sert à|permet)"
    )


def _says_acronym(low: str, long_form: str, screen: Screen) -> bool:
    """Tell whether the screen spells the acronym out: its long form, or brackets around or after it."""
    whole = screen.whole
    return bool(long_form and long_form.lower().replace("’", "'") in whole) or bool(_spelling(low).search(whole))


@lru_cache(maxsize=4096)
def _spelling(low: str) -> re.Pattern[str]:
    short = re.escape(low)
    return re.compile(
        rf"\w[^.\n]*\((?:[^)]*\W)?{short}(?:\W[^)]*)?\)"
        rf"|(?:s'appelle|s'appellent|dit aussi)\s+(?:aussi |souvent )?(?:une?\s+|le\s+|la\s+|l')?{short}(?!\w)"
        rf"|(?<!\w){short}\s*(?:\(|,?\s*:?\s*c'est|est (?:une?|le|la)\b|est l'|veut dire|, (?:une? |l'|le |la |les ))"
    )
