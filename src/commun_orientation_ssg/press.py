"""A resolved site to the files of its folder, and what stands above all partners. Nothing is written here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote, urlsplit

from . import context
from .checks import closed_page, page_weight
from .diagnostics import Diagnostic, Location
from .embedding import htaccess, integration_page, nginx, plugin, poster_page, site_archive, ways_of, ways_script
from .exchange.open_data import open_data
from .font import NO_FONT, Font
from .links import broken_links
from .loading import Project, font_of, logo_of
from .local import LocalAnswers, shared_files
from .logo import logo_path, logo_width
from .model import Branding, Internals, Site
from .offline import KEPT_TEMPLATES, offline_files, removing_worker
from .pages import Pages, alert_line, offline_notes, open_data_page, otherwise, root_page
from .permalinks import AGENTS, permalinks_of
from .project import NATIONAL, Settings
from .qr import qr_svg
from .render import Renderer, styles_of
from .resolution import landings
from .search import index_script
from .territory import Territories, place_of
from .theme import Theme
from .wording import of_name
from .write import Output

__all__ = ["Press", "about", "agents_top_files", "top_files"]


_LIGHT_LOGO = 800
"""Bytes of a logo that stands in each page: less than what it costs to ask for it."""
_AGENTS = frozenset({"agents"})
"""The pages of a script that only agents' pages load."""


