"""The referent's guide, lived: its files are written in a new project, its commands run, and their output compared.

In the guide, a block ```yaml names its file on its first line (`# partners/exemple/alerts.yaml`) and is written there;
```yaml erreur is a mistake on purpose, taken back after the next commands; each `$ commun ...` of a block ```console is
run, and followed by what it printed. `…` in the guide stands for anything: what changes with the machine or the day.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from commun_orientation_ssg.cli import main as commun

__all__ = ["BLOCK", "retell", "target_of"]

GUIDE = Path(__file__).resolve().parent / "guide-du-referent.md"
BLOCK = re.compile(r"^```(?P<words>[^\n]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_VOLATILE = (
    (re.compile(r"\b\d+ fichiers \(dont \d+"), "… fichiers (dont …"),
    (re.compile(r"\ben \d+[.,]\d s\b"), "en … s"),
)


def target_of(body: str) -> str:
    """Return the file that a YAML block names on its first line, "" when it names none."""
    match = re.match(r"# (\S+\.yaml)\n", body)
    return match[1] if match else ""


def retell(text: str) -> str:
    """Return the guide with the true output of its commands."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        _run("commun init ma-ville", folder)
        return _Project(Path(folder) / "ma-ville").follow(text)


class _Project:
    """A project in which the guide is followed, block after block."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mistakes: dict[Path, str | None] = {}

    def follow(self, text: str) -> str:
        """Return `text`, each console block replaced by what it gives."""
        return BLOCK.sub(self._block, text)

    def _block(self, found: re.Match[str]) -> str:
        words, body = found["words"].split(), found["body"]
        if words[0] == "yaml":
            self._write(body, mistaken="erreur" in words)
        if words[0] != "console":
            return found[0]
        parts = re.split(r"^(?=\$ )", body, flags=re.MULTILINE)
        told = "".join(self._command(part) for part in parts if part.startswith("$ "))
        self._take_back()
        return f"```{found['words']}\n{told}```"

    def _write(self, body: str, *, mistaken: bool) -> None:
        path = self.root / target_of(body)
        if mistaken:
            self.mistakes[path] = path.read_text("utf-8") if path.exists() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")

    def _take_back(self) -> None:
        for path, before in self.mistakes.items():
            path.unlink() if before is None else path.write_text(before, "utf-8")
        self.mistakes.clear()

    def _command(self, part: str) -> str:
        line, _, said = part.partition("\n")
        command = line.removeprefix("$ ")
        if command.startswith("commun init "):
            with tempfile.TemporaryDirectory() as folder:
                printed = _run(command, folder)
        else:
            printed = _run(command, str(self.root))
        wanted = ".*?".join(re.escape(piece) for piece in said.split("…"))
        if not re.fullmatch(wanted, printed, re.DOTALL):
            said = _steady(printed.replace(str(self.root), "…/ma-ville"))
        return f"{line}\n{said}"


def _run(command: str, folder: str) -> str:
    with chdir(folder):
        result = CliRunner(env={"COMMUN_LANG": None}).invoke(commun, shlex.split(command)[1:], prog_name="commun")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def _steady(text: str) -> str:
    for pattern, steady in _VOLATILE:
        text = pattern.sub(steady, text)
    return text


def rewrite() -> bool:
    """Write the true output into the guide; tell whether it changed."""
    before = GUIDE.read_text("utf-8")
    after = retell(before)
    if after != before:
        GUIDE.write_text(after, "utf-8")
    return after != before
