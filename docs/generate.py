"""The pages of docs/reference/, written from the code they describe.

Run it after any change of schema, rules, checks, commands or theme contract (`make docs`); `tests/test_docs.py` fails
when a page on disk is not what it would write. It stands here, not in the package: whoever installs `commun` reads
these pages and never writes them. `retell` beside it does the same for the output shown in the referent's guide.

| page | made from | read by |
|---|---|---|
| formats.md | the shapes of `schema` and the table of `kinds` | referents, in French |
| messages.md | every `Rule` of the package, as `report` writes it | referents, in both languages |
| checks.md | the manuals of `checks/` | core team |
| cli.md | the commands of `cli` | everybody |
| theme-contract.md | the dataclasses of `context`, the globals of `render` | theme authors |
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import itertools
import pkgutil
import re
import string
import sys
import textwrap
import types
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import click

import commun_orientation_ssg as package
from commun_orientation_ssg import checks, context, project
from commun_orientation_ssg.cli import main as commun
from commun_orientation_ssg.conditions import FACTS
from commun_orientation_ssg.diagnostics import Location, Rule, Severity
from commun_orientation_ssg.kinds import KINDS, Kind
from commun_orientation_ssg.report import render_report
from commun_orientation_ssg.schema import MODELS, Doc, overlay_of, values
from commun_orientation_ssg.schema.fields import Shorthand, inner_doc, names_of
from commun_orientation_ssg.theme import CONTRACT

FOLDER = Path(__file__).resolve().parent / "reference"
_NOT_CODE = ("shipped", "starters", "__main__")
_SEVERITIES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "remarque"}


def pages() -> dict[str, str]:
    """Return every page: file name -> its text."""
    return {
        "README.md": _index(),
        "formats.md": _formats(),
        "messages.md": _messages(),
        "checks.md": _checks(),
        "cli.md": _cli(),
        "theme-contract.md": _contract(),
    }


def write() -> list[str]:
    """Write the pages that changed; return their names."""
    FOLDER.mkdir(exist_ok=True)
    changed = []
    for name, text in pages().items():
        path = FOLDER / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(name)
    return changed


# --------------------------------------------------------------------------------------------------------------------
# Markdown.


def _page(title: str, intro: str, parts: Iterable[str]) -> str:
    head = f"<!-- Written by docs/generate.py (make docs). Do not edit. -->\n\n# {title}\n\n{intro.strip()}\n"
    return "\n".join([head, *(f"{part.strip()}\n" for part in parts)])


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`" if text else ""


def _prose(text: str) -> str:
    """Return `text` on one line, its tags shown as they are written."""
    return re.sub(r"<(?=[a-z/])", "&lt;", " ".join(text.split()))


def _index() -> str:
    rows = [
        ("[formats.md](formats.md)", "chaque mot de chaque fichier YAML (en français)"),
        ("[messages.md](messages.md)", "chaque message de « commun check », avec son code (français et anglais)"),
        ("[checks.md](checks.md)", "why each check exists, what it rejects and accepts"),
        ("[cli.md](cli.md)", "every command and option"),
        ("[theme-contract.md](theme-contract.md)", "what a theme's templates receive"),
    ]
    intro = "Written from the code by `docs/generate.py`; a test fails when a page no longer says what the code does."
    return _page("Reference", intro, [_table(("page", "what it lists"), rows)])


# --------------------------------------------------------------------------------------------------------------------
# formats.md: the words of every file.

_VALUES: dict[Any, tuple[str, str, str, str]] = {
    values.Id: ("identifiant", "identifiants", "minuscules sans accent, chiffres et tirets, 60 au plus", "mds-toulon"),
    values.Pointer: (
        "étape", "étapes",
        "le nom d'une question ou d'un résultat ; dans un autre parcours : `parcours/etape`", "logement/expulsion",
    ),
    values.Short: ("texte court", "textes courts", "120 signes au plus", "Maison des solidarités de Toulon"),
    values.Line: ("texte", "textes", "une ligne, 300 signes au plus", "On veut m'expulser"),
    values.Said: ("texte, tel quel", "textes", "entre guillemets, ou après `|`", '"Je n\'arrive plus à payer"'),
    values.Prose: (
        "texte long", "textes longs",
        "4 000 signes au plus ; sur plusieurs lignes après `|` ; du `**gras**`, des listes, des liens",
        "C'est **gratuit**.",
    ),
    values.DirectoryType: (
        "type de l'annuaire", "types de l'annuaire",
        "un code de l'annuaire officiel : minuscules, chiffres et `_`", "mission_locale",
    ),
    values.Count: ("nombre", "nombres", "un nombre entier", "12"),
    values.Flag: ("oui ou non", "", "`oui` ou `non` (aussi yes, no, true, false)", "oui"),
    values.Day: ("date", "dates", "24/12/2026, ou 24 décembre 2026, ou 2026-12-24", "24/12/2026"),
    values.Period: ("durée", "durées", "un nombre, puis jours, semaines, mois ou ans", "6 mois"),
    values.Place: (
        "lieu", "lieux",
        "le code officiel, ou le nom et le code : commune (5 signes), département (2 ou 3), région (R et 2 chiffres), "
        "intercommunalité (9 chiffres), `france`", "Toulon (83137)",
    ),
    values.Hours: (
        "heures", "", "`24h/24`, ou une ligne pour chaque jour ou suite de jours, ou un texte libre", "24h/24",
    ),
    values.Colour: (
        "couleur", "couleurs", "un dièse, puis six chiffres ou lettres de a à f ; entre guillemets", "#005a9c",
    ),
    values.Url: ("adresse web", "adresses web", "commence par https://", "https://www.var.fr"),
    values.Mail: ("courriel", "courriels", "une adresse", "accueil@exemple.fr"),
    values.Count: ("nombre", "nombres", "un nombre entier, trois chiffres au plus", "12"),
    values.Degrees: ("degrés", "", "un nombre, avec un point ou une virgule", "43,12"),
    values.Fiche: ("code de fiche", "codes de fiche", "le code d'une fiche de service-public.gouv.fr", "F1334"),
    values.Share: ("partage", "", "`oui`, `non`, ou `via` et l'identifiant d'un contact", "via standard-var"),
    values.Code: (
        "texte ou code", "textes ou codes", "entre guillemets s'il n'est fait que de chiffres", "01 99 00 00 01",
    ),
}  # fmt: skip
"""Type of value -> how it is called, alone and in a list; how to write it; an example. A test reads each example."""

_FORMATS_INTRO = """
Tous les fichiers, et tous les mots que l'on peut y écrire.
Pour apprendre par l'exemple, commencez par le [guide du référent](../guide-du-referent.md).

