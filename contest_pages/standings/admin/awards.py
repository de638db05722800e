"""The staff's screen of a contest's prizes with their awards and recipients."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contest_pages.contests.models import ContestPage
from contest_pages.data.numbers import KEY_DIGITS, read_number
from contest_pages.errors import ContestError
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.standings.domain.giving import propose_award, publish_awards, remove_award
from contest_pages.standings.domain.publishing import revoke_award
from contest_pages.standings.errors import MoreThanPromised
from contest_pages.standings.models import Award
from contest_pages.standings.permissions import may_propose, may_publish
from contest_pages.standings.queries.awards import prizes_with_awards

from .forms import AwardForm, ReasonForm


@require_http_methods(["GET", "POST"])
@with_recent_identity(actions=("publish", "revoke"))
def awards(request: HttpRequest, contest_id: int) -> HttpResponse:
    """Show the prizes with their awards; on POST give, remove, publish or revoke."""
    contest = get_object_or_404(ContestPage, pk=contest_id)
    if not may_propose(request.user, contest):
        raise PermissionDenied
    form, reason_form, revoked = AwardForm(contest=contest), ReasonForm(), None
    if request.method == "POST":
        if "give" in request.POST:
            form = _give(request, contest)
            if form is None:
                return redirect("contest_awards", contest_id)
        elif "revoke" in request.POST:
            revoked, reason_form = _award_of(contest, request.POST["revoke"]), ReasonForm(request.POST)
            if reason_form.is_valid():
                _try(request, lambda: _revoke(request, contest, revoked, reason_form.cleaned_data["reason"]))
                return redirect("contest_awards", contest_id)
        else:
            _try(request, lambda: _simple(request, contest))
            return redirect("contest_awards", contest_id)
    prizes = prizes_with_awards(contest)
    context = {
        "contest": contest,
        "prizes": prizes,
        "form": form,
        "reason_form": reason_form,
        "revoked": revoked,
        "waiting": sum(
            award.published_at is None and award.ranking_id is None
            for given in prizes
            for award in given.awards
        ),
        "may_publish": may_publish(request.user, contest),
    }
    is_wrong = bool(form.errors or reason_form.errors)
    return render(request, "contest_standings/admin/awards.html", context, status=422 if is_wrong else 200)


def _give(request: HttpRequest, contest: ContestPage) -> AwardForm | None:
    """Propose the award of the form; return the form where it must be corrected or confirmed first."""
    form = AwardForm(request.POST, contest=contest)
    if not form.is_valid():
        return form
    data = form.cleaned_data
    try:
        award = propose_award(
            contest=contest,
            prize=data["prize"],
            remark=data["remark"],
            beyond_promise=data["beyond"],
            actor=request.user,
            now=timezone.now(),
            **form.recipient,
        )
    except MoreThanPromised as refused:
        form = AwardForm(request.POST, contest=contest, asks_beyond=True)
        form.is_valid()
        form.add_error("beyond", refused.message)
        return form
    except ContestError as refused:
        form.add_error("unit" if "unit" in form.recipient and not data["code"] else "code", refused.message)
        return form
    messages.success(request, _("“%(prize)s” is proposed for %(name)s.") % _words(award))
    return None


def _words(award: Award) -> dict:
    return {"prize": award.prize, "name": award.office_name}


def _award_of(contest: ContestPage, key: str) -> Award:
    number = read_number(key, KEY_DIGITS)
    return get_object_or_404(Award.objects.filter(contest=contest).named(), pk=number)


def _revoke(request: HttpRequest, contest: ContestPage, award: Award, reason: str) -> None:
    if not may_publish(request.user, contest):
        raise PermissionDenied
    revoke_award(award=award, reason=reason, actor=request.user, now=timezone.now())
    messages.success(request, _("“%(prize)s” of %(name)s is revoked.") % _words(award))


def _simple(request: HttpRequest, contest: ContestPage) -> None:
    """Remove a proposal, or publish all of them."""
    if "remove" in request.POST:
        award = _award_of(contest, request.POST["remove"])
        remove_award(award=award, actor=request.user)
        messages.success(request, _("“%(prize)s” for %(name)s is removed.") % _words(award))
    elif "publish" in request.POST:
        if not may_publish(request.user, contest):
            raise PermissionDenied
        count = publish_awards(contest=contest, actor=request.user, now=timezone.now())
        words = ngettext("%(count)d award is published.", "%(count)d awards are published.", count)
        messages.success(request, words % {"count": count})


def _try(request: HttpRequest, action) -> None:
    """Run an action and show its refusal as a message."""
    try:
        action()
    except ContestError as refused:
        messages.error(request, refused.message)
