"""A project's folders to who answers where, for one partner or for `national`: `commun resolve`, `commun coverage`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from .chooser import WELCOME
from .coverage_map import as_json as coverage_json
from .coverage_map import as_text as coverage_text
from .coverage_map import country_svg, territory_svg
from .diagnostics import Diagnostic
from .directory import Lent, at_home, contact_of, inside, offer_of, read_lent, read_records
from .drafts import mend_folder, write_over
from .loading import Project, load, own_site, partner_places
from .model import Contact, Site
from .place_names import find_commune
from .project import NATIONAL, Settings
from .refusal import Refusal, did_you_mean, partner_folders
from .resolution import Coverage, Offer, Offers, Resolution, Resolver, coverage_of, landings
from .resolve import national_offers, offers_of, shared_offers
from .resolved import as_json, as_text
from .territory import departement_of, distance_km, place_of

AROUND_KM = 160
"""Between the towns of two préfectures: départements that may touch."""

__all__ = ["Competence", "competence_of", "covered", "resolved"]


class Competence:
    """Makes resolvers; what they share is read once, and the official directory as late as can be.

    Args:
        project: as `load` returns it.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.findings: list[Diagnostic] = []
        commons = project.commons
        self.territories, self.holders, self.services = commons.territories, commons.holders, commons.made.services
        self._national = Offers(national_offers(commons.contacts.values()), self.territories)
        self._sites: dict[str, Site | None] = {}
        self._lent: list[Lent] | None = None
        self._welcomes: dict[str, list[Contact]] = {}

    def found(self) -> list[Diagnostic]:
        """Return what was wrong in the files that were read since the last time, each thing once."""
        found = list({(item.code, str(item.location), item.says()): item for item in self.findings}.values())
        self.findings.clear()
        return found

    def site(self, partner: str) -> Site | None:
        """Return a partner, resolved on its own; None when it has errors."""
        if partner not in self._sites:
            self._sites[partner] = own_site(partner, self.project)
        return self._sites[partner]

    def know(self, site: Site) -> None:
        """Take a partner that is resolved already."""
        self._sites[site.partner.id] = site

    def partners(self) -> dict[str, tuple[str, str]]:
        """Return the partners of the project that can be read: id -> (level, place)."""
        found = {}
        for id in partner_folders(self.project.settings):
            if (site := self.site(id)) is not None:
                found[id] = site.partner.level, place_of(site.partner.level, site.partner.territory)
        return found

    def resolver(
        self,
        partner: str,
        departements: Iterable[str],
        lenders: Iterable[str] | None = None,
        lent: Iterable[Lent] = (),
    ) -> Resolver:
        """Return who answers on the site of `partner`, with the official directory of these départements.

        Args:
            lenders: the partners whose shared contacts count; all others when None.
            lent: contacts that others publish, beside those of `directory/`.
        """
        level, place, own = "etat", "france", Offers((), self.territories)
        services = self.services
        if partner != NATIONAL:
            site = self.site(partner)
            if site is None:
                raise Refusal(
                    f"« {partner} » a des erreurs : lancez « commun check --partner {partner} »",
                    f"“{partner}” has errors: run “commun check --partner {partner}”",
                )
            level, place = site.partner.level, place_of(site.partner.level, site.partner.territory)
            own = Offers(offers_of(site.partner, site.contacts), self.territories)
            services = dict(site.services)
        return Resolver(
            services,
            self.holders,
            self.territories,
            level=level,
            place=place,
            own=own,
            mutualised=Offers(self._mutualised(partner, lenders, lent), self.territories),
            directory=Offers(self._uncorrected(partner, departements), self.territories),
            national=self._national,
        )

    def _mutualised(self, partner: str, lenders: Iterable[str] | None, published: Iterable[Lent]) -> Iterator[Offer]:
        """Yield what the other partners share, the most local first; then what other projects publish."""
        ranks = {"commune": 0, "intercommunalite": 1, "departement": 2, "region": 3}
        ids = self.partners() if lenders is None else lenders
        others = {id: site for id in ids if id != partner and (site := self.site(id)) is not None}
        for site in sorted(others.values(), key=lambda site: (ranks.get(site.partner.level, 4), site.partner.id)):
            place = place_of(site.partner.level, site.partner.territory)
            for offer in shared_offers(site.partner, site.contacts):
                if areas := inside(offer.areas, place, self.territories):
                    yield replace(offer, areas=areas)
        told = sorted(published, key=lambda lent: (ranks.get(lent.level, 4), lent.partner))
        for lent in [*told, *self._published()]:
            if lent.partner not in others and lent.partner != partner:
                yield from (offer_of(record, lent) for record in lent.records)

    def lenders(self, partner: str, departements: Iterable[str]) -> list[str]:
        """Return the other partners whose territory has something in common with these départements."""
        wanted = list(departements)
        places = partner_places(self.project.settings).items()
        return [
            id
            for id, place in places
            if id != partner and any(self.territories.overlaps(place, code) for code in wanted)
        ]

    def knows(self, departement: str) -> bool:
        """Tell whether the official directory has a file of a département."""
        return any(any(folder.glob(f"*-{departement}.jsonl")) for folder, _ in self._folders())

    def welcomes(self, departement: str) -> list[Contact]:
        """Return the France services of the official directory in a département and around it.

        The area of each is the commune where it stands, when its record says so.
        """
        centres, capitals = self.territories.centres, self.territories.capitals
        here = centres.get(capitals.get(departement, ""))
        around = [
            code
            for code, capital in capitals.items()
            if code == departement
            or (here and (there := centres.get(capital)) and distance_km(here, there) <= AROUND_KM)
        ]
        return [contact for code in sorted(around) for contact in self._welcomes_in(code)]

    def _welcomes_in(self, departement: str) -> list[Contact]:
        if departement not in self._welcomes:
            self._welcomes[departement] = [
                replace(contact_of(record), area=(record["commune"],)) if record.get("commune") else contact_of(record)
                for folder, shown in self._folders()
                for path in sorted(folder.glob(f"*-{departement}.jsonl"))
                for record in read_records(path.read_bytes(), f"{shown}/{path.name}")[0]
                if WELCOME in record.get("services", ())
            ]
        return self._welcomes[departement]

    def _published(self) -> list[Lent]:
        """Return what other projects publish: the `contacts.json` files dropped into `directory/`."""
        if self._lent is None:
            self._lent = []
            for folder, shown in self._folders():
                for path in sorted(folder.glob("*.json")):
                    lent, findings = read_lent(path.read_bytes(), f"{shown}/{path.name}")
                    self.findings += findings
                    if lent is not None:
                        lent, findings = at_home(lent, self.territories, f"{shown}/{path.name}")
                        self.findings += findings
                        self._lent.append(lent)
        return self._lent

    def _uncorrected(self, partner: str, departements: Iterable[str]) -> Iterator[Offer]:
        """Yield the official contacts but those that the partner's own correct (`corrects:`)."""
        site = self.site(partner) if partner != NATIONAL else None
        corrected = {contact.corrects for contact in site.contacts.values() if contact.corrects} if site else set()
        for offer in self._records(departements):
            record = offer.contact
            if (
                not corrected
                or not isinstance(record, Mapping)
                or corrected.isdisjoint([str(record["id"]), *map(str, record.get("was", ()))])
            ):
                yield offer

    def _records(self, departements: Iterable[str]) -> Iterator[Offer]:
        """Yield the official contacts of some départements, and those of the whole country."""
        for folder, shown in self._folders():
            for name in [*sorted(set(departements)), "france"]:
                for path in sorted(folder.glob(f"*-{name}.jsonl")):
                    records, findings = read_records(path.read_bytes(), f"{shown}/{path.name}")
                    self.findings += findings
                    yield from (offer_of(record) for record in records)

    def _folders(self) -> Iterator[tuple[Path, str]]:
        settings = self.project.settings
        for folder, shown in (
            (settings.root / "directory", "directory"),
            (settings.content / "directory", f"{settings.content_shown}/directory"),
        ):
            mend_folder(folder)
            if folder.is_dir():
                yield folder, shown

    def coverage(self, partner: str = "") -> Coverage:
        """Count the sources of contacts: for the territory of a partner, or for the country.

        In the country, each commune is answered by the partner where it lands, or by `national`.
        """
        partners = self.partners()
        if partner:
            place = "france" if partner == NATIONAL else partners[partner][1]
            resolver = self.resolver(partner, self.departements_of(place))
            return coverage_of(self.territories.within(place), resolver.services, resolver.resolve)
        lands = landings(partners, self.territories)
        directory = Offers(self._records(self.territories.region_of), self.territories)
        resolvers = {id: self.resolver(id, ()) for id in {*lands.values(), NATIONAL}}
        for resolver in resolvers.values():
            resolver.use_directory(directory)

        def resolve(service: str, commune: str) -> Resolution:
            id = lands.get(commune) or lands.get(departement_of(commune), NATIONAL)
            return resolvers[id].resolve(service, commune)

        return coverage_of(self.territories.within("france"), self.services, resolve)

    def departements_of(self, place: str) -> list[str]:
        """Return the départements of a place."""
        return sorted({departement_of(commune.code) for commune in self.territories.within(place)})


