"""The files of a folder to what opens without network: one pack of whole pages, and the service worker that reads it.

Pages of one partner repeat most of their lines (style, header, cards of contacts): the pack holds each line once, and
each page as stretches of line numbers. It is the same for everybody and holds no sensitive page; what was visited is
never kept. Where a page may be kept is the caller's choice; registering the worker is the theme's (js/offline.js).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["KEPT_TEMPLATES", "WORKER", "offline_files", "removing_worker"]

WORKER = "sw.js"
"""At the top of the partner's folder: a service worker rules what stands below it."""
KEPT_TEMPLATES = frozenset({"home", "entry", "topic", "question", "outcome", "emergency", "alphabet", "offline"})
"""Templates whose pages may be kept, as long as they are not sensitive."""


_LIMIT = 600_000
"""Compressed bytes that a visit may cost once, beside its pages."""
_LIGHT = 2_000_000
"""A pack below this never weighs over the limit once compressed (these texts shrink six times): it is not measured."""


def offline_files(
    files: Collection[tuple[str, bytes]], kept: Mapping[str, str], worker: bytes, notes: Mapping[str, str]
) -> list[tuple[str, bytes]]:
    """Return the pack and the service worker.

    Args:
        files: every file of the folder.
        kept: path of each page that opens without network -> its template. Too heavy, outcomes are left out.
        worker: the theme's service worker, which reads the constant `COMMUN`.
        notes: code of a language -> what a page of that language says of its date, when it comes from the pack.
    """
    pages = [(path, data.decode()) for path, data in files if path in kept]
    pack = _pack(pages, notes)
    if len(pack) > _LIGHT and len(gzip.compress(pack, 6)) > _LIMIT:
        pack = _pack([(path, html) for path, html in pages if kept[path] != "outcome"], notes)
    pack_path = f"data/offline.{hashlib.sha256(pack).hexdigest()[:8]}.json"
    # The names of these files change with what they hold: pages of one version never load those of another.
    needed = [pack_path, *(path for path, _ in files if _is_needed(path))]
    version = hashlib.sha256("\n".join(needed).encode() + worker).hexdigest()[:16]
    return [(pack_path, pack), (WORKER, _worker({"version": version, "pack": pack_path, "files": needed}, worker))]


def removing_worker(worker: bytes) -> tuple[str, bytes]:
    """Return the service worker that forgets what an earlier one kept, then removes itself."""
    return WORKER, _worker({"off": True}, worker)


def _is_needed(path: str) -> bool:
    """Tell whether kept pages show or run this file."""
    return path.startswith(("assets/", "data/search.")) and not path.startswith("assets/widget.")


def _worker(facts: Mapping[str, object], worker: bytes) -> bytes:
    return f"const COMMUN = {json.dumps(facts, separators=(',', ':'))};\n".encode() + worker


def _pack(pages: Iterable[tuple[str, str]], notes: Mapping[str, str]) -> bytes:
    numbers: dict[str, int] = {}
    stretches = {}
    for path, html in pages:
        lines = [numbers.setdefault(line, len(numbers)) for line in html.split("\n")]
        stretches[path] = list(_stretches(lines))
    pack = {"notes": notes, "lines": list(numbers), "pages": stretches}
    return json.dumps(pack, ensure_ascii=False, separators=(",", ":")).encode()


def _stretches(lines: list[int]) -> Iterator[int]:
    """Yield first, count, first, count... of lines that follow one another."""
    start = previous = lines[0]
    for line in lines[1:]:
        if line != previous + 1:
            yield start
            yield previous - start + 1
            start = line
        previous = line
    yield start
    yield previous - start + 1
