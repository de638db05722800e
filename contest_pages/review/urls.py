"""Addresses of the review outside the admin."""

from django.urls import path

from .views import contestant

urlpatterns = [
    path(
        "thi-sinh/<str:token>/tac-pham-<number:entry_id>/xem-lai/",
        contestant.appeal,
        name="contest_second_look",
    ),
]
