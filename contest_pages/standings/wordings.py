"""Wordings of letters about prizes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contest_pages.notices.wordings import optional, wording
from contest_pages.registrations.wordings import CONTESTANT, with_link

_PRIZE = {
    **CONTESTANT,
    "prize": _("name of the prize"),
    "work": optional(_("entry that won")),
    "recipient": optional(_("person who won, of several in a registration")),
}

WON = wording(
    "standings.won",
    _("Prize that was won"),
    kind="standings.won",
    subject=_("%(prize)s: %(contest)s"),
    template="contest_standings/letters/won.txt",
    message=with_link(_("Congratulations! “%(contest)s”: %(prize)s.")),
    placeholders={
        **_PRIZE,
        "amount": optional(_("value of the prize")),
        "address": _("address of the contest's page"),
    },
    required=("prize",),
    required_in_message=("prize",),
)

AWARD_ENDED = wording(
    "standings.award_ended",
    _("Prize that was revoked, or corrected"),
    kind="standings.award_ended",
    subject=_("About your prize: %(contest)s"),
    template="contest_standings/letters/award_ended.txt",
    message=_("“%(contest)s”: %(prize)s of registration %(code)s is withdrawn. Reason: %(reason)s."),
    placeholders={**_PRIZE, "reason": _("reason")},
    required=("prize", "reason"),
    required_in_message=("prize", "reason"),
)
