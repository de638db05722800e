"""Offer a new contest its usual pages."""

from __future__ import annotations

import re
from unicodedata import normalize

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from contest_pages.contests.domain.usual_pages import create_usual_pages, missing_usual_pages
from contest_pages.contests.models import ContestPage, ContestRoundPage
from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.http.written_number import WrittenNumberField

#: "4", "04 tuần", "04 (bốn) tuần", "4 đợt".
_WEEKS = re.compile(r"0*([0-9]{1,2})\s*(\([^)]*\))?\s*(tuần|đợt|vòng|kỳ)?( thi)?")
MOST_WEEKS = 30


def read_weeks(text: str) -> int:
    """Return the number of weeks as a plan writes it: “04 tuần”; ValueError for anything else."""
    found = _WEEKS.fullmatch(normalize("NFC", text).strip().lower())
    if found is None:
        raise ValueError(text)
    return int(found[1])


class WeeksField(WrittenNumberField):
    """A number of weeks."""

    read = staticmethod(read_weeks)
    write = str
    default_error_messages = {"invalid": _("Write a number of weeks, for example 4 or “04 weeks”.")}


class RoundTimesForm(WholeTextForm):
    """When the rounds open and close, as the plan says; both may be left for later."""

    opens_at = ContestRoundPage._meta.get_field("opens_at").formfield()
    closes_at = ContestRoundPage._meta.get_field("closes_at").formfield(
        help_text=_(
            "Of weekly rounds: the closing of the first, or, more than a week later, that of the last. Left empty, each lasts until the next one opens."
        )
    )
    weeks = WeeksField(
        label=_("weekly rounds"),
        required=False,
        min_value=1,
        max_value=MOST_WEEKS,
        help_text=_(
            "As the plan says, for example “04 weeks”: then there is a page for each week, with its dates."
        ),
    )

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
            **times.cleaned_data | {"weeks": times.cleaned_data["weeks"] or 1},
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
            "has_weekly_rounds": any(getattr(model, "repeated_title", "") for model in missing),
        },
    )
