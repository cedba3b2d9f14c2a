"""Documents to a partner's site: ids checked, numbers and hours read, conditions decided, contacts given to services.

What comes out cannot hold a dangling id. What the partner does not touch is resolved once, in `Commons`, and shared.
Whether the content is good is left to `checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from . import schema
from .conditions import Always, Expression, decide, in_words, read_condition
from .diagnostics import Bilingual, Diagnostic, Location, Note, Rule, Severity, closest
from .hours import Closure, Week, parse_hours
from .model import (
    Alert, Answer, Branding, Contact, Desk, EmergencyLine, Entry, Guard, Hidden, Journey, Mail, Need, Online, Outcome,
    Partner, Phone, Procedure, Question, Service, Site, Step, TextOf, Topic,
)  # fmt: skip
from .overlay import Item, Layer
from .phones import PhoneKind, PhoneProblem, classify
from .source import Listing, Node, Text
from .source import Mapping as Tree
from .territory import Territories, place_of

__all__ = ["Bound", "Commons", "Documents", "SharedContact", "bind_layer", "resolve_commons", "resolve_partner", "shared_contacts"]

# --------------------------------------------------------------------------------------------------------------------
# What can be wrong between documents.


def _error(code: str, fr: str, en: str, expected: tuple[str, str] | None = None) -> Rule:
    return Rule(code, Severity.ERROR, Bilingual(fr, en), Bilingual(*expected) if expected else None)


UNKNOWN_TARGET = _error(
    "unknown-target",
    "cela mène à « {target} », qui n'existe pas",
    "this leads to “{target}”, which does not exist",
    ("le nom d'une question ou d'un résultat : « etape », ou « parcours/etape »", "a question or outcome: “step”, or “journey/step”"),
)
HIDDEN_TARGET = Bilingual("elle est masquée ici", "it is hidden here")
UNKNOWN_REFERENCE = _error(
    "unknown-reference",
    "« {id} » n'existe pas parmi {among}",
    "“{id}” is not one of {among_en}",
    ("un identifiant de : {files}", "an id from: {files}"),
)
EMPTY_QUESTION = _error(
    "empty-question",
    "il ne reste aucune réponse à la question « {ask} »",
    "no answer is left to the question “{ask}”",
    ("au moins une réponse qui mène quelque part", "at least one answer that leads somewhere"),
)
TWO_ROLES = _error(
    "id-in-two-roles",
    "« {id} » est à la fois {one} et {other}",
    "“{id}” is both {one_en} and {other_en}",
    ("un identifiant différent pour chacun", "a different id for each"),
)
PART_OF_LOOP = _error(
    "part-of-loop", "« {id} » fait partie de lui-même", "“{id}” is part of itself", ("un autre contact", "another contact")
)
UNKNOWN_PLACE = _error(
    "unknown-place",
    "« {place} » n'est pas un code officiel de lieu",
    "“{place}” is not an official code of a place",
    ("un code de commune, d'intercommunalité, de département ou de région (R93) de 2026", "a commune, EPCI, département or région (R93) code of 2026"),
)
HIDDEN_VITAL = _error(
    "vital-need-hidden",
    "« {title} » est urgent ou sensible : un partenaire ne peut pas le masquer",
    "“{title}” is urgent or sensitive: a partner cannot hide it",
)
ALERT_ENDS_FIRST = _error(
    "ends-before-it-starts", "cela finit avant de commencer", "this ends before it starts", ("une fin après le début", "an end after the start")
)
MISSING_FILE = _error(
    "missing-file", "il manque le fichier « {file} »", "the file “{file}” is missing", ("{wanted}", "{wanted_en}")
)

# --------------------------------------------------------------------------------------------------------------------
# Documents: items bound to their shapes, once.


@dataclass(frozen=True, slots=True)
class Bound:
    """An item that has its shape: the pydantic document, its tree and the path of its file in the layer."""

    doc: Any
    node: Tree
    path: str

    def at(self, *path: str | int) -> Location:
        """Return the place of the value at `path`, or of the nearest thing above it."""
        node: Node = self.node
        for step in path:
            if isinstance(node, Tree) and step in node.entries:
                node = node.entries[str(step)]
            elif isinstance(node, Listing) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                break
        return node.location


Documents = Mapping[str, Mapping[str, Bound]]
"""Kind name -> id -> bound item; items with errors are left out."""


def bind_layer(layer: Layer, below: Layer | None = None, known: Documents | None = None) -> tuple[Documents, list[Diagnostic]]:
    """Bind every item of `layer`; those that are the same objects as in `below` are taken from `known`."""
    found: dict[str, dict[str, Bound]] = {}
    findings: list[Diagnostic] = []
    for kind, items in layer.items.items():
        lower = below.items.get(kind, {}) if below else {}
        if known is not None and items is lower:
            found[kind] = dict(known[kind])
            continue
        bound = found[kind] = {}
        model = schema.MODELS[kind]
        for id, item in items.items():
            if known is not None and lower.get(id) is item:
                if id in known[kind]:
                    bound[id] = known[kind][id]
                continue
            doc, problems = schema.bind(model, item.node)
            findings += problems
            if doc is not None:
                bound[id] = Bound(doc, item.node, item.path)
    return found, findings


def bind_overlay(over: Layer, below: Layer) -> list[Diagnostic]:
    """Check alone, against the overlay schemas, the items of `over` that change an item of `below`."""
    findings: list[Diagnostic] = []
    for kind, items in over.items.items():
        for id, item in items.items():
            if id in below.items.get(kind, {}):
                findings += schema.bind(schema.MODELS[kind], item.node, overlay=True)[1]
    return findings


# --------------------------------------------------------------------------------------------------------------------
# One document to one object.


def _reference(id: str, known: Iterable[str], location: Location, among: tuple[str, str], files: str) -> Iterator[Diagnostic]:
    known = list(known)
    if id not in known:
        near = next(closest(id, known), None)
        help = Bilingual(f"vouliez-vous dire « {near} » ?", f"did you mean “{near}”?") if near else None
        yield UNKNOWN_REFERENCE.at(location, id=id, among=among[0], among_en=among[1], files=files, help=help)


def _topic(bound: Bound) -> Topic:
    doc = bound.doc
    return Topic(doc.id, doc.title, doc.hint, doc.pictogram or "", doc.sensitive, bound.at("id"))


def _service(bound: Bound) -> Service:
    doc = bound.doc
    return Service(
        doc.id, doc.name, doc.plain, doc.level, doc.place, doc.acronyms, doc.received_by, doc.reach, doc.sensitive, bound.at("id")
    )


def _need(bound: Bound, own: bool) -> Need:
    doc = bound.doc
    stem = bound.path.removeprefix("needs/").removesuffix(".yaml")
    home = (stem,) if bound.path.startswith("needs/") else ()
    topics = tuple(dict.fromkeys((*home, *doc.topics)))
    return Need(
        doc.id, doc.title, doc.official, topics, doc.services, doc.words, doc.acronyms, doc.emergency, doc.sensitive,
        doc.deadline or "", doc.next, own, bound.at("id"),
    )  # fmt: skip


def _text(bound: Bound, value: str | None, *path: str | int) -> TextOf | None:
    return TextOf(value, bound.at(*path)) if value else None


def _journey(id: str, bound: Bound, own: bool, guard: Callable[[str, Location], tuple[bool, Guard | None]]) -> Journey:
    doc = bound.doc
    steps: dict[str, Step] = {}
    for name, question in doc.questions.items():
        steps[f"{id}/{name}"] = _question(id, name, question, bound, guard)
    for name, outcome in doc.outcomes.items():
        steps[f"{id}/{name}"] = _outcome(f"{id}/{name}", outcome, bound, name)
    return Journey(id, doc.title, doc.sensitive, f"{id}/{doc.start}", steps, own, bound.node.location)


def _question(
    journey: str, name: str, doc: Any, bound: Bound, guard: Callable[[str, Location], tuple[bool, Guard | None]]
) -> Question:
    answers = []
    for id, answer in doc.answers.items():
        shown, limit = guard(answer.when, bound.at("questions", name, "answers", id, "when")) if answer.when else (True, None)
        if shown:
            target = answer.next if "/" in answer.next else f"{journey}/{answer.next}"
            at = bound.at("questions", name, "answers", id, "next")
            answers.append(Answer(id, answer.text, answer.hint or "", answer.pictogram or "", target, limit, at))
    at = bound.at("questions", name, "ask")
    return Question(f"{journey}/{name}", doc.ask, doc.help or "", tuple(answers), doc.was, at)


def _outcome(key: str, doc: Any, bound: Bound, name: str) -> Outcome:
    at = ("outcomes", name)
    steps = tuple(TextOf(step, bound.at(*at, "steps", n)) for n, step in enumerate(doc.steps))
    procedures = tuple(
        Procedure(item.title, item.url, bound.at(*at, "procedures", n, "url")) for n, item in enumerate(doc.procedures)
    )
    return Outcome(
        key, doc.title, _text(bound, doc.text, *at, "text"), steps, doc.prepare, doc.tell or "", doc.contacts,
        doc.cost or "", _text(bound, doc.after, *at, "after"), _text(bound, doc.recourse, *at, "recourse"),
        doc.deadline or "", doc.urgent, doc.fiches, procedures, doc.was, bound.at(*at, "title"),
    )  # fmt: skip


def _hours(value: Any, node: Node | None, location: Location) -> tuple[Week | None, list[Diagnostic]]:
    if value is None:
        return None, []
    if isinstance(node, Tree):
        lines = [(key, child.value, node.key_location(key), child.location) for key, child in node.entries.items() if isinstance(child, Text)]
        return parse_hours(lines, node.location)
    return parse_hours(value, node.location if node else location)


def _child(node: Node | None, *path: str | int) -> Node | None:
    for step in path:
        if isinstance(node, Tree) and isinstance(step, str):
            node = node.entries.get(step)
        elif isinstance(node, Listing) and isinstance(step, int):
            node = node.items[step] if step < len(node.items) else None
        elif not (isinstance(node, Tree) and step == 0):  # a single mapping where a list is allowed
            return None
    return node


def _phones(bound: Bound) -> tuple[list[Phone], list[Phone], list[Diagnostic]]:
    """Return the numbers to show, the surcharged ones to drop, and the findings."""
    shown: list[Phone] = []
    dropped: list[Phone] = []
    findings: list[Diagnostic] = []
    for n, doc in enumerate(bound.doc.phone):
        node = _child(bound.node, "phone", n) or _child(bound.node, "phone")
        number_node = _child(node, "number") or node
        location = number_node.location if number_node else bound.at("phone")
        number = classify(doc.number)
        if isinstance(number, PhoneProblem):
            findings.append(number.at(location))
            continue
        week, problems = _hours(doc.hours, _child(node, "hours"), location)
        findings += problems
        phone = Phone(number, doc.label or "", week, doc.cost or "", doc.sms, doc.anonymous, location)
        (dropped if number.kind is PhoneKind.SURCHARGED else shown).append(phone)
    return shown, dropped, findings


def _desk(bound: Bound) -> tuple[Desk | None, list[Diagnostic]]:
    doc = bound.doc.desk
    if doc is None:
        return None, []
    week, findings = _hours(doc.hours, _child(bound.node, "desk", "hours"), bound.at("desk"))
    return Desk(
        doc.address, week, doc.appointment or "", doc.access or "", doc.latitude, doc.longitude, bound.at("desk", "address")
    ), findings  # fmt: skip


def _contact(bound: Bound, own: bool) -> tuple[Contact, list[Diagnostic]]:
    doc = bound.doc
    shown, dropped, findings = _phones(bound)
    desk, problems = _desk(bound)
    closures = []
    for n, item in enumerate(doc.closures):
        if item.to < item.from_:
            problems.append(ALERT_ENDS_FIRST.at(bound.at("closures", n, "to")))
        closures.append(Closure(item.from_, item.to, item.text))
    online = tuple(Online(item.url, item.title or "", bound.at("online", n, "url")) for n, item in enumerate(doc.online))
    return Contact(
        doc.id, doc.kind, doc.part_of or "", doc.name, doc.role or "", doc.provides, doc.area, doc.general, doc.sensitive,
        doc.languages or "", tuple(shown), desk, tuple(Mail(item.address, item.label or "") for item in doc.mail), online,
        doc.share, doc.owner or "", doc.verified_on is not None, doc.verified_on or doc.source_date, doc.source or "",
        doc.review_every or "", doc.reply_within or "", doc.agreement or "", tuple(closures), own, bound.at("id"), tuple(dropped),
    ), findings + problems  # fmt: skip


def _emergency(bound: Bound) -> tuple[EmergencyLine | None, list[Diagnostic]]:
    doc = bound.doc
    number = classify(doc.number)
    if isinstance(number, PhoneProblem):
        return None, [number.at(bound.at("number"))]
    week, findings = _hours(doc.hours, _child(bound.node, "hours"), bound.at("hours"))
    assert week is not None
    return EmergencyLine(
        doc.id, number, doc.label, doc.when, doc.how, week, doc.free, doc.note or "", doc.chat or "", doc.source,
        doc.verified_on, bound.at("id"),
    ), findings  # fmt: skip


# --------------------------------------------------------------------------------------------------------------------
# The commons, resolved once.


@dataclass(frozen=True, slots=True)
class Commons:
    """What all partners share: the layer, its documents, and the objects made of them.

    Args:
        made: kind name -> id -> object, for the kinds that do not depend on a partner.
        conditional: ids of the journeys that hold a test on `partner.*`.
    """

    layer: Layer
    documents: Documents
    edition: date
    not_listed: str
    named: Mapping[str, tuple[Expression, str]]
    made: Mapping[str, Mapping[str, Any]]
    conditional: frozenset[str]
    territories: Territories


def resolve_commons(layer: Layer, documents: Documents, territories: Territories) -> tuple[Commons | None, list[Diagnostic]]:
    """Resolve what does not depend on a partner. None when `commons.yaml` is missing or broken."""
    findings: list[Diagnostic] = []
    head = documents["commons"].get("commons")
    named, problems = _named(documents["condition"])
    findings += problems
    maker = _Maker(named, {}, findings)
    made: dict[str, dict[str, Any]] = {kind: maker.make(kind, documents[kind], own=False) for kind in _MADE}
    conditional = frozenset(
        id for id, bound in documents["journey"].items() if any("partner." in when for when in _conditions(bound, named))
    )
    if head is None:
        if not layer.items.get("commons"):
            findings.append(_missing("content/commons.yaml", "le nom du contenu national, son édition", "the commons' name and edition"))
        return None, findings
    steps = {key: step for journey in made["journey"].values() for key, step in journey.steps.items()}
    _References(
        documents, steps, made["topic"], made["service"], made["contact"], made["need"], {}, findings
    ).check(made["journey"])
    return Commons(
        layer, documents, head.doc.edition, head.doc.not_listed, named, made, conditional, territories
    ), findings  # fmt: skip


def _missing(file: str, wanted: str, wanted_en: str) -> Diagnostic:
    return MISSING_FILE.at(Location(file), file=file, wanted=wanted, wanted_en=wanted_en)


def _named(documents: Mapping[str, Bound]) -> tuple[dict[str, tuple[Expression, str]], list[Diagnostic]]:
    found: dict[str, tuple[Expression, str]] = {}
    findings: list[Diagnostic] = []
    for id, bound in documents.items():
        expression, problems = read_condition(bound.doc.when, bound.at("when"), {name: value for name, (value, _) in found.items()})
        findings += problems
        if expression is not None:
            found[id] = (expression, bound.doc.words or in_words(expression))
    return found, findings


def _conditions(bound: Bound, named: Mapping[str, tuple[Expression, str]]) -> Iterator[str]:
    for question in bound.doc.questions.values():
        for answer in question.answers.values():
            if answer.when:
                yield repr(named[answer.when][0]) if answer.when in named else answer.when


_MADE = ("topic", "service", "contact", "emergency", "need", "journey")


@dataclass(slots=True)
class _Maker:
    """Makes objects of one layer, gathering findings; `facts` are what the build knows (`partner.*`)."""

    named: Mapping[str, tuple[Expression, str]]
    facts: Mapping[str, str]
    findings: list[Diagnostic] = field(default_factory=list)

    def make(self, kind: str, documents: Mapping[str, Bound], *, own: bool) -> dict[str, Any]:
        return {id: made for id, bound in documents.items() if (made := self.one(kind, id, bound, own)) is not None}

    def one(self, kind: str, id: str, bound: Bound, own: bool) -> Any:
        if kind == "topic":
            return _topic(bound)
        if kind == "service":
            return _service(bound)
        if kind == "need":
            return _need(bound, own)
        if kind == "journey":
            return _journey(id, bound, own, self.guard)
        made, problems = _contact(bound, own) if kind == "contact" else _emergency(bound)
        self.findings += problems
        return made

    def guard(self, when: str, location: Location) -> tuple[bool, Guard | None]:
        """Return whether the answer may be shown here, and for whom."""
        plain = {name: value for name, (value, _) in self.named.items()}
        expression, problems = read_condition(when, location, plain)
        self.findings += problems
        if expression is None:
            return True, None
        left = decide(expression, self.facts)
        if isinstance(left, Always):
            return left.holds, None
        words = self.named[when][1] if when in self.named and left == expression else in_words(left)
        return True, Guard(left, words)


# --------------------------------------------------------------------------------------------------------------------
# A partner.


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact that a partner lets others show, with the partner it comes from."""

    partner: str
    name: str
    level: str
    place: str
    contact: Contact


