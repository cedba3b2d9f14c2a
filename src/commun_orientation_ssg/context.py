"""What a template sees: one dataclass per page type. This file IS the theme contract.

Every template receives `page` (one of the page classes below), `frame` (what all pages of a partner share) and `style`.
Text is plain and escaped by the template; a field whose name ends in `_html` is cleaned HTML, safe as it is.
A `path` points inside the partner's folder and is written after `page.root` (`{{ page.root }}{{ tile.path }}`); a
`url` leaves the site and is written as it is. Empty strings and empty tuples mean "nothing to show".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = [
    "PAGES",
    "AgentsPage",
    "AlertLine",
    "AlphabetLetter",
    "AlphabetLine",
    "AlphabetPage",
    "Card",
    "CardGroup",
    "Choice",
    "Chooser",
    "CommuneContacts",
    "CommuneGroupPage",
    "CommuneLetter",
    "CommunesPage",
    "ContactPage",
    "Desk",
    "Embed",
    "EmergencyLine",
    "EmergencyPage",
    "EmergencyWords",
    "EntryPage",
    "Frame",
    "GivenAnswer",
    "Help",
    "HiddenItem",
    "HomePage",
    "HoursRow",
    "IntegrationPage",
    "Internal",
    "InternalLine",
    "LanguageLink",
    "Link",
    "MailLine",
    "MovedPage",
    "NotFoundPage",
    "OfflinePage",
    "Opening",
    "OutcomeBody",
    "OutcomePage",
    "Page",
    "PartnerGroup",
    "PartnerTile",
    "PhoneLine",
    "PlaceGroup",
    "PosterPage",
    "QuestionBody",
    "QuestionPage",
    "RootPage",
    "SensitivePage",
    "Style",
    "TextPage",
    "Tile",
    "TopicPage",
    "WayGroup",
    "Wording",
]


@dataclass(frozen=True, slots=True)
class Link:
    """A link that leaves the site."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A link inside the partner's folder, shown as a large target.

    Args:
        path: written after `page.root`.
        hint: a short second line.
        pictogram: name of a pictogram of the theme, or "".
    """

    text: str
    path: str
    hint: str = ""
    pictogram: str = ""


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
class Advice:
    """What to do when one cannot say which commune; `number` and its `tel:` address are "" when nobody is to call."""

    title: str
    text: str
    number: str = ""
    tel: str = ""


@dataclass(frozen=True, slots=True)
class Chooser:
    """ "Réponses pour Toulon. J'habite ailleurs": how a page asks where one lives.

    Args:
        here: whose answers the page gives ("Toulon", "le Département du Var", "toute la France").
        commune: it is one commune.
        path: the page that lists the communes without script, "" when there is none.
        own: départements whose contacts stand in the partner's folder, separated by spaces.
        live: facts that are old are not shown.
        otherwise: for those who cannot say.
    """

    here: str
    commune: bool = False
    path: str = ""
    own: str = ""
    live: bool = False
    otherwise: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """ "Quelqu'un peut vous aider": at the foot of every page, and where "not in the list" leads.

    Args:
        path: the contact's page, or "".
    """

    name: str
    phones: tuple[PhoneLine, ...]
    path: str
    france_services_url: str


@dataclass(frozen=True, slots=True)
class Style:
    """What a page type looks like.

    Args:
        css: the whole style sheet, to inline.
        csp: the content of the CSP meta tag; it names the hash of `css`.
    """

    css: str
    csp: str


@dataclass(frozen=True, slots=True)
class Later:
    """The scripts that a page asks for once it is there: paths in the partner's folder, a space apart, in order.

    Args:
        search: for the box of search: as soon as it is touched, or when the page is quiet.
        places: for the chooser of places: when it is touched, or when a place is known.
        steps: for who has answered a question already.
        sending: for what one does with an answer: when the page is quiet.
        agent: for agents, and nobody else.
    """

    search: str = ""
    places: str = ""
    steps: str = ""
    sending: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a partner shares.

    Args:
        name, short, of: "Département du Var", "Var", "du Département du Var".
        service_line: the first words on screen.
        logo: path of the logo in the partner's folder, or "".
        logo_width: its width in pixels where it is 40 high, 0 when unknown.
        demo, indexed: a demonstration (banner); may search engines index its public pages.
        styles: template -> the style of its pages, handed over as `style`.
        logo_data: the logo itself, as a `data:` address, where it is light; else "".
        scripts: template -> paths of the deferred scripts of its pages, in order.
        later: template -> the scripts that its pages ask for later, handed over as `later`.
        exit_url: where "Quitter vite" leads.
        icon: the picture of a browser tab, as a `data:` address; sensitive pages do without.
        base_url: "https://orientation.example/var/" when `site_url` is known, else "".
        chooser: how pages ask where one lives.
        offline: pages ask the browser to keep what opens without network.
        agents: path of the agents' first page, "" in public pages.
    """

    name: str
    short: str
    of: str
    website: str
    service_line: str
    logo: str
    logo_alt: str
    demo: bool
    indexed: bool
    styles: Mapping[str, Style]
    scripts: Mapping[str, tuple[str, ...]]
    help: Help
    footer: tuple[Tile, ...]
    alerts: tuple[AlertLine, ...] = ()
    base_url: str = ""
    exit_url: str = "https://meteofrance.com/"
    offline: bool = False
    icon: str = "data:,"
    logo_width: int = 0
    logo_data: str = ""
    later: Mapping[str, Later] = field(default_factory=dict)
    chooser: Chooser = Chooser("toute la France")
    agents: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has.

    Args:
        root: the way up to the partner's folder ("../../"), "" at its top; where the page may be served at any
            depth (404), the absolute path of the folder.
        path: this page's own path in the partner's folder.
        title: the document's title, neutral on sensitive pages.
        heading: the visible first heading.
        back: the previous step, or None.
        indexed: may search engines list this page.
        discreet: a sensitive page: "Quitter vite" stays in sight, and the page says what it cannot promise.
        json_ld: a complete JSON-LD document, or "".
        lang, rtl: code of the page's language; is it read from right to left.
    """

    root: str
    path: str
    title: str
    heading: str
    back: Tile | None = None
    indexed: bool = False
    discreet: bool = False
    json_ld: str = ""
    lang: str = "fr"
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question.

    Args:
        path: where it leads; "" on a sensitive page when `step` holds the rest.
        condition: in words, when the answer is for some people only ("si vous habitez outre-mer").
        when: the same condition for the page script, or "".
        step: on a sensitive page, the question or outcome nested under this answer.
        id: the answer's name in its question; "" on a sensitive page.
    """

    text: str
    path: str = ""
    hint: str = ""
    pictogram: str = ""
    condition: str = ""
    when: str = ""
    step: QuestionBody | OutcomeBody | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class QuestionBody:
    """A question and its answers; `kind` lets a template choose.

    Args:
        key: neutral and unique in the page, when the answers hold what follows ("e2").
        note_html: what agents read of it; "" in public pages.
    """

    ask: str
    help: str
    choices: tuple[Choice, ...]
    key: str = ""
    note_html: str = ""
    kind: str = "question"


