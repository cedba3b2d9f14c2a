"""Browsers that several tests use one after the other: starting one takes longer than most of what is shown in it.

Each loan is a profile of its own, of the kind that leaves nothing (a context of the DevTools protocol): its cookies,
storages, caches, workers and history begin empty, and go with it. What a test asks of the whole program (a proxy, one
process) is a browser of its own.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from typing import Any
from urllib.request import urlopen

import websocket
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.remote.webelement import WebElement


class _InSight(WebElement):
    """What is pressed is brought to the middle first, as a finger does: the driver would leave it under the red button."""

    def click(self) -> None:
        self.parent.execute_script(
            "const box = arguments[0].getBoundingClientRect();"
            "if (box.bottom > innerHeight - 80) { arguments[0].scrollIntoView({block: 'center'}); }",
            self,
        )
        super().click()


class _Reader(Chrome):
    _web_element_cls = _InSight
    runs_scripts = True
    is_shared = True
    program: _Program | None = None
    profile = ""
    """The context of the loan before: it goes once the next one has a window, since a browser without any ends."""

    def quit(self) -> None:
        if self.program:
            self.program.close()
        super().quit()


class Browsers:
    """Lends browsers, and keeps those that come back for the next test."""

    def __init__(self) -> None:
        self._idle: list[_Reader] = []

    def lend(self, javascript: bool, arguments: tuple[str, ...], width: int, height: int) -> Chrome:
        """Return a browser in a profile of its own, on a screen of this size, in pixels."""
        kept = [one for one in self._idle if one.runs_scripts == javascript and not arguments]
        chrome = kept[0] if kept else _started(javascript, arguments)
        if kept:
            self._idle.remove(chrome)
        if chrome.is_shared:
            _begin_again(chrome)
        # A window is never narrower than 500 px; the emulated screen is.
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        return chrome

    def take_back(self, chrome: Chrome) -> None:
        """Keep a browser for the next loan."""
        assert isinstance(chrome, _Reader)
        if chrome.is_shared:
            with suppress(WebDriverException):
                chrome.get("about:blank")  # nothing goes on behind the next test
                self._idle.append(chrome)
                return
        chrome.quit()

    def close(self) -> None:
        for chrome in self._idle:
            chrome.quit()


def _started(javascript: bool, arguments: tuple[str, ...]) -> _Reader:
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or "chromium"
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=fr-FR",
        "--force-effective-connection-type=4G", "--window-size=1280,900",
        # What the program asks its maker by itself is not what our pages ask.
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--disable-features=OptimizationHints,OptimizationHintsFetching,OptimizationGuideModelDownloading",
        *arguments,
    ):  # fmt: skip
        options.add_argument(argument)
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = _Reader(options=options, service=ChromeService(shutil.which("chromedriver")))
    chrome.runs_scripts, chrome.is_shared = javascript, not arguments
    if chrome.is_shared:
        chrome.program = _Program(chrome)
    return chrome


class _Program:
    """The whole browser, above its tabs: the driver speaks to tabs only, which may not make a profile."""

    def __init__(self, chrome: Chrome) -> None:
        address = chrome.capabilities["goog:chromeOptions"]["debuggerAddress"]
        with urlopen(f"http://{address}/json/version") as answer:
            where = json.load(answer)["webSocketDebuggerUrl"]
        self._line = websocket.create_connection(where, suppress_origin=True, timeout=30)
        self._asked = 0

    def ask(self, method: str, **said: Any) -> dict[str, Any]:
        """Send one command of the DevTools protocol, and wait for its answer."""
        self._asked += 1
        self._line.send(json.dumps({"id": self._asked, "method": method, "params": said}))
        while True:
            answer = json.loads(self._line.recv())
            if answer.get("id") == self._asked:
                return dict(answer["result"])

    def close(self) -> None:
        self._line.close()


def _begin_again(chrome: _Reader) -> None:
    program, before, windows = chrome.program, chrome.profile, chrome.window_handles
    assert program is not None
    chrome.profile = program.ask("Target.createBrowserContext")["browserContextId"]
    size = {"newWindow": True, "width": 1280, "height": 900}
    window = program.ask("Target.createTarget", url="about:blank", browserContextId=chrome.profile, **size)["targetId"]
    if before:
        program.ask("Target.disposeBrowserContext", browserContextId=before)
    else:
        for one in windows:
            chrome.switch_to.window(one)
            chrome.close()
    chrome.switch_to.window(window)
    chrome.set_script_timeout(30)
    chrome.set_page_load_timeout(300)
    chrome.implicitly_wait(0)
    chrome.get_log("browser")  # type: ignore[no-untyped-call]
