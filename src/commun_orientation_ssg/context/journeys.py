"""Questions and outcomes: each on a page of its own, nested on a neutral page, or asked by an entry."""

from __future__ import annotations

from dataclasses import dataclass

from .contacts import CardGroup
from .page import Link, Page, Tile

__all__ = [
    "CallNow",
    "Choice",
    "EntryPage",
    "GivenAnswer",
    "OutcomeBody",
    "OutcomePage",
    "QuestionBody",
    "QuestionPage",
    "SensitivePage",
    "Wording",
]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question.

    Args:
        path: where it leads; "" on a sensitive page when `step` holds the rest.
        condition: in words, when the answer is for some people only ("si vous habitez outre-mer").
        when: the same condition for the page script, or "".
        step: on a sensitive page, the question or outcome nested under this answer.
        id: the answer's name in its question; "" on a sensitive page.
    """

    text: str
    path: str = ""
    hint: str = ""
    pictogram: str = ""
    condition: str = ""
    when: str = ""
    step: QuestionBody | OutcomeBody | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class QuestionBody:
    """A question and its answers; `kind` lets a template choose.

    Args:
        key: neutral and unique in the page, when the answers hold what follows ("e2").
        note_html: what agents read of it; "" in public pages.
    """

    ask: str
    help: str
    choices: tuple[Choice, ...]
    key: str = ""
    note_html: str = ""
    kind: str = "question"


@dataclass(frozen=True, slots=True)
class Wording:
    """An outcome in the words of those who search for somebody else, or for themselves.

    Args:
        audience: moi, proche, témoin or agent.
        label: how they say it ("Pour un proche").
        text_html, tell: what they read and say; "" and () where it is what the others do.
    """

    audience: str
    label: str
    text_html: str = ""
    tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallNow:
    """A red button: a number that answers day and night, and who answers."""

    display: str
    tel: str
    name: str


@dataclass(frozen=True, slots=True)
class OutcomeBody:
    """Where a journey ends: what to do, whom to contact, what to say.

    Args:
        first: the contacts to call first; `others` come after what to say and do.
        tell: what to say when calling, a line or two, then what to ask so as not to tell it all again.
        wordings: for whom it may be worded, oneself first; empty when all read the same.
        text_for, tell_for: the audiences, separated by spaces, that read `text_html` ("" when all do) and say `tell`.
        key: neutral and unique in the page, when there is a choice of wordings ("r5").
        subject: of a mail or a message about it; "" where it must stay neutral.
        fiches: official sheets on service-public.gouv.fr.
        note_html: what agents read of it; "" in public pages.
        urgent: life or safety: `rescue` is to be called at once, after `call_first` where it is another line.
    """

    title: str
    text_html: str
    steps_html: tuple[str, ...]
    prepare: tuple[str, ...]
    tell: tuple[str, ...]
    first: CardGroup | None = None
    others: tuple[CardGroup, ...] = ()
    cost: str = ""
    after: str = ""
    recourse: str = ""
    deadline: str = ""
    urgent: bool = False
    call_first: CallNow | None = None
    rescue: tuple[CallNow, ...] = ()
    sensitive: bool = False
    fiches: tuple[Link, ...] = ()
    procedures: tuple[Link, ...] = ()
    wordings: tuple[Wording, ...] = ()
    text_for: str = ""
    tell_for: str = ""
    subject: str = ""
    key: str = ""
    note_html: str = ""
    kind: str = "outcome"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A question that the entry has answered for the visitor, who may answer otherwise at `path`.

    Args:
        id: the question's name in the journey of `EntryPage.step`, "" when it is of another journey.
    """

    ask: str
    answer: str
    path: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class EntryPage(Page):
    """A way in for one context (the partner's social pages): never closed, all topics stay one step away.

    Args:
        audience: for whom, in words ("Vous cherchez pour un proche."), "" for oneself; `audience_id` is for scripts.
        given: what the entry has answered already, each with the page where one answers otherwise.
        start: where the entry leads when its first question is asked on a neutral page.
        step, asked, answers: for the script: the question where the answers given begin ("logement/situation"), the
            one that is asked ("bailleur"), and those answers ("logement/situation:payer"); "" without a question.
    """

    intro: str = ""
    audience: str = ""
    audience_id: str = ""
    given: tuple[GivenAnswer, ...] = ()
    question: QuestionBody | None = None
    start: Tile | None = None
    step: str = ""
    asked: str = ""
    answers: str = ""
    topics: tuple[Tile, ...] = ()
    other_topics: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionPage(Page):
    """One question of a journey.

    Args:
        step: its key, "logement/situation".
        data: path of the script that holds the other questions.
    """

    journey: str = ""
    question: QuestionBody | None = None
    step: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class OutcomePage(Page):
    """One outcome of a journey; `step` and `data` as in a question, for the answers that led here.

    Args:
        code: path of the QR code of this page's public address, for its printed sheet; "" when there is none.
    """

    journey: str = ""
    outcome: OutcomeBody | None = None
    step: str = ""
    data: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class SensitivePage(Page):
    """A whole sensitive journey on one neutral page: answers nested in <details>, no step changes the address."""

    step: QuestionBody | OutcomeBody | None = None
