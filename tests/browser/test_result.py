"""What an outcome does in Chromium: open now at a given hour, order among equals, who answers tonight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from commun_orientation_ssg.build import build
from tiny_project import tiny

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

Browser = Callable[..., "Chrome"]

CONTACTS = """\
contacts:
  - id: standard-var
    kind: body
    name: Département du Var
    provides: [fsl]
    phone:
      number: 01 99 00 00 01
      hours:
        lundi-vendredi: 9h-12h
    verified_on: 02/11/2026
    source: https://www.var.fr
  - id: equipe-soir
    name: Équipe du soir
    provides: [fsl]
    phone:
      number: 01 99 00 00 02
      hours:
        7j/7: 8h-22h
    closures:
      - from: 24/12/2026
        to: 26/12/2026
        text: Fermé pour les fêtes
    verified_on: 02/11/2026
    source: https://www.var.fr
  - id: equipe-copiee
    name: Équipe copiée d'un annuaire
    provides: [fsl]
    phone:
      number: 01 99 00 00 03
      hours:
        7j/7: 0h-23h
    source: https://www.var.fr
    source_date: 02/11/2026
"""
NATIONAL = """\
contacts:
  - id: allo-national
    kind: body
    name: Allô national
    phone:
      number: "3939"
      hours: 24h/24
    verified_on: 02/11/2026
    source: https://www.service-public.gouv.fr
  - id: conseil-national
    kind: body
    name: Conseil national
    phone:
      number: "3230"
      hours:
        lundi-samedi: 8h-20h
    verified_on: 02/11/2026
    source: https://www.service-public.gouv.fr
"""
JOURNEY = """\
title: Mon logement
start: situation
questions:
  situation:
    ask: Que se passe-t-il ?
    answers:
      payer:
        text: Je n'arrive plus à payer
        next: retard-loyer
      autre:
        text: Autre chose
        next: conseil
outcomes:
  retard-loyer:
    title: Demandez une aide pour votre loyer
    steps:
      - Appelez.
    contacts: [fsl, conseil-national, allo-national]
  conseil:
    title: Demandez conseil
    tell: Je cherche un conseil.
    contacts: [conseil-national]
"""
REUNION = {
    "partners/reunion/partner.yaml": """\
name: Département de La Réunion
short: La Réunion
level: departement
territory: "974"
status: demo
website: https://www.departement974.fr
publisher: Le Département
dpo: dpo
host: hébergeur
not_listed: standard-reunion
""",
    "partners/reunion/branding.yaml": 'colours:\n  primary: "#0b4f7a"\n  accent: "#a8431a"\n',
    "partners/reunion/contacts/departement.yaml": CONTACTS.partition("  - id: equipe-soir")[0]
    .replace("standard-var", "standard-reunion")
    .replace("Département du Var", "Département de La Réunion"),
}
OUTCOME = "parcours/logement/retard-loyer/index.html"


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two partners whose hours somebody checked, but for one contact."""
    root = tmp_path_factory.mktemp("verified")
    files = {
        "content/contacts/nationaux.yaml": NATIONAL,
        "content/journeys/logement.yaml": JOURNEY,
        "partners/var/contacts/departement.yaml": CONTACTS,
        "partners/var/journeys/logement.yaml": "outcomes: {}\n",
        **REUNION,
    }
    settings = tiny(root, files)
    (root / "partners/var/journeys/logement.yaml").unlink()
    report = build(settings)
    assert all(partner.folder for partner in report.partners), [found.says("en") for found in report.all_findings()]
    return root / "build"


def at(chrome: Chrome, page: Path, moment: str, zone: str = "Europe/Paris") -> None:
    """Open a page at a moment (ISO, with its offset) on a phone whose clock is in `zone`."""
    chrome.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": zone})
    source = f"""{{
        const Real = Date, now = Real.parse({moment!r});
        window.Date = class extends Real {{ constructor(...all) {{ super(...(all.length ? all : [now])); }} static now() {{ return now; }} }};
    }}"""
    added = chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    chrome.get(page.as_uri())
    chrome.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": added["identifier"]})


def statuses(chrome: Chrome) -> dict[str, str]:
    """Return the status of each card, by its name, in the order of the page."""
    script = """return [...document.querySelectorAll('.co-card')].map((card) => [
        card.querySelector('.co-card__name').textContent.trim(),
        [...card.querySelectorAll('.co-status')].map((line) => line.textContent).join(' | ')]);"""
    return {name: said.replace("\xa0", " ") for name, said in chrome.execute_script(script)}


