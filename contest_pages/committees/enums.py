"""The fixed vocabularies of committees."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatchStrength(models.TextChoices):
    """How likely a contestant and a committee member are the same person."""

    SURE = "sure", _("Same identity, or same name with birth date, phone or e-mail")
    POSSIBLE = "possible", _("Same name only")
