"""A partner's own item, proposed to the commons: what is printed, who gains, what cannot go."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from commun_orientation_ssg import cli
from commun_orientation_ssg.project import Settings
from commun_orientation_ssg.promotion import Proposal, promote, proposal_text
from commun_orientation_ssg.refusal import Refusal
from commun_orientation_ssg.schema import plain
from commun_orientation_ssg.source import read_yaml
from tiny_project import tiny

NEEDS = """\
# Nos besoins.
needs:
  # demandé par la mission locale
  - id: garant
    title: "Je n'ai pas de garant : que faire ?"  # entendu à l'accueil
    official: Visale
    topics: [logement]
    services: [fsl]  # pour l'instant
    words:
      # à compléter
      - caution
      - "garant #1"
    deadline: >
      Avant
      la signature.
    next: logement/situation
  - id: local
    title: Notre guichet
    official: Guichet
    topics: [logement]
    services: [fsl, guichet]
    words:
      - guichet
    next: aide/debut
"""
SERVICES = "services:\n  - id: guichet\n    name: Guichet\n    plain: un guichet\n    level: departement\n    reach: Appelez.\n"
JOURNEY = """\
# Notre parcours.
title: Une aide
start: debut
questions:
  debut:
    ask: Où ?
    answers:
      ici:
        text: Ici
        next: fin
outcomes:
  # l'essentiel
  fin:
    title: Appelez
    text: |
      Appelez.

      # Ceci est un titre.
    contacts: [fsl]
"""
CONTACTS = """\
contacts:
  - id: adil
    name: Agence du logement
    provides: [fsl]
    phone: 01 99 00 00 02
  - id: bureau
    part_of: adil
    name: Bureau
    provides: [fsl]
"""
FILES = {
    "partners/var/needs.yaml": NEEDS,
    "partners/var/services.yaml": SERVICES,
    "partners/var/journeys/aide.yaml": JOURNEY,
    "partners/var/contacts/logement.yaml": CONTACTS,
}


def project(root: Path, files: dict[str, str] | None = None) -> Settings:
    return tiny(root, {**FILES, **(files or {})})


def refusal(settings: Settings, kind: str, id: str) -> str:
    with pytest.raises(Refusal) as refused:
        promote(settings, "var", kind, id)
    assert refused.value.en
    return refused.value.fr


def run(settings: Settings, *args: str) -> Result:
    return CliRunner().invoke(cli.main, ["--project", str(settings.root), "promote", *args])


def read(text: str) -> Any:
    root, findings = read_yaml(text.encode(), "f.yaml")
    assert not findings
    assert root is not None
    return plain(root)


def gains(done: Proposal) -> list[str]:
    return [gain.partner for gain in done.gains if gain.own is None and gain.is_served]


# --- What is proposed.


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_need_is_copied_without_the_partners_remarks(tmp_path: Path, ends: str) -> None:
    """What is noted with `#` is for oneself; a `#` in a text is text."""
    settings = project(tmp_path, {"partners/var/needs.yaml": "\ufeff" + NEEDS.replace("\n", ends)})
    done = promote(settings, "var", "need", "garant")
    assert done.text == (
        "needs:\n"
        "  - id: garant\n"
        '    title: "Je n\'ai pas de garant : que faire ?"\n'
        "    official: Visale\n"
        "    topics: [logement]\n"
        "    services: [fsl]\n"
        "    words:\n"
        "      - caution\n"
        '      - "garant #1"\n'
        "    deadline: >\n"
        "      Avant\n"
        "      la signature.\n"
        "    next: logement/situation\n"
    )


def test_it_says_in_which_file_of_the_commons(tmp_path: Path) -> None:
    """A need goes to its first topic; a journey to a file of its name; a contact to that of its partner."""
    settings = project(tmp_path)
    need, journey, contact = (
        promote(settings, "var", *named) for named in (("need", "garant"), ("journey", "aide"), ("contact", "adil"))
    )
    assert (need.target, need.is_new) == ("content/needs/logement.yaml", False)
    assert (journey.target, journey.is_new) == ("content/journeys/aide.yaml", True)
    assert (contact.target, contact.is_new) == ("content/contacts/var.yaml", True)


def test_a_journey_is_copied_whole(tmp_path: Path) -> None:
    """A line of a long text that starts with `#` stays."""
    text = promote(project(tmp_path), "var", "journey", "aide").text
    assert text == JOURNEY.replace("# Notre parcours.\n", "").replace("  # l'essentiel\n", "")


def test_a_contact_that_does_not_say_where_is_not_shown_to_the_whole_country(tmp_path: Path) -> None:
    """In the commons, no area means everywhere: that of the partner is added."""
    done = promote(project(tmp_path), "var", "contact", "adil")
    assert done.area == "83"
    assert read(done.text)["contacts"][0]["area"] == ["83"]


def test_what_is_proposed_is_good_in_the_commons(tmp_path: Path) -> None:
    """Put there, the partner's own becomes a change that changes nothing."""
    settings = project(tmp_path)
    done = promote(settings, "var", "need", "garant")
    path = settings.root / done.target
    path.write_text(path.read_text("utf-8") + done.text.removeprefix("needs:\n"), "utf-8")
    result = CliRunner().invoke(cli.main, ["--project", str(settings.root), "check", "--partner", "toulon"])
    assert result.exit_code == 0, result.output
    assert "est déjà dans le contenu national" in refusal(settings, "need", "garant")


