"""Whole journeys in Chromium: with and without JavaScript, by keyboard alone, on a small phone and on a desktop."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from commun_orientation_ssg.build import build
from hosts import serving
from tiny_project import FILES, tiny

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

Browser = Callable[..., "Chrome"]


def _link(chrome: Chrome, text: str) -> str:
    return (
        next(link for link in chrome.find_elements(By.CSS_SELECTOR, "main a") if text in link.text).get_attribute(
            "href"
        )
        or ""
    )


def _tab_to(chrome: Chrome, text: str) -> None:
    """Press Tab until the focus is on the link or answer that holds `text`; each stop must show its focus."""
    for _ in range(80):
        chrome.switch_to.active_element.send_keys(Keys.TAB)
        focused = chrome.switch_to.active_element
        shown = chrome.execute_script(
            "const s = getComputedStyle(arguments[0]); return parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none'",
            focused,
        )
        assert shown, f"no visible focus on {focused.tag_name} “{focused.text}”"
        if text in focused.text:
            return
    raise AssertionError(f"Tab never reached “{text}”")


def _sensitive(site: Path, partner: str = "var") -> str:
    """Return the address of a sensitive page with several levels of answers."""
    pages = sorted((site / partner / "p").glob("*/index.html"), key=lambda path: path.stat().st_size)
    return next(path for path in reversed(pages) if 'name="e3"' in path.read_text("utf-8")).as_uri()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_person_who_cannot_pay_the_rent_finds_whom_to_call(
    site: Path, browser: Browser, width: int, javascript: bool
) -> None:
    """Home, topic, question, outcome: three choices, then a number to call and what to say."""
    chrome = browser(width=width, javascript=javascript)
    chrome.get((site / "var/index.html").as_uri())
    chrome.find_element(By.PARTIAL_LINK_TEXT, "Logement").click()
    chrome.find_element(By.PARTIAL_LINK_TEXT, "loyer").click()
    for _ in range(6):
        answers = chrome.find_elements(By.CSS_SELECTOR, "a.co-choice")
        if not answers:
            break
        answers[0].click()
    calls = chrome.find_elements(By.CSS_SELECTOR, "main .co-card a.co-call[href^='tel:']")
    assert calls
    assert calls[0].is_displayed()
    number = re.sub(r"\D", "", calls[0].text)
    assert re.sub(r"\D", "", calls[0].accessible_name) == number
    assert chrome.find_element(By.ID, "aide").is_displayed()


def test_the_keyboard_alone_reaches_an_outcome(site: Path, browser: Browser) -> None:
    """Tab and Enter, from the skip link on; the first stop skips, the second is the red button."""
    chrome = browser(width=320)
    chrome.get((site / "var/index.html").as_uri())
    chrome.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert chrome.switch_to.active_element.text == "Aller au contenu"
    chrome.switch_to.active_element.send_keys(Keys.TAB)
    assert "Urgence" in chrome.switch_to.active_element.text
    _tab_to(chrome, "Logement")
    chrome.switch_to.active_element.send_keys(Keys.ENTER)
    WebDriverWait(chrome, 30).until(lambda driver: "/themes/logement/" in driver.current_url)
    _tab_to(chrome, "loyer")
    chrome.switch_to.active_element.send_keys(Keys.ENTER)
    WebDriverWait(chrome, 30).until(lambda driver: "/parcours/" in driver.current_url)
    assert chrome.find_elements(By.CSS_SELECTOR, ".co-choice, .co-call")


def test_a_sensitive_journey_leaves_no_trace_in_the_address(site: Path, browser: Browser) -> None:
    """Answers open in place, one question at a time, and can be changed; address, title and history do not move."""
    chrome = browser(width=320)
    chrome.get(_sensitive(site))
    before = (chrome.current_url, chrome.title, chrome.execute_script("return history.length"))
    first = chrome.find_element(By.CSS_SELECTOR, "main > .co-nest > details")
    others = len(chrome.find_elements(By.CSS_SELECTOR, "main > .co-nest > *"))
    first.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    visible = [item for item in chrome.find_elements(By.CSS_SELECTOR, "main > .co-nest > *") if item.is_displayed()]
    assert visible == [first]
    assert first.find_element(By.CSS_SELECTOR, ".co-nest__title").is_displayed()
    assert "Changer" in first.find_element(By.TAG_NAME, "summary").text
    assert (chrome.current_url, chrome.title, chrome.execute_script("return history.length")) == before
    first.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    assert (
        len([item for item in chrome.find_elements(By.CSS_SELECTOR, "main > .co-nest > *") if item.is_displayed()])
        == others
    )
    assert "Votre situation" in chrome.title


def test_a_question_has_nothing_to_print_until_it_is_answered(site: Path, browser: Browser) -> None:
    """The buttons would also push what is under them, on a page that has been painted."""
    chrome = browser(width=320)
    chrome.get(_sensitive(site))
    printing = chrome.find_element(By.CSS_SELECTOR, "[data-action=print]")
    assert not printing.is_displayed()
    chrome.find_element(By.CSS_SELECTOR, "main > .co-nest > details > summary").send_keys(Keys.ENTER)
    WebDriverWait(chrome, 30).until(lambda _: printing.is_displayed())


def test_without_script_a_sensitive_journey_works_the_same(site: Path, browser: Browser) -> None:
    """Native <details>: opening one answer shows what follows, and closes the answer opened before."""
    chrome = browser(width=320, javascript=False)
    chrome.get(_sensitive(site))
    answers = chrome.find_elements(By.CSS_SELECTOR, "main > .co-nest > details")
    answers[0].find_element(By.TAG_NAME, "summary").click()
    assert answers[0].find_element(By.CSS_SELECTOR, ".co-nest__title").is_displayed()
    answers[1].find_element(By.TAG_NAME, "summary").click()
    assert answers[1].get_attribute("open")
    assert answers[0].get_attribute("open") is None


def test_back_never_shows_a_sensitive_page(site: Path, browser: Browser) -> None:
    """Entering replaces the page before; leaving for the home page and coming back finds every answer closed."""
    chrome = browser(width=320)
    chrome.get((site / "var/a-z/index.html").as_uri())
    length = chrome.execute_script("return history.length")
    chrome.execute_script("document.querySelector('main a[href*=\"/p/\"]').click()")
    WebDriverWait(chrome, 30).until(lambda driver: "/p/" in driver.current_url)
    assert chrome.execute_script("return history.length") == length
    chrome.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    chrome.execute_script("document.querySelector('.co-back a').click()")
    WebDriverWait(chrome, 30).until(lambda driver: driver.current_url.endswith("var/index.html"))
    chrome.back()
    WebDriverWait(chrome, 30).until(lambda driver: not driver.current_url.endswith("var/index.html"))
    assert chrome.find_elements(By.CSS_SELECTOR, "details[open].co-nest__item") == []


@pytest.mark.parametrize("way", ["button", "escape"])
def test_quick_exit_replaces_the_page(site: Path, browser: Browser, tmp_path: Path, way: str) -> None:
    """One press on the button, or three on Escape: the page is covered, then replaced in the history."""
    weather = tmp_path / "weather.html"
    weather.write_text("<!doctype html><meta charset=utf-8><title>Météo</title>", "utf-8")
    chrome = browser(width=320)
    chrome.get(_sensitive(site))
    length = chrome.execute_script("return history.length")
    chrome.execute_script("document.querySelector('a[data-exit]').href = arguments[0]", weather.as_uri())
    if way == "button":
        chrome.execute_script("window.scrollTo(0, document.body.scrollHeight)")
        button = chrome.find_element(By.CSS_SELECTOR, "a[data-exit]")
        assert button.rect["height"] >= 44
        top = chrome.execute_script("return arguments[0].getBoundingClientRect().top", button)
        assert 0 <= top < 100, "the button stays in sight at the foot of the page"
        button.click()
    else:
        body = chrome.find_element(By.TAG_NAME, "body")
        body.send_keys(Keys.ESCAPE, Keys.ESCAPE)
        assert chrome.title != "Météo"
        body.send_keys(Keys.ESCAPE)
    WebDriverWait(chrome, 30).until(lambda driver: driver.title == "Météo")
    assert chrome.execute_script("return history.length") == length


def test_alerts_show_on_their_days_only(site: Path, browser: Browser, tmp_path: Path) -> None:
    """Yesterday's and tomorrow's are hidden by the script; today's stays, and all have their days in words."""
    page = (site / "var/index.html").read_text("utf-8")
    today = date.today()
    alerts = "".join(
        f'<p class="co-alert" id="d{days}" data-from="{day}" data-to="{day}">x</p>'
        for days in (-1, 0, 1)
        if (day := (today + timedelta(days)).isoformat())
    ).replace("d-1", "past")
    script = re.search(r'src="(assets/page[^"]+)"', page)
    assert script is not None
    changed = page.replace("<main", f"{alerts}<main", 1)
    (site / "var/alert-test.html").write_text(changed, "utf-8")
    chrome = browser(width=320)
    chrome.get((site / "var/alert-test.html").as_uri())
    (site / "var/alert-test.html").unlink()
    shown = [
        item.get_attribute("id") for item in chrome.find_elements(By.CSS_SELECTOR, ".co-alert") if item.is_displayed()
    ]
    assert "d0" in shown
    assert "past" not in shown
    assert "d1" not in shown


