"""The everyday mistakes of someone who does not know YAML: each is told where it is, with a line that works."""

from __future__ import annotations

import pytest

from commun_orientation_ssg.diagnostics import Diagnostic
from commun_orientation_ssg.source import read_yaml

# name: what was typed, its accepted twin, the code, the line of the culprit.
MISTAKES: dict[str, tuple[str, str, str, int]] = {
    "colon in text": ("ask: Attention : que faire ?\n", 'ask: "Attention : que faire ?"\n', "colon-in-text", 1),
    "colon at the end": ("a: b\nask: Que faire :\n", "a: b\nask: 'Que faire :'\n", "colon-in-text", 2),
    "colon in a list item": (
        "steps:\n  - Attention : apportez le bail\n",
        'steps:\n  - "Attention : apportez le bail"\n',
        "colon-in-text",
        2,
    ),
    "two colons in a list item": (
        "steps:\n  - Attention : bail : oui\n",
        'steps:\n  - "Attention : bail : oui"\n',
        "colon-in-text",
        2,
    ),
    "colon in curly quotes": ("ask: “Attention : quoi ?”\n", 'ask: "Attention : quoi ?"\n', "colon-in-text", 1),
    "apostrophe as a quote": ("text: 'aujourd'hui'\n", 'text: "aujourd\'hui"\n', "quote-in-quotes", 1),
    "apostrophe in a list": ("a:\n  - 'l'aide'\n", "a:\n  - l'aide\n", "quote-in-quotes", 2),
    "text after quotes": ('text: "Bonjour" dit-il\n', "text: '\"Bonjour\" dit-il'\n", "quote-in-quotes", 1),
    "unclosed quote": ('a: "Bonjour\nb: x\n', 'a: "Bonjour"\nb: x\n', "unclosed-quote", 1),
    "unclosed apostrophe": ("a: b\nc: 'Bonjour\n", "a: b\nc: 'Bonjour'\n", "unclosed-quote", 2),
    "quote closed two lines below": ('a: "x\nb: y\nc: "z"\n', 'a: "x"\nb: y\nc: "z"\n', "unclosed-quote", 1),
    "quote that swallows a key": ('a: "x\nb: y"\n', 'a: "x\n  y"\n', "unclosed-quote", 1),
    "backslash": ('a: "C:\\dossier"\n', "a: 'C:\\dossier'\n", "backslash", 1),
    "curly quotes": ("a: “Bonjour”\n", "a: Dites “Bonjour”\n", "curly-quotes", 1),
    "curly quotes on two lines": ("a: “Bonjour\n  toi”\n", "a: Bonjour\n  toi\n", "curly-quotes", 1),
    "tab": ("a:\n\tb: c\n", "a:\n  b: c\n", "tab", 2),
    "tab deeper": ("a:\n      b: c\n\td: e\n", "a:\n      b: c\n      d: e\n", "tab", 3),
    "tab in a text": ("a: b\n\tc: d\n", "a: b\nc: d\n", "tab", 2),
    "too far right": ("a: b\n  c: d\ne: f\n", "a: b\nc: d\ne: f\n", "indentation", 2),
    "too far left": ("a:\n    b: c\n  d: e\n", "a:\n    b: c\n    d: e\n", "indentation", 3),
    "key under its dash": ("a:\n  - id: b\n  title: c\n", "a:\n  - id: b\n    title: c\n", "indentation", 3),
    "item too far right": ("a:\n  - b\n    - c\n", "a:\n  - b\n  - c\n", "indentation", 3),
    "missing dash": (
        "a:\n  - un\n  deux mots\n  - trois\n",
        "a:\n  - un\n  - deux mots\n  - trois\n",
        "missing-dash",
        3,
    ),
    "no space after dash": ("a:\n  - un\n  -deux\n", "a:\n  - un\n  - deux\n", "missing-space", 3),
    "no space after any dash": ("a:\n  -un\n", "a:\n  - un\n", "missing-space", 2),
    "no space after colon": ("title:Mon titre\na: b\n", "title: Mon titre\na: b\n", "missing-space", 1),
    "no space after colon below": ("a:\n  b:c\n", "a:\n  b: c\n", "missing-space", 2),
    "no space after the only colon": ("title:Mon titre\n", "title: Mon titre\n", "missing-space", 1),
    "long dash": ("a:\n  – un\n  – deux\n", "a:\n  - un\n  - deux\n", "word-bullet", 2),
    "bullet": ("a:\n  - un\n  • deux\n", "a:\n  - un\n  - deux\n", "word-bullet", 3),
    "star bullet": ("a:\n  * un\n", "a:\n  - un\n", "word-bullet", 2),
    "non-breaking space after colon": ("title:\u00a0x\na: b\n", "title: x\u00a0?\na: b\n", "odd-space", 1),
    "non-breaking space as indentation": ("a:\n\u00a0\u00a0b: c\n", "a:\n  b: c\n", "odd-space", 2),
    "non-breaking space before colon": ("a: b\nc\u00a0: d\n", "a: b\nc : d\n", "odd-space", 2),
    "non-breaking space after dash": ("a:\n  -\u00a0un\n", "a:\n  - un\n", "odd-space", 2),
    "full-width colon": ("a: b\ntitle：x\nc: d\n", "a: b\ntitle: x\nc: d\n", "full-width", 2),
    "missing colon": ("a: b\ntitle Mon titre\nc: d\n", "a: b\ntitle: Mon titre\nc: d\n", "missing-colon", 2),
    "missing colon above a group": ("phone\n  number: x\n", "phone:\n  number: x\n", "missing-colon", 1),
    "equals sign": ("a: b\ntitle = x\nc: d\n", "a: b\ntitle: x\nc: d\n", "missing-colon", 2),
    "list on the line of its key": ("steps: - un\n", "steps:\n  - un\n", "list-on-key-line", 1),
    "text after the bar": ("text: | Bonjour\n", "text: |\n  Bonjour\n", "text-after-bar", 1),
    "long text without a bar": (
        "text: Bonjour\n  Attention : x\n\n  fin\na: b\n",
        "text: |\n  Bonjour\n  Attention : x\n\n  fin\na: b\n",
        "text-without-bar",
        2,
    ),
    "at sign": ("a: @moi\n", 'a: "@moi"\n', "reserved-start", 1),
    "backquote": ("a: `x`\n", 'a: "`x`"\n', "reserved-start", 1),
    "percent": ("a: %x\n", "a: 10 %\n", "reserved-start", 1),
    "bold": ("a: **Gras** et suite\n", "a: Du **gras**\n", "reserved-start", 1),
    "ampersand": ("a: & co\n", "a: moi & co\n", "reserved-start", 1),
    "link": ("a: [lien](https://x.fr) ici\n", "a: un [lien](https://x.fr) ici\n", "reserved-start", 1),
    "closing bracket": ("a: ] x\n", "a: x ]\n", "reserved-start", 1),
    "greater than": ("a: > 18 ans\n", 'a: "> 18 ans"\n', "reserved-start", 1),
    "bracket in a text": ("a: [NB : c : d\nb: e\n", 'a: "[NB : c : d"\nb: e\n', "reserved-start", 1),
    "sentence between guillemets": ("a: « NB : c »\n", 'a: "« NB : c »"\n', "colon-in-text", 1),
    "acronym": ("a:\n  - CCAS : mairie\n", "a:\n  - CCAS: mairie\n", "colon-in-text", 2),
    "unclosed bracket": ("a: [b, c\nd: e\n", "a: [b, c]\nd: e\n", "unclosed-bracket", 1),
    "question mark": ("? a\n: b\n", "a: b ?\n", "question-mark", 1),
    "text after hash": ("name: Résidence B #3\n", "name: Résidence B n°3#4\n", "text-after-hash", 1),
    "remark after a code": ("kind: service   # body\n", "# body\nkind: service\n", "text-after-hash", 1),
    "hash at the start": ("title: #1\n", 'title: "#1"  # premier\n', "text-after-hash", 1),
    "sentences in brackets": ("a: [Votre bail, le vrai]\n", "a: [bail, F1334, 83137, 'x', a/b] # b\n", "flow-text", 1),
    "group in braces": ("h: {lundi: 9h-12h, 14h-17h}\n", "h:\n  lundi: 9h-12h, 14h-17h\n", "flow-mapping", 1),
    "group in a list": ("h:\n  - {id: a, title: B}\n", "h:\n  - id: a\n    title: B\n", "flow-mapping", 2),
    "brackets in brackets": ("h: [[a]]\n", "h: []\n", "flow-text", 1),
    "empty braces": ("h: {}\n", "h:\n", "flow-mapping", 1),
    "braces in braces": ("h: {a: {b: c}}\n", "h:\n  a:\n    b: c\n", "flow-mapping", 1),
    "brackets over two lines": ("h: [a b,\n  c]\n", "h: [a,\n  c]\n", "flow-text", 1),
    "text after brackets": ("h: [a b] # c\n", "h: [a]  # c\n", "flow-text", 1),
    "merge conflict": ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", "a: b\n", "merge-conflict", 1),
    "half a merge conflict": ("<<<<<<< HEAD\na: b\n", "a: |\n  <<<<<<< HEAD\n", "merge-conflict", 1),
    "html": ("a: <p>Bonjour</p>\n", "a: 3 < 4 & 5 > 2\n", "html-pasted", 1),
    "html with a colon": ('a: <p style="color: red">x</p>\n', "a: x\n", "colon-in-text", 1),
    "broken accents": ("a: tÃ©lÃ©phone\n", "a: téléphone, SÃO\n", "broken-accents", 1),
}  # fmt: skip
SILENT_MEND = {
    "braces in braces",
    "brackets in brackets",
    "curly quotes on two lines",
    "empty braces",
    "half a merge conflict",
    "merge conflict",
    "question mark",
    "text after brackets",
}


