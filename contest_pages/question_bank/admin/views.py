"""The screens of question writers: view, check, retire, correct a key, import and export."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages as wagtail_messages

from contest_pages import audit, hooks
from contest_pages.contests.permissions import owns, within
from contest_pages.files.spreadsheets import send_workbook
from contest_pages.http.reauthentication import with_recent_identity
from contest_pages.lists.reading import Choices
from contest_pages.lists.uploads import drop_list, keep_list, kept_list
from contest_pages.question_bank.admin.forms import CorrectionForm, NamesForm, QuestionListForm
from contest_pages.question_bank.domain import checking
from contest_pages.question_bank.domain.correcting import correct_key
from contest_pages.question_bank.domain.question_list import (
    LISTS,
    Outcome,
    QuestionList,
    export_questions,
    import_questions,
    read_questions,
    template,
    unknown_names,
)
from contest_pages.question_bank.errors import QuestionRefused
from contest_pages.question_bank.logic.questions import letter
from contest_pages.question_bank.models import Question
from contest_pages.question_bank.permissions import has_all_sets, may_check, may_correct_key, may_write
from contest_pages.question_bank.queries.similarity import questions_like
from contest_pages.question_bank.queries.versions import corrected_keys, keys_of
from contest_pages.question_bank.view_models import CorrectionEffect

from .guards import for_correctors, for_importers, for_readers

_LIST = "wagtailsnippets_contest_question_bank_question:list"


@require_http_methods(["GET", "POST"])
@for_readers
def view_question(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show a question, its near-duplicates and its versions; on POST check, retire or restore it."""
    question = get_object_or_404(
        Question.objects.select_related("current", "written_by", "topic"), pk=question_id
    )
    if request.method == "POST":
        return _decide(request, question)
    is_whole = has_all_sets(request.user, question)
    versions = list(
        question.versions.select_related("checked_by", "written_by")
        .prefetch_related("corrections__by")
        .order_by("-number")
    )
    return render(
        request,
        "contest_question_bank/admin/question.html",
        {
            "question": question,
            "options": list(question.options.all()),
            "order_sentence": checking.order_sentence(question),
            "is_as_checked": checking.is_as_checked(question),
            "versions": versions,
            "similar": [
                (like, score) for like, score in questions_like(question) if owns(request.user, like)
            ],
            "only_reads": not is_whole,
            "may_write": is_whole and may_write(request.user),
            "may_check": is_whole and may_check(request.user),
            "is_own": question.written_by_id == request.user.pk,
            "may_correct": is_whole and may_correct_key(request.user),
        },
    )


def _decide(request: HttpRequest, question: Question) -> HttpResponse:
    actions = {
        "check": (may_check, lambda: checking.check_question(question=question, actor=request.user, now=timezone.now())),
        "retire": (may_write, lambda: checking.retire_question(question=question, actor=request.user)),
        "take_back": (may_write, lambda: checking.take_question_back(question=question, actor=request.user)),
    }  # fmt: skip
    for name, (allowed, act) in actions.items():
        if name in request.POST:
            if not (allowed(request.user) and has_all_sets(request.user, question)):
                raise PermissionDenied
            try:
                act()
                messages.success(request, _("%(question)s: done.") % {"question": question.number})
            except QuestionRefused as refused:
                messages.error(request, refused.message)
    if "next" in request.POST:
        waiting = Question.objects.filter(status="draft", pk__gt=question.pk).exclude(written_by=request.user)
        if following := within(waiting, request.user).order_by("pk").first():
            return redirect("contest_question", following.pk)
        messages.info(request, _("No other question waits for your check."))
    return redirect("contest_question", question.pk)


@require_http_methods(["GET", "POST"])
@for_correctors
@with_recent_identity
def correct(request: HttpRequest, question_id: int, version_number: int) -> HttpResponse:
    """Show the form for the right options and the reason, then what changes; when confirmed, mark all answers again."""
    question = get_object_or_404(Question, pk=question_id)
    if not has_all_sets(request.user, question):
        raise PermissionDenied
    version = get_object_or_404(question.versions, number=version_number)
    current = keys_of([version], corrected_keys())[version.pk]
    form = CorrectionForm(request.POST or None, version=version, current=current)
    context = {"question": question, "version": version, "form": form, "current": _letters(current)}
    if request.method == "POST" and form.is_valid() and "sua-lai" not in request.POST:
        now = timezone.now()
        effects = _effects(version, form.cleaned_data["accepted"], request.user, now)
        if "xac-nhan" in request.POST:
            correction = correct_key(version=version, actor=request.user, now=now, **form.cleaned_data)
            _say_corrected(request, correction, effects)
            return redirect("contest_question", question.pk)
        context |= {"effects": effects, "accepted": _letters(form.cleaned_data["accepted"])}
        return render(request, "contest_question_bank/admin/correct_confirm.html", context)
    return render(
        request,
        "contest_question_bank/admin/correct.html",
        context,
        status=422 if form.errors else 200,
    )


