"""What each technique costs, on the corpus's own texts: the numbers behind the choices of the pipeline.

    python bench/build/micro.py [--only yaml,schema,markdown,clean,jinja,write,gc,fork,stages,disk] [--rounds 7]

Files are written in memory (/dev/shm) unless --work says otherwise; `disk` shows what a disk adds, and is not run by
default: see README.md for why.

Candidates of a group run in turn, every round; the medians are printed, in microseconds of CPU per unit (of wall
time where files are written or processes share the work), then their ratio to the first row of the group, taken
round by round.
"""

# ruff: noqa: PTH102, PTH103, PTH116, PTH123  (the bare system calls are what is measured)

from __future__ import annotations

import argparse
import gc
import hashlib
import html
import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import (
    Annotated,
    Any,
    ClassVar,
    NotRequired,  # pydantic asks for these before Python 3.12
)

import corpus
import floor
import hugo_site
import jinja2
import markdown
import nh3
import pydantic
import yaml
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12
from yaml.cyaml import CParser  # type: ignore[attr-defined]

Clock = Callable[[], float]
ROUNDS = 7
WORK: str | None = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate; `make` (untimed) gives what `run` receives, `clear` (untimed) takes it away."""

    name: str
    run: Callable[[Any], object]
    make: Callable[[], Any] = lambda: None
    clear: Callable[[Any], object] = lambda made: None


def group(title: str, unit: str, units: float, rows: list[Row], clock: Clock = time.process_time) -> None:
    """Times the rows in turn and prints microseconds per unit."""
    spent: dict[str, list[float]] = {row.name: [] for row in rows}
    for _ in range(ROUNDS):
        for row in rows:
            made = row.make()
            gc.collect()
            start = clock()
            row.run(made)
            spent[row.name].append(clock() - start)
            row.clear(made)
    first = spent[rows[0].name]
    print(f"\n{title}  [us per {unit}]")
    for row in rows:
        median = statistics.median(spent[row.name])
        ratio = statistics.median(mine / base for mine, base in zip(spent[row.name], first, strict=True))
        low, high = min(spent[row.name]) / median, max(spent[row.name]) / median
        print(f"  {row.name:58} {median / units * 1e6:9.2f}  x{ratio:5.2f}   ({low:.2f}-{high:.2f})", flush=True)


def sources(count: int = 3) -> list[bytes]:
    """Returns the YAML of all files of a few partners."""
    found = []
    for partner in corpus.partners(count):
        found += [("\n".join(corpus.yaml_lines(tree)) + "\n").encode() for tree in partner.files.values()]
    return found


# --- YAML ------------------------------------------------------------------------------------------------------


def events_only(data: bytes) -> None:
    parser = CParser(data)
    while parser.get_event() is not None:
        pass


def raw_parse(data: bytes) -> None:
    CParser(data).raw_parse()


class FlatResolver(CParser):
    """libyaml's composer with nothing to resolve."""

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        return "x"

    def descend_resolver(self, node: Any, index: Any) -> None:
        pass

    ascend_resolver = yaml.resolver.BaseResolver.ascend_resolver
    yaml_path_resolvers: ClassVar[dict[Any, Any]] = {}


def measure_yaml() -> None:
    raw = sources()
    size = sum(map(len, raw)) / 1024

    def each(load: Callable[[bytes], object]) -> Callable[[None], None]:
        def run(_: None) -> None:
            for data in raw:
                load(data)

        return run

    group(
        f"(a) YAML: {len(raw)} files, {size:.0f} KB",
        "KB",
        size,
        [
            Row("libyaml parse in C, no Python object", each(raw_parse)),
            Row("libyaml events, ignored", each(events_only)),
            Row("events -> plain dicts, no location, no check", each(floor.plain_tree)),
            Row("events -> dicts + side table of packed marks, checks", each(floor.located_tree)),
            Row("events -> slotted nodes (value, line, column), checks", each(node_tree)),
            Row("compose_node, own flat resolver", each(lambda data: FlatResolver(data).get_single_node())),
            Row("yaml.load(CBaseLoader): all text", each(lambda data: yaml.load(data, yaml.CBaseLoader))),
            Row(
                "yaml.load(CSafeLoader): the kit's floor",
                each(lambda data: yaml.load(data, yaml.CSafeLoader)),
            ),
            Row("line parser for our block subset, located", each(floor.subset_tree)),
        ],
    )
    group(
        "(a') YAML without libyaml, one file of 11 KB",
        "KB",
        len(raw[3]) / 1024,
        [Row("yaml.load(SafeLoader), pure Python", lambda _: yaml.load(raw[3], yaml.SafeLoader))],
    )


