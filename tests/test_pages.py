"""What pages hold: contacts in order, honest facts, and nothing named that reveals a sensitive choice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

import pytest

from builders import TERRITORIES, Case, with_lines
from commun_orientation_ssg import context as c
from commun_orientation_ssg.model import Question, Site
from commun_orientation_ssg.pages import Pages, root_page
from commun_orientation_ssg.pages.bodies import Bodies
from real_sites import site

PARTNERS = ("calvados", "falaise", "hauts-de-france", "nord", "pas-de-calais", "toulon", "var")
CONTACTS = "partners/var/contacts/var.yaml"
HEAD = "contacts:\n  - id: standard\n    kind: body\n    name: Standard\n    phone: 01 99 00 00 01\n    provides: [fsl]\n    source_date: 02/11/2026\n"


def within(value: object, kind: type) -> Iterator[object]:
    """Yield every object of a kind inside a page, the deepest last."""
    if isinstance(value, kind):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from within(getattr(value, field.name), kind)
    elif isinstance(value, tuple):
        for item in value:
            yield from within(item, kind)


def outcome(found: Site, key: str = "logement/retard") -> c.OutcomeBody:
    """Return the outcome of a page."""
    page = next(page for name, page in Pages(found).all() if name == "outcome" and key in page.path)
    assert isinstance(page, c.OutcomePage)
    assert page.outcome is not None
    return page.outcome


def red_button(found: Site, path: str = "urgence/index.html") -> c.EmergencyPage:
    """Return the red button's page, or the same in another language."""
    page = next(page for _, page in Pages(found).all() if page.path == path)
    assert isinstance(page, c.EmergencyPage)
    return page


def first_card(found: Site) -> c.Card:
    """Return the first contact of the outcome about rents."""
    group = outcome(found).first
    assert group is not None
    return group.cards[0]


def with_contact(text: str) -> dict[str, str | None]:
    """Return the partner's contacts, with more lines about the first, or more contacts."""
    return {CONTACTS: HEAD + text}


# --- honest facts ---------------------------------------------------------------------------------------------------


def test_a_card_says_how_old_its_facts_are() -> None:
    """Checked, only copied, old, or without a date: four different lines, and no empty one."""
    lines = {
        "source_date: 02/11/2026": "Information de novembre 2026",
        "verified_on: 02/11/2026": "Vérifié le 2 novembre 2026",
        "source_date: 02/08/2017": "À vérifier : information d'août 2017",
        "kind: body": "À vérifier : information sans date",
    }
    for line, said in lines.items():
        texts = with_contact("")
        texts[CONTACTS] = HEAD.replace(
            "source_date: 02/11/2026", line if "date" in line or "on:" in line else "general: non"
        )
        assert first_card(Case(texts).site()).checked == said


def test_hours_that_phone_and_desk_share_are_written_once() -> None:
    """The card says them under "Accueil et téléphone", in rows where closed days come last."""
    hours = "\n      hours:\n        lundi-vendredi: 9h-12h\n"
    texts = with_contact("")
    texts[CONTACTS] = HEAD.replace(
        "phone: 01 99 00 00 01",
        f"phone:\n      number: 01 99 00 00 01{hours}    desk:\n      address: 1 rue A, 83000 Toulon{hours.rstrip()}",
    )
    card = first_card(Case(texts).site())
    assert card.hours_for == "Accueil et téléphone"
    assert [row.days for row in card.hours] == ["Du lundi au vendredi", "Samedi et dimanche, jours fériés"]
    assert card.phones[0].hours == ()
    assert card.desk is not None
    assert card.desk.hours == ()


def test_a_place_taken_from_the_body_above_keeps_its_own_date() -> None:
    """A contact checked today does not make its body's old address fresh."""
    texts = with_contact("")
    texts[CONTACTS] = (
        HEAD.replace("provides: [fsl]", "desk:\n      address: 1 rue A, 83000 Toulon").replace(
            "02/11/2026", "02/11/2017"
        )
        + "  - id: equipe\n    kind: service\n    part_of: standard\n    name: Équipe\n    provides: [fsl]\n"
        + "    phone: 01 99 00 00 02\n    verified_on: 02/11/2026\n"
    )
    found = Case(texts).site()
    card = first_card(found)
    assert card.checked == "Vérifié le 2 novembre 2026"
    assert card.desk is not None
    assert card.desk.checked == "À vérifier : information de novembre 2017"
    live = replace(found, partner=replace(found.partner, status="live"))
    assert first_card(live).desk is None
    assert first_card(live).phones