def test_an_outcome_prints_on_one_sheet(site: Path, browser: Browser) -> None:
    """A4, with what a printer's defaults are; one in ten, the longest, may take a second one, and none a third."""
    chrome = browser()
    paths = sorted(
        path for path in (site / "var/parcours").glob("*/*/index.html") if b'class="co-outcome' in path.read_bytes()
    )
    sheets = []
    for path in paths[::8]:
        chrome.get(path.as_uri())
        pdf = base64.b64decode(
            chrome.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})["data"]
        )
        sheets.append(len(re.findall(rb"/Type\s*/Page[^s]", pdf)))
    assert len(sheets) > 40
    assert max(sheets) <= 2
    assert sheets.count(1) >= 0.88 * len(sheets)


def test_the_code_of_an_outcome_comes_when_it_is_printed(browser: Browser, tmp_path: Path) -> None:
    """On one A4 sheet, without the question that only a screen can answer; before that, nothing is fetched."""
    build(
        tiny(tmp_path, {"content/journeys/logement.yaml": FOR_OTHERS}, site_url="https://orientation.example/"), ["var"]
    )
    chrome = browser()
    with serving() as server:
        server.pages["/"] = tmp_path / "build"
        chrome.get(f"{server.url}var/parcours/logement/retard-loyer/index.html")
        assert not chrome.find_element(By.CSS_SELECTOR, ".co-code").is_displayed()
        fetched = (
            "return performance.getEntriesByType('resource').map(each => each.name).filter(name => /svg/.test(name))"
        )
        assert chrome.execute_script(fetched) == []
        sheet = {"paperWidth": 8.27, "paperHeight": 11.69}
        pdf = base64.b64decode(chrome.execute_cdp_cmd("Page.printToPDF", sheet)["data"])
        assert [name.rpartition("/")[2] for name in chrome.execute_script(fetched)] == ["code.svg"]
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = {
        selector: [item.is_displayed() for item in chrome.find_elements(By.CSS_SELECTOR, selector)]
        for selector in (".co-code img", ".co-for", ".co-who")
    }
    assert shown == {".co-code img": [True], ".co-for": [False], ".co-who": [False, False]}


FOR_OTHERS = FILES["content/journeys/logement.yaml"].replace(
    "    contacts: [fsl]\n",
    "    tell: Je dois un loyer.\n    tell_for:\n      proche: Un proche doit un loyer.\n    contacts: [fsl]\n",
)
"""The small project's journey, with an outcome that is worded for a relative too."""


def test_no_page_is_refused_by_its_own_policy(site: Path, browser: Browser) -> None:
    """No message in the console: no blocked style, script or image."""
    chrome = browser(width=320)
    for path in (
        "index.html",
        "var/index.html",
        "var/urgence/index.html",
        "var/parcours/logement/retard-loyer/index.html",
    ):
        chrome.get((site / path).as_uri())
    chrome.get(_sensitive(site))
    assert [entry for entry in chrome.get_log("browser") if "favicon" not in entry["message"]] == []