class Node:
    """A scalar, mapping or list with its place, as an object."""

    __slots__ = ("column", "line", "value")

    def __init__(self, value: Any, line: int, column: int) -> None:
        self.value = value
        self.line = line
        self.column = column


def node_tree(data: bytes) -> Node:
    """Builds a tree of slotted nodes, keys included."""
    get = CParser(data).get_event
    get(), get()
    return build_node(get, get(), 0)


def build_node(get: Callable[[], Any], event: Any, depth: int) -> Node:
    mark = event.start_mark
    kind = event.__class__
    if kind is yaml.ScalarEvent:
        if event.anchor or event.tag:
            raise ValueError
        return Node(event.value, mark.line, mark.column)
    if event.anchor or event.tag or depth > 20:
        raise ValueError
    if kind is yaml.MappingStartEvent:
        items: dict[str, tuple[Node, Node]] = {}
        while (event := get()).__class__ is not yaml.MappingEndEvent:
            key = build_node(get, event, depth + 1)
            if key.value in items:
                raise ValueError
            items[key.value] = (key, build_node(get, get(), depth + 1))
        return Node(items, mark.line, mark.column)
    found: list[Node] = []
    while (event := get()).__class__ is not yaml.SequenceEndEvent:
        found.append(build_node(get, event, depth + 1))
    return Node(found, mark.line, mark.column)


# --- schema ----------------------------------------------------------------------------------------------------


def squeeze(text: str) -> str:
    return text.strip()


Squeezed = Annotated[str, pydantic.AfterValidator(squeeze)]


class AnswerCalled(floor.Strict):
    text: Squeezed
    hint: Squeezed = ""
    when: Squeezed = ""
    next: Squeezed


class QuestionCalled(floor.Strict):
    ask: Squeezed
    help: Squeezed = ""
    answers: dict[str, AnswerCalled]


class OutcomeCalled(floor.Strict):
    title: Squeezed
    text: Squeezed = ""
    steps: list[Squeezed]
    prepare: list[Squeezed]
    tell: Squeezed = ""
    contacts: list[Squeezed]
    cost: Squeezed = ""
    after: Squeezed = ""
    recourse: Squeezed = ""


class JourneyCalled(floor.Strict):
    title: Squeezed
    start: Squeezed
    questions: dict[str, QuestionCalled]
    outcomes: dict[str, OutcomeCalled]


class AnswerDict(TypedDict):
    text: str
    hint: NotRequired[str]
    next: str


class QuestionDict(TypedDict):
    ask: str
    help: NotRequired[str]
    answers: dict[str, AnswerDict]


class OutcomeDict(TypedDict):
    title: str
    text: str
    steps: list[str]
    prepare: list[str]
    tell: str
    contacts: list[str]
    cost: NotRequired[str]
    after: NotRequired[str]
    recourse: NotRequired[str]


class JourneyDict(TypedDict):
    title: str
    start: str
    questions: dict[str, QuestionDict]
    outcomes: dict[str, OutcomeDict]


