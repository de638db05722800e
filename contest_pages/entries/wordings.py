"""Wordings of letters to contestants about their entries."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contest_pages.notices.wordings import optional, wording
from contest_pages.registrations.wordings import CONTESTANT, with_link

#: What letters about an entry have besides.
ENTRY = {**CONTESTANT, "entry": _("code of the entry"), "title": _("title of the entry")}
DEADLINE = _("deadline")

TAKEN = wording(
    "entries.taken",
    _("Entry handed in"),
    kind="entries.checked",
    subject=_("Your entry was handed in: %(contest)s"),
    template="contest_entries/letters/taken.txt",
    message=with_link(_("Entry %(entry)s (%(contest)s) is handed in; its video meets the rules.")),
    placeholders=ENTRY,
    required=("entry",),
    required_in_message=("entry",),
)

FAILED = wording(
    "entries.failed",
    _("Video that breaks the rules"),
    kind="entries.checked",
    subject=_("Your video does not meet the rules: %(contest)s"),
    template="contest_entries/letters/failed.txt",
    message=with_link(
        format_lazy(
            "{}\n{}",
            _("The video of entry %(entry)s breaks a rule."),
            _("Another one until %(time)s."),
        ),
        _("Which rule, and another video:"),
    ),
    placeholders={
        **ENTRY,
        "problems": optional(_("rules that the video breaks")),
        "time": optional(DEADLINE),
    },
    required=("entry", "problems"),
    required_in_message=("entry",),
)

NOT_HANDED_IN = wording(
    "entries.not_handed_in",
    _("Video uploaded, entry not handed in"),
    kind="entries.not_handed_in",
    subject=_("Your entry is not handed in yet: %(contest)s"),
    template="contest_entries/letters/not_handed_in.txt",
    message=with_link(_("Your video (%(contest)s) is not handed in yet. Hand it in before %(time)s.")),
    placeholders={**CONTESTANT, "time": DEADLINE},
    required=("time", "link"),
    required_in_message=("time", "link"),
)
