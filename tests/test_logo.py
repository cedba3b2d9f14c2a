"""Logos: what is drawn passes, whatever could run, leak or lie is refused with the reason; nothing is copied as it stands."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg.diagnostics import Location
from commun_orientation_ssg.logo import MAX_BYTES, logo_width, rebuild_logo

HERE = Location("partners/var/branding.yaml", 4, 7)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'


def _rebuilt(inside: str, head: str = HEAD) -> str:
    data, findings = rebuild_logo(f"{head}{inside}</svg>".encode(), HERE, "assets/logo.svg")
    assert not findings, findings[0].says("en")
    return data.decode()


def _refusal(data: str | bytes) -> str:
    made, findings = rebuild_logo(data.encode() if isinstance(data, str) else data, HERE, "assets/logo.svg")
    assert made == b""
    assert len(findings) == 1
    assert findings[0].location == HERE
    assert findings[0].says("fr") != findings[0].says("en")
    return findings[0].says("en")


HOSTILE = {
    "script": ("<script>alert(1)</script>", "script"),
    "script in a foreign namespace": ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>', "script"),
    "event": ('<path d="M0 0" onclick="alert(1)"/>', "onclick"),
    "event in capitals": ('<g ONLOAD="alert(1)"/>', "ONLOAD"),
    "foreign object": ("<foreignObject><p>hello</p></foreignObject>", "foreign object"),
    "image": ('<image href="https://example.org/pixel.png"/>', "image"),
    "style sheet": ("<style>@import url(https://example.org/a.css)</style>", "style sheet"),
    "link": ('<a href="javascript:alert(1)"><path d="M0 0"/></a>', "link"),
    "use of another file": ('<use xlink:href="https://example.org/a.svg#b"/>', "outside"),
    "use of data": ('<use href="data:image/svg+xml;base64,PHN2Zy8+"/>', "outside"),
    "paint of another file": ('<path d="M0 0" fill="url(https://example.org/a.svg#b)"/>', "colour"),
    "paint in a style": ('<path d="M0 0" style="fill:url(//example.org/a)"/>', "colour"),
    "escaped paint in a style": ('<path d="M0 0" style="fill:u\\72l(//example.org/a)"/>', "colour"),
    "filter of another file": ('<path d="M0 0" filter="url(//example.org/a)"/>', "filter"),
    "background in a style": ('<path d="M0 0" style="background:url(//example.org/a)"/>', "background"),
    "animation to a script": ('<set attributeName="href" to="javascript:alert(1)"/>', "animation"),
    "text": ("<text>Vote for me</text>", "text"),
    "iframe": ('<iframe src="https://example.org"/>', "iframe"),
    "unreadable path": ('<path d="M0 0 &quot;&gt;"/>', "“d”"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_content_is_refused_with_its_reason(name: str) -> None:
    """What could run or leave the file is named in the message, and nothing is written."""
    inside, reason = HOSTILE[name]
    assert reason in _refusal(f"{HEAD}{inside}</svg>")


HOSTILE_FILES = {
    "empty": ("  ", "empty"),
    "doctype": (f'<!DOCTYPE svg SYSTEM "file:///etc/passwd">{HEAD}</svg>', "DOCTYPE"),
    "billion laughs": (
        f'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>{HEAD}<title>&b;</title></svg>',
        "DOCTYPE",
    ),
    "style sheet instruction": (f'<?xml-stylesheet href="https://example.org/a.css"?>{HEAD}</svg>', "xml-stylesheet"),
    "not a drawing": ("<html><body>hello</body></html>", "not an SVG"),
    "no namespace": ('<svg viewBox="0 0 1 1"></svg>', "not an SVG"),
    "no viewBox": ('<svg xmlns="http://www.w3.org/2000/svg"/>', "viewBox"),
    "not closed": (f"{HEAD}<g>", "line 1"),
    "too heavy": (f"{HEAD}{' ' * MAX_BYTES}</svg>", "KB"),
    "too deep": (f"{HEAD}{'<g>' * 40}{'</g>' * 40}</svg>", "complex"),
    "too many": (f"{HEAD}{'<g/>' * 2_000}</svg>", "complex"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff", "UTF-8"),
    "another encoding": (HEAD.encode("utf-16"), "UTF-8"),
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_a_file_that_is_no_plain_drawing_is_refused(name: str) -> None:
    """Entities, wrong roots, excess of size and broken files each get their reason."""
    data, reason = HOSTILE_FILES[name]
    assert reason in _refusal(data)


def test_shapes_gradients_and_their_references_pass() -> None:
    """Ids are prefixed, and so is what refers to them."""
    made = _rebuilt(
        '<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<path d="M0,0L1-1a.5.5 0 01.5.5z" fill="url(#a) red" transform="translate(1 2) rotate(-4)"/>'
        '<use xlink:href="#b"/><circle id="b" r="1" class="x" data-name="y"/>'
    )
    assert 'id="logo-a"' in made
    assert 'fill="url(#logo-a) red"' in made
    assert '<use href="#logo-b">' in made
    assert "class" not in made
    assert "data-name" not in made


def test_a_style_attribute_becomes_attributes() -> None:
    """No style is left: our Content-Security-Policy would refuse it."""
    made = _rebuilt('<path d="M0 0" style="fill:#0b4f7a; stroke:none; -inkscape-font:x; stroke-width:2px"/>')
    assert "style" not in made
    assert 'fill="#0b4f7a" stroke="none" stroke-width="2px"' in made


def test_metadata_of_drawing_programs_is_dropped() -> None:
    """Inkscape's own elements and comments never reach the page."""
    inside = '<!-- me --><metadata><r xmlns="urn:r"><x/></r></metadata><s:v xmlns:s="urn:sodipodi" s:z="1"/><g/>'
    assert _rebuilt(inside) == '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><g></g></svg>'


