"""Lines sorted by id whatever their number: what does not fit is sorted by parts on disk, then merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterator
from typing import IO

__all__ = ["Sorter"]

_KEPT = 24 << 20  # characters held in memory before a part goes to disk


class Sorter:
    """Takes (id, where, line) in any order; gives them back sorted by id, then by the order they came in."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._kept, self._size, self._count = kept, 0, 0
        self._lines: list[str] = []
        self._parts: list[IO[str]] = []

    def add(self, id: str, where: str, line: str) -> None:
        """Take one line; none of the three holds a tab or a line end."""
        text = f"{id}\t{self._count:010d}\t{where}\t{line}\n"
        self._count += 1
        self._lines.append(text)
        self._size += len(text) + 80
        if self._size > self._kept:
            self._lines.sort()
            part = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed in `close`
            part.writelines(self._lines)
            self._parts.append(part)
            self._lines, self._size = [], 0

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        self._lines.sort()
        for part in self._parts:
            part.seek(0)
        for text in heapq.merge(*self._parts, self._lines):
            id, _, where, line = text.rstrip("\n").split("\t", 3)
            yield id, where, line

    def close(self) -> None:
        """Let the parts on disk go."""
        for part in self._parts:
            part.close()
