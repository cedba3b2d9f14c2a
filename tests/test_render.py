"""Rendering: strict names, one partner after the other, French punctuation kept with its word."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from jinja2 import UndefinedError

from commun_orientation_ssg import context
from commun_orientation_ssg.render import Renderer, styles_of
from components import BRAND, frame, renderer, theme

PAGE = context.HomePage("", "index.html", "Accueil", "De quoi avez-vous besoin ?")


def test_a_second_partner_shows_nothing_of_the_first() -> None:
    """What is rendered once for all pages of a partner is forgotten when the next comes."""
    found = theme()
    made = Renderer(found)
    made.use(frame(found))
    first = made.page("home", PAGE).decode()
    help = context.Help("Mairie", (), "", "https://example.org/")
    made.use(
        frame(found, name="Ville de Toulon", logo="", of="de la Ville de Toulon", help=help, service_line="Autre.")
    )
    second = made.page("home", PAGE).decode()
    assert "Département du Var" in first
    assert "Var" not in second.replace("var(", "")


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    """A typing mistake in a theme never becomes a silent hole in a page."""
    with pytest.raises(UndefinedError):
        renderer(theme())._environment.from_string("{{ page.headnig }}").render(page=PAGE)


def test_text_is_escaped() -> None:
    """A title may hold anything."""
    html = renderer(theme()).page("home", replace(PAGE, heading="<script>alert(1)</script>")).decode()
    assert "<script>alert" not in html


def test_french_punctuation_stays_with_its_word() -> None:
    """A line never starts with a question mark; a condition in an attribute keeps its spaces."""
    html = renderer(theme()).page("home", PAGE).decode()
    assert "besoin\u00a0?</h1>" in html
    question = context.QuestionBody("Où ?", "", (context.Choice("Ici !", "index.html", when="a != b"),))
    page = context.QuestionPage("", "x.html", "t", "Où ?", question=question)
    html = renderer(theme()).page("question", page).decode()
    assert 'data-when="a != b"' in html
    assert "Ici\u00a0!" in html


def test_the_policy_names_the_style_of_the_page() -> None:
    """Each page type carries its own style, and a policy that allows that one only."""
    styles = styles_of(theme(), BRAND)
    assert set(styles) == set(context.PAGES)
    hashes = {re.search(r"'(sha256-[^']+)'", style.csp)[1] for style in styles.values()}  # type: ignore[index]
    assert len(hashes) > 3
    assert all("unsafe" not in style.csp for style in styles.values())
