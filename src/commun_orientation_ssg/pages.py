"""A resolved site to the pages of its folder: what each template will see. No Jinja, no file.

The order in which contacts are shown, what an old fact becomes, where each answer leads: decided here, once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cached_property
from html import escape, unescape
from itertools import count, takewhile
from urllib.parse import quote

from . import context as c
from .agents import words_of_contact, words_of_outcomes
from .conditions import to_text as condition_text
from .hours import Week, table, to_browser, to_schema_org
from .markup import to_html, to_inline_html, to_text
from .model import (
    Advice,
    Alert,
    Answer,
    Contact,
    Desk,
    EmergencyLanguage,
    EmergencyLine,
    Entry,
    Internal,
    Internals,
    Journey,
    Mail,
    Need,
    Outcome,
    Phone,
    Question,
    Service,
    Site,
    Step,
    TextOf,
)
from .permalinks import AGENTS, EMERGENCY, INSTEAD, LOST, Permalinks, emergency_path, permalinks_of
from .phones import sms_uri
from .project import NATIONAL
from .rescue import calls_at_once
from .steps import journey_script
from .territory import Territories, place_of
from .vcard import vcard
from .wording import as_title, fold, french_date, french_month, french_period, keyword, of_name, the_name, to_name

__all__ = ["Pages", "otherwise", "root_page"]

NEUTRAL_TITLE = "Votre situation"
SHOWN_CONTACTS = 3
"""Contacts of one service shown before the rest is folded."""
MANY_PLACES = 2
"""Local contacts of one service that may stand among the shown ones; more are listed town by town."""
MAX_NESTED = 400
"""Steps nested in one sensitive page before answers become links."""
FRANCE_SERVICES = "https://www.france-services.gouv.fr/"
FICHES = "https://www.service-public.gouv.fr/particuliers/vosdroits/"
NEAR_SERVICES = ("ccas", "mairie")
"""Services that a page names for every commune."""
_CLOSED = "fermé"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀÉÈÊÎÔ«])")
_ASK_WHO = "Est-ce que c'est bien vous ? Sinon, qui dois-je appeler ?"
_FOR_WHOM = {"proche": "Pour un proche", "témoin": "Je suis témoin", "agent": "Je suis agent"}
_TOWN = re.compile(r"\b\d{5}\s+(?P<town>[^\d,]+?)(?:\s+cedex.*)?$", re.IGNORECASE)


class Pages:
    """The pages of one site.

    Args:
        site: resolved, without errors.
        base: absolute path of the partner's folder on its server, for the page served at any depth (404).
        internals: what agents read besides; None for the public's pages.
    """

    def __init__(self, site: Site, base: str = "", internals: Internals | None = None) -> None:
        self.site = site
        self.internals = internals
        self.base = base or f"/{site.partner.id}/"
        self.live = site.partner.status == "live"
        self.links: Permalinks = permalinks_of(site)
        self._needs_of_journey: dict[str, list[Need]] = {}
        self._cards: dict[tuple[str, str, bool, bool], c.Card] = {}

    # --- all of them ---------------------------------------------------------------------------------------------

    def all(self) -> Iterator[tuple[str, c.Page]]:
        """Yield (template name, page) for every page, in a fixed order."""
        yield "home", self.home()
        for entry in self.site.entries:
            yield "entry", self.entry(entry)
        for topic in self.site.topics:
            if self._needs_of(topic):
                yield "topic", self.topic(topic)
        for journey in self.site.journeys.values():
            for key, step in journey.steps.items():
                if key not in self.links.sensitive:
                    yield self._step(journey, step)
        for key in self._sensitive_starts:
            yield "sensitive", self.sensitive(key)
        for id in self.links.contacts:
            yield "contact", self.contact(self._contact_by_id[id])
        yield "emergency", self.emergency()
        for language in self.site.languages:
            yield "emergency", self.emergency_in(language)
        yield "alphabet", self.alphabet()
        for name, path in _TEXT_PAGES.items():
            if name in self.site.pages:
                yield "text", self.text(self.site.pages[name], path)
        yield "not-found", self.not_found()
        yield "not-found", replace(self.not_found(), root=_root(LOST), path=LOST)
        if self.site.partner.offline:
            yield "offline", self.offline()
        for old, new in self.site.redirects.items():
            yield "moved", self.moved(old, new)
        if self.internals is not None:
            yield "agents", self.agents()

    @cached_property
    def scripts(self) -> dict[str, tuple[str, bytes]]:
        """Journey -> path and content of the data that its pages load; a sensitive one has none."""
        shown = [
            journey
            for journey in self.site.journeys.values()
            if self._is_shown(journey) and not any(self._note(key) for key in journey.steps)  # a note needs a page
        ]
        return {journey.id: journey_script(journey, self.links) for journey in shown}

    def _is_shown(self, journey: Journey) -> bool:
        """Tell whether one of its questions has a page of its own."""
        return any(
            isinstance(step, Question) and key not in self.links.sensitive for key, step in journey.steps.items()
        )

    # --- pieces ---------------------------------------------------------------------------------------------------

    @cached_property
    def _contact_by_id(self) -> dict[str, Contact]:
        found = dict(self.site.contacts)
        for contacts in self.site.providers.values():
            for contact in contacts:
                found.setdefault(contact.id, contact)
        return found

    @cached_property
    def _topics(self) -> tuple[str, ...]:
        return tuple(topic for topic in self.site.topics if self._needs_of(topic))

    @cached_property
    def _needs_by_topic(self) -> dict[str, list[Need]]:
        """Topic -> its needs: those at home there first, then those that other topics lend it."""
        home: dict[str, list[Need]] = {}
        lent: dict[str, list[Need]] = {}
        for need in self.site.needs.values():
            for rank, topic in enumerate(need.topics):
                (lent if rank else home).setdefault(topic, []).append(need)
        return {topic: home.get(topic, []) + lent.get(topic, []) for topic in self.site.topics}

    def _needs_of(self, topic: str) -> list[Need]:
        return self._needs_by_topic.get(topic, [])

    @cached_property
    def _needs_at(self) -> dict[str, list[Need]]:
        found: dict[str, list[Need]] = {}
        for need in self.site.needs.values():
            for service in need.services:
                found.setdefault(service, []).append(need)
        return found

    @cached_property
    def _parents(self) -> dict[str, str]:
        """Step -> the first question that leads to it, breadth first from the start of its journey."""
        found: dict[str, str] = {}
        for journey in self.site.journeys.values():
            todo = [journey.start]
            for key in todo:
                step = self.site.step(key)
                for answer in step.answers if isinstance(step, Question) else ():
                    if answer.target not in found and answer.target != journey.start:
                        found[answer.target] = key
                        if answer.target.startswith(f"{journey.id}/"):
                            todo.append(answer.target)
        return found

    @cached_property
    def _sensitive_starts(self) -> tuple[str, ...]:
        """Sensitive steps that something outside leads to: each is the top of a neutral page."""
        inside = self.links.sensitive
        starts: dict[str, None] = {}
        for need in self.site.needs.values():
            if need.target in inside:
                starts.setdefault(need.target)
        for entry in self.site.entries:
            if entry.start in inside:
                starts.setdefault(entry.start)
        for journey in self.site.journeys.values():
            if journey.start in inside:
                starts.setdefault(journey.start)
            for key, step in journey.steps.items():
                for answer in step.answers if isinstance(step, Question) else ():
                    if answer.target in inside and (
                        key not in inside or not answer.target.startswith(f"{journey.id}/")
                    ):
                        starts.setdefault(answer.target)
        return tuple(starts)

    def title(self, heading: str) -> str:
        """Return the title of the document that has a heading."""
        return f"{heading} - {self.site.partner.short}"

    def _need_tile(self, need: Need) -> c.Tile:
        return c.Tile(need.title, self.links.step(need.target), need.deadline)

    def topic_tiles(self, topics: tuple[str, ...] | None = None) -> tuple[c.Tile, ...]:
        """Return the tiles of these topics, or of all that hold a need."""
        chosen = [self.site.topics[id] for id in (self._topics if topics is None else topics) if id in self._topics]
        return tuple(c.Tile(topic.title, self.links.topics[topic.id], topic.hint, topic.pictogram) for topic in chosen)

    # --- contacts -------------------------------------------------------------------------------------------------

    def groups(self, references: tuple[str, ...], *, neutral: bool, urgent: bool = False) -> tuple[c.CardGroup, ...]:
        """Return the contacts of an outcome, service by service, each contact once, the most competent first."""
        groups = []
        seen: set[str] = set()
        for reference in references:
            service = self.site.services.get(reference)
            contacts = [contact for contact in self.site.contacts_for(reference) if contact.id not in seen]
            seen.update(contact.id for contact in contacts)
            group = self._group(service, contacts, neutral, calm=not (neutral or urgent))
            if group is not None:
                asked = service if service is not None and not neutral else None
                groups.append(
                    replace(
                        group,
                        notes=self._notes(reference),
                        service=asked.id if asked else "",
                        reach=asked.reach if asked else "",
                    )
                )
        return tuple(groups)

    def _notes(self, service: str) -> tuple[str, ...]:
        """Return where another body decides of a service, in the words of the table of holders."""
        held = (item for item in self.site.elsewhere.get(service, ()) if item.note)
        return tuple(
            f"{item.where} : {item.note[0].lower()}{item.note[1:]}" if item.where else item.note for item in held
        )

    def _group(self, service: Service | None, contacts: list[Contact], neutral: bool, calm: bool) -> c.CardGroup | None:
        known = [(contact, self.card(contact, service, neutral=neutral, calm=calm)) for contact in contacts]
        useful = [(contact, card) for contact, card in known if not card.reach]
        if service is not None and not any(card.phones or card.desk for _, card in useful):
            if self.site.providers[service.id] and not contacts:
                return None  # its contacts stand above already
            cards = [self.reach_card(service), *(card for _, card in useful)]
            return c.CardGroup(as_title(service.plain) if len(cards) > 1 else "", tuple(cards))
        if not known:
            return None
        wide = [card for contact, card in useful or known if not contact.area]
        local = [(contact, card) for contact, card in useful or known if contact.area]
        title = as_title(service.plain) if service is not None and len(wide) + len(local) > 1 else ""
        if len(local) <= MANY_PLACES:
            cards = [card for _, card in useful or known]
            if len(cards) <= SHOWN_CONTACTS:
                return c.CardGroup(title, tuple(cards))
        if not local:
            return c.CardGroup(
                title,
                tuple(wide[:SHOWN_CONTACTS]),
                (c.PlaceGroup("", tuple(wide[SHOWN_CONTACTS:])),),
                "Autres contacts",
            )
        label = f"Les {len(local)} lieux d'accueil, ville par ville" if len(local) > 1 else "Un autre lieu d'accueil"
        return c.CardGroup(title, tuple(wide), self._by_town(local), label)

    def _by_town(self, local: list[tuple[Contact, c.Card]]) -> tuple[c.PlaceGroup, ...]:
        towns: dict[str, list[c.Card]] = {}
        for contact, card in local:
            towns.setdefault(self._town(contact), []).append(card)
        return tuple(c.PlaceGroup(town, tuple(towns[town])) for town in sorted(towns, key=fold))

    def _town(self, contact: Contact) -> str:
        """Return the town people would look for: that of the desk, else the first place it serves."""
        found = _TOWN.search(contact.desk.address.strip()) if contact.desk else None
        return found["town"].strip() if found else self.site.place_names.get(contact.area[0], "")

    def reach_card(self, service: Service) -> c.Card:
        """Return the card of a service of which no contact may be shown: its name, and who can tell."""
        return c.Card(
            key=f"service-{service.id}",
            name=service.name,
            role=as_title(service.plain),
            reach=service.reach,
            everywhere=True,
        )

    def card(
        self, contact: Contact, service: Service | None = None, *, neutral: bool = False, calm: bool = True
    ) -> c.Card:
        """Return the card of a contact, the same object each time it is shown for the same reason.

        Args:
            neutral: for a sensitive page.
            calm: nothing is urgent or sensitive: an overloaded contact may show what can be done online first.
        """
        calm = calm or not contact.self_service_first
        key = (contact.id, service.id if service else "", neutral, calm)
        if key not in self._cards:
            self._cards[key] = self._card(contact, service, neutral, calm)
        return self._cards[key]

    def _card(self, contact: Contact, service: Service | None, neutral: bool, calm: bool) -> c.Card:
        stale = contact.is_stale(self.site.edition)
        path = "" if neutral else self.links.contacts.get(contact.id, "")
        base = c.Card(
            key=f"{contact.id}{' ' + service.id if service else ''}{' neutral' if neutral else ''}"
            f"{'' if calm else ' urgent'}",
            name=contact.name,
            role=contact.role,
            why=f"Pour {service.plain}" if service else "",
            area=self._area(contact),
            general=contact.general,
            neutral=neutral,
            path=path,
            languages=contact.languages,
            alerts=self._alerts(contact),
            place=" ".join(contact.area),
            everywhere=not (contact.own or "/" in contact.id),
            internal=self._internal(contact),
        )
        if base.internal and base.internal.only:
            return base
        desk = self._desk(contact)
        if stale and self.live:
            reach = "" if desk else self._reach(contact, service)
            return replace(base, path="" if reach else path, desk=desk, reach=reach)
        phones = tuple(self.phone(phone, contact) for phone in contact.phones)
        phones, desk, shared = _hours_once(phones, desk)
        return replace(
            base,
            opening=shared[3],
            vcard=self._vcard_path(path),
            online_first=calm and contact.self_service_first and bool(contact.online),
            phones=phones,
            desk=desk,
            hours=shared[0],
            hours_text=shared[1],
            hours_for=shared[2],
            mails=_mail_lines(contact.mails),
            online=tuple(c.Link(item.title or _bare(item.url), item.url) for item in contact.online),
            reply_within=contact.reply_within,
            checked=_checked(contact, stale=stale),
            source="" if path else contact.source,
            stale=stale,
        )

    def _internal(self, contact: Contact) -> c.Internal | None:
        """Return what agents read of a contact, and what they say to pass a call on to it."""
        if self.internals is None:
            return None
        said = self.internals.contacts.get(contact.id, Internal("", "", (), (), None))
        number = next((phone.number.display for phone in contact.phones if phone.voice), "")
        again = f" Si nous sommes coupés, son numéro est le {number}." if number else ""
        return c.Internal(
            transfer=said.transfer or f"Je vous mets en relation avec : {contact.name}.{again}",
            note_html=to_html(said.note),
            lines=tuple(
                c.InternalLine(line.display, line.uri, line.name, line.label, *_hours(line.hours)[:2])
                for line in said.lines
            ),
            mails=_mail_lines(said.mails),
            only=contact.id in self.internals.only,
            checked=f"Vérifié le {french_date(said.verified_on)}" if said.verified_on else "",
        )

    def internals_script(self) -> bytes:
        """Return the script that registers what agents read of contacts that the page script draws, by their ids."""
        said = self.internals.contacts if self.internals is not None else {}
        known = {id: self.card(self._contact_by_id[id]).internal for id in sorted(said)}
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

    def _note(self, key: str) -> str:
        """Return what agents read of a step, as HTML."""
        return to_html(self.internals.notes.get(key, "")) if self.internals is not None else ""

    def _reach(self, contact: Contact, service: Service | None) -> str:
        if service is None and contact.provides:
            service = self.site.services[contact.provides[0]]
        return service.reach if service else "Demandez ses coordonnées à votre mairie ou à une France services."

    def _area(self, contact: Contact) -> str:
        names = [name for code in contact.area if (name := self.site.place_names.get(code))]
        if not names or len(names) > 6:
            return ""
        return f"Pour {', '.join(names[:-1])}{' et ' if len(names) > 1 else ''}{names[-1]}"

    def _bodies(self, contact: Contact) -> Iterator[Contact]:
        """Yield the contact, then the bodies it is part of, nearest first."""
        seen: set[str] = set()
        while contact.id not in seen:
            seen.add(contact.id)
            yield contact
            above = self._contact_by_id.get(contact.part_of)
            if above is None:
                return
            contact = above

    def _alerts(self, contact: Contact) -> tuple[c.AlertLine, ...]:
        """Return its alerts, those of the bodies it is part of, and its closures."""
        ids = {body.id for body in self._bodies(contact)}
        return tuple(self.alert(alert) for alert in self.site.alerts if ids.intersection(alert.contacts)) + _closures(
            contact
        )

    def _opening(self, week: Week | None, fact: Contact | Desk, contact: Contact) -> c.Opening | None:
        """Return what the page script may say of these hours; None when they are old, unverified, or in words."""
        day = fact.fact_date
        if week is None or day is None or not fact.verified or fact.is_stale(self.site.edition):
            return None
        ids = {body.id for body in self._bodies(contact)}
        return c.Opening(
            week="24/7" if week.always else to_browser(week),
            since=day.isoformat(),
            zone=self._zone(contact),
            closed=_periods((item.from_, item.to) for item in contact.closures),
            unsure=_periods((item.starts, item.ends) for item in self.site.alerts if ids.intersection(item.contacts)),
        )

    def _zone(self, contact: Contact) -> str:
        """Return where its clock is: in the first place it serves, else with its partner; the commons are in Paris."""
        if not contact.area and contact.id in self.site.contacts and not contact.own:
            return ""
        partner = self.site.partner
        return self.site.zones.get(contact.area[0] if contact.area else place_of(partner.level, partner.territory), "")

    def phone(self, phone: Phone, contact: Contact) -> c.PhoneLine:
        """Return a number of a contact as a template shows it."""
        rows, text, always = _hours(phone.hours)
        return c.PhoneLine(
            display=phone.number.display,
            tel=phone.number.uri if phone.voice else "",
            label=phone.label,
            cost=phone.cost,
            sms=(sms_uri(phone.number) or "") if phone.sms else "",
            hours=rows,
            hours_text=text,
            always=always,
            anonymous=phone.anonymous,
            unsure=phone.unsure,
            opening=self._opening(phone.hours, contact, contact),
        )

    def _desk(self, contact: Contact) -> c.Desk | None:
        """Return where to go; a place that comes from the body above keeps that body's own date."""
        desk = contact.desk
        if desk is None:
            return None
        stale = desk.is_stale(self.site.edition)
        if stale and self.live:
            return None
        rows, text, _ = _hours(desk.hours)
        where = f"{desk.latitude},{desk.longitude}" if desk.latitude is not None and desk.longitude is not None else ""
        map_url = (
            f"https://www.openstreetmap.org/?mlat={desk.latitude}&mlon={desk.longitude}#map=17/{desk.latitude}/{desk.longitude}"
            if where
            else f"https://www.openstreetmap.org/search?query={quote(desk.address)}"
        )
        checked = _checked(desk, stale=stale) if desk.fact_date != contact.fact_date else ""
        opening = self._opening(desk.hours, desk, contact)
        return c.Desk(desk.address, map_url, rows, text, desk.appointment, desk.access, checked, opening)

    @staticmethod
    def alert(alert: Alert) -> c.AlertLine:
        """Return an alert with the days between which the page shows it."""
        return c.AlertLine(
            alert.text, alert.starts.isoformat(), alert.ends.isoformat(), french_period(alert.starts, alert.ends)
        )

    def help(self) -> c.Help:
        """Return who helps when nothing fits; where the partner's own number may not be shown, the national line."""
        contact = self.site.contacts[self.site.partner.not_listed]
        if not self.card(contact).phones:
            national = (other for other in self.site.contacts.values() if other.general and self.card(other).phones)
            contact = next(national, contact)
        card = self.card(contact)
        phones = tuple(
            replace(phone, opening=None)
            if phone.hours or phone.hours_text
            else replace(phone, hours=card.hours, hours_text=card.hours_text)
            for phone in card.phones
        )
        return c.Help(contact.name, phones, card.path, FRANCE_SERVICES)

    # --- pages ----------------------------------------------------------------------------------------------------

    def home(self) -> c.HomePage:
        pressing = [
            need for need in self.site.needs.values() if need.deadline and need.target not in self.links.sensitive
        ]
        return c.HomePage(
            root="",
            path="index.html",
            title=self.title("Qui contacter ?"),
            heading="De quoi avez-vous besoin ?",
            indexed=True,
            topics=self.topic_tiles(),
            frequent=tuple(self._need_tile(need) for need in pressing[:6]),
            entries=tuple(
                c.Tile(entry.title, f"entrees/{entry.id}/index.html", entry.intro) for entry in self.site.entries
            ),
        )

    def entry(self, entry: Entry) -> c.EntryPage:
        walked, start = self._given(entry)
        asked = isinstance(start, Question) and start.key not in self.links.sensitive
        journey, _, name = start.key.partition("/") if start is not None and asked else ("", "", "")
        inside = {  # the last ones, in the journey of the question that is asked
            question.key: answer.id
            for question, answer in takewhile(lambda item: item[0].key.startswith(f"{journey}/"), reversed(walked))
        }
        given = tuple(
            c.GivenAnswer(
                question.ask,
                answer.text,
                self.links.step(question.key),
                question.key.partition("/")[2] if question.key in inside else "",
            )
            for question, answer in walked
        )
        others = tuple(id for id in self._topics if id not in entry.topics)
        return c.EntryPage(
            root="../../",
            path=f"entrees/{entry.id}/index.html",
            title=self.title(entry.title),
            heading=entry.title,
            intro=entry.intro,
            audience=_AUDIENCES.get(entry.audience, ""),
            audience_id=entry.audience,
            given=given,
            question=self.question(start, nested=None) if asked and isinstance(start, Question) else None,
            start=c.Tile("Commencer", self.links.step(start.key)) if start is not None and not asked else None,
            step=next(reversed(inside), start.key) if start is not None and asked else "",
            asked=name,
            answers=",".join(f"{key}:{answer}" for key, answer in reversed(inside.items())),
            topics=self.topic_tiles(entry.topics),
            other_topics=self.topic_tiles(others),
            back=_HOME,
        )

    def _given(self, entry: Entry) -> tuple[tuple[tuple[Question, Answer], ...], Step | None]:
        """Return what an entry has answered already, and the first step left; a sensitive question is always asked."""
        given: dict[str, tuple[Question, Answer]] = {}
        step = self.site.step(entry.start) if entry.start else None
        while isinstance(step, Question) and step.key not in self.links.sensitive:
            wanted = entry.answers.get(step.key)
            answer = next((answer for answer in step.answers if answer.id == wanted), None)
            if answer is None or step.key in given:
                break
            given[step.key] = (step, answer)
            step = self.site.step(answer.target)
        return tuple(given.values()), step

    def topic(self, id: str) -> c.TopicPage:
        topic = self.site.topics[id]
        title = NEUTRAL_TITLE if topic.sensitive else topic.title
        path = self.links.topics[id]
        return c.TopicPage(
            root=_root(path),
            path=path,
            title=self.title(title),
            heading=topic.title,
            back=_HOME,
            indexed=not topic.sensitive,
            discreet=topic.sensitive,
            hint=topic.hint,
            needs=tuple(self._need_tile(need) for need in self._needs_of(id)),
        )

    def _back(self, key: str) -> c.Tile:
        parent = self._parents.get(key)
        if parent is None or parent in self.links.sensitive:
            return _HOME
        return c.Tile("Question précédente", self.links.step(parent))

    def _step(self, journey: Journey, step: Step) -> tuple[str, c.Page]:
        path = self.links.step(step.key)
        data, _ = self.scripts.get(journey.id, ("", b""))
        if isinstance(step, Question):
            return "question", c.QuestionPage(
                root=_root(path),
                path=path,
                title=self.title(step.ask),
                heading=step.ask,
                back=self._back(step.key),
                journey=journey.title,
                question=self.question(step, nested=None),
                step=step.key,
                data=data,
            )
        return "outcome", c.OutcomePage(
            root=_root(path),
            path=path,
            title=self.title(step.title),
            heading=step.title,
            back=self._back(step.key),
            journey=journey.title,
            outcome=self.outcome(step),
            step=step.key,
            data=data,
        )

    def question(self, step: Question, nested: _Nest | None) -> c.QuestionBody:
        """Return a question; with `nested`, answers that stay in the sensitive journey hold what follows."""
        key = nested.key() if nested is not None else ""
        choices = tuple(self._choice(answer, nested) for answer in step.answers)
        return c.QuestionBody(step.ask, step.help, choices, key, self._note(step.key))

    def _choice(self, answer: Answer, nested: _Nest | None) -> c.Choice:
        below = nested.below(answer.target) if nested is not None else None
        inner = self._nested(answer.target, below) if below is not None else None
        return c.Choice(
            answer.text,
            "" if inner is not None else self.links.step(answer.target),
            answer.hint,
            answer.pictogram,
            answer.guard.words if answer.guard else "",
            condition_text(answer.guard.expression) if answer.guard else "",
            inner,
            answer.id if nested is None else "",
        )

    def _nested(self, key: str, nest: _Nest) -> c.QuestionBody | c.OutcomeBody:
        step = self.site.step(key)
        return self.question(step, nest) if isinstance(step, Question) else self.outcome(step, nest)

    def sensitive(self, key: str) -> c.SensitivePage:
        path = self.links.step(key)
        made = {"e": count(1), "r": count(1)}
        body = self._nested(key, _Nest(key.partition("/")[0], self.links.sensitive, (key,), [MAX_NESTED], made))
        heading = body.ask if isinstance(body, c.QuestionBody) else body.title
        return c.SensitivePage(
            root=_root(path),
            path=path,
            title=self.title(NEUTRAL_TITLE),
            heading=heading,
            back=_HOME,
            discreet=True,
            step=body,
        )

    def outcome(self, step: Outcome, nest: _Nest | None = None) -> c.OutcomeBody:
        """Return an outcome; with `nest`, one of a sensitive page."""
        sensitive = nest is not None
        calm = not (step.urgent or sensitive)
        wordings = _wordings(step, calm=calm)
        groups = self.groups(step.contacts, neutral=sensitive, urgent=step.urgent)
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
            key=(nest.key("r") if nest is not None else "pour") if wordings else "",
            subject="" if sensitive else self._subject(step),
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
            note_html=self._note(step.key),
        )

    def _shown(self, references: tuple[str, ...]) -> Iterator[Contact]:
        """Yield the contacts of an outcome whose facts may be shown."""
        for reference in references:
            for contact in self.site.contacts_for(reference):
                if not (self.live and contact.is_stale(self.site.edition)):
                    yield contact

    def _subject(self, step: Outcome) -> str:
        """Return what a mail about an outcome is about: the need that leads to it, in residents' words."""
        journey = step.key.partition("/")[0]
        services = set(step.contacts)
        for need in self._needs_at_home(journey):
            if need.target == step.key or services.intersection(need.services):
                return need.title
        return self.site.journeys[journey].title

    def _needs_at_home(self, journey: str) -> list[Need]:
        """Return the needs that lead into a journey, those that lead straight to one of its outcomes first."""
        if journey not in self._needs_of_journey:
            inside = [need for need in self.site.needs.values() if need.target.startswith(f"{journey}/")]
            shown = [need for need in inside if not need.sensitive and need.target not in self.links.sensitive]
            shown.sort(key=lambda need: isinstance(self.site.step(need.target), Question))
            self._needs_of_journey[journey] = shown
        return self._needs_of_journey[journey]

    def services_asked(self) -> tuple[str, ...]:
        """Return the services that outcomes with a page of their own lead to, and those named near everybody."""
        found: dict[str, None] = dict.fromkeys(id for id in NEAR_SERVICES if id in self.site.services)
        for journey in self.site.journeys.values():
            for key, step in journey.steps.items():
                if isinstance(step, Outcome) and key not in self.links.sensitive:
                    found |= dict.fromkeys(step.contacts)
        return tuple(id for id in found if id in self.site.services and not self.site.services[id].sensitive)

    def chooser(self, territories: Territories, departements: Iterable[str]) -> c.Chooser:
        """Return how pages ask where one lives."""
        partner = self.site.partner
        own = " ".join(sorted(departements))
        commune = partner.level == "commune"
        here = territories.name(partner.territory) if commune else the_name(partner.name)
        return c.Chooser(
            here=here if own else "toute la France",
            commune=commune,
            path="communes/index.html" if own else "",
            own=own,
            live=self.live,
            otherwise=otherwise(self.site.advice, self.site.emergency),
        )

    def vcards(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, content) of the vCard of each contact that has a page."""
        for id in self.links.contacts:
            card = self.card(self._contact_by_id[id])
            if card.vcard:
                yield card.vcard, vcard(card)

    @staticmethod
    def _vcard_path(page: str) -> str:
        """Return the path of the vCard beside a contact's page; "" without a page."""
        return page.replace("index.html", "contact.vcf")

    def contact(self, contact: Contact) -> c.ContactPage:
        path = self.links.contacts[contact.id]
        needs = {need.id: need for service in contact.provides for need in self._needs_at.get(service, [])}
        tiles = tuple(self._need_tile(need) for need in needs.values() if need.target not in self.links.sensitive)
        card = self.card(contact)
        return c.ContactPage(
            root=_root(path),
            path=path,
            title=self.title(contact.name),
            heading=contact.name,
            back=_HOME,
            card=replace(card, path="", source=contact.source if card.checked else ""),
            needs=tiles[:12],
            above=self._next(contact),
            json_ld=_json_ld(contact, card),
        )

    def _next(self, contact: Contact) -> c.Tile | None:
        """Return whom to try after a contact: the body above it, else the next that holds one of its services."""
        above = list(self._bodies(contact))[1:]
        alike = [other for service in contact.provides for other in self.site.providers.get(service, ())]
        wide = [other for other in alike if not other.area or set(contact.area) <= set(other.area)]
        for other in (*above, *wide):
            if other.id != contact.id and other.id in self.links.contacts:
                return c.Tile(f"Essayez : {other.name}", self.links.contacts[other.id])
        return None

    def emergency(self) -> c.EmergencyPage:
        return c.EmergencyPage(
            root="../",
            path=EMERGENCY,
            title=self.title("Urgence, danger"),
            heading="Urgence, danger",
            back=_HOME,
            indexed=True,
            discreet=True,
            lines=tuple(_emergency_line(line) for line in self.site.emergency),
            languages=self._languages,
        )

    def emergency_in(self, language: EmergencyLanguage) -> c.EmergencyPage:
        """Return the red button's page in one more language; a line that only this partner has stays in French."""
        words = language.words
        path = emergency_path(language.id)
        french = c.LanguageLink("Français", EMERGENCY, "fr")
        others = tuple(link for link in self._languages if link.path != path)
        return c.EmergencyPage(
            root=_root(path),
            path=path,
            title=self.title(words["title"]),
            heading=words["title"],
            back=c.Tile(words["back"], _HOME.path),
            indexed=True,
            discreet=True,
            lang=language.language,
            rtl=language.rtl,
            lines=tuple(_line_in(language, line) for line in self.site.emergency),
            languages=(french, *others),
            words=c.EmergencyWords(**{field.name: words[field.name] for field in fields(c.EmergencyWords)}),
        )

    @cached_property
    def _languages(self) -> tuple[c.LanguageLink, ...]:
        return tuple(
            c.LanguageLink(language.name, emergency_path(language.id), language.language, language.rtl)
            for language in self.site.languages
        )

    def alphabet(self) -> c.AlphabetPage:
        letters: dict[str, list[c.AlphabetLine]] = {}
        for need in sorted(
            self.site.needs.values(), key=lambda need: (fold(need.official[keyword(need.official) :]), need.id)
        ):
            cut = keyword(need.official)
            line = c.AlphabetLine(self.links.step(need.target), need.official[:cut], need.official[cut:], need.title)
            letters.setdefault(fold(line.word)[:1].upper(), []).append(line)
        hidden = tuple(
            c.HiddenItem(item.title, item.reason) for item in self.site.hidden if item.kind in ("need", "journey")
        )
        return c.AlphabetPage(
            root="../",
            path="a-z/index.html",
            title=self.title("De A à Z"),
            heading="Toutes les situations, de A à Z",
            back=_HOME,
            letters=tuple(c.AlphabetLetter(letter, tuple(lines)) for letter, lines in letters.items()),
            hidden=hidden,
        )

    def text(self, page: TextOf, path: str) -> c.TextPage:
        first, _, rest = page.value.strip().partition("\n")
        heading = unescape(self._filled(first.lstrip("# ").strip()))
        return c.TextPage(
            root="../",
            path=path,
            title=self.title(heading),
            heading=heading,
            back=_HOME,
            indexed=True,
            body_html=self._filled(to_html(rest.strip(), page=True)),
        )

    def open_data(self, files: Iterable[tuple[str, str]]) -> c.TextPage | None:
        """Return the page of the open data, with a line for each file: (path in `data/`, what it holds)."""
        page = self.site.pages.get("donnees-ouvertes")
        if page is None:
            return None
        lines = "\n".join(f"- [{path}]({path}) : {what}" for path, what in files)
        nothing = "Aucun contact n'est partagé pour l'instant."
        return self.text(replace(page, value=page.value.replace("{files}", lines or nothing)), "data/index.html")

    def _filled(self, text: str) -> str:
        """Return HTML with what it says of the partner; its name takes the article that French asks for.

        Filled after Markdown, which is then done once for all partners; what is filled in is escaped.
        """
        partner = self.site.partner
        name = escape(partner.name)
        text = re.sub(r"\bde \{partner\}", of_name(name), text)
        text = re.sub(r"\bà \{partner\}", to_name(name), text)
        text = re.sub(r"(\bpar (?:<strong>)?)\{partner\}", lambda found: found[1] + the_name(name), text)
        text = re.sub(
            r"(^|<p>|[.!?]\s+)\{partner\}", lambda found: found[1] + as_title(the_name(name)), text, flags=re.MULTILINE
        )
        for field in ("website", "publisher", "dpo", "host"):
            text = text.replace(f"{{{field}}}", escape(str(getattr(partner, field))))
        return text.replace("{partner}", name)

    def agents(self) -> c.AgentsPage:
        """Return where agents start a call; what is sensitive is found there too, and leads to its neutral page."""
        words = words_of_outcomes(self.site)
        outcomes = {
            key: c.Tile(step.title, self.links.step(self._page_of(journey, key)), journey.title)
            for journey in self.site.journeys.values()
            for key, step in journey.steps.items()
            if isinstance(step, Outcome)
        }
        contacts = sorted(self._contact_by_id.values(), key=lambda contact: fold(contact.name))
        return c.AgentsPage(
            root="../",
            path=AGENTS,
            title=self.title("Pour les agents"),
            heading="Nouvel appel",
            back=_HOME,
            contacts=tuple(self.card(contact) for contact in contacts),
            contact_words=tuple(words_of_contact(contact, self.site) for contact in contacts),
            outcomes=tuple(outcomes.values()),
            outcome_words=tuple(words[key] for key in outcomes),
            alerts=tuple(self._alert_of(alert) for alert in self.site.alerts if alert.contacts),
        )

    def _alert_of(self, alert: Alert) -> c.AlertLine:
        """Return an alert of some contacts with their names, for whoever does not read their cards."""
        known = (self._contact_by_id.get(id) for id in alert.contacts)
        names = ", ".join(contact.name for contact in known if contact is not None)
        return replace(self.alert(alert), text=f"{names} : {alert.text}" if names else alert.text)

    def _page_of(self, journey: Journey, key: str) -> str:
        """Return the step whose page shows `key`: a sensitive one without a page is nested from the start."""
        return journey.start if key in self.links.sensitive and key not in self._sensitive_starts else key

    def not_found(self) -> c.NotFoundPage:
        return c.NotFoundPage(
            root=self.base,
            path="404.html",
            title=self.title("Page introuvable"),
            heading="Cette page n'existe pas ou plus",
            topics=self.topic_tiles(),
        )

    def offline(self) -> c.OfflinePage:
        """Return the page shown where there is no network; it leads only to what opens without."""
        return c.OfflinePage(
            root=_root(INSTEAD),
            path=INSTEAD,
            title=self.title("Pas de connexion"),
            heading="Cette page a besoin d'internet",
            topics=tuple(tile for tile in self.topic_tiles() if tile.path.startswith("themes/")),
        )

    def offline_notes(self) -> dict[str, str]:
        """Return what a page kept on the device says of its date, by code of language."""
        edition = self.site.edition
        said = {language.language: language.words["offline"] for language in self.site.languages}
        notes = {code: text.replace("{date}", f"{edition:%d/%m/%Y}") for code, text in said.items()}
        return {**notes, "fr": f"Pas de connexion. Cette page date du {french_date(edition)}."}

    def moved(self, old: str, new: str) -> c.MovedPage:
        path = f"parcours/{old}/index.html"
        return c.MovedPage(
            root=_root(path),
            path=path,
            title=self.title("Page déplacée"),
            heading="Cette page a changé d'adresse",
            target=c.Tile("Continuer", self.links.step(new)),
        )


