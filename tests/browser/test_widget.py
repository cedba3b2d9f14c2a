"""The widget on pages of other sites, in Chromium: on the host's own origin and on another, hostile hosts included."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from host_pages import FILLER, IN_ONE_PROCESS, OBSERVED, Host, all_there, height, inside, said, shown

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

Browser = Callable[..., "Chrome"]

# --- the link becomes a frame ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [245, 320, 1280])
def test_the_link_becomes_a_frame_and_the_page_does_not_move(host: Host, browser: Browser, width: int) -> None:
    """No shift before the first touch, none sideways at any width; after it the frame grows, and never shrinks."""
    chrome = browser(width=width)
    host.show(
        chrome, f"<h1>Mairie</h1>{host.snippet()}<p>Suite</p>{FILLER}{host.script}", "<style>body{margin:0}</style>"
    )
    (frame,) = shown(chrome)
    assert height(chrome, frame) == 560
    time.sleep(0.3)
    assert chrome.execute_script("return window.shifts") == []
    chrome.switch_to.frame(frame)
    assert chrome.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    chrome.find_element(By.TAG_NAME, "h1").click()
    chrome.switch_to.default_content()
    WebDriverWait(chrome, 30).until(lambda chrome: height(chrome, frame) > 560)
    tall = height(chrome, frame)
    chrome.switch_to.frame(frame)
    chrome.execute_script("document.querySelector('main').hidden = true")
    time.sleep(0.3)
    chrome.switch_to.default_content()
    assert height(chrome, frame) == tall
    assert said(chrome) == []


def test_the_measure_of_shifts_sees_one(host: Host, browser: Browser) -> None:
    """The twin of the test above: without the box that keeps its place, the page moves, and we know it."""
    chrome = browser(width=1280)
    link = f'<a href="{host.folder}index.html" data-commun-orientation>Qui contacter ?</a>'
    host.widget.delays_s["/orientation/widget.js"] = host.server.delays_s["/orientation/widget.js"] = 0.5
    host.show(chrome, f"<h1>Mairie</h1><div>{link}</div>{FILLER}{host.script}")
    shown(chrome)
    WebDriverWait(chrome, 30).until(lambda chrome: chrome.execute_script("return window.shifts.length"))


def test_the_frame_is_closed_to_the_host_and_to_its_own_site(host: Host, browser: Browser) -> None:
    """Sandboxed, of no origin, without referrer; the context it was given is in no address that a server sees."""
    chrome = browser()
    context = 'data-scheme="dark" data-audience="proche" data-place="83137" data-answers="logement/situation:payer"'
    host.show(chrome, host.snippet(attributes=context) + host.script)
    (frame,) = shown(chrome)
    sandbox = frame.get_attribute("sandbox").split()
    assert "allow-scripts" in sandbox
    assert "allow-same-origin" not in sandbox
    assert frame.get_attribute("title") == "Aide sociale"
    chrome.switch_to.frame(frame)
    assert chrome.execute_script("return self.origin") == "null"
    assert chrome.execute_script("return communContext.read(window.name)") == {
        "scheme": "dark", "audience": "proche", "place": "83137", "answers": "logement/situation:payer",
    }  # fmt: skip
    asked = [*host.widget.asked, *host.server.asked]
    assert not [path for path, _ in asked if "83137" in path or "proche" in path]
    pages = [headers for path, headers in asked if "entrees/social" in path]
    assert pages
    assert all("Referer" not in headers for headers in pages)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_are_those_that_the_host_asks_for(host: Host, browser: Browser, scheme: str) -> None:
    """Whatever the device prefers; on the next page of the frame too."""
    chrome = browser()
    other = "dark" if scheme == "light" else "light"
    media = {"features": [{"name": "prefers-color-scheme", "value": other}]}
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    host.show(chrome, host.snippet(attributes=f'data-scheme="{scheme}"') + host.script)
    (frame,) = shown(chrome)
    chrome.switch_to.frame(frame)
    ground = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"
    assert (chrome.execute_script(ground) > 128) == (scheme == "light")
    chrome.execute_script("document.querySelector('main a[href*=themes]').click()")
    WebDriverWait(chrome, 30).until(lambda chrome: "/themes/" in chrome.execute_script("return location.href"))
    WebDriverWait(chrome, 30).until(lambda chrome: (chrome.execute_script(ground) > 128) == (scheme == "light"))


def test_three_widgets_live_on_one_page(host: Host, browser: Browser) -> None:
    """Each has its page and its height; a touch in one moves no other."""
    chrome = browser()
    pages = ("entrees/social/index.html", "themes/logement/index.html", "index.html")
    host.show(chrome, "".join(host.snippet(page, text=page) for page in pages) + host.script * 2)
    frames = shown(chrome, 3)
    assert [frame.get_attribute("title") for frame in frames] == list(pages)
    chrome.switch_to.frame(frames[1])
    chrome.find_element(By.TAG_NAME, "h1").click()
    chrome.switch_to.default_content()
    WebDriverWait(chrome, 30).until(lambda chrome: height(chrome, frames[1]) > 560)
    assert [height(chrome, frames[0]), height(chrome, frames[2])] == [560, 560]
    assert said(chrome) == []


def test_a_new_page_in_the_frame_is_seen_from_its_top(host: Host, browser: Browser) -> None:
    """After a choice far down a tall frame, the next question is on screen."""
    chrome = browser(width=320, height=640)
    host.show(chrome, host.snippet("index.html") + FILLER * 9 + host.script)
    (frame,) = shown(chrome)
    chrome.switch_to.frame(frame)
    chrome.find_element(By.TAG_NAME, "h1").click()
    chrome.switch_to.default_content()
    WebDriverWait(chrome, 30).until(lambda chrome: height(chrome, frame) > 1500)
    chrome.execute_script("scrollTo(0, 1200)")
    chrome.switch_to.frame(frame)
    chrome.execute_script("document.querySelectorAll('main a[href*=themes]')[8].click()")
    WebDriverWait(chrome, 30).until(lambda chrome: "/themes/" in chrome.execute_script("return location.href"))
    chrome.switch_to.default_content()
    top = "return arguments[0].getBoundingClientRect().top"
    WebDriverWait(chrome, 30).until(lambda chrome: 0 <= chrome.execute_script(top, frame) < 320)


# --- hosts that have their own mind ---------------------------------------------------------------------------------

STYLES = {
    "all unset": "* { all: unset }",
    "framework": "*,*::before,*::after{box-sizing:border-box} iframe,img{vertical-align:middle;max-width:100%;height:auto}"
    " .container{max-width:540px;margin:0 auto;padding:0 12px} a{color:#0d6efd;text-decoration:underline}",
    "videos in 16/9": "iframe{position:absolute!important;top:0;left:0;width:100%!important;height:100%!important;aspect-ratio:16/9}",
    "hidden until seen": "iframe{opacity:0;transform:translateY(80px);transition:all 9s}",
    "huge z-index": "header{position:fixed;top:0;left:0;right:0;height:60px;background:#fff;z-index:2147483647} body{padding-top:70px}",
}


@pytest.mark.parametrize("style", STYLES)
def test_the_hosts_style_does_not_break_the_frame(host: Host, browser: Browser, style: str) -> None:
    """As wide as its box, as tall as what is kept for it, opaque, and where the link was."""
    chrome = browser()
    body = f'<header>Mairie</header><div class="container">{host.snippet()}</div>{FILLER}{host.script}'
    host.show(chrome, body, f"<style>{STYLES[style]} head,style,script{{display:none}} div{{display:block}}</style>")
    (frame,) = shown(chrome)
    box = chrome.execute_script("return arguments[0].parentNode.getBoundingClientRect().toJSON()", frame)
    rect = chrome.execute_script("return arguments[0].getBoundingClientRect().toJSON()", frame)
    assert rect["height"] == 560
    assert abs(rect["width"] - box["width"]) <= 1
    assert abs(rect["top"] - box["top"]) <= 1
    assert chrome.execute_script("return getComputedStyle(arguments[0]).opacity", frame) == "1"
    assert said(chrome) == []


def test_a_box_far_below_costs_nothing_until_one_comes_near(host: Host, browser: Browser) -> None:
    """No frame, no request to the partner's pages; then the frame, in its place, and nothing moves."""
    chrome = browser(width=800)
    host.show(chrome, f"{FILLER * 8}{host.snippet()}{host.script}")
    chrome.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0]))")
    assert chrome.find_elements(By.TAG_NAME, "iframe") == []
    assert chrome.find_element(By.LINK_TEXT, "Aide sociale").get_attribute("href").endswith("social/index.html")
    chrome.execute_script("scrollTo(0, document.body.scrollHeight)")
    (frame,) = shown(chrome)
    assert height(chrome, frame) == 560
    assert chrome.execute_script("return window.shifts") == []
    assert said(chrome) == []


