"""The command line: each command's words and exit code, in French and in English, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from commun_orientation_ssg import cli, terminal
from commun_orientation_ssg.cli import main
from tiny_project import FILES, TOULON, write_project

UNREAD = "outcomes:\n  retard-loyer:\n    titre: x\n"
WARNED = TOULON["partners/toulon/contacts/mairie.yaml"] + "  - id: seul\n    name: S\n    phone: 3939\n"
LOGEMENT = "partners/var/journeys/logement.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "Été à Toulon")


def run(project: Path | None, *arguments: str) -> Result:
    where = ["--project", str(project)] if project else []
    result = CliRunner().invoke(main, [*where, *arguments])
    assert isinstance(result.exception, SystemExit | None), result.exception
    return result


def shell(project: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **more}
    command = [sys.executable, "-m", "commun_orientation_ssg", *arguments]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def broken(project: Path, text: str = UNREAD) -> Path:
    (project / LOGEMENT).write_text(text, "utf-8")
    return project


# --- Exit codes.


def test_sound_project_exits_with_0(project: Path) -> None:
    """And says so in one line."""
    result = run(project, "check")
    assert (result.exit_code, result.stdout) == (0, "0 erreur(s), 0 avertissement(s).\n")


def test_error_in_content_exits_with_1(project: Path) -> None:
    """The finding stands on stdout, with its place and its help."""
    result = run(broken(project), "check")
    assert (result.exit_code, result.stderr) == (1, "")
    assert f"{LOGEMENT}:3:5: erreur[unknown-key]" in result.stdout
    assert "vouliez-vous dire « title »" in result.stdout


def test_strict_counts_warnings(project: Path) -> None:
    """The same project passes without it."""
    (project / "partners/toulon/contacts/mairie.yaml").write_text(WARNED, "utf-8")
    assert (run(project, "check").exit_code, run(project, "check", "--strict").exit_code) == (0, 1)


def test_missing_project_exits_with_3(tmp_path: Path) -> None:
    """With the command that makes one."""
    result = run(tmp_path, "check")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "commun init mon-projet" in result.stderr


def test_bug_keeps_its_traceback(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only content, usage and environment have messages; a fault of ours is shown as such."""
    monkeypatch.setattr(cli, "_verdict", lambda *_: 1 / 0)
    assert isinstance(CliRunner().invoke(main, ["--project", str(project), "check"]).exception, ZeroDivisionError)


# --- Wrong usage.


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--partner", "varr"], "il n'y a pas de partenaire « varr ». Vouliez-vous dire « var » ?"),
        (["build", "-p", "zzz"], "il n'y a pas de partenaire « zzz »."),
        (["chek"], "la commande « chek » n'existe pas. Vouliez-vous dire « check » ?"),
        (["check", "--fromat", "json"], "l'option --fromat n'existe pas. Vouliez-vous dire --format ?"),
        (["check", "--format", "xml"], "l'option --format : l'un de text, json, github, gitlab est attendu"),
        (["check", "--lang", "en"], "--lang se place avant la commande"),
        (["check", "--format"], "l'option --format attend une valeur"),
        (["check", "deux", "mots"], "il y a un mot de trop : deux mots"),
        (["build", "--jobs", "99"], "l'option --jobs : un nombre de 0 à 64 est attendu"),
        (["explain"], "il manque PATH"),
        (["explain", "var/jurney"], "Vouliez-vous dire « journey » ?"),
        (["verified"], "il manque CONTACT"),
        (["verified", "mds-toulo"], "Vouliez-vous dire « mds-toulon » ?"),
        (["verified", "mds-toulon", "--on", "demain"], "« demain » n'est pas une date"),
        (["verified", "mds-toulon", "--on", "1/1/2999"], "n'est pas encore passé"),
        (["verify", "nulle-part"], "« nulle-part » n'est pas un dossier"),
        (["new", "contact", "x"], "pour quel partenaire ? Ajoutez --partner, avec l'un de : toulon, var"),
        (["new", "partner", "Atlantide"], "aucun territoire ne s'appelle « Atlantide »"),
        (["new", "partnr"], "Vouliez-vous dire « partner » ?"),
    ],
)
def test_wrong_usage_is_told_in_french_with_2(project: Path, arguments: list[str], said: str) -> None:
    """One sentence on stderr, nothing on stdout."""
    result = run(project, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("erreur: ")
    assert said in result.stderr


@pytest.mark.parametrize(
    "arguments", [["check", "-p", "varr"], ["chek"], ["check", "--format", "xml"], ["explain", "var"]]
)
def test_wrong_usage_is_told_in_english_on_demand(project: Path, arguments: list[str]) -> None:
    """By the option; or by the environment."""
    result = run(project, "--lang", "en", *arguments)
    assert (result.exit_code, result.stderr.startswith("error: ")) == (2, True)
    other = CliRunner().invoke(main, ["--project", str(project), *arguments], env={"COMMUN_LANG": "en"})
    assert other.stderr == result.stderr


def test_no_command_shows_the_help() -> None:
    """With 2, as for any command that says nothing."""
    result = run(None)
    assert (result.exit_code, "Commands:" in result.output) == (2, True)


def test_file_instead_of_a_folder_is_told(project: Path) -> None:
    """For the project, and for the output."""
    file = project / "note.txt"
    file.write_text("x")
    assert "note.txt » est un fichier" in run(file, "check").stderr
    result = run(project, "build", "--out", str(file))
    assert (result.exit_code, "n'est pas un dossier" in result.stderr) == (3, True)


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (
            PermissionError(13, "Permission denied", "/x/partners"),
            "erreur: « /x/partners » : les droits d'accès ne le permettent pas\n",
        ),
        (FileNotFoundError(2, "No such file", "/x"), "erreur: « /x » : il n'existe pas\n"),
        (OSError(28, "No space left on device", "/x"), "erreur: « /x » : No space left on device\n"),
    ],
)
def test_what_the_system_refuses_exits_with_3(
    project: Path, monkeypatch: pytest.MonkeyPatch, problem: OSError, said: str
) -> None:
    """Naming the file, without a traceback."""

    def refuse(*_: object) -> None:
        raise problem

    monkeypatch.setattr("commun_orientation_ssg.build.check", refuse)
    result = run(project, "check")
    assert (result.exit_code, result.stderr) == (3, said)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_folder_that_may_not_be_read_is_told(project: Path) -> None:
    """A real folder without rights."""
    (project / "partners").chmod(0)
    result = run(project, "check")
    (project / "partners").chmod(0o755)
    assert (result.exit_code, "droits d'accès" in result.stderr) == (3, True)