def otherwise(advice: Iterable[Advice], lines: Iterable[EmergencyLine]) -> tuple[c.Advice, ...]:
    """Return what the chooser says to those who cannot say their commune."""
    numbers = {line.id: line.number for line in lines}
    return tuple(
        c.Advice(each.title, each.text, numbers[each.call].display, numbers[each.call].uri)
        if each.call
        else c.Advice(each.title, each.text)
        for each in advice
    )


def root_page(about: Mapping[str, Mapping[str, str]], territories: Territories, landings: str = "") -> c.RootPage:
    """Return the page above the partners, where people find their place: by département, the most local first.

    Args:
        about: id of each published partner -> its `name`, `level`, `place` and `demo` ("" when it is none).
        landings: path of the script that says on which partner a commune lands.
    """
    groups: dict[tuple[int, str], list[c.PartnerTile]] = {}
    national = None
    for rank, _, id in sorted((_rank(said), fold(said.get("name", "")), id) for id, said in about.items()):
        said = about[id]
        tile = c.PartnerTile(said.get("name", id), f"{id}/index.html", bool(said.get("demo")))
        if id == NATIONAL:
            national = tile
            continue
        within = sorted(_departements(said.get("place", ""), territories)) if rank < _REGION else []
        other = (1, "Régions") if rank == _REGION else (2, "Autres services")
        for key in [(0, departement) for departement in within] or [other]:
            groups.setdefault(key, []).append(tile)
    return c.RootPage(
        root="",
        path="index.html",
        title="Qui contacter ?",
        heading="Où habitez-vous ?",
        groups=tuple(
            c.PartnerGroup(title if late else f"{territories.name(title)} ({title})", tuple(groups[late, title]))
            for late, title in sorted(groups)
        ),
        national=national,
        landings=landings,
    )


