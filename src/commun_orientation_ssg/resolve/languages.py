"""The red button's page in other languages: nothing that people read in French may be missing in another language."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Location
from ..model import EmergencyLanguage
from ..tree import Mapping
from . import rules
from .documents import Bound, child
from .references import References

__all__ = ["languages_of"]

_PLACES = {"daily": ("{from}", "{to}"), "checked": ("{date}",), "offline": ("{date}",)}


def languages_of(references: References) -> tuple[EmergencyLanguage, ...]:
    """Return the languages, French first; report lines that are missing, unknown, or without the remark they need."""
    documents = references.documents["language"]
    for bound in documents.values():
        references.findings.extend(_incomplete(bound, references))
        for id in bound.doc.lines:
            references.check("emergency", id, _line_at(bound, id))
    found = [_language(id, bound) for id, bound in documents.items()]
    return tuple(sorted(found, key=lambda language: (language.language != "fr", language.id)))


def _incomplete(bound: Bound, references: References) -> Iterator[Diagnostic]:
    for id, line in references.documents["emergency"].items():
        words = bound.doc.lines.get(id)
        if words is None:
            yield rules.UNTRANSLATED_LINE.at(bound.at("lines"), id=id, label=line.doc.label)
        elif line.doc.note and not words.note:
            yield rules.UNTRANSLATED_NOTE.at(_line_at(bound, id), id=id, note=line.doc.note)
    for key, places in _PLACES.items():
        for place in places:
            if place not in getattr(bound.doc.words, key):
                yield rules.MISSING_PLACEHOLDER.at(bound.at("words", key), placeholder=place)


def _line_at(bound: Bound, id: str) -> Location:
    """Return the place of the name of a line."""
    lines = child(bound.node, "lines")
    assert isinstance(lines, Mapping)  # the shape says so
    return lines.key_location(id)


def _language(id: str, bound: Bound) -> EmergencyLanguage:
    doc = bound.doc
    words = {name: value or "" for name, value in doc.words.model_dump().items()}
    lines = {key: (line.label, line.when, line.note or "") for key, line in doc.lines.items()}
    return EmergencyLanguage(id, doc.language, doc.name, doc.direction == "rtl", words, lines, bound.at("language"))
