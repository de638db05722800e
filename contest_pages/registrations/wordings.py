"""Wordings of letters to contestants about their registration."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from contest_pages.notices.wordings import Placeholder, optional, wording

_LINK = _("link")
#: What letters to contestants have in common; of several persons the names stand side by side. Text messages name nobody,
#: and have no link where there is no page any more.
CONTESTANT = {
    "name": Placeholder(_("contestant's name"), in_message=False),
    "contest": _("contest's name"),
    "code": _("registration code"),
    "link": Placeholder(_LINK, optional_in_message=True),
}
#: What stands at the personal link in a text message.
YOUR_PAGE = _("Your page:")


def with_link(text, at_page=YOUR_PAGE):
    """Return a text message with words and the link after it, which are left out where there is no page any more."""
    return format_lazy("{}\n{} %(link)s", text, at_page)


CONFIRM = wording(
    "registrations.confirm",
    _("Request to confirm the registration"),
    kind="registrations.link",
    subject=_("Please confirm your registration: %(contest)s"),
    template="contest_registrations/letters/confirm.txt",
    message=_("Your code to confirm the registration for “%(contest)s”: %(code)s. Tell it to nobody."),
    placeholders={
        "contest": CONTESTANT["contest"],
        "time": Placeholder(_("deadline"), in_message=False),
        "link": Placeholder(_LINK, in_message=False),
        "code": Placeholder(_("code of six digits, in the text message"), in_letter=False),
    },
    required=("link",),
    required_in_message=("code",),
)

LINK = wording(
    "registrations.link",
    _("Personal link"),
    kind="registrations.link",
    subject=_("Your personal link: %(contest)s"),
    template="contest_registrations/letters/link.txt",
    message=with_link(_("Registration %(code)s."), _("Your personal link, for nobody else:")),
    placeholders={**CONTESTANT, "minutes": _("minutes for which the link opens everything")},
    required=("link",),
    required_in_message=("link",),
)

LINK_CLOSED = wording(
    "registrations.link_closed",
    _("Personal links closed at the contestant's request"),
    kind="registrations.link_closed",
    subject=_("Your personal links are closed: %(contest)s"),
    template="contest_registrations/letters/link_closed.txt",
    message=with_link(
        _("The former links of registration %(code)s are closed."), _("Your new link, for nobody else:")
    ),
    placeholders=CONTESTANT,
    required=("link",),
    required_in_message=("link",),
)

DISPUTED = wording(
    "registrations.disputed",
    _("Personal links closed by the owner of the former contact"),
    kind="registrations.disputed",
    subject=_("Your personal links are closed: %(contest)s"),
    template="contest_registrations/letters/disputed.txt",
    message=_(
        "%(contest)s: the links of registration %(code)s are closed: its former contact knows nothing of the change. The organisers look into it."
    ),
    placeholders={key: CONTESTANT[key] for key in ("name", "contest", "code")},
)

REFUSED = wording(
    "registrations.refused",
    _("Registration that is not accepted"),
    kind="registrations.link",
    subject=_("Your registration is not accepted: %(contest)s"),
    template="contest_registrations/letters/refused.txt",
    message=_(
        "Your registration for “%(contest)s” is not accepted: perhaps a person in it takes part already, or may not. Please ask your unit, your group or the organisers."
    ),
    placeholders={"contest": CONTESTANT["contest"]},
)

REGISTERED_ALREADY = wording(
    "registrations.registered_already",
    _("Registration that is not needed: registered already"),
    kind="registrations.link",
    subject=_("You are registered already: %(contest)s"),
    template="contest_registrations/letters/registered_already.txt",
    message=_("You are registered for “%(contest)s” already. Ask for your personal link again: %(link)s"),
    placeholders={"contest": CONTESTANT["contest"], "link": _LINK},
    required=("link",),
    required_in_message=("link",),
)

TRIED = wording(
    "registrations.tried",
    _("A registration was tried with the same person"),
    kind="registrations.tried",
    subject=_("A registration was tried with your data: %(contest)s"),
    template="contest_registrations/letters/tried.txt",
    message=with_link(_("A registration with data of your registration %(code)s was tried and refused.")),
    placeholders=CONTESTANT,
)

WELCOME = wording(
    "registrations.welcome",
    _("Registration code after the confirmation"),
    kind="registrations.welcome",
    subject=_("Your registration code: %(contest)s"),
    template="contest_registrations/letters/welcome.txt",
    message=with_link(_("You are registered for “%(contest)s”. Registration code: %(code)s.")),
    placeholders={**CONTESTANT, "dates": optional(_("open rounds with their dates"))},
    required=("code", "link"),
    required_in_message=("code", "link"),
)

CANCELLED = wording(
    "registrations.cancelled",
    _("Cancelled registration"),
    kind="registrations.cancelled",
    subject=_("Your registration was cancelled: %(contest)s"),
    template="contest_registrations/letters/cancelled.txt",
    message=_(
        "The organisers have cancelled your registration %(code)s (%(contest)s). Reason: %(reason)s. A mistake? Write to the organisers."
    ),
    placeholders={**CONTESTANT, "reason": _("reason")},
    required=("reason",),
    required_in_message=("reason",),
)

WITHDRAWN = wording(
    "registrations.withdrawn",
    _("Withdrawn registration"),
    kind="registrations.withdrawn",
    subject=_("Your registration is withdrawn: %(contest)s"),
    template="contest_registrations/letters/withdrawn.txt",
    message=_("%(contest)s: registration %(code)s is withdrawn. Was it not you? Tell the organisers."),
    placeholders=CONTESTANT,
)

AMENDED = wording(
    "registrations.amended",
    _("Amended document"),
    kind="registrations.amended",
    subject=_("A document was amended: %(contest)s"),
    template="contest_registrations/letters/amended.txt",
    message=_("“%(contest)s”: new %(document)s. Read it: %(address)s"),
    placeholders={
        **CONTESTANT,
        "document": _("new document"),
        "amended": _("document that it amends"),
        "reason": optional(_("reason")),
        "address": _("address of the document"),
    },
    required=("document", "address"),
    required_in_message=("document", "address"),
)

NEW_EMAIL = wording(
    "registrations.new_email",
    _("New e-mail address to confirm"),
    kind="registrations.new_email",
    subject=_("Please confirm your new e-mail address: %(contest)s"),
    template="contest_registrations/letters/new_email.txt",
    placeholders={
        "contest": CONTESTANT["contest"],
        "time": CONFIRM.placeholders["time"],
        "link": _LINK,
    },
    required=("link",),
)

NEW_PHONE = wording(
    "registrations.new_phone",
    _("New phone number to confirm"),
    kind="registrations.new_phone",
    message=_("Your code to confirm this phone number for “%(contest)s”: %(code)s. Or open %(link)s"),
    placeholders={
        "contest": CONTESTANT["contest"],
        "code": CONFIRM.placeholders["code"],
        "link": _LINK,
    },
    required_in_message=("code", "link"),
)

CONTACT_CHANGED = wording(
    "registrations.contact_changed",
    _("Announcement of a new contact at the former one"),
    kind="registrations.contact_changed",
    subject=_("Your contact has changed: %(contest)s"),
    template="contest_registrations/letters/contact_changed.txt",
    message=_("The contact of registration %(code)s has changed. Was it not you? %(link)s"),
    placeholders={"contest": CONTESTANT["contest"], "code": CONTESTANT["code"], "link": _LINK},
    required=("link",),
    required_in_message=("link",),
)
