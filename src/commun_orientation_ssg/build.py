"""The stages, chained: folders to facts, facts to pages, pages to a published folder.

The unit of failure, of work and of exchange is the partner. An error in the commons or the theme stops all; an error in
a partner leaves its last folder in place, and the others go on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from . import context
from .checks import check_site
from .checks.page_weight import check_pages
from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity, has_errors, in_order
from .links import broken_links
from .logo import LOGO_MISSING, MAX_BYTES, logo_path, rebuild_logo
from .model import Branding, Site
from .overlay import Layer, lay_over, layer_of
from .pages import Pages, root_page
from .permalinks import RESERVED
from .project import ProjectError, Settings
from .render import Renderer, styles_of
from .resolve import (
    Commons,
    SharedContact,
    bind_layer,
    own_contacts,
    resolve_commons,
    resolve_partner,
    shared_contacts,
)  # fmt: skip
from .source import Mapping as Tree
from .source import SourceFile, Text, read_folder
from .territory import Territories, place_of, read_territories
from .theme import Theme, read_theme
from .wording import of_name
from .write import FolderReport, Output, open_output

__all__ = ["BuildReport", "PartnerReport", "Project", "build", "check", "load", "publish"]

Progress = Callable[[int, int, str], None]

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


@dataclass(frozen=True, slots=True)
class PartnerReport:
    """What became of one partner: `folder` is None when it kept its last published folder, or has none."""

    id: str
    name: str
    folder: FolderReport | None
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    findings: tuple[Diagnostic, ...]
    partners: tuple[PartnerReport, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def all_findings(self) -> list[Diagnostic]:
        """Return every finding, sorted, each once."""
        return in_order([*self.findings, *(finding for report in self.partners for finding in report.findings)])

    def summary(self, settings: Settings, seconds: float) -> str:
        """Return the closing lines: what was published, what was not, and where to look."""
        published = [report.folder for report in self.partners if report.folder is not None]
        failed = [report.id for report in self.partners if report.folder is None]
        files = sum(folder.files for folder in published)
        written = sum(folder.written for folder in published)
        warnings = sum(finding.severity is Severity.WARNING for finding in self.all_findings())
        index = settings.out / "index.html"
        if settings.lang == "en":
            lines = [
                f"{len(published)} partner(s), {files} files ({written} new or changed), {warnings} warning(s), "
                f"in {seconds:.1f} s."
            ]
            lines += [
                f"not published: {id} ({'last folder kept' if id in self.kept else 'nothing to keep'})" for id in failed
            ]
            lines += [f"removed: {id}" for id in self.removed]
            return "\n".join([*lines, *([f"Look at: {index}"] if published else [])])
        lines = [
            f"{len(published)} partenaire(s), {files} fichiers (dont {written} nouveaux ou changés), "
            f"{warnings} avertissement(s), en {seconds:.1f} s."
        ]
        lines += [
            f"non publié : {id} ({'son dernier dossier est gardé' if id in self.kept else 'rien à garder'})"
            for id in failed
        ]
        lines += [f"retiré : {id}" for id in self.removed]
        return "\n".join([*lines, *([f"À voir : {index}"] if published else [])])


# --------------------------------------------------------------------------------------------------------------------
# Reading.


def load(settings: Settings, only: Iterable[str] = ()) -> tuple[Project | None, list[Diagnostic]]:
    """Read and resolve the commons, list the partners, and gather the contacts that they share."""
    files, findings = read_folder(settings.content, settings.content_shown)
    layer, problems = layer_of(files, "commons", "commons")
    findings += problems
    documents, problems = bind_layer(layer)
    findings += problems
    commons, problems = resolve_commons(layer, documents, _territories(settings.content / "territories"))
    findings += problems
    partners, misnamed = _partners(settings, tuple(only))
    if commons is None or has_errors(findings):
        return None, [*findings, *misnamed]
    findings += misnamed  # a misnamed partner is left out; the others go on
    return Project(settings, commons, tuple(_directory(settings, commons)), partners, settings.today), findings


def _territories(folder: Path) -> Territories:
    names = ("communes", "epci", "departements", "regions")
    try:
        tables = [(folder / f"{name}.csv").read_text("utf-8").splitlines() for name in names]
    except OSError as problem:
        raise ProjectError(
            f"le fichier des territoires {Path(str(problem.filename)).name} est introuvable dans content/territories/",
            f"the territory file {Path(str(problem.filename)).name} is missing from content/territories/",
        ) from problem
    return read_territories(*tables)


def _partner_folders(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.partners.iterdir() if path.is_dir() and not path.name.startswith("."))


def _partners(settings: Settings, only: tuple[str, ...]) -> tuple[tuple[str, ...], list[Diagnostic]]:
    from .schema import slug_of

    known = _partner_folders(settings)
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
    places = {id: place for id in _partner_folders(settings) if (place := _place_of_folder(settings.partners / id))}
    for id, place in places.items():
        if any(other != place and commons.territories.holds(place, other) for other in places.values()):
            layer, _, _ = _read_partner(id, settings, commons)
            documents, _ = bind_layer(layer, commons.layer, commons.documents)
            contacts, _ = own_contacts(documents, layer, commons)
            site, _ = resolve_partner(id, layer, documents, commons)
            if site is not None:
                yield from shared_contacts(site.partner, contacts.values())


def _place_of_folder(folder: Path) -> str:
    from .source import read_yaml

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
    return site, [*findings, *_logo(site, project.settings)[1], *check_site(site, project.today)]


# --------------------------------------------------------------------------------------------------------------------
# Pages.


def _logo(site: Site, settings: Settings) -> tuple[bytes, list[Diagnostic]]:
    """Return the partner's logo, rebuilt; b"" when there is none, or with why it cannot be shown."""
    branding, folder = site.branding, (settings.partners / site.partner.id).resolve()
    path = (folder / branding.logo).resolve()
    if not branding.logo:
        return b"", []
    if not path.is_relative_to(folder) or not path.is_file():
        return b"", [LOGO_MISSING.at(branding.location, path=branding.logo)]
    with path.open("rb") as file:
        return rebuild_logo(file.read(MAX_BYTES + 1), branding.location, branding.logo)


