"""Where a value comes from, by path or by place, in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commun_orientation_ssg.explain import explain
from commun_orientation_ssg.explained import as_text
from commun_orientation_ssg.project import Settings, find_settings
from commun_orientation_ssg.refusal import Refusal
from commun_orientation_ssg.scaffold import new_project
from tiny_project import FILES, tiny

HEAD = re.compile(r"\s*(#.*)?|(topics|services|contacts|lines|needs):")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return tiny(tmp_path_factory.mktemp("projet"))


def line_of(file: str, text: str) -> int:
    return next(number for number, line in enumerate(FILES[file].splitlines(), 1) if text in line)


def test_replaced_value_names_both_places(settings: Settings) -> None:
    """The partner's text, where it stands, and what the commons say there."""
    found = explain(settings, "var/journey/logement/outcomes/retard-loyer/title")
    assert as_text(found).splitlines()[1:] == [
        "  valeur : Dans le Var, appelez le Département",
        "  vient de : partners/var/journeys/logement.yaml:3 (partenaire var)",
        "  remplace : content/journeys/logement.yaml:15 (contenu national) « Demandez une aide pour votre loyer »",
    ]


def test_untouched_value_comes_from_the_commons(settings: Settings) -> None:
    """The partner shows it, the commons wrote it."""
    found = explain(settings, "var/journey/logement/questions/situation/ask")
    assert (found.value, found.layer, str(found.location)) == (
        "Que se passe-t-il ?",
        "content",
        "content/journeys/logement.yaml:5:5",
    )
    assert found.below is None


def test_hidden_step_tells_who_hides_it_and_why(settings: Settings) -> None:
    """With the national text that is no longer shown."""
    found = explain(settings, "var/journey/logement/outcomes/conseil/title")
    assert as_text(found).splitlines()[1:] == [
        "  masqué par : partners/var/journeys/logement.yaml:5",
        "  raison : Le Département répond à tout.",
        "  valeur nationale : content/journeys/logement.yaml:21 (contenu national) « Demandez conseil »",
    ]


def test_answer_to_a_hidden_step_is_told_as_gone(settings: Settings) -> None:
    """Hiding a target hides the answers to it."""
    text = as_text(explain(settings, "var/journey/logement/questions/situation/answers/autre/text"))
    assert "cette réponse n'est pas montrée" in text


def test_desk_of_a_team_is_told_as_inherited(settings: Settings) -> None:
    """`part_of` lends the address; the place is that of the body above."""
    found = explain(settings, "var/contact/mds-toulon/desk/address")
    assert (found.inherited_from, found.value) == ("standard-var", "390 avenue des Lices, 83000 Toulon")
    assert found.location.line == line_of("partners/var/contacts/departement.yaml", "390 avenue")


def test_phone_written_bare_answers_to_its_long_name(settings: Settings) -> None:
    """`phone: 04…` is short for `phone:` with a `number:`."""
    assert explain(settings, "var/contact/standard-var/phone/number").value == "04 83 95 00 00"


def test_item_of_a_plain_list_is_counted_from_one(settings: Settings) -> None:
    """As people count."""
    assert explain(settings, "var/journey/logement/outcomes/retard-loyer/steps/2").value == "Appelez le service."


def test_group_tells_how_many_values_each_layer_wrote(settings: Settings) -> None:
    """A whole outcome is national but for its title."""
    found = explain(settings, "var/journey/logement/outcomes/retard-loyer")
    assert found.counts == (("content", 3), ("var", 1))


def test_place_in_a_partner_gives_the_value_at_that_line(settings: Settings) -> None:
    """The path is told, so that it can be asked again."""
    assert (
        explain(settings, "partners/var/journeys/logement.yaml:3").path
        == "var/journey/logement/outcomes/retard-loyer/title"
    )


def test_place_with_a_column_is_understood(settings: Settings) -> None:
    """The place of a finding can be pasted whole."""
    assert explain(settings, "partners/var/partner.yaml:1:1").path == "var/partner/name"


def test_place_in_the_commons_tells_what_each_partner_does_with_it(settings: Settings) -> None:
    """One replaces it, the other takes it as it is."""
    text = as_text(
        explain(
            settings, f"content/journeys/logement.yaml:{line_of('content/journeys/logement.yaml', 'Demandez une aide')}"
        )
    )
    assert "  remplacé par : var, partners/var/journeys/logement.yaml:3\n  repris tel quel par : toulon" in text


def test_place_in_the_commons_tells_who_hides_it(settings: Settings) -> None:
    """With the reason that is published."""
    text = as_text(explain(settings, "content/journey/logement/outcomes/conseil/title"))
    assert "  masqué par : var, partners/var/journeys/logement.yaml:5 (Le Département répond à tout.)" in text


def test_every_line_of_the_project_is_explained(settings: Settings) -> None:
    """A line that holds a value (not a blank, a remark or `contacts:`) has a path that leads back to the same value."""
    for file, text in FILES.items():
        for number, line in enumerate(text.splitlines(), 1):
            if file.endswith(".yaml") and not HEAD.fullmatch(line):
                found = explain(settings, f"{file}:{number}")
                assert explain(settings, found.path).value == found.value


