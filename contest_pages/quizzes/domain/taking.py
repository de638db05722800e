"""An attempt: begun, answered, handed in by its contestant or by the clock.

Whoever changes an attempt says which state was read (`saves`); of two at once the second reads again. So
no contestant ever waits for another's lock, and one who clicks twice hands in once.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.contests import logic as contest_logic
from contest_pages.quizzes.enums import EndedBy
from contest_pages.quizzes.errors import NoAttemptsLeft, NotComplete, QuizClosed
from contest_pages.quizzes.logic import attempts as rules_of_attempts
from contest_pages.quizzes.logic.drawing import draw, missing_questions
from contest_pages.quizzes.logic.marking import mark
from contest_pages.quizzes.logic.receipts import digest_of_receipt, receipt_text
from contest_pages.quizzes.models import Accommodation, Attempt, QuestionVersion
from contest_pages.quizzes.queries.papers import Paper, keys_of, versions_of
from contest_pages.registrations.logic.codes import new_code
from contest_pages.vietnamese import closing_moment, moment

_TRIES = 20
Given = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Trace:
    """What helps to find patterns later: hashes of a shortened address and of a kind of browser."""

    network: str = ""
    device: str = ""


def check_open(paper: Paper, now: datetime.datetime) -> None:
    """Raise QuizClosed with the sentence that says why no attempt can be begun at `now`."""
    page = paper.page
    if page.opens_at is None:
        raise QuizClosed(_("The time of this quiz is not announced yet. Please come back later."))
    if now < page.opens_at:
        raise QuizClosed(_("The quiz opens at %(time)s.") % {"time": moment(page.opens_at)})
    if not contest_logic.is_open(now, page.opens_at, page.closes_at):
        raise QuizClosed(_("The quiz closed at %(time)s.") % {"time": closing_moment(page.closes_at)})


def attempts_left(used: int, paper: Paper) -> int | None:
    """Return how many attempts are left of those used in the period; None for any number."""
    allowed = paper.rules.attempts_allowed
    return None if allowed is None else max(0, allowed - used)


def period_now(paper: Paper, contest_id: int, now: datetime.datetime) -> str:
    """Return the name of the stretch within which an attempt begun now is counted."""
    return rules_of_attempts.period_of(
        paper.rules.attempts_per, contest=contest_id, round_page=paper.page.pk, now=now
    )


def used_now(paper: Paper, registration, now: datetime.datetime) -> int:
    """Return how many attempts of the current period the contestant has begun."""
    period = period_now(paper, registration.contest_id, now)
    return Attempt.objects.filter(registration=registration, period=period).count()


def all_used(paper: Paper) -> str:
    """Return the sentence for somebody whose attempts are used."""
    return ngettext(
        "You have used the attempt that the rules allow.",
        "You have used all %(count)d attempts that the rules allow.",
        paper.rules.attempts_allowed,
    ) % {"count": paper.rules.attempts_allowed}


def begin(
    *,
    paper: Paper,
    registration,
    now: datetime.datetime,
    trace: Trace | None = None,
    admit: Callable[[], None] | None = None,
) -> tuple[Attempt, bool]:
    """Return the contestant's running attempt, and whether it was begun just now.

    Questions are drawn and dealt by a seed of the attempt's own; those that the contestant had before come
    last. A second tab, or a second click, gets the attempt that is running. An attempt whose time is over
    is handed in first. `admit` is asked last, when nothing else stands in the way of a new attempt, and may
    raise a refusal of its own.

    Raises QuizClosed, NoAttemptsLeft.
    """
    earlier = list(
        Attempt.objects.filter(registration=registration, round__path__startswith=_contest_path(paper))
        .only("questions", "period", "number", "submitted_at", "round", "ends_at")
        .order_by("pk")
    )
    for attempt in earlier:
        if attempt.submitted_at is None and attempt.round_id == paper.page.pk:
            if not rules_of_attempts.is_over(now, attempt.ends_at, paper.rules):
                return attempt, False
            end_by_time(attempt.pk, paper, now=now)
    check_open(paper, now)
    if not registration.takes_part_in(paper.page.pk):
        raise QuizClosed(_("Please confirm your registration first: then you can take the quiz."))
    period = period_now(paper, registration.contest_id, now)
    used = max((attempt.number for attempt in earlier if attempt.period == period), default=0)
    if attempts_left(used, paper) == 0:
        raise NoAttemptsLeft(all_used(paper))
    pool = paper.pool(registration.division)
    check_ready(pool, paper)
    if admit is not None:
        admit()
    attempt = _new_attempt(paper, registration, period, used + 1, pool, earlier, now, trace or Trace())
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
    except IntegrityError:
        running = Attempt.objects.running().filter(registration=registration, round=paper.page).first()
        if running is None:
            raise NoAttemptsLeft(_("This attempt was begun and handed in elsewhere meanwhile.")) from None
        return running, False
    return attempt, True


def begin_unnamed(
    *,
    paper: Paper,
    now: datetime.datetime,
    trace: Trace | None = None,
    admit: Callable[[], None] | None = None,
) -> Attempt:
    """Return a new attempt of a visitor who says afterwards who it is.

    It counts nowhere until then. Raises QuizClosed, also where the rules ask for the name first.
    """
    check_open(paper, now)
    if not paper.rules.answer_first:
        raise QuizClosed(_("By the rules of this round, please register first."))
    pool = paper.pool("")
    check_ready(pool, paper)
    if admit is not None:
        admit()
    attempt = _new_attempt(paper, None, "", 0, pool, [], now, trace or Trace())
    attempt.save(force_insert=True)
    return attempt


def check_ready(pool, paper: Paper) -> None:
    """Raise QuizClosed while the questions do not suffice for an attempt."""
    if missing_questions(pool, paper.rules):
        raise QuizClosed(_("The questions of this round are not ready yet. Please come back later."))


def _contest_path(paper: Paper) -> str:
    return paper.page.path[: -paper.page.steplen]


def _new_attempt(paper, registration, period, number, pool, earlier, now, trace) -> Attempt:
    seed = secrets.token_hex(16)
    seen_versions = {version for attempt in earlier for version in attempt.questions}
    seen = {found.question_id for found in versions_of(seen_versions).values()}
    granted = Accommodation.objects.filter(registration=registration).values_list("extra_minutes", flat=True)
    extra = (granted.first() if registration is not None else None) or 0
    return Attempt(
        code=new_code(),
        round=paper.page,
        registration=registration,
        period=period,
        number=number,
        division=registration.division if registration is not None else "",
        unit_id=registration.unit_id if registration is not None else None,
        seed=seed,
        questions=draw(pool, paper.rules, seed, seen),
        started_at=now,
        ends_at=rules_of_attempts.end_of_attempt(
            now, minutes=paper.rules.minutes, closes_at=paper.page.closes_at, extra_minutes=extra
        ),
        extra_minutes=extra,
        rules_revision=paper.page.live_revision_id,
        network_mark=trace.network,
        device_mark=trace.device,
    )


def asked(attempt: Attempt) -> dict[str, int]:
    """Return the number of options of each question that the attempt asks."""
    return {str(pk): len(version.options) for pk, version in versions_of(attempt.questions).items()}


def save_answers(
    attempt: Attempt,
    paper: Paper,
    *,
    given: Given,
    prediction: Decimal | None = None,
    now: datetime.datetime,
) -> Attempt:
    """Keep some answers of a running attempt and return it as it stands.

    `given` is {question: (option, revision)}; an answer with an older revision than the kept one changes
    nothing, so that saves may arrive in any order and from two tabs. A prediction of None leaves the kept
    one. After the end, arrival time included, nothing is taken and the attempt is handed in as it stood.
    """
    for _try in range(_TRIES):
        if attempt.is_submitted:
            return attempt
        if rules_of_attempts.is_over(now, attempt.ends_at, paper.rules):
            return end_by_time(attempt.pk, paper, now=now)
        answers = rules_of_attempts.merge(attempt.answers, given, asked(attempt))
        wished = attempt.prediction if prediction is None else prediction
        if answers == attempt.answers and wished == attempt.prediction:
            return attempt
        if _write(attempt, answers=answers, prediction=wished):
            return attempt
        attempt = Attempt.objects.get(pk=attempt.pk)
    raise NotComplete(_("The answer could not be saved. Please try again."))


def submit(
    attempt: Attempt,
    paper: Paper,
    *,
    given: Given | None = None,
    prediction: Decimal | None = None,
    now: datetime.datetime,
) -> Attempt:
    """Hand an attempt in with its last answers, mark it and seal the receipt, in one statement.

    Twice is as good as once: the attempt is returned as it was handed in first. Raises NotComplete where
    the rules ask for every answer and some are missing; what was given is kept then. When the time is over
    what was saved counts, complete or not.
    """
    for _try in range(_TRIES):
        if attempt.is_submitted:
            return attempt
        if rules_of_attempts.is_over(now, attempt.ends_at, paper.rules):
            return end_by_time(attempt.pk, paper, now=now)
        answers = rules_of_attempts.merge(attempt.answers, given or {}, asked(attempt))
        wished = attempt.prediction if prediction is None else prediction
        missing = len(attempt.questions) - len(answers)
        needs_prediction = bool(paper.rules.prediction) and wished is None
        if now < attempt.ends_at and ((missing and paper.rules.all_must_be_answered) or needs_prediction):
            save_answers(attempt, paper, given=given or {}, prediction=prediction, now=now)
            kept = Attempt.objects.get(pk=attempt.pk)
            if (kept.answers, kept.prediction, kept.is_submitted) == (answers, wished, False):
                raise NotComplete(_what_is_missing(missing, needs_prediction))
            attempt = kept  # another tab has answered more, or handed in
            continue
        if _seal(attempt, paper, answers, wished, submitted_at=now, ended_by=EndedBy.CONTESTANT):
            return attempt
        attempt = Attempt.objects.get(pk=attempt.pk)
    raise NotComplete(_("The attempt could not be handed in. Your answers are kept; please try again."))


def _what_is_missing(missing: int, needs_prediction: bool) -> str:
    parts = []
    if missing:
        parts.append(
            ngettext(
                "%(count)d question is not answered yet.",
                "%(count)d questions are not answered yet.",
                missing,
            )
            % {"count": missing}
        )
    if needs_prediction:
        parts.append(_("The prediction is missing."))
    return " ".join([*parts, _("Everything that you chose is kept.")])


def end_by_time(attempt_id: int, paper: Paper, *, now: datetime.datetime) -> Attempt:
    """Hand in an attempt whose time is over, with what was saved, at the moment at which it ended."""
    while True:
        attempt = Attempt.objects.get(pk=attempt_id)
        if attempt.is_submitted or not rules_of_attempts.is_over(now, attempt.ends_at, paper.rules):
            return attempt
        if _seal(
            attempt,
            paper,
            attempt.answers,
            attempt.prediction,
            submitted_at=attempt.ends_at,
            ended_by=EndedBy.TIME,
        ):
            return attempt


def _write(attempt: Attempt, **values) -> bool:
    """Write values into a running attempt if nobody else has written since it was read.

    The statement is written out, since every save and submit runs it and building it anew would cost more.
    """
    seen, meta = attempt.saves, Attempt._meta
    fields = [meta.get_field(name) for name in values]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    prepared = [
        field.get_db_prep_save(value, connection)
        for field, value in zip(fields, values.values(), strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {meta.db_table} SET saves = %s, {columns} WHERE id = %s AND saves = %s AND submitted_at IS NULL",  # noqa: S608
            [seen + 1, *prepared, attempt.pk, seen],
        )
        written = cursor.rowcount == 1
    if written:
        for name, value in values.items():
            setattr(attempt, name, value)
        attempt.saves = seen + 1
    return written


def _seal(attempt: Attempt, paper: Paper, answers, prediction, *, submitted_at, ended_by) -> bool:
    versions: dict[int, QuestionVersion] = versions_of(attempt.questions)
    marked = mark(attempt.questions, answers, keys_of(versions.values()), paper.rules)
    sealed = receipt_text(
        code=attempt.code,
        round_page=attempt.round_id,
        questions=attempt.questions,
        answers=answers,
        prediction=prediction,
        submitted_at=submitted_at,
    )
    return _write(
        attempt,
        answers=answers,
        prediction=prediction,
        submitted_at=submitted_at,
        ended_by=ended_by,
        seconds=rules_of_attempts.seconds_used(attempt.started_at, submitted_at, attempt.ends_at),
        answered=marked.answered,
        right=marked.right,
        score=marked.score,
        is_valid=marked.is_valid,
        digest=digest_of_receipt(sealed),
    )