def test_a_page_that_reads_from_right_to_left(host: Host, browser: Browser) -> None:
    """The frame stays in its box, and French stays in its own direction."""
    chrome = browser(width=320)
    host.show(chrome, host.snippet() + host.script, html='<html lang="ar" dir="rtl">')
    (frame,) = shown(chrome)
    rect = chrome.execute_script("return arguments[0].getBoundingClientRect().toJSON()", frame)
    assert rect["left"] >= 0
    assert rect["right"] <= 320
    chrome.switch_to.frame(frame)
    assert chrome.execute_script("return getComputedStyle(document.body).direction") == "ltr"


def test_a_strict_policy_needs_two_sources_and_no_more(host: Host, browser: Browser) -> None:
    """The lines that the webmaster's page gives; inline styles refused; no violation, on the host or in the frame."""
    chrome = browser(arguments=IN_ONE_PROCESS)
    source = host.widget.url.rstrip("/") if host.folder.startswith("http") else "'self'"
    policy = f"default-src 'none'; style-src 'self'; script-src {source}; frame-src {source}"
    host.server.pages["/style.css"] = b".kept { min-height: 560px }"
    box = host.snippet().replace('style="min-height:560px"', 'class="kept"')
    host.server.headers["/"] = {"Content-Security-Policy": policy}
    host.show(chrome, f"{box}{FILLER}{host.script}", '<link rel="stylesheet" href="/style.css">')
    (frame,) = shown(chrome)
    assert height(chrome, frame) == 560
    assert chrome.execute_script("return window.shifts") == []
    chrome.switch_to.frame(frame)
    assert chrome.execute_script("return window.errors") == []
    assert chrome.execute_script("return document.querySelectorAll('.co-search').length") == 1
    assert said(chrome) == []


