"""What a page costs the person who opens it: the budget table of the project, beside two references in the same run.

    make audit            # or: .venv/bin/python bench/audit/run.py [--partners var,toulon] [--times 3] [--write]

Each page type of two partners, a host page with the widget in it, a plain page of 31 lines (the floor), and a page
with the whole design system of the State, from npm (what a French public site usually loads; measured, never shipped).
Lighthouse on a slowed phone, EcoIndex, axe in every frame, bytes as a server sends them, cookies, third parties.
A page's figures are said as soon as they are known, and kept: a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from serving import served
from table import table, verdicts

from commun_orientation_ssg.build import build
from commun_orientation_ssg.project import find_settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PAGES = HERE / "pages"
UNFINISHED = HERE / "unfinished.jsonl"
MISSING = "The audit's tools are missing: npm ci --ignore-scripts --prefix bench/audit"
SETTLED_S = 20
"""How long a widget may take to show its frame."""

Row = dict[str, Any]


# --- the pages ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """A page to measure.

    Args:
        files: the page, then what of ours it loads: another content is another measure.
        known: what is read in the files.
    """

    name: str
    url: str
    files: tuple[Path, ...]
    known: Row

    def key(self, times: int) -> str:
        """Return what names this measure of this content."""
        found = hashlib.sha256(f"{self.name} {times} ".encode())
        for path in self.files:
            found.update(path.read_bytes())
        return found.hexdigest()[:16]


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


def scripts_of(page: Path) -> list[Path]:
    """Return the files of scripts that a page of ours names."""
    sources = re.findall(r'<script[^>]* src="([^":]+)"', page.read_text("utf-8"))
    return [(page.parent / source).resolve() for source in sources]


def asked_later(page: Path) -> dict[str, list[Path]]:
    """Return what a page asks for once it is there: what its attributes name, and the data of its journey.

    "all": by all who open it; "touched": by who touches the chooser of places, or by all on a good network where search
    comes; "search"; "journey": on a good network, or by who answers.
    """
    html = page.read_text("utf-8")
    root = re.search(r'<script src="((?:\.\./)*)assets/', html)
    folder = (page.parent / (root[1] if root else "")).resolve()

    def named(pattern: str) -> list[Path]:
        return [folder / path for found in re.findall(pattern, html) for path in found.split()]

    search = named(r'data-search[^>]* data-later="([^"]+)"')
    places = [path for path in search if path.name.startswith("places.")]
    return {
        "all": named(r'<main[^>]* data-later="([^"]+)"')
        + (named(r'<main[^>]* data-steps="([^"]+)"') if "data-asked=" in html else []),
        "touched": places or named(r'data-place-chooser[^>]* data-later="([^"]+)"'),
        "search": [path for path in search if path not in places],
        "journey": named(r'<main[^>]* data-journey="([^"]+)"') if 'class="co-choices"' in html else [],
    }


def weights(page: Path) -> dict[str, int]:
    """Return what it takes to paint (the page alone), with its deferred scripts, and what is asked for later."""
    html = page.read_text("utf-8")
    scripts, later = scripts_of(page), asked_later(page)
    blocking = [tag for tag in re.findall(r"<script\b[^>]*>", html) if not re.search(r"\b(defer|async)\b|json", tag)]
    return {
        "paint": weight(page),
        "painted_from": 1 + len(re.findall(r'<link[^>]* rel="stylesheet"', html)) + len(blocking),
        "blocking": len(blocking),
        "scripts": sum(map(weight, scripts)),
        "files": 1 + len(scripts),
        **{kind: sum(map(weight, paths)) for kind, paths in later.items()},
        "later_files": len(later["all"]),
    }


def references(folder: Path, base: str) -> Iterator[Page]:
    """Write the two references into `folder`, and yield them."""
    plain, dsfr = folder / "plain.html", folder / "dsfr" / "index.html"
    shutil.copy(PAGES / plain.name, plain)
    dsfr.parent.mkdir()
    tile = (PAGES / "dsfr-tile.html").read_text("utf-8")
    tiles = "".join(tile.replace("NUMBER", str(number)) for number in range(12))
    dsfr.write_text((PAGES / "dsfr.html").read_text("utf-8").replace("TILES", tiles), "utf-8")
    (dsfr.parent / "dist").symlink_to(HERE / "node_modules" / "@gouvfr" / "dsfr" / "dist")
    yield Page("plain page", f"{base}plain.html", (plain,), {"weights": weights(plain)})
    yield Page("DSFR page", f"{base}dsfr/index.html", (dsfr,), {})


def pages_of(partner: str, folder: Path, base: str, hosts: Path, elsewhere: str) -> Iterator[Page]:
    """Yield a partner's pages, then the page of a town with the widget in it, which is written into `hosts`."""
    for kind, path in typical(folder).items():
        address = f"{base}{path.relative_to(folder)}"
        later = [file for files in asked_later(path).values() for file in files]
        yield Page(f"{partner}, {kind}", address, (path, *scripts_of(path), *later), {"weights": weights(path)})
    host, widget = hosts / f"{partner}.html", folder / "widget.js"
    host.write_text((PAGES / "host.html").read_text("utf-8").replace("SITE/", base), "utf-8")
    shown = folder / "index.html"
    files = (PAGES / "host.html", widget, shown, *scripts_of(shown))
    yield Page(f"{partner}, host", f"{elsewhere}{host.name}", files, {"widget": weight(widget)})


