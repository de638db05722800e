"""Addresses of registering. None of them holds anything personal."""

from django.urls import path

from .views import personal, registering

urlpatterns = [
    path("dang-ky/<int:page_id>/", registering.submit, name="contest_register"),
    path("dang-ky/xong/<str:token>/", registering.done, name="contest_registered"),
    path("thi-sinh/", registering.open_personal_page, name="contest_open_personal"),
    path("thi-sinh/<str:token>/", personal.personal_page, name="contest_personal"),
]
