"""The launch wall, a page for the screen behind the stage: a countdown, and a button that opens the contest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_pages.ceremonies.domain.launch_button import press_start, undo_press
from contest_pages.ceremonies.errors import PressRefused
from contest_pages.ceremonies.logic import clock
from contest_pages.ceremonies.models import ContestCeremonyPage, Press
from contest_pages.ceremonies.permissions import may_press
from contest_pages.http.decorators import only


@require_http_methods(["GET", "POST"])
@never_cache
@only(may_press)
def wall(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show countdown and button; a press asks for confirmation, the second one opens; it can be undone for a minute."""
    page = get_object_or_404(ContestCeremonyPage.objects.select_related("opens_round"), pk=page_id)
    now, refused = timezone.now(), ""
    if request.method == "POST":
        try:
            _act(request, page, now)
            return redirect("contest_wall", page.pk)
        except PressRefused as error:
            refused = error.message
    press = Press.objects.filter(round=page.opens_round_id, undone_at=None).first()
    return render(
        request,
        "contest_ceremonies/wall.html",
        {
            "page": page,
            "contest": page.contest,
            "now": now,
            "press": press,
            "asks": "press" in request.GET and press is None,
            "may_undo": press is not None and clock.may_be_undone(now, press.pressed_at),
            "undo_span": clock.UNDO,
            "undo_until": press.pressed_at + clock.UNDO if press else None,
            "refused": refused,
        },
        status=409 if refused else 200,
    )


def _act(request: HttpRequest, page: ContestCeremonyPage, now) -> None:
    if "undo" in request.POST:
        press = get_object_or_404(Press, pk=request.POST["undo"], ceremony=page)
        undo_press(press=press, actor=request.user, now=now)
    else:
        press_start(ceremony=page, actor=request.user, now=now)
