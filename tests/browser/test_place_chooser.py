"""The place chooser in Chromium: from an outcome, from the search box, from the root page, and what leaves the page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from chooser_project import FILES, OUTCOME
from commun_orientation_ssg.build import build
from tiny_project import tiny

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

pytestmark = pytest.mark.browser

Browser = Callable[..., "Chrome"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the project."""
    root = tmp_path_factory.mktemp("chooser")
    report = build(tiny(root, FILES))
    assert all(partner.folder for partner in report.partners)
    return root / "build"


def wait(chrome: Chrome, selector: str) -> list[WebElement]:
    """Return the elements that match, once there are some."""
    from selenium.webdriver.support.ui import WebDriverWait

    found: list[WebElement] = WebDriverWait(chrome, 30).until(
        lambda driver: driver.find_elements("css selector", selector)
    )
    return found


def type_place(chrome: Chrome, text: str) -> list[WebElement]:
    """Open the box where it is closed, type, and return the places proposed."""
    if not chrome.find_elements("id", "co-commune"):
        chrome.find_element("css selector", ".co-chooser__here a, .co-chooser__here button").click()
    (box,) = wait(chrome, "#co-commune")
    box.clear()
    box.send_keys(text)
    return wait(chrome, ".co-chooser__place")


def shown(chrome: Chrome) -> list[str]:
    """Return the names of the contacts in sight."""
    return [name.text for name in chrome.find_elements("css selector", ".co-card__name") if name.is_displayed()]


def requests(chrome: Chrome) -> list[str]:
    """Return what the page has asked for."""
    found: list[str] = chrome.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    return found


def test_a_search_at_toulon_from_an_outcome(browser: Browser, built: Path) -> None:
    """The maison of Toulon comes, that of Hyères goes; the address and the storage know nothing of it."""
    chrome = browser(width=320)
    chrome.get((built / "var" / OUTCOME).as_uri())
    type_place(chrome, "tuolon")[0].click()
    wait(chrome, "[data-local]")
    names = shown(chrome)
    assert "Maison des solidarités : Toulon" in names
    assert "Maison des solidarités : Hyères" not in names
    assert "France services de Toulon" in names
    assert chrome.find_element("css selector", ".co-chooser__here").text.startswith(
        "Réponses pour Toulon. J’habite ailleurs"
    )
    assert "#" not in chrome.current_url
    assert "83137" not in chrome.current_url
    assert not [name for name in requests(chrome) if "toulon" in name.rpartition("/")[2].lower() or "83137" in name]
    assert chrome.execute_script("return document.documentElement.scrollWidth <= innerWidth")


def test_the_next_page_knows_and_forgetting_puts_all_back(browser: Browser, built: Path) -> None:
    """For the visit: the name of the tab. Then the page is as it was."""
    chrome = browser()
    page = (built / "var" / OUTCOME).as_uri()
    chrome.get(page)
    before = shown(chrome)
    type_place(chrome, "83400")[0].click()
    wait(chrome, "[data-local]")
    chrome.get(page)
    wait(chrome, "[data-local]")
    assert "Maison des solidarités : Hyères" in shown(chrome)
    chrome.find_elements("css selector", ".co-chooser__here button")[-1].click()
    assert (shown(chrome), chrome.execute_script("return window.name")) == (before, "")


def test_a_link_may_bring_the_commune_which_leaves_the_address(browser: Browser, built: Path) -> None:
    """#lieu=83137 is read, then removed."""
    chrome = browser()
    chrome.get(f"{(built / 'var' / OUTCOME).as_uri()}#lieu=83137")
    wait(chrome, "[data-local]")
    assert "lieu" not in chrome.current_url


def test_homonyms_say_their_departement(browser: Browser, built: Path) -> None:
    """Saint-Denis is in Seine-Saint-Denis, and in La Réunion."""
    chrome = browser()
    chrome.get((built / "index.html").as_uri())
    texts = [place.text for place in type_place(chrome, "st denis")]
    assert [text.partition("\n")[2] for text in texts] == ["Seine-Saint-Denis (93)", "La Réunion (974)"]


def test_the_root_page_leads_to_the_most_local_partner(browser: Browser, built: Path) -> None:
    """Toulon has its own site; Hyères has that of the Var."""
    from selenium.webdriver.support.ui import WebDriverWait

    chrome = browser()
    for typed, partner in (("toulon", "toulon"), ("hyeres", "var")):
        chrome.get((built / "index.html").as_uri())
        type_place(chrome, typed)[0].click()
        WebDriverWait(chrome, 30).until(lambda driver, id=partner: driver.current_url.endswith(f"/{id}/index.html"))


def alone(built: Path, tmp_path: Path, landings: Callable[[str], str | None]) -> Path:
    """Copy the root page, with another file of landings, or none."""
    shutil.copytree(built, tmp_path / "build")
    (path,) = (tmp_path / "build/data").glob("landings.*.js")
    text = landings(path.read_text("utf-8"))
    path.unlink() if text is None else path.write_text(text, "utf-8")
    return tmp_path / "build" / "index.html"


