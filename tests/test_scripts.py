"""Scripts of the theme: their pure logic under `node --test`, their types under `tsc`, and their size and form."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from commun_orientation_ssg.theme import read_theme
from components import theme


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
    files = [str(folder / path) for path in paths]
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


def test_the_short_scripts_are_made_of_their_sources(root: Path) -> None:
    """A source that was changed since is served long: `make scripts` writes the short ones again."""
    folder = root / "themes" / "default" / "js"
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")}
    made_of = {path.name: path.read_text("utf-8").split("\n")[0] for path in (folder / "small").glob("*.js")}
    assert made_of == {name: f"//{sum}" for name, sum in sums.items()}


def test_a_script_that_was_edited_is_served_as_it_is(tmp_path: Path, root: Path) -> None:
    """The author of a theme sees the change at once, and no old short form."""
    shutil.copytree(root / "themes" / "default", tmp_path / "default")
    with (tmp_path / "default/js/page.js").open("a", encoding="utf-8") as page:
        page.write("\nwindow.edited = true;\n")
    served = read_theme((tmp_path,), "default").scripts[0].data.decode()
    assert "window.edited = true;" in served
    assert served.count("'use strict'") + served.count('"use strict"') == theme().scripts[0].data.count(b"use strict")


def test_what_ships_is_one_small_classic_script() -> None:
    """No module, request, storage, worker or assembled HTML: an opaque frame and file:// refuse them."""
    page, place, search, calendar, _, agents = theme().scripts
    for script in theme().scripts:
        text = script.data.decode()
        assert re.fullmatch(r"(?:page|place|search|calendar|integration|agents)\.[0-9a-f]{8}\.js", script.name)
        assert not re.search(
            r"\b(?:import|export|fetch|XMLHttpRequest|Worker|customElements|localStorage|sessionStorage|cookie)\b", text
        )
        assert not re.search(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function)\b", text)
    assert len(gzip.compress(page.data, mtime=0)) < 6_000  # with the first question: under 14 KB
    assert place.pages == {"home", "entry", "outcome", "root"}
    assert len(gzip.compress(place.data)) < 6_500
    assert search.pages == {"home", "entry"}
    assert len(gzip.compress(search.data)) < 9_500
    assert agents.pages == {"agents"}
    assert calendar.pages == {"outcome", "sensitive", "contact"}
    assert len(gzip.compress(calendar.data)) < 6_000
