"""Addresses that moved, and addresses that are not protected.

Why: service-public.fr became service-public.gouv.fr on 1 October 2025; an http link can be read and changed on the way.
Rejected:  `online: http://www.service-public.fr/particuliers/vosdroits/F1334`
Accepted:  `online: https://www.service-public.gouv.fr/particuliers/vosdroits/F1334`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Location, Rule, Severity
from ..model import Outcome, Site, TextOf

MOVED = Rule(
    "moved-address",
    Severity.WARNING,
    Bilingual("{url} a changé d'adresse", "{url} has moved"),
    help=Bilingual("écrivez {mended}", "write {mended}"),
)
NOT_PROTECTED = Rule(
    "http-link",
    Severity.WARNING,
    Bilingual("{url} n'est pas une adresse protégée", "{url} is not a protected address"),
    help=Bilingual("essayez {mended} ; si elle s'ouvre, écrivez-la", "try {mended}; if it opens, write it"),
)
_URL = re.compile(r"https?://[^\s<>()\"']+")
_OLD = re.compile(r"^https?://((?:[a-z-]+\.)?)service-public\.fr")


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each old or unprotected address in contacts, procedures, texts and the partner's own site."""
    for url, location in _addresses(site):
        if _OLD.match(url):
            yield MOVED.at(location, url=url, mended=_OLD.sub(r"https://\1service-public.gouv.fr", url))
        elif url.startswith("http://"):
            yield NOT_PROTECTED.at(location, url=url, mended=f"https://{url.removeprefix('http://')}")


def _addresses(site: Site) -> Iterator[tuple[str, Location]]:
    yield site.partner.website, site.partner.location
    for contact in site.contacts.values():
        for online in contact.online:
            yield online.url, online.location
    for journey in site.journeys.values():
        for step in journey.steps.values():
            if isinstance(step, Outcome):
                for procedure in step.procedures:
                    yield procedure.url, procedure.location
                for text in (step.text, step.after, step.recourse, *step.steps):
                    yield from _in_text(text)
    for page in site.pages.values():
        yield from _in_text(page)


def _in_text(text: TextOf | None) -> Iterator[tuple[str, Location]]:
    if text is not None and "http" in text.value:
        for match in _URL.finditer(text.value):
            yield match[0].rstrip(".,;:"), text.location
