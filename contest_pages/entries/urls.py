"""Addresses of handing in and of videos."""

from django.urls import path

from .views import media, multipart, submission, tus

_ROUND = "thi-sinh/<str:token>/vong-<number:round_id>"
_ENTRY = "thi-sinh/<str:token>/tac-pham-<number:entry_id>"

urlpatterns = [
    path(f"{_ROUND}/bat-dau/", submission.begin, name="contest_begin_entry"),
    path(f"{_ROUND}/tinh-trang/", submission.entries_fragment, name="contest_entries_fragment"),
    path(f"{_ENTRY}/", submission.own_entry, name="contest_own_entry"),
    path(f"{_ENTRY}/tai-len/", submission.begin_upload, name="contest_begin_upload"),
    path(f"{_ENTRY}/video/", submission.video_fragment, name="contest_video_fragment"),
    path(f"{_ENTRY}/phu-de/", submission.change_subtitles, name="contest_change_subtitles"),
    path(f"{_ENTRY}/kich-ban/", submission.own_script, name="contest_own_script"),
    path(f"{_ENTRY}/rut/", submission.withdraw_entry, name="contest_withdraw_entry"),
    # The server of uploads answers below this prefix; the secret stays out of every log.
    path("tus/<str:key>~<str:secret>/", tus.chunk, name="contest_upload"),
    path("tus/phan/<str:key>~<str:secret>/", multipart.parts, name="contest_upload_parts"),
    path("video/<number:video_id>/", media.video, name="contest_video"),
    path("video/<number:video_id>/<number:lines>/", media.rendition, name="contest_rendition"),
    path("anh-video/<number:video_id>/", media.poster, name="contest_poster"),
    path("anh-video/<number:video_id>/<number:width>/", media.poster, name="contest_poster_width"),
    path("anh-tinh/<number:still_id>/", media.still, name="contest_still"),
    path("phu-de/<number:entry_id>/<str:language>.vtt", media.subtitles, name="contest_subtitles"),
]
