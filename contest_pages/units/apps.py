"""The app contest_units."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Units: provinces, communes, agencies, schools, with the dates between which each exists."""

    name = "contest_pages.units"
    label = "contest_units"
    verbose_name = _("Units")
    default_auto_field = "django.db.models.BigAutoField"
