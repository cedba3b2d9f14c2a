"""Search in residents' own words: an index built here, read by Python and by the page. See `docs/search.md`."""

from __future__ import annotations

from .index import Index, index_data, index_script
from .ranking import Answer, search
from .reading import check_scenarios

__all__ = ["Answer", "Index", "check_scenarios", "index_data", "index_script", "search"]
