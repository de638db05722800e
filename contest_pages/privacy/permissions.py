"""Who may do what with notices about personal data."""

from __future__ import annotations

_NOTICES = tuple(f"contest_privacy.{action}_consentnotice" for action in ("view", "add", "change", "publish"))

#: The rights that each role gets from this feature.
ROLE_PERMISSIONS = {"editors": _NOTICES, "organisers": _NOTICES}
