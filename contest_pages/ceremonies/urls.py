"""Addresses of ceremonies beside the page tree."""

from django.urls import path

from .views import invitation

urlpatterns = [
    path("moi/<number:page_id>.ics", invitation.invitation, name="contest_invitation"),
    path("moi/<number:page_id>.pdf", invitation.sheet, {"kind": "pdf"}, name="contest_invitation_print"),
    path("moi/<number:page_id>.png", invitation.sheet, {"kind": "png"}, name="contest_invitation_picture"),
    path(
        "moi/<number:page_id>/<number:place>.pdf",
        invitation.sheet,
        {"kind": "pdf"},
        name="contest_venue_invitation_print",
    ),
    path(
        "moi/<number:page_id>/<number:place>.png",
        invitation.sheet,
        {"kind": "png"},
        name="contest_venue_invitation_picture",
    ),
]
