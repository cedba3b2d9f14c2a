"""What the commands of import and export do: from their words to values, and to what is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity
from ..drafts import put_files
from ..editing import day_of
from ..loading import load, read_partner
from ..model import Site
from ..place_names import territories_of
from ..project import NATIONAL, Settings
from ..refusal import Refusal, partner_of
from ..report import render_report
from ..terminal import Progress
from ..territory import Territories
from . import standards
from .contacts_out import rows_of
from .directory import import_directory
from .partner_files import written_contacts
from .sheet_writing import as_csv, as_xlsx
from .told import as_text

__all__ = ["exported_contacts", "imported_directory"]

_WRITTEN = {"fr": "écrit : {}", "en": "written: {}"}
_SAME = {"fr": "rien n'a changé : le fichier n'a pas été touché", "en": "nothing changed: the file was not touched"}
_REFUSED = {
    "fr": "rien n'a été écrit, le fichier d'avant est intact",
    "en": "nothing was written, the file before is untouched",
}
_DRY = {"fr": "rien n'a été écrit (--dry-run)", "en": "nothing was written (--dry-run)"}


def imported_directory(
    settings: Settings,
    files: Iterable[Path],
    day: str,
    write: bool,
    all_changes: bool,
    progress: Progress,
    **flags: Any,
) -> tuple[list[Diagnostic], str, int]:
    """Import official files; return what was found, the report, and the exit code."""
    when: date | None = day_of(day, settings.today) if day else None
    done = import_directory(
        settings, files, territories_of(settings.content), day=when, write=write, progress=progress, **flags
    )
    refused = any(finding.severity is Severity.ERROR for finding in done.findings)
    if done.written:
        names = ", ".join(done.written[:6]) + (", …" if len(done.written) > 6 else "")
        end = _WRITTEN[settings.lang].format(f"{done.path} ({names})")
    else:
        end = (_REFUSED if refused else _SAME if write else _DRY)[settings.lang]
    report = as_text(done, settings.lang, all_changes=all_changes)
    shown = [item for item in done.findings if all_changes or item.severity > Severity.INFO]
    return shown, f"{report}\n{end}", int(refused)


# --- Contacts out.


def exported_contacts(settings: Settings, partner: str, to: str, out: Path | None) -> tuple[bytes, str]:
    """Return a partner's own contacts in a format, and what is said when they go to the file `out`.

    CSV and XLSX hold all that its files say, to be read back; the others hold what anyone may know, nobody's name.
    """
    partner = partner_of(settings, partner)
    if to == "xlsx" and out is None:
        raise Refusal("dans quel fichier ? Ajoutez --out contacts.xlsx", "into which file? Add --out contacts.xlsx")
    if to in ("csv", "xlsx"):
        docs = [item.doc for item in written_contacts(settings, partner) if item.doc is not None]
        rows = rows_of(docs, _in_words(territories_of(settings.content)))
        data, count = (as_csv(rows) if to == "csv" else as_xlsx(rows)), len(docs)
    else:
        site = _site(settings, partner)
        own = [item for item in site.contacts.values() if item.own or partner == NATIONAL]
        contacts = [item for item in own if item.kind != "person"]
        data, count = _standard(settings, site, contacts, to), len(contacts)
    if out is not None:
        put_files({out: data})
    words = "{} contacts -> {}"
    return data, words.format(count, out)


def _in_words(territories: Territories) -> Callable[[str], str]:
    """Return what writes the code of a commune with its name, as people check it: "Toulon (83137)"."""

    def written(code: str) -> str:
        known = territories.current(code) in territories.communes
        return f"{territories.name(code)} ({code})" if known else code

    return written


def _site(settings: Settings, partner: str) -> Site:
    project, findings = load(settings, [partner])
    site = None
    if project is not None:
        site, more = read_partner(partner, project)
        findings += more
    if site is None:
        errors = [item for item in findings if item.severity is Severity.ERROR]
        first = {lang: render_report(errors[:1], lang=lang).strip() for lang in ("fr", "en")}
        raise Refusal(
            f"« {partner} » a une erreur à corriger d'abord. {first['fr']}",
            f"“{partner}” has a mistake to mend first. {first['en']}",
        )
    return site


def _standard(settings: Settings, site: Site, contacts: list[Any], to: str) -> bytes:
    territories = territories_of(settings.content)
    if to == "vcf":
        return standards.as_vcards(contacts).encode()
    made: Any
    if to == "hsds":
        made = standards.as_hsds(site.partner, contacts, site.services, territories)
    elif to == "data-inclusion":
        made = standards.as_data_inclusion(site.partner, contacts, site.services, site.edition)
    else:
        made = standards.as_json_ld(site.partner, contacts, site.services, territories)
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
