"""A web server on this machine that can be stopped, started again at the same address, and given another folder."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and notes what was asked for."""

    def __init__(self, *args: Any, owner: Server, **more: Any) -> None:
        self.owner = owner
        super().__init__(*args, directory=str(owner.folder), **more)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def do_GET(self) -> None:
        if not self.owner.is_up:  # a connection that was opened in advance
            self.close_connection = True
            return
        self.owner.asked.append((self.path, dict(self.headers.items())))
        if self.owner.broken:
            self.send_error(503)
        else:
            super().do_GET()


class Server:
    """Serves `folder` on 127.0.0.1, which browsers trust as they trust https.

    Args:
        asked: (path, headers) of each request, in order.
        broken: answer 503 to all.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.broken = False
        self.port = 0
        self._http: ThreadingHTTPServer | None = None
        self.start()

    @property
    def is_up(self) -> bool:
        """True between `start` and `stop`."""
        return self._http is not None

    def start(self) -> None:
        """Listen, at the same address as before."""
        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_Quiet, owner=self))
        self._http.daemon_threads = True
        self.port = self._http.server_address[1]
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Refuse all connections: there is no network."""
        if self._http is not None:
            http, self._http = self._http, None
            http.shutdown()
            http.server_close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a file."""
        return f"http://{host}:{self.port}/{path}"
