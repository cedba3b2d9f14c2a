"""What a webmaster pastes: one link in a box that keeps its place, and one script."""

from __future__ import annotations

import base64
import hashlib
from html import escape

__all__ = ["ALLOW", "HEIGHT_PX", "SANDBOX", "frame", "integrity", "script", "versioned_script", "widget"]

HEIGHT_PX = 560
"""Kept for the widget before it comes: nothing of the host's page moves."""
SANDBOX = (
    "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals "
    "allow-top-navigation-by-user-activation"
)
ALLOW = "web-share; clipboard-write"


def widget(url: str, text: str, attributes: str = "") -> str:
    """Return the link in its box; `attributes` are those of widget.js, with a space before each."""
    link = f'<a href="{escape(url)}" data-commun-orientation{attributes}>{escape(text, quote=False)}</a>'
    return f'<div style="min-height:{HEIGHT_PX}px">\n  {link}\n</div>'


def script(folder: str) -> str:
    """Return the line that brings the widget to life, once a page."""
    return f'<script src="{escape(folder)}widget.js" async></script>'


def versioned_script(folder: str, path: str, data: bytes) -> str:
    """Return the same line for one version of the script, that the browser checks."""
    said = f'integrity="{integrity(data)}" crossorigin="anonymous"'
    return f'<script src="{escape(folder)}{path}" {said} async></script>'


def integrity(data: bytes) -> str:
    """Return the subresource integrity of a script."""
    return f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"


def frame(url: str, title: str) -> str:
    """Return a plain frame: no script on the host's page, and no height but the one it is given."""
    return (
        f'<iframe src="{escape(url)}#cadre" title="{escape(title)}" width="100%" height="700" style="border:0"\n'
        f'  sandbox="{SANDBOX}"\n'
        f'  allow="{ALLOW}" referrerpolicy="no-referrer" loading="lazy"></iframe>'
    )
