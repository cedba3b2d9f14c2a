"""Nobody leaves empty-handed.

Why: a resident sent away without a person to talk to goes from desk to desk, or gives up. For every class of residents
and places (those that the conditions tell apart), every combination of answers, from every need, entry and journey,
must end on an outcome that names a human channel: the phone or the desk of a body competent for that need, or a service
that is known to receive people there (its `reach` says how). A mailbox alone, a web page or a general information line
does not count. An urgent outcome needs a voice at any hour. Answers do not depend on one another, so reaching every
step of the graph tries every combination; the finding shows the shortest way to the failure, in words.

Rejected:  an outcome whose only contact is `mail: info@exemple.fr`; a loop of questions that never ends.
Accepted:  the same outcome with `contacts: [ccas]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..conditions import MAX_CLASSES, count_classes
from ..diagnostics import Bilingual, Diagnostic, Note, Rule, Severity
from ..model import Contact, Outcome, Question, Site
from ..walk import (
    Graph,
    Route,
    graph_for,
    guards_of,
    leading_to_outcome,
    reach,
    residents,
    starts,
    whole_graph,
    without_guarded,
)  # fmt: skip

OUTCOME_WITHOUT_HUMAN = Rule(
    "outcome-without-human",
    Severity.ERROR,
    Bilingual("« {title} » ne mène à personne à qui parler", "“{title}” leads to nobody one can talk to"),
    Bilingual(
        "un service, ou un contact avec un téléphone ou un accueil", "a service, or a contact with a phone or a desk"
    ),
    Bilingual(
        "ajoutez dans « contacts: » le service compétent ; une ligne générale, un site ou un courriel ne suffit pas",
        "add the competent service to `contacts:`; a general line, a site or a mailbox is not enough",
    ),
)
URGENT_WITHOUT_VOICE = Rule(
    "urgent-without-voice",
    Severity.ERROR,
    Bilingual(
        "« {title} » est urgent, mais personne n'y répond jour et nuit",
        "“{title}” is urgent but nobody answers day and night",
    ),
    Bilingual("un contact dont le téléphone répond 24h/24", "a contact whose phone answers 24h/24"),
    Bilingual("ajoutez par exemple le 15, le 17, le 115 ou le 119", "add for example 15, 17, 115 or 119"),
)
TRAP = Rule(
    "trap",
    Severity.ERROR,
    Bilingual(
        "à partir de « {ask} », aucune réponse ne mène à un résultat", "from “{ask}”, no answer leads to an outcome"
    ),
    Bilingual("une suite de réponses qui finit par un résultat", "a chain of answers that ends on an outcome"),
)
NO_ANSWER_FOR = Rule(
    "no-answer-for-some",
    Severity.ERROR,
    Bilingual(
        "« {ask} » n'a aucune réponse pour certaines personnes ({who})", "“{ask}” has no answer for some people ({who})"
    ),
    Bilingual("au moins une réponse sans condition", "at least one answer without a condition"),
)


TOO_MANY_CLASSES = Rule(
    "too-many-conditions",
    Severity.WARNING,
    Bilingual(
        "les conditions distinguent {count} sortes de personnes et de lieux : seules {limit} sont essayées",
        "the conditions tell {count} kinds of people and places apart: only {limit} are tried",
    ),
    help=Bilingual(
        "regroupez des lieux dans une condition de conditions.yaml", "group places in a condition of conditions.yaml"
    ),
)


def check(site: Site, today: date) -> Iterator[Diagnostic]:
    """Yield one finding for each step that leaves somebody empty-handed."""
    whole = whole_graph(site)
    begin = starts(site)
    doubtful = _doubtful(site, whole, begin)
    if doubtful:
        yield from _in_each_class(site, whole, begin, doubtful)


def _doubtful(site: Site, whole: Graph, begin: list[str]) -> frozenset[str]:
    """Return the steps that may fail for somebody; no class needs to be tried when there are none.

    Fewer answers never open a way: what leads to an outcome without any conditional answer does so for everybody.
    """
    sure = without_guarded(whole)
    exits = leading_to_outcome(site, sure)
    return frozenset(key for key in reach(whole, begin) if any(_failures(site, key, sure, exits, {})))


def _in_each_class(site: Site, whole: Graph, begin: list[str], doubtful: frozenset[str]) -> Iterator[Diagnostic]:
    """Try every class of residents; tell each failure once, with the shortest way to it."""
    count = count_classes(guards_of(site))
    if count > MAX_CLASSES:
        yield TOO_MANY_CLASSES.at(site.partner.location, count=count, limit=MAX_CLASSES)
    told: set[tuple[str, str]] = set()
    for facts in residents(site):
        graph = graph_for(whole, facts)
        exits = leading_to_outcome(site, graph)
        for key, route in reach(graph, begin).items():
            for finding in _failures(site, key, graph, exits, facts) if key in doubtful else ():
                if (key, finding.code) not in told:
                    told.add((key, finding.code))
                    yield finding.with_note(Note(_in_words(site, route, facts)))


def _failures(site: Site, key: str, graph: Graph, exits: frozenset[str], facts: dict[str, str]) -> Iterator[Diagnostic]:
    step = site.step(key)
    if isinstance(step, Outcome):
        if not has_human(site, step):
            yield OUTCOME_WITHOUT_HUMAN.at(step.location, title=step.title)
        if step.urgent and not any(answers_always(contact) for contact in _contacts(site, step)):
            yield URGENT_WITHOUT_VOICE.at(step.location, title=step.title)
    elif step.answers and not graph[key]:
        yield NO_ANSWER_FOR.at(step.location, ask=step.ask, who=_who(facts))
    elif key not in exits:
        yield TRAP.at(step.location, ask=step.ask)


def _contacts(site: Site, outcome: Outcome) -> Iterator[Contact]:
    for name in outcome.contacts:
        yield from site.contacts_for(name)


def has_human(site: Site, outcome: Outcome) -> bool:
    """Tell whether an outcome names a service (which is met by people, by its `reach`) or a contact one can talk to."""
    return any(name in site.services or is_human(site.contacts[name]) for name in outcome.contacts)


def is_human(contact: Contact) -> bool:
    """Tell whether somebody answers there: a phone or a desk, and not a general information line."""
    return not contact.general and bool(contact.phones or contact.desk)


def answers_always(contact: Contact) -> bool:
    """Tell whether a phone of this contact answers at any hour, every day."""
    return any(phone.voice and phone.hours is not None and phone.hours.always for phone in contact.phones)


def _who(facts: dict[str, str]) -> str:
    return ", ".join(f"{fact} = {'autre' if value == '*' else value}" for fact, value in sorted(facts.items()))


def _in_words(site: Site, route: Route, facts: dict[str, str]) -> Bilingual:
    need = next((need.title for need in site.needs.values() if need.target == route.start), None)
    first = site.step(route.start)
    begin = need or (first.ask if isinstance(first, Question) else first.title)
    way = " → ".join([f"« {begin} »", *(f"« {answer.text} »" for answer in route.answers)])
    who = f" ({_who(facts)})" if any(answer.guard for answer in route.answers) else ""
    text = (way + who).replace("{", "{{").replace("}", "}}")
    return Bilingual(f"le chemin le plus court : {text}", f"the shortest way: {text}")
