"""The record of sign-ins as a report."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.reports import ReportView

from contest_pages.accounts.enums import SignInKind
from contest_pages.accounts.models import SignIn


class SignInFilters(WagtailFilterSet):
    """Filters by account, address, step, success and time."""

    account = django_filters.CharFilter(label=_("Account"), lookup_expr="iexact")
    address = django_filters.CharFilter(label=_("Network address"), lookup_expr="istartswith")
    kind = django_filters.MultipleChoiceFilter(label=_("Step"), choices=SignInKind.choices)
    succeeded = django_filters.BooleanFilter(label=_("Succeeded"))
    at = django_filters.DateFromToRangeFilter(label=_("Time"), widget=DateRangePickerWidget)

    class Meta:
        model = SignIn
        fields = ["account", "address", "kind", "succeeded", "at"]


class SignInReport(ReportView):
    """Every success and failure with account and address, the newest first."""

    model = SignIn
    page_title = _("Sign-ins of staff")
    header_icon = "key"
    index_url_name = "contest_sign_ins"
    index_results_url_name = "contest_sign_ins_results"
    filterset_class = SignInFilters
    default_ordering = "-at"
    columns = [
        DateColumn("at", label=_("Time"), sort_key="at"),
        Column("account", label=_("Account"), accessor=lambda line: line.account or _("no such account")),
        Column("kind", label=_("Step"), accessor="get_kind_display"),
        BooleanColumn("succeeded", label=_("Succeeded")),
        Column("address", label=_("Network address")),
    ]
    list_export = ["at", "account", "get_kind_display", "succeeded", "address"]
    export_headings = {
        "at": _("Time"),
        "account": _("Account"),
        "get_kind_display": _("Step"),
        "succeeded": _("Succeeded"),
        "address": _("Network address"),
    }

    def get_filename(self):
        """Name the file after what it lists."""
        return str(self.page_title)
