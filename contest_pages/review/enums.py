"""The fixed vocabularies of the preliminary review."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.TextChoices):
    """What a moderator says of an entry."""

    ACCEPT = "accept", _("Accept")
    REJECT = "reject", _("Reject")
