"""Letters with a link to a new password, and about changes of how an account is proved."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.data.capabilities import capability
from contest_pages.notices.kinds import Letter, letter
from contest_pages.notices.letters import letter_to_user

from .models import SignIn

#: What Django's setting gives in seconds.
_HOUR = 3600


@letter("accounts.password_reset", gettext_lazy("Link to a new password"))
def password_reset(user) -> Letter | None:
    """Send an account a link to a new password."""
    address = reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": capability(default_token_generator.make_token, user),
        },
    )
    return letter_to_user(
        user,
        subject=_("New password for the admin"),
        template="contest_accounts/letters/password_reset.txt",
        context={
            "account": user.get_username(),
            "link": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}",
            "hours": max(1, settings.PASSWORD_RESET_TIMEOUT // _HOUR),
        },
    )


@letter("accounts.proof_changed", gettext_lazy("Changed sign-in of an account"))
def proof_changed(user, *, sign_in: int) -> Letter | None:
    """Tell the owner of an account what was changed, when and from which address."""
    line = SignIn.objects.filter(pk=sign_in).first()
    if line is None:
        return None
    return letter_to_user(
        user,
        subject=_("The sign-in of your account at %(site)s was changed")
        % {"site": settings.WAGTAIL_SITE_NAME},
        template="contest_accounts/letters/changed.txt",
        context={"line": line, "site": settings.WAGTAIL_SITE_NAME},
    )
