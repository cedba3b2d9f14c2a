"""The widget in a real WordPress, and the copied folder under sub-paths of a real nginx and Apache: Debian's own packages.

`make hosts` installs them and runs these tests alone. Where they are absent the tests are skipped, and say so.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from commun_orientation_ssg.embedding import htaccess, nginx, plugin, ways_of
from commun_orientation_ssg.embedding.snippets import integrity
from commun_orientation_ssg.permalinks import permalinks_of
from hosts import Server, serving
from real_sites import site as real_site

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.browser, pytest.mark.hosts]

Browser = Callable[..., "Chrome"]
SBIN = f"/usr/sbin:/sbin:{os.environ.get('PATH', '')}"


def free_port() -> int:
    """Return a port of this machine that nobody listens to."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], ready: Callable[[], bool], log: Path) -> Iterator[None]:
    """Run a server until the end of the block; its own process, ended by its own id."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        try:
            until = time.monotonic() + 60
            while not ready():
                said = log.read_text("utf-8", errors="replace")[-2000:]
                assert process.poll() is None, said
                assert time.monotonic() < until, said
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def listens(port: int) -> Callable[[], bool]:
    """Return a test of whether something answers at a port."""

    def check() -> bool:
        with socket.socket() as one:
            one.settimeout(1)
            return one.connect_ex(("127.0.0.1", port)) == 0

    return check


def shown(chrome: Chrome) -> Any:
    """Wait for the frame to answer, and return it."""

    def found(chrome: Chrome) -> Any:
        frames = [
            frame for frame in chrome.find_elements(By.CSS_SELECTOR, "iframe[name^=commun]") if frame.is_displayed()
        ]
        return frames[0] if frames else None

    return WebDriverWait(chrome, 30).until(found)


# --- nginx ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def under_nginx(site: Path, tmp_path: Path) -> Iterator[tuple[str, int]]:
    """The folder copied under /orientation/ of a site, with the rules that we give; its address and port."""
    port = free_port()
    shutil.copytree(site / "var", tmp_path / "copie")
    rules = nginx("/orientation/", ("https://www.var.fr",)).replace("/srv/orientation/", f"{tmp_path}/copie/")
    page = "<h1>Mairie</h1><div style='min-height:560px'><a href='/orientation/entrees/social/index.html' data-commun-orientation>Aide</a></div>"
    (tmp_path / "www").mkdir()
    (tmp_path / "www/index.html").write_text(
        f"<!doctype html><html lang=fr><meta charset=utf-8><title>Mairie</title>{page}<script src='/orientation/widget.js' async></script>"
    )
    temporary = "".join(
        f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {temporary}"
        f"types {{ text/html html; text/javascript js; image/svg+xml svg; }} "
        f"server {{ listen 127.0.0.1:{port}; root {tmp_path}/www; {rules} }} }}"
    )
    command = [str(shutil.which("nginx", path=SBIN)), "-c", f"{tmp_path}/nginx.conf", "-p", str(tmp_path)]
    with running(command, listens(port), tmp_path / "nginx.log"):
        yield f"http://127.0.0.1:{port}/", port


def test_a_copied_folder_works_under_a_sub_path_of_nginx(under_nginx: tuple[str, int], browser: Browser) -> None:
    """Same origin, no set-up but our rules: the frame answers, and its links lead on."""
    address, _ = under_nginx
    chrome = browser(width=320)
    chrome.get(address)
    frame = shown(chrome)
    chrome.switch_to.frame(frame)
    assert chrome.execute_script("return self.origin") == "null"
    chrome.execute_script("document.querySelector('main a[href*=themes]').click()")
    WebDriverWait(chrome, 30).until(lambda chrome: "/themes/" in chrome.execute_script("return location.href"))


def test_a_contact_card_of_nginx_opens_in_the_phone(under_nginx: tuple[str, int], site: Path) -> None:
    """Its own type, whatever the types of the server; the headers of other files."""
    address, _ = under_nginx
    card = next((site / "var").glob("contacts/*/contact.vcf")).relative_to(site / "var")
    with urlopen(f"{address}orientation/{card}", timeout=10) as answer:
        assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-cache"


# --- lost addresses -------------------------------------------------------------------------------------------------


@pytest.fixture
def under_apache(site: Path, tmp_path: Path) -> Iterator[str]:
    """The folder copied with our .htaccess at two depths of a site, and once more under an alias; its address."""
    modules = Path("/usr/lib/apache2/modules")
    if not shutil.which("apache2", path=SBIN) or not modules.is_dir():
        pytest.skip("no Apache: apt-get install apache2-bin")
    port = free_port()
    for copy in ("www/orientation", "www/services/aide"):
        shutil.copytree(site / "var", tmp_path / copy)
        (tmp_path / copy / ".htaccess").write_text(htaccess(("https://www.var.fr",)), "utf-8")
    loaded = "".join(
        f"LoadModule {name}_module {modules}/mod_{name}.so\n"
        for name in ("mpm_event", "authz_core", "dir", "mime", "headers", "filter", "deflate", "rewrite", "alias")
    )
    (tmp_path / "types").write_text("text/html html\n")
    link = "<a href='/orientation/entrees/ancienne/index.html' data-commun-orientation>Aide</a>"
    (tmp_path / "www/index.html").write_text(
        f"<!doctype html><html lang=fr><title>Mairie</title><div style='min-height:560px'>{link}</div>"
        "<script src='/orientation/widget.js' async></script>"
    )
    os.chmod(tmp_path, 0o755)  # noqa: PTH101
    (tmp_path / "apache.conf").write_text(
        f"ServerRoot {tmp_path}\nPidFile {tmp_path}/pid\nListen 127.0.0.1:{port}\nServerName localhost\n{loaded}"
        f"TypesConfig {tmp_path}/types\nErrorLog {tmp_path}/errors\nDocumentRoot {tmp_path}/www\n"
        f"Alias /ailleurs {tmp_path}/www/services/aide\n<Directory {tmp_path}/www>\nAllowOverride All\nRequire all granted\n</Directory>\n"
    )
    # One process, of the user who runs the test: it may read the test's own folder.
    command = [str(shutil.which("apache2", path=SBIN)), "-X", "-f", f"{tmp_path}/apache.conf"]
    with running(command, listens(port), tmp_path / "apache.log"):
        yield f"http://127.0.0.1:{port}/"


LOST = ("nulle-part", "parcours/", "entrees/ancienne/index.html", "themes/a/b/c/d.html")


def leads_to_help(chrome: Chrome, address: str, folder: str) -> None:
    """Assert that each lost address under `folder` shows our page, and that its home and its red button lead there."""
    for lost in LOST:
        for link, path in (("a[data-gone]", "index.html"), ("a[href$='urgence/index.html']", "urgence/index.html")):
            chrome.get(f"{address}{folder}{lost}")
            assert "n'existe pas" in chrome.find_element(By.TAG_NAME, "h1").text.replace("’", "'")
            chrome.find_element(By.CSS_SELECTOR, link).click()
            WebDriverWait(chrome, 30).until(
                lambda chrome, path=path: (
                    chrome.current_url == f"{address}{folder}{path}" and "introuvable" not in chrome.title
                )
            )


def status(address: str) -> int:
    """Return how a server answers, redirections followed."""
    try:
        with urlopen(address, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as problem:
        problem.close()
        return problem.code


def test_a_lost_address_leads_to_help_under_nginx(under_nginx: tuple[str, int], browser: Browser) -> None:
    """At any depth; what is missing of the page's own files stays missing, and nothing goes round."""
    address, _ = under_nginx
    leads_to_help(browser(width=320), address, "orientation/")
    assert [status(f"{address}orientation/{path}") for path in ("assets/x.js", "introuvable/x", "urgence")] == [
        404,
        404,
        200,
    ]
    assert status(f"{address}orientation") == 200


