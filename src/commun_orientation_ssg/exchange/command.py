"""What the commands of import and export do: from their words to values, and to what is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity, has_errors
from ..drafts import put_files
from ..editing import day_of
from ..loading import load, read_partner
from ..model import Site
from ..place_names import territories_of
from ..project import Settings
from ..refusal import Refusal, did_you_mean, partner_of
from ..report import render_report
from ..schema import MODELS, bind, slug_of
from ..source import Listing, Text, read_yaml
from ..terminal import Progress
from . import standards
from .columns import KEYS, Guess, title_of
from .contacts_in import Known, places_by_name, read_contacts, read_sheet
from .contacts_out import rows_of
from .directory import import_directory
from .partner_files import written_contacts
from .sheet_writing import as_csv, as_xlsx
from .sheets import cell_name, read_table
from .told import as_text
from .yaml_text import contacts_text

__all__ = ["exported_contacts", "imported_contacts", "imported_directory"]

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


# --- Contacts in.

Ask = Callable[[str], bool]
"""Shows what the columns are taken for, and asks if that is right."""


def imported_contacts(
    settings: Settings,
    path: Path,
    partner: str,
    *,
    name: str = "",
    columns: str = "",
    write: bool = False,
    replace_file: bool = False,
    keep_going: bool = False,
    ask: Ask = lambda text: True,
) -> tuple[list[Diagnostic], str, int]:
    """Import a spreadsheet as a contacts file of a partner; return what was found, what is shown, and the exit code.

    Args:
        name: of the file, without its suffix; that of the spreadsheet when "".
        columns: "Title=key,Title=key", as the user says it.
        write: False to show the file that would be written.
        ask: only asked when something is about to be written.
    """
    english = settings.lang == "en"
    partner = partner_of(settings, partner)
    path.stat()
    file = slug_of(name or path.stem)
    if not file:
        raise Refusal("donnez un nom au fichier : --name accueil", "give the file a name: --name accueil")
    target = settings.partners / partner / "contacts" / f"{file}.yaml"
    shown = target.relative_to(settings.root).as_posix()
    if write and target.exists() and not replace_file:
        raise Refusal(
            f"{shown} existe déjà : ajoutez --replace, ou un autre nom avec --name",
            f"{shown} exists already: add --replace, or another name with --name",
        )
    table, findings = read_table(path, path.name)
    sheet, more = read_sheet(table, path.name, _asked(columns)) if table else (None, [])
    findings += more
    nothing = "nothing was written" if english else "rien n'a été écrit"
    if sheet is None:
        return findings, nothing, 1
    told = "\n".join(_told(guess, english) for guess in sheet.columns)
    contacts, problems = read_contacts(sheet, _known(settings, partner, target))
    findings += problems
    texts = _texts(contacts, target, path.name)
    code = int(has_errors(findings))
    said = f"{len(contacts)} contacts, {', '.join(file.relative_to(settings.root).as_posix() for file in texts)}"
    if not contacts or (code and not keep_going):
        return findings, f"{told}\n{nothing}", 1
    if not write:
        end = "to write it, add --write" if english else "pour l'écrire, ajoutez --write"
        return findings, "\n".join([told, "", _begun(next(iter(texts.values())), english), said, end]), code
    if not ask(told):
        return findings, nothing, 1
    put_files({file: text.encode() for file, text in texts.items()})
    for left in _parts(target):
        if left not in texts:
            left.unlink()
    return findings, f"{told}\n{said}\n{'written' if english else 'écrit'}: {shown}", code


_SHOWN = 200  # lines of a file that is not written yet: enough to see what its contacts look like


def _begun(text: str, english: bool) -> str:
    """Return the first lines of a file, and how many are left."""
    lines = text.splitlines()
    if len(lines) <= _SHOWN:
        return text
    left = len(lines) - _SHOWN
    return "\n".join([*lines[:_SHOWN], f"… ({left} more lines)" if english else f"… ({left} autres lignes)", ""])


_IN_ONE_FILE = 300  # contacts; beyond, a file would be more than `source` accepts
_HEADING = "Importé de {}. Relisez chaque contact, puis notez la date : commun verified."


def _texts(contacts: list[dict[str, Any]], target: Path, name: str) -> dict[Path, str]:
    """Return the files to write: one, or several when there are many contacts."""
    texts = {}
    for start in range(0, len(contacts), _IN_ONE_FILE):
        part = contacts[start : start + _IN_ONE_FILE]
        file = target.with_stem(f"{target.stem}-{start // _IN_ONE_FILE + 1}") if start else target
        texts[file] = contacts_text(part, _HEADING.format(name))
        _read_back(texts[file], part)
    return texts


def _parts(target: Path) -> list[Path]:
    """Return the files that an import of this name wrote before: the next ones of a series."""
    found = [
        path for path in target.parent.glob(f"{target.stem}-*.yaml") if path.stem[len(target.stem) + 1 :].isdigit()
    ]
    return [path for path in found if path.read_text("utf-8", errors="replace").startswith("# Importé de ")]


def _asked(columns: str) -> dict[str, str]:
    """Read "Title=key,Title=key"; a key without a rank is the first of its list, an empty one leaves the column out."""
    asked = {}
    for part in filter(None, (part.strip() for part in columns.split(","))):
        title, equals, key = (piece.strip() for piece in part.partition("="))
        full = next((form for form in _forms(key) if form in KEYS or _unranked(form) in KEYS), None)
        if not equals or (key and full is None):
            near = did_you_mean(key, {form.replace(".{}.", ".") for form in KEYS})
            raise Refusal(
                f"--columns « {part} » ne se lit pas : « Titre de la colonne=clé ».{near[0]}",
                f"--columns “{part}” cannot be read: “Title of the column=key”.{near[1]}",
            )
        asked[title] = full or ""
    return asked


_FIRST = {"phone": "phone.1.number", "mail": "mail.1.address", "online": "online.1.url"}


def _forms(key: str) -> list[str]:
    base, _, part = key.partition(".")
    return [_FIRST.get(key, key), f"{base}.1.{part}", f"desk.{key}"]


def _unranked(key: str) -> str:
    base, _, rest = key.partition(".")
    rank, _, part = rest.partition(".")
    return f"{base}.{{}}.{part}" if rank.isdigit() else key


def _told(guess: Guess, english: bool) -> str:
    column = cell_name(1, guess.column).rstrip("1")
    if not guess.key:
        meaning = "left out" if english else "laissée de côté"
    else:
        meaning = guess.key if english or guess.key.startswith("day.") else title_of(guess.key)
        meaning += "" if guess.sure else " (guessed)" if english else " (deviné)"
    example = f", {'such as' if english else 'par exemple'} {guess.example[:40]!r}" if guess.example else ""
    return f"{'column' if english else 'colonne'} {column} « {guess.title} » -> {meaning}{example}"


def _known(settings: Settings, partner: str, target: Path) -> Known:
    """Return what cells may name; the contacts of the files that are being replaced are free."""
    free = {path.relative_to(settings.root).as_posix() for path in (target, *_parts(target))}
    territories = territories_of(settings.content)
    taken = {
        item.id: f"{item.file}:{item.line}" for item in written_contacts(settings, partner) if item.file not in free
    }
    return Known(_service_names(settings), taken, territories, places_by_name(territories))


def _service_names(settings: Settings) -> dict[str, str]:
    root, _ = read_yaml((settings.content / "services.yaml").read_bytes(), "services.yaml")
    body = root.entries.get("services") if root else None
    found: dict[str, str] = {}
    for item in body.items if isinstance(body, Listing) else ():
        doc, _ = bind(MODELS["service"], item)
        if doc is not None:
            service: Any = doc
            for word in (service.name, *service.acronyms):
                found.setdefault(slug_of(word), service.id)
            found[service.id] = service.id
    return found


def _read_back(text: str, contacts: list[dict[str, Any]]) -> None:
    """Make sure that what would be written says what was read: a fault of ours stops here, not in a partner's file."""
    root, findings = read_yaml(text.encode(), "import.yaml")
    body = root.entries.get("contacts") if root else None
    items = body.items if isinstance(body, Listing) else ()
    if findings or [_plain(item) for item in items] != contacts:
        raise AssertionError(f"not read back: {findings[:1]}")


def _plain(node: Any) -> Any:
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.entries.items()}


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
        rows = rows_of(docs)
        data, count = (as_csv(rows) if to == "csv" else as_xlsx(rows)), len(docs)
    else:
        site = _site(settings, partner)
        contacts = [item for item in site.contacts.values() if item.own and item.kind != "person"]
        data, count = _standard(settings, site, contacts, to), len(contacts)
    if out is not None:
        put_files({out: data})
    words = "{} contacts -> {}"
    return data, words.format(count, out)


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
