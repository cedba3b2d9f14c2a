"""`when` expressions: read them, decide what the build can decide, and say the rest in words.

    expression = or ; or = and ("or" and)* ; and = not ("and" not)* ; not = "not" not | "(" or ")" | test
    test = NAME | FACT ("==" | "!=") VALUE | FACT ["not"] "in" "[" VALUE ("," VALUE)* "]"

A NAME is a condition of conditions.yaml. A FACT is `partner.id`, `partner.level`, `partner.territory` (decided at
build), `place.commune`, `place.departement`, `place.region` or `audience` (decided in the page).
Pure; knows no journey.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Facts
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import TypeAlias

from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity, did_you_mean

__all__ = [
    "FACTS",
    "MAX_CLASSES",
    "All",
    "Always",
    "AnyOf",
    "Expression",
    "Negation",
    "Test",
    "classes",
    "count_classes",
    "decide",
    "in_words",
    "read_condition",
    "tests",
    "to_text",
]

FACTS = (
    "partner.id",
    "partner.level",
    "partner.territory",
    "place.commune",
    "place.departement",
    "place.region",
    "audience",
)
ELSEWHERE = "*"
"""The value that stands for all values no condition names."""
MAX_CLASSES = 4096
"""Classes of residents that are walked through at most."""

UNREADABLE_CONDITION = Rule(
    "unreadable-condition",
    Severity.ERROR,
    Bilingual("cette condition ne se lit pas : {problem}", "this condition cannot be read: {problem_en}"),
    Bilingual(
        "par exemple : place.departement in [971, 972], audience == agent, ou le nom d'une condition",
        "for example: place.departement in [971, 972], audience == agent, or the name of a condition",
    ),
)
UNKNOWN_FACT = Rule(
    "unknown-fact",
    Severity.ERROR,
    Bilingual(
        "« {name} » n'est ni un fait connu ni le nom d'une condition",
        "“{name}” is neither a known fact nor a condition",
    ),
    Bilingual("l'un de : {known}", "one of: {known}"),
)


@dataclass(frozen=True, slots=True)
class Test:
    """`fact` is one of `values`."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Not `of`."""

    of: Expression


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `of`."""

    of: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of `of`."""

    of: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Always:
    """Known already: `holds` or not."""

    holds: bool


Expression: TypeAlias = Test | Negation | All | AnyOf | Always

_TOKEN = re.compile(r"\s*(==|!=|[()\[\],]|[\w.*'éèàê-]+|\S)")
_MAX_TOKENS = 200


class _UnreadableError(Exception):
    def __init__(self, fr: str, en: str) -> None:
        self.fr, self.en = fr, en


class _Reader:
    """A recursive-descent reader; at most `_MAX_TOKENS` tokens, so at most that depth."""

    def __init__(self, text: str, named: Facts[str, Expression]) -> None:
        self.tokens = _TOKEN.findall(text)
        self.named = named
        self.at = 0
        self.unknown: list[str] = []

    def read(self) -> Expression:
        if len(self.tokens) > _MAX_TOKENS:
            raise _UnreadableError("elle est trop longue", "it is too long")
        found = self.any_of()
        if self.peek():
            raise _UnreadableError(f"« {self.peek()} » est de trop", f"“{self.peek()}” is one too many")
        return found

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, wanted: str = "") -> str:
        token = self.peek()
        if not token or (wanted and token != wanted):
            wished = f"« {wanted} »" if wanted else "un mot"
            seen = f"« {token} »" if token else "la fin"
            raise _UnreadableError(
                f"{wished} attendu, {seen} trouvé", f"{wanted or 'a word'} expected, {token or 'the end'} found"
            )
        self.at += 1
        return token

    def any_of(self) -> Expression:
        parts = [self.all_of()]
        while self.peek() == "or":
            self.take()
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def all_of(self) -> Expression:
        parts = [self.negation()]
        while self.peek() == "and":
            self.take()
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def negation(self) -> Expression:
        if self.peek() == "not":
            self.take()
            return Negation(self.negation())
        if self.peek() == "(":
            self.take()
            inner = self.any_of()
            self.take(")")
            return inner
        return self.test()

    def test(self) -> Expression:
        name = self.take()
        if name in self.named and self.peek() not in ("==", "!=", "in"):
            return self.named[name]
        if name not in FACTS:
            self.unknown.append(name)
        operator = self.take()
        if operator in ("==", "!="):
            found: Expression = Test(name, (self.value(),))
            return Negation(found) if operator == "!=" else found
        if operator == "not":
            self.take("in")
            return Negation(Test(name, self.values()))
        if operator != "in":
            raise _UnreadableError(
                f"« == » ou « in » attendu, « {operator} » trouvé", f"== or in expected, {operator} found"
            )
        return Test(name, self.values())

    def values(self) -> tuple[str, ...]:
        self.take("[")
        found = [self.value()]
        while self.peek() == ",":
            self.take()
            found.append(self.value())
        self.take("]")
        return tuple(found)

    def value(self) -> str:
        token = self.take()
        if not re.fullmatch(r"[\w.'éèàê-]+", token):
            raise _UnreadableError(f"une valeur attendue, « {token} » trouvé", f"a value expected, {token} found")
        return token.strip("'")


