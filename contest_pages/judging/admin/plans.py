"""The screen on which rules are changed under sealed sheets: the page's draft becomes the next plan of judging."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.judging.domain.planning import latest_plan
from contest_pages.judging.domain.replanning import publish_new_plan
from contest_pages.judging.logic.sentences import judging_sentences
from contest_pages.judging.models import JudgingPlan, JuryRoundPage, ScoreSheet
from contest_pages.judging.permissions import may_see_sheets

from .forms import ReasonForm
from .guards import attempt, for_arrangers, round_or_404


@require_http_methods(["GET", "POST"])
@for_arrangers
@with_recent_identity
def change_plan(request: HttpRequest, round_id: int) -> HttpResponse:
    """Compare the plan in force with the page's draft; POST begins the next plan and publishes the draft."""
    page = round_or_404(round_id)
    if not page.permissions_for_user(request.user).can_publish():
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        words = _("The next plan of judging is in force, and the page is published.")
        by = {"actor": request.user, "now": timezone.now()}
        if attempt(request, words, publish_new_plan, form, round_page=page, **by):
            return redirect("contest_jury_panel", page.pk)
    return render(
        request,
        "contest_judging/admin/plan.html",
        _context(page, form, request.user),
        status=422 if form.errors else 200,
    )


def _context(page: JuryRoundPage, form: ReasonForm, user) -> dict:
    plan = latest_plan(page.pk)
    draft = page.latest_revision.as_object() if page.latest_revision else page
    before = judging_sentences(plan.judging_rules) if plan else []
    after = judging_sentences(draft.rules)
    return {
        "round": page,
        "may_see_sheets": may_see_sheets(user),
        "contest": page.contest,
        "form": form,
        "plan": plan,
        "is_other": plan is not None and plan.digest != draft.rules.digest,
        "before": [(words, words not in after) for words in before],
        "after": [(words, words not in before) for words in after],
        "sheets": ScoreSheet.objects.counted().filter(round_id=page.pk).count(),
        "plans": JudgingPlan.objects.filter(round_id=page.pk).select_related("made_by").order_by("number"),
    }
