"""Lists of contests' records in wagtail-modeladmin: limited to a user's contests, searched without marks, exported as streams."""

from __future__ import annotations

import datetime
import tempfile

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
)
from wagtail_modeladmin.helpers import DjangoORMSearchHandler, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import HistoryView, IndexView, InspectView

from contest_pages.contests.permissions import owns, within
from contest_pages.files.downloads import name_download
from contest_pages.files.spreadsheets import CONTENT_TYPE
from contest_pages.files.tables import Table, csv_lines, write_tables
from contest_pages.vietnamese import fold

_CHUNK_SIZE = 1000


class FoldedSearchHandler(DjangoORMSearchHandler):
    """Searches folded columns, so that "chuyen doi so" finds “chuyển đổi số”."""

    def search_queryset(self, queryset, search_term, **kwargs):
        """Search the folded columns for each folded word."""
        return super().search_queryset(queryset, fold(search_term or ""), **kwargs)


class ContestPermissionHelper(PermissionHelper):
    """Rights on the records of a user's contests: outside of them a user may neither see nor change any."""

    def user_can_inspect_obj(self, user, obj):
        """Check the right, and the contest."""
        return super().user_can_inspect_obj(user, obj) and owns(user, obj)

    def user_can_edit_obj(self, user, obj):
        """Check the right, and the contest."""
        return super().user_can_edit_obj(user, obj) and owns(user, obj)

    def user_can_delete_obj(self, user, obj):
        """Check the right, and the contest."""
        return super().user_can_delete_obj(user, obj) and owns(user, obj)

    def user_can_read_history(self, user, obj):
        """Allow the history to those who may see the record or change it."""
        return self.user_can_inspect_obj(user, obj) or self.user_can_edit_obj(user, obj)


class RecordPermissionHelper(ContestPermissionHelper):
    """Read-only records: no user may add, edit or delete them."""

    def user_can_list(self, user):
        """Check the right to view."""
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_inspect_obj(self, user, obj):
        """Check the right to view, and the contest."""
        return self.inspect_view_enabled and self.user_can_list(user) and owns(user, obj)

    def user_can_export(self, user):
        """Check the right to export."""
        return self.user_has_specific_permission(user, self.get_perm_codename("export"))

    def user_can_create(self, user):
        """Return False."""
        return False

    def user_can_edit_obj(self, user, obj):
        """Return False."""
        return False

    def user_can_delete_obj(self, user, obj):
        """Return False."""
        return False


class DeclaredFiltersIndexView(IndexView):
    """A list that is filtered by its declared filters and by nothing else.

    wagtail-modeladmin hands every other parameter to the database as a lookup, along any relation: a moderator could
    guess an author's name, letter by letter, in a list of works under blind review.
    """

    def dispatch(self, request, *args, **kwargs):
        """Show the whole list where the filters of an address mean nothing."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            messages.warning(request, _("This list has no such filter: all of it is shown."))
            return redirect(request.path)

    def get_filters(self, request):
        """Refuse parameters that no filter has taken."""
        specs, has_filters, remaining, is_distinct = super().get_filters(request)
        if remaining:
            raise IncorrectLookupParameters
        return specs, has_filters, remaining, is_distinct

    def get_queryset(self, request=None):
        """Refuse values that are none of the filter's kind."""
        try:
            return super().get_queryset(request)
        except (ValueError, ValidationError) as error:
            if not self.params:
                raise
            raise IncorrectLookupParameters from error


