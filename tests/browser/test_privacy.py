"""Every example partner walked in Chromium, on its own site and in the frame of another: what leaves the page, what stays.

All that is not on this machine goes through a proxy that only writes down who was asked; the two servers keep every
request with its headers. Cookies, storage, caches and history are read from the browser itself.
"""

from __future__ import annotations

import json
import re
import shutil
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from host_pages import IN_ONE_PROCESS, Host, all_there, inside
from hosts import Server, serving

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

Browser = Callable[..., "Chrome"]
CANARY = "zqxcanari"
TYPED = f"mon mari me frappe {CANARY}"
PARTNERS = sorted(path.name for path in (Path(__file__).parents[2] / "partners").iterdir() if path.is_dir())
TYPES = {
    "home": "index.html",
    "entry": "entrees/*/index.html",
    "topic": "themes/*/index.html",
    "question": "parcours/*/situation/index.html",
    "outcome": "parcours/*/*/index.html",
    "sensitive": "p/*/index.html",
    "contact": "contacts/*/index.html",
    "emergency": "urgence/index.html",
    "alphabet": "a-z/index.html",
}
"""A page of each type: the first that fits."""
FRAMED = ("home", "outcome", "sensitive")
OF_THE_BROWSER = (
    "update.googleapis.com",
    "accounts.google.com",
    "clients2.google.com",
    "content-autofill.googleapis.com",
)
"""What Chromium asks for itself, whatever the page: these very names, not their neighbours."""
KEPT = """
    const done = arguments[arguments.length - 1];
    const read = (get) => { try { return get(); } catch (refused) { return []; } };
    const kept = [...read(() => Object.entries(localStorage)), ...read(() => Object.entries(sessionStorage)), ...read(() => document.cookie ? [document.cookie] : [])];
    const all = [read(() => indexedDB.databases()), read(() => caches.keys())].map((each) => Promise.resolve(each).catch(() => []));
    Promise.all(all).then(async ([bases, names]) => {
        let cached = [];
        for (const name of names) { cached = cached.concat((await (await caches.open(name)).keys()).map((one) => one.url)); }
        done([kept, bases.map((base) => base.name), cached]);
    });
"""


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a proxy that refuses everything, and the list of who was asked for."""
    asked: list[str] = []

    class Refusing(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            words = self.rfile.readline(4000).decode("latin-1").split()
            asked.append(words[1] if len(words) > 1 else "?")
            self.wfile.write(b"HTTP/1.1 502 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refusing) as proxy:
        proxy.daemon_threads = True
        threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"127.0.0.1:{proxy.server_address[1]}", asked
        proxy.shutdown()


def strangers(asked: list[str]) -> list[str]:
    """Return who was asked that is neither this machine nor the browser's own home."""
    return [one for one in asked if urlsplit(one if "//" in one else f"//{one}").hostname not in OF_THE_BROWSER]


def pages_of(site: Path, partner: str, types: tuple[str, ...] = tuple(TYPES)) -> list[tuple[str, str]]:
    """Return (type, path) of one page of each type that the partner has."""
    folder = site / partner
    found = {name: next(iter(sorted(folder.glob(TYPES[name]))), None) for name in types}
    return [(name, str(path.relative_to(folder))) for name, path in found.items() if path is not None]


def history(chrome: Chrome) -> list[str]:
    """Return the addresses and titles that Back and Forward know."""
    entries = chrome.execute_cdp_cmd("Page.getNavigationHistory", {})["entries"]
    return [text for entry in entries for text in (entry["url"], entry["title"])]


def use(chrome: Chrome) -> None:
    """Do what a person does: type and press Enter where one can; open one answer after another where they are nested."""
    for box in chrome.find_elements(By.CSS_SELECTOR, "#co-search"):
        box.send_keys(TYPED, Keys.ENTER)
    for _ in range(4):
        closed = [
            item for item in chrome.find_elements(By.CSS_SELECTOR, ".co-nest__item > summary") if item.is_displayed()
        ]
        inner = [item for item in closed if not item.find_element(By.XPATH, "..").get_attribute("open")]
        if not inner:
            return
        inner[0].click()


