"""What the documentation says is what the code does: reference pages, rooms, commands, links, and the guide's files."""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import click
import jinja2
import pytest
from pydantic import TypeAdapter

from commun_orientation_ssg import context as c
from commun_orientation_ssg.cli import main as commun
from commun_orientation_ssg.kinds import kind_of
from commun_orientation_ssg.render import Renderer
from commun_orientation_ssg.schema import MODELS, bind
from commun_orientation_ssg.source import Listing, Mapping, Node, read_yaml
from commun_orientation_ssg.theme import Theme
from test_architecture import imports, rooms

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])


def load(name: str) -> ModuleType:
    """Return a module of docs/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate, retell = load("generate"), load("retell")


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- The reference is written from the code.

REFERENCE: dict[str, str] = generate.pages()


@pytest.mark.parametrize("name", sorted(REFERENCE))
def test_a_reference_page_says_what_the_code_does(name: str) -> None:
    """A page that drifted is written again by `make docs`."""
    assert (DOCS / "reference" / name).read_text("utf-8") == REFERENCE[name], "run: make docs"


def test_the_reference_holds_nothing_else() -> None:
    """A page whose subject is gone goes with it."""
    assert {path.name for path in (DOCS / "reference").iterdir()} == set(REFERENCE)


@pytest.mark.parametrize("kind", list(generate._VALUES))
def test_the_example_of_a_value_can_be_read(kind: object) -> None:
    """It is what a referent will copy."""
    *_, example = generate._VALUES[kind]
    TypeAdapter(kind).validate_python(example)


def test_every_function_that_templates_may_call_is_documented() -> None:
    """And no other."""
    theme = Theme("none", (), (), {}, {})
    found = set(Renderer(theme)._environment.globals) - set(jinja2.Environment().globals)
    assert found == {re.split(r"\W+", name)[1] for name in generate._GLOBALS}


def test_every_shape_that_templates_receive_is_in_the_contract() -> None:
    """And no other: a theme author reads the page, not the code."""
    shapes = {name for name, value in vars(c).items() if is_dataclass(value)}
    assert set(re.findall(r"^### (\w+)$", REFERENCE["theme-contract.md"], re.MULTILINE)) == shapes


# --- The rooms.


def told_rooms() -> list[str]:
    table = (DOCS / "architecture.md").read_text("utf-8").partition("<!-- rooms -->")[2].partition("<!-- /rooms -->")[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


def test_architecture_names_every_room_once() -> None:
    """A room that comes or goes changes the table."""
    told = told_rooms()
    assert sorted(told) == sorted(set(rooms()) - {"__init__", "__main__"})


def test_architecture_lists_rooms_in_the_order_of_imports() -> None:
    """A room imports only those above it in the table."""
    told = told_rooms()
    for number, room in enumerate(told):
        taken = {name for path in rooms().get(room, ()) for name in imports(path)} - {room, "__init__"}
        assert taken <= set(told[:number]), f"{room} imports {sorted(taken - set(told[:number]))}: move it down"


IMPORTED_AS = {"PyYAML": "yaml"}


def outside(path: Path) -> set[str]:
    """Return the packages of others that a file imports, first name only."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module).partition(".")[0])
    return names


