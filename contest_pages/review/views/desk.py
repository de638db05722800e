"""Queue and desk of the preliminary review, inside Wagtail's admin."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.entries.models import Entry
from contest_pages.entries.queries.likeness import likenesses_of
from contest_pages.review.domain.deciding import decide
from contest_pages.review.enums import Decision
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.forms import DecisionForm
from contest_pages.review.policies import may_review
from contest_pages.review.queries.queue import next_after, queue

QUEUE_PAGE_SIZE = 25


def for_moderators(view):
    """Refuse everybody who may not decide about entries."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not may_review(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


@require_GET
@for_moderators
def queue_view(request: HttpRequest) -> HttpResponse:
    """List what waits, oldest first."""
    page = Paginator(queue(), QUEUE_PAGE_SIZE).get_page(request.GET.get("p"))
    return render(request, "contest_review/queue.html", {"page": page, "total": page.paginator.count})


@require_http_methods(["GET", "POST"])
@for_moderators
def desk(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show player, facts and rules side by side; on POST record the decision and show the next entry."""
    entry = get_object_or_404(
        Entry.objects.handed_in()
        .with_author()
        .select_related("contest", "round", "video", "registration", "unit"),
        pk=entry_id,
    )
    form = DecisionForm(request.POST or None, initial={"video": entry.video_id})
    if request.method == "POST" and form.is_valid():
        try:
            review = decide(
                entry=entry,
                moderator=request.user,
                decision=Decision(form.cleaned_data["decision"]),
                reason=form.cleaned_data["reason"],
                video_id=form.cleaned_data["video"],
                now=timezone.now(),
            )
        except ReviewRefused as refused:
            messages.error(request, refused.message)
            return redirect("contest_review_desk", entry.pk)
        messages.success(
            request,
            _("%(entry)s: %(decision)s.") % {"entry": entry.code, "decision": review.get_decision_display()},
        )
        following = next_after(entry)
        return (
            redirect("contest_review_desk", following.pk) if following else redirect("contest_review_queue")
        )
    return render(
        request,
        "contest_review/desk.html",
        {
            "entry": entry,
            "form": form,
            "rules": entry.contest.live_rules,
            "likenesses": likenesses_of(entry),
            "decision": entry.reviews.select_related("moderator").first(),
            "following": next_after(entry),
        },
        status=422 if form.is_bound and form.errors else 200,
    )
