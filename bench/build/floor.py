"""The floor: a bare pipeline on our corpus with every cheap choice made, NOT the product.

    python bench/build/floor.py PROJECT OUT [--jobs 2] [--markdown full|plain|trimmed|subset]

It reads the same YAML with libyaml, keeps places, refuses anchors and duplicate keys, validates with pydantic, binds
contacts, converts and cleans Markdown, renders the 78 pages of each partner with Jinja2, hashes and writes them. It
proves nothing about the content, makes no search index and no page beyond the corpus: what the product adds on top
is what the comparison of the two shows.
"""

# ruff: noqa: PTH102, PTH103, PTH123  (the bare system calls are what is measured)

from __future__ import annotations

import argparse
import gc
import hashlib
import multiprocessing
import os
import re
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import corpus
import jinja2
import markdown
import nh3
import pydantic
import yaml
from markupsafe import Markup
from yaml.cyaml import CParser  # type: ignore[attr-defined]

# --- YAML to trees ---------------------------------------------------------------------------------------------


class Map(dict[str, Any]):
    """A mapping that knows where it comes from: key -> (event of the key, event of the value)."""

    __slots__ = ("marks",)
    marks: dict[str, Any]


class Seq(list[Any]):
    """A list that knows where its items come from."""

    __slots__ = ("marks",)
    marks: list[Any]


def located_tree(data: bytes) -> Any:
    """Reads a document to dicts, lists and text; places are events, turned into lines only when one is asked."""
    get = CParser(data).get_event
    get(), get()
    return located(get, get(), 0)


def located(get: Callable[[], Any], event: Any, depth: int) -> Any:
    kind = event.__class__
    if event.anchor is not None or event.tag is not None or depth > 20:
        raise ValueError(event.start_mark)
    marks: Any
    if kind is yaml.MappingStartEvent:
        found = Map()
        found.marks = marks = {}
        while (key := get()).__class__ is yaml.ScalarEvent:
            name = key.value
            if name in found:
                raise ValueError(key.start_mark)
            value = get()
            marks[name] = (key, value)
            if value.__class__ is yaml.ScalarEvent:
                if value.anchor is not None or value.tag is not None:
                    raise ValueError(value.start_mark)
                found[name] = value.value
            else:
                found[name] = located(get, value, depth + 1)
        return found
    if kind is yaml.SequenceStartEvent:
        items = Seq()
        items.marks = marks = []
        while (value := get()).__class__ is not yaml.SequenceEndEvent:
            marks.append(value)
            items.append(value.value if value.__class__ is yaml.ScalarEvent else located(get, value, depth + 1))
        return items
    return event.value


def plain_tree(data: bytes) -> Any:
    """Reads a document to dicts, lists and text, and nothing else."""
    get = CParser(data).get_event
    get(), get()
    return plain(get, get())


def plain(get: Callable[[], Any], event: Any) -> Any:
    kind = event.__class__
    if kind is yaml.ScalarEvent:
        return event.value
    if kind is yaml.MappingStartEvent:
        found = {}
        while (event := get()).__class__ is yaml.ScalarEvent:
            found[event.value] = plain(get, get())
        return found
    items = []
    while (event := get()).__class__ is not yaml.SequenceEndEvent:
        items.append(plain(get, event))
    return items


LINE = re.compile(r"( *)(- )?(?:([^\W\d][\w-]*):(?: |$))?(.*)")


def subset_tree(data: bytes) -> Any:
    """Reads our block subset line by line, to see what leaving libyaml would bring; not a YAML parser."""
    lines = []
    match = LINE.match
    for number, text in enumerate(data.decode().rstrip("\n").split("\n")):
        found = match(text)
        assert found is not None
        lines.append((number, len(found[1]), found[2], found[3], found[4]))
    lines.append((len(lines), -1, None, None, "end"))
    tree, _ = subset_block(lines, 0, 0)
    return tree


