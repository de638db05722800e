"""Hooks of the portal."""

from __future__ import annotations

from contest_pages import hooks

from . import outbox


@hooks.register("role_permissions")
def role_permissions():
    """Give administrators the right to change the theme and the footer of the site."""
    return {"administrators": ("home.change_portalsettings",)}


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Delete the demo's letters to an erased contestant."""
    contacts = {registration.email, registration.new_email, registration.phone, registration.new_phone}
    contacts |= set(registration.notices.values_list("address", flat=True))
    outbox.forget_letters(to=contacts - {""})
