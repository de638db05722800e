"""Paste standings from a table."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contest_pages.contests.models import ContestRoundPage
from contest_pages.results.domain.standings import put_standings, read_standings
from contest_pages.results.models import ContestResultsPage


class PasteForm(forms.Form):
    """Which round, and the lines."""

    round = forms.ModelChoiceField(ContestRoundPage.objects.none(), label=gettext_lazy("Round"))
    lines = forms.CharField(
        label=gettext_lazy("Lines"),
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy(
            "One line for each: number of the work or code of the registration, rank, points. Copy the three columns from your table."
        ),
    )

    def __init__(self, *args, contest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = ContestRoundPage.objects.child_of(contest).order_by("path")


def paste_standings(request, page_id: int):
    """Show the form; on POST say what is wrong, line by line, or put all lines into a draft."""
    page = get_object_or_404(ContestResultsPage, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    form = PasteForm(request.POST or None, contest=page.contest)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        round_page = form.cleaned_data["round"]
        read = read_standings(contest=page.contest, round_page=round_page, text=form.cleaned_data["lines"])
        problems = read.problems
        if read.standings and not problems:
            put_standings(page=page, round_page=round_page, standings=read.standings, actor=request.user)
            messages.success(
                request,
                ngettext(
                    "%(count)d standing stands in the draft. Look at it and publish the page.",
                    "%(count)d standings stand in the draft. Look at them and publish the page.",
                    len(read.standings),
                )
                % {"count": len(read.standings)},
            )
            return redirect("wagtailadmin_pages:edit", page.pk)
        problems = problems or [_("There is no line to take.")]
    context = {"page": page, "form": form, "problems": problems[:50], "more": max(0, len(problems) - 50)}
    return render(request, "contest_results/admin/paste_standings.html", context)
