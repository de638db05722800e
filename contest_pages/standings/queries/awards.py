"""The awards of a contest for the staff: promised and given prizes, and recipients by code."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from contest_pages.contests.enums import PrizeScope
from contest_pages.contests.models import ContestPage, ContestRoundPage, Prize
from contest_pages.entries.models import Entry
from contest_pages.registrations.models import Member, Registration
from contest_pages.standings.errors import AmbiguousCode
from contest_pages.standings.models import Award
from contest_pages.units.models import Unit

_WORK = re.compile(r"(?:TP-?)?0*([0-9]{1,6})")
_MEMBER = re.compile(r"([0-9A-Z]{6,12})/([0-9]{1,2})")


@dataclass
class GivenPrize:
    """A prize with its awards; `promised` is None where the plan gives no number."""

    prize: Prize
    promised: int | None
    awards: list[Award] = field(default_factory=list)

    @property
    def given(self) -> int:
        """Return the number of awards that are not revoked."""
        return sum(award.revoked_at is None for award in self.awards)

    @property
    def is_beyond(self) -> bool:
        """Say whether more are given than promised."""
        return self.promised is not None and self.given > self.promised


def promised(prize: Prize) -> int | None:
    """Return the number of a prize promised for the whole contest; None where the plan gives no number.

    A prize of each round is promised as often as there are published rounds whose rankings give it.
    """
    if prize.count is None:
        return None
    return prize.count * _rounds_with(prize)


def _rounds_with(prize: Prize) -> int:
    if prize.only_round_id is not None or prize.scope in (PrizeScope.CONTEST, PrizeScope.ONE_ROUND):
        return 1
    rounds = ContestRoundPage.objects.live().child_of(prize.contest)
    if prize.scope == PrizeScope.EACH_ROUND:
        return rounds.count() or 1
    sources = (getattr(page.specific_class, "standings", None) for page in rounds)
    return sum(source is not None and source.basis == prize.basis for source in sources) or 1


def count_given(prize: Prize) -> int:
    """Return the number of a prize's awards, proposed or published, that are neither revoked nor replaced."""
    return Award.objects.current().filter(prize=prize).count()


def prizes_with_awards(contest: ContestPage) -> list[GivenPrize]:
    """Return the prizes of a contest with their awards, the highest first, in a fixed number of queries."""
    prizes = list(contest.original.prizes.select_related("contest").order_by("sort_order", "pk"))
    given = {prize.pk: GivenPrize(prize, promised(prize)) for prize in prizes}
    revoked = Award.objects.filter(contest=contest.original.pk, revoked_at__isnull=False)
    current = Award.objects.current().filter(contest=contest.original.pk)
    for award in (current | revoked).named().select_related("ranking__round"):
        if award.prize_id in given:
            given[award.prize_id].awards.append(award)
    return list(given.values())


def recipient_of(contest: ContestPage, code: str, round_page=None) -> dict | None:
    """Return the recipient of a code in a contest, as {kind: row}; None for an unknown code.

    Codes are the number of a work (TP-0007 or 7), the code of a registration, that code with the number of a
    member (AB12CD34/2), and the code of a unit. Works are numbered per round: raises AmbiguousCode where two
    works have the number and `round_page` is None.
    """
    code, contest = code.strip().upper(), contest.original
    if match := _MEMBER.fullmatch(code):
        members = Member.objects.filter(registration__contest=contest, registration__code=match[1])
        people = list(members.select_related("registration").order_by("pk"))
        number = int(match[2])
        return {"member": people[number - 1]} if 1 <= number <= len(people) else None
    registration = Registration.objects.filter(contest=contest, code=code).first()
    if registration is not None:
        return {"registration": registration}
    if match := _WORK.fullmatch(code):
        works = Entry.objects.filter(contest=contest, number=int(match[1]))
        works = list(works.filter(round=round_page) if round_page is not None else works)
        if len(works) > 1:
            raise AmbiguousCode(
                _("%(count)d rounds have a work of this number: choose the round.") % {"count": len(works)}
            )
        if works:
            return {"entry": works[0]}
    unit = Unit.objects.filter(code__iexact=code).first() if code else None
    return {"unit": unit} if unit is not None else None


def units_taking_part(contest: ContestPage):
    """Return the units of a contest's registrations, by name."""
    return Unit.objects.filter(contest_registrations__contest=contest.original.pk).distinct().order_by("name")
