"""What ships is understood by telephones of 2017: the linters of scripts and of sheets, with the table of browsers."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from commun_orientation_ssg import context
from components import theme

CONFIGS = Path(__file__).parent / "old_browsers"


def said_by(root: Path, tool: str, options: list[str], text: str = "") -> Any:
    """Return what a linter prints, from JSON."""
    command = ["node", str(root / "node_modules" / tool), *options]
    done = subprocess.run(command, input=text, capture_output=True, text=True, cwd=root, check=False)
    said = done.stdout.strip() or done.stderr.strip()
    assert said.startswith("["), said
    return json.loads(said)


def linted_scripts(root: Path, options: list[str], text: str = "") -> list[str]:
    chosen = ["--config", str(CONFIGS / "eslint.config.cjs"), "--format", "json", *options]
    results = said_by(root, "eslint/bin/eslint.js", chosen, text)
    return [f"{one['line']}: {one['message']}" for result in results for one in result["messages"]]


def linted_sheets(root: Path, files: list[Path]) -> list[str]:
    chosen = ["--config", str(CONFIGS / "stylelint.config.cjs"), "--formatter", "json", *map(str, files)]
    results = said_by(root, "stylelint/bin/stylelint.mjs", chosen)
    return [f"{one['line']}: {one['text']}" for result in results for one in result["warnings"]]


@pytest.mark.node
def test_scripts_ask_nothing_that_old_phones_lack(root: Path) -> None:
    scripts = sorted((root / "themes" / "default" / "js").glob("*.js"))
    assert linted_scripts(root, [str(script) for script in scripts]) == []


@pytest.mark.node
def test_sheets_ask_nothing_that_old_phones_lack(root: Path, tmp_path: Path) -> None:
    """Every sheet, as its page type receives it."""
    sheets = {theme().css(page) for page in context.PAGES}
    files = [tmp_path / f"{number}.css" for number in range(len(sheets))]
    for file, css in zip(files, sorted(sheets), strict=True):
        file.write_text(css, "utf-8")
    assert linted_sheets(root, files) == []
    assert not [css for css in sheets if re.search(r":not\([^)]*,", css)]


@pytest.mark.node
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("const y = window.x?.z;", "Parsing error"),
        ("new ResizeObserver(function () {});", "ResizeObserver"),
        ("new IntersectionObserver(function () {});", "IntersectionObserver"),
    ],
)
def test_a_script_that_is_too_new_is_seen(root: Path, text: str, why: str) -> None:
    """A linter that sees nothing would prove nothing."""
    name = root / "themes" / "default" / "js" / "too-new.js"
    found = linted_scripts(root, ["--stdin", "--stdin-filename", str(name)], text)
    assert any(why in line for line in found)


@pytest.mark.node
@pytest.mark.parametrize(
    "css", ["@layer a { p { color: red; } }", "p:has(a) { color: red; }", "p { gap: clamp(1px, 2px, 3px); }"]
)
def test_a_sheet_that_is_too_new_is_seen(root: Path, tmp_path: Path, css: str) -> None:
    sheet = tmp_path / "too-new.css"
    sheet.write_text(css, "utf-8")
    assert linted_sheets(root, [sheet])
