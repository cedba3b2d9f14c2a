"""First projects and first files: valid from the start, never over what exists, never half-written."""

from __future__ import annotations

import json
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg import scaffold
from commun_orientation_ssg.build import build, check
from commun_orientation_ssg.diagnostics import Severity
from commun_orientation_ssg.place_names import one_line
from commun_orientation_ssg.project import Settings, find_settings
from commun_orientation_ssg.refusal import Refusal
from commun_orientation_ssg.scaffold import new_contact, new_journey, new_partner, new_project
from commun_orientation_ssg.source import Text, read_yaml
from tiny_project import tiny


def worst(settings: Settings) -> list[str]:
    return [f"{item.location} {item.says()}" for item in check(settings) if item.severity is Severity.ERROR]


def partner_file(settings: Settings, id: str) -> dict[str, str]:
    root, findings = read_yaml((settings.partners / id / "partner.yaml").read_bytes(), "f")
    assert root is not None
    assert not findings
    return {key: node.value for key, node in root.entries.items() if isinstance(node, Text)}


# --- A project.


def test_new_project_is_checked_and_built_as_it_is(tmp_path: Path) -> None:
    """No error, no warning, and a site; even under a folder with accents and spaces."""
    folder = tmp_path / "Été à Hyères"
    new_project(folder)
    settings = find_settings(folder, {}, jobs="1")
    assert worst(settings) == []
    report = build(settings)
    assert [item.id for item in report.partners if item.folder] == ["exemple"]
    assert (folder / "build/exemple/index.html").is_file()


def test_new_project_stands_alone(tmp_path: Path) -> None:
    """No content of its own: the commons come with the package."""
    new_project(tmp_path / "p")
    assert find_settings(tmp_path / "p", {}).content_shown == "commun_orientation_ssg/content"
    assert {path.name for path in (tmp_path / "p").iterdir()} >= {
        ".gitignore", ".vscode", "README.md", "netlify.toml", "partners", "requirements.txt",
    }  # fmt: skip


def test_new_project_may_be_told_whose_it_is(tmp_path: Path) -> None:
    """The first partner takes its name, and its territory from that name."""
    new_project(tmp_path / "p", name="Ville de Hyères")
    told = partner_file(find_settings(tmp_path / "p", {}), "ville-de-hyeres")
    assert (told["name"], told["level"], told["territory"]) == ("Ville de Hyères", "commune", "83069")