@pytest.mark.parametrize("folder", ["orientation/", "services/aide/", "ailleurs/"])
def test_a_lost_address_leads_to_help_under_apache(under_apache: str, browser: Browser, folder: str) -> None:
    """With one .htaccess that knows nothing of the folder's name, under an alias too."""
    leads_to_help(browser(width=320), under_apache, folder)
    assert [status(f"{under_apache}{folder}{path}") for path in ("assets/x.js", "introuvable/x", "urgence")] == [
        404,
        404,
        200,
    ]


def test_an_old_address_in_a_frame_opens_the_home_page_under_apache(under_apache: str, browser: Browser) -> None:
    """The snippet of an entry that was withdrawn, on a page of the same site."""
    chrome = browser()
    chrome.get(under_apache)
    chrome.switch_to.frame(shown(chrome))
    assert chrome.execute_script("return location.href") == f"{under_apache}orientation/index.html#cadre"


def test_the_rules_for_nginx_send_their_headers(under_nginx: tuple[str, int], site: Path) -> None:
    """Pages are seen again at each visit, versions are kept for ever, and only named sites may frame."""
    address, _ = under_nginx
    versioned = next((site / "var/assets").glob("widget.*.js")).name
    with urlopen(f"{address}orientation/index.html", timeout=10) as page:
        assert page.headers["Cache-Control"] == "no-cache"
        assert page.headers["Content-Security-Policy"] == "frame-ancestors 'self' https://www.var.fr"
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    ask = Request(f"{address}orientation/assets/{versioned}", headers={"Accept-Encoding": "gzip"})
    with urlopen(ask, timeout=10) as script:
        assert "immutable" in script.headers["Cache-Control"]
        assert script.headers["Access-Control-Allow-Origin"] == "*"
        assert script.headers["Content-Encoding"] == "gzip"


