"""Offer a new contest its usual pages."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_pages.contests.domain.usual_pages import create_usual_pages, missing_usual_pages
from contest_pages.contests.models import ContestPage


def usual_pages(request, page_id: int):
    """Show what is missing with everything ticked; on POST create the ticked ones as drafts."""
    contest = get_object_or_404(ContestPage, pk=page_id)
    if not contest.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    missing = missing_usual_pages(contest)
    if request.method == "POST":
        wanted = set(request.POST.getlist("page_type"))
        made = create_usual_pages(
            contest=contest, models=[m for m in missing if m._meta.label_lower in wanted], actor=request.user
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
        request, "contest_contests/admin/usual_pages.html", {"contest": contest, "offered": offered}
    )
