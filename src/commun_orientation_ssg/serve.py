"""A local server that shows the site while it is edited: watch, rebuild, reload, and say in the page what is wrong.

It builds with `build.publish` into a folder of its own, which goes when it stops: never over `build/`, whose files a
half-written YAML must not replace, and never otherwise than the real build. What it adds (the reload script, the right
to connect back) and what it takes away (the service worker, which would show the last good page in the place of what
is wrong) is changed in the bytes it sends, not in those on disk.

Only this machine may talk to it: it binds loopback, and refuses any Host or Origin that is a name it does not know, so
that no page of the web can read the preview through a name that it makes point here (DNS rebinding).
"""

from __future__ import annotations

import errno
import html
import ipaddress
import os
import re
import signal
import socket
import tempfile
import time
import traceback
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from .build import BuildReport, load, publish
from .diagnostics import Diagnostic, Severity, in_order
from .offline import WORKER, removing_worker
from .project import ProjectError, Settings
from .report import render_report
from .write import OutputError

try:
    from livereload.handlers import LiveReloadJSHandler
    from tornado.httpserver import HTTPServer
    from tornado.ioloop import IOLoop, PeriodicCallback
    from tornado.netutil import bind_sockets
    from tornado.web import Application, HTTPError, RequestHandler
    from tornado.websocket import WebSocketHandler
except ImportError as problem:
    raise ProjectError(
        "« commun serve » demande un complément : pip install 'commun-orientation-ssg[serve]'",
        "“commun serve” needs its extra: pip install 'commun-orientation-ssg[serve]'",
    ) from problem

__all__ = ["Preview", "ServeError", "serve"]

POLL_MS = 250
Snapshot = dict[str, tuple[int, int, int]]


