"""The source room: bytes to trees of texts that know their place, and a finding for everything else."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commun_orientation_ssg.diagnostics import Diagnostic, Location, Severity
from commun_orientation_ssg.source import Listing, Mapping, Text, drafting, growing, read_folder, read_yaml

JOURNEY = """\
# content/journeys/logement.yaml
title: Mon logement
start: situation
questions:
  situation:
    ask: "Que se passe-t-il : dites-nous ?"
    answers:
      payer:
        text: J'ai du mal à payer mon loyer
        next: retard-loyer
outcomes:
  retard-loyer:
    text: |
      Le **fonds**   # de solidarité
      aide : vraiment.
    steps:
      - Réunissez vos quittances.
      - Appelez.
    contacts: [fsl, adil]
    area: ["83137", 06]
"""


def tree(text: str) -> Mapping:
    root, findings = read_yaml(text.encode(), "f.yaml")
    assert (findings, root is not None) == ([], True)
    assert root is not None
    return root


def codes(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [finding.code for finding in read_yaml(data, "f.yaml")[1]]


def place(text: str | bytes) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    return str(read_yaml(data, "f.yaml")[1][0].location)


@pytest.fixture(params=["libyaml", "pure"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run the test with libyaml, then with PyYAML's own parser."""
    if request.param == "pure":
        monkeypatch.setattr(growing, "CParser", None)
    return str(request.param)


@pytest.mark.parametrize(
    "written",
    ["0321216200", "14:00", "01000", "no", "~", "null", "1e3", "0x1F", "2026-11-02", "24/12/2026", "yes", "="],
)
def test_every_scalar_stays_text(written: str, either_parser: str) -> None:
    """A phone number, an hour, a postcode are what was typed."""
    value = tree(f"a: {written}\n").entries["a"]
    assert isinstance(value, Text)
    assert value.value == written


def test_tree_keeps_the_shape_of_the_file(either_parser: str) -> None:
    """Mappings keep the order of their keys, lists that of their items."""
    root = tree(JOURNEY)
    assert list(root.entries) == ["title", "start", "questions", "outcomes"]
    outcome = root.entries["outcomes"]
    assert isinstance(outcome, Mapping)
    retard = outcome.entries["retard-loyer"]
    assert isinstance(retard, Mapping)
    steps = retard.entries["steps"]
    assert isinstance(steps, Listing)
    assert [item.value for item in steps.items if isinstance(item, Text)] == ["Réunissez vos quittances.", "Appelez."]


@pytest.mark.parametrize(("text", "style"), [("a: b", "plain"), ("a: 'b'", "quoted"), ("a: |\n  b", "block")])
def test_text_knows_its_style(text: str, style: str, either_parser: str) -> None:
    """A text says how it was written."""
    value = tree(text).entries["a"]
    assert isinstance(value, Text)
    assert value.style == style


@pytest.mark.parametrize("prefix", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_locations_count_characters(prefix: str, newline: str, either_parser: str) -> None:
    """Accents, emoji, a byte order mark and Windows line ends shift no column."""
    text = newline.join([prefix + "é: ça", 'clé: "😀é"', "b:", "  - x", "  - yé", ""])
    root = tree(text)
    assert root.entries["é"].location == Location("f.yaml", 1, 4, 1, 6)
    assert root.entries["clé"].location == Location("f.yaml", 2, 6, 2, 10)
    assert root.key_location("clé") == Location("f.yaml", 2, 1, 2, 4)
    assert root.entries["b"].location == Location("f.yaml", 4, 3, 5, 7)
    assert root.location == Location("f.yaml", 1, 1, 5, 7)


def test_duplicate_key_points_at_both_lines() -> None:
    """The second place is the finding, the first is its note, and the first value stays."""
    root, findings = read_yaml(b"a: 1\nb: 2\na: 3\n", "f.yaml")
    assert [(d.code, str(d.location)) for d in findings] == [("duplicate-key", "f.yaml:3:1")]
    assert findings[0].notes[0].location == Location("f.yaml", 1, 1, 1, 2)
    assert root is not None
    assert root.entries["a"].location.line == 1


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("a: &x b\n", "anchor", "f.yaml:1:4"),
        ("a: &x\n  b: c\n", "anchor", "f.yaml:1:4"),
        ("a: *x\n", "alias", "f.yaml:1:4"),
        ("a: !!str b\n", "tag", "f.yaml:1:4"),
        ("a: !x [b]\n", "tag", "f.yaml:1:4"),
        ("a: b\n<<: c\n", "merge-key", "f.yaml:2:1"),
        ("[a]: b\n", "key-not-text", "f.yaml:1:1"),
        ("a: b\n---\nc: d\n", "second-document", "f.yaml:2:1"),
        ("%YAML 1.1\n---\na: b\n", "yaml-directive", "f.yaml:1:1"),
        ("%TAG ! tag:x,2000:\n---\na: b\n", "yaml-directive", "f.yaml:1:1"),
    ],
)
def test_what_an_editor_never_needs_is_refused(text: str, code: str, where: str, either_parser: str) -> None:
    """The YAML of programmers gives a finding and no tree."""
    root, findings = read_yaml(text.encode(), "f.yaml")
    assert root is None
    assert (findings[0].code, str(findings[0].location)) == (code, where)