@dataclass(frozen=True, slots=True)
class Wording:
    """An outcome in the words of those who search for somebody else, or for themselves.

    Args:
        audience: moi, proche, témoin or agent.
        label: how they say it ("Pour un proche").
        text_html, tell: what they read and say; "" and () where it is what the others do.
    """

    audience: str
    label: str
    text_html: str = ""
    tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallNow:
    """A red button: a number that answers day and night, and who answers."""

    display: str
    tel: str
    name: str


@dataclass(frozen=True, slots=True)
class OutcomeBody:
    """Where a journey ends: what to do, whom to contact, what to say.

    Args:
        first: the contacts to call first; `others` come after what to say and do.
        tell: what to say when calling, a line or two, then what to ask so as not to tell it all again.
        wordings: for whom it may be worded, oneself first; empty when all read the same.
        text_for, tell_for: the audiences, separated by spaces, that read `text_html` ("" when all do) and say `tell`.
        key: neutral and unique in the page, when there is a choice of wordings ("r5").
        subject: of a mail or a message about it; "" where it must stay neutral.
        fiches: official sheets on service-public.gouv.fr.
        note_html: what agents read of it; "" in public pages.
        urgent: life or safety: `rescue` is to be called at once, after `call_first` where it is another line.
    """

    title: str
    text_html: str
    steps_html: tuple[str, ...]
    prepare: tuple[str, ...]
    tell: tuple[str, ...]
    first: CardGroup | None = None
    others: tuple[CardGroup, ...] = ()
    cost: str = ""
    after: str = ""
    recourse: str = ""
    deadline: str = ""
    urgent: bool = False
    call_first: CallNow | None = None
    rescue: tuple[CallNow, ...] = ()
    sensitive: bool = False
    fiches: tuple[Link, ...] = ()
    procedures: tuple[Link, ...] = ()
    wordings: tuple[Wording, ...] = ()
    text_for: str = ""
    tell_for: str = ""
    subject: str = ""
    key: str = ""
    note_html: str = ""
    kind: str = "outcome"


