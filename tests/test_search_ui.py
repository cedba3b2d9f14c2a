"""The search box in a browser: what it shows, how the keyboard moves, and that nothing typed leaves the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from commun_orientation_ssg.search import index_script
from components import examples, theme
from real_sites import ROOT
from test_search_ranking import make_data

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

CSP = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; base-uri 'none'; require-trusted-types-for 'script'; trusted-types commun"
BOX = re.sub(r"</?template>|<noscript>.*?</noscript>", "", dict(examples(theme()))["search: before the script"])
"""The box, as the page script puts it there."""
PAGE = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{CSP}"><title>Essai</title>
<script src="assets/search-engine.js" defer></script><script src="data/search.js" defer></script>
<script src="assets/search-ui.js" defer></script></head>
<body>{BOX}
<div class="co-help" id="aide"><a href="tel:+33199000001" aria-label="Accueil : appeler le 01 99 00 00 01">01 99 00 00 01</a></div>
</body></html>"""


def data() -> dict[str, Any]:
    """Return the small index, with emergency lines."""
    found, _ = make_data()
    lines = {"17": ["Police"], "114": ["Urgence par SMS", "114", "sms:114"], "3919": ["Violences faites aux femmes"]}
    others = {"0199000002": ["Adil du Var"]}
    found["help"] = {"lines": lines, "others": others, "all": "17 15 114", "needs": {}}
    return found


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of a partner's folder, as a file."""
    for name, text in {"index.html": PAGE, "data/search.js": index_script(data()).decode()}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "assets").mkdir()
    for name in ("search-engine.js", "search-ui.js"):
        (tmp_path / "assets" / name).write_bytes((ROOT / "themes" / "default" / "js" / "small" / name).read_bytes())
    return tmp_path / "index.html"


def type_in(chrome: Chrome, *keys: str) -> None:
    """Type into the box."""
    chrome.find_element("id", "co-search").send_keys(*keys)


def wait_for(chrome: Chrome, selector: str) -> None:
    """Wait until something of `selector` is shown: the index is read in slices, and giving up waits for a pause."""
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(chrome, 30, 0.05).until(lambda _: chrome.find_elements("css selector", selector))


def texts(chrome: Chrome, selector: str = ".co-search__answers a") -> list[str]:
    """Return the texts of what is shown."""
    return [element.text for element in chrome.find_elements("css selector", selector)]


