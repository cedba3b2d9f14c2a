"""The service worker in Chromium: what opens without network, what never does, one version at a time, how it goes away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from commun_orientation_ssg.build import build
from servers import Server
from tiny_project import FILES, tiny

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

SENSITIVE = """\
needs:
  - id: danger
    title: J'ai peur chez moi
    official: Violences
    services: [fsl]
    sensitive: oui
    words:
      - peur
    next: peur/situation
"""
JOURNEY = FILES["content/journeys/logement.yaml"].replace("title: Mon logement", "title: Peur\nsensitive: oui")
TOPICS = FILES["content/topics.yaml"] + "  - id: peur\n    title: Peur\n    hint: Peur\n"
KEPT = """
    const done = arguments[0];
    caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys())
      .then((all) => [name, all.map((request) => request.url)])))).then((found) => done(Object.fromEntries(found)));
"""
READY = """
    const done = arguments[0];
    navigator.serviceWorker.ready.then((registration) => done(registration.scope));
"""


def made(root: Path, **files: str) -> Path:
    """Build the smallest project, with a sensitive journey; return the output."""
    texts = {"content/needs/peur.yaml": SENSITIVE, "content/journeys/peur.yaml": JOURNEY}
    texts["content/topics.yaml"] = TOPICS
    settings = tiny(root, {**texts, **{name.replace("__", "/") + ".yaml": text for name, text in files.items()}})
    report = build(settings, ["var"])
    assert report.partners[0].folder, [finding.says("en") for finding in report.all_findings()]
    return settings.out


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The smallest site, on a server that can go away."""
    found = Server(made(tmp_path))
    yield found
    found.stop()


def visited(chrome: Chrome, server: Server) -> dict[str, list[str]]:
    """Visit the home page until what is kept is there; return the caches."""
    chrome.get(server.url("var/index.html"))
    chrome.set_script_timeout(20)
    assert chrome.execute_async_script(READY) == server.url("var/")
    return dict(chrome.execute_async_script(KEPT))


def test_after_one_visit_what_is_the_same_for_all_opens_without_network(
    server: Server, browser: Callable[..., Chrome]
) -> None:
    """Home, red button, topic, journey: whole, with their script and their date; nothing that was visited is kept."""
    chrome = browser(width=320)
    before = visited(chrome, server)
    sensitive = min(str(path.relative_to(server.folder)) for path in server.folder.glob("var/p/*/index.html"))
    chrome.get(server.url(sensitive))
    chrome.get(server.url("var/contacts/standard-var/index.html"))
    chrome.get(server.url("var/index.html"))
    assert chrome.execute_async_script(KEPT) == before
    assert not [url for urls in before.values() for url in urls if "/p/" in url or "/contacts/" in url]
    server.stop()
    for path in (
        "",
        "index.html",
        "urgence/index.html",
        "themes/logement/index.html",
        "parcours/logement/situation/index.html",
    ):
        chrome.get(server.url(f"var/{path}"))
        assert "23 novembre 2026" in chrome.find_element(By.CSS_SELECTOR, ".co-banner[role=status]").text, path
        assert chrome.execute_script("return document.documentElement.hasAttribute('data-page-script')"), path
    chrome.find_elements(By.CSS_SELECTOR, "a.co-choice")[0].click()
    assert chrome.find_element(By.TAG_NAME, "h1").text == "Dans le Var, appelez le Département"
    for path in (sensitive, "var/contacts/standard-var/index.html"):
        chrome.get(server.url(path))
        assert chrome.find_element(By.TAG_NAME, "h1").text == "Cette page a besoin d'internet"
        assert chrome.find_elements(By.CSS_SELECTOR, "a[href='tel:17']")
        assert [entry["message"] for entry in chrome.get_log("browser") if "Content Security" in entry["message"]] == []
    chrome.find_element(By.PARTIAL_LINK_TEXT, "Logement").click()
    assert chrome.current_url == server.url("var/themes/logement/index.html")


def test_pages_come_from_the_network_first_and_from_the_pack_when_the_server_fails(
    server: Server, browser: Callable[..., Chrome]
) -> None:
    """A server in trouble is no network; one that works always wins."""
    chrome = browser(width=320)
    visited(chrome, server)
    page = server.folder / "var" / "urgence" / "index.html"
    page.write_text(page.read_text("utf-8").replace("Urgence, danger", "Du réseau"), "utf-8")
    chrome.get(server.url("var/urgence/index.html"))
    assert chrome.find_element(By.TAG_NAME, "h1").text == "Du réseau"
    server.broken = True
    chrome.get(server.url("var/urgence/index.html"))
    assert chrome.find_element(By.TAG_NAME, "h1").text == "Urgence, danger"