def subset_block(lines: list[Any], at: int, indent: int, first: str = "") -> tuple[Any, int]:
    _, _, dash, key, rest = lines[at]
    if dash and not first:
        items = Seq()
        items.marks = marks = []
        while lines[at][1] == indent and lines[at][2]:
            number, _, _, key, rest = lines[at]
            marks.append(number)
            if key is None:
                items.append(subset_scalar(rest))
                at += 1
            else:
                item, at = subset_block(lines, at, indent + 2, "item")
                items.append(item)
        return items, at
    found = Map()
    found.marks = {}
    while first or (lines[at][1] == indent and not lines[at][2]):
        first = ""
        number, _, _, key, rest = lines[at]
        if key is None or key in found:
            raise ValueError(number)
        found.marks[key] = number
        at += 1
        if rest == "|":
            text = []
            while lines[at][1] > indent or (lines[at][4] == "" and lines[at][3] is None and lines[at][1] >= 0):
                inner = lines[at]
                key_part = f"{inner[3]}: " if inner[3] else ""
                text.append(" " * max(0, inner[1] - indent - 2) + (inner[2] or "") + key_part + inner[4])
                at += 1
            while text and not text[-1]:
                text.pop()
            found[key] = "\n".join(text) + "\n"
        elif rest:
            found[key] = subset_scalar(rest)
        else:
            found[key], at = subset_block(lines, at, lines[at][1])
    return found, at


def subset_scalar(text: str) -> Any:
    if text[0] == '"':
        return text[1:-1]
    if text[0] == "[":
        return [item.strip() for item in text[1:-1].split(",")]
    return text


# --- schema ----------------------------------------------------------------------------------------------------

Id = Annotated[str, pydantic.StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9-]+)?$")]


class Strict(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid")


class Answer(Strict):
    text: str
    hint: str = ""
    when: str = ""
    next: Id


class Question(Strict):
    ask: str
    help: str = ""
    answers: dict[Id, Answer]


class Outcome(Strict):
    title: str
    text: Annotated[str, pydantic.StringConstraints(max_length=4000)] = ""
    steps: list[str] = []
    prepare: list[str] = []
    tell: str = ""
    contacts: list[Id] = []
    cost: str = ""
    after: str = ""
    recourse: str = ""


class Journey(Strict):
    title: str
    start: Id
    questions: dict[Id, Question]
    outcomes: dict[Id, Outcome]


class Phone(Strict):
    number: Annotated[str, pydantic.StringConstraints(pattern=r"^[0-9+ ]{2,20}$")]
    hours: dict[str, str] = {}
    cost: str = ""


class Desk(Strict):
    address: str
    hours: dict[str, str] = {}
    appointment: str = ""
    access: str = ""


class Contact(Strict):
    id: Id
    kind: str
    part_of: Id | None = None
    name: str
    role: str = ""
    provides: list[Id] = []
    general: str = ""
    phone: Phone | None = None
    desk: Desk | None = None
    mail: str = ""
    online: str = ""
    owner: str = ""
    verified_on: str = ""
    source: str = ""
    review_every: str = ""
    reply_within: str = ""


class Contacts(Strict):
    contacts: list[Contact]


class Need(Strict):
    id: Id
    title: str
    official: str = ""
    topics: list[Id]
    services: list[Id]
    words: list[str]
    next: Id


class Needs(Strict):
    needs: list[Need]


# --- Markdown --------------------------------------------------------------------------------------------------

ALLOWED = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "h2", "h3", "h4", "blockquote", "code", "hr"}
CLEANING: dict[str, Any] = {
    "tags": ALLOWED,
    "attributes": {"a": {"href"}},
    "url_schemes": {"http", "https", "mailto", "tel", "sms"},
    "link_rel": None,
}
clean = nh3.Cleaner(**CLEANING).clean
converter = markdown.Markdown(output_format="html")

# What may begin an inline of Markdown, an entity or a tag; then what may begin a block other than a paragraph.
INLINE = re.compile(r"[\\`*_{}\[\]<>&~]")
BLOCK = re.compile(r"\n(?:[ \t]*(?:[-+=#:]|\d+[.)])| {4}|\t)")  # of a text after a line feed: ten times faster than ^
BREAK = re.compile(r"\n[ \t]*\n\s*")


def needs_markdown(text: str) -> bool:
    return INLINE.search(text) is not None or starts_block(text)


