"""A resolved site and its lexicon to what the page loads: documents, phrases, stems in phonetic order, postings.

Values of JSON only. `index` reads them back, ranking is left to `ranking`.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..model import EmergencyLine, Need, Site
from ..permalinks import Permalinks
from ..schema import Danger, Lexicon
from . import french
from .coding import Replay, Writer
from .index import FIELDS, MANY, WEIGHTS, Index
from .numbers import entry_of
from .signs import Signs, Slot, read_signs
from .text import stems_of

__all__ = ["Indexer", "index_data", "index_script"]

ANY_EMERGENCY = "17 15 18 112 114"
"""Numbers to show when the danger is not known."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A few words of one document; `field` is a letter of `WEIGHTS["fields"]`."""

    field: str
    stems: tuple[str, ...]


def phrases_of(need: Need, site: Site, common: Need | None, acronyms: Iterable[tuple[str, str]]) -> Iterator[Phrase]:
    """Yield what a need can be found by. `common` is the same need before the partner's changes, None for its own.

    Acronyms and the name of the first service are added only where they say something new.
    """
    known = None if common is None else frozenset(common.words)
    written = [("T", need.title), ("O", need.official)]
    written += [("W" if known is None or words in known else "P", words) for words in need.words]
    more = [("A", text) for text in need.acronyms]
    more += [("A", text) for pair in acronyms for text in pair]
    more += [("S", site.services[id].name) for id in need.services[:1]]
    seen: set[str] = set()
    for field, text in (*written, *more):
        stems = stems_of(text)
        if field not in "AS" or not seen.issuperset(stems):
            seen.update(stems)
            yield Phrase(field, stems)


class Indexer:
    """Makes the index of one partner after another; what a partner shares with the one before is not made again."""

    def __init__(self) -> None:
        self._made_of: tuple[object, ...] = ()
        self._made: dict[str, Any] = {}
        self._said: tuple[Sequence[Any], Sequence[Any]] = ((), ())

    def data(
        self, site: Site, lexicon: Lexicon | None, links: Permalinks, common: Mapping[str, Need] | None = None
    ) -> dict[str, Any]:
        """Return the index of `site`.

        Args:
            common: the needs of the commons, to tell the partner's own words from those of all.
        """
        firsts = (site.services[id] for need in site.needs.values() for id in need.services[:1])
        made_of = (lexicon, site.danger, *site.signs, *site.needs.values(), *firsts)
        same = len(made_of) == len(self._made_of) and all(map(_is, made_of, self._made_of))
        if not same:
            self._made, self._said = _shared(site, lexicon, site.needs if common is None else common)
            self._made_of = made_of
        topics = {topic for need in site.needs.values() for topic in need.topics}
        numbers = {id: number for number, id in enumerate(site.needs)}
        lines = [entry_of(line.label, line.number.display, _address(line)) for line in site.emergency]
        named = {line.id: digits for line, (digits, _) in zip(site.emergency, lines, strict=True)}
        return {
            **self._made,
            "needs": [
                [need.title, _folder(links.step(need.target)), int(need.emergency)]
                + ([numbers[need.broader]] if need.broader in numbers else [])
                for need in site.needs.values()
            ],
            "topics": [[topic.title, _folder(links.topics[id])] for id, topic in site.topics.items() if id in topics],
            "help": {
                "lines": dict(lines),
                "others": _other_lines(site, frozenset(named.values())),
                "all": ANY_EMERGENCY,
                "needs": {
                    str(numbers[need]): " ".join(named[id] for id in ids if id in named)
                    for need, ids in (_calls(site.danger)).items()
                    if need in numbers
                },
            },
        }

    def index(
        self, site: Site, lexicon: Lexicon | None, links: Permalinks, common: Mapping[str, Need] | None = None
    ) -> Index:
        """Return the index of `site` as the page reads it, without reading it: see `data`."""
        data = self.data(site, lexicon, links, common)
        return Index(data, site.needs, tuple(map(Replay, self._said)))


def _is(one: object, other: object) -> bool:
    return one is other


def index_data(
    site: Site, lexicon: Lexicon | None, links: Permalinks, common: Mapping[str, Need] | None = None
) -> dict[str, Any]:
    """Return the index of one site: see `Indexer.data`."""
    return Indexer().data(site, lexicon, links, common)