# --- Who gains.


def test_partners_that_have_no_such_item_gain(tmp_path: Path) -> None:
    """With the services for which somebody answers there."""
    done = promote(project(tmp_path), "var", "need", "garant")
    assert gains(done) == ["toulon"]
    assert done.gains[0].answered == ("fsl",)


def test_a_partner_that_has_one_of_that_id_is_told_apart(tmp_path: Path) -> None:
    """Its own would become a replacement."""
    own = NEEDS.partition("  - id: local")[0]
    done = promote(project(tmp_path, {"partners/toulon/needs.yaml": own}), "var", "need", "garant")
    assert (gains(done), done.gains[0].own and done.gains[0].own.file) == ([], "partners/toulon/needs.yaml")
    assert "deviendrait un remplacement :\n  toulon (partners/toulon/needs.yaml:" in proposal_text(done, "fr")


def test_a_contact_serves_only_who_shares_a_place_with_it(tmp_path: Path) -> None:
    """Hyères is not Toulon."""
    contacts = CONTACTS.replace("    provides: [fsl]\n    phone", "    provides: [fsl]\n    area: [83069]\n    phone")
    done = promote(project(tmp_path, {"partners/var/contacts/logement.yaml": contacts}), "var", "contact", "adil")
    assert (gains(done), done.area) == ([], "")
    assert "le lieu n'est pas le leur : toulon" in proposal_text(done, "fr")


def test_a_partner_in_error_is_named_and_the_others_are_counted(tmp_path: Path) -> None:
    """What it would gain is not known."""
    done = promote(project(tmp_path, {"partners/toulon/needs.yaml": "needs: [\n"}), "var", "need", "garant")
    assert (done.gains, done.unread) == ((), ("toulon",))


# --- What cannot go.


def test_an_unknown_item_comes_with_the_nearest_of_the_partner(tmp_path: Path) -> None:
    """And an unknown partner with the nearest partner."""
    settings = project(tmp_path)
    assert "Vouliez-vous dire « garant » ?" in refusal(settings, "need", "garan")
    assert "Il a : garant, local" in refusal(settings, "need", "xyz")
    with pytest.raises(Refusal, match="“var”"):
        promote(settings, "vars", "need", "garant")


def test_a_mere_change_to_the_commons_is_refused(tmp_path: Path) -> None:
    """The change is to be proposed where the text stands."""
    assert "vous ne faites que le changer" in refusal(project(tmp_path), "journey", "logement")


