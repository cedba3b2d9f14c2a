"""The ways to reach a contact as a template shows them: its numbers, its place, its mailboxes.

With them goes what the page script may say of their hours: "ouvert" is said of checked and fresh hours only.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from .. import context as c
from ..hours import Week, to_browser
from ..model import Contact, Desk, Mail, Phone, Site
from ..phones import sms_uri
from ..territory import place_of
from .bodies import Bodies
from .dates import checked, is_shown, periods
from .timetables import timetable

__all__ = ["Channels", "mail_lines"]


class Channels:
    """Makes the channels of contacts, one contact after another."""

    def __init__(self, site: Site, bodies: Bodies) -> None:
        self._site, self._bodies = site, bodies

    def phones(self, contact: Contact) -> tuple[c.PhoneLine, ...]:
        """Return the numbers of a contact."""
        return tuple(self._phone(phone, contact) for phone in contact.phones)

    def _phone(self, phone: Phone, contact: Contact) -> c.PhoneLine:
        rows, text, always = timetable(phone.hours)
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

    def desk(self, contact: Contact) -> c.Desk | None:
        """Return where to go; a place that comes from the body above keeps that body's own date."""
        desk = contact.desk
        if desk is None or not is_shown(desk, self._site):
            return None
        rows, text, _ = timetable(desk.hours)
        own_date = checked(desk, self._site.edition) if desk.fact_date != contact.fact_date else ""
        opening = self._opening(desk.hours, desk, contact)
        return c.Desk(desk.address, _map_url(desk), rows, text, desk.appointment, desk.access, own_date, opening)

    def _opening(self, week: Week | None, fact: Contact | Desk, contact: Contact) -> c.Opening | None:
        """Return what the page script may say of these hours; None when they are old, unverified, or in words."""
        day = fact.fact_date
        if week is None or day is None or not fact.verified or fact.is_stale(self._site.edition):
            return None
        return c.Opening(
            week="24/7" if week.always else to_browser(week),
            since=day.isoformat(),
            zone=self._zone(contact),
            closed=periods((item.from_, item.to) for item in contact.closures),
            unsure=periods((item.starts, item.ends) for item in self._bodies.alerts(contact)),
        )

    def _zone(self, contact: Contact) -> str:
        """Return where its clock is: in the first place it serves, else with its partner; the commons are in Paris."""
        if not contact.area and contact.id in self._site.contacts and not contact.own:
            return ""
        partner = self._site.partner
        return self._site.zones.get(contact.area[0] if contact.area else place_of(partner.level, partner.territory), "")


def mail_lines(mails: Iterable[Mail]) -> tuple[c.MailLine, ...]:
    """Return mailboxes, each with the link that writes to it."""
    return tuple(c.MailLine(mail.address, f"mailto:{quote(mail.address, safe='@')}", mail.label) for mail in mails)


def _map_url(desk: Desk) -> str:
    """Return the map of a place: at its coordinates, else where its address is looked for."""
    if desk.latitude is None or desk.longitude is None:
        return f"https://www.openstreetmap.org/search?query={quote(desk.address)}"
    point = f"{desk.latitude}/{desk.longitude}"
    return f"https://www.openstreetmap.org/?mlat={desk.latitude}&mlon={desk.longitude}#map=17/{point}"
