"""The index: what is written is read back, the same from the same content, and small."""

from __future__ import annotations

import dataclasses
import json
from textwrap import dedent

from hypothesis import given
from hypothesis import strategies as st

from builders import Case
from commun_orientation_ssg.permalinks import permalinks_of
from commun_orientation_ssg.schema import Lexicon
from commun_orientation_ssg.search import Index, Indexer, index_script
from commun_orientation_ssg.search.coding import Reader, Replay, Writer
from commun_orientation_ssg.search.text import stems_of
from test_search_ranking import LEXICON, NEEDS, make_data, make_index, signs

WORDS = st.sets(st.text(alphabet="abcdefz0123", min_size=1, max_size=24), max_size=40).map(sorted)
GROUPS = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)).map(lambda pair: (pair[0], min(pair))), max_size=12)


@given(WORDS, WORDS, st.sets(st.integers(0, 200_000)).map(sorted), st.integers(1, 5000))
def test_what_is_written_is_read_back(words: list[str], others: list[str], numbers: list[int], total: int) -> None:
    """Words, numbers of any size, one of so many, in any order as long as it is the same."""
    writer = Writer()
    writer.words(words)
    writer.number("count", len(numbers))
    writer.rising("number", numbers, 3)
    writer.words(others)
    writer.part(total - 1, 1, total)
    reader = Reader(writer.text())
    assert reader.words() == words
    assert reader.rising("number", reader.number("count"), 3) == numbers
    assert reader.words() == others
    assert reader.choice(total) == total - 1


@given(st.lists(GROUPS, min_size=1, max_size=5))
def test_what_is_taken_of_groups_is_read_back(draws: list[list[tuple[int, int]]]) -> None:
    """Of each group, as many as was said; a replay says the same as a reader."""
    writer = Writer()
    expected = []
    for groups in draws:
        starts = [sum(size for size, _ in groups[:number]) for number in range(len(groups))]
        taken = [(n, start, *group) for n, (start, group) in enumerate(zip(starts, groups, strict=True)) if group[1]]
        writer.members(taken, sum(size for size, _ in groups))
        expected.append([(number, count) for number, _, _, count in taken])
    for reader in (Reader(writer.text()), Replay(writer.said)):
        for groups, said in zip(draws, expected, strict=True):
            assert reader.members([size for size, _ in groups], sum(count for _, count in groups)) == said


def test_the_build_looks_up_the_index_that_the_page_reads() -> None:
    """What was written is not read again: the values are the same."""
    case = Case({"content/needs/logement.yaml": dedent(NEEDS)})
    site = dataclasses.replace(case.site(), **signs())
    made_of = (site, Lexicon.model_validate(LEXICON), permalinks_of(site))
    indexer = Indexer()
    replayed, read = indexer.index(*made_of), Index(indexer.data(*made_of), site.needs)
    assert vars(replayed) == vars(read)
    assert len(read.stems) > 300


def test_what_is_frequent_costs_little() -> None:
    """A thousand times the same number is a few bytes; a thousand different ones are not."""
    texts = []
    for spread in (1, 1000):
        writer = Writer()
        for number in range(1000):
            writer.number("x", number * 7919 % spread)
        texts.append(writer.text())
    assert len(texts[0]) < 60
    assert len(texts[1]) > 1000


def test_the_same_content_gives_the_same_bytes() -> None:
    """No order of a set, no clock, no path."""
    assert index_script(make_data()[0]) == index_script(make_data()[0])


def test_the_file_registers_itself_and_does_nothing_else() -> None:
    """A classic script: it works from a file and in a sandboxed frame."""
    text = index_script(make_data()[0]).decode()
    before, _, after = text.partition("(window.communData=window.communData||{}).search=")
    assert before == ""
    assert json.loads(after.removesuffix(";\n"))["version"] == 2
    assert "</" not in text


def test_phrases_of_an_index_are_those_of_the_content() -> None:
    """Whatever the order they travel in: the same sets of stems, with the same fields."""
    index = make_index()
    found = [[] for _ in index.holder]
    for one, places in zip(index.stems, index.postings, strict=True):
        for place in places:
            found[place].append(one)
    here = {tuple(stems) for stems, document in zip(found, index.holder, strict=True) if document == 0}
    texts = ["Je ne peux plus payer mon loyer", "Aide au loyer", "loyers en retard", "dette envers mon propriétaire"]
    assert {tuple(sorted(set(stems_of(text)))) for text in texts} <= here


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
    assert one["code"] is other["code"]
    assert indexer.data(dataclasses.replace(site, needs={}), None, permalinks_of(site))["needs"] == []
