"""Enumerations of staff accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupAction(models.TextChoices):
    """What happens between a person and a group."""

    ADD = "add", _("joins")
    REMOVE = "remove", _("leaves")


class GroupChangeState(models.TextChoices):
    """Where a change of a person's groups stands."""

    OPEN = "open", _("waits for approval")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
