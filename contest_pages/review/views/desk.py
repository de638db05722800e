"""The desk: one entry, everything about it, and the decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contest_pages.entries.queries.likeness import likenesses_of
from contest_pages.review.domain import claiming, ties, undoing
from contest_pages.review.domain.deciding import decide
from contest_pages.review.domain.noting import keep_notes
from contest_pages.review.eligibility import obstacle_of
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.forms import DeskForm, TieForm
from contest_pages.review.models import Review, ReviewCase
from contest_pages.review.policies import may_manage, may_review
from contest_pages.review.queries import desk as reading

from .guards import for_lookers, for_moderators


def case_or_404(entry_id: int) -> ReviewCase:
    """Return the case of an entry, with what its steps and its form read."""
    cases = ReviewCase.objects.select_related("entry__round", "step__plan", "claimed_by", "expects")
    return get_object_or_404(cases, entry=entry_id)


@require_http_methods(["GET", "POST"])
@for_lookers
def desk(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show player, facts, checklist and decision; on POST put the decision on record and take the next entry."""
    case, now = case_or_404(entry_id), timezone.now()
    kept = reading.kept_fields_of(case, request.user) if request.method == "GET" else None
    form = DeskForm(request.POST or None, case=case, user=request.user, now=now, kept=kept)
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
                keep_notes(case=case, moderator=request.user, fields=form.kept_fields(), now=now)
                messages.error(request, refused.message)
                return redirect("contest_review_desk", entry_id)
        else:
            words = {"entry": case.entry.code, "decision": review.get_decision_display()}
            messages.success(request, _("%(entry)s: %(decision)s.") % words)
            return _on_to_the_next(request, case, now)
    return _show(request, case, form, now)


def _on_to_the_next(request, case: ReviewCase, now) -> HttpResponse:
    following = claiming.take_next(round_page=case.entry.round, moderator=request.user, now=now, after=case)
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
    return render(
        request,
        "contest_review/desk.html",
        {
            "case": case,
            "entry": entry,
            "form": form,
            "rules": rules,
            "is_blind": is_blind,
            "likenesses": likenesses_of(entry),
            "others": [] if is_blind else reading.other_entries_of(entry),
            "history": reading.history_of(case, request.user),
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
            "now": now,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_POST
@for_moderators
def notes(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Keep what was noted so far, and keep the entry for whoever notes; answers with JSON."""
    case, now = case_or_404(entry_id), timezone.now()
    form = DeskForm(request.POST, case=case, user=request.user, now=now)
    keep_notes(case=case, moderator=request.user, fields=form.kept_fields(), now=now)
    try:
        claiming.claim(case=case, moderator=request.user, now=now)
    except ReviewRefused as refused:
        return JsonResponse({"message": refused.message}, status=409)
    return JsonResponse({"message": _("Kept at %(time)s") % {"time": f"{timezone.localtime(now):%H:%M:%S}"}})


@require_POST
@for_lookers
def claim(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take an entry, give it back, put it aside for the next one, or free it for others (organisers)."""
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
                return _on_to_the_next(request, case, now)
            return redirect("contest_review_queue", case.round_id)
    except ReviewRefused as refused:
        messages.error(request, refused.message)
    return redirect("contest_review_desk", entry_id)


@require_http_methods(["GET", "POST"])
@for_moderators
def tie(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Ask for the kind of tie; on POST note it, give the entry back and take the next one."""
    case, form = case_or_404(entry_id), TieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        ties.declare_tie_to_contestant(
            case=case, moderator=request.user, words=form.cleaned_data["words"], now=now
        )
        messages.success(request, _("Noted. Somebody else decides about the works of this contestant."))
        return _on_to_the_next(request, case, now)
    return render(request, "contest_review/tie.html", {"case": case, "entry": case.entry, "form": form})


@require_POST
@for_lookers
def undo(request: HttpRequest, review_id: int) -> HttpResponse:
    """Take an own decision back and open the desk again, with what was said."""
    review = get_object_or_404(Review.objects.select_related("step__plan"), pk=review_id)
    now = timezone.now()
    try:
        undoing.undo(review=review, moderator=request.user, now=now)
    except ReviewRefused as refused:
        messages.error(request, refused.message)
    else:
        keep_notes(
            case=case_or_404(review.entry_id), moderator=request.user, fields=_fields_of(review), now=now
        )
        messages.success(request, _("The decision is taken back. Both stay on record."))
    return redirect("contest_review_desk", review.entry_id)


def _fields_of(review: Review) -> dict:
    """Return a decision as the desk's fields, so that nothing has to be typed again."""
    fields = {"reason": review.reason, "reason_title": review.reason_title}
    asked = review.step.questions
    for answer in review.answers:
        if answer.question in asked:
            number = asked.index(answer.question)
            fields[f"answer_{number}"] = answer.answer
            fields[f"note_{number}"] = answer.note
            fields[f"second_{number}"] = answer.second
    return fields
