"""One layer over another: what changes, what stays the same object, and where each value comes from."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import Case, source_files, with_lines
from commun_orientation_ssg.diagnostics import Diagnostic
from commun_orientation_ssg.kinds import KINDS
from commun_orientation_ssg.overlay import Layer, lay_over, layer_of
from commun_orientation_ssg.schema import plain
from commun_orientation_ssg.source import SourceFile
from commun_orientation_ssg.tree import Listing, Mapping, Node, Text

EMPTY = Layer("empty", {kind.name: {} for kind in KINDS}, {})


def layer(path: str, text: str, name: str = "commons") -> tuple[Layer, list[Diagnostic]]:
    """Return the layer of one file."""
    files, problems = source_files({f"{name}/{path}": text}, f"{name}/")
    found, findings = layer_of(files, name, "commons" if name == "commons" else "partner")
    return found, [*problems, *findings]


def merged(kind: str, path: str, base: str, over: str) -> tuple[dict[str, Any], list[str]]:
    """Lay one file over another; return the plain items of a kind, and "code line:column" of the findings."""
    (below, _), (above, _) = layer(path, base), layer(path, over, "partner")
    result, findings = lay_over(below, above)
    items = {id: plain(item.node) for id, item in result.items[kind].items()}
    return items, [f"{f.code} {f.location.line}:{f.location.column}" for f in findings]


def need(text: str) -> str:
    """Return a file of one need, `loyer`, with these lines below its id."""
    lines = "".join(f"    {line}\n" for line in dedent(text).strip().splitlines())
    return f"needs:\n  - id: loyer\n{lines}"


NEED = need("title: Mon loyer\nwords:\n  - bail\n  - loyer\nsensitive: oui")


# --- gathering ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("needs/a.yaml", "needs:\n  - titre: x\n", ["item-without-id"]),
        ("needs/a.yaml", "needs:\n  - x\n", ["item-without-id"]),
        ("needs/a.yaml", "needs:\n  - id:\n", ["item-without-id"]),
        ("needs/a.yaml", "needs:\n  - id: a\n  - id: a\n", ["duplicate-id"]),
        ("needs/a.yaml", "needs: x\n", ["wrong-shape"]),
        ("needs/a.yaml", "needs:\n", []),
        ("needs/a.yaml", "besoins:\n  - id: a\n", ["unknown-key", "missing-list"]),
        ("conditions.yaml", "conditions: x\n", ["wrong-shape"]),
        ("conditions.yaml", "conditions:\n  mer: x\n", ["wrong-shape"]),
        ("need/a.yaml", "needs:\n  - id: a\n", ["unknown-file"]),
        ("zzz.yaml", "a: b\n", ["unknown-file"]),
    ],
)
def test_a_file_that_is_not_a_list_of_items_is_told(path: str, text: str, expected: list[str]) -> None:
    """Each fault of the outer form has its finding."""
    assert [finding.code for finding in layer(path, text)[1]] == expected


def test_two_items_with_one_id_name_both_places() -> None:
    """The second is refused, the first is noted."""
    finding = layer("needs/a.yaml", "needs:\n  - id: a\n  - id: a\n")[1][0]
    assert (finding.location.line, finding.notes[0].location and finding.notes[0].location.line) == (3, 2)


def test_an_unknown_file_comes_with_the_nearest_known_one() -> None:
    """`need/a.yaml` was meant to be in `needs/`."""
    finding = layer("need/a.yaml", "needs:\n  - id: a\n")[1][0]
    assert finding.help is not None
    assert "needs/" in finding.help.fr


def test_pages_and_unread_files_are_kept_apart() -> None:
    """A Markdown file is a page by its name; a file without a tree marks its kind as not wholly known."""
    files = [
        SourceFile("pages/accueil.md", "content/pages/accueil.md", None, "# Bonjour", ""),
        SourceFile("needs/a.yaml", "content/needs/a.yaml", None, None, ""),
    ]
    found, findings = layer_of(files, "commons", "commons")
    assert (found.pages["accueil"].text, found.unread, findings) == ("# Bonjour", {"need"}, [])


# --- merging --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("over", "changed"),
    [
        ("title: Autre", {"title": "Autre"}),
        ("official: Aide", {"official": "Aide"}),
        ("words:\n  - un\n  - deux", {"words": ["un", "deux"]}),
        ("words:\n  add:\n    - un\n  hide:\n    - bail", {"words": ["loyer", "un"]}),
        ("words:\n  add:\n    - bail\n    - un", {"words": ["bail", "loyer", "un"]}),
        ("acronyms:\n  add: [FSL]", {"acronyms": ["FSL"]}),
        ("sensitive: yes", {"sensitive": "yes"}),
        ("hide: non", {}),
    ],
)
def test_an_overlay_changes_only_what_it_gives(over: str, changed: dict[str, Any]) -> None:
    """Keys merge; a plain list is replaced, or edited with `add:` and `hide:`; nothing is added twice."""
    base = {"id": "loyer", "title": "Mon loyer", "words": ["bail", "loyer"], "sensitive": "oui"}
    items, findings = merged("need", "needs/a.yaml", NEED, need(over))
    assert (items["loyer"], findings) == ({**base, **changed}, [])


@pytest.mark.parametrize(
    ("over", "finding"),
    [
        ("sensitive: non", "sensitive-lowered 3:5"),
        ("sensitive:\n  hide: oui\n  reason: Non.", "sensitive-lowered 3:5"),
        ("hide: oui", "hide-without-reason 3:5"),
        ("words:\n  hide:\n    - bai", "hides-nothing 5:11"),
        ("deadline:\n  hide: oui\n  reason: Non.", "hides-nothing 3:5"),
    ],
)
def test_what_an_overlay_may_not_do_is_told_at_its_place(over: str, finding: str) -> None:
    """A protection cannot be lifted, a hiding needs a reason and something to hide."""
    assert merged("need", "needs/a.yaml", NEED, need(over))[1] == [finding]


def test_hiding_an_unknown_item_proposes_the_nearest() -> None:
    """The id is most often mistyped."""
    over = "needs:\n  - id: loyers\n    hide: oui\n    reason: Non.\n"
    (below, _), (above, _) = layer("needs/a.yaml", NEED), layer("needs/a.yaml", over, "partner")
    finding = lay_over(below, above)[1][0]
    assert (finding.code, finding.help and "loyer" in finding.help.fr) == ("hides-nothing", True)


def test_items_with_an_id_merge_by_id_and_can_be_hidden() -> None:
    """Order is that of the commons; new items come after."""
    base = "groups:\n  - id: a\n    words: [x]\n  - id: b\n    words: [y]\n  - id: c\n    words: [z]\n"
    over = "groups:\n  - id: d\n    words: [w]\n  - id: b\n    words: [v]\n  - id: a\n    hide: oui\n    reason: Non.\n"
    items, findings = merged("lexicon", "lexicon.yaml", base, over)
    groups = [(group["id"], group["words"]) for group in items["lexicon"]["groups"]]
    assert (groups, findings) == ([("b", ["v"]), ("c", ["z"]), ("d", ["w"])], [])


def test_items_with_an_id_can_be_added_and_removed_by_an_edit() -> None:
    """`add:` and `hide:` name them by id."""
    base = "groups:\n  - id: a\n    words: [x]\n  - id: b\n    words: [y]\n"
    items, _ = merged("lexicon", "lexicon.yaml", base, "groups:\n  hide: [a]\n  add:\n    - id: c\n      words: [z]\n")
    assert [group["id"] for group in items["lexicon"]["groups"]] == ["b", "c"]


def test_an_emergency_line_of_the_commons_cannot_be_changed_but_one_can_be_added() -> None:
    """The national numbers are the same everywhere."""
    items, findings = merged(
        "emergency", "emergency.yaml", "lines:\n  - id: police\n", "lines:\n  - id: police\n  - id: mer\n"
    )
    assert (list(items), findings) == (["police", "mer"], ["emergency-changed 2:5"])


def test_a_sign_of_danger_of_the_commons_cannot_be_weakened_but_one_can_be_added() -> None:
    """A partner hears more, never less."""
    sign = "signs:\n  - id: coups\n    need: violences\n"
    for over in ("    hide: oui\n    reason: Non.\n", "    show: listed\n"):
        changed = f"signs:\n  - id: coups\n{over}  - id: mer\n    need: noyade\n"
        items, findings = merged("sign", "signs.yaml", sign, changed)
        assert (items["coups"]["need"], list(items), findings) == ("violences", ["coups", "mer"], ["sign-changed 2:5"])


def test_a_page_of_the_partner_takes_the_place_of_the_same_page() -> None:
    """Markdown pages are replaced whole."""
    base, over = (Layer(name, EMPTY.items, {"mentions": name}) for name in ("a", "b"))  # type: ignore[dict-item]
    assert lay_over(base, over)[0].pages == {"mentions": "b"}


def test_what_is_hidden_inside_a_journey_is_recorded_with_its_path() -> None:
    """A question, an outcome, an answer: each with its reason and both places."""
    over = "questions:\n  situation:\n    answers:\n      payer:\n        hide: oui\n        reason: Pas ici.\n"
    hidden = Case({"partners/var/journeys/logement.yaml": over}).partner_layer()[0].hidden[0]
    assert hidden.path == ("questions", "situation", "answers", "payer")
    assert (hidden.reason, hidden.location.file, hidden.was.file) == (
        "Pas ici.", "partners/var/journeys/logement.yaml", "content/journeys/logement.yaml",
    )  # fmt: skip


# --- laws -----------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(["a", "b", "c", "loyer", "bail"])
IDS = st.sampled_from(["x", "y", "z"])


def trees(*, edits: bool = False, hides: bool = False) -> st.SearchStrategy[str]:
    """Texts of a file of needs: items with texts, lists and nested mappings under a few keys."""
    listing = st.lists(WORDS, min_size=1, max_size=3, unique=True).map(
        lambda words: "".join(f"\n      - {w}" for w in words)
    )
    value: st.SearchStrategy[str] = st.one_of(WORDS.map(lambda word: f" {word}"), listing)
    if edits:
        value |= st.lists(WORDS, min_size=1, max_size=2, unique=True).map(
            lambda words: f"\n      add: [{', '.join(words)}]"
        )
    if hides:
        value |= st.just("\n      hide: oui\n      reason: r")
    item = st.dictionaries(st.sampled_from(["title", "official", "words", "topics"]), value, max_size=3)
    return st.dictionaries(IDS, item, min_size=1, max_size=3).map(
        lambda items: (
            "needs:\n"
            + "".join(
                f"  - id: {id}\n" + "".join(f"    {k}:{v}\n" for k, v in keys.items()) for id, keys in items.items()
            )
        )
    )


def items_of(found: Layer) -> dict[str, Any]:
    """Return the plain needs of a layer."""
    return {id: plain(item.node) for id, item in found.items["need"].items()}


def nodes(node: Node) -> list[Node]:
    """Return every node of a tree."""
    if isinstance(node, Text):
        return [node]
    below = node.items if isinstance(node, Listing) else tuple(node.entries.values())
    return [node, *(inner for child in below for inner in nodes(child))]


@given(trees())
def test_an_empty_overlay_changes_nothing_at_all(base: str) -> None:
    """Every item is the very same object."""
    below, _ = layer("needs/a.yaml", base)
    result, findings = lay_over(below, EMPTY)
    assert all(result.items[kind] is below.items[kind] for kind in below.items)
    assert (findings, result.hidden) == ([], ())


@given(trees(), trees(edits=True))
def test_an_overlay_laid_twice_is_as_laid_once(base: str, over: str) -> None:
    """Nothing is added twice."""
    (below, _), (above, _) = layer("needs/a.yaml", base), layer("needs/a.yaml", over, "partner")
    once, _ = lay_over(below, above)
    assert items_of(lay_over(once, above)[0]) == items_of(once)


@given(trees(), trees(), trees())
def test_overlays_that_only_give_values_are_associative(base: str, over: str, top: str) -> None:
    """Laying two overlays one after the other is laying the second over the first, then both."""
    one, two, three = (
        layer("needs/a.yaml", text, name)[0] for text, name in ((base, "commons"), (over, "p"), (top, "q"))
    )
    left = lay_over(lay_over(one, two)[0], three)[0]
    right = lay_over(one, lay_over(two, three)[0])[0]
    assert items_of(left) == items_of(right)


@given(trees(), trees(edits=True, hides=True))
def test_every_node_comes_from_one_of_the_two_files(base: str, over: str) -> None:
    """What is shown can always be found again where somebody wrote it."""
    (below, _), (above, _) = layer("needs/a.yaml", base), layer("needs/a.yaml", over, "partner")
    result, findings = lay_over(below, above)
    written = {id(node) for one in (below, above) for item in one.items["need"].values() for node in nodes(item.node)}
    for item in result.items["need"].values():
        for node in nodes(item.node):
            assert node.file in ("commons/needs/a.yaml", "partner/needs/a.yaml")
            assert node.line > 0
            assert not isinstance(node, Text) or id(node) in written
    assert all(finding.location.file == "partner/needs/a.yaml" for finding in findings)


@given(trees(), trees(edits=True, hides=True))
def test_merging_never_changes_what_it_merges(base: str, over: str) -> None:
    """The commons' trees serve all partners: they are the same before and after."""
    (below, _), (above, _) = layer("needs/a.yaml", base), layer("needs/a.yaml", over, "partner")
    before = items_of(below), items_of(above)
    lay_over(below, above)
    assert (items_of(below), items_of(above)) == before


def test_values_keep_the_place_of_their_own_file() -> None:
    """A merged item holds nodes of both files."""
    case = Case({"partners/var/needs.yaml": "needs:\n  - id: loyer\n    title: Autre\n"})
    node = case.partner_layer()[0].items["need"]["loyer"].node
    assert isinstance(node, Mapping)
    assert node.entries["title"].file == "partners/var/needs.yaml"
    assert node.entries["official"].file == "content/needs/logement.yaml"


def test_the_finding_of_a_merge_stands_in_the_file_that_causes_it() -> None:
    """An overlay that takes away what an item needs is told at the overlay."""
    files = with_lines("content/needs/logement.yaml", "services: [fsl]", "services: [fsl]")
    files["partners/var/needs.yaml"] = "needs:\n  - id: neuf\n    title: Neuf\n"
    assert {line.split()[1].split(":")[0] for line in Case(files).found()} == {"partners/var/needs.yaml"}
