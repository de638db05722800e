"""The fixed vocabularies of personal data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """The channel through which a consent or request was received."""

    FORM = "form", _("Form on the site")
    PERSONAL_PAGE = "personal", _("Contestant's page")
    OFFICE = "office", _("Letter, telephone or visit")
    ROSTER = "roster", _("Roster of the unit")


class ErasedBecause(models.TextChoices):
    """Why personal data were erased."""

    REQUESTED = "requested", _("Asked by the contestant")
    EXPIRED = "expired", _("Retention ended")
