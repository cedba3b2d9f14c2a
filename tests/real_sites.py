"""The example partners, resolved once for all the tests that look at their pages."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from commun_orientation_ssg.build import Project, load, read_partner
from commun_orientation_ssg.model import Site
from commun_orientation_ssg.project import find_settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@cache
def project() -> Project:
    """Return the checkout's own project."""
    found, findings = load(find_settings(ROOT, {}))
    assert found is not None, [str(finding.location) + " " + finding.says("en") for finding in findings]
    return found


@cache
def site(id: str, status: str = "demo") -> Site:
    """Return one of the example partners, with another status perhaps."""
    found, findings = read_partner(id, project())
    assert found is not None, [str(finding.location) + " " + finding.says("en") for finding in findings]
    return replace(found, partner=replace(found.partner, status=status))
