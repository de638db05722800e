"""The list of registrations."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.helpers import ButtonHelper

from contest_pages import audit
from contest_pages.contests.record_admin import RecordAdmin, RecordIndexView, RecordInspectView, yes_no
from contest_pages.contests.record_filters import ContestFilter
from contest_pages.notices.logic.reasons import reason_words
from contest_pages.notices.queries import title_of, with_titles
from contest_pages.registrations.admin.export_columns import (
    chosen_before,
    columns_of,
    contest_of,
    remember,
)
from contest_pages.registrations.admin.filters import BouncedFilter, ContactFilter, DivisionFilter, UnitFilter
from contest_pages.registrations.enums import OPEN_STATUSES
from contest_pages.registrations.logic.questions import DECLARATION, answer_words
from contest_pages.registrations.models import Registration
from contest_pages.registrations.permissions import may_manage
from contest_pages.registrations.queries.by_contact import with_contact_counts
from contest_pages.vietnamese import moment


class RegistrationInspectView(RecordInspectView):
    """All fields of a registration; each view is logged."""

    def get(self, request, *args, **kwargs):
        """Log the view, then render it."""
        audit.record("contest.view_registration", self.instance, actor=request.user)
        return super().get(request, *args, **kwargs)


class RegistrationIndexView(RecordIndexView):
    """The list with its counts, and a screen of its own for exports."""

    IGNORED_PARAMS = (*RecordIndexView.IGNORED_PARAMS, "columns")
    export_buttons_template_name = "contest_registrations/admin/export_button.html"

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return (label, number) for the filtered registrations, in one query."""
        numbers = self.queryset.order_by().aggregate(
            valid=Count("pk", filter=Q(status="active")),
            pending=Count("pk", filter=Q(status="pending")),
            ended=Count("pk", filter=Q(status__in=["withdrawn", "cancelled"])),
        )
        return [
            (_("valid"), numbers["valid"]),
            (_("awaiting confirmation"), numbers["pending"]),
            (_("withdrawn or cancelled"), numbers["ended"]),
        ]

    @property
    def export_screen_url(self) -> str:
        """Return the screen where columns are chosen, with the filters of this list."""
        query = self.request.GET.urlencode()
        return reverse("contest_export_registrations") + (f"?{query}" if query else "")

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """Export the columns that were chosen, without a choice those of the last time; log and remember them."""
        user = self.request.user
        contest = contest_of(self.request.GET, user)
        columns = columns_of(contest, self.model_admin, user)
        chosen = {column.key for column in columns} & set(self.request.GET.getlist("columns"))
        taken = chosen or chosen_before(user, contest, columns)
        self.export_columns = {column.key: column for column in columns if column.key in taken}
        self.list_export = list(self.export_columns)
        if any(column.needs_files for column in self.export_columns.values()):
            queryset = queryset.prefetch_related("files")
        response = super().as_spreadsheet(queryset, spreadsheet_format)
        audit.record("contest.export_registrations", user, actor=user, columns=self.list_export)
        if chosen:
            remember(user, contest, self.list_export)
        return response

    def get_heading(self, queryset, field):
        """Return the label of a column."""
        return self.export_columns[field].label

    def export_row(self, registration) -> list:
        """Return the cells of a registration."""
        answers = {answer["name"]: answer for answer in registration.answers}
        return [
            self.export_columns[key].value(registration, answers, self.model_admin)
            for key in self.list_export
        ]


