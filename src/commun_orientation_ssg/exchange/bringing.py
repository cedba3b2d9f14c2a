"""A spreadsheet into a partner's files: what its columns are taken for, what is new or changes, what is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..diagnostics import Diagnostic, Severity, has_errors
from ..drafts import replace_files
from ..place_names import territories_of
from ..project import Settings
from ..refusal import Refusal, did_you_mean, partner_of
from ..schema import MODELS, bind, slug_of
from ..source import Listing, Text, read_yaml
from .columns import KEYS, Guess, title_of
from .contacts_in import Brought, Known, places_by_name, read_contacts, read_sheet
from .partner_files import Written, contacts_folder, written_contacts
from .revising import BARE, Change, changes_of, shown, with_changes, with_contact
from .sheets import cell_name, read_table
from .yaml_text import contacts_text

__all__ = ["imported_contacts"]

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
    """Import a spreadsheet into a partner's files; return what was found, what is shown, and the exit code.

    A contact that is there already changes where it is written; the others go to a file of the spreadsheet's name.

    Args:
        name: of that file, without its suffix; that of the spreadsheet when "".
        columns: "Title=key,Title=key", as the user says it.
        write: False to show what would be written.
        replace_file: start that file anew: what it holds and the sheet does not is gone.
        ask: only asked when something is about to be written.
    """
    english = settings.lang == "en"
    partner = partner_of(settings, partner)
    path.stat()
    file = slug_of(name or path.stem)
    if not file:
        raise Refusal("donnez un nom au fichier : --name accueil", "give the file a name: --name accueil")
    target = contacts_folder(settings, partner) / f"{file}.yaml"
    table, findings = read_table(path, path.name)
    sheet, more = read_sheet(table, path.name, _asked(columns)) if table else (None, [])
    findings += more
    nothing = "nothing was written" if english else "rien n'a été écrit"
    if sheet is None:
        return findings, nothing, 1
    told = "\n".join(_told(guess, english) for guess in sheet.columns)
    written = list(written_contacts(settings, partner))
    plan = _Plan(settings, target, path.name, written, [*_parts(target), target] if replace_file else [])
    contacts, problems = read_contacts(sheet, plan.known(partner))
    findings += problems
    code = int(has_errors(findings))
    if not contacts or (code and not keep_going):
        return findings, f"{told}\n{nothing}", 1
    plan.take(contacts)
    report = "\n".join(plan.told(english))
    if not plan.files:
        same = "nothing changed: no file was touched" if english else "rien n'a changé : aucun fichier n'a été touché"
        return findings, f"{told}\n{report}\n{same}", code
    if not write:
        end = "to write it, add --write" if english else "pour l'écrire, ajoutez --write"
        return findings, "\n".join([told, "", plan.begun(english), report, end]), code
    if not ask(f"{told}\n{report}"):
        return findings, nothing, 1
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_files(plan.files)
    names = ", ".join(plan.shown(file) for file, data in plan.files.items() if data is not None)
    return findings, f"{'written' if english else 'écrit'}: {names}", code


class _Plan:
    """What an import does to files: bytes for those that change or are made, None for those that go.

    Args:
        source: the name of the spreadsheet.
        written: the contacts that the partner has.
        replaced: the files that start anew.
    """

    def __init__(
        self, settings: Settings, target: Path, source: str, written: list[Written], replaced: list[Path]
    ) -> None:
        self.files: dict[Path, bytes | None] = {}
        self._settings, self._target, self._source = settings, target, source
        free = {self.shown(path) for path in replaced}
        self._replaced = [path for path in replaced if path.exists()]
        self._kept = [item for item in written if item.file not in free]
        self._new: list[Brought] = []
        self._changed: list[tuple[Brought, Written, tuple[Change, ...]]] = []
        self._same = 0

    def shown(self, path: Path) -> str:
        """Return a file as it is named in messages."""
        return path.relative_to(self._settings.root).as_posix()

    def known(self, partner: str) -> Known:
        """Return what cells may name."""
        territories = territories_of(self._settings.content)
        own = {self.shown(path) for path in (self._target, *_parts(self._target))}
        times = Counter(item.id for item in self._kept)
        return Known(
            _service_names(self._settings),
            {item.id: f"{item.file}:{item.line}" for item in self._kept},
            territories,
            places_by_name(territories),
            {
                item.id: (item.doc, item.file not in own)
                for item in self._kept
                if item.doc is not None and times[item.id] == 1
            },
        )

    def take(self, contacts: list[Brought]) -> None:
        """Say what becomes of each contact, and make the files that follow from it.

        Raises:
            Refusal: a file cannot be changed without touching something else.
        """
        where = {item.id: item for item in self._kept}
        for contact in contacts:
            if not contact.before:
                self._new.append(contact)
            elif changes := changes_of(contact.before, contact.now):
                self._changed.append((contact, where[contact.id], changes))
            else:
                self._same += 1
        for contact, item, changes in self._changed:
            path = self._settings.root / item.file
            self.files[path] = with_changes(self._data(path), contact.id, changes, item.file)
        self.files |= dict.fromkeys(self._replaced)
        self._add([contact.now for contact in self._new])

    def _data(self, path: Path) -> bytes:
        if data := self.files.get(path):
            return data
        data = path.read_bytes()
        for finding in read_yaml(data, self.shown(path))[1]:
            if finding.severity is Severity.ERROR:
                raise Refusal(
                    f"ce fichier a une erreur à corriger d'abord. {finding.location} : {finding.says('fr')}",
                    f"this file has a mistake to mend first. {finding.location}: {finding.says('en')}",
                )
        return data

    def _add(self, contacts: list[dict[str, Any]]) -> None:
        """Add new contacts at the end of the file that is there, or to files of their own."""
        path = self._target
        there = [item for item in self._kept if item.file == self.shown(path)]
        if there and len(there) + len(contacts) <= _IN_ONE_FILE:
            data = self._data(path)
            for contact in contacts:
                data = with_contact(data, contact, self.shown(path))
            if contacts:
                self.files[path] = data
            return
        taken = {self._settings.root / item.file for item in self._kept}
        names = (path if rank == 1 else path.with_stem(f"{path.stem}-{rank}") for rank in range(1, 10_000))
        free = (name for name in names if name not in taken and (name in self._replaced or not name.exists()))
        for start in range(0, len(contacts), _IN_ONE_FILE):
            part = contacts[start : start + _IN_ONE_FILE]
            text = contacts_text(part, _HEADING.format(self._source))
            _read_back(text, part)
            self.files[next(free)] = text.encode()

    def told(self, english: bool) -> Iterator[str]:
        """Yield how many contacts are new, changed and the same, and what changes, entry by entry."""
        counts = len(self._new), len(self._changed), self._same
        left = len(self._kept) - sum(counts[1:])
        words = "{} new, {} changed, {} the same" if english else "contacts : {} nouveaux, {} modifiés, {} inchangés"
        more = "; {} others of your contacts stay" if english else " ; les {} autres restent tels quels"
        yield words.format(*counts) + (more.format(left) if left else "")
        for contact, item, changes in self._changed[:_TOLD]:
            yield f"  {'changed' if english else 'modifié'} : {contact.id} ({item.file}:{item.line})"
            for change in changes:
                title = change.key if english else _title(change.key)
                before, now = (shown(value, english=english) for value in (change.before, change.now))
                yield f"    {title} : {before} -> {now}"
        if len(self._changed) > _TOLD:
            yield f"  … {len(self._changed) - _TOLD} {'more' if english else 'autres'}"

    def begun(self, english: bool) -> str:
        """Return the first lines of the new contacts, as they would be written, and how many are left."""
        lines = contacts_text([contact.now for contact in self._new], _HEADING.format(self._source)).splitlines()
        if not self._new:
            return ""
        left = len(lines) - _SHOWN
        more = [f"… ({left} more lines)" if english else f"… ({left} autres lignes)"] if left > 0 else []
        return "\n".join([*lines[:_SHOWN], *more, ""])


_TOLD = 100  # contacts that change, told one by one
_SHOWN = 200  # lines of a file that is not written yet: enough to see what its contacts look like
_IN_ONE_FILE = 300  # contacts; beyond, a file would be more than `source` accepts
_HEADING = "Importé de {}. Relisez chaque contact, puis notez la date : commun verified."


def _title(key: str) -> str:
    """Return how an entry is called in a spreadsheet."""
    return title_of(key if key in KEYS else f"{key}.1.{BARE.get(key, 'from')}")


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


def _in_french(key: str) -> str:
    return f"horaires du {key.removeprefix('day.')}" if key.startswith("day.") else title_of(key)


def _told(guess: Guess, english: bool) -> str:
    column = cell_name(1, guess.column).rstrip("1")
    if not guess.key:
        meaning = "left out" if english else "laissée de côté"
    else:
        meaning = guess.key if english else _in_french(guess.key)
        meaning += "" if guess.sure else " (guessed)" if english else " (deviné)"
    example = f", {'such as' if english else 'par exemple'} {guess.example[:40]!r}" if guess.example else ""
    return f"{'column' if english else 'colonne'} {column} « {guess.title} » -> {meaning}{example}"


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
