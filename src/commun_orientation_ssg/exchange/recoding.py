"""Next year's official codes: what merged, what was renamed, and the codes of partners' files written anew.

Only the characters of a code change in a file; everything else stays, byte for byte. What cannot be decided here (an
intercommunalité that is no more) is told, and left to people.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..drafts import put_files
from ..project import Settings
from ..refusal import Refusal
from ..source import Listing, Node, Text, read_tables, read_yaml
from ..source import Mapping as Tree
from ..territory import Territories, compact_tables, read_territories
from ..territory.compact import OFFICIAL

__all__ = ["Updated", "recoded", "update_territories", "update_text"]

_KEYS = frozenset({"area", "territory", "place", "places"})
_CODE = re.compile(r"(?<![\w/])(\d[\dAB]\d{3})(?![\w])")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LEAST = 0.9  # of the communes of today: fewer means a file that was cut
_LOST = 5  # communes that no other one takes: more means the same
_CODES = {
    "communes": r"\d[\dAB]\d{3}",
    "epci": r"\d{9}",
    "departements": r"\d[\dAB]\d?",
    "regions": r"\d{2,3}",
    "deleguees": r"\d[\dAB]\d{3}",
    "anciens": r"\d[\dAB]\d{3}",
}
"""Official table -> its codes, in the first column that is read."""


@dataclass(slots=True)
class Updated:
    """What an update changes.

    Args:
        merged: (code, name, code of today, its name) of the communes that are no more.
        renamed: (code, old name, new name); created: (code, name).
        gone: (code, name) of the intercommunalités, départements and régions that are no more.
        diffs: file -> its lines that change; to_review: (file, line, code, name) of codes that nobody can replace here.
        tables: table of `content/territories/` -> how many lines it has now.
    """

    merged: list[tuple[str, str, str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)
    created: list[tuple[str, str]] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    diffs: dict[str, str] = field(default_factory=dict)
    to_review: list[tuple[str, int, str, str]] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)
    written: bool = False


def update_territories(settings: Settings, files: Iterable[Path], *, write: bool = True) -> Updated:
    """Take the official files of a year, and write partners' codes anew.

    Raises:
        Refusal: a file is not known, is missing, or looks cut; nothing is written then.
    """
    if settings.content != settings.root / "content":
        raise Refusal(
            "les territoires viennent avec l'outil : ce projet n'a pas de dossier content/",
            "territories come with the tool: this project has no content/ folder",
        )
    tables = _compact(_official(files))
    old_tables = read_tables(settings.content)
    before, after = read_territories(old_tables), read_territories({**old_tables, **tables})
    if len(after.communes) < _LEAST * len(before.communes):
        raise Refusal(
            f"{len(after.communes)} communes au lieu de {len(before.communes)} : le fichier est-il entier ?",
            f"{len(after.communes)} communes instead of {len(before.communes)}: is the file whole?",
        )
    done = _compared(before, after)
    lost = [f"{name} ({code})" for code, name, now, _ in done.merged if not now]
    if len(lost) > _LOST:
        raise Refusal(
            f"{len(lost)} communes disparaîtraient sans qu'une autre les remplace, dont {', '.join(lost[:3])} : "
            "les fichiers sont-ils entiers, et tous de la même année ?",
            f"{len(lost)} communes would vanish with no other in their place, {', '.join(lost[:3])} among them: "
            "are the files whole, and all of the same year?",
        )
    new: dict[Path, bytes] = {}
    for name, text in tables.items():
        done.tables[name] = text.count("\n") - 1
        path = settings.content / "territories" / f"{name}.csv"
        if not path.is_file() or path.read_bytes() != text.encode():
            new[path] = text.encode()
    gone = dict(done.gone)
    for path in sorted(settings.partners.rglob("*.y*ml")):
        shown, data = path.relative_to(settings.root).as_posix(), path.read_bytes()
        changed, left = recoded(data, shown, after, gone)
        done.to_review += [(shown, line, code, gone.get(code, "")) for line, code in left]
        if changed != data:
            new[path] = changed
            done.diffs[shown] = _diff(data, changed, shown)
    if write and new:
        put_files(new)
        done.written = True
    return done


def _official(files: Iterable[Path]) -> dict[str, str]:
    """Return the text of each official table, known by its columns."""
    found: dict[str, str] = {}
    for path in files:
        try:
            text = path.read_text("utf-8-sig")
            columns = set(next(csv.reader(text.splitlines()[:1]), []))
        except (UnicodeDecodeError, csv.Error) as problem:
            raise Refusal(
                f"« {path.name} » n'est pas un CSV en UTF-8 : téléchargez-le de nouveau, sans l'ouvrir dans un tableur",
                f"“{path.name}” is no CSV in UTF-8: download it again; open it in no spreadsheet",
            ) from problem
        fitting = [name for name, wanted in OFFICIAL.items() if set(wanted) <= columns]
        if not fitting:
            raise Refusal(
                f"« {path.name} » n'est aucune des tables connues : {_expected()}",
                f"“{path.name}” is none of the known tables: {_expected()}",
            )
        name = max(fitting, key=lambda name: len(OFFICIAL[name]))
        if name in found:
            raise Refusal(f"deux fichiers pour la table « {name} »", f"two files for the table “{name}”")
        _check_rows(path.name, name, text)
        found[name] = text
    return found


def _check_rows(shown: str, name: str, text: str) -> None:
    """Refuse a table that was cut, or that a spreadsheet has spoiled: it takes the zero of 01001."""
    reader = csv.reader(text.splitlines())
    head = next(reader)
    code, number = head.index(OFFICIAL[name][0]), head.index("population") if name == "communes" else -1
    seen: set[str] = set()
    for row in reader:
        fr = en = ""
        if len(row) != len(head):
            fr = f"{len(row)} cellules au lieu de {len(head)}. Le fichier est-il entier ?"
            en = f"{len(row)} cells in the place of {len(head)}. Is the file whole?"
        elif not re.fullmatch(_CODES[name], row[code]):
            fr = f"« {row[code][:20]} » n'est pas un code officiel. Un tableur retire le zéro de 01001."
            en = f"“{row[code][:20]}” is no official code. A spreadsheet takes the zero of 01001."
        elif row[code] in seen and name not in ("deleguees", "anciens"):
            fr, en = f"le code {row[code]} y est deux fois.", f"the code {row[code]} is there twice."
        elif number >= 0 and row[number] and not re.fullmatch(r"\d{1,9}", row[number], re.ASCII):
            fr = f"« {row[number][:20]} » n'est pas un nombre d'habitants."
            en = f"“{row[number][:20]}” is no number of inhabitants."
        if fr:
            again = (
                "Téléchargez-le de nouveau, sans l'ouvrir dans un tableur",
                "Download it again; open it in no spreadsheet",
            )
            raise Refusal(
                f"« {shown} », ligne {reader.line_num} : {fr} {again[0]}",
                f"“{shown}”, line {reader.line_num}: {en} {again[1]}",
            )
        seen.add(row[code])


def _expected() -> str:
    return "; ".join(f"{name} ({', '.join(columns)})" for name, columns in OFFICIAL.items())


def _compact(official: Mapping[str, str]) -> dict[str, str]:
    try:
        return compact_tables(official)
    except KeyError as problem:
        raise Refusal(
            f"il manque la table « {problem.args[0]} » : {_expected()}",
            f"the table “{problem.args[0]}” is missing: {_expected()}",
        ) from problem
    except (ValueError, csv.Error) as problem:
        raise Refusal(f"valeur refusée : {problem}", f"value refused: {problem}") from problem


def _compared(before: Territories, after: Territories) -> Updated:
    done = Updated()
    for code, commune in before.communes.items():
        if code in after.communes:
            if (name := after.communes[code].name) != commune.name:
                done.renamed.append((code, commune.name, name))
        else:
            now = after.current(code)
            name = after.communes[now].name if now in after.communes else ""
            done.merged.append((code, commune.name, now if name else "", name))
    done.created = [(code, item.name) for code, item in after.communes.items() if code not in before.communes]
    done.gone = [(code, name) for code, name in before.names.items() if code not in after.names]
    done.gone += [(code, name) for code, name, now, _ in done.merged if not now]
    return done


def recoded(
    data: bytes, file: str, territories: Territories, gone: Mapping[str, str]
) -> tuple[bytes, list[tuple[int, str]]]:
    """Return a YAML file with the codes of today, and (line, code) of those that are no more.

    A code that is in a list already is not written twice.
    """
    root, _ = read_yaml(data, file)
    text = data.decode("utf-8", "surrogateescape")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINE.findall(text.removeprefix(mark))
    left: list[tuple[int, str]] = []
    edits: list[tuple[int, int, int, str]] = []
    for node in _places(root) if root is not None else ():
        items = [item for item in (node.items if isinstance(node, Listing) else (node,)) if isinstance(item, Text)]
        seen = {item.value for item in items}
        for item in items:
            new = _CODE.sub(lambda found: territories.current(found[1]), item.value)
            left += [(item.line, item.value)] if item.value in gone else []
            if new in seen and isinstance(node, Listing) and item.value != new:
                edits.append((item.line, item.column, item.end_column, ""))
            elif new != item.value:
                written = lines[item.line - 1][item.column - 1 : item.end_column - 1]
                edits.append((item.line, item.column, item.end_column, written.replace(item.value, new, 1)))
            seen.add(new)
    for line, start, end, new in sorted(edits, reverse=True):
        lines[line - 1] = _spliced(lines[line - 1], start - 1, end - 1, new)
    return "".join([mark, *lines]).encode("utf-8", "surrogateescape"), left


def _spliced(line: str, start: int, end: int, new: str) -> str:
    """Return the line with a scalar replaced; without it, and without its comma or its dash, when `new` is ""."""
    if new:
        return line[:start] + new + line[end:]
    head, tail = line[:start], line[end:]
    if head.strip() == "-":
        return ""
    if head.rstrip().endswith(","):
        return head.rstrip()[:-1] + tail
    return head + re.sub(r"^\s*,\s*", "", tail)


def _places(node: Node, key: str = "") -> Iterator[Text | Listing]:
    """Yield the values that name places: texts, and lists of them."""
    if isinstance(node, Tree):
        for name, value in node.entries.items():
            yield from _places(value, name)
    elif key in _KEYS:
        yield node
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _places(item, key)


def _diff(old: bytes, new: bytes, shown: str) -> str:
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    return "\n".join(difflib.unified_diff(before, after, fromfile=shown, tofile=shown, lineterm="", n=1))


def update_text(done: Updated, lang: str, *, dry: bool) -> str:
    """Return the report of an update, in French or in English."""
    english = lang == "en"

    def say(fr: str, en: str) -> str:
        return en if english else fr

    lines = [", ".join(f"{name} {count}" for name, count in sorted(done.tables.items()))]
    words = (
        (done.merged, "communes qui n'existent plus", "communes that are no more"),
        (done.created, "communes nouvelles", "new communes"),
        (done.renamed, "communes qui changent de nom", "communes renamed"),
        (done.gone, "intercommunalités ou collectivités supprimées", "intercommunalités or bodies that are no more"),
    )
    for items, fr, en in words:
        if items:
            lines.append(f"{len(items)} {say(fr, en)}")
            lines += [
                f"  {' -> '.join([' '.join(item[:2]), *filter(None, [' '.join(item[2:])])])}" for item in items[:40]
            ]
            lines += [f"  … {len(items) - 40} {say('autres', 'more')}"] if len(items) > 40 else []
    lines += list(done.diffs.values())
    lines += [
        f"{file}:{line}: {code} {name} {say(': à remplacer à la main', ': to be replaced by hand')}"
        for file, line, code, name in done.to_review
    ]
    if dry:
        lines.append(say("rien n'a été écrit (--dry-run)", "nothing was written (--dry-run)"))
    elif done.written:
        lines.append(
            say(
                f"écrit : content/territories/, {len(done.diffs)} fichiers de partenaires. "
                "Notez le millésime dans content/territories/README.md, puis importez de nouveau les annuaires.",
                f"written: content/territories/, {len(done.diffs)} files of partners. "
                "Note the year in content/territories/README.md, then import the directories again.",
            )
        )
    else:
        lines.append(say("rien n'a changé", "nothing changed"))
    return "\n".join(lines)
