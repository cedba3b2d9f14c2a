"""Private documents, with the site they are about, to what only agents read. The public site is left as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..diagnostics import Diagnostic, did_you_mean
from ..model import Contact, DirectLine, Internal, Internals, Mail, Site
from ..phones import PhoneProblem, classify
from . import rules
from .contacts import hours_at
from .documents import Bound, Documents

__all__ = ["resolve_internals"]

_PUBLIC_WORDS = ("name", "role", "provides")
"""What a public contact says itself: said again in private, the two would part."""


def resolve_internals(site: Site, documents: Documents) -> tuple[Site, Internals, list[Diagnostic]]:
    """Return the site as agents see it, with the contacts that only they see; what only they read; every finding.

    Args:
        site: the public one, without errors.
        documents: the private ones, bound.
    """
    findings: list[Diagnostic] = []
    known = _known(site)
    found: dict[str, Internal] = {}
    more: dict[str, Contact] = {}
    for id, bound in documents["private-contact"].items():
        if id in known:
            findings += _said_twice(id, bound)
        elif bound.doc.name is None:
            help = did_you_mean(id, known)
            findings.append(rules.NAMELESS_CONTACT.at(bound.at("id"), id=id, help=help))
        else:
            findings += _unknown_services(bound, site)
            more[id] = _contact(bound)
        found[id] = _internal(bound, known, findings)
    notes = dict(_notes(site, documents["private-note"], findings))
    providers = {
        service: (*contacts, *(contact for contact in more.values() if service in contact.provides))
        for service, contacts in site.providers.items()
    }
    seen = replace(site, contacts={**site.contacts, **more}, providers=providers)
    return seen, Internals(found, frozenset(more), notes), findings


def _known(site: Site) -> dict[str, Contact]:
    """Return every contact that a page of the site may show."""
    given = {contact.id: contact for contacts in site.providers.values() for contact in contacts}
    return {**given, **site.contacts}


def _said_twice(id: str, bound: Bound) -> Iterator[Diagnostic]:
    for key in _PUBLIC_WORDS:
        if getattr(bound.doc, key):
            yield rules.NAMED_TWICE.at(bound.node.key_location(key), key=key, id=id)


def _unknown_services(bound: Bound, site: Site) -> Iterator[Diagnostic]:
    for n, service in enumerate(bound.doc.provides):
        if service not in site.services:
            yield rules.UNKNOWN_REFERENCE.at(
                bound.at("provides", n),
                id=service,
                among="les services",
                among_en="services",
                files="services.yaml",
                help=did_you_mean(service, site.services),
            )


def _contact(bound: Bound) -> Contact:
    """Return a contact that only agents see: it has no channel of its own, all it says is private."""
    doc = bound.doc
    return Contact(
        id=doc.id, kind="service", part_of="", name=doc.name, role=doc.role or "", provides=doc.provides, area=(),
        general=False, sensitive=False, languages="", phones=(), desk=None, mails=(), online=(), share="non", owner="",
        verified=doc.verified_on is not None, fact_date=doc.verified_on, source="", review_every="", reply_within="",
        agreement="", closures=(), own=True, location=bound.at("id"),
    )  # fmt: skip


def _internal(bound: Bound, known: Mapping[str, Contact], findings: list[Diagnostic]) -> Internal:
    doc = bound.doc
    lines = tuple(_lines(bound, known, findings))
    mails = tuple(Mail(item.address, item.label or "") for item in doc.mail)
    return Internal(doc.note or "", doc.transfer or "", lines, mails, doc.verified_on)


def _lines(bound: Bound, known: Mapping[str, Contact], findings: list[Diagnostic]) -> Iterator[DirectLine]:
    public = {phone.number.uri: contact.name for contact in known.values() for phone in contact.phones}
    for n, item in enumerate(bound.doc.direct):
        week, problems = hours_at(bound, item.hours, "direct", n, "hours")
        findings += problems
        if item.number is None and item.extension is None:
            findings.append(rules.LINE_WITHOUT_NUMBER.at(bound.at("direct", n)))
            continue
        display, uri = (f"poste\u00a0{item.extension}", f"tel:{item.extension}") if item.extension else ("", "")
        if item.number is not None:
            number = classify(item.number)
            if isinstance(number, PhoneProblem):
                findings.append(number.at(bound.at("direct", n, "number")))
                continue
            if number.uri in public:
                at = bound.at("direct", n, "number")
                findings.append(rules.PRIVATE_IS_PUBLIC.at(at, name=public[number.uri]))
            display = f"{number.display}, {display}" if display else number.display
            uri = number.uri
        yield DirectLine(display, uri, item.name or "", item.label or "", week)


def _notes(site: Site, notes: Mapping[str, Bound], findings: list[Diagnostic]) -> Iterator[tuple[str, str]]:
    steps = {key for journey in site.journeys.values() for key in journey.steps}
    for key, bound in notes.items():
        if key in steps:
            yield key, bound.doc.note
        else:
            findings.append(rules.UNKNOWN_TARGET.at(bound.at("id"), target=key, help=did_you_mean(key, steps)))
