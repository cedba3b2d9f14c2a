"""A partner's SVG logo, rebuilt from an allow-list or refused: bytes to bytes, or to a located finding; pure.

What comes out is written anew from the elements, attributes and values listed here; nothing is copied as it stands. So
there is no script, no style sheet, no reference out of the file, no entity, no foreign content, whatever came in.
An `<img>` would run none of it, but people open a logo in a tab, and a partner's server may inline it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from .diagnostics import Bilingual, Diagnostic, Location, Rule, Severity

__all__ = ["LOGO_MISSING", "MAX_BYTES", "logo_path", "logo_width", "rebuild_logo"]

MAX_BYTES = 50_000
MAX_ELEMENTS = 2_000
MAX_DEPTH = 30
PREFIX = "logo-"
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

LOGO_REFUSED = Rule(
    "logo-refused",
    Severity.ERROR,
    Bilingual(
        "le logo « {path} » ne peut pas être publié : {why_fr}", "the logo “{path}” cannot be published: {why_en}"
    ),
    Bilingual(
        "un dessin SVG simple, de 50 Ko au plus, avec un viewBox, sans script, sans image et sans lien",
        "a plain SVG drawing, 50 KB at most, with a viewBox, without script, image or link",
    ),
    Bilingual(
        "enregistrez-le en « SVG simple » dans Inkscape, textes convertis en chemins.",
        "save it as “Plain SVG” in Inkscape, with texts converted to paths.",
    ),
)

LOGO_MISSING = Rule(
    "logo-missing",
    Severity.ERROR,
    Bilingual(
        "le logo « {path} » n'est pas dans le dossier du partenaire", "the logo “{path}” is not in the partner's folder"
    ),
    Bilingual(
        "un fichier SVG du dossier, comme « assets/logo.svg »", "an SVG file of the folder, such as “assets/logo.svg”"
    ),
)

_SHAPES = frozenset(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"])
_GROUPS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "clipPath",
        "mask",
        "linearGradient",
        "radialGradient",
        "stop",
        "title",
        "desc",
    ]
)
_ELEMENTS = _SHAPES | _GROUPS
# Metadata of drawing programs and style sheets whose rules we cannot vouch for: dropped, or refused below.
_DROPPED = frozenset(["metadata"])
_REFUSED = {
    "script": ("il contient un script", "it contains a script"),
    "foreignObject": ("il contient un objet étranger", "it contains a foreign object"),
    "image": ("il contient une image", "it contains an image"),
    "style": ("il contient une feuille de style", "it contains a style sheet"),
    "a": ("il contient un lien", "it contains a link"),
    "text": (
        "il contient du texte, que chaque appareil écrirait autrement",
        "it contains text, which each device would draw differently",
    ),
}
_ANIMATION = ("il contient une animation", "it contains an animation")
_REFUSED |= dict.fromkeys(("animate", "animateMotion", "animateTransform", "set", "animateColor"), _ANIMATION)

# Possessive throughout: a number is read in one way only, so no value takes long to be refused.
_NUMBER = r"[-+]?(?:\d++(?:\.\d*+)?+|\.\d++)(?:[eE][-+]?\d++)?+"
_LENGTH = re.compile(rf"{_NUMBER}(?:px|pt|mm|cm|in|em|%)?")
_NUMBERS = re.compile(rf"\s*+{_NUMBER}(?:[\s,]*+{_NUMBER})*+\s*+")
_PATH = re.compile(rf"(?:(?:[\s,]++)?+(?:[MmZzLlHhVvCcSsQqTtAa]|{_NUMBER}))*+[\s,]*+")
_TRANSFORM = re.compile(
    rf"(?:\s*+(?:matrix|translate|scale|rotate|skewX|skewY)\s*+\(\s*+{_NUMBER}(?:[\s,]*+{_NUMBER})*+\s*+\)[\s,]*+)*+"
)
_COLOUR = re.compile(
    r"none|currentColor|transparent|[a-zA-Z]{3,20}|#[0-9a-fA-F]{3,8}"
    rf"|(?:rgb|rgba|hsl|hsla)\(\s*{_NUMBER}%?(?:[\s,/]+{_NUMBER}%?){{2,3}}\s*\)"
)
_LOCAL_PAINT = re.compile(r"""url\(\s*['"]?#(?P<id>[A-Za-z_][\w.-]{0,80})['"]?\s*\)(?:\s+(?P<rest>\S+))?""")
_LOCAL = re.compile(r"#(?P<id>[A-Za-z_][\w.-]{0,80})")
_ID = re.compile(r"[A-Za-z_][\w.-]{0,80}")
_WORD = re.compile(r"[a-zA-Z-]{1,30}")
_RATIO = re.compile(r"(?:none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max))(?:\s+(?:meet|slice))?")

_VALUES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(
        [
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "ry",
            "fx",
            "fy",
            "width",
            "height",
            "offset",
            "stroke-width",
            "stroke-dashoffset",
        ],
        _LENGTH,
    ),
    **dict.fromkeys(["opacity", "fill-opacity", "stroke-opacity", "stop-opacity", "stroke-miterlimit"], _LENGTH),
    **dict.fromkeys(["viewBox", "points", "stroke-dasharray"], _NUMBERS),
    **dict.fromkeys(["transform", "gradientTransform"], _TRANSFORM),
    **dict.fromkeys(["stop-color", "color"], _COLOUR),
    **dict.fromkeys(
        [
            "fill-rule",
            "clip-rule",
            "stroke-linecap",
            "stroke-linejoin",
            "gradientUnits",
            "spreadMethod",
            "clipPathUnits",
            "maskUnits",
            "maskContentUnits",
            "display",
            "visibility",
        ],
        _WORD,
    ),
    "d": _PATH,
    "preserveAspectRatio": _RATIO,
}
"""Attribute -> what its whole value must look like. `id`, paints and references are treated on their own."""
_PAINTS = frozenset(["fill", "stroke", "clip-path", "mask"])