def test_each_dependency_is_argued_and_stands_in_its_room() -> None:
    """docs/decisions/0007: the packages of pyproject.toml, each imported by the rooms that are named, and no other."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    table = (DOCS / "decisions" / "0007-dependencies.md").read_text("utf-8")
    told = {
        name: set(re.findall(r"`(\w+)`", used))
        for name, used in re.findall(r"^\| (\w+) \|.*?\| (`.*?`) \|", table, re.M)
    }
    assert set(told) == {re.split(r"\W", line)[0] for line in declared}
    for name, where in told.items():
        imported = IMPORTED_AS.get(name, name.lower())
        assert {room for room, files in rooms().items() if any(imported in outside(file) for file in files)} == where


# --- Commands.

_SHELL = ("", "text", "sh", "bash", "console")


def blocks(text: str) -> Iterator[str]:
    """Yield the fenced and the indented blocks of code that may hold commands."""
    for found in retell.BLOCK.finditer(re.sub(r"^```$\n(?=\S)", "```text\n", text, flags=re.MULTILINE)):
        if found["words"].split()[0] in _SHELL:
            yield found["body"]
    bare = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    yield from re.findall(r"(?:^ {4,}.*\n)+", bare, re.MULTILINE)


def commands(path: Path) -> Iterator[str]:
    """Yield every `commun ...` of a page: lines of blocks, and code inside sentences."""
    text = path.read_text("utf-8")
    for block in blocks(text):
        yield from re.findall(r"^\s*(?:\$ )?(?:\.venv/bin/)?(commun [a-z-].*)$", block, re.MULTILINE)
    yield from re.findall(r"(?:`|« )(?:\.venv/bin/)?(commun [a-z-][^`»…\n]*?)(?:`| »)", text)


ON_PURPOSE = ("docs/guide-du-referent.md", "commun chek")
FOUND = {(shown(path), line) for path in PAGES if path.name != "cli.md" for line in commands(path)}
WRITTEN = sorted(FOUND - {ON_PURPOSE})


@pytest.mark.parametrize(("page", "line"), WRITTEN)
def test_a_command_that_is_written_exists_with_its_options(page: str, line: str) -> None:
    """What people copy must run."""
    command: click.Command = commun
    words = [word for word in shlex.split(line, comments=True)[1:] if word != "--help"]
    while isinstance(command, click.Group):
        context = click.Context(command, info_name="commun")
        _, words, _ = command.make_parser(context).parse_args(words)
        found = command.get_command(context, words[0]) if words else None
        assert found is not None or not words, f"{page}: {line}"
        if found is None:
            return
        command, words = found, words[1:]
    if words:  # the name alone is a mention
        command.make_context(command.name, words)


def test_there_are_commands_to_check() -> None:
    """The search above finds what people read."""
    assert len(WRITTEN) > 20


# --- Links.


def anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {generate._slug(re.sub(r"[`*]|\]\([^)]*\)|\[", "", title)) for title in titles}


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_a_link_leads_somewhere(path: Path) -> None:
    """Files and headings of the project; addresses of the web are left alone."""
    prose = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = unquote(target).partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), target
        assert not anchor or anchor in anchors(found.read_text("utf-8")), target


# --- The guide.


def yaml_blocks() -> Iterator[pytest.ParameterSet]:
    for page in PAGES:
        for found in retell.BLOCK.finditer(page.read_text("utf-8")):
            if found["words"] == "yaml":
                line = page.read_text("utf-8")[: found.start()].count("\n") + 1
                yield pytest.param(found["body"], id=f"{shown(page)}:{line}")


def items(root: Node, key: str) -> list[Node]:
    """Return the items of a file, in a list, in a mapping by id, or the one it is."""
    body = root.entries[key] if key and isinstance(root, Mapping) else None
    if isinstance(body, Listing):
        return list(body.items)
    return list(body.entries.values()) if isinstance(body, Mapping) else [root]


@pytest.mark.parametrize("body", list(yaml_blocks()))
def test_a_yaml_example_is_valid(body: str) -> None:
    """Whole, or as what a partner writes over the commons; its first line names its file."""
    path = retell.target_of(body)
    kind = kind_of(path.split("/", 2)[2], "partner" if path.startswith("partners/") else "private")
    assert kind is not None, path
    root, findings = read_yaml(body.encode(), path)
    assert root is not None
    assert findings == []
    for item in items(root, kind.key):
        _, whole = bind(MODELS[kind.name], item)
        _, part = bind(MODELS[kind.name], item, overlay=True)
        assert not whole or not part, [finding.says() for finding in part]


def test_the_guide_shows_what_commands_print() -> None:
    """Followed from its first to its last line in a new project."""
    text = retell.GUIDE.read_text("utf-8")
    assert retell.retell(text) == text, "run: make docs"