def test_rebuilding_twice_changes_ids_only() -> None:
    """What we wrote is itself a plain drawing."""
    once = _rebuilt('<g opacity=".5"><rect width="4" height="4" rx="1" fill="rgb(1, 2, 3)"/></g>')
    assert rebuild_logo(once.encode(), HERE, "x")[0].decode() == once


_TAGS = st.sampled_from(["g", "path", "script", "use", "style", "a", "image", "foreignObject", "x:y", "svg", "animate"])
_NAMES = st.sampled_from(["d", "href", "xlink:href", "onload", "style", "fill", "id", "class", "transform", "filter"])
_TEXTS = st.sampled_from(
    [
        "M0 0",
        "#a",
        "url(#a)",
        "url(//x)",
        "javascript:alert(1)",
        "data:,x",
        "red",
        "fill:url(x)",
        "</svg>",
        "&lt;script&gt;",
    ]
) | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters='<&"'), max_size=20)
_PIECES = st.tuples(_TAGS, st.dictionaries(_NAMES, _TEXTS, max_size=3))


@given(st.lists(_PIECES, max_size=6))
def test_what_passes_holds_nothing_that_runs_or_leaves(pieces: list[tuple[str, dict[str, str]]]) -> None:
    """Any mix of elements: refused with one finding, or only allowed elements and local references."""
    inside = "".join(
        f"<{tag} {' '.join(f'{name}={chr(34)}{value}{chr(34)}' for name, value in attributes.items())}/>"
        for tag, attributes in pieces
    )
    head = HEAD.replace(" viewBox", ' xmlns:x="urn:x" viewBox')
    made, findings = rebuild_logo(f"{head}{inside}</svg>".encode(), HERE, "x.svg")
    assert bool(made) != bool(findings)
    if made:
        for element in ElementTree.fromstring(made).iter():
            assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in {"svg", "g", "path", "use"}
            for name, value in element.attrib.items():
                assert not name.startswith("on")
                assert name != "style"
                assert "//" not in value
                assert name != "href" or value.startswith("#logo-")


@given(st.binary(max_size=200))
def test_no_bytes_give_a_traceback(data: bytes) -> None:
    """Arbitrary bytes are refused, one finding each."""
    made, findings = rebuild_logo(data, HERE, "x.svg")
    assert made == b""
    assert len(findings) == 1


@pytest.mark.parametrize("attribute", ["d", "points", "transform", "viewBox", "fill", "stroke-width", "style"])
@pytest.mark.parametrize(
    "evil", ["1" * 3000 + "!", "1 " * 3000 + "!", "  ," * 3000 + "!", "M" * 3000 + "!", "rotate(1" * 900]
)
def test_a_long_value_is_refused_at_once(attribute: str, evil: str) -> None:
    """No value makes the reader go back and forth: this test would never end."""
    rebuild_logo(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path {attribute}="{evil}"/></svg>'.encode(),
        HERE,
        "x",
    )


def test_the_width_of_a_logo_follows_its_box() -> None:
    """The browser keeps its place before it has come: nothing moves on the page."""
    assert logo_width(b'<svg viewBox="0 0 300 100"></svg>', 40) == 120
    assert logo_width(b'<svg viewBox="-5,0 7.5,15"></svg>', 40) == 20


def test_a_box_of_no_height_gives_no_width() -> None:
    assert logo_width(b'<svg viewBox="0 0 300 0"></svg>', 40) == 0
    assert logo_width(b"", 40) == 0
