""" "Urgence, danger" on every page of every partner: the second stop of the keyboard, and always in the header."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from selenium.webdriver import Chrome

STOPS = {"a": "href", "button": "", "input": "", "select": "", "textarea": "", "summary": "", "iframe": ""}
POSTER = "integration/affiche/index.html"
"""A sheet of paper: it prints the numbers themselves."""


class _Stops(HTMLParser):
    """Finds where the Tab key stops first; scripts off, so what waits for one is not there yet."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag not in STOPS or "hidden" in values or (STOPS[tag] and STOPS[tag] not in values):
            return
        self.found.append(values.get("href") or tag)


def _first_stops(page: Path) -> list[str]:
    parser = _Stops()
    for line in page.read_text("utf-8").splitlines(keepends=True):
        parser.feed(line)
        if len(parser.found) > 1:
            break
    return parser.found[:2]


def test_the_red_button_is_the_second_stop_of_every_page(site: Path) -> None:
    """First the skip link, then the link to the emergency page of the same partner: no script, no style is needed."""
    wrong = {}
    pages = 0
    for partner in sorted(path for path in site.iterdir() if (path / "urgence").is_dir()):
        for page in sorted(partner.rglob("*.html")):
            pages += 1
            stops = _first_stops(page)
            here = page.relative_to(partner)
            if here.as_posix() == POSTER:
                continue
            # A lost address may be at any depth: its page names the folder from the root.
            link = stops[1].removeprefix(f"/{partner.name}/") if len(stops) > 1 else ""
            if stops[:1] != ["#contenu"] or normpath((here.parent / link).as_posix()) != "urgence/index.html":
                wrong[str(page.relative_to(site))] = stops
    assert pages > 1000
    assert wrong == {}


PLACES = """
    const link = document.querySelector('.co-urgent'), seen = [];
    for (const top of [0, 300, document.documentElement.scrollHeight / 2, document.documentElement.scrollHeight]) {
        scrollTo(0, top);
        const box = link.getBoundingClientRect();
        const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        seen.push(box.height >= 44 && box.left >= 0 && box.right <= innerWidth && link.contains(there));
    }
    return seen;
"""


@pytest.mark.browser
def test_the_red_button_is_in_sight_wherever_one_has_scrolled(site: Path, browser: Callable[..., Chrome]) -> None:
    """On a phone of 320 pixels, on each kind of page, nothing over it; the end of the page is not under it."""
    chrome = browser(width=320, height=568)
    kinds = ("index.html", "themes/*/index.html", "parcours/*/*/index.html", "p/*/index.html", "contacts/*/index.html")
    for kind in (*kinds, "a-z/index.html", "mentions-legales/index.html"):
        page = max((site / "var").glob(kind), key=lambda path: path.stat().st_size)
        chrome.get(page.as_uri())
        assert chrome.execute_script(PLACES) == [True] * 4, kind
        last = "return [...document.querySelectorAll('.co-footer a')].pop().getBoundingClientRect().bottom"
        top = "return document.querySelector('.co-urgent').getBoundingClientRect().top"
        assert chrome.execute_script(last) <= chrome.execute_script(top), kind


@pytest.mark.browser
@pytest.mark.parametrize("page", ["urgence", "urgence/facile", "urgence/ar", "urgence/ru"])
def test_the_first_numbers_are_on_the_first_screen_of_the_emergency_page(
    site: Path, browser: Callable[..., Chrome], page: str
) -> None:
    """On a small phone; there the red button, which would lead to where one is, covers none of them."""
    chrome = browser(width=320, height=600)
    chrome.get((site / "var" / page / "index.html").as_uri())
    numbers = chrome.find_elements("css selector", ".co-quick a")
    assert [item.get_attribute("href") for item in numbers] == ["tel:15", "tel:17", "tel:18", "tel:112", "sms:114"]
    assert max(item.rect["y"] + item.rect["height"] for item in numbers) <= 600
    place = "return getComputedStyle(document.querySelector('.co-urgent')).position"
    assert chrome.execute_script(place) == "static"


@pytest.mark.browser
@pytest.mark.parametrize("height", [300, 640])
def test_in_a_frame_and_on_a_low_screen_the_red_button_stays_in_the_header(
    site: Path, browser: Callable[..., Chrome], height: int
) -> None:
    """A frame as tall as its page has no bottom to stay at; a screen of 300 pixels has no room for it."""
    chrome = browser(width=320, height=height)
    chrome.get((site / "var/index.html").as_uri() + ("" if height == 300 else "#cadre"))
    place = "return getComputedStyle(document.querySelector('.co-urgent')).position"
    assert chrome.execute_script(place) == "static"
