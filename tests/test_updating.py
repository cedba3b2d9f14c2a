"""The commons move under what a partner replaced: it is seen, compared, chosen, and written without harm."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commun_orientation_ssg import cli, drafts, terminal
from commun_orientation_ssg.build import check
from commun_orientation_ssg.diagnostics import Diagnostic
from commun_orientation_ssg.drift import Stale
from commun_orientation_ssg.project import Settings
from commun_orientation_ssg.refusal import Refusal
from commun_orientation_ssg.updating import Choice, Decide, Updated, compared, update_overlay
from tiny_project import tiny

JOURNEY = "partners/var/journeys/logement.yaml"
NEEDS = "partners/var/needs.yaml"
RECORDS = "partners/var/replaced.yaml"
COMMONS = "content/journeys/logement.yaml"
TITLE = "journey/logement/outcomes/retard-loyer/title"
TAKE: Decide = lambda stale: Choice("take")  # noqa: E731
KEEP: Decide = lambda stale: Choice("keep")  # noqa: E731
OURS = """\
# Nos textes.
questions:
  situation:
    answers:
      payer:
        # relu en mai
        text: Je ne peux plus payer
outcomes:
  retard-loyer:
    title: "Dans le Var : appelez"  # le Département
    steps:
      - Appelez.
      # le plus tôt possible
      - Attendez.

    tell: |
      Bonjour.

      Je cherche un conseil.

  conseil:
    contacts:
      add: [standard-var]
"""


def project(root: Path, ours: str = OURS, **files: str) -> Settings:
    """Write the project; the département replaces texts in its journey, and has noted what the commons say."""
    settings = tiny(root, {JOURNEY: ours, **files})
    update_overlay(settings, "var")
    return settings


def move(settings: Settings, *pairs: tuple[str, str], file: str = COMMONS) -> None:
    """Change texts of the commons."""
    path = settings.root / file
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


MOVED = ("Demandez une aide pour votre loyer", "Demandez de l'aide avant l'huissier")
ANSWER = ("Je n'arrive plus à payer", "Le loyer est trop cher")
STEPS = ("      - Réunissez vos quittances.\n", "")


def ours(settings: Settings, file: str = JOURNEY) -> str:
    return (settings.root / file).read_bytes().decode()


def moved_at(done: Updated) -> list[str]:
    return [stale.replacement.at for stale, _ in done.decided]


def drift_of(settings: Settings) -> list[Diagnostic]:
    return [item for item in check(settings, ["var"]) if item.code in ("stale-replacement", "damaged-record")]


def run(settings: Settings, *args: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.main, ["--project", str(settings.root), *args], input=typed)


# --- What is noted.


def test_the_first_run_notes_what_the_commons_say(tmp_path: Path) -> None:
    """Each text or whole list that is replaced, by its path; not what is edited with `add:`."""
    settings = tiny(tmp_path, {JOURNEY: OURS})
    done = update_overlay(settings, "var")
    assert done.noted == (
        "journey/logement/outcomes/retard-loyer/steps", TITLE, "journey/logement/questions/situation/answers/payer/text",
    )  # fmt: skip
    text = ours(settings, RECORDS)
    assert f'  - at: {TITLE}\n    hash: "' in text
    assert '    said: "Demandez une aide pour votre loyer"\n' in text
    assert "    said: |-\n      - Réunissez vos quittances.\n      - Appelez le service.\n" in text


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    """Same facts, same bytes."""
    settings = project(tmp_path)
    before = ours(settings, RECORDS)
    done = update_overlay(settings, "var")
    assert (done.decided, done.noted, ours(settings, RECORDS)) == ((), (), before)


def test_a_value_that_says_what_the_commons_say_is_no_replacement(tmp_path: Path) -> None:
    """Nothing to compare."""
    settings = project(tmp_path, "outcomes:\n  retard-loyer:\n    title: Demandez une aide pour votre loyer\n")
    assert not (settings.root / RECORDS).exists()


def test_what_is_replaced_no_more_is_forgotten_and_the_file_with_it(tmp_path: Path) -> None:
    """The partner removed its texts by hand."""
    settings = project(tmp_path)
    (settings.root / JOURNEY).unlink()
    assert len(update_overlay(settings, "var").dropped) == 3
    assert not (settings.root / RECORDS).exists()


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    """Neither the partner's files nor what is noted."""
    settings = tiny(tmp_path, {JOURNEY: OURS})
    assert update_overlay(settings, "var", write=False).noted
    assert not (settings.root / RECORDS).exists()
    project(tmp_path)
    before = ours(settings, RECORDS)
    move(settings, MOVED)
    assert moved_at(update_overlay(settings, "var", TAKE, write=False)) == [TITLE]
    assert (ours(settings), ours(settings, RECORDS)) == (OURS, before)


