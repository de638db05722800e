"""The question bank in the admin: questions, topics, sets."""

from __future__ import annotations

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import Button, ListingButton
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from contest_pages.contests.permissions import owns, within
from contest_pages.contests.record_admin import ContestChooserViewSet
from contest_pages.question_bank.admin.forms import QuestionForm, QuestionSetForm
from contest_pages.question_bank.domain.checking import order_sentence
from contest_pages.question_bank.models import MOST_OPTIONS, Question, QuestionSet, QuestionTopic
from contest_pages.question_bank.permissions import has_all_sets, may_import
from contest_pages.question_bank.queries.similarity import questions_like
from contest_pages.vietnamese import fold


def _sets_of(request) -> QuerySet[QuestionSet]:
    return within(QuestionSet.objects.all(), request.user)


class QuestionFilterSet(WagtailFilterSet):
    """Filters of the list; of sets those of the contests on which the user works."""

    sets = django_filters.ModelChoiceFilter(queryset=_sets_of, label=gettext_lazy("Sets"))

    class Meta:
        model = Question
        fields = ["status", "topic", "sets", "difficulty"]


class QuestionIndexView(IndexView):
    """The questions, searched without diacritics, each with a link to its check."""

    @property
    def header_more_buttons(self):
        """Add import and export of lists."""
        buttons = super().header_more_buttons
        if may_import(self.request.user):
            buttons.append(
                Button(_("Take a list"), reverse("contest_import_questions"), icon_name="upload", priority=90)
            )
        buttons.append(
            Button(
                _("Hand out a list"), reverse("contest_export_questions"), icon_name="download", priority=91
            )
        )
        return buttons

    def get_edit_url(self, instance):
        """Lead to the form only where the user may change the question."""
        return super().get_edit_url(instance) if has_all_sets(self.request.user, instance) else None

    def get_list_more_buttons(self, instance):
        """Add the link to the check."""
        check = ListingButton(
            _("View and check"),
            reverse("contest_question", args=[instance.pk]),
            icon_name="check",
            priority=5,
        )
        return [check, *super().get_list_more_buttons(instance)]

    def get_base_queryset(self):
        """Prefetch what a row reads; leave out the questions of other contests."""
        questions = super().get_base_queryset().select_related("topic").prefetch_related("sets")
        return within(questions, self.request.user)

    def search_queryset(self, queryset):
        """Match every word, with or without diacritics."""
        condition = Q()
        for word in fold(self.search_query or "").split():
            condition &= Q(search_text__contains=word)
        return queryset.filter(condition)


class NoticesMixin:
    """Tells writers what the program has noticed: near-duplicates, and options that stay where they are."""

    def form_valid(self, form):
        """Save the question and say what was noticed."""
        response = super().form_valid(form)
        if (sentence := order_sentence(form.instance)) and not form.instance.keep_order:
            messages.info(self.request, sentence)
        similar = [
            (like, score) for like, score in questions_like(form.instance) if owns(self.request.user, like)
        ]
        if similar:
            words = _("Nearly the same as %(questions)s; please compare.")
            names = ", ".join(f"{question.number} ({score} %)" for question, score in similar)
            messages.warning(self.request, words % {"questions": names})
        return response


class QuestionCreateView(NoticesMixin, CreateView):
    """The form of a new question."""


class QuestionEditView(NoticesMixin, EditView):
    """A question's form, with a link to its check."""

    def get_object(self, queryset=None):
        """Return the question; raises PermissionDenied where the user may only read it."""
        question = super().get_object(queryset)
        if not has_all_sets(self.request.user, question):
            raise PermissionDenied
        return question

    @property
    def header_more_buttons(self):
        """Add the link to the check."""
        check = Button(
            _("View and check"),
            reverse("contest_question", args=[self.object.pk]),
            icon_name="check",
            priority=5,
        )
        return [check, *super().header_more_buttons]


class QuestionViewSet(SnippetViewSet):
    """Questions: written here, checked by another person."""

    model = Question
    chooser_viewset_class = ContestChooserViewSet
    icon = "help"
    menu_label = gettext_lazy("Questions")
    index_view_class = QuestionIndexView
    add_view_class = QuestionCreateView
    edit_view_class = QuestionEditView
    list_display = [
        Column("number", label=gettext_lazy("Number")),
        Column("shortened", label=gettext_lazy("Question")),
        "topic",
        Column("set_names", label=gettext_lazy("Sets")),
        Column("get_status_display", label=gettext_lazy("Status")),
    ]
    filterset_class = QuestionFilterSet
    search_fields = ["search_text"]
    list_per_page = 50
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("text"),
            InlinePanel(
                "options",
                heading=gettext_lazy("Options"),
                label=gettext_lazy("Option"),
                min_num=2,
                max_num=MOST_OPTIONS,
                panels=[FieldRowPanel([FieldPanel("text"), FieldPanel("is_right")])],
            ),
            FieldPanel("keep_order"),
            FieldPanel("explanation"),
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("topic"), FieldPanel("audience"), FieldPanel("difficulty")]),
            FieldPanel("sets"),
            FieldPanel("released"),
        ],
        base_form_class=QuestionForm,
    )


class _CountedIndexView(IndexView):
    """A list with the number of questions of each row."""

    def get_base_queryset(self):
        """Count the questions."""
        return super().get_base_queryset().annotate(question_count=Count("questions"))


class QuestionSetIndexView(_CountedIndexView):
    """The sets of the contests on which the user works."""

    def get_base_queryset(self):
        """Leave out the others."""
        return within(super().get_base_queryset(), self.request.user)


class QuestionTopicViewSet(SnippetViewSet):
    """Topics, by which questions are drawn."""

    model = QuestionTopic
    icon = "tag"
    menu_label = gettext_lazy("Topics")
    index_view_class = _CountedIndexView
    list_display = ["name", Column("question_count", label=gettext_lazy("Questions"))]
    copy_view_enabled = False


class QuestionSetViewSet(SnippetViewSet):
    """Sets of questions that are asked together."""

    model = QuestionSet
    chooser_viewset_class = ContestChooserViewSet
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Sets")
    index_view_class = QuestionSetIndexView
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("contest")], base_form_class=QuestionSetForm)
    list_display = ["name", "contest", Column("question_count", label=gettext_lazy("Questions"))]
    copy_view_enabled = False


class BankGroup(SnippetViewSetGroup):
    """The bank's own entry in the menu."""

    items = (QuestionViewSet, QuestionTopicViewSet, QuestionSetViewSet)
    menu_label = gettext_lazy("Question bank")
    menu_icon = "help"
    menu_name = "contest-bank"
    menu_order = 214
