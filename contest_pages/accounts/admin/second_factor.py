"""The reset of a colleague's second factor."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.accounts.domain import reset_second_factor
from contest_pages.accounts.permissions import may_reset_factors, may_reset_factors_of
from contest_pages.admin.confirm_screen import confirm_screen
from contest_pages.http.decorators import only
from contest_pages.http.reauthentication import with_recent_identity


@require_http_methods(["GET", "POST"])
@only(may_reset_factors)
@with_recent_identity
def reset_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    """Remove a colleague's second factors and end all sessions of that account."""
    account = get_object_or_404(get_user_model(), pk=user_id)
    if not may_reset_factors_of(request.user, account):
        raise PermissionDenied
    back = reverse("wagtailusers_users:index")
    if request.method == "POST":
        reset_second_factor(account=account, actor=request.user, request=request)
        messages.success(
            request, _("The second factor of %(account)s is reset.") % {"account": account.get_username()}
        )
        return redirect(back)
    return confirm_screen(
        request,
        None,
        title=_("Reset the second factor"),
        subtitle=account.get_username(),
        intro=_(
            "For a colleague who has lost the phone or the key. Make sure that it is really this person who asks: "
            "afterwards the password alone opens the account, until a new second factor is added at the next "
            "sign-in. All devices of the account are signed out."
        ),
        submit=_("Reset the second factor"),
        back=back,
        danger=True,
    )
