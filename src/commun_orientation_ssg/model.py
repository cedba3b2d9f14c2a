"""What a partner's site is made of: frozen objects whose ids are known to exist. No work is done here.

`resolve` makes them; `checks`, `context` and `search` read them. Every object knows the `Location` it was declared at.
Ids stay ids where an object is shared by all partners (a journey of the commons names a service, each partner has its
own contacts for it): `resolve` guarantees that each of them is a key of the `Site` it stands in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .conditions import Expression
from .diagnostics import Location
from .hours import Closure, Week
from .phones import PhoneNumber

__all__ = [
    "Advice",
    "Alert",
    "Answer",
    "Branding",
    "Contact",
    "Desk",
    "DirectLine",
    "EmergencyLanguage",
    "EmergencyLine",
    "Entry",
    "Guard",
    "HeldElsewhere",
    "Hidden",
    "Internal",
    "Internals",
    "Journey",
    "Mail",
    "Need",
    "Online",
    "Outcome",
    "Partner",
    "Phone",
    "Procedure",
    "Question",
    "Scenario",
    "Service",
    "Site",
    "Step",
    "TextOf",
    "Topic",
    "is_stale",
]


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme of demands, in everyday words."""

    id: str
    title: str
    hint: str
    pictogram: str
    sensitive: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Service:
    """A competence, never an office.

    Args:
        level: who decides: commune, intercommunalite, departement, region, etat, operateur, association.
        place: which place decides: residence, event, any, none.
        received_by: ids of the services that receive people when the holder does not.
        reach: how to reach it when no contact is known.
    """

    id: str
    name: str
    plain: str
    level: str
    place: str
    acronyms: tuple[str, ...]
    received_by: tuple[str, ...]
    reach: str
    sensitive: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Phone:
    """A number of a contact; `hours` is None when they are unknown; without `voice` one only writes to it."""

    number: PhoneNumber
    label: str
    hours: Week | None
    cost: str
    sms: bool
    anonymous: bool
    location: Location
    voice: bool = True
    unsure: bool = False


def is_stale(day: date | None, edition: date) -> bool:
    """Tell whether a fact has no date, or one 24 months or more before the edition."""
    return day is None or (edition.year - day.year) * 12 + edition.month - day.month - (edition.day < day.day) >= 24


