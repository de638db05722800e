"""Who may read the record of sign-ins, and reset a colleague's second factor."""

from __future__ import annotations

VIEW_SIGN_INS = "contest_accounts.view_signin"
RESET_FACTORS = "contest_accounts.reset_second_factor"

#: Rights of the roles, by the key of the role.
ROLE_PERMISSIONS = {"administrators": (VIEW_SIGN_INS, RESET_FACTORS)}


def may_view_sign_ins(user) -> bool:
    """Say whether the user may read the record of sign-ins."""
    return user.has_perm(VIEW_SIGN_INS)


def may_reset_factors(user) -> bool:
    """Say whether the user may reset second factors of colleagues at all."""
    return user.has_perm(RESET_FACTORS)


def may_reset_factors_of(user, account) -> bool:
    """Say whether the user may reset this account's second factor: not the own one, a superuser's only as one."""
    return may_reset_factors(user) and user != account and (user.is_superuser or not account.is_superuser)
