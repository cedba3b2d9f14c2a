"""Schemas for editors: valid by the standard, true to our own reading, in French."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest

from commun_orientation_ssg.editor import Draft, schema_files, settings_text, write_schemas
from commun_orientation_ssg.kinds import KINDS, kind_of
from commun_orientation_ssg.source import Listing, Node, Text, read_yaml

ROOT = Path(__file__).resolve().parent.parent
DRAFTS: tuple[Draft, ...] = get_args(Draft)
FILES = {draft: {name: json.loads(text) for name, text in schema_files(draft).items()} for draft in DRAFTS}
NATIONAL = ROOT / "content/national"  # a partner's folder that stands among the commons
REAL = [
    (path, layer, path.relative_to(root).as_posix())
    for layer, roots in (
        ("commons", [ROOT / "content"]),
        ("partner", [NATIONAL, *sorted((ROOT / "partners").iterdir())]),
    )
    for root in roots
    for path in sorted(root.rglob("*.yaml"))
    if layer == "partner" or NATIONAL not in path.parents
]


def bare(node: Node) -> Any:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [bare(item) for item in node.items]
    return {key: bare(value) for key, value in node.entries.items()}


@pytest.mark.parametrize("draft", DRAFTS)
def test_every_kind_has_a_whole_and_a_partial_schema(draft: Draft) -> None:
    """Two files a kind."""
    assert sorted(FILES[draft]) == sorted(f"{kind.name}{part}.json" for kind in KINDS for part in ("", ".overlay"))


@pytest.mark.parametrize("draft", DRAFTS)
def test_schemas_obey_their_metaschema(draft: Draft) -> None:
    """As the standard's own schema has it."""
    for schema in FILES[draft].values():
        jsonschema.validators.validator_for(schema).check_schema(schema)
        assert ("draft-07" if draft == "draft-07" else "2020-12") in schema["$schema"]


def test_check_jsonschema_accepts_the_schemas(tmp_path: Path) -> None:
    """The tool that others run in CI."""
    names = write_schemas(tmp_path, "2020-12")
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--check-metaschema",
        *(str(tmp_path / name) for name in names),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize(
    ("path", "layer", "inner"), REAL, ids=[f"{layer}-{path.parts[-2]}-{path.stem}" for path, layer, _ in REAL]
)
def test_real_files_are_valid_in_an_editor(path: Path, layer: str, inner: str, draft: Draft) -> None:
    """What we accept, the editor accepts: partial schemas for partners' files."""
    kind = kind_of(inner, layer)
    assert kind is not None
    name = f"{kind.name}.overlay.json" if layer == "partner" and "commons" in kind.layers else f"{kind.name}.json"
    root, _ = read_yaml(path.read_bytes(), path.name)
    assert root is not None
    schema = FILES[draft][name]
    errors = jsonschema.validators.validator_for(schema)(schema).iter_errors(bare(root))
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []


@pytest.mark.parametrize("name", [f"{kind.name}.json" for kind in KINDS])
def test_wrong_key_is_refused_by_the_schema(name: str) -> None:
    """An editor underlines what we would refuse."""
    schema = FILES["draft-07"][name]
    assert not jsonschema.Draft7Validator(schema).is_valid({"nimporte": "quoi"})


def test_every_field_has_words_for_who_hovers() -> None:
    """A title and a description on each property of each document."""
    for name, schema in FILES["draft-07"].items():
        for shape in schema.get("definitions", {}).values():
            for key, field in shape.get("properties", {}).items():
                if shape.get("title") != "ListEdit" and key not in ("add",):
                    assert field.get("title"), (name, key)
                    assert field.get("description"), (name, key)


def test_codes_may_be_bare_numbers() -> None:
    """An editor reads `area: [83137]` as a number: that is no mistake."""
    contact = {"contacts": [{"id": "a", "name": "A", "area": [83137], "phone": {"number": 3939}}]}
    jsonschema.Draft7Validator(FILES["draft-07"]["contact.json"]).validate(contact)


def test_settings_lead_every_kind_to_its_schema() -> None:
    """Whole in content/, partial in partners/; a partner's own kinds are whole."""
    schemas = json.loads(settings_text())["yaml.schemas"]
    assert schemas[".vscode/schemas/contact.json"] == ["content/contacts/*.yaml"]
    assert schemas[".vscode/schemas/contact.overlay.json"] == ["partners/*/contacts/*.yaml"]
    assert schemas[".vscode/schemas/partner.json"] == ["partners/*/partner.yaml"]
    layers = {kind.name: [layer for layer in kind.layers if layer != "private"] for kind in KINDS}
    assert sum(map(len, schemas.values())) == sum(len(kind.glob.split(" ")) * len(layers[kind.name]) for kind in KINDS)


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    """Same code, same bytes; no draft stays."""
    write_schemas(tmp_path / "a" / "b", "draft-07")
    before = {path.name: path.read_bytes() for path in (tmp_path / "a/b").iterdir()}
    write_schemas(tmp_path / "a" / "b", "draft-07")
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "a/b").iterdir()}