def shared_contacts(partner: Partner, contacts: Iterable[Contact]) -> Iterator[SharedContact]:
    """Yield the partner's own contacts that others may show (`share: oui`)."""
    place = place_of(partner.level, partner.territory)
    for contact in contacts:
        if contact.own and contact.share.lower() in ("oui", "yes", "true"):
            yield SharedContact(partner.id, partner.name, partner.level, place, contact)


def own_contacts(documents: Documents, layer: Layer, commons: Commons) -> tuple[dict[str, Contact], list[Diagnostic]]:
    """Return the contacts of a merged layer, inherited facts filled in."""
    maker = _Maker(commons.named, {})
    contacts = _reused("contact", documents, layer, commons, maker)
    return _inherit(contacts, documents, maker.findings), maker.findings


def _reused(kind: str, documents: Documents, layer: Layer, commons: Commons, maker: _Maker) -> dict[str, Any]:
    made = commons.made[kind]
    return {
        id: found
        for id, bound in documents[kind].items()
        if (
            found := made.get(id)
            if bound is commons.documents[kind].get(id) and not (kind == "journey" and id in commons.conditional)
            else maker.one(kind, id, bound, (kind, id) in layer.own)
        )
        is not None
    }


def _inherit(contacts: dict[str, Contact], documents: Documents, findings: list[Diagnostic]) -> dict[str, Contact]:
    """Fill in desk, closures and owner from the body each contact is part of."""
    done: dict[str, Contact] = {}

    def fill(id: str, above: tuple[str, ...]) -> Contact:
        if id in done:
            return done[id]
        contact = contacts[id]
        at = documents["contact"][id].at("part_of")
        if not contact.part_of:
            done[id] = contact
            return contact
        if contact.part_of in (*above, id):
            findings.append(PART_OF_LOOP.at(at, id=id))
            done[id] = contact
            return contact
        if contact.part_of not in contacts:
            findings.extend(_reference(contact.part_of, contacts, at, ("les contacts", "contacts"), "contacts/*.yaml"))
            done[id] = contact
            return contact
        body = fill(contact.part_of, (*above, id))
        done[id] = _with(
            contact,
            desk=contact.desk or body.desk,
            closures=contact.closures or body.closures,
            owner=contact.owner or body.owner,
        )
        return done[id]

    return {id: fill(id, ()) for id in contacts}


