"""Whatever a hand does to the real content, the answer is located findings: never a traceback."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import Case
from commun_orientation_ssg.diagnostics import Diagnostic, has_errors, in_order
from commun_orientation_ssg.resolve import SharedContact
from commun_orientation_ssg.source import read_tables
from commun_orientation_ssg.territory import read_territories

ROOT = Path(__file__).resolve().parent.parent
PARTNERS = ("var", "toulon", "nord", "hauts-de-france")
PIECES = st.sampled_from(
    [
        "- ",
        "  ",
        ":",
        "'",
        '"',
        "{",
        "[",
        "]",
        "#",
        "\t",
        "|",
        "add:",
        "hide: oui",
        "id: x",
        "oui",
        "a{b",
        "%s",
        "\\",
        "",
        "é",
        "\n",
    ]
)


class RealCase(Case):
    """The real commons and partners; what others share is left out, it is read by other tests."""

    def directory(self) -> tuple[SharedContact, ...]:
        """Return nothing."""
        return ()


@cache
def real() -> RealCase:
    """Read the shipped content once."""
    paths = [
        *(path for path in (ROOT / "content").rglob("*.yaml") if path.parent.name != "national"),
        *(path for id in PARTNERS for path in (ROOT / "partners" / id).rglob("*.yaml")),
    ]
    texts = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    case = RealCase(territories=read_territories(read_tables(ROOT / "content")))
    case.texts = dict(texts)
    return case


def mutated(text: str, edits: list[tuple[float, int, str]]) -> str:
    """Return `text` with, at each place, some characters replaced by a piece."""
    for where, length, piece in edits:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + length :]
    return text


def check_told(findings: list[Diagnostic]) -> None:
    """Every finding has a file and a line, and reads in both languages."""
    for finding in in_order(findings):
        assert finding.location.file.endswith(".yaml"), finding
        assert finding.location.line > 0, finding
        for lang in ("fr", "en"):
            said = [finding.says(lang)]
            said += [text.text(lang, dict(finding.fields)) for text in (finding.rule.expected, finding.help) if text]
            assert all(said)


EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), PIECES), min_size=1, max_size=3)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), EDITS)
def test_mutations_of_a_partner_give_located_findings(data: st.DataObject, edits: list[tuple[float, int, str]]) -> None:
    """One file of a real partner, edited at random: the partner is read to its end."""
    case = real()
    path = data.draw(st.sampled_from(sorted(path for path in case.texts if path.startswith("partners/"))))
    before = case.texts[path]
    case.texts[path] = mutated(str(before), edits)
    try:
        check_told(case.partner(path.split("/")[1])[1])
    finally:
        case.texts[path] = before


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), EDITS)
def test_mutations_of_the_commons_give_located_findings(
    data: st.DataObject, edits: list[tuple[float, int, str]]
) -> None:
    """One file of the commons, edited at random: the commons and a partner are read to their end."""
    case = RealCase(territories=real().territories)
    case.texts = dict(real().texts)
    path = data.draw(st.sampled_from(sorted(path for path in case.texts if path.startswith("content/"))))
    case.texts[path] = mutated(str(case.texts[path]), edits)
    commons, findings = case.resolved
    check_told(findings)
    if commons is not None and not has_errors(findings):
        check_told(case.partner("var")[1])


def test_the_real_partners_are_without_error() -> None:
    """What we ship is right."""
    case = real()
    assert [finding.says() for finding in case.resolved[1]] == []
    for id in PARTNERS:
        case.site(id)
