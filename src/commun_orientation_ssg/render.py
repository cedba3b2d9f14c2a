"""Page contexts to HTML bytes. Jinja with autoescape and strict names; no content decision, nothing written.

Templates are compiled once for all partners. What all pages of a partner share at one depth (header, footer) and each
contact's card are rendered once and reused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from .context import PAGES, Card, Frame, Later, Page, Style
from .font import NO_FONT, Font
from .model import Branding
from .theme import UP, Theme, brand_css, style_hash

__all__ = ["Renderer", "styles_of"]

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self' '{style}'; img-src 'self' data:; font-src 'self';"
    "{framing} form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; "
    "trusted-types commun commun-worker"
)
_FRAMING = {"integration": " frame-src 'self';"}
"""What a page type adds to the policy: the live previews of the webmaster's page are frames of our own pages."""


def styles_of(theme: Theme, branding: Branding, font: Font = NO_FONT, *, also: str = "") -> dict[str, Style]:
    """Return the style of each page type: the theme's sheets it needs, the brand, the CSP that allows them.

    Args:
        font: the partner's; the sheets then hold `UP`, and are those of a page once it is replaced (`Renderer.page`).
        also: a page type whose sheets all pages take besides.
    """
    styles = {}
    for page in PAGES:
        css = theme.css(page, *([also] if also else []))
        css += brand_css(branding, css, font)
        styles[page] = Style(css, _CSP.format(style=style_hash(css), framing=_FRAMING.get(page, "")))
    return styles


class _Words(Extension):
    """Writes `{{ t('key') }}` into the template before it is compiled: half of what pages say never changes."""

    _SAID = re.compile(r"\{\{ t\('([\w.-]+)'\) \}\}")

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with the words of the theme in place; an unknown key stays, and fails at its own line."""
        words: Mapping[str, str] = self.environment.words  # type: ignore[attr-defined]

        def said(match: re.Match[str]) -> str:
            word = words.get(match[1])
            return match[0] if word is None or "{" in word else str(escape(word))

        return self._SAID.sub(said, source)


class Renderer:
    """Renders pages with one theme."""

    def __init__(self, theme: Theme) -> None:
        self._words = theme.words
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in theme.templates]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            extensions=[_Words],
        )
        self._environment.extend(words=theme.words)
        self._environment.globals |= {
            "t": self._t,
            "card_once": self._card,
            "place_once": self._place,
            "once": self._once,
        }
        self._memo: dict[tuple[str, ...], Markup] = {}
        self._styles: dict[tuple[str, str], Style] = {}
        self._frame: Frame | None = None

    def _t(self, key: str, **fields: object) -> str:
        text = self._words[key]
        return text.format_map(fields) if fields else text

    def use(self, frame: Frame) -> None:
        """Render for this partner from now on."""
        self._frame = frame
        self._memo, self._styles = {}, {}

    def _once(self, name: str, root: str) -> Markup:
        """Render a partial that depends on the frame and the depth only; the same bytes for all pages at that depth."""
        return self._memoised((name, root), lambda: self._render(name, root=root))

    def _card(self, card: Card, root: str, level: int = 3) -> Markup:
        """Render a contact's card, once for each level of heading (0: without); the way up is written in afterwards."""
        return self._contact("card", card, root, level)

    def _place(self, card: Card, root: str) -> Markup:
        """Render a contact in few lines, once, as one of many places of its service."""
        return self._contact("place", card, root, 0)

    def _contact(self, partial: str, card: Card, root: str, level: int) -> Markup:
        key = (partial, card.key, "x" if card.path else "", str(level))
        once = self._memoised(key, lambda: self._render(f"partials/{partial}.html", card=card, root=UP, level=level))
        return self._memoised((*key, root), lambda: once.replace(UP, root))

    def _render(self, name: str, **values: object) -> str:
        # The frame is handed over, never a global: a macro keeps the globals of the first partner it served.
        return self._environment.get_template(name).render(frame=self._frame, **values)

    def _memoised(self, key: tuple[str, ...], make: Callable[[], str]) -> Markup:
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = Markup(make())
        return found

    def _style(self, template: str, root: str) -> Style:
        """Return the style of a page at this depth: it says where the partner's font stands, and so does its hash."""
        assert self._frame is not None
        style = self._frame.styles[template]
        if UP not in style.css:
            return style
        if (template, root) not in self._styles:
            css = style.css.replace(UP, root)
            self._styles[template, root] = Style(css, style.csp.replace(style_hash(style.css), style_hash(css)))
        return self._styles[template, root]

    def page(self, template: str, page: Page, **more: Any) -> bytes:
        """Return one page as UTF-8 HTML."""
        assert self._frame is not None, "use() comes first"
        given = {
            "style": self._style(template, page.root),
            "scripts": self._frame.scripts.get(template, ()),
            "later": self._frame.later.get(template, Later()),
        }
        head, body, rest = self._render(f"pages/{template}.html", page=page, **given, **more).partition("<body")
        return f"{head}{body}{_unbroken(rest)}".encode()


def _unbroken(html: str) -> str:
    """Keep French punctuation with its word: no line starts with a colon, or ends with an opening quote."""
    for before, after in (
        (" :", "\u00a0:"),
        (" ;", "\u00a0;"),
        (" ?", "\u00a0?"),
        (" »", "\u00a0»"),
        ("« ", "«\u00a0"),
    ):
        html = html.replace(before, after)
    return html.replace(" !", "\u00a0!").replace("\u00a0!=", " !=")  # a condition in an attribute keeps its "!="
