"""Views for partners' sites: the picture, the frame, the redirect to the contest."""

from __future__ import annotations

import base64
import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from contest_pages.banners.domain.counters import count
from contest_pages.banners.models import Partner
from contest_pages.banners.queries import current_banner
from contest_pages.contests.enums import BannerSize
from contest_pages.contests.models import Banner, ContestPage
from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.http.visitor_address import visitor_network

#: A transparent pixel, served when the contest is over or not public.
_TRANSPARENT_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")

#: The page in a partner's frame: any site may frame it, and nothing in it runs.
_FRAMED = "default-src 'none'; img-src 'self'; style-src 'self'; frame-ancestors *; base-uri 'none'; form-action 'none'"


def _get_contest_and_partner(contest_id: int, key: str, size: str) -> tuple[ContestPage, Partner]:
    if size not in BannerSize.values:
        raise Http404
    contest = get_object_or_404(ContestPage, pk=contest_id)
    return contest, get_object_or_404(Partner, key=key)


def _is_visible(contest: ContestPage) -> bool:
    return open_to_visitors(ContestPage.objects.filter(pk=contest.pk)).exists()


def _banner_of(contest: ContestPage, partner: Partner, size: str, now: datetime.datetime) -> Banner | None:
    """Return the banner that a partner shows; None once the contest is over, or while visitors may not see it."""
    return current_banner(contest, size, now) if partner.is_active and _is_visible(contest) else None


def _count(request: HttpRequest, contest: ContestPage, partner: Partner, size: str, what: str) -> None:
    agent = request.headers.get("User-Agent", "")
    count(
        contest=contest,
        partner=partner,
        size=size,
        what=what,
        network=visitor_network(request),
        browser=agent and f"{agent}|{request.headers.get('Accept-Language', '')}",
        now=timezone.now(),
    )


@require_safe
def picture(request: HttpRequest, contest_id: int, key: str, size: str) -> HttpResponse:
    """Serve the current picture and count the view; browsers revalidate it by its ETag."""
    contest, partner = _get_contest_and_partner(contest_id, key, size)
    now = timezone.now()
    banner = _banner_of(contest, partner, size, now)
    if banner is None:
        response = HttpResponse(_TRANSPARENT_PIXEL, content_type="image/gif")
        response["Cache-Control"] = "no-cache"
        return response
    if request.method == "GET":
        _count(request, contest, partner, size, "views")
    rendition = banner.image.get_rendition(f"fill-{size}|format-jpeg")
    tag = f'"{rendition.pk}"'  # another picture, or another part of it, is another rendition
    response = get_conditional_response(request, etag=tag)
    if response is None:
        with rendition.file.open("rb") as file:
            response = HttpResponse(file.read(), content_type="image/jpeg")
    response["ETag"], response["Cache-Control"] = tag, "no-cache"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
@xframe_options_exempt
def frame(request: HttpRequest, contest_id: int, key: str, size: str) -> HttpResponse:
    """Show the banner as a page without scripts that any site may frame."""
    contest, partner = _get_contest_and_partner(contest_id, key, size)
    banner = _banner_of(contest, partner, size, timezone.now())
    response = render(
        request,
        "contest_banners/frame.html",
        {"contest": contest, "partner": partner, "banner": banner, "size": size, "measures": size.split("x")},
    )
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = _FRAMED
    return response


@require_safe
def follow(request: HttpRequest, contest_id: int, key: str, size: str) -> HttpResponse:
    """Count the click and redirect to the banner's link, to the contest when it is over, else to the home page."""
    contest, partner = _get_contest_and_partner(contest_id, key, size)
    now = timezone.now()
    if not _is_visible(contest):
        return HttpResponseRedirect("/")
    banner = current_banner(contest, size, now)
    if request.method == "GET":
        _count(request, contest, partner, size, "clicks")
    target = (banner.link if banner is not None else "") or contest.full_url
    response = HttpResponseRedirect(target)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
