"""A first project, and first files: valid, commented in French, never over what exists, never half-written.

The texts stand in `starters/`. A folder is prepared beside its place, then renamed into it.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import __version__
from .drafts import write_file, write_folder
from .editor import SCHEMAS_FOLDER, schema_files, settings_text
from .overlay import layer_of
from .permalinks import RESERVED
from .place_names import find_place, one_line, territories_of
from .project import Settings, shipped_folder
from .refusal import Refusal, partner_of
from .schema import slug_of
from .source import Listing, Node, Text, read_folder, read_yaml
from .source import Mapping as Tree
from .territory import Territories, place_of

__all__ = ["Made", "new_contact", "new_journey", "new_partner", "new_project"]

STARTERS = Path(__file__).resolve().parent / "starters"
CI_TEMPLATES = "ci-templates"
EXAMPLE = ("exemple", "Ville d'Exemple", "83137")
"""The first partner of a project when nothing is said of it: id, name, territory."""
_GIT = frozenset({".git"})
_SAFE = re.compile(r"[^\W\d_](?:[^:#\"\\{}\[\]]|:(?! )|(?<! )#)*")
_WORDS = frozenset({"oui", "non", "yes", "no", "true", "false", "on", "off", "null"})


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: the files, as shown to people, and what to do next in French and in English."""

    files: tuple[str, ...]
    next_fr: str
    next_en: str


# --------------------------------------------------------------------------------------------------------------------
# A project.


def new_project(folder: Path, *, name: str = "", level: str = "", territory: str = "") -> Made:
    """Write a whole project into `folder`, which must be absent or empty (a fresh clone counts as empty).

    Args:
        name, level, territory: of the first partner; an example when none is given.

    Raises:
        Refusal: the folder holds something, or its parent is missing.
    """
    folder = folder.absolute()
    if folder.exists() and not folder.is_dir():
        raise Refusal(
            f"« {folder.name} » est un fichier : donnez un nom de dossier",
            f"“{folder.name}” is a file: give a folder name",
        )
    if folder.is_dir() and any(child.name not in _GIT for child in folder.iterdir()):
        raise Refusal(
            f"le dossier « {folder.name} » n'est pas vide : rien n'a été écrit. Donnez un autre nom.",
            f"the folder “{folder.name}” is not empty: nothing was written. Give another name.",
        )
    if not folder.parent.is_dir():
        raise Refusal(f"le dossier « {folder.parent} » n'existe pas", f"the folder “{folder.parent}” does not exist")
    content = shipped_folder() / "content"
    if name or territory:
        partner = _partner(name or territory, name, level, territory, territories_of(content))
    else:
        partner = _partner(EXAMPLE[0], EXAMPLE[1], "", EXAMPLE[2], territories_of(content))
    files = {f"partners/{partner['id']}/{path}": text for path, text in _partner_files(partner, content).items()}
    files |= _project_files(folder.name, partner["id"])
    write_folder(folder, files)
    return Made(
        tuple(sorted(files, key=lambda name: (name.startswith("."), name))),
        f"Ensuite : entrez dans le dossier « {folder.name} », lisez README.md, "
        "puis tapez « commun check » et « commun build ».",
        f"Next: enter the folder “{folder.name}”, read README.md, then type “commun check” and “commun build”.",
    )


def _project_files(title: str, partner: str) -> dict[str, str]:
    values = {"title": one_line(title), "partner": partner, "version": __version__}
    files = dict(_ci_templates(shipped_folder() / CI_TEMPLATES))
    files |= {
        ".gitignore": _starter("project/gitignore", {}),
        "README.md": _starter("project/README.md", values),
        "requirements.txt": _starter("project/requirements.txt", values),
        ".vscode/settings.json": settings_text(),
        ".vscode/extensions.json": json.dumps({"recommendations": ["redhat.vscode-yaml"]}, indent=2) + "\n",
    }
    files.setdefault("netlify.toml", _starter("project/netlify.toml", {}))
    return files | {f"{SCHEMAS_FOLDER}/{name}": text for name, text in schema_files("draft-07").items()}


