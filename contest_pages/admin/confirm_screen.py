"""A screen that asks before an action, with or without a form."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from contest_pages.http.whole_texts import WholeTextForm


class ReasonForm(WholeTextForm):
    """A reason, or an answer, in words that the contestant or the record keeps."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, strip=True)

    def __init__(self, *args, label: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label or gettext("Reason")


def confirm_screen(
    request: HttpRequest,
    form: forms.Form | None,
    *,
    title: str,
    subtitle: str,
    intro: str,
    submit: str,
    back: str,
    danger: bool = False,
) -> HttpResponse:
    """Return the screen: what will happen (`intro`), the form, a button named `submit`, and the way `back`."""
    return render(
        request,
        "contest_pages/admin/confirm.html",
        {
            "form": form,
            "title": title,
            "subtitle": subtitle,
            "intro": intro,
            "submit": submit,
            "back": back,
            "danger": danger,
        },
    )
