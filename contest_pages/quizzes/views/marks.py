"""What of a request becomes a mark against cheating, where the rules of the round say that marks are kept."""

from __future__ import annotations

from django.http import HttpRequest

from contest_pages import limits
from contest_pages.quizzes.domain.taking import Trace
from contest_pages.quizzes.domain.traces import trace_of
from contest_pages.quizzes.logic.rules import QuizRules


def trace_in(request: HttpRequest, rules: QuizRules) -> Trace | None:
    """Return the marks of a visitor; None where none are kept."""
    if not rules.trace_days:
        return None
    browser = f"{request.META.get('HTTP_USER_AGENT', '')}|{request.META.get('HTTP_ACCEPT_LANGUAGE', '')}"
    return trace_of(limits.visitor_network(request), browser)
