"""What a contact takes from the body it is part of: address, hours, closures, owner. Each keeps its own date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ..diagnostics import Diagnostic
from ..model import Contact, Desk
from . import rules
from .references import References

__all__ = ["inherit", "parts_of"]


def inherit(contacts: Mapping[str, Contact], references: References) -> dict[str, Contact]:
    """Return the contacts, inherited facts filled in; one that is part of nothing stays the same object."""
    heirs = _Heirs(contacts, references)
    return {id: heirs.fill(id, ()) for id in contacts}


def parts_of(ids: tuple[str, ...], contacts: Mapping[str, Contact]) -> tuple[str, ...]:
    """Return `ids`, then the contacts that are part of one of them, however far down."""
    found = dict.fromkeys(ids)
    size = 0
    while size != len(found):
        size = len(found)
        found |= dict.fromkeys(id for id, contact in contacts.items() if contact.part_of in found)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Heirs:
    contacts: Mapping[str, Contact]
    references: References
    done: dict[str, Contact] = field(default_factory=dict)

    def fill(self, id: str, below: tuple[str, ...]) -> Contact:
        """Return the contact `id`, after the body it is part of; `below` are the contacts that led here."""
        if id not in self.done:
            contact = self.contacts[id]
            body = self._body(contact, (*below, id))
            self.done[id] = self._checked(_from_body(contact, body) if body else contact)
        return self.done[id]

    def _body(self, contact: Contact, below: tuple[str, ...]) -> Contact | None:
        id = contact.part_of
        if not id:
            return None
        if id in below:
            at = self.references.at("contact", contact.id, "part_of")
            self._add(rules.PART_OF_LOOP.at(at, id=contact.id))
            return None
        if id not in self.contacts:
            self.references.contact(contact.id, "part_of", id)
            return None
        return self.fill(id, below)

    def _checked(self, contact: Contact) -> Contact:
        if contact.desk is None or contact.desk.address:
            return contact
        self._add(rules.DESK_WITHOUT_ADDRESS.at(contact.desk.location))
        return replace(contact, desk=None)

    def _add(self, finding: Diagnostic) -> None:
        self.references.findings.append(finding)


def _from_body(contact: Contact, body: Contact) -> Contact:
    closures = (*contact.closures, *(closure for closure in body.closures if closure not in contact.closures))
    return replace(contact, desk=_desk(contact.desk, body), closures=closures, owner=contact.owner or body.owner)


def _desk(own: Desk | None, body: Contact) -> Desk | None:
    """Return the desk of a part: its own, or the body's with what the part says of it.

    The hours of another address are not taken: people would be sent to a closed door.
    """
    if body.desk is None or (own is not None and own.address):
        return own
    above = body.desk if body.desk.inherited_from else replace(body.desk, inherited_from=body.id)
    if own is None:
        return above
    return replace(
        above,
        hours=own.hours or above.hours,
        appointment=own.appointment or above.appointment,
        access=own.access or above.access,
        location=own.location,
        fact_date=_oldest(own.fact_date, above.fact_date),
        verified=own.verified and above.verified,
    )


def _oldest(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else None