def test_text_taken_for_a_shorthand_is_shown_in_quotes() -> None:
    """The mended line of an alias is the same line with its value in quotes."""
    finding = read_yaml(b"a: *x\n", "f.yaml")[1][0]
    assert dict(finding.fields)["mended"] == 'a: "*x"'


def test_quoted_merge_sign_and_first_document_marker_are_accepted() -> None:
    """`"<<"` is a text, and one `---` at the top harms nobody."""
    assert list(tree('---\n"<<": b\n').entries) == ["<<"]


def test_depth_is_bounded(either_parser: str) -> None:
    """Twenty levels are read, the twenty-first is refused where it starts."""
    assert codes("".join(f"{'  ' * i}a:\n" for i in range(19)) + "  " * 19 + "a: b") == []
    assert codes("- " * 21 + "a") == ["too-deep"]
    assert codes("[" * 100_000) == ["too-deep"]


@pytest.mark.parametrize(
    "text", ["a:\n" + "- b\n" * 20_000, "a:\n" + "- []\n" * 20_000, "".join(f"a{i}:\n" for i in range(10_001))]
)
def test_number_of_items_is_bounded(text: str) -> None:
    """Past twenty thousand items nothing more is built."""
    assert codes(text) == ["too-many-items"]


def test_size_is_bounded(tmp_path: Path) -> None:
    """A file over 1 MB is not parsed, whatever its kind."""
    assert codes(b"a: " + b"b" * 1_000_000) == ["file-too-big"]
    (tmp_path / "x.md").write_bytes(b"b" * 1_000_001)
    assert [d.code for d in read_folder(tmp_path, "content")[1]] == ["file-too-big"]


@pytest.mark.parametrize(
    ("data", "guess", "where"),
    [
        ("a: b\nc: été\n".encode("cp1252"), "Windows-1252 ou Latin-1", "f.yaml:2:4"),
        ("a: b".encode("utf-16"), "UTF-16", "f.yaml:1:1"),
        ("a: b\n".encode("utf-16-le"), "UTF-16", "f.yaml:1:1"),
        ("a: é\n".encode("utf-16-be"), "UTF-16", "f.yaml:1:1"),
        ("a: b\n".encode("utf-32"), "UTF-32", "f.yaml:1:1"),
        (b"a: \xed\xa0\x80\n", "Windows-1252 ou Latin-1", "f.yaml:1:4"),
    ],
)
def test_other_encoding_is_named(data: bytes, guess: str, where: str) -> None:
    """A file from an old Notepad is told how to be saved again."""
    root, findings = read_yaml(data, "f.yaml")
    assert root is None
    assert [(d.code, dict(d.fields)["guess"], str(d.location)) for d in findings] == [("not-utf-8", guess, where)]


@pytest.mark.parametrize(
    "character",
    ["\0", "\x07", "\x7f", "\x85", "\xad", "\u200b", "\u200d", "\u200f", "\u202e", "\u2028", "\u2066", "\ufeff"],
)
def test_hidden_character_is_named_with_its_place(character: str, either_parser: str) -> None:
    """Bidirectional controls, zero-width and control characters are refused one by one."""
    findings = read_yaml(f"a: b\nc: é{character}d\n".encode(), "f.yaml")[1]
    assert [(d.code, str(d.location)) for d in findings] == [("forbidden-character", "f.yaml:2:5")]
    assert dict(findings[0].fields)["code_point"] == f"{ord(character):04X}"


