"""Addresses of a contestant's own data."""

from django.urls import path

from . import views

urlpatterns = [
    path("thi-sinh/<str:token>/du-lieu/", views.own_data, name="contest_own_data"),
    path("thi-sinh/<str:token>/du-lieu.json", views.own_data_json, name="contest_own_data_json"),
    path("thi-sinh/<str:token>/yeu-cau/", views.request_about_data, name="contest_ask_about_data"),
]
