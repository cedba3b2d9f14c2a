"""Diagnostics to text, JSON or CI annotations, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from .diagnostics import Diagnostic, Severity, in_order

__all__ = ["FORMATS", "render_report"]

FORMATS = ("text", "json", "github", "gitlab")
_WORDS = {
    "fr": {Severity.ERROR: "erreur", Severity.WARNING: "attention", Severity.INFO: "info"},
    "en": {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"},
}
_LABELS = {
    "fr": {"expected": "attendu", "help": "aide", "note": "voir aussi"},
    "en": {"expected": "expected", "help": "help", "note": "note"},
}


_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[33m", Severity.INFO: "\x1b[36m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def render_report(
    diagnostics: Iterable[Diagnostic], *, format: str = "text", lang: str = "fr", colour: bool = False
) -> str:
    """Return the findings, sorted, in one of `FORMATS`; "" when there is none (but `json` and `gitlab` give a list).

    Args:
        colour: mark severities with terminal colours; `text` only.
    """
    found = in_order(diagnostics)
    if format == "json":
        return json.dumps({"findings": [_as_data(item, lang) for item in found]}, ensure_ascii=False, indent=2) + "\n"
    if format == "gitlab":
        return json.dumps(list(_as_gitlab(found, lang)), ensure_ascii=False, indent=2) + "\n"
    if format == "github":
        return "".join(_as_github(item, lang) + "\n" for item in found)
    return "".join(_as_text(item, lang, colour) + "\n" for item in found)


def _as_text(item: Diagnostic, lang: str, colour: bool) -> str:
    fields, labels = dict(item.fields), _LABELS[lang]
    place, kind = str(item.location), f"{_WORDS[lang][item.severity]}[{item.code}]"
    if colour:
        place, kind = f"{_BOLD}{place}{_PLAIN}", f"{_COLOURS[item.severity]}{kind}{_PLAIN}"
    lines = [f"{place}: {kind}: {item.says(lang)}"]
    if item.rule.expected:
        lines.append(f"  {labels['expected']}: {item.rule.expected.text(lang, fields)}")
    if item.help:
        lines.append(_indented(labels["help"], item.help.text(lang, fields)))
    for note in item.notes:
        where = f" ({note.location})" if note.location else ""
        lines.append(f"  {labels['note']}: {note.text.text(lang, fields)}{where}")
    return "\n".join(lines)


def _indented(label: str, text: str) -> str:
    return f"  {label}: " + text.replace("\n", "\n      ")


def _as_data(item: Diagnostic, lang: str) -> dict[str, object]:
    fields, at = dict(item.fields), item.location
    return {
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "end_line": at.end_line,
        "end_column": at.end_column,
        "severity": item.severity.word,
        "code": item.code,
        "message": item.says(lang),
        "expected": item.rule.expected.text(lang, fields) if item.rule.expected else None,
        "help": item.help.text(lang, fields) if item.help else None,
        "notes": [
            {"message": note.text.text(lang, fields), "location": str(note.location) if note.location else None}
            for note in item.notes
        ],
    }


def _message(item: Diagnostic, lang: str) -> str:
    fields = dict(item.fields)
    parts = [item.says(lang)]
    if item.rule.expected:
        parts.append(f"{_LABELS[lang]['expected']}: {item.rule.expected.text(lang, fields)}")
    if item.help:
        parts.append(f"{_LABELS[lang]['help']}: {item.help.text(lang, fields)}")
    return "\n".join(parts)


def _as_github(item: Diagnostic, lang: str) -> str:
    word = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}[item.severity]
    at = item.location
    place = f"file={_escape(at.file, property=True)}"
    if at.line:
        place += f",line={at.line},col={at.column}"
        if at.end_line:
            place += f",endLine={at.end_line}"
    return f"::{word} {place},title={_escape(item.code, property=True)}::{_escape(_message(item, lang))}"


def _escape(text: str, *, property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property else text


def _as_gitlab(found: Iterable[Diagnostic], lang: str) -> Iterator[dict[str, object]]:
    """Yield GitLab's code quality issues; without the line in its fingerprint, a finding that moves stays the same one.

    Source: GitLab documentation, "Code Quality report format".
    """
    seen: Counter[str] = Counter()
    for item in found:
        text = f"{item.location.file} {item.code} {item.says('fr')}"
        seen[text] += 1
        yield {
            "description": _message(item, lang),
            "check_name": item.code,
            "fingerprint": hashlib.sha256(f"{text} {seen[text]}".encode()).hexdigest(),
            "severity": {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}[item.severity],
            "location": {"path": item.location.file, "lines": {"begin": max(item.location.line, 1)}},
        }
