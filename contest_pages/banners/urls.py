"""Addresses that partners' sites ask for."""

from django.urls import path

from .views import public

_BASE = "bieu-ngu/<number:contest_id>/<slug:key>/<str:size>"

urlpatterns = [
    path(f"{_BASE}.jpg", public.picture, name="contest_banner_picture"),
    path(f"{_BASE}.html", public.frame, name="contest_banner_frame"),
    path(f"{_BASE}/di/", public.follow, name="contest_banner_follow"),
]
