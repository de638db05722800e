"""The extension's addresses outside the page tree; the host includes this module once."""

from __future__ import annotations

from django.urls import path

from . import hooks
from .http.cacheable_forms import form_token

urlpatterns = [path("bieu-mau/ma-bao-ve/", form_token, name="contest_form_token")]
for _patterns in hooks.call("url_patterns"):
    urlpatterns += _patterns
