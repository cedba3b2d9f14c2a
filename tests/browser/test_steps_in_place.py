"""Steps without reload in Chromium: the next question in place, the trail, Back, deep links, a frame, and without script."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

Browser = Callable[..., "Chrome"]
START = "var/parcours/logement/situation/index.html"
LOADED = "return !!(window.communData && communData['journey/logement'])"


def opened(chrome: Chrome, address: str) -> None:
    """Open a question and wait for the data of its journey; a mark tells whether the page is loaded again."""
    chrome.get(address)
    WebDriverWait(chrome, 30).until(lambda driver: driver.execute_script(LOADED))
    chrome.execute_script("window.kept = true")


def heading(chrome: Chrome) -> str:
    """Return the text of the page's heading."""
    return chrome.find_element(By.TAG_NAME, "h1").text


def answer(chrome: Chrome, id: str) -> Any:
    """Return the link of an answer."""
    return chrome.find_element(By.CSS_SELECTOR, f"[data-answer='{id}'] a")


def trail(chrome: Chrome) -> list[str]:
    """Return the answers shown as given."""
    return [item.text for item in chrome.find_elements(By.CSS_SELECTOR, ".co-trail strong")]


def test_the_next_question_is_drawn_in_place(site: Path, browser: Browser) -> None:
    """Enter on an answer: heading, title and focus move, the page stays; Back and Forward follow."""
    chrome = browser(width=320)
    opened(chrome, (site / START).as_uri())
    first = heading(chrome)
    answer(chrome, "payer").send_keys(Keys.ENTER)
    WebDriverWait(chrome, 30).until(lambda driver: heading(driver) != first)
    second = heading(chrome)
    assert chrome.execute_script("return window.kept")
    assert chrome.switch_to.active_element.text == second
    assert chrome.title.startswith(second)
    assert chrome.current_url.endswith("situation/index.html#r:situation,situation.payer")
    assert len(trail(chrome)) == 1
    assert chrome.find_element(By.CSS_SELECTOR, ".co-back a").text.endswith("Question précédente")
    chrome.back()
    WebDriverWait(chrome, 30).until(lambda driver: heading(driver) == first)
    assert trail(chrome) == []
    assert chrome.find_element(By.CSS_SELECTOR, ".co-back a").text.endswith("Accueil")
    chrome.forward()
    WebDriverWait(chrome, 30).until(lambda driver: heading(driver) == second)
    assert chrome.execute_script("return window.kept")
    assert [entry for entry in chrome.get_log("browser") if "favicon" not in entry["message"]] == []


def test_an_outcome_shows_the_answers_and_each_can_be_changed(site: Path, browser: Browser) -> None:
    """From the outcome, the first answer is asked again; given again, the others are kept and the outcome comes back."""
    chrome = browser(width=320)
    opened(chrome, (site / START).as_uri())
    answer(chrome, "payer").click()
    WebDriverWait(chrome, 30).until(lambda driver: len(trail(driver)) == 1)
    link = next(
        item for item in chrome.find_elements(By.CSS_SELECTOR, "a.co-choice")
        if "/index.html#r:" in (item.get_attribute("href") or "") and "/situation/" not in (item.get_attribute("href") or "")
    )  # fmt: skip
    given = link.find_element(By.CSS_SELECTOR, ".co-choice__text").text.split("\n")[0]
    link.click()
    WebDriverWait(chrome, 30).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".co-outcome"))
    WebDriverWait(chrome, 30).until(lambda driver: len(trail(driver)) == 2)
    outcome = heading(chrome)
    assert trail(chrome)[1] == given
    change = chrome.find_elements(By.CSS_SELECTOR, ".co-trail a")[0]
    assert change.accessible_name.startswith("Modifier : ")
    change.click()
    WebDriverWait(chrome, 30).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, "[data-answer='payer']"))
    WebDriverWait(chrome, 30).until(lambda driver: "#r:" in (answer(driver, "payer").get_attribute("href") or ""))
    WebDriverWait(chrome, 30).until(lambda driver: driver.execute_script(LOADED))
    answer(chrome, "payer").click()
    WebDriverWait(chrome, 30).until(lambda driver: heading(driver) == outcome)


def test_an_address_opens_at_its_step(site: Path, browser: Browser) -> None:
    """A link to a step, in a page or in its fragment; an unknown answer opens the question."""
    chrome = browser(width=320)
    chrome.get((site / START).as_uri())
    first = heading(chrome)
    opened(chrome, (site / START).as_uri() + "#r:situation,situation.payer")
    WebDriverWait(chrome, 30).until(lambda driver: heading(driver) != first)
    second = heading(chrome)
    chrome.get("about:blank")
    opened(chrome, (site / START).as_uri() + "#r:situation,situation.inconnu")
    assert heading(chrome) == first
    chrome.get((site / "var/parcours/logement/payer/index.html").as_uri())
    assert heading(chrome) == second


