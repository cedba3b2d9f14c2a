"""Every component under a brand, on one page; run as a program, it writes a page and screenshots for each partner.

.venv/bin/python tests/brand_gallery.py OUT [PARTNER...]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import yaml

from commun_orientation_ssg.diagnostics import Location
from commun_orientation_ssg.model import Branding
from commun_orientation_ssg.render import styles_of
from components import BRAND, ROOT, examples, theme

WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")


def gallery(brand: Branding = BRAND) -> str:
    """Return one page that shows every example of every component."""
    found = theme()
    style = styles_of(found, brand)["sensitive"].css + "".join(sheet.css for sheet in found.sheets)
    body = "".join(f"<section><h2>{title}</h2>{html}</section>" for title, html in examples(found))
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>Composants</title><style>{style}</style></head><body><main class='co-main'><h1>Composants</h1>{body}</main></body></html>"
    )


def brands() -> dict[str, Branding]:
    """Return the brand of each partner of the checkout."""
    found = {}
    for path in sorted((ROOT / "partners").glob("*/branding.yaml")):
        doc = yaml.safe_load(path.read_text("utf-8"))
        colours = doc["colours"]
        rest = (doc.get("logo", ""), doc.get("logo_alt", ""), doc.get("radius", "soft"), doc.get("font", ""))
        found[path.parent.name] = Branding(
            colours["primary"], colours["accent"], *rest, *(Location(str(path)),) * 3, doc.get("tone", "soft")
        )
    return found


def main(out: Path, partners: list[str]) -> None:
    """Write pages and screenshots."""
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage"):
        options.add_argument(f"--{argument}")
    chrome = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
    out.mkdir(parents=True, exist_ok=True)
    try:
        for name, brand in brands().items():
            if partners and name not in partners:
                continue
            page = out / f"{name}.html"
            page.write_text(gallery(brand), "utf-8")
            for scheme in SCHEMES:
                media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
                chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
                for width in WIDTHS:
                    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
                    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
                    chrome.get(page.resolve().as_uri())
                    size["height"] = chrome.execute_script("return document.documentElement.scrollHeight")
                    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
                    chrome.save_screenshot(str(out / f"{name}-{scheme}-{width}.png"))
    finally:
        chrome.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