class RegistrationButtons(ButtonHelper):
    """The organisers' actions on a registration."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        """Add cancelling, sending the link, and entering a request."""
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        on_list = isinstance(self.view, RegistrationIndexView)
        if on_list or not may_manage(self.request.user) or obj.erased_at:
            return buttons
        offered = [("contest_enter_request", _("Enter a request about personal data"), "button-secondary")]
        if obj.status in OPEN_STATUSES:
            offered = [
                ("contest_correct_registration", _("Correct the registration"), "button-secondary"),
                ("contest_resend_link", _("Send the link again"), "button-secondary"),
                *offered,
                ("contest_cancel_registration", _("Cancel the registration"), "no"),
            ]
        return buttons + [
            {
                "url": reverse(name, args=[obj.pk]),
                "label": label,
                "classname": self.finalise_classname(
                    [css_class, *(classnames_add or [])], classnames_exclude
                ),
                "title": label,
            }
            for name, label, css_class in offered
        ]


class RegistrationAdmin(RecordAdmin):
    """Registrations: filter, search, inspect, cancel, send the link, export."""

    model = Registration
    menu_icon = "group"
    menu_label = gettext_lazy("Registrations")
    menu_order = 220
    index_view_class = RegistrationIndexView
    inspect_view_class = RegistrationInspectView
    index_template_name = "contest_registrations/admin/index.html"
    button_helper_class = RegistrationButtons
    list_display = (
        "code",
        "who",
        "kind",
        "unit",
        "contest",
        "status",
        "same_contact",
        "came_back",
        "created_at",
    )
    list_filter = (
        ContestFilter,
        "status",
        "kind",
        DivisionFilter,
        UnitFilter,
        ContactFilter,
        BouncedFilter,
        "robot_check",
        "is_namesake",
        "created_at",
    )
    list_export = (
        "code",
        "kind",
        "team_name",
        "names",
        "birth_dates",
        "roles",
        "phone",
        "email",
        "unit",
        "division",
        "contest",
        "status",
        "may_publish",
        "robot_check",
        "created_at",
        "confirmed_at",
        "declaration",
        "extra_answers",
    )
    list_select_related = ("unit", "contest")
    inspect_template_name = "contest_registrations/admin/inspect.html"
    inspect_view_fields = (
        "code",
        "contest",
        "kind",
        "team_name",
        "status",
        "ended_because",
        "people",
        "phone",
        "email",
        "came_back",
        "unit",
        "division",
        "extra_answers",
        "files_given",
        "may_publish",
        "robot_check",
        "is_namesake",
        "created_at",
        "confirmed_at",
        "consent_words",
        "consent_history",
        "letters",
        "erased_at",
    )

    def get_queryset(self, request):
        """Prefetch the members, and count the registrations of each contact."""
        rows = super().get_queryset(request).select_related("unit", "contest").prefetch_related("members")
        return with_contact_counts(rows)

    def same_contact(self, registration):
        """Return how many registrations of the contest the contact has confirmed."""
        return registration.same_contact or ""

    same_contact.short_description = gettext_lazy("with this contact")

    def came_back(self, registration):
        """Say on which day a letter to the address came back."""
        at = registration.email_bounced_at
        return _("letter returned %(day)s") % {"day": f"{timezone.localdate(at):%d/%m/%Y}"} if at else ""

    came_back.short_description = gettext_lazy("letters to the address")

    def who(self, registration):
        """Return the team's name, or the first name and how many others there are."""
        if registration.team_name:
            return registration.team_name
        members = list(registration.members.all())
        first = members[0].full_name or _("(erased)") if members else ""
        if len(members) < 2:
            return first
        return _("%(first)s and %(count)d others") % {"first": first, "count": len(members) - 1}

    who.short_description = gettext_lazy("contestant")

    def names(self, registration):
        """Return the full names."""
        return ", ".join(member.full_name for member in registration.members.all())

    names.short_description = gettext_lazy("full name")

    def birth_dates(self, registration):
        """Return the birth date, of several persons in words."""
        births = [member.birth for member in registration.members.all() if member.birth]
        if len(births) == 1:
            return births[0].day or births[0].year
        return "; ".join(map(str, births))

    birth_dates.short_description = gettext_lazy("birth date")

    def roles(self, registration):
        """Return the role of each person."""
        return ", ".join(
            str(member.get_role_display()) + (f" ({_('main member')})" if member.is_main else "")
            for member in registration.members.all()
        )

    roles.short_description = gettext_lazy("role in the registration")

    def people(self, registration):
        """Return each person in a line."""
        return format_html_join(
            "",
            "<div>{}. {}, {}{}{}{}</div>",
            (
                (
                    number,
                    member.full_name or _("(erased)"),
                    str(member.birth or "–"),
                    f" · {member.get_role_display()}" + (f", {_('main member')}" if member.is_main else ""),
                    f" · {_('identity number')} …{member.identity_last}" if member.identity_last else "",
                    f" · {_('guardian')}: {member.guardian_name}" if member.guardian_name else "",
                )
                for number, member in enumerate(registration.members.all(), start=1)
            ),
        )

    people.short_description = gettext_lazy("people")

    def may_publish(self, registration):
        """Say what may be published."""
        return ", ".join(
            [
                f"{_('name')}: {yes_no(registration.publish_name)}",
                f"{_('unit')}: {yes_no(registration.publish_unit)}",
                f"{_('picture')}: {yes_no(registration.publish_picture)}",
            ]
        )

    may_publish.short_description = gettext_lazy("may be published")

    def declaration(self, registration):
        """Return whether the form's declaration was made; exports have a column for it."""
        return any(answer["name"] == DECLARATION for answer in registration.answers)

    declaration.short_description = gettext_lazy("declaration about the committees")

    def extra_answers(self, registration):
        """Return the answers to the editor's questions; exports have a column for each."""
        types = {q.clean_name: q.field_type for q in registration.page.question_list}
        return format_html_join(
            "",
            "<div>{}: {}</div>",
            (
                (answer["label"], answer_words(answer, types.get(answer["name"], "")))
                for answer in registration.answers
            ),
        )

    extra_answers.short_description = gettext_lazy("answers to extra questions")

    def files_given(self, registration):
        """Return a link to each file."""
        return format_html_join(
            "",
            '<div>{}: <a href="{}">{}</a></div>',
            (
                (file.label, reverse("contest_answer_file", args=[file.pk]), file.file_name)
                for file in registration.files.all()
            ),
        )

    files_given.short_description = gettext_lazy("files given")

    def consent_words(self, registration):
        """Return the version and the wording that was agreed to."""
        return _("Version %(version)s: %(text)s") % {
            "version": registration.consent.version,
            "text": registration.consent.text,
        }

    consent_words.short_description = gettext_lazy("consent")

    def consent_history(self, registration):
        """Return each yes and no with its time and channel: the proof."""
        return format_html_join(
            "",
            "<div>{} · {} · {} · {} ({})</div>",
            (
                (
                    moment(record.at),
                    yes_no(record.given),
                    record.words,
                    record.get_channel_display(),
                    record.wording.version,
                )
                for record in registration.consents.select_related("wording")
            ),
        )

    consent_history.short_description = gettext_lazy("what was agreed to, and when")

    def letters(self, registration):
        """Return each letter with its moment and what became of it, the newest first."""
        return format_html_join(
            "",
            '<div>{} · <a href="{}">{}</a> · {}{}</div>',
            (
                (
                    moment(notice.created_at),
                    reverse("contest_notices_notice_modeladmin_inspect", args=[notice.pk]),
                    title_of(notice),
                    notice.get_state_display(),
                    f" ({reason_words(notice.reason)})" if notice.reason else "",
                )
                for notice in with_titles(registration.notices.all())
            ),
        )

    letters.short_description = gettext_lazy("letters and messages")
