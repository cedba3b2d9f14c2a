"""A web address to a QR code, as the shape of an SVG path. The drawing is left to the theme.

It needs the `print` extra (segno); without it there is no code, and pages leave its place out.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Code", "qr_code"]

MARGIN = 4
"""Modules of quiet zone around the code. Source: ISO/IEC 18004."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: `size` modules of width, margins included; `shape` is the `d` of an SVG path in these units."""

    size: int
    shape: str


def qr_code(text: str) -> Code | None:
    """Return the code that phones read as `text`, with room for a torn corner; None without the `print` extra."""
    try:
        import segno
    except ImportError:
        return None
    rows = [list(row) for row in segno.make(text, error="m", micro=False, boost_error=False).matrix]
    shape = "".join(
        f"M{start + MARGIN} {y + MARGIN}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(rows)
        for start, end in _runs(row)
    )
    return Code(len(rows) + 2 * MARGIN, shape)


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Return the (first, after last) of each run of dark modules."""
    pairs = zip([0, *row], [*row, 0], strict=True)
    edges = [index for index, (before, here) in enumerate(pairs) if bool(before) != bool(here)]
    return list(zip(edges[::2], edges[1::2], strict=True))
