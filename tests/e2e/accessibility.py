"""Axe over a page, in the appearances that visitors choose in their browsers and systems."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab

#: What is emulated, by the name of the appearance.
APPEARANCES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "high contrast": {"color_scheme": "light", "contrast": "more"},
    "forced colours": {"color_scheme": "dark", "forced_colors": "active"},
}


def barriers(tab: Tab) -> list:
    """Return what axe finds in a page: each rule with up to four of the elements that break it.

    WCAG 2.2 AA and best practices. Axe leaves out the size of targets unless it is enabled. Forced colours are the
    browser's own, while axe reads those of the stylesheet.
    """
    forced = tab.evaluate("matchMedia('(forced-colors: active)').matches")
    rules = {"target-size": {"enabled": True}, "color-contrast": {"enabled": not forced}}
    found = Axe().run(tab, options={"rules": rules}).response["violations"]
    return [(v["id"], [node["target"] for node in v["nodes"]][:4]) for v in found]
