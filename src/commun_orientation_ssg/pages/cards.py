"""A contact to the card that pages show: honest facts only, the same object wherever it is shown for one reason."""

from __future__ import annotations

from dataclasses import replace

from .. import context as c
from ..model import Contact, Service, Site
from ..permalinks import Permalinks
from ..wording import as_title
from .bodies import Bodies
from .channels import Channels, mail_lines
from .dates import alert_line, checked, closure_lines, is_shown
from .internals import ForAgents
from .timetables import hours_once

__all__ = ["Cards", "reach_card"]

FRANCE_SERVICES = "https://www.france-services.gouv.fr/"
_MANY_NAMES = 6
"""Places named on a card at most: of a contact that serves more, none is."""


class Cards:
    """Makes the card of a contact, and keeps it for the next page that shows it."""

    def __init__(self, site: Site, links: Permalinks, bodies: Bodies, agents: ForAgents) -> None:
        self._site, self._links, self._bodies, self._agents = site, links, bodies, agents
        self._channels = Channels(site, bodies)
        self._made: dict[tuple[str, str, bool, bool], c.Card] = {}

    def card(
        self, contact: Contact, service: Service | None = None, *, neutral: bool = False, calm: bool = True
    ) -> c.Card:
        """Return the card of a contact.

        Args:
            service: what the contact is shown for.
            neutral: for a sensitive page.
            calm: nothing is urgent or sensitive: an overloaded contact may show what can be done online first.
        """
        calm = calm or not contact.self_service_first
        key = (contact.id, service.id if service else "", neutral, calm)
        if key not in self._made:
            self._made[key] = self._card(contact, service, neutral, calm)
        return self._made[key]

    def _card(self, contact: Contact, service: Service | None, neutral: bool, calm: bool) -> c.Card:
        card = self._without_channels(contact, service, neutral, calm)
        if card.internal and card.internal.only:
            return card
        if is_shown(contact, self._site):
            return self._with_channels(card, contact, calm)
        desk = self._channels.desk(contact)
        reach = "" if desk else self._reach(contact, service)
        return replace(card, path="" if reach else card.path, desk=desk, reach=reach)

    def _without_channels(self, contact: Contact, service: Service | None, neutral: bool, calm: bool) -> c.Card:
        """Return what a card says whatever the age of its facts."""
        return c.Card(
            key=f"{contact.id}{' ' + service.id if service else ''}{' neutral' if neutral else ''}"
            f"{'' if calm else ' urgent'}",
            name=contact.name,
            role=contact.role,
            why=f"Pour {service.plain}" if service else "",
            area=self._area(contact),
            general=contact.general,
            neutral=neutral,
            path="" if neutral else self._links.contacts.get(contact.id, ""),
            languages=contact.languages,
            alerts=(*map(alert_line, self._bodies.alerts(contact)), *closure_lines(contact)),
            place=" ".join(contact.area),
            everywhere=not (contact.own or "/" in contact.id),
            internal=self._agents.of(contact),
        )

    def _with_channels(self, card: c.Card, contact: Contact, calm: bool) -> c.Card:
        phones, desk, shared = hours_once(self._channels.phones(contact), self._channels.desk(contact))
        return replace(
            card,
            opening=shared.opening,
            vcard=card.path.replace("index.html", "contact.vcf"),
            online_first=calm and contact.self_service_first and bool(contact.online),
            phones=phones,
            desk=desk,
            hours=shared.rows,
            hours_text=shared.text,
            hours_for=shared.name,
            mails=mail_lines(contact.mails),
            online=tuple(c.Link(item.title or _host(item.url), item.url) for item in contact.online),
            reply_within=contact.reply_within,
            checked=checked(contact, self._site.edition),
            source="" if card.path else contact.source,
            stale=contact.is_stale(self._site.edition),
        )

    def _reach(self, contact: Contact, service: Service | None) -> str:
        if service is None and contact.provides:
            service = self._site.services[contact.provides[0]]
        return service.reach if service else "Demandez ses coordonnées à votre mairie ou à une France services."

    def _area(self, contact: Contact) -> str:
        names = [name for code in contact.area if (name := self._site.place_names.get(code))]
        if not names or len(names) > _MANY_NAMES:
            return ""
        return f"Pour {', '.join(names[:-1])}{' et ' if len(names) > 1 else ''}{names[-1]}"

    def help(self) -> c.Help:
        """Return who helps when nothing fits; where the partner's own number may not be shown, the national line."""
        contact = self._site.contacts[self._site.partner.not_listed]
        if not self.card(contact).phones:
            national = (other for other in self._site.contacts.values() if other.general and self.card(other).phones)
            contact = next(national, contact)
        card = self.card(contact)
        phones = tuple(
            replace(phone, opening=None)
            if phone.hours or phone.hours_text
            else replace(phone, hours=card.hours, hours_text=card.hours_text)
            for phone in card.phones
        )
        return c.Help(contact.name, phones, card.path, FRANCE_SERVICES)


def reach_card(service: Service) -> c.Card:
    """Return the card of a service of which no contact may be shown: its name, and who can tell."""
    return c.Card(
        key=f"service-{service.id}",
        name=service.name,
        role=as_title(service.plain),
        reach=service.reach,
        everywhere=True,
    )


def _host(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/").partition("/")[0]
