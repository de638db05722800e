"""The erasure of a contestant takes names and remarks out of rankings and awards; reasons stay as records, outside the log."""

from __future__ import annotations

import pytest
from wagtail.models import ModelLogEntry, PageLogEntry

from contest_pages.privacy.enums import ErasedBecause
from contest_pages.registrations.domain.erasing import erase
from contest_pages.standings.domain.awarding import decide_by_chair
from contest_pages.standings.domain.publishing import revoke_award
from contest_pages.standings.enums import Step
from contest_pages.standings.models import Award, Ranking, RankingStep, Subject
from tests.factories import EntryFactory, PrizeFactory, RegistrationFactory, UserFactory, give, put_rank
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
NAME = "Quàng Văn Suối"


@pytest.fixture
def actor(db):
    return UserFactory()


@pytest.fixture
def work(stage):
    """Return a work at the first rank of a ranking that is under way."""
    registration = RegistrationFactory(page=stage.form, full_name=NAME)
    work = EntryFactory(registration=registration, round=stage.round, accepted=True)
    put_rank(stage.round, 1, entry=work)
    Ranking.objects.update(published_at=None)
    return work


def test_the_reason_of_a_decided_tie_stands_in_the_step_and_not_in_the_log(stage, work, actor):
    decide_by_chair(
        subject=Subject.of_round(stage.round),
        division=work.registration.division,
        rank=1,
        codes=[work.code],
        reason="Bài hay hơn.",
        actor=actor,
        now=NOW,
    )
    assert RankingStep.objects.get(step=Step.CHAIR).words == f"1: {work.code}. Bài hay hơn."
    assert PageLogEntry.objects.get(action="contest.decide_tie").data == {"rank": 1, "codes": work.code}


@pytest.mark.parametrize(
    ("because", "agreed", "stays"),
    [
        (ErasedBecause.EXPIRED, True, True),
        (ErasedBecause.EXPIRED, False, False),
        (ErasedBecause.REQUESTED, True, False),
    ],
)
def test_a_members_name_and_remark_stay_only_where_the_name_was_published_with_consent(
    stage, work, actor, because, agreed, stays
):
    registration = work.registration
    registration.publish_name = agreed
    registration.save()
    award = give(
        PrizeFactory(contest=stage.contest),
        member=registration.members.get(),
        ranking=Ranking.objects.get(),
        remark="Học sinh lớp 9",
    )
    revoke_award(award=award, reason="Sai hồ sơ: tuổi", actor=actor, now=NOW)
    words = RankingStep.objects.get(step=Step.REVOKE).words
    assert words == f"{registration.code}: {NAME}: Sai hồ sơ: tuổi"
    erase(registration=registration, because=because, now=NOW)
    left = f"{registration.code}: Sai hồ sơ: tuổi"
    assert RankingStep.objects.get(step=Step.REVOKE).words == (words if stays else left)
    award = Award.objects.get()
    assert (award.remark, award.revoked_because) == ("Học sinh lớp 9" if stays else "", "Sai hồ sơ: tuổi")


def test_the_reason_of_a_members_revoked_prize_leaves_the_log(stage, work, actor):
    registration = work.registration
    award = give(PrizeFactory(contest=stage.contest), member=registration.members.get())
    revoke_award(award=award, reason="Sai hồ sơ", actor=actor, now=NOW)
    erase(registration=registration, because=ErasedBecause.EXPIRED, now=NOW)
    assert not PageLogEntry.objects.filter(action="contest.revoke_award").exists()
    line = ModelLogEntry.objects.get(action="contest.revoke_award")
    assert line.data == {"award": award.pk, "reason": ""}
