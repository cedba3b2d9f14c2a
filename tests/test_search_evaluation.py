"""Files of queries: how they are read, what is counted, what a scenario says when it fails."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

import pytest

from builders import Case as Project
from commun_orientation_ssg.loading import read_searchable
from commun_orientation_ssg.project import ProjectError, find_settings
from commun_orientation_ssg.refusal import Refusal
from commun_orientation_ssg.resolve import bind_layer
from commun_orientation_ssg.search import check_scenarios
from commun_orientation_ssg.search.command import searched
from commun_orientation_ssg.search.evaluation import Case, evaluate, read_cases
from test_search_ranking import NEEDS, make_index
from tiny_project import FILES

FILE = """\
query\tneed_id\tkind\tnote
loyer en retard\tloyer|carte\tplain\tdeux besoins acceptés
quel temps demain\t-\t
mon mari me frappe\tviolences-conjugales\temergency
xkcdqwz\tloyer\ttypo
"""


def test_a_file_of_queries_is_read_by_its_columns() -> None:
    """Several accepted needs, none at all, a kind by default; a first line of titles or not."""
    cases = list(read_cases(FILE))
    assert cases[0] == Case("loyer en retard", ("loyer", "carte"), "plain")
    assert cases[1] == Case("quel temps demain", (), "plain")
    assert list(read_cases(FILE.partition("\n")[2])) == cases
    assert list(read_cases("")) == []


def test_the_summary_counts_what_the_issue_asks() -> None:
    """Hits by kind, refusals, answers out of scope, alarms."""
    report = evaluate(read_cases(FILE), make_index())
    summary = report["summary"]
    assert summary["in_scope"] == {"queries": 3, "hit_1": 66.7, "hit_3": 66.7, "mrr": 0.667}
    assert summary["by_kind"]["emergency"]["hit_1"] == 100.0
    assert (summary["out_of_scope_answered"], summary["wrongly_refused"]) == (0.0, 33.3)
    assert (summary["emergency_shown"], summary["false_alarms"]) == (100.0, 0.0)
    assert report["queries"][0]["results"][0] == "loyer"
    assert set(report["queries"][0]) == {"query", "kind", "results", "emergency", "clarify", "abstained"}


def test_a_scenario_whose_need_falls_out_of_the_first_three_is_an_error_at_its_line() -> None:
    """The referent's own phrases keep working, or the check says which does not."""
    scenarios = """\
        scenarios:
          - id: bon
            search: loyer en retard
            expect: loyer
          - id: perdu
            search: xkcdqwz
            expect: loyer
          - id: marche
            walk: [logement]
            expect: logement/retard
        """
    case = Project({"content/needs/logement.yaml": dedent(NEEDS), "partners/var/scenarios.yaml": dedent(scenarios)})
    layer, _ = case.partner_layer()
    documents, _ = bind_layer(layer, case.commons.layer, case.commons.documents)
    found = list(check_scenarios(documents["scenario"], make_index()))
    assert [(one.code, str(one.location)) for one in found] == [("scenario-lost", "partners/var/scenarios.yaml:6:13")]


SIGNS = {
    "content/signs.yaml": dedent("""\
        signs:
          - id: coups
            need: impaye-loyer
            show: banner
            words:
              - PARTENAIRE
              - frappe, tape
        """),
    "content/danger.yaml": "lists:\n  - id: partenaire\n    words: mari, copain\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of a few lines on the disk."""
    for name, text in {**FILES, **SIGNS}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def run(project: Path, query: str | None, queries: Path | None, format_: str, lang: str = "fr") -> str:
    """Return what the command prints."""
    partner = sorted(path.name for path in (project / "partners").iterdir())[0]
    index = read_searchable(find_settings(project, {}, lang=lang), partner).index
    return searched(index, query, queries, format_=format_, english=lang == "en")


def test_one_query_is_answered_in_words_or_in_json(project: Path) -> None:
    """For people, and for tools."""
    assert run(project, "loyer en retard", None, "text").startswith("1. Je n'arrive plus à payer mon loyer")
    assert json.loads(run(project, "loyer en retard", None, "json"))["results"][0]["need"] == "impaye-loyer"
    assert "Aucune réponse" in run(project, "xkcdqwz", None, "text")
    assert "No answer" in run(project, "xkcdqwz", None, "text", lang="en")
    assert run(project, "mon mari me frappe", None, "text").startswith("! une alerte")


def test_a_file_gives_answers_and_figures(project: Path) -> None:
    """The same columns as the referent's."""
    path = project / "phrases.tsv"
    path.write_text("query\tneed_id\tkind\tnote\nloyers en retard\timpaye-loyer\tplain\t\n", "utf-8")
    assert json.loads(run(project, None, path, "json"))["summary"]["in_scope"]["hit_1"] == 100.0
    assert "dans le champ" in run(project, None, path, "text")
    assert "in scope" in run(project, None, path, "text", lang="en")


def test_a_command_that_cannot_be_done_says_why(project: Path) -> None:
    """No phrase, no such file, no such partner."""
    with pytest.raises(Refusal):
        run(project, None, None, "text")
    with pytest.raises(ProjectError):
        run(project, None, project / "absent.tsv", "text")
    with pytest.raises(Refusal):
        read_searchable(find_settings(project, {}), "absent")