# --- Check.


def test_check_warns_at_the_replacement_and_names_the_command(tmp_path: Path) -> None:
    """In both languages, where the partner can act, with what was said and what is."""
    settings = project(tmp_path)
    assert drift_of(settings) == []
    move(settings, MOVED)
    (finding,) = drift_of(settings)
    assert (finding.code, finding.location.file, finding.location.line) == ("stale-replacement", JOURNEY, 10)
    assert finding.help is not None
    for lang, then in (("fr", "il disait « Demandez une aide pour"), ("en", "it said “Demandez une aide pour")):
        assert TITLE in finding.says(lang)
        assert finding.help.text(lang, dict(finding.fields)).endswith("commun update-overlay var")
        assert finding.notes[0].text.text(lang, {}).startswith(then)
    assert (now := finding.notes[1].location) is not None
    assert now.file == COMMONS


def test_check_is_silent_without_a_record(tmp_path: Path) -> None:
    """A partner that never noted anything is a partner like the others."""
    settings = tiny(tmp_path, {JOURNEY: OURS})
    move(settings, MOVED)
    assert drift_of(settings) == []


def test_check_is_silent_when_spaces_moved_or_both_say_the_same_now(tmp_path: Path) -> None:
    """The commons took the partner's words: nothing to choose."""
    settings = project(tmp_path)
    move(settings, ("Je n'arrive plus à payer", '"Je n\'arrive plus à payer  "'), (MOVED[0], '"Dans le Var : appelez"'))
    assert drift_of(settings) == []


def test_check_warns_when_the_commons_say_nothing_there_any_more(tmp_path: Path) -> None:
    """What replaced a text now adds one."""
    settings = project(tmp_path, "outcomes:\n  conseil:\n    tell: À nous.\n")
    move(settings, ("    tell: Je cherche un conseil.\n", ""))
    (finding,) = drift_of(settings)
    assert "il ne dit plus rien ici" in finding.notes[1].text.fr
    done = update_overlay(settings, "var", KEEP)
    assert moved_at(done) == ["journey/logement/outcomes/conseil/tell"]
    assert drift_of(settings) == []


def test_what_is_shown_of_a_long_text_holds_what_changed(tmp_path: Path) -> None:
    """Two long texts that start alike are cut before they differ."""
    same = "mot " * 60
    settings = tiny(tmp_path, {JOURNEY: "outcomes:\n  conseil:\n    tell: À nous.\n"})
    move(settings, ("Je cherche un conseil.", f"{same}avant."))
    update_overlay(settings, "var")
    move(settings, ("avant.", "après."))
    (finding,) = drift_of(settings)
    shown = [note.text.fr.partition("« …")[2] for note in finding.notes]
    assert shown == ["mot " * 8 + "avant. »", "mot " * 8 + "après. »"]


def test_braces_in_a_text_are_shown_as_they_are(tmp_path: Path) -> None:
    """A text is no format."""
    settings = project(tmp_path)
    move(settings, (MOVED[0], "Dites {oui} ou {"))
    assert drift_of(settings)[0].notes[1].text.text("fr", {}) == "il dit maintenant « Dites {oui} ou { »"


