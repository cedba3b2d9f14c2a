"""The local server, over real HTTP and a real websocket: what it shows, what it refuses, what it builds again."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from commun_orientation_ssg.build import build
from commun_orientation_ssg.diagnostics import Diagnostic
from commun_orientation_ssg.serve import Preview, is_known_host, snapshot, with_reload, without_pack
from tiny_project import tiny, write_project

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PATIENCE_S = 30
KEY = "dGhlIHNhbXBsZSBub25jZQ=="
"""Sixteen bytes that any websocket client sends (RFC 6455, section 1.3)."""
HELLO = json.dumps({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
BROKEN_YAML = "colours:\n  primary: vert\n  accent: [oups\n"


@dataclass
class Server:
    """A running `commun serve`."""

    root: Path
    port: int
    process: subprocess.Popen[str]
    temporary: Path

    def get(self, path: str, host: str | None = None, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def wait_for(self, path: str, holds: Callable[[int, str], bool]) -> str:
        """Ask again until the page holds what it must."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            status, _, data = self.get(path)
            if holds(status, data.decode()):
                return data.decode()
            assert time.monotonic() < deadline, data.decode()[-2000:]
            time.sleep(0.05)


def start(
    root: Path, temporary: Path, *arguments: str, program: tuple[str, ...] = ("-m", "commun_orientation_ssg")
) -> Server:
    temporary.mkdir(exist_ok=True)
    command = [
        sys.executable,
        *program,
        "--project",
        str(root),
        "serve",
        "--port",
        "0",
        "--no-open",
    ]
    process = subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("http://"):
            return Server(root, int(line.split(":")[2].split("/")[0]), process, temporary)
    process.stdout.close()
    process.wait(PATIENCE_S)
    raise AssertionError("".join(said))


def stop(server: Server) -> int:
    server.process.send_signal(signal.SIGTERM)
    assert server.process.stdout is not None
    server.process.stdout.close()
    return server.process.wait(PATIENCE_S)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a project that no test changes."""
    folder = tmp_path_factory.mktemp("calm")
    server = start(write_project(folder / "project"), folder / "tmp")
    yield server
    stop(server)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on a project of the test's own."""
    server = start(write_project(tmp_path / "project"), tmp_path / "tmp")
    yield server
    stop(server)


async def _socket(server: Server, **headers: str) -> WebSocketClientConnection:
    return await websocket_connect(HTTPRequest(f"ws://127.0.0.1:{server.port}/livereload", headers=headers))


def refusal(server: Server, **headers: str) -> int:
    """Return the status with which a websocket is refused, 101 when it is not."""
    asked = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE_S)) as connection:
        connection.request("GET", "/livereload", headers={**asked, "Sec-WebSocket-Key": KEY, **headers})
        with connection.getresponse() as answer:
            return answer.status


# --- what is shown --------------------------------------------------------------------------------------------------