def test_help_is_reached_without_losing_the_answers(site: Path, browser: Browser) -> None:
    """ "Mon problème n'est pas dans la liste" moves to the help; the address keeps the answers."""
    chrome = browser(width=320)
    opened(chrome, (site / START).as_uri())
    answer(chrome, "payer").click()
    WebDriverWait(chrome, 30).until(lambda driver: len(trail(driver)) == 1)
    chrome.find_element(By.CSS_SELECTOR, ".co-not-listed a[href='#aide']").click()
    assert chrome.switch_to.active_element.get_attribute("id") == "aide"
    assert "situation.payer" in chrome.current_url


@pytest.mark.parametrize("network", ["undefined", "{saveData: true, effectiveType: '4g'}", "{effectiveType: '2g'}"])
def test_a_poor_or_unknown_network_loads_nothing_before_the_first_tap(
    site: Path, browser: Browser, network: str
) -> None:
    """The first answer is a page like any other; from there on, steps are drawn in place."""
    chrome = browser(width=320)
    source = f"Object.defineProperty(Navigator.prototype, 'connection', {{get: () => ({network})}})"
    chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
    chrome.get((site / START).as_uri())
    chrome.execute_async_script("setTimeout(arguments[0], 400)")
    assert not chrome.execute_script(LOADED)
    answer(chrome, "payer").click()
    WebDriverWait(chrome, 30).until(lambda driver: "/logement/payer/index.html#r:" in driver.current_url)
    WebDriverWait(chrome, 30).until(lambda driver: len(trail(driver)) == 1)


def test_only_the_data_of_a_journey_can_be_loaded(site: Path, browser: Browser) -> None:
    """The page's one policy refuses another name, another folder, another site."""
    chrome = browser()
    opened(chrome, (site / START).as_uri())
    before = chrome.execute_script("return document.scripts.length")
    for path in (
        "https://example.org/x.js",
        "../data/journeys/a.01234567.js",
        "data/journeys/a.01234567.js?x",
        "sw.js",
    ):
        chrome.execute_script("communAssets.load(arguments[0], () => {})", path)
    assert chrome.execute_script("return document.scripts.length") == before
    with pytest.raises(Exception, match="TrustedScriptURL"):
        chrome.execute_script("document.createElement('script').src = 'sw.js'")


def test_without_script_the_steps_are_pages(site: Path, browser: Browser) -> None:
    """Plain links, no fragment, no empty list of answers."""
    chrome = browser(width=320, javascript=False)
    chrome.get((site / START).as_uri())
    answer(chrome, "payer").click()
    assert chrome.current_url.endswith("/logement/payer/index.html")
    assert not chrome.find_element(By.CSS_SELECTOR, "[data-trail]").is_displayed()


def test_a_sensitive_journey_has_no_data_to_load(site: Path) -> None:
    """Neither a script of its questions, nor a mark on its page."""
    for path in (site / "var" / "p").glob("*/index.html"):
        assert "data-step" not in path.read_text("utf-8")
    names = {path.name.partition(".")[0] for path in (site / "var/data/journeys").iterdir()}
    assert "violences" not in names
    assert "logement" in names


def test_steps_work_in_a_sandboxed_frame(site: Path, browser: Browser) -> None:
    """Without an origin: in place, the header stays hidden, the outcome keeps the trail and the mark of the frame."""
    sandbox = "allow-scripts allow-forms allow-popups allow-downloads"
    host = site / "host.html"
    host.write_text(
        f'<!doctype html><title>Hôte</title><iframe sandbox="{sandbox}" src="{START}#cadre" width="400" height="900"></iframe>',
        "utf-8",
    )

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        chrome = browser()
        chrome.get(f"http://127.0.0.1:{server.server_port}/host.html")
        host.unlink()
        chrome.switch_to.frame(0)
        WebDriverWait(chrome, 30).until(lambda driver: driver.execute_script(LOADED))
        first = heading(chrome)
        chrome.execute_script("window.kept = true")
        answer(chrome, "payer").click()
        WebDriverWait(chrome, 30).until(lambda driver: heading(driver) != first)
        assert chrome.execute_script("return window.kept")
        assert chrome.execute_script("return location.hash") == "#cadre,r:situation,situation.payer"
        assert not chrome.find_element(By.CSS_SELECTOR, ".co-header__name").is_displayed()
        link = next(
            item
            for item in chrome.find_elements(By.CSS_SELECTOR, "a.co-choice")
            if "situation/" not in item.get_attribute("href")
        )
        assert "#cadre,r:" in (link.get_attribute("href") or "")
        link.click()
        WebDriverWait(chrome, 30).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".co-outcome"))
        WebDriverWait(chrome, 30).until(lambda driver: len(trail(driver)) == 2)
        assert not chrome.find_element(By.CSS_SELECTOR, ".co-header__name").is_displayed()
        errors = [entry["message"] for entry in chrome.get_log("browser") if "favicon" not in entry["message"]]
        assert errors == []
        server.shutdown()
