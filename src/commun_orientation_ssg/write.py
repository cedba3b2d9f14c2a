"""Pages to disk: each partner's folder is old or new, whole, whatever happens.

A folder is built in a working directory beside the output and exchanged with the one it replaces by one system call
(`renameat2`, where the system has it), else by two renames that the next start heals. What did not change is
hard-linked from the folder before; a folder where nothing changed is not touched. A manifest, written last, lists every
file with its SHA-256: it is the mark that a folder is ours, the list of what we may remove, and what `commun verify`
reads. What we did not make is never removed: a file added by hand to a folder of ours is carried over.

Not covered: a power cut (nothing is flushed to the disk); the next build compares bytes, and writes again what is lost.
"""
# Thousands of files a build: plain strings and system calls cost a third of what Path does.
# ruff: noqa: PTH100, PTH102, PTH103, PTH104, PTH105, PTH106, PTH108, PTH116, PTH123

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from .drafts import exchange_folders

__all__ = ["MANIFEST", "FolderReport", "Mismatch", "Output", "OutputError", "open_output", "verify_folder"]

MANIFEST = "manifest.json"
GENERATOR = "commun-orientation-ssg"
_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.~-]*"
_PATH = re.compile(rf"(?:{_NAME}/)*{_NAME}")
"""A path we may write or remove: relative, no "..", no hidden name, nothing that another system reads otherwise."""


