"""The example partners, built once for the browser."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built example partners."""
    from commun_orientation_ssg.build import build
    from commun_orientation_ssg.project import find_settings

    out = tmp_path_factory.mktemp("site") / "build"
    report = build(find_settings(root, {}, out=str(out)))
    assert all(partner.folder for partner in report.partners), [finding.says("en") for finding in report.all_findings()]
    return out
