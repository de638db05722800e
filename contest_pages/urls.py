"""The extension's addresses outside the page tree; the host includes this module once."""

from __future__ import annotations

from django.apps import apps
from django.urls import include, path

from .forms_in_pages import form_token

urlpatterns = [path("bieu-mau/ma-bao-ve/", form_token, name="contest_form_token")]

# Those that a deadline asks for most stand first.
for _feature in (
    "quizzes",
    "registrations",
    "rosters",
    "entries",
    "ceremonies",
    "banners",
    "activities",
    "api",
    "contests",
    "review",
    "units",
):
    if apps.is_installed(f"contest_pages.{_feature}"):
        urlpatterns.append(path("", include(f"contest_pages.{_feature}.urls")))
