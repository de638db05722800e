"""Organisers run a quiz: figures, extra time, the ranking's screen; who may do what."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from contest_pages.admin.roles import ROLES
from contest_pages.background import housekeeping
from contest_pages.quizzes.domain.accommodating import grant_extra_time
from contest_pages.quizzes.domain.attempts import begin
from contest_pages.quizzes.domain.overdue import submit_overdue
from contest_pages.quizzes.domain.traces import purge_traces, trace_of
from contest_pages.quizzes.models import Accommodation, Attempt
from contest_pages.quizzes.queries.statistics import by_question, by_unit, figures_of, suspicions
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.models import Award, Ranking, Subject
from contest_pages.units.models import Headcount
from tests.factories import (
    PrizeFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UnitFactory,
    take_quiz,
)
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

AFTER = hanoi("2024-07-15 09:00")

#: action → the roles that may do it
TABLE = {
    "list attempts": {"organisers"},
    "export attempts": {"organisers"},
    "see quiz rounds": {"organisers"},
    "see statistics": {"organisers"},
    "grant extra time": {"organisers"},
    "rank a round": {"organisers"},
    "export a ranking": {"organisers"},
}


@pytest.fixture
def urls(quiz):
    """Return the address of each action."""
    return {
        "list attempts": reverse("contest_quizzes_attempt_modeladmin_index"),
        "export attempts": reverse("contest_quizzes_attempt_modeladmin_index") + "?export=csv",
        "see quiz rounds": reverse("contest_quiz_rounds"),
        "see statistics": reverse("contest_quiz_statistics", args=[quiz.round.pk]),
        "grant extra time": reverse("contest_quiz_extra_time", args=[quiz.round.pk]),
        "rank a round": reverse("contest_rank_round", args=[quiz.round.pk]),
        "export a ranking": reverse("contest_export_ranking", args=[quiz.round.pk]),
    }


@pytest.mark.parametrize("action", TABLE)
def test_each_role_has_exactly_the_rights_of_the_table(client, roles, urls, action, quiz):
    take_quiz(quiz.round, quiz.registration)
    freeze(subject=Subject.of_round(quiz.round), actor=None, now=AFTER)
    rank(subject=Subject.of_round(quiz.round), actor=None, now=AFTER)
    allowed = set()
    for key in ["nobody", *(role.key for role in ROLES)]:
        client.force_login(roles[key])
        response = client.get(urls[action])
        if response.status_code == 200:
            allowed.add(key)
        else:
            assert response.status_code in (302, 403)
    assert allowed == TABLE[action]


def test_organisers_see_no_answer_and_no_score_before_the_closing(client, roles, quiz):
    attempt = take_quiz(quiz.round, quiz.registration, right=3, prediction=7777777)
    client.force_login(roles["organisers"])
    index = reverse("contest_quizzes_attempt_modeladmin_index") + "?export=csv"
    inspect = reverse("contest_quizzes_attempt_modeladmin_inspect", args=[attempt.pk])
    with time_machine.travel(hanoi("2024-07-12 08:00"), tick=False):
        text = b"".join(client.get(index).streaming_content).decode()
        row = next(iter(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))))
        assert row["Điểm"] == row["Dự đoán"] == ""
        assert "7777777" not in client.get(inspect).content.decode().split("<main")[1]
        html = client.get(reverse("contest_quiz_statistics", args=[quiz.round.pk])).content.decode()
        assert "Câu hỏi, điểm và dấu hiệu hiện khi vòng thi đã đóng" in html
    with time_machine.travel(AFTER, tick=False):
        text = b"".join(client.get(index).streaming_content).decode()
        row = next(iter(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))))
        assert (row["Điểm"], row["Dự đoán"]) == ("3", "7777777")


def test_persons_attempts_and_units_are_separate_counts(quiz):
    quiz.round.attempts_allowed = None
    quiz.round.save()
    unit = UnitFactory()
    first, second = (RegistrationFactory(page=quiz.form, unit=unit) for _number in range(2))
    for person, minute in ((first, 0), (first, 20), (second, 40)):
        take_quiz(quiz.round, person, at=hanoi(f"2024-07-10 12:{minute:02}"))
    begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    figures = figures_of(quiz.round)
    assert (figures.persons, figures.attempts, figures.units, figures.running) == (2, 3, 1, 1)
    assert figures.all_right == 2


def test_units_are_compared_within_their_block_by_the_share_of_their_people(quiz):
    day = quiz.round.closes_at.date()
    small, large = UnitFactory(name="Xã nhỏ"), UnitFactory(name="Xã lớn")
    school, unknown = UnitFactory(name="Trường", kind="school"), UnitFactory(name="Xã chưa rõ")
    upland = UnitFactory(name="Xã vùng cao", block="Khối vùng cao")
    for unit, persons in ((small, 10), (large, 1000), (school, 50), (upland, 100)):
        Headcount.objects.create(unit=unit, counted_on=day, persons=persons)
    Headcount.objects.create(unit=small, counted_on=day + datetime.timedelta(days=30), persons=1)
    Headcount.objects.create(unit=small, counted_on=day - datetime.timedelta(days=30), persons=2)
    for unit in (large, large, small, school, unknown, upland, None):
        take_quiz(quiz.round, RegistrationFactory(page=quiz.form, unit=unit))
    blocks = {block.name: block for block in by_unit(quiz.round)}
    assert list(blocks) == ["Khối vùng cao", "Trường học", "Xã, phường, đặc khu"]
    assert [
        (bar.label, bar.persons, bar.headcount, bar.share) for bar in blocks["Xã, phường, đặc khu"].bars
    ] == [
        ("Xã nhỏ", 1, 10, 10.0),
        ("Xã lớn", 2, 1000, 0.2),
        ("Xã chưa rõ", 1, None, None),
    ]
    Headcount.objects.filter(unit=school).delete()
    assert [block.has_shares for block in by_unit(quiz.round)] == [True, False, True]


def test_a_unit_has_a_single_positive_headcount_a_day(quiz):
    unit, day = UnitFactory(), quiz.round.closes_at.date()
    Headcount.objects.create(unit=unit, counted_on=day, persons=5)
    for persons in (5, 0):
        with pytest.raises(IntegrityError), transaction.atomic():
            Headcount.objects.create(unit=unit, counted_on=day, persons=persons)


def test_a_question_has_its_share_its_discrimination_and_options_never_chosen(quiz):
    quiz.round.question_count = 10
    quiz.round.save()
    for number in range(24):
        take_quiz(quiz.round, RegistrationFactory(page=quiz.form), right=10 if number % 2 else 2)
    figures = by_question(quiz.round)
    assert len(figures) == 10
    hard = figures[0]
    assert hard.asked == 24
    assert hard.right_percent < 100
    assert hard.discrimination > 0.5
    assert hard.never_chosen == ["C", "D"]


def test_patterns_are_shown_and_no_contestant_is_excluded(quiz):
    quiz.round.trace_days = 30
    quiz.round.save()
    for number in range(6):
        person = RegistrationFactory(page=quiz.form)
        attempt = take_quiz(quiz.round, person, right=1, seconds=300 + number)
        trace = trace_of("10.1.2.3/32", "Điện thoại")
        Attempt.objects.filter(pk=attempt.pk).update(network_mark=trace.network, device_mark=trace.device)
    take_quiz(quiz.round, quiz.registration, right=5, seconds=4)
    kinds = {pattern.kind: len(pattern.attempts) for pattern in suspicions(quiz.round)}
    assert kinds["fast"] == 1
    assert kinds["device"] == 6
    assert not Ranking.objects.exists()


def test_fingerprints_are_shortened_keyed_and_purged(quiz):
    assert trace_of("10.1.2.3/32", "a") == trace_of("10.1.2.200/32", "a")
    assert trace_of("10.1.2.3/32", "a") != trace_of("10.1.3.3/32", "a")
    assert "10.1" not in trace_of("10.1.2.3/32", "a").network
    quiz.round.trace_days = 2
    quiz.round.save()
    attempt = take_quiz(quiz.round, quiz.registration)
    Attempt.objects.filter(pk=attempt.pk).update(network_mark="a", device_mark="b")
    assert purge_traces(hanoi("2024-07-16 23:00")) == 0
    assert purge_traces(hanoi("2024-07-17 00:00")) == 1
    assert Attempt.objects.get().network_mark == ""


def test_no_fingerprint_is_stored_unless_the_rules_say_so(quiz, client):
    from contest_pages.registrations.access.links import personal_path
    from contest_pages.registrations.models import Registration

    personal_url = personal_path(Registration.objects.get(pk=quiz.registration.pk))
    with time_machine.travel(NOW, tick=False):
        client.post(f"{personal_url}trac-nghiem-{quiz.round.pk}/")
    assert Attempt.objects.get().network_mark == ""


def test_extra_time_lengthens_the_attempt_that_runs(client, roles, quiz):
    attempt, _new = begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    client.force_login(roles["organisers"])
    url = reverse("contest_quiz_extra_time", args=[quiz.round.pk])
    with time_machine.travel(NOW, tick=False):
        assert client.post(url, {"code": "KHONGCO1", "extra_minutes": 5, "reason": "x"}).status_code == 422
        data = {"code": quiz.registration.code.lower(), "extra_minutes": 10, "reason": "Cần thêm giờ"}
        assert client.post(url, data).status_code == 302
    ends = Attempt.objects.get().ends_at
    assert (ends - attempt.ends_at).total_seconds() == 600
    grant_extra_time(
        registration=quiz.registration, minutes=5, reason="Bớt", actor=roles["organisers"], now=NOW
    )
    assert Attempt.objects.get().ends_at == ends
    assert Accommodation.objects.get().extra_minutes == 5


def test_housekeeping_submits_overdue_attempts_and_reports_it(quiz):
    begin(snapshot=quiz.snapshot, registration=quiz.registration, now=NOW)
    assert any("1 " in sentence for sentence in housekeeping.run(AFTER))
    assert submit_overdue(AFTER) == 0


def test_a_round_is_ranked_step_by_step_on_a_single_screen(client, roles, quiz):
    PrizeFactory(contest=quiz.contest, name="Nhất", count=1, basis="quiz_round")
    winner = take_quiz(quiz.round, quiz.registration, right=5)
    cheat = take_quiz(quiz.round, RegistrationFactory(page=quiz.form), right=5, prediction=2)
    client.force_login(roles["organisers"])
    url = reverse("contest_rank_round", args=[quiz.round.pk])
    with time_machine.travel(NOW, tick=False):
        assert "sau đó mới xếp hạng được" in client.get(url).content.decode()
        assert client.post(url, {"freeze": "1"}).status_code == 302
        assert not Ranking.objects.exists()
    with time_machine.travel(AFTER, tick=False):
        client.post(url, {"freeze": "1"})
        client.post(url, {"rank": "1"})
        assert client.post(url, {"exclude": "1", "code": "KHONGCO1", "reason": "x"}).status_code == 422
        assert client.post(url, {"exclude": "1", "code": cheat.code, "reason": ""}).status_code == 422
        client.post(url, {"exclude": "1", "code": cheat.code, "reason": "Hai tài khoản một người"})
        client.post(url, {"rank": "1"})
        client.post(url, {"award": "1"})
        html = client.get(url).content.decode()
        assert "Hai tài khoản một người" in html
        client.post(url, {"publish": "1"})
        assert Ranking.objects.get().published_at
        assert Award.objects.get().row.code == winner.code
        csv_text = b"".join(
            client.get(reverse("contest_export_ranking", args=[quiz.round.pk])).streaming_content
        )
        assert winner.code in csv_text.decode()
        assert quiz.registration.email not in csv_text.decode()
        client.post(url, {"freeze": "1"})
        exclusion = cheat.registration.exclusions.get()
        client.post(url, {"lift": exclusion.pk, "reason": "Đã chứng minh"})
        client.post(url, {"rank": "1"})
        html = client.get(url).content.decode()
        assert "khác bảng số 1" in html
        client.post(url, {"award": "1"})
        client.post(url, {"publish": "1"})
        award = Award.objects.get(ranking=Ranking.objects.get(number=2))
        client.post(url, {"revoke": award.pk, "reason": "Sai hồ sơ"})
        award.refresh_from_db()
        assert award.revoked_because == "Sai hồ sơ"


def test_a_round_without_questions_is_not_published(client, roles, quiz):
    from django.core.management import call_command

    call_command("contest_set_up_roles", stdout=io.StringIO())
    round_page = QuizRoundPageFactory(parent=quiz.contest, question_count=50, live=False)
    client.force_login(roles["organisers"])
    edit = reverse("wagtailadmin_pages:edit", args=[round_page.pk])
    from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

    data = {
        "title": round_page.title, "slug": round_page.slug, "introduction": rich_text(""), "opens_at": "2024-07-08 07:00",
        "closes_at": "2024-07-14 24:00", "question_set": round_page.question_set_id, "question_count": 50,
        "draw": "random", "minutes": 15, "grace_seconds": 15, "attempts_allowed": 1, "attempts_per": "round",
        "counting": "best_earliest", "points_per_question": 1, "prediction": "all_right", "prediction_words": "",
        "prediction_decimals": 2, "score_shown": "at_once", "key_shown": "after_closing",
        "tie_break_1": "prediction", "tie_break_2": "earlier", "tie_break_3": "", "ties": "joint", "award_cap": "",
        "trace_days": 0, "practice_count": 0, "study-count": 0, "action-publish": "1",
        **{f"study-{key}": value for key, value in streamfield([]).items()},
        **{f"topic_shares-{key}": value for key, value in inline_formset([]).items()},
        **{f"audiences-{key}": value for key, value in inline_formset([]).items()},
        **{f"comments-{key}": value for key, value in inline_formset([]).items()},
    }  # fmt: skip
    client.post(edit, data)
    round_page.refresh_from_db()
    assert not round_page.live
    data["question_count"] = 5
    response = client.post(edit, data)
    round_page.refresh_from_db()
    assert round_page.live, response.content.decode()[:2000]
    data["tie_break_2"] = "prediction"
    assert "chỉ chọn một lần" in client.post(edit, data).content.decode()


def test_a_round_with_attempts_is_not_deleted(client, roles, quiz):
    take_quiz(quiz.round, quiz.registration)
    client.force_login(roles["organisers"])
    client.post(reverse("wagtailadmin_pages:delete", args=[quiz.round.pk]))
    quiz.round.refresh_from_db()


@pytest.mark.parametrize("name", ["contest_quiz_rounds", "attempts", "ranking"])
def test_the_staffs_lists_cost_a_fixed_number_of_queries(
    client, roles, quiz, name, django_assert_max_num_queries
):
    for _number in range(12):
        take_quiz(quiz.round, RegistrationFactory(page=quiz.form))
    freeze(subject=Subject.of_round(quiz.round), actor=None, now=AFTER)
    rank(subject=Subject.of_round(quiz.round), actor=None, now=AFTER)
    client.force_login(roles["organisers"])
    url = {
        "contest_quiz_rounds": reverse("contest_quiz_rounds"),
        "attempts": reverse("contest_quizzes_attempt_modeladmin_index"),
        "ranking": reverse("contest_rank_round", args=[quiz.round.pk]),
    }[name]
    client.get(url)
    with django_assert_max_num_queries(34):
        client.get(url)
