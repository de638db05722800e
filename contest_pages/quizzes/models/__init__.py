"""Quiz rounds and attempts."""

from .attempt import Accommodation, Attempt, WaitingPlace
from .page import QuizAudience, QuizRoundPage, TopicShare

__all__ = [
    "Accommodation",
    "Attempt",
    "QuizAudience",
    "QuizRoundPage",
    "TopicShare",
    "WaitingPlace",
]