def _with(contact: Contact, **changes: Any) -> Contact:
    from dataclasses import replace

    return replace(contact, **changes)


def resolve_partner(
    id: str,
    layer: Layer,
    documents: Documents,
    commons: Commons,
    directory: Iterable[SharedContact] = (),
) -> tuple[Site | None, list[Diagnostic]]:
    """Resolve one partner's merged documents.

    Args:
        id: the partner's folder name.
        directory: contacts of all partners; those of the partner itself are ignored.

    Returns:
        The site, or None when it cannot be built; and every finding.
    """
    findings: list[Diagnostic] = []
    partner = _partner(id, documents, findings)
    branding = _branding(id, documents, findings)
    facts = {
        "partner.id": id,
        "partner.level": partner.level if partner else "",
        "partner.territory": partner.territory if partner else "",
    }
    maker = _Maker(commons.named, facts, findings)
    topics, services, needs, journeys, emergency = (
        _reused(kind, documents, layer, commons, maker) for kind in ("topic", "service", "need", "journey", "emergency")
    )
    contacts, problems = own_contacts(documents, layer, commons)
    findings += problems
    hidden_targets = {
        f"{item.id}/{item.path[1]}": item.location
        for item in layer.hidden
        if item.kind == "journey" and len(item.path) == 2
    }
    steps = {key: step for journey in journeys.values() for key, step in journey.steps.items()}
    journeys = {
        name: _without_hidden(journey, hidden_targets, findings) if hidden_targets else journey
        for name, journey in journeys.items()
    }
    checker = _References(documents, steps, topics, services, contacts, needs, hidden_targets, findings)
    checker.check(journeys)
    if partner is None or branding is None:
        return None, findings
    _check_place(partner, contacts, documents, commons, findings)
    entries = checker.entries()
    alerts = checker.alerts()
    checker.not_listed(partner)
    hidden = _hidden(layer, commons, findings)
    site = Site(
        partner=partner,
        branding=branding,
        edition=commons.edition,
        topics=topics,
        services=services,
        needs=needs,
        journeys=journeys,
        contacts=contacts,
        providers=_providers(partner, services, contacts, directory, commons.territories),
        entries=entries,
        alerts=alerts,
        emergency=tuple(emergency.values()),
        pages={name: TextOf(page.text, page.location) for name, page in layer.pages.items()},
        hidden=hidden,
        place_names={
            code: commons.territories.name(code) for contact in contacts.values() if contact.own for code in contact.area
        },
        redirects={
            f"{journey.id}/{old}": key for journey in journeys.values() for key, step in journey.steps.items() for old in step.was
        },
    )
    return site, findings


