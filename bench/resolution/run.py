"""Measures resolution over the whole country: every service in every commune, for `national` or one partner.

    python bench/resolution/run.py [PARTNER] [--directory]

`--directory` adds an official directory of the size of the real one: a mairie and a CCAS a commune, an EPCI each, and
thirty bodies a département. The reference, in the same run, is a plain look at every commune's name.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from commun_orientation_ssg.competence import Competence, competence_of
from commun_orientation_ssg.directory import offer_of
from commun_orientation_ssg.project import NATIONAL, find_settings
from commun_orientation_ssg.resolution import LOCAL, Offer, Offers, Resolver, coverage_of

ROOT = Path(__file__).resolve().parents[2]


def official(competence: Competence) -> Iterator[Offer]:
    """Yield as many records as the official directory has."""
    desk = {"address": "1 place de la Mairie", "phones": [{"number": "01 99 00 00 01"}]}
    others = [service.id for service in competence.services.values() if service.level not in LOCAL][:30]
    for commune in competence.territories.communes.values():
        head = {"name": commune.name, "area": [commune.code], **desk}
        yield offer_of({"id": f"m/{commune.code}", "services": ["mairie"], "body": commune.code, **head})
        yield offer_of({"id": f"c/{commune.code}", "services": ["ccas"], **head})
    for code, name in competence.territories.names.items():
        yield offer_of({"id": f"b/{code}", "body": code, "name": name, "area": [code], **desk})
    for code in competence.territories.region_of:
        for service in others:
            yield offer_of({"id": f"{service}/{code}", "services": [service], "name": service, "area": [code], **desk})


def main() -> None:
    """Print the figures."""
    partner = next((word for word in sys.argv[1:] if not word.startswith("-")), NATIONAL)
    started = time.perf_counter()
    competence = competence_of(find_settings(ROOT, {}))
    resolver: Resolver = competence.resolver(partner, [])
    if "--directory" in sys.argv:
        resolver.use_directory(Offers(official(competence), competence.territories))
    print(f"read: {time.perf_counter() - started:.2f} s")
    started = time.perf_counter()
    names = sum(len(commune.name) for commune in competence.territories.communes.values())
    reference = time.perf_counter() - started
    started, busy = time.perf_counter(), time.process_time()
    found = coverage_of(competence.territories.communes.values(), resolver.services, resolver.resolve)
    took, cpu = time.perf_counter() - started, time.process_time() - busy
    communes = len(competence.territories.communes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"reference (a name a commune, {names} characters): {reference * 1000:.0f} ms")
    print(f"{communes} communes x {len(resolver.services)} services: {took:.1f} s, {cpu:.1f} s of processor")
    print(f"a commune, every service: {cpu / communes * 1000:.3f} ms of processor; peak memory {peak:.0f} MB")
    print(", ".join(f"{name} {share.near}/{share.total}" for name, share in list(found.services.items())[:6]))


if __name__ == "__main__":
    main()