def frame_of(site: Site, pages: Pages, theme: Theme, settings: Settings, logo: str = "") -> context.Frame:
    """Return what all pages of a partner share; `logo` is the path of its logo in its folder."""
    partner = site.partner
    return context.Frame(
        name=partner.name,
        short=partner.short,
        website=partner.website,
        of=of_name(partner.name),
        service_line=f"Service gratuit {of_name(partner.name)}. On ne vous demande pas votre nom.",
        logo=logo,
        logo_alt="" if partner.name in site.branding.logo_alt else site.branding.logo_alt,
        demo=partner.status == "demo",
        indexed=partner.status == "live",
        styles=styles_of(theme, site.branding),
        scripts=tuple(f"assets/{name}" for name in theme.scripts),
        help=pages.help(),
        footer=_FOOTER,
        alerts=tuple(pages.alert(alert) for alert in site.alerts if not alert.contacts),
        base_url=f"{settings.site_url}{partner.id}/" if settings.site_url else "",
    )


_FOOTER = (
    context.Tile("Toutes les situations, de A à Z", "a-z/index.html"),
    context.Tile("Urgence, danger", "urgence/index.html"),
    context.Tile("Mentions légales", "mentions-legales/index.html"),
    context.Tile("Données personnelles", "donnees-personnelles/index.html"),
    context.Tile("Accessibilité : non conforme", "accessibilite/index.html"),
)


def _base(site: Site, settings: Settings) -> str:
    """Return the absolute path of the partner's folder on its server."""
    return f"{urlsplit(settings.site_url).path or '/'}{site.partner.id}/"


