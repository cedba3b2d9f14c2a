"""The command `commun`: flags to arguments, one call, report, exit code.

Exit codes: 0 fine (warnings allowed), 1 problems in content, theme or links, 2 wrong usage, 3 environment.
What a command needs is imported when it runs, so that `commun --help` stays light.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from . import __version__

if TYPE_CHECKING:
    from .diagnostics import Diagnostic
    from .project import Settings
    from .scaffold import Made
    from .terminal import Progress

__all__ = ["main"]

_PATH = click.Path(path_type=Path)
_PARTNERS = click.option("--partner", "-p", "partners", multiple=True, help="Only this partner (may be repeated).")
_FORMAT = click.option(
    "--format", "format_", type=click.Choice(["text", "json", "github", "gitlab"]), default="text", show_default=True,
    help="How findings are written.",
)  # fmt: skip
_STRICT = click.option("--strict", is_flag=True, help="Count warnings as errors.")
_PRIVATE = click.option(
    "--private", type=_PATH, help="Folder of what only agents read; it stands outside of the project (docs/agents.md)."
)
_FOR = click.option("--partner", "-p", default="", help="The partner it is for (default: the only one).")
_LEVELS = ("commune", "intercommunalite", "departement", "region", "etat", "operateur", "association")
_LEVEL = click.option(
    "--level", type=click.Choice(_LEVELS), help="Level of administration (default: that of the territory)."
)
_TERRITORY = click.option(
    "--territory", default="", help="Official code or name of the territory, such as 83137 or Toulon."
)


class _Commands(click.Group):
    """Turns what people asked wrongly, or the system refuses, into a message and an exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        try:
            code = super().main(args, prog_name, complete_var, False, **extra)
        except click.exceptions.NoArgsIsHelpError as problem:
            click.echo(problem.format_message(), err=True)
            sys.exit(2)
        except click.ClickException as problem:
            from .terminal import in_words

            lang = _lang(getattr(problem, "ctx", None))
            click.echo(f"{_ERROR[lang]}: {in_words(problem, lang)}", err=True)
            click.echo({"fr": "Aide : ajoutez --help", "en": "Help: add --help"}[lang], err=True)
            sys.exit(2)
        except click.Abort:
            sys.exit(130)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            from .terminal import hush

            hush()
            ctx.exit(1)
        except OSError as problem:
            _stop(ctx, _told(problem, _lang(ctx)), 3)
        except Exception as problem:
            if not hasattr(problem, "fr"):
                raise
            _stop(ctx, getattr(problem, _lang(ctx)), getattr(problem, "exit_code", 3))


_ERROR = {"fr": "erreur", "en": "error"}


def _lang(ctx: click.Context | None) -> str:
    chosen = ctx.find_root().params.get("lang") if ctx else None
    return "en" if (chosen or os.environ.get("COMMUN_LANG")) == "en" else "fr"


def _stop(ctx: click.Context, message: str, code: int) -> NoReturn:
    click.echo(f"{_ERROR[_lang(ctx)]}: {message}", err=True)
    ctx.exit(code)


def _told(problem: OSError, lang: str) -> str:
    """Say what the system refuses; an error that names no file is a fault of ours, and keeps its traceback."""
    if problem.filename is None:
        raise problem
    path, reason = Path(str(problem.filename)), problem.strerror or str(problem)
    name = path.parent if path.suffix == ".new" else path  # a draft of ours means nothing to anyone
    if isinstance(problem, PermissionError):
        reason = {"fr": "les droits d'accès ne le permettent pas", "en": "the access rights do not allow it"}[lang]
    elif isinstance(problem, FileNotFoundError):
        reason = {"fr": "il n'existe pas", "en": "it does not exist"}[lang]
    elif isinstance(problem, IsADirectoryError):
        reason = {"fr": "c'est un dossier, il faut un fichier", "en": "it is a folder, a file is needed"}[lang]
    return f"« {name} » : {reason}" if lang == "fr" else f"“{name}”: {reason}"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="commun")
@click.option("--project", type=_PATH, help="The project's folder (default: the nearest one above).")
@click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of messages (default: fr).")
@click.pass_context
def main(ctx: click.Context, project: Path | None, lang: str | None) -> None:
    """Orientation sites for public services: from partners' YAML to static pages."""
    ctx.obj = {"project": project, "lang": lang}


