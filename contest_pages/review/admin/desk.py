"""The desk: an entry with all its facts, and the decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contest_pages.contests.permissions import may_work_for
from contest_pages.entries.queries.near_duplicates import near_duplicates_of
from contest_pages.review.admin.forms import CommentForm, ConflictForm, DeskForm
from contest_pages.review.domain import claiming, conflicts, undoing
from contest_pages.review.domain.commenting import write_comment
from contest_pages.review.domain.deciding import decide
from contest_pages.review.domain.desk_notes import save_desk_notes
from contest_pages.review.eligibility import obstacle_of
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.logic.watching import LITTLE_WATCHED
from contest_pages.review.models import Review, ReviewCase
from contest_pages.review.permissions import may_manage, may_review
from contest_pages.review.queries import desk as reading

from .guards import for_moderators, for_viewers


def case_or_404(entry_id: int) -> ReviewCase:
    """Return the case of an entry with its related rows."""
    cases = ReviewCase.objects.select_related(
        "entry__round", "entry__video", "step__plan", "claimed_by", "expects", "assigned_to"
    )
    return get_object_or_404(cases, entry=entry_id)


@require_http_methods(["GET", "POST"])
@for_viewers
def desk(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show player, facts, checklist and decision; POST records the decision and claims the next entry."""
    case, now = case_or_404(entry_id), timezone.now()
    saved = reading.saved_fields_of(case, request.user) if request.method == "GET" else None
    form = DeskForm(request.POST or None, case=case, user=request.user, now=now, saved=saved)
    if request.method == "POST" and may_review(request.user) and form.is_valid():
        try:
            review = decide(
                entry=case.entry,
                moderator=request.user,
                verdict=form.verdict(),
                seen=form.cleaned_data["seen"],
                now=now,
            )
        except ReviewRefused as refused:
            if refused.code in ("reason_missing", "checklist", "too_late"):
                form.add_error(None, refused.message)
            else:
                save_desk_notes(case=case, moderator=request.user, fields=form.fields_to_save(), now=now)
                messages.error(request, refused.message)
                return redirect("contest_review_desk", entry_id)
        else:
            words = {"entry": case.entry.code, "decision": review.get_decision_display()}
            messages.success(request, _("%(entry)s: %(decision)s.") % words)
            return _redirect_to_next(request, case, now)
    return _show(request, case, form, now)


def _redirect_to_next(request, case: ReviewCase, now) -> HttpResponse:
    following = claiming.claim_next(round_page=case.entry.round, moderator=request.user, now=now, after=case)
    if following is None:
        return redirect("contest_review_queue", case.round_id)
    return redirect("contest_review_desk", following.entry_id)


