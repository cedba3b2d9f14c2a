"""A page too heavy for an old phone on a bad network.

Why: the first question must paint within 10 KB compressed, in one request; beyond 30 KB a page takes more than a second
on a slow network.
Rejected:  an outcome that lists 200 offices in full.
Accepted:  the same offices split by place.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator

from ..diagnostics import Bilingual, Diagnostic, Location, Rule, Severity

TOO_HEAVY = Rule(
    "page-too-heavy",
    Severity.WARNING,
    Bilingual(
        "la page « {page} » pèse {weight} Ko compressée : {limit} Ko au plus",
        "the page {page} weighs {weight} KB compressed: {limit} KB at most",
    ),
    help=Bilingual("montrez moins de contacts, ou coupez le parcours", "show fewer contacts, or split the journey"),
)
LIMIT_KB = 30
"""For one page, compressed; the first question has a tighter budget, measured in `bench/`."""
_LIGHT_BYTES = 90_000
"""HTML below this never weighs over the limit once compressed: it is not measured."""


def check_pages(pages: Iterable[tuple[str, bytes]], location: Location) -> Iterator[Diagnostic]:
    """Yield a finding for each HTML page over the limit."""
    for path, data in pages:
        if path.endswith(".html") and len(data) > _LIGHT_BYTES:
            weight = len(gzip.compress(data, 6)) / 1000
            if weight > LIMIT_KB:
                yield TOO_HEAVY.at(location, page=path, weight=round(weight), limit=LIMIT_KB)
