"""The queue of a round, inside Wagtail's admin."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages import audit
from contest_pages.contests.permissions import may_work_on
from contest_pages.http import query_params
from contest_pages.review.domain.bulk import accept_in_bulk, check_bulk, passing_in_bulk
from contest_pages.review.domain.claiming import claim_next
from contest_pages.review.domain.reminding import remind_of_step
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.models import ReviewStep
from contest_pages.review.permissions import may_arrange, may_export, may_manage, may_review
from contest_pages.review.queries import queue as reading

from .guards import for_managers, for_moderators, for_viewers, round_or_404

QUEUE_PAGE_SIZE = 25


@require_GET
@for_viewers
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the rounds under review; with one of them, its queue."""
    under_review = [page for page in reading.rounds_under_review() if may_work_on(request.user, page)]
    if len(under_review) == 1:
        return redirect("contest_review_queue", under_review[0].pk)
    return render(request, "contest_review/admin/rounds.html", {"rounds": under_review})


def _filters_of(request, is_blind: bool) -> reading.QueueFilters:
    def number(name):
        return query_params.number(request.GET, name)

    return reading.QueueFilters(
        show=request.GET.get("show", "waiting"),
        step=number("step"),
        unit=number("unit"),
        mark=request.GET.get("mark", ""),
        words=query_params.words(request.GET, "q"),
        is_blind=is_blind,
    )


@require_GET
@for_viewers
def queue(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the queue of a round, the longest waiting first, with filters and progress."""
    round_page = round_or_404(round_id)
    rules = round_page.contest.live_rules
    is_blind = rules is not None and rules.blind_review
    now, filters = timezone.now(), _filters_of(request, is_blind)
    page = Paginator(reading.queue(round_page, request.user, filters, now), QUEUE_PAGE_SIZE).get_page(
        request.GET.get("p")
    )
    page.object_list = reading.queue_rows(page.object_list, request.user, now)
    steps = reading.steps_with_counts(round_page)
    deadlines = [row.step.due_at for row in steps if row.step.due_at]
    due_at = max(deadlines, default=None)
    parameters = request.GET.copy()
    parameters.pop("p", None)
    return render(
        request,
        "contest_review/admin/queue.html",
        {
            "round": round_page,
            "page": page,
            "filters": filters,
            "query": parameters.urlencode(),
            "is_filtered": bool(filters.step or filters.unit or filters.mark or filters.words),
            "steps": steps,
            "progress": reading.progress_of(round_page, request.user, now),
            "due_at": due_at,
            "days_left": (timezone.localdate(due_at) - timezone.localdate(now)).days if due_at else None,
            "units": [] if is_blind else list(reading.units_of(round_page)),
            "is_blind": is_blind,
            "may_review": may_review(request.user),
            "may_manage": may_manage(request.user),
            "may_export": may_export(request.user),
            "may_arrange": may_arrange(request.user),
        },
    )


@require_POST
@for_moderators
def claim_next_entry(request: HttpRequest, round_id: int) -> HttpResponse:
    """Claim the entry that has waited longest and open its desk."""
    case = claim_next(round_page=round_or_404(round_id), moderator=request.user, now=timezone.now())
    if case is None:
        messages.info(request, _("Nothing waits for you at the moment."))
        return redirect("contest_review_queue", round_id)
    return redirect("contest_review_desk", case.entry_id)


@require_http_methods(["GET", "POST"])
@for_moderators
def bulk(request: HttpRequest, round_id: int, step_id: int) -> HttpResponse:
    """Preview the entries that would pass a step in bulk; POST accepts them."""
    round_page = round_or_404(round_id)
    step = get_object_or_404(ReviewStep.objects.select_related("plan"), pk=step_id, plan__round=round_page)
    now = timezone.now()
    try:
        check_bulk(step)
        if request.method == "POST":
            accepted = accept_in_bulk(step=step, moderator=request.user, now=now)
            messages.success(
                request,
                ngettext(
                    "%(count)d entry goes on to the next step.",
                    "%(count)d entries go on to the next step.",
                    accepted,
                )
                % {"count": accepted},
            )
            return redirect("contest_review_queue", round_id)
    except ReviewRefused as refused:
        messages.error(request, refused.message)
        return redirect("contest_review_queue", round_id)
    return render(
        request,
        "contest_review/admin/bulk.html",
        {"round": round_page, "step": step, "cases": passing_in_bulk(step, request.user, now)},
    )


@require_POST
@for_managers
def remind(request: HttpRequest, round_id: int, step_id: int) -> HttpResponse:
    """Remind the moderators of a step of the waiting entries."""
    step = get_object_or_404(
        ReviewStep.objects.select_related("plan__round"), pk=step_id, plan__round=round_id
    )
    waiting = step.cases.filter(waits=True).count()
    if waiting:
        remind_of_step(step, waiting=waiting, kind="due" if step.due_at else "requested")
        audit.record("contest.remind", step.plan.round, actor=request.user, step=step.name, waiting=waiting)
        messages.success(
            request, _("The moderators of the step “%(step)s” are being reminded.") % {"step": step.name}
        )
    else:
        messages.info(request, _("Nothing waits at this step."))
    return redirect("contest_review_queue", round_id)
