"""What a partner's webmaster is given: snippets, plugin, server rules, poster. And the names that snippets may use."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from commun_orientation_ssg import context
from commun_orientation_ssg.embedding import (
    htaccess,
    integration_page,
    nginx,
    plugin,
    poster_page,
    site_archive,
    snippets,
    ways_of,
    ways_script,
)
from commun_orientation_ssg.model import Site
from commun_orientation_ssg.permalinks import permalinks_of
from components import frame, renderer, theme
from real_sites import site

URL = "https://orientation.example/"


def page(found: Site, url: str = URL) -> context.IntegrationPage:
    """Return the page of a partner's webmaster."""
    return integration_page(found, permalinks_of(found), url, ("assets/widget.0.js", b"abc"), frame(theme()))


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


# --- snippets -------------------------------------------------------------------------------------------------------


def test_a_snippet_is_a_link_in_a_box_that_keeps_its_place() -> None:
    """Without the script there is a link, to the page itself; the script comes last and asks for nothing else."""
    social = page(site("var")).embeds[1]
    (box, link, script) = _Tags(social.snippet).tags
    assert box == ("div", {"style": "min-height:560px"})
    assert link[1] == {"href": f"{URL}var/entrees/social/index.html", "data-commun-orientation": None}
    assert script == ("script", {"src": f"{URL}var/widget.js", "async": None})


def test_what_a_snippet_says_is_escaped() -> None:
    """A quote or a chevron in a title stays in the text."""
    text = snippets.widget('https://a/"b', "<script>alert(1)</script> & co")
    assert [tag for tag, _ in _Tags(text).tags] == ["div", "a"]
    assert "&amp; co" in text


def test_the_plain_frame_has_the_rights_of_that_of_the_widget(root: Path) -> None:
    """The same sandbox, never same-origin; both know it from one place each, compared here."""
    (tag, said) = _Tags(page(site("var")).embeds[0].frame).tags[0]
    script = (root / "themes/default/js/widget.js").read_text("utf-8")
    assert tag == "iframe"
    assert said["sandbox"] == snippets.SANDBOX
    assert f"'sandbox', '{snippets.SANDBOX}'" in script
    assert f"'allow', '{snippets.ALLOW}'" in script
    assert "same-origin" not in script + snippets.SANDBOX
    assert said["referrerpolicy"] == "no-referrer"
    assert (said["src"] or "").endswith("index.html#cadre")


def test_the_widget_leaves_for_the_same_place_as_the_button(root: Path) -> None:
    """The frame says only that one leaves: where to is written in the script, and on the button."""
    script = (root / "themes/default/js/widget.js").read_text("utf-8")
    assert f"const EXIT = '{frame(theme()).exit_url}';" in script


def test_the_signature_of_a_version_is_that_of_its_bytes() -> None:
    """SHA-384 of "abc", as any tool gives it; with CORS, or the browser refuses to check."""
    (_, said) = _Tags(page(site("var")).versioned_script).tags[0]
    assert said["integrity"] == "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
    assert said["crossorigin"] == "anonymous"


def test_without_an_address_the_page_says_what_to_replace() -> None:
    """A placeholder that no one can take for an address, announced at the top."""
    made = page(site("var"), "")
    assert not made.is_known
    assert "https://ADRESSE-A-REMPLACER/var/index.html" in made.embeds[0].snippet
    html = renderer(theme()).page("integration", made).decode()
    assert "À faire d'abord" in unescape(html)
    known = renderer(theme()).page("integration", page(site("var"))).decode()
    assert "À faire d'abord" not in unescape(known)
    assert "ADRESSE-A-REMPLACER" not in known


def test_the_page_for_webmasters_shows_what_one_pastes_to_the_byte() -> None:
    """French spacing is for sentences: a snippet keeps its own spaces, and its chevrons."""
    made = page(site("var"))
    html = renderer(theme()).page("integration", made).decode()
    shown = [unescape(text) for text in re.findall(r"<code data-copied[^>]*>(.*?)</code>", html, re.DOTALL)]
    plain = [text.replace("\u00a0", " ") for text in shown]
    assert [embed.snippet for embed in made.embeds] == plain[: len(made.embeds)]
    assert made.versioned_script in shown
    assert made.csp in shown
    assert made.embeds[0].frame.replace("Qui contacter ?", "Qui contacter\u00a0?") in shown