_BY_LEVEL = ("commune", "intercommunalite", "departement", "region")
_REGION = _BY_LEVEL.index("region")


def _rank(said: Mapping[str, str]) -> int:
    level = said.get("level", "")
    return _BY_LEVEL.index(level) if level in _BY_LEVEL else len(_BY_LEVEL)


def _departements(place: str, territories: Territories) -> set[str]:
    """Return the départements that hold a commune, an EPCI or a département."""
    if place in territories.region_of:
        return {place}
    if place in territories.communes:
        return {territories.communes[place].departement}
    return {code for code in territories.reach.get(place, ()) if code in territories.region_of}


_HOME = c.Tile("Accueil", "index.html")
_AUDIENCES = {
    "proche": "Vous cherchez pour un proche.",
    "témoin": "Vous êtes témoin d'une situation.",
    "agent": "Pour les agents : vous orientez quelqu'un au téléphone ou au guichet.",
}
_TEXT_PAGES = {name: f"{name}/index.html" for name in ("mentions-legales", "donnees-personnelles", "accessibilite")}


class _Nest:
    """How deep we are in a sensitive page: which journey, what stands above, how many steps are left to write."""

    def __init__(
        self,
        journey: str,
        inside: frozenset[str],
        above: tuple[str, ...],
        left: list[int],
        made: Mapping[str, Iterator[int]],
    ) -> None:
        self.journey, self.inside, self.above, self.left, self.made = journey, inside, above, left, made

    def key(self, kind: str = "e") -> str:
        """Return a new neutral name for a question of the page ("e"), or for one of its outcomes ("r")."""
        return f"{kind}{next(self.made[kind])}"

    def below(self, target: str) -> _Nest | None:
        """Return the nest under an answer to `target`; None when the answer must be a link."""
        stays = target in self.inside and target.startswith(f"{self.journey}/") and target not in self.above
        if not stays or self.left[0] <= 0:
            return None
        self.left[0] -= 1
        return _Nest(self.journey, self.inside, (*self.above, target), self.left, self.made)


