"""The same corpus as a Hugo project: what a Hugo author would write to get the same pages.

    python bench/build/hugo_site.py DIR --partners 100 [--extras 8] [--css FILE]

One Markdown file per page with its front matter, facts shared by pages (names, colours, contacts) as site data, one
base template, one partial for contact cards. The source is already expanded: which service leads to which contact,
which need stands under which topic, are decided here and never charged to Hugo. Choices that change its time are
made in its favour: steps stand in the Markdown body rather than in calls to `markdownify`, the style sheet is
literal text of the template, contacts are looked up in data rather than repeated in each page.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import corpus

CONFIG = """baseURL = "https://example.org/"
title = "mesure"
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"]
"""

BASE = """<!doctype html>
<html lang="fr">{{ $p := index site.Data.partners .Params.partner }}{{ $root := .Params.root }}
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; \
img-src 'self'; form-action 'self'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ $p.name }}</title>
<meta name="robots" content="noindex">
<style>@CSS@</style>
<style>:root{--c1:{{ $p.primary | safeCSS }};--c2:{{ $p.accent | safeCSS }}}</style>
<script src="{{ $root }}assets/app.js" defer></script>
</head>
<body class="co-page co-page--{{ .Layout }}">
<a class="co-skip" href="#contenu">Aller au contenu</a>
<a class="co-red" href="{{ $root }}urgence/index.html">Urgence, danger</a>
<header class="co-header">
<p class="co-header__service">Service gratuit de {{ $p.name }}. On ne vous demande pas votre nom.</p>
<p class="co-header__demo">Site de démonstration : vérifiez avant de vous déplacer.</p>
<p class="co-header__brand"><a href="{{ $root }}index.html">{{ $p.name }}</a></p>
<nav class="co-nav" aria-label="Principal"><ul>
{{ range $p.topics }}<li><a class="co-nav__link" href="{{ $root }}themes/{{ .id }}/index.html">{{ .title }}</a></li>
{{ end }}<li><a class="co-nav__link" href="{{ $root }}a-z/index.html">Tout de A à Z</a></li></ul></nav>
</header>
<main id="contenu" class="co-main" tabindex="-1">
{{ with .Params.back }}<p class="co-back"><a href="{{ $root }}{{ . }}index.html">Revenir</a></p>{{ end }}
<h1 class="co-title">{{ .Title }}</h1>
{{ block "main" . }}{{ end }}
</main>
<aside class="co-help"><h2>Quelqu'un peut vous aider</h2>{{ with index $p.contacts "mairie" }}
<p><a href="{{ $root }}contacts/mairie/index.html">{{ .name }}</a></p>
<p><a class="co-call" href="tel:{{ .tel }}" translate="no">{{ .phone }}</a></p>
<table class="co-hours"><caption>Horaires du téléphone</caption><tbody>
{{ range .phone_hours }}<tr><th scope="row">{{ .days }}</th><td>{{ .times }}</td></tr>
{{ end }}</tbody></table>{{ end }}
</aside>
<footer class="co-footer">
<p>{{ $p.name }} – <a href="{{ $p.website }}">Site de la collectivité</a></p>
<ul><li><a href="{{ $root }}mentions-legales/index.html">Mentions légales</a></li>
<li><a href="{{ $root }}donnees-personnelles/index.html">Données personnelles</a></li>
<li><a href="{{ $root }}accessibilite/index.html">Accessibilité : non conforme</a></li></ul>
</footer>
</body>
</html>
"""

CARD = """{{ $root := .root }}{{ with .contact }}<article class="co-contact">
<h3 class="co-contact__name"><a href="{{ $root }}contacts/{{ .id }}/index.html">{{ .name }}</a></h3>
<p class="co-contact__role">{{ .role }}</p>
<p class="co-contact__phone"><a class="co-call" href="tel:{{ .tel }}" translate="no">{{ .phone }}</a>\
{{ with .cost }} <span class="co-contact__cost">{{ . }}</span>{{ end }}</p>
<table class="co-hours"><caption>Horaires du téléphone</caption><tbody>
{{ range .phone_hours }}<tr><th scope="row">{{ .days }}</th><td>{{ .times }}</td></tr>
{{ end }}</tbody></table>
{{ if .address }}<div class="co-contact__desk"><address>{{ .address }}</address>
<p><a href="https://www.openstreetmap.org/search?query={{ .address | urlquery }}">Voir le plan</a></p>
<p>Rendez-vous {{ .appointment }}. {{ .access }}</p>
<table class="co-hours"><caption>Horaires du guichet</caption><tbody>
{{ range .desk_hours }}<tr><th scope="row">{{ .days }}</th><td>{{ .times }}</td></tr>
{{ end }}</tbody></table></div>
<p class="co-contact__mail"><a href="mailto:{{ .mail }}">{{ .mail }}</a>, réponse sous {{ .reply_within }}</p>
<p class="co-contact__online"><a href="{{ .online }}">Voir la page du service</a></p>{{ end }}
<p class="co-contact__checked">Vérifié le {{ .verified_on }}. Source : <a href="{{ .source }}">{{ .source }}</a></p>
</article>{{ end }}
"""

QUESTION = """{{ define "main" }}{{ $root := .Params.root }}<p class="co-journey">{{ .Params.journey }}</p>
<p class="co-question__help">{{ .Params.help }}</p>
<ul class="co-answers">
{{ range .Params.answers }}<li class="co-answer"><a class="co-answer__link" href="{{ $root }}{{ .path }}index.html">\
<span class="co-answer__text">{{ .text }}</span> <span class="co-answer__hint">{{ .hint }}</span></a></li>
{{ end }}<li class="co-answer"><a class="co-answer__link" href="{{ $root }}contacts/mairie/index.html">\
Mon problème n'est pas dans la liste</a></li></ul>{{ end }}
"""

OUTCOME = """{{ define "main" }}{{ $root := .Params.root }}\
{{ $contacts := (index site.Data.partners .Params.partner).contacts }}\
{{ $national := site.Data.commons.contacts }}<p class="co-journey">{{ .Params.journey }}</p>
<div class="co-text">{{ .Content }}</div>
<h2>À préparer</h2><ul class="co-prepare">
{{ range .Params.prepare }}<li>{{ . }}</li>
{{ end }}</ul>
<h2>Qui contacter</h2>
{{ range .Params.cards }}{{ $contact := index $contacts . | default (index $national .) }}\
{{ partial "card.html" (dict "contact" $contact "root" $root) }}{{ end }}
<section class="co-tell"><h2>Ce que vous pouvez dire</h2><blockquote>{{ .Params.tell }}</blockquote></section>
<p class="co-cost">{{ .Params.cost }}</p>
<section><h2>Et après</h2><p>{{ .Params.after }}</p></section>
<section><h2>En cas de refus</h2><p>{{ .Params.recourse }}</p></section>{{ end }}
"""

CONTACT = """{{ define "main" }}{{ $root := .Params.root }}\
{{ $contact := index (index site.Data.partners .Params.partner).contacts .Params.contact }}
{{ partial "card.html" (dict "contact" $contact "root" $root) }}
{{ with .Params.needs }}<h2>On s'adresse ici pour</h2><ul class="co-list">
{{ range . }}<li><a href="{{ $root }}{{ .path }}index.html">{{ .text }}</a></li>
{{ end }}</ul>{{ end }}
<script type="application/ld+json">{{ dict "@context" "https://schema.org" "@type" "GovernmentService" \
"name" $contact.name "telephone" $contact.tel "address" $contact.address "url" $contact.online | jsonify | safeJS }}\
</script>{{ end }}
"""

LIST = """{{ define "main" }}{{ $root := .Params.root }}{{ with .Params.intro }}<p>{{ . }}</p>{{ end }}
<ul class="co-tiles">
{{ range .Params.tiles }}<li class="co-tile"><a class="co-tile__link" href="{{ $root }}{{ .path }}index.html">\
<span class="co-tile__text">{{ .text }}</span> <span class="co-tile__hint">{{ .hint }}</span></a></li>
{{ end }}</ul>{{ .Content }}{{ end }}
"""

EMERGENCY = """{{ define "main" }}<ul class="co-emergency">
{{ range site.Data.commons.lines }}<li><a class="co-call" href="tel:{{ .number }}" translate="no">{{ .number }}</a>
<h2>{{ .label }}</h2><p>{{ .when }}</p><p>{{ .hours }}, gratuit. Vérifié le {{ .verified_on }}.</p></li>
{{ end }}</ul>{{ end }}
"""

TEXT = """{{ define "main" }}<div class="co-text">{{ .Content }}</div>{{ end }}
"""

LAYOUTS = {
    "_default/question.html": QUESTION,
    "_default/outcome.html": OUTCOME,
    "_default/contact.html": CONTACT,
    "_default/list.html": LIST,
    "_default/emergency.html": EMERGENCY,
    "_default/text.html": TEXT,
    "partials/card.html": CARD,
}


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be: `path` in the partner's folder ("" or ending in a slash), front matter, Markdown body."""

    path: str
    layout: str
    title: str
    params: dict[str, Any] = field(default_factory=dict)
    body: str = ""


