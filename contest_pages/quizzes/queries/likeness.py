"""Questions that say nearly the same."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from contest_pages.quizzes.enums import QuestionStatus
from contest_pages.quizzes.models import Question
from contest_pages.vietnamese import fold

#: From this likeness (of 100) two questions are shown side by side. Below it are mere variations of a theme.
ALIKE = 88


def known_texts() -> dict[int, str]:
    """Return the folded words of every question in use, by its number."""
    questions = Question.objects.exclude(status=QuestionStatus.RETIRED)
    return {pk: fold(text) for pk, text in questions.values_list("pk", "text")}


def alike(text: str, known: dict[int, str], limit: int = 5) -> list[tuple[int, int]]:
    """Return (number, likeness of 100) of the questions most like this text, the likest first."""
    found = process.extract(fold(text), known, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=limit)
    return [(pk, round(score)) for _text, score, pk in found]


def questions_like(question: Question) -> list[tuple[Question, int]]:
    """Return the other questions that say nearly what this one says, with their likeness."""
    known = known_texts()
    known.pop(question.pk, None)
    found = alike(question.text, known)
    questions = Question.objects.in_bulk([pk for pk, _score in found])
    return [(questions[pk], score) for pk, score in found]
