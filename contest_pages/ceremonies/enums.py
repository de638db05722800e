"""The fixed vocabularies of ceremonies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CeremonyKind(models.TextChoices):
    """What is celebrated or talked about."""

    LAUNCH = "launch", _("Launch")
    AWARDS = "awards", _("Award ceremony")
    SEMINAR = "seminar", _("Seminar")
    OTHER = "other", _("Another event")


class VenueLevel(models.IntegerChoices):
    """How far a venue stands from the hall where it happens (Sơn La 2023: province, districts, communes)."""

    MAIN = 1, _("Main venue")
    CONNECTED = 2, _("Connected venue")
    BELOW = 3, _("Venue connected to the one above")


class Stand(models.TextChoices):
    """Where a ceremony stands by the clock."""

    BEFORE = "before", _("To come")
    LIVE = "live", _("Live")
    AFTER = "after", _("Over")
