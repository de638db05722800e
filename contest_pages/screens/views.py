"""Screens in a hall, and what the open pages of visitors follow: a state, asked for again and again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contest_pages.http import rate_limits
from contest_pages.http.rate_limits import TooManyRequests

from .domain import open_screen
from .logic import Channel, spaced_code
from .queries import Paired, screen_of, sources, state_of
from .source import SOON, ScreenState

#: What a screen shows that a console has released, or whose channel has nothing to show any more.
_UNPAIRED = ScreenState("released", template="contest_screens/_released.html")


@require_http_methods(["GET", "POST"])
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Offer to make this browser a screen; a press creates one that shows its code."""
    refused = ""
    if request.method == "POST":
        try:
            network = rate_limits.visitor_network(request)
            rate_limits.count(request, what="screen", who=network, rate="RATE_SCREEN_ADDRESS")
            return redirect("contest_screen", open_screen(now=timezone.now()).key)
        except TooManyRequests as error:
            refused = error.message
    return render(request, "contest_screens/start.html", {"refused": refused}, status=429 if refused else 200)


@require_safe
@never_cache
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the screen shows now, or its code; its script asks for what follows."""
    screen = screen_of(key)
    if screen is None:
        return redirect("contest_screens")
    state = _state(screen)
    return render(
        request,
        "contest_screens/screen.html",
        {"key": key, "state": state, "html": _html(state), "now": timezone.now()},
    )


@require_safe
@never_cache
def after(request: HttpRequest, key: str, version: str) -> HttpResponse:
    """Return what the screen shows now, or 204 where that is still the version it has."""
    screen = screen_of(key)
    state = _state(screen) if screen is not None else _UNPAIRED
    if state.version == version:
        return _with_pace(HttpResponse(status=204), state)
    content = {
        "version": state.version,
        "scene": state.scene,
        "html": _html(state),
        "now": timezone.now().isoformat(),
    }
    return _with_pace(JsonResponse(content), state)


@require_safe
def follow(request: HttpRequest, kind: str, key: int, role: str, version: str) -> HttpResponse:
    """Tell a page that follows a channel which version is current: 204 while it is the page's own.

    Anybody may ask, for the public roles of a source; a cache in front may answer for a second. Its staff roles are for
    those who may enter the admin.
    """
    source = sources().get(kind)
    is_public = source is not None and role in source.public_roles
    is_for_staff = source is not None and role in source.staff_roles
    if not is_public and not (is_for_staff and request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404
    state = state_of(Channel(kind, key), role)
    if state is None:
        raise Http404
    if state.version == version:
        response = HttpResponse(status=204)
    else:
        response = JsonResponse({"version": state.version})
    response["Cache-Control"] = "public, max-age=0, s-maxage=1" if is_public else "private, no-store"
    return _with_pace(response, state)


def _with_pace(response: HttpResponse, state: ScreenState) -> HttpResponse:
    """Say when to ask again, also where nothing has changed: the pace changes with the hour."""
    response["X-Contest-Ask-After"] = str(state.ask_after)
    return response


def _state(screen: Paired) -> ScreenState:
    if screen.channel is None:
        content = {"code": spaced_code(screen.code)}
        return ScreenState("code", content, "contest_screens/_code.html", SOON)
    return state_of(screen.channel, screen.role) or _UNPAIRED


def _html(state: ScreenState) -> str:
    return render_to_string(state.template, state.content)