# --- Keep, take, edit.


def test_keeping_changes_only_what_is_noted(tmp_path: Path) -> None:
    """The partner's text stays, and is fine until the commons move again."""
    settings = project(tmp_path)
    move(settings, MOVED, ANSWER)
    assert len(update_overlay(settings, "var", KEEP).decided) == 2
    assert ours(settings) == OURS
    assert update_overlay(settings, "var").decided == ()


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_taking_deletes_the_value_and_no_other_byte(tmp_path: Path, ends: str, mark: str) -> None:
    """Inside nested answers, what would be left empty goes too; remarks, line ends and marks stay."""
    settings = project(tmp_path, mark + OURS.replace("\n", ends))
    move(settings, MOVED, ANSWER, STEPS)
    assert len(update_overlay(settings, "var", TAKE).decided) == 3
    left = (
        "# Nos textes.\n        # relu en mai\noutcomes:\n  retard-loyer:\n\n"
        + OURS[OURS.index("    tell: |") :]
    )  # fmt: skip
    assert ours(settings) == mark + left.replace("\n", ends)
    assert drift_of(settings) == []


def test_taking_the_last_value_of_an_item_takes_the_item(tmp_path: Path) -> None:
    """An item that would hold only its id says nothing."""
    settings = project(tmp_path, OURS, **{NEEDS: "needs:\n  - title: Mon loyer\n    id: impaye-loyer\n"})
    move(
        settings, ("Je n'arrive plus à payer mon loyer", "Mon loyer est en retard"), file="content/needs/logement.yaml"
    )
    assert moved_at(update_overlay(settings, "var", TAKE)) == ["need/impaye-loyer/title"]
    assert not (settings.root / NEEDS).exists()


def test_taking_the_first_key_of_an_item_lets_the_next_take_its_place(tmp_path: Path) -> None:
    """The dash stays with the item."""
    text = "needs:\n  - title: Mon loyer\n    id: impaye-loyer\n    official: Le fonds\n"
    settings = project(tmp_path, OURS, **{NEEDS: text})
    move(
        settings, ("Je n'arrive plus à payer mon loyer", "Mon loyer est en retard"), file="content/needs/logement.yaml"
    )
    update_overlay(settings, "var", TAKE)
    assert ours(settings, NEEDS) == text.replace("title: Mon loyer\n    ", "")


def test_editing_writes_the_new_text_in_the_place_of_the_old(tmp_path: Path) -> None:
    """A text keeps its quotes and its remark; a list, a long text stand on their own lines."""
    settings = project(tmp_path)
    move(settings, MOVED, ANSWER, STEPS)
    said: dict[str, str | tuple[str, ...]] = {
        "title": 'Dites "oui" : appelez', "text": "Une ligne\n\n- et une autre", "steps": ("Lisez.", "Lisez : tout.")
    }  # fmt: skip
    update_overlay(settings, "var", lambda stale: Choice("edit", said[stale.replacement.path[-1]]))
    wanted = (
        OURS.replace('"Dans le Var : appelez"', '"Dites \\"oui\\" : appelez"')
        .replace("text: Je ne peux plus payer", "text: |-\n          Une ligne\n\n          - et une autre")
        .replace("- Appelez.\n      # le plus tôt possible\n      - Attendez.", '- Lisez.\n      - "Lisez : tout."')
    )
    assert ours(settings) == wanted
    assert drift_of(settings) == []


def test_a_new_text_that_is_refused_leaves_everything(tmp_path: Path) -> None:
    """What is typed must be as good as what is written."""
    settings = project(tmp_path)
    before = ours(settings, RECORDS)
    move(settings, MOVED)
    with pytest.raises(Refusal, match="Nothing was written"):
        update_overlay(settings, "var", lambda stale: Choice("edit", "a" * 400))
    assert (ours(settings), ours(settings, RECORDS)) == (OURS, before)


