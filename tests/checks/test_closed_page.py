"""Pages that keep people in: from an entry every topic and the search box, from any page the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from commun_orientation_ssg.checks.closed_page import check_pages
from commun_orientation_ssg.diagnostics import Location
from commun_orientation_ssg.links import internal_targets
from commun_orientation_ssg.pages import Pages
from commun_orientation_ssg.pages.needs import Needs
from commun_orientation_ssg.press import frame_of
from commun_orientation_ssg.render import Renderer
from components import theme
from real_sites import project, site

TOPICS = ("themes/logement/index.html", "p/01234567/index.html")
OPEN = b'<a href="%(up)sindex.html"></a><a href="%(up)sthemes/logement/index.html"></a><a href="%(up)sp/01234567/index.html"></a><div data-search></div>'


def found(path: str, data: bytes, moved: frozenset[str] = frozenset()) -> list[str]:
    """Return "code path missing" of what the rule says of one page."""
    findings = check_pages([(path, data)], TOPICS, Location("x"), moved)
    return [f"{item.code} {dict(item.fields).get('missing', '')}".strip() for item in findings]


def page(path: str, without: bytes = b"") -> bytes:
    """Return a page that leads everywhere, but for one piece."""
    return (
        (OPEN % {b"up": b"../" * path.count("/")}).replace(without, b"")
        if without
        else OPEN % {b"up": b"../" * path.count("/")}
    )


@pytest.mark.parametrize("path", ["index.html", "entrees/social/index.html"])
def test_an_entry_leads_to_every_topic_and_to_the_search_box(path: str) -> None:
    """Each piece that is taken away is missed, a sensitive topic's neutral page as well."""
    up = b"../" * path.count("/")
    assert found(path, page(path)) == []
    assert found(path, page(path, b"<div data-search></div>")) == ["closed-entry data-search"]
    without = b'<a href="' + up + b'p/01234567/index.html"></a>'
    assert found(path, page(path, without)) == ["closed-entry p/01234567/index.html"]


def test_every_page_leads_home() -> None:
    """From any depth; not the page that moved, nor those for a webmaster, which are no place to be lost in."""
    path = "parcours/logement/situation/index.html"
    assert found(path, b'<a href="../../../index.html"></a>') == []
    assert found(path, b'<a href="../../index.html"></a>') == ["closed-page"]
    assert found(path, b"", frozenset({path})) == []
    assert found("integration/affiche/index.html", b"") == []
    assert found("404.html", b"") == []
    assert found("assets/page.js", b"") == []


def templated(partner: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield (template, path, page) of a real partner."""
    made = Pages(site(partner))
    renderer = Renderer(theme())
    renderer.use(frame_of(site(partner), made, theme(), project().settings))
    for template, page in made.all():
        yield template, page.path, renderer.page(template, page)


def rendered(partner: str) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of a real partner."""
    for _, path, data in templated(partner):
        yield path, data


@pytest.mark.parametrize("partner", ["var", "falaise"])
def test_the_graph_of_real_pages_closes_nobody_in(partner: str) -> None:
    """Followed link by link: from each entry every topic in one step; from every page the home page in one step.

    Links that a frame hides (the header's name, the footer) are taken away first: what is left is what people have.
    """
    hidden = re.compile(rb'<p class="co-header__name">.*?</p>|<footer.*?</footer>', re.DOTALL)
    pages = {path: hidden.sub(b"", data) for path, data in rendered(partner)}
    moved = {f"parcours/{old}/index.html" for old in site(partner).redirects}
    links = {path: set(internal_targets(path, data)) for path, data in pages.items()}
    topics = {tile.path for tile in Needs(site(partner), Pages(site(partner)).links).topic_tiles()}
    entries = [path for path in pages if path.startswith("entrees/")]
    assert entries
    for path in entries:
        assert topics <= links[path], path
        assert b"data-search" in pages[path]
    assert topics <= links["index.html"]
    lost = [
        path for path in pages if path not in moved | {"404.html", "index.html"} and "index.html" not in links[path]
    ]
    assert lost == []


@pytest.mark.parametrize("partner", ["var", "falaise"])
def test_every_page_says_what_to_do_when_nothing_fits(partner: str) -> None:
    """ "Not in the list" leads to a phone with its hours, France services, topics, search and A to Z; "the wrong one"
    leads there too, or to the next body where there is one. Pages for a webmaster are left out, and what they weigh
    is said once, at the foot.
    """
    lost = re.compile(rb'<p class="co-not-listed"><a href="#aide">.*?</a><br><a href="([^"]+)">')
    targets: dict[str, set[bytes]] = {}
    for template, path, data in templated(partner):
        (other,) = lost.findall(data)
        targets.setdefault(template, set()).add(other if other.startswith(b"#") else b"page")
        assert other == b"#aide" or not other.startswith(b"#") or b'id="autres"' in data, path
        _, _, foot = data.partition(b'<h2 class="co-help__title" id="aide"')
        assert b'href="tel:' in foot
        assert "Au téléphone".encode() in foot or "À toute heure".encode() in foot
        assert b"france-services.gouv.fr" in foot
        links = set(internal_targets(path, b"</style>" + foot)) if template != "not-found" else set()
        assert template == "not-found" or {"index.html", "a-z/index.html"} <= links, path
    assert targets["outcome"] >= {b"#autres"}
    assert b"page" in targets["contact"]
    assert targets["question"] == targets["home"] == targets["sensitive"] == {b"#aide"}
