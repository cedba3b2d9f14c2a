"""What a page costs the person who opens it: the budget table of the project, beside two references in the same run.

    make audit            # or: .venv/bin/python bench/audit/run.py [--partners var,toulon] [--times 3] [--write]

Each page type of two partners, a host page with the widget in it, a plain page of 31 lines (the floor), and a page
with the whole design system of the State, from npm (what a French public site usually loads; measured, never shipped).
Lighthouse on a slowed phone, EcoIndex, axe in every frame, bytes as a server sends them, cookies, third parties.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from serving import served

from commun_orientation_ssg.build import build
from commun_orientation_ssg.project import find_settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGES = HERE / "pages"
MISSING = "The audit's tools are missing: npm ci --ignore-scripts --prefix bench/audit"


def typical(folder: Path) -> dict[str, Path]:
    """Return one page of each type: the median one by weight, as people mostly meet."""
    steps = [*(folder / "parcours").glob("*/*/index.html")]
    outcomes = [path for path in steps if b'class="co-outcome' in path.read_bytes()]
    chosen = {"home": [folder / "index.html"], "question": [path for path in steps if path not in outcomes],
              "outcome": outcomes, "sensitive": [*(folder / "p").glob("*/index.html")],
              "emergency": [folder / "urgence" / "index.html"], "topic": [*(folder / "themes").glob("*/index.html")],
              "entry": [*(folder / "entrees").glob("*/index.html")]}  # fmt: skip
    return {
        kind: sorted(paths, key=lambda path: (path.stat().st_size, path))[len(paths) // 2]
        for kind, paths in chosen.items()
        if paths
    }


def weight(path: Path) -> int:
    """Return the bytes of a file as a server sends it."""
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def weights(page: Path) -> dict[str, int]:
    """Return what it takes to paint (the page alone), and with its deferred scripts; search is counted apart."""
    html = page.read_text("utf-8")
    sources = re.findall(r'<script[^>]* src="([^":]+)"', html)
    scripts = [(page.parent / source).resolve() for source in sources]
    search = [path for path in scripts if "search" in path.name]
    others = [path for path in scripts if path not in search]
    return {
        "paint": weight(page),
        "scripts": sum(map(weight, others)),
        "search": sum(map(weight, search)),
        "files": 1 + len(others),
    }


def driver() -> Chrome:
    """Return a browser with a phone's screen."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
    screen = {"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": True}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    return chrome


def seen(chrome: Chrome, url: str, axe: str) -> dict[str, Any]:
    """Return what only the page knows: elements in all frames, axe's findings, cookies, the policy's complaints."""
    chrome.get(url)
    dom, found = 0, []
    frames = [None, *chrome.find_elements("tag name", "iframe")]
    for frame in frames:
        if frame is not None:
            chrome.switch_to.frame(frame)
        dom += chrome.execute_script("return document.querySelectorAll('*:not(svg *)').length")
        if frame is None:
            chrome.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
            run = "const done = arguments[0]; axe.run(document).then((r) => done(r.violations.map((v) => v.id)))"
            found += chrome.execute_async_script(run)
        chrome.switch_to.default_content()
    logs = [entry["message"] for entry in chrome.get_log("browser") if "Content Security Policy" in entry["message"]]
    return {"dom": dom, "axe": found, "cookies": len(chrome.get_cookies()), "policy": logs}


def read_json(command: list[str], given: Any) -> str:
    """Return what a tool of node prints when given this JSON."""
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, cwd=HERE, check=False)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr[-2000:]}")
    return done.stdout


def references(folder: Path) -> None:
    """Write the two references into `folder`."""
    shutil.copy(PAGES / "plain.html", folder)
    (folder / "dsfr").mkdir()
    tile = (PAGES / "dsfr-tile.html").read_text("utf-8")
    tiles = "".join(tile.replace("NUMBER", str(number)) for number in range(12))
    text = (PAGES / "dsfr.html").read_text("utf-8").replace("TILES", tiles)
    (folder / "dsfr" / "index.html").write_text(text, "utf-8")
    (folder / "dsfr" / "dist").symlink_to(HERE / "node_modules" / "@gouvfr" / "dsfr" / "dist")


