"""A few letters that change when files, or this program, change: what is costly to make is made again only then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

__all__ = ["fingerprint"]


def fingerprint(folders: Iterable[Path], more: Iterable[bytes] = ()) -> str:
    """Return the fingerprint of all files of some folders, of other bytes, and of this program."""
    found = hashlib.sha256(_program())
    for folder in folders:
        _take(folder, found)
    for data in more:
        found.update(hashlib.sha256(data).digest())
    return found.hexdigest()[:16]


def _take(folder: Path, into: hashlib._Hash) -> None:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.suffix not in (".pyc",):
            into.update(path.relative_to(folder).as_posix().encode() + b"\0")
            into.update(hashlib.sha256(path.read_bytes()).digest())


@cache
def _program() -> bytes:
    found = hashlib.sha256()
    package = Path(__file__).resolve().parent.parent
    for path in sorted(package.rglob("*.py")):
        found.update(path.read_bytes())
    return found.digest()