class OutputError(Exception):
    """The output cannot be written or read; `fr` and `en` say why and what to do."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(fr, en)  # both: an error raised in another process comes back by its arguments
        self.fr, self.en = fr, en

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class FolderReport:
    """What became of a partner's folder.

    Args:
        files: in it, manifest included.
        written: of these, new or changed; the manifest is not counted.
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
class _Manifest:
    """What a folder says of itself.

    Args:
        files: path -> SHA-256, in hexadecimal.
        folders: at the top of the output, the partner folders that stood there when it was written.
        about: what the top needs to know of a partner that is not built this time.
    """

    files: Mapping[str, str]
    folders: tuple[str, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)

    def as_bytes(self, name: str) -> bytes:
        """Return the file; `name` is the partner's id, "" at the top."""
        content: dict[str, object] = {"generator": GENERATOR, "format": 1, "folder": name}
        content |= {"about": dict(sorted(self.about.items()))} if name else {"folders": sorted(self.folders)}
        content["files"] = dict(sorted(self.files.items()))
        return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Output:
    """An output folder, locked. `work` is the working directory beside it (in it, when it stands alone on its disk)."""

    path: Path
    work: Path

    def write_folder(
        self, name: str, files: Iterable[tuple[str, bytes]], about: Mapping[str, str] | None = None
    ) -> FolderReport:
        """Write a partner's folder, and put it in place of the one before.

        Args:
            files: (POSIX path in the folder, bytes), each path once.
            about: kept in the manifest for `Output.about`.

        Raises:
            OutputError: the place is taken by something that is not ours, or the disk refuses.
            ValueError: a path is given twice (letter case set aside), or is not one that we write.
        """
        target, new = self.path / name, self.work / f"new-{name}"
        old = _owned(target)
        files = list(files)
        manifest = _Manifest(_digests(files), (), about or {})
        same = {path for path, data in files if old is not None and _same(f"{target}/{path}", data)}
        report = FolderReport(name, len(files) + 1, len(files) - len(same))
        marker = manifest.as_bytes(name)
        if len(same) == len(files) and _same(f"{target}/{MANIFEST}", marker):
            return report
        try:
            _write_generation(new, target, [*files, (MANIFEST, marker)], same)
            self._exchange(name, new, target)
        except OSError as problem:
            shutil.rmtree(new, ignore_errors=True)
            raise _disk_error(problem) from problem
        return report

    def _exchange(self, name: str, new: Path, target: Path) -> None:
        if not target.exists():
            os.rename(new, target)
            return
        if exchange_folders(new, target):
            _discard(new, target)
            return
        old = self.work / f"old-{name}"
        os.rename(target, old)  # the journal is the pair of folders itself: see `_heal`
        os.rename(new, target)
        _discard(old, target)

    def read(self, path: str) -> bytes:
        """Return what a file that stands there holds, b"" when there is none."""
        try:
            return (self.path / path).read_bytes()
        except OSError:
            return b""

    def write_top(self, files: Mapping[str, bytes], kept: Iterable[str] = ()) -> int:
        """Write the files at the top of the output, each whole; remove those no longer made; return how many changed.

        Args:
            kept: folders ("data/places/") whose files of before stay as they are.

        Raises:
            OutputError: a file of this name is not ours, or the disk refuses.
        """
        before = _manifest(self.path) or _Manifest({})
        kept = tuple(kept)
        stay = {path: digest for path, digest in before.files.items() if path.startswith(kept) and path not in files}
        after = _Manifest({**_digests(list(files.items())), **stay}, tuple(self.folders()))
        foreign = [name for name in files if name not in before.files and os.path.lexists(self.path / name)]
        if foreign:
            raise OutputError(
                f"{foreign[0]} existe déjà et n'a pas été produit par cet outil : déplacez-le, puis relancez",
                f"{foreign[0]} exists and was not made by this tool: move it away, then try again",
            )
        try:
            changed = [name for name, data in files.items() if not _same(f"{self.path}/{name}", data)]
            if changed:  # claimed first: a run killed here must know its own files again
                self._replace(MANIFEST, _Manifest({**before.files, **after.files}, after.folders).as_bytes(""))
            for name in changed:
                self._replace(name, files[name])
            for name in sorted(set(before.files) - set(after.files)):
                if _PATH.fullmatch(name):
                    (self.path / name).unlink(missing_ok=True)
            if not _same(f"{self.path}/{MANIFEST}", after.as_bytes("")):
                self._replace(MANIFEST, after.as_bytes(""))
        except OSError as problem:
            raise _disk_error(problem) from problem
        return len(changed)

    def _replace(self, name: str, data: bytes) -> None:
        draft = self.work / "file"
        draft.unlink(missing_ok=True)
        _write(str(draft), data)
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(draft, self.path / name)

    def remove_folder(self, name: str) -> bool:
        """Remove the folder of a partner that is no more, when it is ours; False when there was nothing to remove."""
        target, gone = self.path / name, self.work / f"gone-{name}"
        if not is_ours(target):
            return False
        try:
            os.rename(target, gone)
            _discard(gone, target)
        except OSError as problem:
            raise _disk_error(problem) from problem
        return True

    def adopt(self, name: str, source: Path) -> bool:
        """Copy a whole folder published before (`--previous`); False when it is not ours or not intact."""
        manifest = None if source.is_symlink() else _manifest(source)
        if manifest is None or (self.path / name).exists():
            return False
        if any(item.kind != "added" for item in verify_folder(source)):
            return False
        self.write_folder(name, ((path, (source / path).read_bytes()) for path in manifest.files), manifest.about)
        return True

    def about(self, name: str) -> Mapping[str, str]:
        """Return what was said of a partner when its folder was written; empty when there is none."""
        manifest = _manifest(self.path / name)
        return manifest.about if manifest else {}

    def folders(self) -> list[str]:
        """Return the names of the partner folders that are ours, sorted."""
        return sorted(entry.name for entry in os.scandir(self.path) if is_ours(Path(entry.path)))


