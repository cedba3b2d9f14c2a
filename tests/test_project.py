"""The project's folder and settings: flag, then environment, then project file, then default."""

from __future__ import annotations

from pathlib import Path

import pytest

from commun_orientation_ssg.project import ProjectError, find_settings, shipped_folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "partners" / "var").mkdir(parents=True)
    return tmp_path


def test_project_is_found_from_a_folder_inside(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one works in it."""
    monkeypatch.chdir(root / "partners" / "var")
    assert find_settings(None, {}).root == root


def test_named_folder_must_be_the_project(root: Path) -> None:
    """A folder inside it is not, when it is named."""
    with pytest.raises(ProjectError, match="not a project"):
        find_settings(root / "partners" / "var", {})


def test_missing_folder_is_told(root: Path) -> None:
    """By its name."""
    with pytest.raises(ProjectError, match="absent"):
        find_settings(root / "absent", {})


def test_message_is_in_both_languages(root: Path) -> None:
    """French first."""
    with pytest.raises(ProjectError) as problem:
        find_settings(root / "absent", {})
    assert (problem.value.fr, problem.value.en) == ("le dossier « absent » n'existe pas", str(problem.value))


def test_commons_of_the_package_serve_until_the_project_has_its_own(root: Path) -> None:
    """The project's folder wins."""
    assert find_settings(root, {}).content == shipped_folder() / "content"
    (root / "content").mkdir()
    settings = find_settings(root, {})
    assert (settings.content, settings.content_shown) == (root / "content", "content")


def test_themes_of_the_project_come_before_those_of_the_package(root: Path) -> None:
    """Both are looked in."""
    (root / "themes").mkdir()
    assert find_settings(root, {}).themes == (root / "themes", shipped_folder() / "themes")


def test_defaults(root: Path) -> None:
    """What is built when nothing is said."""
    settings = find_settings(root, {})
    assert (settings.out, settings.site_url, settings.theme, settings.lang) == (root / "build", "", "default", "fr")
    assert 1 <= settings.jobs <= 8


def test_flag_wins_over_environment_over_file(root: Path) -> None:
    """Each fills what the one before leaves."""
    (root / "commun.conf").write_text("# remarque\n\nlang = en\ntheme = file\nout = file\n", "utf-8")
    settings = find_settings(root, {"COMMUN_THEME": "environment", "COMMUN_OUT": "environment"}, out="flag", theme=None)
    assert (settings.lang, settings.theme, settings.out) == ("en", "environment", root / "flag")


def test_empty_variable_counts_for_nothing(root: Path) -> None:
    """As a CI that declares it without a value."""
    assert find_settings(root, {"COMMUN_THEME": ""}).theme == "default"


@pytest.mark.parametrize("url", ["https://x.fr/orientation", "https://x.fr/orientation/"])
def test_site_address_ends_with_a_slash(root: Path, url: str) -> None:
    """So that pages can be joined to it."""
    assert find_settings(root, {}, site_url=url).site_url == "https://x.fr/orientation/"


@pytest.mark.parametrize("line", ["langue = fr", "theme default", "= x"])
def test_line_that_cannot_be_read_is_located(root: Path, line: str) -> None:
    """File, line and the words that are known."""
    (root / "commun.conf").write_text(f"lang = fr\n{line}\n", "utf-8")
    with pytest.raises(ProjectError, match=r"commun\.conf:2.*one of out, site_url, theme, lang, jobs"):
        find_settings(root, {})


@pytest.mark.parametrize("jobs", ["-1", "65", "deux"])
def test_number_of_processes_is_bounded(root: Path, jobs: str) -> None:
    """From 0 to 64."""
    with pytest.raises(ProjectError, match="from 0 to 64"):
        find_settings(root, {"COMMUN_JOBS": jobs})


def test_unknown_language_falls_back_to_french(root: Path) -> None:
    """A variable set for another program harms nobody."""
    assert find_settings(root, {"COMMUN_LANG": "de"}).lang == "fr"


@pytest.mark.parametrize(("said", "is_made"), [("oui", True), ("non", False), ("yes", True)])
def test_a_zip_is_made_where_it_is_asked(root: Path, said: str, is_made: bool) -> None:
    """By the environment or the project's file; not by default."""
    assert find_settings(root, {"COMMUN_ZIP": said}).zip is is_made
    assert not find_settings(root, {}).zip
    (root / "commun.conf").write_text(f"zip = {said}\n", "utf-8")
    assert find_settings(root, {}).zip is is_made


def test_a_zip_is_asked_by_yes_or_no(root: Path) -> None:
    """Anything else is told, with what is expected."""
    with pytest.raises(ProjectError, match="yes or no"):
        find_settings(root, {"COMMUN_ZIP": "peut-être"})