def test_the_first_page_is_the_partner_list(calm: Server) -> None:
    """`/` leads to every partner."""
    status, headers, data = calm.get("/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"var/index.html" in data
    assert b"toulon/index.html" in data


def test_a_page_differs_from_the_real_build_by_the_reload_script_only(calm: Server, tmp_path: Path) -> None:
    """Taking off what is changed on the way gives the bytes of `commun build`."""
    build(tiny(tmp_path, None, out=str(tmp_path / "build")))
    host = f"127.0.0.1:{calm.port}"
    for file in sorted(path for path in (tmp_path / "build").rglob("*") if path.is_file()):
        path = file.relative_to(tmp_path / "build").as_posix()
        _, _, data = calm.get(f"/{path}")
        expected = file.read_bytes()
        if path.endswith(".html"):
            expected = with_reload(expected, host)
        elif path.endswith("/sw.js"):
            expected = without_pack(expected)
        assert data == expected, path


def test_nothing_is_kept_by_the_browser(calm: Server, tmp_path: Path) -> None:
    """No page asks for the service worker, and the one that an earlier visit left is told to go; the build asks for it."""
    assert b" data-offline" not in calm.get("/var/index.html")[2]
    assert b'<html lang="fr" id="cadre">' in calm.get("/var/index.html")[2]
    assert calm.get("/var/sw.js")[2].startswith(b'const COMMUN = {"off":true};\n')
    build(tiny(tmp_path, None, out=str(tmp_path / "build")))
    assert b" data-offline" in (tmp_path / "build/var/index.html").read_bytes()


def test_the_preview_never_touches_the_build_folder(calm: Server) -> None:
    """It has a folder of its own: what is online next is not what someone is in the middle of typing."""
    assert not (calm.root / "build").exists()
    assert any(calm.temporary.iterdir())


def test_the_page_s_own_policy_lets_the_reload_script_in_and_nothing_more(calm: Server) -> None:
    """A script file from 'self', a connection to this server; no inline script, no other source."""
    _, _, data = calm.get("/var/index.html")
    page = data.decode()
    assert '<script src="/livereload.js" defer></script>' in page
    assert (
        f'content="connect-src ws://127.0.0.1:{calm.port}; default-src &#39;none&#39;; script-src &#39;self&#39;;'
        in page
    )
    status, headers, _ = calm.get("/livereload.js")
    assert (status, "javascript" in headers["Content-Type"]) == (200, True)


def test_a_folder_s_address_leads_to_its_page(calm: Server) -> None:
    """With or without the final slash, as the hosts do."""
    assert calm.get("/var")[:2][1]["Location"] == "/var/"
    assert calm.get("/var/")[2] == calm.get("/var/index.html")[2]
    assert calm.get("/var/index.html", method="HEAD")[::2] == (200, b"")


def test_an_address_that_leads_nowhere_shows_the_partner_s_own_404(calm: Server) -> None:
    """And a bare 404 where there is no partner."""
    status, _, data = calm.get("/var/nulle-part/index.html")
    assert (status, b"<html" in data) == (404, True)
    assert calm.get("/nulle-part/x.html")[0] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../partners/var/partner.yaml",
        "/var/../../lock",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%00",
        "//etc/passwd",
        "/var/%5c..%5c..",
    ],
)
def test_no_address_leads_out_of_the_site(calm: Server, path: str) -> None:
    """Dots, encoded dots, NUL, double slashes: 404, and the server goes on."""
    assert calm.get(path)[0] == 404
    assert calm.get("/")[0] == 200


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "[", ""]
)
@pytest.mark.parametrize("path", ["/", "/var/index.html", "/livereload.js", "/livereload"])
def test_a_name_that_someone_makes_point_here_is_refused(calm: Server, host: str, path: str) -> None:
    """DNS rebinding: a page of the web reads nothing, whatever it asks for."""
    status, _, data = calm.get(path, host or " ")
    assert status in (421, 400)
    assert b"Var" not in data
    assert host == "" or host == "[" or status == 421


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_this_machine_s_names_are_accepted(calm: Server, host: str) -> None:
    """As a browser sends them."""
    assert calm.get("/", f"{host}:{calm.port}")[0] == 200


def test_an_address_of_the_machine_is_accepted_and_a_name_only_when_given() -> None:
    """`--host 0.0.0.0` for a phone on the same network: an address cannot be made to point elsewhere, a name can."""
    assert is_known_host("192.168.1.20:8000", "0.0.0.0")
    assert is_known_host("poste-12:8000", "poste-12")
    assert not is_known_host("poste-12:8000", "0.0.0.0")
    assert not is_known_host("192.168.1.20.evil.example", "0.0.0.0")


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://localhost", "http://[", "x"]
)
def test_a_websocket_opened_by_another_site_is_refused(calm: Server, origin: str) -> None:
    """A browser lets any page open a websocket to this machine, and says from where: 403."""
    assert refusal(calm, Origin=origin) == 403


def test_a_websocket_through_a_rebound_name_is_refused(calm: Server) -> None:
    """Origin and Host agree, both the attacker's: 421."""
    assert refusal(calm, Origin="http://evil.example", Host="evil.example") == 421