@pytest.mark.parametrize("policy", ["script-src 'none'", "frame-src 'none'"])
def test_where_the_policy_refuses_the_link_works(host: Host, browser: Browser, policy: str) -> None:
    """No script, or no frame: the link is there, and leads to the page itself, header included."""
    chrome = browser()
    host.server.headers["/"] = {"Content-Security-Policy": policy}
    host.show(chrome, host.snippet() + host.script)
    time.sleep(0.7)
    link = chrome.find_element(By.LINK_TEXT, "Aide sociale")
    assert link.is_displayed()
    link.click()
    WebDriverWait(chrome, 30).until(lambda chrome: chrome.title.startswith("Aide sociale"))
    assert chrome.find_element(By.CSS_SELECTOR, ".co-header__name").is_displayed()


def test_a_slow_network_shows_the_link_first(host: Host, browser: Browser) -> None:
    """The script is late, then the page of the frame: all that time the link can be used."""
    chrome = browser()
    for one in (host.widget, host.server):
        one.delays_s = {"/orientation/widget.js": 0.6, "/orientation/entrees/social/index.html": 0.9}
    started = time.monotonic()
    chrome.set_page_load_timeout(10)
    host.show(chrome, f"{host.snippet()}<script>addEventListener('load', () => {{}})</script>")
    chrome.execute_script(
        "const s = document.createElement('script'); s.src = arguments[0]; document.body.append(s)",
        f"{host.folder}widget.js",
    )
    link = chrome.find_element(By.LINK_TEXT, "Aide sociale")
    WebDriverWait(chrome, 30).until(lambda chrome: chrome.find_elements(By.TAG_NAME, "iframe"))
    assert link.is_displayed()
    assert not chrome.find_element(By.TAG_NAME, "iframe").is_displayed()
    shown(chrome)
    assert time.monotonic() - started > 1.4
    assert not link.is_displayed()


