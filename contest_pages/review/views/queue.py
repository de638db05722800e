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
from contest_pages.jobs import enqueue
from contest_pages.review import tasks
from contest_pages.review.domain.bulk import accept_in_bulk, check_bulk, passing_in_bulk
from contest_pages.review.domain.claiming import take_next
from contest_pages.review.eligibility import WORDS
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.models import ReviewStep
from contest_pages.review.policies import may_arrange, may_export, may_manage, may_review
from contest_pages.review.queries import queue as reading

from .guards import for_lookers, for_managers, for_moderators, round_or_404

QUEUE_PAGE_SIZE = 25


@require_GET
@for_lookers
def rounds(request: HttpRequest) -> HttpResponse:
    """Show the rounds under review; with one of them, its queue."""
    found = reading.rounds_under_review()
    if len(found) == 1:
        return redirect("contest_review_queue", found[0].pk)
    return render(request, "contest_review/rounds.html", {"rounds": found})


def _wanted(request, is_blind: bool) -> reading.Wanted:
    def number(name):
        value = request.GET.get(name, "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else None

    return reading.Wanted(
        show=request.GET.get("show", "waiting"),
        step=number("step"),
        unit=number("unit"),
        mark=request.GET.get("mark", ""),
        words=request.GET.get("q", "")[:100],
        is_blind=is_blind,
    )


@require_GET
@for_lookers
def queue(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show what waits in a round, the longest waiting first, with filters, and how far the review has come."""
    round_page = round_or_404(round_id)
    rules = round_page.contest.live_rules
    is_blind = rules is not None and rules.blind_review
    now, wanted = timezone.now(), _wanted(request, is_blind)
    page = Paginator(reading.queue(round_page, request.user, wanted, now), QUEUE_PAGE_SIZE).get_page(
        request.GET.get("p")
    )
    page.object_list = reading.rows_of(page.object_list, request.user)
    for case in page:
        case.words = WORDS.get(case.obstacle, "")
        case.is_taken = case.is_claimed(now)
    steps = reading.steps_with_counts(round_page)
    deadlines = [step.due_at for step in steps if step.due_at]
    due_at = max(deadlines, default=None)
    kept = request.GET.copy()
    kept.pop("p", None)
    return render(
        request,
        "contest_review/queue.html",
        {
            "round": round_page,
            "page": page,
            "wanted": wanted,
            "query": kept.urlencode(),
            "is_filtered": bool(wanted.step or wanted.unit or wanted.mark or wanted.words),
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
def take(request: HttpRequest, round_id: int) -> HttpResponse:
    """Take the entry that has waited longest and open its desk."""
    case = take_next(round_page=round_or_404(round_id), moderator=request.user, now=timezone.now())
    if case is None:
        messages.info(request, _("Nothing waits for you at the moment."))
        return redirect("contest_review_queue", round_id)
    return redirect("contest_review_desk", case.entry_id)


@require_http_methods(["GET", "POST"])
@for_moderators
def bulk(request: HttpRequest, round_id: int, step_id: int) -> HttpResponse:
    """Show what would pass a step in one go; on POST let it pass."""
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
        "contest_review/bulk.html",
        {"round": round_page, "step": step, "cases": passing_in_bulk(step, request.user, now)},
    )


@require_POST
@for_managers
def remind(request: HttpRequest, round_id: int, step_id: int) -> HttpResponse:
    """Write to the moderators of a step that entries wait for them."""
    step = get_object_or_404(
        ReviewStep.objects.select_related("plan__round"), pk=step_id, plan__round=round_id
    )
    waiting = step.cases.filter(waits=True).count()
    if waiting:
        enqueue(tasks.send_step_reminder, step.pk, waiting, "due" if step.due_at else "asked")
        audit.record("contest.remind", step.plan.round, actor=request.user, step=step.name, waiting=waiting)
        messages.success(
            request, _("The moderators of the step “%(step)s” are being reminded.") % {"step": step.name}
        )
    else:
        messages.info(request, _("Nothing waits at this step."))
    return redirect("contest_review_queue", round_id)