def test_open_and_closed_are_said_of_verified_hours_only(verified: Path, browser: Browser) -> None:
    """A Monday morning: three lines, and nothing of what was only copied from a directory."""
    chrome = browser(width=320)
    at(chrome, verified / "var" / OUTCOME, "2026-11-23T10:00:00+01:00")
    assert statuses(chrome) == {
        "Département du Var": "Ouvert, ferme à 12 h",
        "Équipe du soir": "Ouvert, ferme à 22 h",
        "Équipe copiée d'un annuaire": "",
        "Conseil national": "Ouvert, ferme à 20 h",
        "Allô national": "",
    }
    assert [entry for entry in chrome.get_log("browser") if "favicon" not in entry["message"]] == []


def test_an_open_contact_goes_before_a_closed_one_of_the_same_service_only(verified: Path, browser: Browser) -> None:
    """In the afternoon the evening team comes first; the national lines, of another service, stay behind."""
    chrome = browser(width=320)
    at(chrome, verified / "var" / OUTCOME, "2026-11-23T15:00:00+01:00")
    assert list(statuses(chrome))[:3] == ["Équipe du soir", "Département du Var", "Équipe copiée d'un annuaire"]
    assert list(statuses(chrome))[3:] == ["Conseil national", "Allô national"]


def test_closures_holidays_and_age_change_what_is_said(verified: Path, browser: Browser) -> None:
    """Christmas closes both; two years after the check nothing is said any more."""
    chrome = browser(width=320)
    at(chrome, verified / "var" / OUTCOME, "2026-12-25T10:00:00+01:00")
    assert statuses(chrome)["Équipe du soir"] == "Fermé, rouvre dimanche à 8 h"
    assert statuses(chrome)["Département du Var"] == "Fermé, rouvre lundi à 9 h"
    at(chrome, verified / "var" / OUTCOME, "2028-11-02T10:00:00+01:00")
    assert set(statuses(chrome).values()) == {""}


def test_at_night_what_answers_for_this_problem_is_named(verified: Path, browser: Browser) -> None:
    """In La Réunion, at 22 h there: the right desk says when it reopens, the national line that never closes is offered."""
    chrome = browser(width=320)
    at(chrome, verified / "reunion" / OUTCOME, "2026-11-23T18:00:00Z", zone="Indian/Reunion")
    box = chrome.find_element("css selector", "[data-tonight]")
    assert box.is_displayed()
    calls = [call.get_attribute("href") for call in box.find_elements("css selector", "a.co-call")]
    assert calls == ["tel:3230", "tel:3939"]  # at 19 h in Paris, the first one still answers
    assert statuses(chrome)["Département de La Réunion"] == "Fermé, rouvre demain à 9 h"
    assert statuses(chrome)["Conseil national"] == "Ouvert, ferme à 20 h, heure de Paris"
    at(chrome, verified / "reunion" / OUTCOME, "2026-11-23T06:00:00Z", zone="Indian/Reunion")
    assert statuses(chrome)["Département de La Réunion"] == "Ouvert, ferme à 12 h"
    assert not chrome.find_element("css selector", "[data-tonight]").is_displayed()


def test_without_script_the_hours_stand_there_and_nothing_claims_to_be_open(verified: Path, browser: Browser) -> None:
    """The table of hours and the always open line; no status, no hidden box."""
    chrome = browser(width=320, javascript=False)
    chrome.get((verified / "var" / OUTCOME).as_uri())
    text = chrome.find_element("tag name", "main").text
    assert "Au téléphone" in text
    assert "Ouvert," not in text
    assert "Fermé, rouvre" not in text
    assert not chrome.find_element("css selector", "[data-tonight]").is_displayed()


def shown(chrome: Chrome) -> list[str]:
    """Return the actions that this browser is offered, those that come once the page is quiet included."""
    chrome.execute_async_script(
        "const later = document.querySelector('main').dataset.later, done = arguments[0];"
        "if (later) { communAssets.later(later, done); } else { done(); }"
    )
    found = chrome.find_elements("css selector", "[data-action]")
    return [str(item.get_attribute("data-action")) for item in found if item.is_displayed()]


def test_a_copy_is_said_aloud_and_moves_nothing(verified: Path, browser: Browser) -> None:
    """A live region that was there before, said while the button says it; the button keeps its place and size."""
    from selenium.webdriver.support.ui import WebDriverWait

    chrome = browser(width=320)
    source = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.resolve()}})"
    chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    at(chrome, verified / "var" / OUTCOME, "2026-11-23T23:00:00+01:00")
    region = chrome.find_element("css selector", "main .co-actions__spoken[role=status]")
    button = chrome.find_element("css selector", "[data-action=copy]")
    places = "return Array.from(document.querySelectorAll('.co-action, h1'), (one) => JSON.stringify(one.getBoundingClientRect()))"
    assert region.get_property("textContent") == ""
    chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    before = chrome.execute_script(places)
    chrome.execute_script("arguments[0].click()", button)
    WebDriverWait(chrome, 30, 0.05).until(lambda _: region.get_property("textContent") == button.text != "")
    assert button.text == button.get_attribute("data-done")
    assert chrome.execute_script(places) == before
    WebDriverWait(chrome, 30).until(lambda _: region.get_property("textContent") == "")


