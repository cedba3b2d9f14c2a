"""Folders to resolved sites: the commons once, with the contacts that partners share, then each partner on its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .checks import check_site
from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity, has_errors
from .logo import LOGO_MISSING, MAX_BYTES, rebuild_logo
from .model import Site
from .overlay import Layer, lay_over, layer_of
from .permalinks import RESERVED, permalinks_of
from .project import Settings
from .resolve import (
    Commons,
    Documents,
    SharedContact,
    bind_layer,
    own_contacts,
    resolve_commons,
    resolve_partner,
    shared_contacts,
)
from .schema import slug_of
from .search import Index, Indexer, check_scenarios
from .source import Mapping as Tree
from .source import SourceFile, Text, read_folder, read_tables, read_yaml
from .territory import place_of, read_territories

__all__ = ["Project", "load", "logo_of", "partner_folders", "read_partner"]

RESERVED_NAME = Rule(
    "reserved-name",
    Severity.ERROR,
    Bilingual(
        "« {id} » est un nom réservé : aucun partenaire ne peut le porter",
        "“{id}” is a reserved name: no partner may take it",
    ),
    Bilingual("un autre nom de dossier", "another folder name"),
)
BAD_FOLDER_NAME = Rule(
    "bad-folder-name",
    Severity.ERROR,
    Bilingual("le dossier « {id} » ne peut pas devenir une adresse", "the folder “{id}” cannot become an address"),
    Bilingual(
        "des lettres minuscules sans accent, des chiffres et des tirets",
        "lower-case letters without accents, digits and hyphens",
    ),
    Bilingual("renommez-le « {mended} »", "rename it “{mended}”"),
)
UNKNOWN_PARTNER = Rule(
    "unknown-partner",
    Severity.ERROR,
    Bilingual("il n'y a pas de dossier « {id} » dans partners/", "there is no folder “{id}” in partners/"),
    Bilingual("l'un de : {known}", "one of: {known}"),
)
NO_PARTNER = Rule(
    "no-partner",
    Severity.ERROR,
    Bilingual("le dossier partners/ est vide", "the folder partners/ is empty"),
    help=Bilingual(
        "créez un partenaire : commun new partner mon-partenaire", "make a partner: commun new partner my-partner"
    ),
)
NO_PARTNER_FILE = Rule(
    "missing-file",
    Severity.ERROR,
    Bilingual("il manque le fichier « {file} » du partenaire", "the partner's file “{file}” is missing"),
    help=Bilingual("« commun new partner » en écrit un modèle", "“commun new partner” writes a model of it"),
)


@dataclass(frozen=True, slots=True)
class Project:
    """What is read once: the commons, and the contacts that partners share."""

    settings: Settings
    commons: Commons
    directory: tuple[SharedContact, ...]
    partners: tuple[str, ...]
    today: date


def load(settings: Settings, only: Iterable[str] = ()) -> tuple[Project | None, list[Diagnostic]]:
    """Read and resolve the commons, list the partners, and gather the contacts that they share."""
    files, findings = read_folder(settings.content, settings.content_shown)
    layer, problems = layer_of(files, "commons", "commons")
    findings += problems
    documents, problems = bind_layer(layer)
    findings += problems
    commons, problems = resolve_commons(layer, documents, read_territories(read_tables(settings.content)))
    findings += problems
    partners, misnamed = _partners(settings, tuple(only))
    if commons is None or has_errors(findings):
        return None, [*findings, *misnamed]
    findings += misnamed  # a misnamed partner is left out; the others go on
    return Project(settings, commons, tuple(_directory(settings, commons)), partners, settings.today), findings


def partner_folders(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.partners.iterdir() if path.is_dir() and not path.name.startswith("."))


def _partners(settings: Settings, only: tuple[str, ...]) -> tuple[tuple[str, ...], list[Diagnostic]]:
    known = partner_folders(settings)
    findings = [
        UNKNOWN_PARTNER.at(Location("partners"), id=id, known=", ".join(known)) for id in only if id not in known
    ]
    if not known:
        findings.append(NO_PARTNER.at(Location("partners")))
    good = []
    for id in known:
        if only and id not in only:
            continue
        if slug_of(id) != id:
            findings.append(BAD_FOLDER_NAME.at(Location(f"partners/{id}"), id=id, mended=slug_of(id)))
        elif id in RESERVED:
            findings.append(RESERVED_NAME.at(Location(f"partners/{id}"), id=id))
        else:
            good.append(id)
    return tuple(good), findings


def _directory(settings: Settings, commons: Commons) -> Iterator[SharedContact]:
    """Yield the contacts of the partners whose territory holds another partner's; the others can help nobody else."""
    places = {id: place for id in partner_folders(settings) if (place := _place_of_folder(settings.partners / id))}
    for id, place in places.items():
        if any(other != place and commons.territories.holds(place, other) for other in places.values()):
            layer, _, _ = _read_partner(id, settings, commons)
            documents, _ = bind_layer(layer, commons.layer, commons.documents)
            contacts, _ = own_contacts(documents, layer, commons)
            site, _ = resolve_partner(id, layer, documents, commons)
            if site is not None:
                yield from shared_contacts(site.partner, contacts.values())


