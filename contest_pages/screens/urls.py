"""Addresses of screens."""

from django.urls import path

from . import views

urlpatterns = [
    path("man-hinh/", views.start, name="contest_screens"),
    path("man-hinh/<str:key>/", views.show, name="contest_screen"),
    path("man-hinh/<str:key>/sau/<str:version>/", views.after, name="contest_screen_after"),
    path("theo-doi/<slug:kind>/<number:key>/<slug:role>/<str:version>/", views.follow, name="contest_follow"),
]
