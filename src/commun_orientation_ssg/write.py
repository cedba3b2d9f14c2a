"""Pages to disk: each partner's folder is old or new, whole, whatever happens.

A folder is built in a working directory beside the output and exchanged with the one it replaces by one system call
(`renameat2`, where the system has it), else by two renames under a journal that the next start heals. What did not
change is hard-linked from the folder before. A manifest, written last, lists every file with its SHA-256: it is the
mark that a folder is ours, and what `commun verify` reads. Nothing that we did not make is ever removed.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["MANIFEST", "FolderReport", "Mismatch", "Output", "OutputError", "open_output", "verify_folder"]

MANIFEST = "manifest.json"
GENERATOR = "commun-orientation-ssg"
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


class OutputError(Exception):
    """The output cannot be written; `fr` and `en` say why and what to do."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr, self.en = fr, en


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What became of a partner's folder.

    Args:
        files: in it, manifest included.
        written: of these, new or changed.
    """

    name: str
    files: int
    written: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A file that differs from the manifest; `kind` is "missing", "changed" or "added"."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder, locked. `work` is the working directory beside it."""

    path: Path
    work: Path

    def write_folder(self, name: str, files: Iterable[tuple[str, bytes]]) -> FolderReport:
        """Write a partner's folder, and put it in place of the one before.

        Args:
            files: (POSIX path in the folder, bytes), each path once.

        Raises:
            OutputError: the place is taken by something that is not ours, or the disk refuses.
        """
        target, new = self.path / name, self.work / f"new-{name}"
        _refuse_foreign(target)
        try:
            shutil.rmtree(new, ignore_errors=True)
            report = _write_generation(name, new, target if target.is_dir() else None, files)
            self._exchange(name, new, target)
        except OSError as problem:
            shutil.rmtree(new, ignore_errors=True)
            raise _disk_error(problem) from problem
        return report

    def _exchange(self, name: str, new: Path, target: Path) -> None:
        if not target.exists():
            os.rename(new, target)
            return
        if not _rename_exchange(new, target):
            old = self.work / f"old-{name}"
            shutil.rmtree(old, ignore_errors=True)
            os.rename(target, old)  # the journal is the pair of folders itself: see `_heal`
            os.rename(new, target)
            new = old
        shutil.rmtree(new, ignore_errors=True)

    def write_file(self, name: str, data: bytes) -> bool:
        """Write one file at the top of the output, whole; False when it was the same already."""
        target = self.path / name
        try:
            if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
                return False
            draft = self.work / "file"
            draft.write_bytes(data)
            os.replace(draft, target)
        except OSError as problem:
            raise _disk_error(problem) from problem
        return True

    def remove_folder(self, name: str) -> bool:
        """Remove the folder of a partner that is no more, when it is ours; False when there was nothing to remove."""
        target = self.path / name
        if not target.is_dir() or target.is_symlink() or not is_ours(target):
            return False
        old = self.work / f"gone-{name}"
        os.rename(target, old)
        shutil.rmtree(old, ignore_errors=True)
        return True

    def adopt(self, name: str, source: Path) -> bool:
        """Copy a whole folder published before (`--previous`); False when it is not ours or not intact."""
        if (self.path / name).exists() or not source.is_dir() or not is_ours(source) or verify_folder(source):
            return False
        new = self.work / f"new-{name}"
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(source, new, symlinks=True)
        os.rename(new, self.path / name)
        return True

    def folders(self) -> Iterator[str]:
        """Yield the names of the partner folders that are ours."""
        yield from sorted(path.name for path in self.path.iterdir() if path.is_dir() and not path.is_symlink() and is_ours(path))


