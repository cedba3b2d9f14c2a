"""Every page type of every partner's brand: axe, the HTML checker, and no sideways scroll on a small or magnified screen."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from brand_gallery import SCHEMES, WIDTHS, brands, gallery
from commun_orientation_ssg import context
from components import renderer, theme
from layout_shift import layout_shift
from private_facts import run

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PARTNERS = ("calvados", "falaise", "hauts-de-france", "nord", "pas-de-calais", "toulon", "var")
ALONE = ("urgence", "urgence/ar", "urgence/uk", "a-z", "communes", "hors-ligne", "accessibilite",
         "donnees-personnelles", "mentions-legales", "data", "integration", "integration/affiche")  # fmt: skip
"""Pages of which there is one, or which are all alike."""
BRANDS = (("#ffff00", "#000000"), ("#000000", "#00ff00"), ("#ff00ff", "#ffff00"))


def sample(site: Path, partner: str) -> Iterator[Path]:
    """Yield one page of each type, the heaviest of its kind: the most that can go wrong."""
    folder = site / partner
    yield from (folder / name for name in ("index.html", "404.html"))
    yield from (folder / name / "index.html" for name in ALONE)
    outcomes, questions = [], []
    for path in (folder / "parcours").glob("*/*/index.html"):
        (outcomes if b'class="co-outcome' in path.read_bytes() else questions).append(path)
    neutral = list((folder / "p").glob("*/index.html"))
    nested = [path for path in neutral if b'class="co-nest"' in path.read_bytes()]
    topics = [*(folder / "themes").glob("*/index.html")]
    for paths in (
        outcomes,
        questions,
        topics,
        (folder / "contacts").glob("*/index.html"),
        (folder / "entrees").glob("*/index.html"),
        (folder / "communes").glob("*/index.html"),
    ):
        yield max(paths, key=lambda path: path.stat().st_size)
    yield from sorted(nested, key=lambda path: path.stat().st_size)[len(nested) // 2 :: len(nested)]
    yield from (path for path in neutral[:1] if path not in nested)


def violations(chrome: Chrome, axe: str) -> list[Any]:
    """Run axe on the page and return what it finds: (rule, first element, why)."""
    chrome.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})  # the page's own policy allows no other way
    run = """
        const done = arguments[0];
        axe.run(document, {resultTypes: ['violations']}).then(
            (found) => done(found.violations.map((v) => [v.id, v.nodes[0].target.join(' '), v.nodes[0].failureSummary])));
    """
    return list(chrome.execute_async_script(run))


def opened(chrome: Chrome) -> None:
    """Open every answer at once: what axe cannot see it does not check."""
    chrome.execute_script("document.querySelectorAll('details').forEach((d) => { d.removeAttribute('name'); })")
    chrome.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    chrome.execute_script(
        "document.querySelectorAll('.co-nest--picked').forEach((n) => n.classList.remove('co-nest--picked'))"
    )


@pytest.fixture(scope="module")
def axe(node_modules: Path) -> str:
    """The source of axe-core."""
    return (node_modules / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.mark.browser
@pytest.mark.node
@pytest.mark.parametrize("partner", PARTNERS)
def test_every_page_type_of_every_brand_is_accessible(
    site: Path, browser: Callable[..., Chrome], axe: str, partner: str
) -> None:
    """axe finds nothing, light and dark; nothing scrolls sideways at 320 px, nor at 200 % of text."""
    chrome = browser(width=320)
    for path in (site / "index.html", *sample(site, partner)):
        chrome.get(path.as_uri())
        opened(chrome)
        for scheme in ("light", "dark"):
            media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            assert violations(chrome, axe) == [], (path.relative_to(site), scheme)
        width = "return document.documentElement.scrollWidth"
        assert chrome.execute_script(width) <= 320, path.relative_to(site)
        chrome.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": 640, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        )
        chrome.execute_script("document.documentElement.style.fontSize = '34px'")
        assert chrome.execute_script(width) <= 640, path.relative_to(site)
        chrome.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        )


@pytest.mark.browser
@pytest.mark.node
def test_every_component_is_accessible(browser: Callable[..., Chrome], axe: str, tmp_path: Path) -> None:
    """Each example, and each with no optional field."""
    (tmp_path / "index.html").write_text(gallery(), "utf-8")
    chrome = browser(width=320)
    chrome.get((tmp_path / "index.html").as_uri())
    opened(chrome)
    # The same example stands there twice, with its landmarks: what a gallery has and a page has not.
    found = [
        item for item in violations(chrome, axe) if item[0] not in ("landmark-unique", "heading-order", "empty-heading")
    ]
    assert found == []


@pytest.mark.browser
def test_every_component_fits_under_every_brand(browser: Callable[..., Chrome], tmp_path: Path) -> None:
    """On a phone and on a desk, light and dark: nothing wider than the screen; the ground is the scheme's."""
    chrome = browser()
    assert set(brands()) == set(PARTNERS)
    ground = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"
    for name, brand in brands().items():
        (tmp_path / f"{name}.html").write_text(gallery(brand), "utf-8")
        for width in WIDTHS:
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            chrome.get((tmp_path / f"{name}.html").as_uri())
            opened(chrome)
            for scheme in SCHEMES:
                media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
                chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
                assert (chrome.execute_script(ground) > 128) == (scheme == "light"), name
                assert chrome.execute_script("return document.documentElement.scrollWidth") <= width, (name, width)