@contextmanager
def open_output(path: Path, sources: Iterable[Path] = (), *, umask: int = 0o022) -> Iterator[Output]:
    """Open the output folder for writing: make it, lock it, and heal what a killed run left.

    What is written has the same rights whatever the user's umask: the same source gives the same tree.

    Args:
        sources: folders that are read: the output may not be one of them, hold one, or lie in one.
        umask: rights that nobody gets: by default all may read, since the output is public.

    Raises:
        OutputError: another run holds the lock, or the folder holds something that is not ours.
    """
    path = Path(os.path.abspath(path))
    _refuse_source(path, sources)
    before = os.umask(umask)
    try:
        try:
            _refuse_occupied(path)
            path.mkdir(parents=True, exist_ok=True)
            work, lock = _locked_work(path)
        except OSError as problem:
            raise _disk_error(problem) from problem
        try:
            output = Output(path, work)
            try:
                _heal(path, work)
                if not is_ours(path):
                    output._replace(MANIFEST, _Manifest({}).as_bytes(""))
            except OSError as problem:
                raise _disk_error(problem) from problem
            yield output
        finally:
            with suppress(OSError):
                (work / "lock").unlink()
                work.rmdir()  # not empty when something stopped us half-way: the next start heals it
            os.close(lock)
    finally:
        os.umask(before)