def test_an_answer_is_kept_sent_and_printed(verified: Path, browser: Browser) -> None:
    """Where the phone shares nothing: SMS and mail with the numbers; a mail says its subject; a reminder when closed."""
    chrome = browser(width=320)
    source = "delete Navigator.prototype.share"
    chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    at(chrome, verified / "var" / OUTCOME, "2026-11-23T23:00:00+01:00")
    assert {"print", "sms", "mail", "copy", "remind"} <= set(shown(chrome))
    assert "share" not in shown(chrome)
    sms = chrome.find_element("css selector", "[data-action=sms]").get_attribute("href") or ""
    assert "01%2099%2000%2000%2001" in sms
    mail = chrome.find_element("css selector", "[data-action=mail]").get_attribute("href") or ""
    assert "subject=Je%20n'arrive%20plus%20%C3%A0%20payer%20mon%20loyer" in mail.replace("%27", "'")
    reminder = chrome.find_element("css selector", "[data-action=remind]").get_attribute("href") or ""
    assert "BEGIN%3AVEVENT" in reminder
    assert "DTSTART%3A20261124T070000Z" in reminder or "DTSTART%3A20261124T080000Z" in reminder


def test_the_phone_s_own_sheet_is_used_where_there_is_one(verified: Path, browser: Browser) -> None:
    """One button; what is given is the contacts and no answer of the person."""
    chrome = browser(width=320)
    source = "Navigator.prototype.share = function (data) { window.shared = data; return Promise.resolve(); }"
    chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    chrome.get((verified / "var" / OUTCOME).as_uri() + "#r:situation,situation.payer")
    assert "sms" not in shown(chrome)
    chrome.execute_script("document.querySelector('[data-action=share]').click()")
    shared = chrome.execute_script("return window.shared")
    assert shared["title"] == "Je n'arrive plus à payer mon loyer"
    assert "Département du Var" in shared["text"]
    assert "r:" not in str(shared.get("url", ""))


def test_a_sensitive_page_offers_to_print_and_nothing_that_leaves_a_trace(site: Path, browser: Browser) -> None:
    """No share, copy, calendar or address book; no subject in a mail."""
    chrome = browser(width=320)
    for path in sorted((site / "var" / "p").glob("*/index.html"))[:5]:
        text = path.read_text("utf-8")
        assert "contact.vcf" not in text
        assert "?subject=" not in text
        for name in ("share", "sms", "mail", "copy", "remind"):
            assert f'data-action="{name}"' not in text
        assert "data-copy" not in text
        if "data-actions" in text:
            chrome.get(path.as_uri())
            for answer in chrome.find_elements("css selector", "main > .co-nest > details > summary")[:1]:
                answer.send_keys(Keys.ENTER)
            assert set(shown(chrome)) <= {"print", "listen"}
            assert "print" in shown(chrome)


def test_a_sensitive_outcome_leads_to_the_next_that_can_help(site: Path, browser: Browser) -> None:
    """In the page itself: address, title and history say nothing of it, and the focus is on the next contacts."""
    chrome = browser(width=320)
    path = next(path for path in sorted((site / "var" / "p").glob("*/index.html")) if b"data-next" in path.read_bytes())
    chrome.get(path.as_uri())
    state = "return [location.href, document.title, history.length, window.name]"
    before = chrome.execute_script(state)
    chrome.execute_script(
        "const button = document.querySelector('[data-next]');"
        "for (let up = button; up; up = up.parentElement) { if (up.tagName === 'DETAILS') { up.open = true; } }"
    )
    button = chrome.find_element(By.CSS_SELECTOR, "[data-next]")
    assert button.text.replace("\u00a0", " ").startswith("Ce n'était pas la bonne personne ? Essayez :")
    button.click()
    focused = chrome.switch_to.active_element
    assert "co-outcome__side" in (focused.get_attribute("class") or "")
    assert focused.find_elements(By.CSS_SELECTOR, ".co-card")
    top, bar = chrome.execute_script(
        "return [document.activeElement, document.querySelector('.co-exit')].map((one) => one.getBoundingClientRect())"
    )
    assert bar["bottom"] <= top["top"] <= 640
    assert chrome.execute_script(state) == before


def test_the_call_button_is_on_the_first_screen_of_a_small_phone(site: Path, browser: Browser) -> None:
    """320 by 640: the rent outcome, its number wholly in sight."""
    chrome = browser(width=320, height=640)
    chrome.get((site / "var/parcours/logement/retard-loyer/index.html").as_uri())
    bottom = "return document.querySelector('main .co-call').getBoundingClientRect().bottom"
    assert chrome.execute_script(bottom) <= 640
