"""What `commun check` says of hard texts, and that the commons and the example partners are plain."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median

import pytest
import yaml

from commun_orientation_ssg.build import build, check
from commun_orientation_ssg.checks import hard_to_read
from commun_orientation_ssg.diagnostics import Rule, Severity
from commun_orientation_ssg.loading import hard_texts, load, resident_texts
from commun_orientation_ssg.project import find_settings
from commun_orientation_ssg.readability import figures
from commun_orientation_ssg.report import render_report
from real_sites import ROOT, project
from tiny_project import FILES

PLAIN = """\
budgets:
  - id: title
    words: 12
    usual: 8
    letters: 14
    nouns: 1
    negations: 2
jargon:
  - id: solliciter
    word: solliciter
    say: demander
"""
JOURNEY = "content/journeys/logement.yaml"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write a project."""
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return folder


def made(folder: Path, **more: str) -> Path:
    """Write the smallest project with a list of plain words, `title` being that of an outcome."""
    files = {**FILES, "content/plain.yaml": PLAIN}
    files[JOURNEY] = files[JOURNEY].replace("Demandez conseil", more.get("title", "Demandez conseil"))
    return write(folder, files | {path: text for path, text in more.items() if "/" in path})


def findings(root: Path, lang: str = "fr") -> list[str]:
    """Return what `check` says about reading, as text."""
    settings = find_settings(root, {}, lang=lang)
    codes = {rule.code for rule in vars(hard_to_read).values() if isinstance(rule, Rule)}
    found = [one for one in check(settings) if one.code in codes]
    return render_report(found, lang=lang).splitlines()


def test_check_says_where_and_what_to_write_instead(tmp_path: Path) -> None:
    """At the exact column, with a word to paste, in the reader's language."""
    root = made(tmp_path, title="Pensez à solliciter la mairie")
    line = FILES[JOURNEY].splitlines().index("    title: Demandez conseil") + 1
    assert findings(root) == [
        f"{JOURNEY}:{line}:21: attention[jargon]: « solliciter » n'est pas un mot de tous les jours",
        "  aide: dites plutôt : demander",
    ]
    assert findings(root, "en") == [
        f"{JOURNEY}:{line}:21: warning[jargon]: “solliciter” is not an everyday word",
        "  help: say instead: demander",
    ]


def test_a_plain_project_has_nothing_to_change(tmp_path: Path) -> None:
    """The accepted twin."""
    assert findings(made(tmp_path, title="Demandez à la mairie")) == []


def test_a_long_sentence_and_an_acronym_get_their_own_help(tmp_path: Path) -> None:
    """Where to cut; and the long form of the lexicon."""
    lexicon = "acronyms:\n  - id: fsl\n    short: FSL\n    long: fonds de solidarité\n"
    title = "Demandez tout de suite une aide du FSL et appelez aussi la mairie de votre commune"
    said = findings(made(tmp_path, title=title, **{"content/lexicon.yaml": lexicon}))
    assert "  aide: coupez-la après « aide du FSL », ou retirez-en un morceau" in said
    assert "  aide: écrivez : fonds de solidarité (FSL)" in said


def test_what_the_commons_say_is_said_once_whatever_the_partners(tmp_path: Path) -> None:
    """A second partner adds no line about the commons; its own words are its own."""
    root = made(tmp_path, title="Pensez à solliciter la mairie")
    (own,) = {path.split("/")[1] for path in FILES if path.startswith("partners/")}
    second = {path.replace(own, "autre"): text for path, text in FILES.items() if path.startswith("partners/")}
    second["partners/autre/entries.yaml"] = "entries:\n  - id: a\n    title: À solliciter\n"
    write(root, second)
    settings = find_settings(root, {})
    loaded, _ = load(settings)
    assert loaded is not None
    assert len(list(hard_texts(loaded))) == 1
    assert [str(one.location) for one in hard_texts(loaded, "autre")] == ["partners/autre/entries.yaml:3:14"]
    assert list(hard_texts(loaded, own)) == []


