"""Who can help: the cards of contacts with their channels, in groups and on a page of their own."""

from __future__ import annotations

from dataclasses import dataclass

from .page import Link, Page, Tile

__all__ = [
    "AlertLine",
    "Card",
    "CardGroup",
    "ContactPage",
    "Desk",
    "HoursRow",
    "Internal",
    "InternalLine",
    "MailLine",
    "Opening",
    "PhoneLine",
    "PlaceGroup",
]


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One line of an hours table: "du lundi au vendredi", "de 8 h 30 à 12 h"."""

    days: str
    times: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What the page script needs to say "Ouvert, ferme à 17 h": only of hours that somebody checked.

    Args:
        week: as `hours.to_browser` writes it; "24/7" when it is always open.
        since: ISO date of the check; the script says nothing any more 24 months later.
        zone: of `holidays`: its public holidays and its clock; "" for mainland France.
        closed: closures, "2026-12-24/2027-01-02", separated by spaces.
        unsure: days of an alert (a strike), written the same: nothing is said on them.
    """

    week: str
    since: str
    zone: str = ""
    closed: str = ""
    unsure: str = ""


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A number one can call, and perhaps write to by SMS.

    Args:
        display: grouped for the eye ("04 83 95 00 00", "3919").
        tel, sms: `tel:` and `sms:` addresses; `sms` is "" when the line takes none.
        hours_text: free text hours, never computed.
        always: answers at any time, every day.
        unsure: the line itself says that one may call in doubt.
    """

    display: str
    tel: str
    label: str = ""
    cost: str = ""
    sms: str = ""
    hours: tuple[HoursRow, ...] = ()
    hours_text: str = ""
    always: bool = False
    anonymous: bool = False
    opening: Opening | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mailbox; `url` is a complete `mailto:` address."""

    address: str
    url: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where one can go.

    Args:
        map_url: "" when nothing can show it on a map.
        checked: how old the place itself is, when it is another body's and not of the same day as the card.
    """

    address: str
    map_url: str = ""
    hours: tuple[HoursRow, ...] = ()
    hours_text: str = ""
    appointment: str = ""
    access: str = ""
    checked: str = ""
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class AlertLine:
    """A strike, a flood, "fermé aujourd'hui": shown between two instants.

    Args:
        starts, ends: ISO dates; the page script hides it outside of them.
        dates: the same in words ("du 24 au 26 décembre 2026"): without script, an old one does not mislead.
    """

    text: str
    starts: str
    ends: str
    dates: str


@dataclass(frozen=True, slots=True)
class InternalLine:
    """A number that only agents call; `display` may be an extension ("poste 4521")."""

    display: str
    tel: str
    name: str = ""
    label: str = ""
    hours: tuple[HoursRow, ...] = ()
    hours_text: str = ""


@dataclass(frozen=True, slots=True)
class Internal:
    """What only agents read of a contact: in the agents' pages, never in public ones.

    Args:
        transfer: what to say before passing the call on, with the public number.
        only: the public does not see this contact at all.
        checked: as that of a card; "" when nobody said when.
    """

    transfer: str
    note_html: str = ""
    lines: tuple[InternalLine, ...] = ()
    mails: tuple[MailLine, ...] = ()
    only: bool = False
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """Who can help: a contact with its channels, or a service with the way to reach it when no contact is known.

    Args:
        key: unique in the partner's folder; components are rendered once for each key.
        why: why this one ("S'occupe de l'aide du département pour le loyer").
        area: for whom, in words ("Pour les habitants de Toulon"), "" for everybody.
        path: the contact's own page, "" when it has none (a sensitive contact, a service).
        hours, hours_text, hours_for: hours that several channels share, and which ("Accueil et téléphone").
        opening: the same for the page script.
        place: codes of the places it serves: open or closed moves a contact only among those of the same place.
        online_first: its telephone is overloaded: what can be done online comes before it.
        vcard: path of its vCard, "" when it has no page.
        everywhere: it is of the commons: it stays when a commune is chosen, where its `place`, if any, holds it.
        reach: how to reach the service when no channel may be shown.
        checked: one line that is always there when a fact is: "Vérifié le 2 novembre 2026", or
            "À vérifier : information de décembre 2017".
        source: where the facts come from; "" when the contact's own page says it.
        stale: the fact is old or unverified; shown as such on a demo, never on a live partner.
        neutral: on a sensitive page: no card link, no download, no share.
        internal: what agents read of it; always None in public pages.
    """

    key: str
    name: str
    role: str = ""
    why: str = ""
    area: str = ""
    path: str = ""
    phones: tuple[PhoneLine, ...] = ()
    desk: Desk | None = None
    mails: tuple[MailLine, ...] = ()
    online: tuple[Link, ...] = ()
    hours: tuple[HoursRow, ...] = ()
    hours_text: str = ""
    hours_for: str = ""
    languages: str = ""
    reach: str = ""
    reply_within: str = ""
    checked: str = ""
    source: str = ""
    stale: bool = False
    general: bool = False
    alerts: tuple[AlertLine, ...] = ()
    neutral: bool = False
    opening: Opening | None = None
    place: str = ""
    online_first: bool = False
    vcard: str = ""
    everywhere: bool = False
    internal: Internal | None = None


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """The contacts of one town; `name` is "" when the town is not known."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CardGroup:
    """Contacts that hold the same service, those of the whole territory first.

    Args:
        title: what the service does, in plain words; "" when a single card says it.
        folded: the other places, by name of town; they stand in a closed <details>.
        folded_label: its summary ("Les 6 lieux d'accueil, ville par ville").
        service, reach: id of the service, and how to reach it where a commune has no contact; "" on a sensitive page.
        notes: where another body decides, and who receives people ("À Toulon… : c'est la métropole qui décide").
    """

    title: str
    cards: tuple[Card, ...]
    folded: tuple[PlaceGroup, ...] = ()
    folded_label: str = ""
    notes: tuple[str, ...] = ()
    service: str = ""
    reach: str = ""


@dataclass(frozen=True, slots=True)
class ContactPage(Page):
    """One contact, and what people come to it for.

    Args:
        above: the body that it is part of, or another that does the same: whom to try next ("Essayez : …"); or None.
    """

    card: Card | None = None
    above: Tile | None = None
    needs: tuple[Tile, ...] = ()