def _locked_work(path: Path) -> tuple[Path, int]:
    """Make the working directory, and return it with the handle of its lock."""
    beside, inside = path.with_name(f".{path.name}.commun"), path / ".commun"
    try:
        alone = os.stat(path).st_dev != os.stat(path.parent).st_dev  # a mounted volume: no rename can cross it
        work = inside if alone or inside.is_dir() else beside
        _make(work)
    except PermissionError:
        work = inside
        _make(work)
    while True:
        try:
            lock = os.open(work / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except FileNotFoundError:  # a run that ended has just removed the folder
            _make(work)
            continue
        if _takes(lock, work / "lock", path):
            return work, lock
        os.close(lock)


def _make(work: Path) -> None:
    """Make a folder that a run which ends may remove between any two looks: there, then gone (pathlib gives up)."""
    for _ in range(9):
        with suppress(FileExistsError):
            work.mkdir()
        if work.is_dir():
            return
    work.mkdir()


def _takes(lock: int, file: Path, path: Path) -> bool:
    """Lock; False when `file` is no longer the file that was opened: a run that ends removes its lock."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(lock), os.stat(file))
    except BlockingIOError:
        os.close(lock)
        raise OutputError(
            f"une autre construction écrit déjà dans {path.name}/ : attendez qu'elle finisse, puis relancez",
            f"another build is writing to {path.name}/: wait for it to end, then try again",
        ) from None
    except FileNotFoundError:
        return False


def _refuse_source(path: Path, sources: Iterable[Path]) -> None:
    real = Path(os.path.realpath(path))
    for source in sources:
        folder = Path(os.path.realpath(source))
        if real == folder or real in folder.parents or folder in real.parents:
            raise OutputError(
                f"le dossier de sortie {path.name}/ se mêle à {source.name}/, qui contient vos sources : "
                "choisissez-en un autre avec --out",
                f"the output folder {path.name}/ overlaps {source.name}/, which holds your sources: "
                "choose another with --out",
            )


def _refuse_occupied(path: Path) -> None:
    if path.is_symlink():
        raise OutputError(
            f"{path.name} est un lien : donnez avec --out le dossier lui-même",
            f"{path.name} is a symbolic link: give the folder itself with --out",
        )
    if path.exists() and not path.is_dir():
        raise OutputError(f"{path.name} n'est pas un dossier", f"{path.name} is not a folder")
    if path.is_dir() and not is_ours(path) and any(child.name != ".commun" for child in path.iterdir()):
        raise OutputError(
            f"le dossier {path.name}/ contient déjà autre chose : choisissez un dossier vide avec --out",
            f"the folder {path.name}/ holds something else already: choose an empty one with --out",
        )


def _owned(target: Path) -> _Manifest | None:
    """Return the manifest of a folder that we may replace, None where there is nothing."""
    if not os.path.lexists(target):
        return None
    manifest = None if target.is_symlink() else _manifest(target)
    if manifest is None:
        raise OutputError(
            f"{target.name} existe déjà et n'a pas été produit par cet outil : déplacez-le, puis relancez",
            f"{target.name} exists and was not made by this tool: move it away, then try again",
        )
    return manifest


def is_ours(folder: Path) -> bool:
    """Tell whether a folder (not a link to one) bears our manifest."""
    return not folder.is_symlink() and _manifest(folder) is not None


def _manifest(folder: Path) -> _Manifest | None:
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("generator") != GENERATOR or not isinstance(found.get("files"), dict):
        return None
    folders, about = found.get("folders"), found.get("about")
    return _Manifest(
        {path: str(digest) for path, digest in found["files"].items()},
        tuple(name for name in folders if isinstance(name, str)) if isinstance(folders, list) else (),
        {key: str(value) for key, value in about.items()} if isinstance(about, dict) else {},
    )


def _digests(files: list[tuple[str, bytes]]) -> dict[str, str]:
    digests: dict[str, str] = {}
    taken = {MANIFEST}
    for path, data in files:
        folded = path.lower()
        if folded in taken or not _PATH.fullmatch(path):
            raise ValueError(f"path given twice, or not one that we write: {path}")
        taken.add(folded)
        digests[path] = hashlib.sha256(data).hexdigest()
    return digests


def _write_generation(new: Path, old: Path, files: list[tuple[str, bytes]], same: set[str]) -> None:
    """Write `files` to the folder `new`, those in `same` as hard links to `old`; the last one is the manifest."""
    root, before = str(new), str(old)
    made = {""}
    os.mkdir(root)
    for path, data in files:
        parent = path.rpartition("/")[0]
        if parent not in made:
            os.makedirs(f"{root}/{parent}", exist_ok=True)
            made.add(parent)
        if path not in same or not _link(f"{before}/{path}", f"{root}/{path}"):
            _write(f"{root}/{path}", data)


def _link(old: str, new: str) -> bool:
    """Hard-link a file; False on a disk that has none (a USB key), or has too many of this one."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError as problem:
        if problem.errno in (errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV, errno.EACCES):
            return False
        raise
    return True


def _write(path: str, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
    except OSError as problem:
        problem.filename = path
        raise
    finally:
        os.close(handle)


def _same(path: str, data: bytes) -> bool:
    try:
        info = os.lstat(path)
        if info.st_size != len(data) or not stat.S_ISREG(info.st_mode):
            return False
        with open(path, "rb", buffering=0) as file:
            return file.read() == data
    except OSError:
        return False


def _discard(left: Path, target: Path) -> None:
    """Remove a folder of ours that was moved away; what its manifest does not name moves to `target`."""
    manifest = _manifest(left)
    if (
        manifest is None
    ):  # the manifest is written last and removed last: without it, all is an unfinished draft of ours
        shutil.rmtree(left, ignore_errors=True)
        return
    paths = [path for path in manifest.files if _PATH.fullmatch(path)]
    parents = {parent for path in paths for parent in _parents(path)}
    for path in paths:
        if not any((left / parent).is_symlink() for parent in _parents(path)):
            with suppress(OSError):
                os.unlink(f"{left}/{path}")
    for parent in sorted(parents, key=len, reverse=True):
        with suppress(OSError):
            os.rmdir(f"{left}/{parent}")
    if {entry.name for entry in os.scandir(left)} != {MANIFEST}:
        _carry_over(left, target)
    os.unlink(left / MANIFEST)
    with suppress(OSError):
        os.rmdir(left)


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _carry_over(left: Path, target: Path) -> None:
    """Move what is left, but the manifest, to the same place in `target`, unless something stands there already."""
    for folder, names, files in os.walk(left):
        there = target / Path(folder).relative_to(left)
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        for name in [*files, *links]:
            source = Path(folder) / name
            if source == left / MANIFEST:
                continue
            if not there.is_dir() or os.path.lexists(there / name):
                there.mkdir(parents=True, exist_ok=True)
            if not os.path.lexists(there / name):
                os.rename(source, there / name)
    for folder, _, _ in os.walk(left, topdown=False):
        with suppress(OSError):
            os.rmdir(folder)


def _heal(path: Path, work: Path) -> None:
    """Finish or undo what a killed run left: an old folder moved away comes back, or its complete successor does."""
    for old in sorted(work.glob("old-*")):
        name = old.name.removeprefix("old-")
        target, new = path / name, work / f"new-{name}"
        if not target.exists():
            os.rename(new if is_ours(new) else old, target)
    for left in sorted(work.iterdir()):
        kind, _, name = left.name.partition("-")
        if kind in ("new", "old", "gone") and left.is_dir() and not left.is_symlink():
            _discard(left, path / name)
        elif left.name != "lock":
            left.unlink()


def _disk_error(problem: OSError) -> OutputError:
    name = Path(str(problem.filename)).name if problem.filename else "?"
    why = {
        errno.ENOSPC: ("il n'y a plus de place sur le disque", "the disk is full"),
        errno.EDQUOT: ("votre quota de disque est atteint", "your disk quota is reached"),
        errno.EACCES: ("vous n'avez pas le droit d'écrire ici", "you may not write here"),
        errno.EPERM: ("vous n'avez pas le droit d'écrire ici", "you may not write here"),
        errno.EROFS: ("ce disque est en lecture seule", "this disk is read-only"),
        errno.ENAMETOOLONG: ("ce nom de fichier est trop long", "this file name is too long"),
        errno.ENOTDIR: ("un fichier occupe la place d'un dossier", "a file stands where a folder should"),
        errno.EEXIST: ("un fichier occupe déjà la place", "a file stands there already"),
    }.get(problem.errno or 0, (problem.strerror or "erreur du disque", problem.strerror or "disk error"))
    return OutputError(f"impossible d'écrire « {name} » : {why[0]}", f"cannot write {name}: {why[1]}")


def verify_folder(folder: Path) -> list[Mismatch]:
    """Compare a folder with its manifest; an empty list means that it is whole and untouched.

    At the top of the output, each partner's folder is compared with its own manifest as well.

    Raises:
        OutputError: there is no manifest of ours, or a file cannot be read.
    """
    manifest = _manifest(folder)
    if manifest is None:
        raise OutputError(
            f"pas de {MANIFEST} lisible dans {folder.name}/ : "
            "ce dossier n'a pas été produit par cet outil, ou il est abîmé",
            f"no readable {MANIFEST} in {folder.name}/: this folder was not made by this tool, or it is damaged",
        )
    found = [
        Mismatch(path, kind) for path, digest in manifest.files.items() if (kind := _differs(folder, path, digest))
    ]
    inner = {entry.name for entry in os.scandir(folder) if is_ours(Path(entry.path))}
    for name in sorted(inner | set(manifest.folders)):
        if name not in inner:
            found.append(Mismatch(f"{name}/{MANIFEST}", "missing"))
        else:
            found += [Mismatch(f"{name}/{item.path}", item.kind) for item in verify_folder(folder / name)]
    found += [Mismatch(path, "added") for path in _present(folder, inner) - set(manifest.files) - {MANIFEST}]
    return sorted(found, key=lambda item: (item.kind == "added", item.path))


def _differs(folder: Path, path: str, digest: str) -> str:
    file = folder / path
    if not _PATH.fullmatch(path) or not os.path.lexists(file):
        return "missing"
    if file.is_symlink() or not file.is_file():
        return "changed"
    try:
        return "" if hashlib.sha256(file.read_bytes()).hexdigest() == digest else "changed"
    except OSError as problem:
        raise OutputError(f"impossible de lire « {path} »", f"cannot read {path}") from problem


def _present(folder: Path, inner: set[str]) -> set[str]:
    found = set()
    for top, names, files in os.walk(folder):
        here = Path(top)
        links = [name for name in names if (here / name).is_symlink()]
        if here == folder:
            names[:] = [name for name in names if name not in inner and name != ".commun"]
        found |= {(here / name).relative_to(folder).as_posix() for name in [*files, *links]}
    return found
