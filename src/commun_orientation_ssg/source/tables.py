"""The tables of places of the commons, from the disk."""

from __future__ import annotations

from pathlib import Path

from ..project import ProjectError
from ..territory import TABLES

__all__ = ["read_tables"]

_OPTIONAL = ("former", "lists", "centres", "holders")


def read_tables(content: Path) -> dict[str, str]:
    """Return the text of each table of `content/territories/`, by name of file without its suffix.

    Raises:
        ProjectError: one that must be there is not, or cannot be read.
    """
    folder = content / "territories"
    try:
        tables = {name: (folder / f"{name}.csv").read_text("utf-8-sig") for name in TABLES}
        for name in _OPTIONAL:
            if (folder / f"{name}.csv").is_file():
                tables[name] = (folder / f"{name}.csv").read_text("utf-8-sig")
    except FileNotFoundError as problem:
        name = Path(str(problem.filename)).name
        raise ProjectError(
            f"le fichier des territoires {name} est introuvable dans content/territories/",
            f"the territory file {name} is missing from content/territories/",
        ) from problem
    except UnicodeDecodeError as problem:
        raise ProjectError(
            "un fichier de content/territories/ n'est pas en UTF-8", "a file of content/territories/ is not in UTF-8"
        ) from problem
    return tables
