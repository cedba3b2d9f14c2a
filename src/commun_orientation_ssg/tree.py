"""The tree that a YAML file is read into: text, lists and mappings that know where they were written.

Every scalar stays text. `source` grows the trees; `overlay` lays one over another; `schema` gives them a meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .diagnostics import Location

__all__ = ["Listing", "Mapping", "Node", "Text"]


@dataclass(slots=True)
class Text:
    """A scalar, always text. `style` is "plain", "quoted" or "block"; positions as in `Location`. Never changed."""

    value: str
    style: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def location(self) -> Location:
        """Where the value stands, quotes included."""
        return Location(self.file, self.line, self.column, self.end_line, self.end_column)


@dataclass(slots=True)
class Listing:
    """A list. Never changed once read."""

    items: tuple[Node, ...]
    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def location(self) -> Location:
        """From the first dash or bracket to the end of the last item."""
        return Location(self.file, self.line, self.column, self.end_line, self.end_column)


@dataclass(slots=True)
class Mapping:
    """Keys and their values, in the order of the file. `keys` holds each key as written. Never changed once read."""

    entries: dict[str, Node]
    keys: dict[str, Text]
    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def location(self) -> Location:
        """From the first key to the end of the last value."""
        return Location(self.file, self.line, self.column, self.end_line, self.end_column)

    def key_location(self, key: str) -> Location:
        """Return where `key` is written."""
        return self.keys[key].location


Node: TypeAlias = Text | Listing | Mapping