class Press:
    """Makes the files of one partner after another, with one theme; what they share is made once."""

    def __init__(self, theme: Theme, project: Project) -> None:
        self.theme, self.project = theme, project
        self._renderer = Renderer(theme)
        self._local = LocalAnswers(project)

    def files(self, site: Site) -> list[tuple[str, bytes]]:
        """Return every file of a partner's folder: (path, bytes)."""
        settings = self.project.settings
        pages = Pages(site, _base(site, settings))
        (logo, _), (font, _) = logo_of(site, settings), font_of(site, settings)
        common = self.project.commons.made.needs
        index = index_script(self.project.indexer.data(site, site.lexicon, pages.links, common))
        index_path = f"data/search.{hashlib.sha256(index).hexdigest()[:8]}.js"
        local = self._local.of(site, pages)
        frame = frame_of(site, pages, self.theme, settings, logo, index_path, font)
        frame = replace(frame, chooser=local.chooser)
        self._renderer.use(frame)
        opened = open_data(site)
        data_page = open_data_page(site, ((path.removeprefix("data/"), what) for path, _, what in opened))
        others = [("text", data_page)] if data_page else []
        codes: dict[str, bytes] = {}
        made = [
            (template, page.path, self._renderer.page(template, with_code(page, frame.base_url, codes)))
            for template, page in (*pages.all(), *local.pages(), *others)
        ]
        files = [*((path, data) for _, path, data in made), *codes.items()]
        files += local.files()
        files += [*pages.scripts.values(), *pages.vcards()]
        files += [(f"assets/{script.name}", script.data) for script in self.theme.scripts if script.pages != _AGENTS]
        files += [(path, data) for path, data, _ in opened]
        files += [(index_path, index)] if self.theme.searches("home") else []
        files += self._widget(site, pages)
        files += _brand_files(logo, font)
        kept = {
            path: template for template, path, _ in made if template in KEPT_TEMPLATES and not path.startswith("p/")
        }
        files += (
            offline_files(files, kept, self.theme.worker, offline_notes(site))
            if site.partner.offline
            else [removing_worker(self.theme.worker)]
        )
        archive = site_archive(site.partner.name, files, site.partner.sites) if settings.zip else b""
        return files + self._for_webmasters(site, pages, frame, archive)

    def agents_files(self, site: Site, internals: Internals) -> list[tuple[str, bytes]]:
        """Return every file of a partner's folder for agents: what the public sees, and what only they read.

        Nothing here is kept on a device, offered to other sites or to other programs.
        """
        settings = replace(self.project.settings, site_url="")
        site = replace(site, partner=replace(site.partner, offline=False))
        pages = Pages(site, _base(site, settings), internals)
        (logo, _), (font, _) = logo_of(site, settings), font_of(site, settings)
        index = index_script(
            self.project.indexer.data(site, site.lexicon, pages.links, self.project.commons.made.needs)
        )
        index_path = f"data/search.{hashlib.sha256(index).hexdigest()[:8]}.js"
        local = self._local.of(site, pages)
        said = pages.internals_script()
        said_path = f"data/internals.{hashlib.sha256(said).hexdigest()[:8]}.js"
        frame = frame_of(site, pages, self.theme, settings, logo, index_path, font)
        self._renderer.use(for_agents(frame, local.chooser, self.theme, site.branding, said_path, font))
        files = [(page.path, self._renderer.page(name, page)) for name, page in (*pages.all(), *local.pages())]
        files += [*local.files(), *pages.scripts.values(), *pages.vcards(), (index_path, index), (said_path, said)]
        files += [(f"assets/{script.name}", script.data) for script in self.theme.scripts]
        return [*files, *_brand_files(logo, font), removing_worker(self.theme.worker)]

    def _versioned(self) -> str:
        return f"assets/widget.{hashlib.sha256(self.theme.widget).hexdigest()[:8]}.js"

    def _widget(self, site: Site, pages: Pages) -> list[tuple[str, bytes]]:
        """Return the widget, at its address and at that of its version, and the names that it knows."""
        ways = ways_script(ways_of(site, pages.links))
        return [("widget.js", self.theme.widget), (self._versioned(), self.theme.widget), ("data/ways.js", ways)]

    def _for_webmasters(
        self, site: Site, pages: Pages, frame: context.Frame, archive: bytes
    ) -> list[tuple[str, bytes]]:
        """Return what a partner's webmaster needs."""
        url, sites = self.project.settings.site_url, site.partner.sites
        ways, folder = ways_of(site, pages.links), f"{url}{site.partner.id}/" if url else ""
        integration = integration_page(site, pages.links, url, (self._versioned(), self.theme.widget), frame, archive)
        return [
            (integration.path, self._renderer.page("integration", integration)),
            ("integration/affiche/index.html", self._renderer.page("poster", poster_page(site, url, frame))),
            ("integration/wordpress/commun-orientation.zip", plugin(site, folder, ways)),
            ("integration/serveur/htaccess.txt", htaccess(sites).encode()),
            ("integration/serveur/nginx.conf.txt", nginx("/orientation/", sites).encode()),
            *([("integration/serveur/site.zip", archive)] if archive else []),
        ]

    def check(self, site: Site, files: list[tuple[str, bytes]]) -> list[Diagnostic]:
        """Return what is wrong with the pages themselves, and with the directories of which their contacts come."""
        present, at = frozenset(path for path, _ in files), site.partner.location
        topics = [path for path in permalinks_of(site).topics.values() if path in present]
        moved = frozenset(f"parcours/{old}/index.html" for old in site.redirects)
        return [
            *broken_links(files, present, at, site.partner.id),
            *page_weight.check_pages(files, at),
            *closed_page.check_pages(files, topics, at, moved),
            *self._local.competence.found(),
        ]


def _brand_files(logo: bytes, font: Font) -> list[tuple[str, bytes]]:
    return [(path, data) for path, data in ((logo_path(logo), logo), (font.path, font.data)) if data]


def frame_of(
    site: Site,
    pages: Pages,
    theme: Theme,
    settings: Settings,
    logo: bytes = b"",
    index: str = "",
    font: Font = NO_FONT,
) -> context.Frame:
    """Return what all pages of a partner share; `logo` is its SVG, `index` (of search) a path in its folder."""
    partner = site.partner
    return context.Frame(
        name=partner.name,
        short=partner.short,
        website=partner.website,
        of=of_name(partner.name),
        service_line=f"Service gratuit {of_name(partner.name)}. On ne vous demande pas votre nom.",
        logo=logo_path(logo),
        logo_width=logo_width(logo, 40),
        logo_data=_in_page(logo.decode()) if len(logo) <= _LIGHT_LOGO else "",
        logo_alt="" if partner.name in site.branding.logo_alt else site.branding.logo_alt,
        demo=partner.status == "demo",
        indexed=partner.status == "live",
        styles=styles_of(theme, site.branding, font),
        scripts={
            page: (
                *(f"assets/{name}" for name in theme.scripts_of(page)),
                *([index] if theme.searches(page) and "search" not in theme.later_of(page) else []),
                *(["widget.js"] if page == "integration" else []),
            )
            for page in context.PAGES
        },
        later={page: later_of(theme, page, index) for page in context.PAGES},
        help=pages.cards.help(),
        footer=_FOOTER,
        alerts=tuple(alert_line(alert) for alert in site.alerts if not alert.contacts),
        base_url=f"{settings.site_url}{partner.id}/" if settings.site_url else "",
        offline=partner.offline,
        icon=_icon(site.branding),
        font=font.path,
    )