def _settings(ctx: click.Context, partners: Iterable[str] = (), **flags: object) -> Settings:
    """Find the project; refuse, before any work, a file in its place or a partner that it does not have."""
    from .project import find_settings
    from .refusal import Refusal, partner_of

    project = ctx.obj["project"]
    if project is not None and project.is_file():
        raise Refusal(
            f"« {project} » est un fichier : donnez le dossier du projet",
            f"“{project}” is a file: give the project's folder",
        )
    settings = find_settings(project, os.environ, lang=ctx.obj["lang"], **flags)
    for partner in partners:
        partner_of(settings, partner)
    return settings


def _report(findings: Iterable[Diagnostic], settings: Settings, format_: str, *, err: bool) -> None:
    from .report import render_report
    from .terminal import wants_colour

    colour = wants_colour(sys.stderr if err else sys.stdout, os.environ)
    text = render_report(findings, format=format_, lang=settings.lang, colour=colour)
    click.echo(text, nl=False, err=err, color=colour)


def _count(findings: Iterable[Diagnostic], settings: Settings) -> None:
    from .diagnostics import Severity

    severities = [finding.severity for finding in findings]
    words = {"fr": "{} erreur(s), {} avertissement(s).", "en": "{} error(s), {} warning(s)."}
    click.echo(words[settings.lang].format(severities.count(Severity.ERROR), severities.count(Severity.WARNING)))


def _verdict(findings: Iterable[Diagnostic], strict: bool) -> int:
    from .diagnostics import Severity

    worst = max((finding.severity for finding in findings), default=Severity.INFO)
    return int(worst >= (Severity.WARNING if strict else Severity.ERROR))


def _progress() -> Progress:
    from .terminal import Progress

    return Progress(sys.stderr)


@main.command()
@_PRIVATE
@_PARTNERS
@_FORMAT
@_STRICT
@click.pass_context
def check(ctx: click.Context, private: Path | None, partners: tuple[str, ...], format_: str, strict: bool) -> None:
    """Read everything, say what is wrong and how to mend it; write nothing."""
    from .build import check as run
    from .diagnostics import in_order

    settings = _settings(ctx, partners, private=private)
    with _progress() as progress:
        findings = in_order(run(settings, partners, progress))
    _report(findings, settings, format_, err=False)
    if format_ == "text":
        _count(findings, settings)
    ctx.exit(_verdict(findings, strict))


@main.command()
@click.option("--out", type=_PATH, help="Output folder (default: build).")
@click.option("--site-url", help="Public address of the output, for canonical links, sitemap and sharing.")
@click.option("--theme", help="Theme (default: default).")
@click.option("--jobs", type=click.IntRange(0, 64), help="Processes (default: one for each core).")
@click.option("--zip", is_flag=True, default=None, help="Put a zip of each partner's folder into its integration/.")
@click.option("--previous", type=_PATH, help="Folder published before: a partner in error is kept from it.")
@_PRIVATE
@_PARTNERS
@_FORMAT
@_STRICT
@click.pass_context
def build(
    ctx: click.Context, /, partners: tuple[str, ...], format_: str, strict: bool, previous: Path | None, **flags: object
) -> None:
    """Build the partners' sites into the output folder."""
    from .build import build as run

    settings = _settings(ctx, partners, **flags)
    started = time.perf_counter()
    with _progress() as progress:
        report = run(settings, partners, previous=previous, progress=progress)
    findings = report.all_findings()
    _report(findings, settings, format_, err=True)
    click.echo(report.summary(settings, time.perf_counter() - started))
    ctx.exit(_verdict(findings, strict))


@main.command()
@click.argument("folder", type=_PATH)
@click.pass_context
def verify(ctx: click.Context, folder: Path) -> None:
    """Compare a copied folder with its manifest."""
    from .refusal import Refusal
    from .write import verify_folder

    if not folder.is_dir():
        raise Refusal(f"« {folder} » n'est pas un dossier", f"“{folder}” is not a folder")
    mismatches = verify_folder(folder)
    english = _lang(ctx) == "en"
    words = {"missing": ("manque", "missing"), "changed": ("modifié", "changed"), "added": ("ajouté", "added")}
    for item in mismatches:
        click.echo(f"{words[item.kind][english]}: {item.path}")
    if not mismatches:
        click.echo("whole and untouched" if english else "entier et intact")
    ctx.exit(1 if mismatches else 0)


# --------------------------------------------------------------------------------------------------------------------
# To start.


def _show_made(ctx: click.Context, made: Made) -> None:
    english = _lang(ctx) == "en"
    for file in made.files[:12]:
        click.echo(f"{'written' if english else 'écrit'}: {file}")
    if len(made.files) > 12:
        click.echo(f"… {len(made.files)} {'files' if english else 'fichiers'}")
    click.echo(made.next_en if english else made.next_fr)


