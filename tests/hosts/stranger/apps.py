"""The stranger's app."""

from django.apps import AppConfig


class StrangerConfig(AppConfig):
    """What another province has already."""

    name = "tests.hosts.stranger"
    label = "stranger"
    default_auto_field = "django.db.models.BigAutoField"