# --- Findings.


def test_json_holds_every_finding(project: Path) -> None:
    """And nothing else stands on stdout."""
    result = run(broken(project), "check", "--format", "json")
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["file"], finding["line"], finding["code"], finding["severity"]) == (
        LOGEMENT,
        3,
        "unknown-key",
        "error",
    )


@pytest.mark.parametrize(
    ("format_", "empty"), [("json", '{\n  "findings": []\n}\n'), ("gitlab", "[]\n"), ("github", "")]
)
def test_sound_project_gives_an_empty_report(project: Path, format_: str, empty: str) -> None:
    """Valid in its format."""
    assert run(project, "check", "--format", format_).stdout == empty


def test_build_tells_findings_apart_from_its_summary(project: Path) -> None:
    """Findings on stderr, the summary on stdout; the others are published."""
    result = run(broken(project), "build", "--jobs", "1")
    assert (result.exit_code, "unknown-key" in result.stderr) == (1, True)
    assert "non publié : var" in result.stdout
    assert (project / "build/toulon/index.html").is_file()


def test_check_of_one_partner_leaves_out_the_others(project: Path) -> None:
    """An error at the other's is not told."""
    assert run(broken(project), "check", "-p", "toulon").exit_code == 0


def test_build_of_one_partner_leaves_the_others_in_place(project: Path) -> None:
    """Not one of their files moves, nor the page that leads to all."""
    run(project, "build", "--jobs", "1")
    before = {
        path: path.read_bytes() for path in (project / "build").rglob("*") if path.is_file() and "var" not in path.parts
    }
    assert run(project, "build", "--jobs", "1", "-p", "var").exit_code == 0
    assert before == {path: path.read_bytes() for path in before}


