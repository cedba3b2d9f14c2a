"""The proof that nobody leaves empty-handed, against a walk of every combination of answers."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY, Case
from commun_orientation_ssg.checks import empty_handed
from commun_orientation_ssg.conditions import Always, decide
from commun_orientation_ssg.model import Outcome, Site

STEPS = ["q0", "q1", "q2", "q3", "o0", "o1", "o2"]
CONTACTS = {"o0": "fsl", "o1": "allo", "o2": "adil"}
WHEN = st.sampled_from(
    ["", "", "audience == agent", "not audience == agent", "place.departement in [83, 971]", "audience in [moi, agent]"]
)
PEOPLE = [
    {"audience": audience, "place.departement": place}
    for audience, place in product(("agent", "moi", "proche"), ("83", "971", "59"))
]


def journeys() -> st.SearchStrategy[str]:
    """Texts of a journey of four questions and three outcomes, one of which helps nobody."""
    answers = st.lists(st.tuples(st.sampled_from(STEPS), WHEN), min_size=1, max_size=3)
    return st.tuples(*[answers] * 4, st.sampled_from(STEPS[:4])).map(lambda drawn: text_of(drawn[:4], drawn[4]))


def text_of(questions: tuple[list[tuple[str, str]], ...], start: str) -> str:
    """Write a journey."""
    lines = [f"title: T\nstart: {start}\nquestions:"]
    for n, answers in enumerate(questions):
        lines.append(f"  q{n}:\n    ask: Q{n}\n    answers:")
        for m, (target, when) in enumerate(answers):
            lines.append(
                f"      a{m}:\n        text: A{m}"
                + (f"\n        when: {when}" if when else "")
                + f"\n        next: {target}"
            )
    lines.append("outcomes:")
    lines += [f"  {name}:\n    title: {name}\n    tell: T\n    contacts: [{id}]" for name, id in CONTACTS.items()]
    return "\n".join(lines) + "\n"


def walked(site: Site) -> set[tuple[str, str]]:
    """Return (code, step) of every failure, by walking all combinations of answers of every kind of people."""
    failures: set[tuple[str, str]] = set()
    for facts in PEOPLE:
        shown = {
            key: [
                a.target
                for a in getattr(step, "answers", ())
                if a.guard is None or decide(a.guard.expression, facts) == Always(True)
            ]
            for key, step in site.journeys["essai"].steps.items()
        }
        todo, seen = ["essai/" + site.journeys["essai"].start.partition("/")[2]], set()
        while todo:
            key = todo.pop()
            if key in seen:
                continue
            seen.add(key)
            todo += shown[key]
            if key == "essai/o1":
                failures.add(("outcome-without-human", key))
            elif not isinstance(site.step(key), Outcome) and not shown[key]:
                failures.add(("no-answer-for-some", key))
            elif not ends(key, shown):
                failures.add(("trap", key))
    return failures


def ends(key: str, shown: dict[str, list[str]]) -> bool:
    """Tell whether some chain of answers from `key` ends on an outcome, by trying chains of growing length."""
    reached = {key}
    for _ in shown:
        reached |= {target for step in reached for target in shown[step]}
    return any(step.startswith("essai/o") for step in reached)


@settings(max_examples=60)
@given(journeys())
def test_the_proof_finds_what_a_walk_of_every_combination_finds(text: str) -> None:
    """The same failures at the same steps, neither more nor fewer."""
    site, _ = Case({"content/journeys/essai.yaml": text}).partner()
    assert site is not None
    keys = {step.location: key for key, step in site.journeys["essai"].steps.items()}
    found = {(f.code, keys[f.location]) for f in empty_handed.check(site, TODAY) if f.location in keys}
    assert found == walked(site)