def test_the_box_answers_at_each_key_and_moves_by_keyboard(browser: Callable[..., Chrome], page: Path) -> None:
    """Down, up, Enter and Escape; the count is announced."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    chrome = browser()
    chrome.get(page.as_uri())
    type_in(chrome, "loyer en retard")
    wait_for(chrome, ".co-search__results a")
    assert texts(chrome)[0] == "Je ne peux plus payer mon loyer"
    assert (
        chrome.find_element("css selector", ".co-search__answers a")
        .get_attribute("href")
        .endswith("parcours/logement/retard/index.html")
    )
    WebDriverWait(chrome, 30).until(lambda _: "réponse" in chrome.find_element(By.CSS_SELECTOR, "[role=status]").text)
    type_in(chrome, Keys.ENTER)
    assert chrome.switch_to.active_element.text == "Je ne peux plus payer mon loyer"
    chrome.switch_to.active_element.send_keys(Keys.ARROW_UP)
    assert chrome.switch_to.active_element.get_attribute("id") == "co-search"
    type_in(chrome, Keys.ESCAPE)
    assert (texts(chrome), chrome.find_element("id", "co-search").get_attribute("value")) == ([], "")


def test_the_box_has_no_name_no_form_and_asks_the_browser_for_no_help(
    browser: Callable[..., Chrome], page: Path
) -> None:
    """Nothing is remembered, corrected on a server or sent."""
    chrome = browser()
    chrome.get(page.as_uri())
    box = chrome.find_element("id", "co-search")
    wanted = {"name": None, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "off", "maxlength": "200"}
    assert {key: box.get_dom_attribute(key) for key in wanted} == wanted
    assert chrome.find_elements("css selector", "form") == []


def test_danger_question_and_no_answer_show_what_helps(browser: Callable[..., Chrome], page: Path) -> None:
    """A banner of numbers; choices; numbers, a human and topics; another script."""
    chrome = browser()
    chrome.get(page.as_uri())
    type_in(chrome, "mon mari me frappe")
    wait_for(chrome, ".co-search__urgent--loud")
    assert texts(chrome, ".co-search__urgent--loud .co-search__call") == [
        "Appeler le 17 : Police",
        "SMS au 114 : Urgence par SMS",
    ]
    chrome.find_element("id", "co-search").clear()
    type_in(chrome, "carte")
    wait_for(chrome, ".co-search__choices")
    assert texts(chrome, ".co-search__choices a") == ["D'identité", "De bus"]
    chrome.find_element("id", "co-search").clear()
    type_in(chrome, "xkcdqwz")
    wait_for(chrome, ".co-search__answers a[href*=themes]")
    assert {"Appeler le 17 : Police", "Accueil : appeler le 01 99 00 00 01", "Logement"} <= set(texts(chrome))
    chrome.find_element("id", "co-search").clear()
    type_in(chrome, "مساعدة")
    wait_for(chrome, ".co-search__answers a[lang]")
    assert chrome.find_element("css selector", ".co-search__answers a").get_attribute("lang") == "ar"


@pytest.mark.parametrize(
    ("typed", "first", "address"),
    [
        ("3919", "Appeler le 3919 : Violences faites aux femmes", "tel:3919"),
        ("le 39 19", "Appeler le 3919 : Violences faites aux femmes", "tel:3919"),
        ("01 99 00 00 02", "Appeler le 01\u00a099\u00a000\u00a000\u00a002 : Adil du Var", "tel:+33199000002"),
        ("loyer en retard 3919", "Appeler le 3919 : Violences faites aux femmes", "tel:3919"),
    ],
)
def test_a_help_number_that_is_typed_is_shown_first_and_can_be_called(
    browser: Callable[..., Chrome], page: Path, typed: str, first: str, address: str
) -> None:
    """Its name and what it is for; the page does not say that it has not understood, and says it aloud."""
    from selenium.webdriver.support.ui import WebDriverWait

    chrome = browser()
    chrome.get(page.as_uri())
    type_in(chrome, typed)
    wait_for(chrome, ".co-search__asked a")
    link = chrome.find_element("css selector", ".co-search__answers a")
    assert (link.get_property("textContent"), link.get_attribute("href")) == (first, address)
    assert "pas compris" not in chrome.find_element("css selector", ".co-search__answers").text
    label = first.partition(" : ")[2]
    WebDriverWait(chrome, 30).until(lambda _: label in chrome.find_element("css selector", "[role=status]").text)


def test_a_number_that_is_only_begun_shows_nothing(browser: Callable[..., Chrome], page: Path) -> None:
    """Neither another line, nor that it is not understood, however long one waits."""
    import time

    chrome = browser()
    chrome.get(page.as_uri())
    type_in(chrome, "391")
    time.sleep(1)
    assert chrome.find_element("css selector", ".co-search__answers").text == ""
    type_in(chrome, "9")
    wait_for(chrome, ".co-search__asked a")


def test_markup_that_is_typed_stays_text_and_nothing_is_kept(browser: Callable[..., Chrome], page: Path) -> None:
    """No element, address, storage or history comes from what is typed; leaving empties the box."""
    chrome = browser()
    chrome.get(page.as_uri())
    before = chrome.execute_script("return [location.href, history.length]")
    type_in(chrome, "<img src=x onerror=alert(1)> loyer")
    kept = "return [document.images.length, localStorage.length, sessionStorage.length, document.cookie]"
    assert chrome.execute_script(kept) == [0, 0, 0, ""]
    assert chrome.execute_script("return [location.href, history.length]") == before
    chrome.execute_script("window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert chrome.find_element("id", "co-search").get_attribute("value") == ""
    assert [entry["message"] for entry in chrome.get_log("browser")] == []


HOSTILE = {
    "a" * 5000: "Nous n’avons pas compris.",
    "😀😀😀": "Nous n’avons pas compris.",
    "مساعدة": "أرقام الطوارئ",
    "допоможіть": "Номери екстреної допомоги",
    "<b>loyer</b><script>alert(1)</script>": "Je ne peux plus payer mon loyer",
    "est-ce que je peux avoir": "Nous n’avons pas compris.",
    "06 12 34 56 78": "Nous n’avons pas compris.",
    "83000": "83000 est un code postal.",
    "marie.dupont@exemple.fr": "Nous n’avons pas compris.",
}
LEFT = "return [location.href, history.length, localStorage.length, sessionStorage.length, document.cookie, performance.getEntriesByType('resource').length, document.images.length]"


def test_any_input_has_a_sensible_screen_and_leaves_no_trace(browser: Callable[..., Chrome], page: Path) -> None:
    """Too much, emoji, other scripts, markup, only stop words, a telephone, a postcode, an address: always a way out."""
    from selenium.webdriver.support.ui import WebDriverWait

    chrome = browser()
    chrome.get(page.as_uri())
    wait_for(chrome, "#co-search")
    before = chrome.execute_script(LEFT)
    for text, said in HOSTILE.items():
        chrome.execute_script(
            "const box = document.getElementById('co-search'); box.value = arguments[0]; box.dispatchEvent(new Event('input'));",
            text,
        )
        shown = WebDriverWait(chrome, 30, 0.05)
        shown.until(lambda _, said=said: said in chrome.find_element("css selector", ".co-search__answers").text)
        if "loyer" not in said:
            assert {"Appeler le 17 : Police", "Accueil : appeler le 01 99 00 00 01"} <= set(texts(chrome)), text
    assert chrome.execute_script(LEFT) == before
    assert [entry["message"] for entry in chrome.get_log("browser")] == []


def test_a_postcode_is_handed_to_the_place_chooser_when_there_is_one(
    browser: Callable[..., Chrome], page: Path
) -> None:
    """`communPlaces` gets the five digits and returns what to show."""
    chrome = browser()
    chrome.get(page.as_uri())
    made = "window.communPlaces = (code) => Object.assign(document.createElement('a'), {textContent: 'Toulon ' + code})"
    chrome.execute_script(made)
    type_in(chrome, "83000")
    wait_for(chrome, ".co-search__urgent")
    assert "Toulon 83000" in texts(chrome)


def test_the_box_works_in_a_sandboxed_frame(browser: Callable[..., Chrome], page: Path) -> None:
    """Without an origin of its own, as in the widget; served, since a frame of a file has no `self`."""
    frame = '<iframe sandbox="allow-scripts" src="index.html" width="600" height="600"></iframe>'
    page.with_name("host.html").write_text(f"<!doctype html><title>Hôte</title>{frame}", "utf-8")
    asked: list[str] = []

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(page.parent))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        chrome = browser()
        chrome.get(f"http://127.0.0.1:{server.server_port}/host.html")
        chrome.switch_to.frame(0)
        loaded = len(asked)
        type_in(chrome, "loyer")
        wait_for(chrome, ".co-search__results a")
        assert texts(chrome)[0] == "Je ne peux plus payer mon loyer"
        assert [path for path in asked[loaded:] if "favicon" not in path] == []
        server.shutdown()
