"""The organisers' screen that shares out waiting entries."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from contest_pages.review.admin.forms import ShareOutForm
from contest_pages.review.domain.sharing import propose, share_out, undo_share_out
from contest_pages.review.errors import ReviewRefused
from contest_pages.review.models import ReviewStep, ShareOut

from .guards import for_managers, round_or_404


@require_http_methods(["GET", "POST"])
@for_managers
def share(request: HttpRequest, round_id: int, step_id: int) -> HttpResponse:
    """Show what each chosen moderator would get; POST assigns exactly that."""
    round_page = round_or_404(round_id)
    step = get_object_or_404(
        ReviewStep.objects.select_related("plan__round"), pk=step_id, plan__round=round_page
    )
    now = timezone.now()
    data = request.POST if request.method == "POST" else request.GET
    form = ShareOutForm(data if "moderators" in data or "preview" in data else None, step=step)
    proposal = None
    if form.is_valid():
        chosen = {"moderators": list(form.cleaned_data["moderators"]), "absent": form.cleaned_data["absent"]}
        if request.method == "POST":
            try:
                made = share_out(step=step, actor=request.user, seen=data.get("seen", ""), now=now, **chosen)
            except ReviewRefused as refused:
                messages.error(request, refused.message)
            else:
                count = made.cases.count()
                words = ngettext("%(count)d entry is assigned.", "%(count)d entries are assigned.", count)
                messages.success(request, words % {"count": count})
                return redirect("contest_review_share", round_id, step_id)
        proposal = propose(step=step, now=now, **chosen)
    return render(
        request,
        "contest_review/admin/share.html",
        {
            "round": round_page,
            "step": step,
            "form": form,
            "proposal": proposal,
            "made": ShareOut.objects.filter(step=step)
            .select_related("made_by")
            .annotate(count=Count("cases"))[:5],
        },
    )


@require_POST
@for_managers
def undo_share(request: HttpRequest, share_out_id: int) -> HttpResponse:
    """Undo a sharing out."""
    made = get_object_or_404(ShareOut.objects.select_related("step__plan__round"), pk=share_out_id)
    try:
        count = undo_share_out(made=made, actor=request.user, now=timezone.now())
    except ReviewRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The assignment of %(count)d entries is taken back.") % {"count": count})
    return redirect("contest_review_share", made.step.plan.round_id, made.step_id)