def test_a_websocket_of_our_own_page_is_accepted(calm: Server) -> None:
    """The twin of the refusals above."""
    assert refusal(calm, Origin=f"http://127.0.0.1:{calm.port}") == 101


def test_it_listens_on_this_machine_only(calm: Server) -> None:
    """The address bound is loopback: the other addresses of the machine refuse."""
    with socket.socket() as other:
        other.bind(("127.0.0.2", calm.port))  # free: 0.0.0.0 would have taken it


# --- what is built again --------------------------------------------------------------------------------------------


def test_a_save_is_shown_and_announced(server: Server) -> None:
    """The page open in the browser is told to reload, and the page asked for next is the new one."""

    async def follow() -> dict[str, object]:
        connection = await _socket(server, Origin=f"http://127.0.0.1:{server.port}")
        await connection.write_message(HELLO)
        assert json.loads(await connection.read_message() or "")["command"] == "hello"
        path = server.root / "partners/var/partner.yaml"
        path.write_text(path.read_text().replace("short: Var", "short: Le Var"))
        async with asyncio.timeout(PATIENCE_S):
            message = json.loads(await connection.read_message() or "")
        connection.close()
        return dict(message)

    assert asyncio.run(follow())["command"] == "reload"
    assert b"Le Var" in server.get("/var/index.html")[2]


def test_a_broken_file_is_said_in_the_page_and_mended_by_the_next_save(server: Server) -> None:
    """In French, located, with the line; the other partner is served on; the list says which one fails."""
    path = server.root / "partners/toulon/branding.yaml"
    good = path.read_text()
    path.write_text(BROKEN_YAML)
    page = server.wait_for("/toulon/index.html", lambda status, _: status == 500)
    assert "Le site ne se construit pas" in page
    assert "partners/toulon/branding.yaml:3:" in page
    assert "accent: [oups" in page
    assert "/livereload.js" in page
    assert server.get("/var/index.html")[0] == 200
    assert 'href="/toulon/index.html">toulon</a>' in server.get("/")[2].decode()
    path.write_text(good)
    server.wait_for("/toulon/index.html", lambda status, _: status == 200)
    assert b'role="alert"' not in server.get("/")[2]


def test_an_error_in_the_commons_is_said_on_every_page(server: Server) -> None:
    """And the site comes back when it is mended."""
    path = server.root / "content/services.yaml"
    good = path.read_text()
    path.write_text("services:\n  - id: fsl\n")
    for page in ("/", "/var/index.html", "/toulon/a-z/index.html"):
        assert "content/services.yaml:2:" in server.wait_for(page, lambda status, _: status == 500)
    path.write_text(good)
    server.wait_for("/", lambda status, _: status == 200)


def test_a_project_that_is_broken_from_the_start_is_served_with_its_errors(tmp_path: Path) -> None:
    """The referent starts the server in order to see what is wrong."""
    root = write_project(tmp_path / "project", {"content/topics.yaml": "topics:\n\t- x\n"})
    server = start(root, tmp_path / "tmp")
    try:
        status, _, data = server.get("/")
        assert (status, b"content/topics.yaml:2" in data) == (500, True)
    finally:
        stop(server)


def test_a_theme_that_breaks_is_said_with_its_file_and_line(tmp_path: Path) -> None:
    """A template under construction stops neither the server nor the next build."""
    settings = tiny(tmp_path / "project", out=str(tmp_path / "out"))
    theme = tmp_path / "themes/essai"
    (theme / "templates/pages").mkdir(parents=True)
    (theme / "theme.yml").write_text("name: essai\nextends: default\ncontract: 1\n")
    (theme / "templates/pages/home.html").write_text("\n{% if %}\n")
    preview = Preview(replace(settings, themes=(tmp_path / "themes", *settings.themes), theme="essai"))
    preview.build()
    status, page = preview.page("var/index.html") or (0, b"")
    assert status == 500
    assert b"home.html" in page
    assert b"line 2" in page
    shutil.rmtree(theme / "templates")
    preview.build({str(theme / "templates/pages/home.html")})
    assert (preview.page("var/index.html") or (0, b""))[0] == 200


