"""Schemas and settings to files that make an editor help whoever writes: keys proposed, hover text in French, mistakes.

The settings are those of VS Code and its YAML extension (yaml-language-server). What a schema says is left to `schema`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from . import schema
from .kinds import KINDS, Kind

__all__ = ["SCHEMAS_FOLDER", "Draft", "schema_files", "settings_text", "write_schemas"]

Draft = Literal["2020-12", "draft-07"]
SCHEMAS_FOLDER = ".vscode/schemas"
"""Where the schemas stand in a project; the settings point there."""


def schema_files(draft: Draft) -> dict[str, str]:
    """Return the JSON Schema of every kind of document: file name -> text.

    A kind that both layers hold has two: `need.json` (whole) and `need.overlay.json` (what a partner changes).
    """
    found = {}
    for kind in KINDS:
        found[f"{kind.name}.json"] = _text(schema.json_schema(kind, overlay=False, draft=draft))
        found[f"{kind.name}.overlay.json"] = _text(schema.json_schema(kind, overlay=True, draft=draft))
    return found


def write_schemas(folder: Path, draft: Draft) -> list[str]:
    """Write the schemas into `folder`, made when missing, each file whole; return their names."""
    folder.mkdir(parents=True, exist_ok=True)
    files = schema_files(draft)
    for name, text in files.items():
        new = folder / f".{name}.new"
        new.write_text(text, "utf-8")
        new.replace(folder / name)
    return sorted(files)


def settings_text() -> str:
    """Return `.vscode/settings.json`: which schema for which files; in `partners/`, only what changes is needed.

    Private files stand outside of the project: they name their schema themselves, on their first line.
    """
    schemas: dict[str, list[str]] = {}
    for kind in KINDS:
        if "commons" in kind.layers:
            schemas[f"{SCHEMAS_FOLDER}/{kind.name}.json"] = _globs(kind, "content")
        if "partner" in kind.layers:
            suffix = ".overlay.json" if "commons" in kind.layers else ".json"
            schemas[f"{SCHEMAS_FOLDER}/{kind.name}{suffix}"] = _globs(kind, "partners/*")
    return _text(
        {
            "yaml.schemas": schemas,
            "yaml.schemaStore.enable": False,
            "yaml.validate": True,
            "yaml.hover": True,
            "yaml.completion": True,
            "yaml.format.enable": False,
            "files.encoding": "utf8",
            "files.insertFinalNewline": True,
            "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2, "editor.detectIndentation": False},
        }
    )


def _globs(kind: Kind, root: str) -> list[str]:
    return [f"{root}/{glob}" for glob in kind.glob.split(" ")]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