def test_what_is_left_for_another_day_stays_to_choose(tmp_path: Path) -> None:
    """The others are written."""
    settings = project(tmp_path)
    move(settings, MOVED, ANSWER)
    done = update_overlay(settings, "var", lambda s: None if s.replacement.at == TITLE else Choice("keep"))
    assert done.left == 1
    assert moved_at(update_overlay(settings, "var")) == [TITLE]


# --- Harm.


def touch(settings: Settings, file: str) -> Decide:
    """Return a decision that takes so long that `file` changes meanwhile."""

    def decide(stale: Stale) -> Choice:
        (settings.root / file).write_bytes((settings.root / file).read_bytes() + b"# un collegue\n")
        return Choice("take")

    return decide


@pytest.mark.parametrize("file", [JOURNEY, RECORDS])
def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path, file: str) -> None:
    """Somebody saved while the question was asked: nothing is written, in either file."""
    settings = project(tmp_path)
    move(settings, MOVED)
    before = {name: ours(settings, name) + ("# un collegue\n" if name == file else "") for name in (JOURNEY, RECORDS)}
    with pytest.raises(Refusal, match="changed meanwhile"):
        update_overlay(settings, "var", touch(settings, file))
    assert {name: ours(settings, name) for name in before} == before


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fails at the second file: the first is taken back, and no draft stays."""
    settings = project(tmp_path)
    before = ours(settings, RECORDS)
    move(settings, MOVED)
    put: Callable[[Path, Path, bytes | None], None] = drafts._put

    def fail(draft: Path, path: Path, data: bytes | None) -> None:
        if path.name == "replaced.yaml":
            raise OSError(28, os.strerror(28), str(path))
        put(draft, path, data)

    monkeypatch.setattr(drafts, "_put", fail)
    with pytest.raises(OSError, match="No space"):
        update_overlay(settings, "var", TAKE)
    assert (ours(settings), ours(settings, RECORDS)) == (OURS, before)
    assert not list(settings.root.rglob("*.new"))


def test_an_unknown_partner_is_refused_with_the_nearest(tmp_path: Path) -> None:
    """And so is the commons' own site."""
    result = run(tiny(tmp_path), "update-overlay", "vars")
    assert (result.exit_code, "« var »" in result.output) == (2, True)


def test_a_partner_in_error_is_mended_first(tmp_path: Path) -> None:
    """One does not choose on a file that cannot be read."""
    settings = tiny(tmp_path, {JOURNEY: "outcomes:\n  retard-loyer:\n    title: a: b\n"})
    result = run(settings, "update-overlay", "var")
    assert (result.exit_code, f"{JOURNEY}:3" in result.output) == (2, True)


@pytest.mark.parametrize(
    "text",
    ["replaced:\n", "replaced:\n  - at: a\n", "replaced:\n  - a: b: c\n", "autre: x\n", "[", "replaced: {a: b}\n"],
)
def test_a_broken_record_file_is_told_and_may_be_deleted(tmp_path: Path, text: str) -> None:
    """`check` locates the mistake, and the command says the way out; it writes nothing."""
    settings = tiny(tmp_path, {JOURNEY: OURS, RECORDS: text})
    assert any(item.location.file == RECORDS for item in check(settings, ["var"]))
    result = run(settings, "update-overlay", "var", "--keep")
    assert (result.exit_code, "supprimez ce fichier" in result.output) == (2, True)
    assert ours(settings, RECORDS) == text


def test_a_noted_text_changed_by_hand_is_told_and_written_again(tmp_path: Path) -> None:
    """Its hash still says whether the commons moved: no false alarm, and the next run mends the text."""
    settings = project(tmp_path)
    good = ours(settings, RECORDS)
    (settings.root / RECORDS).write_text(good.replace("Demandez une aide pour votre loyer", "Autre chose"), "utf-8")
    (finding,) = drift_of(settings)
    assert (finding.code, finding.location.file) == ("damaged-record", RECORDS)
    assert update_overlay(settings, "var").decided == ()
    assert ours(settings, RECORDS) == good


