"""QR codes as shapes: what a phone reads from them is what was asked."""

from __future__ import annotations

import builtins
import re
from typing import Any

import pytest

from commun_orientation_ssg import context
from commun_orientation_ssg.press import with_code
from commun_orientation_ssg.qr import MARGIN, Code, qr_code, qr_svg


def modules(code: Code) -> list[list[int]]:
    """Draw the shape: the rows of modules, margins included."""
    rows = [[0] * code.size for _ in range(code.size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.shape):
        for step in range(int(width)):
            rows[int(y)][int(x) + step] += 1
    return rows


def test_the_shape_is_that_of_the_code() -> None:
    """Each dark module once, with a quiet zone of four modules all around."""
    import segno

    code = qr_code("https://orientation.example/var/")
    assert code is not None
    drawn = modules(code)
    made = [
        list(row)
        for row in segno.make("https://orientation.example/var/", error="m", micro=False, boost_error=False).matrix
    ]
    assert [row[MARGIN:-MARGIN] for row in drawn[MARGIN:-MARGIN]] == made
    assert sum(map(sum, drawn)) == sum(map(sum, made))


def test_without_the_extra_there_is_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page leaves its place out; nothing fails."""
    real = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "segno":
            raise ImportError(name)
        return real(name, *rest)

    qr_svg.cache_clear()
    monkeypatch.setattr(builtins, "__import__", absent)
    assert qr_code("https://orientation.example/") is None
    assert with_code(OUTCOME, "https://orientation.example/var/", {}) == OUTCOME
    qr_svg.cache_clear()


OUTCOME = context.OutcomePage("../../../", "parcours/logement/retard-loyer/index.html", "Aide", "Aide")


def test_an_outcome_has_the_code_of_its_public_address() -> None:
    """Beside its page; the very modules of that address."""
    import segno

    codes: dict[str, bytes] = {}
    page = with_code(OUTCOME, "https://orientation.example/var/", codes)
    assert isinstance(page, context.OutcomePage)
    assert page.code == "parcours/logement/retard-loyer/code.svg"
    (svg,) = codes.values()
    shape = re.findall(r'd="([^"]+)"', svg.decode())[1]
    size = int(re.findall(r'viewBox="0 0 (\d+) ', svg.decode())[0])
    address = "https://orientation.example/var/parcours/logement/retard-loyer/index.html"
    made = segno.make(address, error="m", micro=False, boost_error=False, mask=3).matrix
    assert [row[MARGIN:-MARGIN] for row in modules(Code(size, shape))[MARGIN:-MARGIN]] == [list(row) for row in made]


def test_what_has_no_public_address_or_is_sensitive_has_no_code() -> None:
    """A sensitive outcome is never an outcome page: it is nested in one that is neutral, which no sheet names."""
    codes: dict[str, bytes] = {}
    sensitive = context.SensitivePage("../../", "p/01234567/index.html", "Votre situation", "Une question")
    assert with_code(OUTCOME, "", codes) == OUTCOME
    assert with_code(sensitive, "https://orientation.example/var/", codes) == sensitive
    assert codes == {}