def measure_schema() -> None:
    trees = [
        tree for partner in corpus.partners(10) for name, tree in partner.files.items() if name.startswith("journeys/")
    ]
    typed = pydantic.TypeAdapter(JourneyDict)
    full = floor.Journey

    def each(check: Callable[[Any], object]) -> Callable[[None], None]:
        def run(_: None) -> None:
            for tree in trees:
                check(tree)

        return run

    group(
        f"(b) pydantic: {len(trees)} journeys of 3 questions and 5 outcomes",
        "journey",
        len(trees),
        [
            Row("models, extra forbidden, patterns on ids", each(full.model_validate)),
            Row("models, plain str everywhere", each(PlainJourney.model_validate)),
            Row("models with a Python validator on every text", each(JourneyCalled.model_validate)),
            Row("TypedDict, TypeAdapter", each(typed.validate_python)),
            Row("models + model_dump()", each(lambda tree: full.model_validate(tree).model_dump())),
        ],
    )
    contacts = [one for partner in corpus.partners(10) for one in hugo_site.contacts_of(partner)]
    group(
        f"(b) pydantic: {len(contacts)} contacts",
        "contact",
        len(contacts),
        [Row("models, extra forbidden", lambda _: [floor.Contact.model_validate(one) for one in contacts])],
    )


class PlainAnswer(floor.Strict):
    text: str
    hint: str = ""
    next: str


class PlainQuestion(floor.Strict):
    ask: str
    help: str = ""
    answers: dict[str, PlainAnswer]


class PlainOutcome(floor.Strict):
    title: str
    text: str = ""
    steps: list[str]
    prepare: list[str]
    tell: str = ""
    contacts: list[str]
    cost: str = ""
    after: str = ""
    recourse: str = ""


class PlainJourney(floor.Strict):
    title: str
    start: str
    questions: dict[str, PlainQuestion]
    outcomes: dict[str, PlainOutcome]


# --- Markdown and cleaning -------------------------------------------------------------------------------------


def markdown_texts(count: int = 300) -> dict[str, list[str]]:
    """Returns fields of 300 characters without markup, short steps without, and our marked-up outcomes of 600."""
    writer = corpus.Writer("markdown")
    plain = [f"{writer.sentence(18, 20)}\n\n{writer.sentence(18, 20)}" for _ in range(count)]
    steps = [writer.sentence(6, 10) for _ in range(count)]
    bold = [f"Appelez le **{writer.words(3, 5)}**, {writer.words(3, 5)}." for _ in range(count)]
    marked = [writer.markdown() for _ in range(count)]
    return {"plain": plain, "step": steps, "bold": bold, "marked": marked}


def fresh_convert(text: str) -> str:
    return markdown.markdown(text)


def measure_markdown() -> None:
    texts = markdown_texts()
    one = markdown.Markdown(output_format="html")

    def convert(text: str) -> str:
        one.reset()
        return one.convert(text)

    def each(run: Callable[[str], object], kind: str) -> Callable[[None], None]:
        def go(_: None) -> None:
            for text in texts[kind]:
                run(text)

        return go

    for kind in texts:
        lengths = [len(text) for text in texts[kind]]
        group(
            f"(c) Markdown: {kind}, {statistics.mean(lengths):.0f} characters",
            "field",
            len(texts[kind]),
            [
                Row("one Markdown instance, reset()", each(convert, kind)),
                Row("markdown.markdown(), an instance a call", each(fresh_convert, kind)),
                Row("  ... and nh3 (one Cleaner)", each(floor.full_html, kind)),
                Row("fast path for plain paragraphs, else the line above", each(floor.simple_html, kind)),
                Row("  ... else Python-Markdown without unused syntaxes", each(floor.trimmed_html, kind)),
                Row("converter of a subset (lists, **, *, links), else idem", each(floor.subset_html, kind)),
                Row("the test alone (regular expression)", each(floor.needs_markdown, kind)),
            ],
        )
    joined = ["\n\n".join(texts["step"][at : at + 10]) for at in range(0, 300, 10)]
    marked = ["\n\n".join(texts["marked"][at : at + 10]) for at in range(0, 300, 10)]
    group(
        "(c) Markdown: ten fields converted as one document",
        "field",
        300,
        [
            Row("steps one by one", each(convert, "step")),
            Row("steps ten at a time", lambda _: [convert(text) for text in joined]),
            Row("marked-up texts one by one", each(convert, "marked")),
            Row("marked-up texts ten at a time", lambda _: [convert(text) for text in marked]),
        ],
    )