def test_a_host_that_moves_removes_and_repeats(host: Host, browser: Browser) -> None:
    """Loaded three times, moved elsewhere, taken away, cloned: one frame a link, and no error."""
    chrome = browser()
    host.show(chrome, f"{host.snippet()}{host.snippet('index.html', text='Tout')}<aside></aside>{host.script * 3}")
    frames = shown(chrome, 2)
    assert len(chrome.find_elements(By.TAG_NAME, "iframe")) == 2
    chrome.execute_script("document.querySelector('aside').append(arguments[0].parentNode)", frames[0])
    time.sleep(0.8)
    chrome.switch_to.frame(frames[0])
    chrome.find_element(By.TAG_NAME, "h1").click()
    chrome.switch_to.default_content()
    WebDriverWait(chrome, 30).until(lambda chrome: height(chrome, frames[0]) > 560)
    chrome.execute_script("arguments[0].remove()", frames[1])
    chrome.execute_script("postMessage({commun: 1, height: 900}, '*')")
    time.sleep(0.2)
    assert said(chrome) == []


def test_where_the_host_takes_the_frame_away_the_link_is_back(host: Host, browser: Browser) -> None:
    """With the style that it had; put back, the frame takes its place again. Nobody is left with an empty box."""
    chrome = browser()
    host.show(chrome, host.snippet(attributes='style="color:rgb(1, 2, 3)"') + host.script)
    (frame,) = shown(chrome)
    link = chrome.find_element(By.CSS_SELECTOR, "a[data-commun-orientation]")
    assert not link.is_displayed()
    chrome.execute_script("window.box = arguments[0].parentNode; window.frame = arguments[0]; frame.remove()", frame)
    WebDriverWait(chrome, 30).until(lambda _: link.is_displayed())
    assert link.get_attribute("style") == "color: rgb(1, 2, 3);"
    chrome.execute_script("box.append(frame)")
    WebDriverWait(chrome, 30).until(lambda _: not link.is_displayed())
    shown(chrome)
    assert said(chrome) == []


def test_a_host_that_trusts_no_script_address_still_shows_every_widget(host: Host, browser: Browser) -> None:
    """Trusted types refuse the list of names: that link opens the home page and says so, the others open their own."""
    chrome = browser()
    policy = """<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'">"""
    named = host.snippet("index.html", 'data-entry="social"', text="Par son nom")
    host.show(chrome, named + host.snippet(text="Par son adresse") + host.script, policy)
    frames = shown(chrome, 2)
    assert [frame.get_attribute("src").partition("/orientation/")[2] for frame in frames] == [
        "index.html#cadre",
        "entrees/social/index.html#cadre",
    ]
    lines = said(chrome)
    assert len([line for line in lines if "entry social" in line]) == 1
    assert not [line for line in lines if "Uncaught" in line]


def test_an_xhtml_page_hosts_it_too(host: Host, browser: Browser) -> None:
    """Strict XML, a drawing whose own link bears the mark, an element named like one of our variables."""
    chrome = browser()
    head = '<head><title>Mairie</title></head><body id="communWays">'
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><a href="/x" data-commun-orientation="">x</a></svg>'
    box = host.snippet().replace("data-commun-orientation ", 'data-commun-orientation=""')
    script = host.script.replace(" async", ' async="async"')
    html = f'<html xmlns="http://www.w3.org/1999/xhtml" lang="fr">{head}{svg}{box}{script}</body></html>'
    host.server.pages["/page.xhtml"] = html.encode()
    host.server.headers["/page.xhtml"] = {"Content-Type": "application/xhtml+xml"}
    chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": OBSERVED})
    chrome.get(f"{host.server.url}page.xhtml")
    shown(chrome)
    assert said(chrome) == []


# --- messages -------------------------------------------------------------------------------------------------------

