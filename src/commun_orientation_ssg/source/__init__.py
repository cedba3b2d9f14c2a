"""The folders of a layer to trees of nodes that know where they were written.

Every scalar stays text: YAML's guessing turns 0321216200 into 55057536, 14:00 into 840 and `no` into false. `decoding`
turns bytes into text, `growing` grows the tree straight from libyaml's events, within bounds, and refuses what an
editor never needs (anchors, aliases, merge keys, tags, `{ }`, several documents), `drafting` mends the text so that one
mistake does not hide the next ones, `folder` finds the files,
`tables` those of places. What a mistake of the hand did to the YAML is told by
`mistakes`; what keys and values mean is left to `schema`.

A tree comes back as complete as the file allows, even beside errors, so that later stages can report theirs in the same
run: `has_errors` decides what is published, never the presence of a tree.
"""

from ..tree import Listing, Mapping, Node, Text
from .drafting import read_yaml
from .fingerprint import fingerprint
from .folder import SourceFile, read_folder
from .tables import read_tables

__all__ = ["Listing", "Mapping", "Node", "SourceFile", "Text", "fingerprint", "read_folder", "read_tables", "read_yaml"]
