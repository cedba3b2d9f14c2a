"""The names by which a snippet may ask for a page: entries, topics, needs; and where each of them is."""

from __future__ import annotations

import json

from ..model import Site
from ..permalinks import Permalinks

__all__ = ["ways_of", "ways_script"]


def ways_of(site: Site, links: Permalinks) -> dict[str, str]:
    """Return "entry social", "topic logement" or "need impaye-loyer" -> the path of its page."""
    inhabited = {topic for need in site.needs.values() for topic in need.topics}
    ways = {f"entry {entry.id}": f"entrees/{entry.id}/index.html" for entry in site.entries}
    ways |= {f"topic {id}": links.topics[id] for id in site.topics if id in inhabited}
    return ways | {f"need {need.id}": links.step(need.target) for need in site.needs.values()}


def ways_script(ways: dict[str, str]) -> bytes:
    """Return the script that tells them to widget.js, on pages of any site."""
    data = json.dumps(ways, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.communWays={data};\n".encode()