class _RefusedError(Exception):
    def __init__(self, why_fr: str, why_en: str) -> None:
        super().__init__(why_en)
        self.why = (why_fr, why_en)


def rebuild_logo(data: bytes, location: Location, path: str) -> tuple[bytes, list[Diagnostic]]:
    """Return the logo written anew, or b"" and why it is refused.

    Args:
        data: the file.
        location: where the logo is named (branding.yaml).
        path: its path, for the message.
    """
    try:
        return _Writer().rebuild(data), []
    except _RefusedError as problem:
        why_fr, why_en = problem.why
        return b"", [LOGO_REFUSED.at(location, path=path, why_fr=why_fr, why_en=why_en)]


def logo_path(data: bytes) -> str:
    """Return where a rebuilt logo goes in the partner's folder; the name holds a hash of the content."""
    return f"assets/logo.{hashlib.sha256(data).hexdigest()[:8]}.svg" if data else ""


_VIEW_BOX = re.compile(rb'viewBox="\s*\S+[\s,]+\S+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"')


def logo_width(data: bytes, height: int) -> int:
    """Return how wide a rebuilt logo is, in pixels, when it is `height` high; 0 when its box does not say.

    The page gives it to the browser, which keeps the logo's place before it has come.
    """
    found = _VIEW_BOX.search(data)
    if found is None or not float(found[2]):
        return 0
    return round(height * float(found[1]) / float(found[2]))


