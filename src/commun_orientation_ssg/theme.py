"""A theme: its manifest, its parents, its templates, styles, scripts and words. Never the content of a page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .colour import derive_palette
from .font import NO_FONT, Font
from .model import Branding
from .project import ProjectError
from .source import Listing, Text, read_yaml
from .source import Mapping as Tree

__all__ = ["Sheet", "Theme", "brand_css", "read_theme", "style_hash"]

_WITH = "page-"
CONTRACT = 1
"""The version of `context` that templates are written for."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One style sheet; `pages` names the templates that need it, none of them for all."""

    css: str
    pages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Script:
    """Scripts of js/order.txt that the same templates need, joined; the name holds a hash of the content.

    Args:
        stem: what templates call it: "page" for what all need, else the name of its last file, up to a hyphen.
        pages: templates whose pages load it at once; none for "page", which all load but those that have it in another.
        later: templates whose pages ask for it later (`later:home` in the order).
    """

    stem: str
    data: bytes
    pages: frozenset[str]
    later: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Return the name of its file."""
        return f"{self.stem}.{hashlib.sha256(self.data).hexdigest()[:8]}.js"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme ready to render.

    Args:
        templates: folders, the theme's own first, then its parents': `templates/`, then `components/`.
        sheets: the style sheets in their order, without the partner's colours, minified.
        words: key -> text of the interface.
        worker: the service worker, without what the build writes above it.
        widget: the script that other sites load.
    """

    name: str
    templates: tuple[Path, ...]
    sheets: tuple[Sheet, ...]
    scripts: tuple[Script, ...]
    words: Mapping[str, str]
    worker: bytes = b""
    widget: bytes = b""

    def css(self, *pages: str) -> str:
        """Return the style sheet of a page that draws these templates: the sheets they need, no more."""
        return "".join(sheet.css for sheet in self.sheets if not sheet.pages or not sheet.pages.isdisjoint(pages))

    def scripts_of(self, page: str) -> tuple[str, ...]:
        """Return the names of the scripts that the pages of a template load at once, in order."""
        own = [script for script in self.scripts if page in script.pages]
        whole = any(script.stem.startswith(_WITH) for script in own)
        for_all = [] if whole else [script for script in self.scripts if script.stem == "page"]
        return tuple(script.name for script in (*for_all, *own))

    def later_of(self, page: str) -> dict[str, str]:
        """Return the names of the scripts that the pages of a template ask for later, by their stem."""
        return {script.stem: script.name for script in self.scripts if page in script.later}

    def searches(self, page: str) -> bool:
        """Tell whether the pages of a template hold the search box."""
        return "search" in self.later_of(page) or any(name.startswith("search.") for name in self.scripts_of(page))


def read_theme(folders: tuple[Path, ...], name: str) -> Theme:
    """Read the theme `name` and those it extends.

    Raises:
        ProjectError: there is no such theme, or its manifest cannot be read.
    """
    chain = _chain(folders, name)
    sheets = tuple(_sheets(chain))
    words: dict[str, str] = {}
    for folder in reversed(chain):
        words |= _words(folder / "locales" / "fr.yaml")
    found = (folder / part for folder in chain for part in ("templates", "components"))
    templates = tuple(folder for folder in found if folder.is_dir())
    worker, widget = (_script(_first(chain, f"js/{name}.js")).encode() for name in ("sw", "widget"))
    return Theme(name, templates, sheets, tuple(_scripts(chain)), words, worker=worker, widget=widget)


def _scripts(chain: list[Path]) -> Iterator[Script]:
    """Yield one script for each set of templates that js/order.txt names, and what a page loads with that of all.

    A page that needs more than what all need (`with:question`) loads both in one file: another one would make a phone
    on a bad network open another connection.
    """
    groups: dict[frozenset[str], list[str]] = {}
    for path, pages in _order(chain, "js/order.txt"):
        groups.setdefault(frozenset(pages), []).append(path)
    all_need = _joined(chain, groups.pop(frozenset(), []))
    yield Script("page", all_need, frozenset())
    for needed, paths in groups.items():
        at_once, joined, later = (_marked(needed, mark) for mark in ("", "with:", "later:"))
        stem, data = Path(paths[-1]).stem.partition("-")[0], _joined(chain, paths)
        if joined:
            yield Script(f"{_WITH}{stem}", all_need + data, joined)
        if at_once or later:
            yield Script(stem, data, at_once, later)


def _joined(chain: list[Path], paths: list[str]) -> bytes:
    return "".join(_script(_first(chain, path)) for path in paths).encode()


def _marked(words: Iterable[str], mark: str) -> frozenset[str]:
    """Return the templates that stand after a mark ("later:"), or without any ("")."""
    return frozenset(word.removeprefix(mark) for word in words if word.startswith(mark) and (mark or ":" not in word))


def _script(path: Path) -> str:
    """Return a script as it is served: its short form (`make scripts`) when that was made of this very source.

    A theme's author who edits a script, or adds one, sees the source at work at once: only longer.
    """
    source = path.read_bytes()
    small = path.parent / "small" / path.name
    if small.is_file():
        made_of, _, code = small.read_text("utf-8").partition("\n")
        if made_of == f"//{hashlib.sha256(source).hexdigest()}":
            return code
    return _lean(source.decode("utf-8"))


