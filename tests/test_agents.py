"""What only agents read: it reaches their pages, and not one byte of what the public is given."""

from __future__ import annotations

import base64
import os
import re
import shutil
import socket
import stat
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from commun_orientation_ssg.build import build, check
from commun_orientation_ssg.cli import main
from commun_orientation_ssg.project import ProjectError, find_settings
from commun_orientation_ssg.schema.contacts import MailBox
from commun_orientation_ssg.schema.fields import names_of
from commun_orientation_ssg.schema.private import DirectLine, PrivateContact, PrivateNote
from private_facts import FACTS, private, run
from tiny_project import FILES, tiny, write_project

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

SHOWN = (
    "Marque-note", "Marque-transfert", "01\u00a099\u00a000\u00a000\u00a021", "tel:+33199000021", "98761",
    "Marque-prénom", "marque-responsable", "marque-heures", "marque.interne@exemple.fr", "Marque-boîte",
    "Vérifié le 13 janvier 2026", "Marque-astreinte logement", "Marque-rôle", "tel:+33199000022", "Marque-fonds",
    "Marque-question",
)  # fmt: skip
SECRET = ("marque", "marque-", "33199000021", "33199000022", "0199000021", "98761", "13 janvier 2026", "2026-01-13")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project's folder, built once, public address known so that every public file is made."""
    root = tmp_path_factory.mktemp("agents")
    report = run(root, site_url="https://orientation.example/")
    assert [str(item) for item in report.all_findings() if "private" in item.code] == []
    assert [agents.folder is not None for agents in report.agents] == [True]
    return root / "projet"


def texts(folder: Path) -> dict[str, str]:
    """Return every file below, zip and manifest included, as text in small letters without spaces to break numbers."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "replace").replace("\u00a0", " ").lower()
        for path in files
    }


def test_the_marks_say_every_private_key() -> None:
    """A key that is added to the schema must be given a mark here, or it could reach the public unseen."""
    written = "\n".join(FACTS.values())
    for model in (PrivateContact, PrivateNote, DirectLine, MailBox):
        for key in names_of(model):
            assert f"{key}:" in written, key


def test_nothing_private_is_in_any_file_of_the_public_folder(built: Path) -> None:
    """Pages, search index, open data, vCards, scripts, plugin, manifests, names of files: no mark anywhere."""
    files = texts(built / "build")
    assert {"var/index.html", "var/data/contacts.json", "sitemap.xml", "manifest.json"} <= set(files)
    assert any(name.endswith(".vcf") for name in files)
    assert any(name.endswith(".zip") for name in files)
    for name, text in files.items():
        for mark in SECRET:
            assert mark not in text, (name, mark)
            assert mark not in text.replace(" ", ""), (name, mark)
            assert mark not in name


def test_the_public_folder_is_the_same_with_and_without_private_facts(built: Path, tmp_path: Path) -> None:
    """Byte for byte: whoever compares two publications learns nothing."""
    build(tiny(tmp_path, None, site_url="https://orientation.example/", jobs=1))
    assert texts(tmp_path / "build") == texts(built / "build")
    assert not (tmp_path / "build-agents").exists()


@pytest.mark.parametrize("mark", SHOWN)
def test_agents_read_every_private_fact(built: Path, mark: str) -> None:
    """Each fact is on a page of theirs."""
    pages = (built / "build-agents").rglob("*.html")
    assert any(mark in page.read_text("utf-8") for page in pages)


def test_a_fact_stands_where_the_agent_needs_it(built: Path) -> None:
    """The outcome shows its note, the private lines of its contacts and the contact that only agents see."""
    outcome = (built / "build-agents/var/parcours/logement/retard-loyer/index.html").read_text("utf-8")
    for mark in ("Marque-fonds", "Marque-note", "tel:+33199000021", "Marque-astreinte"):
        assert mark in outcome
    assert "son numéro est le 04\u00a083\u00a095\u00a000\u00a000" in outcome  # a transfer sentence that nobody wrote


ALERTS = """\
alerts:
  - id: greve
    text: Fermé, grève.
    from: 01/01/2020
    to: 31/12/2099
    contacts: [mds-toulon]
