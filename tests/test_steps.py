"""The data that a journey's pages draw their questions from, and its conditions read by the page as by the build."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builders import Case, with_lines
from commun_orientation_ssg import conditions
from commun_orientation_ssg.conditions import All, Always, AnyOf, Expression, Negation, decide, to_text
from commun_orientation_ssg.pages import Pages
from real_sites import site

JOURNEY = "content/journeys/logement.yaml"
JS = Path(__file__).resolve().parent.parent / "themes" / "default" / "js"


def data(case: Case, id: str = "logement") -> dict[str, Any]:
    """Return the data of a journey, as the page reads it."""
    path, script = Pages(case.site()).scripts[id]
    assert path.startswith(f"data/journeys/{id}.")
    text = script.decode()
    head = f'(window.communData=window.communData||{{}})["journey/{id}"]='
    assert text.startswith(head)
    found: dict[str, Any] = json.loads(text.removeprefix(head).removesuffix(";\n"))
    return found


def test_a_journey_is_its_questions_and_where_answers_lead() -> None:
    """Outcomes stay pages: only their names are there."""
    assert data(Case()) == {
        "id": "logement",
        "questions": {
            "situation": ["Que se passe-t-il ?", "", [["payer", "Payer", "retard"], ["dormir", "Dormir", "abri"]]]
        },
    }


def test_an_answer_carries_its_condition_and_a_pictogram_keeps_its_page() -> None:
    """In words for the person, as an expression for the page; a pictogram is drawn by the theme only."""
    texts = with_lines(
        JOURNEY, "        text: Payer\n", "        text: Payer\n        when: place.departement == 971\n"
    )
    (question,) = data(Case(texts))["questions"].values()
    words, when = question[2][0][4:]
    assert (words, when) == ("si vous habitez le département 971", "place.departement in [971]")
    texts = with_lines(JOURNEY, "        text: Payer\n", "        text: Payer\n        pictogram: logement\n")
    (question,) = data(Case(texts))["questions"].values()
    assert question[3] == 1


def test_a_closing_tag_in_a_text_closes_nothing() -> None:
    """What residents read may hold any sign."""
    texts = with_lines(JOURNEY, "        text: Payer\n", '        text: "Payer </script>"\n')
    _, script = Pages(Case(texts).site()).scripts["logement"]
    assert b"</script" not in script


@pytest.mark.parametrize("id", ["var", "toulon"])
def test_no_data_holds_a_sensitive_step(id: str) -> None:
    """Neither its question nor its name: only the neutral address of its page."""
    found = site(id)
    pages = Pages(found)
    for journey, (_, script) in pages.scripts.items():
        assert not found.journeys[journey].sensitive
        text = script.decode()
        for key in pages.links.sensitive:
            assert f"parcours/{key}/" not in text
            if key.startswith(f"{journey}/"):
                assert f'"{key.partition("/")[2]}":[' not in text


def random_expression(dice: random.Random, depth: int = 3) -> Expression:
    """Return an expression of a few facts."""
    kind = dice.randrange(5) if depth else 0
    if kind == 3:
        return Negation(random_expression(dice, depth - 1))
    if kind in (1, 2):
        parts = tuple(random_expression(dice, depth - 1) for _ in range(dice.randrange(2, 4)))
        return All(parts) if kind == 1 else AnyOf(parts)
    if kind == 4:
        return Always(dice.random() < 0.5)
    fact = dice.choice(("audience", "place.departement", "place.region"))
    return conditions.Test(fact, tuple(dice.sample(("moi", "témoin", "83", "2A", "R93"), dice.randrange(1, 4))))


@pytest.mark.node
def test_the_page_decides_a_condition_as_the_build_does() -> None:
    """500 random conditions, with all, some or none of the facts known."""
    dice = random.Random(5)
    asked, expected = [], []
    for _ in range(500):
        expression = random_expression(dice)
        values = {"audience": "témoin", "place.departement": "83", "place.region": "R93"}
        facts = {name: value for name, value in values.items() if dice.random() < 0.6}
        left = decide(expression, facts)
        asked.append([to_text(expression), facts])
        expected.append(left.holds if isinstance(left, Always) else None)
    code = f"""
        const conditions = require({json.dumps(str(JS / "conditions.js"))});
        const asked = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        process.stdout.write(JSON.stringify(asked.map(([text, facts]) => conditions.decide(text, facts))));
    """
    done = subprocess.run(
        ["node", "-e", code], input=json.dumps(asked), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert json.loads(done.stdout) == expected
