"""A theme: its manifest, its parents, its templates, styles, scripts and words. Never the content of a page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .colour import derive_palette
from .model import Branding
from .project import ProjectError
from .source import Listing, Text, read_yaml
from .source import Mapping as Tree

__all__ = ["Theme", "brand_css", "read_theme", "style_hash"]

CONTRACT = 1
"""The version of `context` that templates are written for."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme ready to render.

    Args:
        templates: folders, the theme's own first, then its parents': `templates/`, then `components/`.
        css: the style sheet without the partner's colours, minified.
        scripts: file name -> bytes; the name holds a hash of the content.
        words: key -> text of the interface.
    """

    name: str
    templates: tuple[Path, ...]
    css: str
    scripts: Mapping[str, bytes]
    words: Mapping[str, str]


def read_theme(folders: tuple[Path, ...], name: str) -> Theme:
    """Read the theme `name` and those it extends.

    Raises:
        ProjectError: there is no such theme, or its manifest cannot be read.
    """
    chain = _chain(folders, name)
    css = "".join(_minified((_first(chain, path)).read_text("utf-8")) for path in _order(chain, "css/order.txt"))
    scripts = {}
    for path in _order(chain, "js/order.txt"):
        data = _first(chain, path).read_bytes()
        stem = Path(path).stem
        scripts[f"{stem}.{hashlib.sha256(data).hexdigest()[:8]}.js"] = data
    words: dict[str, str] = {}
    for folder in reversed(chain):
        words |= _words(folder / "locales" / "fr.yaml")
    found = (folder / part for folder in chain for part in ("templates", "components"))
    return Theme(name, tuple(folder for folder in found if folder.is_dir()), css, scripts, words)


def _chain(folders: tuple[Path, ...], name: str) -> list[Path]:
    chain: list[Path] = []
    wanted = name
    while wanted:
        found = next((folder / wanted for folder in folders if (folder / wanted / "theme.yml").is_file()), None)
        if found is None or found in chain:
            raise ProjectError(f"le thème « {wanted} » est introuvable", f"the theme “{wanted}” cannot be found")
        chain.append(found)
        manifest = _tree(found / "theme.yml")
        contract = manifest.get("contract", "")
        if contract != str(CONTRACT):
            raise ProjectError(
                f"le thème « {wanted} » est écrit pour le contrat {contract or '?'} ; il faut {CONTRACT}",
                f"the theme “{wanted}” is written for contract {contract or '?'}; {CONTRACT} is needed",
            )
        extends = manifest.get("extends", "")
        wanted = "" if extends in ("", "null") else extends
    default = next((folder / "default" for folder in folders if (folder / "default" / "theme.yml").is_file()), None)
    return chain if default is None or default in chain else [*chain, default]


def _tree(path: Path) -> dict[str, str]:
    root, findings = read_yaml(path.read_bytes(), path.name)
    if root is None or findings:
        raise ProjectError(f"{path.name} du thème ne se lit pas", f"the theme's {path.name} cannot be read")
    return {key: value.value for key, value in root.entries.items() if isinstance(value, Text)}


def _words(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    root, findings = read_yaml(path.read_bytes(), path.name)
    if root is None or findings:
        where = findings[0] if findings else None
        raise ProjectError(
            f"les mots du thème ({path.name}) ne se lisent pas : {where.location if where else ''} {where.says('fr') if where else ''}",
            f"the theme's words ({path.name}) cannot be read: {where.location if where else ''} {where.says('en') if where else ''}",
        )
    return dict(_flat(root, ""))


def _flat(node: Tree, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in node.entries.items():
        if isinstance(value, Tree):
            found += _flat(value, f"{prefix}{key}.")
        elif isinstance(value, Text):
            found.append((prefix + key, value.value))
        elif isinstance(value, Listing):
            found.append((prefix + key, " ".join(item.value for item in value.items if isinstance(item, Text))))
    return found


def _order(chain: list[Path], name: str) -> list[str]:
    found = next((folder / name for folder in chain if (folder / name).is_file()), None)
    lines = found.read_text("utf-8").splitlines() if found else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _first(chain: list[Path], path: str) -> Path:
    found = next((folder / path for folder in chain if (folder / path).is_file()), None)
    if found is None:
        raise ProjectError(f"le thème n'a pas le fichier « {path} »", f"the theme has no file “{path}”")
    return found


def _minified(css: str) -> str:
    """Drop comments and needless space; leaves strings, selectors and values as they are."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r": (?=[^{}]*[;}])", ":", css)
    return css.replace(";}", "}").strip()


_RADII = {"none": ("0", "0"), "soft": ("6px", "10px"), "round": ("14px", "22px")}


def brand_css(branding: Branding) -> str:
    """Return the layer of a partner's colours and corners: custom properties for both schemes, AA by construction."""
    palette = derive_palette(branding.primary, branding.accent)
    small, large = _RADII[branding.radius]
    corners = f"--radius-small:{small};--radius-large:{large};"
    light, dark = (
        "".join(f"--color-{name.replace('_', '-')}:{value};" for name, value in sorted(scheme.items()))
        for scheme in (palette.light, palette.dark)
    )
    return f":root{{{corners}{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def style_hash(css: str) -> str:
    """Return the CSP source of an inline style sheet."""
    return f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}"