def _letters(places: Iterable[int]) -> str:
    return ", ".join(letter(place) for place in sorted(places))


def _effects(version, accepted, user, now) -> list[CorrectionEffect]:
    found = hooks.call("key_correction_effects", version=version, accepted=accepted, user=user, now=now)
    return [effect for effects in found for effect in effects]


def _say_corrected(request: HttpRequest, correction, effects: list[CorrectionEffect]) -> None:
    """Say how many marks changed, and lead to the rankings that must be made again."""
    words = ngettext(
        "The key is corrected; %(count)d mark has changed.",
        "The key is corrected; %(count)d marks have changed.",
        correction.changed_marks,
    ) % {"count": correction.changed_marks}
    concerned = [effect for effect in effects if effect.gains or effect.losses]
    if concerned and not any(effect.address for effect in concerned):
        words = _("%(words)s Please tell the organisers: they rank again %(rounds)s.") % {
            "words": words,
            "rounds": "; ".join(effect.title for effect in concerned),
        }
    buttons = [
        wagtail_messages.button(effect.address, _("Rank again: %(round)s") % {"round": effect.title})
        for effect in concerned
        if effect.address
    ]
    wagtail_messages.success(request, words, buttons=buttons)


@require_http_methods(["GET", "POST"])
@for_importers
def import_list(request: HttpRequest) -> HttpResponse:
    """Upload a list of questions and go on to its preview."""
    form = QuestionListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        keep_list(request, LISTS, form.cleaned_data["file"], timezone.now())
        return redirect("contest_preview_questions")
    return render(
        request,
        "contest_question_bank/admin/import.html",
        {"form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@for_importers
def preview_questions(request: HttpRequest) -> HttpResponse:
    """Show what the uploaded list would add to the bank; on POST add it, and name near-duplicates."""
    kept = kept_list(request, LISTS)
    if kept is None:
        return redirect("contest_import_questions")
    file, name = kept
    choices = Choices.of(request.GET)
    with file:
        found = read_questions(file, choices)
    asked = NamesForm(request.POST or None, unknown=unknown_names(found.questions))
    if request.method == "POST" and found.questions and asked.is_valid():
        outcome = import_questions(questions=found.questions, actor=request.user, names=asked.names())
        drop_list(request, LISTS)
        _say_imported(request, outcome)
        if not outcome.similar:
            return redirect(_LIST)
        return render(request, "contest_question_bank/admin/similar.html", {"outcome": outcome})
    return render(
        request,
        "contest_pages/lists/admin_preview.html",
        {
            "note": _preview_note(found),
            "again": "contest_import_questions",
            "name": name,
            "reading": found.reading,
            "choices": choices,
            "asked": asked,
        },
        status=422 if asked.is_bound and asked.errors else 200,
    )


def _preview_note(found: QuestionList) -> str:
    note = _("Another person checks the questions before they are asked.")
    if kept := [str(row.number) for row, question in found.questions if question["keep_order"]]:
        words = ngettext(
            "The options of row %(rows)s keep their order, as the list says or since one of them names others by letter.",
            "The options of rows %(rows)s keep their order, as the list says or since one of them names others by letter.",
            len(kept),
        )
        note = f"{note} {words % {'rows': ', '.join(kept)}}"
    return note


def _say_imported(request: HttpRequest, outcome: Outcome) -> None:
    if not outcome.added:
        messages.info(request, _("Nothing changes: all questions of the list are in the bank already."))
        return
    words = ngettext("%(count)d question was added.", "%(count)d questions were added.", outcome.added)
    known = (
        _("%(count)d of the list were in the bank already.") % {"count": outcome.known}
        if outcome.known
        else ""
    )
    messages.success(request, f"{words % {'count': outcome.added}} {known}".strip())


@require_GET
@for_importers
def list_template(request: HttpRequest) -> HttpResponse:
    """Send the empty list."""
    return send_workbook(template, _("Template of questions"))


@require_GET
@for_readers
def export_list(request: HttpRequest) -> HttpResponse:
    """Send the bank as a list; every export is audited, since it contains the right answers."""
    questions = within(Question.objects.order_by("pk"), request.user)
    if (first := questions.first()) is not None:
        audit.record("contest.export_questions", first, actor=request.user)
    return send_workbook(lambda file: export_questions(questions, file), _("Question bank"))
