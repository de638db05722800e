"""Wordings of letters to contestants about the preliminary review."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contest_pages.entries.wordings import DEADLINE, ENTRY
from contest_pages.notices.wordings import optional, wording
from contest_pages.registrations.wordings import with_link

_KIND = "review.decision"
_REASON = {"reason": _("reason")}

ACCEPTED = wording(
    "review.accepted",
    _("Entry that passed the preliminary review"),
    kind=_KIND,
    subject=_("Your entry passed the preliminary review: %(contest)s"),
    template="contest_review/letters/accepted.txt",
    message=with_link(_("Entry %(entry)s (%(contest)s) passed the preliminary review.")),
    placeholders={**ENTRY, "next": _("what happens next")},
    required=("entry",),
    required_in_message=("entry",),
)

REJECTED = wording(
    "review.rejected",
    _("Entry that did not pass the preliminary review"),
    kind=_KIND,
    subject=_("Result of the preliminary review: %(contest)s"),
    template="contest_review/letters/rejected.txt",
    message=with_link(
        format_lazy(
            "{}\n{}",
            _("Entry %(entry)s did not pass the preliminary review."),
            _("A second look may be asked for until %(time)s."),
        ),
        _("The reason:"),
    ),
    placeholders={**ENTRY, **_REASON, "time": optional(_("until when a second look may be asked for"))},
    required=("entry", "reason", "time"),
    required_in_message=("entry", "time", "link"),
)

CHANGES = wording(
    "review.changes",
    _("Changes to an entry that are asked for"),
    kind=_KIND,
    subject=_("Please change your entry: %(contest)s"),
    template="contest_review/letters/changes.txt",
    message=with_link(
        _("Please change entry %(entry)s and hand it in until %(time)s."), _("What to change:")
    ),
    placeholders={**ENTRY, "changes": _("what is to be changed"), "time": DEADLINE},
    required=("entry", "changes", "time"),
    required_in_message=("entry", "time", "link"),
)

DISQUALIFIED = wording(
    "review.disqualified",
    _("Disqualified entry"),
    kind=_KIND,
    subject=_("Your entry was disqualified: %(contest)s"),
    template="contest_review/letters/disqualified.txt",
    message=with_link(_("Entry %(entry)s (%(contest)s) was disqualified."), _("The reason:")),
    placeholders={**ENTRY, **_REASON},
    required=("entry", "reason"),
    required_in_message=("entry", "link"),
)

TERM = wording(
    "review.term",
    _("Reminder of the term for changes"),
    kind="review.term",
    subject=_("The time for your changes ends soon: %(contest)s"),
    template="contest_review/letters/term.txt",
    message=with_link(_("The changes of entry %(entry)s are taken until %(time)s.")),
    placeholders={**ENTRY, "time": DEADLINE},
    required=("entry", "time"),
    required_in_message=("entry", "time", "link"),
)