def starts_block(text: str) -> bool:
    """Tells whether a line may start a list, a heading, code, or end with a line break."""
    return BLOCK.search("\n" + text) is not None or "  \n" in text


def simple_html(text: str) -> str:
    """Converts text without markup by itself, the rest through Python-Markdown and nh3."""
    if not needs_markdown(text):
        text = text.strip()
        if "\n" not in text:
            return f"<p>{text}</p>"
        return "\n".join([f"<p>{part}</p>" for part in BREAK.split(text)])
    return full_html(text)


def full_html(text: str) -> str:
    converter.reset()
    return clean(converter.convert(text))


def trimmed_converter() -> markdown.Markdown:
    """Returns Python-Markdown with nothing but paragraphs, lists, strong, emphasis, links, escapes and line breaks."""
    made = markdown.Markdown(output_format="html", extensions=["sane_lists"])
    for registry, kept in (
        (made.inlinePatterns, {"escape", "link", "linebreak", "em_strong"}),
        (made.parser.blockprocessors, {"empty", "indent", "olist", "ulist", "paragraph"}),
        (made.preprocessors, {"normalize_whitespace"}),
    ):
        for name in [item.name for item in registry._priority if item.name not in kept]:
            registry.deregister(name)
    return made


trimmed = trimmed_converter()


def trimmed_html(text: str) -> str:
    """Converts text without markup by itself, the rest through the trimmed Python-Markdown and nh3."""
    return simple_html(text) if not needs_markdown(text) else clean(trimmed.reset().convert(text))


STRONG = re.compile(r"\*\*([^\s*](?:[^*]*[^\s*])?)\*\*")
EMPHASIS = re.compile(r"\*([^\s*](?:[^*]*[^\s*])?)\*")
LINK = re.compile(r"\[([^\[\]*]+)\]\((https?://[\w./?=%#-]+)\)")
LEFT = re.compile(r"[\\`*{}\[\]<>&~]|_\w*_|\b_|_\b")
BULLET = re.compile(r"- (?=\S)")
RANK = re.compile(r"\d+\. (?=\S)")


def subset_html(text: str) -> str:
    """Converts paragraphs, flat lists, strong, emphasis and plain links by itself; anything else the slow way."""
    if not needs_markdown(text):
        return simple_html(text)
    blocks = BREAK.split(text.strip())
    found = []
    previous = ""
    for block in blocks:
        if BULLET.match(block):
            kind, marker = "ul", BULLET
        elif RANK.match(block):
            kind, marker = "ol", RANK
        else:
            kind, marker = "p", None
        if marker is None:
            if starts_block(block):
                return full_html(text)
            found.append(f"<p>{block}</p>")
        else:
            if kind == previous:
                return full_html(text)
            items = []
            for line in block.split("\n"):
                start = marker.match(line)
                if start is None or starts_block(line[start.end() :]):
                    return full_html(text)
                items.append(f"<li>{line[start.end() :]}</li>\n")
            found.append(f"<{kind}>\n{''.join(items)}</{kind}>")
        previous = kind
    flat = "\n".join(found)
    source = LINK.sub(r"\1", STRONG.sub(r"\1", text))
    if LEFT.search(EMPHASIS.sub(r"\1", source)):
        return full_html(text)
    flat = EMPHASIS.sub(r"<em>\1</em>", STRONG.sub(r"<strong>\1</strong>", flat))
    return LINK.sub(r'<a href="\2">\1</a>', flat)


NOTHING = Markup()
CONVERTERS = {"full": full_html, "plain": simple_html, "trimmed": trimmed_html, "subset": subset_html}
CONVERT = {"text": simple_html}

# --- pages -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tile:
    text: str
    path: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    days: str
    times: str


@dataclass(frozen=True, slots=True)
class Card:
    key: str
    name: str
    role: str
    phone: str
    tel: str
    cost: str
    phone_hours: tuple[Row, ...]
    address: str
    appointment: str
    access: str
    desk_hours: tuple[Row, ...]
    mail: str
    reply_within: str
    online: str
    checked: str
    source: str


@dataclass(frozen=True, slots=True)
class Frame:
    name: str
    website: str
    css: Markup
    topics: tuple[Tile, ...]
    help: Card


