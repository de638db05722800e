"""What standings contribute to others: rights, winners, ranks, the seal of a lot."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import ngettext

from contest_pages import hooks

from . import permissions
from .audiences import WINNERS
from .domain.erasing import erase_names
from .models import Ranking
from .queries import rankings
from .queries.winners import latest_winners, prizes_of_works, winners_on_cards


@hooks.register("role_permissions")
def role_permissions():
    """Declare the rights that each role gets from this feature."""
    return permissions.ROLE_PERMISSIONS


@hooks.register("confidential_permissions")
def confidential_permissions():
    """Declare the rights with which personal data are seen."""
    return permissions.CONFIDENTIAL


@hooks.register("contest_card_notes")
def contest_card_notes(contests):
    """Show the winners on the cards of finished contests."""
    return winners_on_cards(contests)


@hooks.register("round_notes")
def round_notes(round_page):
    """Show the seal of a round's lot beside its rules."""
    return rankings.seal_on_start_page(round_page)


@hooks.register("contestant_round_notes")
def contestant_round_notes(registration, round_page, now):
    """Show contestants their published rank."""
    return rankings.own_rank(registration, round_page, now)


@hooks.register("round_is_frozen")
def round_is_frozen(round_page):
    """Say whether a round is being ranked, or was."""
    return rankings.is_ranked(round_page)


@hooks.register("results_are_published")
def results_are_published(round_page):
    """Say whether a ranking of a round is published."""
    return rankings.results_are_published(round_page)


@hooks.register("winners")
def winners(contests, limit):
    """Return the highest awards of the contests whose prizes were published last."""
    return latest_winners(contests, limit)


@hooks.register("prizes_of_entries")
def prizes_of_entries(entries):
    """Return the highest published prize of each of these works."""
    return prizes_of_works(entries)


@hooks.register("records_below", order=30)
def records_below(page):
    """Count the rankings of a contest or a round at or below a page."""
    count = Ranking.objects.filter(
        Q(contest__path__startswith=page.path) | Q(round__path__startswith=page.path)
    ).count()
    return ngettext("%(count)d ranking", "%(count)d rankings", count) % {"count": count} if count else None


@hooks.register("erase_personal_data")
def erase_personal_data(registration, because):
    """Empty the names of a contestant in rankings."""
    erase_names(registration, because)


@hooks.register("mailing_audiences", order=30)
def mailing_audiences():
    """Let organisers write to winners."""
    return [WINNERS]
