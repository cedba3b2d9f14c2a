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
from pathlib import Path

from .diagnostics import Diagnostic, Severity, has_errors, in_order
from .loading import Project, hard_texts, load, partner_folders, read_partner
from .press import Press, about, top_files
from .project import Settings
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
        sources = partner_folders(settings)
        gone = () if only else tuple(name for name in output.folders() if name not in sources)
        removed = tuple(name for name in gone if output.remove_folder(name))
        files, kept_folders = top_files(output, project, theme)
        output.write_top(files, kept_folders)
    return BuildReport(tuple(findings), tuple(reports), kept, removed)


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
