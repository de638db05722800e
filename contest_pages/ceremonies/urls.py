"""Addresses of ceremonies beside the page tree."""

from django.urls import path

from .views import invitation

urlpatterns = [path("moi/<int:page_id>.ics", invitation.invitation, name="contest_invitation")]