HOSTILE = [
    "null", "1", "'commun'", "{}", "[]", "{commun: 2, height: 900}", "{commun: '1', height: 900}", "{commun: 1, height: 900}",
    "{commun: 1, exit: true}", "{commun: {commun: 1}}", "new Map([['commun', 1]])", "new ArrayBuffer(8)", "Array(9999).fill(1)",
]  # fmt: skip
FROM_THE_FRAME = [
    "{commun: 1, height: '9000'}", "{commun: 1, height: NaN}", "{commun: 1, height: -1}", "{commun: 1, height: {valueOf: 1}}",
    "{commun: 1, height: Infinity * 0}", "{commun: 1, exit: 1}", "{commun: 1, exit: 'https://evil.example/'}",
    "{commun: 1, href: 'https://evil.example/', html: '<img src=x onerror=alert(1)>'}",
]  # fmt: skip


def test_messages_of_others_change_nothing(host: Host, browser: Browser) -> None:
    """From the page itself, from a frame of the host's whose name begins like ours, to the frame: no exit, no error."""
    chrome = browser()
    other = '<iframe id="other" name="communes-carte" srcdoc="<p>x</p>"></iframe>'
    host.show(chrome, host.snippet() + other + host.script)
    (frame,) = shown(chrome)
    for message in HOSTILE:
        chrome.execute_script(
            f"postMessage({message}, '*'); arguments[0].contentWindow.postMessage({message}, '*')", frame
        )
    chrome.switch_to.frame("other")
    for message in HOSTILE:
        chrome.execute_script(f"parent.postMessage({message}, '*')")
    chrome.switch_to.default_content()
    time.sleep(0.3)
    assert (chrome.title, height(chrome, frame)) == ("Mairie", 560)
    assert said(chrome) == []


def test_what_a_frame_may_say_is_bounded(host: Host, browser: Browser) -> None:
    """Even if another page came to stand in the frame: a height within bounds, leaving for our place, nothing else."""
    chrome = browser()
    host.show(chrome, host.snippet() + host.script)
    (frame,) = shown(chrome)
    chrome.switch_to.frame(frame)
    for message in FROM_THE_FRAME:
        chrome.execute_script(f"parent.postMessage({message}, '*')")
    time.sleep(0.3)
    chrome.switch_to.default_content()
    assert (chrome.title, height(chrome, frame)) == ("Mairie", 560)
    chrome.switch_to.frame(frame)
    chrome.execute_script("parent.postMessage({commun: 1, height: 1e12}, '*')")
    chrome.switch_to.default_content()
    WebDriverWait(chrome, 30).until(lambda chrome: height(chrome, frame) == 9999)
    assert said(chrome) == []


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("attributes", "path"),
    [
        ('data-entry="jeunes"', "entrees/jeunes/index.html"),
        ('data-topic="logement"', "themes/logement/index.html"),
        ('data-need="impaye-loyer"', "parcours/"),
    ],
)
def test_a_name_opens_its_page(host: Host, browser: Browser, attributes: str, path: str) -> None:
    """The link itself leads there too."""
    chrome = browser()
    host.show(chrome, host.snippet("index.html", attributes) + host.script)
    (frame,) = shown(chrome)
    assert f"/orientation/{path}" in frame.get_attribute("src")
    assert said(chrome) == []


@pytest.mark.parametrize("kind", ["entry", "topic", "need"])
def test_an_unknown_name_opens_the_home_page_and_says_why_once(host: Host, browser: Browser, kind: str) -> None:
    """One line for the webmaster, in the console, were the link there twice; the visitor sees the home page."""
    chrome = browser()
    host.show(chrome, host.snippet("index.html", f'data-{kind}="constructor"') * 2 + host.script * 2)
    for frame in shown(chrome, 2):
        assert frame.get_attribute("src").endswith("/orientation/index.html#cadre")
    lines = [line for line in said(chrome) if "Commun Orientation" in line]
    assert len(lines) == 1
    assert f"{kind} constructor" in lines[0]


