"""Web servers of this machine for tests of the widget: one for the partner's folder, one for the page that hosts it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}


@dataclass
class Server:
    """A server of pages.

    Args:
        pages: path -> a body, or a folder whose files stand under that path.
        headers: path -> what is sent with its answer.
        instead: bytes -> what is sent in their place, in every page and script.
        delays_s: path -> how long its answer is kept back.
        asked: what was asked for, in order.
    """

    name: str
    pages: dict[str, bytes | Path] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    instead: dict[bytes, bytes] = field(default_factory=dict)
    delays_s: dict[str, float] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Its origin, with a final slash."""
        return f"http://{self.name}:{self.port}/"

    def find(self, path: str) -> tuple[int, bytes, str]:
        """Return status, body and type of what is at a path; the folder's own 404.html when there is nothing."""
        found = self.pages.get(path)
        if isinstance(found, bytes):
            return 200, found, _TYPES.get(Path(path).suffix, _TYPES[".html"])
        for prefix, folder in self.pages.items():
            if isinstance(folder, Path) and path.startswith(prefix):
                file = folder / path.removeprefix(prefix)
                if file.is_file():
                    return 200, file.read_bytes(), _TYPES.get(file.suffix, "application/octet-stream")
                if (folder / "404.html").is_file():
                    return 404, (folder / "404.html").read_bytes(), _TYPES[".html"]
        return 404, b"?", "text/plain"


@contextmanager
def serving(name: str = "127.0.0.1") -> Iterator[Server]:
    """Serve on a free port of this machine; `localhost` and `127.0.0.1` are two origins, and two sites."""
    server = Server(name)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            server.asked.append((self.path, dict(self.headers)))
            time.sleep(server.delays_s.get(path, 0))
            status, body, kind = server.find(path)
            for old, new in server.instead.items():
                body = body.replace(old, new)
            self.send_response(status)
            for key, value in {
                "Content-Type": kind,
                "Content-Length": str(len(body)),
                **server.headers.get(path, {}),
            }.items():
                self.send_header(key, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.port = http.server_port
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
