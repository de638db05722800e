"""The demo's weekly quiz: a bank, two rounds that are over, one that is open."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.utils import timezone

from contest_pages.contests.domain.usual_pages import create_usual_pages, missing_usual_pages
from contest_pages.contests.models import ContestPage, ContestPlanPage, ContestRulesPage, Milestone, Prize
from contest_pages.question_bank.domain.checking import check_question
from contest_pages.question_bank.models import Question, QuestionOption, QuestionSet, QuestionTopic
from contest_pages.quizzes.domain.attempts import begin, submit
from contest_pages.quizzes.models import QuizRoundPage
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.registrations.domain.application import Application
from contest_pages.registrations.domain.confirming import confirm
from contest_pages.registrations.domain.registering import register
from contest_pages.registrations.logic.people import Person
from contest_pages.registrations.models import ContestRegistrationPage, Registration
from contest_pages.results.models import ContestResultsPage
from contest_pages.standings.domain import awarding, publishing, ranking
from contest_pages.standings.models import Subject
from contest_pages.standings.queries.proposals import open_ties
from contest_pages.units.models import Unit

from . import quiz_texts as texts
from .build import ask_for_no_works, at, child_of, notice, publish
from .people import agreements_of

SLUG = "trac-nghiem-chuyen-doi-so"


def _user(name: str):
    return get_user_model().objects.get(username=name)


def make_bank(now: datetime.datetime) -> QuestionSet:
    """Write the questions, have another colleague check all but the last, and return the set of the rounds."""
    topics = [QuestionTopic.objects.create(name=name) for name in texts.TOPICS]
    question_set = QuestionSet.objects.create(name="Trắc nghiệm hằng tuần")
    writer, checker = _user("soancauhoi"), _user("duyetcauhoi")
    rows = [*((row, True) for row in texts.PRACTICE), *((row, False) for row in texts.ASKED)]
    for place, ((text, options, topic), released) in enumerate(rows):
        question = Question(text=text, topic=topics[topic], released=released, written_by=writer)
        question.save()
        question.sets.set([question_set])
        # The right option is at another position in each question.
        order = [*options[1:], options[0]] if place % 2 else list(options)
        question.options = [
            QuestionOption(sort_order=number, text=option, is_right=option == options[0])
            for number, option in enumerate(order)
        ]
        question.save()
        if place < len(rows) - 1:
            check_question(question=question, actor=checker, now=now)
    return question_set


def _round(
    contest: ContestPage, title: str, questions: QuestionSet, opens_at, closes_at, editor
) -> QuizRoundPage:
    contest.refresh_from_db()
    page = QuizRoundPage(
        title=title,
        show_in_menus=True,
        owner=editor,
        introduction=texts.INTRODUCTION,
        opens_at=opens_at,
        closes_at=closes_at,
        question_set=questions,
        question_count=6,
        minutes=10,
        practice_count=4,
        prediction="all_right",
        tie_break_1="prediction",
        tie_break_2="earlier",
        ties="lot",
        award_cap=1,
        public_statistics=True,
        answer_first=True,
    )
    contest.add_child(instance=page)
    publish(page, editor)
    return QuizRoundPage.objects.get(pk=page.pk)


def _pages(index, editor, monday: datetime.date) -> ContestPage:
    contest = ContestPage(
        slug=SLUG,
        kinds=["quiz"],
        body=[
            (
                "text",
                "<p>Ba tuần, mỗi tuần xét giải riêng. Bạn có thể thi thử trước, không tính điểm và không mất lượt.</p>",
            )
        ],
        owner=editor,
        **texts.CONTEST,
    )
    contest.prizes = [
        Prize(name=name, count=count, amount=amount, basis=basis, sort_order=order)
        for order, (name, count, amount, basis) in enumerate(
            (
                ("Giải Nhất tuần", 1, 1_000_000, "quiz_round"),
                ("Giải Nhì tuần", 2, 700_000, "quiz_round"),
                ("Giải Ba tuần", 3, 500_000, "quiz_round"),
                ("Giải Nhất chung cuộc", 1, 3_000_000, "quiz_overall"),
                ("Giải tập thể", 1, 2_000_000, "quiz_units"),
            )
        )
    ]
    contest.milestones = [
        Milestone(
            label="Thi trắc nghiệm hằng tuần",
            kind="entries",
            starts_at=at(str(monday - datetime.timedelta(days=14))),
            ends_at=at(str(monday + datetime.timedelta(days=6))),
            precision="day",
        ),
        Milestone(
            label="Trao giải", kind="ceremony", starts_at=at(str(monday + datetime.timedelta(days=40))), precision="month", tentative=True
        ),
    ]  # fmt: skip
    index.refresh_from_db()
    index.add_child(instance=contest)
    usual = [model for model in missing_usual_pages(contest) if model not in (ContestPlanPage, QuizRoundPage)]
    create_usual_pages(contest=contest, models=usual, actor=editor)
    publish(contest, editor)
    rules = child_of(contest, ContestRulesPage)
    rules.who_may_take_part, rules.minimum_age = texts.WHO, 14
    ask_for_no_works(rules)
    rules.music_declaration = rules.people_declaration = ""
    publish(rules, editor)
    form = child_of(contest, ContestRegistrationPage)
    form.consent_notice, form.publishing_choices = notice(), ["name", "unit"]
    form.most_per_contact = 5
    publish(form, editor)
    publish(child_of(contest, ContestResultsPage), editor)
    return ContestPage.objects.get(pk=contest.pk)


def _contestant(form, name: str, number: int, unit: Unit, now: datetime.datetime) -> Registration:
    registration = register(
        page=form,
        application=Application(
            people=(Person(full_name=name, birth_date=datetime.date(1960 + 2 * number, 4, 12)),),
            email=f"thi.sinh.{number}@vidu.example",
            phone="0900000000",
            unit=unit,
            publish=frozenset({"name", "unit"} if number % 4 else {"unit"}),
            agreements=agreements_of(form),
        ),
        now=now,
    )
    return confirm(registration=registration, now=now + datetime.timedelta(minutes=3))


def _take(page: QuizRoundPage, people: list[Registration], draw: random.Random) -> None:
    snapshot = snapshot_of(page.pk)
    span = (page.closes_at - page.opens_at).total_seconds()
    for number, registration in enumerate(people):
        now = page.opens_at + datetime.timedelta(seconds=span * (number + 1) / (len(people) + 2))
        attempt, _new = begin(snapshot=snapshot, registration=registration, now=now)
        right = draw.choice([6, 6, 6, 5, 5, 4, 3])
        given = {}
        for place, version in enumerate(Question.objects.filter(current__in=attempt.questions)):
            key = version.current.right
            option = key if place < right else (key + 1) % len(version.current.options)
            given[str(version.current_id)] = (option, 1000 + place)
        seconds = draw.randint(95, 560)
        submit(
            attempt,
            snapshot,
            given=given,
            prediction=Decimal(draw.randint(4, 20)),
            now=now + datetime.timedelta(seconds=seconds),
        )


def quiz_contest(index, editor, now: datetime.datetime) -> ContestPage:
    """Publish the quiz: two weeks that are over, the first with its results, and a week that is open."""
    today = timezone.localdate(now)
    monday = today - datetime.timedelta(days=today.weekday())
    contest = _pages(index, editor, monday)
    questions = make_bank(now - datetime.timedelta(days=20))
    rounds = []
    for week in range(3):
        first = monday + datetime.timedelta(days=7 * (week - 2))
        rounds.append(
            _round(
                contest,
                f"Tuần {week + 1}",
                questions,
                at(str(first), "08:00") if week < 2 else at(str(first)),
                at(str(first + datetime.timedelta(days=6)), "22:00") if week < 2 else at(str(first + datetime.timedelta(days=7))),
                editor,
            )
        )  # fmt: skip
    form = child_of(contest, ContestRegistrationPage)
    units = list(Unit.objects.filter(kind__in=["commune", "school", "agency"]))
    begun = rounds[0].opens_at - datetime.timedelta(hours=5)
    people = [
        _contestant(
            form, name, number, units[number % len(units)], begun + datetime.timedelta(minutes=number)
        )
        for number, name in enumerate(texts.NAMES)
    ]
    draw = random.Random(2024)  # noqa: S311  (the same demo every time)
    _take(rounds[0], people, draw)
    _take(rounds[1], people[:18], draw)
    organiser = _user("bantochuc")
    kwargs = {
        "subject": Subject.of_round(rounds[0]),
        "actor": organiser,
        "now": rounds[0].closes_at + datetime.timedelta(hours=10),
    }
    ranking.freeze(**kwargs)
    found = ranking.rank(**kwargs)
    if open_ties(found):
        awarding.draw_lot(**kwargs)
    awarding.propose_awards(**kwargs)
    publishing.publish(**kwargs)
    return contest
