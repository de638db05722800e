"""Jobs of accounts."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django_tasks import task

from contest_pages.notices.notifying import notify_many


@task()
def send_reset_letters(user_pks: list[int]) -> None:
    """Write each of these accounts a letter with a link to a new password.

    The form queues one job whether an address is known or not, so that its time reveals nothing.
    """
    users = get_user_model()._default_manager.filter(pk__in=user_pks, is_active=True)
    notify_many("accounts.password_reset", users)
