"""Print new random keys for the environment file of a server."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from portal.settings.keys import new_key


class Command(BaseCommand):
    """Print SECRET_KEY and IDENTITY_KEY, each new at every call; nothing is stored or changed."""

    help = __doc__
    requires_system_checks = ()

    def handle(self, *args, **options):
        """Print both lines."""
        for name in ("SECRET_KEY", "IDENTITY_KEY"):
            self.stdout.write(f"{name}={new_key()}")