def test_a_version_with_its_signature_loads_from_another_site(
    under_nginx: tuple[str, int], browser: Browser, site: Path
) -> None:
    """Integrity and CORS agree; with another signature the browser refuses, and the link is there."""
    _, port = under_nginx
    chrome = browser()
    path = next((site / "var/assets").glob("widget.*.js"))
    folder = f"http://localhost:{port}/orientation/"
    with serving("127.0.0.1") as host:
        for signed, is_framed in ((integrity(path.read_bytes()), True), (integrity(b"other"), False)):
            script = (
                f"<script src='{folder}assets/{path.name}' integrity='{signed}' crossorigin='anonymous' async></script>"
            )
            link = f"<a href='{folder}urgence/index.html' data-commun-orientation>Aide</a>"
            host.pages["/"] = f"<!doctype html><title>x</title><div>{link}</div>{script}".encode()
            chrome.get(host.url)
            time.sleep(0.5)
            assert bool(chrome.find_elements(By.TAG_NAME, "iframe")) == is_framed


# --- WordPress ------------------------------------------------------------------------------------------------------

_CONFIG = """<?php
define('DB_NAME', 'wp'); define('DB_USER', 'root'); define('DB_PASSWORD', ''); define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
foreach (array('AUTH_KEY','SECURE_AUTH_KEY','LOGGED_IN_KEY','NONCE_KEY','AUTH_SALT','SECURE_AUTH_SALT','LOGGED_IN_SALT','NONCE_SALT') as $k) {{ define($k, '{salt}' . $k); }}
$table_prefix = 'wp_';
define('WP_HOME', '{url}'); define('WP_SITEURL', '{url}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', true); define('WP_DEBUG_LOG', '{log}'); define('WP_DEBUG_DISPLAY', false);
if (!defined('ABSPATH')) {{ define('ABSPATH', __DIR__ . '/'); }}
require_once ABSPATH . 'wp-settings.php';
"""
_SET_UP = """<?php
define('WP_INSTALLING', true);
require '{root}/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Mairie', 'admin', 'a@example.org', false, '', '{password}');
"""
_FILL = """<?php
require '{root}/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
$problem = activate_plugin('commun-orientation/commun-orientation.php');
if (is_wp_error($problem)) {{ fwrite(STDERR, $problem->get_error_message()); exit(1); }}
switch_theme('twentytwentythree');
$author = wp_insert_user(array('user_login' => 'redac', 'user_pass' => '{password}', 'user_email' => 'r@example.org', 'role' => 'author'));
wp_set_current_user($author);
kses_init_filters();
foreach (json_decode('{posts}', true) as $content) {{
    $id = wp_insert_post(array('post_title' => 'Aide', 'post_content' => wp_slash($content), 'post_status' => 'publish'));
    echo $id, "\\n";
}}
"""


