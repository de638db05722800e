"""The register of requests about personal data."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.contests.record_admin import RecordAdmin
from contest_pages.data_requests.models import DataRequest


class DataRequestAdmin(RecordAdmin):
    """The register of requests about personal data, the most urgent first."""

    model = DataRequest
    menu_icon = "mail"
    menu_label = gettext_lazy("Requests about personal data")
    menu_order = 224
    inspect_view_enabled = False
    history_view_enabled = False
    search_fields = ("registration__search_text",)
    list_display = (
        "registration",
        "kind",
        "channel",
        "asked_at",
        "answer_deadline",
        "done_deadline",
        "handle_link",
    )
    list_filter = ("kind", "channel", "asked_at")

    def get_queryset(self, request):
        """Select related rows of the list."""
        return super().get_queryset(request).select_related("registration")

    def answer_deadline(self, request):
        """Return when it was answered, or the deadline of the answer."""
        return _deadline(request.answered_at, request.answer_due)

    answer_deadline.short_description = gettext_lazy("answered")
    answer_deadline.admin_order_field = "answer_due"

    def done_deadline(self, request):
        """Return when it was done, or the deadline."""
        return _deadline(request.done_at, request.done_due)

    done_deadline.short_description = gettext_lazy("done")
    done_deadline.admin_order_field = "done_due"

    def handle_link(self, request):
        """Return a link to the request."""
        return format_html(
            '<a class="button button-small" href="{}">{}</a>',
            reverse("contest_handle_request", args=[request.pk]),
            _("Look") if request.done_at else _("Handle"),
        )

    handle_link.short_description = gettext_lazy("step")


def _deadline(at, due) -> str:
    """Return the time at which it was done, or the day on which it is due."""
    if at is not None:
        return f"{timezone.localtime(at):%d/%m/%Y}"
    late = due < timezone.localdate()
    words = _("late since %(day)s") if late else _("until %(day)s")
    return format_html(
        '<span class="{}">{}</span>', "contest-late" if late else "", words % {"day": f"{due:%d/%m/%Y}"}
    )
