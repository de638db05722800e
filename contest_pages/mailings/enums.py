"""The states of a mailing, which its dates say."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailingState(models.TextChoices):
    """What became of a mailing."""

    DRAFT = "draft", _("Draft")
    QUEUED = "queued", _("Being sent off")
    WRITTEN = "written", _("Sent off")
