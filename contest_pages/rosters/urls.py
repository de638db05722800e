"""Addresses of rosters, below the contact's own page."""

from django.urls import path

from .views import contact

_BASE = "thi-sinh/<str:token>/danh-sach/"

urlpatterns = [
    path(_BASE, contact.roster_page, name="contest_roster"),
    path(f"{_BASE}mau.xlsx", contact.template, name="contest_roster_template"),
    path(f"{_BASE}hien-co.xlsx", contact.filled_list, name="contest_roster_sheet"),
    path(f"{_BASE}phu-luc.<str:form>", contact.annex, name="contest_roster_annex"),
    path(f"{_BASE}tep/<number:list_id>/", contact.list_preview, name="contest_roster_list"),
    path(f"{_BASE}tep/<number:list_id>/can-sua.xlsx", contact.wrong_rows, name="contest_roster_wrong"),
    path(f"{_BASE}them/", contact.add_person, name="contest_roster_add"),
    path(f"{_BASE}nguoi/<str:code>/", contact.edit_person, name="contest_roster_mend"),
    path(f"{_BASE}nguoi/<str:code>/bo/", contact.remove_person_from_roster, name="contest_roster_remove"),
]