def _root(path: str) -> str:
    return "../" * path.count("/")


def _bare(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/").partition("/")[0]


def _mail_lines(mails: Iterable[Mail]) -> tuple[c.MailLine, ...]:
    return tuple(c.MailLine(mail.address, f"mailto:{quote(mail.address, safe='@')}", mail.label) for mail in mails)


def _html(text: TextOf | None) -> str:
    return to_html(text.value) if text else ""


def _hours(week: Week | None) -> tuple[tuple[c.HoursRow, ...], str, bool]:
    if week is None:
        return (), "", False
    if week.always:
        return (), "24h/24, 7j/7", True
    rows = tuple(c.HoursRow(days, times) for days, times in _compact(table(week))) if any(week.days) else ()
    return rows, week.text or "", False


def _compact(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Gather the closed days in one last row: what is open comes first, and fits a small screen."""
    rows = list(rows)
    closed = [days for days, times in rows if times == _CLOSED]
    shown = [(as_title(days), times) for days, times in rows if times != _CLOSED]
    return [*shown, (as_title(", ".join(closed)), _CLOSED)] if closed else shown


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


def _hours_in_words(week: Week) -> str:
    rows, text, _ = _hours(week)
    return " ; ".join([f"{row.days} {row.times}" for row in rows if row.times != "fermé"] + ([text] if text else []))


def _checked(fact: Contact | Desk, *, stale: bool) -> str:
    """Say how old the facts of a contact or of a place are, in one line."""
    day = fact.fact_date
    if day is None:
        return "À vérifier : information sans date"
    if fact.verified and not stale:
        return f"Vérifié le {french_date(day)}"
    return f"{'À vérifier : i' if stale else 'I'}nformation {of_name(french_month(day))}"


_SharedHours = tuple[tuple[c.HoursRow, ...], str, str, c.Opening | None]


def _hours_once(
    phones: tuple[c.PhoneLine, ...], desk: c.Desk | None
) -> tuple[tuple[c.PhoneLine, ...], c.Desk | None, _SharedHours]:
    """Take out the hours that phones and desk share, so that a card writes them once."""
    alike = {(phone.hours, phone.hours_text) for phone in phones} | ({(desk.hours, desk.hours_text)} if desk else set())
    if (
        len(alike) != 1
        or len(phones) + (desk is not None) < 2
        or alike == {((), "")}
        or any(phone.always for phone in phones)
    ):
        return phones, desk, ((), "", "", None)
    ((rows, text),) = alike
    plain = tuple(replace(phone, hours=(), hours_text="", opening=None) for phone in phones)
    openings = {phone.opening for phone in phones} | ({desk.opening} if desk else set())
    opening = openings.pop() if len(openings) == 1 else None  # checked on different days, or one of them not at all
    if desk is None:
        return plain, None, (rows, text, "Téléphone", opening)
    name = "Accueil et téléphone" if phones else "Accueil"
    return plain, replace(desk, hours=(), hours_text="", opening=None), (rows, text, name, opening)


def _periods(days: Iterable[tuple[date, date]]) -> str:
    return " ".join(f"{first}/{last}" for first, last in days)


def _closures(contact: Contact) -> tuple[c.AlertLine, ...]:
    return tuple(
        c.AlertLine(
            item.text or "Fermé", item.from_.isoformat(), item.to.isoformat(), french_period(item.from_, item.to)
        )
        for item in contact.closures
    )


def _emergency_line(line: EmergencyLine) -> c.EmergencyLine:
    return c.EmergencyLine(
        key=line.id,
        number=line.number.display,
        label=line.label,
        when=line.when,
        hours=_hours_in_words(line.hours),
        free=line.free,
        tel=line.number.uri if "call" in line.how else "",
        sms=line.number.uri.replace("tel:", "sms:") if "sms" in line.how else "",
        chat_url=line.chat if "chat" in line.how else "",
        note=line.note,
        checked=f"Vérifié le {french_date(line.verified_on)}",
        pictogram=line.pictogram,
    )


def _line_in(language: EmergencyLanguage, line: EmergencyLine) -> c.EmergencyLine:
    """Return a line in another language, or in French, marked as such, when it has no words in that language."""
    french = _emergency_line(line)
    if line.id not in language.lines:
        return replace(french, lang="" if language.language == "fr" else "fr")
    label, when, note = language.lines[line.id]
    words = language.words
    checked = words["checked"].replace("{date}", f"{line.verified_on:%d/%m/%Y}")
    said = _hours_in(words, line.hours)
    return replace(
        french,
        label=label,
        when=when,
        note=note,
        checked=checked,
        hours=said or french.hours,
        hours_lang="" if said or language.language == "fr" else "fr",
    )


def _hours_in(words: Mapping[str, str], week: Week) -> str:
    """Say hours that are the same every day in another language; "" when they are not."""
    if week.always:
        return words["always"]
    day = week.days[0]
    if len(day) != 1 or week.days != (day,) * 7 or week.text or week.unsure:
        return ""
    start, end = (f"{minutes // 60}:{minutes % 60:02}" for minutes in (day[0].start_min, day[0].end_min))
    return words["daily"].replace("{from}", start).replace("{to}", end)


def _json_ld(contact: Contact, card: c.Card) -> str:
    """Return schema.org data of what the card shows, and of nothing else."""
    points = [
        {
            "@type": "ContactPoint",
            "telephone": (phone.tel or phone.sms).partition(":")[2],
            "contactType": phone.label or "accueil",
            "availableLanguage": "fr",
            **(
                {"hoursAvailable": list(to_schema_org(source.hours))} if source.hours and any(source.hours.days) else {}
            ),
        }
        for phone, source in zip(card.phones, contact.phones, strict=False)
    ]
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": contact.name,
        "provider": {"@type": "GovernmentOrganization", "name": contact.name},
    }
    if contact.role:
        data["description"] = to_text(contact.role)
    channel: dict[str, object] = {"@type": "ServiceChannel"}
    if points:
        channel["servicePhone"] = points
    if card.desk and contact.desk:
        place: dict[str, object] = {"@type": "Place", "address": card.desk.address}
        if contact.desk.hours and any(contact.desk.hours.days):
            place["openingHoursSpecification"] = list(to_schema_org(contact.desk.hours))
        channel["serviceLocation"] = place
    if card.online:
        channel["serviceUrl"] = card.online[0].url
    if len(channel) > 1:
        data["availableChannel"] = channel
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
