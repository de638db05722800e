"""Who may open which screen of a jury, and what its address and buttons name."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from contest_pages.data.numbers import KEY_DIGITS, read_number
from contest_pages.errors import ContestError
from contest_pages.http.decorators import only
from contest_pages.judging.models import JuryRoundPage, Seat
from contest_pages.judging.permissions import may_arrange, may_see_sheets

for_arrangers = only(may_arrange)
for_readers_of_sheets = only(may_see_sheets)


def round_or_404(round_id: int) -> JuryRoundPage:
    """Return a jury round."""
    return get_object_or_404(JuryRoundPage, pk=round_id)


def number_in(text: str) -> int:
    """Return the number in a button's value; 0, which nothing has, for anything else."""
    return read_number(text, KEY_DIGITS) or 0


def seat_or_404(round_page: JuryRoundPage, number: int) -> Seat:
    """Return the seat of a number in a round."""
    return get_object_or_404(Seat, round_id=round_page.pk, removed_at=None, number=number)


def attempt(
    request: HttpRequest, words: str, action: Callable, form: forms.Form | None = None, **kwargs
) -> bool:
    """Run an action with what its form holds, and say `words`; a refusal stands in the form, or is a message without one.

    Return False where the form must be corrected first.
    """
    if form is not None and not form.is_valid():
        return False
    try:
        action(**(form.cleaned_data if form is not None else {}), **kwargs)
    except ContestError as refused:
        if form is None:
            messages.error(request, refused.message)
            return True
        form.add_error(None, refused.message)
        return False
    messages.success(request, words)
    return True
