"""A page of another site that shows the widget, and what tests ask of it: the frame that answered, its height, the console."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from hosts import Server

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

EXIT = b"https://meteofrance.com/"
OBSERVED = """
    window.shifts = []; window.errors = [];
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.shifts.push(entry.value)))
        .observe({type: 'layout-shift', buffered: true});
    addEventListener('error', (event) => window.errors.push(String(event.message)));
    addEventListener('securitypolicyviolation', (event) => window.errors.push(event.violatedDirective + ' ' + event.blockedURI));
"""
UNAVOIDABLE = ("favicon.ico", "Unrecognized feature: 'web-share'")
"""What Chromium says on any page: no icon there, and no share sheet on Linux."""
IN_ONE_PROCESS = (
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process,IsolateSandboxedIframes",
)
"""The driver hears the console of frames that share the process of their host; those of others it does not."""


@dataclass
class Host:
    """A page of another site, and the server of the partner's folder.

    Args:
        folder: address of the partner's folder, as the snippet writes it.
    """

    server: Server
    widget: Server
    folder: str

    def snippet(self, path: str = "entrees/social/index.html", attributes: str = "", text: str = "Aide sociale") -> str:
        """Return the box and its link."""
        link = f'<a href="{self.folder}{path}" data-commun-orientation {attributes}>{text}</a>'
        return f'<div style="min-height:560px">{link}</div>'

    @property
    def script(self) -> str:
        """The line that loads the widget."""
        return f'<script src="{self.folder}widget.js" async></script>'

    def show(self, chrome: Chrome, body: str, head: str = "", html: str = '<html lang="fr">') -> None:
        """Open the host's page."""
        page = f'<!doctype html>{html}<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        page += f"<title>Mairie</title>{head}</head><body>{body}</body></html>"
        self.server.pages["/"] = page.encode()
        chrome.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": OBSERVED})
        chrome.get(self.server.url)


def shown(chrome: Chrome, count: int = 1) -> list[Any]:
    """Wait for frames that have answered, and return them."""

    def found(chrome: Chrome) -> list[Any]:
        frames = chrome.find_elements(By.CSS_SELECTOR, "iframe[name^='commun&']")
        return frames if len([frame for frame in frames if frame.is_displayed()]) >= count else []

    return list(WebDriverWait(chrome, 30).until(found))


ALL_THERE = """
    const names = performance.getEntriesByType('resource').map((one) => one.name);
    const hooks = [...document.querySelectorAll('main[data-later], [data-search]')];
    return hooks.every((one) => (one.dataset.later || '').split(' ').every((path) => names.some((name) => name.endsWith(path))))
        && hooks.every((one) => !('search' in one.dataset) || 'ready' in one.dataset);
"""


def all_there(chrome: Chrome) -> None:
    """Wait until the page has what it loads for everybody once it is quiet, search included."""
    WebDriverWait(chrome, 30).until(lambda chrome: chrome.execute_script(ALL_THERE))


def said(chrome: Chrome) -> list[str]:
    """Return what the console and the page's own listeners hold, without what no page can avoid."""
    chrome.switch_to.default_content()
    lines = [str(entry["message"]) for entry in chrome.get_log("browser")]
    return [line for line in lines if not any(word in line for word in UNAVOIDABLE)] + list(
        chrome.execute_script("return window.errors")
    )


def height(chrome: Chrome, frame: Any) -> float:
    """Return the height of a frame on the host's page."""
    return float(chrome.execute_script("return arguments[0].getBoundingClientRect().height", frame))


FILLER = "<p>Vie municipale.</p>" * 30


def inside(host: Host, chrome: Chrome, path: str) -> Any:
    """Show a page in a frame, and go into it."""
    host.show(chrome, host.snippet(path) + FILLER + host.script)
    (frame,) = shown(chrome)
    chrome.switch_to.frame(frame)
    return frame