def built(preview: Preview, monkeypatch: pytest.MonkeyPatch, *changed: Path) -> tuple[str, ...]:
    """Return the partners that a change of these files builds again."""
    from commun_orientation_ssg import build as room
    from commun_orientation_ssg import serve

    seen: list[tuple[str, ...]] = []

    def publish(project: room.Project, findings: list[Diagnostic], only: tuple[str, ...]) -> room.BuildReport:
        seen.append(project.partners)
        return room.publish(project, findings, only)

    monkeypatch.setattr(serve, "publish", publish)
    preview.build(str(path) for path in changed)
    monkeypatch.undo()
    return seen[0]


def test_only_the_partner_whose_file_changed_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of one partner: that one; its partner.yaml, the commons or the theme: all."""
    root, settings = tmp_path, tiny(tmp_path, out=str(tmp_path / "out"))
    preview = Preview(settings)
    preview.build()
    assert built(preview, monkeypatch, root / "partners/toulon/branding.yaml") == ("toulon",)
    assert built(preview, monkeypatch, root / "partners/toulon/partner.yaml") == ("toulon", "var")
    assert built(preview, monkeypatch, root / "content/topics.yaml") == ("toulon", "var")
    assert built(preview, monkeypatch, settings.themes[0] / "default/theme.yml") == ("toulon", "var")


def test_a_contact_that_others_show_builds_them_again_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The département's number stands on the town's pages: a partial build must not differ from the real one."""
    root, settings = tmp_path, tiny(tmp_path, out=str(tmp_path / "out"))
    preview = Preview(settings)
    preview.build()
    path = root / "partners/var/contacts/departement.yaml"
    path.write_text(path.read_text().replace("04 83 95 00 00", "01 99 00 00 42"))
    assert built(preview, monkeypatch, path) == ("toulon", "var")
    build(replace(settings, out=root / "real"))
    for file in (root / "real").rglob("*"):
        assert file.is_dir() or file.read_bytes() == (settings.out / file.relative_to(root / "real")).read_bytes()


def test_a_restricted_preview_shows_one_partner(tmp_path: Path) -> None:
    """`--partner var`: the others are neither built nor reported."""
    server = start(
        write_project(tmp_path / "project", {"partners/toulon/branding.yaml": BROKEN_YAML}),
        tmp_path / "tmp",
        "--partner",
        "var",
    )
    try:
        assert server.get("/var/index.html")[0] == 200
        assert server.get("/toulon/index.html")[0] == 404
    finally:
        stop(server)


def test_a_new_partner_and_a_removed_one_are_seen(server: Server) -> None:
    """Without a restart."""
    shutil.copytree(server.root / "partners/toulon", server.root / "partners/ville")
    server.wait_for("/", lambda _, page: "ville/index.html" in page)
    shutil.rmtree(server.root / "partners/ville")
    server.wait_for("/", lambda _, page: "ville/index.html" not in page)


def test_a_file_moved_in_with_an_old_date_is_a_change(tmp_path: Path) -> None:
    """`mv`, `git checkout` and unpacking keep dates that are older than the server."""
    (tmp_path / "watched").mkdir()
    before = snapshot([tmp_path / "watched"])
    (tmp_path / "new").write_text("x")
    os.utime(tmp_path / "new", (0, 0))
    (tmp_path / "new").rename(tmp_path / "watched/new")
    (tmp_path / "watched/.hidden.swp").write_text("an editor's own")
    after = snapshot([tmp_path / "watched"])
    assert set(after) - set(before) == {str(tmp_path / "watched/new")}