@dataclass(frozen=True, slots=True)
class Desk:
    """A place to go to; degrees are WGS 84, None when unknown.

    Args:
        fact_date, verified, source: as in the contact that declares it, which may be the one it is inherited from.
        inherited_from: id of the contact whose address this is; "" when it is the contact's own.
    """

    address: str
    hours: Week | None
    appointment: str
    access: str
    latitude: float | None
    longitude: float | None
    location: Location
    fact_date: date | None = None
    verified: bool = False
    source: str = ""
    inherited_from: str = ""

    def is_stale(self, edition: date) -> bool:
        """Tell whether its facts have no date, or one 24 months or more before the edition."""
        return is_stale(self.fact_date, edition)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mailbox."""

    address: str
    label: str


@dataclass(frozen=True, slots=True)
class Online:
    """A page or procedure on the web."""

    url: str
    title: str
    location: Location


@dataclass(frozen=True, slots=True)
class Contact:
    """A real body, office, team or person that one can reach.

    Args:
        provides: ids of services.
        area: official codes of the places served; empty for the whole territory.
        general: a general information line: never counts as the answer.
        own: declared by the partner, not by the commons.
        fact_date: the day of the last check, or of the source; None when neither is known.
        verified: somebody checked it (`verified_on`), it is not only copied from a source.
        dropped_phones: surcharged numbers that must not be shown.
        self_service_first: its telephone is overloaded: what can be done online comes first where nothing is urgent.
        corrects: id of the official directory's contact that it replaces; "" for none.
    """

    id: str
    kind: str
    part_of: str
    name: str
    role: str
    provides: tuple[str, ...]
    area: tuple[str, ...]
    general: bool
    sensitive: bool
    languages: str
    phones: tuple[Phone, ...]
    desk: Desk | None
    mails: tuple[Mail, ...]
    online: tuple[Online, ...]
    share: str
    owner: str
    verified: bool
    fact_date: date | None
    source: str
    review_every: str
    reply_within: str
    agreement: str
    closures: tuple[Closure, ...]
    own: bool
    location: Location
    dropped_phones: tuple[Phone, ...] = ()
    self_service_first: bool = False
    corrects: str = ""

    def is_stale(self, edition: date) -> bool:
        """Tell whether its facts have no date, or one 24 months or more before the edition."""
        return is_stale(self.fact_date, edition)


@dataclass(frozen=True, slots=True)
class DirectLine:
    """A number that only agents call; `uri` is a `tel:` address, `display` may be an extension ("poste 4521")."""

    display: str
    uri: str
    name: str
    label: str
    hours: Week | None


@dataclass(frozen=True, slots=True)
class Internal:
    """What only agents read of a contact; `verified_on` is the day somebody checked it, None when nobody did."""

    note: str
    transfer: str
    lines: tuple[DirectLine, ...]
    mails: tuple[Mail, ...]
    verified_on: date | None


@dataclass(frozen=True, slots=True)
class Internals:
    """What only agents read of a partner. It is no part of the `Site`, so that no public page can hold it.

    Args:
        contacts: contact -> what is added to it.
        only: contacts that the public does not see at all; their services name them in the agents' site.
        notes: "journey/step" -> Markdown.
    """

    contacts: Mapping[str, Internal] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guard:
    """For whom an answer is: the part of its condition that only the page can decide, and the same in words."""

    expression: Expression
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `target` is "journey/step", known to exist."""

    id: str
    text: str
    hint: str
    pictogram: str
    target: str
    guard: Guard | None
    location: Location


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a journey; `key` is "journey/id"."""

    key: str
    ask: str
    help: str
    answers: tuple[Answer, ...]
    was: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Procedure:
    """An official online procedure."""

    title: str
    url: str
    location: Location


@dataclass(frozen=True, slots=True)
class TextOf:
    """A Markdown field and where it stands."""

    value: str
    location: Location


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a journey ends; `contacts` are ids of services or contacts, the most competent first.

    Args:
        tell_for: proche, témoin or agent -> what they say instead of `tell`.
        text_for: the same -> what they read instead of `text`.
    """

    key: str
    title: str
    text: TextOf | None
    steps: tuple[TextOf, ...]
    prepare: tuple[str, ...]
    tell: str
    contacts: tuple[str, ...]
    cost: str
    after: TextOf | None
    recourse: TextOf | None
    deadline: str
    urgent: bool
    fiches: tuple[str, ...]
    procedures: tuple[Procedure, ...]
    was: tuple[str, ...]
    location: Location
    tell_for: Mapping[str, str] = field(default_factory=dict)
    text_for: Mapping[str, str] = field(default_factory=dict)


Step = Question | Outcome


@dataclass(frozen=True, slots=True)
class Journey:
    """A decision tree: steps by key ("journey/id"), in the order of the file."""

    id: str
    title: str
    sensitive: bool
    start: str
    steps: Mapping[str, Step]
    own: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Need:
    """A problem in residents' words.

    Args:
        topics: ids, the first one its home.
        target: "journey/step".
        broader: id of the need that search shows beside it, "" when there is none.
    """

    id: str
    title: str
    official: str
    topics: tuple[str, ...]
    services: tuple[str, ...]
    words: tuple[str, ...]
    acronyms: tuple[str, ...]
    emergency: bool
    sensitive: bool
    deadline: str
    target: str
    own: bool
    location: Location
    broader: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """A line of the red button."""

    id: str
    number: PhoneNumber
    label: str
    when: str
    how: tuple[str, ...]
    hours: Week
    free: bool
    note: str
    chat: str
    source: str
    verified_on: date
    location: Location
    pictogram: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyLanguage:
    """The red button's page in one more language.

    Args:
        language: code of the language; several pages may share it (French made easy to read).
        words: the page's own words, by name; "" for those that a language does without.
        lines: id of a line -> (label, when, note).
    """

    id: str
    language: str
    name: str
    rtl: bool
    words: Mapping[str, str]
    lines: Mapping[str, tuple[str, str, str]]
    location: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in for one context; `start` and the keys of `answers` are "journey/step", or empty."""

    id: str
    title: str
    intro: str
    topics: tuple[str, ...]
    start: str
    answers: Mapping[str, str]
    audience: str
    location: Location


@dataclass(frozen=True, slots=True)
class Alert:
    """A strike, a flood: shown from `starts` to `ends`, both included; for some contacts, or for all pages."""

    id: str
    text: str
    starts: date
    ends: date
    contacts: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do when one cannot say which commune; `call` is the id of an emergency line, or ""."""

    id: str
    title: str
    text: str
    call: str
    location: Location