@dataclass
class WordPress:
    """A WordPress with the plugin: address, ids of posts by what an author without rights wrote, its log."""

    url: str
    posts: dict[str, str]
    log: Path
    password: str
    widget: Server


POSTS = {
    "shortcode": '[commun_orientation entree="social"]',
    "block": '<!-- wp:commun-orientation/widget {"entree":"jeunes"} /-->',
    "panel": '[commun_orientation mode="panneau" texte="Qui contacter ?"]',
    "unknown": '[commun_orientation besoin="constructor" hauteur="99999"]',
    "hostile": "[commun_orientation entree='\"><script>alert(1)</script>' texte='<img src=x onerror=alert(1)>' mode='x\" onclick=\"alert(1)']",
}


@pytest.fixture(scope="module")
def wordpress(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WordPress]:
    """WordPress on PHP's own server, its database in a folder of the test."""
    import json

    folder = tmp_path_factory.mktemp("wp")
    root, port, password = folder / "www", free_port(), secrets.token_hex(8)
    url = f"http://127.0.0.1:{port}"
    shutil.copytree(
        "/usr/share/wordpress", root, ignore=shutil.ignore_patterns("wp-config.php"), ignore_dangling_symlinks=True
    )
    base = [
        "--no-defaults",
        f"--datadir={folder}/db",
        "--user=" + ("root" if os.geteuid() == 0 else os.environ["USER"]),
    ]
    subprocess.run(
        ["mariadb-install-db", *base, "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    place = Path(f"/tmp/wp-{secrets.token_hex(4)}.sock")  # a socket's path has 107 characters at most
    database = [
        str(shutil.which("mariadbd", path=SBIN)), *base, f"--socket={place}", "--skip-networking",
        f"--pid-file={folder}/pid", "--innodb-buffer-pool-size=16M", "--innodb-flush-method=fsync",
    ]  # fmt: skip
    config = _CONFIG.format(socket=place, salt=secrets.token_hex(16), url=url, log=folder / "debug.log")
    (root / "wp-config.php").write_text(config, "utf-8")
    with serving("localhost") as widget, running(database, place.exists, folder / "db.log"):
        widget.pages["/var/"] = site / "var"
        subprocess.run(
            ["mariadb", "--no-defaults", f"--socket={place}", "-uroot", "-e", "create database wp"], check=True
        )

        def php(script: str) -> str:
            (folder / "run.php").write_text(script, "utf-8")
            done = subprocess.run(["php", f"{folder}/run.php"], capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        php(_SET_UP.format(root=root, password=password))
        ways = ways_of(real_site("var"), permalinks_of(real_site("var")))
        (folder / "plugin.zip").write_bytes(plugin(real_site("var"), f"{widget.url}var/", ways))
        with zipfile.ZipFile(folder / "plugin.zip") as archive:
            archive.extractall(root / "wp-content/plugins")
        posts = json.dumps(list(POSTS.values())).replace("\\", "\\\\").replace("'", "\\'")
        ids = php(_FILL.format(root=root, password=password, posts=posts)).split()
        (folder / "debug.log").unlink(missing_ok=True)
        server = ["php", "-S", f"127.0.0.1:{port}", "-t", str(root)]
        with running(server, listens(port), folder / "php.log"):
            yield WordPress(url, dict(zip(POSTS, ids, strict=True)), folder / "debug.log", password, widget)
    place.unlink(missing_ok=True)


@pytest.mark.parametrize(("kind", "path"), [("shortcode", "entrees/social/"), ("block", "entrees/jeunes/")])
def test_an_author_who_may_paste_no_script_shows_the_widget(
    wordpress: WordPress, browser: Browser, kind: str, path: str
) -> None:
    """Through WordPress's own filters and its default theme: one script, a frame that answers, no warning of PHP."""
    chrome = browser(width=320)
    chrome.get(f"{wordpress.url}/?p={wordpress.posts[kind]}")
    frame = shown(chrome)
    assert f"/var/{path}" in frame.get_attribute("src")
    assert len(chrome.find_elements(By.CSS_SELECTOR, "script[src*='widget.js'][async]")) == 1
    width = "return [arguments[0].getBoundingClientRect().width, document.documentElement.scrollWidth, innerWidth]"
    wide, page, screen = chrome.execute_script(width, frame)
    assert wide >= 245
    assert page <= screen
    assert not wordpress.log.exists() or "commun-orientation" not in wordpress.log.read_text("utf-8")


def test_a_panel_opens_in_wordpress(wordpress: WordPress, browser: Browser) -> None:
    """The link of the shortcode, as a button."""
    chrome = browser()
    chrome.get(f"{wordpress.url}/?p={wordpress.posts['panel']}")
    link = chrome.find_element(By.LINK_TEXT, "Qui contacter ?")
    WebDriverWait(chrome, 30).until(lambda chrome: link.get_attribute("role") == "button")
    link.click()
    shown(chrome)


def test_what_an_author_types_is_bounded_and_escaped(wordpress: WordPress, browser: Browser) -> None:
    """An unknown name opens the home page and says so; markup stays text; a height stays a height."""
    chrome = browser()
    chrome.get(f"{wordpress.url}/?p={wordpress.posts['unknown']}")
    assert shown(chrome).get_attribute("src").endswith("/var/index.html#cadre")
    assert shown(chrome).rect["height"] == 2000
    assert [entry for entry in chrome.get_log("browser") if "need constructor" in entry["message"]]
    with urlopen(f"{wordpress.url}/?p={wordpress.posts['hostile']}", timeout=20) as answer:
        page = answer.read().decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert 'onclick="alert' not in page


def test_the_block_is_in_the_editor(wordpress: WordPress, browser: Browser) -> None:
    """Registered with its choices, and previewed by the server, without an error in the console."""
    chrome = browser(width=1280)
    chrome.get(f"{wordpress.url}/wp-login.php")
    chrome.find_element(By.ID, "user_login").send_keys("admin")
    chrome.find_element(By.ID, "user_pass").send_keys(wordpress.password)
    chrome.find_element(By.ID, "wp-submit").click()
    WebDriverWait(chrome, 30).until(lambda chrome: "wp-admin" in chrome.current_url)
    chrome.get(f"{wordpress.url}/wp-admin/post-new.php?post_type=page")
    ready = "return !!(window.wp && wp.blocks && wp.blocks.getBlockType('commun-orientation/widget'))"
    WebDriverWait(chrome, 40).until(lambda chrome: chrome.execute_script(ready))
    made = chrome.execute_script(
        "const block = wp.blocks.createBlock('commun-orientation/widget', {entree: 'social'});"
        "wp.data.dispatch('core/block-editor').insertBlocks(block); return wp.blocks.serialize(block)"
    )
    assert made == '<!-- wp:commun-orientation/widget {"entree":"social"} /-->'
    chrome.get(f"{wordpress.url}/wp-admin/options-general.php")
    assert chrome.find_element(By.ID, "commun_orientation_folder").get_attribute("placeholder").endswith("/var/")
