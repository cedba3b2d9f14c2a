"""Scripts of the theme: their pure logic under `node --test`, their types under `tsc`, and their size and form."""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from commun_orientation_ssg import context
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


def test_what_ships_are_small_classic_scripts() -> None:
    """No module, request, storage, worker or assembled HTML: an opaque frame and file:// refuse them."""
    for script in theme().scripts:
        text = script.data.decode()
        assert not re.search(
            r"\b(?:import|export|fetch|XMLHttpRequest|Worker|customElements|localStorage|sessionStorage|cookie)\b", text
        )
        assert not re.search(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function)\b", text)


MOST = {
    "page": 3_600,
    "page-steps": 5_700,
    "page-result": 7_300,
    "steps": 2_700,
    "places": 6_200,
    "search": 9_300,
    "sending": 1_800,
    "agent": 700,
    "integration": 900,
    "agents": 2_200,
}
"""Bytes of each script, compressed: with the first question, under 11 KB."""


def test_scripts_are_light() -> None:
    """What all pages load, what some load in its place, and what they ask for later."""
    weights = {script.stem: len(gzip.compress(script.data, mtime=0)) for script in theme().scripts}
    assert weights.keys() == MOST.keys()
    assert {stem: weight for stem, weight in weights.items() if weight > MOST[stem]} == {}


def test_a_page_loads_one_script_at_once() -> None:
    """Another file would cost a phone another connection; the page that finds one's place has two."""
    scripts = {page: theme().scripts_of(page) for page in context.PAGES}
    several = {page for page, names in scripts.items() if len(names) != 1}
    assert several == {"root", "integration", "agents"}
    assert [name.partition(".")[0] for name in scripts["root"]] == ["page", "places"]
    assert {scripts[page] for page in ("outcome", "sensitive", "contact")} == {scripts["outcome"]}


def test_a_page_asks_later_for_what_the_first_question_does_without() -> None:
    """Search and places where one chooses, what one does with an answer where there is one; never steps in danger."""
    later = {page: set(theme().later_of(page)) - {"agent"} for page in context.PAGES}
    assert later["home"] == {"search", "places"}
    assert later["entry"] == {"search", "places", "steps"}
    assert later["outcome"] == {"places", "steps", "sending"}
    assert later["sensitive"] == later["contact"] == {"sending"}
    assert later["question"] == later["emergency"] == set()
