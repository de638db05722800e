"""Paper that is typed for another juror or another work than it is of: nothing is sealed, and the second copy finds it."""

from __future__ import annotations

import pytest

from contest_pages.judging.domain.paper import Typed, give_back, open_copies, type_copy
from contest_pages.judging.errors import OwnSumDiffers
from contest_pages.judging.models import PaperCopy, ScoreSheet
from tests.factories import UserFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

#: The papers of the first juror for the first work, and of the second juror for the second work.
PAPER = {"noi-dung": 42_500, "hinh-thuc": 25_000, "suc-lan-toa": 10_000}
OTHER = {"noi-dung": 30_000, "hinh-thuc": 20_000, "suc-lan-toa": 15_000}


@pytest.fixture
def secretaries():
    """Return two accounts."""
    return UserFactory(), UserFactory()


def typed(jury, actor, points, *, seat=0, candidate=0, own_sum=None):
    return type_copy(
        round_page=jury.page,
        seat=jury.seats[seat],
        candidate=jury.candidates[candidate],
        typed=Typed(points, sum(points.values()) if own_sum is None else own_sum, is_signed=True),
        actor=actor,
        now=NOW,
    )


@pytest.mark.parametrize("wrong", [{"seat": 1}, {"candidate": 1}], ids=["another-juror", "another-work"])
def test_a_paper_typed_for_another_sheet_is_found_by_the_second_copy(jury, secretaries, wrong):
    first, second = secretaries
    typed(jury, first, PAPER, **wrong)
    typed(jury, second, OTHER, **wrong)  # the paper that really has this number
    assert not ScoreSheet.objects.exists()
    seat, candidate = jury.seats[wrong.get("seat", 0)], jury.candidates[wrong.get("candidate", 0)]
    assert len(open_copies(seat, candidate)) == 2
    give_back(seat=seat, candidate=candidate, reason="Nhập nhầm phiếu", actor=second, now=NOW)
    for secretary in secretaries:
        typed(jury, secretary, OTHER, **wrong)
        typed(jury, secretary, PAPER)
    assert ScoreSheet.objects.get(seat=seat, candidate=candidate).points == OTHER
    assert ScoreSheet.objects.get(seat=jury.seats[0], candidate=jury.candidates[0]).points == PAPER


def test_a_slip_that_both_make_is_found_by_the_jurors_own_sum(jury, secretaries):
    slip = {**PAPER, "hinh-thuc": 20_500}
    for secretary in secretaries:
        with pytest.raises(OwnSumDiffers):
            typed(jury, secretary, slip, own_sum=sum(PAPER.values()))
    assert not PaperCopy.objects.exists()
