"""Who may write to chosen people."""

from __future__ import annotations

SEND = "contest_mailings.send_mailing"

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {"organisers": (SEND,)}

#: The rights with which personal data are seen: the preview is a letter to a recipient.
CONFIDENTIAL = (SEND,)


def may_send(user) -> bool:
    """Say whether a user may write mailings, and have them sent, for the user's contests."""
    return user.is_active and user.has_perm(SEND)