@dataclass(frozen=True, slots=True)
class HomePage(Page):
    """The partner's first page."""

    topics: tuple[Tile, ...] = ()
    frequent: tuple[Tile, ...] = ()
    entries: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """A question that the entry has answered for the visitor, who may answer otherwise at `path`.

    Args:
        id: the question's name in the journey of `EntryPage.step`, "" when it is of another journey.
    """

    ask: str
    answer: str
    path: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class EntryPage(Page):
    """A way in for one context (the partner's social pages): never closed, all topics stay one step away.

    Args:
        audience: for whom, in words ("Vous cherchez pour un proche."), "" for oneself; `audience_id` is for scripts.
        given: what the entry has answered already, each with the page where one answers otherwise.
        start: where the entry leads when its first question is asked on a neutral page.
        step, asked, answers: for the script: the question where the answers given begin ("logement/situation"), the
            one that is asked ("bailleur"), and those answers ("logement/situation:payer"); "" without a question.
    """

    intro: str = ""
    audience: str = ""
    audience_id: str = ""
    given: tuple[GivenAnswer, ...] = ()
    question: QuestionBody | None = None
    start: Tile | None = None
    step: str = ""
    asked: str = ""
    answers: str = ""
    topics: tuple[Tile, ...] = ()
    other_topics: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicPage(Page):
    """The needs of one topic."""

    hint: str = ""
    needs: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionPage(Page):
    """One question of a journey.

    Args:
        step: its key, "logement/situation".
        data: path of the script that holds the other questions.
    """

    journey: str = ""
    question: QuestionBody | None = None
    step: str = ""
    data: str = ""


@dataclass(frozen=True, slots=True)
class OutcomePage(Page):
    """One outcome of a journey; `step` and `data` as in a question, for the answers that led here.

    Args:
        code: path of the QR code of this page's public address, for its printed sheet; "" when there is none.
    """

    journey: str = ""
    outcome: OutcomeBody | None = None
    step: str = ""
    data: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class SensitivePage(Page):
    """A whole sensitive journey on one neutral page: answers nested in <details>, no step changes the address."""

    step: QuestionBody | OutcomeBody | None = None