@dataclass(frozen=True, slots=True)
class Page:
    """One page of any kind; `kind` names the template of its main part."""

    path: str
    root: str
    kind: str
    title: str
    back: str = ""
    journey: str = ""
    help: str = ""
    tiles: tuple[Tile, ...] = ()
    body: Markup = NOTHING
    steps: tuple[Markup, ...] = ()
    prepare: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    tell: str = ""
    cost: str = ""
    after: str = ""
    recourse: str = ""


def make_card(contact: Contact) -> Card:
    phone, desk = contact.phone or Phone(number=""), contact.desk or Desk(address="")
    return Card(
        contact.id,
        contact.name,
        contact.role,
        phone.number,
        phone.number.replace(" ", ""),
        phone.cost,
        tuple(Row(*line) for line in phone.hours.items()),
        desk.address,
        desk.appointment,
        desk.access,
        tuple(Row(*line) for line in desk.hours.items()),
        contact.mail,
        contact.reply_within,
        contact.online,
        f"Vérifié le {contact.verified_on}",
        contact.source,
    )


class Partner:
    """One partner bound: documents in, pages out, with the pieces of HTML that several of its pages share."""

    def __init__(self, source: corpus.Partner, css: str) -> None:
        files = source.files
        self.id = source.id
        self.journeys = {
            name[9:-5]: Journey.model_validate(tree) for name, tree in files.items() if name[:9] == "journeys/"
        }
        self.needs = Needs.model_validate(files["needs.yaml"]).needs
        self.contacts = [
            one
            for name, tree in files.items()
            if name[:9] == "contacts/"
            for one in Contacts.model_validate(tree).contacts
        ]
        self.cards = {one.id: make_card(one) for one in [*self.contacts, *NATIONAL]}
        self.providers: dict[str, list[str]] = {}
        for one in self.contacts:
            for service in one.provides:
                self.providers.setdefault(service, []).append(one.id)
        about, colours = files["partner.yaml"], files["branding.yaml"]["colours"]
        brand = f":root{{--c1:{colours['primary']};--c2:{colours['accent']}}}"
        topics = tuple(Tile(title, f"themes/{key}/", hint) for key, title, hint in corpus.TOPICS)
        self.frame = Frame(about["name"], about["website"], Markup(css + brand), topics, self.cards["mairie"])
        self.forget()

    def forget(self) -> None:
        """Drops the shared pieces of HTML."""
        self.shells: dict[str, Any] = {}
        self.card_htmls: dict[tuple[str, str], Markup] = {}

    def outcome_pages(self) -> Iterator[Page]:
        return (page for page in self.pages() if page.kind == "outcome")

    def pages(self) -> Iterator[Page]:
        """Yields the 78 pages of the corpus."""
        tiles = {need.id: Tile(need.title, f"parcours/{need.next}/") for need in self.needs}
        frequent = tuple(tiles.values())[:8]
        yield Page("", "", "list", "Quelle est votre situation ?", tiles=self.frame.topics + frequent)
        for topic, (key, _, _) in zip(self.frame.topics, corpus.TOPICS, strict=True):
            under = tuple(tiles[need.id] for need in self.needs if key in need.topics)
            yield Page(topic.path, "../../", "list", topic.text, help=topic.hint, tiles=under)
        for key, journey in self.journeys.items():
            yield from self.journey_pages(key, journey)
        served: dict[str, list[Tile]] = {}
        for need in self.needs:
            for service in need.services:
                served.setdefault(service, []).append(tiles[need.id])
        for one in self.contacts:
            solved = tuple(found for service in one.provides for found in served.get(service, ()))
            yield Page(
                f"contacts/{one.id}/",
                "../../",
                "contact",
                one.name,
                tiles=solved,
                cards=(self.cards[one.id],),
            )

    def journey_pages(self, key: str, journey: Journey) -> Iterator[Page]:
        for node, question in journey.questions.items():
            choices = tuple(
                Tile(
                    one.text,
                    f"parcours/{one.next}/" if "/" in one.next else f"parcours/{key}/{one.next}/",
                    one.hint,
                )
                for one in question.answers.values()
            )
            path = f"parcours/{key}/{node}/"
            yield Page(path, "../../../", "question", question.ask, "", journey.title, question.help, choices)
        for node, outcome in journey.outcomes.items():
            named = (one for wanted in outcome.contacts for one in self.providers.get(wanted, (wanted,)))
            yield Page(
                f"parcours/{key}/{node}/",
                "../../../",
                "outcome",
                outcome.title,
                back=f"parcours/{key}/{journey.start}/",
                journey=journey.title,
                body=Markup(CONVERT["text"](outcome.text)),
                steps=tuple(Markup(CONVERT["text"](step)) for step in outcome.steps),
                prepare=tuple(outcome.prepare),
                cards=tuple(self.cards[one] for one in dict.fromkeys(named)),
                tell=outcome.tell,
                cost=outcome.cost,
                after=outcome.after,
                recourse=outcome.recourse,
            )


