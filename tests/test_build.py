"""The build as a whole: the partner is the unit of failure, and the same input gives the same bytes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commun_orientation_ssg.build import build
from commun_orientation_ssg.cli import main
from commun_orientation_ssg.write import verify_folder
from tiny_project import FILES, tiny, write_project

BROKEN = {"partners/toulon/branding.yaml": "colours:\n  primary: vert\n  accent: rouge\n"}


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(root), *arguments], catch_exceptions=False)


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file below a folder: mode and bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.stat().st_mode, path.read_bytes()) for path in files}


# --- the partner is the unit of failure -----------------------------------------------------------------------------


def test_an_error_in_one_partner_keeps_its_last_folder_and_the_others_publish(tmp_path: Path) -> None:
    """Exit code 1; Toulon stays as it was, the Var has its new words."""
    write_project(tmp_path)
    assert run(tmp_path, "build").exit_code == 0
    before = tree(tmp_path / "build/toulon")
    partner = (tmp_path / "partners/var/partner.yaml").read_text()
    write_project(tmp_path, {**BROKEN, "partners/var/partner.yaml": partner.replace("short: Var", "short: Le Var")})
    result = run(tmp_path, "build")
    assert result.exit_code == 1
    assert "partners/toulon/branding.yaml:2" in result.stderr
    assert "toulon (son dernier dossier est gardé)" in result.stdout
    assert tree(tmp_path / "build/toulon") == before
    assert b"Le Var" in (tmp_path / "build/var/index.html").read_bytes()
    assert verify_folder(tmp_path / "build") == []


def test_a_partner_kept_or_not_built_stays_on_the_partner_list(tmp_path: Path) -> None:
    """The page above the partners is made of the folders that stand there, whichever are built this time."""
    write_project(tmp_path)
    run(tmp_path, "build")
    listed = (tmp_path / "build/index.html").read_bytes()
    write_project(tmp_path, BROKEN)
    run(tmp_path, "build")
    run(tmp_path, "build", "--partner", "var")
    assert (tmp_path / "build/index.html").read_bytes() == listed
    assert b"toulon/index.html" in listed
    assert b"Ville de Toulon" in listed


def test_an_error_in_a_partner_that_was_never_published_publishes_nothing_for_it(tmp_path: Path) -> None:
    """Not half a folder, not an empty one, no link to it."""
    write_project(tmp_path, BROKEN)
    result = run(tmp_path, "build")
    assert result.exit_code == 1
    assert not (tmp_path / "build/toulon").exists()
    assert (tmp_path / "build/var/index.html").is_file()
    assert b"toulon/" not in (tmp_path / "build/index.html").read_bytes()


def test_on_a_clean_machine_a_partner_in_error_is_taken_from_previous(tmp_path: Path) -> None:
    """CI starts from nothing: `--previous` gives the folder that is online, listed as before."""
    write_project(tmp_path)
    run(tmp_path, "build", "--out", str(tmp_path / "online"))
    write_project(tmp_path, BROKEN)
    result = run(tmp_path, "build", "--previous", str(tmp_path / "online"))
    assert result.exit_code == 1
    assert tree(tmp_path / "build/toulon") == tree(tmp_path / "online/toulon")
    assert (tmp_path / "build/index.html").read_bytes() == (tmp_path / "online/index.html").read_bytes()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("content/journeys/logement.yaml", "title: Mon logement\nstart: nulle-part\n"),
        ("content/services.yaml", "services:\n\t- x\n"),
    ],
)
def test_an_error_in_the_commons_stops_all(tmp_path: Path, file: str, text: str) -> None:
    """Every partner shows the commons: nothing is published, nothing online changes."""
    write_project(tmp_path)
    run(tmp_path, "build")
    before = tree(tmp_path / "build")
    write_project(tmp_path, {file: text})
    result = run(tmp_path, "build")
    assert result.exit_code == 1
    assert file in result.stderr
    assert tree(tmp_path / "build") == before


def test_a_theme_that_is_not_there_is_an_environment_error_and_stops_all(tmp_path: Path) -> None:
    """Exit code 3, in words; nothing is written."""
    write_project(tmp_path)
    result = run(tmp_path, "build", "--theme", "absent")
    assert (result.exit_code, "absent" in result.stderr) == (3, True)
    assert not (tmp_path / "build").exists()


def test_warnings_stop_nothing_unless_asked(tmp_path: Path) -> None:
    """Exit code 0 and every partner published; 1 with `--strict`, published all the same."""
    contact = "contacts:\n  - id: oublie\n    kind: service\n    name: Que rien ne montre\n    phone: 01 99 00 00 02\n"
    write_project(tmp_path, {"partners/var/contacts/oublie.yaml": contact})
    result = run(tmp_path, "build")
    assert "attention[" in result.stderr
    assert result.exit_code == 0
    assert run(tmp_path, "build", "--strict").exit_code == 1
    assert verify_folder(tmp_path / "build") == []


def test_a_partner_removed_from_the_sources_leaves_the_site(tmp_path: Path) -> None:
    """Its folder goes and the list forgets it; a folder that we did not make stays."""
    write_project(tmp_path)
    run(tmp_path, "build")
    (tmp_path / "build/photos").mkdir()
    shutil.rmtree(tmp_path / "partners/toulon")
    result = run(tmp_path, "build")
    assert "retiré : toulon" in result.stdout
    assert not (tmp_path / "build/toulon").exists()
    assert (tmp_path / "build/photos").is_dir()
    assert b"toulon" not in (tmp_path / "build/index.html").read_bytes()


def test_restricting_to_a_partner_removes_no_other(tmp_path: Path) -> None:
    """`--partner` builds less, it does not say that the others are gone."""
    write_project(tmp_path)
    run(tmp_path, "build")
    before = tree(tmp_path / "build")
    assert run(tmp_path, "build", "--partner", "var").exit_code == 0
    assert tree(tmp_path / "build") == before


@pytest.mark.parametrize("out", [".", "partners", "partners/sortie", "content/sortie"])
def test_an_output_among_the_sources_is_refused_in_words(tmp_path: Path, out: str) -> None:
    """Exit code 3, and the sources are as they were."""
    write_project(tmp_path)
    before = tree(tmp_path)
    result = run(tmp_path, "build", "--out", out)
    assert result.exit_code == 3
    assert "--out" in result.stderr
    assert tree(tmp_path) == before


def test_the_sitemap_covers_partners_that_are_not_built_this_time(tmp_path: Path) -> None:
    """Two live partners, one built alone: the other's addresses stay."""
    write_project(tmp_path)
    for name in ("var", "toulon"):
        path = tmp_path / f"partners/{name}/partner.yaml"
        path.write_text(path.read_text().replace("status: demo", "status: live"))
    address = ("--site-url", "https://orientation.example")
    run(tmp_path, "build", *address)
    before = (tmp_path / "build/sitemap.xml").read_text()
    run(tmp_path, "build", "--partner", "var", *address)
    assert (tmp_path / "build/sitemap.xml").read_text() == before
    assert before.count("<loc>https://orientation.example/toulon/") >= 1