def corpus_pages(partner: corpus.Partner) -> Iterator[Page]:
    """Yields the 78 pages that come from the partner's files."""
    needs = partner.files["needs.yaml"]["needs"]
    tiles = {need["id"]: tile(need["title"], node_path(need["next"])) for need in needs}
    providers: dict[str, list[str]] = {}
    for contact in contacts_of(partner):
        for service in contact["provides"]:
            providers.setdefault(service, []).append(contact["id"])
    topic_tiles = [tile(title, f"themes/{key}/", hint) for key, title, hint in corpus.TOPICS]
    frequent = list(tiles.values())[:8]
    yield Page("", "list", "Quelle est votre situation ?", {"tiles": topic_tiles + frequent})
    for key, title, hint in corpus.TOPICS:
        under = [tiles[need["id"]] for need in needs if key in need["topics"]]
        yield Page(f"themes/{key}/", "list", title, {"intro": hint, "tiles": under})
    for name, tree in partner.files.items():
        if name.startswith("journeys/"):
            yield from journey_pages(name.removeprefix("journeys/").removesuffix(".yaml"), tree, providers)
    for contact in contacts_of(partner):
        solved = [tiles[need["id"]] for need in needs if set(need["services"]) & set(contact["provides"])]
        params = {"contact": contact["id"], "needs": solved}
        yield Page(f"contacts/{contact['id']}/", "contact", contact["name"], params)