def test_what_leans_on_local_items_is_refused_with_their_list(tmp_path: Path) -> None:
    """The service and the journey that only this partner has, each with its place."""
    said = refusal(project(tmp_path), "need", "local")
    assert "n'existe que chez vous : guichet (partners/var/needs.yaml:" in said
    assert "aide/debut (partners/var/needs.yaml:" in said
    assert "adil (partners/var/contacts/logement.yaml:7)" in refusal(project(tmp_path), "contact", "bureau")


def test_a_local_condition_and_a_local_step_are_local_items_too(tmp_path: Path) -> None:
    """A journey may lean on a condition, or on a step added to a national journey."""
    journey = JOURNEY.replace("        next: fin", "        when: bord-de-mer\n        next: logement/plage")
    step = "outcomes:\n  plage:\n    title: Allez-y\n    contacts: [fsl]\n"
    files = {
        "partners/var/journeys/aide.yaml": journey,
        "partners/var/journeys/logement.yaml": step,
        "partners/var/conditions.yaml": "conditions:\n  bord-de-mer:\n    when: place.departement in [83]\n",
    }
    said = refusal(project(tmp_path, files), "journey", "aide")
    assert "bord-de-mer (" in said
    assert "logement/plage (" in said


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("kind: person\n    agreement: courrier du 2 mai", "il nomme une personne"),
        ("agreement: courrier du 2 mai", "l'accord d'une personne"),
        ("share: non", "vous ne le partagez pas"),
        ("share: via standard-var", "vous ne le partagez pas"),
        ("corrects: dila-caf-1", "l'annuaire officiel"),
    ],
)
def test_what_a_partner_does_not_say_to_all_is_refused(tmp_path: Path, line: str, why: str) -> None:
    """With the line that says so."""
    contacts = CONTACTS.replace("    phone", f"    {line}\n    phone")
    said = refusal(project(tmp_path, {"partners/var/contacts/logement.yaml": contacts}), "contact", "adil")
    assert said.startswith("partners/var/contacts/logement.yaml:5")
    assert why in said


def test_a_need_without_a_topic_is_refused(tmp_path: Path) -> None:
    """Nobody knows in which file it would go."""
    needs = NEEDS.replace("    topics: [logement]\n", "")
    assert "Ajoutez « topics: »" in refusal(project(tmp_path, {"partners/var/needs.yaml": needs}), "need", "garant")


@pytest.mark.parametrize("line", ["title: [", "nimporte: quoi"])
def test_an_item_in_error_is_mended_first(tmp_path: Path, line: str) -> None:
    """A mistake is not for all."""
    needs = NEEDS.replace("official: Visale", line)
    assert "à corriger d'abord. partners/var/needs.yaml:" in refusal(
        project(tmp_path, {"partners/var/needs.yaml": needs}), "need", "garant"
    )


# --- The command.


def test_the_command_prints_the_yaml_alone_on_the_output(tmp_path: Path) -> None:
    """What is said of it goes beside: `commun promote … > file` holds a file."""
    settings = project(tmp_path)
    result = run(settings, "var", "need", "garant")
    assert result.exit_code == 0, result.output
    assert read(result.stdout)["needs"][0]["id"] == "garant"
    assert "y gagneraient :\n  toulon (Ville de Toulon), un contact pour fsl" in result.stderr


def test_the_command_writes_a_new_file_only(tmp_path: Path) -> None:
    """What is there already is not replaced, and the partner's own files never change."""
    settings = project(tmp_path)
    to = tmp_path / "garant.yaml"
    assert run(settings, "var", "need", "garant", "--to", str(to)).exit_code == 0
    assert read(to.read_text("utf-8"))["needs"][0]["official"] == "Visale"
    assert run(settings, "var", "need", "local", "--to", str(to)).exit_code == 2
    assert run(settings, "var", "need", "garant", "--to", str(to)).exit_code == 2
    assert (settings.root / "partners/var/needs.yaml").read_text("utf-8") == NEEDS
