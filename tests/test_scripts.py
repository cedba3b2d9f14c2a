"""Scripts of the theme: their pure logic under `node --test`, their types under `tsc`, and their size and form."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path

import pytest

from components import theme

UNTYPED = ("js/search-engine.js", "js/search-ui.js")
"""Their JSDoc types are still to be written: docs/search.md says so."""


@pytest.mark.node
def test_the_pure_logic_of_scripts(root: Path) -> None:
    """No page, no browser: days, alerts, quick presses."""
    done = subprocess.run(["node", "--test", str(root / "tests" / "js")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.node
def test_types_of_scripts(root: Path, node_modules: Path) -> None:
    """JSDoc types hold, in ES2015, with the browser's own."""
    tsc = node_modules / "typescript" / "bin" / "tsc"
    if not tsc.is_file():
        pytest.skip("no typescript: add it to package.json")
    folder = root / "themes" / "default"
    lines = (folder / "js" / "order.txt").read_text("utf-8").splitlines()
    paths = [line.split()[0] for line in lines if line and not line.startswith("#")]
    files = [str(folder / path) for path in paths if path not in UNTYPED]
    files.append(str(folder / "js" / "sw.js"))
    files.append(str(folder / "js" / "widget.js"))
    declared = root / "tests" / "js" / "globals.d.ts"
    options = [
        "--checkJs",
        "--allowJs",
        "--noEmit",
        "--strict",
        "--target",
        "ES2017",
        "--lib",
        "ES2017,DOM,DOM.Iterable",
        "--typeRoots",
        "none",
    ]
    command = ["node", str(tsc), *options, str(declared), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_what_ships_is_one_small_classic_script() -> None:
    """No module, request, storage, worker or assembled HTML: an opaque frame and file:// refuse them."""
    page, place, search, calendar, _ = theme().scripts
    for script in theme().scripts:
        text = script.data.decode()
        assert re.fullmatch(r"(?:page|place|search|calendar|integration)\.[0-9a-f]{8}\.js", script.name)
        assert not re.search(
            r"\b(?:import|export|fetch|XMLHttpRequest|Worker|customElements|localStorage|sessionStorage|cookie)\b", text
        )
        assert not re.search(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function)\b", text)
    assert len(gzip.compress(page.data, mtime=0)) < 6_500  # with the first question: under 14 KB
    assert place.pages == {"home", "entry", "outcome", "root"}
    assert len(gzip.compress(place.data)) < 8_500
    assert search.pages == {"home", "entry"}
    assert len(gzip.compress(search.data)) < 12_000
    assert calendar.pages == {"outcome", "sensitive", "contact"}
    assert len(gzip.compress(calendar.data)) < 8_000
