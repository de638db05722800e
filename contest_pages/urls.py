"""The extension's addresses outside the page tree; the host includes this module once."""

from __future__ import annotations

from django.apps import apps
from django.urls import include, path

from .forms_in_pages import form_token

urlpatterns = [path("bieu-mau/ma-bao-ve/", form_token, name="contest_form_token")]

for _feature in ("contests", "registrations", "entries", "review"):
    if apps.is_installed(f"contest_pages.{_feature}"):
        urlpatterns.append(path("", include(f"contest_pages.{_feature}.urls")))
