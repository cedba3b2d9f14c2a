"""Each room imports only what stands under it: read from the code, imports inside functions included."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "commun_orientation_ssg"

LAYERS = """
    __init__ qr kinds diagnostics holidays markup territory wording context project records processes
    tree report colour phones mistakes hours conditions refusal logo font
    source model terminal drafts
    overlay
    schema walk permalinks theme resolution
    resolve editing editor splicing drift place_names explained readability directory steps vcard agents
    checks
    rescue
    pages search scaffold explain embedding updating
    render links write loading offline resolved coverage_map
    exchange chooser
    competence
    local
    press proofreading promotion
    build
    serve
    cli
    __main__
"""
"""From the ground up: a room may import those of the lines above its own, and nothing of its own line."""


def rooms() -> dict[str, list[Path]]:
    """Return the files of each room: a module, or a package with all its modules."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if parts[0] not in ("shipped", "starters"):
            found.setdefault(parts[0].removesuffix(".py"), []).append(path)
    return found


def imports(path: Path) -> set[str]:
    """Return the rooms of ours that a file imports, `__init__` for the package itself."""
    depth = len(path.relative_to(PACKAGE).parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            written = f"{PACKAGE.name}." if node.level == depth else "" if not node.level else "here."
            names = [written + (node.module or alias.name) for alias in node.names]
        else:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        ours = [name.split(".")[1:] for name in names if name.split(".")[0] == PACKAGE.name]
        found.update(name[0] if name and name[0] != "__version__" else "__init__" for name in ours)
    return found


def allowed() -> dict[str, set[str]]:
    """Return what each room may import."""
    under: set[str] = set()
    table: dict[str, set[str]] = {}
    for line in LAYERS.strip().splitlines():
        for room in line.split():
            table[room] = under
        under = under | set(line.split())
    return table


@pytest.mark.parametrize("room", sorted(rooms()))
def test_a_room_imports_only_what_stands_under_it(room: str) -> None:
    """Data flows one way; a loop between rooms cannot be written down in the table."""
    taken = {name for path in rooms()[room] for name in imports(path)} - {room}
    assert room in allowed(), "a new room: give it a place in LAYERS"
    assert taken <= allowed()[room], f"{room} may not import {sorted(taken - allowed()[room])}"


def inside(path: Path) -> set[str]:
    """Return the modules of its own room that a file imports, `__init__` for the room itself."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            names = [node.module.partition(".")[0]] if node.module else [alias.name for alias in node.names]
            found.update(name if path.with_name(f"{name}.py").is_file() else "__init__" for name in names)
    return found


@pytest.mark.parametrize("room", sorted(room for room, paths in rooms().items() if len(paths) > 1))
def test_the_modules_of_a_room_import_one_another_one_way(room: str) -> None:
    """A loop inside a room says that two of its modules are one, or that a third is missing."""
    graph = {path.stem: inside(path) for path in rooms()[room]}
    TopologicalSorter(graph).prepare()  # a CycleError names the modules of the loop


def test_the_table_names_only_rooms_that_exist() -> None:
    """A room that goes leaves the table."""
    assert set(allowed()) <= set(rooms())


@pytest.mark.parametrize(
    "room",
    [
        "conditions",
        "overlay",
        "kinds",
        "walk",
        "territory",
        "permalinks",
        "schema",
        "resolution",
        "resolve",
        "checks",
        "directory",
        "readability",
        "records",
        "chooser",
        "drift",
        "splicing",
    ],
)
def test_a_pure_room_knows_no_disk_clock_network_or_environment(room: str) -> None:
    """They are values in, values out: tested without a file, the same on any day."""
    forbidden = {"os", "pathlib", "socket", "subprocess", "time", "urllib", "shutil", "random", "tempfile"}
    for path in rooms()[room]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                assert not forbidden & {alias.name.partition(".")[0] for alias in node.names}, path
            elif isinstance(node, ast.ImportFrom) and not node.level:
                assert str(node.module).partition(".")[0] not in forbidden, path
            elif isinstance(node, ast.Attribute):
                assert node.attr not in ("today", "now"), f"{path}:{node.lineno}"
