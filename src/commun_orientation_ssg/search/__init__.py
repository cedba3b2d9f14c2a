"""Search in residents' own words: an index built here, read by Python and by the page. See `docs/search.md`."""

from __future__ import annotations

from .building import Indexer, index_data, index_script
from .index import Index
from .ranking import Answer, search
from .scenarios import check_scenarios

__all__ = ["Answer", "Index", "Indexer", "check_scenarios", "index_data", "index_script", "search"]
