"""Choices of ceremonies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CeremonyKind(models.TextChoices):
    """The kind of a ceremony."""

    LAUNCH = "launch", _("Launch")
    AWARDS = "awards", _("Award ceremony")
    SEMINAR = "seminar", _("Seminar")
    OTHER = "other", _("Another event")


class VenueLevel(models.IntegerChoices):
    """The level of a venue in the hierarchy of connected venues (Sơn La 2023: province, districts, communes)."""

    MAIN = 1, _("Main venue")
    CONNECTED = 2, _("Connected venue")
    BELOW = 3, _("Venue connected to the one above")


class CeremonyStatus(models.TextChoices):
    """The time status of a ceremony."""

    BEFORE = "before", _("To come")
    LIVE = "live", pgettext_lazy("broadcast", "Live")
    AFTER = "after", _("Over")


class LaunchStage(models.TextChoices):
    """What the button on stage can do at a moment."""

    NOTHING = "nothing", _("Nothing to open")
    WAITING = "waiting", _("Outside its hours")
    REHEARSAL = "rehearsal", _("Rehearsal")
    READY = "ready", _("Ready")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