def _ci_templates(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and path.name != "README.md":
            yield path.relative_to(folder).as_posix(), path.read_text("utf-8")


# --------------------------------------------------------------------------------------------------------------------
# A partner.


def new_partner(settings: Settings, word: str, *, name: str = "", level: str = "", territory: str = "") -> Made:
    """Write the folder of a new partner.

    Args:
        word: its name, from which the folder takes its own ("Ville de Toulon" -> ville-de-toulon).
        name: the name to show, when it differs.
        level, territory: guessed from the name when it is that of one place only; a place's name or code.

    Raises:
        Refusal: the name cannot be used, or the territory is not known.
    """
    partner = _partner(word, name, level, territory, territories_of(settings.content))
    folder = settings.partners / partner["id"]
    if folder.exists():
        raise Refusal(
            f"partners/{partner['id']} existe déjà : rien n'a été écrit",
            f"partners/{partner['id']} exists already: nothing was written",
        )
    files = _partner_files(partner, settings.content)
    write_folder(folder, files)
    shown = f"partners/{partner['id']}"
    return Made(
        tuple(f"{shown}/{path}" for path in sorted(files)),
        f"Ensuite : complétez {shown}/partner.yaml et remplacez le numéro fictif de {shown}/contacts/accueil.yaml, "
        "puis « commun check ».",
        f"Next: fill in {shown}/partner.yaml and replace the made-up number of {shown}/contacts/accueil.yaml, "
        "then “commun check”.",
    )


def _partner(word: str, name: str, level: str, territory: str, territories: Territories) -> dict[str, str]:
    id = _slug(word, 50)
    if id in RESERVED:
        raise Refusal(
            f"« {id} » est un nom réservé : choisissez-en un autre", f"“{id}” is a reserved name: choose another"
        )
    level, code = find_place(territory or name or word, level, territories, given=bool(territory))
    shown = one_line(name or word)
    place = territories.name(place_of(level, code))
    return {"id": id, "name": shown, "short": place, "level": level, "territory": code}


def _partner_files(partner: Mapping[str, str], content: Path) -> dict[str, str]:
    values = {
        **partner,
        "name": _yaml(partner["name"]),
        "short": _yaml(partner["short"]),
        "territory": f'"{partner["territory"]}"',
        "topics": _topics(content),
    }
    contact = {
        "id": f"accueil-{partner['id']}",
        "partner": partner["id"],
        "kind": "body",
        "name": values["name"],
        "role": _yaml("Dites en un mot votre problème : on vous passe le bon service."),
        "provides": _block(_ids(content, "services", partner["level"])),
    }
    files = {name: _starter(f"partner/{name}", values) for name in ("partner.yaml", "branding.yaml", "entries.yaml")}
    return files | {"contacts/accueil.yaml": _starter("contact.yaml", contact)}


def _ids(content: Path, key: str, level: str = "") -> list[str]:
    """Return the ids of the services (those that bodies of `level` hold) or topics of the commons."""
    root, _ = read_yaml((content / f"{key}.yaml").read_bytes(), f"{key}.yaml")
    listing = root.entries.get(key) if root else None
    items = [item.entries for item in listing.items if isinstance(item, Tree)] if isinstance(listing, Listing) else []
    return [_said(item.get("id")) for item in items if not level or _said(item.get("level")) == level]


def _topics(content: Path) -> str:
    """Return the topics that the first entry shows, as many as the commons have of them."""
    known = _ids(content, "topics")
    return ", ".join([id for id in ("argent", "logement", "famille") if id in known] or known[:3])


def _said(node: Node | None) -> str:
    return node.value if isinstance(node, Text) else ""


def _block(ids: list[str]) -> str:
    return "".join(f"\n      - {id}" for id in ids) or " []"


# --------------------------------------------------------------------------------------------------------------------
# A journey, a contact.


def new_journey(settings: Settings, word: str, *, partner: str = "") -> Made:
    """Write a new journey of a partner; only what changes, when the commons have a journey of that name.

    Raises:
        Refusal: the name cannot be used, the partner is not known, or the file exists.
    """
    partner = partner_of(settings, partner)
    id = _slug(word, 60)
    national = _national_journey(settings, id)
    if national is not None:
        text = _starter("journey_overlay.yaml", national)
    else:
        contact = _not_listed(settings, partner)
        values = {"title": _yaml(one_line(word)), "contact": contact, "partner": partner, "id": id}
        text = _starter("journey.yaml", values)
    shown = f"partners/{partner}/journeys/{id}.yaml"
    write_file(settings.root / shown, shown, text)
    if national is not None:
        return Made(
            (shown,),
            f"Ensuite : écrivez dans {shown} ce qui change chez vous.",
            f"Next: write in {shown} what changes for you.",
        )
    return Made(
        (shown,),
        f"Ensuite : écrivez vos questions dans {shown}, puis un besoin qui y mène (la fin du fichier montre comment).",
        f"Next: write your questions in {shown}, then a need that leads there (the end of the file shows how).",
    )


def new_contact(settings: Settings, word: str, *, partner: str = "") -> Made:
    """Write a file with one new contact of a partner.

    Raises:
        Refusal: the name cannot be used or is taken, the partner is not known, or the file exists.
    """
    partner = partner_of(settings, partner)
    id = _slug(word, 60)
    taken = _declared(settings, partner)
    if id in taken:
        raise Refusal(
            f"« {id} » sert déjà, dans {taken[id]} : choisissez un autre nom",
            f"“{id}” is used already, in {taken[id]}: choose another name",
        )
    values = {
        "id": id,
        "partner": partner,
        "kind": "service",
        "name": _yaml(one_line(word)),
        "role": _yaml("À compléter. Ce que ce service fait pour les gens, en une ligne."),
        "provides": " []",
    }
    shown = f"partners/{partner}/contacts/{id}.yaml"
    write_file(settings.root / shown, shown, _starter("contact.yaml", values))
    return Made(
        (shown,),
        f"Ensuite : remplacez le numéro fictif de {shown}, dites ce que ce contact fait (provides), "
        "puis « commun check ».",
        f"Next: replace the made-up number of {shown}, say what this contact does (provides), then “commun check”.",
    )


def _national_journey(settings: Settings, id: str) -> dict[str, str] | None:
    path = settings.content / "journeys" / f"{id}.yaml"
    if not path.is_file():
        return None
    root, _ = read_yaml(path.read_bytes(), path.name)
    entries = root.entries if root else {}
    outcomes = entries.get("outcomes")
    return {
        "title": _yaml(_said(entries.get("title")) or id),
        "outcome": next(iter(outcomes.entries), "resultat") if isinstance(outcomes, Tree) else "resultat",
    }


def _not_listed(settings: Settings, partner: str) -> str:
    path = settings.partners / partner / "partner.yaml"
    root, _ = read_yaml(path.read_bytes(), path.name) if path.is_file() else (None, [])
    return _said(root.entries.get("not_listed") if root else None) or "allo-service-public"


def _declared(settings: Settings, partner: str) -> dict[str, str]:
    """Return the ids that a contact of this partner may not take: id -> the file that has it."""
    found: dict[str, str] = {}
    for folder, shown, kind in (
        (settings.content, settings.content_shown, "commons"),
        (settings.partners / partner, f"partners/{partner}", "partner"),
    ):
        layer, _ = layer_of(read_folder(folder, shown)[0], shown, kind)
        for name in ("service", "contact"):
            found |= {id: item.node.file for id, item in layer.items[name].items()}
    return found


# --------------------------------------------------------------------------------------------------------------------
# Texts and files.


def _slug(word: str, limit: int) -> str:
    slug = slug_of(one_line(word))[:limit].strip("-")
    if not slug:
        raise Refusal(
            f"« {word[:60]} » ne donne pas de nom de fichier : utilisez des lettres ou des chiffres",
            f"“{word[:60]}” gives no file name: use letters or digits",
        )
    return slug


def _yaml(text: str) -> str:
    """Return `text` as a YAML value on one line: bare when that is safe, else in quotes."""
    if _SAFE.fullmatch(text) and text.lower() not in _WORDS and not text.endswith(":"):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _starter(name: str, values: Mapping[str, str]) -> str:
    text = (STARTERS / name).read_text("utf-8")
    return string.Template(text).substitute(values) if values else text
