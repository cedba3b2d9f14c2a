"""The directory against itself: what is resolved for a commune is the record that the real file holds for it.

This tests the importer and the resolver, not the world: the files are of 2017.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from commun_orientation_ssg.competence import Competence, competence_of
from commun_orientation_ssg.exchange.directory import import_directory
from commun_orientation_ssg.project import find_settings
from commun_orientation_ssg.territory import departement_of

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
DEPARTEMENTS = ("14", "59", "62", "83")
EVERYWHERE = {"prefecture": "prefecture", "caf": "caf", "mdph": "mdph"}
"""Service -> type of the records of which any commune of the département gets one."""
IN_THEIR_TOWN = {"mairie": "mairie", "tribunal-judiciaire": "tgi", "france-services": "msap"}
"""Service -> type of the records that answer at least in the commune where they stand."""
PAIRS = 40


@dataclass(frozen=True)
class Real:
    """A record as the official file has it, read by nobody else."""

    type: str
    commune: str
    name: str
    phone: str


@pytest.fixture(scope="module")
def competence(tmp_path_factory: pytest.TempPathFactory) -> Competence:
    """The real commons alone, with the whole directory of 2017 imported."""
    root = tmp_path_factory.mktemp("reel")
    shutil.copytree(ROOT / "content", root / "content", ignore=shutil.ignore_patterns("*.jsonl"))
    (root / "partners").mkdir()
    settings = find_settings(root, {})
    territories = competence_of(settings).territories
    import_directory(settings, [SHARED / f"dila/annuaire-2017-departement-{code}.jsonl" for code in DEPARTEMENTS], territories)
    return competence_of(settings)


def records() -> Iterator[Real]:
    """Yield the records of the official files."""
    for code in DEPARTEMENTS:
        for line in (SHARED / f"dila/annuaire-2017-departement-{code}.jsonl").read_text("utf-8").splitlines():
            said = json.loads(line)["properties"]
            phone = (said.get("CoordonnéesNum") or {}).get("Téléphone") or ""
            phone = phone[0] if isinstance(phone, list) else phone
            phone = phone if isinstance(phone, str) else str(phone.get("_", phone.get("$t", "")))
            yield Real(said["pivotLocal"], said["codeInsee"], said["Nom"], re.sub(r"\D", "", phone)[-9:])


def drawn(competence: Competence) -> list[tuple[str, str, list[Real]]]:
    """Return 40 (service, commune, records of which one is expected), the same on each run."""
    chance = random.Random(20261127)
    held: dict[tuple[str, str], list[Real]] = defaultdict(list)
    for real in records():
        held[real.type, real.commune].append(real)
        held[real.type, departement_of(real.commune)].append(real)
    communes = [one.code for one in competence.territories.within("france") if departement_of(one.code) in DEPARTEMENTS]
    found = []
    services = [*EVERYWHERE, *IN_THEIR_TOWN]
    while len(found) < PAIRS:
        service = services[len(found) % len(services)]
        if service in EVERYWHERE:
            commune = chance.choice(communes)
            expected = held[EVERYWHERE[service], departement_of(commune)]
        else:
            commune = chance.choice([one for one in communes if held.get((IN_THEIR_TOWN[service], one))])
            expected = held[IN_THEIR_TOWN[service], commune]
        if expected:
            found.append((service, commune, expected))
    return found


def said_by(contact: Any) -> tuple[str, str]:
    """Return the last nine digits of the first number of a record of the directory, and its id."""
    phones = contact.get("phones", ()) if isinstance(contact, dict) else ()
    return str(contact["id"]), re.sub(r"\D", "", phones[0]["number"])[-9:] if phones else ""


@pytest.mark.shared
def test_forty_pairs_resolve_to_the_records_of_the_official_file(competence: Competence) -> None:
    """Mairie, préfecture, Caf, MDPH, tribunal, France services: from the directory, with the same number."""
    resolvers = {code: competence.resolver("national", [code]) for code in DEPARTEMENTS}
    wrong = []
    for service, commune, expected in drawn(competence):
        answers = resolvers[departement_of(commune)].resolve(service, commune).answers
        got = {said_by(one.offer.contact)[1] for one in answers if one.source == "directory"}
        if not got & {real.phone for real in expected if real.phone}:
            wrong.append((service, commune, sorted({(real.name, real.phone) for real in expected})[:3], sorted(got)[:3]))
    assert wrong == []


@pytest.mark.shared
@pytest.mark.parametrize(
    ("commune", "level", "body"),
    [
        ("83137", "intercommunalite", "Métropole Toulon Provence Méditerranée"),
        ("83069", "intercommunalite", "Métropole Toulon Provence Méditerranée"),
        ("59350", "intercommunalite", "Métropole européenne de Lille"),
        ("83050", "departement", "Département (Var)"),
    ],
    ids=["Toulon", "Hyères", "Lille", "Draguignan"],
)
def test_who_decides_on_housing_aid_is_right(competence: Competence, commune: str, level: str, body: str) -> None:
    """The metropolis where it took the fund over, the département elsewhere."""
    holder = competence.resolver("national", [departement_of(commune)]).resolve("fsl", commune).holders[0]
    assert (holder.level, holder.body.casefold()) == (level, body.casefold())
