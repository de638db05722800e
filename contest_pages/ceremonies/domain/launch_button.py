"""The start button on stage: a press publishes the opening of a round as that moment; a trial press opens nothing."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from contest_pages import audit, hooks
from contest_pages.ceremonies.errors import NothingToOpen, NotToday, OpenAlready, TooLate
from contest_pages.ceremonies.logic import clock
from contest_pages.ceremonies.models import ContestCeremonyPage, Press
from contest_pages.contests.models import ContestRoundPage
from contest_pages.contests.publish_checks import blocking_findings
from contest_pages.screens import queries as screens
from contest_pages.vietnamese import duration, moment

#: So long after an undo it is looked for what began with rules that a process had read before.
_STRAGGLERS = datetime.timedelta(minutes=10)


@transaction.atomic
def press_start(*, ceremony: ContestCeremonyPage, actor, now: datetime.datetime) -> Press:
    """Publish the round's opening as `now` and return the press; idempotent.

    A draft of the round stays a draft. Publishing invalidates the page cache, so that visitors see it at once. Raises NothingToOpen, NotToday, OpenAlready.
    """
    if ceremony.opens_round_id is None or not ceremony.live:
        raise NothingToOpen(_("This ceremony opens no round, or it is not published."))
    # Of two presses at once the second waits for the lock and finds the first.
    round_page = ContestRoundPage.objects.select_for_update(of=("self",)).get(pk=ceremony.opens_round_id)
    pressed = Press.objects.filter(round=round_page, undone_at=None, is_rehearsal=False).first()
    if pressed is not None:
        if round_page.opens_at is not None and round_page.opens_at <= now:
            return pressed
        # The round got another opening since, on its own page: that press opens nothing any more.
        _end_press(pressed, actor, now)
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
    transaction.on_commit(screens.forget)
    return press


@transaction.atomic
def press_rehearsal(*, ceremony: ContestCeremonyPage, actor, now: datetime.datetime) -> Press:
    """Record a trial press, with which the screens show everything and nothing is opened; idempotent.

    A trial press of an earlier day ends. Raises NothingToOpen, NotToday.
    """
    if ceremony.opens_round_id is None or not ceremony.live:
        raise NothingToOpen(_("This ceremony opens no round, or it is not published."))
    ceremony = ContestCeremonyPage.objects.select_for_update(of=("self",)).get(pk=ceremony.pk)
    if not clock.may_be_rehearsed(now, ceremony.rehearsal_at, ceremony.starts_at):
        raise NotToday(_("The trial press works around the rehearsal only."))
    pressed = Press.objects.filter(ceremony=ceremony, undone_at=None, is_rehearsal=True).first()
    if pressed is not None:
        if pressed.pressed_at >= ceremony.rehearsal_at - clock.REHEARSAL_BEFORE:
            return pressed
        _end_press(pressed, actor, now)
    press = Press.objects.create(
        ceremony=ceremony, round_id=ceremony.opens_round_id, by=actor, pressed_at=now, is_rehearsal=True
    )
    audit.record("contest.press_rehearsal", ceremony, actor=actor)
    transaction.on_commit(screens.forget)
    return press


@transaction.atomic
def reset_rehearsal(*, ceremony: ContestCeremonyPage, actor, now: datetime.datetime) -> None:
    """End the trial press, so that it can be tried again. Idempotent."""
    for press in Press.objects.select_for_update(of=("self",)).filter(
        ceremony=ceremony, undone_at=None, is_rehearsal=True
    ):
        _end_press(press, actor, now)
    transaction.on_commit(screens.forget)


@transaction.atomic
def undo_press(*, press: Press, actor, now: datetime.datetime) -> Press:
    """Take a press back within a minute: restore the former opening. Idempotent.

    What began in the meantime does not count; how much that was is kept with the press, in sentences. Raises TooLate.
    """
    press = Press.objects.select_for_update(of=("self",)).select_related("round").get(pk=press.pk)
    if press.undone_at is not None:
        return press
    if not clock.may_be_undone(now, press.pressed_at):
        raise TooLate(
            _("A press can be taken back within %(time)s. Change the opening on the round's page.")
            % {"time": duration(clock.UNDO)}
        )
    _end_press(press, actor, now)
    if press.round.opens_at == press.pressed_at:
        _publish_opening(press.round, press.opening_before, actor)
    discard_begun(press)
    audit.record("contest.undo_press", press.round, actor=actor)
    transaction.on_commit(screens.forget)
    return press


def discard_begun(press: Press) -> None:
    """Let what began between a press and its undo not count, and keep the sentences about it. Idempotent."""
    found = hooks.call(
        "opening_undone",
        round_page=press.round,
        since=press.pressed_at,
        until=press.undone_at,
        actor=press.undone_by,
    )
    press.taken_back = [str(sentence) for sentences in found for sentence in sentences]
    press.save(update_fields=["taken_back"])


def discard_stragglers(now: datetime.datetime) -> list[str]:
    """Discard what began in the second in which other processes had not heard of an undo yet; say how many undos."""
    recent = Press.objects.filter(
        undone_at__gt=now - _STRAGGLERS, is_rehearsal=False, taken_back__isnull=False
    )
    for press in recent.select_related("round", "undone_by"):
        discard_begun(press)
    return []


def _end_press(press: Press, actor, now: datetime.datetime) -> None:
    press.undone_at, press.undone_by = now, actor
    press.save(update_fields=["undone_at", "undone_by"])


def _publish_opening(round_page: ContestRoundPage, opens_at: datetime.datetime | None, actor) -> None:
    """Publish the live page with another opening; a newer draft gets the opening too and stays the latest.

    Without checks: a press has asked for them, and an undo must not be refused.
    """
    live = round_page.specific
    draft = live.get_latest_revision_as_object() if live.has_unpublished_changes else None
    live.opens_at = opens_at
    live.publish_without_checks(live.save_revision(user=actor, log_action=False), user=actor)
    if draft is not None:
        draft.opens_at = opens_at
        draft.save_revision(user=actor, log_action=False)
