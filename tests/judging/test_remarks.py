"""Remarks of jurors: contestants read those that who leads the jury released, after the publication, and never who wrote them."""

from __future__ import annotations

import pytest
import time_machine

from contest_pages.judging.access import juror_path
from contest_pages.judging.domain.assigning import declare_conflicts
from contest_pages.judging.domain.remarks import decide_remark
from contest_pages.judging.domain.seating import change_role
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import SeatRole
from contest_pages.judging.errors import JudgingRefused
from contest_pages.judging.models import JuryRoundPage, RemarkDecision, ScoreSheet
from contest_pages.registrations.access.links import personal_path
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Subject
from tests.factories import UserFactory
from tests.factories.pages import NOW

from .conftest import CLOSED, arranged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
POINTS = {"noi-dung": 40_000, "hinh-thuc": 20_000, "suc-lan-toa": 10_000}
#: The remark of each seat, about every work.
REMARKS = ("Giọng đọc ấm", "Hình rung nhiều", "Kịch bản chặt chẽ")


def judged(scored, rule: str, first: str = REMARKS[0]):
    """Return a jury that has judged all works with remarks, led by its first and its second seat."""
    scored.page.remarks = rule
    scored.page.save()
    scored.page = JuryRoundPage.objects.get(pk=scored.page.pk)
    jury = arranged(scored)
    change_role(seat=jury.seats[0], role=SeatRole.CHAIR, actor=jury.actor)
    change_role(seat=jury.seats[1], role=SeatRole.DEPUTY, actor=jury.actor)
    for seat, remark in enumerate((first, *REMARKS[1:])):
        for candidate in range(3):
            jury.seal(seat, candidate, POINTS, remark=f"{remark} (bài {candidate + 1})")
    return jury


@pytest.fixture
def jury(scored):
    return judged(scored, "contestants")


def sheet_of(jury, seat, candidate=0) -> ScoreSheet:
    return ScoreSheet.objects.counted().get(seat=jury.seats[seat], candidate=jury.candidates[candidate])


def decide(jury, seat, candidate=0, release=True, leads=0, now=CLOSED, sheet=None):
    return decide_remark(
        round_page=JuryRoundPage.objects.get(pk=jury.page.pk),
        sheet=sheet or sheet_of(jury, seat, candidate),
        release=release,
        chair=jury.terms[leads],
        now=now,
    )


def publish_results(jury):
    subject = Subject.of_round(JuryRoundPage.objects.get(pk=jury.page.pk))
    for step in (freeze, rank, publish):
        step(subject=subject, actor=jury.actor, now=CLOSED)


def own_page(client, jury, candidate=0) -> str:
    return client.get(personal_path(jury.candidates[candidate].entry.registration)).content.decode()


# --- what contestants read -------------------------------------------------------------------------------


def test_contestants_read_what_was_released_after_the_publication_alone(jury, client):
    decide(jury, 0)
    decide(jury, 1, release=False)
    assert "Giọng đọc ấm" not in own_page(client, jury)
    publish_results(jury)
    page = own_page(client, jury)
    assert "Giọng đọc ấm (bài 1)" in page
    assert "Hình rung nhiều" not in page
    assert "Kịch bản chặt chẽ" not in page, "nobody has decided about it"
    assert "(bài 2)" not in page
    assert all(term.member.full_name not in page for term in jury.terms)


@pytest.mark.parametrize("rule", ["panel", "none"])
def test_other_rules_show_no_remarks_and_let_none_be_released(scored, client, rule):
    jury = judged(scored, rule)
    with pytest.raises(JudgingRefused):
        decide(jury, 0)
    publish_results(jury)
    RemarkDecision.objects.create(
        sheet=sheet_of(jury, 0), is_released=True, decided_at=NOW, decided_by_seat=jury.seats[0]
    )
    assert "Giọng đọc ấm" not in own_page(client, jury)


def test_the_remark_of_a_void_sheet_is_not_shown(jury, client):
    decide(jury, 2)
    publish_results(jury)
    assert "Kịch bản chặt chẽ" in own_page(client, jury)
    declare_void(sheet=sheet_of(jury, 2), reason="Nhầm bài", now=CLOSED, actor=jury.actor)
    assert "Kịch bản chặt chẽ" not in own_page(client, jury)