def test_the_page_for_webmasters_names_nothing_sensitive() -> None:
    """No sensitive topic, need or address is offered: the host's own page would say it."""
    found = site("var")
    links = permalinks_of(found)
    offered = [way for group in page(found).ways for way in group.ways]
    assert len(offered) > 60
    assert not [way for way in offered if way.path.startswith("p/")]
    sensitive = {need.title for need in found.needs.values() if need.target in links.sensitive}
    assert sensitive
    assert not sensitive & {way.text for way in offered}


def test_the_page_for_webmasters_is_not_indexed() -> None:
    """Even on a partner that is live."""
    html = renderer(theme(), indexed=True).page("integration", page(site("var", "live"))).decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "frame-src 'self';" in unescape(html)


# --- names ----------------------------------------------------------------------------------------------------------


def test_every_name_leads_to_a_page_that_is_published(tmp_path: Path, root: Path) -> None:
    """Entries, topics and needs, sensitive ones at their neutral address."""
    from commun_orientation_ssg.build import build
    from commun_orientation_ssg.project import find_settings

    build(find_settings(root, {}, out=str(tmp_path / "out")), ["falaise"])
    ways = ways_of(site("falaise"), permalinks_of(site("falaise")))
    assert {"entry mairie", "topic logement", "need impaye-loyer"} <= set(ways)
    assert [path for path in ways.values() if not (tmp_path / "out/falaise" / path).is_file()] == []
    script = (tmp_path / "out/falaise/data/ways.js").read_text("utf-8")
    assert json.loads(script.removeprefix("window.communWays=").rstrip(";\n")) == ways


def test_a_name_cannot_end_the_script_it_stands_in() -> None:
    """The file may be copied into a page by a tool that joins scripts."""
    assert b"</script" not in ways_script({"need x": "</script><script>"})