def test_an_alert_reaches_the_parts_of_its_body() -> None:
    """A strike of the department is told by its teams, with its days in words."""
    texts = with_contact(
        "  - id: equipe\n    kind: service\n    part_of: standard\n    name: Équipe\n    phone: 01 99 00 00 02\n"
    )
    texts[CONTACTS] = (texts[CONTACTS] or "").replace(
        "    provides: [fsl]\n", ""
    ) + "    provides: [fsl]\n    source_date: 02/11/2026\n"
    texts["partners/var/alerts.yaml"] = (
        "alerts:\n  - id: greve\n    text: Grève\n    from: 24/11/2026\n    to: 25/11/2026\n    contacts: [standard]\n"
    )
    (alert,) = first_card(Case(texts).site()).alerts
    assert (alert.text, alert.starts, alert.dates) == ("Grève", "2026-11-24", "du 24 au 25 novembre 2026")


def test_many_places_are_listed_town_by_town() -> None:
    """The whole territory comes first; the towns follow in alphabetical order, folded."""
    towns = {"83137": "83000 Toulon", "83069": "83400 Hyères", "83116": "83470 Saint-Maximin Cedex 2"}
    text = "".join(
        f"  - id: lieu-{code}\n    kind: service\n    name: Lieu {code}\n    provides: [fsl]\n    area: [{code}]\n"
        f"    desk:\n      address: 1 rue A, {town}\n    source_date: 02/11/2026\n"
        for code, town in towns.items()
    )
    group = outcome(Case(with_contact(text)).site()).first
    assert group is not None
    assert group.cards[0].name == "Standard"
    assert [place.name for place in group.folded] == ["Hyères", "Saint-Maximin", "Toulon"]
    assert group.folded_label == "Les 3 lieux d'accueil, ville par ville"


def test_only_checked_hours_can_be_said_open() -> None:
    """Checked and fresh: a week for the page script, with its closures and strikes; copied or old: none."""
    hours = "phone:\n      number: 01 99 00 00 01\n      hours:\n        lundi: 9h-12h\n"
    said = {}
    for date in ("verified_on: 02/11/2026", "source_date: 02/11/2026", "verified_on: 02/11/2024"):
        texts = with_contact("    closures:\n      - from: 24/12/2026\n        to: 26/12/2026\n        text: Fermé\n")
        texts[CONTACTS] = (texts[CONTACTS] or "").replace("phone: 01 99 00 00 01\n", hours)
        texts[CONTACTS] = (texts[CONTACTS] or "").replace("source_date: 02/11/2026", date)
        texts["partners/var/alerts.yaml"] = (
            "alerts:\n  - id: greve\n    text: Grève\n    from: 24/11/2026\n    to: 25/11/2026\n    contacts: [standard]\n"
        )
        said[date] = first_card(Case(texts).site()).phones[0].opening
    assert said["source_date: 02/11/2026"] is None
    assert said["verified_on: 02/11/2024"] is None
    assert said["verified_on: 02/11/2026"] == c.Opening(
        "540-720;;=;=;=;=;=/", "2026-11-02", "", "2026-12-24/2026-12-26", "2026-11-24/2026-11-25"
    )


def test_an_overloaded_contact_puts_what_is_online_first_unless_it_is_urgent() -> None:
    """`self_service_first` moves the links on a calm outcome, never on an urgent one."""
    texts = with_contact("    online: https://www.var.fr\n    self_service_first: oui\n")
    assert first_card(Case(texts).site()).online_first
    texts |= with_lines(
        "content/journeys/logement.yaml",
        "    title: Demandez une aide\n",
        "    title: Demandez une aide\n    urgent: oui\n",
    )
    texts["content/contacts/nationaux.yaml"] = """\
        contacts:
          - id: allo
            name: Allo
            phone: "3939"
            general: oui
          - id: adil
            name: ADIL
            phone:
              number: 01 99 00 00 07
              hours: 24h/24
            provides: [fsl]
        """
    urgent = outcome(Case(texts).site())
    assert urgent.urgent
    cards = list(within(urgent, c.Card))
    assert any(card.online for card in cards)  # type: ignore[attr-defined]
    assert not any(card.online_first for card in cards)  # type: ignore[attr-defined]


