"""Samples count nothing; the panel sees how far the points for them lie apart, once all have sealed theirs."""

from __future__ import annotations

import pytest

from contest_pages.judging.access import juror_path
from contest_pages.judging.domain.assigning import assign_everybody, excuse
from contest_pages.judging.domain.candidates import add_candidate
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import Excuse
from contest_pages.judging.logic.spread import Spread, spread_of
from contest_pages.judging.models import Assignment, ScoreSheet
from contest_pages.judging.queries.calibration import sample_spreads
from tests.factories import EntryFactory, RegistrationFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]

#: Totals of 71, 72 and 77.5 points.
GIVEN = [
    {"noi-dung": 41_000, "hinh-thuc": 20_000, "suc-lan-toa": 10_000},
    {"noi-dung": 42_000, "hinh-thuc": 20_000, "suc-lan-toa": 10_000},
    {"noi-dung": 47_500, "hinh-thuc": 20_000, "suc-lan-toa": 10_000},
]


@pytest.fixture
def sample(jury, scored):
    """Return a sample that all three jurors judge."""
    entry = EntryFactory(
        registration=RegistrationFactory(page=scored.stage.form),
        round=scored.stage.round,
        submitted=True,
        state="accepted",
    )
    candidate = add_candidate(
        round_page=jury.page, entry=entry, reason="Bài mẫu.", actor=jury.actor, now=NOW, is_sample=True
    )
    assign_everybody(round_page=jury.page, actor=jury.actor, now=NOW)
    return candidate


def seal_samples(jury, count=3):
    for seat in range(count):
        jury.seal(seat, 3, GIVEN[seat])


def page_of(client, jury, seat=0) -> str:
    term = jury.terms[seat]
    term.member.user = term.member.user or UserFactory()
    term.member.save()
    client.force_login(term.member.user)
    answer = client.get(f"{juror_path(term)}bai-mau/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("values", "spread"),
    [
        ([7000], Spread(7000, 7000, 7000, 7000, 7000)),
        ([9000, 7000], Spread(7000, 7500, 8000, 8500, 9000)),
        ([41_000, 47_500, 42_000], Spread(41_000, 41_500, 42_000, 44_750, 47_500)),
        ([1, 2, 3, 4, 5], Spread(1, 2, 3, 4, 5)),
        ([0, 1], Spread(0, 0, 1, 1, 1)),
    ],
)
def test_the_spread_is_interpolated_and_halves_go_up(values, spread):
    assert spread_of(values) == spread


def test_there_is_no_spread_of_no_points():
    with pytest.raises(ValueError, match="no points"):
        spread_of([])


def test_nothing_is_shown_before_all_have_sealed(sample, jury, client):
    empty = page_of(client, jury)
    seal_samples(jury, 2)
    begun = page_of(client, jury)
    assert without_tokens(begun) == without_tokens(empty)
    assert len(begun) == len(empty)
    jury.seal(2, 3, GIVEN[2])
    assert "77,5" in page_of(client, jury)


def without_tokens(html: str) -> list[str]:
    return [line for line in html.splitlines() if "csrf" not in line.lower() and "nonce" not in line]


def test_the_spread_stands_there_without_seats_or_names(sample, jury, client):
    seal_samples(jury)
    (found,) = sample_spreads(jury.page.pk, jury.seats[1].pk)
    assert [(row.name, row.own) for row in found.rows] == [
        ("Nội dung", 42_000),
        ("Hình thức", 20_000),
        ("Sức lan tỏa", 10_000),
        ("", 72_000),
    ]
    assert found.rows[-1].spread == Spread(71_000, 71_500, 72_000, 74_750, 77_500)
    html = page_of(client, jury, seat=1)
    for other in ("Lò Văn Minh", "Cầm Bá Sơn"):
        assert other not in html


def test_with_two_sheets_nothing_is_shown_because_the_other_one_would_be_known(sample, jury):
    excuse(
        assignment=Assignment.objects.get(seat__number=3, candidate=sample),
        excuse=Excuse.ABSENT,
        reason="Ốm.",
        actor=jury.actor,
        now=NOW,
    )
    seal_samples(jury, 2)
    assert sample_spreads(jury.page.pk, jury.seats[0].pk) == []


def test_a_sheet_declared_void_hides_the_spread_again(sample, jury):
    seal_samples(jury)
    sheet = ScoreSheet.objects.get(candidate=sample, seat__number=2)
    declare_void(sheet=sheet, reason="Nhầm.", actor=jury.actor, now=NOW)
    assert sample_spreads(jury.page.pk, jury.seats[0].pk) is None


def test_sheets_of_works_that_count_say_nothing_there(sample, jury, client):
    seal_samples(jury)
    jury.seal(0, 0, {"noi-dung": 50_000, "hinh-thuc": 13_500, "suc-lan-toa": 0})
    assert "13,5" not in page_of(client, jury)


def test_a_round_without_samples_has_no_such_page(jury, client):
    term = jury.terms[0]
    term.member.user = UserFactory()
    term.member.save()
    client.force_login(term.member.user)
    assert client.get(f"{juror_path(term)}bai-mau/").status_code == 404
    assert "bai-mau" not in client.get(juror_path(term)).content.decode()


def test_a_link_alone_shows_no_spread(sample, jury, client):
    path = juror_path(jury.terms[0])
    assert client.get(f"{path}bai-mau/").headers["Location"] == f"{path}xac-nhan/"


def test_the_list_says_which_works_are_samples(sample, jury, client):
    page_of(client, jury)
    assert "bai-mau" in client.get(juror_path(jury.terms[0])).content.decode()


def test_spreads_cost_three_queries(sample, jury, django_assert_num_queries):
    seal_samples(jury)
    with django_assert_num_queries(3):
        sample_spreads(jury.page.pk, jury.seats[0].pk)
