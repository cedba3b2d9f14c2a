"""`commun readability`: figures by kind of text, the hardest first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checks.test_hard_to_read import JOURNEY, PLAIN, made, write
from commun_orientation_ssg.project import ProjectError, find_settings
from commun_orientation_ssg.proofreading import proofread, read_over
from commun_orientation_ssg.refusal import Refusal
from tiny_project import FILES

(OWN,) = {path.split("/")[1] for path in FILES if path.startswith("partners/")}
ENTRIES = {f"partners/{OWN}/entries.yaml": "entries:\n  - id: a\n    title: Sollicitez-nous\n"}


def test_the_partner_s_own_texts_come_first_then_the_longest_sentences(tmp_path: Path) -> None:
    """What a referent can mend stands on top."""
    title = "Sollicitez un deux trois quatre cinq six sept huit neuf dix onze douze treize"
    proofs = read_over(find_settings(made(tmp_path, title=title, **ENTRIES), {}), OWN)
    assert [(one.code, one.location.file) for one in proofs.findings] == [
        ("jargon", f"partners/{OWN}/entries.yaml"),
        ("long-sentence", JOURNEY),
        ("jargon", JOURNEY),
    ]


def test_the_table_shows_budgets_a_bar_and_proposals(tmp_path: Path) -> None:
    """In French, then in English."""
    root = made(tmp_path, **ENTRIES)
    french = proofread(find_settings(root, {}), OWN, "text").splitlines()
    assert french[0].split() == [
        "textes",
        "mots",
        "par",
        "phrase",
        "la",
        "plus",
        "longue",
        "note",
        "rien",
        "à",
        "changer",
    ]
    assert french[1].startswith("titres")
    assert "(8)" in french[1]
    assert "░" in french[1]
    assert french[-1] == "    → dites plutôt : demandez"
    english = proofread(find_settings(root, {}, lang="en"), OWN, "text").splitlines()
    assert english[1].startswith("titles")
    assert english[-1] == "    → say instead: demandez"


def test_when_all_is_plain_it_says_so(tmp_path: Path) -> None:
    """No list, but a sentence."""
    root = made(tmp_path)
    assert proofread(find_settings(root, {}), OWN, "text").endswith("Rien n'est difficile à lire.")
    assert proofread(find_settings(root, {}, lang="en"), OWN, "text").endswith("Nothing is hard to read.")


def test_many_findings_are_counted_not_all_shown(tmp_path: Path) -> None:
    """The worst fifteen, then how many more; a long sentence is quoted whole."""
    long = "un deux trois quatre cinq six sept huit neuf dix onze douze treize"
    entries = "entries:\n" + "".join(f"  - id: a{n}\n    title: {long}\n" for n in range(17))
    root = made(tmp_path, **{f"partners/{OWN}/entries.yaml": entries})
    said = proofread(find_settings(root, {}), OWN, "text").splitlines()
    assert said[-1] == "… et 2 autres : commun check"
    assert said.count(f"    {long}") == 15


def test_json_has_every_figure_and_finding(tmp_path: Path) -> None:
    """For a dashboard; a kind of text without a budget has zeros there."""
    data = json.loads(proofread(find_settings(made(tmp_path, **ENTRIES), {}), OWN, "json"))
    titles, *_ = data["kinds"]
    assert (titles["kind"], titles["limit_words"], titles["plain_texts"]) == ("title", 12, titles["texts"] - 1)
    assert next(kind for kind in data["kinds"] if kind["kind"] == "step")["limit_words"] == 0
    assert data["findings"] == [
        {
            "code": "jargon", "file": f"partners/{OWN}/entries.yaml", "line": 3, "column": 12, "read": "Sollicitez",
            "says": "« Sollicitez » n'est pas un mot de tous les jours", "help": "dites plutôt : demandez",
        }
    ]  # fmt: skip


def test_an_unknown_partner_and_broken_commons_are_refused(tmp_path: Path) -> None:
    """A message, not a traceback."""
    root = made(tmp_path)
    with pytest.raises(Refusal):
        read_over(find_settings(root, {}), "nulle-part")
    write(root, {"content/plain.yaml": PLAIN.replace("words", "mots")})
    with pytest.raises(ProjectError):
        read_over(find_settings(root, {}), OWN)
