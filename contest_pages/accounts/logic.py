"""Names of devices for people."""

from __future__ import annotations

#: What a browser's own words hold → its name; the first that fits counts, since browsers name each other.
_BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "coc_coc_browser": "Cốc Cốc",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def device_name(user_agent: str) -> str:
    """Return "Chrome, Windows" for what a browser sends as its user agent; empty for an unknown one."""
    found = (
        next((name for sign, name in names.items() if sign in user_agent), "")
        for names in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(filter(None, found))