def test_an_old_address_opens_the_home_page_and_says_why_once(host: Host, browser: Browser, site: Path) -> None:
    """The page was withdrawn: the page of lost addresses leads home in a frame."""
    chrome = browser(arguments=IN_ONE_PROCESS)
    for one in (host.widget, host.server):
        one.instead[b"/var/"] = b"/orientation/"
    host.show(chrome, host.snippet("entrees/ancienne/index.html") + host.script)
    WebDriverWait(chrome, 30).until(lambda chrome: chrome.find_element(By.TAG_NAME, "iframe").is_displayed())
    chrome.switch_to.frame(0)
    assert chrome.execute_script("return location.href").endswith("/orientation/index.html#cadre")
    lines = [line for line in said(chrome) if "Commun Orientation" in line]
    assert len(lines) == 1


@pytest.mark.parametrize("path", ["entrees/ancienne/", "themes/entrees/", "parcours/themes/ancienne/", "p/0a1b2c3d/"])
def test_where_a_server_answers_by_itself_the_home_page_opens_too(host: Host, browser: Browser, path: str) -> None:
    """A page that is not ours does not greet: the home page takes its place, with no step for Back, and one line says why."""
    chrome = browser()
    for one in (host.widget, host.server):
        one.pages[f"/orientation/{path}index.html"] = b"<!doctype html><title>404</title><h1>Not Found</h1>"
    host.show(chrome, host.snippet(f"{path}index.html") * 2 + host.script)
    steps = chrome.execute_script("return history.length")
    frame, _ = shown(chrome, 2)
    chrome.switch_to.frame(frame)
    assert chrome.execute_script("return location.href").endswith("/orientation/index.html#cadre")
    (line,) = [line for line in said(chrome) if "Commun Orientation" in line]
    assert path in line
    assert chrome.execute_script("return history.length") == steps
    chrome.execute_script("arguments[0].remove()", frame)
    link = chrome.find_element(By.CSS_SELECTOR, "a[data-commun-orientation]")
    WebDriverWait(chrome, 30).until(lambda _: link.is_displayed())
    assert link.get_attribute("href").endswith("/orientation/index.html")


def test_a_frame_that_is_refused_keeps_its_link(host: Host, browser: Browser) -> None:
    """Neither the page nor the home page may be framed: the link leads where it always did."""
    chrome = browser()
    host.server.headers["/"] = {"Content-Security-Policy": "frame-src 'none'"}
    host.show(chrome, host.snippet() + host.script)
    WebDriverWait(chrome, 30).until(lambda chrome: [line for line in said(chrome) if "frame-src" in line])
    time.sleep(2.5)
    link = chrome.find_element(By.LINK_TEXT, "Aide sociale")
    assert link.is_displayed()
    assert link.get_attribute("href").endswith("/orientation/entrees/social/index.html")


# --- in a panel, or as a link ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["click", "enter", "space"])
def test_a_button_opens_a_panel(host: Host, browser: Browser, way: str) -> None:
    """A modal dialog: the focus goes in, stays in, and comes back; Escape or "Fermer" closes; nothing is kept."""
    chrome = browser(width=320)
    host.show(chrome, f"<p>{host.snippet(attributes='data-mode=panel')}</p><a href=#>Autre</a>{host.script}", STYLED)
    link = chrome.find_element(By.LINK_TEXT, "Aide sociale")
    WebDriverWait(chrome, 30).until(lambda chrome: link.get_attribute("role") == "button")
    assert chrome.find_elements(By.TAG_NAME, "iframe") == []
    link.click() if way == "click" else link.send_keys(Keys.ENTER if way == "enter" else Keys.SPACE)
    (frame,) = shown(chrome)
    panel = chrome.find_element(By.CSS_SELECTOR, "dialog[open]")
    assert (panel.aria_role, panel.accessible_name) == ("dialog", "Aide sociale")
    assert panel.rect["x"] >= 0
    assert height(chrome, frame) > 560
    for _ in range(3):
        assert chrome.execute_script(
            "const now = document.activeElement; return arguments[0].contains(now) || now === document.body", panel
        )
        chrome.switch_to.active_element.send_keys(Keys.TAB)
    close = chrome.find_element(By.XPATH, "//dialog/button")
    assert close.rect["height"] >= 44
    if way == "click":
        close.click()
    else:
        close.send_keys(Keys.ESCAPE)
    WebDriverWait(chrome, 30).until(lambda chrome: not chrome.find_elements(By.TAG_NAME, "dialog"))
    assert chrome.switch_to.active_element == link
    assert chrome.find_elements(By.TAG_NAME, "iframe") == []
    assert said(chrome) == []


