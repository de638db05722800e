"""Begin, save and submit attempts, by the contestant or when the time is over.

Updates are optimistic: each names the version that it read (`saves`), and is retried where another was faster.
So no contestant waits for a lock, and a second click does not submit twice.
"""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest_pages.contests.logic.opening import OpeningSentences
from contest_pages.question_bank.models import QuestionVersion
from contest_pages.question_bank.queries.versions import keys_of, versions_of
from contest_pages.quizzes.enums import EndedBy
from contest_pages.quizzes.errors import NoAttemptsLeft, NotComplete, QuizClosed
from contest_pages.quizzes.logic import attempts as rules_of_attempts
from contest_pages.quizzes.logic.drawing import draw, missing_questions
from contest_pages.quizzes.logic.marking import mark
from contest_pages.quizzes.logic.predictions import TypedPrediction
from contest_pages.quizzes.logic.receipts import digest_of_receipt, receipt_text
from contest_pages.quizzes.logic.rules import QuizRules
from contest_pages.quizzes.models import Accommodation, Attempt
from contest_pages.quizzes.queries.snapshots import QuizSnapshot
from contest_pages.registrations.logic.codes import new_code

_TRIES = 20
Given = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Trace:
    """Hashes of a shortened address and of a kind of browser, for the search for patterns."""

    network: str = ""
    device: str = ""


_OPENING = OpeningSentences(
    unannounced=gettext_lazy("The time of this quiz is not announced yet. Please come back later."),
    upcoming=gettext_lazy("The quiz opens at %(time)s."),
    closed=gettext_lazy("The quiz closed at %(time)s."),
)


def check_open(snapshot: QuizSnapshot, now: datetime.datetime) -> None:
    """Raise QuizClosed, with the reason as a sentence, where no attempt can be begun at `now`."""
    if refusal := snapshot.page.opening_refusal(_OPENING, now):
        raise QuizClosed(refusal)


def attempts_left(used: int, snapshot: QuizSnapshot) -> int | None:
    """Return the number of attempts left in a period in which `used` were begun; None for any number."""
    allowed = snapshot.rules.attempts_allowed
    return None if allowed is None else max(0, allowed - used)


def period_now(snapshot: QuizSnapshot, contest_id: int, now: datetime.datetime) -> str:
    """Return the key of the period in which an attempt begun now is counted."""
    return rules_of_attempts.period_of(
        snapshot.rules.attempts_per, contest=contest_id, round_page=snapshot.page.pk, now=now
    )


def used_now(snapshot: QuizSnapshot, registration, now: datetime.datetime) -> int:
    """Return the number of attempts that the contestant has begun in the current period."""
    period = period_now(snapshot, registration.contest_id, now)
    return Attempt.objects.filter(registration=registration, period=period).count()


def all_used(snapshot: QuizSnapshot) -> str:
    """Return the sentence for a contestant without attempts left."""
    allowed = snapshot.rules.attempts_allowed or 0
    return ngettext(
        "You have used the attempt that the rules allow.",
        "You have used all %(count)d attempts that the rules allow.",
        allowed,
    ) % {"count": allowed}


def begin(
    *,
    snapshot: QuizSnapshot,
    registration,
    now: datetime.datetime,
    trace: Trace | None = None,
    admit: Callable[[], None] | None = None,
) -> tuple[Attempt, bool]:
    """Return the contestant's running attempt, and whether it is new.

    Questions are drawn and ordered by the attempt's own seed; those of earlier attempts come last. A second tab,
    or a second click, gets the running attempt. An attempt whose time is over is submitted first. `admit` is
    called last, when a new attempt is otherwise possible, and may raise a refusal of its own.

    Raises QuizClosed, NoAttemptsLeft.
    """
    earlier = list(
        Attempt.objects.filter(registration=registration, round__path__startswith=_contest_path(snapshot))
        .only("questions", "period", "number", "submitted_at", "round", "ends_at")
        .order_by("pk")
    )
    for attempt in earlier:
        if attempt.submitted_at is None and attempt.round_id == snapshot.page.pk:
            if not rules_of_attempts.is_over(now, attempt.ends_at, snapshot.rules):
                return attempt, False
            end_by_time(attempt.pk, snapshot, now=now)
    check_open(snapshot, now)
    if not registration.takes_part_in(snapshot.page.pk):
        raise QuizClosed(_("Please confirm your registration first: then you can take the quiz."))
    period = period_now(snapshot, registration.contest_id, now)
    used = max((attempt.number for attempt in earlier if attempt.period == period), default=0)
    if attempts_left(used, snapshot) == 0:
        raise NoAttemptsLeft(all_used(snapshot))
    pool = snapshot.pool(registration.division)
    check_ready(pool, snapshot)
    if admit is not None:
        admit()
    attempt = _new_attempt(snapshot, registration, period, used + 1, pool, earlier, now, trace or Trace())
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
    except IntegrityError:
        running = Attempt.objects.running().filter(registration=registration, round=snapshot.page).first()
        if running is None:
            raise NoAttemptsLeft(_("This attempt was begun and handed in elsewhere meanwhile.")) from None
        return running, False
    return attempt, True


