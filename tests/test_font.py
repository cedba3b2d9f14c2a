"""A partner's font: a WOFF2 file passes as it is, anything else is refused with the reason; every page says where it stands."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commun_orientation_ssg.build import build, check
from commun_orientation_ssg.diagnostics import Location
from commun_orientation_ssg.font import MAX_BYTES, NO_FONT, read_font
from commun_orientation_ssg.theme import style_hash
from tiny_project import tiny

HERE = Location("partners/var/branding.yaml", 4, 7)
FONTS = Path(__file__).parent / "fonts"
ONE, ALL = ((FONTS / f"{name}.woff2").read_bytes() for name in ("one-weight", "all-weights"))
BRANDING = 'colours:\n  primary: "#005a9c"\n  accent: "#c8511b"\nfont: assets/police.woff2\n'


def _refusal(data: bytes) -> str:
    font, findings = read_font(data, HERE, "assets/police.woff2")
    assert font == NO_FONT
    assert [finding.location for finding in findings] == [HERE]
    return findings[0].says("en")


def _project(tmp_path: Path, data: bytes | None = ONE, branding: str = BRANDING):  # type: ignore[no-untyped-def]
    settings = tiny(tmp_path, {"partners/var/branding.yaml": branding}, jobs=1)
    if data is not None:
        (tmp_path / "partners/var/assets").mkdir(exist_ok=True)
        (tmp_path / "partners/var/assets/police.woff2").write_bytes(data)
    return settings


def test_a_font_passes_as_it_is() -> None:
    """Nothing of it is changed; whether it holds all weights is read from its tables."""
    assert read_font(ONE, HERE, "a")[0].data == ONE
    assert [read_font(data, HERE, "a")[0].all_weights for data in (ONE, ALL)] == [False, True]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not a WOFF2"),
        (b"wOFF" + ONE[4:], "not a WOFF2"),
        (b"\x00\x01\x00\x00" + ONE[4:], "not a WOFF2"),
        (b"<svg onload=alert(1)>", "not a WOFF2"),
        (ONE[:40], "damaged"),
        (ONE[:-1], "damaged"),
        (ONE + b"<script>", "damaged"),
        (ONE[:12] + b"\xff\xff" + ONE[14:], "damaged"),
        (ONE + bytes(MAX_BYTES), "60 KB"),
    ],
)
def test_what_is_no_whole_font_is_refused_with_its_reason(data: bytes, why: str) -> None:
    """Another format, a file cut short, one with something behind it, one too heavy for a phone."""
    assert why in _refusal(data)


@given(st.binary(max_size=400), st.integers(0, len(ONE)))
def test_any_bytes_give_a_font_or_a_finding(data: bytes, at: int) -> None:
    """Whatever stands in the table of contents: never an exception."""
    for one in (
        data,
        b"wOF2" + data,
        ONE[:at] + data,
        ONE[:8] + (at + len(data)).to_bytes(4, "big") + ONE[12:at] + data,
    ):
        font, findings = read_font(one, HERE, "a")
        assert (font == NO_FONT) == bool(findings)


def test_every_page_says_where_the_font_stands_and_its_policy_knows_it(tmp_path: Path) -> None:
    """The way up differs with the depth of the page, and the hash of its style with it."""
    settings = _project(tmp_path)
    assert build(settings).partners[0].folder
    folder = settings.out / "var"
    (file,) = folder.glob("assets/font.*.woff2")
    assert file.read_bytes() == ONE
    pages = [page for page in folder.rglob("*.html") if b"<style>" in page.read_bytes()]
    assert {len(page.relative_to(folder).parts) for page in pages} >= {1, 2, 4}
    for page in pages:
        html = unescape(page.read_text("utf-8"))
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]  # type: ignore[index]
        assert f"'{style_hash(style)}'" in html, page
        url = re.search(r"url\((\S+?)\)", style)[1]  # type: ignore[index]
        assert urljoin(f"/var/{page.relative_to(folder)}", url) == f"/var/assets/{file.name}", page


def test_only_a_font_of_all_weights_draws_bold_letters_by_itself(tmp_path: Path) -> None:
    """Without its range of weights, a browser thickens the letters of a single one."""
    for data, said in ((ONE, False), (ALL, True)):
        settings = _project(tmp_path, data)
        assert build(settings).partners[0].folder
        assert ("font-weight:1 999" in (settings.out / "var/index.html").read_text("utf-8")) == said


def test_without_a_font_pages_are_as_before(tmp_path: Path) -> None:
    """No rule, no file, no request."""
    settings = _project(tmp_path, None, BRANDING.replace("font: assets/police.woff2\n", ""))
    assert build(settings).partners[0].folder
    assert "@font-face" not in (settings.out / "var/index.html").read_text("utf-8")
    assert not list(settings.out.rglob("*.woff2"))


@pytest.mark.parametrize("path", ["assets/absente.woff2", "../../secret.woff2", "/etc/hostname", "assets", "."])
def test_a_font_that_is_not_in_the_folder_is_told(tmp_path: Path, path: str) -> None:
    """Missing, out of the folder, or no file: located, and nothing is published from elsewhere."""
    settings = _project(tmp_path, ONE, BRANDING.replace("assets/police.woff2", path))
    (tmp_path / "secret.woff2").write_bytes(ONE)
    found = [finding for finding in check(settings) if finding.rule.code == "font-missing"]
    assert [(finding.location.file, finding.location.line) for finding in found] == [("partners/var/branding.yaml", 4)]
    assert path in found[0].says("fr")


def test_a_damaged_font_keeps_the_partner_s_last_folder(tmp_path: Path) -> None:
    """As any error of a partner: what was published stays."""
    settings = _project(tmp_path)
    assert build(settings).partners[0].folder
    before = (settings.out / "var/index.html").read_bytes()
    (tmp_path / "partners/var/assets/police.woff2").write_bytes(ONE[:-5])
    report = build(settings)
    assert [finding.rule.code for finding in report.all_findings()] == ["font-refused"]
    assert (settings.out / "var/index.html").read_bytes() == before
