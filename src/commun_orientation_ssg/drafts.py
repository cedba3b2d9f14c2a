"""Files and folders written whole: prepared beside their place, then put there; a failure leaves what was.

For what people edit: the output has its own room, `write`.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from .refusal import Refusal

__all__ = [
    "Draft",
    "exchange_folders",
    "mend_folder",
    "next_folder",
    "put_files",
    "replace_files",
    "write_file",
    "write_folder",
    "write_over",
]

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def write_file(path: Path, shown: str, text: str) -> None:
    """Write a new file; refuse when there is one, even if it came a moment ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        draft.write_text(text, "utf-8", newline="\n")
        os.link(draft, path)
    except FileExistsError as problem:
        raise Refusal(
            f"{shown} existe déjà : rien n'a été écrit", f"{shown} exists already: nothing was written"
        ) from problem
    finally:
        draft.unlink(missing_ok=True)


def write_over(path: Path, text: str) -> None:
    """Write a file that can be made again, whole, over the one that may be there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a folder beside its place, then put it there, whole."""
    draft = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    draft.mkdir()
    try:
        for name, text in files.items():
            path = draft / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        if folder.is_dir():
            _move_into(draft, folder)
        else:
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _move_into(draft: Path, folder: Path) -> None:
    """Fill an existing folder (perhaps the one people stand in); take everything back when one move fails."""
    moved: list[Path] = []
    try:
        for child in sorted(draft.iterdir()):
            moved.append(child.rename(folder / child.name))
    except OSError:
        for child in moved:
            child.rename(draft / child.name)
        raise


def replace_files(files: Mapping[Path, bytes | None]) -> None:
    """Replace files, all or none: each is written beside, then put in place; a failure takes everything back.

    A file that is not there yet is made, in a folder that is; None deletes one.
    """
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.new") for path in files}
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    done: list[Path] = []
    try:
        for path, data in files.items():
            if data is not None:
                _write_like(drafts[path], data, path)
        for path, data in files.items():
            _put(drafts[path], path, data)
            done.append(path)
    except OSError:
        for path in done:
            if (data := before[path]) is not None:
                _write_like(drafts[path], data, path)
            _put(drafts[path], path, data)
        raise
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _put(draft: Path, path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        draft.replace(path)


def put_files(files: Mapping[Path, bytes]) -> None:
    """Write files, new or not: all of them beside their place first, then each is put there, whole."""
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.new") for path in files}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with drafts[path].open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _write_like(draft: Path, data: bytes, model: Path) -> None:
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if model.exists():
        shutil.copymode(model, draft)


# --- A folder that changes as a whole.


def exchange_folders(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot. Source: renameat2(2)."""
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


class Draft:
    """The next state of a folder, in `path`; the folder itself changes in one step, when `publish` is called."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.path = folder.with_name(f".{folder.name}.{os.getpid()}.new")
        if folder.is_dir():
            shutil.copytree(folder, self.path, symlinks=True, copy_function=_link_or_copy)
        else:
            self.path.mkdir()

    def publish(self) -> None:
        """Put the draft in the place of the folder."""
        if not self._folder.exists():
            self.path.rename(self._folder)
        elif not exchange_folders(self.path, self._folder):
            old = _old_of(self._folder)
            self._folder.rename(old)  # a process that ends here leaves both: see `mend_folder`
            self.path.rename(self._folder)
            shutil.rmtree(old, ignore_errors=True)


def _link_or_copy(source: str, target: str) -> None:
    """Give a file that does not change a second name; whoever writes to it makes a new one."""
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


@contextmanager
def next_folder(folder: Path) -> Iterator[Draft]:
    """Give a draft of `folder` that holds the same files; it goes when nobody published it.

    Raises:
        Refusal: another process is changing this folder.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder.parent, os.O_RDONLY | os.O_CLOEXEC)
    draft = None
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise Refusal(
                f"une autre commande écrit déjà dans {folder.name}/ : attendez qu'elle finisse, puis relancez",
                f"another command is writing to {folder.name}/: wait for it to end, then try again",
            ) from problem
        mend_folder(folder)
        for left in folder.parent.glob(f".{folder.name}.*"):
            shutil.rmtree(left, ignore_errors=True)
        draft = Draft(folder)
        yield draft
    finally:
        if draft is not None:
            shutil.rmtree(draft.path, ignore_errors=True)
        os.close(lock)


def mend_folder(folder: Path) -> None:
    """Give back a folder that a killed process had moved away, where folders cannot be exchanged in one step."""
    if not folder.exists() and (old := _old_of(folder)).is_dir():
        with suppress(OSError):  # another process did
            old.rename(folder)


def _old_of(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
