"""The red buttons of an urgent outcome: whom its title says to call at once, and the rescue services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import context as c
from .model import Contact

_SERVICES = frozenset({"tel:15", "tel:17", "tel:18", "tel:112"})
"""The rescue services, the same in the whole country: Service-Public.fr, sheet F33954."""
_POLICE = c.CallNow("17", "tel:17", "Police")
_MOST = 2


def calls_at_once(contacts: Iterable[Contact]) -> tuple[c.CallNow | None, tuple[c.CallNow, ...]]:
    """Return the line that comes first and answers day and night, then the rescue services of an outcome.

    Args:
        contacts: of the outcome, in its order; only those whose facts may be shown.

    Returns:
        None where the first contact does not always answer, or is a rescue service itself; then at most two rescue
        services in the outcome's order, the police where it names none.
    """
    found = [[*_day_and_night(contact)] for contact in contacts]
    rescue = [line for lines in found for line in lines if line.tel in _SERVICES]
    first = found[0][0] if found and found[0] and found[0][0].tel not in _SERVICES else None
    return first, tuple(rescue[:_MOST]) or (_POLICE,)


def _day_and_night(contact: Contact) -> Iterator[c.CallNow]:
    for phone in contact.phones:
        if phone.voice and phone.hours is not None and phone.hours.always:
            yield c.CallNow(phone.number.display, phone.number.uri, contact.name)
