"""Folders to resolved sites: the commons once, with the contacts that partners share, then each partner on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .checks import check_site
from .checks.hard_to_read import check_texts
from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity, has_errors
from .drift import check_drift
from .font import FONT_MISSING, NO_FONT, Font, read_font
from .font import MAX_BYTES as FONT_BYTES
from .logo import LOGO_MISSING, rebuild_logo
from .logo import MAX_BYTES as LOGO_BYTES
from .model import Internals, Site
from .overlay import Layer, lay_over, layer_of
from .permalinks import RESERVED, permalinks_of
from .project import NATIONAL, ProjectError, Settings
from .readability import Judge, ResidentText, texts_of
from .refusal import partner_of
from .resolution import check_holders, read_holders
from .resolve import (
    Commons,
    Documents,
    SharedContact,
    bind_layer,
    own_contacts,
    resolve_commons,
    resolve_internals,
    resolve_partner,
    shared_contacts,
)
from .schema import PlainWords, slug_of
from .search import Index, Indexer, check_scenarios
from .source import Mapping as Tree
from .source import SourceFile, Text, read_folder, read_tables, read_yaml
from .territory import place_of, read_territories

__all__ = [
    "Project", "Searchable", "font_of", "hard_texts", "lines_of", "load", "logo_of", "own_site", "partner_folders",
    "partner_places", "private_folders", "read_internals", "read_partner", "read_searchable", "resident_texts",
    "site_of",
]  # fmt: skip

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
    """What is read once: the commons, and the contacts that partners share.

    `indexer` makes the index of one partner after another: its scenarios and its pages read the same one.
    """

    settings: Settings
    commons: Commons
    directory: tuple[SharedContact, ...]
    partners: tuple[str, ...]
    today: date
    indexer: Indexer = field(default_factory=Indexer, compare=False)


def load(settings: Settings, only: Iterable[str] = ()) -> tuple[Project | None, list[Diagnostic]]:
    """Read and resolve the commons, list the partners, and gather the contacts that they share."""
    files, findings = read_folder(settings.content, settings.content_shown)
    layer, problems = layer_of(files, "commons", "commons")
    findings += problems
    documents, problems = bind_layer(layer)
    findings += problems
    tables = read_tables(settings.content)
    territories = read_territories(tables)
    holders, problems = read_holders(tables.get("holders", ""), territories)
    findings += problems
    commons, problems = resolve_commons(layer, documents, territories, holders)
    findings += problems
    partners, misnamed = _partners(settings, tuple(only))
    if commons is None or has_errors(findings):
        return None, [*findings, *misnamed]
    findings += check_holders(holders, commons.made.services, territories, settings.today)
    findings += misnamed  # a misnamed partner is left out; the others go on
    return Project(settings, commons, tuple(_directory(settings, commons)), partners, settings.today), findings


def partner_folders(settings: Settings) -> list[str]:
    """Return the ids of the partners, sorted; `national` last when the commons are built as one."""
    folders = (path.name for path in settings.partners.iterdir() if path.is_dir() and not path.name.startswith("."))
    return [*sorted(folders), *([NATIONAL] if settings.has_national else [])]


def _partners(settings: Settings, only: tuple[str, ...]) -> tuple[tuple[str, ...], list[Diagnostic]]:
    known = partner_folders(settings)
    findings = [
        UNKNOWN_PARTNER.at(Location("partners"), id=id, known=", ".join(known)) for id in only if id not in known
    ]
    if not known or known == [NATIONAL]:
        findings.append(NO_PARTNER.at(Location("partners")))
    good = []
    for id in known:
        if only and id not in only:
            continue
        if slug_of(id) != id:
            findings.append(BAD_FOLDER_NAME.at(Location(f"partners/{id}"), id=id, mended=slug_of(id)))
        elif id in RESERVED and (id != NATIONAL or (settings.partners / id).is_dir()):
            findings.append(RESERVED_NAME.at(Location(f"partners/{id}"), id=id))
        else:
            good.append(id)
    return tuple(good), findings


def _directory(settings: Settings, commons: Commons) -> Iterator[SharedContact]:
    """Yield the contacts of the partners whose territory holds another partner's; the others can help nobody else."""
    places = partner_places(settings)
    for id, place in places.items():
        if any(other != place and commons.territories.holds(place, other) for other in places.values()):
            layer, _, _ = _read_partner(id, settings, commons)
            documents, _ = bind_layer(layer, commons.layer, commons.documents)
            contacts, _ = own_contacts(documents, layer, commons)
            site, _ = resolve_partner(id, layer, documents, commons)
            if site is not None:
                yield from shared_contacts(site.partner, contacts.values())