def read_condition(
    text: str, location: Location, named: Facts[str, Expression]
) -> tuple[Expression | None, list[Diagnostic]]:
    """Read one expression; `named` holds the conditions that may be called by name.

    Returns:
        The expression, or None with the findings that say why.
    """
    if text.strip() in named:
        return named[text.strip()], []
    reader = _Reader(text, named)
    try:
        found = reader.read()
    except _UnreadableError as problem:
        if not reader.unknown:
            return None, [UNREADABLE_CONDITION.at(location, problem=problem.fr, problem_en=problem.en)]
        found = Always(False)
    known = [*FACTS, *named]
    findings = [
        UNKNOWN_FACT.at(location, name=name, known=", ".join(known), help=did_you_mean(name, known))
        for name in reader.unknown
    ]
    return (None if findings else found), findings


def decide(expression: Expression, facts: Facts[str, str]) -> Expression:
    """Replace every test on a known fact by its truth, and simplify; what is left needs facts not yet known."""
    match expression:
        case Test(fact, values):
            return Always(facts[fact] in values) if fact in facts else expression
        case Negation(of):
            inner = decide(of, facts)
            return Always(not inner.holds) if isinstance(inner, Always) else Negation(inner)
        case All(of):
            return _joined(All, [decide(part, facts) for part in of], neutral=True)
        case AnyOf(of):
            return _joined(AnyOf, [decide(part, facts) for part in of], neutral=False)
    return expression


def _joined(kind: type[All] | type[AnyOf], parts: list[Expression], *, neutral: bool) -> Expression:
    if Always(not neutral) in parts:
        return Always(not neutral)
    left = tuple(part for part in parts if part != Always(neutral))
    if not left:
        return Always(neutral)
    return left[0] if len(left) == 1 else kind(left)


def tests(expression: Expression) -> Iterator[Test]:
    """Yield every test of the expression."""
    match expression:
        case Test():
            yield expression
        case Negation(of):
            yield from tests(of)
        case All(of) | AnyOf(of):
            for part in of:
                yield from tests(part)


def classes(expressions: Iterable[Expression], *, limit: int = MAX_CLASSES) -> Iterator[dict[str, str]]:
    """Yield one set of facts for each class of people and places that the expressions can tell apart.

    Two residents in one class see the same answers everywhere. `ELSEWHERE` stands for all values not named. Stops after
    `limit` classes: `count_classes` tells whether that leaves some out.
    """
    told_apart = _values_told_apart(expressions)
    for values in islice(product(*told_apart.values()), limit):
        yield dict(zip(told_apart, values, strict=True))


def count_classes(expressions: Iterable[Expression]) -> int:
    """Return how many classes of residents the expressions can tell apart."""
    return prod(len(values) for values in _values_told_apart(expressions).values())


def _values_told_apart(expressions: Iterable[Expression]) -> dict[str, list[str]]:
    """Return, for each fact, one value of each group that every test treats alike; facts and values in order."""
    named: dict[str, set[tuple[str, ...]]] = {}
    for expression in expressions:
        for test in tests(expression):
            named.setdefault(test.fact, set()).add(test.values)
    found: dict[str, list[str]] = {}
    for fact, each in sorted(named.items()):
        lists = sorted(each)
        alike: dict[tuple[bool, ...], str] = {}
        for value in sorted({value for values in lists for value in values}):
            alike.setdefault(tuple(value in values for values in lists), value)
        found[fact] = [ELSEWHERE, *alike.values()]
    return found


_WORDS = {
    "audience": "pour {}",
    "place.commune": "si vous habitez la commune {}",
    "place.departement": "si vous habitez le département {}",
    "place.region": "si vous habitez la région {}",
}
_AUDIENCES = {"agent": "les agents", "moi": "vous-même", "proche": "un proche", "témoin": "un témoin"}


def in_words(expression: Expression) -> str:
    """Say the condition for someone who reads the page without script ("si vous habitez le département 971")."""
    match expression:
        case Test(fact, values):
            said = [_AUDIENCES.get(value, value) if fact == "audience" else value for value in values]
            return _WORDS.get(fact, "{}").format(" ou ".join(said))
        case Negation(of):
            return f"sauf {in_words(of)}"
        case All(of):
            return " et ".join(in_words(part) for part in of)
        case AnyOf(of):
            return " ou ".join(in_words(part) for part in of)
    return ""


def to_text(expression: Expression) -> str:
    """Write the expression for the page script, names replaced, in one canonical form."""
    match expression:
        case Test(fact, values):
            return f"{fact} in [{', '.join(values)}]"
        case Negation(of):
            return f"not ({to_text(of)})"
        case All(of):
            return " and ".join(f"({to_text(part)})" for part in of)
        case AnyOf(of):
            return " or ".join(f"({to_text(part)})" for part in of)
    return "true" if expression.holds else "false"
