"""A resolved site and its lexicon to what the page loads: documents, phrases, stems in phonetic order, postings.

Values of JSON only. `index` reads them back, ranking is left to `ranking`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import EmergencyLine, Need, Site
from ..permalinks import Permalinks
from ..schema import Lexicon
from . import french
from .coding import front_coded, front_decoded, packed
from .index import WEIGHTS
from .signs import SIGNS
from .text import sound, stem, stems_of

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

    def data(
        self, site: Site, lexicon: Lexicon | None, links: Permalinks, common: Mapping[str, Need] | None = None
    ) -> dict[str, Any]:
        """Return the index of `site`.

        Args:
            common: the needs of the commons, to tell the partner's own words from those of all.
        """
        firsts = (site.services[id] for need in site.needs.values() for id in need.services[:1])
        made_of = (lexicon, *site.needs.values(), *firsts)
        same = len(made_of) == len(self._made_of) and all(map(_is, made_of, self._made_of))
        if not same:
            self._made = _shared(site, lexicon, site.needs if common is None else common)
            self._made_of = made_of
        topics = {topic for need in site.needs.values() for topic in need.topics}
        numbers = {id: number for number, id in enumerate(site.needs)}
        return {
            **self._made,
            "needs": [
                [need.title, _folder(links.step(need.target)), int(need.emergency)] for need in site.needs.values()
            ],
            "topics": [[topic.title, _folder(links.topics[id])] for id, topic in site.topics.items() if id in topics],
            "lines": " ".join(_digits(line) for line in site.emergency),
            "help": {
                "lines": {_digits(line): [line.number.display, line.label, _address(line)] for line in site.emergency},
                "all": ANY_EMERGENCY,
                "needs": {str(numbers[need]): lines for need, lines in SIGNS.help.items() if need in numbers},
            },
        }


def _is(one: object, other: object) -> bool:
    return one is other


def index_data(
    site: Site, lexicon: Lexicon | None, links: Permalinks, common: Mapping[str, Need] | None = None
) -> dict[str, Any]:
    """Return the index of one site: see `Indexer.data`."""
    return Indexer().data(site, lexicon, links, common)


def _shared(site: Site, lexicon: Lexicon | None, common: Mapping[str, Need]) -> dict[str, Any]:
    """Return what depends on the needs and the lexicon only, not on addresses."""
    acronyms: dict[str, list[tuple[str, str]]] = {}
    for acronym in lexicon.acronyms if lexicon else ():
        for id in acronym.needs:
            acronyms.setdefault(id, []).append((acronym.short, acronym.long))
    documents = [list(phrases_of(need, site, common.get(id), acronyms.get(id, ()))) for id, need in site.needs.items()]
    for absent in lexicon.not_here if lexicon else ():
        words = [Phrase("W", stems_of(words)) for words in absent.words]
        documents.append([Phrase("T", stems_of(absent.title)), *words])
    numbers = {id: number for number, id in enumerate(site.needs)}
    postings = _postings(documents, _other_stems(lexicon))
    ranks = {one: rank for rank, one in enumerate(front_decoded(postings["stems"]))}
    return {
        **_tables(numbers),
        **postings,
        "groups": "`".join(" ".join(_coded(member, ranks) for member in group) for group in _groups(lexicon)),
        "ambiguous": [
            ["|".join(filter(None, map(_joined, item.words))), choices]
            for item in (lexicon.ambiguous if lexicon else ())
            if len(choices := [[one.text, numbers[one.need]] for one in item.choices if one.need in numbers]) > 1
        ],
    }


def _digits(line: EmergencyLine) -> str:
    return "".join(ch for ch in line.number.display if ch.isdigit())


def _address(line: EmergencyLine) -> str:
    return line.number.uri if "call" in line.how else line.number.uri.replace("tel:", "sms:")


def _folder(path: str) -> str:
    return path.removesuffix("/index.html")


def _joined(text: str) -> str:
    return " ".join(stems_of(text))


def _coded(member: str, ranks: Mapping[str, int]) -> str:
    return "".join(packed([ranks[one]]) for one in member.split(" "))


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
    """Return the stems that are known without standing in a document: those of groups, ambiguous words and signs."""
    texts = [words for group in (lexicon.groups if lexicon else ()) for words in group.words]
    texts += [text for acronym in (lexicon.acronyms if lexicon else ()) for text in (acronym.short, acronym.long)]
    texts += [words for item in (lexicon.ambiguous if lexicon else ()) for words in item.words]
    found = {one for text in texts for one in stems_of(text)}
    return found | {stem(word) for word in SIGNS.words}


def _tables(numbers: Mapping[str, int]) -> dict[str, Any]:
    folds: dict[str, str] = {}
    for letter, plain in french.FOLD.items():
        if not (len(plain) == 1 and letter.isascii()):
            folds[plain] = folds.get(plain, "") + letter
    return {
        "version": 1,
        "fold": folds,
        "stop": " ".join(sorted(french.STOP)),
        "sms": " ".join(f"{short}={long}" for short, long in sorted(french.SMS.items())),
        "irregular": " ".join(f"{form}={one}" for form, one in sorted(french.IRREGULAR.items())),
        "endings": [" ".join(f"{end}={new}={least}" for end, new, least in one) for one in french.ENDINGS],
        "sounds": french.SOUNDS,
        "weights": WEIGHTS,
        "signs": SIGNS.data(numbers),
    }


def _postings(documents: Sequence[Sequence[Phrase]], others: Iterable[str]) -> dict[str, Any]:
    fields: list[str] = []
    places: dict[str, list[int]] = {one: [] for one in others}
    holders: dict[str, int] = {}
    number = 0
    for phrases in documents:
        kept: dict[tuple[str, ...], str] = {}
        for phrase in phrases:
            if phrase.stems:
                kept.setdefault(tuple(dict.fromkeys(phrase.stems)), phrase.field)
        seen: set[str] = set()
        for stems in kept:
            for one in stems:
                places.setdefault(one, []).append(number)
            seen.update(stems)
            number += 1
        for one in seen:
            holders[one] = holders.get(one, 0) + 1
        fields.append("".join(kept.values()))
    ordered = sorted(places, key=lambda one: (sound(one), one))
    count = len(documents)
    return {
        "stems": front_coded(ordered),
        "postings": " ".join(packed(places[one]) for one in ordered),
        "fields": " ".join(fields),
        "idf": {
            str(df): round(100 * math.log(1 + (count - df + 0.5) / (df + 0.5)))
            for df in sorted({0, 1, *holders.values()})
        },
    }


def index_script(data: Mapping[str, Any]) -> bytes:
    """Return the file that the page loads: a classic script that registers the index, and does nothing else."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.communData=window.communData||{{}}).search={text};\n".encode()