# --- the same bytes -------------------------------------------------------------------------------------------------


def _build_elsewhere(root: Path, umask: int, jobs: str, **environment: str) -> dict[str, tuple[int, bytes]]:
    command = [sys.executable, "-m", "commun_orientation_ssg", "build", "--jobs", jobs]
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "SYSTEMROOT", "PYTHONPATH")}
    done = subprocess.run(
        command, cwd=root, env=kept | environment, umask=umask, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return tree(root / "build")


def test_two_builds_elsewhere_are_byte_identical(tmp_path: Path) -> None:
    """Locale, time zone, hash seed, umask, path, number of processes and order of files on the disk change nothing."""
    one = write_project(tmp_path / "ici")
    other = tmp_path / "là bas" / "très loin"
    for name in sorted(tree(one), reverse=True):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(one / name, other / name)
    first = _build_elsewhere(one, 0o022, "1", LC_ALL="C", TZ="UTC", PYTHONHASHSEED="0")
    second = _build_elsewhere(
        other,
        0o077,
        "2",
        LC_ALL="tr_TR.UTF-8",
        LANG="tr_TR.UTF-8",
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="4242",
        PYTHONUTF8="1",
    )
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


def test_a_partner_s_folder_does_not_depend_on_which_others_are_built(tmp_path: Path) -> None:
    """Alone, with all, or after another: the same bytes, hence a cache and a restricted build tell the truth."""
    one, other = write_project(tmp_path / "one"), write_project(tmp_path / "other")
    run(one, "build")
    run(other, "build", "--partner", "toulon")
    assert tree(one / "build/toulon") == tree(other / "build/toulon")


def test_nothing_in_the_output_names_the_machine(tmp_path: Path) -> None:
    """No absolute path, no user, no date of the day."""
    write_project(tmp_path)
    run(tmp_path, "build")
    for path, (_, data) in tree(tmp_path / "build").items():
        assert str(tmp_path).encode() not in data, path


# --- killed ---------------------------------------------------------------------------------------------------------


def test_a_killed_build_frees_the_output_even_with_processes(tmp_path: Path) -> None:
    """SIGKILL of the command alone: its processes end by themselves, and the next build may run at once."""
    root = write_project(tmp_path / "project")
    for number in range(30):
        shutil.copytree(root / "partners/toulon", root / f"partners/ville-{number}")
    command = [sys.executable, "-m", "commun_orientation_ssg", "--project", str(root), "build", "--jobs", "2"]
    builder = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not (root / "build/toulon").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    builder.send_signal(signal.SIGKILL)
    builder.wait()
    report = None
    while report is None:
        try:
            report = build(tiny(root))
        except Exception as problem:
            if "another build" not in str(problem) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
    assert len(report.partners) == 32
    assert verify_folder(root / "build") == []


NATIONAL_SITE = {
    "content/national/partner.yaml": FILES["partners/var/partner.yaml"]
    .replace("Département du Var", "Orientation nationale")
    .replace("level: departement", "level: etat")
    .replace('"83"', "france")
    .replace("standard-var", "allo-national"),
    "content/national/branding.yaml": FILES["partners/var/branding.yaml"],
}


def test_the_commons_alone_are_built_as_the_partner_national(tmp_path: Path) -> None:
    """And the root page sends there whoever lives where no partner is."""
    root = write_project(tmp_path / "project", NATIONAL_SITE)
    result = run(root, "build")
    assert result.exit_code == 0, result.output
    assert (root / "build/national/index.html").is_file()
    page = (root / "build/index.html").read_text("utf-8")
    assert 'href="national/index.html"' in page
    (landings,) = (root / "build/data").glob("landings.*.js")
    assert f'data-landings="data/{landings.name}"' in page
    assert landings.read_text("utf-8").endswith('.landings = {"else":"national","on":{"83":"var","83137":"toulon"}};\n')
    assert verify_folder(root / "build") == []


def test_no_partner_may_be_called_national(tmp_path: Path) -> None:
    """The name is the commons'."""
    root = write_project(tmp_path / "project", NATIONAL_SITE)
    (root / "partners/var").rename(root / "partners/national")
    assert "reserved-name" in run(root, "check").output


def test_without_its_folder_the_commons_are_no_partner(tmp_path: Path) -> None:
    """A commune without partner then lands nowhere."""
    root = write_project(tmp_path / "project")
    run(root, "build")
    assert not (root / "build/national").exists()
    (landings,) = (root / "build/data").glob("landings.*.js")
    assert '"else":""' in landings.read_text("utf-8")
