"""The operator's console of a launch, on a device of its own: the button, its questions, its screens, who else operates."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from contest_pages.ceremonies.admin_forms import groups_that_may_press
from contest_pages.ceremonies.domain.launch_button import (
    press_rehearsal,
    press_start,
    reset_rehearsal,
    undo_press,
)
from contest_pages.ceremonies.enums import LaunchStage
from contest_pages.ceremonies.logic import clock
from contest_pages.ceremonies.models import ContestCeremonyPage, Press
from contest_pages.ceremonies.permissions import may_press
from contest_pages.ceremonies.queries.launch import last_taken_back, launch_facts, pressed_by
from contest_pages.ceremonies.screens import (
    CONSOLE,
    WALL,
    LaunchScreens,
    channel_of,
    console_state,
    launch_version,
)
from contest_pages.errors import ContestError
from contest_pages.http.decorators import only
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.screens.domain import note_operator, open_screen, pair_screen, release_screen
from contest_pages.screens.logic import version_of
from contest_pages.screens.queries import operators_of, screens_of


@dataclass(frozen=True)
class Refusal:
    """Why an action of the operator was refused, and in which part of the console that is shown."""

    words: str
    part: str


@require_http_methods(["GET", "POST"])
@never_cache
@with_recent_identity(actions=("undo",))
def console(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the console and act on it; to a user who may not, show who may."""
    if not may_press(request.user):
        return _not_allowed(request, page_id)
    page = get_object_or_404(ContestCeremonyPage, pk=page_id)
    now, refusal = timezone.now(), None
    if request.method == "POST":
        try:
            _act(request, page, now)
        except ContestError as error:
            part = "screens" if {"pair", "release"} & request.POST.keys() else "launch"
            refusal = Refusal(error.message, part)
        if refusal is None and not _wants_parts(request):
            return redirect("contest_launch_console", page.pk)
    note_operator(channel=channel_of(page.pk), user=request.user, now=now)
    template = "_console_parts" if _wants_parts(request) else "console"
    return render(
        request,
        f"contest_ceremonies/admin/{template}.html",
        _context(request, page_id, refusal),
        status=409 if refusal else 200,
    )


@require_POST
@never_cache
@only(may_press)
def presence(request: HttpRequest, page_id: int) -> HttpResponse:
    """Note that this operator's console is still open."""
    page = get_object_or_404(ContestCeremonyPage.objects.only("pk"), pk=page_id)
    note_operator(channel=channel_of(page.pk), user=request.user, now=timezone.now())
    return HttpResponse(status=204)


@require_POST
@never_cache
@only(may_press)
def open_wall(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make this browser's window a screen of the launch: it needs no pairing, and no login from then on."""
    page = get_object_or_404(ContestCeremonyPage.objects.only("pk"), pk=page_id)
    screen = open_screen(now=timezone.now(), channel=channel_of(page.pk), role=WALL, actor=request.user)
    return redirect("contest_screen", screen.key)


def _wants_parts(request: HttpRequest) -> bool:
    return request.headers.get("X-Contest-Parts") == "1"


def _act(request: HttpRequest, page: ContestCeremonyPage, now) -> None:
    actor, sent = request.user, request.POST
    if "undo" in sent:
        press = get_object_or_404(Press, pk=sent["undo"], ceremony=page, is_rehearsal=False)
        undo_press(press=press, actor=actor, now=now)
    elif "rehearse" in sent:
        press_rehearsal(ceremony=page, actor=actor, now=now)
    elif "reset" in sent:
        reset_rehearsal(ceremony=page, actor=actor, now=now)
    elif "pair" in sent:
        channel = channel_of(page.pk)
        pair_screen(code=sent["pair"], channel=channel, role=sent.get("role", ""), actor=actor, now=now)
    elif "release" in sent and sent["release"].isdecimal():
        release_screen(screen_pk=int(sent["release"]), channel=channel_of(page.pk))
    elif "press" in sent:
        press_start(ceremony=page, actor=actor, now=now)


def _context(request: HttpRequest, page_id: int, refusal: Refusal | None) -> dict:
    now = timezone.now()
    facts = launch_facts(page_id)
    stage, page = facts.stage(now), facts.page
    channel = channel_of(page_id)
    taken_back = last_taken_back(page_id)
    may_undo = facts.is_opened_by_press and clock.may_be_undone(now, facts.pressed_at)
    may_press_now = stage is LaunchStage.READY or (stage is LaunchStage.REHEARSAL and not facts.rehearsed_at)
    asks = "ask" in request.GET and may_press_now and request.method == "GET"
    screens, operators = screens_of(channel), operators_of(channel, now)
    launch_refused = refusal.words if refusal and refusal.part == "launch" else ""
    screens_refused = refusal.words if refusal and refusal.part == "screens" else ""
    return {
        "page": page,
        "facts": facts,
        "stage": stage,
        "now": now,
        "asks": asks,
        "may_press_now": may_press_now,
        "may_undo": may_undo,
        "presser": pressed_by(facts.rehearsal_pk if stage is LaunchStage.REHEARSAL else facts.press_pk),
        "undo_span": clock.UNDO,
        "undo_until": facts.pressed_at + clock.UNDO if may_undo else None,
        "press_from": page.starts_at - clock.PRESS_BEFORE,
        "rehearsal_from": page.rehearsal_at and page.rehearsal_at - clock.REHEARSAL_BEFORE,
        "taken_back": taken_back if taken_back and not facts.pressed_at else None,
        "screens": screens,
        "roles": LaunchScreens.roles,
        "operators": operators,
        "launch_refused": launch_refused,
        "screens_refused": screens_refused,
        "state": console_state(facts, now),
        "channel": channel,
        "role": CONSOLE,
        "launch_version": version_of(
            {
                "launch": launch_version(facts, now),
                "asks": asks,
                "refused": launch_refused,
                "undone": taken_back.pk if taken_back else None,
            }
        ),
        "screens_version": version_of(
            {"screens": [(row.pk, row.role) for row in screens], "refused": screens_refused}
        ),
        "operators_version": version_of({"operators": [row.user_id for row in operators]}),
    }


def _not_allowed(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(ContestCeremonyPage, pk=page_id)
    if not request.user.is_active or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return render(
        request,
        "contest_ceremonies/admin/not_allowed.html",
        {"page": page, "groups": groups_that_may_press().prefetch_related("user_set")},
        status=403,
    )
