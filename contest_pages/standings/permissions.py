"""Who may do what with rankings and awards."""

from __future__ import annotations

#: Key of a role → the rights that it gets from this feature.
ROLE_PERMISSIONS = {
    "organisers": ("contest_standings.manage_ranking", "contest_standings.export_ranking"),
}

#: The rights with which personal data are seen.
CONFIDENTIAL = (
    "contest_standings.manage_ranking",
    "contest_standings.export_ranking",
)


def may_rank(user) -> bool:
    """Say whether a user may rank rounds, exclude contestants and publish rankings."""
    return user.is_active and user.has_perm("contest_standings.manage_ranking")


def may_export(user) -> bool:
    """Say whether a user may export rankings."""
    return user.is_active and user.has_perm("contest_standings.export_ranking")


def may_propose(user, contest) -> bool:
    """Say whether a user may paste standings and propose awards of a contest: editors of its pages may."""
    return user.is_active and contest.permissions_for_user(user).can_edit()


def may_publish(user, contest) -> bool:
    """Say whether a user may publish and revoke standings and awards of a contest: publishers of its pages may."""
    return user.is_active and contest.permissions_for_user(user).can_publish()
