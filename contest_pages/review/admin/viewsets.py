"""Lists of the review: plans, decisions."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from contest_pages.contests.permissions import within
from contest_pages.contests.record_admin import ContestChooserViewSet, RecordAdmin
from contest_pages.contests.record_filters import RoundFilter
from contest_pages.review.models import Review, ReviewPlan
from contest_pages.review.queries.queue import rounds_under_review
from contest_pages.vietnamese import person_name


class PlanEditView(EditView):
    """The steps of one review, with the offer of three steps while nothing has begun."""

    def get_context_data(self, **kwargs):
        """Add whether the review has begun."""
        used = self.object.steps.aggregate(reviews=Count("reviews"), cases=Count("cases"))
        return super().get_context_data(**kwargs) | {"has_begun": any(used.values())}


class PlanIndexView(IndexView):
    """The plans of the contests on which the user works."""

    def get_base_queryset(self):
        """Leave out those of other contests."""
        return within(super().get_base_queryset(), self.request.user)


class PlanViewSet(SnippetViewSet):
    """The review plans of rounds."""

    model = ReviewPlan
    chooser_viewset_class = ContestChooserViewSet
    icon = "tasks"
    menu_label = gettext_lazy("Steps of reviews")
    # The queue of each round leads to its steps: no menu of its own, and none of Wagtail's "Snippets" for it.
    add_to_admin_menu = False
    menu_item_is_registered = True
    list_display = ["round"]
    index_view_class = PlanIndexView
    edit_view_class = PlanEditView
    edit_template_name = "contest_review/admin/plan_edit.html"
    copy_view_enabled = False
    inspect_view_enabled = False


class ReviewedRoundFilter(RoundFilter):
    """Show the decisions of one round."""

    def rounds(self):
        """Return the rounds that are reviewed, the latest first."""
        return rounds_under_review()


class ReviewAdmin(RecordAdmin):
    """Every decision on record: filter, search, export."""

    model = Review
    menu_icon = "history"
    menu_label = gettext_lazy("Decisions of reviews")
    add_to_admin_menu = False  # the queue leads here, for its own round
    inspect_view_enabled = False
    history_view_enabled = False
    search_fields = ("entry__search_text",)
    list_display = ("place", "entry_code", "step_name", "decision_words", "moderator_name", "decided_at")
    list_filter = (ReviewedRoundFilter, "decision", "decided_at")
    list_export = (
        "place",
        "round",
        "entry_code",
        "step_name",
        "look",
        "decision",
        "reason_title",
        "reason",
        "checklist_words",
        "moderator_name",
        "decided_at",
        "revision",
        "video_sha256",
        "previous_hash",
        "record_hash",
    )

    def get_queryset(self, request):
        """Select related rows of the list."""
        return (
            super()
            .get_queryset(request)
            .select_related("entry", "moderator", "round", "undone_by", "colleague")
        )

    def entry_code(self, review):
        """Return the number of the entry."""
        return review.entry.code

    entry_code.short_description = gettext_lazy("entry number")
    entry_code.admin_order_field = "entry__number"

    def decision_words(self, review):
        """Return the decision, and whether it was undone."""
        words = review.get_decision_display()
        return f"{words} ({_('taken back')})" if hasattr(review, "undone_by") else words

    decision_words.short_description = gettext_lazy("decision")
    decision_words.admin_order_field = "decision"

    def moderator_name(self, review):
        """Return who decided."""
        return person_name(review.moderator)

    moderator_name.short_description = gettext_lazy("moderator")

    def checklist_words(self, review):
        """Return the checklist in one cell."""
        return "; ".join(
            f"{answer.question} {answer.answer}" + (f" ({answer.note})" if answer.note else "")
            for answer in review.answers
        )

    checklist_words.short_description = gettext_lazy("checklist")
