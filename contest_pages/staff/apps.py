"""The app contest_staff, and the configuration that replaces `wagtail.users`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(AppConfig):
    """Staff: the screens of accounts, and who joins which group. May import nothing but the root packages."""

    default = True
    name = "contest_pages.staff"
    label = "contest_staff"
    verbose_name = _("Staff accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Register the system checks, and connect the signals: letters."""
        from . import checks, signals, tasks  # noqa: F401

        for signal, receiver in (
            (signals.account_created, tasks.on_account_created),
            (signals.password_set, tasks.on_password_set),
            (signals.groups_changed, tasks.on_groups_changed),
            (signals.approval_wanted, tasks.on_approval_wanted),
            (signals.request_refused, tasks.on_request_refused),
        ):
            signal.connect(receiver, dispatch_uid=f"contest_staff.{receiver.__name__}")


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's app of users with our screens; stands in INSTALLED_APPS in place of `wagtail.users`."""

    user_viewset = "contest_pages.staff.admin.viewsets.AccountViewSet"
