"""What the widget costs the page that hosts it: bytes, and the time of its main thread, beside a page without it.

The same page, in Chromium, three ways in the same run: with the link alone (the floor), with a plain <iframe>, with the
widget. The frame is of another site, as it is in life: what it costs its own process is not the host's.
Time is that of the thread, so that a busy machine does not count; the median of several loads.

    .venv/bin/python bench/widget/run.py
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from selenium.webdriver import Chrome, ChromeOptions, ChromeService  # noqa: E402

from commun_orientation_ssg.build import build  # noqa: E402
from commun_orientation_ssg.embedding import snippets  # noqa: E402
from commun_orientation_ssg.project import find_settings  # noqa: E402
from hosts import serving  # noqa: E402

LOADS = 15
FILLER = "<p>Vie municipale, actualités et agenda de la commune.</p>" * 60


def browser() -> Chrome:
    """Return a Chromium with nothing of its own to do."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "window-size=800,900"):
        options.add_argument(f"--{argument}")
    return Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))


def main_thread_ms(chrome: Chrome, url: str) -> float:
    """Return the time that the page's main thread has worked since its load began."""
    chrome.get("about:blank")
    chrome.execute_cdp_cmd("Performance.disable", {})
    chrome.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    before = metrics(chrome)
    chrome.get(url)
    time.sleep(1.5)
    after = metrics(chrome)
    return 1000 * (after["TaskDuration"] - before["TaskDuration"])


def metrics(chrome: Chrome) -> dict[str, float]:
    """Return Chromium's own counters."""
    found = chrome.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
    return {item["name"]: item["value"] for item in found}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, serving("localhost") as widget, serving("127.0.0.1") as host:
        out = Path(folder) / "out"
        build(find_settings(ROOT, {}, out=str(out)), ["var"])
        script = (out / "var/widget.js").read_bytes()
        print(f"widget.js: {len(script)} bytes, {len(gzip.compress(script, 9))} gz (must 2048, aim 1024)")
        widget.pages["/var/"] = out / "var"
        page = f"{widget.url}var/entrees/social/index.html"
        link = snippets.widget(page, "Aide sociale")
        ways = {
            "link alone": link,
            "plain iframe": snippets.frame(page, "Aide sociale"),
            "widget": f"{link}{snippets.script(f'{widget.url}var/')}",
            "three widgets": f"{link * 3}{snippets.script(f'{widget.url}var/')}",
        }
        for name, body in ways.items():
            html = f"<!doctype html><html lang=fr><meta charset=utf-8><title>Mairie</title>{body}{FILLER}"
            host.pages[f"/{name.replace(' ', '-')}"] = html.encode()
        chrome = browser()
        try:
            for rate in (1, 4):
                chrome.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": rate})
                times: dict[str, list[float]] = {name: [] for name in ways}
                for _ in range(LOADS):
                    for name in ways:
                        times[name].append(main_thread_ms(chrome, f"{host.url}{name.replace(' ', '-')}"))
                floor = statistics.median(times["link alone"])
                for name, found in times.items():
                    middle = statistics.median(found)
                    print(f"{rate}x slower, {name}: {middle:.1f} ms, {middle - floor:+.1f} above the link alone")
        finally:
            chrome.quit()


if __name__ == "__main__":
    main()
