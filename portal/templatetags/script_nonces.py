"""The nonce of inline scripts, for templates that are rendered without a request."""

from django import template

from portal import script_nonces

register = template.Library()


@register.simple_tag
def script_nonce() -> str:
    """Return the nonce with which a script of this page may start inline."""
    return script_nonces.script_nonce()