def test_a_partner_adds_its_own_words_and_takes_some_back(tmp_path: Path) -> None:
    """An overlay of the list, as of any other document."""
    (own,) = {path.split("/")[1] for path in FILES if path.startswith("partners/")}
    words = """\
jargon:
  - id: solliciter
    hide: oui
    reason: Un mot de notre charte
  - id: guichet
    word: guichet
    say: accueil
"""
    entries = "entries:\n  - id: a\n    title: Solliciter le guichet\n"
    root = made(tmp_path, **{f"partners/{own}/plain.yaml": words, f"partners/{own}/entries.yaml": entries})
    (said, help) = findings(root)
    assert said.endswith("« guichet » n'est pas un mot de tous les jours")
    assert help == "  aide: dites plutôt : accueil"


def test_without_a_list_nothing_is_said(tmp_path: Path) -> None:
    """A project whose commons have no plain.yaml goes on."""
    assert findings(write(tmp_path, {**FILES})) == []


def test_a_build_does_not_pay_for_it(tmp_path: Path) -> None:
    """Only `check` reads texts over: a build says nothing of them."""
    root = made(tmp_path, title="Pensez à solliciter la mairie")
    report = build(find_settings(root, {}, out=str(tmp_path / "out")))
    assert "jargon" not in {finding.code for finding in report.all_findings()}


@pytest.mark.parametrize("value", ["douze", "-1", "1000", "1.5"])
def test_a_budget_is_a_whole_number(tmp_path: Path, value: str) -> None:
    """Anything else is refused where it stands."""
    root = made(tmp_path, **{"content/plain.yaml": PLAIN.replace("words: 12", f"words: {value}")})
    (found,) = [one for one in check(find_settings(root, {})) if one.severity is Severity.ERROR]
    assert (found.code, found.location.line, found.location.column) == ("bad-count", 3, 12)


# --------------------------------------------------------------------------------------------------------------------
# The real content.


@pytest.mark.parametrize("folder", ["", *project().partners])
def test_the_commons_and_the_example_partners_are_plain(folder: str) -> None:
    """Nothing that residents read is left to mend."""
    assert render_report(hard_texts(project(), folder)) == ""


def test_half_of_the_sentences_are_as_short_as_their_budget_says() -> None:
    """The limit is for the worst; this is for the rest."""
    texts, judge = resident_texts(project())
    lengths: dict[str, list[int]] = {}
    for text in texts:
        lengths.setdefault(text.kind, []).extend(figures(text.text).lengths)
    usual = {budget.id: budget.usual for budget in judge.plain.budgets}
    assert {kind for kind, found in lengths.items() if median(found) > usual[kind]} == set()


def test_the_words_of_the_interface_are_plain() -> None:
    """The theme's own sentences stand on every page."""
    _, judge = resident_texts(project())
    said = yaml.safe_load((ROOT / "themes/default/locales/fr.yaml").read_text("utf-8"))
    hard = {key: judge.judge(re.sub(r"{\w+}", "Toulon", text), "screen") for key, text in said.items()}
    assert {key: found for key, found in hard.items() if found} == {}


def test_every_proposal_is_itself_plain() -> None:
    """A word proposed in the place of another is not in the list; a meaning needs no other meaning."""
    _, judge = resident_texts(project())
    proposals = [entry.say for entry in judge.plain.jargon] + [entry.means for entry in judge.plain.explain]
    assert {text: found for text in proposals if (found := judge.judge(text, "text"))} == {}
    assert len(judge.plain.jargon) >= 250


def test_every_listed_word_is_found_as_it_is_written() -> None:
    """No entry is shadowed by another, or never matched."""
    _, judge = resident_texts(project())
    found = {
        entry.id: [one.kind for one in judge.judge(entry.word, "screen") if one.kind in ("jargon", "unexplained")]
        for entry in (*judge.plain.jargon, *judge.plain.explain)
    }
    assert {id: kinds for id, kinds in found.items() if not kinds} == {}
