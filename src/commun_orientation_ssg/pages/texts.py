"""The pages of text of a partner: legal notices, personal data, accessibility, open data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape, unescape

from .. import context as c
from ..markup import to_html
from ..model import Partner, Site, TextOf
from ..wording import as_title, of_name, the_name, to_name
from .heads import HOME, head

__all__ = ["open_data_page", "text_pages"]

_NAMES = ("mentions-legales", "donnees-personnelles", "accessibilite")


def text_pages(site: Site) -> Iterator[c.TextPage]:
    """Yield the pages of text that a site has."""
    for name in _NAMES:
        if name in site.pages:
            yield _page(site.pages[name], f"{name}/index.html", site.partner)


def open_data_page(site: Site, files: Iterable[tuple[str, str]]) -> c.TextPage | None:
    """Return the page of the open data, with a line for each file: (path in `data/`, what it holds)."""
    page = site.pages.get("donnees-ouvertes")
    if page is None:
        return None
    lines = "\n".join(f"- [{path}]({path}) : {what}" for path, what in files)
    nothing = "Aucun contact n'est partagé pour l'instant."
    page = replace(page, value=page.value.replace("{files}", lines or nothing))
    return _page(page, "data/index.html", site.partner)


def _page(page: TextOf, path: str, partner: Partner) -> c.TextPage:
    first, _, rest = page.value.strip().partition("\n")
    heading = unescape(_filled(first.lstrip("# ").strip(), partner))
    return c.TextPage(
        *head(partner, path, heading),
        back=HOME,
        indexed=True,
        body_html=_filled(to_html(rest.strip(), page=True), partner),
    )


def _filled(text: str, partner: Partner) -> str:
    """Return HTML with what it says of the partner; its name takes the article that French asks for.

    Filled after Markdown, which is then done once for all partners; what is filled in is escaped.
    """
    name = escape(partner.name)
    text = re.sub(r"\bde \{partner\}", of_name(name), text)
    text = re.sub(r"\bà \{partner\}", to_name(name), text)
    text = re.sub(r"(\bpar (?:<strong>)?)\{partner\}", lambda found: found[1] + the_name(name), text)
    text = re.sub(
        r"(^|<p>|[.!?]\s+)\{partner\}", lambda found: found[1] + as_title(the_name(name)), text, flags=re.MULTILINE
    )
    for field in ("website", "publisher", "dpo", "host"):
        text = text.replace(f"{{{field}}}", escape(str(getattr(partner, field))))
    return text.replace("{partner}", name)
