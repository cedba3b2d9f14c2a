"""Markdown fields to clean HTML. Memoised: a text of the commons is rendered once for all partners.

Python-Markdown turns the text into HTML and nh3 keeps what a page may hold: no script, no style, no image, and links to
http(s), mailto, tel and sms only. A text without any mark (most of them) is escaped and cut into paragraphs directly.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

import markdown
import nh3

__all__ = ["to_html", "to_inline_html", "to_text"]

_MARKED = re.compile(r"[*_`#\[\]<>|~&\\]|^\s*(?:[-+]|\d+[.)])\s|^\s{4}|^=+\s*$|^-+\s*$|  $|https?://", re.MULTILINE)
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}
_PAGE_TAGS = _TAGS | {"h2", "h3"}
_SCHEMES = {"http", "https", "mailto", "tel", "sms"}
_markdown = markdown.Markdown(extensions=["sane_lists"], output_format="html")


@lru_cache(maxsize=65536)
def to_html(text: str, *, page: bool = False) -> str:
    """Return a Markdown field as clean HTML blocks; `page` allows second and third level headings."""
    if not _MARKED.search(text):
        return "".join(f"<p>{escape(part.strip(), quote=False)}</p>" for part in text.split("\n\n") if part.strip())
    html = _markdown.reset().convert(text)
    return nh3.clean(
        html,
        tags=_PAGE_TAGS if page else _TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        link_rel="noreferrer",
    )


@lru_cache(maxsize=65536)
def to_inline_html(text: str) -> str:
    """Return a one-paragraph field as clean inline HTML."""
    if not _MARKED.search(text):
        return escape(text, quote=False)
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


def to_text(text: str) -> str:
    """Return a Markdown field without its marks, on one line (for JSON-LD, search, spoken text)."""
    return re.sub(r"\s+", " ", nh3.clean(to_html(text), tags=set())).strip()
