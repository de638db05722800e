"""The nonce with which Wagtail's widgets may start inline: of the request that is being answered.

Widgets are rendered without a request, so it is held beside them. A part of a page that is loaded later carries the
nonce of its page, which the page's own script sends along (static/portal/script-nonce.js).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput, BaseChooser

HEADER = "X-Script-Nonce"
_NONCE = re.compile(r"[A-Za-z0-9+/]{22}==")
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def hold(request: HttpRequest) -> None:
    """Hold the request whose nonce is asked for until `let_go`; take over the nonce of the page that loads a part."""
    sent = request.headers.get(HEADER, "")
    if _NONCE.fullmatch(sent):
        request._csp_nonce = sent
    _request.set(request)


def let_go() -> None:
    """Hold no request."""
    _request.set(None)


def script_nonce() -> str:
    """Return the nonce of the page that is being rendered; empty outside of requests."""
    request = _request.get()
    return str(request.csp_nonce) if request is not None else ""


def mark_widgets() -> None:
    """Let Wagtail's choosers and fields for dates start with the nonce: they write their scripts behind themselves."""
    for widget in (BaseChooser, AdminDateInput, AdminTimeInput, AdminDateTimeInput, DateRangePickerWidget):
        widget.render = _with_nonce(widget.render)


def _with_nonce(plain: Callable) -> Callable:
    @wraps(plain)
    def render(self, name, value, attrs=None, renderer=None):
        html = plain(self, name, value, attrs, renderer)
        nonce = script_nonce()
        if not nonce:
            return html
        # Values in it are escaped: a tag that stands open is the widget's own.
        return mark_safe(html.replace("<script>", format_html('<script nonce="{}">', nonce)))

    return render