@dataclass(frozen=True, slots=True)
class ContactPage(Page):
    """One contact, and what people come to it for.

    Args:
        above: the body that it is part of, or another that does the same: whom to try next ("Essayez : …"); or None.
    """

    card: Card | None = None
    above: Tile | None = None
    needs: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One line of the red button's page.

    Args:
        when: the situation, in plain words.
        hours: "24h/24, 7j/7", or its opening hours in words.
        tel, sms, chat_url: "" when the line has no such way.
        lang: code of the language of its words, when it is not that of the page (a partner's own line).
        hours_lang: the same for its hours.
    """

    key: str
    number: str
    label: str
    when: str
    hours: str
    free: bool
    tel: str
    sms: str = ""
    chat_url: str = ""
    note: str = ""
    checked: str = ""
    pictogram: str = ""
    lang: str = ""
    hours_lang: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language; `text` is the language's own name."""

    text: str
    path: str
    lang: str
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class EmergencyWords:
    """What the emergency page says in another language; the theme has the French words.

    Args:
        call, sms: what stands before the number.
        say, say_as: a French sentence to say on the phone, and how it is pronounced.
        french_below: says that the foot of the page is in French.
    """

    lead: str
    skip: str
    call: str
    sms: str
    chat: str
    free: str
    exit: str
    exit_text: str
    discreet_title: str
    discreet_text: str
    discreet_no_script: str
    discreet_framed: str
    say_title: str = ""
    say: str = ""
    say_as: str = ""
    french_below: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyPage(Page):
    """ "Urgence, danger", in French or in another language.

    Args:
        languages: the other languages it can be read in.
        words: None in French: the theme's own words.
    """

    lines: tuple[EmergencyLine, ...] = ()
    languages: tuple[LanguageLink, ...] = ()
    words: EmergencyWords | None = None


@dataclass(frozen=True, slots=True)
class HiddenItem:
    """A need or journey that the partner chose not to show, and why; listed publicly."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class AlphabetLine:
    """One need of the A to Z: "Demande de " + "logement social (HLM)" stands at L.

    Args:
        before, word: the official name, cut before the word it is sorted by.
        title: the same need as people say it.
    """

    path: str
    before: str
    word: str
    title: str


@dataclass(frozen=True, slots=True)
class AlphabetLetter:
    """One letter of the A to Z."""

    letter: str
    needs: tuple[AlphabetLine, ...]


@dataclass(frozen=True, slots=True)
class AlphabetPage(Page):
    """Every need, by its first meaningful letter."""

    letters: tuple[AlphabetLetter, ...] = ()
    hidden: tuple[HiddenItem, ...] = ()


@dataclass(frozen=True, slots=True)
class CommuneLetter:
    """The communes of one letter; each leads to its place on the page of its EPCI."""

    letter: str
    communes: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class CommunesPage(Page):
    """The communes of the territory, from A to Z; those of a région, département by département."""

    letters: tuple[CommuneLetter, ...] = ()
    departements: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class CommuneContacts:
    """Who answers in one commune, beside those who answer in all of its EPCI.

    Args:
        anchor: its id in the page.
        near: the nearest France services, in words.
    """

    anchor: str
    name: str
    cards: tuple[Card, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommuneGroupPage(Page):
    """The communes of one EPCI.

    Args:
        shared: who answers in all of them.
        welcomes: the France services that they name.
    """

    shared: tuple[Card, ...] = ()
    communes: tuple[CommuneContacts, ...] = ()
    welcomes: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class TextPage(Page):
    """A page of text: legal notices, personal data, accessibility."""

    body_html: str = ""


@dataclass(frozen=True, slots=True)
class NotFoundPage(Page):
    """The page of an address that leads nowhere. Served at any depth: its `root` is absolute (docs/decisions/)."""

    topics: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class OfflinePage(Page):
    """Shown in the place of a page that needs the network, when there is none."""

    topics: tuple[Tile, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedPage(Page):
    """An old address: says where the page went, and goes there."""

    target: Tile = Tile("", "")


@dataclass(frozen=True, slots=True)
class Embed:
    """One way in, as another site shows it.

    Args:
        text: what the link says before the widget has come.
        path: its page in this folder, for the live preview; `url` is its public address.
        snippet, frame, shortcode: what to paste: link and script, plain <iframe>, WordPress.
    """

    title: str
    text: str
    path: str
    url: str
    snippet: str
    frame: str
    shortcode: str


@dataclass(frozen=True, slots=True)
class WayGroup:
    """What a snippet may lead to: the entries, the topics, the situations."""

    title: str
    ways: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class IntegrationPage(Page):
    """For the partner's webmaster: live previews, and what to paste.

    Args:
        folder: public address of the partner's folder; `is_known` says that it is not a placeholder.
        versioned_script: the line that loads one version of the widget, which the browser checks.
        height_px: what a snippet keeps for the widget.
        csp: what the host adds to its policy.
        sites: origins where the partner means to show the widget.
        archive_size: "6,2 Mo", of the zip of the folder (`serveur/site.zip`); "" when there is none.
    """

    folder: str = ""
    is_known: bool = False
    embeds: tuple[Embed, ...] = ()
    ways: tuple[WayGroup, ...] = ()
    versioned_script: str = ""
    height_px: int = 0
    csp: str = ""
    sites: tuple[str, ...] = ()
    archive_size: str = ""


@dataclass(frozen=True, slots=True)
class PosterPage(Page):
    """An A4 sheet for a door or a desk.

    Args:
        address: without its scheme, "" when it is not known.
        qr_shape: the `d` of the path of a QR code of `qr_size` units, or "".
        topics: a few of the subjects, none of them sensitive.
    """

    address: str = ""
    qr_size: int = 0
    qr_shape: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgentsPage(Page):
    """Where agents start a call: every contact and every answer, found by a word, a street, a name or a number.

    Args:
        contacts: the partner's own and those that its answers lead to.
        outcomes: every answer, with the subject it belongs to as its hint.
        contact_words, outcome_words: in the same order, what else each is found by: services, acronyms, words of needs.
        alerts: those of some contacts only, which they name; those of all pages are in `frame`.
    """

    contacts: tuple[Card, ...] = ()
    outcomes: tuple[Tile, ...] = ()
    contact_words: tuple[str, ...] = ()
    outcome_words: tuple[str, ...] = ()
    alerts: tuple[AlertLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PartnerTile:
    """One partner on the root page."""

    name: str
    path: str
    demo: bool = False


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    """The partners of one département ("Var (83)"), of one level ("Régions"), or the others."""

    title: str
    partners: tuple[PartnerTile, ...]


@dataclass(frozen=True, slots=True)
class RootPage(Page):
    """build/index.html: find one's place.

    Args:
        groups: the partners, département by département, the most local first.
        national: the commons' own site, for those whose place has no partner; None when it is not published.
        landings: path of the script that says on which partner a commune lands; the place chooser reads it.
    """

    groups: tuple[PartnerGroup, ...] = ()
    national: PartnerTile | None = None
    landings: str = ""


PAGES: dict[str, type[Page]] = {
    "home": HomePage,
    "entry": EntryPage,
    "topic": TopicPage,
    "question": QuestionPage,
    "outcome": OutcomePage,
    "sensitive": SensitivePage,
    "contact": ContactPage,
    "emergency": EmergencyPage,
    "alphabet": AlphabetPage,
    "communes": CommunesPage,
    "group": CommuneGroupPage,
    "text": TextPage,
    "not-found": NotFoundPage,
    "offline": OfflinePage,
    "moved": MovedPage,
    "integration": IntegrationPage,
    "poster": PosterPage,
    "agents": AgentsPage,
    "root": RootPage,
}
"""Template name (`pages/<name>.html`) -> the class of its `page`."""
