"""Each wrong value is told in plain words at its place; the JSON Schema accepts what we accept."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg.diagnostics import Diagnostic
from commun_orientation_ssg.kinds import KINDS, Kind, kind_of
from commun_orientation_ssg.schema import MODELS, bind, json_schema, overlay_of, plain, read_date, slug_of
from commun_orientation_ssg.source import read_folder, read_yaml

ROOT = Path(__file__).resolve().parent.parent
DRAFTS: tuple[Any, ...] = ("2020-12", "draft-07")

NEED = """\
id: loyer
title: Mon loyer
official: Aide
services: [fsl]
words:
  - loyer
next: logement/retard
"""
CONTACT = "id: mds\nname: MDS\n"
PARTNER = """\
name: Var
level: departement
territory: "83"
status: demo
website: https://www.var.fr
publisher: P
dpo: D
host: H
not_listed: standard
"""


def findings(kind: str, text: str, *, overlay: bool = False) -> list[Diagnostic]:
    """Bind a text to the shape of `kind`, and return what is wrong."""
    root, problems = read_yaml(dedent(text).encode(), "f.yaml")
    assert root is not None, problems
    return bind(MODELS[kind], root, overlay=overlay)[1]


def told(kind: str, text: str, *, overlay: bool = False) -> list[str]:
    """Return "code line:column" of each finding, sorted."""
    found = findings(kind, text, overlay=overlay)
    return sorted(f"{f.code} {f.location.line}:{f.location.column}" for f in found)


def value(kind: str, text: str, key: str) -> Any:
    """Return one value of a document that must be right."""
    root, _ = read_yaml(text.encode(), "f.yaml")
    assert root is not None
    doc, problems = bind(MODELS[kind], root)
    assert not problems, [finding.says() for finding in problems]
    return getattr(doc, key)


# --- what is wrong, and where ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("need", NEED.replace("title:", "titre:"), ["missing-key 1:1", "unknown-key 2:1"]),
        ("need", NEED.replace("title: Mon loyer", "title:"), ["empty-value 2:1"]),
        ("need", NEED.replace("Mon loyer", "x" * 301), ["text-too-long 2:8"]),
        ("need", NEED.replace("title: Mon loyer", "title:\n  - Mon loyer"), ["wrong-shape 3:3"]),
        ("need", NEED.replace("services: [fsl]", "services: fsl"), ["wrong-shape 4:11"]),
        ("need", NEED.replace("id: loyer", "id: Mon loyer"), ["bad-id 1:5"]),
        ("need", NEED.replace("logement/retard", "a/b/c"), ["bad-pointer 7:7"]),
        ("need", NEED + "emergency: peut-être\n", ["bad-flag 8:12"]),
        ("need", NEED + "emergency:\n", ["empty-value 8:1"]),
        ("need", NEED.replace("  - loyer\n", "  - loyer\n  -\n"), ["empty-value 7:4"]),
        ("contact", CONTACT + "verified_on: 31/02/2026\n", ["bad-date 3:14"]),
        ("contact", CONTACT + "verified_on: 01/01/0800\n", ["bad-date 3:14"]),
        ("contact", CONTACT + "area: [8313]\n", ["bad-place 3:8"]),
        ("contact", CONTACT + "area:\n  - Toulon (83137\n", ["bad-place 4:5"]),
        ("contact", CONTACT + "area:\n  - 83137)\n", ["bad-place 4:5"]),
        ("contact", CONTACT + "area: [R932]\n", ["bad-place 3:8"]),
        ("contact", CONTACT + "review_every: souvent\n", ["bad-period 3:15"]),
        ("contact", CONTACT + "share: peut-être\n", ["bad-share 3:8"]),
        ("contact", CONTACT + "share: via Mon Contact\n", ["bad-share 3:8"]),
        ("contact", CONTACT + "mail: accueil\n", ["bad-mail 3:7"]),
        ("contact", CONTACT + "mail:\n  - a@b.fr\n  - address: accueil\n", ["bad-mail 5:14"]),
        ("contact", CONTACT + "online: www.var.fr\n", ["bad-url 3:9"]),
        ("contact", CONTACT + "online:\n  url: https://www.var.fr\n  titre: x\n", ["unknown-key 5:3"]),
        ("contact", CONTACT + "phone:\n", ["empty-value 3:1"]),
        ("contact", CONTACT + "phone:\n  label: Accueil\n", ["missing-key 4:3"]),
        ("contact", CONTACT + "phone:\n  number: 01 99 00 00 01\n  hours:\n    - 9h\n", ["wrong-shape 6:5"]),
        ("contact", CONTACT + "phone:\n  number: 01 99 00 00 01\n  hours:\n    lundi:\n      - 9h\n", ["wrong-shape 6:5"]),
        ("contact", CONTACT + "phone:\n  number: 01 99 00 00 01\n  hours:\n", ["empty-value 5:3"]),
        ("contact", CONTACT + 'desk:\n  latitude: "nord"\n', ["bad-number 4:13"]),
        ("contact", CONTACT + "kind: bodi\n", ["bad-choice 3:7"]),
        ("contact", CONTACT + "desk:\n", ["empty-value 3:1"]),
        ("contact", CONTACT + "part_of:\n  - maison\n", ["wrong-shape 4:3"]),
        ("branding", 'colours:\n  primary: rouge\n  accent: "#fff"\n', ["bad-colour 2:12"]),
        ("branding", "colours: rouge\n", ["wrong-shape 1:10"]),
        ("journey", "title: T\nstart: a\nquestions:\n  Que Faire:\n    ask: Q\n    answers:\n      a:\n        text: T\n        next: b\n", ["bad-id 4:3"]),
        ("journey", "title: T\nstart: a\noutcomes:\n  a:\n    title: T\n    contacts: [fsl]\n    fiches: [1334]\n", ["bad-fiche 7:14"]),
        ("journey", "title: T\nstart: a\nquestions: non\n", ["wrong-shape 3:12"]),
        ("partner", PARTNER.replace("departement", "dept"), ["bad-choice 2:8"]),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_at_its_place(kind: str, text: str, expected: list[str]) -> None:
    """One finding for each wrong value, at the value, or at the key when the value is empty or the key is wrong."""
    assert told(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("need", NEED),
        ("contact", CONTACT),
        ("partner", PARTNER),
        ("branding", 'colours:\n  primary: "#FFF"\n  accent: "#005a9c"\n'),
    ],
)
def test_the_smallest_right_document_is_accepted(kind: str, text: str) -> None:
    """The twin of every rejected case above."""
    assert told(kind, text) == []


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("contact", CONTACT + "kind: bodi\n", "« body »"),
        ("need", NEED.replace("title:", "titel:"), "« title »"),
        ("need", NEED.replace("id: loyer", "id: Mon loyer"), "« mon-loyer »"),
        ("need", NEED.replace("id: loyer", "id: '!'"), "« mon-identifiant »"),
    ],
)
def test_a_wrong_word_comes_with_the_nearest_right_one(kind: str, text: str, said: str) -> None:
    """Choices, keys and ids each have their mended form."""
    helps = [f.help.text("fr", dict(f.fields)) for f in findings(kind, text) if f.help]
    assert any(said in help for help in helps)


def test_several_faults_are_all_told_at_once() -> None:
    """No fault hides another."""
    text = "id: A b\ntitle:\nofficial: O\nservices: fsl\nwords: []\nnext: a/b/c\ninconnu: oui\n"
    assert [line.split()[0] for line in told("need", text)] == [
        "bad-id", "bad-pointer", "empty-value", "unknown-key", "wrong-shape",
    ]  # fmt: skip


# --- values ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("24/12/2026", date(2026, 12, 24)),
        ("1/2/2026", date(2026, 2, 1)),
        ("2026-12-24", date(2026, 12, 24)),
        ("24 décembre 2026", date(2026, 12, 24)),
        ("1er Janvier 2027", date(2027, 1, 1)),
        ("31/02/2026", None),
        ("décembre 2026", None),
        ("٢٤/12/2026", None),
    ],
)
def test_french_dates_are_read(written: str, read: date | None) -> None:
    """Day first, in figures or in words; the ISO form too."""
    assert read_date(written) == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Toulon (83137)", "83137"), ("83137", "83137"), ("Ajaccio (2A004)", "2A004"), ("2B", "2B"), ("R93", "R93"),
        ("971", "971"), ("248300543", "248300543"), ("france", "france"),
    ],
)  # fmt: skip
def test_a_place_is_a_code_or_a_name_and_its_code(written: str, code: str) -> None:
    """The name is for people, the code is kept."""
    assert value("contact", f"{CONTACT}area:\n  - {written}\n", "area") == (code,)


@pytest.mark.parametrize(
    ("written", "read"), [("oui", "oui"), ("yes", "oui"), ("no", "non"), ("via standard-var", "via standard-var")]
)
def test_share_is_yes_no_or_through_another(written: str, read: str) -> None:
    """Any word for yes and no is read as one."""
    assert value("contact", f"{CONTACT}share: {written}\n", "share") == read


@pytest.mark.parametrize(
    "text", ["phone: 01 99 00 00 01", "phone:\n  number: 01 99 00 00 01", "phone:\n  - 01 99 00 00 01"]
)
def test_a_bare_number_a_mapping_and_a_list_are_one_thing(text: str) -> None:
    """Shorthand never changes what is read."""
    assert [phone.number for phone in value("contact", f"{CONTACT}{text}\n", "phone")] == ["01 99 00 00 01"]


def test_hours_are_a_text_or_days_and_times() -> None:
    """They are read further by `hours`; the shape only keeps them in order."""
    days = value(
        "contact", CONTACT + "desk:\n  address: A\n  hours:\n    mardi: 9h-12h\n    lundi: fermé\n", "desk"
    ).hours
    assert days == (("mardi", "9h-12h"), ("lundi", "fermé"))


@given(st.text(max_size=80))
def test_a_slug_is_an_id_or_nothing(text: str) -> None:
    """Whatever the text, the slug can be an id, and a slug does not change when slugged again."""
    slug = slug_of(text)
    assert slug_of(slug) == slug
    assert not slug or told("need", NEED.replace("id: loyer", f"id: {slug}")) == []


def test_degrees_are_read_with_a_point_or_a_comma() -> None:
    """A French comma is a decimal point."""
    assert value("contact", CONTACT + 'desk:\n  latitude: "43,12"\n', "desk").latitude == 43.12


# --- overlays -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("need", "id: loyer\n"),
        ("need", "id: loyer\nhide: oui\nreason: Non.\n"),
        ("need", "id: loyer\nwords:\n  add:\n    - bail\n  hide:\n    - loyer\n"),
        ("journey", "questions:\n  a:\n    answers:\n      b:\n        hide: oui\n        reason: Non.\n"),
        (
            "journey",
            "outcomes:\n  a:\n    procedures:\n      add:\n        - title: T\n          url: https://www.caf.fr\n",
        ),
        ("contact", "id: mds\nphone:\n  hours: 24h/24\n"),
        ("contact", "id: mds\nphone:\n  add:\n    - 01 99 00 00 01\n"),
        ("contact", "id: mds\nphone: 01 99 00 00 01\n"),
        ("contact", "id: mds\ndesk:\n  hours: 24h/24\n"),
        ("lexicon", "groups:\n  - id: argent\n    words:\n      add:\n        - sous\n"),
        ("lexicon", "groups:\n  hide: [argent]\n"),
    ],
)
def test_an_overlay_gives_only_what_changes(kind: str, text: str) -> None:
    """Nothing but the id of an item is required, at any depth."""
    assert told(kind, text, overlay=True) == []


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("need", "title: T\n", ["missing-key 1:1"]),
        ("need", "id: loyer\ntitle: []\n", ["wrong-shape 2:8"]),
        ("need", "id: loyer\nwords:\n  ajouter:\n    - bail\n", ["unknown-key 3:3"]),
        ("need", "id: loyer\nwords:\n  add: bail\n", ["wrong-shape 3:8"]),
        ("contact", "id: mds\nphone:\n  nombre: 1\n", ["unknown-key 3:3"]),
        ("contact", "id: mds\nphone:\n  - label: Accueil\n", ["missing-key 3:5"]),
        ("journey", "outcomes:\n  a:\n    steps:\n      add:\n        -\n", ["empty-value 5:10"]),
    ],
)
def test_what_an_overlay_gives_must_be_right(kind: str, text: str, expected: list[str]) -> None:
    """Each value of an overlay is held to the same shape."""
    assert told(kind, text, overlay=True) == expected


def test_an_overlay_shape_is_made_once() -> None:
    """It is derived from the full shape, and kept."""
    assert overlay_of(MODELS["need"]) is overlay_of(MODELS["need"])


# --- JSON Schema ----------------------------------------------------------------------------------------------------


@cache
def validator(kind: Kind, overlay: bool, draft: Any) -> Any:
    """Return a validator of a whole file."""
    schema = json_schema(kind, overlay=overlay, draft=draft)
    checker = jsonschema.Draft202012Validator if draft == "2020-12" else jsonschema.Draft7Validator
    checker.check_schema(schema)
    return checker(schema)


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("overlay", [False, True])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_a_schema_in_both_drafts(kind: Kind, overlay: bool, draft: Any) -> None:
    """Full and overlay, each valid against its own draft, with a title."""
    assert validator(kind, overlay, draft).schema["title"]


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize(
    ("folder", "layer"),
    [("content", "commons"), *((f"partners/{p.name}", "partner") for p in sorted((ROOT / "partners").iterdir()))],
)
def test_the_schemas_accept_all_that_we_ship(folder: str, layer: str, draft: Any) -> None:
    """Every file of the commons and of the real partners is valid in an editor too."""
    files, _ = read_folder(ROOT / folder, folder)
    for file in files:
        kind = kind_of(file.path, layer)
        if kind is not None and file.root is not None:
            errors = validator(kind, layer == "partner" and layer in kind.layers, draft).iter_errors(plain(file.root))
            assert [f"{file.file}: {error.message[:200]}" for error in errors] == []


KIND = {kind.name: kind for kind in KINDS}
SHORTHANDS = [
    {"phone": "01 99 00 00 01"},
    {"phone": 3939},
    {"phone": {"number": "3939"}},
    {"phone": ["3939", {"number": 115}]},
    {"mail": "a@b.fr"},
    {"mail": {"address": "a@b.fr"}},
    {"online": "https://www.var.fr"},
    {"online": [{"url": "https://www.var.fr", "title": "Var"}]},
    {"area": [83137]},
    {"general": True},
    {"general": "oui"},
    {"share": "via standard"},
    {"share": False},
]


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("overlay", [False, True])
@pytest.mark.parametrize("written", SHORTHANDS, ids=str)
def test_the_schemas_accept_shorthand_codes_as_numbers_and_both_forms_of_yes(
    written: Any, overlay: bool, draft: Any
) -> None:
    """An editor reads 83137 as a number and `oui` as a text: both are fine."""
    item = {"id": "mds", "name": "MDS", **written}
    validator(KIND["contact"], overlay, draft).validate({"contacts": [item]})


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize(
    ("kind", "overlay", "data"),
    [
        ("contact", False, {"contacts": [{"id": "mds", "name": "MDS", "phone": {"label": "x"}}]}),
        ("contact", False, {"contacts": [{"id": "mds"}]}),
        ("contact", False, {"contacts": [{"id": "mds", "name": "MDS", "inconnu": "x"}]}),
        ("contact", True, {"contacts": [{"name": "MDS"}]}),
        ("contact", True, {"contacts": [{"id": "mds", "phone": {"inconnu": "x"}}]}),
        ("need", True, {"needs": [{"id": "a", "title": None}]}),
        ("partner", False, {"name": "Var"}),
    ],
)
def test_the_schemas_refuse_what_we_refuse(kind: str, overlay: bool, data: Any, draft: Any) -> None:
    """Missing and unknown keys, empty values."""
    assert not validator(KIND[kind], overlay, draft).is_valid(data)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("contact", {"contacts": [{"id": "mds", "phone": {"hours": "24h/24"}}]}),
        ("contact", {"contacts": [{"id": "mds", "phone": {"add": ["3939"]}}]}),
        ("need", {"needs": [{"id": "a", "words": {"add": ["x"], "hide": ["y"]}}]}),
        ("need", {"needs": None}),
        ("journey", {"outcomes": {"a": {"hide": "oui", "reason": "Non."}}}),
    ],
)
def test_the_overlay_schemas_accept_parts_and_edits(kind: str, data: Any) -> None:
    """What `bind` accepts of an overlay, an editor accepts."""
    for draft in DRAFTS:
        validator(KIND[kind], True, draft).validate(data)


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_every_key_is_described_in_french(kind: str) -> None:
    """Title and description on every field, at every depth: they are the hover text of editors."""
    schema = MODELS[kind].model_json_schema(by_alias=True)
    for shape in (schema, *schema.get("$defs", {}).values()):
        for name, field in shape["properties"].items():
            assert field.get("title"), f"{shape['title']}.{name}"
            assert field.get("description"), f"{shape['title']}.{name}"
