"""Content that tries to run, from YAML to Chromium: over 200 payloads in every field, with the policy of the pages and without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from selenium.webdriver.support.ui import WebDriverWait

import hostile
from commun_orientation_ssg.build import build
from commun_orientation_ssg.diagnostics import Severity
from hosts import Server, serving
from tiny_project import FILES, tiny

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

Browser = Callable[..., "Chrome"]

FOLDER = "/var/"
IN_ONE_GO = 40
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
REMEMBERS = """
    window.hits = [];
    const remember = (what) => () => { try { top.hits.push(what + ' on ' + location.pathname); } catch (error) { window.hits.push(what); } };
    for (const name of ['canary', 'alert', 'confirm', 'prompt', 'print']) { window[name] = remember(name); }
    addEventListener('securitypolicyviolation', (event) => remember(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample)());
"""
LOOK = """
    const found = [...top.hits];
    function look(page, name) {
        for (const item of page.querySelectorAll('details')) { item.open = true; }
        for (const element of page.querySelectorAll('*')) {
            const said = name + ': ' + element.outerHTML.slice(0, 200);
            const tag = element.localName;
            if (/^(object|embed|base|form|animate|set|use|foreignobject|math|image|video|audio|source|marquee)$/i.test(tag)) { found.push(said); }
            if (tag === 'script' && !/^(application.ld.json)$/.test(element.type) && !/[/](assets[/][^/]*|data[/].*|widget[.]js)$/.test(element.src)) { found.push(said); }
            if (tag === 'iframe' && element.name.indexOf('commun') !== 0) { found.push(said); }
            if (tag === 'meta' && element.httpEquiv === 'refresh' || tag === 'link' && !/^(icon|canonical)$/.test(element.rel)) { found.push(said); }
            for (const attribute of element.attributes) {
                if (/^on|^srcdoc$|^formaction$/i.test(attribute.name) || attribute.name === 'style' && /url|evil/.test(attribute.value)) { found.push(said); }
            }
            for (const address of [element.href, element.src, element.action]) {
                if (typeof address === 'string' && address && !/^(https?:|tel:|sms:|mailto:|data:,|data:image[/]svg|blob:)/.test(address)) { found.push(said); }
            }
        }
    }
    if (arguments.length) {
        for (const frame of document.querySelectorAll('iframe')) { look(frame.contentDocument, frame.src); }
    } else { look(document, location.pathname); }
    return found;
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built pages of the hostile project."""
    root = tmp_path_factory.mktemp("hostile")
    report = build(tiny(root, hostile.project(), out=str(root / "build")), ["var"])
    errors = [finding.says("en") for finding in report.all_findings() if finding.severity is Severity.ERROR]
    assert errors == []
    return root / "build" / "var"


WITHOUT = pytest.mark.parametrize("server", ["without"], indirect=True)
"""The policy would only hide what the page itself must not do."""


@pytest.fixture(params=["with the policy", "without"])
def server(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[Server]:
    """The pages as they are, then with their policy taken out: the content alone must be harmless."""
    with serving() as found:
        found.pages[FOLDER] = folder
        for page in folder.rglob("*.html") if request.param == "without" else ():
            text, count = POLICY.subn("", page.read_text("utf-8"))
            assert count == 1
            found.pages[FOLDER + page.relative_to(folder).as_posix()] = text.encode()
        yield found


def _watched(browser: Browser) -> Chrome:
    chrome = browser()
    chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": REMEMBERS})
    return chrome


def _seen(chrome: Chrome, server: Server, addresses: list[str], names: list[str] | None = None) -> list[str]:
    """Open pages in frames of one page, and return all that ran, was refused or could run in them."""
    frames = "".join(
        f'<iframe src="{escape(address)}" name="{escape(name)}"></iframe>'
        for address, name in zip(addresses, names or [""] * len(addresses), strict=True)
    )
    server.pages["/"] = f"<!doctype html><title>x</title><link rel=icon href='data:,'>{frames}".encode()
    chrome.get(server.url)
    return list(chrome.execute_script(LOOK, "frames"))


def _errors(chrome: Chrome) -> list[str]:
    """Return what the console holds: a syntax error in a script is a break out of a string."""
    lines = [str(entry["message"]) for entry in chrome.get_log("browser")]
    return [line for line in lines if "favicon" not in line and "web-share" not in line]


def test_the_campaign_is_as_large_as_it_says() -> None:
    """Each payload once; together over two hundred."""
    lists = (
        hostile.TEXTS,
        hostile.URLS,
        hostile.MAILS,
        hostile.PHONES,
        hostile.COLOURS,
        hostile.DRAWINGS,
        hostile.HIDDEN,
        hostile.SEARCHES[18:],
    )
    assert sum(len(set(found)) for found in lists) >= 200


@pytest.mark.browser
def test_nothing_runs_on_any_page(folder: Path, server: Server, browser: Browser) -> None:
    """Pages of a project whose every text is hostile, each answer open: no call, no violation, no element that could run."""
    chrome = _watched(browser)
    pages = sorted(page.relative_to(folder).as_posix() for page in folder.rglob("index.html"))
    assert len(pages) > 300
    # A card of a contact is in its outcome too; where the policy stands, the same content stands under it.
    alike = [page for page in pages if page.startswith(("contacts/", "entrees/"))]
    step = 2 if FOLDER + pages[0] in server.pages else 8
    pages = [page for page in pages if page not in alike][::step] + alike[::9]
    for start in range(0, len(pages), IN_ONE_GO):
        assert _seen(chrome, server, [FOLDER + page for page in pages[start : start + IN_ONE_GO]]) == []
    assert _errors(chrome) == []


@pytest.mark.browser
@WITHOUT
def test_nothing_runs_from_an_address_or_the_name_of_a_frame(folder: Path, server: Server, browser: Browser) -> None:
    """What follows # or ?, and what the host's page hands over in the name."""
    chrome = _watched(browser)
    page = next(
        path for path in folder.glob("parcours/logement/*/index.html") if "co-choice" in path.read_text("utf-8")
    )
    paths = (FOLDER + page.relative_to(folder).as_posix(), f"{FOLDER}index.html")
    for path, all_texts in zip(paths, (hostile.TEXTS[::3], hostile.TEXTS[1::3]), strict=True):
        for start in range(0, len(all_texts), IN_ONE_GO):
            texts = all_texts[start : start + IN_ONE_GO]
            addresses = [f"{path}?{text}#{'r:q0,' * (index % 2)}{text}" for index, text in enumerate(texts)]
            names = [f"commun&scheme={text}&answers={text}&tapped={text}" for text in texts]
            assert _seen(chrome, server, addresses, names) == []
    assert _errors(chrome) == []


