"""The red buttons of an urgent outcome: those that its title names, never the police for a smell of gas."""

from __future__ import annotations

import re

import pytest

from commun_orientation_ssg.model import Outcome, Site
from commun_orientation_ssg.rescue import calls_at_once
from real_sites import site


def urgent(found: Site) -> dict[str, Outcome]:
    """Return the urgent outcomes by key."""
    steps = [step for journey in found.journeys.values() for step in journey.steps.values()]
    return {step.key: step for step in steps if isinstance(step, Outcome) and step.urgent}


def red(found: Site, step: Outcome) -> tuple[str, list[str]]:
    """Return the number that stands alone in red, "" for none, then the rescue services."""
    first, rescue = calls_at_once(contact for reference in step.contacts for contact in found.contacts_for(reference))
    return (first.display if first else ""), [line.display for line in rescue]


@pytest.mark.parametrize("status", ["demo", "live"])
def test_the_first_rescue_number_of_a_title_is_in_red(status: str) -> None:
    """All urgent outcomes of a real partner."""
    found = site("var", status)
    named = {key: re.findall(r"\ble (15|17|18|112)\b", step.title) for key, step in urgent(found).items()}
    assert sum(map(bool, named.values())) > 25
    assert [key for key, step in urgent(found).items() if named[key] and named[key][0] not in red(found, step)[1]] == []


@pytest.mark.parametrize(
    ("key", "first", "rescue"),
    [
        ("logement/odeur-gaz", "", ["18", "112"]),
        ("logement/monoxyde", "", ["18", "15"]),
        ("sante/urgence", "", ["15", "18"]),
        ("violences/danger-maintenant", "", ["17", "15"]),
        ("violences/parler", "3919", ["17", "15"]),
        ("mal-etre/pensees", "3114", ["15"]),
        ("hebergement/dormir-ce-soir", "115", ["17"]),
        ("maltraitance/moi", "", ["17"]),  # the 3133 closes at night
    ],
)
def test_each_danger_has_its_own_numbers(key: str, first: str, rescue: list[str]) -> None:
    """A line that answers day and night stands alone before them; one that closes does not."""
    assert red(site("var"), urgent(site("var"))[key]) == (first, rescue)
