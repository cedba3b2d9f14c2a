"""Where one `commun build` spends its time: a table by stage, one by package, and the costliest functions.

    python bench/build/profile_build.py [--partners 20] [--project DIR] [--top 25] [--dump FILE]

One partner with other texts is built first, so that imports are over; then the build runs with one job, once bare in a
child process, for the real CPU time, and once under cProfile, which makes calls dearer than they are: shares are of the
profiled time, and microseconds per page are shares of the bare time. A stage is a module of the package: its own
time, then with all that it calls outside the package (yaml, jinja2, ...).

Not named profile.py: that would hide the standard module of that name from every script of this folder.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import io
import os
import pstats
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import corpus

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "commun_orientation_ssg"
DEPTH = 40
"""Rounds in which shares travel down the calls of foreign code."""
Function = tuple[str, int, str]


def build(project: Path, out: Path) -> float:
    """Builds once through the command line's own entry; returns seconds of CPU, which other work hardly moves."""
    from commun_orientation_ssg.cli import main

    said = io.StringIO()
    start = time.process_time()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            main(["--project", str(project), "build", "--out", str(out), "--jobs", "1"], standalone_mode=False)
            code: Any = 0
        except SystemExit as end:
            code = end.code
    spent = time.process_time() - start
    if code:
        sys.exit(f"commun build ended with {code}\n{said.getvalue()[-3000:]}")
    return spent


def in_child(project: Path, out: Path) -> float:
    """Builds in a forked process, whose memoised texts are lost with it; returns seconds."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.write(writing, str(build(project, out)).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    if os.waitpid(child, 0)[1]:
        sys.exit("the build failed: run commun build on the corpus to see why")
    spent = float(os.read(reading, 100))
    os.close(reading)
    return spent


def room(function: Function) -> str:
    """Returns the module of ours that a function belongs to, or "" for code of others."""
    path, _, _ = function
    _, found, rest = path.replace("\\", "/").rpartition(f"/{PACKAGE}/")
    return rest.removesuffix(".py") if found else ""


def package(function: Function) -> str:
    """Returns the distribution that a function comes from, the standard library and C functions by their names."""
    path, _, name = function
    if room(function):
        return PACKAGE
    if path in ("~", ""):
        return "C: " + name.strip("<>").removeprefix("built-in method ").removeprefix("method ").split(" of ")[-1]
    if path == "<template>" or path.endswith((".html", ".xml", ".txt")):
        return "templates"
    if "/site-packages/" in path:
        return path.split("/site-packages/")[1].split("/")[0]
    return "standard library"


def by_room(stats: dict[Function, Any]) -> dict[str, tuple[float, float]]:
    """Returns room -> (own seconds, seconds of the foreign code that it calls).

    Time of foreign code goes to the rooms that called it, in proportion of the time spent for each caller, and so on
    up the calls: templates end in `render`, libyaml in `source`, pydantic in `schema`.
    """
    own: dict[str, float] = defaultdict(float)
    lent: dict[str, float] = defaultdict(float)
    due: dict[Function, dict[str, float]] = {one: {name: 1.0} for one in stats if (name := room(one))}
    foreign = {one: callers_of(one, stats) for one in stats if one not in due}
    for _ in range(DEPTH):
        for function, callers in foreign.items():
            found: dict[str, float] = defaultdict(float)
            for caller, part in callers.items():
                for name, share in due.get(caller, {}).items():
                    found[name] += part * share
            due[function] = found
    for function, (_, _, spent, _, _) in stats.items():
        if name := room(function):
            own[name] += spent
            continue
        for name, share in due[function].items():
            lent[name] += spent * share
    return {name: (own[name], lent[name]) for name in own.keys() | lent.keys()}


def callers_of(function: Function, stats: dict[Function, Any]) -> dict[Function, float]:
    """Returns caller -> its part of the function's time, recursion left aside."""
    spent = {one: call[3] or 1e-9 for one, call in stats[function][4].items() if one != function}
    total = sum(spent.values())
    return {one: part / total for one, part in spent.items()}


def print_tables(profile: cProfile.Profile, bare: float, pages: int, top: int) -> None:
    stats: dict[Function, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(entry[2] for entry in stats.values())
    scale = bare / total / pages * 1e6
    print(f"\nby stage, us per page{'':14} own   with what it calls outside   share")
    rooms = sorted(by_room(stats).items(), key=lambda item: -sum(item[1]))
    for name, (own, lent) in rooms:
        if own + lent > total * 0.001:
            print(f"  {name:28} {own * scale:9.1f} {(own + lent) * scale:21.1f} {(own + lent) / total:14.1%}")
    packages: dict[str, float] = defaultdict(float)
    for function, entry in stats.items():
        packages[package(function)] += entry[2]
    print("\nby package, us per page")
    for name, spent in sorted(packages.items(), key=lambda item: -item[1])[:top]:
        print(f"  {name:40} {spent * scale:9.1f} {spent / total:8.1%}")
    print(f"\nfunctions, us per page{'':40} own   with all it calls   calls per page")
    for function, (_, calls, spent, full, _) in sorted(stats.items(), key=lambda item: -item[1][2])[:top]:
        path, line, name = function
        where = f"{Path(path).name}:{line} {name}" if line else name
        print(f"  {where[:56]:56} {spent * scale:9.1f} {full * scale:14.1f} {calls / pages:14.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--partners", type=int, default=20)
    parser.add_argument("--project", type=Path, help="profile this project instead of a generated corpus")
    parser.add_argument("--top", type=int, default=25)
    parser.add_argument("--dump", type=Path, help="write the raw profile there, for pstats or snakeviz")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    base = "/dev/shm" if Path("/dev/shm").is_dir() else None
    work = Path(tempfile.mkdtemp(prefix="commun-profile-", dir=base))
    try:
        project = options.project or work / "project"
        if not options.project:
            corpus.write_project(project, options.partners)
        corpus.write_project(work / "other", 1, seed=99)
        build(work / "other", work / "warm")
        bare = in_child(project, work / "bare")
        profile = cProfile.Profile()
        profile.enable()
        profiled = build(project, work / "profiled")
        profile.disable()
        pages = sum(1 for _ in (work / "bare").rglob("*.html"))
        print(f"{pages:,} pages, {bare:.2f} s bare ({bare / pages * 1e3:.3f} ms a page), {profiled:.2f} s profiled")
        print_tables(profile, bare, pages, options.top)
        if options.dump:
            profile.dump_stats(options.dump)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
