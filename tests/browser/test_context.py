"""What an entry or the host's page hands over, in Chromium: answers given in advance, for whom one searches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from hosts import Server, serving

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

Browser = Callable[..., "Chrome"]
ENTRY = "calvados/entrees/loyer/index.html"
HOST = """<!doctype html><title>Hôte</title><div style="min-height:560px"><a href="{folder}{path}"
data-commun-orientation {attributes}>Qui contacter ?</a></div><script src="{folder}widget.js" async></script>"""


@pytest.fixture
def host(site: Path) -> Iterator[Server]:
    """The partners' folders, with room for a page that shows one."""
    with serving() as server:
        server.pages["/o/"] = site
        yield server


def heading(chrome: Chrome) -> str:
    """Return the text of the page's heading."""
    return chrome.find_element(By.TAG_NAME, "h1").text


def trail(chrome: Chrome) -> list[str]:
    """Return the answers shown as given."""
    return [item.text for item in chrome.find_elements(By.CSS_SELECTOR, ".co-trail strong")]


def until(chrome: Chrome, true: Callable[[], object]) -> None:
    """Wait until something holds."""
    WebDriverWait(chrome, 30).until(lambda _: true())


def click(chrome: Chrome, selector: str) -> None:
    """Click on the first element."""
    chrome.find_element(By.CSS_SELECTOR, selector).click()


def shown(chrome: Chrome, host: Server, path: str, attributes: str) -> None:
    """Show the widget on a page of its own, and go into its frame."""
    folder = f"{host.url}o/calvados/"
    host.pages["/page.html"] = HOST.format(folder=folder, path=path, attributes=attributes).encode()
    chrome.get(f"{host.url}page.html")
    until(chrome, lambda: chrome.execute_script("return !!(document.querySelector('iframe') || {}).communShown"))
    chrome.switch_to.frame(0)


def test_an_entry_leads_on_from_its_answers_which_stay_open_to_change(site: Path, browser: Browser) -> None:
    """The next page shows both answers; the entry's own, asked again, keeps the other."""
    chrome = browser(width=320)
    chrome.get((site / ENTRY).as_uri())
    given = chrome.find_element(By.CSS_SELECTOR, ".co-main li strong").text
    click(chrome, "[data-answer='retard'] a")
    until(chrome, lambda: len(trail(chrome)) == 2)
    assert trail(chrome)[0] == given
    assert chrome.current_url.endswith("#r:situation,situation.payer,payer.retard")
    chrome.back()
    until(chrome, lambda: chrome.find_elements(By.CSS_SELECTOR, "a[data-again]"))
    click(chrome, "a[data-again]")
    until(chrome, lambda: "/logement/situation/" in chrome.current_url)
    assert trail(chrome) == []
    assert chrome.find_elements(By.CSS_SELECTOR, "[data-answer='dormir']")


def test_without_script_an_entry_asks_the_next_question(site: Path, browser: Browser) -> None:
    """What it answered is said, with a link to answer otherwise; its answers are plain links."""
    chrome = browser(width=320, javascript=False)
    chrome.get((site / ENTRY).as_uri())
    assert chrome.find_element(By.LINK_TEXT, "Changer").get_attribute("href").endswith("/logement/situation/index.html")
    click(chrome, "[data-answer='retard'] a")
    assert chrome.current_url.endswith("/parcours/logement/bailleur/index.html")


def test_answers_of_the_host_are_given_in_the_frame_only(host: Server, browser: Browser) -> None:
    """The question after them is asked, in no address; from there each can be changed, and stays changed."""
    chrome = browser()
    answers = "logement/situation:payer,logement/payer:retard"
    shown(chrome, host, "parcours/logement/situation/index.html", f'data-answers="{answers}"')
    until(chrome, lambda: len(trail(chrome)) == 2)
    asked = heading(chrome)
    assert chrome.execute_script("return location.hash") == "#cadre"
    assert not [path for path, _ in host.asked if "payer" in path]
    click(chrome, ".co-trail a")
    until(chrome, lambda: trail(chrome) == [])
    assert heading(chrome) != asked
    click(chrome, "[data-answer='chercher'] a")
    until(chrome, lambda: trail(chrome) == ["Je cherche un logement"])


def test_answers_of_the_host_that_lead_out_leave_the_question_open(host: Server, browser: Browser) -> None:
    """They help, they do not decide: the last question is asked; answers that do not exist are not heard."""
    chrome = browser()
    for answers in ("logement/situation:dormir", "logement/situation:inconnu", "logement/autre:payer"):
        shown(chrome, host, "parcours/logement/situation/index.html", f'data-answers="{answers}"')
        until(chrome, lambda: chrome.execute_script("return !!(window.communData || {})['journey/logement']"))
        assert heading(chrome) == "Que se passe-t-il ?"
        assert trail(chrome) == []
        chrome.switch_to.default_content()


