"""The fixed vocabularies of results."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What is done on the way to a published ranking."""

    FREEZE = "freeze", _("Frozen")
    STRIKE = "strike", _("Struck out")
    LIFT = "lift", _("Strike taken back")
    RANK = "rank", _("Counted and ranked")
    LOT = "lot", _("Lot drawn")
    CHAIR = "chair", _("Decided by the chair")
    AWARD = "award", _("Prizes proposed")
    PUBLISH = "publish", _("Published")
    CORRECT = "correct", _("Marked again with a corrected key")
    REVOKE = "revoke", _("Prize revoked")


class MeritBy(models.TextChoices):
    """By which number units are ranked for their people's part in a contest."""

    PERSONS = "persons", _("Persons who took part")
    SHARE = "share", _("Share of its people")
    ATTEMPTS = "attempts", _("Quiz attempts")
    WORKS = "works", _("Works handed in")
    REGISTERED = "registered", _("Persons registered")
    AWARDS = "awards", _("Number of awards")