def later_of(theme: Theme, page: str, index: str) -> context.Later:
    """Return the scripts that the pages of a template ask for later: name of a part -> paths, a space apart.

    Search comes with its index, and with the names of places: a postcode that is typed then asks for no script.
    """
    found = {stem: f"assets/{name}" for stem, name in theme.later_of(page).items()}
    search = " ".join(filter(None, (found.get("places"), index, found["search"]))) if "search" in found else ""
    others = ("places", "steps", "sending", "agent")
    return context.Later(search, *(found.get(stem, "") for stem in others))


def with_code(page: context.Page, base_url: str, codes: dict[str, bytes]) -> context.Page:
    """Return an outcome with the QR code of its public address, put into `codes`; any other page as it is.

    A sensitive outcome is no page of its own: it has none. Neither has any without a known address, or the extra.
    """
    if not isinstance(page, context.OutcomePage) or not base_url:
        return page
    code = qr_svg(f"{base_url}{page.path}")
    if not code:
        return page
    path = page.path.replace("index.html", "code.svg")
    codes[path] = code
    return replace(page, code=path)


def for_agents(
    frame: context.Frame, chooser: context.Chooser, theme: Theme, branding: Branding, internals: str, font: Font
) -> context.Frame:
    """Return what all agents' pages of a partner share: found by no search engine, in their own style.

    Args:
        internals: path of the script that holds what they read of contacts.
    """
    scripts = (internals, *(f"assets/{name}" for name in theme.scripts_of("agents")))
    return replace(
        frame,
        indexed=False,
        agents=AGENTS,
        chooser=chooser,
        styles=styles_of(theme, branding, font, also="agents"),
        scripts={page: tuple(dict.fromkeys((*paths, *scripts))) for page, paths in frame.scripts.items()},
        service_line="Pour les agents seulement. Ne donnez ni les notes, ni les numéros directs.",
    )