Comment lire les tableaux : **obligatoire** veut dire que le mot doit être là dans un élément **nouveau**.
Dans le dossier d'un partenaire, un élément qui existe déjà dans le contenu national (même identifiant) ne contient
que ce qui change : seul son identifiant est obligatoire, et deux mots s'ajoutent.

{hide}

Une liste du contenu national (des étapes, des mots) se remplace en entier, ou se modifie avec `add:` et `hide:` :

```yaml
# partners/mon-partenaire/needs.yaml
needs:
  - id: impaye-loyer
    words:
      add:
        - mon bailleur me réclame de l'argent
```

Règles d'écriture : deux espaces pour décaler, jamais de tabulation ; un élément par ligne ;
les crochets `[ ]` pour des identifiants ou des codes seulement, jamais d'accolades `{{ }}` ;
des guillemets autour d'un texte qui contient « : » ou « # ».

Dans `pages/` (contenu national ou partenaire), un fichier Markdown remplace une page légale :
`mentions-legales.md`, `donnees-personnelles.md`, `accessibilite.md`.
Sa première ligne est son titre : `# Mentions légales`.
On peut y écrire `{{partner}}`, `{{website}}`, `{{publisher}}`, `{{dpo}}`, `{{host}}` : c'est ce que dit `partner.yaml`.
"""

_CONDITIONS = """
Après `when:`, le nom d'une condition de `conditions.yaml`, ou une comparaison.
Ce que l'on compare : {facts}.
Comment : `==`, `!=`, `in [...]`, `not in [...]`, réunis par `and`, `or`, `not` et des parenthèses.
Qui est compétent n'est jamais une condition : le site le trouve d'après le lieu.
"""


def _formats() -> str:
    hide = overlay_of(MODELS["need"])
    told = names_of(hide)
    rows = [(_code(key), told[key].description or "", _example(told[key])) for key in ("hide", "reason")]
    intro = _FORMATS_INTRO.format(hide=_table(("mot", "ce que c'est", "exemple"), rows))
    listed = [f"- [{_kind_title(kind)}](#{_slug(_kind_title(kind))}) : {_files(kind)}" for kind in KINDS]
    told_values = [(name, said, _code(example)) for name, _, said, example in _VALUES.values()]
    parts = [
        "## Les fichiers\n\n" + "\n".join(listed),
        "## Les valeurs\n\n" + _table(("valeur", "comment l'écrire", "exemple"), told_values),
        "## Les conditions\n\n" + _CONDITIONS.format(facts=", ".join(map(_code, FACTS))).strip(),
        *(_kind_part(kind) for kind in KINDS),
    ]
    return _page("Les fichiers et leurs mots", intro, parts)


def _kind_title(kind: Kind) -> str:
    return MODELS[kind.name].model_config.get("title") or kind.name


def _slug(title: str) -> str:
    """Return GitHub's anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _files(kind: Kind) -> str:
    folders = {"commons": "content/", "partner": "partners/<id>/", "private": "<dossier privé>/<id>/"}
    return ", ".join(_code(folders[layer] + path) for layer in kind.layers for path in kind.glob.split(" "))