def test_folder_that_holds_something_is_refused_untouched(tmp_path: Path) -> None:
    """Nothing is written beside what is there."""
    (tmp_path / "note.txt").write_text("x")
    with pytest.raises(Refusal, match="is not empty"):
        new_project(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    """The message says that it is a file."""
    (tmp_path / "p").write_text("x")
    with pytest.raises(Refusal, match="is a file"):
        new_project(tmp_path / "p")


def test_missing_parent_is_refused(tmp_path: Path) -> None:
    """A path typed wrong makes no chain of folders."""
    with pytest.raises(Refusal, match="does not exist"):
        new_project(tmp_path / "a" / "b")


def test_fresh_clone_can_be_filled(tmp_path: Path) -> None:
    """A folder with only `.git` is as good as empty, and stays the same folder."""
    (tmp_path / ".git").mkdir()
    before = tmp_path.stat().st_ino
    new_project(tmp_path)
    assert (tmp_path.stat().st_ino, (tmp_path / ".git").is_dir(), (tmp_path / "partners").is_dir()) == (
        before,
        True,
        True,
    )


@pytest.mark.parametrize("existing", [False, True])
def test_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: bool) -> None:
    """A disk that fills up midway: no folder, no draft; an empty folder stays empty."""
    folder, count = tmp_path / "p", 0
    if existing:
        folder.mkdir()
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == 1 + existing:
            raise OSError(28, "No space left on device", str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space"):
        new_project(folder)
    assert [path.name for path in tmp_path.rglob("*")] == (["p"] if existing else [])


def test_publishing_templates_of_the_package_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the package has them; they win over ours, and their own README stays home."""
    shipped = tmp_path / "shipped"
    (shipped / "ci-templates" / ".github").mkdir(parents=True)
    (shipped / "ci-templates" / ".github" / "site.yml").write_text("on: push\n")
    (shipped / "ci-templates" / "netlify.toml").write_text("# theirs\n")
    (shipped / "ci-templates" / "README.md").write_text("x")
    (shipped / "content").symlink_to(scaffold.shipped_folder() / "content")
    monkeypatch.setattr(scaffold, "shipped_folder", lambda: shipped)
    new_project(tmp_path / "p")
    assert (tmp_path / "p/.github/site.yml").read_text() == "on: push\n"
    assert (tmp_path / "p/netlify.toml").read_text() == "# theirs\n"
    assert (tmp_path / "p/README.md").read_text() != "x"


def test_editor_settings_name_schemas_that_exist(tmp_path: Path) -> None:
    """Each pattern of files has its schema beside the settings."""
    new_project(tmp_path / "p")
    schemas = json.loads((tmp_path / "p/.vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert all((tmp_path / "p" / name).is_file() for name in schemas)


# --- A partner.


@pytest.mark.parametrize(
    ("word", "folder", "level", "territory"),
    [
        ("Hyères", "hyeres", "commune", "83069"),
        ("Ville de Toulon", "ville-de-toulon", "commune", "83137"),
        ("Département du Var", "departement-du-var", "departement", "83"),
        ("Région Île-de-France", "region-ile-de-france", "region", "R11"),
    ],
)
def test_territory_is_guessed_from_the_name(tmp_path: Path, word: str, folder: str, level: str, territory: str) -> None:
    """When one place only has that name."""
    settings = tiny(tmp_path)
    new_partner(settings, word)
    told = partner_file(settings, folder)
    assert (told["level"], told["territory"]) == (level, territory)
    assert worst(settings) == []


def test_name_of_several_places_asks_for_the_code(tmp_path: Path) -> None:
    """Each candidate is shown as one would type it, and that works."""
    settings = tiny(tmp_path)
    with pytest.raises(Refusal, match=r"--territory 93066 \(commune\), --territory 97411"):
        new_partner(settings, "Saint-Denis")
    new_partner(settings, "Saint-Denis", territory="93066")
    assert partner_file(settings, "saint-denis")["territory"] == "93066"


@pytest.mark.parametrize(
    ("level", "code", "written"), [("region", "93", "R93"), ("", "Toulon (83137)", "83137"), ("", "Var", "83")]
)
def test_territory_is_a_code_or_a_name(tmp_path: Path, level: str, code: str, written: str) -> None:
    """As the referent knows it."""
    settings = tiny(tmp_path)
    new_partner(settings, "Mon service", level=level, territory=code)
    assert partner_file(settings, "mon-service")["territory"] == written


def test_unknown_territory_proposes_the_nearest(tmp_path: Path) -> None:
    """And nothing is written."""
    settings = tiny(tmp_path)
    with pytest.raises(Refusal, match="Did you mean “Toulon”"):
        new_partner(settings, "x", territory="Toulonn")
    assert not (settings.partners / "x").exists()


def test_shown_name_may_differ_from_the_folder(tmp_path: Path) -> None:
    """A short folder, a long name, and quotes that YAML needs."""
    settings = tiny(tmp_path)
    new_partner(settings, "hyeres", name='Ville : "Hyères" #1', territory="83069")
    assert partner_file(settings, "hyeres")["name"] == 'Ville : "Hyères" #1'


def test_existing_partner_is_left_alone(tmp_path: Path) -> None:
    """Not one byte of its folder changes."""
    settings = tiny(tmp_path)
    before = {path: path.read_bytes() for path in settings.partners.rglob("*.yaml")}
    with pytest.raises(Refusal, match="exists already"):
        new_partner(settings, "Var")
    assert before == {path: path.read_bytes() for path in settings.partners.rglob("*.yaml")}


@pytest.mark.parametrize(
    ("word", "said"), [("Données", None), ("assets", "reserved"), ("日本", "no file name"), ("../..", "no file name")]
)
def test_name_that_cannot_be_an_address_is_refused(tmp_path: Path, word: str, said: str | None) -> None:
    """Reserved names, and names without a letter; nothing leaves partners/."""
    settings = tiny(tmp_path)
    if said is None:
        new_partner(settings, word, territory="83")
        assert worst(settings) == []
        return
    with pytest.raises(Refusal, match=said):
        new_partner(settings, word, territory="83")


# --- A journey, a contact.


def test_new_journey_is_valid_and_reached_once_its_need_is_pasted(tmp_path: Path) -> None:
    """The need that stands in remarks at the end works as it is."""
    settings = tiny(tmp_path)
    (file,) = new_journey(settings, "L'école : inscription", partner="var").files
    text = (settings.root / file).read_text("utf-8")
    needs = "".join(
        line.removeprefix("# ") for line in text.splitlines(keepends=True)[text[: text.index("# needs:")].count("\n") :]
    )
    (settings.partners / "var" / "needs.yaml").write_text(needs.replace("[papiers]", "[logement]"), "utf-8")
    assert [item.says() for item in check(settings)] == []


def test_journey_of_the_commons_becomes_a_file_of_changes(tmp_path: Path) -> None:
    """It holds the national title, and shows in remarks how to change the rest."""
    settings = tiny(tmp_path)
    (file,) = new_journey(settings, "Logement", partner="toulon").files
    text = (settings.root / file).read_text("utf-8")
    assert ("title: Mon logement" in text, "#     retard-loyer:" in text, worst(settings)) == (True, True, [])


def test_existing_journey_is_left_alone(tmp_path: Path) -> None:
    """The partner's text stays."""
    settings = tiny(tmp_path)
    before = (settings.partners / "var/journeys/logement.yaml").read_bytes()
    with pytest.raises(Refusal, match="exists already"):
        new_journey(settings, "logement", partner="var")
    assert (settings.partners / "var/journeys/logement.yaml").read_bytes() == before


def test_new_contact_is_valid(tmp_path: Path) -> None:
    """Nothing in the way of checking; the folder has no draft left."""
    settings = tiny(tmp_path)
    (file,) = new_contact(settings, "Crèche n° 3 : les « lutins » #bis", partner="toulon").files
    assert file == "partners/toulon/contacts/creche-n-3-les-lutins-bis.yaml"
    assert worst(settings) == []
    assert not list(settings.partners.rglob(".*"))


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("FSL", "content/services.yaml"),
        ("Allô national", "content/contacts/nationaux.yaml"),
        ("mds-toulon", "partners/var/contacts"),
    ],
)
def test_id_that_serves_already_is_refused_with_its_file(tmp_path: Path, word: str, place: str) -> None:
    """Ids are unique across services and contacts."""
    with pytest.raises(Refusal, match=place):
        new_contact(tiny(tmp_path), word, partner="var")


