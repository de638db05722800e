"""Rules of the preliminary review, as plain functions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .enums import Decision
from .errors import ReasonMissing

#: Shorter words tell a contestant nothing.
SHORTEST_REASON = 10


def check_reason(decision: str, reason: str) -> None:
    """Raise ReasonMissing for a rejection without a reason that a contestant could understand."""
    if decision == Decision.REJECT and len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing(
            _("Write the reason in at least %(count)d letters: the contestant will read it.")
            % {"count": SHORTEST_REASON}
        )
