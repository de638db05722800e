"""What comes next for a contestant who has just registered."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from contest_pages.contests.models.form_page import Fragment
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import closing_moment, moment

#: In the address of the own page, where a registration was confirmed a moment ago.
ARRIVED = "vua-dang-ky"
#: In the address of the own page, with the key of what was handed in a moment ago.
HANDED_IN = "vua-nop"
#: The page greets a new registration for so long, and confirms what was handed in.
_NEW = datetime.timedelta(minutes=30)
#: Milestones after the rounds at most.
_MILESTONES = 2


@dataclass(frozen=True)
class Step:
    """One step on the way of a contestant; `is_done` for what lies behind, `is_next` for what is to be done now."""

    words: str
    when: str
    is_done: bool = False
    is_next: bool = False


@dataclass(frozen=True)
class HandedIn:
    """What a contestant has handed in for a round: the part of the page that confirms it, and its first steps."""

    fragment: Fragment
    round_page: Page
    steps: tuple[Step, ...]


def is_new(moment_of_it: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Say whether this happened a moment ago: a registration was confirmed, or something was handed in."""
    return moment_of_it is not None and now - _NEW <= moment_of_it


def find_handed_in(sections: Iterable[Fragment], key: str) -> HandedIn | None:
    """Return what was handed in under this key a moment ago, from the sections of the own page."""
    found = (section.context.get("handed_in", {}).get(key) for section in sections)
    return next(filter(None, found), None)


def next_steps(registration: Registration, now: datetime.datetime) -> list[Step]:
    """Return the registration, the rounds that are open or to come, and the milestones after it, in their order."""
    done = Step(_("Registration done"), moment(registration.confirmed_at), is_done=True)
    return [done, *_to_come(registration, now, is_confirmed=True)]


def steps_after(handed_in: HandedIn, registration: Registration, now: datetime.datetime) -> list[Step]:
    """Return the steps of what was handed in, the other rounds that are open or to come, and the milestones after it."""
    return [
        *handed_in.steps,
        *_to_come(registration, now, is_confirmed=False, without=handed_in.round_page),
    ]


def steps_before_confirmation(registration: Registration, now: datetime.datetime) -> list[Step]:
    """Return what was sent, the confirmation that is to be done now, and what can be done once it is."""
    if registration.email:
        confirmation = Step(_("Open the letter and press the link in it"), _("in your e-mail"), is_next=True)
    else:
        confirmation = Step(_("Enter the code from the text message"), _("on this page"), is_next=True)
    sent = Step(_("Your registration has arrived"), moment(registration.created_at), is_done=True)
    return [sent, confirmation, *_to_come(registration, now, is_confirmed=False)]


def _to_come(
    registration: Registration, now: datetime.datetime, *, is_confirmed: bool, without: Page | None = None
) -> list[Step]:
    contest = registration.contest
    steps = [
        Step(
            round_page.call_with_title,
            _when(round_page, now),
            is_next=is_confirmed and round_page.is_open(now),
        )
        for round_page in contest.contestant_rounds
        if (without is None or round_page.pk != without.pk)
        and not round_page.has_closed(now)
        and registration.for_round_id in (None, round_page.pk)
    ]
    coming = [milestone for milestone in contest.milestones.all() if milestone.span.begin > now]
    coming.sort(key=lambda milestone: milestone.span.begin)
    return steps + [Step(str(milestone.label), milestone.words) for milestone in coming[:_MILESTONES]]


def _when(round_page, now: datetime.datetime) -> str:
    if not round_page.is_open(now) and round_page.announced_opening:
        return _("From %(moment)s") % {"moment": moment(round_page.announced_opening)}
    if round_page.closes_at:
        return _("Until %(moment)s") % {"moment": closing_moment(round_page.closes_at)}
    return ""
