"""Near-duplicates among questions."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from contest_pages.question_bank.enums import QuestionStatus
from contest_pages.question_bank.models import Question
from contest_pages.vietnamese import fold

#: From this similarity (of 100) two questions are reported as near-duplicates.
MINIMUM_SIMILARITY = 88


def known_texts() -> dict[int, str]:
    """Return the folded text of every question that is not retired, by primary key."""
    questions = Question.objects.exclude(status=QuestionStatus.RETIRED)
    return {pk: fold(text) for pk, text in questions.values_list("pk", "text")}


def similar_to(text: str, known: dict[int, str], limit: int = 5) -> list[tuple[int, int]]:
    """Return (primary key, similarity of 100) of the questions most similar to a text, the most similar first."""
    matches = process.extract(
        fold(text), known, scorer=fuzz.token_sort_ratio, score_cutoff=MINIMUM_SIMILARITY, limit=limit
    )
    return [(pk, round(score)) for _text, score, pk in matches]


def questions_like(question: Question) -> list[tuple[Question, int]]:
    """Return the near-duplicates of a question, with their similarity."""
    known = known_texts()
    known.pop(question.pk, None)
    matches = similar_to(question.text, known)
    questions = Question.objects.in_bulk([pk for pk, _score in matches])
    return [(questions[pk], score) for pk, score in matches]
