"""Opinions on content, one module per rule.

Each module has its `Rule` values, a docstring that is its manual (why, a rejected example, an accepted example), and
`check(site)` yielding diagnostics. The table below is the order in which they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..diagnostics import Diagnostic
from ..model import Site

__all__ = ["CHECKS", "check_site"]

CHECKS: tuple[Callable[[Site], Iterator[Diagnostic]], ...] = ()


def check_site(site: Site) -> Iterator[Diagnostic]:
    """Run every rule on one partner's site."""
    for check in CHECKS:
        yield from check(site)
