"""Letters and text messages to jurors, and replies to contestants who asked for a check of the sum."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_admin_base_url

from contest_pages.committees.models import CommitteeMember
from contest_pages.notices.enums import Channel
from contest_pages.notices.kinds import Letter, channel_to, letter
from contest_pages.notices.letters import letter_to_user
from contest_pages.notices.logic.segments import short_title
from contest_pages.notices.notifying import notify
from contest_pages.registrations.letters import TO_CONTESTANT, letter_to
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import closing_moment

from . import wordings
from .access import CODE_TIME, device_code, juror_path
from .models import Candidate, JuryRoundPage, SeatTerm
from .permissions import may_arrange


def code_channel(member: CommitteeMember) -> Channel:
    """Return that a code goes to a phone where there is one: it is at hand when the link is opened."""
    return Channel.SMS if member.phone else Channel.EMAIL


def send_code(term: SeatTerm) -> None:
    """Send the code that confirms a juror's device."""
    notify("judging.code", term.member, contest=_page(term).contest, term=term.pk)


def _page(term: SeatTerm) -> JuryRoundPage:
    return JuryRoundPage.objects.get(pk=term.round_id)


def _term(pk: int) -> SeatTerm | None:
    return SeatTerm.objects.select_related("seat", "member", "round").filter(pk=pk, until_at=None).first()


@letter("judging.code", gettext_lazy("Code for a juror's device"), channel=code_channel)
def code(member: CommitteeMember, *, term: int) -> Letter | None:
    """Send the digits; None where the term has ended."""
    found = _term(term)
    if found is None or not (member.phone or member.email):
        return None
    digits = device_code(found, timezone.now())
    contest = short_title(_page(found).contest.title)
    if member.phone:
        text = _("Code of the jury, %(contest)s: %(code)s. Tell it to nobody.") % {
            "contest": contest,
            "code": digits,
        }
        return Letter(member.phone, text=text, channel=Channel.SMS)
    return Letter(
        member.email,
        _("Code of the jury: %(contest)s") % {"contest": _page(found).contest.title},
        "contest_judging/letters/code.txt",
        {"member": member, "code": digits, "code_time": CODE_TIME},
    )


@letter("judging.invitation", gettext_lazy("Invitation to judge"), channel=channel_to)
def invitation(member: CommitteeMember, *, term: int) -> Letter | None:
    """Invite a juror with the personal link; None where the term has ended."""
    return _with_link(
        member, term, _("Invitation to judge: %(contest)s"), "contest_judging/letters/invitation.txt", 0
    )


@letter("judging.reminder", gettext_lazy("Reminder to judge"), channel=channel_to)
def reminder(member: CommitteeMember, *, term: int, left: int) -> Letter | None:
    """Remind a juror, with the personal link; None where the term has ended."""
    return _with_link(
        member, term, _("Reminder to judge: %(contest)s"), "contest_judging/letters/reminder.txt", left
    )


def _with_link(member: CommitteeMember, term: int, subject: str, template: str, left: int) -> Letter | None:
    found = _term(term)
    if found is None or not (member.phone or member.email):
        return None
    page = _page(found)
    contest = page.contest
    link = f"{contest.get_site().root_url}{juror_path(found)}"
    closes_at = found.closing(page.closes_at)
    until = closing_moment(closes_at) if closes_at else ""
    if not member.email:
        words = _("Jury, %(contest)s: please judge until %(until)s: %(link)s") % {
            "contest": short_title(contest.title),
            "until": until,
            "link": link,
        }
        return Letter(member.phone, text=words, channel=Channel.SMS)
    return Letter(
        member.email,
        subject % {"contest": contest.title},
        template,
        {"member": member, "contest": contest, "round": page, "link": link, "until": until, "left": left},
    )


@letter("judging.conflict", gettext_lazy("Conflict of interest of a juror"))
def conflict(user, *, term: int, candidates: list[int]) -> Letter | None:
    """Say which works a juror does not judge; None where the term has ended, or they are judged no more."""
    found = _term(term)
    works = list(Candidate.objects.select_related("entry", "registration").filter(pk__in=candidates))
    if found is None or not works:
        return None
    screen = "contest_jury_progress" if may_arrange(user) else "contest_paper_round"
    return letter_to_user(
        user,
        subject=_("Conflict of interest of a juror: %(round)s") % {"round": found.round.title},
        template="contest_judging/letters/conflict.txt",
        context={
            "term": found,
            "round": _page(found),
            "candidates": sorted(works, key=lambda work: work.number),
            "address": f"{get_admin_base_url() or ''}{reverse(screen, args=[found.round_id])}",
        },
    )


@letter("judging.recheck_answer", gettext_lazy("Reply to a request to check the sum"), **TO_CONTESTANT)
def recheck_answer(registration: Registration, *, recheck: int) -> Letter | None:
    """Send the outcome of a check of the sum with the organisers' reply; None where there is no reply."""
    found = registration.rechecks.filter(pk=recheck, answered_at__isnull=False)
    found = found.select_related("round", "candidate__entry", "candidate__registration").first()
    if found is None:
        return None
    return letter_to(
        registration,
        wordings.RECHECK_ANSWER,
        round=found.round.title,
        work=found.candidate.code,
        number=str(found.number),
        outcome=str(found.get_outcome_display()),
        reply=found.reply,
    )