def findings_of(text: str) -> list[Diagnostic]:
    return read_yaml(text.encode(), "f.yaml")[1]


@pytest.mark.parametrize("name", MISTAKES)
def test_everyday_mistake_is_named_at_its_line(name: str) -> None:
    """The first finding has the tailored code and stands on the line the hand got wrong."""
    typed, _, code, line = MISTAKES[name]
    first = min(findings_of(typed), key=lambda d: d.location)
    assert (first.code, first.location.line) == (code, line)


@pytest.mark.parametrize("name", MISTAKES)
def test_accepted_twin_gives_no_finding(name: str) -> None:
    """The same intention, well written, is read without a word."""
    _, twin, _, _ = MISTAKES[name]
    assert findings_of(twin) == []


@pytest.mark.parametrize("name", sorted(MISTAKES.keys() - SILENT_MEND))
def test_mended_lines_make_the_finding_disappear(name: str) -> None:
    """Put in the place of the wrong lines, the lines proposed leave no finding of that kind on them."""
    typed, _, code, line = MISTAKES[name]
    finding = min(findings_of(typed), key=lambda d: d.location)
    mended = str(dict(finding.fields)["mended"]).split("\n")
    assert mended != [""]
    lines = typed.split("\n")
    first = line - 2 if code == "text-without-bar" else line - 1
    stop = first + {"word-bullet": len(mended), "text-without-bar": 4}.get(code, 1)
    after = findings_of("\n".join([*lines[:first], *mended, *lines[stop:]]))
    assert [d for d in after if d.code == code and d.location.line == line] == []


