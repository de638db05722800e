"""The screen on which a jury is arranged: seats and people, works, assignments, invitations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.contests.permissions import may_work_on
from contest_pages.errors import ContestError
from contest_pages.http import query_params
from contest_pages.judging.domain import assigning, candidates, inviting, proposing, seating
from contest_pages.judging.domain.planning import latest_plan, refusal_to_change
from contest_pages.judging.enums import AssignmentRule
from contest_pages.judging.models import JuryRoundPage, SeatTerm
from contest_pages.judging.permissions import may_see_sheets
from contest_pages.judging.queries.arrangement import arrangement_of
from contest_pages.judging.queries.panel import is_over

from . import forms
from .guards import attempt, for_arrangers, number_in, round_or_404, seat_or_404

#: The buttons that act on the chosen seat; all others act on the whole jury.
SEAT_BUTTONS = ("change_role", "take_seat", "replace", "extend", "remove", "invite_one", "remind_one")


@require_GET
@for_arrangers
def rounds(request: HttpRequest) -> HttpResponse:
    """List the jury rounds of the contests on which the user works."""
    pages = JuryRoundPage.objects.order_by("-opens_at", "path")
    found = [page for page in pages if may_work_on(request.user, page)]
    return render(request, "contest_judging/admin/rounds.html", {"rounds": found})


@require_http_methods(["GET", "POST"])
@for_arrangers
def panel(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the steps of arranging a jury with what is missing; on POST run one of them."""
    page = round_or_404(round_id)
    chosen = query_params.number(request.GET, "seat")
    seat = seat_or_404(page, chosen) if chosen else None
    bound: dict = {}
    if request.method == "POST":
        is_of_seat = seat is not None and any(name in request.POST for name in SEAT_BUTTONS)
        if _seat_action(request, page, seat, bound) if is_of_seat else _action(request, page, bound):
            return redirect("contest_jury_panel", page.pk)
    return render(
        request,
        "contest_judging/admin/panel.html",
        _context(request, page, seat, bound),
        status=422 if bound else 200,
    )


def _action(request: HttpRequest, page: JuryRoundPage, bound: dict) -> bool:
    """Run a step of the whole jury; return False where its form must be corrected first."""
    post, by = request.POST, {"actor": request.user, "now": timezone.now()}
    if "add" in post:
        form = bound["add"] = forms.SeatForm(post, round_page=page)
        return attempt(request, _("The seat is added."), seating.add_seat, form, round_page=page, **by)
    if "work" in post:
        form = bound["work"] = forms.WorkForm(post, round_page=page)
        return attempt(
            request, _("The work is added."), candidates.add_candidate, form, round_page=page, **by
        )
    try:
        words = _simple(post, page, by)
    except ContestError as refused:
        messages.error(request, refused.message)
    else:
        if words:
            messages.success(request, words)
    return True


def _simple(post, page: JuryRoundPage, by: dict) -> str:
    """Run a step that asks for nothing; return what was done."""
    if "collect" in post:
        count = candidates.collect_candidates(round_page=page, **by)
        return ngettext("%(count)d work is taken.", "%(count)d works are taken.", count) % {"count": count}
    if "assign" in post:
        count = assigning.assign_everybody(round_page=page, **by)
    elif "take" in post:
        nth, digest = number_in(post["take"]), post.get("digest", "")
        count = proposing.take_proposal(round_page=page, nth=nth, digest=digest, **by)
    elif "invite" in post:
        return _written(inviting.invite_jurors(round_page=page, **by))
    elif "remind" in post:
        return _written(inviting.remind_jurors(round_page=page, **by))
    else:
        return ""
    return ngettext("%(count)d assignment is new.", "%(count)d assignments are new.", count) % {
        "count": count
    }


