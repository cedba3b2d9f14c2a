"""What agents read besides what the public sees: of a contact, of a step. Nothing of it is in the public's pages."""

from __future__ import annotations

import json

from .. import context as c
from ..markup import to_html, to_text
from ..model import Contact, Internal, Internals
from .bodies import Bodies
from .channels import mail_lines
from .dates import checked_on
from .timetables import timetable

__all__ = ["ForAgents"]


class ForAgents:
    """Adds what agents read; nothing at all to the public's pages, made with None."""

    def __init__(self, internals: Internals | None) -> None:
        self._internals = internals

    def of(self, contact: Contact) -> c.Internal | None:
        """Return what agents read of a contact, and what they say to pass a call on to it."""
        if self._internals is None:
            return None
        said = self._internals.contacts.get(contact.id, Internal("", "", (), (), None))
        number = next((phone.number.display for phone in contact.phones if phone.voice), "")
        again = f" Si nous sommes coupés, son numéro est le {number}." if number else ""
        return c.Internal(
            transfer=said.transfer or f"Je vous mets en relation avec : {contact.name}.{again}",
            note_html=to_html(said.note),
            lines=tuple(
                c.InternalLine(line.display, line.uri, line.name, line.label, *timetable(line.hours)[:2])
                for line in said.lines
            ),
            mails=mail_lines(said.mails),
            only=contact.id in self._internals.only,
            checked=checked_on(said.verified_on) if said.verified_on else "",
        )

    def note(self, key: str) -> str:
        """Return what agents read of a step, as HTML."""
        return to_html(self._internals.notes.get(key, "")) if self._internals is not None else ""

    def script(self, bodies: Bodies) -> bytes:
        """Return the script that registers what agents read of contacts that the page script draws, by their ids."""
        said = self._internals.contacts if self._internals is not None else {}
        known = {id: self.of(bodies.by_id[id]) for id in sorted(said)}
        data = {
            id: {
                "transfer": facts.transfer,
                "note": to_text(said[id].note),
                "lines": [
                    [line.display, line.tel, ", ".join(part for part in (line.name, line.label) if part)]
                    for line in facts.lines
                ],
                "mails": [[mail.address, mail.url] for mail in facts.mails],
            }
            for id, facts in known.items()
            if facts is not None
        }
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
        return f"(window.communData = window.communData || {{}}).internals = {text};\n".encode()
