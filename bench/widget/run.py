"""What the widget costs the page that hosts it: bytes, and the time of its main thread, beside a page without it.

The same page, in Chromium, in the same run: with the link alone (the floor), with a plain <iframe>, with the widget on
screen, three of them, and with the widget far below what is read. The frame is of another site, as it is in life: what
it costs its own process is not the host's. Time is that of the thread, from Chromium's own counters, and nobody talks
to the page meanwhile: a driver that asks it whether it is ready costs more than the widget. Ways are loaded in turn,
and compared within each turn, so that a busy machine weighs on all of them.

    .venv/bin/python bench/widget/run.py [--loads 15] [--other path/of/another/widget.js]
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import websocket  # comes with selenium

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from commun_orientation_ssg.build import build  # noqa: E402
from commun_orientation_ssg.embedding import snippets  # noqa: E402
from commun_orientation_ssg.project import find_settings  # noqa: E402
from hosts import serving  # noqa: E402

FILLER = "<p>Vie municipale, actualités et agenda de la commune.</p>" * 60
OTHER = "other.js"
SETTLED_S = 1.8
"""How long a page has to load, and its frame to answer; a load whose frame has not is left out."""
SHOWN = "const f = document.querySelector('iframe'); f ? getComputedStyle(f).visibility : 'none'"
ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=800,900",
    "--remote-debugging-port=0", "--remote-allow-origins=*",
)  # fmt: skip


class Tab:
    """A tab of Chromium that one tells what to do, and which nobody watches while it does it."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=60)
        self._asked = 0

    def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask, and return the answer."""
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._asked:
                return dict(answer["result"])

    def counters(self, before: str, url: str) -> dict[str, Any]:
        """Load a page of the same site, then this one; return its counters since, and whether its frame is shown."""
        self("Page.navigate", url=before)
        time.sleep(0.3)
        self("Performance.disable")
        self("Performance.enable", timeDomain="threadTicks")
        self("Page.navigate", url=url)
        time.sleep(SETTLED_S)
        found = {item["name"]: item["value"] for item in self("Performance.getMetrics")["metrics"]}
        return found | {"frame": self("Runtime.evaluate", expression=SHOWN)["result"]["value"]}


@contextmanager
def chromium() -> Iterator[Tab]:
    """Give a tab of a Chromium with nothing of its own to do."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [shutil.which("chromium") or "chromium", *ARGUMENTS, f"--user-data-dir={folder}", "about:blank"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            said = Path(folder, "DevToolsActivePort")
            while not (said.is_file() and said.read_text().strip()):
                time.sleep(0.1)
            with urlopen(f"http://127.0.0.1:{said.read_text().split()[0]}/json") as answer:
                tabs = json.load(answer)
            yield Tab(next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page"))
        finally:
            process.terminate()
            process.wait()


def ways(page: str, folder: str, other: bool) -> dict[str, tuple[str, str]]:
    """Return way -> (the body of the host's page, how its frame must be at the end; "" when it may be as it likes)."""
    link, script = snippets.widget(page, "Aide sociale"), snippets.script(folder)
    found = {
        "link alone": (link + FILLER, "none"),
        "plain iframe": (snippets.frame(page, "Aide sociale") + FILLER, "visible"),
        "widget": (link + script + FILLER, "visible"),
        "three widgets": (link * 3 + script + FILLER, "visible"),
        "widget far below": (FILLER + link + script, ""),
    }
    if other:
        found["other widget"] = (link + script.replace("widget.js", OTHER) + FILLER, "visible")
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loads", type=int, default=15)
    parser.add_argument("--other", type=Path, help="another widget.js, loaded in turn with ours")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as work, serving("localhost") as widget, serving("127.0.0.1") as host:
        out = Path(work) / "out"
        build(find_settings(ROOT, {}, out=str(out)), ["var"])
        script = (out / "var/widget.js").read_bytes()
        print(f"widget.js: {len(script)} bytes, {len(gzip.compress(script, 9))} gz (must 2048, aim 1024)")
        widget.pages["/var/"] = out / "var"
        if chosen.other:
            widget.pages[f"/var/{OTHER}"] = chosen.other.read_bytes()
        pages = ways(f"{widget.url}var/entrees/social/index.html", f"{widget.url}var/", bool(chosen.other))
        for name, (body, _) in {**pages, "before": ("", "")}.items():
            html = f"<!doctype html><html lang=fr><meta charset=utf-8><title>Mairie</title>{body}"
            host.pages[f"/{name.replace(' ', '-')}"] = html.encode()
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in pages}
        with chromium() as tab:
            for turn in range(chosen.loads + 1):
                for name in pages:
                    counted = tab.counters(f"{host.url}before", f"{host.url}{name.replace(' ', '-')}")
                    if turn:  # the first fills the caches
                        found[name].append(counted)
    print(f"main thread of the host, medians of {chosen.loads} loads in ms, load {os.getloadavg()[0]:.1f}; link alone:")
    print(f"  {statistics.median(1000 * one['TaskDuration'] for one in found['link alone']):.1f}")
    for name, (_, frame) in pages.items():
        told = [turn for turn, one in enumerate(found[name]) if frame in ("", one["frame"])]
        if not told:
            sys.exit(f"{name}: its frame is never {frame}")
        if name != "link alone":
            _tell(name, [tuple(found[way][turn] for way in (name, "link alone", "plain iframe")) for turn in told])


def _tell(name: str, turns: list[tuple[dict[str, Any], ...]]) -> None:
    """Print what one way costs above the link alone, and above a plain frame, which is the browser's own cost."""

    def above(key: str, floor: int = 1) -> list[float]:
        return sorted(1000 * (turn[0][f"{key}Duration"] - turn[floor][f"{key}Duration"]) for turn in turns)

    task = above("Task")
    low, high = (task[len(task) * quarter // 4] for quarter in (1, 3))
    script, style, layout, frame = (
        statistics.median(found)
        for found in (above("Script"), above("RecalcStyle"), above("Layout"), above("Task", floor=2))
    )
    layouts, styles = (
        round(statistics.median(turn[0][key] for turn in turns)) for key in ("LayoutCount", "RecalcStyleCount")
    )
    print(
        f"{name}: {statistics.median(task):+.1f} (half of loads between {low:+.1f} and {high:+.1f}), of which script "
        f"{script:+.1f}, style {style:+.1f}, layout {layout:+.1f}; {layouts} layouts, {styles} styles; "
        f"{frame:+.1f} above a plain frame; {len(turns)} loads"
    )


if __name__ == "__main__":
    main()
