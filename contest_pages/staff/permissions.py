"""Who may change staff accounts, and who may approve that a person joins a confidential group."""

from __future__ import annotations

from django.contrib.auth import get_permission_codename, get_user_model

_APPROVE = "contest_staff.approve_groupchange"

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {"organisers": (_APPROVE,), "administrators": (_APPROVE,)}


def _user_right(action: str) -> str:
    model = get_user_model()._meta
    return f"{model.app_label}.{get_permission_codename(action, model)}"


def account_rights() -> list[str]:
    """Return the rights to add, change and delete accounts, whatever the host's user model is called."""
    return [_user_right(action) for action in ("add", "change", "delete")]


def may_change_accounts(user) -> bool:
    """Say whether a user may change accounts of others."""
    return user.is_active and user.has_perm(_user_right("change"))


def may_approve(user) -> bool:
    """Say whether a user may approve that others join a confidential group."""
    return user.is_active and user.has_perm(_APPROVE)