def walked(chrome: Chrome, name: str, path: str) -> list[str]:
    """Use a page; return what changed that should not: the address, the title, the length of the history."""
    state = "return [location.href, document.title, history.length]"
    before = chrome.execute_script(state)
    use(chrome)
    assert CANARY not in chrome.execute_script("return window.name")  # a frame notes there that it was touched
    after = chrome.execute_script(state)
    return [] if after == before else [f"{name} {path}: {after}"]


def told(server: Server) -> list[str]:
    """Return the requests that say more than which file: typed words, a cookie, a query, the page one comes from.

    The worker names itself, and the host's page is the host's to tell.
    """
    return [
        f"{path} {dict(headers)}"
        for path, headers in server.asked
        if CANARY in f"{path} {headers}"
        or "Cookie" in headers
        or "?" in path
        or not re.fullmatch(r"|https?://[^/]+/|.*/sw\.js", headers.get("Referer", ""))
    ]


@pytest.mark.parametrize("partner", PARTNERS)
def test_a_visit_leaves_nothing_and_asks_nobody(site: Path, browser: Browser, partner: str) -> None:
    """One page of each type, used: no third party, no cookie, nothing kept but the fixed list, nothing typed anywhere."""
    with listening() as (proxy, asked), serving() as server:
        server.pages["/"] = site
        chrome = browser(arguments=(f"--proxy-server={proxy}",))
        pages = pages_of(site, partner)
        assert {"home", "question", "outcome", "sensitive", "emergency"} <= {name for name, _ in pages}
        changed = []
        for name, path in pages:
            chrome.get(f"{server.url}{partner}/{path}")
            changed += walked(chrome, name, path)
        kept, bases, cached = chrome.execute_async_script(KEPT)
        assert changed == []
        assert strangers(asked) == []
        assert told(server) == []
        assert chrome.execute_cdp_cmd("Network.getAllCookies", {})["cookies"] == []
        assert (kept, bases) == ([], [])
        assert [url for url in cached if "/p/" in url or CANARY in url] == []
        assert [text for text in history(chrome) if CANARY in text or "frappe" in text] == []


@pytest.mark.parametrize("partner", PARTNERS)
def test_a_visit_in_a_frame_leaves_nothing_and_asks_nobody(site: Path, browser: Browser, partner: str) -> None:
    """The same on the page of another site, which hears nothing either: once a page is there, its use asks for nothing."""
    with listening() as (proxy, asked), serving("localhost") as widget, serving() as server:
        widget.pages["/orientation/"] = site / partner
        host = Host(server, widget, f"{widget.url}orientation/")
        chrome = browser(arguments=(f"--proxy-server={proxy}", *IN_ONE_PROCESS))
        chrome.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument",
            {
                "source": "window.heard = []; addEventListener('message', (event) => heard.push(JSON.stringify(event.data)));"
            },
        )
        for name, path in pages_of(site, partner, FRAMED):
            inside(host, chrome, path)
            all_there(chrome)
            loaded = len(widget.asked)
            assert walked(chrome, name, path) == []
            assert [one for one, _ in widget.asked[loaded:]] == []
            assert chrome.execute_async_script(KEPT) == [[], [], []]
            chrome.switch_to.default_content()
            heard = chrome.execute_script("return [window.heard, location.href, document.title]")
            assert CANARY not in str(heard)
            assert all(set(json.loads(one)) <= {"commun", "height"} for one in heard[0]), heard
        assert strangers(asked) == []
        assert told(widget) == []
        assert chrome.execute_cdp_cmd("Network.getAllCookies", {})["cookies"] == []
        assert [text for text in history(chrome) if CANARY in text] == []


def by_the_page(server: Server) -> list[str]:
    """Return the files asked for, without their hash; what the service worker keeps for everybody is its own."""
    pages = [path for path, headers in server.asked if not headers.get("Referer", "").endswith("sw.js")]
    return [path.rpartition("/")[2].partition(".")[0] for path in pages]


