"""French words around facts: articles, dates, and the word under which an A to Z lists a need."""

from __future__ import annotations

from datetime import date

import pytest

from commun_orientation_ssg.wording import (
    as_title,
    fold,
    french_date,
    french_period,
    keyword,
    of_name,
    the_name,
    to_name,
)


@pytest.mark.parametrize(
    ("name", "of", "to", "the"),
    [
        ("Département du Var", "du Département du Var", "au Département du Var", "le Département du Var"),
        (
            "Région Hauts-de-France",
            "de la Région Hauts-de-France",
            "à la Région Hauts-de-France",
            "la Région Hauts-de-France",
        ),
        ("Ville de Toulon", "de la Ville de Toulon", "à la Ville de Toulon", "la Ville de Toulon"),
        (
            "Eurométropole de Strasbourg",
            "de l'Eurométropole de Strasbourg",
            "à l'Eurométropole de Strasbourg",
            "l'Eurométropole de Strasbourg",
        ),
        ("CCAS de Lyon", "du CCAS de Lyon", "au CCAS de Lyon", "le CCAS de Lyon"),
        ("Arras", "d'Arras", "à Arras", "Arras"),
        ("Hyères", "d'Hyères", "à Hyères", "Hyères"),
        ("Haute-Savoie", "de Haute-Savoie", "à Haute-Savoie", "Haute-Savoie"),
        ("Le Havre", "du Havre", "au Havre", "Le Havre"),
        ("Les Ulis", "des Ulis", "aux Ulis", "Les Ulis"),
        ("La Rochelle", "de La Rochelle", "à La Rochelle", "La Rochelle"),
        ("Services de l'État", "des Services de l'État", "aux Services de l'État", "les Services de l'État"),
    ],
)
def test_a_name_takes_the_article_french_asks_for(name: str, of: str, to: str, the: str) -> None:
    """Never "de Département", never "à Le Havre"."""
    assert (of_name(name), to_name(name), the_name(name)) == (of, to, the)


def test_dates_are_written_in_full() -> None:
    """The first of a month is "1er"."""
    assert french_date(date(2027, 1, 1)) == "1er janvier 2027"
    assert french_date(date(2026, 11, 2)) == "2 novembre 2026"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 12, 24), date(2026, 12, 24), "le 24 décembre 2026"),
        (date(2026, 12, 24), date(2026, 12, 26), "du 24 au 26 décembre 2026"),
        (date(2026, 11, 30), date(2026, 12, 1), "du 30 novembre au 1er décembre 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "du 31 décembre 2026 au 1er janvier 2027"),
    ],
)
def test_a_period_says_each_thing_once(first: date, last: date, words: str) -> None:
    """Month and year are written once when they are the same."""
    assert french_period(first, last) == words


@pytest.mark.parametrize(
    ("official", "word"),
    [
        ("Demande de logement social (HLM)", "logement social (HLM)"),
        ("Lutte contre les discriminations", "discriminations"),
        ("Inscription à l'école maternelle et élémentaire", "école maternelle et élémentaire"),
        ("Déclaration de changement d'adresse", "adresse"),
        ("Carte nationale d'identité et passeport", "Carte nationale d'identité et passeport"),
        ("Garde à vue, détention, permis de visite", "Garde à vue, détention, permis de visite"),
        ("Succession", "Succession"),
        ("Aides", "Aides"),
    ],
)
def test_the_a_to_z_skips_words_that_say_nothing(official: str, word: str) -> None:
    """People look for "logement", not for "demande"."""
    assert official[keyword(official) :] == word


def test_folding_and_titles() -> None:
    """Accents and ligatures do not change the order; a title keeps its other capitals."""
    assert fold("Œuvre d'État") == "oeuvre d'etat"
    assert as_title("aide du CCAS") == "Aide du CCAS"
    assert as_title("") == ""
