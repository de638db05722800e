"""Addresses of units; nothing personal."""

from django.urls import path

from .views import chooser

urlpatterns = [path("don-vi/tim/", chooser.find, name="contest_find_units")]