def _lean(script: str) -> str:
    """Drop comments that take whole lines, types inside a line, and indentation; the rest of the line stays as it is.

    Scripts that ship hold no template literal, the one thing that spreads over lines and keeps its spaces.
    """
    lines = []
    inside = False
    for line in map(str.strip, script.splitlines()):
        if inside or (line.startswith("/*") and ("*/" not in line or line.endswith("*/"))):
            inside = "*/" not in line
        elif line and not line.startswith("//"):
            lines.append(f"{_TYPE.sub('', line)}\n")
    return "".join(lines)


_TYPE = re.compile(r"/\*\* @[^*]*\*/ ?")


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
        where, says = (findings[0].location, findings[0].says) if findings else ("", str)
        raise ProjectError(
            f"les mots du thème ({path.name}) ne se lisent pas : {where} {says('fr')}",
            f"the theme's words ({path.name}) cannot be read: {where} {says('en')}",
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


def _sheets(chain: list[Path]) -> Iterator[Sheet]:
    """Yield the sheets of css/order.txt: a path a line, then the templates that need it (none: all)."""
    order = _order(chain, "css/order.txt")
    texts = [_minified(_first(chain, path).read_text("utf-8")) for path, _ in order]
    for css, (_, pages) in zip(_settled(texts), order, strict=True):
        yield Sheet(css, frozenset(pages))


def _order(chain: list[Path], name: str) -> list[tuple[str, list[str]]]:
    """Return the (path, other words) of each line of an order file."""
    found = next((folder / name for folder in chain if (folder / name).is_file()), None)
    lines = found.read_text("utf-8").splitlines() if found else []
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return [(first, rest) for first, *rest in words]


def _first(chain: list[Path], path: str) -> Path:
    found = next((folder / path for folder in chain if (folder / path).is_file()), None)
    if found is None:
        raise ProjectError(f"le thème n'a pas le fichier « {path} »", f"the theme has no file “{path}”")
    return found


def _minified(css: str) -> str:
    """Drop comments and needless space; leave strings, selectors and values as they are."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r" ([+~]) (?=[^(){}]*\{)", r"\1", css)
    css = re.sub(r": (?=[^{}]*[;}])", ":", css)
    return css.replace(";}", "}").strip()


_TOKEN = re.compile(r"(?P<name>--[a-z0-9-]+):(?P<value>[^;{}]+);?")


def _settled(sheets: list[str]) -> list[str]:
    """Write the value of each token that is defined once, so that a page does not carry names that nothing changes."""
    values: dict[str, list[str]] = {}
    for token in _TOKEN.finditer("".join(sheets)):
        values.setdefault(token["name"], []).append(token["value"])
    for name, found in values.items():
        if len(found) == 1 and "var(" not in found[0]:
            sheets = [css.replace(f"var({name})", found[0]) for css in sheets]
            sheets = [re.sub(rf"{name}:[^;{{}}]+(?:;|(?=}}))", "", css) for css in sheets]
    return [css.replace(";}", "}") for css in sheets]


_RADII = {"none": ("0", "0"), "soft": ("6px", "10px"), "round": ("14px", "22px")}


UP = "\x1f"
"""Stands for the way up to the partner's folder, in what is made once for all depths."""


def brand_css(branding: Branding, css: str, font: Font = NO_FONT) -> str:
    """Return the layer of a partner's font, colours and corners: custom properties, AA by construction in both schemes.

    The font is used where it comes at once, or is there since the page before; else this page keeps the device's own:
    nothing waits for letters, and nothing moves when they come.

    Args:
        css: the theme's style sheet; only the tokens it reads are written.
    """
    palette = derive_palette(branding.primary, branding.accent, branding.tone)
    small, large = _RADII[branding.radius]
    names = {name: f"--color-{name.replace('_', '-')}" for name in sorted(palette.light)}
    used = {name: token for name, token in names.items() if f"var({token})" in css}
    light = "".join(f"{token}:{_short(palette.light[name])};" for name, token in used.items())
    dark = "".join(
        f"{token}:{_short(palette.dark[name])};"
        for name, token in used.items()
        if palette.dark[name] != palette.light[name]
    )
    corners = f"--radius-small:{small};--radius-large:{large}"
    letters = ""
    if font.data:
        corners += ";--font:marque"
        weights = "font-weight:1 999;" if font.all_weights else ""
        letters = (
            f'@font-face{{font-family:marque;src:url({UP}{font.path}) format("woff2");{weights}font-display:optional}}'
        )
    return f"{letters}:root{{{light}{corners}}}@media (prefers-color-scheme:dark){{:root{{{dark.rstrip(';')}}}}}"


def _short(colour: str) -> str:
    """Return "#abc" for "#aabbcc"."""
    return f"#{colour[1::2]}" if colour[1::2] == colour[2::2] else colour


def style_hash(css: str) -> str:
    """Return the CSP source of an inline style sheet."""
    return f"sha256-{base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()}"
