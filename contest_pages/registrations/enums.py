"""The fixed vocabularies of registrations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegistrationKind(models.TextChoices):
    """Who stands behind a registration."""

    INDIVIDUAL = "individual", _("Individual")


class RegistrationStatus(models.TextChoices):
    """Whether a registration counts."""

    ACTIVE = "active", _("Valid")
    CANCELLED = "cancelled", _("Cancelled")


class MemberRole(models.TextChoices):
    """What a person does in a registration."""

    AUTHOR = "author", _("Author")
