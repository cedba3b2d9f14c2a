"""The communes of a territory from A to Z, with who answers in each: what the chooser says, for a page without script.

A page lists the communes; each leads to the page of its EPCI, where what its communes share is written once. A page for
each commune would be hundreds that nearly repeat each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from .. import context as c
from ..model import Contact
from ..resolution import Resolver
from ..resolved import contact_behind
from ..schema import slug_of
from ..territory import Commune
from .answers import Near
from .keys import normal

__all__ = ["EVERYDAY", "commune_pages"]

EVERYDAY = ("mairie", "ccas", "action-sociale", "caf", "prefecture")
"""Services whose contacts stand on these pages, in this order; then the nearest France services."""
_ONE_PAGE = 1000
"""Communes that one list may hold; a région has a list for each département."""


class _Found(NamedTuple):
    commune: Commune
    contacts: list[Contact]
    near: list[tuple[Contact, int]]


def commune_pages(
    title: Callable[[str], str],
    resolver: Resolver,
    place: str,
    card_of: Callable[[Contact], c.Card],
    welcomes: Mapping[str, Iterable[Contact]],
) -> Iterator[tuple[str, c.Page]]:
    """Yield (template, page): the list of communes, then a page for each EPCI.

    Args:
        title: makes the title of a document of a heading.
        place: territory of the partner.
        welcomes: département -> the France services around it.
    """
    territories = resolver.territories
    by_departement: dict[str, list[Commune]] = {}
    groups: dict[str, list[Commune]] = {}
    for commune in territories.within(place):
        by_departement.setdefault(commune.departement, []).append(commune)
        groups.setdefault(commune.epci or commune.code, []).append(commune)
    names = {key: territories.name(key) or communes[0].name for key, communes in groups.items()}
    paths = {key: f"communes/{slug_of(name)}-{key.lower()}/index.html" for key, name in names.items()}
    near = {code: Near(territories, contacts) for code, contacts in welcomes.items()}
    back = c.Tile("Communes", "communes/index.html")
    if sum(map(len, by_departement.values())) <= _ONE_PAGE:
        everybody = [commune for communes in by_departement.values() for commune in communes]
        yield "communes", _list("communes/index.html", _HEADING, title, everybody, paths)
    else:
        lists = {code: f"communes/{code.lower()}/index.html" for code in by_departement}
        tiles = tuple(c.Tile(f"{territories.name(code)} ({code})", path) for code, path in lists.items())
        yield (
            "communes",
            c.CommunesPage("../", "communes/index.html", title(_HEADING), _HEADING, _HOME, departements=tiles),
        )
        for code, path in lists.items():
            heading = f"{_HEADING} : {territories.name(code)}"
            yield "communes", _list(path, heading, title, by_departement[code], paths, back)
    for key, communes in groups.items():
        found = [_found(commune, resolver, near) for commune in communes]
        yield "group", _group(paths[key], names[key], title, found, card_of, back)


_HEADING = "Votre commune, de A à Z"
_HOME = c.Tile("Accueil", "index.html")


def _list(
    path: str,
    heading: str,
    title: Callable[[str], str],
    communes: list[Commune],
    paths: Mapping[str, str],
    back: c.Tile = _HOME,
) -> c.CommunesPage:
    letters: dict[str, list[c.Tile]] = {}
    for commune in sorted(communes, key=lambda commune: (normal(commune.name), commune.code)):
        target = f"{paths[commune.epci or commune.code]}#c{commune.code}"
        letters.setdefault(normal(commune.name)[:1].upper(), []).append(c.Tile(commune.name, target))
    return c.CommunesPage(
        "../" * path.count("/"), path, title(heading), heading, back,
        letters=tuple(c.CommuneLetter(letter, tuple(tiles)) for letter, tiles in letters.items()),
    )  # fmt: skip


def _found(commune: Commune, resolver: Resolver, near: Mapping[str, Near]) -> _Found:
    contacts: dict[str, Contact] = {}
    for service in EVERYDAY:
        if service in resolver.services:
            for answer in resolver.resolve(service, commune.code).answers:
                if answer.source != "national":
                    contacts.setdefault(answer.offer.id, contact_behind(answer))
    around = near[commune.departement].of(commune) if commune.departement in near else []
    return _Found(commune, list(contacts.values()), around)


def _group(
    path: str,
    name: str,
    title: Callable[[str], str],
    found: list[_Found],
    card_of: Callable[[Contact], c.Card],
    back: c.Tile,
) -> c.CommuneGroupPage:
    def shown(contacts: Iterable[Contact]) -> tuple[c.Card, ...]:
        return tuple(card for contact in contacts if not contact.sensitive and not (card := card_of(contact)).reach)

    everybody = set.intersection(*({contact.id for contact in each.contacts} for each in found))
    welcomes = {contact.id: contact for each in found for contact, _ in each.near}
    return c.CommuneGroupPage(
        "../" * path.count("/"), path, title(name), name, back,
        shared=shown(contact for contact in found[0].contacts if contact.id in everybody),
        communes=tuple(
            c.CommuneContacts(
                f"c{each.commune.code}",
                each.commune.name,
                shown(contact for contact in each.contacts if contact.id not in everybody),
                tuple(f"{contact.name} ({_far(km)})" for contact, km in each.near if shown([contact])),
            )
            for each in sorted(found, key=lambda each: normal(each.commune.name))
        ),
        welcomes=shown(welcomes.values()),
    )  # fmt: skip


def _far(km: int) -> str:
    return f"à environ {km}\u00a0km" if km else "dans la commune"