@main.command()
@click.argument("folder", type=_PATH)
@click.option("--name", default="", help="Name of the first partner (default: an example).")
@_LEVEL
@_TERRITORY
@click.pass_context
def init(ctx: click.Context, folder: Path, name: str, level: str | None, territory: str) -> None:
    """Write a new project into FOLDER: one partner, help for editors, publishing; the commons come with the tool."""
    from .scaffold import new_project

    made = new_project(folder, name=name, level=level or "", territory=territory)
    _show_made(ctx, made)


@main.group(cls=click.Group)
def new() -> None:
    """Write a first file, commented and valid, for a partner, a journey or a contact."""


@new.command()
@click.argument("name")
@click.option("--name", "shown", default="", help="Name to show, when NAME is short (var, then “Département du Var”).")
@_LEVEL
@_TERRITORY
@click.pass_context
def partner(ctx: click.Context, name: str, shown: str, level: str | None, territory: str) -> None:
    """Write the folder of a new partner called NAME."""
    from .scaffold import new_partner

    _show_made(ctx, new_partner(_settings(ctx), name, name=shown, level=level or "", territory=territory))


@new.command()
@click.argument("name")
@_FOR
@click.pass_context
def journey(ctx: click.Context, name: str, partner: str) -> None:
    """Write a journey called NAME; for a national journey, a file that holds only what changes."""
    from .scaffold import new_journey

    _show_made(ctx, new_journey(_settings(ctx), name, partner=partner))


@new.command()
@click.argument("name")
@_FOR
@click.pass_context
def contact(ctx: click.Context, name: str, partner: str) -> None:
    """Write a file with one contact called NAME."""
    from .scaffold import new_contact

    _show_made(ctx, new_contact(_settings(ctx), name, partner=partner))


# --------------------------------------------------------------------------------------------------------------------
# In and out.


@main.group("import", cls=click.Group)
def import_() -> None:
    """Take in official files, or a referent's spreadsheet."""


@import_.command("directory")
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE...")
@click.option("--name", default="", help="File of content/directory/ (default: annuaire or france-services).")
@click.option("--date", "day", default="", help="Day of the official file, such as 01/08/2024.")
@click.option("--departement", "-d", "departements", multiple=True, help="Only this département (may be repeated).")
@click.option("--keep-going", is_flag=True, help="Write the good records though others are rejected.")
@click.option("--allow-vanished", is_flag=True, help="Accept that many records vanish.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--all-changes", is_flag=True, help="List every change, not the first ones only.")
@click.pass_context
def directory(
    ctx: click.Context, /, files: tuple[Path, ...], day: str, dry_run: bool, all_changes: bool, **flags: Any
) -> None:
    """Read official directories (DILA, France services) into content/directory/, and say what changed."""
    from .exchange.command import imported_directory

    settings = _settings(ctx)
    with _progress() as progress:
        findings, text, code = imported_directory(settings, files, day, not dry_run, all_changes, progress, **flags)
    _report(findings, settings, "text", err=True)
    click.echo(text)
    ctx.exit(code)


@import_.command("contacts")
@click.argument("file", type=_PATH)
@click.argument("partner")
@click.option("--name", default="", help="File of the partner's contacts/ (default: that of the spreadsheet).")
@click.option("--columns", default="", help="What columns are: “Title=key,Title=key”; an empty key leaves one out.")
@click.option("--write", is_flag=True, help="Write; without it, show what would be written.")
@click.option("--yes", is_flag=True, help="Do not ask whether the columns are right.")
@click.option("--replace", "replace_file", is_flag=True, help="Start that file anew; what is not in the sheet goes.")
@click.option("--keep-going", is_flag=True, help="Write the good rows though others are rejected.")
@click.pass_context
def contacts_in(ctx: click.Context, /, file: Path, partner: str, yes: bool, **flags: Any) -> None:
    """Turn a spreadsheet (CSV, XLSX, ODS) into contacts of PARTNER, new ones or by their id, and say what is wrong."""
    from .exchange.bringing import imported_contacts

    settings = _settings(ctx)
    findings, text, code = imported_contacts(settings, file, partner, ask=_asking(settings.lang, yes), **flags)
    _report(findings, settings, "text", err=True)
    click.echo(text)
    ctx.exit(code)


