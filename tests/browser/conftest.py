"""The two ways to show the widget: from our server, and from a copy on the host's own origin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from host_pages import EXIT, Host
from hosts import serving


@pytest.fixture(params=["cross", "same"])
def host(request: pytest.FixtureRequest, site: Path) -> Iterator[Host]:
    """A host that shows the widget from our server, then one that has copied the folder."""
    with serving("localhost") as widget, serving("127.0.0.1") as server:
        cross = request.param == "cross"
        (widget if cross else server).pages["/orientation/"] = site / "var"
        for one in (widget, server):
            one.instead[EXIT] = f"{server.url}meteo.html".encode()
        server.pages["/meteo.html"] = b"<!doctype html><title>Meteo</title>"
        yield Host(server, widget, f"{widget.url if cross else '/'}orientation/")