def measure_clean() -> None:
    texts = markdown_texts()
    cleaner = nh3.Cleaner(**floor.CLEANING)
    for kind in ("step", "plain", "marked"):
        pages = [markdown.markdown(text) for text in texts[kind]]
        whole = "<hr>".join(pages)

        def each(run: Callable[[str], object], pages: list[str] = pages) -> Callable[[None], None]:
            def go(_: None) -> None:
                for page in pages:
                    run(page)

            return go

        group(
            f"(d) nh3: HTML of {kind}, {statistics.mean(map(len, pages)):.0f} characters",
            "field",
            len(pages),
            [
                Row("nh3.Cleaner(...) kept, clean()", each(cleaner.clean)),
                Row(
                    "nh3.clean(text, tags=..., attributes=...)",
                    each(lambda p: nh3.clean(p, **floor.CLEANING)),
                ),
                Row("nh3.clean(text), defaults", each(nh3.clean)),
                Row("all fields in one call", lambda _, whole=whole: cleaner.clean(whole)),
                Row("html.escape alone", each(html.escape)),
            ],
        )


# --- Jinja -----------------------------------------------------------------------------------------------------


def measure_jinja() -> None:
    css = hugo_site.filler_css(12_000)
    made = [floor.Partner(partner, css) for partner in corpus.partners(3)]
    pages = [(partner, page) for partner in made for page in partner.outcome_pages()]

    def each(render: Callable[[floor.Partner, Any], object]) -> Callable[[None], None]:
        def run(_: None) -> None:
            for partner in made:
                partner.forget()
            for partner, page in pages:
                render(partner, page)

        return run

    with tempfile.TemporaryDirectory() as folder:
        for name, text in floor.TEMPLATES.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        reloading = floor.make_env(folder=folder, auto_reload=True)
        steady = floor.make_env(folder=folder)
        strict = floor.make_env()
        lax = floor.make_env(strict=False)
        bare = floor.make_env(autoescape=False)
        size = len(strict.get_template("inherit.html").render(page=pages[0][1], frame=pages[0][0].frame))
        rows = [
            Row(
                "inheritance, macros, everything rendered each time",
                each(floor.by_name(strict, "inherit.html")),
            ),
            Row("  ... FileSystemLoader, auto_reload on", each(floor.by_name(reloading, "inherit.html"))),
            Row("  ... FileSystemLoader, auto_reload off", each(floor.by_name(steady, "inherit.html"))),
            Row("  ... template object kept, not looked up", each(floor.kept(strict, "inherit.html"))),
            Row("  ... plain Undefined instead of StrictUndefined", each(floor.by_name(lax, "inherit.html"))),
            Row("  ... autoescape off (not an option)", each(floor.by_name(bare, "inherit.html"))),
            Row("header and footer rendered once per depth, as Markup", each(floor.shelled(strict))),
            Row("  ... and cards rendered once per depth", each(floor.shelled_cards(strict))),
            Row("  ... and shell as bytes: only main is rendered", each(floor.bytes_shell(strict))),
        ]
        group(
            f"(e) Jinja2: {len(pages)} outcome pages with 3 cards, {size:,} characters of which 12,000 are CSS",
            "page",
            len(pages),
            rows,
        )
        measure_assembly(strict, pages)
        measure_constructs(pages[0][1])


CONSTRUCTS = {
    "{{ page.title }}, escaped": "{{ page.title }}",
    "{{ page.body }}, already Markup": "{{ page.body }}",
    "{{ page.title|e }}": "{{ page.title|e }}",
    "{{ page.root }}{{ page.path }}": "{{ page.root }}{{ page.path }}",
    "{{ page.root ~ page.path }}": "{{ page.root ~ page.path }}",
    "{{ url(page.path) }}, a Python function": "{{ url(page.path) }}",
    "{% if page.back %}{% endif %}": "{% if page.back %}{% endif %}",
    "{% for %} over two, text inside": "{% for one in page.prepare %}x{% endfor %}",
    "macro of one argument, text inside": "{{ m(text=page.title) }}",
    "{% from %} import of a macro": '{% from "macros" import m %}',
    "{% include %} of a text": '{% include "text" %}',
    "{% include %} without context": '{% include "text" without context %}',
}


