"""Refusals of quizzes, each a sentence for the person."""

from contest_pages.errors import ContestError


class QuizRefused(ContestError):
    """The base class of the refusals of quizzes."""

    code = "quiz_refused"


class QuizClosed(QuizRefused):
    """The round is not open, or its questions are not ready."""

    code = "quiz_closed"


class NoAttemptsLeft(QuizRefused):
    """All attempts that the rules allow are used."""

    code = "no_attempts_left"


class ClaimRefused(QuizRefused):
    """The contestant cannot get this attempt any more, or not yet."""

    code = "claim_refused"


class NotComplete(QuizRefused):
    """Answers are missing; the given ones are saved."""

    code = "not_complete"


class NotAPrediction(QuizRefused):
    """The typed text is not a valid prediction."""

    code = "not_a_prediction"


class AllPlacesTaken(QuizRefused):
    """The site is full at this moment; `place` is the contestant's place in the queue, from 1."""

    code = "all_places_taken"

    def __init__(self, message: str, place: int):
        super().__init__(message)
        self.place = place
