"""A smallest project in memory: YAML texts by path, through every stage from the tree to the checks, without a disk.

`Case({...})` starts from BASE; each given text replaces a file, or takes one away when it is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from textwrap import dedent

from commun_orientation_ssg.checks import check_site
from commun_orientation_ssg.diagnostics import Diagnostic, has_errors, in_order
from commun_orientation_ssg.model import Site
from commun_orientation_ssg.overlay import Layer, lay_over, layer_of
from commun_orientation_ssg.resolution import read_holders
from commun_orientation_ssg.resolve import (
    Commons,
    SharedContact,
    bind_layer,
    bind_overlay,
    own_contacts,
    resolve_commons,
    resolve_partner,
    shared_contacts,
)
from commun_orientation_ssg.source import SourceFile, read_yaml
from commun_orientation_ssg.territory import Territories, read_territories
from commun_orientation_ssg.tree import Mapping as Tree

TODAY = date(2026, 11, 23)

BASE = {
    "content/commons.yaml": """\
        name: Contenu national
        edition: 23/11/2026
        not_listed: allo
        """,
    "content/topics.yaml": """\
        topics:
          - id: logement
            title: Logement
            hint: Loyer
          - id: argent
            title: Argent
            hint: Factures
        """,
    "content/services.yaml": """\
        services:
          - id: fsl
            name: Fonds de solidarité
            plain: une aide pour le loyer
            level: departement
            reach: Appelez le département.
          - id: ccas
            name: CCAS
            plain: l'aide de la mairie
            level: commune
            reach: Appelez la mairie.
        """,
    "content/contacts/nationaux.yaml": """\
        contacts:
          - id: allo
            name: Allo
            phone: "3939"
            general: oui
          - id: adil
            name: ADIL
            phone: 01 99 00 00 07
            provides: [fsl]
        """,
    "content/needs/logement.yaml": """\
        needs:
          - id: loyer
            title: Je ne peux plus payer
            official: Aide au loyer
            services: [fsl]
            words:
              - loyer
            next: logement/retard
        """,
    "content/journeys/logement.yaml": """\
        title: Mon logement
        start: situation
        questions:
          situation:
            ask: Que se passe-t-il ?
            answers:
              payer:
                text: Payer
                next: retard
              dormir:
                text: Dormir
                next: abri
        outcomes:
          retard:
            title: Demandez une aide
            steps:
              - Appelez.
            contacts: [fsl]
          abri:
            title: Appelez la mairie
            tell: Je suis dehors.
            contacts: [ccas, adil]
        """,
    "partners/var/partner.yaml": """\
        name: Département du Var
        level: departement
        territory: "83"
        status: demo
        website: https://www.var.fr
        publisher: Le Var
        dpo: dpo@var.fr
        host: Le Var
        not_listed: standard
        """,
    "partners/var/branding.yaml": """\
        colours:
          primary: "#005a9c"
          accent: "#8a3b0a"
        """,
    "partners/var/contacts/var.yaml": """\
        contacts:
          - id: standard
            kind: body
            name: Standard
            phone: 01 99 00 00 01
            provides: [fsl]
            source_date: 02/11/2026
        """,
}

COMMUNES = """\
insee;name;postcodes;epci;population
13001;Aix;13100;200054807;1
59350;Lille;59000;;1
83069;Hyères;83400;248300543;1
83116;Saint-Maximin;83470;200068104;1
83137;Toulon;83000 83200;248300543;1
83500;Frontière;83500;200054807;1
"""
EPCI = """\
siren;name;departements
200054807;Aix-Marseille;13 83
200068104;Provence Verte;83
248300543;Toulon Provence;83
"""
DEPARTEMENTS = "code;name;region\n83;Var;93\n13;Bouches-du-Rhône;93\n59;Nord;32\n"
REGIONS = "code;name\n93;Provence-Alpes-Côte d'Azur\n32;Hauts-de-France\n"
FORMER = "code;name;commune;kind\n83999;Vieux-Toulon;83137;D\n83998;;83137;A\n83137;Toulon-Centre;;D\n"
LISTS = "list;name;places;source\ncanton-83-01;Canton de Hyères;83069 83116;arrêté\n"
TABLES = {
    "communes": COMMUNES,
    "epci": EPCI,
    "departements": DEPARTEMENTS,
    "regions": REGIONS,
    "former": FORMER,
    "lists": LISTS,
}
TERRITORIES = read_territories(TABLES)


def source_files(texts: Mapping[str, str | None], folder: str) -> tuple[list[SourceFile], list[Diagnostic]]:
    """Read the texts whose path starts with `folder`."""
    found: list[SourceFile] = []
    findings: list[Diagnostic] = []
    for path, text in sorted(texts.items()):
        if text is not None and path.startswith(folder):
            root, problems = read_yaml(dedent(text).encode(), path)
            findings += problems
            if root is None and not has_errors(problems):
                root = Tree({}, {}, path, 1, 1, 1, 1)
            found.append(SourceFile(path.removeprefix(folder), path, root, None, ""))
    return found, findings


class Case:
    """A project: the commons, and its partners read one by one."""

    def __init__(
        self,
        texts: Mapping[str, str | None] | None = None,
        *,
        territories: Territories = TERRITORIES,
        holders: str = "",
    ) -> None:
        self.texts: dict[str, str | None] = {**BASE, **(texts or {})}
        self.territories = territories
        self.holders, problems = read_holders(holders, territories)
        assert not problems

    @cached_property
    def commons_layer(self) -> tuple[Layer, list[Diagnostic]]:
        """The layer of the commons, and what was found while reading it."""
        files, findings = source_files(self.texts, "content/")
        layer, problems = layer_of(files, "commons", "commons")
        return layer, [*findings, *problems]

    @cached_property
    def resolved(self) -> tuple[Commons | None, list[Diagnostic]]:
        """The commons, and every finding about them."""
        layer, findings = self.commons_layer
        documents, problems = bind_layer(layer)
        commons, others = resolve_commons(layer, documents, self.territories, self.holders)
        return commons, [*findings, *problems, *others]

    @property
    def commons(self) -> Commons:
        """The commons, which must be good enough to go on."""
        commons, findings = self.resolved
        assert commons is not None, [finding.says() for finding in findings]
        return commons

    def partner_layer(self, id: str = "var") -> tuple[Layer, list[Diagnostic]]:
        """Return a partner's merged layer."""
        files, findings = source_files(self.texts, f"partners/{id}/")
        over, problems = layer_of(files, id, "partner")
        layer, others = lay_over(self.commons.layer, over)
        return layer, [*findings, *problems, *bind_overlay(over, self.commons.layer), *others]

    def directory(self) -> Iterable[SharedContact]:
        """Yield the contacts that partners share."""
        for id in sorted({path.split("/")[1] for path in self.texts if path.startswith("partners/")}):
            layer, _ = self.partner_layer(id)
            documents, _ = bind_layer(layer, self.commons.layer, self.commons.documents)
            contacts, _ = own_contacts(documents, layer, self.commons)
            site, _ = resolve_partner(id, layer, documents, self.commons)
            if site is not None:
                yield from shared_contacts(site.partner, contacts.values())

    def partner(self, id: str = "var") -> tuple[Site | None, list[Diagnostic]]:
        """Return a partner's site and its findings, checks included when nothing stops them."""
        layer, findings = self.partner_layer(id)
        documents, problems = bind_layer(layer, self.commons.layer, self.commons.documents)
        site, others = resolve_partner(id, layer, documents, self.commons, tuple(self.directory()))
        findings = [*findings, *problems, *others]
        if site is not None and not has_errors(findings):
            findings += check_site(site, TODAY)
        return site, in_order(findings)

    def site(self, id: str = "var") -> Site:
        """Return a partner's site, which must be without error."""
        site, findings = self.partner(id)
        assert site is not None, [str(finding.location) + finding.says() for finding in findings]
        assert not has_errors(findings), [str(finding.location) + finding.says() for finding in findings]
        return site

    def found(self, id: str = "var") -> list[str]:
        """Return "code file:line" of every finding on the commons, then on a partner (warnings included)."""
        findings = in_order(self.resolved[1])
        if self.resolved[0] is not None and not has_errors(findings):
            findings = [*findings, *self.partner(id)[1]]
        return [f"{finding.code} {finding.location.file}:{finding.location.line}" for finding in findings]


def codes(texts: Mapping[str, str | None]) -> list[str]:
    """Return the codes of all findings of a case."""
    return [line.split()[0] for line in Case(texts).found()]


def with_lines(path: str, old: str, new: str) -> dict[str, str | None]:
    """Return the file of BASE at `path` with `old` replaced by `new`."""
    text = dedent(BASE[path])
    assert old in text, f"{old!r} is not in {path}"
    return {path: text.replace(old, new, 1)}
