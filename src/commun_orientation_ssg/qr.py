"""A web address to a QR code, as the shape of an SVG path. The drawing is left to the theme.

It needs the `print` extra (segno); without it there is no code, and pages leave its place out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Code", "qr_code", "qr_svg"]

MARGIN = 4
"""Modules of quiet zone around the code. Source: ISO/IEC 18004."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: `size` modules of width, margins included; `shape` is the `d` of an SVG path in these units."""

    size: int
    shape: str


def qr_code(text: str, *, mask: int | None = None) -> Code | None:
    """Return the code that phones read as `text`, with room for a torn corner; None without the `print` extra.

    Args:
        mask: the pattern (0 to 7) laid over the modules; without one, the eight are compared, which takes five times
            as long. Phones read them all.
    """
    try:
        import segno
    except ImportError:
        return None
    rows = [list(row) for row in segno.make(text, error="m", micro=False, boost_error=False, mask=mask).matrix]
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


@lru_cache(maxsize=4096)
def qr_svg(text: str) -> bytes:
    """Return the code of `text` as an SVG file, black on white whatever is behind; b"" without the `print` extra.

    Kept in memory: `commun serve` makes the same ones at each change.
    """
    code = qr_code(text, mask=3)
    if code is None:
        return b""
    view = f"0 0 {code.size} {code.size}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{code.size}v{code.size}H0z"/><path d="{code.shape}"/></svg>\n'
    ).encode()
