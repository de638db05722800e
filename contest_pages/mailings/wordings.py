"""The templates that organisers begin with: wordings that editors may change, as of any letter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contest_pages.notices.audiences import NAMES
from contest_pages.notices.wordings import Placeholder, wording

#: The kind of letter that mailings are.
KIND = "mailings.message"

#: The placeholders of templates; lines with those that an audience does not have are left out.
_NAMES = {
    "contest": NAMES["contest"],
    **{
        key: Placeholder(NAMES[key], optional_in_letter=True)
        for key in ("name", "code", "link", "entries", "deadline", "prizes")
    },
}

TEMPLATES = (
    wording(
        "mailings.ceremony",
        _("Mailing: invitation to the award ceremony"),
        kind=KIND,
        subject=_("Invitation to the award ceremony: %(contest)s"),
        template="contest_mailings/letters/ceremony.txt",
        message=_("Invitation to the award ceremony of “%(contest)s”: […]. Code: %(code)s."),
        placeholders=_NAMES,
    ),
    wording(
        "mailings.closing",
        _("Mailing: entries close soon"),
        kind=KIND,
        subject=_("Entries close soon: %(contest)s"),
        template="contest_mailings/letters/closing.txt",
        message=_("“%(contest)s”: entries close at %(deadline)s. Hand yours in: %(link)s"),
        placeholders=_NAMES,
    ),
    wording(
        "mailings.missing_paper",
        _("Mailing: a paper is missing"),
        kind=KIND,
        subject=_("Please complete your papers: %(contest)s"),
        template="contest_mailings/letters/missing_paper.txt",
        message=_("“%(contest)s”: this paper is missing for %(code)s: […]. Your page: %(link)s"),
        placeholders=_NAMES,
    ),
    wording(
        "mailings.free",
        _("Mailing: words of your own"),
        kind=KIND,
        subject=_("From the organisers: %(contest)s"),
        template="contest_mailings/letters/free.txt",
        message=_("“%(contest)s”: […]"),
        placeholders=_NAMES,
    ),
)
