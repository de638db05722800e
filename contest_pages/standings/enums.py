"""The fixed vocabularies of rankings and awards."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(models.TextChoices):
    """The steps towards a published ranking, and after it."""

    FREEZE = "freeze", _("Frozen")
    PASTE = "paste", _("Pasted")
    EXCLUDE = "exclude", _("Excluded")
    LIFT = "lift", _("Exclusion lifted")
    RANK = "rank", _("Counted and ranked")
    LOT = "lot", _("Lot drawn")
    CHAIR = "chair", _("Decided by the chair")
    AWARD = "award", _("Prizes proposed")
    PUBLISH = "publish", pgettext_lazy("ranking", "Published")
    CORRECT = "correct", _("Marked again with a corrected key")
    REVOKE = "revoke", _("Prize revoked")


class Ties(models.TextChoices):
    """How remaining ties are handled."""

    JOINT = "joint", _("They share the rank")
    LOT = "lot", _("Drawn by lot")
    CHAIR = "chair", _("The chair of the organisers decides")