def _kind_part(kind: Kind) -> str:
    model = MODELS[kind.name]
    lines = [f"## {_kind_title(kind)}", "", f"Fichier : {_files(kind)}."]
    if kind.key:
        form = "une liste : un tiret et `id:` pour chacun" if kind.listed else "chacun sous son nom"
        lines += [f"Sous {_code(kind.key + ':')}, {form}."]
    if kind.layers == ("private",):
        lines += ["Hors du projet : [les pages des agents](../agents.md)."]
    elif "partner" not in kind.layers:
        lines += ["Réservé au contenu national."]
    lines += ["", _fields(model)]
    for key, inner in _inner(model, ()):
        lines += ["", f"### {inner.model_config.get('title')} (`{key}`)", "", _fields(inner)]
    return "\n".join(lines)


def _inner(model: type[Doc], above: tuple[str, ...]) -> Iterator[tuple[str, type[Doc]]]:
    """Yield the shapes that stand in `model`, with the path of their key."""
    for key, info in names_of(model).items():
        inner = inner_doc(info.annotation)
        if inner is not None:
            yield ".".join((*above, key)), inner
            yield from _inner(inner, (*above, key))


def _fields(model: type[Doc]) -> str:
    hints = get_type_hints(model, include_extras=True)
    aliases = {info.alias or name: name for name, info in model.model_fields.items()}
    rows = []
    for key, info in names_of(model).items():
        said = f"**{info.title}.** {info.description}" if info.description != info.title else f"**{info.title}**"
        default = _default(info.default)
        rows.append((
            _code(key), said, _value(hints[aliases[key]]) + (f" ; sinon {default}" if default else ""),
            "oui" if info.is_required() else "", _example(info),
        ))  # fmt: skip
    return _table(("mot", "ce que c'est", "valeur", "obligatoire", "exemple"), rows)


def _example(info: Any) -> str:
    return _code(info.examples[0]) if info.examples else ""


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return value if isinstance(value, str) else ""


