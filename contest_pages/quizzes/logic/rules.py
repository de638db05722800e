"""The published rules of a quiz round as a plain value, for attempts, marking, ranking and sentences."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from contest_pages.quizzes.enums import (
    AttemptsPer,
    Comparator,
    Counting,
    Draw,
    KeyShown,
    PredictionTarget,
    ScoreShown,
)
from contest_pages.standings.enums import Ties


@dataclass(frozen=True)
class QuizRules:
    """The published rules of a quiz round.

    `shares` are (topic, count) pairs for Draw.BY_TOPIC; `tie_breaks` apply in their order after the score;
    `award_cap` is the number of prizes that a person may get, None for any number.
    """

    question_count: int = 10
    minutes: int = 15
    draw: str = Draw.RANDOM
    shares: tuple[tuple[int, int], ...] = ()
    attempts_allowed: int | None = 1
    attempts_per: str = AttemptsPer.ROUND
    counting: str = Counting.BEST_EARLIEST
    all_must_be_answered: bool = True
    points_per_question: int = 1
    grace_seconds: int = 15
    prediction: str = PredictionTarget.NONE
    prediction_decimals: int = 2
    score_shown: str = ScoreShown.AT_ONCE
    key_shown: str = KeyShown.AFTER_CLOSING
    tie_breaks: tuple[str, ...] = (Comparator.PREDICTION, Comparator.EARLIER)
    ties: str = Ties.JOINT
    ranked_apart: bool = False
    award_cap: int | None = None
    trace_days: int = 0
    answer_first: bool = False

    @classmethod
    def from_json(cls, values: dict) -> QuizRules:
        """Return rules that were stored as JSON, where tuples are lists."""
        return cls(
            **{
                **values,
                "shares": tuple(tuple(share) for share in values["shares"]),
                "tie_breaks": tuple(values["tie_breaks"]),
            }
        )

    @property
    def can_be_probed(self) -> bool:
        """Say whether a score that is seen at once would tell which answers were right, for use in another attempt.

        It would where nobody has to say who they are, and where more than one attempt counts.
        """
        is_single = self.attempts_allowed == 1 and self.attempts_per in (
            AttemptsPer.ROUND,
            AttemptsPer.CONTEST,
        )
        return self.answer_first or not is_single

    @property
    def score_time(self) -> ScoreShown:
        """Return when contestants see their scores: not before the closing where answers could be probed."""
        if self.score_shown == ScoreShown.AT_ONCE and self.can_be_probed:
            return ScoreShown.AFTER_CLOSING
        return ScoreShown(self.score_shown)

    @property
    def full_score(self) -> int:
        """Return the score of an attempt without a wrong answer."""
        return self.question_count * self.points_per_question

    @property
    def grace(self) -> datetime.timedelta:
        """Return the time after an attempt's end in which answers may still arrive, for slow connections."""
        return datetime.timedelta(seconds=self.grace_seconds)

    @property
    def largest_prediction(self) -> Decimal:
        """Return the largest number that can be predicted."""
        return Decimal(100) if self.prediction == PredictionTarget.ALL_RIGHT_SHARE else Decimal(99_999_999)
