"""Check, retire and restore questions: written by one person, checked by another, used as they were checked."""

from __future__ import annotations

import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contest_pages import audit
from contest_pages.question_bank.enums import QuestionStatus
from contest_pages.question_bank.errors import QuestionRefused
from contest_pages.question_bank.logic.questions import letter
from contest_pages.question_bank.models import Question, QuestionVersion


def wording(question: Question) -> dict:
    """Return the fields of a question that contestants see, as it is written now, and the right option."""
    options = list(question.options.all())
    return {
        "text": question.text,
        "options": [option.text for option in options],
        "right": next((place for place, option in enumerate(options) if option.is_right), 0),
        "explanation": question.explanation,
        "source": question.source,
        "moving_options": question.option_places.moving,
    }


def order_sentence(question: Question) -> str:
    """Return which options stay where they are written, "" where all change places."""
    places, count = question.option_places, question.options.count()
    if question.keep_order:
        return _("The options keep the order in which they are written.")
    if places.moving == count:
        return ""
    if places.moving:
        return _("The options change places; %(letters)s always comes last.") % {
            "letters": ", ".join(letter(place) for place in places.last)
        }
    return _("The options keep the order in which they are written, since %(letters)s refers to others.") % {
        "letters": ", ".join(
            letter(place) for place in sorted({*places.last, *places.by_letter, *places.bound})
        )
    }


def is_as_checked(question: Question) -> bool:
    """Say whether the question reads as its checked version does."""
    version = question.current
    if version is None:
        return False
    asked = {name: getattr(version, name) for name in wording(question)}
    return {**asked, "moving_options": version.moving} == wording(question)


@transaction.atomic
def check_question(*, question: Question, actor, now: datetime.datetime) -> Question:
    """Approve a question as it is written now. Idempotent.

    Side effects in order: a new version if the wording changed, status, audit line. Running attempts keep the
    version that was drawn for them. Raises QuestionRefused for the writer's own question, for a retired one, and
    for one whose options are incomplete.
    """
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if question.status == QuestionStatus.CHECKED:
        return question
    if question.status == QuestionStatus.RETIRED:
        raise QuestionRefused(_("The question is retired. Take it back first."))
    if question.written_by_id == actor.pk:
        raise QuestionRefused(_("Whoever wrote a question cannot check it: please ask a colleague."))
    options = list(question.options.all())
    if len(options) < 2 or sum(option.is_right for option in options) != 1:
        raise QuestionRefused(_("A question needs at least two options, exactly one of them right."))
    if not is_as_checked(question):
        try:
            with transaction.atomic():
                question.current = QuestionVersion.objects.create(
                    question=question,
                    number=question.versions.count() + 1,
                    written_by=question.written_by,
                    checked_by=actor,
                    checked_at=now,
                    **wording(question),
                )
        except IntegrityError:
            raise QuestionRefused(
                _("Another person is checking this question. Please reload the page.")
            ) from None
    _move(question, QuestionStatus.CHECKED, actor, "contest.check_question")
    return question


@transaction.atomic
def retire_question(*, question: Question, actor) -> Question:
    """Exclude a question from every draw from now on; attempts that have it keep it. Idempotent."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if question.status != QuestionStatus.RETIRED:
        _move(question, QuestionStatus.RETIRED, actor, "contest.retire_question")
    return question


@transaction.atomic
def take_question_back(*, question: Question, actor) -> Question:
    """Return a retired question to the questions to be checked. Idempotent."""
    question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    if question.status == QuestionStatus.RETIRED:
        _move(question, QuestionStatus.DRAFT, actor, "contest.take_question_back")
    return question


def _move(question: Question, status: str, actor, verb: str) -> None:
    Question.objects.filter(pk=question.pk).update(status=status, current=question.current)
    question.status = status
    audit.record(verb, question, actor=actor, version=question.current.number if question.current else None)