def _value(hint: Any, *, many: bool = False) -> str:
    """Return how the type of a value is called."""
    if hint in _VALUES:
        return _VALUES[hint][many]
    if isinstance(hint, type) and issubclass(hint, Doc):
        return f"éléments « {hint.model_config['title']} »" if many else f"« {hint.model_config['title']} »"
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return f"liste : {_value(args[0], many=True)}"
    if origin is dict:
        return f"{_value(args[0])} : {_value(args[1])}"
    if origin is Annotated and any(isinstance(item, Shorthand) for item in args):
        shorthand = next(item for item in args if isinstance(item, Shorthand))
        return f"le {_code(shorthand.key)} seul, ou {_value(get_args(args[0])[0])} ; un ou plusieurs"
    choices = next(item.schema["enum"] for item in args if isinstance(item, values.Reading))
    return " \\| ".join(_code(choice) for choice in choices).replace("\\|", "ou")


# --------------------------------------------------------------------------------------------------------------------
# messages.md: every code.

_ROOMS = {
    "source": ("Lire les fichiers", "Reading files"),
    "mistakes": ("Fautes de frappe dans le YAML", "Slips of the hand in YAML"),
    "schema": ("Mots et valeurs", "Keys and values"),
    "overlay": ("Modifier le contenu national", "Changing the commons"),
    "resolve": ("D'un fichier à l'autre", "From one file to another"),
    "conditions": ("Conditions", "Conditions"),
    "hours": ("Heures d'ouverture", "Opening hours"),
    "phones": ("Téléphones", "Telephones"),
    "colour": ("Couleurs", "Colours"),
    "logo": ("Logo", "Logo"),
    "checks": ("Relecture du contenu", "Review of content"),
    "links": ("Liens", "Links"),
    "build": ("Construction", "Build"),
}
_MESSAGES_INTRO = """
Chaque message de « commun check », classé par ce qu'il relit.
Son code est entre crochets : cherchez ici celui que vous avez sous les yeux.
Les mots entre accolades sont remplacés par ce qui est dans votre fichier.
Une **erreur** empêche de publier le partenaire où elle est (dans le contenu national : tous).
**attention** est une chose à faire, et n'empêche rien.

In English with `commun --lang en check`.
"""


def all_rules() -> list[tuple[str, Rule]]:
    """Return each rule of the package once, with the module that declares it, sorted by module and code."""
    found: dict[int, tuple[str, Rule]] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if any(part in module.name.split(".") for part in _NOT_CODE):
            continue
        loaded = importlib.import_module(module.name)
        source = inspect.getsource(loaded)
        for name, value in vars(loaded).items():
            if isinstance(value, Rule) and re.search(rf"^{name}\b.*=", source, re.MULTILINE):
                found[id(value)] = (module.name.removeprefix(f"{package.__name__}."), value)
    return sorted(found.values(), key=lambda pair: (pair[0].split(".")[0], pair[1].code))


def _messages() -> str:
    by_room: dict[str, list[Rule]] = {}
    for module, rule in all_rules():
        by_room.setdefault(module.split(".")[0], []).append(rule)
    parts = []
    for room in [*_ROOMS, *sorted(by_room.keys() - _ROOMS.keys())]:
        title = " / ".join(dict.fromkeys(_ROOMS.get(room, (room,))))
        parts += [f"## {title}", *(_message(rule) for rule in by_room.get(room, ()))] if room in by_room else []
    return _page("Les messages", _MESSAGES_INTRO, parts)


def _message(rule: Rule) -> str:
    texts = [text for text in (rule.says, rule.expected, rule.help) if text is not None]
    said_texts = [said for text in texts for said in (text.fr, text.en)]
    names = {name for said in said_texts for _, name, _, _ in string.Formatter().parse(said) if name}
    finding = rule.at(Location("-"), **{name: f"{{{name.removesuffix('_en')}}}" for name in names})
    said = "".join(render_report([finding], lang=lang).removeprefix("-: ") for lang in ("fr", "en"))
    return f"### {rule.code}\n\n```text\n{said}```"


# --------------------------------------------------------------------------------------------------------------------
# checks.md: their manuals.