def _shared(
    site: Site, lexicon: Lexicon | None, common: Mapping[str, Need]
) -> tuple[dict[str, Any], tuple[Sequence[Any], Sequence[Any]]]:
    """Return what depends on the needs and the lexicon only, not on addresses; and what both writers were told."""
    acronyms: dict[str, list[tuple[str, str]]] = {}
    for acronym in lexicon.acronyms if lexicon else ():
        for id in acronym.needs:
            acronyms.setdefault(id, []).append((acronym.short, acronym.long))
    documents = [tuple(phrases_of(need, site, common.get(id), acronyms.get(id, ()))) for id, need in site.needs.items()]
    for absent in lexicon.not_here if lexicon else ():
        said = [Phrase("W", stems_of(words)) for words in absent.words]
        documents.append((Phrase("T", stems_of(absent.title)), *said))
    numbers = {id: number for number, id in enumerate(site.needs)}
    phrases = [_merged(one) for one in documents]
    signs = read_signs(site.signs, site.danger)
    shared = _stems_of_all(common) | _other_stems(lexicon) | signs.stems()
    own = {one for fields in phrases for stems in fields for one in stems} - shared
    words, words_said = _words(tuple(sorted(shared)))
    writer = Writer()
    writer.words(sorted(own))
    ranks = {one: rank for rank, one in enumerate((*sorted(shared), *sorted(own)))}
    holders = _write_postings(writer, phrases, ranks)
    _write_groups(writer, lexicon, ranks)
    _write_signs(writer, signs, ranks, numbers)
    choices = _write_ambiguous(writer, lexicon, ranks, numbers)
    count = len(documents)
    made: dict[str, Any] = {
        **_tables(),
        "words": words,
        "code": writer.text(),
        "idf": [round(100 * math.log(1 + (count - df + 0.5) / (df + 0.5))) for df in sorted({0, 1, *holders})],
        "choices": choices,
    }
    return made, (words_said, writer.said)


@lru_cache(maxsize=4)
def _words(stems: tuple[str, ...]) -> tuple[str, Sequence[Any]]:
    """Return the code of the stems that partners share and of the words of the language: the longest to write."""
    writer = Writer()
    writer.words(stems)
    _write_language(writer)
    return writer.text(), writer.said


def _stems_of_all(needs: Mapping[str, Need]) -> set[str]:
    texts = (text for need in needs.values() for text in (need.title, need.official, *need.words, *need.acronyms))
    return {one for text in texts for one in stems_of(text)}


def _calls(danger: Danger | None) -> dict[str, tuple[str, ...]]:
    return {one.id: one.lines for one in danger.calls} if danger else {}


def _other_lines(site: Site, known: frozenset[str]) -> dict[str, list[str]]:
    """Return the lines of the contacts that the pages show, by digits: national ones say what they are for.

    The number of several contacts has the name of the first, or what their names begin with ("Adil du Var").
    """
    found: dict[str, list[str]] = {}
    for contact in site.contacts.values():
        if site.partner.status == "live" and contact.is_stale(site.edition):
            continue
        for phone in contact.phones:
            address = phone.number.uri if phone.voice else phone.number.uri.replace("tel:", "sms:")
            label = contact.name if contact.own else f"{contact.name}. {contact.role.partition('. ')[0]}".rstrip(". ")
            digits, entry = entry_of(label, phone.number.display, address)
            if digits in known:
                continue
            first = found.setdefault(digits, entry)
            shared = contact.name.partition(", ")[0]
            if first is not entry and first[0].startswith(f"{shared}, "):
                first[0] = shared
    return found


def _address(line: EmergencyLine) -> str:
    return line.number.uri if "call" in line.how else line.number.uri.replace("tel:", "sms:")


def _folder(path: str) -> str:
    return path.removesuffix("/index.html")


def _joined(text: str) -> str:
    return " ".join(stems_of(text))


