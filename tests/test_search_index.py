"""The index: what is written is read back, the same from the same content, and small."""

from __future__ import annotations

import dataclasses
import json
from textwrap import dedent

from hypothesis import given
from hypothesis import strategies as st

from builders import Case
from commun_orientation_ssg.permalinks import permalinks_of
from commun_orientation_ssg.search import Indexer, index_script
from commun_orientation_ssg.search.coding import front_coded, front_decoded, packed, unpacked
from commun_orientation_ssg.search.text import sound, stems_of
from test_search_ranking import LEXICON, NEEDS, make_data, make_index


@given(st.sets(st.integers(0, 200_000)))
def test_postings_are_read_back(numbers: set[int]) -> None:
    """Gaps in base 45, without a separator."""
    assert unpacked(packed(sorted(numbers))) == sorted(numbers)


@given(st.lists(st.text(alphabet="abcdef0123", min_size=1, max_size=24), min_size=1))
def test_stems_are_read_back(words: list[str]) -> None:
    """Each word says how much it shares with the one before, digits included."""
    assert front_decoded(front_coded(words)) == words


def test_the_same_content_gives_the_same_bytes() -> None:
    """No order of a set, no clock, no path."""
    assert index_script(make_data()[0]) == index_script(make_data()[0])


def test_the_file_registers_itself_and_does_nothing_else() -> None:
    """A classic script: it works from a file and in a sandboxed frame."""
    text = index_script(make_data()[0]).decode()
    before, _, after = text.partition("(window.communData=window.communData||{}).search=")
    assert before == ""
    assert json.loads(after.removesuffix(";\n"))["version"] == 1
    assert "</" not in text


def test_stems_stand_in_the_order_of_their_sounds() -> None:
    """The page finds a phonetic key by bisection."""
    stems = make_index().stems
    assert stems == sorted(stems, key=lambda one: (sound(one), one))


def test_every_word_of_the_content_is_known() -> None:
    """Words of needs, of the lexicon and of what is not here."""
    known = set(make_index().stems)
    words = [
        line.strip().removeprefix("- ")
        for line in NEEDS.splitlines()
        if line.strip().startswith("- ") and ":" not in line
    ]
    words += LEXICON["groups"][0]["words"] + LEXICON["not_here"][0]["words"]
    assert {one for text in words for one in stems_of(text)} <= known


def test_only_topics_that_have_a_need_are_offered() -> None:
    """A topic without a need has no page."""
    assert [title for title, _ in make_data()[0]["topics"]] == ["Logement"]


def test_what_two_partners_share_is_made_once() -> None:
    """The addresses of a sensitive need differ, the postings are the same object."""
    case = Case({"content/needs/logement.yaml": dedent(NEEDS)})
    site, indexer = case.site(), Indexer()
    one, other = (indexer.data(site, None, permalinks_of(site)) for _ in range(2))
    assert one["postings"] is other["postings"]
    assert indexer.data(dataclasses.replace(site, needs={}), None, permalinks_of(site))["needs"] == []
