"""Addresses of taking a quiz. None of them holds anything personal."""

from django.urls import path

from .views import naming, taking

urlpatterns = [
    path("thi-sinh/<str:token>/trac-nghiem-<number:round_id>/", taking.begin, name="contest_begin_attempt"),
    path(
        "thi-sinh/<str:token>/trac-nghiem-<number:round_id>/nhan-bai/",
        naming.name_attempt,
        name="contest_name_attempt",
    ),
    path("trac-nghiem-ngay/<number:round_id>/", naming.begin_unnamed, name="contest_begin_unnamed"),
    path("trac-nghiem/<str:token>/", taking.attempt, name="contest_attempt"),
    path("trac-nghiem/<str:token>/luu/", taking.save, name="contest_save_attempt"),
]