def begin_unnamed(
    *,
    snapshot: QuizSnapshot,
    now: datetime.datetime,
    earlier: Attempt | None = None,
    trace: Trace | None = None,
    admit: Callable[[], None] | None = None,
) -> Attempt:
    """Return the attempt of a visitor who has not registered yet.

    It does not count before it is claimed. `earlier` is what this device has begun: as long as nobody has claimed it,
    it is continued, so that no device sees the questions of a second draw. Raises QuizClosed, also where the rules
    require registration first.
    """
    if earlier is not None and _is_same_round(earlier, snapshot):
        return earlier
    check_open(snapshot, now)
    if not snapshot.rules.answer_first:
        raise QuizClosed(_("By the rules of this round, please register first."))
    pool = snapshot.pool("")
    check_ready(pool, snapshot)
    if admit is not None:
        admit()
    attempt = _new_attempt(snapshot, None, "", 0, pool, [], now, trace or Trace())
    attempt.save(force_insert=True)
    return attempt


def _is_same_round(earlier: Attempt, snapshot: QuizSnapshot) -> bool:
    """Say whether an attempt without a registration is of this round, and was not begun before it opened."""
    opens_at = snapshot.page.opens_at
    is_unnamed = earlier.round_id == snapshot.page.pk and earlier.registration_id is None
    return is_unnamed and opens_at is not None and earlier.started_at >= opens_at


def check_ready(pool, snapshot: QuizSnapshot) -> None:
    """Raise QuizClosed while there are too few questions for an attempt."""
    if missing_questions(pool, snapshot.rules):
        raise QuizClosed(_("The questions of this round are not ready yet. Please come back later."))


def _contest_path(snapshot: QuizSnapshot) -> str:
    return snapshot.page.path[: -snapshot.page.steplen]


def _new_attempt(snapshot, registration, period, number, pool, earlier, now, trace) -> Attempt:
    seed = secrets.token_hex(16)
    seen_versions = {version for attempt in earlier for version in attempt.questions}
    seen = {version.question_id for version in versions_of(seen_versions).values()}
    granted = Accommodation.objects.filter(registration=registration).values_list("extra_minutes", flat=True)
    extra = (granted.first() if registration is not None else None) or 0
    return Attempt(
        code=new_code(),
        round=snapshot.page,
        registration=registration,
        period=period,
        number=number,
        division=registration.division if registration is not None else "",
        unit_id=registration.unit_id if registration is not None else None,
        seed=seed,
        questions=draw(pool, snapshot.rules, seed, seen),
        started_at=now,
        ends_at=rules_of_attempts.end_of_attempt(
            now, minutes=snapshot.rules.minutes, closes_at=snapshot.page.closes_at, extra_minutes=extra
        ),
        extra_minutes=extra,
        rules_revision=snapshot.page.live_revision_id,
        network_mark=trace.network,
        device_mark=trace.device,
    )


def option_counts(attempt: Attempt) -> dict[str, int]:
    """Return the number of options of each question of the attempt."""
    return {str(pk): len(version.options) for pk, version in versions_of(attempt.questions).items()}


def save_answers(
    attempt: Attempt,
    snapshot: QuizSnapshot,
    *,
    given: Given,
    prediction: Decimal | None = None,
    typed: str = "",
    now: datetime.datetime,
) -> Attempt:
    """Save some answers of a running attempt and return the attempt.

    `given` is {question: (option, revision)}; an answer with an older revision than the saved one changes
    nothing, so that requests may arrive in any order and from two tabs. A prediction of None keeps the saved
    one, and an empty text keeps what was typed before: a field that is still empty in another tab erases nothing.
    After the end and the grace period nothing is saved and the attempt is submitted as it was.
    """
    for _try in range(_TRIES):
        if attempt.is_submitted:
            return attempt
        if rules_of_attempts.is_over(now, attempt.ends_at, snapshot.rules):
            return end_by_time(attempt.pk, snapshot, now=now)
        answers = rules_of_attempts.merge(attempt.answers, given, option_counts(attempt))
        predicted = attempt.prediction if prediction is None else prediction
        words = typed or attempt.prediction_typed
        if (answers, predicted, words) == (attempt.answers, attempt.prediction, attempt.prediction_typed):
            return attempt
        if _write(attempt, answers=answers, prediction=predicted, prediction_typed=words):
            return attempt
        attempt = Attempt.objects.get(pk=attempt.pk)
    raise NotComplete(_("The answer could not be saved. Please try again."))


