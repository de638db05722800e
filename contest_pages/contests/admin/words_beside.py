"""What a typed text says, for the words beside its field."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from contest_pages.contests.logic.written_times import NotATime, read_time
from contest_pages.data.amount_words import amount_in_words
from contest_pages.data.amounts import read_amount

_LONGEST = 120


@require_GET
def amount_words(request: HttpRequest) -> JsonResponse:
    """Return an amount in words: {"words": "Năm triệu đồng"}; empty words for what is no amount."""
    try:
        words = amount_in_words(read_amount(request.GET.get("text", "")[:_LONGEST]))
    except ValueError:
        words = ""
    return JsonResponse({"words": words[:1].upper() + words[1:]})


@require_GET
def time_words(request: HttpRequest) -> JsonResponse:
    """Return how a time is understood: {"words": "Hiểu là: từ … đến …"}."""
    try:
        words = _("Understood as: %(time)s.") % {
            "time": read_time(request.GET.get("text", "")[:_LONGEST]).meaning
        }
    except NotATime:
        words = _("Not understood yet.")
    return JsonResponse({"words": words})
