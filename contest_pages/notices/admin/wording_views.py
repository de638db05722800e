"""The list of wordings, and the form in which editors change one, with its preview."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages import audit
from contest_pages.contests.models import ContestPage
from contest_pages.contests.permissions import is_limited, within
from contest_pages.data.numbers import read_number
from contest_pages.errors import ContestError
from contest_pages.http import query_params
from contest_pages.http.decorators import only
from contest_pages.notices.domain.wording import save_wording
from contest_pages.notices.domain.wording_previews import (
    TRIED,
    WrittenLetter,
    preview_words,
    written_letters,
)
from contest_pages.notices.enums import Channel
from contest_pages.notices.errors import WordingChangedMeanwhile
from contest_pages.notices.kinds import kind_of
from contest_pages.notices.models import LetterWording, Notice
from contest_pages.notices.permissions import may_list, may_word, visible_to
from contest_pages.notices.queries import (
    WordingState,
    recipient_words,
    with_recipients,
    wording_states,
)
from contest_pages.notices.wordings import Wording

from .wording_forms import WordingForm
from .wording_scope import Scope, default_label, opened, state_of


@require_GET
@only(may_word)
def wording_list(request: HttpRequest) -> HttpResponse:
    """Show all wordings by feature, of the contest `?contest=` or of all contests."""
    contests = list(within(ContestPage.objects.originals().order_by("-pk"), request.user))
    sees_all = not is_limited(request.user)
    chosen = query_params.number(request.GET, "contest")
    contest = next((one for one in contests if one.pk == chosen), None)
    if contest is None and not sees_all:
        contest = contests[0] if contests else None
    scope = Scope(contest)
    groups = _groups(scope) if contest is not None or sees_all else []
    return render(
        request,
        "contest_notices/admin/wordings.html",
        {"scope": scope, "contests": contests, "sees_all": sees_all, "groups": groups},
    )


def _groups(scope: Scope) -> list[dict[str, Any]]:
    """Return the wordings by feature, in the order in which they are declared: what a feature imports comes before it."""
    rows = [(_app_of(state.declared), state) for state in wording_states(scope.key)]
    return [
        {
            "name": app.verbose_name if app is not None else "",
            "rows": [
                {
                    "state": state,
                    "kind": kind_of(state.declared.kind),
                    "url": scope.url("wording", state.declared),
                    "is_refused": bool(state.refusals),
                }
                for _app, state in found
            ],
        }
        for app, found in groupby(rows, key=lambda row: row[0])
    ]


def _app_of(declared: Wording):
    return apps.get_containing_app_config(kind_of(declared.kind).compose.__module__)


@require_http_methods(["GET", "POST"])
def edit_wording(request: HttpRequest, wording: str, contest_id: int | None = None) -> HttpResponse:
    """Show the form; on POST show a preview of what is typed, or save it."""
    declared, scope = opened(request, wording, contest_id)
    state = state_of(declared, scope)
    if request.method == "GET":
        return _form_screen(request, scope, state, WordingForm(declared=declared, words=state.words))
    based_on = read_number(request.POST.get("based_on")) or 0
    form = WordingForm(request.POST, declared=declared, words=state.words)
    if not form.is_valid():
        return _form_screen(request, scope, state, form, based_on=based_on, status=422)
    if "preview" in request.POST:
        shown = _preview(request, scope, form)
        return _form_screen(request, scope, state, form.tidied(), based_on=based_on, **shown)
    try:
        saved = save_wording(
            declared=declared,
            contest=scope.contest,
            words=form.words,
            based_on=based_on,
            actor=request.user,
            now=timezone.now(),
        )
    except WordingChangedMeanwhile as refused:
        # What the other has written is shown beside the form, which is then based on it.
        state = state_of(declared, scope)
        return _form_screen(request, scope, state, form, changed=refused.message, status=422)
    except ContestError as refused:
        form.add_error(None, refused.message)
        return _form_screen(request, scope, state, form, based_on=based_on, status=422)
    say_done(request, saved)
    return redirect(scope.url("wording", declared))


def say_done(request: HttpRequest, saved: LetterWording | None) -> None:
    """Say whether a version was appended."""
    if saved is None:
        messages.info(request, _("The wording is as it was: nothing was changed."))
    else:
        messages.success(request, _("Saved. Letters that are sent from now on are worded so."))


def _form_screen(
    request: HttpRequest,
    scope: Scope,
    state: WordingState,
    form: WordingForm,
    *,
    based_on: int | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    declared = state.declared
    labels = declared.words_of()
    context = {
        "form": form,
        "scope": scope,
        "state": state,
        "based_on": state.number if based_on is None else based_on,
        "letter_words": _listed(declared, "text"),
        "message_words": _listed(declared, "message"),
        "present": state.words.in_words(labels),
        "versions_url": scope.url("wording_versions", declared),
        "default_url": scope.url("wording_default", declared),
        "default_label": default_label(state),
        **more,
    }
    return render(request, "contest_notices/admin/wording.html", context, status=status)


def _listed(declared: Wording, field: str) -> list[dict[str, Any]]:
    """Return the placeholders as editors type them, the required ones first."""
    required, optional = declared.required_of(field), declared.optional_of(field)
    found = [
        {"typed": f"{{{label}}}", "required": key in required, "optional": key in optional}
        for key, label in declared.words_in(field).items()
    ]
    return sorted(found, key=lambda placeholder: not placeholder["required"])


def _preview(request: HttpRequest, scope: Scope, form: WordingForm) -> dict[str, Any]:
    """Return what the screen shows of a preview; a view of the letter of a person is logged."""
    written = _written(request.user, form.declared, scope)
    chosen = request.POST.get("letter")
    # The chosen one goes first; the other form has the values of the newest that takes its way.
    ordered = sorted(written, key=lambda one: str(one.notice.pk) != chosen) if chosen != "none" else []
    shown = preview_words(form.declared, form.words, contest=scope.contest, written=ordered)
    for source in shown.sources.values():
        audit.record("contest.view_letter", source.notice, actor=request.user)
    return {
        "preview": shown,
        "chosen": ordered[0].notice.pk if ordered else None,
        "choices": [
            {
                "pk": one.notice.pk,
                "recipient": recipient_words(one.notice),
                "is_message": one.letter.channel == Channel.SMS,
            }
            for one in written
        ],
    }


def _written(user, declared: Wording, scope: Scope) -> list[WrittenLetter]:
    """Return the newest letters with this wording that the user may see."""
    if not may_list(user):
        return []
    found = visible_to(user, Notice.objects.filter(kind=declared.kind).select_related("contest"))
    if scope.contest is not None:
        found = found.filter(contest=scope.contest)
    return written_letters(declared, with_recipients(found.order_by("-pk"))[:TRIED])