def submit(
    attempt: Attempt,
    snapshot: QuizSnapshot,
    *,
    given: Given | None = None,
    prediction: Decimal | None = None,
    typed: str = "",
    now: datetime.datetime,
) -> Attempt:
    """Submit an attempt with its last answers, mark it and seal the receipt, in a single statement.

    Idempotent: returns the attempt as it was submitted first. Raises NotComplete where `what_is_missing` says
    something; the given answers are saved then. When the time is over the saved answers count, complete or not.
    """
    for _try in range(_TRIES):
        if attempt.is_submitted:
            return attempt
        if rules_of_attempts.is_over(now, attempt.ends_at, snapshot.rules):
            return end_by_time(attempt.pk, snapshot, now=now)
        answers = rules_of_attempts.merge(attempt.answers, given or {}, option_counts(attempt))
        predicted = attempt.prediction if prediction is None else prediction
        words = typed or attempt.prediction_typed
        missing = len(attempt.questions) - len(answers)
        if now < attempt.ends_at and (lacking := what_is_missing(missing, predicted, words, snapshot.rules)):
            save_answers(attempt, snapshot, given=given or {}, prediction=prediction, typed=typed, now=now)
            saved = Attempt.objects.get(pk=attempt.pk)
            if (saved.answers, saved.prediction, saved.is_submitted) == (answers, predicted, False):
                raise NotComplete(" ".join([lacking, _("Everything that you chose is kept.")]))
            attempt = saved  # another tab has saved more answers, or submitted
            continue
        if _seal(
            attempt,
            snapshot,
            answers,
            predicted,
            submitted_at=now,
            ended_by=EndedBy.CONTESTANT,
            prediction_typed=words,
        ):
            return attempt
        attempt = Attempt.objects.get(pk=attempt.pk)
    raise NotComplete(_("The attempt could not be handed in. Your answers are kept; please try again."))


def what_is_missing(missing: int, predicted: Decimal | None, typed: str, rules: QuizRules) -> str:
    """Return in a sentence what an attempt lacks to be submitted; empty where it lacks nothing.

    `missing` is the number of questions without an answer. Where a number was typed first and something else
    after it, the contestant decides which of them is meant.
    """
    parts = []
    if missing and rules.all_must_be_answered:
        parts.append(
            ngettext(
                "%(count)d question is not answered yet.",
                "%(count)d questions are not answered yet.",
                missing,
            )
            % {"count": missing}
        )
    if rules.prediction:
        if problem := TypedPrediction.of(typed, rules).problem:
            parts.append(problem)
        elif predicted is None:
            parts.append(_("The prediction is missing."))
    return " ".join(parts)


def end_by_time(attempt_id: int, snapshot: QuizSnapshot, *, now: datetime.datetime) -> Attempt:
    """Submit an attempt whose time is over, with the saved answers and its end as the time of submission."""
    while True:
        attempt = Attempt.objects.get(pk=attempt_id)
        if attempt.is_submitted or not rules_of_attempts.is_over(now, attempt.ends_at, snapshot.rules):
            return attempt
        if _seal(
            attempt,
            snapshot,
            attempt.answers,
            attempt.prediction,
            submitted_at=attempt.ends_at,
            ended_by=EndedBy.TIME,
        ):
            return attempt


def _write(attempt: Attempt, **values) -> bool:
    """Update a running attempt unless it was changed since it was read; return whether it was updated.

    Raw SQL, since every save and submit runs this statement and building it by the ORM would cost more.
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


def _seal(
    attempt: Attempt, snapshot: QuizSnapshot, answers, prediction, *, submitted_at, ended_by, **values
) -> bool:
    versions: dict[int, QuestionVersion] = versions_of(attempt.questions)
    marked = mark(attempt.questions, answers, keys_of(versions.values()), snapshot.rules)
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
        **values,
    )
