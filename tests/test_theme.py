"""Themes: their style for old phones, their words, their components, and the contract that templates are written for."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar

import pytest

from builders import TERRITORIES
from commun_orientation_ssg import context
from commun_orientation_ssg.colour import PAIRS, contrast, derive_palette
from commun_orientation_ssg.embedding import integration_page, poster_page
from commun_orientation_ssg.pages import Pages, root_page
from commun_orientation_ssg.project import ProjectError
from commun_orientation_ssg.render import Renderer, styles_of
from commun_orientation_ssg.theme import brand_css, read_theme, style_hash
from components import BRAND, THEMES, examples, frame, theme
from real_sites import site

NAMES = sorted(path.parent.name for folder in THEMES for path in folder.glob("*/theme.yml"))
MAX_CSS = 15 * 1024
"""Bytes of the style sheet of any page."""


# --- the style ------------------------------------------------------------------------------------------------------

TOO_RECENT = {
    r"@layer|@container|@supports|@property": "at-rules that make an older browser drop the block",
    r":where\(|:is\(|:has\(": "selectors after 2017",
    r"(?<![-\w])(?:inset|aspect-ratio|gap|row-gap)\s*:": "properties after 2017",
    r"(?<![-\w])(?:clamp|min|max)\(": "functions after 2017",
    r"!important": "a fight with oneself",
    r"(?:margin|padding|border)-(?:inline|block)": "logical properties, without their physical fallback",
    r"url\(|@import|@font-face": "a request",
    r"&": "nesting",
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("page", context.PAGES)
def test_the_style_is_understood_by_phones_of_2017(name: str, page: str) -> None:
    """Chrome 60 and Safari 11: an engine drops a whole rule for one selector it does not know."""
    css = styles_of(theme(name), BRAND)[page].css
    for pattern, why in TOO_RECENT.items():
        assert not re.search(pattern, css), why
    assert len(css.encode()) <= MAX_CSS


@pytest.mark.parametrize("name", NAMES)
def test_the_style_puts_on_each_ground_only_what_reads_on_it(name: str) -> None:
    """A rule that sets both colours uses a pair whose contrast the palette promises."""
    promised = {(front, behind) for front, behind, _ in PAIRS} | {("surface", "text")}
    css = "".join(sheet.css for sheet in theme(name).sheets)
    for rule in re.findall(r"\{([^{}]*)\}", css):
        front = re.search(r"(?<![-\w])color:var\(--color-([\w-]+)\)", rule)
        behind = re.search(r"background:var\(--color-([\w-]+)\)", rule)
        if front and behind:
            assert (front[1].replace("-", "_"), behind[1].replace("-", "_")) in promised, rule


@pytest.mark.parametrize(
    "colours", [("#ffff00", "#000000"), ("#000000", "#00ff00"), ("#ffffff", "#ffffff"), ("#ff00ff", "#ffff00")]
)
def test_any_brand_reads(colours: tuple[str, str]) -> None:
    """Yellow, black, white, neon: each promised pair keeps its contrast, in both schemes."""
    palette = derive_palette(*colours)
    for scheme in (palette.light, palette.dark):
        for front, behind, least in PAIRS:
            assert contrast(scheme[front], scheme[behind]) >= least, (front, behind)


def test_a_brand_writes_only_the_tokens_that_the_style_reads() -> None:
    """Bytes on a slow network: an unused colour is not sent, and the dark scheme says only what changes."""
    css = brand_css(BRAND, "a{color:var(--color-link)}")
    assert "--color-link:" in css
    assert "--color-primary" not in css
    assert brand_css(BRAND, "").count("--color") == 0


def test_the_hash_of_a_style_is_that_of_csp() -> None:
    """Of the empty text, as any tool gives it."""
    assert style_hash("") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


class _Classes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {name for key, value in attrs if key == "class" for name in (value or "").split()}
        assert not any(key == "style" for key, _ in attrs), f"<{tag}> has a style attribute"


# --- the contract ---------------------------------------------------------------------------------------------------


class Spy:
    """Stands before a context object and writes down which of its fields a template reads."""

    read: ClassVar[set[tuple[str, str]]] = set()

    def __init__(self, value: Any) -> None:
        self._value = value

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._value, name)
        Spy.read.add((type(self._value).__name__, name))
        return spied(value)


def spied(value: Any) -> Any:
    """Return the value behind a spy, all the way down."""
    if is_dataclass(value):
        return Spy(value)
    return tuple(spied(item) for item in value) if isinstance(value, tuple) else value


class SpyRenderer(Renderer):
    """Renders real pages through spies."""

    def _render(self, name: str, **values: object) -> str:
        values = {key: spied(value) for key, value in values.items()}
        return self._environment.get_template(name).render(frame=spied(self._frame), **values)


NOT_READ = {
    ("Card", "key"): "names the card, for what is rendered once",
    ("Card", "neutral"): "for scripts that add a download or a share",
    ("Frame", "short"): "for the title of a shared page",
    ("Frame", "scripts"): "handed over as `scripts`",
    ("Frame", "later"): "handed over as `later`",
    ("Frame", "styles"): "handed over as `style`",
    ("Page", "title"): "",
}
"""(class, field) that a theme may leave unread, and why it is in the contract."""


@pytest.fixture(scope="module")
def pages() -> list[tuple[str, context.Page]]:
    """All pages of two partners, and those that no partner may have today."""
    tile = context.Tile("Continuer", "index.html")
    found = [page for id in ("var", "hauts-de-france") for page in Pages(site(id)).all()]
    found.append(
        ("root", root_page({"var": {"name": "Var", "level": "departement", "place": "83", "demo": "yes"}}, TERRITORIES))
    )
    found.append(
        ("moved", context.MovedPage("../", "parcours/a/index.html", "Page déplacée", "Page déplacée", target=tile))
    )
    var, links = site("var"), Pages(site("var")).links
    for url in ("", "https://orientation.example/"):
        found.append(("integration", integration_page(var, links, url, ("assets/widget.js", b""), frame(theme()))))
        found.append(("poster", poster_page(var, url, frame(theme()))))
    question, tile = context.QuestionBody("Depuis quand ?", "", ()), context.Tile("Commencer", "p/01234567/index.html")
    given = (context.GivenAnswer("Que se passe-t-il ?", "Payer", "parcours/a/b/index.html"),)
    for more in ({"question": question, "given": given}, {"start": tile, "audience": "Pour un proche."}):
        found.append(("entry", context.EntryPage("../../", "entrees/a/index.html", "A", "A", **more)))
    card = context.Card("a", "Mairie")
    town = context.CommuneContacts("c83137", "Toulon", (card,), ("France services (dans la commune)",))
    letter = context.CommuneLetter("T", (tile,))
    head = ("../", "communes/index.html", "Communes", "Communes")
    found += [
        ("communes", context.CommunesPage(*head, letters=(letter,))),
        ("communes", context.CommunesPage(*head, departements=(tile,))),
        ("group", context.CommuneGroupPage(*head, shared=(card,), communes=(town,), welcomes=(card,))),
    ]
    hidden = context.HiddenItem("Bruit", "La commune s'en occupe.")
    found.append(("alphabet", context.AlphabetPage("../", "a-z/index.html", "A à Z", "A à Z", hidden=(hidden,))))
    answer = context.Tile("Demandez une aide", "parcours/a/b/index.html", "Mon logement")
    agents = ("../", "agents/index.html", "Agents", "Nouvel appel")
    alert = context.AlertLine("Grève", "2026-11-27", "2026-11-28", "du 27 au 28 novembre")
    found_by = {"contact_words": ("mairie",), "outcome_words": ("fsl",)}
    found.append(
        ("agents", context.AgentsPage(*agents, contacts=(card,), outcomes=(answer,), alerts=(alert,), **found_by))
    )
    return found


@pytest.mark.parametrize("name", NAMES)
def test_what_templates_read_is_what_the_contract_says(name: str, pages: list[tuple[str, context.Page]]) -> None:
    """Every page and component rendered through spies: no unknown name, no field of the contract left unread."""
    found = theme(name)
    Spy.read = set()
    made = SpyRenderer(found)
    made.use(frame(found))
    for template, page in pages:
        made.page(template, page)
    for _, _html in _spied_examples(name):
        pass
    read = {(kind, field) for kind, field in Spy.read}
    documented = {
        (kind.__name__, field.name)
        for kind in vars(context).values()
        if isinstance(kind, type) and is_dataclass(kind)
        for field in fields(kind)
    }
    assert read - documented == set()
    inherited = {field.name for field in fields(context.Page)}
    unread = {(kind, field) for kind, field in documented - read if (kind, field) not in NOT_READ}
    left = {(kind, field) for kind, field in unread if not (kind.endswith("Page") and field in inherited)}
    assert left == set()


def _spied_examples(name: str) -> list[tuple[str, str]]:
    """Render the components' examples through spies as well: what no real partner has today."""
    import components

    real = components.made_of

    def watched(kind: Any, value: Any, *, minimal: bool = False) -> Any:
        return spied(real(kind, value, minimal=minimal))

    components.made_of = watched  # type: ignore[assignment]
    try:
        return list(examples(theme(name)))
    finally:
        components.made_of = real


