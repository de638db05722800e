"""Public names of candidates and winners: a work by its authors, a team by its name, a person as agreed to.

Reads `members`, and the `authors` of works: prefetch in lists.
"""

from __future__ import annotations

from django.utils.translation import gettext as _


def public_name(given: str = "", *, entry=None, registration=None, member=None, unit=None) -> str:
    """Return the name of a work's authors, a team, a person or a unit; `given` is the ranking's own name for it.

    Empty for a disqualified work.
    """
    if entry is not None:
        return "" if entry.is_disqualified else given or entry.author
    if member is not None:
        if member.full_name and member.registration.publish_name:
            return member.full_name
        return _("The contestant does not publish a name")
    if registration is not None:
        return given or registration.public_contestant
    return given or unit.name


def public_unit(*, entry=None, registration=None, member=None):
    """Return the unit of a candidate where it may be published, or None."""
    if entry is not None:
        return None if entry.is_disqualified else entry.public_unit
    registration = registration or (member.registration if member is not None else None)
    return registration.public_unit if registration is not None else None
