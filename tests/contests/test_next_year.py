"""Next year's contest from last year's."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from contest_pages.ceremonies.models import ContestCeremonyPage, Press
from contest_pages.contests.domain.next_year import a_year_later, make_next_year, usual_title
from contest_pages.contests.errors import TitleTaken
from contest_pages.contests.models import ContestPage, ContestPlanPage, Milestone, Prize
from contest_pages.entries.models import Entry
from contest_pages.registrations.models import Registration
from contest_pages.standings.models import Award
from tests.factories import (
    ContestCeremonyPageFactory,
    ContestNewsPageFactory,
    ContestResultsPageFactory,
    EntryFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import NOW, hanoi

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_july")]


@pytest.fixture
def last_year(stage):
    """A contest with people, works, an award, news, a ceremony and a prize of one round."""
    entry = EntryFactory(registration=RegistrationFactory(page=stage.form), round=stage.round, accepted=True)
    Milestone.objects.create(contest=stage.contest, label="Phát động", starts_at=hanoi("2024-02-29 08:00"))
    quiz = QuizRoundPageFactory(parent=stage.contest, title="Tuần 1", slug="tuan-1")
    prize = Prize.objects.create(contest=stage.contest, name="Giải tuần", only_round=quiz)
    plan = ContestPlanPage(
        title="Kế hoạch", slug="ke-hoach", number="77/KH", issued_on=datetime.date(2024, 5, 2)
    )
    stage.contest.add_child(instance=plan)
    ContestNewsPageFactory(parent=stage.contest, slug="tin")
    ContestCeremonyPageFactory(parent=stage.contest, opens_round=stage.round, stream="https://youtu.be/x")
    ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    Award.objects.create(
        contest=stage.contest, prize=prize, entry=entry, basis=prize.basis, proposed_at=NOW, published_at=NOW
    )
    stage.contest.title = "Cuộc thi video 2024"
    stage.contest.summary = "Hạn nộp năm 2024."
    stage.contest.save()
    return stage.contest


@pytest.fixture
def made(last_year):
    return make_next_year(contest=last_year, title=usual_title(last_year), actor=UserFactory())


def below(contest, kind: str):
    return next(page for page in contest.get_children().specific() if type(page).__name__ == kind)


@pytest.mark.parametrize(
    ("before", "after"),
    [("2024-06-10", "2025-06-10"), ("2024-02-29", "2025-02-28"), ("2023-02-28", "2024-02-28")],
)
def test_a_day_becomes_the_same_day_of_the_next_year(before, after):
    assert a_year_later(datetime.date.fromisoformat(before)) == datetime.date.fromisoformat(after)


def test_the_hour_stays_in_local_time():
    assert a_year_later(hanoi("2024-07-31 08:00")) == hanoi("2025-07-31 08:00")


def test_the_new_contest_is_called_by_the_new_year_and_nothing_of_it_is_published(made):
    contest, _decisions = made
    assert contest.title == "Cuộc thi video 2025"
    assert contest.slug == "cuoc-thi-video-2025"
    assert not contest.live
    assert not contest.get_descendants().live().exists()


def test_dates_are_a_year_later_on_pages_and_rows(made, last_year):
    contest, _decisions = made
    assert timezone.localdate(contest.milestones.get().starts_at) == datetime.date(2025, 2, 28)
    assert below(contest, "EntryRoundPage").closes_at == hanoi("2025-08-01 00:00")
    assert below(contest, "ContestCeremonyPage").starts_at == hanoi("2025-07-31 08:00")
    assert below(last_year, "EntryRoundPage").closes_at == hanoi("2024-08-01 00:00")
    draft = below(contest, "EntryRoundPage").get_latest_revision_as_object()
    assert draft.closes_at == hanoi("2025-08-01 00:00")


def test_people_works_awards_and_news_stay_behind(made, last_year):
    contest, _decisions = made
    assert not Registration.objects.filter(contest=contest).exists()
    assert not Entry.objects.filter(contest=contest).exists()
    assert not Award.objects.filter(contest=contest).exists()
    assert Award.objects.filter(contest=last_year).count() == 1
    kinds = {type(page).__name__ for page in contest.get_children().specific()}
    assert not kinds & {"ContestNewsPage", "ContestResultsPage"}
    assert {"ContestPlanPage", "ContestRulesPage", "EntryRoundPage", "QuizRoundPage"} <= kinds


def test_what_named_a_page_of_last_year_names_its_copy(made):
    contest, _decisions = made
    assert contest.prizes.get().only_round.get_parent().pk == contest.pk
    assert below(contest, "ContestCeremonyPage").opens_round_id == below(contest, "EntryRoundPage").pk


def test_what_belongs_to_last_year_is_dropped(made, last_year):
    contest, _decisions = made
    plan = below(contest, "ContestPlanPage")
    assert (plan.number, plan.issued_on) == ("", None)
    assert below(contest, "QuizRoundPage").question_set is None
    assert below(contest, "ContestCeremonyPage").stream == ""
    assert below(last_year, "ContestPlanPage").number == "77/KH"
    assert below(last_year, "QuizRoundPage").question_set is not None


def test_what_needs_a_new_decision_is_listed(made):
    _contest, decisions = made
    words = "\n".join(f"{decision.page.title}: {decision.words}" for decision in decisions)
    for part in ("Kế hoạch: Số", "Tuần 1: Bộ câu hỏi", "2024", "thông báo"):
        assert part.lower() in words.lower(), part


def test_a_second_click_makes_no_second_contest(made, last_year):
    with pytest.raises(TitleTaken):
        make_next_year(contest=last_year, title="Cuộc thi video 2025", actor=UserFactory())
    assert ContestPage.objects.count() == 2


@pytest.mark.parametrize("role", ["editors", "organisers"])
def test_an_editor_makes_it_in_two_clicks(client, roles, last_year, role):
    client.force_login(roles[role])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[last_year.pk])).content.decode()
    address = reverse("contest_next_year", args=[last_year.pk])
    assert address in edit
    title = client.get(address).context["form"]["title"].value()
    html = client.post(address, {"title": title}).content.decode()
    assert "Cuộc thi video 2025" in html
    again = client.post(address, {"title": title}).content.decode()
    assert "đã có" in again.lower()


@pytest.mark.parametrize("role", ["moderators", "jurors", "question_writers"])
def test_nobody_else_does(client, roles, last_year, role):
    client.force_login(roles[role])
    client.post(reverse("contest_next_year", args=[last_year.pk]), {"title": "Khác"})
    assert ContestPage.objects.count() == 1


def test_a_title_without_a_year_gets_the_next_one(last_year):
    last_year.title = "Cuộc thi video"
    assert usual_title(last_year) == "Cuộc thi video năm 2025"


def test_a_round_that_was_opened_on_stage_opens_as_planned_and_not_as_pressed(last_year, stage):
    planned = stage.round.opens_at
    ceremony = last_year.get_children().type(ContestCeremonyPage).get().specific
    Press.objects.create(
        ceremony=ceremony, round=stage.round, by=UserFactory(), pressed_at=NOW, opening_before=planned
    )
    type(stage.round).objects.filter(pk=stage.round.pk).update(opens_at=NOW + datetime.timedelta(seconds=27))
    contest, _decisions = make_next_year(contest=last_year, title="Cuộc thi 2025", actor=UserFactory())
    assert below(contest, "EntryRoundPage").opens_at == a_year_later(planned)


def test_the_backdrop_and_the_titles_below_name_the_new_year(last_year):
    ceremony = last_year.get_children().type(ContestCeremonyPage).get().specific
    ceremony.title, ceremony.backdrop = "Lễ phát động năm 2024", "LỄ PHÁT ĐỘNG\nCUỘC THI NĂM 2024"
    ceremony.save()
    contest, _decisions = make_next_year(contest=last_year, title="Cuộc thi 2025", actor=UserFactory())
    copy = below(contest, "ContestCeremonyPage")
    assert (copy.title, copy.backdrop) == ("Lễ phát động năm 2025", "LỄ PHÁT ĐỘNG\nCUỘC THI NĂM 2025")


def test_aliases_are_not_copied(last_year):
    news = ContestPlanPage(title="Hướng dẫn", slug="huong-dan")
    last_year.add_child(instance=news)
    news.create_alias(update_slug="huong-dan-2")
    contest, _decisions = make_next_year(contest=last_year, title="Cuộc thi 2025", actor=UserFactory())
    assert contest.get_children().filter(slug__startswith="huong-dan").count() == 1