"""


@pytest.mark.browser
def test_agents_find_by_service_acronym_and_need(tmp_path: Path, browser: Callable[..., Chrome]) -> None:
    """Without accent or capital, by the beginning of a word, with a letter wrong; what does not fit is hidden."""
    need = FILES["content/needs/logement.yaml"].replace(
        "    services: [fsl]", "    acronyms: [FSL]\n    services: [fsl]"
    )
    changed = {"content/needs/logement.yaml": need.replace("loyers en retard", "loyers impayés, agression sexuelle")}
    run(tmp_path, over={**changed, "partners/var/alerts.yaml": ALERTS})
    chrome = browser()
    chrome.get((tmp_path / "projet/build-agents/var/index.html").as_uri())
    chrome.execute_script("window.name = 'commun&place=83137'")
    chrome.find_element("css selector", "body").send_keys("/")
    WebDriverWait(chrome, 30).until(lambda chrome: "/agents/index.html" in chrome.current_url)
    assert chrome.execute_script("return window.name") == ""
    box = chrome.switch_to.active_element
    assert box.get_attribute("id") == "co-search"
    assert "Maison des solidarités : Toulon : Fermé, grève." in chrome.find_element("css selector", ".co-alert").text

    def shown(typed: str) -> list[str]:
        box.clear()
        box.send_keys(typed)
        found = chrome.find_elements("css selector", "[data-found]:not([hidden]) li:not([hidden])[data-words]")
        return [one.text.partition("\n")[0] for one in found if one.is_displayed()]

    outcome = "Dans le Var, appelez le Département"
    for typed in ("FSL", "fsl", "fonds de solidarité", "FONDS DE SOLIDARITE", "solid"):
        assert {"Département du Var", outcome} <= set(shown(typed)), typed
    for typed in ("impayé", "impaye", "agression sexuelle", "agresion sexuelle", "agression des sexuelles"):
        assert shown(typed) == [outcome], typed
    assert shown("04 83") == ["Département du Var"]
    assert shown("98761") == ["Maison des solidarités : Toulon"]
    assert shown("zzzzzz") == []


def test_agents_pages_are_kept_nowhere(built: Path) -> None:
    """No search engine, no copy on the device, no widget, no open data; other accounts of the machine may not read."""
    folder = built / "build-agents"
    pages = [path.read_text("utf-8") for path in folder.rglob("*.html")]
    assert pages
    assert all('name="robots" content="noindex"' in page and "data-offline" not in page for page in pages)
    assert (folder / "robots.txt").read_text() == "User-agent: *\nDisallow: /\n"
    assert "Cache-Control: no-store" in (folder / "_headers").read_text()
    names = {path.name for path in folder.rglob("*")}
    assert not names & {"widget.js", "contacts.json", "sitemap.xml", "integration"}
    assert "unregister" in (folder / "var/sw.js").read_text()
    assert not stat.S_IMODE(folder.stat().st_mode) & 0o007
    assert not any(stat.S_IMODE(path.stat().st_mode) & 0o007 for path in folder.rglob("*"))


def test_a_partner_without_private_facts_has_no_agents_folder(built: Path) -> None:
    """Toulon has none."""
    assert sorted(path.name for path in (built / "build-agents").iterdir() if path.is_dir()) == ["var"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("contacts:\n  - id: mds-toulone\n    note: Un mot.\n", "nameless-contact", 2),
        ("contacts:\n  - id: mds-toulon\n    name: Autre nom\n", "named-twice", 3),
        ("contacts:\n  - id: nuit\n    name: Nuit\n    provides: [fls]\n", "unknown-reference", 4),
        ("contacts:\n  - id: mds-toulon\n    direct:\n      name: Camille\n", "line-without-number", 4),
        ("contacts:\n  - id: mds-toulon\n    direct: 01 99\n", "phone-", 3),
        ("contacts:\n  - id: mds-toulon\n    direct: 01 99 00 00 01\n", "private-is-public", 3),
        ("contacts:\n  - id: mds-toulon\n    phone: 01 99 00 00 01\n", "unknown-key", 3),
    ],
)
def test_a_mistake_is_said_where_it_stands(tmp_path: Path, text: str, code: str, line: int) -> None:
    """In the private file, by `check` and by `build`; the pages that agents had stay."""
    settings = tiny(tmp_path / "projet", None, private=private(tmp_path, {"contacts.yaml": text}))
    found = [item for item in check(settings) if item.location.file.startswith("prive/var")]
    assert [(item.code[: len(code)], item.location.line) for item in found] == [(code, line)]


def test_a_note_on_nothing_says_what_is_near(tmp_path: Path) -> None:
    """A step that was renamed takes its note with it only if somebody says so."""
    files = {"notes.yaml": "notes:\n  - id: logement/retard-loyers\n    note: Un mot.\n"}
    settings = tiny(tmp_path / "projet", None, private=private(tmp_path, files))
    (found,) = [item for item in check(settings) if item.location.file.startswith("prive")]
    assert found.code == "unknown-target"
    assert found.help is not None
    assert "logement/retard-loyer" in found.help.text("fr", {})


def test_a_folder_of_no_partner_is_said(tmp_path: Path) -> None:
    """Its facts would be read by nobody."""
    settings = tiny(tmp_path / "projet", None, private=private(tmp_path, {"vra/notes.yaml": "notes: []\n"}))
    assert [str(item.location) for item in check(settings) if item.code == "unknown-partner"] == ["prive/vra"]


def test_an_error_keeps_the_last_pages_of_agents(tmp_path: Path) -> None:
    """The public ones are published all the same."""
    run(tmp_path)
    before = texts(tmp_path / "projet/build-agents/var")
    report = run(tmp_path, {"contacts.yaml": "contacts:\n  - id: inconnu\n"})
    assert [agents.folder for agents in report.agents] == [None]
    assert all(partner.folder is not None for partner in report.partners)
    assert texts(tmp_path / "projet/build-agents/var") == before


def test_facts_that_go_take_their_pages_with_them(tmp_path: Path) -> None:
    """A partner's private folder removed: its agents' pages too."""
    run(tmp_path)
    for path in (tmp_path / "prive/var").iterdir():
        path.unlink()
    (tmp_path / "prive/var").rmdir()
    run(tmp_path, {})
    assert not (tmp_path / "projet/build-agents/var").exists()


@pytest.mark.parametrize("where", ["prive", "partners/var/prive", "partners", "."])
def test_private_facts_may_not_stand_in_the_project(tmp_path: Path, where: str) -> None:
    """All of the project may be published: a folder there is one `git add` from the public."""
    root = write_project(tmp_path / "projet")
    (root / where).mkdir(parents=True, exist_ok=True)
    with pytest.raises(ProjectError, match="overlaps the project"):
        find_settings(root, {}, private=root / where)
    with pytest.raises(ProjectError, match="overlaps the project"):
        find_settings(root, {}, private=tmp_path)
    with pytest.raises(ProjectError, match="does not exist"):
        find_settings(root, {}, private=tmp_path / "absent")


def test_the_output_may_not_be_the_private_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor hold it, nor lie in it: a message, exit code 3, and nothing written."""
    root, folder = write_project(tmp_path / "projet"), private(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["--project", str(root), "build", "--private", str(folder), "--out", str(folder / "site")])
    assert stopped.value.code == 3
    assert "choisissez-en un autre" in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == ["var"]