# --- starting and stopping ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "words"), [("fr", "déjà pris"), ("en", "taken already")])
def test_a_busy_port_is_a_clear_message(calm: Server, lang: str, words: str) -> None:
    """Exit code 3, the port and what to type instead; nothing is built first."""
    command = [sys.executable, "-m", "commun_orientation_ssg", "--project", str(calm.root), "--lang", lang]
    done = subprocess.run([*command, "serve", "--port", str(calm.port)], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert words in done.stderr
    assert f"--port {calm.port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_is_not_this_machine_s_is_a_clear_message(calm: Server) -> None:
    """Exit code 3."""
    command = [sys.executable, "-m", "commun_orientation_ssg", "--project", str(calm.root), "serve", "--port", "0"]
    done = subprocess.run([*command, "--host", "192.0.2.1"], capture_output=True, text=True, check=False)
    assert (done.returncode, "192.0.2.1" in done.stderr, "Traceback" in done.stderr) == (3, True, False)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopping_leaves_nothing_behind(tmp_path: Path, how: signal.Signals) -> None:
    """Ctrl-C or a closed session: exit code 0, no word of complaint, the preview's folder gone."""
    server = start(write_project(tmp_path / "project"), tmp_path / "tmp")
    server.process.send_signal(how)
    rest, _ = server.process.communicate(timeout=PATIENCE_S)
    assert server.process.returncode == 0
    assert "Traceback" not in rest
    assert list(server.temporary.iterdir()) == []


_STOPPED_WHILE_ANSWERING = """
import os, signal, sys
from tornado import web
from commun_orientation_ssg.cli import main
find = web.Application.find_handler
def find_then_stop(*arguments, **named):
    os.kill(os.getpid(), signal.SIGTERM)
    return find(*arguments, **named)
web.Application.find_handler = find_then_stop
main()
"""


def test_an_order_to_stop_is_heard_while_a_request_is_read(tmp_path: Path) -> None:
    """tornado logs whatever is raised there, an interruption too, and goes on: closing a session left a server behind."""
    server = start(write_project(tmp_path / "project"), tmp_path / "tmp", program=("-c", _STOPPED_WHILE_ANSWERING))
    try:
        with suppress(OSError, http.client.HTTPException):
            server.get("/var/index.html")
        assert server.process.wait(10) == 0
    finally:
        server.process.kill()
        server.process.communicate()
    assert list(server.temporary.iterdir()) == []


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_browser_reloads_by_itself_and_reports_no_policy_violation(
    server: Server, browser: Callable[..., Chrome]
) -> None:
    """The real client under the real policy, Trusted Types included: good, broken, good again."""
    chrome = browser()
    path = server.root / "partners/var/branding.yaml"
    good = path.read_text()

    def shows(words: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while words not in chrome.page_source:
            assert time.monotonic() < deadline, words
            time.sleep(0.05)

    chrome.get(f"http://127.0.0.1:{server.port}/var/index.html")
    shows("Service gratuit")
    time.sleep(2)  # the script connects after the page has loaded
    path.write_text(BROKEN_YAML)
    shows("Le site ne se construit pas")
    path.write_text(good)
    shows("Service gratuit")
    said = [entry["message"] for entry in chrome.get_log("browser")]  # type: ignore[no-untyped-call]
    assert [
        line for line in said if "Content Security Policy" in line or "TrustedScript" in line or "WebSocket" in line
    ] == []


def test_the_first_page_lists_the_entries_of_each_partner(tmp_path: Path) -> None:
    """A widget shows an entry on somebody's site: here, each can be opened before it is published."""
    entry = "entries:\n  - id: loyer\n    title: Aide <au> loyer\n    start: logement\n"
    settings = replace(tiny(tmp_path, {"partners/var/entries.yaml": entry}, jobs=1), out=tmp_path / "preview")
    preview = Preview(settings)
    preview.build()
    found = preview.page("index.html")
    assert found is not None
    assert '<li><a href="/var/entrees/loyer/index.html">var : Aide &lt;au&gt; loyer</a></li>' in found[1].decode()
    assert preview.page("var/entrees/loyer/index.html") is not None
    assert b"entrees/loyer" not in (settings.out / "index.html").read_bytes()