def test_a_superseded_sheet_cannot_be_released(jury):
    old = sheet_of(jury, 2)
    declare_void(sheet=old, reason="Nhầm bài", now=NOW, actor=jury.actor)
    with pytest.raises(JudgingRefused):
        decide(jury, 2, sheet=old)
    jury.seal(2, 0, POINTS, remark="Bản mới")
    decide(jury, 2)
    assert RemarkDecision.objects.get().sheet.remark == "Bản mới"


def test_markup_in_a_remark_is_text(scored, client):
    jury = judged(scored, "contestants", first="<b onmouseover=alert(1)>x</b>")
    decide(jury, 0)
    publish_results(jury)
    page = own_page(client, jury)
    assert "&lt;b onmouseover=alert(1)&gt;x" in page
    assert "<b onmouseover" not in page


# --- who releases, and when --------------------------------------------------------------------------------


def test_a_decision_holds_time_and_seat_and_may_change_until_the_publication(jury):
    first = decide(jury, 2)
    assert (first.is_released, first.decided_at, first.decided_by_seat) == (True, CLOSED, jury.seats[0])
    assert decide(jury, 2, leads=1).decided_by_seat == jury.seats[0], "the same decision stays whose it was"
    assert decide(jury, 2, release=False, leads=1).decided_by_seat == jury.seats[1]
    publish_results(jury)
    with pytest.raises(JudgingRefused):
        decide(jury, 2)


def test_nothing_is_released_before_the_judging_is_over(jury):
    with pytest.raises(JudgingRefused):
        decide(jury, 2, now=NOW)


def test_who_has_a_conflict_with_a_work_neither_reads_nor_releases_its_remarks(jury, client):
    author = jury.candidates[0].entry.registration
    declare_conflicts(term=jury.terms[0], registrations=(author,), actor=jury.actor, now=NOW)
    with pytest.raises(JudgingRefused):
        decide(jury, 2)
    assert decide(jury, 2, leads=1).is_released
    with signed_in(jury, client, 0) as path:
        page = client.get(path).content.decode()
        assert "(bài 1)" not in page
        assert "(bài 2)" in page


# --- the page -----------------------------------------------------------------------------------------------


def signed_in(jury, client, seat, moment=CLOSED):
    """Sign a juror's account in at a moment; return a context that gives the address of the remarks."""
    term = jury.terms[seat]
    term.member.user = term.member.user or UserFactory()
    term.member.save()

    class Travel(time_machine.travel):
        def __enter__(self):
            super().__enter__()
            client.force_login(term.member.user)
            return f"{juror_path(term)}truong-ban/nhan-xet/"

    return Travel(moment, tick=False)


def test_the_page_lists_remarks_without_seats_and_a_press_releases_one(jury, client):
    with signed_in(jury, client, 1) as path:
        page = client.get(path).content.decode()
        assert all(f"{remark} (bài 3)" in page for remark in REMARKS)
        assert all(term.member.full_name not in page for term in jury.terms)
        sheet = sheet_of(jury, 2)
        answer = client.post(path, {"release": sheet.pk})
        assert answer.status_code == 302
        client.post(path, {"release": sheet.pk})
        decision = RemarkDecision.objects.get()
        assert (decision.sheet, decision.decided_by_seat) == (sheet, jury.seats[1])
        client.post(path, {"hold": sheet.pk})
        assert not RemarkDecision.objects.get().is_released
        assert client.post(path, {"release": "987654"}).status_code == 404
        assert client.post(path, {}).status_code == 404


def test_before_the_closing_the_page_shows_no_remark_and_members_have_none(jury, client):
    with signed_in(jury, client, 0, NOW) as path:
        assert "(bài" not in client.get(path).content.decode()
        assert client.post(path, {"release": sheet_of(jury, 2).pk}).status_code == 404
    with signed_in(jury, client, 2) as path:
        assert client.get(path).status_code == 404


def test_the_page_needs_few_queries_however_many_remarks(jury, client, django_assert_max_num_queries):
    with signed_in(jury, client, 0) as path:
        client.get(path)
        with django_assert_max_num_queries(16):
            client.get(path)
