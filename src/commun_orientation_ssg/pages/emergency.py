"""The red button's page, in French and in the other languages of the commons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from .. import context as c
from ..model import EmergencyLanguage, EmergencyLine, Site
from ..permalinks import EMERGENCY, emergency_path
from .dates import checked_on
from .heads import HOME, head
from .timetables import hours_in, hours_in_words

__all__ = ["emergency_pages"]


def emergency_pages(site: Site) -> Iterator[c.EmergencyPage]:
    """Yield the page in French, then in each other language; each leads to all the others."""
    yield c.EmergencyPage(
        *head(site.partner, EMERGENCY, "Urgence, danger"),
        back=HOME,
        indexed=True,
        discreet=True,
        lines=tuple(_line(line) for line in site.emergency),
        languages=_links(site),
    )
    for language in site.languages:
        yield _page_in(language, site)


def _page_in(language: EmergencyLanguage, site: Site) -> c.EmergencyPage:
    """Return the page in one more language; a line that only this partner has stays in French."""
    words = language.words
    path = emergency_path(language.id)
    french = c.LanguageLink("Français", EMERGENCY, "fr")
    return c.EmergencyPage(
        *head(site.partner, path, words["title"]),
        back=c.Tile(words["back"], HOME.path),
        indexed=True,
        discreet=True,
        lang=language.language,
        rtl=language.rtl,
        lines=tuple(_line_in(language, line) for line in site.emergency),
        languages=(french, *(link for link in _links(site) if link.path != path)),
        words=c.EmergencyWords(**{field.name: words[field.name] for field in fields(c.EmergencyWords)}),
    )


def _links(site: Site) -> tuple[c.LanguageLink, ...]:
    return tuple(
        c.LanguageLink(language.name, emergency_path(language.id), language.language, language.rtl)
        for language in site.languages
    )


def _line(line: EmergencyLine) -> c.EmergencyLine:
    return c.EmergencyLine(
        key=line.id,
        number=line.number.display,
        label=line.label,
        when=line.when,
        hours=hours_in_words(line.hours),
        free=line.free,
        tel=line.number.uri if "call" in line.how else "",
        sms=line.number.uri.replace("tel:", "sms:") if "sms" in line.how else "",
        chat_url=line.chat if "chat" in line.how else "",
        note=line.note,
        checked=checked_on(line.verified_on),
        pictogram=line.pictogram,
    )


def _line_in(language: EmergencyLanguage, line: EmergencyLine) -> c.EmergencyLine:
    """Return a line in another language, or in French, marked as such, when it has no words in that language."""
    french = _line(line)
    if line.id not in language.lines:
        return replace(french, lang="" if language.language == "fr" else "fr")
    label, when, note = language.lines[line.id]
    words = language.words
    said = hours_in(words, line.hours)
    return replace(
        french,
        label=label,
        when=when,
        note=note,
        checked=words["checked"].replace("{date}", f"{line.verified_on:%d/%m/%Y}"),
        hours=said or french.hours,
        hours_lang="" if said or language.language == "fr" else "fr",
    )