def _show(request, case: ReviewCase, form: DeskForm, now) -> HttpResponse:
    entry = reading.entry_at_the_desk(case)
    rules = entry.contest.live_rules
    is_blind = rules is not None and rules.blind_review
    obstacle = obstacle_of(case, request.user) if case.waits else ""
    held = case.waits and case.is_held_from(request.user, now)
    reviews = may_review(request.user)
    history = reading.history_of(case, request.user)
    return render(
        request,
        "contest_review/admin/desk.html",
        {
            "case": case,
            "entry": entry,
            "form": form,
            "rules": rules,
            "is_blind": is_blind,
            "near_duplicates": [
                like
                for like in near_duplicates_of(entry)
                if may_work_for(request.user, like.entry.contest_id)
            ],
            "others": [] if is_blind else reading.other_entries_of(entry),
            "history": history,
            "comments": reading.comments_on(case, history),
            "comment_form": CommentForm(),
            "complaint": reading.complaint_about(entry),
            "obstacle": obstacle,
            "held": held,
            "holder": (case.expects if case.expects_id else case.claimed_by) if held else None,
            "may_decide": reviews and case.waits and not obstacle and not held,
            "is_mine": case.is_claimed(now) and case.claimed_by_id == request.user.pk,
            "own": undoing.undoable(entry, request.user, now),
            "last": undoing.last_undoable(request.user, now),
            "may_review": reviews,
            "may_manage": may_manage(request.user),
            "little_watched": LITTLE_WATCHED,
            "now": now,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_POST
@for_moderators
def desk_notes(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Save the notes and prolong the claim; responds with JSON."""
    case, now = case_or_404(entry_id), timezone.now()
    form = DeskForm(request.POST, case=case, user=request.user, now=now)
    save_desk_notes(case=case, moderator=request.user, fields=form.fields_to_save(), now=now)
    try:
        claiming.claim(case=case, moderator=request.user, now=now)
    except ReviewRefused as refused:
        return JsonResponse({"message": refused.message}, status=409)
    return JsonResponse({"message": _("Kept at %(time)s") % {"time": f"{timezone.localtime(now):%H:%M:%S}"}})


@require_POST
@for_viewers
def claim(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Claim an entry, release it, skip it for the next, or free it for others (organisers)."""
    case, now = case_or_404(entry_id), timezone.now()
    action = request.POST.get("action")
    try:
        if action == "free" and may_manage(request.user):
            claiming.release_for_other(case=case, actor=request.user)
            messages.success(request, _("The entry is free for others again."))
        elif not may_review(request.user):
            messages.error(request, _("Only those who may decide take entries."))
        elif action == "take":
            claiming.claim(case=case, moderator=request.user, now=now)
        else:
            claiming.release(case=case, moderator=request.user)
            if action == "aside":
                return _redirect_to_next(request, case, now)
            return redirect("contest_review_queue", case.round_id)
    except ReviewRefused as refused:
        messages.error(request, refused.message)
    return redirect("contest_review_desk", entry_id)


@require_POST
@for_moderators
def comment(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Write a comment for colleagues, and go back to it."""
    case, form = case_or_404(entry_id), CommentForm(request.POST)
    if form.is_valid():
        try:
            write_comment(
                case=case, author=request.user, words=form.cleaned_data["words"], now=timezone.now()
            )
        except ReviewRefused as refused:
            messages.error(request, refused.message)
    else:
        messages.error(request, " ".join(form.errors["words"]))
    return redirect(reverse("contest_review_desk", args=[entry_id]) + "#trao-doi")


@require_http_methods(["GET", "POST"])
@for_moderators
def conflict(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Declare a conflict of interest; POST records it, releases the entry and claims the next."""
    case, form = case_or_404(entry_id), ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        conflicts.declare_conflict_with_contestant(
            case=case, moderator=request.user, nature=form.cleaned_data["nature"], now=now
        )
        messages.success(request, _("Noted. Somebody else decides about the works of this contestant."))
        return _redirect_to_next(request, case, now)
    return render(
        request, "contest_review/admin/conflict.html", {"case": case, "entry": case.entry, "form": form}
    )


@require_POST
@for_viewers
def undo(request: HttpRequest, review_id: int) -> HttpResponse:
    """Undo an own decision and open the desk again, filled with its fields."""
    review = get_object_or_404(Review.objects.select_related("step__plan"), pk=review_id)
    now = timezone.now()
    try:
        undoing.undo(review=review, moderator=request.user, now=now)
    except ReviewRefused as refused:
        messages.error(request, refused.message)
    else:
        save_desk_notes(
            case=case_or_404(review.entry_id), moderator=request.user, fields=_fields_of(review), now=now
        )
        messages.success(request, _("The decision is taken back. Both stay on record."))
    return redirect("contest_review_desk", review.entry_id)


def _fields_of(review: Review) -> dict:
    """Return the fields of the desk for a decision."""
    fields = {"reason": review.reason, "reason_title": review.reason_title}
    questions = review.step.questions
    for answer in review.answers:
        if answer.question in questions:
            number = questions.index(answer.question)
            fields[f"answer_{number}"] = answer.answer
            fields[f"note_{number}"] = answer.note
            fields[f"second_{number}"] = answer.second
    return fields
