"""Seals of rankings as literal values: they must not change when the code does."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import random
from decimal import Decimal
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command

from contest_pages.data.lots import commitment_of, lot_order
from contest_pages.quizzes.enums import QuizPrizes
from contest_pages.quizzes.logic.receipts import digest_of_receipt
from contest_pages.quizzes.models import Attempt
from contest_pages.quizzes.queries.snapshots import snapshot_of
from contest_pages.registrations.logic import codes
from contest_pages.registrations.models import Member, Registration
from contest_pages.standings.domain.awarding import draw_lot, propose_awards
from contest_pages.standings.domain.publishing import publish
from contest_pages.standings.domain.ranking import count, exclude, freeze, rank
from contest_pages.standings.models import Award, LotSeed, Ranking, Subject
from contest_pages.standings.queries.proposals import open_ties
from home.demo import quiz as demo
from home.demo.build import make_units
from tests.factories import (
    PrizeFactory,
    QuestionSetFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

PEOPLE, QUESTIONS = 240, 10
SEED = "5eed" * 16


def crowd(form, units) -> list[Registration]:
    """Register so many people with codes, divisions and units that are the same every time."""
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
            division=("", "Cán bộ", "Nhân dân")[number % 3],
            unit=units[number % len(units)],
        )
        for number in range(PEOPLE)
    )
    Member.objects.bulk_create(Member(registration=row, full_name=f"Người {row.code}") for row in rows)
    return rows


def attempts_of_a_week(round_page, people, draw: random.Random, *, week: int, each: int = 1) -> None:
    pool = [question.version for question in snapshot_of(round_page.pk).pool("")][:QUESTIONS]
    attempts = []
    for number, person in enumerate(people):
        for turn in range(1, each + 1):
            right = QUESTIONS if draw.random() < 0.5 else draw.randint(3, QUESTIONS - 1)
            begun = round_page.opens_at + datetime.timedelta(seconds=draw.randint(0, 500_000))
            seconds = draw.randint(60, 890)
            attempt = Attempt(
                code=f"{week}{turn}{number:06}",
                round=round_page,
                registration=person,
                period=f"r{round_page.pk}",
                number=turn,
                seed="x",
                division=person.division,
                unit=person.unit,
                questions=pool,
                answers={str(version): [0 if place < right else 1, 5] for place, version in enumerate(pool)},
                prediction=Decimal(draw.randint(9000, 11000)) / 100,
                started_at=begun,
                ends_at=begun + datetime.timedelta(minutes=15),
                submitted_at=begun + datetime.timedelta(seconds=seconds),
                seconds=seconds,
                ended_by="contestant",
            )
            attempt.digest = digest_of_receipt(attempt.receipt())
            attempts.append(attempt)
    Attempt.objects.bulk_create(attempts, batch_size=1000)


def weekly(stage, questions, week: int, **rules):
    opens_at = hanoi("2024-07-01 08:00") + datetime.timedelta(days=7 * week)
    return QuizRoundPageFactory(
        parent=stage.contest,
        question_set=questions,
        question_count=QUESTIONS,
        opens_at=opens_at,
        closes_at=opens_at + datetime.timedelta(days=6, hours=14),
        **rules,
    )


def exported(ranking) -> list[str]:
    file = io.StringIO()
    _header, lines = ranking.source.proof(ranking)
    csv.writer(file).writerows(lines)
    return file.getvalue().splitlines()


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def order_of_prizes(ranking) -> str:
    given = Award.objects.filter(ranking=ranking, revoked_at=None)
    return " ".join(f"{name}:{code}" for name, code in sorted(given.values_list("prize__name", "row__code")))


def test_the_seals_of_a_month_and_its_sums_are_unchanged(stage):
    for order, (name, number) in enumerate((("Nhất", 1), ("Nhì", 2), ("Ba", 3))):
        PrizeFactory(contest=stage.contest, name=name, count=number, basis="quiz_round", sort_order=order)
    PrizeFactory(contest=stage.contest, name="Chung cuộc", count=1, basis="quiz_overall")
    questions, chair, draw = QuestionSetFactory(size=QUESTIONS), UserFactory(), random.Random(2024)
    units = [UnitFactory(pk=700_000 + number, name=f"Xã {number}") for number in range(7)]
    people = crowd(stage.form, units)
    plans = [
        {"tie_break_2": "", "ties": "lot", "award_cap": 1},
        {"prediction": "all_right_share", "tie_break_2": "time", "ranked_apart": True, "award_cap": 1},
        {"prediction": "", "tie_break_1": "time", "counting": "best", "attempts_per_contestant": None},
    ]
    weeks = []
    for week, plan in enumerate(plans):
        each = 3 if plan.pop("attempts_per_contestant", 1) is None else 1
        round_page = weekly(stage, questions, week, attempts_allowed=each, **plan)
        attempts_of_a_week(round_page, people, draw, week=week, each=each)
        kwargs = {
            "subject": Subject.of_round(round_page),
            "actor": chair,
            "now": round_page.closes_at + datetime.timedelta(hours=9),
        }
        freeze(**kwargs)
        LotSeed.objects.filter(round=round_page.pk).update(seed=SEED, commitment=commitment_of(SEED))
        for number in (5, 11):
            exclude(registration=people[number], reason="Hai tài khoản", **kwargs)
        ranking = rank(**kwargs)
        while plan.get("ties") == "lot" and open_ties(ranking):
            draw_lot(**kwargs)
        propose_awards(**kwargs)
        ranking = publish(**kwargs)
        lines = exported(ranking)
        weeks.append(
            (
                ranking.digest,
                sha("\n".join(lines)),
                len(lines),
                ranking.source.proof(ranking)[0]["target"],
                order_of_prizes(ranking),
            )
        )
    sums = []
    for basis in (QuizPrizes.QUIZ_OVERALL, QuizPrizes.QUIZ_UNITS):
        step = {
            "subject": Subject.of_contest(stage.contest, basis),
            "actor": chair,
            "now": hanoi("2024-08-01 09:00"),
        }
        count(**step)
        propose_awards(**step)
        sums.append(publish(**step).digest)
    assert weeks == WEEKS
    assert sums == SUMS
    call_command("contest_recompute_standings", check=True, stdout=io.StringIO())


def test_the_seal_of_the_demos_ranking_is_unchanged(home, index, monkeypatch, settings):
    draw = random.Random(7)
    reproducible = SimpleNamespace(choice=draw.choice, compare_digest=codes.secrets.compare_digest)
    monkeypatch.setattr(codes, "secrets", reproducible)
    monkeypatch.setattr("secrets.token_hex", lambda size=16: "ab" * size)
    make_units()
    for name in ("soancauhoi", "duyetcauhoi", "bantochuc"):
        UserFactory(username=name)
    with time_machine.travel(NOW, tick=False):
        demo.quiz_contest(index, UserFactory(is_superuser=True), NOW)
    ranking = Ranking.objects.get(published_at__isnull=False)
    lines = exported(ranking)
    assert (ranking.digest, sha("\n".join(lines))) == DEMO
    assert order_of_prizes(ranking) == DEMO_PRIZES


def test_the_order_of_a_lot_is_unchanged():
    assert commitment_of(SEED) == COMMITMENT
    assert lot_order(SEED, ["AB12CD34", "ZZ99YY88", "MA000001", "MA000002"]) == LOT


WEEKS = [
    (
        "ab03b7512aa304bf41070cf6bf8066ae766a4a7f89124ef9995d0f155e1c0891",
        "b79050cb087edd8228b0185af85f412fbdb8fd3552d531fc535849453fbdabb4",
        241,
        "119",
        "Ba:01000034 Ba:01000036 Ba:01000061 Nhì:01000065 Nhì:01000167 Nhất:01000214",
    ),
    (
        "14dea45d64d75d1d8458c461013f376db4180124eddc0a3249dd1f51f345901f",
        "5d3f302bc4b3626668d59e02639aa5110259f8c06f8ce85ed65db7bd71f1e1ae",
        241,
        "53,36134",
        "Ba:11000019 Ba:11000026 Ba:11000156 Ba:11000158 Ba:11000168 Ba:11000169 Ba:11000188 Ba:11000205 "
        "Ba:11000228 Nhì:11000007 Nhì:11000013 Nhì:11000047 Nhì:11000098 Nhì:11000099 Nhì:11000102 "
        "Nhất:11000066 Nhất:11000197 Nhất:11000223",
    ),
    (
        "daade69744546e14a827bfe8017094957d57c8fcefe16d50afaadf5359a4b745",
        "b43c3fc3e829b2d4815f41738554b232089c063aaffd961e51aca7c51e2f3e8c",
        721,
        "",
        "Ba:22000183 Ba:23000044 Ba:23000120 Nhì:21000215 Nhì:23000000 Nhất:21000103",
    ),
]
SUMS = [
    "7f142bc82eef2cb30f8bf808fc667ec94bf62832dc432bb653af54dd1deb4bd9",
    "b83d79fb3bdd8268ae3a3c64e1fe93b4279bf703e8c36c1fa8d3e57329ce59ff",
]
DEMO = (
    "e19b9e8fda3e4e9da397d35c97281d30cdd2b247237b5c0d86a54644976f6e05",
    "6da5179684c749f4c2440f0c8ccba8728fc993fb5c5eb35bcc60afab319a7cc8",
)
DEMO_PRIZES = (
    "Giải Ba tuần:5HPE3848 Giải Ba tuần:8JHDS22U Giải Ba tuần:HGHHB465 Giải Nhì tuần:CP9NUUTW "
    "Giải Nhì tuần:W4RWAJDY Giải Nhất tuần:J28ZZJD6"
)
COMMITMENT = "9619e2c3275e1e8be9ca29f0d7e0668cfdc675efcac99dbfa3ed48872c69809f"
LOT = ["MA000002", "MA000001", "ZZ99YY88", "AB12CD34"]
