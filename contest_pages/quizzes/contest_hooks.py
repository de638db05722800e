"""What quizzes contribute to others: addresses, settings, rights, readiness, personal data, sums of rounds, housekeeping."""

from __future__ import annotations

from django.utils.translation import ngettext

from contest_pages import hooks
from contest_pages.standings.participation import Participation

from . import permissions, urls
from .domain.undone_opening import discard_attempts
from .domain.withdrawal import erase_traces
from .models import Attempt
from .queries.marks import correction_effects
from .queries.participation import attempts_by_unit, took_part
from .queries.personal_data import attempts_of
from .readiness import check_quiz
from .standings.sums import SUMS
from .tasks import run_housekeeping
from .views import attempts, public  # noqa: F401  (they register parts of quiz pages)


@hooks.register("default_settings")
def default_settings():
    """Declare the settings of this feature."""
    return {
        # Attempts that visitors begin before they register, for each visitor's address.
        "RATE_QUIZ_ADDRESS": "600/h",
        # Quiz attempts that may run at once; later contestants wait in a queue. 0: any number.
        "QUIZ_PLACES": 0,
    }


@hooks.register("url_patterns", order=10)
def url_patterns():
    """Add the addresses of this feature."""
    return urls.urlpatterns


@hooks.register("secret_url_prefixes")
def secret_url_prefixes():
    """Declare the address whose next part is the token of an attempt."""
    return ["/trac-nghiem/"]


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which personal data are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("check_page")
def check_page(page, context):
    """Check quiz rounds."""
    return check_quiz(page, context)


@hooks.register("opening_undone")
def opening_undone(round_page, since, until, actor):
    """Let attempts not count that were begun while a round was open by mistake."""
    return discard_attempts(round_page=round_page, since=since, until=until, actor=actor)


@hooks.register("personal_data")
def personal_data(registration):
    """Add the attempts to a person's stored data."""
    return attempts_of(registration)


@hooks.register("contest_rankings")
def contest_rankings():
    """Offer rankings of contests by the points of all rounds, for persons and for units."""
    return SUMS


@hooks.register("key_correction_effects")
def key_correction_effects(version, accepted, user, now):
    """Return what a corrected key would change in the quiz rounds that asked the question."""
    return correction_effects(version, accepted, user=user, now=now)


@hooks.register("participation")
def participation(contest):
    """Return the contestants with an attempt that counts, and the number of such attempts by unit."""
    return Participation(took_part(), attempts_by_unit(contest))


@hooks.register("housekeeping")
def housekeeping(now):
    """Submit overdue attempts, purge marks that are no longer needed."""
    return run_housekeeping(now)


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Erase what identifies the contestant of an attempt."""
    erase_traces(registration)


@hooks.register("records_below", order=20)
def records_below(page):
    """Count the attempts at or below a page."""
    count = Attempt.objects.filter(round__path__startswith=page.path).count()
    return ngettext("%(count)d attempt", "%(count)d attempts", count) % {"count": count} if count else None
