"""The bank, the round and its attempts."""

from .attempt import Accommodation, Attempt, WaitingPlace
from .bank import (
    KeyCorrection,
    Question,
    QuestionOption,
    QuestionSet,
    QuestionTopic,
    QuestionVersion,
)
from .page import QuizAudience, QuizRoundPage, TopicShare

__all__ = [
    "Accommodation",
    "Attempt",
    "KeyCorrection",
    "Question",
    "QuestionOption",
    "QuestionSet",
    "QuestionTopic",
    "QuestionVersion",
    "QuizAudience",
    "QuizRoundPage",
    "TopicShare",
    "WaitingPlace",
]
