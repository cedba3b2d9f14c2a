"""The directory against itself: what is resolved for a commune is the record that the real file holds for it.

This tests the importer and the resolver, not the world: the files are of 2017 and 2024.
"""

from __future__ import annotations

import csv
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
EVERYWHERE = {"prefecture": "prefecture", "caf": "caf", "mdph": "maison_handicapees"}
"""Service -> type of the records of which any commune of the département gets one."""
IN_THEIR_TOWN = {"mairie": "mairie", "tribunal-judiciaire": "tgi", "france-services": "france-services"}
"""Service -> type of the records that answer at least in the commune where they stand."""
PAIRS = 40


@dataclass(frozen=True)
class Real:
    """A record as the official file has it, read by nobody else."""

    id: str
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
    import_directory(
        settings, [SHARED / f"dila/annuaire-2017-departement-{code}.jsonl" for code in DEPARTEMENTS], territories
    )
    import_directory(settings, sorted((SHARED / "france-services").glob("*.csv")), territories)
    return competence_of(settings)


def records() -> Iterator[Real]:
    """Yield the records of the official files."""
    for code in DEPARTEMENTS:
        for line in (SHARED / f"dila/annuaire-2017-departement-{code}.jsonl").read_text("utf-8").splitlines():
            said = json.loads(line)["properties"]
            phone = (said.get("CoordonnéesNum") or {}).get("Téléphone") or ""
            phone = phone[0] if isinstance(phone, list) else phone
            if isinstance(phone, dict):  # with its cost: a call that the source says is charged is not published
                phone = "" if "majoré" in phone.get("coût", "") else phone["$t"]
            yield Real(
                said["id"].replace("_", "-"),
                said["pivotLocal"],
                said["codeInsee"],
                said["Nom"],
                re.sub(r"\D", "", phone)[-9:],
            )

    (path,) = (SHARED / "france-services").glob("*.csv")
    for row in csv.DictReader(path.read_text("utf-8-sig").splitlines()):
        if row["insee_dep"] in DEPARTEMENTS:
            phone = re.sub(r"\D", "", row["telephone"])[-9:]
            yield Real(f"fs-{row['id_fs']}", "france-services", row["insee_com"], row["lib_fs"], phone)


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
    for turn in range(PAIRS):
        service = services[turn % len(services)]
        if service in EVERYWHERE:
            commune = chance.choice(communes)
            expected = held[EVERYWHERE[service], departement_of(commune)]
        else:
            commune = chance.choice([one for one in communes if held.get((IN_THEIR_TOWN[service], one))])
            expected = held[IN_THEIR_TOWN[service], commune]
        assert expected, f"no record of {service} for {commune}"
        found.append((service, commune, expected))
    return found


def digits(record: Any) -> str:
    """Return the last nine digits of the first number of a record of the directory."""
    phones = record.get("phones", ())
    return re.sub(r"\D", "", phones[0]["number"])[-9:] if phones else ""


@pytest.mark.shared
def test_forty_pairs_resolve_to_the_records_of_the_official_file(competence: Competence) -> None:
    """Mairie, préfecture, Caf, MDPH, tribunal, France services: that very record, its name and its number.

    A number that costs more than a call (08...) is not published; a name may be that of today.
    """
    resolvers = {code: competence.resolver("national", [code]) for code in DEPARTEMENTS}
    wrong: list[object] = []
    compared = 0
    for service, commune, expected in drawn(competence):
        answers = resolvers[departement_of(commune)].resolve(service, commune).answers
        got = {
            one.offer.id.removeprefix("dila/").removeprefix("dila-"): one.offer.contact
            for one in answers
            if one.source == "directory"
        }
        found = [real for real in expected if real.id in got]
        if not found:
            wrong.append((service, commune, [real.id for real in expected][:3], sorted(got)[:3]))
        for real in found:
            if len(real.phone) == 9 and not real.phone.startswith("8"):
                compared += 1
                if digits(got[real.id]) != real.phone:
                    wrong.append((service, commune, real, digits(got[real.id])))
    assert wrong == []
    assert compared >= PAIRS / 2


@pytest.mark.shared
@pytest.mark.parametrize(
    ("commune", "level", "body"),
    [
        ("83137", "intercommunalite", "Métropole Toulon Provence Méditerranée"),
        ("83069", "intercommunalite", "Métropole Toulon Provence Méditerranée"),
        ("59350", "intercommunalite", "Métropole européenne de Lille (MEL)"),
        ("83050", "departement", "Département (Var)"),
    ],
    ids=["Toulon", "Hyères", "Lille", "Draguignan"],
)
def test_who_decides_on_housing_aid_is_right(competence: Competence, commune: str, level: str, body: str) -> None:
    """The metropolis where it took the fund over, the département elsewhere."""
    holder = competence.resolver("national", [departement_of(commune)]).resolve("fsl", commune).holders[0]
    assert (holder.level, holder.body.casefold()) == (level, body.casefold())