def _written(done: inviting.Written) -> str:
    sentences = [
        ngettext("%(count)d juror is written to.", "%(count)d jurors are written to.", done.written)
        % {"count": done.written}
    ]
    if done.just_before:
        words = ngettext(
            "%(count)d juror was written to less than a day ago.",
            "%(count)d jurors were written to less than a day ago.",
            done.just_before,
        )
        sentences.append(words % {"count": done.just_before})
    if done.without_address:
        words = ngettext(
            "%(count)d juror has neither e-mail address nor phone number.",
            "%(count)d jurors have neither e-mail address nor phone number.",
            done.without_address,
        )
        sentences.append(words % {"count": done.without_address})
    return " ".join(sentences)


def _seat_action(request: HttpRequest, page: JuryRoundPage, seat, bound: dict) -> bool:
    """Run an action on one seat; return False where its form must be corrected first."""
    post, by = request.POST, {"actor": request.user, "now": timezone.now()}
    term = SeatTerm.objects.filter(seat=seat, until_at=None).first()
    if "change_role" in post:
        form = bound["change_role"] = forms.RoleForm(post)
        words = _("The position is changed.")
        return attempt(request, words, seating.change_role, form, seat=seat, actor=request.user)
    if "take_seat" in post:
        form = bound["take_seat"] = forms.TakeForm(post, round_page=page)
        return attempt(request, _("The juror has the seat."), seating.take_seat, form, seat=seat, **by)
    if "replace" in post and term is not None:
        form = bound["replace"] = forms.ReplaceForm(post, round_page=page)
        words = _("The juror is replaced. Send the new one an invitation.")
        return attempt(request, words, seating.replace_juror, form, term=term, **by)
    if "extend" in post and term is not None:
        form = bound["extend"] = forms.ExtendForm(post)
        return attempt(request, _("The juror has more time."), seating.extend_term, form, term=term, **by)
    if "remove" in post:
        return attempt(request, _("The seat is removed."), seating.remove_seat, seat=seat, **by)
    if "invite_one" in post or "remind_one" in post:
        write = inviting.invite_jurors if "invite_one" in post else inviting.remind_jurors
        try:
            messages.success(request, _written(write(round_page=page, seat=seat.number, **by)))
        except ContestError as refused:
            messages.error(request, refused.message)
    return True


def _context(request: HttpRequest, page: JuryRoundPage, seat, bound: dict) -> dict:
    now = timezone.now()
    arrangement = arrangement_of(page)
    context = {
        "round": page,
        "at": "panel",
        "contest": page.contest,
        "arrangement": arrangement,
        "over": is_over(page, now),
        "may_see_sheets": may_see_sheets(request.user),
        "add_member": reverse("contest_committees_committeemember_modeladmin_create"),
        "seat_form": bound.get("add") or forms.SeatForm(round_page=page),
        "work_form": bound.get("work") or forms.WorkForm(round_page=page),
        "work_open": "work" in bound,
        "plan": latest_plan(page.pk),
        "plan_refusal": _plan_refusal(page),
        "chosen": None,
    }
    if arrangement.rules.assignment == AssignmentRule.SOME and arrangement.candidates:
        context |= _proposal(request, page, now)
    if seat is not None:
        context |= {
            "chosen": next(row for row in arrangement.seats if row.seat.pk == seat.pk),
            "role_form": bound.get("change_role") or forms.RoleForm(initial={"role": seat.role}),
            "take_form": bound.get("take_seat") or forms.TakeForm(round_page=page),
            "replace_form": bound.get("replace") or forms.ReplaceForm(round_page=page),
            "extend_form": bound.get("extend") or forms.ExtendForm(),
        }
    return context


def _plan_refusal(page: JuryRoundPage) -> str:
    """Return why the draft of the page cannot simply be published; empty where it can be, or where there is none."""
    if not page.has_unpublished_changes or page.latest_revision is None:
        return ""
    return refusal_to_change(page.latest_revision.as_object())


def _proposal(request: HttpRequest, page: JuryRoundPage, now) -> dict:
    nth = query_params.number(request.GET, "p") or 1
    try:
        found = proposing.propose_assignment(round_page=page, nth=nth, now=now)
    except ContestError as refused:
        return {"proposal_refusal": refused.message}
    return {"proposal": found, "nth": nth, "next_proposal": nth + 1}
