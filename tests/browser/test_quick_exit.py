"""Leaving quickly, in Chromium: from a page, from the widget and from a plain frame, and what the page says where it does not hold."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from commun_orientation_ssg.embedding import snippets
from host_pages import FILLER, Host, height, inside, said, shown

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

Browser = Callable[..., "Chrome"]

KEPT = """
    const done = arguments[0];
    Promise.all([indexedDB.databases(), caches.keys()]).then((found) =>
        done([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, found[0], found[1]]));
"""


def _sensitive(site: Path) -> str:
    """Return the path of a sensitive page with several levels of answers."""
    pages = sorted((site / "var" / "p").glob("*/index.html"), key=lambda path: path.stat().st_size)
    page = next(path for path in reversed(pages) if 'name="e3"' in path.read_text("utf-8"))
    return page.relative_to(site / "var").as_posix()


def _before(host: Host, chrome: Chrome) -> None:
    """Open the page that the person comes from."""
    host.server.pages["/avant.html"] = b"<!doctype html><title>Avant</title>"
    chrome.get(f"{host.server.url}avant.html")


def _answer(chrome: Chrome) -> None:
    """Choose two answers, one under the other."""
    for _ in range(2):
        summaries = chrome.find_elements(By.CSS_SELECTOR, "main details:not([open]) > summary")
        next(summary for summary in summaries if summary.is_displayed()).click()


def _nothing_between(chrome: Chrome) -> None:
    """The page before and the one left for are neighbours in the history, by Back and by Forward."""
    assert _is_at(chrome, "Meteo")
    assert [title for _, title in _history(chrome)][-2:] == ["Avant", "Meteo"]
    chrome.back()
    assert _is_at(chrome, "Avant")
    chrome.forward()
    assert _is_at(chrome, "Meteo")


def _leave(chrome: Chrome, way: str) -> None:
    """Touch "Quitter vite", or press Escape three times; the page goes while the driver waits for the touch to end."""
    with suppress(WebDriverException):
        if way == "button":
            chrome.find_element(By.CSS_SELECTOR, "a[data-exit]").click()
        else:
            chrome.switch_to.active_element.send_keys(Keys.ESCAPE, Keys.ESCAPE, Keys.ESCAPE)
    chrome.switch_to.default_content()


def _is_at(chrome: Chrome, title: str) -> bool:
    """Wait until the tab shows a page."""
    return bool(WebDriverWait(chrome, 30).until(lambda chrome: chrome.title == title))


def _history(chrome: Chrome) -> list[tuple[str, str]]:
    """Return (address, title) of each page that the tab can go back or forward to."""
    found = chrome.execute_cdp_cmd("Page.getNavigationHistory", {})["entries"]
    return [(entry["url"], entry["title"]) for entry in found]


def _frames(chrome: Chrome) -> list[str]:
    """Return the addresses of the frames of the page, whatever their origin."""
    chrome.switch_to.default_content()
    found = []
    for frame in chrome.find_elements(By.TAG_NAME, "iframe"):
        chrome.switch_to.frame(frame)
        found.append(str(chrome.execute_script("return location.href")))
        chrome.switch_to.default_content()
    return found


WAYS = pytest.mark.parametrize("way", ["button", "escape"])

# --- from a tab -----------------------------------------------------------------------------------------------------


@WAYS
def test_another_site_that_was_opened_does_not_come_back(host: Host, browser: Browser, site: Path, way: str) -> None:
    """A link to a map or an association has a tab of its own, without referrer or opener; Forward shows nothing of it."""
    chrome = browser(width=320)
    host.server.pages["/carte.html"] = b"<!doctype html><title>Carte</title>"
    _before(host, chrome)
    chrome.get(
        f"{host.server.url}orientation/{_sensitive(site)}"
        if host.folder.startswith("/")
        else f"{host.folder}{_sensitive(site)}"
    )
    first = chrome.current_window_handle
    chrome.execute_script(
        "const link = document.querySelector('main').appendChild(document.createElement('a'));"
        "link.id = 'carte'; link.href = arguments[0]; link.textContent = 'Voir la carte';",
        f"{host.server.url}carte.html",
    )
    chrome.find_element(By.ID, "carte").click()
    WebDriverWait(chrome, 30).until(lambda chrome: len(chrome.window_handles) == 2)
    chrome.switch_to.window(next(one for one in chrome.window_handles if one != first))
    assert _is_at(chrome, "Carte")
    assert chrome.execute_script("return [window.opener, document.referrer, history.length]") == [None, "", 1]
    chrome.close()
    chrome.switch_to.window(first)
    _leave(chrome, way)
    _nothing_between(chrome)


def test_every_link_to_another_site_is_said_to_open_a_tab(site: Path) -> None:
    """On each sensitive page that holds one: what "Quitter vite" does not close."""
    pages = [page.read_text("utf-8") for page in (site / "var" / "p").glob("*/index.html")]
    assert pages
    assert all("ne le ferme pas, fermez-le aussi" in page for page in pages)


# --- from the widget ------------------------------------------------------------------------------------------------


@WAYS
def test_leaving_takes_the_whole_page(host: Host, browser: Browser, site: Path, way: str) -> None:
    """A widget that opened on the sensitive page: its host is replaced, and is not in the history."""
    chrome = browser(width=320)
    _before(host, chrome)
    inside(host, chrome, _sensitive(site))
    _answer(chrome)
    _leave(chrome, way)
    _nothing_between(chrome)


@WAYS
def test_no_step_of_the_walk_comes_back(host: Host, browser: Browser, site: Path, way: str) -> None:
    """Home, a topic, a sensitive page, two answers, out: Back and Forward show the first two at most; nothing is kept."""
    chrome = browser(width=320)
    _before(host, chrome)
    inside(host, chrome, "index.html")
    chrome.find_element(By.CSS_SELECTOR, "main a[href*='themes/etrangers']").click()
    WebDriverWait(chrome, 30).until(lambda chrome: "/themes/" in chrome.execute_script("return location.href"))
    chrome.find_element(By.CSS_SELECTOR, "main a[href*='/p/']").click()
    WebDriverWait(chrome, 30).until(lambda chrome: "/p/" in chrome.execute_script("return location.href"))
    WebDriverWait(chrome, 30).until(
        lambda chrome: chrome.execute_script("return 'framed' in document.documentElement.dataset")
    )
    _answer(chrome)
    _leave(chrome, way)
    assert _is_at(chrome, "Meteo")
    assert {title for _, title in _history(chrome)} <= {"", "Avant", "Mairie", "Meteo"}
    for move in (chrome.back, chrome.back, chrome.forward, chrome.forward):
        move()
        WebDriverWait(chrome, 30).until(
            lambda chrome: chrome.execute_script("return document.readyState") == "complete"
        )
        if chrome.title == "Mairie":
            shown(chrome)
        assert not [address for address in _frames(chrome) if "/p/" in address]
    assert _is_at(chrome, "Meteo")
    for place in {host.server.url, host.widget.url}:
        chrome.get(f"{place}rien")
        assert chrome.execute_async_script(KEPT) == [[], [], "", [], []]


def test_the_button_stays_in_sight_in_a_tall_frame(host: Host, browser: Browser, site: Path) -> None:
    """As tall as its page, the frame does not scroll: the button follows what is on screen, whatever scrolls."""
    chrome = browser(width=320, height=640)
    frame = inside(host, chrome, _sensitive(site))
    chrome.find_element(By.TAG_NAME, "h1").click()
    chrome.switch_to.default_content()
    WebDriverWait(chrome, 30).until(lambda chrome: height(chrome, frame) > 900)
    chrome.execute_script("scrollTo(0, 300)")
    chrome.switch_to.frame(frame)

    def on_screen(chrome: Chrome) -> bool:
        inner = chrome.execute_script("return document.querySelector('a[data-exit]').getBoundingClientRect().top")
        chrome.switch_to.default_content()
        outer = chrome.execute_script("return arguments[0].getBoundingClientRect().top", frame)
        chrome.switch_to.frame(frame)
        return bool(0 <= inner + outer < 200)

    WebDriverWait(chrome, 30).until(on_screen)


# --- from a plain frame ---------------------------------------------------------------------------------------------

SANDBOXES = {"the snippet's": f'sandbox="{snippets.SANDBOX}"', "none": "", "scripts only": 'sandbox="allow-scripts"'}


def _bare(host: Host, chrome: Chrome, path: str, sandbox: str) -> Any:
    """Show a page in a frame that no script of ours has made, and go into it."""
    _before(host, chrome)
    host.show(chrome, f'<iframe src="{host.folder}{path}#cadre" width="100%" height="700" {sandbox}></iframe>{FILLER}')
    chrome.switch_to.frame(0)
    WebDriverWait(chrome, 30).until(
        lambda chrome: chrome.execute_script("return 'framed' in document.documentElement.dataset")
    )
    return chrome.find_element(By.CSS_SELECTOR, "[data-bare]")


@WAYS
@pytest.mark.parametrize("sandbox", SANDBOXES)
def test_a_plain_frame_leaves_as_far_as_it_may(
    host: Host, browser: Browser, site: Path, sandbox: str, way: str
) -> None:
    """The whole page where the host allows it, else the frame alone; the sensitive page is nowhere in the history; it is said."""
    chrome = browser(width=320)
    warning = _bare(host, chrome, _sensitive(site), SANDBOXES[sandbox])
    assert "ne vider que ce cadre" in warning.text
    assert not chrome.find_element(By.CSS_SELECTOR, ".co-header__name").is_displayed()
    _answer(chrome)
    _leave(chrome, way)
    if way == "button" and sandbox != "scripts only":
        assert _is_at(chrome, "Meteo")
    WebDriverWait(chrome, 30).until(lambda chrome: not [one for one in _frames(chrome) if "/p/" in one])
    assert chrome.title in ("Meteo", "Mairie")
    chrome.back()
    assert _is_at(chrome, "Avant")
    chrome.forward()
    WebDriverWait(chrome, 30).until(lambda chrome: chrome.title != "Avant")


def test_the_page_says_it_of_plain_frames_only(host: Host, browser: Browser, site: Path) -> None:
    """In our widget, and in a tab of its own, Escape takes the whole page: the warning would be untrue."""
    chrome = browser(width=320)
    inside(host, chrome, _sensitive(site))
    hidden = "return document.querySelector('[data-bare]').hidden"
    assert chrome.execute_script(hidden)
    assert said(chrome) == []
    chrome.get((site / "var" / _sensitive(site)).as_uri())
    assert chrome.execute_script(hidden)
    assert chrome.find_elements(By.TAG_NAME, "noscript")[0].text == ""


# --- without script -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("framed", [True, False])
def test_without_script_the_page_says_that_back_may_show_it(
    host: Host, browser: Browser, site: Path, framed: bool
) -> None:
    """The link still leads the whole page to the weather; what the script would have done is not promised."""
    chrome = browser(width=320, javascript=False)
    if framed:
        host.show(chrome, snippets.frame(f"{host.folder}{_sensitive(site)}", "Qui contacter ?"))
        chrome.switch_to.frame(0)
    else:
        chrome.get(
            f"{host.folder if host.folder.startswith('http') else host.server.url + 'orientation/'}{_sensitive(site)}"
        )
    said_there = chrome.find_element(By.CSS_SELECTOR, ".co-privacy noscript")
    assert said_there.rect["height"] > 20  # the driver believes that no <noscript> is ever shown
    assert "peut remontrer cette page" in (said_there.get_attribute("textContent") or "")
    _leave(chrome, "button")
    assert _is_at(chrome, "Meteo")