def test_for_whom_one_searches_goes_from_page_to_page_but_not_to_a_neutral_one(site: Path, browser: Browser) -> None:
    """In the address of named pages, after the mark of the frame; a neutral page's address says nothing."""
    chrome = browser()
    chrome.get((site / "nord/entrees/accueil/index.html").as_uri())
    click(chrome, ".co-tile[href*='themes/argent/']")
    until(chrome, lambda: chrome.current_url.endswith("themes/argent/index.html#@agent"))
    neutral = chrome.find_elements(By.CSS_SELECTOR, ".co-tile[href*='/p/'], .co-tile[href*='../p/']")
    assert neutral
    neutral[0].click()
    until(chrome, lambda: "/p/" in chrome.current_url)
    assert chrome.current_url.endswith("index.html")


def visible(chrome: Chrome) -> list[str]:
    """Return what is said to say, as it is seen."""
    said = chrome.find_elements(By.CSS_SELECTOR, "[data-said]")
    return [item.text for item in said if item.is_displayed()]


def choose(chrome: Chrome, label: str) -> None:
    """Choose for whom, on the first outcome in sight."""
    labels = chrome.find_elements(By.CSS_SELECTOR, ".co-who")
    next(item for item in labels if item.is_displayed() and item.text == label).click()


@pytest.mark.parametrize("javascript", [True, False])
def test_one_says_for_whom_and_reads_other_words(site: Path, browser: Browser, javascript: bool) -> None:
    """Radio buttons, by mouse or keyboard, without script too; one wording is in sight, the others are not."""
    chrome = browser(width=320, javascript=javascript)
    chrome.get((site / "var/parcours/logement/retard-loyer/index.html").as_uri())
    (own,) = visible(chrome)
    assert own.startswith("Je suis locataire")
    choose(chrome, "Pour un proche")
    (other,) = visible(chrome)
    assert other.startswith("Un proche est locataire")
    chrome.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    (agent,) = visible(chrome)
    assert agent.startswith("J'appelle avec une personne")


def test_for_whom_is_known_from_the_address_the_frame_or_one_choice(site: Path, host: Server, browser: Browser) -> None:
    """A neutral page learns it from the frame only; chosen on one of its outcomes, it is so on all, until one leaves."""
    chrome = browser()
    chrome.get((site / "var/parcours/logement/retard-loyer/index.html").as_uri() + "#@agent")
    until(chrome, lambda: [said for said in visible(chrome) if said.startswith("J'appelle avec une personne")])
    neutral = next(
        path.parent.name
        for path in (site / "calvados/p").glob("*/index.html")
        if path.read_text("utf-8").count('value="témoin"') > 1
    )
    checked = "return [...document.querySelectorAll('.co-pick[value=\"témoin\"]')].filter((one) => one.checked).length"
    shown(chrome, host, f"p/{neutral}/index.html", 'data-audience="témoin"')
    every = chrome.execute_script("return document.querySelectorAll('.co-pick[value=\"témoin\"]').length")
    until(chrome, lambda: every and chrome.execute_script(checked) == every)
    chrome.switch_to.default_content()
    chrome.get((site / f"calvados/p/{neutral}/index.html").as_uri())
    assert chrome.execute_script(checked) == 0
    chrome.execute_script("document.querySelector('.co-pick[value=\"témoin\"]').click()")
    assert chrome.execute_script(checked) == every
    assert chrome.execute_script("return location.hash + window.name + history.length") == chrome.execute_script(
        "return history.length.toString()"
    )
    chrome.execute_script("window.dispatchEvent(new Event('pagehide'))")
    assert chrome.execute_script(checked) == 0


def test_an_agent_answers_by_keyboard(site: Path, browser: Browser) -> None:
    """From their entry: a number chooses what bears it, step after step; "/" searches; Escape starts again."""
    chrome = browser()
    chrome.get((site / "nord/entrees/accueil/index.html").as_uri())
    body = chrome.find_element(By.TAG_NAME, "body")
    body.send_keys("/")
    assert chrome.switch_to.active_element.get_attribute("id") == "co-search"
    chrome.switch_to.active_element.send_keys("2")
    assert "entrees/accueil" in chrome.current_url  # a digit typed in the box is text
    chrome.get((site / "nord/parcours/logement/situation/index.html").as_uri() + "#@agent")
    first = heading(chrome)
    chrome.find_element(By.TAG_NAME, "body").send_keys("1")
    until(chrome, lambda: heading(chrome) != first and "#r:situation,@agent,situation.payer" in chrome.current_url)
    chrome.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    until(chrome, lambda: chrome.current_url.endswith("nord/index.html#@agent"))
    chrome.get((site / "nord/parcours/logement/situation/index.html").as_uri())
    chrome.find_element(By.TAG_NAME, "body").send_keys("1")
    assert heading(chrome) == first