@pytest.mark.browser
@pytest.mark.node
@pytest.mark.parametrize("colours", BRANDS)
def test_any_brand_is_accessible(
    browser: Callable[..., Chrome], axe: str, tmp_path: Path, colours: tuple[str, str]
) -> None:
    """Yellow, black, neon: the frame and the answers keep their contrast in both schemes."""
    from dataclasses import replace

    from commun_orientation_ssg.render import styles_of
    from components import BRAND

    found = theme()
    styles = styles_of(found, replace(BRAND, primary=colours[0], accent=colours[1]))
    made = renderer(found, styles=styles, scripts={}, logo="")
    tiles = (context.Tile("Logement", "index.html", "Loyer", "logement"),)
    page = context.HomePage("", "index.html", "Accueil", "De quoi avez-vous besoin ?", topics=tiles)
    (tmp_path / "index.html").write_bytes(made.page("home", page))
    chrome = browser(width=320)
    chrome.get((tmp_path / "index.html").as_uri())
    for scheme in ("light", "dark"):
        chrome.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        )
        assert violations(chrome, axe) == [], scheme


@pytest.mark.node
def test_the_html_is_valid(site: Path, vnu: list[str], tmp_path: Path) -> None:
    """All pages of one partner, every page type of the others, and every component: no error."""
    (tmp_path / "composants.html").write_text(gallery(), "utf-8")
    pages = [path for partner in PARTNERS for path in sample(site, partner)]
    command = [
        *vnu,
        "--errors-only",
        "--skip-non-html",
        str(site / "falaise"),
        str(site / "index.html"),
        str(tmp_path),
        *map(str, pages),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.fixture(scope="module")
def agents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The pages that only agents read, private facts in them."""
    root = tmp_path_factory.mktemp("agents")
    run(root)
    return sorted((root / "projet" / "build-agents" / "var").rglob("*.html"))


@pytest.mark.browser
@pytest.mark.node
def test_the_pages_of_agents_are_accessible(
    agents: list[Path], browser: Callable[..., Chrome], axe: str, vnu: list[str]
) -> None:
    """Agents have old screens, magnifiers and screen readers too."""
    chrome = browser(width=320)
    kinds = {path for path in agents if {"agents", "logement", "contacts"} & set(path.parts[-3:])}
    assert any("Marque-note" in path.read_text("utf-8") for path in kinds)
    for path in sorted(kinds):
        chrome.get(path.as_uri())
        for scheme in ("light", "dark"):
            media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
            chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
            assert violations(chrome, axe) == [], (path, scheme)
        assert chrome.execute_script("return document.documentElement.scrollWidth") <= 320, path
    done = subprocess.run([*vnu, "--errors-only", *map(str, agents)], capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.browser
def test_without_script_agents_read_every_private_fact(agents: list[Path], browser: Callable[..., Chrome]) -> None:
    """The list of all the contacts, with what is not public in sight."""
    chrome = browser(width=1280, javascript=False)
    listed = next(path for path in agents if path.parent.name == "agents")
    chrome.get(listed.as_uri())
    shown = chrome.find_element("tag name", "main").text
    for mark in ("Marque-note", "Marque-transfert", "01 99 00 00 21", "98761", "marque-heures", "Marque-astreinte"):
        assert mark in shown.replace("\u00a0", " "), mark


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 412, 768, 1280])
def test_nothing_moves_when_the_search_box_comes(site: Path, browser: Callable[..., Chrome], width: int) -> None:
    """The box is put there by the script: its place, the logo's and the scroll bar's are kept from the first paint.

    A line of the page that moves counts 0.02 and more. A label painted in two pieces, since the parser stopped in its
    middle, counts up to 0.0014: it is not what is measured here.
    """
    chrome = browser(width=width)
    for page in ("index.html", "entrees/social/index.html"):
        chrome.get((site / "toulon" / page).as_uri())
        assert chrome.find_element("id", "co-search").is_displayed()
        assert layout_shift(chrome) < 0.005
