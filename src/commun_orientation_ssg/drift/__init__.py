"""What a partner says instead of the commons, and what has moved under it since.

A partner's `replaced.yaml` keeps, for each text or list that the partner replaced, what the commons said that day.
`replacing` compares it with a merged layer, `writing` turns it into the file again, `rules` are the sentences of
`check`. Which values are replaced is found by `overlay`; choosing is left to `updating`.
"""

from .replacing import FILE, Record, Replacement, Stale, check_drift, new_records, read_records, stale_of
from .writing import records_text

__all__ = [
    "FILE", "Record", "Replacement", "Stale", "check_drift", "new_records", "read_records", "records_text", "stale_of",
]  # fmt: skip
