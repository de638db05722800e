"""Addresses of attempts. None of them contains personal data."""

from django.urls import path

from .views import attempts, claiming, public

urlpatterns = [
    path("thi-sinh/<str:token>/trac-nghiem-<number:round_id>/", attempts.begin, name="contest_begin_attempt"),
    path(
        "thi-sinh/<str:token>/trac-nghiem-<number:round_id>/nhan-bai/",
        claiming.answer_claim,
        name="contest_name_attempt",
    ),
    path("trac-nghiem-ngay/<number:round_id>/", claiming.begin_unnamed, name="contest_begin_unnamed"),
    path("trac-nghiem-so-lieu/<number:round_id>/", public.live_numbers, name="contest_quiz_live"),
    path("trac-nghiem/<str:token>/", attempts.show_attempt, name="contest_attempt"),
    path("trac-nghiem/<str:token>/kiem-tra/", attempts.check, name="contest_check_attempt"),
    path("trac-nghiem/<str:token>/luu/", attempts.save, name="contest_save_attempt"),
]