def test_what_to_say_is_a_line_or_two_then_who_to_ask_for() -> None:
    """Three lines where nothing is urgent; others have words of their own."""
    key = "logement/abri"
    assert outcome(Case().site(), key).tell == (
        "Je suis dehors.",
        "Est-ce que c'est bien vous ? Sinon, qui dois-je appeler ?",
    )
    texts = with_lines(
        "content/journeys/logement.yaml",
        "tell: Je suis dehors.",
        "tell: Un. Deux. Trois.\n    tell_for:\n      proche: Mon fils est dehors.",
    )
    body = outcome(Case(texts).site(), key)
    assert body.tell[:2] == ("Un.", "Deux. Trois.")
    assert [(item.audience, item.tell[:1]) for item in body.wordings] == [
        ("moi", ()),
        ("proche", ("Mon fils est dehors.",)),
    ]
    assert (body.text_for, body.tell_for) == ("", "moi")


def test_others_read_words_of_their_own_and_the_rest_is_for_all() -> None:
    """Each text says who reads it; a choice of wordings has a neutral name of its own, on a sensitive page too."""
    own = "tell: Je suis dehors.\n    text: Venez.\n    text_for:\n      témoin: Appelez pour elle."
    body = outcome(
        Case(with_lines("content/journeys/logement.yaml", "tell: Je suis dehors.", own)).site(), "logement/abri"
    )
    assert [(item.label, item.text_html) for item in body.wordings] == [
        ("Pour moi", ""), ("Je suis témoin", "<p>Appelez pour elle.</p>"),
    ]  # fmt: skip
    assert (body.text_for, body.tell_for, body.key) == ("moi", "moi témoin", "pour")
    for name, page in Pages(site("var")).all():
        if name == "sensitive":
            keys = re.findall(r"key='(\w+)'", repr(page.step))  # type: ignore[attr-defined]
            assert len(keys) == len(set(keys))


def test_a_mail_is_about_the_need_and_a_sensitive_one_about_nothing() -> None:
    """The subject is in residents' words; a sensitive page has none."""
    assert outcome(Case().site()).subject == "Je ne peux plus payer"
    for name, page in Pages(site("var")).all():
        if name == "sensitive":
            assert all(body.subject == "" for body in within(page, c.OutcomeBody))  # type: ignore[attr-defined]


def _cards(found: Site) -> Iterator[tuple[c.Page, c.Card]]:
    for _, page in Pages(found).all():
        for card in within(page, c.Card):
            assert isinstance(card, c.Card)
            yield page, card


@pytest.mark.parametrize("id", PARTNERS)
def test_a_live_partner_shows_no_old_or_unverified_fact(id: str) -> None:
    """On the example partners published as live: every channel shown has a date of less than 24 months."""
    live = site(id, "live")
    contacts = {contact.id: contact for group in live.providers.values() for contact in group} | dict(live.contacts)
    for page, card in _cards(live):
        assert not card.stale, (page.path, card.name)
        assert "À vérifier" not in card.checked
        if card.phones or card.mails or card.online:
            contact = contacts[card.key.split()[0]]
            assert contact.fact_date is not None
            assert not contact.is_stale(live.edition), (page.path, card.name)


@pytest.mark.parametrize("id", PARTNERS)
@pytest.mark.parametrize("status", ["demo", "live"])
def test_every_outcome_ends_on_someone(id: str, status: str) -> None:
    """A number to call, a place to go, or the words that say who can tell: never a mailbox or a site alone."""
    for _, page in Pages(site(id, status)).all():
        for body in within(page, c.OutcomeBody):
            assert isinstance(body, c.OutcomeBody)
            cards = list(within(body, c.Card))
            assert any(card.phones or card.desk or card.reach for card in cards), (page.path, body.title)  # type: ignore[attr-defined]


# --- what reveals nothing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", PARTNERS)
def test_nothing_named_reveals_a_sensitive_choice(id: str) -> None:
    """Sensitive steps and topics live at neutral addresses, under a neutral title, out of search engines."""
    found = site(id)
    pages = Pages(found)
    for name, page in pages.all():
        if page.discreet and name != "emergency":
            assert re.fullmatch(r"p/[0-9a-f]{8}/index\.html", page.path)
            assert page.title == f"Votre situation - {found.partner.short}"
            assert not page.indexed
            assert page.json_ld == ""
        if page.indexed:
            assert not page.path.startswith(("p/", "parcours/", "contacts/"))
    for key in pages.links.sensitive:
        assert pages.links.step(key).startswith("p/")


