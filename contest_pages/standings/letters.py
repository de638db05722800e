"""Letters to those who won, or lost, a prize."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.notices.kinds import Letter, letter
from contest_pages.notices.logic.segments import shortened
from contest_pages.registrations.letters import TO_CONTESTANT, in_sentence, letter_to
from contest_pages.registrations.models import Registration
from contest_pages.standings import wordings
from contest_pages.standings.models import Award
from contest_pages.standings.models.award import RECIPIENTS
from contest_pages.vietnamese import money

#: Letters of a prize's name in a text message.
PRIZE_LETTERS = 30


def _values(award: Award) -> dict[str, str]:
    work = award.entry
    return {
        "prize": str(award.prize),
        "work": f"{work.code} “{work.title}”" if work is not None else "",
        "recipient": award.member.full_name if award.member is not None else "",
    }


def _award(pk: int) -> Award | None:
    found = Award.objects.exclude(published_at=None).filter(pk=pk)
    return found.select_related("prize", "entry", "member").first()


def _is_held(award: Award) -> bool:
    """Say whether its recipient has the prize now, by this award or by that of a later ranking."""
    same = {field: getattr(award, f"{field}_id") for field in ("prize", *RECIPIENTS)}
    return Award.objects.effective().filter(**same).exists()


@letter("standings.won", gettext_lazy("Prize that was won"), **TO_CONTESTANT)
def won(registration: Registration, *, award: int) -> Letter | None:
    """Congratulate on a published prize; None once it is revoked or a later ranking gives it to another."""
    found = _award(award)
    if found is None or not _is_held(found):
        return None
    amount = found.prize.amount
    return letter_to(
        registration,
        wordings.WON,
        amount=money(amount) if amount else found.prize.extra,
        address=registration.contest.full_url,
        short={"prize": shortened(str(found.prize), PRIZE_LETTERS)},
        **_values(found),
    )


@letter("standings.award_ended", gettext_lazy("Prize that was revoked, or corrected"), **TO_CONTESTANT)
def award_ended(registration: Registration, *, award: int) -> Letter | None:
    """Notify a contestant that a published prize is revoked, with the reason, or that a corrected ranking gives it no more."""
    found = _award(award)
    if found is None or _is_held(found):
        return None
    reason = found.revoked_because or _("the ranking was corrected and published again")
    return letter_to(
        registration,
        wordings.AWARD_ENDED,
        reason=reason,
        short={"prize": shortened(str(found.prize), PRIZE_LETTERS), "reason": in_sentence(reason)},
        **_values(found),
    )
