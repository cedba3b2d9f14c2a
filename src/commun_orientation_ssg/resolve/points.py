"""The points on a map of contacts' desks, against their addresses: a wrong one sends people elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Contact
from ..territory import Territories, misplaced
from . import rules
from .references import References

__all__ = ["check_points"]


def check_points(contacts: Mapping[str, Contact], references: References, territories: Territories) -> None:
    """Report half a point, and a point that is far from the town of the address that stands beside it."""
    for id, contact in contacts.items():
        desk = contact.desk
        if desk is None or (desk.latitude is None and desk.longitude is None):
            continue
        if desk.latitude is None or desk.longitude is None:
            written, missing = ("latitude", "longitude") if desk.longitude is None else ("longitude", "latitude")
            at = references.at("contact", id, "desk", written)
            references.findings.append(rules.HALF_POINT.at(at, missing=missing))
        elif found := misplaced(desk.address, (desk.latitude, desk.longitude), territories):
            km, code, swapped = found
            rule = rules.SWAPPED_POINT if swapped else rules.MISPLACED_DESK
            at = references.at("contact", id, "desk", "latitude")
            references.findings.append(rule.at(at, name=contact.name, km=round(km), town=territories.name(code)))
