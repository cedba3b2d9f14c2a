"""Markdown fields to clean HTML: what an author writes shows, what could run does not."""

from __future__ import annotations

import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg import markup
from commun_orientation_ssg.markup import to_html, to_inline_html, to_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Bonjour.\n\nAppelez.", "<p>Bonjour.</p><p>Appelez.</p>"),
        ("Le **fonds** aide.", "<p>Le <strong>fonds</strong> aide.</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("<script>alert(1)</script>", ""),
        ("[x](javascript:alert(1))", '<p><a rel="noreferrer">x</a></p>'),
        (
            "<a href='java\tscript:alert(1)'>x</a>",
            '<p><a href="java   script:alert(1)" rel="noreferrer">x</a></p>',
        ),  # spaces: no scheme
        ('<p onclick="x" style="y">z</p>', "<p>z</p>"),
        ("![x](https://example.org/x.png)", "<p></p>"),
    ],
)
def test_blocks(text: str, html: str) -> None:
    """Marks become elements, everything else is escaped or dropped."""
    assert to_html(text).replace("\n", "") == html


def test_headings_stand_on_pages_only() -> None:
    """In a field of a journey a heading would break the order of the page's own."""
    assert "<h2>" in to_html("## Titre", page=True)
    assert "<h2>" not in to_html("## Titre")


def test_inline_keeps_no_block() -> None:
    """A step of a list is one paragraph, without its <p>."""
    assert to_inline_html("Appelez le **17**.") == "Appelez le <strong>17</strong>."
    assert "<p>" not in to_inline_html("* un\n* deux\n\ntrois")
    assert to_text("Soins & *aide*") == "Soins & aide"
    assert to_text("Le **fonds**\n\naide [ici](https://example.org)") == "Le fonds aide ici"


@given(st.text(max_size=200))
def test_no_text_gives_a_script_or_an_event(text: str) -> None:
    """Whatever is written, no element but ours and no attribute but a link's."""
    html = to_html(text).lower()
    assert "<script" not in html
    assert "<style" not in html
    assert "<img" not in html


_PIECES = [
    "**", "*", "[", "]", "(", ")", "https://a.fr/x", "bonjour", " ", "\n", "\n\n", "é", "!", "'", '"', ".", ":", "-", "1",
    "[a](https://b.fr)", "**gras**", "?", "  ", "=", "x", "\n\n- un", "\n- deux", "*bas*", "\n\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_what_is_written_directly_is_what_python_markdown_writes(text: str) -> None:
    """A text that takes the quick way gives the HTML of Python-Markdown and nh3, white space aside."""
    quick = markup._quick(text)
    if quick is None:
        return
    slow = nh3.clean(
        markup._markdown.reset().convert(text),
        tags=markup._TAGS,
        attributes={"a": {"href"}},
        url_schemes=markup._SCHEMES,
        link_rel="noreferrer",
    )
    assert _squeezed("".join(quick)) == _squeezed(slow)


def _squeezed(html: str) -> str:
    return re.sub(r"\s*(</?(?:p|ul|li)>)\s*", r"\1", re.sub(r"\s+", " ", html)).strip()
