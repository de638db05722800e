"""A contestant asks for a check of the sum after the publication; the register; the reply, once."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from contest_pages.judging.domain.rechecking import answer_recheck, ask_recheck
from contest_pages.judging.domain.seating import extend_term
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.errors import NotSeated, ReasonMissing, RecheckRefused
from contest_pages.judging.models import JuryRoundPage, RecheckRequest, Score, ScoreSheet
from contest_pages.notices.models import Notice
from contest_pages.privacy.queries import personal_data
from contest_pages.registrations.access.links import personal_path
from contest_pages.registrations.domain.erasing import erase
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Ranking, Subject
from tests.factories import UserFactory
from tests.factories.pages import NOW, hanoi

from .conftest import CLOSED
from .screens import address, press, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]
#: Published on 21/7 with three days: the last one is 24/7.
LAST_MINUTE, END = hanoi("2024-07-24 23:59"), hanoi("2024-07-25 00:00")


def ask(jury, candidate=0, of=None, words="Xin cộng lại", now=CLOSED):
    return ask_recheck(
        registration=jury.candidates[candidate if of is None else of].entry.registration,
        candidate=jury.candidates[candidate],
        words=words,
        now=now,
    )


def reply(recheck, actor, outcome="confirmed", words="Tổng điểm đúng.", now=CLOSED):
    return answer_recheck(recheck=recheck, outcome=outcome, reply=words, actor=actor, now=now)


def own_address(jury, candidate=0, owner=None) -> str:
    mine = jury.candidates[candidate if owner is None else owner].entry.registration
    entry = jury.candidates[candidate].entry
    return f"{personal_path(mine)}phuc-tra/{jury.page.pk}/{entry.number}/"


# --- when and by whom ----------------------------------------------------------------------------------


def test_it_may_be_asked_for_to_the_last_minute_of_the_last_day(published):
    assert ask(published, now=LAST_MINUTE).asked_at == LAST_MINUTE
    with pytest.raises(RecheckRefused):
        ask(published, 1, now=END)
    assert RecheckRequest.objects.count() == 1


def test_nothing_can_be_asked_before_the_publication(ranked):
    with pytest.raises(RecheckRefused):
        ask(ranked)


def test_rules_without_days_know_no_check(published):
    rules = Ranking.objects.get().rules | {"recheck_days": 0}
    Ranking.objects.update(rules=rules)
    with pytest.raises(RecheckRefused):
        ask(published)


def test_nobody_asks_about_the_work_of_another(published):
    with pytest.raises(RecheckRefused):
        ask(published, candidate=0, of=1)


def test_the_same_request_twice_is_one_and_numbers_follow_in_the_round(published):
    first = ask(published, 0)
    assert ask(published, 0, words="Lần hai") == first
    assert [first.number, ask(published, 1).number] == [1, 2]
    first.refresh_from_db()
    assert first.words == "Xin cộng lại"
    assert PageLogEntry.objects.filter(action="contest.ask_recheck").count() == 2


def test_the_database_holds_one_open_request_a_work_and_whole_answers(published):
    recheck = ask(published)
    other = Ranking.objects.create(
        contest=published.page.contest, round_id=published.page.pk, basis="jury", number=2, frozen_at=NOW
    )
    values = {
        "round_id": published.page.pk,
        "candidate": recheck.candidate,
        "registration": recheck.registration,
        "asked_at": CLOSED,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        RecheckRequest.objects.create(**values, number=2, ranking=other)
    rows = RecheckRequest.objects.filter(pk=recheck.pk)
    for change in (
        {"answered_at": CLOSED},
        {"outcome": "confirmed"},
        {"answered_at": CLOSED, "answered_by": published.actor, "outcome": "confirmed"},
        {"answered_at": CLOSED, "answered_by": published.actor, "reply": "Đúng"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


# --- the contestant's page -----------------------------------------------------------------------------


def test_the_contestant_asks_from_the_own_page_and_reads_the_state(published, client):
    page, path = personal_path(published.candidates[0].entry.registration), own_address(published)
    assert path in client.get(page).content.decode()
    answer = client.post(path, {"words": "Cộng lại giúp tôi", "confirm": "on"}, follow=True)
    assert answer.redirect_chain == [(path, 302)]
    assert "Cộng lại giúp tôi" in answer.content.decode()
    assert RecheckRequest.objects.get().number == 1
    client.post(path, {"words": "Bấm lần nữa", "confirm": "on"})
    assert RecheckRequest.objects.count() == 1
    assert path in client.get(page).content.decode(), "the state stands beside the result"


def test_it_has_to_be_confirmed_and_too_long_a_text_is_refused_whole_in_words(published, client):
    path = own_address(published)
    assert client.post(path, {"words": "Xin"}).status_code == 422
    answer = client.post(path, {"words": "dài " * 2000, "confirm": "on"})
    assert answer.status_code == 422
    assert "2000" in answer.content.decode()
    assert "maxlength" not in answer.content.decode()
    assert "dài dài dài" in answer.content.decode(), "what was typed is not lost"
    assert not RecheckRequest.objects.exists()


def test_works_of_others_unknown_ones_and_unpublished_ones_answer_alike(published, client):
    other, unknown = (
        own_address(published, 1, owner=0),
        own_address(published).replace("phuc-tra/", "phuc-tra/9"),
    )
    Ranking.objects.update(published_at=None)
    unpublished = own_address(published)
    answers = [client.get(path) for path in (other, unknown, unpublished)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    Ranking.objects.update(published_at=CLOSED)
    assert client.get(other).status_code == 404
    assert client.post(other, {"confirm": "on"}).status_code == 404
    assert not RecheckRequest.objects.exists()


def test_after_the_last_day_the_page_says_until_when_it_was(published, client):
    with time_machine.travel(END, tick=False):
        path = own_address(published)
        page = client.get(path).content.decode()
        assert "24:00 ngày 24/7/2024" in page
        assert 'name="confirm"' not in page
        assert client.post(path, {"confirm": "on"}).status_code == 422
        assert path not in client.get(path.split("phuc-tra")[0]).content.decode()
    assert not RecheckRequest.objects.exists()


def test_the_page_needs_few_queries(published, client, django_assert_max_num_queries):
    path = own_address(published)
    client.get(path)
    with django_assert_max_num_queries(25):
        client.get(path)


# --- the reply -----------------------------------------------------------------------------------------


def test_it_is_answered_once_with_a_letter(published):
    recheck = ask(published)
    with pytest.raises(ReasonMissing):
        reply(recheck, published.actor, words=" ")
    answered = reply(recheck, published.actor)
    assert (answered.outcome, answered.answered_by) == ("confirmed", published.actor)
    assert reply(recheck, published.actor).answered_at == CLOSED, "the same reply once more is the same fact"
    with pytest.raises(RecheckRefused):
        reply(recheck, UserFactory(), words="Ý khác")
    assert Notice.objects.filter(kind="judging.recheck_answer").count() == 1


def test_no_juror_answers(published):
    juror = UserFactory()
    term = published.terms[0]
    term.member.user = juror
    term.member.save()
    with pytest.raises(NotSeated):
        reply(ask(published), juror)


def test_a_sum_is_not_called_right_where_sheets_make_another_total(published):
    recheck = ask(published)
    row = Ranking.objects.get().rows.get(code=published.candidates[0].code)
    row.score += 1
    row.save(update_fields=["score"])
    with pytest.raises(RecheckRefused):
        reply(recheck, published.actor)
    assert reply(recheck, published.actor, outcome="corrected").outcome == "corrected"


def test_a_corrected_sum_leads_to_the_next_ranking_which_can_be_asked_about_again(published):
    recheck = ask(published)
    reply(recheck, published.actor, outcome="corrected", words="Đã cộng lại")
    sheet = ScoreSheet.objects.get(candidate=published.candidates[0], seat=published.seats[0])
    declare_void(sheet=sheet, reason="Cộng sai", now=CLOSED, actor=published.actor)
    later = CLOSED + datetime.timedelta(days=1)
    extend_term(
        term=published.terms[0], closes_at=later, reason="Sửa phiếu", actor=published.actor, now=CLOSED
    )
    published.seal(0, 0, now=CLOSED)
    subject = Subject.of_round(JuryRoundPage.objects.get(pk=published.page.pk))
    for step in (freeze, rank, publish):
        step(subject=subject, actor=published.actor, now=CLOSED)
    again = ask(published)
    assert (again.number, again.ranking.number) == (2, 2)


def test_the_words_are_among_the_own_data_and_leave_with_them(published):
    recheck = ask(published, words="Cháu tên Lò Thị Mẫu")
    reply(recheck, published.actor, words="Chào cháu Mẫu")
    registration = recheck.registration
    (part,) = [part for part in personal_data(registration) if part.key == "rechecks"]
    assert "Cháu tên Lò Thị Mẫu" in part.value[0].values()
    erase(registration=registration, because="requested", actor=published.actor, now=CLOSED)
    recheck.refresh_from_db()
    assert (recheck.words, recheck.reply, recheck.outcome) == ("", "—", "confirmed")


# --- the organisers' screens ---------------------------------------------------------------------------


def test_the_register_is_empty_before_anybody_asks(published, organiser, at):
    with at(CLOSED):
        page = shown(organiser, "contest_jury_rechecks", published.page)
    assert "24:00 ngày 24/7/2024" in page
    assert "contest-jury__rows" not in page


def test_the_register_shows_what_waits_first_and_the_menu_how_many(published, organiser, at):
    first = ask(published, 0)
    reply(first, published.actor)
    ask(published, 1)
    with at(LAST_MINUTE):
        page = shown(organiser, "contest_jury_rechecks", published.page)
        assert page.index(f"rechecks/{first.pk + 1}/") < page.index(f"rechecks/{first.pk}/")
        assert "(1)" in shown(organiser, "contest_jury_panel", published.page)
        assert (
            address("contest_jury_rechecks", published.page)
            in organiser.get(reverse("wagtailadmin_home")).content.decode()
        )


def test_the_screen_adds_the_sheets_up_again_beside_the_published_total(published, organiser, at):
    recheck = ask(published)
    path = reverse("contest_jury_recheck", args=[published.page.pk, recheck.pk])
    with at(CLOSED):
        page = organiser.get(path)
        assert page.context["check"].agrees
        assert {sheet.sealed for sheet in page.context["check"].sheets} == {6_000_000, 6_100_000, 6_350_000}
        Score.objects.filter(sheet__candidate=recheck.candidate).update(points=1_000, step=500)
        changed = organiser.get(path)
        assert not changed.context["check"].agrees, "the record does not verify"
        answer = organiser.post(path, {"answer": "1", "outcome": "confirmed", "reply": "Đúng"})
        assert answer.status_code == 422
        answer = organiser.post(path, {"answer": "1", "outcome": "corrected", "reply": "Sẽ sửa"})
        assert answer.status_code == 302
    recheck.refresh_from_db()
    assert recheck.outcome == "corrected"


def test_a_request_of_another_round_is_not_found_there(published, organiser, at):
    recheck = ask(published)
    with at(CLOSED):
        assert organiser.get(reverse("contest_jury_recheck", args=[99, recheck.pk])).status_code == 404
        assert press(organiser, "contest_jury_rechecks", published.page, "answer").status_code == 405


def test_the_screens_need_a_constant_number_of_queries(published, organiser, at, django_assert_num_queries):
    ask(published, 0)
    with at(CLOSED):
        shown(organiser, "contest_jury_rechecks", published.page)
        with CaptureQueriesContext(connection) as one:
            shown(organiser, "contest_jury_rechecks", published.page)
        ask(published, 1)
        ask(published, 2)
        with django_assert_num_queries(len(one)):
            shown(organiser, "contest_jury_rechecks", published.page)