class _Writer:
    """Reads events and writes the allowed ones; `skipped` counts how deep we are inside what is dropped."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.depth = self.skipped = self.elements = 0

    def rebuild(self, data: bytes) -> bytes:
        if not data.strip():
            raise _RefusedError("le fichier est vide", "the file is empty")
        if len(data) > MAX_BYTES:
            raise _RefusedError(f"il pèse {len(data) // 1000} Ko", f"it weighs {len(data) // 1000} KB")
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            raise _RefusedError("il n'est pas écrit en UTF-8", "it is not written in UTF-8") from None
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(data, True)
        except expat.ExpatError as problem:
            line, column = problem.lineno, problem.offset + 1
            raise _RefusedError(
                f"il ne se lit pas comme du SVG (ligne {line}, colonne {column})",
                f"it does not read as SVG (line {line}, column {column})",
            ) from None
        return "".join(self.out).encode()

    def _doctype(self, *_: object) -> None:
        raise _RefusedError("il déclare un DOCTYPE ou des entités", "it declares a DOCTYPE or entities")

    def _instruction(self, target: str, _: str) -> None:
        raise _RefusedError(
            f"il contient une instruction « {target[:30]} »", f"it contains an instruction “{target[:30]}”"
        )

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise _RefusedError("le dessin est trop compliqué", "the drawing is too complex")
        space, _, local = name.rpartition(" ")
        if self.depth == 1 and (space, local) != (_SVG, "svg"):
            raise _RefusedError("ce n'est pas un dessin SVG", "it is not an SVG drawing")
        if self.skipped or space != _SVG or local in _DROPPED:
            self._refuse(local)
            self.skipped += 1
            return
        if local not in _ELEMENTS:
            self._refuse(local)
            raise _RefusedError(f"il contient un élément « {local[:30]} »", f"it contains an element “{local[:30]}”")
        written = self._attributes(local, attributes)
        if self.depth == 1:
            if "viewBox" not in attributes:
                raise _RefusedError("il n'a pas de viewBox", "it has no viewBox")
            written = f' xmlns="{_SVG}"{written}'
        self.out.append(f"<{local}{written}>")

    def _refuse(self, local: str) -> None:
        if local in _REFUSED:
            raise _RefusedError(*_REFUSED[local])

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.skipped:
            self.skipped -= 1
        else:
            self.out.append(f"</{name.rpartition(' ')[2]}>")

    def _attributes(self, element: str, attributes: Mapping[str, str]) -> str:
        found: dict[str, str] = {}
        for name, value in attributes.items():
            space, _, local = name.rpartition(" ")
            if local.lower().startswith("on") and not space:
                raise _RefusedError(f"il contient une action « {local[:30]} »", f"it contains an action “{local[:30]}”")
            if local == "href":
                if space not in ("", _XLINK) or element not in ("use", "linearGradient", "radialGradient"):
                    raise _RefusedError("il contient un lien", "it contains a link")
                found["href"] = _local(value)
            elif not space and local == "style":
                found |= _declarations(value)
            elif not space:
                kept = _value(local, value)
                if kept:
                    found.setdefault(local, kept)
        return "".join(f" {name}={quoteattr(value)}" for name, value in sorted(found.items()))


def _declarations(style: str) -> dict[str, str]:
    """Return the presentation attributes that say what a `style` attribute says."""
    found = {}
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if colon and (kept := _value(name.strip(), value.strip())):
            found[name.strip()] = kept
    return found


def _value(name: str, value: str) -> str:
    """Return the value of an attribute as it may be written, "" when the attribute is dropped."""
    value = value.strip()
    if name == "id":
        return PREFIX + value if _ID.fullmatch(value) else ""
    if name in _PAINTS:
        return _paint(value)
    pattern = _VALUES.get(name)
    if pattern is None:
        if "url(" in value.lower() or "javascript:" in value.lower():
            raise _RefusedError(
                f"l'attribut « {name[:30]} » sort du fichier", f"the attribute “{name[:30]}” leads out of the file"
            )
        return ""
    if not pattern.fullmatch(value):
        raise _RefusedError(f"l'attribut « {name} » ne se lit pas", f"the attribute “{name}” cannot be read")
    return value


def _paint(value: str) -> str:
    reference = _LOCAL_PAINT.fullmatch(value)
    if reference:
        rest = reference["rest"] or ""
        return f"url(#{PREFIX}{reference['id']}){f' {rest}' if _COLOUR.fullmatch(rest) else ''}"
    if not _COLOUR.fullmatch(value):
        raise _RefusedError(
            "une couleur sort du fichier, ou ne se lit pas", "a colour leads out of the file, or cannot be read"
        )
    return value


def _local(value: str) -> str:
    reference = _LOCAL.fullmatch(value.strip())
    if reference is None:
        raise _RefusedError("il renvoie hors du fichier", "it refers to something outside the file")
    return f"#{PREFIX}{reference['id']}"
