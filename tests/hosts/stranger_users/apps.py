"""The stranger's users, in an app of their own as Django advises."""

from django.apps import AppConfig


class StrangerUsersConfig(AppConfig):
    """Officers."""

    name = "tests.hosts.stranger_users"
    label = "stranger_users"
    default_auto_field = "django.db.models.BigAutoField"