@pytest.mark.browser
def test_nothing_runs_from_what_is_searched_for(server: Server, browser: Browser) -> None:
    """Each hostile text typed in the box, then words that find needs whose every text is hostile."""
    chrome = _watched(browser)
    chrome.get(f"{server.url}{FOLDER[1:]}index.html")
    type_in = """
        const box = document.getElementById('co-search');
        box.value = arguments[0];
        box.dispatchEvent(new Event('input', {bubbles: true}));
    """
    WebDriverWait(chrome, 30).until(
        lambda chrome: chrome.execute_script("return !!document.getElementById('co-search')")
    )
    for text in [*hostile.SEARCHES, *(f"essai {index}" for index in range(0, 100, 5))]:
        chrome.execute_script(type_in, text)
    WebDriverWait(chrome, 30).until(
        lambda chrome: chrome.execute_script("return document.querySelectorAll('.co-search a[href]').length")
    )
    assert chrome.execute_script(LOOK) == []
    assert _errors(chrome) == []


@pytest.mark.browser
def test_nothing_runs_on_the_page_of_the_host(folder: Path, browser: Browser) -> None:
    """Every attribute that widget.js reads, and links of other schemes."""
    with serving() as server:
        server.pages[FOLDER] = folder
        links = [f'<a href="{escape(url)}" data-commun-orientation>x</a>' for url in hostile.URLS[:8]]
        for name in ("entry", "topic", "need", "mode", "scheme", "audience", "place", "answers"):
            for text in hostile.TEXTS[::25]:
                value = escape(text)
                links.append(f'<a href="{FOLDER}index.html" data-commun-orientation data-{name}="{value}">{value}</a>')
        body = "".join(f"<div>{link}</div>" for link in links)
        server.pages["/"] = f'<!doctype html><title>x</title>{body}<script src="{FOLDER}widget.js"></script>'.encode()
        chrome = _watched(browser)
        chrome.get(server.url)
        WebDriverWait(chrome, 30).until(lambda chrome: chrome.execute_script("return frames.length") > 9)
        assert chrome.execute_script("return hits") == []
        assert not [line for line in _errors(chrome) if "Commun Orientation" not in line and "web-share" not in line]


def _refused(root: Path, files: dict[str, Any]) -> set[str]:
    """Return the files where an error was found."""
    texts = {
        path: text if isinstance(text, str) else yaml.safe_dump(text, allow_unicode=True)
        for path, text in files.items()
    }
    report = build(tiny(root, texts, out=str(root / "build")), ["var"])
    return {finding.location.file for finding in report.all_findings() if finding.severity is Severity.ERROR}


HARMLESS = {"https://a.fr@evil.example/", "https://a.fr/#javascript:canary()"}
"""Addresses that lead where they say, on the web."""


def test_what_has_a_shape_is_refused_in_any_other(tmp_path: Path) -> None:
    """An address, a mail, a number, a hidden character: an error in the file that holds it."""
    files: dict[str, Any] = {}
    values = {"online": hostile.URLS, "mail": hostile.MAILS, "phone": hostile.PHONES, "role": hostile.HIDDEN}
    expected = set()
    for field, texts in values.items():
        for index, text in enumerate(texts):
            path = f"partners/var/contacts/{field}-{index}.yaml"
            files[path] = {
                "contacts": [{"id": f"{field}-{index}", "name": "Essai", "part_of": "standard-var", field: text}]
            }
            expected |= set() if text in HARMLESS else {path}
    assert _refused(tmp_path, files) == expected


def test_what_is_no_colour_and_no_drawing_is_refused(tmp_path: Path) -> None:
    """In a partner's branding; what is left of a drawing holds nothing that runs."""
    branding = yaml.safe_load(FILES["partners/var/branding.yaml"])
    for index, colour in enumerate(hostile.COLOURS):
        for name in ("primary", "accent"):
            bad = {"colours": {**branding["colours"], name: colour}}
            assert _refused(tmp_path / f"{name}{index}", {"partners/var/branding.yaml": bad}), colour
    kept = []
    for index, drawing in enumerate(hostile.DRAWINGS):
        root = tmp_path / f"drawing{index}"
        files = {
            "partners/var/branding.yaml": {**branding, "logo": "assets/logo.svg", "logo_alt": "Var"},
            "partners/var/assets/logo.svg": drawing,
        }
        if not _refused(root, files):
            kept += [path.read_text("utf-8") for path in (root / "build/var/assets").glob("logo*.svg")]
    assert not [
        text for text in kept if re.search(r"<script|<foreign|<image|<a\b|\son\w+=|javascript:|url\(|data:", text)
    ], json.dumps(kept)