def competence_of(settings: Settings) -> Competence:
    """Read the project.

    Raises:
        Refusal: its commons have errors.
    """
    project, _ = load(settings)
    if project is None:
        raise Refusal(
            "le contenu national a des erreurs : lancez « commun check » pour les voir",
            "the commons have errors: run “commun check” to see them",
        )
    return Competence(project)


def resolved(
    settings: Settings, partner: str, service: str, commune: str, format_: str
) -> tuple[str, bool, list[Diagnostic]]:
    """Return who answers for a service in a commune, to print, and whether somebody can be called or visited.

    What could not be read on the way comes last.

    Raises:
        Refusal: there is no such partner, service or commune, or several communes.
    """
    _check_partner(settings, partner)
    competence = competence_of(settings)
    code = find_commune(commune, competence.territories)
    resolver = competence.resolver(partner, [departement_of(code)])
    if service not in resolver.services:
        near = did_you_mean(service, resolver.services)
        raise Refusal(
            f"il n'y a pas de service « {service} ».{near[0]} Ils sont dans content/services.yaml.",
            f"there is no service “{service}”.{near[1]} They are in content/services.yaml.",
        )
    found: Resolution = resolver.resolve(service, code)
    asked = resolver.services[service]
    if format_ == "json":
        text = as_json(found, asked, competence.territories)
    else:
        text = as_text(found, asked, dict(resolver.services), competence.territories, settings.lang)
    return text, found.has_human, competence.found()


