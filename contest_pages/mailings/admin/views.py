"""Writing, sending, copying and discarding of mailings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from contest_pages.admin.confirm_screen import confirm_screen
from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import within
from contest_pages.errors import ContestError
from contest_pages.http import query_params
from contest_pages.http.decorators import only
from contest_pages.mailings.domain import Draft, begin_draft, change_draft, copy_mailing, discard_draft
from contest_pages.mailings.forms import TEXTS, MailingForm
from contest_pages.mailings.models import Mailing
from contest_pages.mailings.permissions import may_send
from contest_pages.mailings.tasks import send_mailing
from contest_pages.notices.audiences import Audience, audiences

for_senders = only(may_send)
LIST = "contest_mailings_mailing_modeladmin_index"
SCREEN = "contest_mailings_mailing_modeladmin_inspect"
#: What the names of the audience's filters begin with, lest they meet those of the words.
FILTERS = "whom"


@require_GET
@for_senders
def choose_audience(request: HttpRequest) -> HttpResponse:
    """Let an organiser choose the contest and whom to write to."""
    contests = within(ContestPage.objects.originals().order_by("-pk"), request.user)
    chosen = query_params.number(request.GET, "contest")
    contest = contests.filter(pk=chosen).first() if chosen else None
    offered = audiences()
    if contest is not None and request.GET.get("audience") in offered:
        return redirect("contest_write_mailing", contest.pk, request.GET["audience"])
    return render(
        request,
        "contest_mailings/admin/choose.html",
        {
            "contests": contests.values_list("pk", "title"),
            "chosen": chosen,
            "audiences": offered.values(),
            "is_incomplete": bool(request.GET.get("sent")),
            "back": reverse(LIST),
        },
    )


@require_http_methods(["GET", "POST"])
@for_senders
def write_mailing(request: HttpRequest, contest_id: int, audience: str) -> HttpResponse:
    """Write a new mailing; query parameters named as filters are chosen already."""
    contest = get_object_or_404(ContestPage.objects.originals(), pk=contest_id)
    return _edit(request, contest, audience, None)


@require_http_methods(["GET", "POST"])
@for_senders
def edit_mailing(request: HttpRequest, mailing_id: int) -> HttpResponse:
    """Change a draft."""
    mailing = get_object_or_404(Mailing.objects.select_related("contest"), pk=mailing_id)
    if not mailing.is_draft:
        return redirect(SCREEN, mailing.pk)
    return _edit(request, mailing.contest, mailing.audience, mailing)


def _edit(request: HttpRequest, contest, key: str, mailing: Mailing | None) -> HttpResponse:
    audience = audiences().get(key)
    if audience is None:
        raise Http404
    is_filling = request.method == "POST" and "fill" in request.POST
    filters, form = _forms(request, contest, audience, mailing, is_filling=is_filling)
    is_wrong = False
    if request.method == "POST" and not is_filling:
        are_valid = [filters.is_valid(), form.is_valid()]
        if all(are_valid):
            draft = _draft(key, filters, form)
            try:
                if mailing is None:
                    saved = begin_draft(contest=contest, draft=draft, actor=request.user, now=timezone.now())
                else:
                    saved = change_draft(mailing=mailing, draft=draft, now=timezone.now())
            except ContestError as refused:
                form.add_error(None, refused.message)
            else:
                return redirect(SCREEN, saved.pk)
        is_wrong = True
    return render(
        request,
        "contest_mailings/admin/edit.html",
        {
            "contest": contest,
            "audience": audience,
            "mailing": mailing,
            "filters": filters,
            "form": form,
            "placeholders": [f"{{{word}}}" for word in form.names.values()],
            "back": reverse(SCREEN, args=[mailing.pk]) if mailing else reverse(LIST),
        },
        status=422 if is_wrong else 200,
    )


def _forms(request, contest, audience: Audience, mailing: Mailing | None, *, is_filling: bool):
    """Return the form of the filters and that of the words; with the words of a template where one is to be filled in."""
    to_words = {"contest": contest, "audience": audience}
    if request.method == "POST" and not is_filling:
        filters = audience.form(request.POST, contest=contest, prefix=FILTERS)
        return filters, MailingForm(request.POST, **to_words)
    if is_filling:
        filters = audience.form(request.POST, contest=contest, prefix=FILTERS)
        form = MailingForm(**to_words)
        form.initial = {name: request.POST.get(name, "") for name in ("purpose", "template", *TEXTS)}
        try:
            form.initial |= form.filled(request.POST.get("template", ""))
        except KeyError:
            messages.warning(request, _("Choose a template first."))
        return filters, form
    chosen = mailing.filters if mailing else {name: _chosen(request, name) for name in request.GET}
    filters = audience.form(initial=chosen, contest=contest, prefix=FILTERS)
    form = MailingForm(**to_words)
    if mailing is not None:
        form.initial = form.initial_of(mailing)
    return filters, form


def _chosen(request: HttpRequest, name: str) -> Any:
    values = request.GET.getlist(name)
    return values if len(values) > 1 else values[0]


def _draft(key: str, filters, form: MailingForm) -> Draft:
    words = form.cleaned_data
    return Draft(
        audience=key,
        filters=filters.cleaned_data,
        purpose=words.get("purpose", ""),
        subject=words["subject"],
        text=words["text"],
        message=words.get("message", ""),
    )


@require_POST
@for_senders
def send(request: HttpRequest, mailing_id: int) -> HttpResponse:
    """Send a mailing off to as many as were shown; where the number is another one now, it is shown again."""
    mailing = get_object_or_404(Mailing.objects.select_related("contest"), pk=mailing_id)
    confirmed = query_params.number(request.POST, "confirmed")
    seen_at = parse_datetime(request.POST.get("seen_at", ""))
    if confirmed is None or seen_at is None:
        messages.warning(request, _("Read the preview, then send the mailing from there."))
        return redirect(SCREEN, mailing.pk)
    try:
        send_mailing(
            mailing=mailing, confirmed=confirmed, seen_at=seen_at, actor=request.user, now=timezone.now()
        )
    except ContestError as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, _("The mailing is on its way; this page shows how far it is."))
    return redirect(SCREEN, mailing.pk)


@require_POST
@for_senders
def copy(request: HttpRequest, mailing_id: int) -> HttpResponse:
    """Begin a draft with the recipients and the words of a mailing."""
    mailing = get_object_or_404(Mailing.objects.select_related("contest"), pk=mailing_id)
    copied = copy_mailing(mailing=mailing, actor=request.user, now=timezone.now())
    return redirect("contest_edit_mailing", copied.pk)


@require_http_methods(["GET", "POST"])
@for_senders
def discard(request: HttpRequest, mailing_id: int) -> HttpResponse:
    """Ask, then delete a draft."""
    mailing = get_object_or_404(Mailing, pk=mailing_id)
    if request.method == "POST":
        try:
            discard_draft(mailing=mailing, actor=request.user)
        except ContestError as refused:
            messages.error(request, refused.message)
            return redirect(SCREEN, mailing.pk)
        messages.success(request, _("The draft is deleted."))
        return redirect(LIST)
    return confirm_screen(
        request,
        None,
        title=_("Delete the draft"),
        subtitle=mailing.subject,
        intro=_("Nobody was written to. The words are gone for good."),
        submit=_("Delete the draft"),
        back=reverse(SCREEN, args=[mailing.pk]),
        danger=True,
    )
