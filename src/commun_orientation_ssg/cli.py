"""The command `commun`: flags to arguments, one call, report, exit code.

Exit codes: 0 fine (warnings allowed), 1 problems in content, theme or links, 2 wrong usage, 3 environment.
What a command needs is imported when it runs, so that `commun --help` stays light.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__

if TYPE_CHECKING:
    from .diagnostics import Diagnostic
    from .project import Settings

__all__ = ["main"]

_PARTNERS = click.option("--partner", "-p", "partners", multiple=True, help="Only this partner (may be repeated).")
_FORMAT = click.option(
    "--format", "format_", type=click.Choice(["text", "json", "github", "gitlab"]), default="text", show_default=True,
    help="How findings are written.",
)  # fmt: skip
_STRICT = click.option("--strict", is_flag=True, help="Count warnings as errors.")


class _Commands(click.Group):
    """Turns what the environment refuses into a message and exit code 3; never a traceback for bad content."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)
        except Exception as problem:
            if not hasattr(problem, "fr"):
                raise
            lang = (ctx.obj or {}).get("lang") or os.environ.get("COMMUN_LANG", "fr")
            click.echo(f"{'error' if lang == 'en' else 'erreur'}: {getattr(problem, 'en' if lang == 'en' else 'fr')}", err=True)
            ctx.exit(3)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="commun")
@click.option("--project", type=click.Path(path_type=Path), help="The project's folder (default: the nearest one above).")
@click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of messages (default: fr).")
@click.pass_context
def main(ctx: click.Context, project: Path | None, lang: str | None) -> None:
    """Orientation sites for public services: from partners' YAML to static pages."""
    ctx.obj = {"project": project, "lang": lang}


def _settings(ctx: click.Context, **flags: object) -> Settings:
    from .project import find_settings

    return find_settings(ctx.obj["project"], os.environ, lang=ctx.obj["lang"], **flags)


def _report(findings: Iterable[Diagnostic], settings: Settings, format_: str, *, err: bool) -> None:
    from .report import render_report

    click.echo(render_report(findings, format=format_, lang=settings.lang), nl=False, err=err)


def _verdict(findings: Iterable[Diagnostic], strict: bool) -> int:
    from .diagnostics import Severity

    worst = max((finding.severity for finding in findings), default=Severity.INFO)
    return int(worst >= (Severity.WARNING if strict else Severity.ERROR))


def _progress() -> Callable[[int, int, str], None] | None:
    """Return what shows progress on a terminal once a second has passed; None elsewhere."""
    if not sys.stderr.isatty():
        return None
    started = time.monotonic()

    def show(done: int, total: int, label: str) -> None:
        if time.monotonic() - started > 1:
            bar = "#" * (20 * done // max(total, 1))
            click.echo(f"\r\x1b[K[{bar:<20}] {done}/{total} {label}", nl=done >= total, err=True)

    return show


def _say(settings: Settings, fr: str, en: str) -> None:
    click.echo(en if settings.lang == "en" else fr)


@main.command()
@_PARTNERS
@_FORMAT
@_STRICT
@click.pass_context
def check(ctx: click.Context, partners: tuple[str, ...], format_: str, strict: bool) -> None:
    """Read everything, say what is wrong and how to mend it; write nothing."""
    from .build import check as run
    from .diagnostics import Severity, in_order

    settings = _settings(ctx)
    findings = in_order(run(settings, partners, _progress()))
    _report(findings, settings, format_, err=False)
    if format_ == "text":
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        warnings = sum(finding.severity is Severity.WARNING for finding in findings)
        _say(settings, f"{errors} erreur(s), {warnings} avertissement(s).", f"{errors} error(s), {warnings} warning(s).")
    ctx.exit(_verdict(findings, strict))


@main.command()
@click.option("--out", type=click.Path(path_type=Path), help="Output folder (default: build).")
@click.option("--site-url", help="Public address of the output, for canonical links, sitemap and sharing.")
@click.option("--theme", help="Theme (default: default).")
@click.option("--jobs", type=click.IntRange(0, 64), help="Processes (default: one for each core).")
@click.option("--previous", type=click.Path(path_type=Path), help="Folder published before: a partner in error is kept from it.")
@_PARTNERS
@_FORMAT
@_STRICT
@click.pass_context
def build(
    ctx: click.Context, partners: tuple[str, ...], format_: str, strict: bool, previous: Path | None, **flags: object
) -> None:
    """Build the partners' sites into the output folder."""
    from .build import build as run

    settings = _settings(ctx, **flags)
    started = time.perf_counter()
    report = run(settings, partners, previous=previous, progress=_progress())
    findings = report.all_findings()
    _report(findings, settings, format_, err=True)
    click.echo(report.summary(settings, time.perf_counter() - started))
    ctx.exit(_verdict(findings, strict))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.pass_context
def verify(ctx: click.Context, folder: Path) -> None:
    """Compare a copied folder with its manifest."""
    from .write import verify_folder

    mismatches = verify_folder(folder)
    english = ctx.obj["lang"] == "en"
    words = {"missing": ("manque", "missing"), "changed": ("modifié", "changed"), "added": ("ajouté", "added")}
    for item in mismatches:
        click.echo(f"{words[item.kind][english]}: {item.path}")
    if not mismatches:
        click.echo("whole and untouched" if english else "entier et intact")
    ctx.exit(1 if mismatches else 0)