_NOWHERE = Location("")


@dataclass(frozen=True, slots=True)
class Branding:
    """A partner's colours (#rrggbb), corners, tone of its grounds, and files of its folder ("" when it has none)."""

    primary: str
    accent: str
    logo: str
    logo_alt: str
    radius: str
    font: str
    location: Location
    primary_location: Location
    accent_location: Location
    tone: str = "soft"
    logo_location: Location = _NOWHERE
    font_location: Location = _NOWHERE


@dataclass(frozen=True, slots=True)
class Partner:
    """Who publishes; `status` is demo, pilot or live; `territory` an official code; `offline`: kept on phones."""

    id: str
    name: str
    short: str
    level: str
    territory: str
    status: str
    website: str
    publisher: str
    dpo: str
    host: str
    referent: str
    pilot_service: str
    not_listed: str
    sites: tuple[str, ...]
    location: Location
    offline: bool = True


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something of the commons that a partner chose not to show, and why."""

    kind: str
    id: str
    path: tuple[str, ...]
    title: str
    reason: str
    leads_to: str
    location: Location
    was: Location


@dataclass(frozen=True, slots=True)
class Scenario:
    """What must stay true: a search or a walk of answers, and the need, outcome or contact it must lead to.

    Args:
        walk: a need, a journey or a "journey/step", then the id of each answer.
    """

    id: str
    search: str
    walk: tuple[str, ...]
    expect: str
    location: Location


@dataclass(frozen=True, slots=True)
class HeldElsewhere:
    """A service that another body than the partner's level holds, in its territory or a part of it.

    Args:
        where: the part, in words ("Toulon, Hyères et 10 autres communes"); "" for the whole territory.
        note: one sentence for residents.
    """

    where: str
    body: str
    note: str


@dataclass(frozen=True, slots=True)
class Site:
    """All that one partner's pages need.

    Args:
        edition: the day the age of facts is counted from, so that the same source gives the same pages on any day.
        providers: service id -> its contacts here, own ones first.
        pages: name -> Markdown text of the legal and other pages.
        place_names: code of a place that a contact serves -> its name.
        lexicon, danger, signs: the bound documents of words and of signs of danger, which only `search` reads.
        elsewhere: service id -> what other bodies hold here, by exception to its level.
        redirects: old "journey/step" -> the key of the step that replaces it.
        zones: code of a place -> its zone in `holidays`, where that is not mainland France.
        languages: the red button's page in other languages, French made easy to read first.
    """

    partner: Partner
    branding: Branding
    edition: date
    topics: Mapping[str, Topic]
    services: Mapping[str, Service]
    needs: Mapping[str, Need]
    journeys: Mapping[str, Journey]
    contacts: Mapping[str, Contact]
    providers: Mapping[str, tuple[Contact, ...]]
    entries: tuple[Entry, ...]
    alerts: tuple[Alert, ...]
    emergency: tuple[EmergencyLine, ...]
    pages: Mapping[str, TextOf]
    hidden: tuple[Hidden, ...]
    place_names: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)
    zones: Mapping[str, str] = field(default_factory=dict)
    scenarios: tuple[Scenario, ...] = ()
    languages: tuple[EmergencyLanguage, ...] = ()
    lexicon: Any = None
    elsewhere: Mapping[str, tuple[HeldElsewhere, ...]] = field(default_factory=dict)
    danger: Any = None
    signs: tuple[Any, ...] = ()
    advice: tuple[Advice, ...] = ()

    def step(self, key: str) -> Step:
        """Return the question or outcome at "journey/id"."""
        return self.journeys[key.partition("/")[0]].steps[key]

    def contacts_for(self, reference: str) -> tuple[Contact, ...]:
        """Return the contacts of a service, or of those that receive people for it; or the one contact of that id."""
        if reference in self.contacts:
            return (self.contacts[reference],)
        found = self.providers[reference]
        if not found:
            for receiver in self.services[reference].received_by:
                found = found or self.providers[receiver]
        return found