# --- templates -------------------------------------------------------------------------------------------------

CARD = """{% macro contact_card(card, root) %}<article class="co-contact">
<h3 class="co-contact__name"><a href="{{ root }}contacts/{{ card.key }}/index.html">{{ card.name }}</a></h3>
<p class="co-contact__role">{{ card.role }}</p>
<p class="co-contact__phone"><a class="co-call" href="tel:{{ card.tel }}" translate="no">{{ card.phone }}</a>\
{% if card.cost %} <span class="co-contact__cost">{{ card.cost }}</span>{% endif %}</p>
{{ hours_table("Horaires du téléphone", card.phone_hours) }}
{% if card.address %}<div class="co-contact__desk"><address>{{ card.address }}</address>
<p><a href="https://www.openstreetmap.org/search?query={{ card.address }}">Voir le plan</a></p>
<p>Rendez-vous {{ card.appointment }}. {{ card.access }}</p>
{{ hours_table("Horaires du guichet", card.desk_hours) }}</div>
<p class="co-contact__mail"><a href="mailto:{{ card.mail }}">{{ card.mail }}</a>, réponse sous \
{{ card.reply_within }}</p>
<p class="co-contact__online"><a href="{{ card.online }}">Voir la page du service</a></p>{% endif %}
<p class="co-contact__checked">{{ card.checked }}. Source : <a href="{{ card.source }}">{{ card.source }}</a></p>
</article>{% endmacro %}
{% macro hours_table(caption, rows) %}<table class="co-hours"><caption>{{ caption }}</caption><tbody>
{% for row in rows %}<tr><th scope="row">{{ row.days }}</th><td>{{ row.times }}</td></tr>
{% endfor %}</tbody></table>{% endmacro %}
"""