# --- the measures ---------------------------------------------------------------------------------------------------


@contextmanager
def browser() -> Iterator[Chrome]:
    """Give a browser with a phone's screen, whose console holds that of all frames."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in (
        "headless=new", "no-sandbox", "disable-dev-shm-usage", "disable-gpu", "disable-background-networking",
        "disable-site-isolation-trials", "disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes",
    ):  # fmt: skip
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
    try:
        screen = {"width": 360, "height": 640, "deviceScaleFactor": 2, "mobile": True}
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        chrome.set_script_timeout(60)
        yield chrome
    finally:
        chrome.quit()


def seen(chrome: Chrome, page: Page, axe: str) -> Row:
    """Return what only the page knows: elements in all frames, axe's findings, cookies, the policy's complaints."""
    chrome.get(page.url)
    frames = _settled(chrome) if "widget" in page.known else []
    elements, found = 0, []
    for frame in (None, *frames):
        if frame is not None:
            chrome.switch_to.frame(frame)
        elements += chrome.execute_script("return document.querySelectorAll('*:not(svg *)').length")
        chrome.execute_script(axe)
        run = "const done = arguments[0]; axe.run(document).then((r) => done(r.violations.map((v) => v.id)))"
        found += chrome.execute_async_script(run)
        chrome.switch_to.default_content()
    logs = [entry["message"] for entry in chrome.get_log("browser") if "Content Security Policy" in entry["message"]]
    return {"elements": elements, "axe": found, "cookies": len(chrome.get_cookies()), "policy": logs}


def _settled(chrome: Chrome) -> list[Any]:
    """Return the frames, once the widget shows them."""
    for _ in range(SETTLED_S * 10):
        frames = chrome.find_elements("tag name", "iframe")
        if frames and all(frame.is_displayed() for frame in frames):
            return list(frames)
        time.sleep(0.1)
    sys.exit(f"{chrome.current_url}: the widget shows no frame")


@contextmanager
def lighthouse() -> Iterator[Callable[[Row], Row]]:
    """Give what asks Lighthouse and EcoIndex for a page; node starts once for all."""
    command = ["node", "lighthouse.mjs", shutil.which("chromium") or ""]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE) as tool:
        assert tool.stdin
        assert tool.stdout

        def ask(given: Row) -> Row:
            print(json.dumps(given), file=tool.stdin, flush=True)
            answer = tool.stdout.readline()  # type: ignore[union-attr]
            if not answer:
                sys.exit("Lighthouse ended before its answer: what it said is above")
            return dict(json.loads(answer))

        yield ask
        tool.stdin.close()


def kept() -> dict[str, Row]:
    """Return the rows of a run that was stopped: key -> row. A line cut short is not one."""
    lines = UNFINISHED.read_text("utf-8").splitlines(keepends=True) if UNFINISHED.is_file() else []
    found = [json.loads(line) for line in lines if line.endswith("\n")]
    return {one["key"]: one["row"] for one in found}


def measured(pages: list[Page], times: int) -> Iterator[Row]:
    """Measure the pages one after the other; yield a row for each, and keep it until all are done."""
    before, axe = kept(), (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    with browser() as chrome, lighthouse() as ask, UNFINISHED.open("a", encoding="utf-8") as keeping:
        for page in pages:
            key = page.key(times)
            row = before.get(key)
            if row is None:
                row = {"name": page.name, **page.known, **seen(chrome, page, axe)}
                chrome.get("about:blank")
                row |= ask({"url": page.url, "times": times, "elements": row["elements"]})
                row["third_parties"] = [name for name in row["hosts"] if name not in ("127.0.0.1", "localhost")]
                print(json.dumps({"key": key, "row": row}), file=keeping, flush=True)
            yield row


# --- the run --------------------------------------------------------------------------------------------------------


def audit(partners: list[str], times: int) -> Iterator[Row]:
    """Build the partners, serve them beside the references, and yield a row a page, said as soon as it is known."""
    with ExitStack() as closing:
        work = Path(closing.enter_context(tempfile.TemporaryDirectory()))
        site, hosts = work / "site", work / "hosts"
        hosts.mkdir()
        _say(f"building {', '.join(partners)}")
        build(find_settings(ROOT, {}, out=str(site)), partners)
        ours = f"http://localhost:{closing.enter_context(served(site))}/"
        elsewhere = f"http://127.0.0.1:{closing.enter_context(served(hosts))}/"
        pages = [*references(hosts, elsewhere)]
        for partner in partners:
            pages += pages_of(partner, site / partner, f"{ours}{partner}/", hosts, elsewhere)
        started = time.monotonic()
        for number, row in enumerate(measured(pages, times), 1):
            scores = (
                f"{row['perf']}/{row['a11y']}/{row['practices']}, LCP {row['lcp_s']:.2f} s, TBT {row['tbt_ms']:.0f} ms"
            )
            taken = f"EcoIndex {row['eco']:.0f} ({time.monotonic() - started:.0f} s)"
            _say(f"{number}/{len(pages)} {row['name']}: {scores}, {taken}")
            yield row


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def circumstances(rows: list[Row], times: int, load: float) -> str:
    """Return the sentence that says how the table was made."""
    version = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=True).stdout
    number = re.search(r"\d+(\.\d+)+", version)
    machine = median(row["machine"] for row in rows)
    return (
        f"Measured on {date.today():%d/%m/%Y} with Chromium {number[0] if number else '?'}, median of {times} runs; "
        f"{os.cpu_count()} cores, mean load {load:.1f}, Lighthouse's own measure of the machine {machine:.0f}."
    )


def main() -> None:
    """Print the table and the verdicts; with --write, put them into docs/budgets.md between its marks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--partners", default="var,toulon")
    parser.add_argument("--times", type=int, default=3, help="runs of Lighthouse a page; the median is kept")
    parser.add_argument("--write", action="store_true", help="put the table into docs/budgets.md")
    chosen = parser.parse_args()
    if not (HERE / "node_modules" / "lighthouse").is_dir():
        sys.exit(MISSING)
    rows, loads = [], []
    for row in audit(chosen.partners.split(","), chosen.times):
        rows.append(row)
        loads.append(os.getloadavg()[0])
    said = circumstances(rows, chosen.times, sum(loads) / len(loads))
    text = "\n".join([said, "", *table(rows), "", *verdicts(rows)])
    print(text)
    if chosen.write:
        path = ROOT / "docs" / "budgets.md"
        marks = re.compile(r"(?s)(<!-- audit -->\n).*(<!-- /audit -->)")
        written = marks.sub(lambda found: f"{found[1]}\n{text}\n\n{found[2]}", path.read_text("utf-8"))
        path.write_text(written, "utf-8")
    UNFINISHED.unlink()


if __name__ == "__main__":
    main()
