"""Finds the project, names its folders and fixes its settings: flag, then environment, then project file, then default.

The commons and the default theme come with the package; a project's own `content/` and `themes/` win.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

__all__ = ["NATIONAL", "ProjectError", "Settings", "find_settings"]

PROJECT_FILE = "commun.conf"
"""`key = value` lines: out, site_url, theme, lang, jobs, zip."""
_KEYS = ("out", "site_url", "theme", "lang", "jobs", "zip")


NATIONAL = "national"
"""The commons alone, built as a partner: its folder is `content/national/`, and no partner may take the name."""


class ProjectError(Exception):
    """The project cannot be found or read; `fr` and `en` say why and what to do."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr, self.en = fr, en

    def __reduce__(self) -> tuple[type[ProjectError], tuple[str, str]]:
        return type(self), (self.fr, self.en)  # it crosses from one process to another


@dataclass(frozen=True, slots=True)
class Settings:
    """Where everything is, and how to build.

    Args:
        root: the project's folder.
        content, themes: the project's own, or those of the package.
        content_shown, themes_shown: how their files are named in messages.
        site_url: public address of the output, with a trailing slash, or "".
        today: only warnings depend on it, never a page.
        jobs: processes; 0 means as many as there are cores.
        private: folder of what only agents read, a folder for each partner in it; None without.
        zip: whether each folder has a zip of itself, for the partner's webmaster.
    """

    root: Path
    content: Path
    content_shown: str
    themes: tuple[Path, ...]
    partners: Path
    out: Path
    site_url: str
    theme: str
    lang: str
    jobs: int
    today: date
    private: Path | None = None
    zip: bool = False

    @property
    def agents_out(self) -> Path:
        """The folder of agents' pages, beside the public output and never in it."""
        return self.out.with_name(f"{self.out.name}-agents")

    def folder_of(self, partner: str) -> tuple[Path, str]:
        """Return the folder of a partner, and how it is named in messages."""
        if partner == NATIONAL:
            return self.content / NATIONAL, f"{self.content_shown}/{NATIONAL}"
        return self.partners / partner, f"partners/{partner}"

    @property
    def has_national(self) -> bool:
        """Tell whether the commons are built as a partner too: where they are edited, not where they are only used."""
        return self.content == self.root / "content" and (self.content / NATIONAL / "partner.yaml").is_file()


def find_settings(project: Path | None, environment: Mapping[str, str], **flags: object) -> Settings:
    """Return the settings of the project at `project`, or of the nearest one above the current folder.

    Raises:
        ProjectError: there is no project, or its file says something we cannot read.
    """
    root = _root(project)
    chosen = {**_from_file(root / PROJECT_FILE), **_from_environment(environment)}
    chosen |= {key: str(value) for key, value in flags.items() if value is not None}
    shipped = shipped_folder()
    own_content = root / "content"
    content = own_content if own_content.is_dir() else shipped / "content"
    lang = chosen.get("lang", "fr")
    site_url = chosen.get("site_url", "")
    return Settings(
        root=root,
        content=content,
        content_shown="content" if content == own_content else "commun_orientation_ssg/content",
        themes=tuple(folder for folder in (root / "themes", shipped / "themes") if folder.is_dir()),
        partners=root / "partners",
        out=(root / chosen.get("out", "build")).absolute(),
        site_url=site_url if not site_url or site_url.endswith("/") else f"{site_url}/",
        theme=chosen.get("theme", "default"),
        lang=lang if lang in ("fr", "en") else "fr",
        jobs=_jobs(chosen.get("jobs", "0")),
        today=date.today(),
        private=_private(Path(chosen["private"]), root) if "private" in chosen else None,
        zip=_is_yes("zip", chosen.get("zip", "non")),
    )


def _private(path: Path, root: Path) -> Path:
    """Return the folder of private facts, which may not mix with the project: all of that may be published."""
    folder, root = path.resolve(), root.resolve()
    if not folder.is_dir():
        raise ProjectError(f"le dossier privé « {path} » n'existe pas", f"the private folder “{path}” does not exist")
    if folder == root or root in folder.parents or folder in root.parents:
        raise ProjectError(
            f"le dossier privé « {path} » se mêle au projet, qui est public : placez-le à côté, par exemple dans "
            f"« ../{root.name}-prive »",
            f"the private folder “{path}” overlaps the project, which is public: put it beside, for instance in "
            f"“../{root.name}-private”",
        )
    return folder


def shipped_folder() -> Path:
    """Return the folder of the commons and themes that come with the package (or those of the checkout)."""
    package = Path(__file__).resolve().parent
    installed = package / "shipped"
    return installed if installed.is_dir() else package.parent.parent


def _root(project: Path | None) -> Path:
    start = (project or Path.cwd()).absolute()
    if not start.is_dir():
        raise ProjectError(f"le dossier « {start.name} » n'existe pas", f"the folder {start.name} does not exist")
    for folder in (start,) if project else (start, *start.parents):
        if (folder / "partners").is_dir():
            return folder
    raise ProjectError(
        f"pas de dossier « partners » dans « {start.name} » : ce n'est pas un projet. "
        "Créez-en un avec « commun init mon-projet ».",
        f"no “partners” folder in “{start.name}”: this is not a project. Make one with “commun init my-project”.",
    )


def _from_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    found = {}
    for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, equals, value = (part.strip() for part in line.partition("="))
        if not equals or key not in _KEYS:
            raise ProjectError(
                f"{PROJECT_FILE}:{number} : « {line.strip()[:60]} » ne se lit pas. "
                f"Attendu : l'un de {', '.join(_KEYS)}, puis = et la valeur.",
                f"{PROJECT_FILE}:{number}: “{line.strip()[:60]}” cannot be read. "
                f"Expected: one of {', '.join(_KEYS)}, then = and the value.",
            )
        found[key] = value
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {key: environment[f"COMMUN_{key.upper()}"] for key in _KEYS if environment.get(f"COMMUN_{key.upper()}")}


def _is_yes(key: str, text: str) -> bool:
    if text.lower() not in ("oui", "non", "yes", "no", "true", "false"):
        raise ProjectError(f"{key} = {text} : « oui » ou « non » est attendu", f"{key} = {text}: yes or no is expected")
    return text.lower() in ("oui", "yes", "true")


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) > 64:
        raise ProjectError(
            f"jobs = {text} : un nombre de 0 à 64 est attendu", f"jobs = {text}: a number from 0 to 64 is expected"
        )
    return int(text) or min(os.cpu_count() or 1, 8)