def test_colour_only_on_a_terminal(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None in a file, colours when the stream says it is a terminal."""
    assert "\x1b" not in run(broken(project), "check").output
    monkeypatch.setattr(terminal, "wants_colour", lambda *_: True)
    assert "\x1b[1;31merreur[unknown-key]\x1b[0m" in run(project, "check").output


# --- The other commands, from end to end.


def test_init_then_check_then_build(tmp_path: Path) -> None:
    """What the README of a new project tells to do."""
    assert run(None, "init", str(tmp_path / "Ma Ville")).exit_code == 0
    assert run(tmp_path / "Ma Ville", "check").exit_code == 0
    assert run(tmp_path / "Ma Ville", "build", "--jobs", "1").exit_code == 0
    assert "entier et intact" in run(None, "verify", str(tmp_path / "Ma Ville/build/exemple")).stdout


def test_init_tells_what_to_do_next(tmp_path: Path) -> None:
    """In the reader's language."""
    assert "Ensuite : entrez dans le dossier « p »" in run(None, "init", str(tmp_path / "p")).stdout
    assert "Next: enter the folder “q”" in run(None, "--lang", "en", "init", str(tmp_path / "q")).stdout


def test_init_over_something_exits_with_2(project: Path) -> None:
    """Nothing is written."""
    result = run(None, "init", str(project))
    assert (result.exit_code, "n'est pas vide" in result.stderr) == (2, True)


def test_new_files_pass_the_check(project: Path) -> None:
    """A partner, a journey, a contact: no error."""
    for arguments in (
        ["partner", "Hyères"],
        ["journey", "Vélo", "-p", "var"],
        ["contact", "Maison du vélo", "-p", "var"],
    ):
        result = run(project, "new", *arguments)
        assert (result.exit_code, result.stdout.startswith("écrit: partners/"), "Ensuite : " in result.stdout) == (
            0,
            True,
            True,
        )
    assert run(project, "check").exit_code == 0


def test_verified_shows_each_line_it_changes(project: Path) -> None:
    """File, line, contact, old and new date."""
    result = run(project, "verified", "standard-var", "--on", "20/11/2026")
    assert (
        result.stdout
        == "partners/var/contacts/departement.yaml:12: standard-var: verified_on: 02/11/2026 -> 20/11/2026\n"
    )
    assert "verified_on: 20/11/2026" in (project / "partners/var/contacts/departement.yaml").read_text("utf-8")


def test_verified_dry_run_writes_nothing(project: Path) -> None:
    """And says so."""
    assert "rien n'a été écrit" in run(project, "verified", "standard-var", "--dry-run").stdout
    file = "partners/var/contacts/departement.yaml"
    assert (project / file).read_text("utf-8") == FILES[file]


def test_explain_answers_by_place_and_by_path(project: Path) -> None:
    """Both name the same value."""
    place = run(project, "explain", f"{LOGEMENT}:3").stdout
    assert place == run(project, "explain", "var/journey/logement/outcomes/retard-loyer/title").stdout
    assert "remplace : content/journeys/logement.yaml" in place


def test_schema_is_written_where_the_editor_looks(project: Path) -> None:
    """Or where one says."""
    assert run(project, "schema").exit_code == 0
    assert (project / ".vscode/schemas/contact.overlay.json").is_file()
    assert run(None, "schema", "--out", str(project / "s"), "--draft", "2020-12").exit_code == 0
    assert "2020-12" in (project / "s/need.json").read_text("utf-8")


def test_changed_copy_does_not_verify(project: Path) -> None:
    """Each difference on its line, and 1."""
    run(project, "build", "--jobs", "1")
    (project / "build/var/index.html").write_text("x")
    result = run(None, "verify", str(project / "build/var"))
    assert (result.exit_code, result.stdout) == (1, "modifié: index.html\n")


# --- As a real process.


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["check"], 0), (["check", "-p", "zzz"], 2), (["--project", "zzz", "check"], 3), (["--version"], 0)],
)
def test_process_exits_with_the_same_codes(project: Path, arguments: list[str], code: int) -> None:
    """What a script or a CI sees; no progress, no colour, no traceback."""
    done = shell(project, *arguments)
    assert done.returncode == code, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_process_exits_with_1_on_errors(project: Path) -> None:
    """Found from a folder inside the project."""
    done = shell(broken(project) / "partners" / "var", "check")
    assert (done.returncode, "unknown-key" in done.stdout) == (1, True)


def test_reader_that_goes_away_is_no_drama(project: Path) -> None:
    """`commun check | head`: nothing on stderr, no success claimed."""
    command = [sys.executable, "-m", "commun_orientation_ssg", "check", "--format", "json"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 1)


def test_help_imports_nothing_heavy() -> None:
    """What a command needs is imported when it runs."""
    code = "import sys, commun_orientation_ssg.cli as c; c.main(['--help'], standalone_mode=False)"
    program = f"import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); {code}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"pydantic", "jinja2", "markdown", "yaml", "nh3", "asyncio", "json"} & set(done.stderr.split())


# --- What every command owes its users.


def commands() -> list[tuple[str, click.Command]]:
    found = [(name, command) for name, command in main.commands.items()]
    return found + [(f"new {name}", command) for name, command in main.commands["new"].commands.items()]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_flag_has_help(name: str, command: click.Command) -> None:
    """And every command says what it does."""
    assert command.help
    assert [option.name for option in command.params if isinstance(option, click.Option) and not option.help] == []


def test_commands_are_those_promised() -> None:
    """Those of the design that exist today."""
    promised = {"init", "new", "check", "build", "explain", "verified", "schema", "serve", "verify"}
    assert promised <= set(main.commands)


class Screen:
    """A terminal that remembers what it shows."""

    def __init__(self, tty: bool) -> None:
        self.tty, self.text = tty, ""

    def isatty(self) -> bool:
        return self.tty

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


@pytest.mark.parametrize(
    ("tty", "environment", "coloured"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_colour_follows_the_terminal_and_no_color(tty: bool, environment: dict[str, str], coloured: bool) -> None:
    """An empty NO_COLOR counts for nothing, as no-color.org has it."""
    assert terminal.wants_colour(Screen(tty), environment) is coloured  # type: ignore[arg-type]


@pytest.mark.parametrize(("tty", "seconds", "shown"), [(True, 2, True), (True, 0.5, False), (False, 2, False)])
def test_progress_shows_after_a_second_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, tty: bool, seconds: float, shown: bool
) -> None:
    """And wipes its line when it is done."""
    now = 0.0
    monkeypatch.setattr(terminal.time, "monotonic", lambda: now)
    screen = Screen(tty)
    with terminal.Progress(screen) as progress:  # type: ignore[arg-type]
        now = seconds
        progress(1, 2, "var")
    assert (screen.text == "\r\x1b[K[##########          ] 1/2 var\r\x1b[K", screen.text == "") == (shown, not shown)
