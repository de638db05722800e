"""Refusals of quizzes, each a sentence for the person."""

from contest_pages.errors import ContestError


class QuizRefused(ContestError):
    """The base of what the quiz refuses."""

    code = "quiz_refused"


class QuizClosed(QuizRefused):
    """The round is not open, or its questions are not ready."""

    code = "quiz_closed"


class NoAttemptsLeft(QuizRefused):
    """All attempts that the rules allow are used."""

    code = "no_attempts_left"


class CannotBeNamed(QuizRefused):
    """The attempt cannot become this contestant's any more, or not yet."""

    code = "cannot_be_named"


class NotComplete(QuizRefused):
    """Something must still be answered; what was answered is kept."""

    code = "not_complete"


class NotAPrediction(QuizRefused):
    """What was typed is no number that can be predicted."""

    code = "not_a_prediction"


class AllPlacesTaken(QuizRefused):
    """The server takes no more attempts at this moment; who asks stands in a queue, at `place` from 1."""

    code = "all_places_taken"

    def __init__(self, message: str, place: int):
        super().__init__(message)
        self.place = place


class QuestionRefused(QuizRefused):
    """A question cannot become what is asked of it."""

    code = "question_refused"
