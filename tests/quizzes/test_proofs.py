"""Rankings are verified: from the database, and from an export without names."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command

from contest_pages.quizzes.models import Attempt
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.logic.lines import Contradiction
from contest_pages.standings.models import Subject
from contest_pages.standings.queries.proof import read_proof
from tests.factories import RegistrationFactory, UserFactory, take_quiz
from tests.factories.pages import NOW, hanoi

pytestmark = pytest.mark.django_db

AFTER = hanoi("2024-07-15 09:00")


@pytest.fixture
def people(quiz):
    """Return a function that lets new people take the quiz, given right answers and a prediction of each."""

    def take(*results):
        return [
            take_quiz(
                quiz.round,
                RegistrationFactory(page=quiz.form),
                right=right,
                prediction=prediction,
                at=NOW + number * datetime.timedelta(minutes=1),
            )
            for number, (right, prediction) in enumerate(results)
        ]

    return take


def ranked(round_page):
    step = {"subject": Subject.of_round(round_page), "actor": UserFactory(), "now": AFTER}
    freeze(**step)
    return rank(**step)


def exported(ranking) -> str:
    file = io.StringIO()
    header, lines = ranking.source.proof(ranking)
    file.write(f"# {json.dumps(header)}\r\n")
    csv.writer(file).writerows(lines)
    return file.getvalue()


def test_an_export_without_names_verifies_the_ranking(quiz, people, tmp_path):
    people((5, 2), (5, 2), (3, 1), (0, 9))
    ranking = ranked(quiz.round)
    text = exported(ranking)
    for registration in Attempt.objects.values_list("registration__code", "registration__email"):
        assert not any(word in text for word in registration)
    path = tmp_path / "xep-hang.csv"
    path.write_text(text, encoding="utf-8")
    out = io.StringIO()
    call_command("contest_recompute_standings", str(path), check=True, stdout=out)
    assert "4 ranked" in out.getvalue()
    path.write_text(text.replace(",5,", ",4,", 1), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("contest_recompute_standings", str(path), check=True, stderr=io.StringIO())
    with pytest.raises(Contradiction):
        read_proof(["Họ tên,Điểm"])


def test_the_database_is_verified_as_well_and_a_changed_answer_is_detected(quiz, people):
    (attempt,) = people((5, 2))
    ranked(quiz.round)
    call_command("contest_recompute_standings", check=True, stdout=io.StringIO())
    answers = attempt.answers
    answers[str(attempt.questions[0])] = [1, 1]
    Attempt.objects.update(answers=answers)
    with pytest.raises(CommandError):
        call_command("contest_recompute_standings", check=True, stdout=io.StringIO(), stderr=io.StringIO())