def test_an_old_version_never_mixes_with_the_new(
    server: Server, browser: Callable[..., Chrome], tmp_path: Path
) -> None:
    """While an old page is open the old pack stays whole; once it is closed, the new one alone is left."""
    chrome = browser(width=320)
    (old,) = visited(chrome, server)
    new = made(tmp_path / "new", content__topics=TOPICS.replace("Logement", "Se loger"))
    server.folder = new
    chrome.get(server.url("var/index.html"))
    assert chrome.find_elements(By.PARTIAL_LINK_TEXT, "Se loger"), "the network comes first"
    wait = WebDriverWait(chrome, 30)
    wait.until(lambda driver: len(driver.execute_async_script(KEPT)) == 2)
    server.stop()
    chrome.get(server.url("var/index.html"))
    assert chrome.find_elements(By.PARTIAL_LINK_TEXT, "Logement"), "the old pack, whole"
    assert not chrome.find_elements(By.PARTIAL_LINK_TEXT, "Se loger")
    server.start()
    chrome.get(server.url("elsewhere"))
    wait.until(lambda driver: old not in driver.execute_async_script(KEPT))
    chrome.get(server.url("var/index.html"))
    assert len(chrome.execute_async_script(KEPT)) == 1
    server.stop()
    chrome.get(server.url("var/index.html"))
    assert chrome.find_elements(By.PARTIAL_LINK_TEXT, "Se loger")


def test_a_page_in_a_frame_is_left_alone(server: Server, browser: Callable[..., Chrome]) -> None:
    """It asks for no service worker, and gets nothing from the one that is there."""
    host = server.folder / "host.html"
    host.write_text('<!doctype html><title>Mairie</title><iframe src="var/index.html" name="frame"></iframe>', "utf-8")
    chrome = browser()
    chrome.get(server.url("host.html"))
    chrome.implicitly_wait(5)
    chrome.switch_to.frame("frame")
    assert chrome.find_elements(By.TAG_NAME, "h1")
    assert (
        chrome.execute_async_script(
            "const done = arguments[0]; setTimeout(() => navigator.serviceWorker.getRegistrations().then((all) => done(all.length)), 1500)"
        )
        == 0
    )
    visited(chrome, server)
    shutil.copy(host, server.folder / "var" / "host.html")
    text = host.read_text("utf-8").replace("var/index", "index")
    (server.folder / "var" / "host.html").write_text(text, "utf-8")
    chrome.get(server.url("var/host.html"))
    asked = len(server.asked)
    server.broken = True
    chrome.execute_script("document.querySelector('iframe').src = 'index.html?again'")
    WebDriverWait(chrome, 30).until(lambda _: len(server.asked) > asked)
    chrome.switch_to.frame("frame")
    WebDriverWait(chrome, 30).until(lambda driver: "503" in driver.page_source)
    assert "De quoi avez-vous besoin" not in chrome.page_source


def test_the_switch_removes_everything(server: Server, browser: Callable[..., Chrome], tmp_path: Path) -> None:
    """`offline: non`: at the next visit the worker forgets what it kept and removes itself."""
    chrome = browser(width=320)
    assert visited(chrome, server)
    partner = FILES["partners/var/partner.yaml"]
    server.folder = made(tmp_path / "off", partners__var__partner=f"{partner}offline: non\n")
    chrome.get(server.url("var/index.html"))
    WebDriverWait(chrome, 30).until(lambda driver: driver.execute_async_script(KEPT) == {})
    count = "const done = arguments[0]; navigator.serviceWorker.getRegistrations().then((all) => done(all.length))"
    WebDriverWait(chrome, 30).until(lambda driver: driver.execute_async_script(count) == 0)
    chrome.get(server.url("var/index.html"))
    assert chrome.execute_async_script(count) == 0
    assert chrome.execute_async_script(KEPT) == {}


def test_save_data_and_files_on_disk_ask_for_nothing(server: Server, browser: Callable[..., Chrome]) -> None:
    """Who counts their data pays for nothing they did not ask for."""
    chrome = browser()
    saving = (
        "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true, effectiveType: '4g'})})"
    )
    chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": saving})
    chrome.get(server.url("var/index.html"))
    count = "const done = arguments[0]; setTimeout(() => navigator.serviceWorker.getRegistrations().then((all) => done(all.length)), 1500)"
    assert chrome.execute_async_script(count) == 0
    assert not [path for path, _ in server.asked if "sw.js" in path or "offline" in path]
    chrome.get((server.folder / "var/index.html").as_uri())
    assert [entry for entry in chrome.get_log("browser") if "favicon" not in entry["message"]] == []
