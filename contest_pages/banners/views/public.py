"""What partners' sites ask for: the picture, the frame, the way to the contest."""

from __future__ import annotations

import base64

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from contest_pages.banners.domain.counting import count
from contest_pages.banners.models import Partner
from contest_pages.banners.queries import banner_of
from contest_pages.contests.enums import BannerSize
from contest_pages.contests.models import ContestPage

#: One transparent dot: what is left of a banner when its contest is over.
_NOTHING = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")

#: The page in a partner's frame: any site may frame it, and nothing in it runs.
_FRAMED = "default-src 'none'; img-src 'self'; style-src 'self'; frame-ancestors *; base-uri 'none'; form-action 'none'"


def _asked(contest_id: int, key: str, size: str) -> tuple[ContestPage, Partner]:
    if size not in BannerSize.values:
        raise Http404
    contest = get_object_or_404(ContestPage.objects.live(), pk=contest_id)
    return contest, get_object_or_404(Partner, key=key)


@require_safe
def picture(request: HttpRequest, contest_id: int, key: str, size: str) -> HttpResponse:
    """Hand out the picture of now and count; a browser that has it asks again without loading it again."""
    contest, partner = _asked(contest_id, key, size)
    now = timezone.now()
    banner = banner_of(contest, size, now) if partner.is_active else None
    if banner is None:
        response = HttpResponse(_NOTHING, content_type="image/gif")
        response["Cache-Control"] = "no-cache"
        return response
    if request.method == "GET":
        count(contest=contest, partner=partner, size=size, what="views", now=now)
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
    contest, partner = _asked(contest_id, key, size)
    banner = banner_of(contest, size, timezone.now()) if partner.is_active else None
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
    """Count and lead to where the banner leads; when the contest is over, to the contest."""
    contest, partner = _asked(contest_id, key, size)
    now = timezone.now()
    banner = banner_of(contest, size, now)
    if request.method == "GET":
        count(contest=contest, partner=partner, size=size, what="clicks", now=now)
    target = (banner.link if banner is not None else "") or contest.full_url
    response = HttpResponseRedirect(target)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
