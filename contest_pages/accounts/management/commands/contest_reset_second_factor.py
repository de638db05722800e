"""Remove the second factor of an account from the server's command line."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from contest_pages.accounts.domain import reset_second_factor


class Command(BaseCommand):
    """Remove the second factors of an account and end its sessions; for the last superuser who has lost the phone."""

    help = "Remove the second factors of an account and end its sessions. The next sign-in adds a new factor."

    def add_arguments(self, parser):
        """Add the name of the account."""
        parser.add_argument("username")

    def handle(self, *args, username, **options):
        """Reset and print what was done."""
        model = get_user_model()
        try:
            account = model._default_manager.get_by_natural_key(username)
        except model.DoesNotExist:
            raise CommandError(f"There is no account {username}.") from None
        count = reset_second_factor(account=account)
        self.stdout.write(f"{count} factors of {username} removed; all sessions ended.")
