"""What juries contribute to others: addresses, rights, readiness, the number of records below a page."""

from __future__ import annotations

from django.utils.translation import ngettext

from contest_pages import hooks

from . import permissions, urls
from .domain.candidates import erase_drafts
from .domain.rechecking import erase_rechecks
from .models import PaperPicture, RecheckRequest, ScoreSheet
from .queries.own_results import own_results_section
from .queries.rechecks import rechecks_of
from .readiness import check_jury_round


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which personal data are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("url_patterns", order=12)
def url_patterns():
    """Add the addresses of jurors, and of checks of the sum."""
    return urls.urlpatterns


@hooks.register("secret_url_prefixes")
def secret_url_prefixes():
    """Declare the address whose next part is the link of a juror."""
    return ["/cham/"]


@hooks.register("address_records")
def address_records():
    """Say which records the admin's addresses of this feature name."""
    return {"picture_id": PaperPicture, "recheck_id": RecheckRequest}


@hooks.register("check_page")
def check_page(page, context):
    """Check jury rounds."""
    return check_jury_round(page, context)


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Delete what jurors have begun to write about a contestant's works, and the words of checks; sealed sheets are records."""
    erase_drafts(registration)
    erase_rechecks(registration)


@hooks.register("personal_data")
def personal_data(registration):
    """Add the checks of the sum that a contestant has asked for, with the replies."""
    return rechecks_of(registration)


@hooks.register("personal_sections")
def personal_sections(registration, now):
    """Show contestants the published results of their works: rank, total, own means by criterion, released remarks."""
    return own_results_section(registration, now)


@hooks.register("records_below", order=25)
def records_below(page):
    """Count the score sheets at or below a page."""
    count = ScoreSheet.objects.filter(round__path__startswith=page.path).count()
    return (
        ngettext("%(count)d score sheet", "%(count)d score sheets", count) % {"count": count}
        if count
        else None
    )
