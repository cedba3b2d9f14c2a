"""Markdown fields to clean HTML. Memoised: a text of the commons is rendered once for all partners.

Python-Markdown turns the text into HTML and nh3 keeps what a page may hold: no script, no style, no image, and links to
http(s), mailto, tel and sms only. Paragraphs and flat lists with bold, emphasis and plain links, nearly all texts, are
written directly: the same HTML (a property test compares), fifteen times faster, which the cold build needs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import markdown
import nh3

__all__ = ["to_html", "to_inline_html", "to_text"]

_BEYOND = re.compile(
    r"[_`#<>|~&\\]|!\[|\t|  $|^ ?\[[^\]]*\]:|^[^\S\n]{4}|^[^\S\n]+$"
    r"|^(?!- (?:[^\W\d]|«|\*\*[^\s*]))[^\S\n]*(?:[-+=]|\*\s|\d+[.)]\s)",
    re.MULTILINE,
)
_BLANK_LINE = re.compile(r"\n\s*\n")
_BOLD = re.compile(r"(?<!\*)\*\*([^\s*](?:[^*\n]*[^\s*])?)\*\*(?!\*)")
_EMPHASIS = re.compile(r"(?<!\*)\*([^\s*](?:[^*\n]*[^\s*])?)\*(?!\*)")
_LINK = re.compile(r"\[([^\[\]\n*]*[^\[\]\s*][^\[\]\n*]*)\]\((https?://[A-Za-z0-9./?=%,:;-]+)\)")
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}
_PAGE_TAGS = _TAGS | {"h2", "h3"}
_SCHEMES = {"http", "https", "mailto", "tel", "sms"}
_markdown = markdown.Markdown(extensions=["sane_lists"], output_format="html")


@lru_cache(maxsize=8192)
def to_html(text: str, *, page: bool = False) -> str:
    """Return a Markdown field as clean HTML blocks; `page` allows second and third level headings."""
    if (quick := _quick(text)) is not None:
        return "".join(quick)
    html = _markdown.reset().convert(text)
    return nh3.clean(
        html,
        tags=_PAGE_TAGS if page else _TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noreferrer",
    )


@lru_cache(maxsize=8192)
def to_inline_html(text: str) -> str:
    """Return a one-paragraph field as clean inline HTML."""
    html = to_html(text)
    if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
        return html[3:-4]
    return nh3.clean(
        html,
        tags={"strong", "em", "a", "br", "code"},
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noreferrer",
    )


def _quick(text: str) -> list[str] | None:
    """Return the HTML blocks of a text whose only marks are bold, emphasis, plain links and flat lists; else None."""
    if _BEYOND.search(text):
        return None
    if "*" in text or "[" in text:
        text = _LINK.sub("\x01\\2\x02\\1\x03", _EMPHASIS.sub("\x06\\1\x07", _BOLD.sub("\x04\\1\x05", text)))
        if "*" in text or "[" in text or "]" in text:
            return None
        for mark, tag in _MARKS:
            text = text.replace(mark, tag)
    blocks: list[str] = []
    for part in _BLANK_LINE.split(text):
        lines = part.strip().split("\n")
        items = [line for line in lines if line.startswith("- ")]
        if items and (len(items) < len(lines) or (blocks and blocks[-1].startswith("<ul>"))):
            return None  # a list that goes on under a paragraph or after a blank line has rules of its own
        if items:
            blocks.append(f"<ul>{''.join(f'<li>{item[2:].strip()}</li>' for item in items)}</ul>")
        elif lines != [""]:
            blocks.append(f"<p>{part.strip()}</p>")
    return blocks


_MARKS = (
    ("\x01", '<a href="'),
    ("\x02", '" rel="noreferrer">'),
    ("\x03", "</a>"),
    ("\x04", "<strong>"),
    ("\x05", "</strong>"),
    ("\x06", "<em>"),
    ("\x07", "</em>"),
)


def to_text(text: str) -> str:
    """Return a Markdown field without its marks, on one line (for JSON-LD, search, spoken text)."""
    spaced = re.sub(r"(</(?:p|li|h2|h3|blockquote)>|<br ?/?>)", r"\1 ", to_html(text))
    return re.sub(r"\s+", " ", unescape(nh3.clean(spaced, tags=set()))).strip()