def _place_of_folder(folder: Path) -> str:
    path = folder / "partner.yaml"
    if not path.is_file() or path.stat().st_size > 1_000_000:
        return ""
    root, _ = read_yaml(path.read_bytes(), path.name)
    values = (
        {key: node.value for key, node in root.entries.items() if isinstance(node, Text)}
        if isinstance(root, Tree)
        else {}
    )
    return place_of(values.get("level", ""), values.get("territory", ""))


def _read_partner(
    id: str, settings: Settings, commons: Commons
) -> tuple[Layer, tuple[SourceFile, ...], list[Diagnostic]]:
    files, findings = read_folder(settings.partners / id, f"partners/{id}")
    over, problems = layer_of(files, id, "partner")
    findings += problems
    layer, problems = lay_over(commons.layer, over)
    findings += problems
    for name in ("partner", "branding"):
        if name not in over.items[name]:
            findings.append(NO_PARTNER_FILE.at(Location(f"partners/{id}/{name}.yaml"), file=f"{name}.yaml"))
    return layer, files, findings


def read_partner(id: str, project: Project) -> tuple[Site | None, list[Diagnostic]]:
    """Read, resolve and check one partner. The site is None when something stops it from being built."""
    layer, _, findings = _read_partner(id, project.settings, project.commons)
    documents, problems = bind_layer(layer, project.commons.layer, project.commons.documents)
    findings += problems
    site, problems = resolve_partner(id, layer, documents, project.commons, project.directory)
    findings += problems
    if site is None or has_errors(findings):
        return None, findings
    findings += logo_of(site, project.settings)[1]
    findings += check_site(site, project.today)
    return site, [*findings, *_lost_searches(site, documents, project.commons)]


def _lost_searches(site: Site, documents: Documents, commons: Commons) -> Iterator[Diagnostic]:
    """Yield what the scenarios that search no longer find; the index is made only when there are some."""
    if any(scenario.search for scenario in site.scenarios):
        data = Indexer().data(site, site.lexicon, permalinks_of(site), commons.made.needs)
        yield from check_scenarios(documents["scenario"], Index(data, site.needs))


def logo_of(site: Site, settings: Settings) -> tuple[bytes, list[Diagnostic]]:
    """Return the partner's logo, rebuilt; b"" when there is none, or with why it cannot be shown."""
    branding, folder = site.branding, (settings.partners / site.partner.id).resolve()
    path = (folder / branding.logo).resolve()
    if not branding.logo:
        return b"", []
    if not path.is_relative_to(folder) or not path.is_file():
        return b"", [LOGO_MISSING.at(branding.location, path=branding.logo)]
    with path.open("rb") as file:
        return rebuild_logo(file.read(MAX_BYTES + 1), branding.location, branding.logo)