def test_partner_must_be_said_when_there_are_several(tmp_path: Path) -> None:
    """The message lists them."""
    with pytest.raises(Refusal, match="toulon, var"):
        new_contact(tiny(tmp_path), "x")


def test_only_partner_needs_not_be_said(tmp_path: Path) -> None:
    """A project of one partner."""
    new_project(tmp_path / "p")
    (file,) = new_contact(find_settings(tmp_path / "p", {}), "Crèche").files
    assert file == "partners/exemple/contacts/creche.yaml"


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_written_as_a_value_that_reads_back(text: str) -> None:
    """Quotes are added where YAML would take the text for something else."""
    shown = one_line(text)
    root, findings = read_yaml(f"name: {scaffold._yaml(shown)}\n".encode(), "f")
    if not [item for item in findings if item.code == "forbidden-character"]:
        assert root is not None
        assert [item for item in findings if item.code != "broken-accents"] == []  # "Ã¡" reads back, and is told
        name = root.entries["name"]
        assert isinstance(name, Text)
        assert name.value == shown


def test_every_starter_is_used_and_complete() -> None:
    """No starter is forgotten, and each names only values that it is given."""
    files = sorted(
        path.relative_to(scaffold.STARTERS).as_posix() for path in scaffold.STARTERS.rglob("*") if path.is_file()
    )
    assert files == [
        "contact.yaml", "journey.yaml", "journey_overlay.yaml", "partner/branding.yaml", "partner/entries.yaml",
        "partner/partner.yaml", "project/README.md", "project/gitignore", "project/netlify.toml",
        "project/requirements.txt",
    ]  # fmt: skip
    assert all(string.Template((scaffold.STARTERS / name).read_text("utf-8")).is_valid() for name in files)


@pytest.mark.parametrize(
    ("territory", "level"),
    [
        ("france", "etat"),
        ("248300543", "intercommunalite"),
        ("83", "departement"),
        ("R93", "region"),
        ("83137", "commune"),
    ],
)
def test_level_is_that_of_the_territory(tmp_path: Path, territory: str, level: str) -> None:
    """When nobody says it."""
    settings = tiny(tmp_path)
    new_partner(settings, "x", territory=territory)
    assert partner_file(settings, "x")["level"] == level
