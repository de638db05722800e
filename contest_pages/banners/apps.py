"""The app contest_banners."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BannersConfig(AppConfig):
    """Banners on partners' sites: what they copy, and how often it was seen and followed. May import contests."""

    name = "contest_pages.banners"
    label = "contest_banners"
    verbose_name = _("Partners' banners")
    default_auto_field = "django.db.models.BigAutoField"
