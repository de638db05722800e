"""The fixed vocabulary of requests about personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestKind(models.TextChoices):
    """The requests that a person may make about their data (Law 91/2025/QH15)."""

    SEE = "see", _("See own data")
    CORRECT = "correct", _("Correct own data")
    WITHDRAW = "withdraw", _("Withdraw consent")
    ERASE = "erase", _("Erase own data")
