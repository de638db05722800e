"""The start button on stage: a press publishes the opening of a round as that moment."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.ceremonies.errors import NothingToOpen, NotToday, OpenAlready, TooLate
from contest_pages.ceremonies.logic import clock
from contest_pages.ceremonies.models import ContestCeremonyPage, Press
from contest_pages.contests.models import ContestRoundPage
from contest_pages.contests.publish_checks import blocking_findings
from contest_pages.vietnamese import duration, moment


@transaction.atomic
def press_start(*, ceremony: ContestCeremonyPage, actor, now: datetime.datetime) -> Press:
    """Publish the round's opening as `now` and return the press; idempotent.

    A draft of the round stays a draft. Publishing invalidates the page cache, so that visitors see it at once. Raises NothingToOpen, NotToday, OpenAlready.
    """
    if ceremony.opens_round_id is None or not ceremony.live:
        raise NothingToOpen(_("This ceremony opens no round, or it is not published."))
    # Of two presses at once the second waits for the lock and finds the first.
    round_page = ContestRoundPage.objects.select_for_update(of=("self",)).get(pk=ceremony.opens_round_id)
    pressed = Press.objects.filter(round=round_page, undone_at=None).first()
    if pressed is not None:
        return pressed
    if not round_page.live:
        raise NothingToOpen(_("Publish “%(round)s” first.") % {"round": round_page.title})
    if not clock.may_be_pressed(now, ceremony.starts_at):
        raise NotToday(
            _("The button works around the ceremony only: it begins at %(time)s.")
            % {"time": moment(ceremony.starts_at)}
        )
    if round_page.opens_at is not None and round_page.opens_at <= now:
        raise OpenAlready(
            _("“%(round)s” is open since %(time)s.")
            % {"round": round_page.title, "time": moment(round_page.opens_at)}
        )
    opened = round_page.specific
    opened.opens_at = now
    if harms := blocking_findings(opened, now):
        raise NothingToOpen(" ".join(finding.words for finding in harms))
    press = Press.objects.create(
        ceremony=ceremony, round=round_page, by=actor, pressed_at=now, opening_before=round_page.opens_at
    )
    _publish_opening(round_page, now, actor)
    audit.record("contest.press_start", round_page, actor=actor)
    return press


@transaction.atomic
def undo_press(*, press: Press, actor, now: datetime.datetime) -> Press:
    """Take a press back within a minute: restore the former opening. Idempotent.

    Raises TooLate.
    """
    press = Press.objects.select_for_update(of=("self",)).select_related("round").get(pk=press.pk)
    if press.undone_at is not None:
        return press
    if not clock.may_be_undone(now, press.pressed_at):
        raise TooLate(
            _("A press can be taken back within %(time)s. Change the opening on the round's page.")
            % {"time": duration(clock.UNDO)}
        )
    press.undone_at, press.undone_by = now, actor
    press.save(update_fields=["undone_at", "undone_by"])
    _publish_opening(press.round, press.opening_before, actor)
    audit.record("contest.undo_press", press.round, actor=actor)
    return press


def _publish_opening(round_page: ContestRoundPage, opens_at: datetime.datetime | None, actor) -> None:
    """Publish the live page with another opening; a newer draft gets the opening too and stays the latest."""
    live = round_page.specific
    draft = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
    live.opens_at = opens_at
    live.save_revision(user=actor, log_action=False).publish(user=actor)
    if draft is not None:
        draft.opens_at = opens_at
        draft.save_revision(user=actor, log_action=False)