def _partner(id: str, documents: Documents, findings: list[Diagnostic]) -> Partner | None:
    bound = documents["partner"].get("partner")
    if bound is None:
        return None
    doc = bound.doc
    return Partner(
        id, doc.name, doc.short or doc.name, doc.level, doc.territory, doc.status, doc.website, doc.publisher, doc.dpo, doc.host,
        doc.referent or "", doc.pilot_service or "", doc.not_listed, doc.sites, bound.node.location,
    )  # fmt: skip


def _branding(id: str, documents: Documents, findings: list[Diagnostic]) -> Branding | None:
    bound = documents["branding"].get("branding")
    if bound is None:
        return None
    doc = bound.doc
    return Branding(
        doc.colours.primary, doc.colours.accent, doc.logo or "", doc.logo_alt or "", doc.radius, doc.font or "",
        bound.node.location, bound.at("colours", "primary"), bound.at("colours", "accent"),
    )  # fmt: skip


def _without_hidden(journey: Journey, hidden: Mapping[str, Location], findings: list[Diagnostic]) -> Journey:
    """Drop the answers that lead to a hidden step; a question left empty is an error that names both files."""
    from dataclasses import replace

    steps: dict[str, Step] = {}
    changed = False
    for key, step in journey.steps.items():
        if isinstance(step, Question):
            kept = tuple(answer for answer in step.answers if answer.target not in hidden)
            if len(kept) != len(step.answers):
                changed = True
                if not kept:
                    gone = next(answer.target for answer in step.answers if answer.target in hidden)
                    findings.append(EMPTY_QUESTION.at(step.location, ask=step.ask, notes=[Note(HIDDEN_TARGET, hidden[gone])]))
                step = replace(step, answers=kept)
        steps[key] = step
    return replace(journey, steps=steps) if changed else journey


