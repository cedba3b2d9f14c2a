"""Opinions on content, one module per rule.

Each module has its `Rule` values, a docstring that is its manual (why, a rejected example, an accepted example), and
`check(site, today)` yielding diagnostics. The table below is the order in which they run. Nothing that depends on
`today` is ever an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ..diagnostics import Diagnostic
from ..model import Site
from . import (
    address_collision,
    brand_contrast,
    dead_end,
    empty_handed,
    entry_trap,
    expired_contact,
    helper_without_phone,
    hidden_route,
    long_text,
    lost_walk,
    missing_agreement,
    missing_alt_text,
    old_link,
    surcharged_number,
    unprovided_service,
    unreachable_step,
    unused_contact,
)

__all__ = ["CHECKS", "check_site"]

CHECKS: tuple[Callable[[Site, date], Iterator[Diagnostic]], ...] = (
    dead_end.check,
    unreachable_step.check,
    empty_handed.check,
    helper_without_phone.check,
    hidden_route.check,
    entry_trap.check,
    unused_contact.check,
    unprovided_service.check,
    surcharged_number.check,
    expired_contact.check,
    missing_agreement.check,
    brand_contrast.check,
    missing_alt_text.check,
    old_link.check,
    long_text.check,
    address_collision.check,
    lost_walk.check,
)


def check_site(site: Site, today: date) -> Iterator[Diagnostic]:
    """Run every rule on one partner's site."""
    for check in CHECKS:
        yield from check(site, today)