def journey_pages(key: str, tree: dict[str, Any], providers: dict[str, list[str]]) -> Iterator[Page]:
    for node, question in tree["questions"].items():
        answers = [
            {"text": answer["text"], "hint": answer["hint"], "path": node_path(answer["next"], key)}
            for answer in question["answers"].values()
        ]
        params = {"journey": tree["title"], "help": question["help"], "answers": answers, "back": ""}
        yield Page(f"parcours/{key}/{node}/", "question", question["ask"], params)
    for node, outcome in tree["outcomes"].items():
        cards = [one for named in outcome["contacts"] for one in providers.get(named, [named])]
        params = {
            "journey": tree["title"],
            "back": f"parcours/{key}/situation/",
            "cards": list(dict.fromkeys(cards)),
            **{part: outcome[part] for part in ("prepare", "tell", "cost", "after", "recourse")},
        }
        steps = "".join(f"{rank}. {step}\n" for rank, step in enumerate(outcome["steps"], 1))
        body = f"{outcome['text']}\n## Ce que vous pouvez faire\n\n{steps}"
        yield Page(f"parcours/{key}/{node}/", "outcome", outcome["title"], params, body)


def extra_pages(partner: corpus.Partner, count: int) -> Iterator[Page]:
    """Yields `count` pages like those our product adds by itself: emergency, A to Z, then pages of text."""
    needs = sorted(partner.files["needs.yaml"]["needs"], key=lambda need: need["title"])
    writer = corpus.Writer(f"extras-{partner.id}")
    known = [
        Page("urgence/", "emergency", "Urgence, danger"),
        Page(
            "a-z/",
            "list",
            "Tout de A à Z",
            {"tiles": [tile(need["title"], node_path(need["next"])) for need in needs]},
        ),
    ]
    names = ("mentions-legales", "donnees-personnelles", "accessibilite")
    for rank in range(count):
        if rank < len(known):
            yield known[rank]
            continue
        name = names[rank - 2] if rank - 2 < len(names) else f"page-{rank}"
        yield Page(f"{name}/", "text", writer.phrase(3, 6), {}, writer.markdown() + "\n" + writer.markdown())


def tile(text: str, path: str, hint: str = "") -> dict[str, str]:
    return {"text": text, "path": path, "hint": hint}


def node_path(target: str, journey: str = "") -> str:
    """Returns the folder of a node named `node` (of `journey`) or `journey/node`."""
    return f"parcours/{target}/" if "/" in target else f"parcours/{journey}/{target}/"


