"""One value of a file deleted or said anew: the rest stays, byte for byte, or nothing is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commun_orientation_ssg.refusal import Refusal
from commun_orientation_ssg.source import Listing, Mapping, Node, Text, read_yaml
from commun_orientation_ssg.splicing import with_value, without_value

ROOT = Path(__file__).resolve().parent.parent
REAL = [path for part in ("*.yaml", "*/*.yaml") for path in sorted((ROOT / "partners").glob(f"*/{part}"))]


def without(text: str, *path: str) -> str:
    return without_value(text.encode(), path, "f.yaml").decode()


def said(text: str, new: str | tuple[str, ...], *path: str) -> str:
    return with_value(text.encode(), path, new, "f.yaml").decode()


def paths(node: Node, above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of every value of a tree but the ids."""
    if isinstance(node, Mapping):
        for key, value in node.entries.items():
            if key != "id":
                yield (*above, key)
                yield from paths(value, (*above, key))
    elif isinstance(node, Listing):
        for item in node.items:
            id = item.entries.get("id") if isinstance(item, Mapping) else None
            if isinstance(id, Text):
                yield from paths(item, (*above, id.value))


# --- Deleting.


def test_a_line_goes_and_its_neighbours_stay() -> None:
    """Remarks on their own lines stay too."""
    assert without("a:\n  # un\n  b: 1  # deux\n  # trois\n  c: 2\n", "a", "b") == "a:\n  # un\n  # trois\n  c: 2\n"


def test_a_file_without_a_last_line_end_is_cut_at_its_end() -> None:
    """The line before keeps its own."""
    assert without("a:\n  b: 1\n  c: 2", "a", "c") == "a:\n  b: 1\n"


def test_a_file_of_one_line_becomes_empty() -> None:
    """Nothing is left to say."""
    assert without("a: 1", "a") == ""


def test_a_key_without_a_value_goes() -> None:
    """It says nothing, and stands on one line."""
    assert without("a:\n  b:\n  c: 2\n", "a", "b") == "a:\n  c: 2\n"


def test_an_item_that_would_hold_only_its_id_goes_whole() -> None:
    """And its list when it was the last one, and the key of the list."""
    text = "x: 1\nneeds:\n  - id: a\n    t: 1\n  - id: b\n    t: 2\n"
    assert without(text, "needs", "b", "t") == "x: 1\nneeds:\n  - id: a\n    t: 1\n"
    assert without("x: 1\nneeds:\n  - id: a\n    t: 1\n", "needs", "a", "t") == "x: 1\n"


def test_a_remark_below_the_first_key_of_an_item_stays() -> None:
    """The dash is left alone on its line."""
    text = "l:\n  - t: 1\n    # ici\n    id: a\n    u: 2\n"
    assert without(text, "l", "a", "t") == "l:\n  -\n    # ici\n    id: a\n    u: 2\n"


def test_a_dash_under_a_dash_stays() -> None:
    """A list may start on the line of the item that holds it."""
    assert without("l:\n- id: a\n  w:\n  - x\n  - y\n  t: 1\n", "l", "a", "w") == "l:\n- id: a\n  t: 1\n"


def test_blank_lines_below_a_long_text_stay() -> None:
    """They part it from what follows, and are not of it."""
    assert without("a: |\n  un\n\n  deux\n\n\nb: 2\n", "a") == "\n\nb: 2\n"


# --- Saying anew.


@pytest.mark.parametrize(
    ("text", "new", "wanted"),
    [
        ('k: "un"  # ici\n', "deux", 'k: "deux"  # ici\n'),
        ("k: un\n", "a: b", 'k: "a: b"\n'),
        ("k: 'un'\n", "deux", 'k: "deux"\n'),
        ("k:\n", "deux", "k: deux\n"),
        ("k:\n", "a: b", 'k: "a: b"\n'),
        ("k: un", "deux", "k: deux"),
        ("k: un\n", "un\ndeux", "k: |-\n  un\n  deux\n"),
        ("k: un\n", " un\n\tdeux ", 'k: " un\\n\\tdeux "\n'),
        ("k: |\n  un\n  deux\nl: 3\n", "trois", "k: trois\nl: 3\n"),
        ("k: [a, b]\nl: 3\n", ("x", "y"), "k:\n  - x\n  - y\nl: 3\n"),
        ("k:\n  - a\n  - b", ("x: y", "- z"), 'k:\n  - "x: y"\n  - "- z"'),
    ],
)
def test_a_value_is_written_the_plainest_way(text: str, new: str | tuple[str, ...], wanted: str) -> None:
    """In its place, with quotes only where YAML needs them."""
    assert said(text, new, "k") == wanted


# --- Refusals.


def test_a_value_that_is_not_there_is_refused() -> None:
    """Nor one in a file that cannot be read, nor an item as a whole."""
    for text in ("a: 1\n", "l:\n  - id: b\n", "[", ""):
        with pytest.raises(Refusal):
            without(text, "l", "a")
    with pytest.raises(Refusal, match="cannot be changed without touching the rest"):
        said("l:\n  - id: a\n    t: 1\n", "x", "l", "a")


def test_what_would_read_otherwise_is_refused() -> None:
    """A form that nobody writes stays as it is; the place is told."""
    with pytest.raises(Refusal, match=r"f\.yaml:1"):
        without("? a\n: 1\nb: 2\n", "a")
    with pytest.raises(Refusal, match=r"f\.yaml:1"):
        said("? a\n: 1\nb: 2\n", "un : deux\n\nx", "a")


# --- Real files.


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("path", REAL[::3], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_value_of_a_real_file_can_be_deleted_or_said_anew(path: Path, ends: bytes) -> None:
    """With the line ends of the file, whatever they are; what is left is read again before it is given."""
    data = path.read_bytes().replace(b"\n", ends)
    root, _ = read_yaml(data, path.name)
    assert root is not None
    for keys in list(paths(root))[::7]:
        kept = without_value(data, keys, path.name)
        anew = with_value(data, keys, "Un texte : neuf\n\nsur des lignes", path.name)
        assert len(kept) < len(data)
        assert all(text.count(b"\n") == text.count(ends) for text in (kept, anew))