@pytest.mark.parametrize("name", NAMES)
def test_every_class_is_styled_where_it_is_used(name: str, pages: list[tuple[str, context.Page]]) -> None:
    """A page carries the sheets it needs: no class that another page's sheet styles is left bare, no style attribute."""
    found = theme(name)
    made = Renderer(found)
    made.use(frame(found))
    styled = set(re.findall(r"\.(co-[\w-]+)", "".join(sheet.css for sheet in found.sheets)))
    carried: dict[str, set[str]] = {}
    for template, page in pages:
        if template in carried and template not in ("sensitive", "outcome", "contact"):
            continue
        if template not in carried:
            carried[template] = set(re.findall(r"\.(co-[\w-]+)", found.css(template)))
        reader = _Classes()
        reader.feed(made.page(template, page).decode())
        assert (reader.found & styled) - carried[template] == set(), template


@pytest.mark.parametrize("name", NAMES)
def test_words_asked_for_are_the_words_there_are(name: str) -> None:
    """No sentence is missing from the theme's locale, none is left over."""
    found = theme(name)
    texts = [path.read_text("utf-8") for folder in found.templates for path in folder.rglob("*.html")]
    asked = {key for text in texts for key in re.findall(r"\bt\('([\w.]+)'", text)}
    assert asked == set(found.words)


