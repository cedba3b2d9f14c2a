"""What opens without network: whole pages, one version, the same for everybody, nothing sensitive."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from commun_orientation_ssg.build import build
from commun_orientation_ssg.offline import offline_files, removing_worker
from tiny_project import FILES as PROJECT
from tiny_project import tiny

PARTNERS = ("calvados", "falaise", "hauts-de-france", "nord", "pas-de-calais", "toulon", "var")
HOME, OTHER = "<html>\n<style>\n<main>\nA\n</main>", "<html>\n<style>\n<main>\nB\n</main>"
FILES = [("index.html", HOME.encode()), ("a/index.html", OTHER.encode()), ("p/12345678/index.html", b"secret\n")]
KEPT = {"index.html": "home", "a/index.html": "outcome"}


def unpacked(pack: bytes) -> dict[str, str]:
    """Return the pages of a pack, as the service worker makes them."""
    content = json.loads(pack)
    pages = {}
    for path, stretches in content["pages"].items():
        lines = []
        for first, count in zip(stretches[::2], stretches[1::2], strict=True):
            lines += content["lines"][first : first + count]
        pages[path] = "\n".join(lines)
    return pages


def facts(worker: bytes) -> dict[str, object]:
    """Return what the build wrote above the service worker."""
    found = re.match(r"const COMMUN = (\{.*?\});\n", worker.decode())
    assert found is not None
    return dict(json.loads(found[1]))


def test_a_pack_gives_each_page_back_to_the_byte() -> None:
    """Lines are written once; a page is stretches of them."""
    (_, pack), _ = offline_files(FILES, KEPT, b"", {})
    assert unpacked(pack) == {"index.html": HOME, "a/index.html": OTHER}
    assert pack.count(b"<style>") == 1
    assert b"secret" not in pack


def test_the_version_is_that_of_what_is_kept() -> None:
    """Same pages, same worker, same name; one letter, and the name of the pack and the version change."""
    first, again = offline_files(FILES, KEPT, b"w", {}), offline_files(FILES, KEPT, b"w", {})
    changed = offline_files([("index.html", b"<main>"), *FILES[1:]], KEPT, b"w", {})
    other = offline_files(FILES, KEPT, b"v", {})
    versions = [facts(worker)["version"] for _, (_, worker) in (first, again, changed, other)]
    assert first == again
    assert len(set(versions)) == 3
    assert first[0][0] != changed[0][0]


def test_a_pack_too_heavy_leaves_outcomes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first questions and the red button come before all."""
    monkeypatch.setattr("commun_orientation_ssg.offline._LIGHT", 0)
    monkeypatch.setattr("commun_orientation_ssg.offline._LIMIT", 0)
    (_, pack), _ = offline_files(FILES, KEPT, b"", {})
    assert list(unpacked(pack)) == ["index.html"]


def test_a_partner_that_keeps_nothing_has_a_worker_that_removes_itself(tmp_path: Path) -> None:
    """`offline: non`: no pack, no page in the place of others, and pages ask for nothing."""
    partner = "partners/var/partner.yaml"
    settings = tiny(tmp_path, {partner: f"{PROJECT[partner]}offline: non\n"})
    build(settings, ["var"])
    folder = settings.out / "var"
    assert facts((folder / "sw.js").read_bytes()) == {"off": True}
    assert removing_worker(b"")[0] == "sw.js"
    assert not list(folder.glob("data/offline.*"))
    assert not (folder / "hors-ligne").exists()
    assert b"data-offline" not in (folder / "index.html").read_bytes()


@pytest.mark.parametrize("partner", PARTNERS)
def test_what_a_visit_keeps_is_light_complete_and_never_sensitive(site: Path, partner: str) -> None:
    """Home, red button in all languages, topics, journeys; no sensitive page, no contact; 600 KB compressed at most."""
    folder = site / partner
    said = facts((folder / "sw.js").read_bytes())
    files = said["files"]
    assert isinstance(files, list)
    (pack_path,) = (path for path in files if path.startswith("data/offline."))
    pages = unpacked((folder / pack_path).read_bytes())
    assert all(html == (folder / path).read_text("utf-8") for path, html in pages.items())
    assert not [path for path in pages if path.startswith(("p/", "contacts/"))]
    wanted = {"index.html", "urgence/index.html", "urgence/ar/index.html", "a-z/index.html", "hors-ligne/index.html"}
    for kind in ("themes", "parcours", "entrees"):
        wanted |= {str(path.relative_to(folder)) for path in folder.glob(f"{kind}/**/index.html")}
    moved = {path for path in wanted if 'http-equiv="refresh"' in (folder / path).read_text("utf-8")}
    assert wanted - moved <= set(pages)
    weight = sum(len(gzip.compress((folder / path).read_bytes(), 6)) for path in files)
    assert weight <= 600_000
    for path, html in pages.items():
        for script in re.findall(r'<script src="[./]*([^"]+)"', html):
            assert script in files, (path, script)