@pytest.mark.parametrize(
    ("landings", "told"),
    [
        (lambda text: None, "La suite n’arrive pas"),
        (lambda text: text[: len(text) // 2], "La suite n’arrive pas"),
        (lambda text: text.partition(".landings")[0] + '.landings = {"else":"","on":{}};', "pas encore de page pour Toulon"),
    ],
    ids=["no file", "half a file", "nobody's place"],
)  # fmt: skip
def test_a_root_page_that_leads_nowhere_says_so_and_who_can_help(
    browser: Browser, built: Path, tmp_path: Path, landings: Callable[[str], str | None], told: str
) -> None:
    """A tap always has an answer: the page stays, with its list of départements and somebody to ask."""
    chrome = browser()
    page = alone(built, tmp_path, landings)
    chrome.get(page.as_uri())
    type_place(chrome, "toulon")[0].click()
    says = wait(chrome, "[data-fails]")[0]
    assert told in says.text
    assert "France services" in says.text
    assert chrome.current_url == page.as_uri()
    assert chrome.find_elements("css selector", ".co-tiles a")
    type_place(chrome, "hyeres")[0].click()
    assert len(wait(chrome, "[data-fails]")) == 1


def test_the_search_box_sends_a_postcode_to_the_chooser(browser: Browser, built: Path) -> None:
    """83000 is no problem to look for, but a place."""
    chrome = browser()
    chrome.get((built / "var/index.html").as_uri())
    wait(chrome, "#co-search")[0].send_keys("83000")
    wait(chrome, ".co-search .co-chooser__place")[0].click()
    assert "C’est noté : Toulon" in chrome.find_element("css selector", ".co-search__answers").text
    assert "Toulon" in chrome.find_element("css selector", ".co-chooser__here").text


def test_a_folder_copied_alone_still_answers_by_postcode(browser: Browser, built: Path, tmp_path: Path) -> None:
    """The names of the country stay behind; those of the département came along."""
    shutil.copytree(built / "var", tmp_path / "var")
    chrome = browser()
    chrome.get((tmp_path / "var" / OUTCOME).as_uri())
    type_place(chrome, "83000")[0].click()
    wait(chrome, "[data-local]")
    assert "Maison des solidarités : Toulon" in shown(chrome)


def test_those_without_an_address_are_told_what_to_do(browser: Browser, built: Path) -> None:
    """The words and the number are content (`advice.yaml`)."""
    chrome = browser()
    chrome.get((built / "var" / OUTCOME).as_uri())
    advice = chrome.find_element("css selector", ".co-chooser__otherwise details")
    assert not advice.is_displayed()
    type_place(chrome, "toulon")
    advice.find_element("css selector", "summary").click()
    assert "Pour dormir ce soir" in advice.text
    assert advice.find_element("css selector", "a").get_attribute("href") == "tel:17"


def test_the_root_page_says_it_without_script(built: Path) -> None:
    """There the box has nothing to open: the advice is in sight."""
    page = (built / "index.html").read_text("utf-8")
    assert '<div class="co-chooser__otherwise"><details><summary>' in page


def test_contacts_that_do_not_come_leave_those_of_the_page_and_say_who_to_call(
    browser: Browser, built: Path, tmp_path: Path
) -> None:
    """The network may fail between two files."""
    shutil.copytree(built / "var", tmp_path / "var")
    (tmp_path / "var" / "data" / "contacts" / "83.js").unlink()
    chrome = browser()
    chrome.get((tmp_path / "var" / OUTCOME).as_uri())
    before = shown(chrome)
    type_place(chrome, "83000")[0].click()
    says = wait(chrome, "[data-fails]")[0]
    assert "Nous ne pouvons pas ouvrir les contacts de Toulon" in says.text
    assert says.find_elements("css selector", 'a[href^="tel:"]')
    assert before
    assert shown(chrome) == before


def test_a_chooser_that_does_not_come_leaves_the_list_of_communes(
    browser: Browser, built: Path, tmp_path: Path
) -> None:
    """Its script is asked for when its link is touched; without it, the link is a link."""
    from selenium.webdriver.support.ui import WebDriverWait

    shutil.copytree(built / "var", tmp_path / "var")
    for script in (tmp_path / "var" / "assets").glob("places.*"):
        script.unlink()
    chrome = browser()
    chrome.get((tmp_path / "var" / OUTCOME).as_uri())
    chrome.find_element("css selector", ".co-chooser__here a").click()
    WebDriverWait(chrome, 30).until(lambda driver: driver.current_url.endswith("var/communes/index.html"))


@pytest.mark.parametrize(("typed", "told"), [("83000", "n’arrive pas"), ("toulon", "Essayez son code postal")])
def test_names_that_do_not_come_are_told_with_somebody_to_ask(
    browser: Browser, built: Path, tmp_path: Path, typed: str, told: str
) -> None:
    """It never says that a commune does not exist when it could not look."""
    shutil.copytree(built / "var", tmp_path / "var")
    shutil.rmtree(tmp_path / "var" / "data" / "places")
    chrome = browser()
    chrome.get((tmp_path / "var" / OUTCOME).as_uri())
    chrome.find_element("css selector", ".co-chooser__here a, .co-chooser__here button").click()
    wait(chrome, "#co-commune")[0].send_keys(typed)
    call = wait(chrome, '.co-chooser__says a[href^="tel:"]')
    says = chrome.find_element("css selector", ".co-chooser__box .co-chooser__says").text
    assert call
    assert told in says
    assert "France services" in says
