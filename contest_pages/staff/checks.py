"""System checks of staff accounts."""

from __future__ import annotations

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.utils.module_loading import import_string


@register(Tags.security)
def check_account_screens(app_configs, **kwargs):
    """E001: Wagtail's own screens of users are installed, which know no protected accounts."""
    from .admin.viewsets import AccountViewSet

    config = apps.get_app_config("wagtailusers")
    if issubclass(import_string(config.user_viewset), AccountViewSet):
        return []
    return [
        Error(
            "Wagtail's own screens of users would let an administrator of the site make superusers.",
            hint="Put “contest_pages.staff.apps.AccountsConfig” in the place of “wagtail.users” in INSTALLED_APPS, "
            "or let your own user_viewset extend contest_pages.staff.admin.viewsets.AccountViewSet.",
            id="contest_staff.E001",
        )
    ]
