"""A page that keeps people in: no way to the other topics, or to the search box.

Why: an entry says where a resident probably comes from; their problem may be another one. From an entry every topic is
one step away, and the search box is there; from any page the home page is, with both.
Rejected:  a theme whose entry page lists only the topics of the entry.
Accepted:  the same page, with the other topics after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..diagnostics import Bilingual, Diagnostic, Location, Rule, Severity

CLOSED_ENTRY = Rule(
    "closed-entry",
    Severity.ERROR,
    Bilingual(
        "la page « {page} » ne mène pas à tout : il manque {missing}",
        "the page {page} does not lead everywhere: {missing} missing",
    ),
    Bilingual("un lien vers chaque thème, et la recherche", "a link to every topic, and the search box"),
)
CLOSED_PAGE = Rule(
    "closed-page",
    Severity.ERROR,
    Bilingual("la page « {page} » n'a pas de lien vers l'accueil", "the page {page} has no link to the home page"),
    Bilingual("un lien vers index.html", "a link to index.html"),
)
_SEARCH = "data-search"
_FREE = re.compile(r"(404\.html|integration/.*)$")
"""Pages of another kind: served anywhere, or for the webmaster."""


def check_pages(
    pages: Iterable[tuple[str, bytes]], topics: Iterable[str], location: Location, moved: frozenset[str] = frozenset()
) -> Iterator[Diagnostic]:
    """Yield a finding for each page that keeps people in.

    Args:
        topics: the paths of all topics' pages.
        moved: the paths of pages that only lead elsewhere.
    """
    topics = tuple(topics)
    for path, data in pages:
        if not path.endswith(".html") or path in moved or _FREE.match(path):
            continue
        up = "../" * path.count("/")
        if path == "index.html" or path.startswith("entrees/"):
            missing = [topic for topic in topics if f'href="{up}{topic}"'.encode() not in data]
            missing += [] if _SEARCH.encode() in data else [_SEARCH]
            if missing:
                yield CLOSED_ENTRY.at(location, page=path, missing=", ".join(missing))
        if path != "index.html" and f'href="{up}index.html"'.encode() not in data:
            yield CLOSED_PAGE.at(location, page=path)
