"""A resolved site to the pages of its folder: what each template will see. No Jinja, no file.

The order in which contacts are shown, what an old fact becomes, where each answer leads: decided here, once.
"""

from __future__ import annotations

from .asking import chooser_of, otherwise, services_asked
from .dates import alert_line
from .heads import title_of
from .instead import offline_notes
from .root import root_page
from .site import Pages
from .texts import open_data_page

__all__ = [
    "Pages",
    "alert_line",
    "chooser_of",
    "offline_notes",
    "open_data_page",
    "otherwise",
    "root_page",
    "services_asked",
    "title_of",
]
