"""A scenario that no longer ends where it should.

Why: a scenario is a promise ("a woman who is beaten now reaches the 17 in one answer"); a change to a journey, or a
partner's overlay, must not break it unseen.
Rejected:  `walk: [violences-conjugales, non]` with `expect: violences/danger-maintenant`, when "non" leads elsewhere.
Accepted:  `walk: [violences-conjugales, oui]` with the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..diagnostics import Bilingual, Diagnostic, Rule, Severity, did_you_mean
from ..model import Outcome, Question, Scenario, Site

WALK_LOST = Rule(
    "walk-lost",
    Severity.ERROR,
    Bilingual(
        "le scénario « {id} » finit sur « {reached} », et non sur « {expect} »",
        "the scenario “{id}” ends on “{reached}”, not on “{expect}”",
    ),
    help=Bilingual("réparez le parcours, ou corrigez le scénario", "mend the journey, or the scenario"),
)
WALK_BROKEN = Rule(
    "walk-broken",
    Severity.ERROR,
    Bilingual(
        "le scénario « {id} » ne se suit pas : « {name} » n'existe pas",
        "the scenario “{id}” cannot be walked: there is no “{name}”",
    ),
    Bilingual(
        "un besoin ou un parcours, puis le nom d'une réponse à chaque question",
        "a need or a journey, then an answer for each question",
    ),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield a finding for each walk that breaks off or ends elsewhere."""
    for scenario in site.scenarios:
        if scenario.walk:
            yield from _walked(site, scenario)


def _walked(site: Site, scenario: Scenario) -> Iterator[Diagnostic]:
    first, *answers = scenario.walk
    key = _start(site, first)
    if not key:
        help = did_you_mean(first, [*site.needs, *site.journeys])
        yield WALK_BROKEN.at(scenario.location, id=scenario.id, name=first, help=help)
        return
    for name in answers:
        step = site.step(key)
        known = {answer.id: answer.target for answer in step.answers} if isinstance(step, Question) else {}
        if name not in known:
            yield WALK_BROKEN.at(scenario.location, id=scenario.id, name=name, help=did_you_mean(name, known))
            return
        key = known[name]
    step = site.step(key)
    if scenario.expect != key and not (isinstance(step, Outcome) and scenario.expect in step.contacts):
        yield WALK_LOST.at(scenario.location, id=scenario.id, reached=key, expect=scenario.expect)


def _start(site: Site, name: str) -> str:
    """Return the step where a walk begins, "" when nothing has this name."""
    if name in site.needs:
        return site.needs[name].target
    if name in site.journeys:
        return site.journeys[name].start
    journey = site.journeys.get(name.partition("/")[0])
    return name if journey and name in journey.steps else ""
