"""Two pages with one address.

Why: on the disks of Windows and macOS, and on some hosts, `Loyer` and `loyer` are one file: a page would vanish.
Rejected:  two pages whose addresses differ only by case or by the way an accent is written.
Accepted:  two different ids.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Location, Rule, Severity
from ..model import Site
from ..permalinks import permalinks_of

COLLISION = Rule(
    "address-collision",
    Severity.ERROR,
    Bilingual("deux pages auraient la même adresse : {path}", "two pages would have one address: {path}"),
    Bilingual("un autre identifiant pour l'une des deux", "another id for one of them"),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each address taken by a second page."""
    taken: dict[str, str] = {}
    for owner, path, location in _addresses(site):
        first = taken.setdefault(unicodedata.normalize("NFC", path).casefold(), owner)
        if first != owner:
            yield COLLISION.at(location, path=path)


def _addresses(site: Site) -> Iterator[tuple[str, str, Location]]:
    links = permalinks_of(site)
    for journey in site.journeys.values():
        for key, step in journey.steps.items():
            yield f"step {key}", links.step(key), step.location
    for old, new in site.redirects.items():
        yield f"moved {old}", f"parcours/{old}/index.html", site.step(new).location
    for id, path in links.topics.items():
        yield f"topic {id}", path, site.topics[id].location
    for id, path in links.contacts.items():
        yield f"contact {id}", path, site.contacts[id].location if id in site.contacts else site.partner.location
    for entry in site.entries:
        yield f"entry {entry.id}", f"entrees/{entry.id}/index.html", entry.location