def _hidden(layer: Layer, commons: Commons, findings: list[Diagnostic]) -> tuple[Hidden, ...]:
    found = []
    for item in layer.hidden:
        title = _title(item.node) or item.id
        if item.kind == "need" and not item.path:
            need = commons.made["need"].get(item.id)
            journey = commons.made["journey"].get(need.target.partition("/")[0]) if need else None
            topic = any(commons.made["topic"][t].sensitive for t in need.topics if t in commons.made["topic"]) if need else False
            if need and (need.emergency or need.sensitive or topic or (journey and journey.sensitive)):
                findings.append(HIDDEN_VITAL.at(item.location, title=title))
        found.append(Hidden(item.kind, item.id, item.path, title, item.reason, _leads_to(item.node), item.location, item.was))
    return tuple(found)


def _leads_to(node: Node) -> str:
    child = node.entries.get("next") if isinstance(node, Tree) else None
    return child.value if isinstance(child, Text) else ""


def _title(node: Node) -> str:
    for key in ("title", "ask", "text", "name"):
        child = node.entries.get(key) if isinstance(node, Tree) else None
        if isinstance(child, Text):
            return child.value
    return ""


def _check_place(partner: Partner, contacts: Mapping[str, Contact], documents: Documents, commons: Commons, findings: list[Diagnostic]) -> None:
    place = place_of(partner.level, partner.territory)
    if not commons.territories.knows(place):
        findings.append(UNKNOWN_PLACE.at(documents["partner"]["partner"].at("territory"), place=place))
    for id, contact in contacts.items():
        for n, code in enumerate(contact.area):
            if not commons.territories.knows(code):
                findings.append(UNKNOWN_PLACE.at(documents["contact"][id].at("area", n), place=code))