class ServeError(Exception):
    """The server cannot start; `fr` and `en` say why and what to do."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(fr, en)
        self.fr, self.en = fr, en


# --------------------------------------------------------------------------------------------------------------------
# What is shown.


@dataclass(slots=True)
class Preview:
    """The site as its sources are now: built pages, or what prevents them.

    Args:
        settings: of the project; `out` is the preview's own folder.
        only: ids of the partners to show; all when empty.
        errors: partner's id, or "" for what stops all -> its errors.
        crash: what the environment or a template says, when there is not even a diagnostic.
    """

    settings: Settings
    only: tuple[str, ...] = ()
    errors: dict[str, list[Diagnostic]] = field(default_factory=dict)
    crash: str = ""
    _directory: object = None

    def build(self, changed: Iterable[str] | None = None) -> list[Diagnostic]:
        """Build what the changed files can have touched; all when `changed` is None. Return what was found.

        Args:
            changed: absolute paths.
        """
        self.crash = ""
        try:
            return self._build(self._touched(changed))
        except (ProjectError, OutputError) as problem:
            self.crash = problem.en if self.settings.lang == "en" else problem.fr
        except Exception:  # a theme under construction raises anything; the server stays, and the page says what
            self.crash = traceback.format_exc()
        return []

    def _touched(self, changed: Iterable[str] | None) -> tuple[str, ...]:
        """Return the partners whose own files changed, or () when something shared did."""
        if changed is None or self.crash or "" in self.errors:
            return ()
        found = set()
        for path in map(Path, changed):
            parts = (
                path.relative_to(self.settings.partners).parts if path.is_relative_to(self.settings.partners) else ()
            )
            if len(parts) < 2 or parts[1] == "partner.yaml":  # a partner.yaml moves its territory, or makes a partner
                return ()
            found.add(parts[0])
        return tuple(sorted(found))

    def _build(self, touched: tuple[str, ...]) -> list[Diagnostic]:
        project, findings = load(self.settings, self.only)
        if project is None:
            self.errors[""] = [item for item in findings if item.severity is Severity.ERROR]
            return in_order(findings)
        self.errors.pop("", None)
        # A contact that a partner shares stands on the pages of others: then all are built again.
        shared, self._directory = self._directory == project.directory, project.directory
        only = touched if touched and shared and not set(touched) - set(project.partners) else self.only
        if only:
            project = replace(project, partners=tuple(id for id in project.partners if id in only))
        report = publish(project, findings, only)
        self._note(report, whole=not only)
        return report.all_findings()

    def _note(self, report: BuildReport, *, whole: bool) -> None:
        if whole:
            self.errors.clear()
        for partner in report.partners:
            errors = [item for item in partner.findings if item.severity is Severity.ERROR]
            if errors:
                self.errors[partner.id] = errors
            else:
                self.errors.pop(partner.id, None)

    def page(self, path: str) -> tuple[int, bytes] | None:
        """Return the status and bytes of the page at `path`, None when there is no such file; errors come first."""
        partner = path.partition("/")[0]
        if path.endswith(".html"):
            stopping = self.errors.get("", []) or self.errors.get(partner, [])
            if self.crash or stopping:
                return 500, self._problem_page(stopping)
        data = self._file(path)
        if data is None:
            missing = self._file(f"{partner}/404.html")
            return None if missing is None or not path.endswith(".html") else (404, missing)
        return 200, self._with_entries(self._with_notice(data)) if path == "index.html" else data

    def _file(self, path: str) -> bytes | None:
        file = self.settings.out / path
        return file.read_bytes() if _is_inside(path) and file.is_file() else None

    def has_folder(self, path: str) -> bool:
        """Tell whether an address without a final slash names a folder of the site."""
        return _is_inside(path) and (self.settings.out / path).is_dir()

    def _with_entries(self, data: bytes) -> bytes:
        """List below the partners every entry of each: a public page leads to an entry from its own partner only."""
        items = b""
        for page in sorted(self.settings.out.glob("*/entrees/*/index.html")):
            path = page.relative_to(self.settings.out)
            title = re.search(rb"<h1[^>]*>(.*?)</h1>", page.read_bytes(), re.DOTALL)
            text = title[1] if title else html.escape(path.parts[2]).encode()
            items += (
                f'<li><a href="/{quote(path.as_posix())}">{html.escape(path.parts[0])} : '.encode()
                + text
                + b"</a></li>"
            )
        says = "Entries of partners" if self.settings.lang == "en" else "Les entrées des partenaires"
        listed = f"<section><h2>{says}</h2><ul>".encode() + items + b"</ul></section>"
        return data.replace(b"</main>", listed + b"</main>", 1) if items else data

    def _with_notice(self, data: bytes) -> bytes:
        """Name on the partner list those that cannot be built, with a link to the reasons."""
        if not self.errors:
            return data
        links = ", ".join(f'<a href="/{quote(id)}/index.html">{html.escape(id)}</a>' for id in sorted(self.errors))
        says = "Not built, see why" if self.settings.lang == "en" else "Ne se construit pas, voir pourquoi"
        notice = f'<p role="alert"><strong>{says} : {links}</strong></p>'
        return re.sub(rb"(<body[^>]*>)", lambda found: found[0] + notice.encode(), data, count=1)

    def _problem_page(self, errors: list[Diagnostic]) -> bytes:
        english = self.settings.lang == "en"
        title = "The site cannot be built" if english else "Le site ne se construit pas"
        hint = (
            "Mend the file and save it: this page reloads by itself."
            if english
            else "Corrigez le fichier et enregistrez : cette page se recharge toute seule."
        )
        items = "".join(self._problem(item) for item in errors)
        crash = f"<article><pre>{html.escape(self.crash)}</pre></article>" if self.crash else ""
        return _PROBLEM_PAGE.format(lang=self.settings.lang, title=title, hint=hint, items=crash + items).encode()

    def _problem(self, item: Diagnostic) -> str:
        lang, fields = self.settings.lang, dict(item.fields)
        labels = {"expected": "Expected", "help": "Help"} if lang == "en" else {"expected": "Attendu", "help": "Aide"}
        parts = [f"<h2>{html.escape(item.says(lang))}</h2>", f"<p><code>{html.escape(str(item.location))}</code></p>"]
        excerpt = self._excerpt(item.location.file, item.location.line, item.location.column)
        parts += [f"<pre>{html.escape(excerpt)}</pre>"] if excerpt else []
        if item.rule.expected:
            parts.append(f"<p>{labels['expected']} : {html.escape(item.rule.expected.text(lang, fields))}</p>")
        if item.help:
            parts.append(f"<p>{labels['help']} :</p><pre>{html.escape(item.help.text(lang, fields))}</pre>")
        for note in item.notes:
            where = f" (<code>{html.escape(str(note.location))}</code>)" if note.location else ""
            parts.append(f"<p>{html.escape(note.text.text(lang, fields))}{where}</p>")
        return f"<article>{''.join(parts)}<p><small>{item.code}</small></p></article>\n"

    def _excerpt(self, file: str, line: int, column: int) -> str:
        """Return the line in question with a mark under its column, "" when it cannot be read."""
        shown = self.settings.content_shown
        path = (
            self.settings.content / file.removeprefix(f"{shown}/")
            if file.startswith(f"{shown}/")
            else self.settings.root / file
        )
        try:
            lines = path.read_text("utf-8", errors="replace").splitlines() if line else []
        except OSError:
            return ""
        if not 0 < line <= len(lines):
            return ""
        head = f"{line} | "
        return f"{head}{lines[line - 1]}\n{' ' * (len(head) + max(column - 1, 0))}^"


def _is_inside(path: str) -> bool:
    return "\0" not in path and ".." not in path.split("/") and not path.startswith("/")


_PROBLEM_PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.5 system-ui, sans-serif }}
h1 {{ color: #b3261e }}
article {{ margin: 1.5rem 0; padding: .5rem 1.25rem; border: 1px solid; border-radius: .4rem }}
article {{ border-left: .4rem solid #b3261e }}
h2 {{ font-size: 1.1rem; margin: .75rem 0 .25rem }}
pre {{ overflow-x: auto; padding: .5rem .75rem; background: #8881; border-radius: .25rem }}
@media (prefers-color-scheme: dark) {{ h1 {{ color: #ff8a80 }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{hint}</p>
{items}</main>
</body>
</html>
"""