def rows(partners: list[str], times: int) -> Iterator[dict[str, Any]]:
    """Measure everything; yield a row a page."""
    host = (PAGES / "host.html").read_text("utf-8")
    axe = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    with ExitStack() as closing:
        work = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        site, hosts = work / "site", work / "hosts"
        hosts.mkdir()
        build(find_settings(ROOT, {}, out=str(site)))
        references(hosts)
        site_port, host_port = closing.enter_context(served(site)), closing.enter_context(served(hosts))
        elsewhere = f"http://127.0.0.1:{host_port}/"
        pages: list[dict[str, Any]] = [
            {"name": "plain page", "url": f"{elsewhere}plain.html", "weights": weights(hosts / "plain.html")},
            {"name": "DSFR page", "url": f"{elsewhere}dsfr/index.html"},
        ]
        for partner in partners:
            base = f"http://localhost:{site_port}/{partner}/"
            for kind, path in typical(site / partner).items():
                address = f"{base}{path.relative_to(site / partner)}"
                pages.append({"name": f"{partner}, {kind}", "url": address, "weights": weights(path)})
            if (site / partner / "widget.js").is_file():
                (hosts / f"{partner}.html").write_text(host.replace("SITE/", base), "utf-8")
                size = weight(site / partner / "widget.js")
                pages.append({"name": f"{partner}, host", "url": f"{elsewhere}{partner}.html", "widget": size})
        chrome = driver()
        closing.callback(chrome.quit)
        for page in pages:
            page.update(seen(chrome, page["url"], axe))
        asked = [{"name": page["name"], "url": page["url"]} for page in pages]
        given = {"pages": asked, "times": times, "chromium": shutil.which("chromium")}
        measured = [json.loads(line) for line in read_json(["node", "lighthouse.mjs"], given).splitlines()]
        both = [{**page, **found} for page, found in zip(pages, measured, strict=True)]
        for row, index in zip(both, json.loads(read_json(["node", "ecoindex.cjs"], both)), strict=True):
            others = [name for name in row["hosts"] if name.split(":")[0] not in ("127.0.0.1", "localhost")]
            yield {**row, "eco": index, "third_parties": others}


COLUMNS = {
    "page": lambda row: row["name"],
    "to paint, KB": lambda row: _kb(row.get("weights"), "paint"),
    "with scripts, KB (files)": lambda row: _with_scripts(row),
    "search, KB": lambda row: _kb(row.get("weights"), "search"),
    "perf / a11y / practices": lambda row: f"{row['perf']} / {row['a11y']} / {row['practices']}",
    "LCP s": lambda row: f"{row['lcp_s']:.2f}",
    "TBT ms": lambda row: f"{row['tbt_ms']:.0f}",
    "CLS": lambda row: f"{row['cls']:.3f}",
    "requests, KB": lambda row: f"{row['requests']}, {row['bytes'] / 1024:.0f}",
    "elements": lambda row: row["dom"],
    "EcoIndex": lambda row: f"{row['eco']:.0f}",
    "axe": lambda row: len(row["axe"]),
    "cookies, third parties": lambda row: f"{row['cookies']}, {len(row['third_parties'])}",
}
"""Column -> its cell; bytes are those a server sends, compressed."""


def _kb(weights: dict[str, int] | None, key: str) -> str:
    return f"{weights[key] / 1024:.1f}" if weights and weights[key] else ""


def _with_scripts(row: dict[str, Any]) -> str:
    if "widget" in row:
        return f"widget.js {row['widget'] / 1024:.1f}"
    own = row.get("weights")
    return f"{(own['paint'] + own['scripts']) / 1024:.1f} ({own['files']})" if own else ""


def line(cells: Iterable[Any]) -> str:
    """Return a row of the table."""
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    """Print the table; with --write, put it into docs/budgets.md between its marks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--partners", default="var,toulon")
    parser.add_argument("--times", type=int, default=3, help="runs of Lighthouse a page; the median is kept")
    parser.add_argument("--write", action="store_true", help="put the table into docs/budgets.md")
    chosen = parser.parse_args()
    if not (HERE / "node_modules" / "lighthouse").is_dir():
        sys.exit(MISSING)
    lines, troubles = [line(COLUMNS), f"|{'---|' * len(COLUMNS)}"], []
    for row in rows(chosen.partners.split(","), chosen.times):
        lines.append(line(cell(row) for cell in COLUMNS.values()))
        found = [*row["axe"], *row["failed"], *row["policy"], *row["third_parties"]]
        troubles += [f"{row['name']}: {what}" for what in found if "DSFR" not in row["name"]]
    table = "\n".join([*lines, "", *(f"- {trouble}" for trouble in troubles)])
    print(table)
    if chosen.write:
        path = ROOT / "docs" / "budgets.md"
        text = path.read_text("utf-8")
        marks = re.compile(r"(?s)(<!-- audit -->\n).*(<!-- /audit -->)")
        path.write_text(marks.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", text), "utf-8")


if __name__ == "__main__":
    main()