def test_one_can_close_a_panel_from_its_bottom(host: Host, browser: Browser) -> None:
    """On a phone, after a touch the frame is taller than the screen: "Fermer" stays on top, and nothing shows through."""
    chrome = browser(width=320, height=640)
    host.show(chrome, f"<p>{host.snippet('index.html', 'data-mode=panel')}</p>{host.script}", STYLED)
    link = chrome.find_element(By.LINK_TEXT, "Aide sociale")
    WebDriverWait(chrome, 30).until(lambda chrome: link.get_attribute("role") == "button")
    link.click()
    (frame,) = shown(chrome)
    chrome.switch_to.frame(frame)
    chrome.find_element(By.TAG_NAME, "h1").click()
    chrome.switch_to.default_content()
    WebDriverWait(chrome, 30).until(lambda chrome: height(chrome, frame) > 1500)
    at_bottom = """
        const panel = document.querySelector('dialog'), close = panel.querySelector('button');
        panel.scrollTop = 1200;
        const rect = close.getBoundingClientRect();
        return [panel.scrollTop > 600, document.elementFromPoint(rect.left + 5, rect.top + 5) === close,
            /^rgb\\(/.test(getComputedStyle(close).backgroundColor)];
    """
    assert chrome.execute_script(at_bottom) == [True, True, True]
    chrome.find_element(By.XPATH, "//dialog/button").click()
    WebDriverWait(chrome, 30).until(lambda chrome: not chrome.find_elements(By.TAG_NAME, "dialog"))


STYLED = "<style>* { all: unset } head,style,script{display:none} div{display:block} header{z-index:2147483647}</style>"


def test_a_link_to_the_whole_page_stays_a_link(host: Host, browser: Browser) -> None:
    """`data-mode="page"`: no frame."""
    chrome = browser()
    host.show(chrome, host.snippet(attributes='data-mode="page"') + host.script)
    time.sleep(0.5)
    assert chrome.find_elements(By.TAG_NAME, "iframe") == []
    chrome.find_element(By.LINK_TEXT, "Aide sociale").click()
    WebDriverWait(chrome, 30).until(lambda chrome: chrome.title.startswith("Aide sociale"))


# --- what people do inside ------------------------------------------------------------------------------------------


def test_search_works_in_the_frame(host: Host, browser: Browser) -> None:
    """Typed words give needs; what is typed makes no request, and is in no address of the frame or of the host."""
    chrome = browser(width=320)
    inside(host, chrome, "index.html")
    all_there(chrome)
    box = chrome.find_element(By.ID, "co-search")
    before = len(host.widget.asked) + len(host.server.asked)
    box.send_keys("je ne peux plus payer mon loyer")
    WebDriverWait(chrome, 30).until(
        lambda chrome: chrome.find_elements(By.CSS_SELECTOR, ".co-search a[href*=parcours]")
    )
    time.sleep(0.2)
    assert len(host.widget.asked) + len(host.server.asked) == before
    assert "loyer" not in chrome.execute_script("return location.href")
    chrome.find_element(By.CSS_SELECTOR, ".co-search a[href*=parcours]").click()
    WebDriverWait(chrome, 30).until(lambda chrome: "/parcours/" in chrome.execute_script("return location.href"))
    assert chrome.execute_script("return location.hash") == "#cadre"
    assert not chrome.find_element(By.CSS_SELECTOR, ".co-header__name").is_displayed()
    assert chrome.find_element(By.LINK_TEXT, "Tous les sujets").is_displayed()
    assert said(chrome) == []