LANGUAGES = ("facile", "ar", "en", "es", "pt", "ro", "ru", "tr", "uk")


def test_the_emergency_page_is_in_every_language_of_the_commons() -> None:
    """Same lines, same numbers, same ways to reach them; each page links to all the others, French first."""
    pages = {page.path: page for name, page in Pages(site("var")).all() if isinstance(page, c.EmergencyPage)}
    french = pages.pop("urgence/index.html")
    assert set(pages) == {f"urgence/{name}/index.html" for name in LANGUAGES}
    assert [link.path for link in french.languages] == [f"urgence/{name}/index.html" for name in LANGUAGES]
    for page in pages.values():
        ways = [(line.key, line.number, line.tel, line.sms, line.chat_url) for line in page.lines]
        assert ways == [(line.key, line.number, line.tel, line.sms, line.chat_url) for line in french.lines]
        assert all(
            (line.when and line.checked.endswith("22/11/2026")) or "22/11/2026" in line.checked for line in page.lines
        )
        assert {link.path for link in page.languages} == {"urgence/index.html", *pages} - {page.path}
        assert not any(line.lang or line.hours_lang for line in page.lines)
        assert page.rtl == (page.lang == "ar")


def test_a_line_that_only_a_partner_has_stays_in_french_and_says_so() -> None:
    """Nobody translated it: the page tells the screen reader which language it is in."""
    from test_resolve import ENGLISH, LINE

    own = LINE.replace("police", "mer").replace("17", "196")
    files = {"content/emergency.yaml": LINE, "content/emergency/en.yaml": ENGLISH, "partners/var/emergency.yaml": own}
    found = Case(files).site()
    page = red_button(found, "urgence/en/index.html")
    assert [(line.key, line.lang, line.when) for line in page.lines] == [
        ("police", "", "You are in danger."),
        ("mer", "fr", "Danger."),
    ]


@pytest.mark.parametrize(
    ("hours", "said", "lang"),
    [
        ("24h/24", "Always", ""),
        ("\n      lundi-dimanche: 9h-20h30", "Every day, 9:00 to 20:30", ""),
        ("\n      lundi: 9h-12h", "Lundi de 9 h à 12 h", "fr"),
    ],
)
def test_hours_of_an_emergency_line_are_said_in_its_language(hours: str, said: str, lang: str) -> None:
    """Those that differ from day to day stay in French, marked as such."""
    from test_resolve import ENGLISH, LINE

    line = LINE.replace(" 24h/24", f" {hours}" if "\n" not in hours else hours)
    found = Case({"content/emergency.yaml": line, "content/emergency/en.yaml": ENGLISH}).site()
    shown = red_button(found, "urgence/en/index.html").lines[0]
    assert (shown.hours.replace("\u00a0", " "), shown.hours_lang) == (said, lang)


@pytest.mark.parametrize("id", PARTNERS)
def test_sensitive_contacts_have_no_page(id: str) -> None:
    """Neither those marked so, nor those that only hold sensitive services."""
    found = site(id)
    for contact in Bodies(found).by_id.values():
        services = [found.services[name].sensitive for name in contact.provides]
        if contact.sensitive or (services and all(services)):
            assert contact.id not in Pages(found).links.contacts or contact.id == found.partner.not_listed


@pytest.mark.parametrize("id", ["var"])
def test_a_sensitive_page_links_to_no_named_step(id: str) -> None:
    """Its cards have no page, and its questions have neutral keys, unique in the page."""
    for name, page in Pages(site(id)).all():
        if name == "sensitive":
            assert all(card.path == "" for card in within(page, c.Card))  # type: ignore[attr-defined]
            keys = [question.key for question in within(page, c.QuestionBody)]  # type: ignore[attr-defined]
            assert keys == [f"e{number}" for number in range(1, len(keys) + 1)]


# --- lists ----------------------------------------------------------------------------------------------------------


def test_the_a_to_z_holds_every_need_once() -> None:
    """By letter, letters in order, and what the partner hides with its reason."""
    found = site("var")
    page = next(page for _, page in Pages(found).all() if isinstance(page, c.AlphabetPage))
    assert [group.letter for group in page.letters] == sorted({group.letter for group in page.letters})
    assert sum(len(group.needs) for group in page.letters) == len(found.needs)


