"""The pages of a juror: confirm the device, declare conflicts, score, seal, read the receipts."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages.data.keyed_hash import keyed_hash
from contest_pages.data.numbers import read_number
from contest_pages.errors import ContestError
from contest_pages.http import rate_limits
from contest_pages.judging.access import (
    CODE_TIME,
    confirm_device,
    for_juror,
    for_link,
    is_confirmed,
    is_device_code,
)
from contest_pages.judging.domain.assigning import declare_conflicts
from contest_pages.judging.domain.planning import plan_in_force
from contest_pages.judging.domain.scoring import Filled, ask_reopening, save_draft, seal_sheet
from contest_pages.judging.errors import JudgingRefused, PointsRefused, SheetIncomplete, SheetSealed
from contest_pages.judging.forms import ConflictsForm, DeviceForm, SealForm, SheetForm
from contest_pages.judging.letters import send_code
from contest_pages.judging.queries.juror import OwnList, author_words, own_list, shown_work
from contest_pages.judging.queries.panel import units_of_candidates


def _context(request, term, page, **more) -> dict:
    return {"term": term, "seat": term.seat, "round": page, "token": request.juror_token, **more}


def _own(page, term, number: int | None = None) -> OwnList:
    return own_list(page, term, plan_in_force(page, now=timezone.now()), number)


@require_http_methods(["GET", "POST"])
@for_link
def device(request: HttpRequest, term) -> HttpResponse:
    """Send a code to the juror's phone or e-mail address, and confirm this device by it."""
    if is_confirmed(request, term):
        return redirect("contest_jury_works", request.juror_token)
    form = DeviceForm(request.POST if "code" in request.POST else None)
    sent = "code" in request.POST
    refusal = ""
    if request.method == "POST":
        try:
            if not sent:
                rate_limits.count(request, what="juror_code", who=str(term.pk), rate="RATE_LETTER_CONTACT")
                send_code(term)
                sent = True
            elif form.is_valid():
                rate_limits.count(request, what="code", who=f"juror.{term.pk}", rate="RATE_CODE")
                if is_device_code(form.cleaned_data["code"], term, timezone.now()):
                    response = redirect("contest_jury_works", request.juror_token)
                    confirm_device(request, response, term, request.juror_token)
                    return response
                form.add_error("code", _("This code is wrong or too old. Please look at the latest message."))
        except ContestError as refused:
            refusal = refused.message
    member = term.member
    return render(
        request,
        "contest_judging/juror/device.html",
        {
            "term": term,
            "seat": term.seat,
            "round": term.seat.round,
            "form": form,
            "sent": sent,
            "code_time": CODE_TIME,
            "refusal": refusal,
            "by_phone": bool(member.phone),
            "is_reachable": bool(member.phone or member.email),
            "token": request.juror_token,
        },
        status=422 if form.errors or refusal else 200,
    )


@require_GET
@for_link
def guide(request: HttpRequest, term) -> HttpResponse:
    """Show how judging works; also before the device is confirmed."""
    return render(request, "contest_judging/juror/guide.html", _context(request, term, term.seat.round))


@require_GET
@for_juror
def works(request: HttpRequest, term, page) -> HttpResponse:
    """Show the juror's works, what is begun and what is sealed; before the declaration lead to it."""
    if term.conflicts_declared_at is None:
        return redirect("contest_jury_conflicts", request.juror_token)
    own = _own(page, term)
    return render(
        request,
        "contest_judging/juror/works.html",
        _context(request, term, page, own=own, now=timezone.now()),
    )