def _asking(lang: str, yes: bool) -> Callable[[str], bool]:
    """Return what asks whether columns were understood; off a terminal, somebody must have said yes."""
    question = {"fr": "Ces colonnes sont-elles justes ?", "en": "Are these columns right?"}[lang]

    def ask(columns: str) -> bool:
        from .refusal import Refusal

        click.echo(columns)
        if yes:
            return True
        if not sys.stdin.isatty():
            raise Refusal(f"{question} Si oui, ajoutez --yes", f"{question} If so, add --yes")
        return click.confirm(question)

    return ask


@main.group(cls=click.Group)
def territories() -> None:
    """Keep the official codes of places up to date."""


@territories.command("update")
@click.argument("files", nargs=-1, required=True, type=_PATH, metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.pass_context
def territories_update(ctx: click.Context, files: tuple[Path, ...], dry_run: bool) -> None:
    """Take the official files of a year, and write anew the codes used in partners' files."""
    from .exchange.recoding import update_territories, update_text

    settings = _settings(ctx)
    done = update_territories(settings, files, write=not dry_run)
    click.echo(update_text(done, settings.lang, dry=dry_run))
    ctx.exit(int(bool(done.to_review)))


@main.group(cls=click.Group)
def export() -> None:
    """Give contacts to a spreadsheet, an address book, or another directory."""


@export.command("contacts")
@click.argument("partner")
@click.option(
    "--to", type=click.Choice(["csv", "xlsx", "hsds", "data-inclusion", "jsonld", "vcf"]), required=True, help="Format."
)
@click.option("--out", type=_PATH, help="File to write (default: on screen).")
@click.pass_context
def contacts_out(ctx: click.Context, partner: str, to: str, out: Path | None) -> None:
    """Write the contacts of PARTNER in another format."""
    from .exchange.command import exported_contacts

    data, said = exported_contacts(_settings(ctx), partner, to, out)
    click.echo(said) if out else click.echo(data, nl=False)


# --------------------------------------------------------------------------------------------------------------------
# To keep up.


@main.command()
@click.argument("contacts", nargs=-1, required=True, metavar="CONTACT...")
@click.option("--partner", "-p", default="", help="Only look in this partner.")
@click.option("--on", "day", default="", help="Day of the check, such as 24/12/2026 (default: today).")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.pass_context
def verified(ctx: click.Context, contacts: tuple[str, ...], partner: str, day: str, dry_run: bool) -> None:
    """Note that contacts were checked, in the partners' files, and touch nothing else."""
    from .editing import day_of, redate

    settings = _settings(ctx, [partner] if partner else ())
    changes = redate(settings, contacts, day_of(day, settings.today), partner=partner, write=not dry_run)
    for item in changes:
        old = f"{item.old} -> " if item.old else ""
        click.echo(f"{item.file}:{item.line}: {item.contact}: verified_on: {old}{item.new}")
    if dry_run:
        click.echo("nothing was written" if settings.lang == "en" else "rien n'a été écrit")


@main.command("update-overlay")
@click.argument("partner")
@click.option("--keep", is_flag=True, help="Keep every text of PARTNER.")
@click.option("--take", is_flag=True, help="Take every new text of the commons.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.pass_context
def update_overlay(ctx: click.Context, partner: str, keep: bool, take: bool, dry_run: bool) -> None:
    """Compare what PARTNER replaces with the commons that changed since, and choose: keep, take or edit.

    What the commons say is noted in replaced.yaml. Without a terminal, only list; exit code 1 when a choice waits.
    """
    from .terminal import is_answered
    from .updating import deciding, updated_text
    from .updating import update_overlay as run

    settings = _settings(ctx)
    decide = deciding(keep, take, settings.lang, click.echo if is_answered() and not dry_run else None)
    done = run(settings, partner, decide, write=not dry_run)
    click.echo(updated_text(done, settings.lang, dry=dry_run))
    ctx.exit(int(bool(done.left)))


@main.command()
@click.argument("partner")
@click.argument("kind", type=click.Choice(["journey", "need", "contact"]))
@click.argument("id_", metavar="ID")
@click.option("--to", type=_PATH, help="New file to write the YAML into (default: on screen).")
@click.pass_context
def promote(ctx: click.Context, partner: str, kind: str, id_: str, to: Path | None) -> None:
    """Propose an item of PARTNER to the commons: its YAML, where it goes, and which partners would gain.

    Nothing of PARTNER changes. What only PARTNER has, or does not say to all, is refused.
    """
    from .promotion import promote as run
    from .promotion import proposal_text

    settings = _settings(ctx)
    done = run(settings, partner, kind, id_, to)
    click.echo(proposal_text(done, settings.lang), err=True)
    if to is None:
        click.echo(f"\n{done.text}", nl=False)
    else:
        click.echo(f"{'written' if settings.lang == 'en' else 'écrit'}: {to}")


@main.command()
@click.argument("place", metavar="PATH")
@click.pass_context
def explain(ctx: click.Context, place: str) -> None:
    """Say where a value comes from.

    PATH is a place (partners/var/journeys/logement.yaml:12), or a path (content/service/fsl/name,
    var/journey/logement/outcomes/retard-loyer/title). Items of lists are named by their id, or counted from 1.
    """
    from .explain import explain as run
    from .explained import as_text

    settings = _settings(ctx)
    click.echo(as_text(run(settings, place), settings.lang))


@main.command()
@click.option("--out", type=_PATH, help="Where to write them (default: .vscode/schemas of the project).")
@click.option(
    "--draft",
    type=click.Choice(["2020-12", "draft-07"]),
    default="draft-07",
    show_default=True,
    help="JSON Schema draft.",
)
@click.pass_context
def schema(ctx: click.Context, out: Path | None, draft: Any) -> None:
    """Write the JSON Schema of every kind of document, whole (need.json) and partial (need.overlay.json)."""
    from .editor import SCHEMAS_FOLDER, write_schemas

    folder = out or _settings(ctx).root / SCHEMAS_FOLDER
    names = write_schemas(folder, draft)
    click.echo(f"{len(names)} {'schemas in' if _lang(ctx) == 'en' else 'schémas dans'} {folder}")


@main.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on: this machine only.")
@click.option("--open/--no-open", "open_browser", default=None, help="Open a browser (default: when on a terminal).")
@_PARTNERS
@click.pass_context
def serve(ctx: click.Context, partners: tuple[str, ...], host: str, port: int, open_browser: bool | None) -> None:
    """Show the site while you edit it: it is built again, and the page reloads, at each save."""
    settings = _settings(ctx, partners)
    from .serve import serve as run

    opening = sys.stdout.isatty() if open_browser is None else open_browser
    run(settings, partners, host=host, port=port, open_browser=opening, say=click.echo)


@main.command()
@click.argument("partner")
@click.argument("query", required=False)
@click.option("--queries", type=_PATH, help="A file of queries: query, need_id, kind, note, separated by tabs.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How answers are written.",
)  # fmt: skip
@click.pass_context
def search(ctx: click.Context, partner: str, query: str | None, queries: Path | None, format_: str) -> None:
    """Search as a resident of PARTNER would: one QUERY, or a file of them with the needs that are expected."""
    settings = _settings(ctx)
    from .loading import read_searchable
    from .search.command import searched

    index = read_searchable(settings, partner).index
    click.echo(searched(index, query, queries, format_=format_, english=settings.lang == "en"))


@main.command()
@click.argument("partner")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How the figures are written.",
)  # fmt: skip
@click.pass_context
def readability(ctx: click.Context, partner: str, format_: str) -> None:
    """Measure how easy the texts of PARTNER are to read; show the hardest first, with plainer words."""
    from .proofreading import proofread

    click.echo(proofread(_settings(ctx, [partner]), partner, format_))


@main.command()
@click.argument("partner")
@click.argument("service")
@click.option("--commune", required=True, help="Insee code, or name, of the commune: 83069, Hyères.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How the answer is written.",
)  # fmt: skip
@click.pass_context
def resolve(ctx: click.Context, partner: str, service: str, commune: str, format_: str) -> None:
    """Say who answers for SERVICE in a commune on the site of PARTNER (or `national`), in which order, and why.

    The exit code is 0 when somebody can be called or visited.
    """
    from .competence import resolved

    settings = _settings(ctx)
    text, human, findings = resolved(settings, partner, service, commune, format_)
    _report(findings, settings, "text", err=True)
    click.echo(text)
    ctx.exit(0 if human else 1)


@main.command()
@click.argument("partner", default="")
@click.option("--svg", type=_PATH, help="Write the map there too.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How counts are written.",
)  # fmt: skip
@click.pass_context
def coverage(ctx: click.Context, partner: str, svg: Path | None, format_: str) -> None:
    """Count the communes that get a contact of the partner, a shared, an official or only a national one.

    For the territory of PARTNER; without it, for the whole country, each commune with the partner where it lands.
    """
    from .competence import covered

    settings = _settings(ctx)
    text, findings = covered(settings, partner, format_, svg)
    _report(findings, settings, "text", err=True)
    click.echo(text)
