"""A folder to its files: which are read, under what path, and what is refused (links that leave, odd names)."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..diagnostics import Diagnostic, Location, has_errors
from ..tree import Mapping
from . import growing, rules
from .decoding import UNSEEN
from .drafting import MAX_BYTES, read_markdown, read_yaml

__all__ = ["SourceFile", "read_folder"]

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
_SUFFIXES = {".yaml": ".yaml", ".yml": ".yaml", ".md": ".md"}
_DATA = frozenset({"assets", "directory", "impact", "national", "territories"})
_LEFT_ALONE = frozenset({"README.md", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a layer.

    Args:
        path: POSIX, relative to the layer; ends in `.yaml` or `.md` whatever the case or the `.yml` on disk.
        file: as shown in locations.
        root: the tree of a YAML file, None when it has none.
        text: the text of a Markdown file, with `\\n` line ends.
        digest: SHA-256 of the bytes, in hexadecimal.
    """

    path: str
    file: str
    root: Mapping | None
    text: str | None
    digest: str


def read_folder(folder: Path, shown_as: str) -> tuple[tuple[SourceFile, ...], list[Diagnostic]]:
    """Read every YAML and Markdown file of a layer.

    Args:
        folder: `content/` or `partners/<id>/`, wherever it is on disk.
        shown_as: its path in locations, such as `partners/var`.

    Returns:
        The files sorted by path, and all findings. Data folders (`directory/`, `territories/`, `impact/`, `assets/`),
        `national/`, hidden files and README.md are left alone.
    """
    findings: list[Diagnostic] = []
    if growing.CParser is None:
        findings.append(rules.NO_LIBYAML.at(Location(shown_as)))
    if not folder.is_dir():
        rule = rules.NOT_A_FOLDER if folder.exists() else rules.MISSING_FOLDER
        return (), [*findings, rule.at(Location(shown_as), name=shown_as)]
    top = PurePosixPath(shown_as).name
    if not _NAME.fullmatch(top):
        findings.append(rules.BAD_NAME.at(Location(shown_as), name=top, better=_better_name(top)))
    files: dict[str, SourceFile] = {}
    for found in _walk(folder, shown_as, findings):
        if found.path in files:
            other = files[found.path].file
            findings.append(rules.SAME_DOCUMENT.at(Location(found.shown), other=other))
        elif (file := _read_file(found, findings)) is not None:
            files[found.path] = file
    return tuple(files[path] for path in sorted(files)), findings


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to read: where it is, its path in the layer, its path in locations."""

    real: Path
    path: str
    shown: str


def _walk(folder: Path, shown_as: str, findings: list[Diagnostic]) -> Iterator[_Found]:
    """Yield the files of a layer to read, in a stable order, and report the others."""
    base = folder.resolve()
    pending = [(folder, "")]
    while pending:
        current, prefix = pending.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            shown = _printable(f"{shown_as}/{prefix}".rstrip("/"))
            findings.append(rules.UNREADABLE.at(Location(shown), reason=error.strerror or ""))
            continue
        for entry in entries:
            path = prefix + entry.name
            shown = _printable(f"{shown_as}/{path}")
            if entry.name.startswith(".") or entry.name in _LEFT_ALONE or (not prefix and entry.name in _DATA):
                continue
            kind = _kind(entry, base, Location(shown), findings)
            if kind == "folder":
                _check_name(entry.name, Location(shown), findings)
                pending.append((Path(entry.path), path + "/"))
            elif kind == "file" and (named := _layer_path(path, Location(shown), findings)):
                yield _Found(Path(entry.path), named, shown)


def _kind(entry: os.DirEntry[str], base: Path, location: Location, findings: list[Diagnostic]) -> str:
    """Return "folder", "file", or "" for what is refused: links that leave, loop or break, pipes and the like."""
    rule = rules.NOT_A_FILE
    if entry.is_symlink():
        try:
            target = Path(entry.path).resolve(strict=True)
        except (OSError, RuntimeError):  # RuntimeError: Python before 3.13 on a loop of links
            findings.append(rules.BROKEN_LINK.at(location))
            return ""
        if target.is_file() and target.is_relative_to(base):
            return "file"
        rule = rules.LINK_OUTSIDE
    elif entry.is_dir():
        return "folder"
    elif entry.is_file():
        return "file"
    findings.append(rule.at(location))
    return ""


def _layer_path(path: str, location: Location, findings: list[Diagnostic]) -> str:
    """Return the path under which a file is known, or "" when it is not one we read."""
    name, suffix = PurePosixPath(path).name, PurePosixPath(path).suffix
    stem = path.removesuffix(suffix)
    known = _SUFFIXES.get(suffix.lower(), "")
    if not known:
        findings.append(rules.UNEXPECTED_FILE.at(location, name=_printable(name)))
        return ""
    _check_name(PurePosixPath(stem).name, location, findings)
    if suffix != known:
        better = PurePosixPath(stem).name + known
        findings.append(rules.SUFFIX.at(location, name=_printable(name), better=_printable(better)))
    return _printable(stem + known)


def _check_name(name: str, location: Location, findings: list[Diagnostic]) -> None:
    if not _NAME.fullmatch(name):
        findings.append(rules.BAD_NAME.at(location, name=_printable(name), better=_better_name(name)))


def _better_name(name: str) -> str:
    """Return `name` in the letters that travel everywhere: no accent, no space, no capital."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "sans-nom"


def _printable(path: str) -> str:
    """Return a path that can be shown, its undecodable bytes and control characters as escapes."""
    shown = path.encode("utf-8", "backslashreplace").decode()
    return UNSEEN.sub("\ufffd", shown.replace("\n", "\ufffd").replace("\r", "\ufffd"))


def _read_file(found: _Found, findings: list[Diagnostic]) -> SourceFile | None:
    """Read one file, at most one byte more than is accepted."""
    try:
        with found.real.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        findings.append(rules.UNREADABLE.at(Location(found.shown), reason=error.strerror or ""))
        return None
    digest = hashlib.sha256(data).hexdigest()
    if found.path.endswith(".md"):
        text, problems = read_markdown(data, found.shown)
        findings += problems
        return SourceFile(found.path, found.shown, None, text, digest)
    root, problems = read_yaml(data, found.shown)
    findings += problems
    if root is None and not has_errors(problems):  # only remarks: nothing of it is missing elsewhere
        root = Mapping({}, {}, found.shown, 1, 1, 1, 1)
    return SourceFile(found.path, found.shown, root, None, digest)
