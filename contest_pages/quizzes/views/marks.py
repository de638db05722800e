"""Fingerprints of requests against cheating, where the rules of the round allow them."""

from __future__ import annotations

from django.http import HttpRequest

from contest_pages.http import rate_limits
from contest_pages.quizzes.domain.attempts import Trace
from contest_pages.quizzes.domain.traces import trace_of
from contest_pages.quizzes.logic.rules import QuizRules


def trace_in(request: HttpRequest, rules: QuizRules) -> Trace | None:
    """Return the fingerprints of a visitor; None where none are stored."""
    if not rules.trace_days:
        return None
    browser = f"{request.META.get('HTTP_USER_AGENT', '')}|{request.META.get('HTTP_ACCEPT_LANGUAGE', '')}"
    return trace_of(rate_limits.visitor_network(request), browser)
