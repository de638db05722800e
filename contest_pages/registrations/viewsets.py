"""The list of registrations in the admin."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages import audit
from contest_pages.contests.record_filters import ContestFilter
from contest_pages.records_admin import RecordAdmin, RecordInspectView, yes_no
from contest_pages.registrations.models import Registration
from contest_pages.vietnamese import moment


class RegistrationInspectView(RecordInspectView):
    """Everything about one registration; each look is written into the log."""

    def get(self, request, *args, **kwargs):
        """Log who looked, then show."""
        audit.record("contest.view_registration", self.instance, actor=request.user)
        return super().get(request, *args, **kwargs)


class RegistrationAdmin(RecordAdmin):
    """Registrations: filter, search, inspect, export."""

    model = Registration
    menu_icon = "group"
    menu_label = gettext_lazy("Registrations")
    menu_order = 220
    inspect_view_class = RegistrationInspectView
    list_display = ("code", "names", "unit", "contest", "status", "created_at")
    list_filter = (ContestFilter, "status", "created_at")
    list_export = (
        "code",
        "names",
        "birth_dates",
        "phone",
        "email",
        "unit",
        "contest",
        "status",
        "may_publish",
        "created",
        "extra_answers",
    )
    list_select_related = ("unit", "contest")
    inspect_view_fields = (
        "code",
        "contest",
        "kind",
        "status",
        "names",
        "birth_dates",
        "phone",
        "email",
        "unit",
        "extra_answers",
        "may_publish",
        "consented_at",
        "consent_words",
        "created_at",
    )

    def get_queryset(self, request):
        """Load the members with the list."""
        return super().get_queryset(request).select_related("unit", "contest").prefetch_related("members")

    def names(self, registration):
        """Return the full names."""
        return ", ".join(member.full_name for member in registration.members.all())

    names.short_description = gettext_lazy("full name")

    def birth_dates(self, registration):
        """Return the birth dates."""
        return ", ".join(f"{member.birth_date:%d/%m/%Y}" for member in registration.members.all())

    birth_dates.short_description = gettext_lazy("birth date")

    def may_publish(self, registration):
        """Say whether the name may be published."""
        return yes_no(registration.publish_name)

    may_publish.short_description = gettext_lazy("name may be published")

    def created(self, registration):
        """Return the time of registering in words."""
        return moment(registration.created_at)

    created.short_description = gettext_lazy("registered at")

    def extra_answers(self, registration):
        """Return the answers to the editor's questions."""
        return "; ".join(f"{answer['label']}: {answer['value']}" for answer in registration.answers)

    extra_answers.short_description = gettext_lazy("answers to extra questions")

    def consent_words(self, registration):
        """Return the version and the wording that was agreed to."""
        return _("Version %(version)s: %(text)s") % {
            "version": registration.consent.version,
            "text": registration.consent.text,
        }

    consent_words.short_description = gettext_lazy("consent")
