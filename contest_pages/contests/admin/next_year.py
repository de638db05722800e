"""Make next year's contest from this one."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from contest_pages.contests.domain.next_year import make_next_year, usual_title
from contest_pages.contests.errors import TitleTaken
from contest_pages.contests.models import ContestPage
from contest_pages.http.whole_texts import WholeTextForm


class NextYearForm(WholeTextForm):
    """The title of the new contest."""

    title = forms.CharField(label=_("Title of the new contest"), max_length=255)


def may_make(user, contest: ContestPage) -> bool:
    """Say whether a user may add a sibling of this contest."""
    return contest.get_parent().permissions_for_user(user).can_add_subpage()


def next_year(request, page_id: int):
    """Ask for the title; on POST copy the contest and list what must be decided."""
    contest = get_object_or_404(ContestPage, pk=page_id)
    if not may_make(request.user, contest):
        raise PermissionDenied
    form = NextYearForm(request.POST or None, initial={"title": usual_title(contest)})
    context = {"contest": contest, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            made, decisions = make_next_year(
                contest=contest, title=form.cleaned_data["title"], actor=request.user
            )
        except TitleTaken as refused:
            form.add_error("title", refused.message)
        else:
            context |= {"made": made, "decisions": decisions}
    return render(request, "contest_contests/admin/next_year.html", context)
