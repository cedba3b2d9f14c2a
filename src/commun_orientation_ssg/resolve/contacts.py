"""One contact's document to one object: numbers and hours read, surcharged numbers set apart."""

from __future__ import annotations

from typing import Any

from ..diagnostics import Diagnostic
from ..hours import Closure, Week, parse_hours
from ..model import Contact, Desk, Mail, Online, Phone
from ..phones import PhoneKind, PhoneProblem, classify
from ..tree import Mapping as Tree
from ..tree import Text
from . import rules
from .documents import Bound, child

__all__ = ["contact", "hours_at"]


def hours_at(bound: Bound, value: Any, *path: str | int) -> tuple[Week | None, list[Diagnostic]]:
    """Read the hours at `path`; None when there are none."""
    if value is None:
        return None, []
    node = child(bound.node, *path)
    if not isinstance(node, Tree):
        return parse_hours(value, bound.at(*path))
    lines = [
        (key, line.value, node.key_location(key), line.location)
        for key, line in node.entries.items()
        if isinstance(line, Text)
    ]
    return parse_hours(lines, node.location)


def contact(bound: Bound, own: bool) -> tuple[Contact, list[Diagnostic]]:
    """Make a contact, with what its own file says: nothing is inherited yet."""
    doc = bound.doc
    shown, dropped, findings = _phones(bound)
    desk, problems = _desk(bound)
    findings += problems
    mails = tuple(Mail(item.address, item.label or "") for item in doc.mail)
    online = tuple(
        Online(item.url, item.title or "", bound.at("online", n, "url")) for n, item in enumerate(doc.online)
    )
    return Contact(
        doc.id, doc.kind, doc.part_of or "", doc.name, doc.role or "", doc.provides, doc.area, doc.general,
        doc.sensitive, doc.languages or "", tuple(shown), desk, mails, online, doc.share, doc.owner or "",
        doc.verified_on is not None, doc.verified_on or doc.source_date, doc.source or "", doc.review_every or "",
        doc.reply_within or "", doc.agreement or "", _closures(bound, findings), own, bound.at("id"), tuple(dropped),
        doc.self_service_first,
        doc.corrects or "",
    ), findings  # fmt: skip


def _phones(bound: Bound) -> tuple[list[Phone], list[Phone], list[Diagnostic]]:
    """Return the numbers to show, the surcharged ones to drop, and the findings."""
    shown: list[Phone] = []
    dropped: list[Phone] = []
    findings: list[Diagnostic] = []
    for n, doc in enumerate(bound.doc.phone):
        location = bound.at("phone", n, "number")
        number = classify(doc.number)
        if isinstance(number, PhoneProblem):
            findings.append(number.at(location))
            continue
        week, problems = hours_at(bound, doc.hours, "phone", n, "hours")
        findings += problems
        phone = Phone(
            number, doc.label or "", week, doc.cost or "", doc.sms, doc.anonymous, location, doc.voice, doc.unsure
        )
        (dropped if number.kind is PhoneKind.SURCHARGED else shown).append(phone)
    return shown, dropped, findings


def _desk(bound: Bound) -> tuple[Desk | None, list[Diagnostic]]:
    doc = bound.doc.desk
    if doc is None:
        return None, []
    week, findings = hours_at(bound, doc.hours, "desk", "hours")
    whole = bound.doc
    return Desk(
        doc.address or "", week, doc.appointment or "", doc.access or "", doc.latitude, doc.longitude,
        bound.at("desk", "address"), whole.verified_on or whole.source_date, whole.verified_on is not None,
        whole.source or "",
    ), findings  # fmt: skip


def _closures(bound: Bound, findings: list[Diagnostic]) -> tuple[Closure, ...]:
    closures = []
    for n, item in enumerate(bound.doc.closures):
        if item.to < item.from_:
            findings.append(rules.ALERT_ENDS_FIRST.at(bound.at("closures", n, "to")))
        closures.append(Closure(item.from_, item.to, item.text))
    return tuple(closures)
