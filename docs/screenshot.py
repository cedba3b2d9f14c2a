"""The picture of the README: a partner's home and an outcome, side by side, as on a phone.

    .venv/bin/commun build && .venv/bin/python docs/screenshot.py

Needs Chromium and chromedriver, as the browser tests do. Not part of `make docs`: fonts differ between machines.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "var.png"
PAGES = ("index.html", "parcours/logement/loyer-avant-retard/index.html")
WIDTH, HEIGHT, MARGIN = 390, 760, 24
MAX_BYTES = 150_000
STYLE = f"""
body {{ margin: {MARGIN}px 0 0 {MARGIN}px; background: #dfe3e8; white-space: nowrap; font-size: 0; overflow: hidden }}
iframe {{ width: {WIDTH}px; height: {HEIGHT}px; border: 0; margin-right: {MARGIN}px }}
"""


def take(folder: Path) -> bytes:
    """Return the picture of the two pages of a partner's folder."""
    frames = "".join(f'<iframe src="{(folder / page).as_uri()}" scrolling="no"></iframe>' for page in PAGES)
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-background-networking", "hide-scrollbars"):
        options.add_argument(f"--{argument}")
    service = ChromeService(shutil.which("chromedriver"))
    size = {"width": len(PAGES) * (WIDTH + MARGIN) + MARGIN, "height": HEIGHT + 2 * MARGIN}
    with tempfile.TemporaryDirectory() as here, Chrome(options=options, service=service) as browser:
        page = Path(here) / "page.html"
        page.write_text(f"<!doctype html><style>{STYLE}</style>{frames}", "utf-8")
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": False})
        browser.get(page.as_uri())
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    return base64.b64decode(shot["data"])


if __name__ == "__main__":
    picture = take(ROOT / "build" / "var")
    assert len(picture) <= MAX_BYTES, f"{len(picture)} bytes: {MAX_BYTES} at most"
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(picture)
    print(f"{PICTURE.relative_to(ROOT)}: {len(picture)} bytes")