# --------------------------------------------------------------------------------------------------------------------
# Watching.


def snapshot(folders: Iterable[Path]) -> Snapshot:
    """Return path -> (mtime, size, inode) of every file below `folders`.

    livereload's own watcher stops at the first changed file, and does not see a file that is moved in with an old date.
    """
    found: Snapshot = {}
    for folder in folders:
        for top, names, files in os.walk(folder):
            names[:] = [name for name in names if not name.startswith(".") and name != "__pycache__"]
            for name in files:
                if not name.startswith(".") and not name.endswith(("~", ".swp", ".pyc")):
                    with suppress(OSError):
                        info = Path(top, name).stat()
                        found[f"{top}/{name}"] = (info.st_mtime_ns, info.st_size, info.st_ino)
            if not names and not files:
                found[top] = (0, 0, 0)  # a partner's folder counts from the moment it is made
    return found


class _Watch:
    """Tells which files have changed since the last build, once they have been left in peace for one poll."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders
        self._built = self._seen = snapshot(folders)

    def changed(self) -> set[str]:
        now = snapshot(self._folders)
        quiet, self._seen = now == self._seen, now
        if not quiet:
            return set()
        before, self._built = self._built, now
        return {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}


# --------------------------------------------------------------------------------------------------------------------
# HTTP.


def is_known_host(host: str, ours: str) -> bool:
    """Tell whether the name in a Host or Origin can only be this machine's: localhost, an address, or `--host`.

    A name that an attacker points here is never an address; an address cannot be made to point elsewhere.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in ("localhost", ours):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class _Guarded(RequestHandler):
    """Refuses a request whose Host is not ours, before anything else."""

    preview: Preview
    ours: str

    def initialize(self, preview: Preview, ours: str) -> None:
        self.preview, self.ours = preview, ours

    def prepare(self) -> None:
        if not is_known_host(self.request.host, self.ours):
            raise HTTPError(421, reason="Misdirected Request")

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Referrer-Policy", "no-referrer")

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".vcf": "text/vcard; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
}


class _Pages(_Guarded):
    """Files of the preview; pages take the reload script on their way."""

    def get(self, path: str) -> None:
        if not path or path.endswith("/"):
            path += "index.html"
        elif self.preview.has_folder(path):
            self.redirect(f"/{quote(path)}/")
            return
        found = self.preview.page(path)
        if found is None:
            raise HTTPError(404)
        status, data = found
        self.set_status(status)
        kind = _TYPES.get(Path(path).suffix, "text/plain; charset=utf-8")
        self.set_header("Content-Type", kind)
        if kind.startswith("text/html"):
            data = with_reload(data, self.request.host)
        elif path.endswith(f"/{WORKER}"):
            data = without_pack(data)
        self.finish(data)

    head = get


class _Script(LiveReloadJSHandler, _Guarded):  # type: ignore[misc]
    """livereload's own client, served from here: our pages accept scripts from 'self' only."""


class _Socket(WebSocketHandler, _Guarded):
    """The livereload protocol, version 7: a greeting, then one word for each rebuild."""

    waiting: set[_Socket]

    def initialize(self, preview: Preview, ours: str, waiting: set[_Socket] | None = None) -> None:
        super().initialize(preview, ours)
        self.waiting = waiting if waiting is not None else set()

    def prepare(self) -> None:
        super().prepare()
        origin = self.request.headers.get("Origin")
        if origin is not None and not self.check_origin(origin):  # before tornado, which fails on a malformed one
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        scheme, _, netloc = origin.lower().partition("://")
        return scheme == "http" and netloc == self.request.host.lower() and is_known_host(netloc, self.ours)

    def on_message(self, message: str | bytes) -> None:
        if b'"hello"' in (message.encode() if isinstance(message, str) else message):
            protocols = ["http://livereload.com/protocols/official-7"]
            self.write_message({"command": "hello", "protocols": protocols, "serverName": "commun"})
            self.waiting.add(self)

    def on_close(self) -> None:
        self.waiting.discard(self)


