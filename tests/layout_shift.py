"""How much of a page has moved by itself, as a browser counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_SHIFTS = """
    const done = arguments[0]; let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { sum += entry.value; }))
        .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 400);
"""


def layout_shift(chrome: Chrome) -> float:
    """Return the sum of the layout shifts of the page that is shown, since it began."""
    return float(chrome.execute_async_script(_SHIFTS))