def partner_places(settings: Settings) -> dict[str, str]:
    """Return the place of each partner that says it, as its file gives it; nothing else of it is read."""
    ids = (id for id in partner_folders(settings) if id != NATIONAL)
    return {id: place for id in ids if (place := _place_of_folder(settings.partners / id))}


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
    folder, shown = settings.folder_of(id)
    files, findings = read_folder(folder, shown)
    over, problems = layer_of(files, id, "partner")
    findings += problems
    layer, problems = lay_over(commons.layer, over)
    findings += problems
    for name in ("partner", "branding"):
        if name not in over.items[name]:
            findings.append(NO_PARTNER_FILE.at(Location(f"{shown}/{name}.yaml"), file=f"{name}.yaml"))
    return layer, files, findings


def own_site(id: str, project: Project) -> Site | None:
    """Return one partner resolved on its own, without what others share; None when it cannot be."""
    layer, _, _ = _read_partner(id, project.settings, project.commons)
    documents, _ = bind_layer(layer, project.commons.layer, project.commons.documents)
    return resolve_partner(id, layer, documents, project.commons)[0]


def read_partner(id: str, project: Project) -> tuple[Site | None, list[Diagnostic]]:
    """Read, resolve and check one partner. The site is None when something stops it from being built."""
    site, documents, findings = _resolved(id, project)
    if site is None or has_errors(findings):
        return None, findings
    findings += logo_of(site, project.settings)[1]
    findings += font_of(site, project.settings)[1]
    findings += check_site(site, project.today)
    return site, [*findings, *_lost_searches(site, documents, project)]


def site_of(id: str, project: Project) -> Site | None:
    """Return one partner resolved with what others share, not checked; None when it has errors."""
    site, _, findings = _resolved(id, project)
    return None if has_errors(findings) else site


def _resolved(id: str, project: Project) -> tuple[Site | None, Documents, list[Diagnostic]]:
    layer, _, findings = _read_partner(id, project.settings, project.commons)
    documents, problems = bind_layer(layer, project.commons.layer, project.commons.documents)
    findings += [*problems, *check_drift(layer)]
    site, problems = resolve_partner(id, layer, documents, project.commons, project.directory)
    return site, documents, [*findings, *problems]


def private_folders(settings: Settings, only: Iterable[str] = ()) -> tuple[list[str], list[Diagnostic]]:
    """Return the partners that have private facts, and what is wrong with the folders that are no partner's."""
    if settings.private is None:
        return [], []
    known, only = partner_folders(settings), tuple(only)
    names = sorted(path.name for path in settings.private.iterdir() if path.is_dir() and path.name[0] not in "._")
    lost = [name for name in names if name not in known]
    shown = settings.private.name
    findings = [UNKNOWN_PARTNER.at(Location(f"{shown}/{name}"), id=name, known=", ".join(known)) for name in lost]
    return [name for name in names if name in known and (not only or name in only)], findings


def read_internals(site: Site, project: Project) -> tuple[Site, Internals, list[Diagnostic]]:
    """Read what only agents see of a partner that has no errors; return its site as they see it.

    The public site is made without this: what is private cannot be in it.
    """
    private = project.settings.private
    assert private is not None, "a partner of `private_folders`"
    id = site.partner.id
    files, findings = read_folder(private / id, f"{private.name}/{id}")
    layer, problems = layer_of(files, id, "private")
    documents, more = bind_layer(layer)
    seen, internals, lost = resolve_internals(site, documents)
    return seen, internals, [*findings, *problems, *more, *lost]


@dataclass(frozen=True, slots=True)
class Searchable:
    """One partner, ready to be searched: its site, what its pages load, and the same read."""

    site: Site
    data: Mapping[str, Any]
    index: Index