@require_http_methods(["GET", "POST"])
@for_juror
def conflicts(request: HttpRequest, term, page) -> HttpResponse:
    """Ask for conflicts of interest before the first points, and take later ones; lead to the first work."""
    form = ConflictsForm(
        request.POST if request.method == "POST" else None, units=units_of_candidates(page.pk)
    )
    if request.method == "POST" and form.is_valid():
        declare_conflicts(
            term=term,
            units=tuple(form.cleaned_data["units"]),
            nature=form.cleaned_data["nature"],
            actor=request.user if request.user.is_authenticated else None,
            now=timezone.now(),
        )
        following = _own(page, term).next_work
        if following is not None and page.is_open(timezone.now()):
            return redirect("contest_jury_sheet", request.juror_token, following.number)
        return redirect("contest_jury_works", request.juror_token)
    return render(
        request,
        "contest_judging/juror/conflicts.html",
        _context(request, term, page, form=form, rules=plan_in_force(page, now=timezone.now()).judging_rules),
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@for_juror
def sheet(request: HttpRequest, term, page, number: int) -> HttpResponse:
    """Show a work beside its sheet; POST keeps a draft (`save=auto`: for a script), seals it, or asks to write it again."""
    if term.conflicts_declared_at is None:
        return redirect("contest_jury_conflicts", request.juror_token)
    # Every change of a field is saved: what the other works are matters only to what is shown next.
    is_auto = request.POST.get("save") == "auto"
    own = _own(page, term, number if is_auto else None)
    work = own.work(number) if is_auto else shown_work(own, number)
    if work is None:
        raise Http404
    if request.method == "POST" and "ask" in request.POST:
        return _ask(request, term, page, work)
    if request.method == "POST" and "conflict" in request.POST:
        return _recuse(request, term, work)
    kept = work.draft or work.sheet
    initial = (
        SheetForm.initial_of(kept.points, kept.remark, work.draft.reason if work.draft else "")
        if kept
        else {}
    )
    form = SheetForm(
        request.POST if request.method == "POST" else None,
        rules=own.rules,
        corrects=work.sheet is not None,
        initial=initial,
    )
    seal_form = SealForm(request.POST if "seal" in request.POST else None, prefix="seal")
    if request.method == "POST":
        answer = _save(request, term, page, own, work, form, seal_form)
        if answer is not None:
            return answer
    return render(
        request,
        "contest_judging/juror/sheet.html",
        _context(
            request,
            term,
            page,
            own=own,
            work=work,
            form=form,
            seal_form=seal_form,
            author_words=author_words(work.candidate, own.rules),
            following=own.after(number),
            op_id=request.POST.get("op_id") or uuid.uuid4(),
            now=timezone.now(),
        ),
        status=422 if form.errors or seal_form.errors else 200,
    )


def _save(request, term, page, own, work, form: SheetForm, seal_form: SealForm) -> HttpResponse | None:
    """Keep or seal what was filled in; None where the form is to be shown again with its errors."""
    now, is_auto = timezone.now(), request.POST.get("save") == "auto"
    is_valid = form.is_valid()
    try:
        save_draft(
            round_page=page,
            term=term,
            candidate=work.candidate,
            filled=form.filled(),
            now=now,
            # A press of a button is the latest change of its device.
            op_number=read_number(request.POST.get("change"), digits=15) or int(now.timestamp() * 1000),
        )
        if is_auto:
            if is_valid:
                return JsonResponse({"message": _("Saved at")})
            return JsonResponse(
                {"message": _("Saved but for what is marked."), "errors": form.errors}, status=422
            )
        if not is_valid:
            return None
        if "seal" in request.POST:
            if not seal_form.is_valid():
                return None
            sealed = _seal(request, term, page, own, work, form.filled(), _op_id(request), now)
            messages.success(
                request,
                _("Sheet %(number)d is sealed. Check code: %(code)s.")
                % {"number": work.number, "code": sealed.check_code},
            )
        else:
            messages.success(request, _("Work %(number)d: saved, not sealed yet.") % {"number": work.number})
    except JudgingRefused as refused:
        if is_auto:
            return JsonResponse({"message": refused.message}, status=403)
        if isinstance(refused, SheetIncomplete | PointsRefused):
            form.refuse(refused.message, refused.fields)
            return None
        if isinstance(refused, SheetSealed):
            messages.info(request, refused.message)
            return _onwards(request, term, page, work)
        form.add_error(None, refused.message)
        return None
    return _onwards(request, term, page, work)


def _onwards(request, term, page, work) -> HttpResponse:
    """Lead to the next work that is not complete, or to the list."""
    following = _own(page, term).after(work.number)
    if following is None:
        return redirect("contest_jury_works", request.juror_token)
    return redirect("contest_jury_sheet", request.juror_token, following.number)


def _seal(request, term, page, own, work, filled: Filled, op_id: uuid.UUID, now):
    return seal_sheet(
        round_page=page,
        term=term,
        candidate=work.candidate,
        filled=filled,
        now=now,
        op_id=op_id,
        plan=own.plan,
        actor=request.user if request.user.is_authenticated else None,
    )


def _op_id(request) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("op_id", ""))
    except ValueError:
        return uuid.uuid4()


def _ask(request, term, page, work) -> HttpResponse:
    """Ask the chair to let a sealed sheet be written again."""
    try:
        if work.sheet is None:
            raise Http404
        ask_reopening(
            round_page=page,
            term=term,
            sheet=work.sheet,
            because=request.POST.get("because", "")[:500],
            now=timezone.now(),
        )
        messages.success(request, _("The chair is asked. You will read the answer in your list."))
    except JudgingRefused as refused:
        messages.error(request, refused.message)
    return redirect("contest_jury_sheet", request.juror_token, work.number)


def _recuse(request, term, work) -> HttpResponse:
    """Declare a conflict of interest with the author of one work: the juror judges it no more."""
    candidate = work.candidate
    registration = candidate.entry.registration if candidate.entry else candidate.registration
    declare_conflicts(
        term=term,
        registrations=(registration,),
        nature=request.POST.get("nature", "")[:200],
        actor=request.user if request.user.is_authenticated else None,
        now=timezone.now(),
    )
    messages.success(request, _("Noted: others judge work %(number)d.") % {"number": work.number})
    return redirect("contest_jury_works", request.juror_token)


@require_http_methods(["GET", "POST"])
@for_juror
def seal_all(request: HttpRequest, term, page) -> HttpResponse:
    """Show all complete sheets with totals before they are sealed; POST seals them one by one."""
    own = _own(page, term)
    form = SealForm(request.POST if request.method == "POST" else None, prefix="seal")
    if request.method == "POST" and form.is_valid():
        sealed, refusals = 0, []
        for work in own.ready:
            # The same press twice makes the same sheets: the operation follows from the draft, and nobody can guess it.
            op_id = uuid.UUID(
                keyed_hash("jury_operation", work.draft.pk, work.draft.saved_at.isoformat())[:32]
            )
            filled = Filled(work.draft.points, work.draft.remark, work.draft.reason)
            try:
                _seal(request, term, page, own, work, filled, op_id, timezone.now())
                sealed += 1
            except JudgingRefused as refused:
                refusals.append(f"{work.number}: {refused.message}")
        if sealed:
            words = ngettext("%(count)d sheet is sealed.", "%(count)d sheets are sealed.", sealed)
            messages.success(request, words % {"count": sealed})
        for refusal in refusals:
            messages.error(request, refusal)
        return redirect("contest_jury_receipts", request.juror_token)
    return render(
        request,
        "contest_judging/juror/seal_all.html",
        _context(request, term, page, own=own, form=form),
        status=422 if form.errors else 200,
    )


@require_GET
@for_juror
def receipts(request: HttpRequest, term, page) -> HttpResponse:
    """Show the juror's sealed sheets with times, totals and check codes, ready to be printed and signed."""
    return render(
        request, "contest_judging/juror/receipts.html", _context(request, term, page, own=_own(page, term))
    )
