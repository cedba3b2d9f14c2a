"""Who answers in each commune, as files: in a partner's folder for its départements, above partners for the country.

A folder that is copied alone keeps the contacts of its own départements, and the names of their communes by postcode.
What stands above the partners is made again only when something it is made of has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial

from . import context
from .chooser import bucket_files, commune_pages, contacts_script, postcode_files
from .competence import Competence
from .directory import Lent, at_home, read_lent
from .loading import Project
from .model import Contact, Site
from .pages import Pages, chooser_of, services_asked, title_of
from .project import NATIONAL
from .resolution import Resolver
from .source import fingerprint
from .territory import place_of
from .write import Output

__all__ = ["Local", "LocalAnswers", "shared_files"]

SHARED = ("data/places/", "data/contacts/")
"""Folders above the partners."""
_MARK = "data/contacts/fingerprint.txt"


class LocalAnswers:
    """Makes what partners say of places, one partner after another."""

    def __init__(self, project: Project) -> None:
        self.competence = Competence(project)

    def of(self, site: Site, pages: Pages) -> Local:
        """Return what one partner says of places."""
        return Local(site, pages, self.competence)


class Local:
    """What one partner says of places.

    Args:
        pages: of the same site: a contact is shown as they show it.
    """

    def __init__(self, site: Site, pages: Pages, competence: Competence) -> None:
        competence.know(site)
        self._site, self._pages, self._competence = site, pages, competence
        self.place = place_of(site.partner.level, site.partner.territory)
        # A part of a commune, or a list of places, lies in the départements of its communes.
        national = self.place == "france" or site.partner.id == NATIONAL
        self.departements = () if national else tuple(competence.departements_of(self.place))

    @cached_property
    def _resolver(self) -> Resolver:
        lenders = self._competence.lenders(self._site.partner.id, self.departements)
        return self._competence.resolver(self._site.partner.id, self.departements, lenders)

    @cached_property
    def _welcomes(self) -> dict[str, list[Contact]]:
        return {code: self._competence.welcomes(code) for code in self.departements}

    @property
    def chooser(self) -> context.Chooser:
        """How its pages ask where one lives."""
        return chooser_of(self._site, self._competence.territories, self.departements)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, content): contacts of its départements, names of their communes by postcode."""
        services = services_asked(self._site, self._pages.links)
        for code in self.departements:
            script = contacts_script(code, self._resolver, services, self._pages.cards.card, self._welcomes[code])
            yield f"data/contacts/{code}.js", script
        for name, data in postcode_files(self._competence.territories, self.departements).items():
            yield f"data/places/{name}.js", data

    def pages(self) -> Iterator[tuple[str, context.Page]]:
        """Yield (template, page) of the communes, for those who have no script."""
        if self.departements:
            title = partial(title_of, self._site.partner)
            yield from commune_pages(title, self._resolver, self.place, self._pages.cards.card, self._welcomes)


def shared_files(project: Project, output: Output) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files above the partners that are to be written, and the folders to be kept as they are.

    They are made from the contacts that the folders which stand there publish, those not built this time included.
    """
    settings = project.settings
    published = [(id, output.read(f"{id}/data/contacts.json")) for id in output.folders() if id != NATIONAL]
    said = [text for _, text in published if text]
    mark = f"{fingerprint((settings.content, settings.root / 'directory'), said)}\n".encode()
    if output.read(_MARK) == mark:
        return {}, SHARED
    territories = project.commons.territories
    files = {f"data/places/{name}.js": data for name, data in bucket_files(territories).items()}
    files |= {f"data/contacts/{code}.js": data for code, data in _national(project, said)}
    return {**files, _MARK: mark}, ()


def _national(project: Project, said: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield (département, script) of the whole country, as the commons alone answer with what partners share."""
    competence = Competence(project)
    site = competence.site(NATIONAL) if project.settings.has_national else None
    if site is None:
        return
    pages = Pages(site)
    territories, services = competence.territories, services_asked(site, pages.links)
    read = (read_lent(text, "contacts.json")[0] for text in said)
    lent = [at_home(found, territories, "contacts.json")[0] for found in read if found is not None]
    for code in sorted(territories.region_of):
        here = [each for each in lent if _lends(each, code, competence)]
        resolver = competence.resolver(NATIONAL, [code], (), here)
        # Where nothing local is known, the communes have their names, the offices around them, and who is competent
        # where the rule is not true: "le RSA n'existe pas ici".
        known = here or competence.knows(code)
        asked = services if known else _named(code, services, competence)
        yield code, contacts_script(code, resolver, asked, pages.cards.card, competence.welcomes(code))


def _named(departement: str, services: Iterable[str], competence: Competence) -> tuple[str, ...]:
    return competence.holders.named_in(departement, (competence.services[id] for id in services))


def _lends(lent: Lent, departement: str, competence: Competence) -> bool:
    return competence.territories.overlaps(lent.place, departement)
