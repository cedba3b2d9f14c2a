"""The text normaliser: what different spellings share, and what never breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg.search.text import fold, script_of, sound, stem, stems_of, tokens


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is folded holds plain letters, digits and spaces only."""
    once = fold(text)
    assert fold(once) == once
    assert all(ch == " " or (ch.isascii() and ch.isalnum() and ch == ch.lower()) for ch in once)


@given(st.text(max_size=5000))
def test_any_text_gives_a_bounded_number_of_short_tokens(text: str) -> None:
    """No text makes more work than 60 tokens of 24 letters (the last one may be several words in SMS)."""
    found = list(tokens(text))
    assert len(found) <= 63
    assert all(0 < len(token) <= 24 for token in found)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=24))
def test_a_stem_and_a_sound_are_never_empty_nor_longer_than_the_word(word: str) -> None:
    """A stem is at most the word, except for the few forms of the table."""
    assert stem(word)
    assert len(sound(stem(word))) <= 2 * len(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Impayé", "impaye"),
        ("ÉLECTRICITÉ", "electricite"),
        ("cœur", "coeur"),
        ("e\u0301cole", "école"),
        ("l'école", "l’ecole"),
        ("loyers", "loyer"),
        ("payer", "payé"),
        ("expulsion", "expulser"),
        ("appartement", "appart"),
        ("hébergement", "héberger"),
        ("frappe", "frapper"),
        ("dormir", "dors"),
    ],
)
def test_spellings_and_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    """Case, accents, ligatures, apostrophes, number and conjugation do not matter."""
    assert stems_of(one) == stems_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("loyé", "loyer"), ("uissier", "huissier"), ("alocation", "allocation"), ("elektricité", "électricité")],
)
def test_words_that_sound_alike_share_a_key(one: str, other: str) -> None:
    """A misspelling that one can say aloud is understood."""
    assert sound(stems_of(one)[0]) == sound(stems_of(other)[0])


def test_sms_spelling_is_written_out() -> None:
    """Thumbs write "koi", "pr", "rdv"."""
    assert list(tokens("koi pr le rdv")) == ["quoi", "pour", "le", "rendez", "vous"]


def test_words_that_say_nothing_leave_no_stem() -> None:
    """Only stop words, punctuation or emoji: nothing to look for."""
    assert stems_of("est-ce que je peux avoir un ... 😀 ?") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("مساعدة", "ar"),
        ("помогите", "ru"),
        ("допоможіть їжа", "uk"),
        ("loyer م", ""),
        ("я", ""),
        ("bonjour", ""),
        ("", ""),
    ],
)
def test_arabic_and_cyrillic_are_recognised_when_they_are_most_of_the_text(text: str, language: str) -> None:
    """One stray letter is no language."""
    assert script_of(text) == language
