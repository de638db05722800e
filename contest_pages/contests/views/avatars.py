"""Pictures of the admin's users, which lie in the private storage."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.users.models import UserProfile

from contest_pages.files.serving import send_file


@require_safe
def avatar(request: HttpRequest, name: str) -> HttpResponse:
    """Send the picture of a user to other users of the admin; originals of images have no address at all."""
    profile = UserProfile.objects.filter(avatar=name).first()
    if profile is None:
        raise Http404
    return send_file(request, profile.avatar, "image/jpeg", public=False)