def test_an_old_address_leads_to_the_new_one() -> None:
    """`was` leaves a page at the old address."""
    texts = with_lines(
        "content/journeys/logement.yaml",
        "    title: Demandez une aide\n",
        "    title: Demandez une aide\n    was: [ancien]\n",
    )
    moved = [page for name, page in Pages(Case(texts).site()).all() if name == "moved"]
    assert [page.path for page in moved] == ["parcours/logement/ancien/index.html"]
    assert isinstance(moved[0], c.MovedPage)
    assert moved[0].target.path == "parcours/logement/retard/index.html"


def test_the_page_of_a_lost_address_has_absolute_links() -> None:
    """It is served at any depth: relative links would lead nowhere (docs/decisions/)."""
    for base, root in (("", "/var/"), ("/orientation/var/", "/orientation/var/")):
        pages = Pages(Case().site(), base).all()
        assert {page.path: page.root for name, page in pages if name == "not-found"} == {
            "404.html": root, "introuvable/index.html": "../",
        }  # fmt: skip


def test_legal_pages_speak_french_of_their_partner() -> None:
    """No "de Département du Var", no name left to fill in."""
    for id in PARTNERS:
        for name, page in Pages(site(id)).all():
            if name == "text":
                assert isinstance(page, c.TextPage)
                assert "{" not in page.body_html
                assert not re.search(r"\b(?:de|à) (?:Département|Région|Ville)\b", page.body_html), page.path


def test_the_root_lists_partners_by_departement() -> None:
    """The most local first, names in order; an EPCI in each of its départements; the country apart."""
    about = {
        "b": {"name": "Ville de Toulon", "level": "commune", "place": "83137", "demo": "yes"},
        "d": {"name": "Département du Var", "level": "departement", "place": "83"},
        "a": {"name": "Ville de Hyères", "level": "commune", "place": "83069"},
        "e": {"name": "Métropole", "level": "intercommunalite", "place": "200054807"},
        "r": {"name": "Région", "level": "region", "place": "R93"},
        "national": {"name": "Orientation nationale", "level": "etat", "place": "france"},
        "x": {},
    }
    page = root_page(about, TERRITORIES, "data/landings.js")
    assert [(group.title, [tile.path for tile in group.partners]) for group in page.groups] == [
        ("Bouches-du-Rhône (13)", ["e/index.html"]),
        ("Var (83)", ["a/index.html", "b/index.html", "e/index.html", "d/index.html"]),
        ("Régions", ["r/index.html"]),
        ("Autres services", ["x/index.html"]),
    ]
    assert (page.national and page.national.path, page.landings) == ("national/index.html", "data/landings.js")


# --- structured data ------------------------------------------------------------------------------------------------

_DAYS = {
    f"https://schema.org/{day}"
    for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "PublicHolidays"]
}
_TYPES = {
    "GovernmentService": {"name", "provider", "description", "availableChannel"},
    "GovernmentOrganization": {"name"},
    "ServiceChannel": {"servicePhone", "serviceLocation", "serviceUrl"},
    "ContactPoint": {"telephone", "contactType", "availableLanguage", "hoursAvailable"},
    "Place": {"address", "openingHoursSpecification"},
    "OpeningHoursSpecification": {"dayOfWeek", "opens", "closes", "validFrom", "validThrough"},
}
"""schema.org type -> the properties of it that we write, all of them defined for it there (schema.org 29)."""


def _is_schema_org(value: object) -> None:
    if isinstance(value, list):
        for item in value:
            _is_schema_org(item)
    elif isinstance(value, dict):
        kind = value["@type"]
        extra = {"@type", "@context"}
        assert set(value) <= _TYPES[kind] | extra, (kind, value)
        if kind == "ContactPoint":
            assert re.fullmatch(r"\+?\d{2,15}", value["telephone"])
        if kind == "OpeningHoursSpecification":
            assert re.fullmatch(r"\d\d:\d\d(:\d\d)?", value["opens"])
            days = value["dayOfWeek"]
            for day in days if isinstance(days, list) else [days]:
                assert f"https://schema.org/{day.rpartition('/')[2]}" in _DAYS
        for item in value.values():
            _is_schema_org(item)


