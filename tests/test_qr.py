"""QR codes as shapes: what a phone reads from them is what was asked."""

from __future__ import annotations

import builtins
import re
from typing import Any

import pytest

from commun_orientation_ssg.qr import MARGIN, Code, qr_code


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

    monkeypatch.setattr(builtins, "__import__", absent)
    assert qr_code("https://orientation.example/") is None
