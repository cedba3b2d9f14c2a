"""What all tests share: where tools and real data are, what happens when they are missing, and a smallest project.

A test that needs a browser, a tool from npm or the real files beside the project says so with the mark `browser`,
`node`, `shared` or `hosts`. Without a browser or the npm tools it is skipped on a developer's machine, with the reason and the
command that mends it, and it FAILS when `CI` is set: a green run there has run everything. The shared files are no
part of a clone, and a WordPress takes a database server: tests on them are skipped everywhere they are absent.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

    from browsers import Browsers

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
NODE_MODULES = ROOT / "node_modules"
IN_CI = os.environ.get("CI", "").lower() not in ("", "0", "false", "no")

# A shared machine stalls now and then: time is the benchmarks' business, not a property's.
hypothesis.settings.register_profile("commun", deadline=None, print_blob=True)
hypothesis.settings.load_profile("commun")


def _missing(mark: str) -> str:
    """Return why tests with this mark cannot run here, and what to do; "" when they can."""
    if mark == "browser" and not (shutil.which("chromium") and shutil.which("chromedriver")):
        return "no chromium and chromedriver: apt-get install chromium chromium-driver"
    if mark == "node" and not shutil.which("node"):
        return "no node: apt-get install nodejs npm"
    if mark == "node" and not (NODE_MODULES / ".done").is_file():
        return "no npm tools: make tools"
    if mark == "hosts":
        absent = [
            name
            for name in ("nginx", "php", "mariadbd")
            if not shutil.which(name, path=f"/usr/sbin:{os.environ['PATH']}")
        ]
        absent += [] if Path("/usr/share/wordpress/wp-content/themes/twentytwentythree").is_dir() else ["wordpress"]
        return f"no {', '.join(absent)}: make hosts" if absent else ""
    if mark == "shared" and not (SHARED / "data").is_dir():
        return f"no {SHARED.name}/data beside the project"
    return ""


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in ("browser", "node", "shared", "hosts"):
        reason = _missing(mark) if item.get_closest_marker(mark) else ""
        if reason and IN_CI and mark not in ("shared", "hosts"):
            pytest.fail(f"{reason} (CI is set: nothing may be skipped)", pytrace=False)
        if reason:
            item.user_properties.append(("missing", reason))
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    missed = Counter(text for report in skipped for name, text in report.user_properties if name == "missing")
    for reason, count in sorted(missed.items()):
        terminalreporter.write_line(f"NOT RUN: {count} test(s), {reason}", yellow=True, bold=True)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own COMMUN_* variables change no test."""
    for name in [name for name in os.environ if name.startswith("COMMUN_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the project; for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The folder of the npm tools; for tests marked `node`."""
    return NODE_MODULES


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """The command of the HTML checker, to be followed by its arguments; for tests marked `node`."""
    if not shutil.which("java"):
        (pytest.fail if IN_CI else pytest.skip)("no java: apt-get install default-jre-headless")
    return ["java", "-Xss4m", "-jar", str(NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar")]


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    """The browsers of the run, lent by `browser`."""
    from browsers import Browsers

    pool = Browsers()
    yield pool
    pool.close()


@pytest.fixture
def browser(browsers: Browsers) -> Iterator[Callable[..., Chrome]]:
    """A maker of browsers for one test (mark `browser`): `browser(width=320, javascript=False)`, each as if never used."""
    with ExitStack() as returning:

        def make(
            *, width: int = 1280, height: int = 900, javascript: bool = True, arguments: tuple[str, ...] = ()
        ) -> Chrome:
            chrome = browsers.lend(javascript, arguments, width, height)
            returning.callback(browsers.take_back, chrome)
            return chrome

        yield make


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the built example partners, built once whatever the number of processes: nobody writes in it."""
    from commun_orientation_ssg.build import build
    from commun_orientation_ssg.project import find_settings

    own = tmp_path_factory.getbasetemp()
    out = (own if worker_id == "master" else own.parent) / "site" / "build"
    out.parent.mkdir(exist_ok=True)
    with (out.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first process builds, the others wait
        if not (out.parent / "done").is_file():
            report = build(find_settings(root, {}, out=str(out)))
            assert all(one.folder for one in report.partners), [finding.says("en") for finding in report.all_findings()]
            (out.parent / "done").touch()
    return out
