"""Search, measured: this engine beside MiniSearch and lunr, on the same content and queries, in the same run.

    .venv/bin/python bench/search/run.py [--partner var] [--shared ../shared]

Prints the tables of README.md. `npm install --prefix bench/search/temp --ignore-scripts minisearch lunr lunr-languages`
first. Without the shared files, only the held-out queries are measured.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from commun_orientation_ssg.loading import Searchable, read_searchable
from commun_orientation_ssg.permalinks import permalinks_of
from commun_orientation_ssg.project import find_settings
from commun_orientation_ssg.search.building import index_data, index_script
from commun_orientation_ssg.search.evaluation import Case, evaluate, read_cases, summary
from commun_orientation_ssg.search.index import Index
from commun_orientation_ssg.search.ranking import search
from commun_orientation_ssg.search.text import stems_of

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def node(script: str, asked: Any) -> Any:
    """Run a script of this folder with JSON on its standard input."""
    done = subprocess.run(
        ["node", str(HERE / script)], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def documents_of(site: Any) -> list[dict[str, str]]:
    """Return the needs as any engine takes them."""
    return [
        {
            "id": id,
            "title": need.title,
            "official": need.official,
            "words": "\n".join(need.words),
            "acronyms": " ".join(need.acronyms),
        }
        for id, need in site.needs.items()
    ]


def misspelt(query: str, chance: random.Random) -> str:
    """Return the query with one letter lost, added, changed or swapped in a word of four letters or more."""
    words = query.split(" ")
    place = chance.choice([n for n, word in enumerate(words) if len(word) > 3] or [0])
    word, at, kind = words[place], chance.randrange(len(words[place])), chance.randrange(4)
    if kind == 3:
        words[place] = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    else:
        words[place] = word[:at] + ("" if kind == 0 else chance.choice(LETTERS)) + word[at + (kind != 1) :]
    return " ".join(words)


def table(name: str, cases: Sequence[Case], figures: dict[str, Any]) -> Iterator[str]:
    """Yield one line of the table of quality."""
    inside, kinds = figures["in_scope"], figures["by_kind"]
    hard = [kinds[kind]["hit_3"] for kind in ("indirect",) if kind in kinds]
    small = [kinds[kind] for kind in ("typo", "sms", "noaccent") if kind in kinds]
    spelt = sum(line["hit_3"] * line["queries"] for line in small) / max(1, sum(line["queries"] for line in small))
    yield (
        f"| {name} | {inside['hit_1']} / {inside['hit_3']} / {inside['mrr']} | {hard[0] if hard else '-'} "
        f"| {spelt:.1f} | {figures['out_of_scope_answered']} | {figures['wrongly_refused']} "
        f"| {figures['emergency_shown']} | {figures['false_alarms']} | {figures['clarified']} |"
    )


def of_others(cases: Sequence[Case], found: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return the same figures for an engine that only lists: it never asks nor alarms, and always answers."""
    lines = [
        {
            "query": case.query,
            "kind": case.kind,
            "results": list(ids),
            "emergency": "none",
            "clarify": False,
            "abstained": not ids,
        }
        for case, ids in zip(cases, found, strict=True)
    ]
    return summary(cases, lines)


def left_out(searchable: Searchable, site: Any, count: int = 700) -> str:
    """Return hit@1 / hit@3 when each phrase of the content is asked with that very phrase taken out of the index."""
    index = searchable.index
    held: list[list[int]] = [[] for _ in index.norm]
    for number, places in enumerate(index.postings):
        for place in places:
            held[place].append(number)
    where = {(index.holder[place], frozenset(index.stems[n] for n in held[place])): place for place in range(len(held))}
    asked = [
        (n, words)
        for n, need in enumerate(site.needs.values())
        for words in need.words
        if len(set(stems_of(words))) > 1
    ]
    places_found = []
    for document, words in random.Random(5).sample(asked, min(count, len(asked))):
        place = where.get((document, frozenset(stems_of(words))))
        if place is None:
            continue
        kept = {number: index.postings[number] for number in held[place]}
        for number, places in kept.items():
            index.postings[number] = [other for other in places if other != place]
        ids = [need for need, _ in search(words, index).results]
        for number, places in kept.items():
            index.postings[number] = places
        places_found.append(ids.index(document) + 1 if document in ids else 0)
    total = len(places_found)
    first, three = (sum(0 < place <= most for place in places_found) for most in (1, 3))
    return f"{100 * first / total:.1f} / {100 * three / total:.1f} ({total} phrases)"