def test_lines_swallowed_for_two_reasons_are_two_findings() -> None:
    """A squashed dash then a bullet below a key are told apart, and a very long line is passed over."""
    found = findings_of("a:\n  -un\n  • deux\n  " + "x " * 1_500 + "\n")
    assert [(d.code, d.location.line) for d in found] == [("missing-space", 2), ("word-bullet", 3)]


def test_block_text_is_never_suspected() -> None:
    """After `|` everything is text: dashes, colons, hashes, tabs, curly quotes."""
    assert findings_of("a: |\n  Attention : x\n  -un\n  – deux\n  # trois\n  b:c\n  “d” = e\n  {f} [g h]\n") == []


def test_help_shows_the_mended_line_in_both_languages() -> None:
    """The help ends with the line to write."""
    finding = findings_of("ask: Attention : que faire ?\n")[0]
    for lang in ("fr", "en"):
        assert finding.help is not None
        assert finding.help.text(lang, dict(finding.fields)).endswith('\nask: "Attention : que faire ?"')


def test_line_nobody_can_mend_is_shown_without_a_mend() -> None:
    """Two mistakes on one line leave the plain message, with no line that would not work."""
    finding = findings_of("a:\n\t@x: b: c\n")[0]
    assert (finding.code, finding.location.line, dict(finding.fields)["mended"]) == ("yaml-syntax", 2, "")