def _providers(
    partner: Partner,
    services: Mapping[str, Service],
    contacts: Mapping[str, Contact],
    directory: Iterable[SharedContact],
    territories: Territories,
) -> dict[str, tuple[Contact, ...]]:
    """Give each service its contacts: the partner's own, else the mutualised ones of who holds it; national ones last."""
    place = place_of(partner.level, partner.territory)
    own: dict[str, list[Contact]] = {}
    national: dict[str, list[Contact]] = {}
    for contact in contacts.values():
        for service in contact.provides:
            (own if contact.own else national).setdefault(service, []).append(contact)
    shared: dict[str, list[Contact]] = {}
    for item in directory:
        if item.partner != partner.id and territories.holds(item.place, place):
            for service in item.contact.provides:
                if service in services and services[service].level != partner.level and _covers(item.contact, place, territories):
                    shared.setdefault(service, []).append(_with(item.contact, id=f"{item.partner}/{item.contact.id}", own=False))
    return {
        service: tuple((own.get(service) or shared.get(service, [])) + national.get(service, [])) for service in services
    }


def _covers(contact: Contact, place: str, territories: Territories) -> bool:
    return not contact.area or any(territories.holds(code, place) for code in contact.area)


@dataclass(slots=True)
class _References:
    """Checks that every id of a partner's site names something."""

    documents: Documents
    steps: Mapping[str, Step]
    topics: Mapping[str, Topic]
    services: Mapping[str, Service]
    contacts: Mapping[str, Contact]
    needs: Mapping[str, Need]
    hidden: Mapping[str, Location]
    findings: list[Diagnostic]

    def check(self, journeys: Mapping[str, Journey]) -> None:
        for id in sorted(set(self.services) & set(self.contacts)):
            self.findings.append(
                TWO_ROLES.at(
                    self.contacts[id].location, id=id, one="un service", other="un contact", one_en="a service", other_en="a contact",
                    notes=[Note(Bilingual("le service est ici", "the service is here"), self.services[id].location)],
                )  # fmt: skip
            )
        for service in self.services.values():
            self._ids("service", service.id, service.received_by, "received_by", self.services, _SERVICES)
        for contact in self.contacts.values():
            self._ids("contact", contact.id, contact.provides, "provides", self.services, _SERVICES)
        for need in self.needs.values():
            bound = self.documents["need"][need.id]
            self._ids("need", need.id, need.topics, "topics", self.topics, _TOPICS)
            self._ids("need", need.id, need.services, "services", self.services, _SERVICES)
            self._target(need.target, bound.at("next"))
        for journey in journeys.values():
            self._journey(journey)

    def _ids(
        self, kind: str, id: str, ids: tuple[str, ...], key: str, known: Mapping[str, Any], among: tuple[tuple[str, str], str]
    ) -> None:
        for n, name in enumerate(ids):
            if name not in known:
                at = self.documents[kind][id].at(key, n)
                self.findings.extend(_reference(name, known, at, *among))

    def _target(self, target: str, location: Location, start_of: bool = True) -> None:
        if target in self.steps and target not in self.hidden:
            return
        notes = [Note(HIDDEN_TARGET, self.hidden[target])] if target in self.hidden else []
        near = next(closest(target, self.steps), None)
        help = Bilingual(f"vouliez-vous dire « {near} » ?", f"did you mean “{near}”?") if near and not notes else None
        self.findings.append(UNKNOWN_TARGET.at(location, target=target, notes=notes, help=help))

    def _journey(self, journey: Journey) -> None:
        bound = self.documents["journey"][journey.id]
        for name in sorted(set(bound.doc.questions) & set(bound.doc.outcomes)):
            self.findings.append(
                TWO_ROLES.at(
                    bound.at("outcomes", name), id=name, one="une question", other="un résultat", one_en="a question",
                    other_en="an outcome",
                )  # fmt: skip
            )
        self._target(journey.start, bound.at("start"))
        for key, step in journey.steps.items():
            if isinstance(step, Question):
                for answer in step.answers:
                    self._target(answer.target, answer.location)
                if not step.answers and not any(f.location == step.location for f in self.findings):
                    self.findings.append(EMPTY_QUESTION.at(step.location, ask=step.ask))
            else:
                for n, name in enumerate(step.contacts):
                    if name not in self.services and name not in self.contacts:
                        at = bound.at("outcomes", key.partition("/")[2], "contacts", n)
                        self.findings.extend(_reference(name, [*self.services, *self.contacts], at, *_EITHER))

    def entries(self) -> tuple[Entry, ...]:
        found = []
        for id, bound in self.documents["entry"].items():
            doc = bound.doc
            self._ids("entry", id, doc.topics, "topics", self.topics, _TOPICS)
            start = self._start(doc.start, bound.at("start")) if doc.start else ""
            for key, answer in doc.answers.items():
                step = self.steps.get(key)
                known = [item.id for item in step.answers] if isinstance(step, Question) else []
                if not known:
                    self._target(key, bound.at("answers", key))
                else:
                    self.findings.extend(_reference(answer, known, bound.at("answers", key), _ANSWERS, key))
            found.append(Entry(id, doc.title, doc.intro or "", doc.topics, start, doc.answers, doc.audience or "", bound.at("id")))
        return tuple(found)

    def _start(self, pointer: str, location: Location) -> str:
        target = pointer
        if "/" not in pointer and f"{pointer}/" in {key[: len(pointer) + 1] for key in self.steps}:
            target = f"{pointer}/{self.documents['journey'][pointer].doc.start}"
        self._target(target, location)
        return target

    def alerts(self) -> tuple[Alert, ...]:
        found = []
        for id, bound in self.documents["alert"].items():
            doc = bound.doc
            self._ids("alert", id, doc.contacts, "contacts", self.contacts, _CONTACTS)
            if doc.to < doc.from_:
                self.findings.append(ALERT_ENDS_FIRST.at(bound.at("to")))
            found.append(Alert(id, doc.text, doc.from_, doc.to, doc.contacts, bound.at("id")))
        return tuple(found)

    def not_listed(self, partner: Partner) -> None:
        at = self.documents["partner"]["partner"].at("not_listed")
        self.findings.extend(_reference(partner.not_listed, self.contacts, at, *_CONTACTS))


_SERVICES = (("les services", "the services"), "services.yaml")
_TOPICS = (("les thèmes", "the topics"), "topics.yaml")
_CONTACTS = (("les contacts", "the contacts"), "contacts/*.yaml")
_EITHER = (("les services et les contacts", "the services and contacts"), "services.yaml, contacts/*.yaml")
_ANSWERS = ("les réponses de cette question", "the answers of this question")
