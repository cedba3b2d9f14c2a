"""The date of verification, set in place: nothing else changes, all files or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as with_settings
from hypothesis import strategies as st

from commun_orientation_ssg import editing
from commun_orientation_ssg.drafts import replace_files
from commun_orientation_ssg.editing import Redated, day_of, redate, set_verified
from commun_orientation_ssg.project import Settings
from commun_orientation_ssg.refusal import Refusal
from commun_orientation_ssg.source import Listing, Mapping, Node, Text, read_yaml
from tiny_project import FILES, tiny

ROOT = Path(__file__).resolve().parent.parent
REAL = sorted(ROOT.glob("partners/*/contacts/*.yaml"))
DAY = date(2026, 11, 20)
FILE = "partners/var/contacts/departement.yaml"
SMALL = "contacts:\n  - id: a\n    name: A\n    phone: 3939\n"


def dated(text: str, contact: str = "a") -> str:
    data, _ = set_verified(text.encode(), [contact], DAY, "f.yaml")
    return data.decode()


def bare(node: Node) -> object:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [bare(item) for item in node.items]
    return {key: bare(value) for key, value in node.entries.items()}


def contacts_of(data: bytes) -> list[dict[str, object]]:
    root, findings = read_yaml(data, "f.yaml")
    assert isinstance(root, Mapping)
    assert not findings
    return bare(root)["contacts"]  # type: ignore[index,no-any-return]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return tiny(tmp_path)


def test_existing_date_is_replaced_and_nothing_else(settings: Settings) -> None:
    """Every other byte of the file stays."""
    redate(settings, ["standard-var"], DAY)
    assert (settings.root / FILE).read_text("utf-8") == FILES[FILE].replace("02/11/2026", "20/11/2026")


def test_missing_date_is_added_at_the_depth_of_the_contact() -> None:
    """The new line stands below a value of the contact, aligned with its keys."""
    assert dated(SMALL) == SMALL + "    verified_on: 20/11/2026\n"


def test_line_ends_and_byte_order_mark_are_kept() -> None:
    """A file written by Windows stays a file written by Windows."""
    windows = "\ufeff" + SMALL.replace("\n", "\r\n")
    assert dated(windows) == windows + "    verified_on: 20/11/2026\r\n"


def test_mark_before_the_first_line_does_not_shift_the_date() -> None:
    """The byte order mark counts for nothing in columns."""
    text = "\ufeffcontacts: \n- id: a\n  verified_on: 1/1/2020\n"
    assert dated(text) == text.replace("1/1/2020", "20/11/2026")


def test_file_without_a_last_line_end_still_has_none() -> None:
    """The new line is joined, and the file ends as it did."""
    assert dated(SMALL.rstrip("\n")) == SMALL + "    verified_on: 20/11/2026"


@pytest.mark.parametrize("quote", ["'", '"'])
def test_quotes_are_kept(quote: str) -> None:
    """Who writes dates in quotes finds them in quotes."""
    assert dated(f"{SMALL}    verified_on: {quote}1/1/2020{quote}\n").endswith(
        f"verified_on: {quote}20/11/2026{quote}\n"
    )


def test_remarks_are_kept() -> None:
    """A remark beside a quoted date, and those between lines, do not move."""
    text = '# tête\ncontacts:\n  # ici\n  - id: a\n    verified_on: "1/1/2020"  # par téléphone\n    name: A\n'
    assert dated(text) == text.replace("1/1/2020", "20/11/2026")


def test_empty_date_is_filled_in() -> None:
    """A key left without a value receives one."""
    assert (
        dated("contacts:\n  - id: a\n    verified_on:\n    name: A\n").splitlines()[2] == "    verified_on: 20/11/2026"
    )


def test_contact_that_ends_on_a_block_of_text_gets_its_date_above() -> None:
    """A line is never added inside a long text."""
    text = "contacts:\n  - id: a\n    role: |\n      deux\n      lignes\n  - id: b\n"
    assert contacts_of(dated(text).encode())[0] == {"id": "a", "role": "deux\nlignes\n", "verified_on": "20/11/2026"}


def test_several_contacts_of_one_file_change_together(settings: Settings) -> None:
    """One with a date, one without: both have the day, in the order of the file."""
    changes = redate(settings, ["mds-toulon", "standard-var"], DAY)
    assert [(item.contact, item.old) for item in changes] == [("standard-var", "02/11/2026"), ("mds-toulon", "")]


def test_change_tells_the_line_of_the_new_file(settings: Settings) -> None:
    """What is shown can be opened in an editor."""
    (change,) = redate(settings, ["mds-toulon"], DAY)
    line = (settings.root / FILE).read_text("utf-8").splitlines()[change.line - 1]
    assert (change, line.strip()) == (
        Redated("var", "mds-toulon", FILE, change.line, "", "20/11/2026"),
        "verified_on: 20/11/2026",
    )


def test_dry_run_writes_nothing(settings: Settings) -> None:
    """The changes are told; the file stays."""
    assert redate(settings, ["mds-toulon"], DAY, write=False)
    assert (settings.root / FILE).read_text("utf-8") == FILES[FILE]


def test_unknown_contact_changes_nothing_and_names_the_nearest(settings: Settings) -> None:
    """One wrong id among two: neither file moves."""
    with pytest.raises(Refusal) as refusal:
        redate(settings, ["standard-var", "mds-toulo"], DAY)
    assert "« mds-toulon »" in refusal.value.fr
    assert (settings.root / FILE).read_text("utf-8") == FILES[FILE]


def test_future_day_is_refused(settings: Settings) -> None:
    """Nobody has checked anything tomorrow."""
    with pytest.raises(Refusal, match="still to come"):
        redate(settings, ["mds-toulon"], date(2999, 1, 1))


def test_same_id_at_two_partners_asks_which(tmp_path: Path) -> None:
    """The message gives the names to type, and those names work."""
    twin = "contacts:\n  - id: standard-var\n    name: Autre\n"
    settings = tiny(tmp_path, {"partners/toulon/contacts/autre.yaml": twin})
    with pytest.raises(Refusal, match="toulon/standard-var, var/standard-var"):
        redate(settings, ["standard-var"], DAY)
    assert [item.partner for item in redate(settings, ["toulon/standard-var"], DAY)] == ["toulon"]


def test_partner_option_narrows_the_search(tmp_path: Path) -> None:
    """With a partner named, the others are not looked at."""
    twin = "contacts:\n  - id: standard-var\n    name: Autre\n"
    settings = tiny(tmp_path, {"partners/toulon/contacts/autre.yaml": twin})
    assert [item.file for item in redate(settings, ["standard-var"], DAY, partner="var")] == [FILE]


def test_id_written_twice_by_one_partner_is_refused(tmp_path: Path) -> None:
    """Which of the two was checked cannot be guessed."""
    settings = tiny(tmp_path, {"partners/var/contacts/z.yaml": "contacts:\n  - id: mds-toulon\n    name: B\n"})
    with pytest.raises(Refusal, match="written several times"):
        redate(settings, ["mds-toulon"], DAY)


def test_file_with_a_mistake_is_refused_with_its_place(tmp_path: Path) -> None:
    """A file that cannot be read whole is not edited."""
    settings = tiny(tmp_path, {"partners/var/contacts/z.yaml": "contacts:\n  - id: z\n    name: A\n    name: B\n"})
    with pytest.raises(Refusal, match=r"contacts/z\.yaml:4:5"):
        redate(settings, ["z"], DAY)


def test_date_that_cannot_be_set_alone_is_refused() -> None:
    """A date that is a group of lines is left to its author."""
    with pytest.raises(Refusal, match="Write it yourself"):
        dated("contacts:\n  - id: a\n    verified_on:\n      jour: 1\n")


def test_failure_midway_takes_the_first_file_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All files or none, and no draft left behind."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("1")
    two.write_text("2")
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if target == two:
            raise OSError(28, "No space left on device", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        replace_files({one: b"new", two: b"new"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"one": "1", "two": "2"}


def test_rights_of_the_file_are_kept(settings: Settings) -> None:
    """A file that only its group may read stays so."""
    path = settings.root / FILE
    path.chmod(0o640)
    redate(settings, ["mds-toulon"], DAY)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("said", "day"), [("", DAY), ("1/2/2026", date(2026, 2, 1)), ("2026-02-01", date(2026, 2, 1))])
def test_day_is_read_as_people_write_it(said: str, day: date) -> None:
    """French or ISO; today when nothing is said."""
    assert day_of(said, DAY) == day


def test_day_that_is_no_date_is_refused() -> None:
    """The message shows how to write one."""
    with pytest.raises(Refusal, match="write 24/12/2026"):
        day_of("31/02/2026", DAY)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("path", REAL, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_real_file_reads_the_same_but_for_the_date(path: Path, newline: str) -> None:
    """Each contact of each real partner, one after the other."""
    before = path.read_text("utf-8").replace("\n", newline).encode()
    for number, item in enumerate(contacts_of(before)):
        after, _ = set_verified(before, [str(item["id"])], DAY, "f.yaml")
        expected = contacts_of(before)
        expected[number] = {**item, "verified_on": "20/11/2026"}
        assert contacts_of(after) == expected


@with_settings(max_examples=30)
@given(st.data())
def test_only_one_line_of_a_real_file_differs(data: st.DataObject) -> None:
    """Whatever the contacts chosen, the file grows by as many lines as dates were missing, and the rest is intact."""
    before = data.draw(st.sampled_from(REAL)).read_bytes()
    ids = [str(item["id"]) for item in contacts_of(before)]
    chosen = data.draw(st.lists(st.sampled_from(ids), unique=True, min_size=1))
    after, _ = set_verified(before, chosen, DAY, "f.yaml")
    assert [line for line in after.split(b"\n") if b"verified_on" not in line] == [
        line for line in before.split(b"\n") if b"verified_on" not in line
    ]


def test_public_names_are_few() -> None:
    """What the commands use, and no more."""
    assert editing.__all__ == ["Redated", "day_of", "redate", "set_verified"]
