"""Wordings of letters about checks of the sum."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contest_pages.notices.wordings import Placeholder, wording
from contest_pages.registrations.wordings import CONTESTANT, with_link

RECHECK_ANSWER = wording(
    "judging.recheck_answer",
    _("Reply to a request to check the sum"),
    kind="judging.recheck_answer",
    subject=_("Check of the sum: %(contest)s"),
    template="contest_judging/letters/recheck_answer.txt",
    message=with_link(_("“%(contest)s”, check of the sum of work %(work)s: %(outcome)s."), _("Read it:")),
    placeholders={
        **CONTESTANT,
        "round": Placeholder(_("name of the round"), in_message=False),
        "work": _("code of the work"),
        "number": Placeholder(_("number in the register"), in_message=False),
        "outcome": _("what the check has shown"),
        "reply": Placeholder(_("reply of the organisers"), in_message=False),
    },
    required=("outcome", "reply"),
    required_in_message=("outcome",),
)