@pytest.mark.parametrize("escape", ["\\u202e", "\\0", "\\x07"])
def test_hidden_character_behind_an_escape_is_refused(escape: str, either_parser: str) -> None:
    """An escape in double quotes is no way around."""
    assert codes(f'a: "{escape}"\n') == ["forbidden-character"]


@pytest.mark.parametrize("escape", ["\\ud800", "\\UFFFFFFFF", "\\U00110000"])
def test_impossible_character_behind_an_escape_is_refused(escape: str, either_parser: str) -> None:
    """A lone surrogate or a number beyond Unicode is located, with both parsers."""
    findings = read_yaml(f'a: "{escape}"\n'.encode(), "f.yaml")[1]
    assert [d.location.line for d in findings] == [1]


def test_french_spaces_and_emoji_are_texts() -> None:
    """Non-breaking spaces inside a text, accents and emoji are everyday French."""
    value = tree("a: Que faire\u00a0? 10\u202f% ❤️ œuvre\n").entries["a"]
    assert isinstance(value, Text)
    assert value.value == "Que faire\u00a0? 10\u202f% ❤️ œuvre"


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("", "empty-file", Severity.ERROR),
        ("\n \n", "empty-file", Severity.ERROR),
        ("---\n", "empty-file", Severity.ERROR),
        ("# rien\n", "only-comments", Severity.WARNING),
        ("- a\n", "not-a-mapping", Severity.ERROR),
        ("bonjour\n", "not-a-mapping", Severity.ERROR),
    ],
)
def test_file_without_keys_is_told(text: str, code: str, severity: Severity, either_parser: str) -> None:
    """Emptiness, remarks alone, a bare list or a bare text: no tree, one finding."""
    root, findings = read_yaml(text.encode(), "f.yaml")
    assert root is None
    assert [(d.code, d.severity) for d in findings] == [(code, severity)]


def test_one_mistake_does_not_hide_the_next() -> None:
    """Three syntax errors and a duplicate key are all told in one run, at their own lines."""
    text = "a: b: c\nd: 'aujourd'hui'\nsteps: - un\ne: f\ne: g\nh: @i\n"
    found = {(d.location.line, d.code) for d in read_yaml(text.encode(), "f.yaml")[1]}
    expected = {(1, "colon-in-text"), (2, "quote-in-quotes"), (3, "list-on-key-line"), (5, "duplicate-key")}
    assert found == expected | {(6, "reserved-start")}


def test_tree_of_a_mended_file_keeps_the_lines_of_the_file() -> None:
    """A mend that adds a line does not shift the places of what follows."""
    root, _ = read_yaml(b"steps: - un\nb: c\n", "f.yaml")
    assert root is not None
    assert root.entries["b"].location == Location("f.yaml", 2, 4, 2, 5)


def test_unknown_syntax_error_is_located_where_the_parser_stopped() -> None:
    """When nobody recognises the mistake, the line is shown all the same."""
    root, findings = read_yaml(b"a: b\nc: d\n}\n", "f.yaml")
    assert root is None
    assert [(d.code, d.location.line) for d in findings] == [("yaml-syntax", 3)]


def test_endless_mistakes_end() -> None:
    """A file that is wrong on every line stops after a bounded number of findings."""
    assert len(codes("a: b: c\n" * 500)) <= 25
    assert len(codes("a: '" + "'x" * 200_000 + "\nb\n")) <= 25


@pytest.mark.parametrize(
    "line", ["a: *x\n", "- b #c\n", "a: '\n", "a: \0\n", "{a: b}\n", "a:\tb\n\t- c\n", "a: b\n  - c\n"]
)
def test_hostile_repetition_ends(line: str) -> None:
    """The same mistake thousands of times ends in findings, all inside the file."""
    data = ("x:\n" + line * 8_000).encode()
    check_located(read_yaml(data, "f.yaml")[1], data)


