"""Choices of activities."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActivityKind(models.TextChoices):
    """What is held around the contests on the national day of digital transformation (10 October)."""

    CAMPAIGN = "campaign", _("Campaign")
    DOOR_TO_DOOR = "door_to_door", _("Going from door to door")
    SEMINAR = "seminar", _("Seminar, talk")
    TRAINING = "training", _("Training")
    EXHIBITION = "exhibition", _("Exhibition")
    OTHER = "other", _("Another activity")


class CalendarKind(models.TextChoices):
    """Kinds of calendar items that are not activities."""

    CONTEST = "contest", _("Dates of contests")
    CEREMONY = "ceremony", _("Ceremonies")


class HonouredKind(models.TextChoices):
    """Who is honoured."""

    UNIT = "unit", _("Unit")
    PERSON = "person", _("Person")
