"""An outcome to what a page says of it: what to do, what to say, whom to call, for oneself and for others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import context as c
from ..markup import to_html, to_inline_html
from ..model import Contact, Outcome, Site, TextOf
from ..rescue import calls_at_once
from .dates import is_shown
from .groups import Groups
from .internals import ForAgents
from .needs import Needs

__all__ = ["Outcomes"]

FICHES = "https://www.service-public.gouv.fr/particuliers/vosdroits/"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀÉÈÊÎÔ«])")
_ASK_WHO = "Est-ce que c'est bien vous ? Sinon, qui dois-je appeler ?"
_FOR_WHOM = {"proche": "Pour un proche", "témoin": "Je suis témoin", "agent": "Je suis agent"}


class Outcomes:
    """Makes the body of outcomes, one after another."""

    def __init__(self, site: Site, groups: Groups, needs: Needs, agents: ForAgents) -> None:
        self._site, self._groups, self._needs, self._agents = site, groups, needs, agents

    def body(self, step: Outcome, names: Iterator[str] | None = None) -> c.OutcomeBody:
        """Return an outcome.

        Args:
            names: of a sensitive page: gives each outcome that needs one a neutral name; None elsewhere.
        """
        sensitive = names is not None
        calm = not (step.urgent or sensitive)
        wordings = _wordings(step, calm=calm)
        groups = self._groups.of(step.contacts, neutral=sensitive, urgent=step.urgent)
        call_first, rescue = calls_at_once(self._shown(step.contacts)) if step.urgent else (None, ())
        return c.OutcomeBody(
            title=step.title,
            text_html=_html(step.text),
            steps_html=tuple(to_inline_html(item.value) for item in step.steps),
            prepare=step.prepare,
            tell=_told(step.tell, calm=calm),
            wordings=wordings,
            text_for=" ".join(item.audience for item in wordings if not item.text_html) if step.text_for else "",
            tell_for=" ".join(item.audience for item in wordings if not item.tell),
            key=(next(names) if names is not None else "pour") if wordings else "",
            subject="" if sensitive else self._needs.subject(step),
            first=groups[0] if groups else None,
            others=groups[1:],
            cost=step.cost,
            after=_html(step.after),
            recourse=_html(step.recourse),
            deadline=step.deadline,
            urgent=step.urgent,
            call_first=call_first,
            rescue=rescue,
            sensitive=sensitive,
            fiches=tuple(c.Link(f"Fiche officielle {code}", f"{FICHES}{code}") for code in step.fiches),
            procedures=tuple(c.Link(item.title, item.url) for item in step.procedures),
            note_html=self._agents.note(step.key),
        )

    def _shown(self, references: tuple[str, ...]) -> Iterator[Contact]:
        """Yield the contacts of an outcome whose facts may be shown."""
        for reference in references:
            for contact in self._site.contacts_for(reference):
                if is_shown(contact, self._site):
                    yield contact


def _html(text: TextOf | None) -> str:
    return to_html(text.value) if text else ""


def _wordings(step: Outcome, *, calm: bool) -> tuple[c.Wording, ...]:
    """Return for whom an outcome has words of its own, oneself first; none when all read the same."""
    others = tuple(
        c.Wording(
            audience,
            label,
            to_html(step.text_for.get(audience, "")),
            _told(step.tell_for.get(audience, ""), calm=calm),
        )
        for audience, label in _FOR_WHOM.items()
        if audience in step.tell_for or audience in step.text_for
    )
    return (c.Wording("moi", "Pour moi"), *others) if others else ()


def _told(text: str, *, calm: bool) -> tuple[str, ...]:
    """Return what to say, a line or two, then what to ask so as not to tell it all again to the next one."""
    said = [part.strip() for part in _SENTENCE.split(text.strip()) if part.strip()]
    if not said:
        return ()
    lines = said if len(said) <= 2 else [said[0], " ".join(said[1:])]
    return (*lines, *((_ASK_WHO,) if calm else ()))
