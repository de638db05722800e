"""The app of the spelling bee."""

from django.apps import AppConfig


class SpellingConfig(AppConfig):
    """Rounds in which contestants spell a word that is read to them."""

    name = "tests.hosts.spelling"
    label = "spelling"
    default_auto_field = "django.db.models.BigAutoField"