def _groups(lexicon: Lexicon | None) -> Iterator[tuple[str, ...]]:
    """Yield the members of each group, as stems; an acronym that names no need is a group of its two forms."""
    for group in lexicon.groups if lexicon else ():
        members = tuple(dict.fromkeys(filter(None, map(_joined, group.words))))
        if len(members) > 1:
            yield members
    for acronym in lexicon.acronyms if lexicon else ():
        if not acronym.needs and _joined(acronym.short) and _joined(acronym.long):
            yield _joined(acronym.short), _joined(acronym.long)


def _other_stems(lexicon: Lexicon | None) -> set[str]:
    """Return the stems that are known without standing in a document: those of groups and ambiguous words."""
    texts = [words for group in (lexicon.groups if lexicon else ()) for words in group.words]
    texts += [text for acronym in (lexicon.acronyms if lexicon else ()) for text in (acronym.short, acronym.long)]
    texts += [words for item in (lexicon.ambiguous if lexicon else ()) for words in item.words]
    return {one for text in texts for one in stems_of(text)}


_LATIN = range(0xC0, 0x180)
_MARKS = range(0x300, 0x370)


def _tables() -> dict[str, Any]:
    """Return the tables of the language that travel as text; its words are in the code."""
    folds: dict[str, str] = {}
    for letter, plain in french.FOLD.items():
        plainly = letter.isascii() or ord(letter) in _MARKS or (ord(letter) in _LATIN and len(plain) == 1)
        if not plainly or plain == "'":
            folds[plain] = folds.get(plain, "") + letter
    latin = (french.FOLD.get(chr(code), " ") for code in _LATIN)
    return {
        "version": 2,
        "fold": {"latin": "".join(plain if len(plain) == 1 else " " for plain in latin), "others": folds},
        "sms": " ".join(meaning for _, meaning in sorted(french.SMS.items())),
        "calls": french.CALLS,
        "amounts": french.AMOUNTS,
        "endings": [" ".join(f"{end}={new}={least}" for end, new, least in one) for one in french.ENDINGS],
        "sounds": french.SOUNDS,
        "weights": WEIGHTS,
    }


@lru_cache(maxsize=4096)
def _merged(phrases: tuple[Phrase, ...]) -> Mapping[tuple[str, ...], str]:
    """Return the distinct sets of stems of a document, sorted, each with the field of the first phrase that has it.

    Words that another phrase holds among others say nothing new: only titles, names and a partner's own stand alone.
    """
    kept: dict[tuple[str, ...], str] = {}
    for phrase in phrases:
        if phrase.stems:
            kept.setdefault(tuple(sorted(set(phrase.stems))), phrase.field)
    sets = [frozenset(stems) for stems in kept]
    return {
        stems: field
        for stems, field in kept.items()
        if field in "TOP" or not any(other.issuperset(stems) and len(other) > len(stems) for other in sets)
    }


class _Fold:
    """The phrases of one document, in groups of those that hold the same stems so far.

    A stem that some of a group hold cuts it in two, those that hold it first: in the end the order is the cheapest.
    """

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        self.order = list(phrases)
        self._places = {phrase: place for place, phrase in enumerate(self.order)}
        self._starts = [0, len(self.order)]

    def cut(self, taken: Iterable[tuple[str, ...]]) -> list[tuple[int, int, int, int]]:
        """Put `taken` first in their groups, as `Writer.members` writes them."""
        cut: list[tuple[int, int, int, int]] = []
        for place in sorted(self._places[phrase] for phrase in taken):
            number = bisect_right(self._starts, place) - 1
            start = self._starts[number]
            before = cut.pop()[3] if cut and cut[-1][0] == number else 0
            self._swap(place, start + before)
            cut.append((number, start, self._starts[number + 1] - start, before + 1))
        for number, start, size, count in reversed(cut):
            if count < size:
                self._starts.insert(number + 1, start + count)
        return cut

    def _swap(self, one: int, other: int) -> None:
        order = self.order
        order[one], order[other] = order[other], order[one]
        self._places[order[one]], self._places[order[other]] = one, other