@pytest.mark.parametrize("name", NAMES)
def test_every_component_has_a_style_an_example_and_a_comment(name: str) -> None:
    """A folder a component: its macro says what it is, its style says which HTML it styles."""
    found = theme(name)
    for folder in (folder for folder in found.templates if folder.name == "components"):
        for component in (path for path in folder.iterdir() if path.is_dir()):
            assert (component / f"{component.name}.html").read_text("utf-8").startswith("{# ")
            assert (component / f"{component.name}.css").read_text("utf-8").startswith("/* Styles ")
            assert (component / "examples.yaml").is_file()


def test_a_component_renders_without_its_optional_fields() -> None:
    """Strict names: an example that lacks a field the macro reads would fail here."""
    shown = dict(examples(theme()))
    assert len(shown) >= 24
    assert all("None" not in html for html in shown.values())


# --- manifests ------------------------------------------------------------------------------------------------------


def _theme_of(folder: Path, manifest: str) -> Path:
    (folder / "mine").mkdir(parents=True)
    (folder / "mine" / "theme.yml").write_text(manifest, "utf-8")
    return folder


def test_a_theme_that_extends_takes_its_parents_files_and_words(tmp_path: Path) -> None:
    """A child replaces one sheet and one sentence; the rest is the default theme's."""
    folder = _theme_of(tmp_path, "name: mine\nextends: default\ncontract: 1\n")
    (folder / "mine" / "locales").mkdir()
    (folder / "mine" / "locales" / "fr.yaml").write_text("exit: Partir\n", "utf-8")
    (folder / "mine" / "css").mkdir()
    (folder / "mine" / "css" / "alphabet.css").write_text("/* Mine. */\n.co-az { margin: 0 }\n", "utf-8")
    found = read_theme((folder, *THEMES), "mine")
    assert found.words["exit"] == "Partir"
    assert found.words["skip"] == "Aller au contenu"
    assert ".co-az{margin:0}" in found.css("alphabet")
    assert found.templates[0].parent.name == "default"


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("name: mine\ncontract: 9\n", "contract 9"),
        ("name: mine\nextends: nowhere\ncontract: 1\n", "nowhere"),
        ("name: mine\nextends: mine\ncontract: 1\n", "mine"),
        ("- a list\n", "theme.yml"),
    ],
)
def test_a_theme_that_cannot_work_is_refused(tmp_path: Path, manifest: str, said: str) -> None:
    """Another contract, no parent, a loop, an unreadable manifest: a message for people."""
    with pytest.raises(ProjectError, match=said):
        read_theme((_theme_of(tmp_path, manifest), *THEMES), "mine")
