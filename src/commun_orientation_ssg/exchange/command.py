"""What the commands of import and export do: from their words to values, and to what is shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity
from ..editing import day_of
from ..place_names import territories_of
from ..project import Settings
from ..terminal import Progress
from .directory import import_directory
from .told import as_text

__all__ = ["imported_directory"]

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
        end = _WRITTEN[settings.lang].format(done.path)
    else:
        end = (_REFUSED if refused else _SAME if write else _DRY)[settings.lang]
    report = as_text(done, settings.lang, all_changes=all_changes)
    shown = [item for item in done.findings if all_changes or item.severity > Severity.INFO]
    return shown, f"{report}\n{end}", int(refused)