def grown(site: Any, count: int) -> Any:
    """Return the site with `count` needs: those it has, then mixtures of their phrases with words of their own."""
    chance = random.Random(1)
    phrases = [words for need in site.needs.values() for words in need.words]
    needs = dict(list(site.needs.items())[:count])
    models = list(site.needs.values())
    while len(needs) < count:
        number = len(needs)
        syllables = ["ba", "ri", "to", "len", "mou", "ce", "vi", "chan", "dor", "pel"]
        own = ["".join(chance.choices(syllables, k=3)) for _ in range(3)]
        words = tuple(f"{chance.choice(phrases)} {chance.choice(own)}" for _ in range(8))
        needs[f"n{number}"] = dataclasses.replace(
            models[number % len(models)], id=f"n{number}", title=f"Service {' '.join(own)}", words=words, acronyms=()
        )
    return dataclasses.replace(site, needs=needs)


def main() -> None:
    """Print every table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--partner", default="var")
    options.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    chosen = options.parse_args()
    searchable = read_searchable(find_settings(ROOT, {}), chosen.partner)
    site, index = searchable.site, searchable.index
    files = {
        "dev": chosen.shared / "eval" / "dev-queries.tsv",
        "held-out": HERE / "heldout.tsv",
        "held-out 2": HERE / "heldout2.tsv",
        **{path.stem: path for path in sorted(HERE.glob("blind-*.tsv"))},
    }
    sets = {name: list(read_cases(path.read_text("utf-8"))) for name, path in files.items() if path.is_file()}
    print(f"{len(site.needs)} needs, {len(index.stems)} stems, {len(index.norm)} phrases\n")
    print(
        "| engine, queries | hit@1 / hit@3 / MRR | indirect hit@3 | typo+SMS+no accent hit@3 | out of scope answered "
        "| refused | emergency shown | false alarms | questions |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    sizes = {}
    for name, cases in sets.items():
        print(*table(f"commun, {name} ({len(cases)})", cases, evaluate(cases, index)["summary"]), sep="\n")
        asked = {"documents": documents_of(site), "queries": [case.query for case in cases]}
        for engine, found in node("others.js", asked).items():
            print(*table(f"{engine}, {name}", cases, of_others(cases, found["found"])), sep="\n")
            sizes[engine] = (len(gzip.compress(found["bytes"].encode(), 9)), found["p95"])
    print(f"\nphrase left out, hit@1 / hit@3: {left_out(searchable, site)}")
    for name, cases in sets.items():
        lost, shown = [], []
        base = evaluate(cases, index)["summary"]["in_scope"]["hit_1"]
        for seed in range(5):
            chance = random.Random(seed)
            wrong = [dataclasses.replace(case, query=misspelt(case.query, chance)) for case in cases]
            figures = evaluate(wrong, index)["summary"]
            lost.append(base - figures["in_scope"]["hit_1"])
            shown.append(figures["emergency_shown"])
        points, still = sum(lost) / 5, sum(shown) / 5
        print(f"one random typo, {name}: {points:.1f} points of hit@1 lost, emergencies shown {still:.1f} %")
    scripts = [
        (ROOT / "themes" / "default" / "js" / "small" / f"search-{part}.js").read_bytes() for part in ("engine", "ui")
    ]
    engine_size, ui_size = (len(gzip.compress(script, 9)) for script in scripts)
    index_size = len(gzip.compress(index_script(searchable.data), 9))
    print(f"\ngz: engine {engine_size}, box {ui_size}, index of {len(site.needs)} needs {index_size}")
    for engine, (size, p95) in sizes.items():
        print(f"gz: index of {engine} {size} (without its engine, titles or addresses); p95 {p95:.2f} ms")
    queries = [case.query for cases in sets.values() for case in cases]
    for count in (76, len(site.needs), 1000, 10000):
        larger = grown(site, count)
        started = time.perf_counter()
        data = index_data(larger, larger.lexicon, permalinks_of(larger))
        built = time.perf_counter() - started
        Index(data, larger.needs)
        size = len(gzip.compress(index_script(data), 9))
        figures = node("speed.js", {"data": data, "queries": queries})
        times = f"p50 {figures['p50']:.2f}, p95 {figures['p95']:.2f}, max {figures['max']:.1f} ms"
        print(f"{count} needs: index {size} gz, built in {built:.2f} s, opened in {figures['open']:.0f} ms, {times}")


if __name__ == "__main__":
    sys.exit(main())