def render_partner(site: Site, renderer: Renderer, theme: Theme, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a partner's folder: (path, bytes)."""
    pages = Pages(site, _base(site, settings))
    logo, _ = _logo(site, settings)
    renderer.use(frame_of(site, pages, theme, settings, logo_path(logo)))
    for template, page in pages.all():
        yield page.path, renderer.page(template, page)
    if logo:
        yield logo_path(logo), logo
    for name, data in theme.scripts.items():
        yield f"assets/{name}", data


def _check_files(files: list[tuple[str, bytes]], site: Site) -> list[Diagnostic]:
    present = frozenset(path for path, _ in files)
    return [
        *broken_links(files, present, site.partner.location, site.partner.id),
        *check_pages(files, site.partner.location),
    ]


# --------------------------------------------------------------------------------------------------------------------
# The two verbs.


def check(settings: Settings, only: Iterable[str] = (), progress: Progress | None = None) -> list[Diagnostic]:
    """Return every finding of the commons and of the partners, pages included; nothing is written."""
    project, findings = load(settings, only)
    if project is None:
        return findings
    theme = read_theme(settings.themes, settings.theme)
    renderer = Renderer(theme)
    for number, id in enumerate(project.partners):
        if progress:
            progress(number, len(project.partners), id)
        site, problems = read_partner(id, project)
        findings += problems
        if site is not None and not has_errors(problems):
            files = list(render_partner(site, renderer, theme, settings))
            findings += _check_files(files, site)
    return findings


def build(
    settings: Settings, only: Iterable[str] = (), *, previous: Path | None = None, progress: Progress | None = None
) -> BuildReport:
    """Build the partners and publish their folders.

    Args:
        only: ids of the partners to build; all when empty.
        previous: folder published before, from which a partner in error is kept when `out` does not have it.
        progress: called with (done, total, id).

    Raises:
        ProjectError, OutputError: the environment refuses.
    """
    only = tuple(only)
    project, findings = load(settings, only)
    if project is None:
        return BuildReport(tuple(findings))
    return publish(project, findings, only, previous=previous, progress=progress)


def publish(
    project: Project,
    findings: Iterable[Diagnostic],
    only: tuple[str, ...] = (),
    *,
    previous: Path | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build the partners of a project that `load` returned with these findings; the rest as in `build`."""
    settings = project.settings
    theme = read_theme(settings.themes, settings.theme)
    with open_output(settings.out, (settings.content, settings.partners, *settings.themes)) as output:
        reports = list(_build_all(project, theme, output, progress))
        kept = tuple(report.id for report in reports if report.folder is None and _kept(report.id, output, previous))
        sources = _partner_folders(settings)
        gone = () if only else tuple(name for name in output.folders() if name not in sources)
        removed = tuple(name for name in gone if output.remove_folder(name))
        output.write_top(_top_files(output, settings, theme))
    return BuildReport(tuple(findings), tuple(reports), kept, removed)


def _kept(id: str, output: Output, previous: Path | None) -> bool:
    return (output.path / id).is_dir() or (previous is not None and output.adopt(id, previous / id))


@dataclass(slots=True)
class _Worker:
    """Builds partners one after the other; inherited by the processes that are forked from it."""

    project: Project
    theme: Theme
    renderer: Renderer
    output: Output

    def build(self, id: str) -> PartnerReport:
        site, findings = read_partner(id, self.project)
        if site is None or has_errors(findings):
            return PartnerReport(id, id, None, tuple(findings))
        files = list(render_partner(site, self.renderer, self.theme, self.project.settings))
        findings += _check_files(files, site)
        partner = site.partner
        folder = None if has_errors(findings) else self.output.write_folder(id, files, _about(site, files))
        return PartnerReport(id, partner.name, folder, tuple(findings))


def _about(site: Site, files: list[tuple[str, bytes]]) -> dict[str, str]:
    """Return what the top of the output says of a partner; kept in its manifest for builds that leave it alone."""
    partner = site.partner
    indexed = [path for path, data in files if path.endswith(".html") and b'name="robots"' not in data]
    return {
        "name": partner.name,
        "level": partner.level,
        "demo": "yes" if partner.status == "demo" else "",
        "indexed": " ".join(indexed) if partner.status == "live" else "",
    }


_worker: _Worker | None = None


def _build_one(id: str) -> PartnerReport:
    assert _worker is not None
    return _worker.build(id)


def _build_all(project: Project, theme: Theme, output: Output, progress: Progress | None) -> Iterator[PartnerReport]:
    global _worker
    _worker = _Worker(project, theme, Renderer(theme), output)
    partners = project.partners
    jobs = min(project.settings.jobs, len(partners) // 2)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        if jobs < 2:
            for number, id in enumerate(partners):
                if progress:
                    progress(number, len(partners), id)
                yield _build_one(id)
                if number % 8 == 7:
                    gc.collect(0)
            return
        life = os.pipe()
        fork = multiprocessing.get_context("fork")
        try:
            with ProcessPoolExecutor(jobs, mp_context=fork, initializer=_die_with_parent, initargs=life) as pool:
                chunk = max(1, len(partners) // (jobs * 8))
                for number, report in enumerate(pool.map(_build_one, partners, chunksize=chunk)):
                    if progress:
                        progress(number, len(partners), report.id)
                    yield report
        finally:
            for end in life:
                os.close(end)
    finally:
        gc.enable()
        gc.unfreeze()
        _worker = None


def _die_with_parent(life: int, parents_end: int) -> None:
    """End this process when the one that forked it is gone.

    Otherwise it would wait for work, and hold the output's lock, for ever.
    """
    os.close(parents_end)

    def wait() -> None:
        os.read(life, 1)
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


# --------------------------------------------------------------------------------------------------------------------
# The top of the output.

# No header stands in two rules that match the same file: Cloudflare Pages would join the two values with a comma.
# Without a rule, both hosts have pages revalidated at each visit, which is what we want of them.
_HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()

/:partner/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""


def _top_files(output: Output, settings: Settings, theme: Theme) -> dict[str, bytes]:
    """Return what stands above the partners: the page to find one's place, headers, redirects, robots and sitemap.

    It is made from the folders that stand there, those kept or not built this time included.
    """
    about = {id: output.about(id) for id in output.folders()}
    page = root_page(about)
    renderer = Renderer(theme)
    renderer.use(_root_frame(theme))
    files = {
        "index.html": renderer.page("root", page),
        "_headers": _HEADERS.encode(),
        "_redirects": b"/:partner/* /:partner/404.html 404\n",
        "robots.txt": _robots(settings).encode(),
    }
    if settings.site_url:
        addresses = [f"{id}/{path}" for id, said in about.items() for path in said.get("indexed", "").split()]
        files["sitemap.xml"] = _sitemap(settings.site_url, addresses).encode()
    return files


_NEUTRAL_BRAND = Branding("#1f4e79", "#b5532a", "", "", "soft", "", *(Location("themes"),) * 3)


def _root_frame(theme: Theme) -> context.Frame:
    help = context.Help("Une France services près de chez vous", (), "", "https://www.france-services.gouv.fr/")
    return context.Frame(
        name="Qui contacter ?", short="Orientation", of="", website="", logo="", logo_alt="", demo=False, indexed=False,
        service_line="Service gratuit. On ne vous demande pas votre nom.", styles=styles_of(theme, _NEUTRAL_BRAND),
        scripts=(), help=help, footer=(),
    )  # fmt: skip


def _robots(settings: Settings) -> str:
    lines = ["User-agent: *", "Disallow: /*/p/", "Disallow: /*/parcours/"]
    if settings.site_url:
        lines.append(f"Sitemap: {settings.site_url}sitemap.xml")
    return "\n".join(lines) + "\n"


def _sitemap(site_url: str, addresses: Iterable[str]) -> str:
    urls = "".join(f"<url><loc>{site_url}{address}</loc></url>\n" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urls}</urlset>\n"