def served(rules: str, folder: Path, port: int) -> str:
    """Return a whole nginx configuration from the `server` block of the documentation."""
    block = rules.replace("8080", f"127.0.0.1:{port}").replace("/srv/agents", str(folder))
    block = block.replace("/etc/nginx/agents.htpasswd", str(folder.parent / "htpasswd"))
    logs = "".join(
        f"{kind}_temp_path {folder.parent}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi")
    )
    return (
        f"user root;\ndaemon off;\npid {folder.parent}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\nscgi_temp_path {folder.parent}/scgi;\n{logs}{block}}}\n"
    )


def status(url: str, password: str = "") -> tuple[int, str]:
    """Return the status of a page, and what it says of caches."""
    asked = urllib.request.Request(url)
    if password:
        asked.add_header("Authorization", f"Basic {base64.b64encode(password.encode()).decode()}")
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.headers["Cache-Control"]
    except urllib.error.HTTPError as refused:
        return refused.code, ""


@pytest.mark.skipif(os.getuid() != 0, reason="the recipe names the user of the server")
@pytest.mark.parametrize("by", ["password", "address"])
def test_the_recipe_for_nginx_keeps_strangers_out(built: Path, tmp_path: Path, by: str) -> None:
    """The very lines of the documentation: no page without the password, or from another address."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if nginx is None:
        pytest.skip("no nginx: apt-get install nginx-light")
    text = (Path(__file__).parent.parent / "docs/agents.md").read_text("utf-8")
    rules = text.partition("```nginx\n")[2].partition("```")[0]
    if by == "address":
        rules = re.sub(r" *auth_basic.*\n", "", rules).replace(
            "index index", "allow 10.0.0.0/8;\n    deny all;\n    index index"
        )
    shutil.copytree(built / "build-agents", tmp_path / "agents")
    (tmp_path / "htpasswd").write_text("camille:{PLAIN}mot-de-passe\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "nginx.conf").write_text(served(rules, tmp_path / "agents", port))
    server = subprocess.Popen([nginx, "-c", tmp_path / "nginx.conf", "-p", tmp_path], stderr=subprocess.DEVNULL)
    try:
        page = f"http://127.0.0.1:{port}/var/agents/index.html"
        for _ in range(100):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert status(page)[0] == (401 if by == "password" else 403)
        assert status(page.replace("agents/index", "data/../index"))[0] in (401, 403)
        if by == "password":
            assert status(page, "camille:autre")[0] == 401
            assert status(page, "camille:mot-de-passe") == (200, "no-store")
    finally:
        server.terminate()
        server.wait(10)