_CHECKS_INTRO = """
One module of `checks/` for each rule on content, in the order they run; the last ones read the rendered pages.
Nothing that depends on today's date is ever an error.
What each message says in full stands in [messages.md](messages.md).
"""
_SECTION = re.compile(r"^(Why|Rejected|Accepted|Source):\s*(\w?)", re.MULTILINE)


def _checks() -> str:
    ran = [inspect.getmodule(check) for check in checks.CHECKS]
    found = pkgutil.iter_modules(checks.__path__, f"{checks.__name__}.")
    here = [importlib.import_module(name) for _, name, _ in found]
    by_module: dict[str, list[Rule]] = {}
    for module, rule in all_rules():
        by_module.setdefault(module, []).append(rule)
    modules = [*ran, *(module for module in here if module not in ran)]
    names = [(module, module.__name__.removeprefix(f"{package.__name__}.")) for module in modules if module]
    parts = [_check(module, by_module[name]) for module, name in names if name in by_module]
    return _page("Checks", _CHECKS_INTRO, parts)


def _check(module: types.ModuleType, rules: list[Rule]) -> str:
    title, _, manual = inspect.cleandoc(module.__doc__ or "").partition("\n")
    manual = _SECTION.sub(lambda found: f"\n**{found[1]}.** {found[2].upper()}", manual).strip()
    manual = re.sub(r"\n{3,}", "\n\n", manual)
    rows = [(f"[{rule.code}](messages.md#{rule.code})", rule.severity.word, rule.says.fr) for rule in rules]
    name = module.__name__.rpartition(".")[2]
    table = _table(("code", "severity", "French sentence"), rows)
    return f"## {title.rstrip('.')}\n\n`checks/{name}.py`\n\n{manual}\n\n{table}"


# --------------------------------------------------------------------------------------------------------------------
# cli.md.

_CLI_INTRO = """
`commun [--project DIR] [--lang fr|en] COMMAND`. `python -m commun_orientation_ssg` is the same.

Exit codes: 0 fine (warnings allowed), 1 problems in content, theme or links (`--strict` counts warnings), 2 wrong
usage, 3 environment.
`check` prints its findings on standard output, the other commands on standard error.

Settings, strongest first: option, environment variable, `{file}` at the project's root (`key = value`), default.

{settings}
"""


def _cli() -> str:
    keys = [(f"`{key}`", f"`COMMUN_{key.upper()}`") for key in project._KEYS]
    intro = _CLI_INTRO.format(file=project.PROJECT_FILE, settings=_table(("in the file", "in the environment"), keys))
    return _page("Commands", intro, _commands(commun, "commun", ()))


def _commands(command: click.Command, name: str, above: tuple[str, ...]) -> Iterator[str]:
    path = (*above, name)
    with click.Context(command, info_name=name) as ctx:
        usage = " ".join([*path, *command.collect_usage_pieces(ctx)])
        rows = [row for param in command.params if (row := _option(param, ctx))]
    told = inspect.cleandoc(command.help or "")
    lines = [f"## {' '.join(path)}", "", told, "", "```text", usage, "```"]
    if rows:
        lines += ["", _table(("option", "what it does"), rows)]
    yield "\n".join(lines)
    for key, inner in sorted(getattr(command, "commands", {}).items()):
        yield from _commands(inner, key, path)


def _option(param: click.Parameter, ctx: click.Context) -> tuple[str, str] | None:
    record = param.get_help_record(ctx)
    if record is None or isinstance(param, click.Argument):
        return None
    return _code(record[0]), " ".join(record[1].split())


# --------------------------------------------------------------------------------------------------------------------
# theme-contract.md.


