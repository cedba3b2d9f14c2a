"""The pages that list what a partner has: topics, needs, communes; for agents, contacts and answers."""

from __future__ import annotations

from dataclasses import dataclass

from .contacts import AlertLine, Card
from .page import Page, Tile

__all__ = [
    "AgentsPage",
    "AlphabetLetter",
    "AlphabetLine",
    "AlphabetPage",
    "CommuneContacts",
    "CommuneGroupPage",
    "CommuneLetter",
    "CommunesPage",
    "HiddenItem",
    "HomePage",
    "TopicPage",
]


@dataclass(frozen=True, slots=True)
class HomePage(Page):
    """The partner's first page."""

    topics: tuple[Tile, ...] = ()
    frequent: tuple[Tile, ...] = ()
    entries: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicPage(Page):
    """The needs of one topic."""

    hint: str = ""
    needs: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """A need or journey that the partner chose not to show, and why; listed publicly."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlphabetLine:
    """One need of the A to Z: "Demande de " + "logement social (HLM)" stands at L.

    Args:
        before, word: the official name, cut before the word it is sorted by.
        title: the same need as people say it.
    """

    path: str
    before: str
    word: str
    title: str


@dataclass(frozen=True, slots=True)
class AlphabetLetter:
    """One letter of the A to Z."""

    letter: str
    needs: tuple[AlphabetLine, ...]


@dataclass(frozen=True, slots=True)
class AlphabetPage(Page):
    """Every need, by its first meaningful letter."""

    letters: tuple[AlphabetLetter, ...] = ()
    hidden: tuple[HiddenItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CommuneLetter:
    """The communes of one letter; each leads to its place on the page of its EPCI."""

    letter: str
    communes: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class CommunesPage(Page):
    """The communes of the territory, from A to Z; those of a région, département by département."""

    letters: tuple[CommuneLetter, ...] = ()
    departements: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class CommuneContacts:
    """Who answers in one commune, beside those who answer in all of its EPCI.

    Args:
        anchor: its id in the page.
        near: the nearest France services, in words.
    """

    anchor: str
    name: str
    cards: tuple[Card, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommuneGroupPage(Page):
    """The communes of one EPCI.

    Args:
        shared: who answers in all of them.
        welcomes: the France services that they name.
    """

    shared: tuple[Card, ...] = ()
    communes: tuple[CommuneContacts, ...] = ()
    welcomes: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class AgentsPage(Page):
    """Where agents start a call: every contact and every answer, found by a word, a street, a name or a number.

    Args:
        contacts: the partner's own and those that its answers lead to.
        outcomes: every answer, with the subject it belongs to as its hint.
        contact_words, outcome_words: in the same order, what else each is found by: services, acronyms, words of needs.
        alerts: those of some contacts only, which they name; those of all pages are in `frame`.
    """

    contacts: tuple[Card, ...] = ()
    outcomes: tuple[Tile, ...] = ()
    contact_words: tuple[str, ...] = ()
    outcome_words: tuple[str, ...] = ()
    alerts: tuple[AlertLine, ...] = ()
