"""What a contest's page offers a visitor now: its state in words, the one button, and the facts under the picture."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.contests.enums import Phase
from contest_pages.vietnamese import closing_moment, moment, money

if TYPE_CHECKING:
    from wagtail.models import Page

    from .models.contest import ContestPage
    from .models.rounds import ContestRoundPage

#: Characters of a fact at most; the rules say the rest.
_FACT = 110


@dataclass(frozen=True)
class Link:
    """A way on: the words of the link, and a page or an address."""

    words: str
    page: Page | None = None
    address: str = ""


@dataclass(frozen=True)
class WayIn:
    """The one filled button of a contest's page, and the link beside it; either may be missing."""

    main: Link | None = None
    other: Link | None = None


@dataclass(frozen=True)
class Fact:
    """One cell under the picture: an icon, what it is about, the fact in a few words, and a note."""

    icon: str
    label: str
    value: str
    note: str = ""


def way_in(contest: ContestPage, now: datetime.datetime) -> WayIn:
    """Return what a visitor can do now, of whom nothing is known.

    Who has no personal link is never sent to a page that asks for it: registering comes first, and who has registered
    finds the own page beside it.
    """
    rounds = _open_rounds(contest, now)
    registers = rounds or contest.registrations_end(now)
    registering = [
        page for page in contest.navigation if registers and page.specific_class.takes_registrations
    ]
    entrance = next((found for page in [*rounds, *registering] if (found := _entrance(page))), "")
    own_page = Link(_("Registered already? Go to your page"), address=entrance) if entrance else None
    welcoming = next((page for page in rounds if page.specific_class.welcomes_newcomers), None)
    if welcoming is not None:
        other = Link(contest.title_of(registering[0]), registering[0]) if registering else own_page
        return WayIn(Link(welcoming.call_with_title, welcoming), other)
    if registering:
        return WayIn(Link(contest.title_of(registering[0]), registering[0]), own_page)
    if entrance:
        return WayIn(Link(_("Go to my page"), address=entrance), _document_link(contest))
    results = next((page for page in contest.navigation if page.specific_class.is_results), None)
    if results is not None:
        return WayIn(Link(_("See the results"), results), _document_link(contest))
    return WayIn(_document_link(contest))


def _open_rounds(contest: ContestPage, now: datetime.datetime) -> list[ContestRoundPage]:
    return [page for page in contest.contestant_rounds if page.is_open(now)]


def _entrance(page: Page) -> str:
    """Return the address at which the contestants of a page are shown the way to their own pages; "" for none."""
    name = page.specific_class.own_page_view
    return reverse(name) if name else ""


def _document_link(contest: ContestPage) -> Link | None:
    found = [page for page in contest.navigation if page.specific_class.is_document]
    return Link(contest.title_of(found[-1]), found[-1]) if found else None


def state_words(contest: ContestPage, now: datetime.datetime) -> str:
    """Return the state as the visitors of this kind of contest call it: “Đang nhận tác phẩm”, “Đang nhận đăng ký”."""
    phase, rounds = contest.phase(now), _open_rounds(contest, now)
    if phase == Phase.OPEN and rounds:
        return rounds[0].open_words
    if phase in (Phase.OPEN, Phase.ANNOUNCED) and contest.registrations_end(now):
        return _("Open for registration")
    return str(phase.label)


def facts(contest: ContestPage, now: datetime.datetime) -> list[Fact]:
    """Return when, who, what for and what of a contest: four at most, fewer where the plan says less."""
    return [
        fact for fact in (_when(contest, now), _who(contest), _prizes(contest), _what(contest, now)) if fact
    ]


def steps(contest: ContestPage, now: datetime.datetime) -> tuple:
    """Return how one takes part in the round that is open, or is the first to open; none once all are closed."""
    rounds = _open_rounds(contest, now) or [
        page for page in contest.contestant_rounds if not page.has_closed(now)
    ]
    return rounds[0].specific_class.steps if rounds else ()


def _when(contest: ContestPage, now: datetime.datetime) -> Fact | None:
    begins, ends = contest.announced_opening(), contest.closing()
    labels = {str(page.specific_class.time_label) for page in contest.contestant_rounds}
    label = labels.pop() if len(labels) == 1 else _("Time")
    deadline = contest.deadline(now)
    if deadline is not None and deadline.is_closing and not (begins and begins <= now):
        return Fact("clock", _("Registration"), _until(deadline.at))
    if ends:
        note = _("from %(moment)s") % {"moment": moment(begins)} if begins else ""
        return Fact("clock", label, _until(ends), note)
    if begins:
        return Fact("clock", label, _("From %(moment)s") % {"moment": moment(begins)})
    following = contest.next_milestone(now)
    return Fact("clock", str(following.label), following.words) if following else None


def _until(at: datetime.datetime) -> str:
    return _("Until %(moment)s") % {"moment": closing_moment(at)}


def _who(contest: ContestPage) -> Fact | None:
    rules = contest.live_rules
    # The introduction of a translation says it; the rules are in one language.
    if rules is None or not rules.who_may_take_part or rules.locale_id != contest.locale_id:
        return None
    words = " ".join(rules.who_may_take_part.split())
    if len(words) > _FACT:
        words = words[:_FACT].rsplit(" ", 1)[0].rstrip(",;") + " …"
    return Fact("people", _("Who may take part"), words)


def _prizes(contest: ContestPage) -> Fact | None:
    prizes = list(contest.prizes.all())
    if not prizes:
        return None
    kinds = ngettext("%(count)d prize category", "%(count)d prize categories", len(prizes)) % {
        "count": len(prizes)
    }
    worth = next((prize for prize in prizes if prize.amount), None)
    if worth is None:
        return Fact("trophy", _("Prizes"), kinds)
    return Fact("trophy", _("Prizes"), f"{worth.name} {money(worth.amount)}", kinds)


def _what(contest: ContestPage, now: datetime.datetime) -> Fact | None:
    rounds = contest.contestant_rounds
    if not rounds:
        return None
    shown = next(iter(_open_rounds(contest, now)), rounds[0]).specific
    shown.contest = contest
    value, note = shown.task_words()
    return Fact(shown.task_icon, _("What to do"), value, note) if value else None
