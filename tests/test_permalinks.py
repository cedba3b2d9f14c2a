"""Addresses: stable, relative, and silent about what is sensitive."""

from __future__ import annotations

import re

from builders import Case, with_lines
from commun_orientation_ssg.permalinks import permalinks_of, sensitive_steps

JOURNEY = "content/journeys/logement.yaml"
NEED = "content/needs/logement.yaml"


def test_a_step_has_a_readable_address() -> None:
    """The journey and the step, in the partner's folder."""
    assert permalinks_of(Case().site()).step("logement/retard") == "parcours/logement/retard/index.html"


def test_a_sensitive_step_has_a_neutral_address() -> None:
    """Eight digits, another for each partner's step."""
    links = permalinks_of(Case(with_lines(JOURNEY, "start:", "sensitive: oui\nstart:")).site())
    one, other = links.step("logement/retard"), links.step("logement/abri")
    assert re.fullmatch(r"p/[0-9a-f]{8}/index\.html", one)
    assert one != other


def test_a_sensitive_topic_has_a_neutral_address() -> None:
    """Its name would tell the subject."""
    links = permalinks_of(
        Case(with_lines("content/topics.yaml", "hint: Loyer", "hint: Loyer\n    sensitive: oui")).site()
    )
    assert links.topics["logement"].startswith("p/")
    assert links.topics["argent"] == "themes/argent/index.html"


def test_a_sensitive_need_protects_what_follows_it_in_its_journey() -> None:
    """Every step below it, once, loops included; not the steps beside it."""
    files = with_lines(NEED, "next: logement/retard", "sensitive: oui\n    next: logement/situation")
    assert sensitive_steps(Case(files).site()) == {"logement/situation", "logement/retard", "logement/abri"}


def test_what_lies_in_another_journey_is_not_protected_by_the_need() -> None:
    """A hand-over leaves the sensitive journey; a loop is gone through once."""
    files = with_lines(NEED, "next: logement/retard", "sensitive: oui\n    next: autre/a")
    files["content/journeys/autre.yaml"] = """\
        title: Autre
        start: a
        questions:
          a:
            ask: Quoi ?
            answers:
              ici:
                text: Ici
                next: a
              ailleurs:
                text: Ailleurs
                next: logement/abri
        """
    assert sensitive_steps(Case(files).site()) == {"autre/a"}


def test_only_contacts_that_somebody_is_sent_to_have_a_page() -> None:
    """Own ones, those of outcomes that are not sensitive, and who helps when nothing fits; never a sensitive one."""
    assert set(permalinks_of(Case().site()).contacts) == {"standard", "adil"}
    files = with_lines("content/contacts/nationaux.yaml", "provides: [fsl]", "provides: [fsl]\n    sensitive: oui")
    assert set(permalinks_of(Case(files).site()).contacts) == {"standard"}
    hidden = with_lines(JOURNEY, "start:", "sensitive: oui\nstart:")
    assert set(permalinks_of(Case(hidden).site()).contacts) == {"standard"}
