"""The fixed vocabularies of results."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RankedBy(models.TextChoices):
    """The number by which units are ranked for their participation in a contest."""

    PERSONS = "persons", _("Persons who took part")
    SHARE = "share", _("Share of its people")
    ATTEMPTS = "attempts", _("Quiz attempts")
    WORKS = "works", _("Works handed in")
    REGISTERED = "registered", _("Persons registered")
    AWARDS = "awards", _("Number of awards")