def _icon(branding: Branding) -> str:
    """Return the picture of a browser tab: a square of the partner's colour, in the page itself (no request)."""
    square = f"<rect width='8' height='8' rx='2' fill='{branding.primary}'/>"
    return _in_page(f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>{square}</svg>")


def _in_page(svg: str) -> str:
    """Return a drawing as an address that holds it; "" for none."""
    return f"data:image/svg+xml,{quote(svg, safe=_SAFE)}" if svg else ""


_SAFE = "/:="


_FOOTER = (
    context.Tile("Toutes les situations, de A à Z", "a-z/index.html"),
    context.Tile("Urgence, danger", "urgence/index.html"),
    context.Tile("Mentions légales", "mentions-legales/index.html"),
    context.Tile("Données personnelles", "donnees-personnelles/index.html"),
    context.Tile("Accessibilité : non conforme", "accessibilite/index.html"),
)


def _base(site: Site, settings: Settings) -> str:
    """Return the absolute path of the partner's folder on its server."""
    return f"{urlsplit(settings.site_url).path or '/'}{site.partner.id}/"


def about(site: Site, files: list[tuple[str, bytes]]) -> dict[str, str]:
    """Return what the top of the output says of a partner; kept in its manifest for builds that leave it alone."""
    partner = site.partner
    indexed = [path for path, data in files if path.endswith(".html") and b'name="robots"' not in data]
    return {
        "name": partner.name,
        "level": partner.level,
        "place": place_of(partner.level, partner.territory),
        "demo": "yes" if partner.status == "demo" else "",
        "indexed": " ".join(indexed) if partner.status == "live" else "",
    }


# No header stands in two rules that match the same file: Cloudflare Pages would join the two values with a comma.
# Without a rule, both hosts have pages revalidated at each visit, which is what we want of them.
_HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()

/:partner/assets/*
  Cache-Control: public, max-age=31536000, immutable
  Access-Control-Allow-Origin: *

/assets/*
  Cache-Control: public, max-age=31536000, immutable
"""


def top_files(output: Output, project: Project, theme: Theme) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return what stands above the partners: the page to find one's place, headers, redirects, robots and sitemap.

    It is made from the folders that stand there, those kept or not built this time included. Names of places and
    contacts that all partners share are there too; the second value names their folders when they stay as they are.
    """
    settings = project.settings
    about = {id: output.about(id) for id in output.folders()}
    territories = project.commons.territories
    landing = landings_script(about, territories)
    landings_path = f"data/landings.{hashlib.sha256(landing).hexdigest()[:8]}.js"
    page = root_page(about, territories, landings_path)
    renderer = Renderer(theme)
    advice = otherwise(project.commons.advice, project.commons.made.emergency.values())
    renderer.use(replace(_root_frame(theme), chooser=context.Chooser("toute la France", otherwise=advice)))
    shared, kept = shared_files(project, output)
    files = {
        "index.html": renderer.page("root", page),
        landings_path: landing,
        **{f"assets/{script.name}": script.data for script in theme.scripts if script.name in theme.scripts_of("root")},
        **shared,
        "_headers": _HEADERS.encode(),
        "_redirects": b"/:partner/* /:partner/404.html 404\n",
        "robots.txt": _robots(settings).encode(),
    }
    if settings.site_url:
        addresses = [f"{id}/{path}" for id, said in about.items() for path in said.get("indexed", "").split()]
        files["sitemap.xml"] = _sitemap(settings.site_url, addresses).encode()
    return files, kept


_AGENTS_HEADERS = f"{_HEADERS.partition('/:')[0].rstrip()}\n  X-Robots-Tag: noindex\n  Cache-Control: no-store\n"


def agents_top_files(output: Output, project: Project, theme: Theme) -> dict[str, bytes]:
    """Return what stands above the agents' folders: a list of them, and what keeps search engines away."""
    about = {id: output.about(id) for id in output.folders()}
    renderer = Renderer(theme)
    renderer.use(replace(_root_frame(theme), scripts={}, service_line="Pour les agents seulement."))
    page = replace(root_page(about, project.commons.territories), heading="Pour quel service répondez-vous ?")
    return {
        "index.html": renderer.page("root", page),
        "_headers": _AGENTS_HEADERS.encode(),
        "robots.txt": b"User-agent: *\nDisallow: /\n",
    }


def landings_script(about: Mapping[str, Mapping[str, str]], territories: Territories) -> bytes:
    """Return the script that registers where each commune lands: code of a commune or département -> partner.

    What is in neither lands on `national`, or nowhere when it is not published.
    """
    partners = {id: (said.get("level", ""), said.get("place", "")) for id, said in about.items()}
    data = {"on": landings(partners, territories), "else": NATIONAL if NATIONAL in about else ""}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")
    return f"(window.communData = window.communData || {{}}).landings = {text};\n".encode()


_NEUTRAL_BRAND = Branding("#1f4e79", "#b5532a", "", "", "soft", "", *(Location("themes"),) * 3)


def _root_frame(theme: Theme) -> context.Frame:
    help = context.Help("Une France services près de chez vous", (), "", "https://www.france-services.gouv.fr/")
    return context.Frame(
        name="Qui contacter ?", short="Orientation", of="", website="", logo="", logo_alt="", demo=False, indexed=False,
        service_line="Service gratuit. On ne vous demande pas votre nom.", styles=styles_of(theme, _NEUTRAL_BRAND),
        scripts={"root": tuple(f"assets/{name}" for name in theme.scripts_of("root"))}, help=help, footer=(),
        chooser=context.Chooser("toute la France"),
    )  # fmt: skip


def _robots(settings: Settings) -> str:
    lines = ["User-agent: *", "Disallow: /*/p/", "Disallow: /*/parcours/"]
    if settings.site_url:
        lines.append(f"Sitemap: {settings.site_url}sitemap.xml")
    return "\n".join(lines) + "\n"


def _sitemap(site_url: str, addresses: Iterable[str]) -> str:
    urls = "".join(f"<url><loc>{site_url}{address}</loc></url>\n" for address in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{urls}</urlset>\n"
