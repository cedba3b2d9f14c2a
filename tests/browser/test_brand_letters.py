"""A partner's font in a real browser: its letters are drawn, its policy accepts it, and nothing moves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commun_orientation_ssg.build import build
from hosts import serving
from layout_shift import layout_shift
from test_font import ALL, BRANDING
from tiny_project import tiny

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


def drawn_with(chrome: Chrome, selector: str) -> list[tuple[str, bool]]:
    """Return the fonts of an element's letters: (family, it came with the page)."""
    for command in ("DOM.enable", "CSS.enable"):
        chrome.execute_cdp_cmd(command, {})
    root = chrome.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    node = chrome.execute_cdp_cmd("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = chrome.execute_cdp_cmd("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return [(font["familyName"], font["isCustomFont"]) for font in fonts]


@pytest.mark.browser
def test_the_second_page_is_drawn_with_the_brand_s_letters(tmp_path: Path, browser: Callable[..., Chrome]) -> None:
    """The first asks for them and waits for nothing; those after have them, at any depth; nothing moves."""
    settings = tiny(tmp_path, {"partners/var/branding.yaml": BRANDING}, jobs=1)
    (tmp_path / "partners/var/assets").mkdir(exist_ok=True)
    (tmp_path / "partners/var/assets/police.woff2").write_bytes(ALL)
    assert build(settings).partners[0].folder
    with serving() as server:
        server.pages["/"] = settings.out
        font = next(path.name for path in (settings.out / "var/assets").glob("font.*"))
        server.headers[f"/var/assets/{font}"] = {"Cache-Control": "max-age=31536000"}
        chrome = browser()
        for path in ("index.html", "themes/logement/index.html", "parcours/logement/situation/index.html"):
            chrome.get(f"{server.url}var/{path}")
            status = (
                "const done = arguments[0]; document.fonts.ready.then((set) => done([...set].map((f) => f.status)))"
            )
            assert chrome.execute_async_script(status) == ["loaded"]
            assert layout_shift(chrome) < 0.005
        assert drawn_with(chrome, "h1") == [("Marque d'essai", True)]
        assert [entry["message"] for entry in chrome.get_log("browser") if "font" in entry["message"].lower()] == []  # type: ignore[no-untyped-call]
        assert [asked for asked, _ in server.asked if asked.endswith(".woff2")] == [f"/var/assets/{font}"]
