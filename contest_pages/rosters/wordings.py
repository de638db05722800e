"""Wording of the letter to the persons whom a unit has entered."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from contest_pages.notices.wordings import optional, wording
from contest_pages.registrations.wordings import CONTESTANT, with_link

ENTERED = wording(
    "rosters.entered",
    _("Entered by a unit on its roster"),
    kind="rosters.entered",
    subject=_("Your unit has registered you: %(contest)s"),
    template="contest_rosters/letters/entered.txt",
    message=with_link(_("Your unit has registered you for “%(contest)s”. Registration code: %(code)s.")),
    placeholders={**CONTESTANT, "unit": optional(_("unit"))},
    required=("code", "link"),
    required_in_message=("code", "link"),
)