@contextmanager
def open_output(path: Path) -> Iterator[Output]:
    """Open the output folder for writing: make it, lock it, and heal what a killed run left.

    Raises:
        OutputError: another run holds the lock, or the folder holds something that is not ours.
    """
    path = Path(os.path.abspath(path))
    work = path.with_name(f".{path.name}.commun")
    try:
        _refuse_occupied(path)
        path.mkdir(parents=True, exist_ok=True)
        work.mkdir(exist_ok=True)
        lock = os.open(work / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as problem:
        raise _disk_error(problem) from problem
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(
                f"une autre construction écrit déjà dans {path.name}/ : attendez qu'elle finisse, puis relancez",
                f"another build is writing to {path.name}/: wait for it to end, then try again",
            ) from None
        _heal(path, work)
        yield Output(path, work)
    finally:
        os.close(lock)


def _refuse_occupied(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise OutputError(f"{path.name} n'est pas un dossier", f"{path.name} is not a folder")
    if path.is_dir() and any(path.iterdir()) and not is_ours(path) and not any(is_ours(child) for child in path.iterdir()):
        raise OutputError(
            f"le dossier {path.name}/ contient déjà autre chose : choisissez un dossier vide avec --out",
            f"the folder {path.name}/ holds something else already: choose an empty one with --out",
        )


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not is_ours(target) and any(target.iterdir())):
        raise OutputError(
            f"{target.name}/ existe déjà et n'a pas été produit par cet outil : déplacez-le, puis relancez",
            f"{target.name}/ exists and was not made by this tool: move it away, then try again",
        )


def is_ours(folder: Path) -> bool:
    """Tell whether a folder bears our manifest."""
    return _manifest(folder) is not None


def _manifest(folder: Path) -> dict[str, str] | None:
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.get("generator") != GENERATOR or not isinstance(found.get("files"), dict):
        return None
    return found["files"]


def manifest_bytes(name: str, files: dict[str, str]) -> bytes:
    """Return the manifest of a folder: its name, and every file with the SHA-256 of its bytes."""
    content = {"generator": GENERATOR, "format": 1, "folder": name, "files": dict(sorted(files.items()))}
    return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


def _write_generation(name: str, new: Path, old: Path | None, files: Iterable[tuple[str, bytes]]) -> FolderReport:
    digests: dict[str, str] = {}
    made = {""}
    root = str(new)
    before = str(old) if old is not None else ""
    os.mkdir(root)
    written = 0
    for path, data in files:
        if path in digests or ".." in PurePosixPath(path).parts or path.startswith("/"):
            raise ValueError(f"path given twice or outside of the folder: {path}")
        digests[path] = hashlib.sha256(data).hexdigest()
        parent = path.rpartition("/")[0]
        if parent not in made:
            os.makedirs(f"{root}/{parent}", exist_ok=True)
            made.add(parent)
        if before and _same(f"{before}/{path}", data):
            os.link(f"{before}/{path}", f"{root}/{path}", follow_symlinks=False)
        else:
            _write(f"{root}/{path}", data)
            written += 1
    _write(f"{root}/{MANIFEST}", manifest_bytes(name, digests))
    return FolderReport(name, len(digests) + 1, written)


def _write(path: str, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def _same(path: str, data: bytes) -> bool:
    try:
        info = os.lstat(path)
        if info.st_size != len(data) or not os.path.isfile(path) or os.path.islink(path):
            return False
        with open(path, "rb") as file:
            return file.read() == data
    except OSError:
        return False


def _rename_exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _heal(path: Path, work: Path) -> None:
    """Finish or undo what a killed run left: an old folder moved away comes back, or its complete successor does."""
    for old in sorted(work.glob("old-*")):
        name = old.name.removeprefix("old-")
        target, new = path / name, work / f"new-{name}"
        if not target.exists():
            os.rename(new if is_ours(new) else old, target)
    for left in sorted(work.iterdir()):
        if left.name != "lock":
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink()


def _disk_error(problem: OSError) -> OutputError:
    name = Path(str(problem.filename)).name if problem.filename else "?"
    why = {
        errno.ENOSPC: ("il n'y a plus de place sur le disque", "the disk is full"),
        errno.EDQUOT: ("votre quota de disque est atteint", "your disk quota is reached"),
        errno.EACCES: ("vous n'avez pas le droit d'écrire ici", "you may not write here"),
        errno.EPERM: ("vous n'avez pas le droit d'écrire ici", "you may not write here"),
        errno.EROFS: ("ce disque est en lecture seule", "this disk is read-only"),
        errno.ENAMETOOLONG: ("ce nom de fichier est trop long", "this file name is too long"),
    }.get(problem.errno or 0, (problem.strerror or "erreur du disque", problem.strerror or "disk error"))
    return OutputError(f"impossible d'écrire « {name} » : {why[0]}", f"cannot write {name}: {why[1]}")


def verify_folder(folder: Path) -> list[Mismatch]:
    """Compare a folder with its manifest; an empty list means that it is whole and untouched.

    Raises:
        OutputError: there is no manifest of ours.
    """
    files = _manifest(folder)
    if files is None:
        raise OutputError(
            f"pas de {MANIFEST} lisible dans {folder.name}/ : ce dossier n'a pas été produit par cet outil, ou il est abîmé",
            f"no readable {MANIFEST} in {folder.name}/: this folder was not made by this tool, or it is damaged",
        )
    found = []
    for path, digest in sorted(files.items()):
        file = folder / path
        if not file.is_file():
            found.append(Mismatch(path, "missing"))
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            found.append(Mismatch(path, "changed"))
    present = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file() or file.is_symlink()}
    inner = {str(PurePosixPath(path).parent) for path in present if path.endswith(f"/{MANIFEST}")}
    added = sorted(path for path in present - set(files) - {MANIFEST} if not any(path.startswith(f"{top}/") for top in inner))
    return found + [Mismatch(path, "added") for path in added]