def _contract() -> str:
    intro = inspect.cleandoc(context.__doc__ or "").partition("\n")[2]
    intro = f"{intro.strip()}\n\nWhat is not written here may change. Contract version: {CONTRACT} (in `theme.yml`)."
    shapes = sorted((getattr(context, name) for name in context.__all__ if name != "PAGES"), key=_place)
    types_ = [
        (f"`pages/{name}.html`", f"[{page.__name__}](#{page.__name__.lower()})", _summary(page))
        for name, page in context.PAGES.items()
    ]
    page_types = {*context.PAGES.values(), context.Page}
    parts = [
        "## Page types\n\n" + _table(("template", "its `page`", "what it is"), types_),
        "## Functions\n\n" + _table(("name", "what it does"), _GLOBALS.items()),
        "## What every page has",
        *(_shape(shape) for shape in (context.Page, context.Frame, context.Style)),
        "## Pages",
        *(_shape(shape) for shape in context.PAGES.values()),
        "## What they hold",
        *(_shape(shape) for shape in shapes if shape not in page_types | {context.Frame, context.Style}),
    ]
    return _page("Theme contract", intro, parts)


_GLOBALS = {
    "`t(key, **fields)`": "a text of the interface, from `locales/fr.yaml`",
    "`once(partial, root)`": "renders a partial that depends on `frame` and the depth only, once for each depth",
    "`place_once(card, root)`": "renders `partials/place.html`, once for each card and depth",
    "`card_once(card, root, level=3)`": "renders `partials/card.html`, once for each card, depth and level of heading",
}
"""The globals of `render.Renderer`; a test compares the names."""


_PARTS = ("page", "contacts", "frame", "journeys", "emergency", "lists", "texts", "embedding", "root")
"""The modules of `context`, in the order in which a theme author reads them."""


def _place(shape: type) -> tuple[int, int]:
    """Return where a shape is read: its module, then its place in it."""
    module = sys.modules[shape.__module__]
    return _PARTS.index(shape.__module__.rpartition(".")[2]), list(vars(module)).index(shape.__name__)


def _summary(shape: type) -> str:
    return _prose(inspect.cleandoc(shape.__doc__ or "").partition("\n\n")[0])


def _shape(shape: Any) -> str:
    bases = [base for base in shape.__mro__[1:] if dataclasses.is_dataclass(base)]
    inherited = {field.name for base in bases for field in dataclasses.fields(base)}
    meanings = _meanings(inspect.getdoc(shape) or "")
    own = [field for field in dataclasses.fields(shape) if field.name not in inherited]
    told = [(meanings.get(field.name, ""), _type(str(field.type)), _default_of(field)) for field in own]
    groups = itertools.groupby(zip(own, told, strict=True), key=lambda pair: pair[1] if pair[1][0] else pair[0].name)
    rows = []
    for _, pairs in groups:  # fields that one line describes stay on one line
        fields, (first, *_) = zip(*pairs, strict=True)
        rows.append((", ".join(_code(field.name) for field in fields), first[1], _prose(first[0]), first[2]))
    lines = [f"### {shape.__name__}", "", _summary(shape)]
    if inherited:
        lines += ["", "All that [Page](#page) has, and:" if rows else "All that [Page](#page) has."]
    if rows:
        lines += ["", _table(("field", "type", "meaning", "default"), rows)]
    return "\n".join(lines)


def _meanings(doc: str) -> dict[str, str]:
    """Return the meaning of each field that the docstring's "Args:" describes; one line may name several."""
    args = textwrap.dedent(doc.partition("Args:\n")[2])
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?! )", args):
        names, colon, meaning = " ".join(entry.split()).partition(": ")
        if colon:
            found |= dict.fromkeys(names.split(", "), meaning)
    return found


def _type(text: str) -> str:
    names = "|".join(name for name in context.__all__ if name != "PAGES")
    return re.sub(rf"\b({names})\b", lambda found: f"[{found[1]}](#{found[1].lower()})", text)


def _default_of(field: dataclasses.Field[Any]) -> str:
    if field.default is dataclasses.MISSING:
        return ""
    value = field.default.name if isinstance(field.default, Enum) else field.default
    return _code(repr(value)) if isinstance(value, (str, bool, int, tuple)) or value is None else ""


if __name__ == "__main__":
    import retell

    changed_pages = [f"docs/reference/{name}" for name in write()]
    changed_pages += [f"docs/{retell.GUIDE.name}"] * retell.rewrite()
    print("\n".join(changed_pages) or "docs/ is up to date")