HEAD = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; \
img-src 'self'; form-action 'self'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<style>{{ frame.css }}</style>
<script src="{{ root }}assets/app.js" defer></script>
"""

TOP = """</head>
<body class="co-page">
<a class="co-skip" href="#contenu">Aller au contenu</a>
<a class="co-red" href="{{ root }}urgence/index.html">Urgence, danger</a>
<header class="co-header">
<p class="co-header__service">Service gratuit de {{ frame.name }}. On ne vous demande pas votre nom.</p>
<p class="co-header__demo">Site de démonstration : vérifiez avant de vous déplacer.</p>
<p class="co-header__brand"><a href="{{ root }}index.html">{{ frame.name }}</a></p>
<nav class="co-nav" aria-label="Principal"><ul>
{% for tile in frame.topics %}<li><a class="co-nav__link" href="{{ root }}{{ tile.path }}index.html">{{ tile.text }}\
</a></li>
{% endfor %}<li><a class="co-nav__link" href="{{ root }}a-z/index.html">Tout de A à Z</a></li></ul></nav>
</header>
"""

BOTTOM = """{% from "components/contact.html" import hours_table %}
<aside class="co-help"><h2>Quelqu'un peut vous aider</h2>
<p><a href="{{ root }}contacts/{{ frame.help.key }}/index.html">{{ frame.help.name }}</a></p>
<p><a class="co-call" href="tel:{{ frame.help.tel }}" translate="no">{{ frame.help.phone }}</a></p>
{{ hours_table("Horaires du téléphone", frame.help.phone_hours) }}
</aside>
<footer class="co-footer">
<p>{{ frame.name }} – <a href="{{ frame.website }}">Site de la collectivité</a></p>
<ul><li><a href="{{ root }}mentions-legales/index.html">Mentions légales</a></li>
<li><a href="{{ root }}donnees-personnelles/index.html">Données personnelles</a></li>
<li><a href="{{ root }}accessibilite/index.html">Accessibilité : non conforme</a></li></ul>
</footer>
</body>
</html>
"""

TITLE = "<title>{{ page.title }} – {{ frame.name }}</title>\n"
OPEN_MAIN = """<main id="contenu" class="co-main" tabindex="-1">
{% if page.back %}<p class="co-back"><a href="{{ page.root }}{{ page.back }}index.html">Revenir</a></p>{% endif %}
<h1 class="co-title">{{ page.title }}</h1>
"""
CLOSE_MAIN = "\n</main>\n"

OUTCOME = """<p class="co-journey">{{ page.journey }}</p>
<div class="co-text">{{ page.body }}</div>
<h2>Ce que vous pouvez faire</h2><ol class="co-steps">
{% for step in page.steps %}<li>{{ step }}</li>
{% endfor %}</ol>
<h2>À préparer</h2><ul class="co-prepare">
{% for one in page.prepare %}<li>{{ one }}</li>
{% endfor %}</ul>
<h2>Qui contacter</h2>
{% for card in page.cards %}@CARD@{% endfor %}
<section class="co-tell"><h2>Ce que vous pouvez dire</h2><blockquote>{{ page.tell }}</blockquote></section>
<p class="co-cost">{{ page.cost }}</p>
<section><h2>Et après</h2><p>{{ page.after }}</p></section>
<section><h2>En cas de refus</h2><p>{{ page.recourse }}</p></section>"""

QUESTION = """<p class="co-journey">{{ page.journey }}</p>
<p class="co-question__help">{{ page.help }}</p>
<ul class="co-answers">
{% for tile in page.tiles %}<li class="co-answer"><a class="co-answer__link" href="{{ page.root }}{{ tile.path }}\
index.html"><span class="co-answer__text">{{ tile.text }}</span> <span class="co-answer__hint">{{ tile.hint }}</span>\
</a></li>
{% endfor %}<li class="co-answer"><a class="co-answer__link" href="{{ page.root }}contacts/mairie/index.html">\
Mon problème n'est pas dans la liste</a></li></ul>"""

LIST = """{% if page.help %}<p>{{ page.help }}</p>{% endif %}
<ul class="co-tiles">
{% for tile in page.tiles %}<li class="co-tile"><a class="co-tile__link" href="{{ page.root }}{{ tile.path }}\
index.html"><span class="co-tile__text">{{ tile.text }}</span> <span class="co-tile__hint">{{ tile.hint }}</span>\
</a></li>
{% endfor %}</ul>"""

CONTACT = """{% for card in page.cards %}@CARD@{% endfor %}
{% if page.tiles %}<h2>On s'adresse ici pour</h2><ul class="co-list">
{% for tile in page.tiles %}<li><a href="{{ page.root }}{{ tile.path }}index.html">{{ tile.text }}</a></li>
{% endfor %}</ul>{% endif %}"""

MAINS = {"outcome": OUTCOME, "question": QUESTION, "list": LIST, "contact": CONTACT}
IMPORT = '{% from "components/contact.html" import contact_card %}'
CALL = "{{ contact_card(card=card, root=page.root) }}"
READY = "{{ card_html(card) }}"


