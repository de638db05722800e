"""The default notice about personal data of a new site; editors adapt it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from contest_pages import conf


def standard_notice() -> dict[str, str]:
    """Return its parts, as Law 91/2025/QH15 requires: which data, who, how long, which rights."""
    return {
        "title": _("Standard notice"),
        "data": _("Full name, birth date, phone, e-mail, unit, and what the form asks besides."),
        "controller": _("The organisers of the contest, at the address given on the contest's page."),
        "retention": _(
            "Until the day that the organisers set for the contest, at most %(months)d months after its end."
        )
        % {"months": conf.get("RETENTION_MONTHS")},
        "rights": _(
            "You may see, correct, download and erase your data and withdraw what you agreed to, at any time, on your personal page."
        ),
    }


def standard_purpose() -> str:
    """Return the one required purpose: running the contest."""
    return _(
        "I agree that the organisers process these data to run this contest, to contact me about it and to award prizes."
    )