def test_a_hash_changed_by_hand_only_asks_once_more(tmp_path: Path) -> None:
    """What was said then is not known for sure, and the comparison says so."""
    settings = project(tmp_path)
    text = ours(settings, RECORDS)
    start = text.index('hash: "', text.index(TITLE))
    (settings.root / RECORDS).write_text(text[:start] + 'hash: "0"' + text[text.index("\n", start) :], "utf-8")
    ((stale, _),) = update_overlay(settings, "var").decided
    assert "changé à la main" in compared(stale, "fr")
    update_overlay(settings, "var", KEEP)
    assert ours(settings, RECORDS) == text


# --- The command.


def test_without_a_terminal_it_lists_and_exits_1(tmp_path: Path) -> None:
    """What the commons said, what they say, what the partner says; nothing is written."""
    settings = project(tmp_path)
    before = ours(settings, RECORDS)
    move(settings, MOVED)
    result = run(settings, "update-overlay", "var")
    assert result.exit_code == 1
    assert result.output.startswith(
        f"{JOURNEY}:10: {TITLE}\n"
        "  le contenu national disait :\n    Demandez une aide pour votre loyer\n"
        "  il dit maintenant :\n    Demandez de l'aide avant l'huissier\n"
        "  vous dites :\n    Dans le Var : appelez\n"
    )
    assert (ours(settings), ours(settings, RECORDS)) == (OURS, before)


def test_the_flags_answer_for_all(tmp_path: Path) -> None:
    """`--keep` or `--take`, never both."""
    settings = project(tmp_path)
    move(settings, MOVED, ANSWER)
    assert run(settings, "update-overlay", "var", "--keep", "--take").exit_code == 2
    assert run(settings, "update-overlay", "var", "--keep").exit_code == 0
    assert run(settings, "update-overlay", "var").output == "var : aucun texte national n'a changé sous les vôtres\n"


def test_on_a_terminal_each_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first letter is enough; a wrong answer is asked again; a list is typed line by line."""
    monkeypatch.setattr(terminal, "is_answered", lambda: True)
    settings = project(tmp_path)
    move(settings, MOVED, ANSWER, STEPS)
    result = run(settings, "update-overlay", "var", typed="quoi\ng\np\nmodifier\nLisez.\n\nSignez.\n.\n")
    assert result.exit_code == 0, result.output
    assert "Répondez par l'un de : garder, prendre, modifier, attendre" in result.output
    assert "text: Je ne peux plus payer" in ours(settings)
    assert "title:" not in ours(settings)
    assert "    steps:\n      - Lisez.\n      - Signez.\n\n    tell:" in ours(settings)


def test_leaving_in_the_middle_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers given before are not kept by halves."""
    monkeypatch.setattr(terminal, "is_answered", lambda: True)
    settings = project(tmp_path)
    move(settings, MOVED, ANSWER)
    assert run(settings, "update-overlay", "var", typed="p\n").exit_code == 130
    assert ours(settings) == OURS


def test_a_list_of_groups_is_edited_in_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A telephone is no text to type again: the place is told, and the choice asked again."""
    monkeypatch.setattr(terminal, "is_answered", lambda: True)
    contact = "contacts:\n  - id: allo-national\n    phone:\n      - number: 01 99 00 00 01\n"
    settings = project(tmp_path, OURS, **{"partners/var/contacts/national.yaml": contact})
    move(settings, ('"3939"', '"3940"'), file="content/contacts/nationaux.yaml")
    result = run(settings, "update-overlay", "var", typed="m\nattendre\n")
    assert "se modifie dans le fichier : partners/var/contacts/national.yaml:3" in result.output
    assert result.exit_code == 1
