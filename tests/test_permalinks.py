"""Addresses: readable for what anybody may see, neutral and stable for what is sensitive."""

from __future__ import annotations

import re

from builders import Case, with_lines
from commun_orientation_ssg.permalinks import RESERVED, permalinks_of, sensitive_steps
from real_sites import site


def test_a_plain_step_has_a_readable_address() -> None:
    """Journey and step, ending in index.html: it works on a USB key."""
    links = permalinks_of(Case().site())
    assert links.step("logement/retard") == "parcours/logement/retard/index.html"
    assert links.topics["logement"] == "themes/logement/index.html"


def test_a_sensitive_journey_has_neutral_addresses() -> None:
    """They say nothing, differ from a partner to another, and stay the same from a build to the next."""
    texts = with_lines(
        "content/journeys/logement.yaml", "title: Mon logement\n", "title: Mon logement\nsensitive: oui\n"
    )
    found = Case(texts).site()
    assert sensitive_steps(found) == {"logement/situation", "logement/retard", "logement/abri"}
    first, again = permalinks_of(found), permalinks_of(Case(texts).site())
    assert re.fullmatch(r"p/[0-9a-f]{8}/index\.html", first.step("logement/retard"))
    assert first.step("logement/retard") == again.step("logement/retard")


def test_addresses_of_sensitive_pages_do_not_collide() -> None:
    """Eight hexadecimal digits are enough for the steps of each example partner."""
    for id in ("var", "nord"):
        links = permalinks_of(site(id))
        paths = [links.step(key) for key in links.sensitive]
        assert len(set(paths)) == len(paths)


def test_reserved_names_are_the_folders_of_a_partner() -> None:
    """No partner and no page may be called so."""
    assert {"p", "parcours", "assets", "data", "admin"} <= RESERVED
