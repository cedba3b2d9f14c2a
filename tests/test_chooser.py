"""Buckets of names of places: small, complete, and named alike by the build and by the browser."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest

from commun_orientation_ssg.chooser import bucket_files, bucket_of, heard, normal, postcode_bucket, postcode_files
from commun_orientation_ssg.place_names import territories_of
from commun_orientation_ssg.territory import Territories

MOST = 15 * 1024
"""Compressed bytes that a search may fetch."""


@pytest.fixture(scope="module")
def country(root: Path) -> Territories:
    """The places of the commons."""
    return territories_of(root / "content")


@pytest.fixture(scope="module")
def buckets(country: Territories) -> dict[str, bytes]:
    """Every bucket of the country."""
    return bucket_files(country)


def test_a_search_fetches_at_most_15_kb(buckets: dict[str, bytes]) -> None:
    """A name being typed goes through the buckets of its first sounds: together they count as one search."""
    weight = {name: len(gzip.compress(data)) for name, data in buckets.items()}
    for name in buckets:
        chain = [name] if name[1:].isdigit() else [name[:size] for size in range(1, len(name) + 1)]
        assert sum(weight.get(part, 0) for part in chain) <= MOST, name


def test_every_name_and_postcode_is_in_its_bucket(buckets: dict[str, bytes], country: Territories) -> None:
    """Old names of merged communes and deputy communes included."""
    for commune, name in country.named():
        assert f"{name};{commune.code[len(commune.departement) :]};".encode() in buckets[bucket_of(normal(name))], name
        for postcode in commune.postcodes:
            assert postcode.encode() in buckets[postcode_bucket(postcode)]


@pytest.mark.node
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lhay les roses", "L'Haÿ-les-Roses"), ("lisle sur la sorgue", "L'Isle-sur-la-Sorgue"),
        ("lisle sur", "L'Isle-sur-la-Sorgue"), ("laigle", "L'Aigle"), ("lile rousse", "L'Île-Rousse"), ("lille", "Lille"), ("labege", "Labège"),
    ],
)  # fmt: skip
def test_an_apostrophe_left_out_loses_nobody(root: Path, buckets: dict[str, bytes], typed: str, name: str) -> None:
    """In haste, on a phone: the town is among the first three."""
    loaded = [
        buckets[part].decode() for part in (bucket_of(normal(typed))[:size] for size in (1, 2, 3)) if part in buckets
    ]
    script = f"""
      globalThis.window = globalThis;
      const names = require({json.dumps(str(root / "themes/default/js/place-names.js"))});
      {json.dumps(loaded)}.forEach((text) => eval(text));
      const all = Object.values(window.communData.places).flatMap(names.read);
      process.stdout.write(JSON.stringify(names.search({json.dumps(typed)}, all, 3).map((place) => place.name)));
    """
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
    assert name in json.loads(done.stdout)


def test_slips_of_the_ear_lead_to_the_same_bucket() -> None:
    """Accents, double letters, vowels, articles, "St", and letters that sound alike."""
    for typed, name in (
        ("tuolon", "Toulon"), ("St denis", "Saint-Denis"), ("Draguinian", "Draguignan"), ("la seine sur mer", "La Seyne-sur-Mer"),
        ("Yères", "Hyères"), ("Oxerre", "Auxerre"), ("Marseile 13e", "Marseille"), ("pari", "Paris"), ("Bézier", "Béziers"),
    ):  # fmt: skip
        assert bucket_of(normal(typed)) == bucket_of(normal(name)), typed


def test_a_folder_alone_has_the_postcodes_of_its_departement(country: Territories) -> None:
    """Corsica's postcodes start with 20 in both of its départements."""
    assert list(postcode_files(country, ["2A"])) == ["p20"]
    assert b"Toulon;137;" in postcode_files(country, ["83"])["p83"]


@pytest.mark.node
def test_the_browser_hears_every_name_as_the_build_does(root: Path, country: Territories) -> None:
    """One bucket for all names, said in two languages."""
    names = [
        *sorted({name for _, name in country.named()}),
        "Paris 13e",
        "ST  Étienne",
        "œuf",
        "",
        "12",
        "Ph",
        "x",
        "cedex 9",
    ]
    script = f"""
      const names = require({json.dumps(str(root / "themes/default/js/place-names.js"))});
      const typed = JSON.parse(require('fs').readFileSync(0, 'utf8'));
      const said = typed.map((name) => [names.normal(name), names.heard(names.normal(name)), names.bucket(names.normal(name))]);
      process.stdout.write(JSON.stringify(said));
    """
    done = subprocess.run(["node", "-e", script], input=json.dumps(names), capture_output=True, text=True, check=True)
    said = [[normal(name), heard(normal(name)), bucket_of(normal(name))] for name in names]
    assert json.loads(done.stdout) == said
