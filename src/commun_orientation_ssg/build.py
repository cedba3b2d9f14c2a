"""The stages, chained: folders to facts, facts to pages, pages to a published folder.

The unit of failure, of work and of exchange is the partner. An error in the commons or the theme stops all; an error in
a partner leaves its last folder in place, and the others go on.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .diagnostics import Diagnostic, Severity, has_errors, in_order
from .loading import (
    Project,
    hard_texts,
    load,
    partner_folders,
    private_folders,
    read_internals,
    read_partner,
    site_of,
)
from .press import Press, about, agents_top_files, top_files
from .processes import can_fork, forked
from .project import Settings
from .search import Indexer
from .theme import Theme, read_theme
from .write import FolderReport, Output, open_output

__all__ = ["BuildReport", "PartnerReport", "Project", "build", "check", "load", "publish", "read_partner"]

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class PartnerReport:
    """What became of one partner: `folder` is None when it kept its last published folder, or has none."""

    id: str
    name: str
    folder: FolderReport | None
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; `agents` is what became of the agents' pages of the partners that have private facts."""

    findings: tuple[Diagnostic, ...]
    partners: tuple[PartnerReport, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    agents: tuple[PartnerReport, ...] = ()

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
            lines += [
                f"for agents: {report.id}, in {settings.agents_out.name}/ (to be protected: docs/agents.md)"
                if report.folder
                else f"not made for agents: {report.id}"
                for report in self.agents
            ]
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
        lines += [
            f"pour les agents : {report.id}, dans {settings.agents_out.name}/ (à protéger : docs/agents.md)"
            if report.folder
            else f"non fait pour les agents : {report.id}"
            for report in self.agents
        ]
        return "\n".join([*lines, *([f"À voir : {index}"] if published else [])])


def check(settings: Settings, only: Iterable[str] = (), progress: Progress | None = None) -> list[Diagnostic]:
    """Return every finding of the commons and of the partners, pages included; nothing is written."""
    project, findings = load(settings, only)
    if project is None:
        return findings
    theme = read_theme(settings.themes, settings.theme)
    press = Press(theme, project)
    findings += hard_texts(project)
    for number, id in enumerate(project.partners):
        if progress:
            progress(number, len(project.partners), id)
        site, problems = read_partner(id, project)
        findings += problems
        if site is not None and not has_errors(problems):
            findings += press.check(site, press.files(site))
            findings += hard_texts(project, id)
    private, lost = private_folders(settings, only)
    findings += lost
    for id in private:
        site = site_of(id, project)
        findings += read_internals(site, project)[2] if site is not None else ()
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
    report = publish(project, findings, only, previous=previous, progress=progress)
    return report if settings.private is None else _publish_for_agents(project, report, only)


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
    sources = (settings.content, settings.partners, *settings.themes)
    with open_output(settings.out, (*sources, *([settings.private] if settings.private else []))) as output:
        reports = list(_build_all(project, theme, output, progress))
        kept = tuple(report.id for report in reports if report.folder is None and _kept(report.id, output, previous))
        known = partner_folders(settings)
        gone = () if only else tuple(name for name in output.folders() if name not in known)
        removed = tuple(name for name in gone if output.remove_folder(name))
        files, kept_folders = top_files(output, project, theme)
        output.write_top(files, kept_folders)
    return BuildReport(tuple(findings), tuple(reports), kept, removed)


def _publish_for_agents(project: Project, report: BuildReport, only: tuple[str, ...]) -> BuildReport:
    """Build the pages of agents into their own folder, after the public ones, which know nothing of private facts.

    A partner that was not published keeps its last agents' folder too.
    """
    settings = project.settings
    assert settings.private is not None, "the caller has looked"
    private, lost = private_folders(settings, only)
    theme = read_theme(settings.themes, settings.theme)
    project = replace(project, indexer=Indexer())  # nothing of theirs stays in what the public's pages are made from
    press = Press(theme, project)
    published = {partner.id for partner in report.partners if partner.folder is not None}
    sources = (settings.content, settings.partners, *settings.themes, settings.out, settings.private)
    with open_output(settings.agents_out, sources, umask=0o027) as output:
        made = tuple(_build_for_agents(id, project, press, output) for id in private if id in published)
        for name in () if only else [name for name in output.folders() if name not in private]:
            output.remove_folder(name)
        output.write_top(agents_top_files(output, project, theme))
    return replace(report, findings=(*report.findings, *lost), agents=made)


def _build_for_agents(id: str, project: Project, press: Press, output: Output) -> PartnerReport:
    public = site_of(id, project)
    assert public is not None, "it has just been published"
    site, internals, findings = read_internals(public, project)
    files = [] if has_errors(findings) else press.agents_files(site, internals)
    folder = output.write_folder(id, files, about(site, files)) if files else None
    return PartnerReport(id, site.partner.name, folder, tuple(findings))


def _kept(id: str, output: Output, previous: Path | None) -> bool:
    return (output.path / id).is_dir() or (previous is not None and output.adopt(id, previous / id))


@dataclass(slots=True)
class _Worker:
    """Builds partners one after the other; inherited by the processes that are forked from it."""

    project: Project
    press: Press
    output: Output

    def build(self, id: str) -> PartnerReport:
        site, findings = read_partner(id, self.project)
        if site is None or has_errors(findings):
            return PartnerReport(id, id, None, tuple(findings))
        files = self.press.files(site)
        findings += self.press.check(site, files)
        folder = None if has_errors(findings) else self.output.write_folder(id, files, about(site, files))
        return PartnerReport(id, site.partner.name, folder, tuple(findings))


_worker: _Worker | None = None


def _build_one(id: str) -> PartnerReport:
    assert _worker is not None
    return _worker.build(id)


def _build_all(project: Project, theme: Theme, output: Output, progress: Progress | None) -> Iterator[PartnerReport]:
    global _worker
    _worker = _Worker(project, Press(theme, project), output)
    partners = project.partners
    jobs = min(project.settings.jobs, len(partners) // 2)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        if jobs < 2 or not can_fork():
            for number, id in enumerate(partners):
                if progress:
                    progress(number, len(partners), id)
                yield _build_one(id)
                if number % 8 == 7:
                    gc.collect(0)
            return
        with forked(jobs) as pool:
            chunk = max(1, len(partners) // (jobs * 8))
            for number, report in enumerate(pool.map(_build_one, partners, chunksize=chunk)):
                if progress:
                    progress(number, len(partners), report.id)
                yield report
    finally:
        gc.enable()
        gc.unfreeze()
        _worker = None
