"""The examples of a theme's components, as HTML: what tests render, validate and pass to axe."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from commun_orientation_ssg import context
from commun_orientation_ssg.diagnostics import Location
from commun_orientation_ssg.model import Branding
from commun_orientation_ssg.render import Renderer, styles_of
from commun_orientation_ssg.theme import Theme, read_theme

ROOT = Path(__file__).resolve().parent.parent
THEMES = (ROOT / "themes",)
BRAND = Branding("#0b4f7a", "#a8431a", "", "", "soft", "", *(Location("x"),) * 3)


def theme(name: str = "default") -> Theme:
    """Return a theme of the checkout."""
    return read_theme(THEMES, name)


def frame(found: Theme, **changes: Any) -> context.Frame:
    """Return a frame where everything that may be there is there."""
    phone = context.PhoneLine("01 99 00 00 01", "tel:+33199000001")
    values: dict[str, Any] = {
        "name": "Département du Var", "short": "Var", "of": "du Département du Var", "website": "https://www.var.fr",
        "service_line": "Service gratuit.", "logo": "assets/logo.svg", "logo_alt": "Le Var", "demo": True, "indexed": True,
        "styles": styles_of(found, BRAND), "scripts": dict.fromkeys(context.PAGES, ("assets/page.js",)),
        "help": context.Help("Standard", (phone,), "contacts/standard/index.html", "https://example.org/"),
        "footer": (context.Tile("De A à Z", "a-z/index.html"),),
        "alerts": (context.AlertLine("Crue", "2026-11-24", "2026-11-25", "du 24 au 25 novembre 2026"),),
        "base_url": "https://example.org/var/",
    }  # fmt: skip
    return context.Frame(**{**values, **changes})


def renderer(found: Theme, **changes: Any) -> Renderer:
    """Return a renderer ready for pages."""
    made = Renderer(found)
    made.use(frame(found, **changes))
    return made


def made_of(kind: Any, value: Any, *, minimal: bool = False) -> Any:
    """Return the context objects that a YAML value describes; `minimal` leaves every optional field out."""
    origin, options = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        classes = [option for option in options if option is not type(None)]
        if value is None:
            return None
        if len(classes) > 1:
            wanted = "OutcomeBody" if value.get("kind") == "outcome" else "QuestionBody"
            return made_of(getattr(context, wanted), {**value}, minimal=minimal)
        return made_of(classes[0], value, minimal=minimal)
    if origin is tuple:
        return tuple(made_of(options[0], item, minimal=minimal) for item in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        optional = {field.name for field in fields(kind) if field.default is not MISSING}
        chosen = {name: item for name, item in value.items() if not (minimal and name in optional)}
        return kind(**{name: made_of(hints[name], item, minimal=minimal) for name, item in chosen.items()})
    return value


def examples(found: Theme) -> Iterator[tuple[str, str]]:
    """Yield (component: example, HTML) of every component, and of each with no optional field where that is another."""
    made = renderer(found)
    for folder in (folder for folder in found.templates if folder.name == "components"):
        for path in sorted(folder.glob("*/examples.yaml")):
            document = yaml.safe_load(path.read_text("utf-8"))
            name, call = path.parent.name, document["macro"]
            source = f"{{% import '{name}/{name}.html' as component %}}{{{{ component.{call} }}}}"
            template = made._environment.from_string(source)
            for example in document["examples"]:
                whole = ""
                for minimal in (False, True):
                    values = {}
                    for parameter, kind in document["parameters"].items():
                        value = example[parameter]
                        if kind.endswith("..."):
                            one = getattr(context, kind[:-3])
                            values[parameter] = tuple(made_of(one, item, minimal=minimal) for item in value)
                        else:
                            values[parameter] = made_of(getattr(context, kind, None), value, minimal=minimal)
                    html = template.render(values)
                    if html == whole:  # it has no optional field, and its ids stand on a page once
                        continue
                    whole = html
                    around = document.get("around", "{}")
                    title = f"{name}: {example['name']}{', no optional field' if minimal else ''}"
                    yield title, around.format(Markup(html))
