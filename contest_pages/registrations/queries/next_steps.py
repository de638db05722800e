"""What comes next for a contestant who has just registered."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
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
    """What a contestant has handed in for a round and when: the part of the page that confirms it, and its first steps."""

    fragment: Fragment
    round_page: Page
    steps: tuple[Step, ...]
    at: datetime.datetime | None


def is_new(moment_of_it: datetime.datetime | None, now: datetime.datetime) -> bool:
    """Say whether this happened a moment ago: a registration was confirmed, or something was handed in."""
    return moment_of_it is not None and now - _NEW <= moment_of_it


def find_handed_in(sections: Iterable[Fragment]) -> dict[str, HandedIn]:
    """Return what was handed in by its key, from the sections of the own page."""
    return {key: found for section in sections for key, found in section.context.get("handed_in", {}).items()}


def next_steps(
    registration: Registration, now: datetime.datetime, handed_in: Iterable[HandedIn] = ()
) -> list[Step]:
    """Return the registration, the rounds that are open or to come, and the milestones after it, in their order.

    Of a round for which something was handed in, the steps of the last such thing stand instead of the call to hand in.
    """
    done = Step(_("Registration done"), moment(registration.confirmed_at), is_done=True)
    earliest = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    in_order = sorted(handed_in, key=lambda found: found.at or earliest)
    behind = {found.round_page.pk: found.steps for found in in_order}
    steps = [step for steps in behind.values() for step in steps]
    return [done, *steps, *_to_come(registration, now, is_confirmed=True, without=behind)]


def steps_after(handed_in: HandedIn, registration: Registration, now: datetime.datetime) -> list[Step]:
    """Return the steps of what was handed in, the other rounds that are open or to come, and the milestones after it."""
    return [
        *handed_in.steps,
        *_to_come(registration, now, is_confirmed=False, without=(handed_in.round_page.pk,)),
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
    registration: Registration, now: datetime.datetime, *, is_confirmed: bool, without: Collection[int] = ()
) -> list[Step]:
    contest = registration.contest
    steps = [
        Step(
            round_page.call_with_title,
            _when(round_page, now),
            is_next=is_confirmed and round_page.is_open(now),
        )
        for round_page in contest.contestant_rounds
        if round_page.pk not in without
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
