"""One file read by several processes: the same facts and the same findings as by one, whatever is wrong in it."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from commun_orientation_ssg.exchange import intake, pieces
from commun_orientation_ssg.exchange.command import territories_of
from commun_orientation_ssg.exchange.directory import Imported, import_directory
from commun_orientation_ssg.exchange.pieces import Piece, pieces_of
from commun_orientation_ssg.project import Settings

from .official_files import OLD, as_api, current, export, project

COUNT = 400
"""Records of a file of several pieces, which are small here."""


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_SIZE", 1 << 16)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return project(tmp_path_factory.mktemp("intake") / "projet")


def records(count: int = COUNT, **changes: Any) -> list[dict[str, Any]]:
    return [current(id=f"n{number}", nom=f"Mairie {number}", **changes) for number in range(count)]


def bring(settings: Settings, data: bytes, jobs: int) -> tuple[dict[str, bytes], Imported]:
    """Import a file into an empty directory; return the files that it makes."""
    path = settings.root.parent / "annuaire.json"
    path.write_bytes(data)
    folder = settings.content / "directory"
    for left in folder.glob("*.jsonl"):
        left.unlink()
    done = import_directory(
        replace(settings, jobs=jobs), [path], territories_of(settings.content), keep_going=True, allow_vanished=True
    )
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.jsonl"))}, done


def told(done: Imported) -> list[str]:
    return sorted(f"{item.location} {item.code} {item.says('fr')}" for item in done.findings)


def broken(number: int) -> bytes:
    return export(*records()).replace(f'"n{number}", "nom"', f'"n{number}", "nom').encode()


def twice(number: int) -> bytes:
    return export(*records()).replace(f'"n{number}"', '"n3"').encode()


def nested() -> bytes:
    """Records whose first key is also that of what they hold: a cut may fall inside one."""
    inside = [{"id": "a", "valeur": "x"}, {"id": "b", "valeur": "y"}]
    found = [{"id": item["id"], "telephone": inside, **item} for item in records(texte_reference=inside * 20)]
    return export(*found).encode()


FILES: dict[str, Callable[[], bytes]] = {
    "export": lambda: export(*records()).encode(),
    "on one line": lambda: json.dumps({"service": records()}, ensure_ascii=False).encode(),
    "indented": lambda: json.dumps(records(), ensure_ascii=False, indent=1).encode(),
    "byte order mark": lambda: b"\xef\xbb\xbf" + export(*records()).encode(),
    "API": lambda: "\n".join(as_api(item) for item in records()).encode(),
    "before 2018": lambda: "".join(
        json.dumps({"properties": {**OLD["properties"], "id": f"caf-83137-{number}"}}, ensure_ascii=False) + "\r\n"
        for number in range(COUNT)
    ).encode(),
    "a broken record": lambda: broken(300),
    "a record twice": lambda: twice(390),
    "not UTF-8": lambda: export(*records()).encode().replace(b"Mairie 350", b"Mairi\xe9 350"),
    "API, not UTF-8": lambda: "\n".join(map(as_api, records())).encode().replace(b"Mairie 350", b"Mairi\xe9 350"),
    "cut": lambda: export(*records()).encode()[:-1000],
    "two lists": lambda: export(*records()).encode() + b",\n" + export(*records()).encode(),
    "nested": nested,
    "a giant in the middle": lambda: broken(10).replace(b'"Mairie 200"', b'"' + b"a" * (5 << 20) + b'"'),
}


@pytest.mark.parametrize("make", FILES.values(), ids=list(FILES))
def test_two_processes_find_what_one_does(settings: Settings, make: Callable[[], bytes]) -> None:
    """Bytes, counts and findings do not depend on who reads."""
    data = make()
    alone, said = bring(settings, data, 1)
    together, said_together = bring(settings, data, 2)
    assert together == alone
    assert told(said_together) == told(said)
    assert said_together.counts == said.counts
    assert said.counts["kept"] > COUNT // 2


def test_a_big_file_is_cut_in_pieces_that_hold_it_all(settings: Settings) -> None:
    """What is left for one process is less than a piece."""
    path = settings.root.parent / "annuaire.json"
    path.write_bytes(FILES["export"]())
    found = list(pieces_of(path))
    assert len(found) > 3
    assert found[-1].data is None
    assert b"".join(piece.data or b"" for piece in found) == path.read_bytes()[: found[-1].offset]
    assert path.stat().st_size - found[-1].offset < 2 << 16


def test_a_process_that_is_killed_is_done_without(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that started it reads what is left."""
    here, read = os.getpid(), intake.records_of

    def killed(piece: Piece, shown: str) -> Any:
        if os.getpid() != here and piece.line > 200:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(piece, shown)

    alone, _ = bring(settings, FILES["export"](), 1)
    monkeypatch.setattr(intake, "records_of", killed)
    together, done = bring(settings, FILES["export"](), 2)
    assert together == alone
    assert done.findings == []


def test_progress_goes_on_to_the_end(settings: Settings, tmp_path: Path) -> None:
    """Whoever reads, the bar grows and ends at the size of the file."""
    path = tmp_path / "annuaire.json"
    path.write_text(export(*records(2500)), "utf-8")
    seen: list[tuple[int, int]] = []
    import_directory(
        replace(settings, jobs=2),
        [path],
        territories_of(settings.content),
        write=False,
        progress=lambda done, total, label: seen.append((done, total)),
    )
    assert seen == sorted(seen)
    assert len(set(seen)) > 2
    assert seen[-1] == (path.stat().st_size >> 20,) * 2
