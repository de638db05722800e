"""Letters with a link to a new password, and about changes of how an account is proved."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from .models import SignIn

#: What Django's setting gives in seconds.
_HOUR = 3600


@task()
def send_reset_letters(user_pks: list[int]) -> None:
    """Send each of these accounts a link to a new password."""
    for user in get_user_model()._default_manager.filter(pk__in=user_pks, is_active=True):
        address = reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
        )
        context = {
            "account": user.get_username(),
            "link": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address}",
            "hours": max(1, settings.PASSWORD_RESET_TIMEOUT // _HOUR),
        }
        with override(settings.LANGUAGE_CODE):
            send_mail(
                _("New password for the admin"),
                render_to_string("contest_accounts/letters/password_reset.txt", context),
                None,
                [getattr(user, user.get_email_field_name())],
            )


@task()
def send_change_letter(sign_in_pk: int) -> None:
    """Tell the owner of an account what was changed, when and from which address."""
    line = SignIn.objects.filter(pk=sign_in_pk, user__is_active=True).select_related("user").first()
    address = getattr(line.user, line.user.get_email_field_name(), "") if line else ""
    if not address:
        return
    with override(settings.LANGUAGE_CODE):
        send_mail(
            _("The sign-in of your account at %(site)s was changed") % {"site": settings.WAGTAIL_SITE_NAME},
            render_to_string(
                "contest_accounts/letters/changed.txt", {"line": line, "site": settings.WAGTAIL_SITE_NAME}
            ),
            None,
            [address],
        )
