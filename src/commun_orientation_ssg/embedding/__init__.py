"""A partner's site to what its webmaster needs to show it elsewhere: snippets, plugin, server rules, zip, poster.

Values and bytes only: the page that shows them is the theme's, `press` puts the files in the folder.
"""

from __future__ import annotations

from .archive import site_archive
from .page import integration_page, poster_page
from .plugin import plugin
from .servers import htaccess, nginx
from .ways import ways_of, ways_script

__all__ = [
    "htaccess",
    "integration_page",
    "nginx",
    "plugin",
    "poster_page",
    "site_archive",
    "ways_of",
    "ways_script",
]
