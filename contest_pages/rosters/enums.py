"""The fixed vocabularies of rosters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RowState(models.TextChoices):
    """The effect of importing a row of a list."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Unchanged")
    WRONG = "wrong", _("To be mended")


class QuotaState(models.TextChoices):
    """The state of a unit's count against the required number."""

    MET = "met", _("Has enough")
    SHORT = "short", _("Not enough yet")
    NONE = "none", _("Has not begun")
