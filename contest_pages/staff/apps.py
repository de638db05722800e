"""The app contest_staff, and the configuration that replaces `wagtail.users`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(AppConfig):
    """Staff: the screens of accounts, and who joins which group. May import letters and below."""

    default = True
    name = "contest_pages.staff"
    label = "contest_staff"
    verbose_name = _("Staff accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Register the system checks."""
        from . import checks  # noqa: F401


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's app of users with our screens; stands in INSTALLED_APPS in place of `wagtail.users`."""

    user_viewset = "contest_pages.staff.admin.viewsets.AccountViewSet"
