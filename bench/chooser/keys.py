"""How long one key takes in the place chooser, in Chromium six times slowed: engine, answers in the page, layout.

make site && .venv/bin/python bench/chooser/keys.py [--site build] [--rate 6]

Types real communes, slips of the finger and postcodes on the root page as it is published. `keys` is what one key
costs; `buckets` what the arrival of a bucket of names costs (its text read, the answers drawn); `first` goes from the
key that asks for a bucket to the answers on the screen, the disk included; `engine` is the part of a key that is
neither drawing nor layout. On a machine that does something else the page is slowed more than asked: how much is
measured by a loop that runs between the keys, and the figures are given once more without that part.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import shutil
from pathlib import Path
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

ROOT = Path(__file__).resolve().parent.parent.parent
LARGE = ("Saint-Germain-en-Laye", "Montreuil", "Toulon", "Lille", "Marseille", "Saint-Denis", "Châteauroux", "L'Haÿ")
SLIPS = ("tuolon", "mareille", "chateuaroux", "sain denis", "st etiene", "motnreuil", "qzkxw qzkxw")
MEASURE = """
const queries = arguments[0], done = arguments[1], box = document.getElementById('co-commune');
const keys = [], engine = [], buckets = [], first = [], spins = [];
const pause = (ms) => new Promise((then) => setTimeout(then, ms));
const real = communAssets.load;
let waiting = 0, asked = 0;
const timed = (act) => {
  const start = performance.now();
  act();
  document.body.getBoundingClientRect();
  return performance.now() - start;
};
const spin = () => {
  const start = performance.now();
  let sum = 0;
  for (let turn = 0; turn < 100000; turn += 1) { sum = (sum * 31 + turn) % 65521; }
  return sum < 0 ? 0 : performance.now() - start;
};
if (!queries.length) {
  for (let turn = 0; turn < 300; turn += 1) { spins.push(spin()); }
  return done(Math.min(...spins));
}
let thought = 0;
for (const name of ['search', 'ofPostcode', 'read']) {
  const act = communPlaceNames[name];
  communPlaceNames[name] = (...values) => {
    const start = performance.now(), found = act(...values);
    thought += performance.now() - start;
    return found;
  };
}
communAssets.load = (path, loaded, failed) => {
  const from = asked;
  waiting += 1;
  const arrive = (act) => () => {
    buckets.push(timed(act));
    waiting -= 1;
    if (document.querySelector('.co-chooser__place')) { first.push(performance.now() - from); }
  };
  return real(path, arrive(loaded), failed && arrive(failed));
};
(async () => {
  let slowest = ['', 0];
  for (const query of queries) {
    for (let length = 1; length <= query.length; length += 1) {
      asked = performance.now();
      thought = 0;
      const took = timed(() => {
        box.value = query.slice(0, length);
        box.dispatchEvent(new Event('input'));
      });
      keys.push(took);
      engine.push(thought);
      spins.push(spin());
      if (took > slowest[1]) { slowest = [box.value, took]; }
      do { await pause(5); } while (waiting);
    }
    box.value = '';
    box.dispatchEvent(new Event('input'));
  }
  done({ keys, engine, buckets, first, spins, slowest: slowest[0] });
})();
"""


def typed(seed: int) -> list[str]:
    """Return what is typed: large communes, others drawn by `seed`, slips, postcodes whole and of a CEDEX."""
    draw = random.Random(seed)
    with (ROOT / "content" / "territories" / "communes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    chosen = draw.sample(rows, 20)
    postcodes = [row["postcodes"].split()[0] for row in draw.sample(rows, 12) if row["postcodes"]]
    return [*LARGE, *(row["name"] for row in chosen), *SLIPS, *postcodes, "83076", "59034 Lille Cedex 9"]


def measured(page: Path, queries: list[str], rate: float) -> dict[str, Any]:
    """Type the queries key by key in a page."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    ):  # fmt: skip
        options.add_argument(argument)
    chrome = Chrome(options=options, service=ChromeService(shutil.which("chromedriver")))
    try:
        chrome.set_script_timeout(600)
        chrome.get(page.resolve().as_uri())
        quick: float = chrome.execute_async_script(MEASURE, [])
        chrome.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": rate})
        found: dict[str, Any] = chrome.execute_async_script(MEASURE, queries)
        found["slowed"] = sorted(found["spins"])[len(found["spins"]) // 2] / quick
        return found
    finally:
        chrome.quit()


def said(times: list[float]) -> dict[str, float]:
    """Return the usual figures, in milliseconds."""
    times = sorted(times)
    at = {"p50": 0.5, "p95": 0.95}
    return {"count": len(times), **{name: round(times[int(len(times) * part)], 1) for name, part in at.items()},
            "max": round(times[-1], 1)}  # fmt: skip


def main() -> None:
    """Print the figures, with how busy the machine was."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--site", type=Path, default=ROOT / "build")
    options.add_argument("--rate", type=float, default=6)
    options.add_argument("--seed", type=int, default=5)
    chosen = options.parse_args()
    found = measured(chosen.site / "index.html", typed(chosen.seed), chosen.rate)
    slowed = found["slowed"]
    print("load", *(round(part, 1) for part in os.getloadavg()), f"; slowed {slowed:.1f} times")
    for name in ("keys", "engine", "buckets", "first"):
        fair = [time * chosen.rate / slowed for time in found[name]]
        print(f"{name:8}{json.dumps(said(found[name]))}  at {chosen.rate:g} times: {json.dumps(said(fair))}")
    print("slowest key:", found["slowest"])


if __name__ == "__main__":
    main()
