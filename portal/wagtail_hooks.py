"""The portal's part of Wagtail's admin."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from .script_nonces import script_nonce


@hooks.register("insert_global_admin_js")
def send_the_nonce():
    """Let parts of a page that are loaded later start their scripts too."""
    return format_html(
        '<script src="{}" nonce="{}"></script>', static("portal/script-nonce.js"), script_nonce()
    )
