"""A big file cut where a record ends, so that several processes can read it: bytes to pieces, a piece to its records.

Only what is plain is cut: one record a line, or an array whose records start with the same key. From the first piece
that is not what it seemed, the file is left to `streams`, which tells what is wrong and goes on: the same records come
out, whoever reads them.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..diagnostics import Diagnostic
from .streams import LONGEST, Raw, Shape, read_lines, shape_of

__all__ = ["Piece", "pieces_of", "records_of"]

_SIZE = 1 << 20  # bytes
_FIRST = re.compile(rb'\s*\{\s*("[A-Za-z_]{1,40}")\s*:')
_BEFORE = re.compile(rb"\}(\s*,\s*)\{\s*\Z")
_GAP = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole records of a file, or all that is left of it.

    Args:
        offset: bytes before it; line: that of its first byte, from 1.
        data: its bytes; None for all that is left, to be read as it comes.
    """

    shape: Shape
    offset: int
    line: int
    data: bytes | None


def pieces_of(path: Path) -> Iterator[Piece]:
    """Yield the pieces of a file, in order; the last one is all that is left, often nothing."""
    with path.open("rb") as file:
        shape, start = shape_of(file)
        offset, line = 0, 1
        cut = {Shape.LINES: _whole_lines, Shape.ARRAY: _whole_items}.get(shape)
        for data in cut(file, start) if cut else ():
            yield Piece(shape, offset, line, data)
            offset, line = offset + len(data), line + data.count(b"\n")
        yield Piece(shape, offset, line, None)


def _whole_lines(file: BinaryIO, _: int) -> Iterator[bytes]:
    file.seek(0)
    while data := file.read(_SIZE):
        data += file.readline(LONGEST)
        if not data.endswith(b"\n"):
            return
        yield data


def _whole_items(file: BinaryIO, start: int) -> Iterator[bytes]:
    """Yield the opening of the array with its first items, then items; the bracket that closes it is never in one."""
    file.seek(0)
    held = file.read(_SIZE)
    first = _FIRST.match(held, start)
    while first:
        if (end := _last_end(held, first[1])) > start:
            yield held[:end]
            held, start = held[end:], 0
        elif len(held) > LONGEST:
            return
        if not (more := file.read(_SIZE)):
            return
        held += more


def _last_end(data: bytes, key: bytes) -> int:
    """Return where the last item but one ends: before a comma and an item that starts with `key`."""
    at = len(data)
    while (at := data.rfind(key, 0, at)) > 0:
        if found := _BEFORE.search(data, max(0, at - 64), at):
            return found.start(1)
    return 0


def records_of(piece: Piece, shown: str) -> list[Raw | Diagnostic] | None:
    """Return the records of a piece; None when it is not made of whole records, and has to be read as it comes.

    Args:
        shown: how the file is named in findings.
    """
    data = piece.data or b""
    if piece.shape is Shape.LINES:
        return list(read_lines(io.BytesIO(data), shown, line=piece.line))
    return _items(data, piece)


_decode = json.JSONDecoder().raw_decode


def _items(data: bytes, piece: Piece) -> list[Raw | Diagnostic] | None:
    found: list[Raw | Diagnostic] = []
    try:
        text = data.decode()
        at = text.index("[") + 1 if piece.offset == 0 else 0
        line, counted = piece.line, 0
        while (at := _GAP.match(text, at).end()) < len(text):  # type: ignore[union-attr]
            line, counted = line + text.count("\n", counted, at), at
            item, at = _decode(text, at)
            if not isinstance(item, dict):
                return None
            found.append(Raw(line, item))
    except (ValueError, RecursionError):
        return None
    return found