def read_searchable(settings: Settings, partner: str) -> Searchable:
    """Read the commons and `partner` as a build does, and index them.

    Raises:
        Refusal: there is no such partner.
        ProjectError: the content has errors that `commun check` shows.
    """
    partner = partner_of(settings, partner)
    project, _ = load(settings, [partner])
    if project is None:
        raise _broken("content")
    site, _, findings = _resolved(partner, project)
    if site is None or has_errors(findings):
        raise _broken(partner)
    made_of = (site, site.lexicon, permalinks_of(site), project.commons.made.needs)
    return Searchable(site, project.indexer.data(*made_of), project.indexer.index(*made_of))


def _broken(name: str) -> ProjectError:
    return ProjectError(
        f"le contenu de « {name} » a des erreurs : lancez « commun check » pour les voir",
        f"the content of “{name}” has errors: run “commun check” to see them",
    )


def _lost_searches(site: Site, documents: Documents, project: Project) -> Iterator[Diagnostic]:
    """Yield what the scenarios that search no longer find; the index is made only when there are some."""
    if any(scenario.search for scenario in site.scenarios):
        index = project.indexer.index(site, site.lexicon, permalinks_of(site), project.commons.made.needs)
        yield from check_scenarios(documents["scenario"], index)


def resident_texts(project: Project, partner: str = "") -> tuple[list[ResidentText], Judge]:
    """Return the texts that residents read in the commons, or those that a partner writes; and what judges them."""
    layer, documents = project.commons.layer, project.commons.documents
    folder = project.settings.content_shown
    if partner:
        layer, _, _ = _read_partner(partner, project.settings, project.commons)
        folder = project.settings.folder_of(partner)[1]
        if {"plain", "lexicon"} & {kind for kind, _ in layer.own}:
            documents, _ = bind_layer(layer, project.commons.layer, documents)
    plain, lexicon = documents["plain"].get("plain"), documents["lexicon"].get("lexicon")
    long_forms = {one.short.lower(): one.long for one in lexicon.doc.acronyms} if lexicon else {}
    return list(texts_of(layer, folder)), Judge(plain.doc if plain else PlainWords(), long_forms)


def hard_texts(project: Project, partner: str = "") -> Iterator[Diagnostic]:
    """Yield what is hard to read in the commons, or in what a partner writes."""
    yield from check_texts(*resident_texts(project, partner), lines_of(project.settings))


def lines_of(settings: Settings) -> Callable[[str], Sequence[str]]:
    """Return what gives the lines of a source file by its path in locations; each file is read once."""
    known: dict[str, list[str]] = {}

    def lines(file: str) -> list[str]:
        if file not in known:
            inside = file.removeprefix(f"{settings.content_shown}/")
            path = settings.content / inside if inside != file else settings.partners / file.removeprefix("partners/")
            known[file] = path.read_text("utf-8-sig", errors="replace").splitlines() if path.is_file() else []
        return known[file]

    return lines


def logo_of(site: Site, settings: Settings) -> tuple[bytes, list[Diagnostic]]:
    """Return the partner's logo, rebuilt; b"" when there is none, or with why it cannot be shown."""
    branding = site.branding
    if not branding.logo:
        return b"", []
    data = _file_of(site, settings, branding.logo, LOGO_BYTES)
    if data is None:
        return b"", [LOGO_MISSING.at(branding.logo_location, path=branding.logo)]
    return rebuild_logo(data, branding.logo_location, branding.logo)


def font_of(site: Site, settings: Settings) -> tuple[Font, list[Diagnostic]]:
    """Return the partner's font; NO_FONT when there is none, or with why it cannot be used."""
    branding = site.branding
    if not branding.font:
        return NO_FONT, []
    data = _file_of(site, settings, branding.font, FONT_BYTES)
    if data is None:
        return NO_FONT, [FONT_MISSING.at(branding.font_location, path=branding.font)]
    return read_font(data, branding.font_location, branding.font)


def _file_of(site: Site, settings: Settings, name: str, most: int) -> bytes | None:
    """Read a file of the partner's folder, no further than one byte more than `most`; None when it is not there."""
    folder = settings.folder_of(site.partner.id)[0].resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(most + 1)
