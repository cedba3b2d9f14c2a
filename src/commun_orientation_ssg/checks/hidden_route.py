"""A condition or a `hide` must not take away the last way to a need.

Why: a need that is listed but that some residents cannot reach, or that has lost its topic, is a promise not kept.
Rejected:  hiding the only topic of a need.
Accepted:  giving the need another topic first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Note, Rule, Severity
from ..model import Site
from ..walk import reach, starts, whole_graph

NEED_WITHOUT_TOPIC = Rule(
    "need-without-topic",
    Severity.ERROR,
    Bilingual(
        "le besoin « {title} » n'est dans aucun thème : on ne le trouve plus",
        "the need “{title}” is in no topic: nobody finds it",
    ),
    Bilingual("au moins un thème qui existe, dans « topics: »", "at least one topic that exists, in `topics:`"),
)
HIDES_LAST = Rule(
    "hides-last-route",
    Severity.ERROR,
    Bilingual(
        "masquer cette réponse retire le dernier chemin vers « {title} »",
        "hiding this answer removes the last way to “{title}”",
    ),
    help=Bilingual(
        "gardez un autre chemin, ou remplacez la réponse au lieu de la masquer",
        "keep another way, or replace the answer",
    ),
)
_HIDDEN = Bilingual("masqué ici", "hidden here")


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each need that no topic shows, and each hidden answer that was the last way to an outcome."""
    for need in site.needs.values():
        if not any(topic in site.topics for topic in need.topics):
            hidden = [item for item in site.hidden if item.kind == "topic" and item.id in need.topics]
            yield NEED_WITHOUT_TOPIC.at(
                need.location, title=need.title, notes=[Note(_HIDDEN, item.location) for item in hidden]
            )
    if site.hidden:
        yield from _lost(site)


def _lost(site: Site) -> Iterator[Diagnostic]:
    """Yield a finding for each hidden answer whose target nobody reaches any more."""
    reached = reach(whole_graph(site), starts(site))
    for item in site.hidden:
        if item.kind == "journey" and len(item.path) == 4 and item.leads_to:
            key = item.leads_to if "/" in item.leads_to else f"{item.id}/{item.leads_to}"
            journey = site.journeys.get(key.partition("/")[0])
            if journey and key in journey.steps and key not in reached:
                yield HIDES_LAST.at(item.location, title=item.title)