def templates() -> dict[str, str]:
    """Returns the same pages cut in three ways: all inherited, shell given as HTML, main part alone."""
    root = "{% set root = page.root %}"
    found = {
        "components/contact.html": CARD,
        "base.html": root + HEAD + TITLE + TOP + OPEN_MAIN + "{% block main %}{% endblock %}" + CLOSE_MAIN + BOTTOM,
        "shell.html": "{{ head }}"
        + TITLE
        + "{{ top }}"
        + OPEN_MAIN
        + "{% block main %}{% endblock %}"
        + CLOSE_MAIN
        + "{{ bottom }}",
        "head.html": HEAD,
        "top.html": TOP,
        "bottom.html": BOTTOM,
        "card.html": IMPORT + "{{ contact_card(card=card, root=root) }}",
    }

    def page(base: str, body: str) -> str:
        return f'{{% extends "{base}" %}}{{% block main %}}{body}{{% endblock %}}'

    found["inherit.html"] = page("base.html", IMPORT + OUTCOME.replace("@CARD@", CALL))
    found["shelled.html"] = page("shell.html", IMPORT + OUTCOME.replace("@CARD@", CALL))
    found["cards.html"] = page("shell.html", OUTCOME.replace("@CARD@", READY))
    for kind, body in MAINS.items():
        found[f"main/{kind}.html"] = TITLE + "\0" + OPEN_MAIN + body.replace("@CARD@", READY) + CLOSE_MAIN
    return found


TEMPLATES = templates()
Render = Callable[[Partner, Page], object]


def make_env(
    folder: str = "", auto_reload: bool = False, strict: bool = True, autoescape: bool = True
) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder) if folder else jinja2.DictLoader(TEMPLATES),
        autoescape=autoescape,
        auto_reload=auto_reload,
        undefined=jinja2.StrictUndefined if strict else jinja2.Undefined,
    )


def by_name(env: jinja2.Environment, name: str) -> Render:
    return lambda partner, page: env.get_template(name).render(page=page, frame=partner.frame)


def kept(env: jinja2.Environment, name: str) -> Render:
    template = env.get_template(name)
    return lambda partner, page: template.render(page=page, frame=partner.frame)


def shell_of(env: jinja2.Environment, partner: Partner, root: str) -> dict[str, Markup]:
    found: dict[str, Markup] | None = partner.shells.get(root)
    if found is None:
        found = {
            part: Markup(env.get_template(f"{part}.html").render(root=root, frame=partner.frame))
            for part in ("head", "top", "bottom")
        }
        partner.shells[root] = found
    return found


def card_html(template: jinja2.Template, partner: Partner, root: str) -> Callable[[Card], Markup]:
    htmls = partner.card_htmls

    def render(card: Card) -> Markup:
        key = (card.key, root)
        found = htmls.get(key)
        if found is None:
            found = htmls[key] = Markup(template.render(card=card, root=root))
        return found

    return render


def shelled(env: jinja2.Environment) -> Render:
    template = env.get_template("shelled.html")

    def render(partner: Partner, page: Page) -> str:
        return template.render(page=page, frame=partner.frame, **shell_of(env, partner, page.root))

    return render


def shelled_cards(env: jinja2.Environment) -> Render:
    template, card = env.get_template("cards.html"), env.get_template("card.html")

    def render(partner: Partner, page: Page) -> str:
        cards = card_html(card, partner, page.root)
        shell = shell_of(env, partner, page.root)
        return template.render(page=page, frame=partner.frame, card_html=cards, **shell)

    return render


def bytes_shell(env: jinja2.Environment) -> Callable[[Partner, Page], bytes]:
    """Renders title and main; the rest of the page is bytes made once for each depth."""
    mains = {kind: env.get_template(f"main/{kind}.html") for kind in MAINS}
    card = env.get_template("card.html")

    def render(partner: Partner, page: Page) -> bytes:
        root = page.root
        shell = partner.shells.get("bytes" + root)
        if shell is None:
            parts = shell_of(env, partner, root)
            shell = {part: text.encode() for part, text in parts.items()}
            partner.shells["bytes" + root] = shell
        cards = card_html(card, partner, root)
        title, _, main = mains[page.kind].render(page=page, frame=partner.frame, card_html=cards).partition("\0")
        return b"".join((shell["head"], title.encode(), shell["top"], main.encode(), shell["bottom"]))

    return render


# --- the pipeline ----------------------------------------------------------------------------------------------

STAGES: defaultdict[str, float] = defaultdict(float)