_ASKING = re.compile(rb"(<html[^>]*) data-offline(?=[ >])", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head>", re.IGNORECASE)
_POLICY = re.compile(rb'(<meta http-equiv="Content-Security-Policy" content=")', re.IGNORECASE)


def with_reload(page: bytes, host: str) -> bytes:
    """Return a page with the reload script and the right to connect to `host`, which asks for no service worker."""
    safe = html.escape(host).encode()
    page = _ASKING.sub(rb"\1", page, count=1)
    page = _POLICY.sub(lambda found: found[1] + b"connect-src ws://" + safe + b"; ", page, count=1)
    return _HEAD_END.sub(b'<script src="/livereload.js" defer></script>\n</head>', page, count=1)


def without_pack(worker: bytes) -> bytes:
    """Return the service worker that removes itself: one may be left at this address from another site shown here."""
    _, _, own = worker.partition(b"\n")  # the first line is what the build knows
    return removing_worker(own)[1]


def application(preview: Preview, ours: str, waiting: set[_Socket]) -> Application:
    """Return the tornado application that shows a preview."""
    common = {"preview": preview, "ours": ours}
    return Application(
        [
            (r"/livereload\.js", _Script, common),
            (r"/livereload", _Socket, {**common, "waiting": waiting}),
            (r"/(.*)", _Pages, common),
        ],
        log_function=lambda handler: None,
    )


# --------------------------------------------------------------------------------------------------------------------
# Running.


_STOPPING = (signal.SIGINT, signal.SIGTERM)
"""Ctrl-C, and what a closed session sends."""


def _sockets(host: str, port: int) -> list[socket.socket]:
    try:
        return bind_sockets(port, host)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise ServeError(
                f"le port {port} est déjà pris, peut-être par un autre « commun serve » : "
                f"arrêtez-le, ou choisissez --port {port + 1}",
                f"port {port} is taken already, maybe by another “commun serve”: stop it, or choose --port {port + 1}",
            ) from problem
        if problem.errno == errno.EACCES:
            raise ServeError(
                f"le port {port} est réservé au système : choisissez --port 8000",
                f"port {port} is reserved to the system: choose --port 8000",
            ) from problem
        raise ServeError(
            f"impossible d'écouter sur {host} : {problem.strerror}", f"cannot listen on {host}: {problem.strerror}"
        ) from problem


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="commun-serve-", ignore_cleanup_errors=True) as folder:
        yield Path(folder) / "site"


def serve(
    settings: Settings,
    only: tuple[str, ...] = (),
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Show the site until interrupted.

    Args:
        only: ids of the partners to show; all when empty.
        port: 0 takes any free one.
        say: told the address, then what each build found.

    Raises:
        ServeError: the port is taken, or the host is not this machine's.
    """
    sockets = _sockets(host, port)
    before = {number: signal.getsignal(number) for number in _STOPPING}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt), _folder() as folder:
            _run(Preview(replace(settings, out=folder), only), sockets, host, open_browser, say)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for one in sockets:
            one.close()


def _run(
    preview: Preview, sockets: list[socket.socket], host: str, open_browser: bool, say: Callable[[str], None]
) -> None:
    settings, waiting, loop = preview.settings, set[_Socket](), IOLoop.current()
    watch = _Watch((settings.content, settings.partners, *settings.themes))
    port = sockets[0].getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    start = f"{preview.only[0]}/index.html" if len(preview.only) == 1 else ""
    building = False

    def rebuild(changed: set[str] | None) -> None:
        nonlocal building
        started, building = time.perf_counter(), True
        try:
            _tell(preview, preview.build(changed), time.perf_counter() - started, say)
        finally:
            building = False

    def stop(number: int, frame: object) -> None:
        """A build is long, and is left at once; tornado would swallow what is raised while it answers a request."""
        if building:
            raise KeyboardInterrupt
        loop.add_callback_from_signal(loop.stop)

    def poll() -> None:
        if changed := watch.changed():
            rebuild(changed)
            for page in list(waiting):
                page.write_message({"command": "reload", "path": "index.html", "liveCSS": False})

    for number in _STOPPING:
        signal.signal(number, stop)
    rebuild(None)
    server = HTTPServer(application(preview, host, waiting))
    server.add_sockets(sockets)
    say(f"http://{name}:{port}/{start}")
    ticker = PeriodicCallback(poll, POLL_MS)
    ticker.start()
    if open_browser:
        loop.add_callback(webbrowser.open, f"http://{name}:{port}/{start}")
    try:
        loop.start()
    finally:
        ticker.stop()
        server.stop()


def _tell(preview: Preview, findings: list[Diagnostic], seconds: float, say: Callable[[str], None]) -> None:
    english = preview.settings.lang == "en"
    if findings:
        say(render_report(findings, lang=preview.settings.lang).rstrip())
    if preview.crash:
        say(preview.crash.rstrip())
    bad = bool(preview.errors or preview.crash)
    words = (
        ("built, with errors" if bad else "built")
        if english
        else ("construit, avec des erreurs" if bad else "construit")
    )
    say(f"{words} ({seconds:.1f} s)")
