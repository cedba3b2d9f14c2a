"""A partner's ways to a WordPress plugin: a block and a shortcode, for editors who may not paste a script.

The same ways give the same bytes: entries are sorted, dated of 1980, and not compressed.
"""

from __future__ import annotations

import json
from importlib import resources

from ..model import Site
from .archive import packed

__all__ = ["plugin"]

_FOLDER = "commun-orientation"


def plugin(site: Site, folder: str, ways: dict[str, str]) -> bytes:
    """Return the zip that WordPress installs.

    Args:
        folder: public address of the partner's folder; "" when it is not known, and asked in the settings of WordPress.
        ways: as `ways_of` gives them.
    """
    titles = {entry.id: entry.title for entry in site.entries}
    said = {"folder": folder, "partner": site.partner.name, "entries": titles, "ways": ways}
    files = {file.name: file.read_bytes() for file in resources.files(__package__).joinpath("wordpress").iterdir()}
    # Read by PHP: a file of data that no server runs, and that holds no text of ours to escape.
    files["ways.json"] = (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
    return packed({f"{_FOLDER}/{name}": data for name, data in files.items()})