def build_partner(folder: Path, out: Path | None, render: Callable[[Partner, Page], bytes], css: str) -> int:
    """Builds one partner, counting the time of each stage in STAGES."""
    clock, spent = time.process_time, STAGES
    start = clock()
    raw: dict[str, bytes] = {}
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            with open(f"{base}/{name}", "rb") as file:
                raw[f"{base}/{name}"[len(str(folder)) + 1 :]] = file.read()
    spent["read"] += (now := clock()) - start
    trees = {name: located_tree(data) for name, data in raw.items()}
    spent["yaml"] += (later := clock()) - now
    partner = Partner(corpus.Partner(folder.name, trees), css)
    spent["validate, bind"] += (now := clock()) - later
    pages = list(partner.pages())
    spent["contexts, Markdown, nh3"] += (later := clock()) - now
    rendered = [(page.path, render(partner, page)) for page in pages]
    spent["render"] += (now := clock()) - later
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in rendered}
    spent["sha256"] += (later := clock()) - now
    if out is not None:
        write_partner(f"{out}/{folder.name}", rendered)
    spent["write"] += clock() - later
    return len(digests)


def write_partner(base: str, rendered: list[tuple[str, bytes]]) -> None:
    os.makedirs(base)
    known = {""}
    for path, data in rendered:
        folder, wanted = path.rstrip("/"), []
        while folder not in known:
            known.add(folder)
            wanted.append(folder)
            folder = folder.rpartition("/")[0]
        for one in reversed(wanted):
            os.mkdir(f"{base}/{one}")
        handle = os.open(f"{base}/{path}index.html", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(handle, data)
        os.close(handle)


NATIONAL = tuple(Contacts.model_validate(corpus.commons()["contacts/national.yaml"]).contacts)
JOB: dict[str, Any] = {}


def one_job(folder: Path) -> int:
    return build_partner(folder, JOB["out"], JOB["render"], JOB["css"])


def build(project: Path, out: Path | None, jobs: int = 1, how: str = "fork", css: str = "x" * 12_000) -> int:
    """Builds all partners of a project; returns the number of pages (of this process when it has forked)."""
    env = make_env()
    JOB.update(out=out, render=bytes_shell(env), css=css)
    folders = sorted((project / "partners").iterdir())
    if jobs == 1:
        return sum(map(one_job, folders))
    if how == "pool":
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            return sum(pool.imap_unordered(one_job, folders, chunksize=4))
    children = []
    for rank in range(1, jobs):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                sum(map(one_job, folders[rank::jobs]))
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    done = sum(map(one_job, folders[0::jobs]))
    for child in children:
        if os.waitpid(child, 0)[1]:
            raise RuntimeError("a process failed")
    return done


def print_stages(count: int, base: str | None = None, rounds: int = 3) -> None:
    """Prints the CPU time of each stage per page, the least of a few rounds, for each way to convert Markdown."""
    folder = Path(tempfile.mkdtemp(prefix="commun-floor-", dir=base))
    corpus.write_project(folder / "project", count)
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    least: dict[str, dict[str, float]] = {name: {} for name in CONVERTERS}
    pages = build(folder / "project", None)
    for turn in range(rounds):
        for name, convert in CONVERTERS.items():
            CONVERT["text"] = convert
            STAGES.clear()
            build(folder / "project", folder / f"{name}-{turn}")
            shutil.rmtree(folder / f"{name}-{turn}")
            least[name] = {stage: min(spent, least[name].get(stage, spent)) for stage, spent in STAGES.items()}
    shutil.rmtree(folder)
    print(f"\nfloor pipeline by stage, {pages:,} pages  [us of CPU per page]")
    print(f"  {'Markdown':10}" + "".join(f"{stage:>26}" for stage in STAGES) + f"{'all':>8}")
    for name, spent in least.items():
        cells = "".join(f"{one / pages * 1e6:26.1f}" for one in spent.values())
        print(f"  {name:10}{cells}{sum(spent.values()) / pages * 1e6:8.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("project", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--css", type=int, default=12_000, help="characters of style sheet in every page")
    parser.add_argument("--markdown", choices=list(CONVERTERS), default="plain", help="how texts are converted")
    options = parser.parse_args()
    CONVERT["text"] = CONVERTERS[options.markdown]
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    build(options.project, options.out, options.jobs, css="x" * options.css)


if __name__ == "__main__":
    main()
