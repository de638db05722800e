"""The fixed vocabularies of rosters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RowState(models.TextChoices):
    """What taking a row of a list would do."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Unchanged")
    WRONG = "wrong", _("To be mended")


class QuotaState(models.TextChoices):
    """Where a unit stands with the number that the rules ask of it."""

    MET = "met", _("Has enough")
    SHORT = "short", _("Not enough yet")
    NONE = "none", _("Has not begun")