@pytest.mark.parametrize("scheme", ["tel:", "mailto:", "sms:"])
def test_calling_and_writing_are_allowed_in_the_frame(host: Host, browser: Browser, scheme: str) -> None:
    """The browser hands the address over to the phone; with one right less it refuses, and says so."""
    chrome = browser(arguments=IN_ONE_PROCESS)
    frame = inside(host, chrome, "parcours/logement/retard-loyer/index.html")
    refused = "Navigation to external protocol blocked by sandbox"
    press = f"""
        const link = document.querySelector('.co-card a[href^="{scheme}"]') || document.body.appendChild(document.createElement('a'));
        if (!link.href) {{ link.href = '{scheme}0199000001'; link.textContent = 'x'; }}
        link.scrollIntoView(); return link;
    """
    chrome.execute_script(press).click()
    time.sleep(0.3)
    assert not [line for line in said(chrome) if refused in line]
    if scheme != "mailto:":
        return  # Chromium's desktop asks a paired phone first for calls, and does not always say what it refuses for SMS
    weak = f'<iframe src="{frame.get_attribute("src")}" sandbox="allow-scripts" width="600" height="600"></iframe>'
    host.show(chrome, weak)

    def refuses(chrome: Chrome) -> bool:
        """Press, once more where the page was not ready for it."""
        chrome.switch_to.default_content()
        chrome.switch_to.frame(0)
        chrome.execute_script(press).click()
        return any(refused in line for line in said(chrome))

    WebDriverWait(chrome, 30, ignored_exceptions=(WebDriverException,)).until(refuses)


def test_another_site_opens_beside(host: Host, browser: Browser) -> None:
    """In a new tab, which knows neither the host nor the page; the frame stays where it was."""
    chrome = browser()
    for one in (host.widget, host.server):
        one.instead[b"https://www.service-public.gouv.fr/"] = f"{host.server.url}fiche/".encode()
    host.server.pages["/fiche/"] = Path(__file__).parent
    inside(host, chrome, "parcours/logement/retard-loyer/index.html")
    link = chrome.find_element(By.CSS_SELECTOR, "main a[href*='/fiche/']")
    chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", link)
    link.click()
    WebDriverWait(chrome, 30).until(lambda chrome: len(chrome.window_handles) == 2)
    chrome.switch_to.window(chrome.window_handles[1])
    assert chrome.execute_script("return [window.opener, document.referrer, window.origin === 'null']") == [
        None,
        "",
        False,
    ]


def test_the_frame_may_copy_print_share_and_download(host: Host, browser: Browser) -> None:
    """The rights themselves: clipboard, dialogs, downloads. Without them the browser refuses."""
    chrome = browser()
    frame = inside(host, chrome, "index.html")
    assert chrome.execute_script("return document.featurePolicy.allowsFeature('clipboard-write')")
    chrome.execute_script("window.printed = 0; addEventListener('beforeprint', () => window.printed++)")
    chrome.find_element(By.TAG_NAME, "h1").click()
    chrome.execute_script("setTimeout(() => window.print(), 0)")
    WebDriverWait(chrome, 30).until(lambda chrome: chrome.execute_script("return window.printed"))
    chrome.switch_to.default_content()
    assert {"allow-modals", "allow-downloads"} <= set(frame.get_attribute("sandbox").split())
    assert "web-share" in frame.get_attribute("allow")
    assert said(chrome) == []


# --- access ---------------------------------------------------------------------------------------------------------


@pytest.mark.node
@pytest.mark.parametrize("mode", ["inline", "panel"])
def test_axe_finds_nothing_on_the_host_nor_in_the_frame(
    host: Host, browser: Browser, node_modules: Path, mode: str
) -> None:
    """Under the real policies, the panel open."""
    axe = (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")
    chrome = browser(width=320)
    host.show(chrome, f"<main><h1>Mairie</h1>{host.snippet(attributes=f'data-mode={mode}')}</main>{host.script}")
    if mode == "panel":
        link = chrome.find_element(By.LINK_TEXT, "Aide sociale")
        WebDriverWait(chrome, 30).until(lambda chrome: link.get_attribute("role") == "button")
        link.click()
    (frame,) = shown(chrome)
    run = """
        const done = arguments[0];
        axe.run(document, {iframes: false, resultTypes: ['violations']}).then((found) => done(found.violations.map((v) => [v.id, v.nodes[0].html])));
    """
    for place in (None, frame):
        if place is not None:
            chrome.switch_to.frame(place)
        chrome.execute_script(axe + ";window.axe = axe;")
        assert chrome.execute_async_script(run) == [], json.dumps(mode)
