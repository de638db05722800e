"""Addresses of the contests beside the page tree."""

from django.urls import path

from .views import public

urlpatterns = [path("anh-chia-se/<int:page_id>/<slug:digest>.jpg", public.card, name="contest_card")]