# --- WordPress ------------------------------------------------------------------------------------------------------


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return name -> bytes of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_plugin_is_the_same_to_the_byte() -> None:
    """Same partner, same zip, whatever the day, the machine or its compression library."""
    ways = ways_of(site("var"), permalinks_of(site("var")))
    first, second = (plugin(site("var"), f"{URL}var/", ways) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    files = unpacked(first)
    assert set(files) == {
        f"commun-orientation/{name}"
        for name in ("LICENSE", "block.js", "commun-orientation.php", "readme.txt", "ways.json")
    }
    assert b"MIT License" in files["commun-orientation/LICENSE"]
    assert json.loads(files["commun-orientation/ways.json"])["folder"] == f"{URL}var/"


@pytest.mark.parametrize("name", ["commun-orientation.php"])
def test_the_plugin_is_php(name: str, tmp_path: Path) -> None:
    """PHP's own reader accepts it."""
    if not shutil.which("php"):
        pytest.skip("no php: apt-get install php-cli")
    (tmp_path / name).write_bytes(unpacked(plugin(site("var"), "", {}))[f"commun-orientation/{name}"])
    done = subprocess.run(["php", "-l", str(tmp_path / name)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# --- servers and poster ---------------------------------------------------------------------------------------------


def test_server_rules_name_the_sites_that_may_show_the_widget() -> None:
    """Origins only, each once; the folder's own site always may."""
    sites = ("https://www.var.fr", "https://www.var.fr/social", "https://jeunes.var.fr/")
    for rules in (htaccess(sites), nginx("/orientation/", sites)):
        assert "frame-ancestors 'self' https://www.var.fr https://jeunes.var.fr" in rules
        assert "immutable" in rules
        assert "nosniff" in rules


@pytest.mark.parametrize("sites", [(), ("https://www.var.fr",)])
def test_nginx_understands_its_rules(sites: tuple[str, ...], tmp_path: Path) -> None:
    """The server's own check of the file."""
    if not shutil.which("nginx", path="/usr/sbin:/usr/bin"):
        pytest.skip("no nginx: apt-get install nginx-light")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{ access_log off; server {{ listen 127.0.0.1:1; "
        f"{nginx('/orientation/', sites)} }} }}\n"
    )
    command = ["/usr/sbin/nginx", "-t", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "syntax is ok" in done.stderr, done.stderr


def test_the_zip_holds_the_folder_and_what_servers_need(tmp_path: Path, root: Path) -> None:
    """Every public file but those for webmasters and the page for our own hosts; the page for webmasters leads to it."""
    from commun_orientation_ssg.build import build
    from commun_orientation_ssg.project import find_settings

    build(find_settings(root, {"COMMUN_ZIP": "oui"}, out=str(tmp_path / "out")), ["falaise"])
    folder = tmp_path / "out/falaise"
    files = unpacked((folder / "integration/serveur/site.zip").read_bytes())
    public = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    kept = [
        path for path in public if not path.startswith("integration/") and path not in ("404.html", "manifest.json")
    ]
    assert set(files) == {
        *(f"orientation/{path}" for path in kept), "orientation/.htaccess", "nginx.conf.txt", "LISEZ-MOI.txt",
    }  # fmt: skip
    assert not [path for path in kept if files[f"orientation/{path}"] != public[path].read_bytes()]
    assert files["orientation/.htaccess"] == (folder / "integration/serveur/htaccess.txt").read_bytes()
    size = f"{len((folder / 'integration/serveur/site.zip').read_bytes()) / 1e6:.1f}".replace(".", ",")
    page_text = unescape((folder / "integration/index.html").read_text("utf-8")).replace("\u00a0", " ")
    assert f'<a href="serveur/site.zip" download>Téléchargez le dossier et ses réglages (zip, {size} Mo)' in page_text


def test_without_a_zip_the_page_for_webmasters_offers_none() -> None:
    """A build makes none unless it is asked."""
    assert "site.zip" not in renderer(theme()).page("integration", page(site("var"))).decode()


def test_the_zip_is_the_same_to_the_byte_and_holds_plain_files() -> None:
    """Whatever the order of the files; dated of 1980, no link, no path that leaves the folder where one opens it."""
    files = [
        ("urgence/index.html", b"<p>112</p>"),
        ("index.html", b"<p>Accueil</p>"),
        ("404.html", b""),
        ("integration/x", b""),
    ]
    first = site_archive("Mairie", files, ["https://www.var.fr"])
    assert first == site_archive("Mairie", reversed(files), ["https://www.var.fr"])
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        assert {(info.date_time, info.external_attr >> 16) for info in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o644)
        }
    assert names == [
        "LISEZ-MOI.txt", "nginx.conf.txt", "orientation/.htaccess", "orientation/index.html", "orientation/urgence/index.html",
    ]  # fmt: skip


def test_a_lost_address_never_shows_the_page_of_our_own_hosts() -> None:
    """Its links begin at the root of the host: in a copied folder the red button would lead nowhere."""
    for rules in (htaccess(()), nginx("/aide/", ())):
        assert "404.html" not in rules
    assert "return 302 /aide/introuvable/index.html;" in nginx("/aide/", ())


def test_the_links_of_the_page_of_lost_addresses_are_relative(tmp_path: Path, root: Path) -> None:
    """They work under any folder, with or without an address of the site: red button, home, topics, scripts."""
    from commun_orientation_ssg.build import build
    from commun_orientation_ssg.project import find_settings

    build(find_settings(root, {}, out=str(tmp_path / "out"), site_url=URL), ["falaise"])
    folder = tmp_path / "out/falaise"
    tags = _Tags((folder / "introuvable/index.html").read_text("utf-8")).tags
    links = [said.get("href") or said.get("src") or "" for tag, said in tags if tag in ("a", "script", "img")]
    inner = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert {"../index.html", "../urgence/index.html"} <= set(inner)
    assert [link for link in inner if link and not (folder / "introuvable" / link).is_file()] == []
    assert ("meta", {"name": "robots", "content": "noindex"}) in tags


def test_the_poster_gives_the_address_and_its_code() -> None:
    """Address without its scheme; a code that says the address in full; no sensitive subject."""
    made = poster_page(site("var"), URL, frame(theme()))
    assert made.address == "orientation.example/var"
    assert made.qr_size > 20
    assert "Violences" not in " ".join(made.topics)
    without = poster_page(site("var"), "", frame(theme()))
    assert (without.address, without.qr_shape) == ("", "")


def test_a_poster_without_address_leaves_a_line_to_write_it() -> None:
    """Nothing of it points to a place that does not exist."""
    html = renderer(theme()).page("poster", poster_page(site("var"), "", frame(theme()))).decode()
    assert "co-poster__code" not in html.partition("<body")[2]
    assert "......" in html
    assert replace(poster_page(site("var"), "", frame(theme()))).qr_size == 0
