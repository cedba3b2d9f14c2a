"""Who can reach what, for whom."""

from __future__ import annotations

from builders import Case, with_lines
from commun_orientation_ssg import walk

JOURNEY = "content/journeys/logement.yaml"
GUARDED = with_lines(JOURNEY, "next: abri", "when: audience == agent\n        next: abri")


def test_one_starts_at_needs_entries_and_journeys_each_once() -> None:
    """Every way in, in a stable order."""
    files = {"partners/var/entries.yaml": "entries:\n  - id: a\n    title: A\n    start: logement\n"}
    assert walk.starts(Case(files).site()) == ["logement/retard", "logement/situation"]


def test_the_shortest_route_is_kept() -> None:
    """Breadth first: no longer way is shown to people."""
    graph = walk.whole_graph(Case().site())
    route = walk.reach(graph, ["logement/situation", "logement/situation"])["logement/abri"]
    assert (route.start, [answer.id for answer in route.answers]) == ("logement/situation", ["dormir"])


def test_each_class_of_residents_walks_its_own_graph() -> None:
    """An answer that is not for them is not there."""
    site = Case(GUARDED).site()
    whole = walk.whole_graph(site)
    shown = [
        (facts["audience"], [answer.id for answer in walk.graph_for(whole, facts)["logement/situation"]])
        for facts in walk.residents(site)
    ]
    assert shown == [("*", ["payer"]), ("agent", ["payer", "dormir"])]
    assert [answer.id for answer in walk.without_guarded(whole)["logement/situation"]] == ["payer"]


def test_a_fact_that_is_not_known_yet_leaves_the_answer_shown() -> None:
    """Without script the answer is shown, with its condition in words."""
    graph = walk.graph_for(walk.whole_graph(Case(GUARDED).site()), {})
    assert len(graph["logement/situation"]) == 2


def test_steps_that_lead_to_an_outcome_are_found_through_loops() -> None:
    """A loop with an exit leads out; one without does not."""
    files = with_lines(
        JOURNEY,
        "outcomes:",
        "  tourne:\n    ask: Encore ?\n    answers:\n      oui:\n        text: Oui\n        next: tourne\noutcomes:",
    )
    site = Case(files).partner()[0]
    assert site is not None
    assert walk.leading_to_outcome(site, walk.whole_graph(site)) == {
        "logement/situation",
        "logement/retard",
        "logement/abri",
    }