@pytest.mark.parametrize("id", PARTNERS)
def test_structured_data_is_schema_org_and_says_what_the_card_says(id: str) -> None:
    """Types and properties exist there; a live partner's old facts are not told to machines either."""
    for status in ("demo", "live"):
        for name, page in Pages(site(id, status)).all():
            if name == "contact":
                assert isinstance(page, c.ContactPage)
                assert page.card is not None
                data = json.loads(page.json_ld)
                assert data["@context"] == "https://schema.org"
                assert "<" not in page.json_ld
                _is_schema_org(data)
                shown = {(phone.tel or phone.sms).partition(":")[2] for phone in page.card.phones}
                told = {point["telephone"] for point in data.get("availableChannel", {}).get("servicePhone", [])}
                assert told == shown


# --- entries --------------------------------------------------------------------------------------------------------

TWO_QUESTIONS = """\
title: Mon logement
start: situation
questions:
  situation:
    ask: Que se passe-t-il ?
    answers:
      payer:
        text: Payer
        next: combien
      dormir:
        text: Dormir
        next: abri
  combien:
    ask: Depuis quand ?
    answers:
      peu:
        text: Un mois
        next: retard
      longtemps:
        text: Plus longtemps
        next: retard
outcomes:
  retard:
    title: Demandez une aide
    steps:
      - Appelez.
    contacts: [fsl]
  abri:
    title: Appelez la mairie
    tell: Je suis dehors.
    contacts: [ccas, adil]
"""


def entry_page(*lines: str) -> c.EntryPage:
    """Return the page of one entry of a site with two questions."""
    text = "entries:\n  - id: social\n    title: Social\n" + "".join(f"    {line}\n" for line in lines)
    found = Case({"partners/var/entries.yaml": text, "content/journeys/logement.yaml": TWO_QUESTIONS}).site()
    (page,) = (page for _, page in Pages(found).all() if isinstance(page, c.EntryPage))
    return page


def test_an_entry_asks_the_first_question_it_has_not_answered() -> None:
    """What it answered is shown, with the page where one answers otherwise."""
    page = entry_page("start: logement", "answers:", "  logement/situation: payer")
    assert page.question is not None
    assert page.question.ask == "Depuis quand ?"
    path = "parcours/logement/situation/index.html"
    assert page.given == (c.GivenAnswer("Que se passe-t-il ?", "Payer", path, "situation"),)
    assert (page.step, page.asked, page.answers) == ("logement/situation", "combien", "logement/situation:payer")
    plain = entry_page("start: logement")
    assert plain.question is not None
    assert (plain.question.ask, plain.given) == ("Que se passe-t-il ?", ())
    assert (plain.step, plain.asked, plain.answers) == ("logement/situation", "situation", "")
    without = entry_page("topics: [logement]")
    assert (without.step, without.asked, without.answers) == ("", "", "")


def test_an_entry_says_for_whom_it_is() -> None:
    """In words for people, by its id for scripts; nothing for oneself."""
    assert entry_page("audience: proche").audience == "Vous cherchez pour un proche."
    assert entry_page("audience: proche").audience_id == "proche"
    assert entry_page("audience: moi").audience == ""


def test_an_entry_asks_a_sensitive_question_on_its_neutral_page() -> None:
    """Neither the question nor an answer given in advance stands on a page with a name."""
    found = site("var")
    key = next(key for key in Pages(found).links.sensitive if isinstance(found.step(key), Question))
    entry = replace(found.entries[0], start=key, answers={key: found.step(key).answers[0].id})  # type: ignore[union-attr]
    pages = Pages(replace(found, entries=(entry,))).all()
    page = next(page for _, page in pages if isinstance(page, c.EntryPage))
    assert (page.question, page.given) == (None, ())
    assert page.start is not None
    assert re.fullmatch(r"p/[0-9a-f]{8}/index\.html", page.start.path)


@pytest.mark.parametrize("partner", PARTNERS)
def test_an_entry_leads_to_every_topic(partner: str) -> None:
    """Its own first, then all others, each once."""
    made = Pages(site(partner))
    pages = [page for _, page in made.all()]
    home = next(page for page in pages if isinstance(page, c.HomePage))
    entries = [page for page in pages if isinstance(page, c.EntryPage)]
    for entry, page in zip(site(partner).entries, entries, strict=True):
        paths = [tile.path for tile in page.topics + page.other_topics]
        assert sorted(paths) == sorted(tile.path for tile in home.topics)
        assert [tile.path for tile in page.topics] == [made.links.topics[topic] for topic in entry.topics]