def test_trials_of_mends_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past its share of trials a file gets the plain message of the line."""
    monkeypatch.setattr(drafting, "_TRIAL_BYTES", -1)
    assert codes("a: b: c\n") == ["yaml-syntax"]
    assert codes("a: *x\n") == ["alias"]


def test_folder_gives_its_files_sorted(tmp_path: Path) -> None:
    """YAML and Markdown files come with their path in the layer and the digest of their bytes."""
    (tmp_path / "journeys").mkdir()
    (tmp_path / "journeys" / "b.yaml").write_text("title: B\n")
    (tmp_path / "page.md").write_bytes(b"\xef\xbb\xbf# Bonjour\r\nfin\r\n")
    (tmp_path / "a.yaml").write_text("title: A\n")
    files, findings = read_folder(tmp_path, "partners/var")
    assert findings == []
    assert [file.path for file in files] == ["a.yaml", "journeys/b.yaml", "page.md"]
    assert [file.text for file in files] == [None, None, "# Bonjour\nfin\n"]
    assert files[1].file == "partners/var/journeys/b.yaml"
    assert files[0].digest == hashlib.sha256(b"title: A\n").hexdigest()


def test_folder_leaves_data_and_hidden_files_alone(tmp_path: Path) -> None:
    """Imported data, pictures, hidden files and README are not sources."""
    for name in ("directory", "territories", "impact", "assets", ".git"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.yaml").write_text(":")
    for name in (".DS_Store", "README.md", "Thumbs.db"):
        (tmp_path / name).write_text("x")
    assert read_folder(tmp_path, "content") == ((), [])


def folder_codes(folder: Path, shown_as: str = "content") -> list[tuple[str, str]]:
    return [(d.code, str(d.location)) for d in read_folder(folder, shown_as)[1]]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.yml", "unusual-suffix"),
        ("a.YAML", "unusual-suffix"),
        ("a.txt", "unexpected-file"),
        ("a.yaml~", "unexpected-file"),
        ("Copie de a.yaml", "bad-file-name"),
        ("été.yaml", "bad-file-name"),
        ("é\u202e.md", "bad-file-name"),
        (os.fsdecode(b"\xe9.yaml"), "bad-file-name"),
    ],
)
def test_odd_file_name_is_told(tmp_path: Path, name: str, code: str) -> None:
    """A name that would not make an address, or would not be read, is a finding that can be printed."""
    (tmp_path / name).write_text("a: b\n")
    findings = read_folder(tmp_path, "content")[1]
    assert [d.code for d in findings] == [code]
    assert findings[0].says("fr").encode() + str(findings[0].location).encode()


def test_odd_folder_names_are_told(tmp_path: Path) -> None:
    """A space or an accent in the folder of a partner, or below it, is told with a better name."""
    (tmp_path / "Mes pages").mkdir()
    findings = read_folder(tmp_path, "partners/Hauts de Seine")[1]
    better = [dict(d.fields)["better"] for d in findings]
    assert better == ["hauts-de-seine", "mes-pages"]


def test_same_document_twice_is_told(tmp_path: Path) -> None:
    """`a.yaml` and `a.yml` are the same document: one is read."""
    (tmp_path / "a.yaml").write_text("a: b\n")
    (tmp_path / "a.yml").write_text("a: c\n")
    files, findings = read_folder(tmp_path, "content")
    assert [file.path for file in files] == ["a.yaml"]
    assert [d.code for d in findings if d.severity is Severity.ERROR] == ["same-document"]


def test_missing_folder_is_told(tmp_path: Path) -> None:
    """A folder that is not there, or is a file, gives a finding and no file."""
    (tmp_path / "file").write_text("x")
    assert folder_codes(tmp_path / "no", "partners/no") == [("missing-folder", "partners/no")]
    assert folder_codes(tmp_path / "file", "partners/file") == [("not-a-folder", "partners/file")]


def test_links_do_not_lead_out(tmp_path: Path) -> None:
    """A link inside the layer is read; one that leaves, loops or breaks is not followed."""
    layer = tmp_path / "layer"
    layer.mkdir()
    (tmp_path / "secret.yaml").write_text("a: b\n")
    (layer / "a.yaml").write_text("a: b\n")
    (layer / "b.yaml").symlink_to(layer / "a.yaml")
    (layer / "c.yaml").symlink_to(tmp_path / "secret.yaml")
    (layer / "d.yaml").symlink_to(layer / "nothing")
    (layer / "e.yaml").symlink_to(layer / "e.yaml")
    (layer / "f").symlink_to(tmp_path)
    files, findings = read_folder(layer, "content")
    assert [file.path for file in files] == ["a.yaml", "b.yaml"]
    assert [d.code for d in findings] == ["link-outside", "broken-shortcut", "broken-shortcut", "link-outside"]


def test_pipe_is_not_read(tmp_path: Path) -> None:
    """A pipe would wait for ever: it is told and left."""
    os.mkfifo(tmp_path / "a.yaml")
    assert folder_codes(tmp_path) == [("not-a-file", "content/a.yaml")]


def test_unreadable_file_and_folder_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses to open is a finding, and the rest is read."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.yaml").write_text("a: b\n")
    monkeypatch.setattr(Path, "open", refuse)
    assert folder_codes(tmp_path) == [("unreadable", "content/a.yaml")]
    monkeypatch.setattr(os, "scandir", refuse)
    assert folder_codes(tmp_path) == [("unreadable", "content")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xe9", "not-utf-8"),
        (b"a\x00bcdefghij", "forbidden-character"),
        (b"<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n", "merge-conflict"),
    ],
)
def test_markdown_is_checked_too(tmp_path: Path, data: bytes, code: str) -> None:
    """Encoding, hidden characters and marks of a merge are told in pages as in YAML."""
    (tmp_path / "a.md").write_bytes(data)
    assert folder_codes(tmp_path) == [(code, "content/a.md:1:" + ("2" if code.startswith("forb") else "1"))]


def test_absent_libyaml_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the same trees come with one warning for the folder."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(JOURNEY)
    with_libyaml = read_folder(tmp_path, "content")[0]
    monkeypatch.setattr(growing, "CParser", None)
    files, findings = read_folder(tmp_path, "content")
    assert files == with_libyaml
    assert [(d.code, d.severity) for d in findings] == [("libyaml-absent", Severity.WARNING)]


def check_located(findings: list[Diagnostic], data: bytes) -> None:
    """Every finding stands inside the file and can be put in words, its help included."""
    last = data.count(b"\n") + data.count(b"\r") + 1
    for finding in findings:
        assert 1 <= finding.location.line <= last
        assert finding.location.column >= 1
        for lang in ("fr", "en"):
            assert finding.says(lang)
            assert finding.help is not None
            assert finding.help.text(lang, dict(finding.fields))


YAML_SIGNS = [
    "- ",
    "-",
    ": ",
    ":",
    " #",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "|",
    ">",
    "&a",
    "*a",
    "!x",
    "%",
    "@",
    "`",
    "? ",
    ",",
]
SPACES = ["\n", "\n  ", "\n\n", "\r\n", "\t", "\t#", "    ", "\u00a0", "\x85", "\u2028", "\ufeff", "\0"]
LINES = ["<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "---\n", "...\n", "<<: ", "Abc : d", "– "]
REST = ["“", "：", "<p>", "\\", "é", "=", "\\ud800", "Ã©"]
SIGNS = st.sampled_from([*YAML_SIGNS, *SPACES, *LINES, *REST])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    """Whatever the bytes, findings and no exception."""
    check_located(read_yaml(data, "f.yaml")[1], data)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(JOURNEY)), SIGNS, st.integers(0, 12)), min_size=1, max_size=4), st.booleans()
)
def test_mutations_of_a_journey_never_raise(edits: list[tuple[int, str, int]], with_libyaml: bool) -> None:
    """Slips of the hand anywhere in a real file are told inside the file, with both parsers."""
    text = JOURNEY
    for position, sign, erased in edits:
        text = text[:position] + sign + text[position + erased :]
    with pytest.MonkeyPatch.context() as patch:
        if not with_libyaml:
            patch.setattr(growing, "CParser", None)
        root, findings = read_yaml(text.encode(), "f.yaml")
    check_located(findings, text.encode())
    assert root is not None or findings


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS | st.sampled_from(["a", "b", "\na", "\n  b"]), max_size=25))
def test_heaps_of_signs_never_raise(signs: list[str]) -> None:
    """The signs of YAML in any order give findings, never an exception."""
    data = "".join(signs).encode()
    check_located(read_yaml(data, "f.yaml")[1], data)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True), st.text("abc é'\"#:-\\[]{}", max_size=20))
)
def test_quoted_texts_are_read_back_as_they_are(texts: dict[str, str]) -> None:
    """What stands in single quotes comes back character for character."""
    text = "".join(f"{key}: '" + value.replace("'", "''") + "'\n" for key, value in texts.items()) + "end: x\n"
    entries = tree(text).entries
    assert {key: node.value for key, node in entries.items() if isinstance(node, Text)} == {**texts, "end": "x"}
