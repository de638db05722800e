"""Hooks of registrations: addresses, settings, rights, readiness, personal data, erasure."""

from __future__ import annotations

import logging

from django.urls import reverse
from django.utils.translation import ngettext

from contest_pages import hooks
from contest_pages.notices.kinds import Recipients
from contest_pages.notices.notifying import notify_many

from . import permissions, urls
from .admin.exclusion import CommitteeMatchAdmin
from .admin.registrations import RegistrationAdmin
from .audiences import CONTESTANTS
from .domain.bounces import mark_bounced
from .domain.erasing import erase_expired as erase_expired_registrations
from .domain.replaying import complete_ledger
from .domain.undone_opening import discard_registrations
from .enums import MatchDecision
from .forms.files import remove_expired_stashes
from .models import AnswerFile, CommitteeMatch, Registration
from .queries.open_form import next_opening_or_closing
from .queries.personal_data import registration_data
from .queries.registered import registered_in
from .readiness import check_registration

logger = logging.getLogger(__name__)


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Hours within which a registration must be confirmed; later it is deleted.
        "CONFIRM_HOURS": 48,
        # Minutes for which a personal link counts as fresh; what shows or changes personal data requires a fresh one.
        "FRESH_LINK_MINUTES": 30,
        # A fresh link in use stays fresh: minutes after each request, at most hours after it was sent.
        "PERSONAL_SESSION_MINUTES": 120,
        "PERSONAL_SESSION_HOURS": 12,
        # Weeks after the contest's last day when personal links end; a fresh one still opens the page.
        "LINK_WEEKS_AFTER_CONTEST": 12,
        # Below this age a parent or guardian must agree too (Civil Code 2015, article 21).
        "GUARDIAN_BELOW_AGE": 18,
        # The captcha's kind where reCAPTCHA keys are set: "v2" (a box to tick) or "v3" (a score).
        "CAPTCHA": "v2",
        # Seconds that a person needs at least to fill a form.
        "FORM_SECONDS": 3,
        # Rates for each visitor's address (a school is one), and for each phone number or e-mail address.
        "RATE_REGISTER_ADDRESS": "300/h",
        "RATE_REGISTER_CONTACT": "10/d",
        # Registrations that no captcha vouches for, for each visitor's address.
        "RATE_UNCHECKED_ADDRESS": "30/h",
        # Letters and messages on request, and tries of a code.
        "RATE_LETTER_ADDRESS": "60/h",
        "RATE_LETTER_CONTACT": "3/h",
        "RATE_CODE": "5/10m",
        # Corrections of a registration by its contestant.
        "RATE_EDITS": "20/d",
        # Largest file that a citizen may add to a registration, in bytes.
        "MAX_ANSWER_FILE_BYTES": 10 * 1024**2,
        # Bytes of files that belong to nothing submitted yet: of one person, of one network (a school is one).
        "PENDING_BYTES_PERSON": 8 * 1024**3,
        "PENDING_BYTES_NETWORK": 64 * 1024**3,
        # Bytes of the disk that all of them must leave free.
        "FREE_BYTES": 2 * 1024**3,
    }


@hooks.register("url_patterns", order=20)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("letter_recipients")
def letter_recipients():
    """Name and find contestants by the code of the registration."""
    return {
        Registration: Recipients(
            rows=Registration.objects.all,
            words=str,
            search=lambda typed: Registration.objects.filter(code=typed.upper()),
            screen="contest_registrations_registration_modeladmin_inspect",
            permission="contest_registrations.view_registration",
        )
    }


@hooks.register("secret_url_prefixes")
def secret_url_prefixes():
    """Declare the URL prefixes that are followed by a secret token."""
    return [
        "/thi-sinh/",
        "/dang-ky/xong/",
        "/dang-ky/ma/",
        "/dang-ky/xac-nhan/",
        "/dang-ky/email-moi/",
        "/dang-ky/so-moi/",
        "/dang-ky/khong-phai-toi/",
    ]


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
    return {
        "registration_id": Registration,
        "roster_id": Registration,
        "file_id": AnswerFile,
        "match_id": CommitteeMatch,
    }


@hooks.register("check_page")
def check_page(page, context):
    """Check registration forms."""
    return check_registration(page, context)


@hooks.register("next_page_change")
def next_page_change(now):
    """Return when a form next opens or closes."""
    return next_opening_or_closing(now)


@hooks.register("notify_registrants")
def notify_registrants(contest, document):
    """Write a letter about an amendment to everybody with a valid registration."""
    registrations = registered_in(contest).only("pk", "contest", "email").iterator()
    return notify_many("registrations.amended", registrations, document=document.pk)


@hooks.register("address_bounced")
def address_bounced(address, recipient, now):
    """Mark the registrations of an address from which a letter came back."""
    mark_bounced(address=address, recipient=recipient, now=now)


@hooks.register("contestants_menu", order=10)
def contestants_menu():
    """Add the list of registrations and of undecided committee matches."""
    return [RegistrationAdmin, CommitteeMatchAdmin]


@hooks.register("personal_data", order=-20)
def personal_data(registration):
    """Return the registration, its people, files and consents."""
    return registration_data(registration)


@hooks.register("undecided_matches")
def undecided_matches(contest):
    """Count the contestants of a contest who may be committee members."""
    matches = CommitteeMatch.objects.filter(committee_member__contest=contest, decision=MatchDecision.OPEN)
    return matches.count(), reverse("contest_registrations_committeematch_modeladmin_index")


@hooks.register("opening_undone")
def opening_undone(round_page, since, until, actor):
    """Cancel registrations that only a mistaken opening brought."""
    return discard_registrations(round_page=round_page, since=since, until=until, actor=actor)


@hooks.register("erase_expired")
def erase_expired(contests, now, dry_run):
    """Erase registrations whose retention has ended, and files of unfinished forms; complete the ledger of erasures."""
    counts = erase_expired_registrations(contests=contests, now=now, dry_run=dry_run)
    if not dry_run and (added := complete_ledger()):
        logger.info("The ledger of erasures lacked %d lines", added)
    return {**counts, "files of unfinished forms": remove_expired_stashes(now, dry_run=dry_run)}


@hooks.register("records_below")
def records_below(page):
    """Count the registrations at or below a page."""
    count = Registration.objects.filter(page__path__startswith=page.path).count()
    return (
        ngettext("%(count)d registration", "%(count)d registrations", count) % {"count": count}
        if count
        else None
    )


@hooks.register("mailing_audiences", order=10)
def mailing_audiences():
    """Let organisers write to contestants."""
    return [CONTESTANTS]
