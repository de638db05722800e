"""Letters that several changes of state have in common; `letters` has their words."""

from __future__ import annotations

from contest_pages.notices.notifying import notify
from contest_pages.registrations.models import Registration


def send_link(registration: Registration, *, onward: str = "") -> None:
    """Write the letter with the link to confirm, or with the personal link.

    `onward` is the part of the address behind the contestant's own page to which it leads, empty for that page.
    """
    notify("registrations.link", registration, **({"onward": onward} if onward else {}))


def announce_contacts(registration: Registration) -> None:
    """Write to the former contacts of a registration, each once, that they were replaced; the registration notes them no more."""
    if not registration.former_contacts:
        return
    for place in filter(None, registration.former_contacts.split("\n")):
        notify("registrations.contact_changed", registration, address=place)
    registration.former_contacts = ""
    registration.save(update_fields=["former_contacts"])
