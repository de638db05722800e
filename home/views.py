"""Small views of the portal beside its pages."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Site

from contest_pages.contests.models.visibility import open_to_visitors
from contest_pages.publishing import page_cache

from . import icons, styleguide, theme
from .site_settings import PortalSettings


@require_safe
@cache_control(public=True, max_age=365 * 24 * 3600, immutable=True)
def theme_stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """Serve the colours of the site; the name changes with them."""
    portal = PortalSettings.for_request(request)
    if digest != portal.theme_digest:
        raise Http404
    text = theme.stylesheet(portal.brand_colour, portal.accent_colour, portal.hem)
    return HttpResponse(text, content_type="text/css")


@require_safe
@page_cache.public
def robots(request: HttpRequest) -> HttpResponse:
    """Serve robots.txt: excluded paths and the sitemap."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in ("/admin/", "/thi-sinh/", "/dang-ky/", "/tim-kiem/")]
    lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def icon(request: HttpRequest, size: int = 32) -> HttpResponse:
    """Serve the emblem as an icon of the site; 404 for a size that no page names."""
    if size not in icons.SIZES:
        raise Http404
    emblem = PortalSettings.for_request(request).emblem
    if emblem is not None:
        return redirect(emblem.get_rendition(f"fill-{size}x{size}|format-png").url)
    return HttpResponse(icons.usual_icon(size), content_type="image/png")


@require_safe
@page_cache.public
def manifest(request: HttpRequest) -> HttpResponse:
    """Serve the web app manifest: name, icons and colours of the site, for home screens."""
    row = PortalSettings.for_request(request)
    name = row.name or settings.WAGTAIL_SITE_NAME
    content = {
        "name": name,
        "short_name": name,
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "display": "browser",
        "background_color": theme.PAPER,
        "theme_color": theme.darker(row.brand_colour),
        "icons": [
            {"src": reverse("portal_icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in icons.SIZES[1:]
        ],
    }
    return JsonResponse(
        content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


class OpenPages(Sitemap):
    """The pages of the site that every visitor may see: none below a draft, as a live page may be."""

    def items(self):
        """Return the pages in tree order."""
        return open_to_visitors(super().items())


@require_safe
@page_cache.public
def sitemap(request: HttpRequest) -> HttpResponse:
    """Serve the sitemap."""
    return wagtail_sitemap(request, {"pages": OpenPages})


@require_safe
@page_cache.public
def security_txt(request: HttpRequest) -> HttpResponse:
    """Serve security.txt (RFC 9116); 404 without an address in the settings."""
    email = PortalSettings.for_request(request).email
    if not email:
        raise Http404
    expires = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{email}",
        f"Expires: {(expires + datetime.timedelta(days=180)).isoformat()}",
        "Preferred-Languages: vi, en",
        f"Canonical: {request.build_absolute_uri('/.well-known/security.txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def show_styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component and form state, with DEBUG or to logged-in editors."""
    if not settings.DEBUG and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return render(request, "home/styleguide.html", styleguide.examples(Site.find_for_request(request)))
