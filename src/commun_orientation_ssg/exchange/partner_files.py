"""The contacts that stand in a partner's own files, one by one: documents as they are written, nothing merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..project import NATIONAL, Settings
from ..schema import MODELS, bind
from ..source import Listing, Text, read_yaml
from ..source import Mapping as Tree

__all__ = ["Written", "contacts_folder", "written_contacts"]


@dataclass(frozen=True, slots=True)
class Written:
    """One contact of a partner's files.

    Args:
        file: relative to the project; `line` is 1-based.
        doc: its document, None when it is not whole: wrong, or a change to a contact of the commons.
    """

    partner: str
    id: str
    file: str
    line: int
    corrects: str
    doc: Any


def contacts_folder(settings: Settings, partner: str) -> Path:
    """Return the folder of the contacts of a partner, or of the commons for `national`."""
    return (settings.content if partner == NATIONAL else settings.partners / partner) / "contacts"


def written_contacts(settings: Settings, partner: str = "*") -> Iterator[Written]:
    """Yield the contacts of one partner, or of all, in the order of files and lines; `national` has the commons'."""
    paths = settings.partners.glob(f"{partner}/contacts/*.y*ml")
    for path in sorted(contacts_folder(settings, NATIONAL).glob("*.y*ml") if partner == NATIONAL else paths):
        shown = path.relative_to(settings.root).as_posix()
        root, _ = read_yaml(path.read_bytes(), shown)
        body = root.entries.get("contacts") if root else None
        for item in body.items if isinstance(body, Listing) else ():
            id = item.entries.get("id") if isinstance(item, Tree) else None
            if isinstance(item, Tree) and isinstance(id, Text):
                corrects = item.entries.get("corrects")
                named = corrects.value.strip() if isinstance(corrects, Text) else ""
                doc, _ = bind(MODELS["contact"], item)
                owner = NATIONAL if partner == NATIONAL else path.parent.parent.name
                yield Written(owner, id.value.strip(), shown, item.line, named, doc)