def contacts_of(partner: corpus.Partner) -> list[dict[str, Any]]:
    files = (tree for name, tree in partner.files.items() if name.startswith("contacts/"))
    return [contact for tree in files for contact in tree["contacts"]]


def contact_data(contact: dict[str, Any]) -> dict[str, Any]:
    """Returns one contact as its card shows it."""
    found = {
        "id": contact["id"],
        "name": contact["name"],
        "role": contact["role"],
        "phone": contact["phone"]["number"],
        "tel": contact["phone"]["number"].replace(" ", ""),
        "phone_hours": hours_rows(contact["phone"]["hours"]),
        "verified_on": contact["verified_on"],
        "source": contact["source"],
    }
    if "desk" in contact:
        place = contact["desk"]
        found |= {
            "cost": contact["phone"]["cost"],
            "address": place["address"],
            "desk_hours": hours_rows(place["hours"]),
            "appointment": place["appointment"],
            "access": place["access"],
            "mail": contact["mail"],
            "reply_within": contact["reply_within"],
            "online": contact["online"],
        }
    return found


def hours_rows(hours: dict[str, str]) -> list[dict[str, str]]:
    return [{"days": days, "times": times} for days, times in hours.items()]


def partner_data(partner: corpus.Partner) -> dict[str, Any]:
    about, colours = partner.files["partner.yaml"], partner.files["branding.yaml"]["colours"]
    return {
        "name": about["name"],
        "website": about["website"],
        **colours,
        "topics": [{"id": key, "title": title} for key, title, _ in corpus.TOPICS],
        "contacts": {contact["id"]: contact_data(contact) for contact in contacts_of(partner)},
    }


def write_site(folder: Path, count: int, seed: int = 1, extras: int = 8, css: str = "") -> int:
    """Writes the whole Hugo project anew.

    Args:
        extras: pages per partner beyond the 78 of the corpus.
        css: style sheet to inline in every page, as our product does.

    Returns:
        the number of pages that Hugo will write.
    """
    shutil.rmtree(folder, ignore_errors=True)
    write(folder / "hugo.toml", CONFIG)
    write(folder / "layouts/_default/baseof.html", BASE.replace("@CSS@", css.replace("{{", "{ {")))
    for name, text in LAYOUTS.items():
        write(folder / "layouts" / name, text)
    shared = corpus.commons()
    national = {one["id"]: contact_data(one) for one in shared["contacts/national.yaml"]["contacts"]}
    write_data(folder / "data/commons.yaml", {"lines": shared["emergency.yaml"]["lines"], "contacts": national})
    written = 0
    for partner in corpus.partners(count, seed):
        write_data(folder / f"data/partners/{partner.id}.yaml", partner_data(partner))
        for page in [*corpus_pages(partner), *extra_pages(partner, extras)]:
            written += 1
            write_page(folder / "content" / partner.id, partner.id, page)
    return written


def write_page(folder: Path, partner: str, page: Page) -> None:
    name = page.path.rstrip("/") or "accueil"
    meta = {"title": page.title, "layout": page.layout, "partner": partner}
    meta |= {"root": "../" * page.path.count("/")}
    if not page.path:
        meta["url"] = f"/{partner}/"
    head = "\n".join(corpus.yaml_lines(meta | page.params))
    write(folder / f"{name}.md", f"---\n{head}\n---\n{page.body}")


def write_data(path: Path, tree: dict[str, Any]) -> None:
    write(path, "\n".join(corpus.yaml_lines(tree)) + "\n")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def filler_css(size: int) -> str:
    """Returns a style sheet of about `size` characters, standing for ours until it exists."""
    rules, length, rank = [], 0, 0
    while length < size:
        rule = f".co-filler-{rank}__part{{padding:var(--space-{rank % 9});color:var(--color-text);border-width:1px}}"
        rules.append(rule)
        length += len(rule)
        rank += 1
    return "".join(rules)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--partners", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--extras", type=int, default=8, help="pages per partner beyond the 78 of the corpus")
    parser.add_argument("--css", type=Path, help="style sheet to inline in every page")
    options = parser.parse_args()
    css = options.css.read_text(encoding="utf-8") if options.css else ""
    pages = write_site(options.folder, options.partners, options.seed, options.extras, css)
    print(f"{options.partners} partners, {pages:,} pages in {options.folder}")


if __name__ == "__main__":
    main()
