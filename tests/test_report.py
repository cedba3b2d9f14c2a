"""Findings to text, JSON, GitHub annotations and GitLab code quality."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest

from commun_orientation_ssg.diagnostics import Bilingual, Diagnostic, Location, Note, Rule, Severity
from commun_orientation_ssg.report import FORMATS, render_report

RULE = Rule(
    "unknown-target",
    Severity.ERROR,
    Bilingual("cela mène à « {id} »", "this leads to “{id}”"),
    Bilingual("un identifiant", "an id"),
    Bilingual("vouliez-vous dire « fin » ?\nou « faim » ?", "did you mean “fin”?"),
)
WARN = Rule("old-link", Severity.WARNING, Bilingual("vieux : {url}, 100 %", "old: {url}, 100%"))
INFO = Rule("note", Severity.INFO, Bilingual("à savoir", "to know"))
SEEN = Note(Bilingual("remplacé ici", "replaced here"), Location("b.yaml", 8, 3))
FOUND = [
    WARN.at(Location("b, c:d.yaml", 2, 1, 2, 9), url="http://x"),
    RULE.at(Location("a.yaml", 42, 15, 42, 20), id="bial", notes=[SEEN]),
    INFO.at(Location("partners")),
]
# GitLab documentation, "Code Quality report format": the fields it requires and the severities it knows.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def gitlab(*found: Diagnostic) -> list[dict[str, object]]:
    return json.loads(render_report(found, format="gitlab"))  # type: ignore[no-any-return]


def test_text_says_where_what_expected_and_how_to_mend() -> None:
    """Four parts; the first line stands alone; each further line is indented."""
    assert render_report([FOUND[1]]) == (
        "a.yaml:42:15: erreur[unknown-target]: cela mène à « bial »\n"
        "  attendu: un identifiant\n"
        "  aide: vouliez-vous dire « fin » ?\n"
        "      ou « faim » ?\n"
        "  voir aussi: remplacé ici (b.yaml:8:3)\n"
    )


def test_text_in_english() -> None:
    """The same parts."""
    assert render_report([FOUND[1]], lang="en").splitlines()[:2] == [
        "a.yaml:42:15: error[unknown-target]: this leads to “bial”",
        "  expected: an id",
    ]


def test_findings_are_sorted_and_each_told_once() -> None:
    """Whatever the order they came in."""
    text = render_report([*FOUND, *reversed(FOUND)])
    assert re.findall(r"^\S.*?(?=: (?:erreur|attention|info))", text, re.MULTILINE) == [
        "a.yaml:42:15",
        "b, c:d.yaml:2:1",
        "partners",
    ]


def test_colour_adds_nothing_but_colour() -> None:
    """Without its codes the text is the same."""
    coloured = render_report(FOUND, colour=True)
    assert coloured != render_report(FOUND)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render_report(FOUND)


def test_json_keeps_every_part() -> None:
    """Places as numbers, sentences in the language asked, notes with their places."""
    first = json.loads(render_report(FOUND, format="json", lang="en"))["findings"][0]
    assert first == {
        "file": "a.yaml", "line": 42, "column": 15, "end_line": 42, "end_column": 20, "severity": "error",
        "code": "unknown-target", "message": "this leads to “bial”", "expected": "an id", "help": "did you mean “fin”?",
        "notes": [{"message": "replaced here", "location": "b.yaml:8:3"}],
    }  # fmt: skip


def test_github_escapes_what_would_end_a_command() -> None:
    """Source: actions/toolkit, packages/core/src/command.ts (escapeData, escapeProperty)."""
    lines = render_report(FOUND, format="github").splitlines()
    assert lines[0] == (
        "::error file=a.yaml,line=42,col=15,endLine=42,title=unknown-target::cela mène à « bial »"
        "%0Aattendu: un identifiant%0Aaide: vouliez-vous dire « fin » ?%0Aou « faim » ?"
    )
    assert lines[1] == "::warning file=b%2C c%3Ad.yaml,line=2,col=1,endLine=2,title=old-link::vieux : http://x, 100 %25"
    assert lines[2] == "::notice file=partners,title=note::à savoir"


def test_gitlab_has_the_published_shape() -> None:
    """Required fields, known severities, a line from 1 even for a whole file."""
    jsonschema.validate(gitlab(*FOUND), GITLAB)
    assert [item["severity"] for item in gitlab(*FOUND)] == ["major", "minor", "info"]


def test_gitlab_finding_that_moves_stays_the_same() -> None:
    """A line added above does not make an old problem a new one."""
    (one,), (moved,) = (
        gitlab(RULE.at(Location("a.yaml", 1, 1), id="x")),
        gitlab(RULE.at(Location("a.yaml", 9, 1), id="x")),
    )
    assert one["fingerprint"] == moved["fingerprint"]


def test_gitlab_twins_in_one_file_are_told_apart() -> None:
    """GitLab drops findings that share a fingerprint."""
    twins = gitlab(*(RULE.at(Location("a.yaml", line, 1), id="x") for line in (1, 2, 3)))
    assert len({item["fingerprint"] for item in twins}) == 3


def test_gitlab_fingerprint_does_not_depend_on_the_language() -> None:
    """The same problem, told in English, is the same problem."""
    english = json.loads(render_report(FOUND, format="gitlab", lang="en"))
    assert [item["fingerprint"] for item in english] == [item["fingerprint"] for item in gitlab(*FOUND)]


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_found_is_an_empty_report(format_: str) -> None:
    """Text says nothing; JSON stays JSON."""
    text = render_report([], format=format_)
    assert text == {"text": "", "github": "", "gitlab": "[]\n", "json": '{\n  "findings": []\n}\n'}[format_]
