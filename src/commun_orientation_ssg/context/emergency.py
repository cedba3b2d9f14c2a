"""The red button's page, in French and in other languages."""

from __future__ import annotations

from dataclasses import dataclass

from .page import Page

__all__ = ["EmergencyLine", "EmergencyPage", "EmergencyWords", "LanguageLink"]


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One line of the red button's page.

    Args:
        when: the situation, in plain words.
        hours: "24h/24, 7j/7", or its opening hours in words.
        tel, sms, chat_url: "" when the line has no such way.
        lang: code of the language of its words, when it is not that of the page (a partner's own line).
        hours_lang: the same for its hours.
    """

    key: str
    number: str
    label: str
    when: str
    hours: str
    free: bool
    tel: str
    sms: str = ""
    chat_url: str = ""
    note: str = ""
    checked: str = ""
    pictogram: str = ""
    lang: str = ""
    hours_lang: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language; `text` is the language's own name."""

    text: str
    path: str
    lang: str
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class EmergencyWords:
    """What the emergency page says in another language; the theme has the French words.

    Args:
        call, sms: what stands before the number.
        say, say_as: a French sentence to say on the phone, and how it is pronounced.
        french_below: says that the foot of the page is in French.
    """

    lead: str
    skip: str
    call: str
    sms: str
    chat: str
    free: str
    exit: str
    exit_text: str
    discreet_title: str
    discreet_text: str
    discreet_no_script: str
    discreet_framed: str
    say_title: str = ""
    say: str = ""
    say_as: str = ""
    french_below: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyPage(Page):
    """ "Urgence, danger", in French or in another language.

    Args:
        languages: the other languages it can be read in.
        words: None in French: the theme's own words.
    """

    lines: tuple[EmergencyLine, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    words: EmergencyWords | None = None