def test_edited_list_is_explained_as_the_list(tmp_path: Path) -> None:
    """`add:` steers the merge; what people see is the list."""
    over = "outcomes:\n  retard-loyer:\n    contacts:\n      add: [mds-toulon]\n"
    settings = tiny(tmp_path, {"partners/var/journeys/logement.yaml": over})
    found = explain(settings, "partners/var/journeys/logement.yaml:4")
    assert (found.path.endswith("/contacts"), found.value) == (True, "fsl, mds-toulon")
    assert found.counts == (("content", 1), ("var", 1))


def test_file_may_be_named_from_the_folder_one_stands_in(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a shell completes it."""
    monkeypatch.chdir(settings.partners / "var")
    assert explain(settings, "partner.yaml:4").value == "83"


def test_commons_of_the_package_are_named_as_findings_name_them(tmp_path: Path) -> None:
    """The place of a finding can be pasted; so can the short form."""
    new_project(tmp_path / "p")
    settings = find_settings(tmp_path / "p", {})
    topics = (settings.content / "topics.yaml").read_text("utf-8").splitlines()
    place = f"content/topics.yaml:{topics.index('  - id: logement') + 1}"
    shown = explain(settings, f"commun_orientation_ssg/{place}")
    assert (shown, shown.uses[0].partner) == (explain(settings, place), "exemple")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("va/partner/name", "« var »"),
        ("var/jurney/logement", "« journey »"),
        ("var/journey/logment/title", "« logement »"),
        ("var/journey/logement/outcomes/retard-loyer/titre", "« title »"),
        ("var/contact/zzz", "Par exemple : allo-national, mds-toulon, standard-var"),
        ("var/alert/greve", "n'a rien de la sorte « alert »"),
        ("var", "partenaire/sorte/identifiant"),
        ("", "Il y a : content, toulon, var"),
        ("var/partner/name/short", "un texte, sans rien dessous"),
        ("partners/var/partnr.yaml:3", "« partners/var/partner.yaml »"),
        ("partners/var/partner.yaml:99", "rien n'est écrit en partners/var/partner.yaml:99"),
    ],
)
def test_unknown_path_proposes_what_is_near(settings: Settings, asked: str, said: str) -> None:
    """Each wrong step has its own message."""
    with pytest.raises(Refusal) as refusal:
        explain(settings, asked)
    assert said in refusal.value.fr


def test_loop_of_part_of_ends(tmp_path: Path) -> None:
    """A contact that is part of itself lends nothing, and the search stops."""
    loop = "contacts:\n  - id: a\n    part_of: b\n    name: A\n  - id: b\n    part_of: a\n    name: B\n"
    settings = tiny(tmp_path, {"partners/var/contacts/loop.yaml": loop})
    with pytest.raises(Refusal, match="“desk” is not in"):
        explain(settings, "var/contact/a/desk")


def test_english_says_the_same(settings: Settings) -> None:
    """Both languages have a word for each label."""
    french = as_text(explain(settings, "var/contact/mds-toulon/desk/address"))
    english = as_text(explain(settings, "var/contact/mds-toulon/desk/address"), "en")
    assert (len(french.splitlines()), "inherited from: standard-var" in english) == (len(english.splitlines()), True)


def test_commons_answer_to_both_their_names(settings: Settings) -> None:
    """The word of the design, and the name of the folder."""
    assert explain(settings, "commons/service/fsl/name") == explain(settings, "content/service/fsl/name")


def test_unknown_value_of_the_commons_is_refused(settings: Settings) -> None:
    """With what there is instead."""
    with pytest.raises(Refusal, match="Did you mean “plain”"):
        explain(settings, "content/service/fsl/plan")


def test_group_is_told_in_words(settings: Settings) -> None:
    """How many values, and whose."""
    text = as_text(explain(settings, "var/journey/logement/outcomes/retard-loyer"))
    assert "  contient : 4 valeur(s) : 3 contenu national, 1 partenaire var" in text


def test_file_that_the_project_does_not_read_is_refused(tmp_path: Path) -> None:
    """A name that is not one of the kinds."""
    settings = tiny(tmp_path, {"partners/var/divers.yaml": "a: b\n"})
    with pytest.raises(Refusal, match="is not a file that the project reads"):
        explain(settings, "partners/var/divers.yaml:1")


def test_missing_body_lends_nothing(tmp_path: Path) -> None:
    """`part_of` names nobody: the value is told as absent."""
    settings = tiny(tmp_path, {"partners/var/contacts/z.yaml": "contacts:\n  - id: z\n    part_of: zz\n    name: Z\n"})
    with pytest.raises(Refusal, match="“owner” is not in var/contact/z"):
        explain(settings, "var/contact/z/owner")


def test_answer_that_leads_elsewhere_is_not_lost(settings: Settings) -> None:
    """Only a hidden step takes its answers away."""
    assert explain(settings, "var/journey/logement/questions/situation/answers/payer/text").lost_target is None
