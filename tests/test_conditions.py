"""Conditions are read, decided as far as can be, and said in words."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg import conditions as c
from commun_orientation_ssg.diagnostics import Location

HERE = Location("f.yaml", 3, 5)
NAMED = {"mer": c.Test("place.departement", ("971", "972"))}


def read(text: str) -> c.Expression:
    """Read a condition that must be right."""
    expression, findings = c.read_condition(text, HERE, NAMED)
    assert expression is not None, [finding.says() for finding in findings]
    return expression


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("audience == agent", "audience in [agent]"),
        ("audience != agent", "not (audience in [agent])"),
        ("place.departement in [971, 972]", "place.departement in [971, 972]"),
        ("place.departement not in [971]", "not (place.departement in [971])"),
        ("not mer", "not (place.departement in [971, 972])"),
        ("not not mer", "not (not (place.departement in [971, 972]))"),
        ("mer", "place.departement in [971, 972]"),
        ("mer or audience == agent", "(place.departement in [971, 972]) or (audience in [agent])"),
        (
            "audience == a or audience == b and audience == c",
            "(audience in [a]) or ((audience in [b]) and (audience in [c]))",
        ),
        (
            "(audience == a or audience == b) and audience == c",
            "((audience in [a]) or (audience in [b])) and (audience in [c])",
        ),
    ],
)
def test_a_condition_has_one_canonical_form(text: str, canonical: str) -> None:
    """`and` binds more than `or`, `not` more than both; names are replaced."""
    assert c.to_text(read(text)) == canonical


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable-condition"),
        ("audience", "unreadable-condition"),
        ("audience ==", "unreadable-condition"),
        ("audience == (", "unreadable-condition"),
        ("audience = agent", "unreadable-condition"),
        ("audience not agent", "unreadable-condition"),
        ("audience in agent", "unreadable-condition"),
        ("audience in [agent", "unreadable-condition"),
        ("audience == agent agent", "unreadable-condition"),
        ("(audience == agent", "unreadable-condition"),
        ("( " * 300, "unreadable-condition"),
        ("audiance == agent", "unknown-fact"),
        ("merr", "unknown-fact"),
        ("partner.name == var", "unknown-fact"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, code: str) -> None:
    """Never an exception, always at the place of the condition."""
    expression, findings = c.read_condition(text, HERE, NAMED)
    assert expression is None
    assert [(finding.code, finding.location) for finding in findings] == [(code, HERE)]


def test_an_unknown_name_comes_with_the_nearest_one() -> None:
    """Facts and named conditions are both proposed."""
    for text, near in (("audiance == agent", "audience"), ("merr", "mer")):
        help = c.read_condition(text, HERE, NAMED)[1][0].help
        assert help is not None
        assert f"« {near} »" in help.fr


@given(st.text(max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    """No input raises."""
    expression, findings = c.read_condition(text, HERE, NAMED)
    assert (expression is None) == bool(findings)


FACTS = {"audience": ("agent", "moi"), "place.departement": ("83", "971", "2A"), "partner.level": ("commune",)}
TESTS = st.sampled_from([c.Test(fact, values[:n]) for fact, values in FACTS.items() for n in range(1, len(values) + 1)])
EXPRESSIONS: st.SearchStrategy[c.Expression] = st.recursive(
    TESTS | st.booleans().map(c.Always),
    lambda inner: st.one_of(
        inner.map(c.Negation),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: c.All(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: c.AnyOf(tuple(parts))),
    ),
    max_leaves=6,
)


def truth(expression: c.Expression, facts: dict[str, str]) -> bool:
    """Decide an expression with every fact known."""
    decided = c.decide(expression, facts)
    assert isinstance(decided, c.Always)
    return decided.holds


def residents() -> list[dict[str, str]]:
    """Every combination of the values that tests name, and of one they do not."""
    return [dict(zip(FACTS, values, strict=True)) for values in product(*((*v, "?") for v in FACTS.values()))]


@given(EXPRESSIONS, st.sampled_from(sorted(FACTS)))
def test_deciding_in_two_steps_is_deciding_at_once(expression: c.Expression, first: str) -> None:
    """What the build decides changes nothing to what the page decides after."""
    for facts in residents():
        early = c.decide(expression, {first: facts[first]})
        assert truth(early, facts) == truth(expression, facts)


@given(EXPRESSIONS)
def test_what_is_written_for_the_page_reads_back_the_same(expression: c.Expression) -> None:
    """The canonical form means the same (a known truth is not written in a condition)."""
    if isinstance(decided := c.decide(expression, {}), c.Always):
        assert c.to_text(decided) in ("true", "false")
    else:
        again = read(c.to_text(decided))
        assert all(truth(again, facts) == truth(expression, facts) for facts in residents())


@given(st.lists(EXPRESSIONS, max_size=4))
def test_every_resident_is_like_one_of_the_classes(expressions: list[c.Expression]) -> None:
    """Whatever they answer to each condition, one class answers the same."""
    classes = list(c.classes(expressions))
    kinds = {tuple(truth(e, {**dict.fromkeys(FACTS, "?"), **facts}) for e in expressions) for facts in classes}
    assert all(tuple(truth(e, facts) for e in expressions) in kinds for facts in residents())
    assert len(classes) == c.count_classes(expressions)


def test_values_that_no_condition_tells_apart_are_one_class() -> None:
    """Five overseas départements in one list are one kind of place."""
    expressions = [read("place.departement in [971, 972, 973, 974, 976]"), read("audience == agent")]
    assert c.count_classes(expressions) == 4


def test_classes_stop_at_the_limit() -> None:
    """A silly number of places does not hang the build."""
    expressions = [read("mer"), read("audience == agent")]
    assert len(list(c.classes(expressions, limit=3))) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("audience == agent", "pour les agents"),
        ("not audience == agent", "sauf pour les agents"),
        ("mer", "si vous habitez le département 971 ou 972"),
        ("mer and audience == proche", "si vous habitez le département 971 ou 972 et pour un proche"),
        ("mer or place.region == R93", "si vous habitez le département 971 ou 972 ou si vous habitez la région R93"),
    ],
)
def test_a_condition_is_said_in_words(text: str, words: str) -> None:
    """For someone who reads the page without script."""
    assert c.in_words(read(text)) == words


def test_a_known_truth_has_no_words() -> None:
    """Nothing needs to be said."""
    assert c.in_words(c.Always(True)) == ""


def test_joining_known_truths_leaves_only_what_is_not_known() -> None:
    """True and x is x; false or x is x; true or x is true."""
    test = read("audience == agent")
    assert c.decide(c.All((c.Always(True), test)), {}) == test
    assert c.decide(c.AnyOf((c.Always(False), test)), {}) == test
    assert c.decide(c.AnyOf((c.Always(True), test)), {}) == c.Always(True)
    assert c.decide(c.All((c.Always(True), c.Always(True))), {}) == c.Always(True)
