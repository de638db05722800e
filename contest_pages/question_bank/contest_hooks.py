"""What the question bank contributes to others: rights, housekeeping."""

from __future__ import annotations

from contest_pages import hooks
from contest_pages.lists.uploads import delete_stale_lists

from . import permissions
from .domain.question_list import LISTS
from .models import Question


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which keys of questions are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("address_records")
def address_records():
    """Say which records the admin's addresses of this feature name."""
    return {"question_id": Question, "version_number": None}


@hooks.register("housekeeping")
def housekeeping(now):
    """Delete uploaded lists that nobody took."""
    count = delete_stale_lists(LISTS, now)
    return [f"{count} uploaded lists deleted"] if count else []