def measure_constructs(page: floor.Page) -> None:
    """Times one construct of a template, repeated a thousand times."""
    sources = {name: "{% macro m(text) %}x{% endmacro %}" + body * 1000 for name, body in CONSTRUCTS.items()}
    env = jinja2.Environment(
        loader=jinja2.DictLoader({**sources, "text": "x", "macros": "{% macro m(text) %}x{% endmacro %}"}),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    env.globals.update({f"global_{rank}": "x" for rank in range(4)}, url=lambda path: "../../" + path)
    ready = {name: env.get_template(name) for name in sources}
    group(
        "(e) Jinja2, one construct",
        "use",
        1000,
        [Row(name, lambda _, one=one: one.render(page=page)) for name, one in ready.items()],
    )


def measure_assembly(env: Any, pages: list[Any]) -> None:
    texts = [env.get_template("inherit.html").render(page=page, frame=partner.frame) for partner, page in pages]
    data = [text.encode() for text in texts]
    group(
        f"(e) after rendering, pages of {statistics.mean(map(len, data)):,.0f} bytes",
        "page",
        len(pages),
        [
            Row("str.encode()", lambda _: [text.encode() for text in texts]),
            Row("hashlib.sha256", lambda _: [hashlib.sha256(one).hexdigest() for one in data]),
            Row(
                "hashlib.blake2b, 16 bytes",
                lambda _: [hashlib.blake2b(one, digest_size=16).digest() for one in data],
            ),
            Row("re.findall href=, for a check of links", lambda _: [HREF.findall(text) for text in texts]),
            Row("html.parser on the page, for a check", lambda _: [parse_links(text) for text in texts]),
        ],
    )


HREF = re.compile(r'href="([^"]+)"')


def parse_links(text: str) -> None:
    from html.parser import HTMLParser

    HTMLParser().feed(text)


# --- writing ---------------------------------------------------------------------------------------------------

FILES = 3120
"""Forty partners: enough to be steady, short enough for a shared machine."""


def measure_write() -> None:
    for size in (6_000, 20_000):
        blob = b"x" * size
        folders = [f"c{partner:03d}/parcours/p{node // 8}/n{node}" for partner in range(40) for node in range(78)]
        shallow = [f"c{partner:03d}" for partner in range(40) for _ in range(78)]
        names = [f"{number}.html" for number in range(FILES)]

        def open_all(base: str, paths: Iterable[str], blob: bytes = blob) -> None:
            for path in paths:
                handle = os.open(f"{base}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
                os.write(handle, blob)
                os.close(handle)

        def by_pathlib(base: str, folders: list[str] = folders, blob: bytes = blob) -> None:
            for folder in folders:
                path = Path(base, folder)
                path.mkdir(parents=True, exist_ok=True)
                (path / "index.html").write_bytes(blob)

        def by_makedirs(base: str, folders: list[str] = folders, blob: bytes = blob) -> None:
            for folder in folders:
                os.makedirs(f"{base}/{folder}", exist_ok=True)
                with open(f"{base}/{folder}/index.html", "wb") as file:
                    file.write(blob)

        def by_os(base: str, folders: list[str] = folders) -> None:
            make_dirs(base, folders)
            open_all(base, [f"{folder}/index.html" for folder in folders])

        def by_os_flat(base: str, shallow: list[str] = shallow, names: list[str] = names) -> None:
            make_dirs(base, shallow)
            open_all(base, [f"{folder}/{name}" for folder, name in zip(shallow, names, strict=True)])

        def by_dir_fd(base: str, folders: list[str] = folders, blob: bytes = blob) -> None:
            make_dirs(base, folders)
            write_below(base, folders, blob)

        def two(base: str, folders: list[str] = folders) -> None:
            half = len(folders) // 2
            child = os.fork()
            if child == 0:
                by_os(base, folders[:half])
                os._exit(0)
            by_os(base, folders[half:])
            os.waitpid(child, 0)

        def fsynced(base: str, folders: list[str] = folders, blob: bytes = blob) -> None:
            by_os(base)
            for partner in range(40):
                handle = os.open(f"{base}/c{partner:03d}", os.O_RDONLY)
                os.fsync(handle)
                os.close(handle)

        def temp() -> str:
            return tempfile.mkdtemp(prefix="commun-write-", dir=WORK)

        rows = [
            ("Path.mkdir(parents) + Path.write_bytes", by_pathlib),
            ("os.makedirs + open().write", by_makedirs),
            ("os.mkdir of new folders only + os.open/os.write", by_os),
            ("  ... open relative to a folder's descriptor", by_dir_fd),
            ("  ... one folder per partner instead of one per page", by_os_flat),
            ("  ... fsync of each partner's folder at the end", fsynced),
            ("  ... two processes", two),
        ]
        os.sync()
        group(
            f"(f) writing {FILES} new files of {size:,} bytes, a folder each, wall time",
            "file",
            FILES,
            [Row(name, run, temp, shutil.rmtree) for name, run in rows],
            time.perf_counter,
        )

    def filled() -> str:
        base = temp()
        by_os(base)
        return base

    def read_compare(base: str) -> None:
        for folder in folders:
            handle = os.open(f"{base}/{folder}/index.html", os.O_RDONLY)
            assert os.read(handle, 1 << 20) == blob
            os.close(handle)

    def link_all(base: str) -> None:
        make_dirs(f"{base}/new", folders)
        for folder in folders:
            os.link(f"{base}/{folder}/index.html", f"{base}/new/{folder}/index.html")

    def stat_all(base: str) -> None:
        for folder in folders:
            os.stat(f"{base}/{folder}/index.html")

    group(
        f"(f) a second build, {FILES} files of 20,000 bytes, wall time",
        "file",
        FILES,
        [
            Row("read the old file and compare", read_compare, filled, shutil.rmtree),
            Row("os.stat", stat_all, filled, shutil.rmtree),
            Row("mkdir + os.link into a new generation", link_all, filled, shutil.rmtree),
            Row("rmtree of the old generation", shutil.rmtree, filled),
        ],
        time.perf_counter,
    )


def make_dirs(base: str, folders: Iterable[str]) -> None:
    """Makes each folder once, parents first, without asking the disk whether it exists."""
    known: set[str] = set()
    for folder in folders:
        wanted = []
        while folder and folder not in known:
            known.add(folder)
            wanted.append(folder)
            folder = folder.rpartition("/")[0]
        if wanted and not wanted[-1].count("/"):
            os.makedirs(base, exist_ok=True)
        for path in reversed(wanted):
            os.mkdir(f"{base}/{path}")


def write_below(base: str, folders: Iterable[str], blob: bytes) -> None:
    opened: dict[str, int] = {}
    for folder in folders:
        parent, _, rest = folder.partition("/")
        if parent not in opened:
            opened[parent] = os.open(f"{base}/{parent}", os.O_RDONLY | os.O_DIRECTORY)
        handle = os.open(f"{rest}/index.html", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644, dir_fd=opened[parent])
        os.write(handle, blob)
        os.close(handle)
    for handle in opened.values():
        os.close(handle)


def measure_disk() -> None:
    """Writes the same tree in new folders, three times, removes them, then again: ext4 remembers what was deleted.

    Its allocator skips inodes freed during the last minutes one by one, so the second series is slower, by how much
    depends on how many files were removed. Leave the disk alone for five minutes before, and name it with --work.
    """
    folders = [f"c{partner:03d}/parcours/p{node // 8}/n{node}" for partner in range(40) for node in range(78)]
    base = tempfile.mkdtemp(prefix="commun-disk-", dir=WORK if WORK != "/dev/shm" else None)

    def series(title: str, keep: bool) -> None:
        for turn in range(3):
            folder = f"{base}/{title}-{turn}"
            before = time.perf_counter()
            make_dirs(folder, folders)
            between = time.perf_counter()
            write_below(folder, folders, b"x" * 20_000)
            after = time.perf_counter()
            made, written = (between - before) / FILES * 1e6, (after - between) / FILES * 1e6
            print(f"  {title} {turn + 1}: folder {made:6.0f} + file {written:6.0f}", flush=True)
            if not keep:
                shutil.rmtree(folder)

    print(f"\n(f) {FILES} folders and files of 20,000 bytes in {base}  [us, wall]")
    series("new", True)
    for path in Path(base).iterdir():
        shutil.rmtree(path)
    series("after deletions", False)
    shutil.rmtree(base)


# --- the whole floor -------------------------------------------------------------------------------------------


def measure_gc(count: int) -> None:
    folder = tempfile.mkdtemp(prefix="commun-floor-", dir=WORK)
    corpus.write_project(Path(folder, "project"), count)

    def run(prepare: Callable[[], object]) -> Callable[[None], None]:
        def go(_: None) -> None:
            floor.build(Path(folder, "project"), None)

        def guarded(_: None) -> None:
            prepare()
            try:
                go(None)
            finally:
                gc.enable()
                gc.unfreeze()
                gc.set_threshold(700, 10, 10)

        return guarded

    group(
        f"(g) collector: the floor pipeline on {count} partners, nothing written",
        "page",
        count * corpus.PAGES_PER_PARTNER,
        [
            Row("default", run(lambda: None)),
            Row("gc.freeze() after imports", run(gc.freeze)),
            Row("gc.disable()", run(gc.disable)),
            Row(
                "gc.freeze() + threshold 100,000",
                run(lambda: (gc.freeze(), gc.set_threshold(100_000, 50, 50))),
            ),
        ],
    )
    shutil.rmtree(folder)


def measure_fork(count: int) -> None:
    folder = tempfile.mkdtemp(prefix="commun-floor-", dir=WORK)
    corpus.write_project(Path(folder, "project"), count)

    def temp() -> str:
        return tempfile.mkdtemp(prefix="out-", dir=folder)

    def run(jobs: int, how: str) -> Callable[[str], None]:
        return lambda out: floor.build(Path(folder, "project"), Path(out), jobs=jobs, how=how)

    group(
        f"(h) processes: the floor pipeline on {count} partners, files written, wall time",
        "page",
        count * corpus.PAGES_PER_PARTNER,
        [
            Row("one process", run(1, ""), temp, shutil.rmtree),
            Row("two, os.fork, partners dealt in turn", run(2, "fork"), temp, shutil.rmtree),
            Row("two, multiprocessing fork pool, chunks of 4", run(2, "pool"), temp, shutil.rmtree),
        ],
        time.perf_counter,
    )
    shutil.rmtree(folder)


def main() -> None:
    global ROUNDS, WORK
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="yaml,schema,markdown,clean,jinja,write,gc,fork,stages")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--work", default=WORK, help="folder where files are written")
    parser.add_argument("--partners", type=int, default=20, help="size of the whole runs (gc, fork, stages)")
    options = parser.parse_args()
    ROUNDS, WORK = options.rounds, options.work
    measures: dict[str, Callable[[], None]] = {
        "yaml": measure_yaml,
        "schema": measure_schema,
        "markdown": measure_markdown,
        "clean": measure_clean,
        "jinja": measure_jinja,
        "write": measure_write,
        "gc": lambda: measure_gc(options.partners),
        "fork": lambda: measure_fork(options.partners),
        "disk": measure_disk,
        "stages": lambda: floor.print_stages(options.partners, WORK),
    }
    for name in options.only.split(","):
        measures[name]()


if __name__ == "__main__":
    main()
