"""Hooks of letters: settings, rights, addresses, users as recipients, housekeeping."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _

from contest_pages import hooks
from contest_pages.vietnamese import person_name

from . import permissions, urls
from .domain.mailbox import read_mailbox
from .domain.retrying import forget_old, free_dead_claims
from .domain.wording import carry_over
from .kinds import Recipients
from .models import Notice
from .notifying import enqueue_due


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Queue of TASK_BACKEND for letters and text messages, so that they need not wait for probes of videos.
        "LETTER_QUEUE": "default",
        # Hours for which a letter that fails is tried again.
        "LETTER_HOURS": 48,
        # Minutes after which a worker that has recorded no result counts as dead.
        "LETTER_CLAIM_MINUTES": 10,
        # Days for which letters to users stay recorded; those to contestants go with their registration.
        "LETTER_LOG_DAYS": 365,
        # What the gateway charges for a part of a text message, in đồng, which previews show; 0: not known.
        "SMS_PART_PRICE": 0,
        # Folder (Maildir) to which letters come back that cannot be delivered; empty: none is read.
        "BOUNCE_MAILBOX": "",
        # Key with which a mail service signs its reports of letters that came back; empty: there is no address for them.
        "BOUNCE_WEBHOOK_KEY": "",
    }


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which personal data are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("address_records")
def address_records():
    """Say which records the admin's addresses of this feature name."""
    return {"notice_id": Notice, "wording": None, "number": None}


@hooks.register("letter_recipients")
def letter_recipients():
    """Name users by their full name, else by their user name, by which they are found."""
    users = get_user_model()._default_manager
    return {
        get_user_model(): Recipients(
            rows=users.all,
            words=person_name,
            search=lambda typed: users.filter(**{f"{get_user_model().USERNAME_FIELD}__iexact": typed}),
        )
    }


@hooks.register("url_patterns", order=30)
def url_patterns():
    """Add the address for reports of letters that came back."""
    return urls.urlpatterns


@hooks.register("contest_carried_over")
def contest_carried_over(contest, copy, actor):
    """Word the letters of next year's contest as those of this one."""
    if not carry_over(contest=contest, copy=copy, actor=actor, now=timezone.now()):
        return None
    return _("Letters are worded as those of last year's contest: look through their words.")


@hooks.register("housekeeping", order=10)
def housekeeping(now):
    """Free letters of dead workers, have those sent that are due, delete old ones, read what came back."""
    freed, jobs, deleted = free_dead_claims(now), enqueue_due(now), forget_old(now)
    bounced, aside = read_mailbox(now)
    done = []
    if freed or jobs or deleted:
        done.append(
            f"{freed} letter(s) of dead workers freed, {jobs} job(s) for letters queued, {deleted} old letter(s) deleted."
        )
    if bounced or aside:
        done.append(f"{bounced} letter(s) came back, {aside} other message(s) put aside.")
    return done
