"""Choices of units."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(models.TextChoices):
    """The kind of a unit. Districts exist only in contests before 1 July 2025."""

    PROVINCE = "province", _("Province or city")
    COMMUNE = "commune", _("Commune, ward or special zone")
    DISTRICT = "district", _("District (until 30/6/2025)")
    AGENCY = "agency", _("Agency")
    SCHOOL = "school", _("School")
    COMPANY = "company", _("Company")
    FORCE = "force", _("Armed force")
    ORGANISATION = "organisation", _("Mass organisation")


class Difference(models.TextChoices):
    """How a line of a list differs from the tree."""

    NEW = "new", _("New")
    RENAMED = "renamed", pgettext_lazy("change of a unit", "Renamed")
    MOVED = "moved", pgettext_lazy("change of a unit", "Moved")
    CHANGED = "changed", _("Kind, block or e-mail changed")
    CLOSED = "closed", _("Closed")
