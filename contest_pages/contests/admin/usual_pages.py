"""Offer a new contest its usual pages."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.contests.domain.usual_pages import create_usual_pages, missing_usual_pages
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.http.whole_texts import WholeTextForm


class RoundTimesForm(WholeTextForm):
    """When the rounds open and close, as the plan says; both may be left for later."""

    opens_at = ContestRoundPage._meta.get_field("opens_at").formfield()
    closes_at = ContestRoundPage._meta.get_field("closes_at").formfield()

    def clean(self):
        """Refuse a closing before the opening; the page itself is only made afterwards."""
        data = super().clean()
        if data.get("opens_at") and data.get("closes_at") and data["closes_at"] <= data["opens_at"]:
            self.add_error("closes_at", _("The round must close after it opens."))
        return data


def usual_pages(request, page_id: int):
    """Show what is missing with everything ticked; on POST create the ticked ones as drafts."""
    contest = get_object_or_404(ContestPage, pk=page_id)
    if not contest.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    missing = missing_usual_pages(contest)
    times = RoundTimesForm(request.POST or None)
    if request.method == "POST" and times.is_valid():
        wanted = set(request.POST.getlist("page_type"))
        made = create_usual_pages(
            contest=contest,
            models=[m for m in missing if m._meta.label_lower in wanted],
            actor=request.user,
            **times.cleaned_data,
        )
        if made:
            messages.success(
                request,
                ngettext(
                    "%(count)d page was created as a draft.",
                    "%(count)d pages were created as drafts.",
                    len(made),
                )
                % {"count": len(made)},
            )
        else:
            messages.warning(request, _("No page was created."))
        return redirect("wagtailadmin_explore", contest.pk)
    offered = [
        {"value": model._meta.label_lower, "title": model.usual_title, "kind": model.get_verbose_name()}
        for model in missing
    ]
    return render(
        request,
        "contest_contests/admin/usual_pages.html",
        {
            "contest": contest,
            "offered": offered,
            "times": times,
            "has_rounds": any(issubclass(model, ContestRoundPage) for model in missing),
        },
    )
