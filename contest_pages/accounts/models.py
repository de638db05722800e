"""The record of sign-ins."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import SignInKind


class SignIn(models.Model):
    """One step of signing in or out, with account and network. Holds nothing that was typed.

    A name that belongs to no account is not stored: people type their password there.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("account")
    )
    #: The name of the account then; it stays when the account is deleted.
    account = models.CharField(_("account"), max_length=150, blank=True)
    kind = models.CharField(_("step"), max_length=20, choices=SignInKind.choices)
    succeeded = models.BooleanField(_("succeeded"))
    #: An IPv4 address, or the /64 network of an IPv6 address.
    address = models.CharField(_("address"), max_length=50)
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        permissions = [("reset_second_factor", "Can reset the second factor of a colleague")]

    def __str__(self) -> str:
        return f"{self.account} {self.get_kind_display()}"