class RecordIndexView(DeclaredFiltersIndexView):
    """A list with streamed exports, for users with the right to export."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """Stream the rows in the order of the list; PermissionDenied without the right."""
        if not self.permission_helper.user_can_export(self.request.user):
            raise PermissionDenied
        rows = queryset.iterator(chunk_size=_CHUNK_SIZE)
        return super().as_spreadsheet(rows, spreadsheet_format)

    @property
    def show_export_buttons(self):
        """Hide the buttons from those who may not."""
        return self.permission_helper.user_can_export(self.request.user)

    def get_filename(self):
        """Name the file after what it lists."""
        return capfirst(str(self.model_admin.model._meta.verbose_name_plural))

    def get_heading(self, queryset, field):
        """Return the heading of a column."""
        return capfirst(str(label_for_field(field, model=self.model, model_admin=self.model_admin)))

    def export_row(self, item) -> list:
        """Return the cells of a record."""
        return [self.model_admin.export_value(item, name) for name in self.list_export]

    def write_csv_response(self, queryset):
        """Stream the table as CSV."""
        lines = csv_lines(self._headings(queryset), map(self.export_row, queryset))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        return name_download(response, f"{self.get_filename()}.csv")

    def write_xlsx_response(self, queryset):
        """Write the workbook to a temporary file, so that memory stays flat."""
        output = tempfile.TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
        title = self.get_filename()
        write_tables([Table(title, self._headings(queryset), map(self.export_row, queryset))], output)
        output.seek(0)
        return name_download(FileResponse(output, content_type=CONTENT_TYPE), f"{title}.xlsx")

    def _headings(self, queryset) -> list[str]:
        return [self.get_heading(queryset, name) for name in self.list_export]


class RecordInspectView(InspectView):
    """The detail view of a record, with fields and computed columns."""

    def get_field_label(self, field_name, field=None):
        """Return the label of a field or of a computed column."""
        return label_for_field(field_name, model=self.model, model_admin=self.model_admin)

    def get_field_display_value(self, field_name, field=None):
        """Return the value of a field or of a computed column."""
        compute = getattr(self.model_admin, field_name, None)
        if field is None and callable(compute):
            return compute(self.instance) or self.model_admin.get_empty_value_display(field_name)
        return super().get_field_display_value(field_name, field)


class RecordHistoryView(HistoryView):
    """The history of a record, for those who may see the record itself."""

    def dispatch(self, request, *args, **kwargs):
        """Raise PermissionDenied for others."""
        if not self.permission_helper.user_can_read_history(request.user, self.instance):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ContestRecordsAdmin(ModelAdmin):
    """Base class of lists of records: each user sees those of the contests on which the user may work.

    The model says by `contest_path` how its rows lead to their contest.
    """

    permission_helper_class = ContestPermissionHelper
    index_view_class = DeclaredFiltersIndexView
    history_view_class = RecordHistoryView
    search_handler_class = FoldedSearchHandler
    search_fields = ("search_text",)
    list_per_page = 50
    index_view_extra_css = ["contest_pages/css/records.css"]

    def get_queryset(self, request):
        """Return the records of the user's contests."""
        return within(super().get_queryset(request), request.user)


class _OwnRecordsMixin:
    """Offer the records of the contests on which the user works."""

    def get_object_list(self):
        """Leave out the others."""
        return within(super().get_object_list(), self.request.user)


class _ChooseView(_OwnRecordsMixin, ChooseView):
    pass


class _ChooseResultsView(_OwnRecordsMixin, ChooseResultsView):
    pass


class _ChosenMultipleView(SnippetChosenMultipleView):
    def get_objects(self, pks):
        return within(super().get_objects(pks), self.request.user)


class ContestChooserViewSet(SnippetChooserViewSet):
    """Choose among the records of the contests on which the user works."""

    choose_view_class = _ChooseView
    choose_results_view_class = _ChooseResultsView
    chosen_multiple_view_class = _ChosenMultipleView


class RecordAdmin(ContestRecordsAdmin):
    """Base class of read-only lists of records."""

    permission_helper_class = RecordPermissionHelper
    index_view_class = RecordIndexView
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    history_view_enabled = True

    #: Columns with times that are exported to the second; others to the minute.
    exact_times: tuple[str, ...] = ()

    def export_value(self, obj, name: str):
        """Return the value of a column for an export: of a choice its words, of a row its name, else as it is."""
        field, _attribute, value = lookup_field(name, obj, self)
        if isinstance(value, datetime.datetime) and name not in self.exact_times:
            return value.replace(second=0, microsecond=0)
        if field is None:
            return value
        if field.choices:
            return getattr(obj, f"get_{field.name}_display")()
        return str(value) if field.is_relation and value is not None else value

    def get_empty_value_display(self, field_name=None):
        """Show a dash for what is empty."""
        return "–"


def yes_no(value: bool) -> str:
    """Return a yes or a no in words."""
    return _("Yes") if value else _("No")
