"""How long one key takes in Chromium, six times slowed: the engine, the answers in the page and their layout.

.venv/bin/python bench/search/keys.py [--partner var] [--rate 6]
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from commun_orientation_ssg.loading import read_searchable
from commun_orientation_ssg.project import find_settings
from commun_orientation_ssg.search.building import index_script
from commun_orientation_ssg.search.evaluation import read_cases

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCRIPTS = ("search-engine.js", "search-ui.js")
PAGE = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Essai</title><style>{css}</style>
<script src="search-engine.js" defer></script><script src="data.js" defer></script>
<script src="search-ui.js" defer></script>
<body><div data-search></div></body></html>"""
MEASURE = """
const queries = arguments[0], done = arguments[1], box = document.getElementById('co-search'), times = [];
const engine = window.communSearch, start = performance.now();
let open = 0, longest = 0;
const read = engine.opener(window.communData.search);
for (let index = null; !index;) {
  const from = performance.now();
  index = read();
  longest = Math.max(longest, performance.now() - from);
}
open = performance.now() - start;
setTimeout(function () {
  for (const query of queries) {
    for (let length = 1; length <= query.length; length++) {
      const start = performance.now();
      box.value = query.slice(0, length);
      box.dispatchEvent(new Event('input'));
      document.body.getBoundingClientRect();
      times.push(performance.now() - start);
    }
  }
  const sorted = times.slice().sort((a, b) => a - b), at = (part) => sorted[Math.floor(sorted.length * part)];
  done({ keys: times.length, open, slice: longest, first: times[0],
    p50: at(0.5), p95: at(0.95), max: sorted[sorted.length - 1] });
}, 1500);
"""


def measured(folder: Path, queries: list[str], rate: float) -> dict[str, Any]:
    """Type the queries key by key in the page of `folder`."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    chrome = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
    try:
        chrome.get((folder / "index.html").as_uri())
        chrome.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": rate})
        found: dict[str, Any] = chrome.execute_async_script(MEASURE, queries)
        return found
    finally:
        chrome.quit()


def main() -> None:
    """Print the figures of ordinary queries, then of hostile ones."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--partner", default="var")
    options.add_argument("--rate", type=float, default=6)
    chosen = options.parse_args()
    queries = [case.query for case in read_cases((HERE / "heldout.tsv").read_text("utf-8"))][::8]
    glued = "l'appartementdansunimmeubleabandonn "
    hostile = ["qzkxw" * 40, "loyer retard " * 16, "abcdefghij klmnopqrstu " * 9, glued * 6]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for script in SCRIPTS:
            shutil.copy(ROOT / "themes" / "default" / "js" / script, folder / script)
        css = (ROOT / "themes" / "default" / "css" / "search.css").read_text("utf-8")
        (folder / "index.html").write_text(PAGE.format(css=css), "utf-8")
        (folder / "data.js").write_bytes(index_script(read_searchable(find_settings(ROOT, {}), chosen.partner).data))
        for label, asked in (("ordinary", queries), ("hostile, 200 characters", [text[:200] for text in hostile])):
            figures = measured(folder, asked, chosen.rate)
            print(label, json.dumps({key: round(value, 1) for key, value in figures.items()}))


if __name__ == "__main__":
    main()
