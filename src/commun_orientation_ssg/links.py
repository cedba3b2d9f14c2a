"""Links out of rendered pages: every internal target exists, offline, on every build."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity

__all__ = ["broken_links", "internal_targets"]

BROKEN_LINK = Rule(
    "broken-link",
    Severity.ERROR,
    Bilingual(
        "la page « {page} » a un lien vers « {target} », qui n'existe pas",
        "the page {page} links to {target}, which does not exist",
    ),
    Bilingual("un fichier du dossier du partenaire", "a file of the partner's folder"),
)
_TARGETS = (re.compile(rb' href="([^"#?]+)'), re.compile(rb' src="([^"#?]+)'))
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)")


def internal_targets(path: str, page: bytes) -> Iterator[str]:
    """Yield the files that a page links to, as paths in the partner's folder ("../" above it is kept)."""
    folder = posixpath.dirname(path)
    after_style = max(page.find(b"</style>"), 0)
    for target in sorted({target for pattern in _TARGETS for target in pattern.findall(page, after_style)}):
        text = target.decode()
        if not _OUTSIDE.match(text):
            yield posixpath.normpath(posixpath.join(folder, text))


def broken_links(
    pages: Iterable[tuple[str, bytes]], present: frozenset[str], location: Location, folder: str = ""
) -> Iterator[Diagnostic]:
    """Yield a finding for each internal link of `pages` whose target is not in `present`.

    Args:
        folder: the partner's id; an absolute link ("/var/index.html", in the 404 page) is read after it.
    """
    for path, data in pages:
        if path.endswith(".html"):
            for found in internal_targets(path, data):
                target = found.partition(f"/{folder}/")[2] if found.startswith("/") else found
                if target not in present and not target.startswith("../"):
                    yield BROKEN_LINK.at(location, page=path, target=target)
