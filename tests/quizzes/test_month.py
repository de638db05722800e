"""A month as in Thanh Hóa 2024: four weeks, two thousand people, a prediction, exclusions, ties, caps, results."""

from __future__ import annotations

import datetime
import io
import random
import re
from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import call_command

from contest_pages.quizzes.logic.receipts import digest_of_receipt
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.registrations.models import Member, Registration
from contest_pages.standings.domain.awarding import draw_lot, propose_awards
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import exclude, freeze, rank
from contest_pages.standings.models import Award, RankedRow, Subject
from contest_pages.standings.queries.proposals import open_ties
from tests.factories import (
    ContestResultsPageFactory,
    PrizeFactory,
    QuestionSetFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.factories.pages import hanoi

pytestmark = pytest.mark.django_db

PEOPLE, WEEKS, QUESTIONS = 2000, 4, 10
PRIZES = (("Nhất", 1), ("Nhì", 2), ("Ba", 3), ("Khuyến khích", 5))


def crowd(form) -> list[Registration]:
    """Register many people in bulk; every third does not want the name published."""
    model = RegistrationFactory(page=form)
    rows = Registration.objects.bulk_create(
        Registration(
            code=f"T{number:06}",
            contest=model.contest,
            page=form,
            email=f"t{number}@vidu.example",
            consent=model.consent,
            consented_at=model.consented_at,
            created_at=model.created_at,
            confirmed_at=model.confirmed_at,
            status="active",
            publish_name=bool(number % 3),
        )
        for number in range(PEOPLE)
    )
    Member.objects.bulk_create(
        Member(registration=row, full_name=f"Người Thử {number}") for number, row in enumerate(rows)
    )
    return rows


def week_of_attempts(round_page, people, draw: random.Random) -> None:
    """Submit an attempt of each person: half of them all right, predictions around the target, at random times."""
    pool = [question.version for question in snapshot_of(round_page.pk).pool("")][:QUESTIONS]
    attempts = []
    for number, person in enumerate(people):
        right = QUESTIONS if draw.random() < 0.5 else draw.randint(3, QUESTIONS - 1)
        begun = round_page.opens_at + datetime.timedelta(seconds=draw.randint(0, 500_000))
        seconds = draw.randint(60, 890)
        attempt = Attempt(
            code=f"{round_page.pk % 100:02}{number:06}",
            round=round_page,
            registration=person,
            period=f"r{round_page.pk}",
            number=1,
            seed="x",
            questions=pool,
            answers={str(version): [0 if place < right else 1, 5] for place, version in enumerate(pool)},
            prediction=Decimal(draw.randint(900, 1100)),
            started_at=begun,
            ends_at=begun + datetime.timedelta(minutes=15),
            submitted_at=begun + datetime.timedelta(seconds=seconds),
            seconds=seconds,
            ended_by="contestant",
        )
        attempt.digest = digest_of_receipt(attempt.receipt())
        attempts.append(attempt)
    Attempt.objects.bulk_create(attempts, batch_size=1000)


def test_a_month_is_run_to_its_published_result(stage, client):
    for order, (name, count) in enumerate(PRIZES):
        PrizeFactory(contest=stage.contest, name=name, count=count, basis="quiz_round", sort_order=order)
    results = ContestResultsPageFactory(parent=stage.contest, slug="ket-qua")
    questions, chair, draw = QuestionSetFactory(size=QUESTIONS), UserFactory(), random.Random(2024)
    people = crowd(stage.form)
    for week in range(WEEKS):
        opens_at = hanoi("2024-07-01 08:00") + datetime.timedelta(days=7 * week)
        round_page = QuizRoundPageFactory(
            parent=stage.contest,
            title=f"Tuần {week + 1}",
            slug=f"tuan-thi-{week + 1}",
            question_set=questions,
            question_count=QUESTIONS,
            opens_at=opens_at,
            closes_at=opens_at + datetime.timedelta(days=6, hours=14),
            tie_break_2="",  # the prediction alone: ties are the rule
            ties="lot",
            award_cap=1,
        )
        week_of_attempts(round_page, people, draw)
        kwargs = {
            "subject": Subject.of_round(round_page),
            "actor": chair,
            "now": round_page.closes_at + datetime.timedelta(hours=10),
        }
        freeze(**kwargs)
        before = rank(**kwargs)
        assert before.facts["persons_left"] == PEOPLE
        cheats = [row.registration for row in before.rows.filter(rank=1).select_related("registration")[:3]]
        for cheat in cheats:
            exclude(registration=cheat, reason="Một người dùng nhiều tên", **kwargs)
        ranking = rank(**kwargs)
        assert ranking.facts["persons_left"] == PEOPLE - len(cheats)
        assert int(ranking.facts["target"]) == int(before.facts["target"]) - len(cheats)
        while open_ties(ranking):
            draw_lot(**kwargs)
        propose_awards(**kwargs)
        publish(**kwargs)
        given = Counter(Award.objects.filter(ranking=ranking).values_list("prize__name", flat=True))
        assert given == dict(PRIZES)
        excluded = {cheat.pk for cheat in cheats}
        assert not excluded & set(ranking.rows.values_list("registration", flat=True))
    winners = list(Award.objects.values_list("registration", flat=True))
    assert len(winners) == len(set(winners)) == WEEKS * 11  # nobody wins twice
    assert RankedRow.objects.values("ranking", "rank").distinct().count() < RankedRow.objects.count()
    html = client.get(results.url).content.decode()
    for week in range(WEEKS):
        assert f"Tuần {week + 1}" in html
    assert len(re.findall(r"<td>\s*<img[^>]*>\s*Khuyến khích\s*</td>", html)) == WEEKS * 5
    hidden = Registration.objects.filter(pk__in=winners, publish_name=False).first()
    assert hidden is not None
    assert not re.search(re.escape(hidden.members.get().full_name) + r"\s+<", html)
    out = io.StringIO()
    call_command("contest_recompute_standings", check=True, stdout=out)
    assert out.getvalue().count("all the same") == WEEKS
