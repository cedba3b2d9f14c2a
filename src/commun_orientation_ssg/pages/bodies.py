"""The contacts of a site by id, each with the bodies it is part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import Alert, Contact, Site

__all__ = ["Bodies"]


class Bodies:
    """Every contact that a page may show: those of the site's files, then those that provide one of its services."""

    def __init__(self, site: Site) -> None:
        found = dict(site.contacts)
        for contacts in site.providers.values():
            for contact in contacts:
                found.setdefault(contact.id, contact)
        self.by_id: Mapping[str, Contact] = found
        self._alerts = site.alerts

    def upwards(self, contact: Contact) -> Iterator[Contact]:
        """Yield the contact, then the bodies it is part of, nearest first."""
        seen: set[str] = set()
        while contact.id not in seen:
            seen.add(contact.id)
            yield contact
            above = self.by_id.get(contact.part_of)
            if above is None:
                return
            contact = above

    def alerts(self, contact: Contact) -> list[Alert]:
        """Return the alerts of a contact and of the bodies it is part of."""
        ids = {body.id for body in self.upwards(contact)}
        return [alert for alert in self._alerts if ids.intersection(alert.contacts)]
