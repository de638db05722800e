"""What writers and checkers do with questions: look, check, retire, correct a key, lists in and out."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from contest_pages import audit
from contest_pages.quizzes.domain import checking
from contest_pages.quizzes.domain.correcting import correct_key
from contest_pages.quizzes.domain.question_list import export_questions, import_questions, template
from contest_pages.quizzes.errors import QuizRefused
from contest_pages.quizzes.forms import CorrectionForm, QuestionListForm
from contest_pages.quizzes.models import Question
from contest_pages.quizzes.policies import may_check, may_correct_key, may_write
from contest_pages.quizzes.queries.likeness import questions_like
from contest_pages.spreadsheets import send_workbook

from .guards import for_bank, for_correctors, for_writers

_LIST = "wagtailsnippets_contest_quizzes_question:list"


@require_http_methods(["GET", "POST"])
@for_bank
def look(request: HttpRequest, question_id: int) -> HttpResponse:
    """Show a question with what is like it and what became of it; on POST check, retire or take it back."""
    question = get_object_or_404(
        Question.objects.select_related("current", "written_by", "topic"), pk=question_id
    )
    if request.method == "POST":
        return _decide(request, question)
    versions = list(
        question.versions.select_related("checked_by", "written_by")
        .prefetch_related("corrections__by")
        .order_by("-number")
    )
    return render(
        request,
        "contest_quizzes/admin/question.html",
        {
            "question": question,
            "options": list(question.options.all()),
            "is_as_checked": checking.is_as_checked(question),
            "versions": versions,
            "similar": questions_like(question),
            "may_write": may_write(request.user),
            "may_check": may_check(request.user),
            "is_own": question.written_by_id == request.user.pk,
            "may_correct": may_correct_key(request.user),
        },
    )


def _decide(request: HttpRequest, question: Question) -> HttpResponse:
    deeds = {
        "check": (may_check, lambda: checking.check_question(question=question, actor=request.user, now=timezone.now())),
        "retire": (may_write, lambda: checking.retire_question(question=question, actor=request.user)),
        "take_back": (may_write, lambda: checking.take_question_back(question=question, actor=request.user)),
    }  # fmt: skip
    for name, (allowed, act) in deeds.items():
        if name in request.POST:
            if not allowed(request.user):
                raise PermissionDenied
            try:
                act()
                messages.success(request, _("%(question)s: done.") % {"question": question.number})
            except QuizRefused as refused:
                messages.error(request, refused.message)
    if "next" in request.POST:
        waiting = Question.objects.filter(status="draft", pk__gt=question.pk).exclude(written_by=request.user)
        if following := waiting.order_by("pk").first():
            return redirect("contest_question", following.pk)
        messages.info(request, _("No other question waits for your check."))
    return redirect("contest_question", question.pk)


@require_http_methods(["GET", "POST"])
@for_correctors
def correct(request: HttpRequest, question_id: int, version_number: int) -> HttpResponse:
    """Ask which options count as right and why; on POST correct the key and mark everything again."""
    question = get_object_or_404(Question, pk=question_id)
    version = get_object_or_404(question.versions, number=version_number)
    form = CorrectionForm(request.POST or None, version=version)
    if request.method == "POST" and form.is_valid():
        correction = correct_key(version=version, actor=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(
            request,
            ngettext(
                "The key is corrected; the score of %(count)d attempt has changed.",
                "The key is corrected; the scores of %(count)d attempts have changed.",
                correction.changed_attempts,
            )
            % {"count": correction.changed_attempts},
        )
        return redirect("contest_question", question.pk)
    return render(
        request,
        "contest_quizzes/admin/correct.html",
        {"question": question, "version": version, "form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@for_writers
def import_list(request: HttpRequest) -> HttpResponse:
    """Take a list of questions: all of it, or nothing and what is wrong with it."""
    form = QuestionListForm(request.POST or None, request.FILES or None)
    outcome = None
    if request.method == "POST" and form.is_valid():
        outcome = import_questions(file=form.cleaned_data["file"], actor=request.user)
        if not outcome.wrong:
            words = ngettext(
                "%(count)d question was added.", "%(count)d questions were added.", outcome.added
            )
            known = _("%(count)d stood there already.") % {"count": outcome.known} if outcome.known else ""
            messages.success(request, f"{words % {'count': outcome.added}} {known}".strip())
            if not outcome.similar:
                return redirect(_LIST)
    return render(request, "contest_quizzes/admin/import.html", {"form": form, "outcome": outcome})


@require_GET
@for_writers
def list_template(request: HttpRequest) -> HttpResponse:
    """Hand out the empty list."""
    return send_workbook(template, "mau-cau-hoi.xlsx")


@require_GET
@for_bank
def export_list(request: HttpRequest) -> HttpResponse:
    """Hand out the bank; each time is written down, since it holds the right answers."""
    questions = Question.objects.order_by("pk")
    if (first := questions.first()) is not None:
        audit.record("contest.export_questions", first, actor=request.user)
    return send_workbook(lambda file: export_questions(questions, file), "ngan-hang-cau-hoi.xlsx")