def _check_partner(settings: Settings, partner: str) -> None:
    known = [*partner_folders(settings), NATIONAL]
    if partner not in known:
        near = did_you_mean(partner, known)
        raise Refusal(
            f"il n'y a pas de partenaire « {partner} ».{near[0]} L'un de : {', '.join(known)}",
            f"there is no partner “{partner}”.{near[1]} One of: {', '.join(known)}",
        )


def covered(settings: Settings, partner: str, format_: str, svg: Path | None) -> tuple[str, list[Diagnostic]]:
    """Return how many communes get which contact, to print, and what could not be read; write the map to `svg`.

    Raises:
        Refusal: there is no such partner, or it has errors.
    """
    if partner:
        _check_partner(settings, partner)
    competence = competence_of(settings)
    if partner not in ("", NATIONAL) and competence.site(partner) is None:
        competence.resolver(partner, ())  # says why
    found = competence.coverage(partner)
    site = competence.site(partner) if partner not in ("", NATIONAL) else None
    name = site.partner.name if site else "France"
    title = f"Qui répond, et où : {name}"
    if svg is not None:
        drawn = (territory_svg if site else country_svg)(found, competence.territories, title)
        write_over(svg, drawn)
    if format_ == "json":
        return coverage_json(found), competence.found()
    return coverage_text(found, competence.services, competence.territories, title, settings.lang), competence.found()
