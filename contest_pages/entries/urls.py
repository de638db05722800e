"""Addresses of handing in and of videos."""

from django.urls import path

from .views import intake, media

_ROUND = "thi-sinh/<str:token>/vong-<int:round_id>"

urlpatterns = [
    path(f"{_ROUND}/nop/", intake.new_entry, name="contest_new_entry"),
    path(f"{_ROUND}/tinh-trang/", intake.entries_fragment, name="contest_entries_fragment"),
    path(f"{_ROUND}/<int:number>/video/", intake.another_video, name="contest_another_video"),
    path(f"{_ROUND}/<int:number>/rut/", intake.withdraw_entry, name="contest_withdraw_entry"),
    path("video/<int:video_id>/", media.video, name="contest_video"),
    path("anh-video/<int:video_id>/", media.poster, name="contest_poster"),
]