QUIET = """
    const done = arguments[0];
    const next = (times) => times ? requestAnimationFrame(() => setTimeout(() => requestIdleCallback(() => next(times - 1)))) : done();
    next(3);
"""
"""Comes after all that a page does by itself once it is painted and quiet."""
SAVING = "Object.defineProperty(Navigator.prototype, 'connection', {get: () => (CONNECTION)})"


@pytest.mark.parametrize("connection", ["undefined", "{saveData: true, effectiveType: '4g'}", "{effectiveType: '2g'}"])
def test_search_comes_when_its_box_is_touched_and_before_a_letter(
    site: Path, browser: Browser, connection: str
) -> None:
    """Who counts their data, or does not say, loads none of it unasked; what is typed asks for nothing, a postcode's script included."""
    with serving() as server:
        server.pages["/"] = site
        chrome = browser()
        source = SAVING.replace("CONNECTION", connection)
        chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
        chrome.get(f"{server.url}var/p/{next((site / 'var/p').iterdir()).name}/index.html")
        all_there(chrome)
        chrome.get(f"{server.url}var/index.html")
        chrome.execute_async_script(QUIET)
        assert not {"search", "places"} & set(by_the_page(server))
        box = chrome.find_element(By.ID, "co-search")
        box.click()
        all_there(chrome)
        loaded = by_the_page(server)
        assert (loaded.count("search"), loaded.count("places")) == (2, 1)
        box.send_keys(TYPED, Keys.ENTER)
        WebDriverWait(chrome, 30).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".co-search__urgent"))
        assert by_the_page(server) == loaded


def test_what_is_typed_before_search_is_there_waits_and_is_answered(site: Path, browser: Browser) -> None:
    """The page says that it comes; nothing that is typed is lost, or sent."""
    with serving() as server:
        server.pages["/"] = site
        chrome = browser()
        source = SAVING.replace("CONNECTION", "undefined")
        chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": source})
        chrome.get(f"{server.url}var/index.html")
        write = "const box = document.getElementById('co-search'); box.value = arguments[0]; box.dispatchEvent(new Event('input'));"
        chrome.execute_script(write, TYPED)
        assert "La recherche arrive" in chrome.find_element(By.CSS_SELECTOR, ".co-search [role=status]").text
        asked = len(server.asked)
        chrome.find_element(By.ID, "co-search").click()
        WebDriverWait(chrome, 30).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, ".co-search__urgent"))
        assert CANARY not in str(server.asked[asked:])


def test_a_search_that_does_not_come_says_so(site: Path, browser: Browser, tmp_path: Path) -> None:
    """The topics stand below; when the network is back, touching the box asks again."""
    shutil.copytree(site / "var", tmp_path / "var")
    for script in (tmp_path / "var" / "assets").glob("search.*"):
        script.unlink()
    chrome = browser()
    chrome.get((tmp_path / "var" / "index.html").as_uri())
    chrome.find_element(By.ID, "co-search").send_keys(TYPED)
    says = chrome.find_element(By.CSS_SELECTOR, ".co-search [role=status]")
    WebDriverWait(chrome, 30).until(lambda _: "n'arrive pas" in says.text.replace("\u2019", "'"))


def test_the_proxy_hears_a_page_that_asks_a_stranger(browser: Browser) -> None:
    """The witness: an image from elsewhere, a cookie and a key in the address are all seen by what the walks read."""
    with listening() as (proxy, asked), serving() as server:
        server.pages["/a.html"] = b"<img src='http://stranger.example/pixel.gif'><script>document.cookie='a=b'</script>"
        chrome = browser(arguments=(f"--proxy-server={proxy}",))
        chrome.get(f"{server.url}a.html")
        chrome.get(f"{server.url}a.html?q={CANARY}")
        assert strangers(asked)
        assert told(server)
        assert chrome.execute_cdp_cmd("Network.getAllCookies", {})["cookies"] != []
        assert chrome.execute_async_script(KEPT)[0] == ["a=b"]
