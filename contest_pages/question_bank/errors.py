"""Refusals of the question bank, each a sentence for the person."""

from contest_pages.errors import ContestError


class QuestionRefused(ContestError):
    """The requested change of a question is not allowed."""

    code = "question_refused"