def _write_postings(
    writer: Writer, phrases: Sequence[Mapping[tuple[str, ...], str]], stems: Iterable[str]
) -> list[int]:
    """Write, for each stem, the documents that hold it and their phrases; return the number of documents of each."""
    holders: dict[str, dict[int, list[tuple[str, ...]]]] = {one: {} for one in stems}
    writer.number("documents", len(phrases))
    for document, fields in enumerate(phrases):
        writer.number("phrases", len(fields))
        for phrase in fields:
            for one in phrase:
                holders[one].setdefault(document, []).append(phrase)
    folds = [_Fold(fields) for fields in phrases]
    for held in holders.values():
        writer.number("holders", len(held))
        writer.rising("document", list(held), min(len(held), MANY))
        for document, taken in held.items():
            if len(phrases[document]) > 1:
                writer.number("repeats", len(taken) - 1, min(len(held), 2))
            writer.members(folds[document].cut(taken), len(phrases[document]))
    for fold, fields in zip(folds, phrases, strict=True):
        for phrase in fold.order:
            writer.symbol(("field", 0), len(FIELDS), FIELDS.index(fields[phrase]))
    return [len(held) for held in holders.values()]


def _write_groups(writer: Writer, lexicon: Lexicon | None, ranks: Mapping[str, int]) -> None:
    groups = list(_groups(lexicon))
    writer.number("groups", len(groups))
    for group in groups:
        _write_members(writer, group, ranks)


def _write_ambiguous(
    writer: Writer, lexicon: Lexicon | None, ranks: Mapping[str, int], numbers: Mapping[str, int]
) -> list[str]:
    """Write what each ambiguous word may be and the needs to choose from; return the texts of all choices."""
    asked = [
        (item, choices)
        for item in (lexicon.ambiguous if lexicon else ())
        if len(choices := [one for one in item.choices if one.need in numbers]) > 1
    ]
    writer.number("ambiguous", len(asked))
    for item, choices in asked:
        _write_members(writer, list(filter(None, map(_joined, item.words))), ranks)
        writer.number("choices", len(choices))
        for one in choices:
            writer.choice(numbers[one.need], len(numbers))
    return [one.text for _, choices in asked for one in choices]


def _write_members(writer: Writer, members: Sequence[str], ranks: Mapping[str, int]) -> None:
    writer.number("members", len(members))
    for member in members:
        _write_sequence(writer, "sequence", [ranks[one] for one in member.split(" ")], len(ranks))


def _write_sequence(writer: Writer, name: str, numbers: Sequence[int], total: int) -> None:
    writer.number(name, len(numbers))
    for number in numbers:
        writer.choice(number, total)


def _write_signs(writer: Writer, signs: Signs, ranks: Mapping[str, int], numbers: Mapping[str, int]) -> None:
    known = sorted(signs.stems())
    places = {one: place for place, one in enumerate(known)}
    writer.number("sign stems", len(known))
    writer.rising("sign stem", [ranks[one] for one in known])

    def write(slot: Slot, lists: int) -> None:
        inside = [*slot.lists, *sorted(lists + places[one] for one in slot.stems)]
        writer.number("slot size", len(inside))
        writer.rising("slot", inside)

    writer.number("lists", len(signs.lists))
    for stems in signs.lists:
        write(Slot((), stems), 0)
    lists = len(signs.lists)
    write(Slot((), signs.stories), lists)
    writer.number("signs", len(signs.signs))
    for sign in signs.signs:
        writer.number("sign need", numbers.get(sign.need, -1) + 1)
        writer.number("level", sign.level)
        writer.number("slots", len(sign.slots))
        for slot in (*sign.slots, sign.unless):
            write(slot, lists)
    writer.number("figures", len(signs.figures))
    for figure in signs.figures:
        _write_sequence(writer, "figure", [places[one] for one in figure], len(known))


def _write_language(writer: Writer) -> None:
    """Write the stop words, the short spellings, and the irregular forms with the number of the stem of each."""
    stems = sorted(set(french.IRREGULAR.values()))
    for words in (french.STOP, french.SMS, french.IRREGULAR, stems):
        writer.words(sorted(words))
    before = 0
    for _, one in sorted(french.IRREGULAR.items()):
        place = stems.index(one)
        writer.number("irregular", 2 * (place - before) if place >= before else 2 * (before - place) - 1)
        before = place


def index_script(data: Mapping[str, Any]) -> bytes:
    """Return the file that the page loads: a classic script that registers the index, and does nothing else."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.communData=window.communData||{{}}).search={text};\n".encode()
