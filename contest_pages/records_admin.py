"""Read-only lists of records in wagtail-modeladmin: search without marks, streamed exports."""

from __future__ import annotations

import tempfile

from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.views.mixins import Echo
from wagtail_modeladmin.helpers import DjangoORMSearchHandler, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from contest_pages.spreadsheets import CONTENT_TYPE, harmless
from contest_pages.vietnamese import fold

_ROWS_AT_ONCE = 1000


class FoldedSearchHandler(DjangoORMSearchHandler):
    """Finds "chuyen doi so" in what was stored folded."""

    def search_queryset(self, queryset, search_term, **kwargs):
        """Search the folded columns for each folded word."""
        return super().search_queryset(queryset, fold(search_term or ""), **kwargs)


class RecordPermissionHelper(PermissionHelper):
    """Records are looked at, never typed: no adding, no editing, no deleting, whoever asks."""

    def user_can_list(self, user):
        """Ask for the right to view."""
        return self.user_has_specific_permission(user, self.get_perm_codename("view"))

    def user_can_inspect_obj(self, user, obj):
        """Ask for the right to view."""
        return self.inspect_view_enabled and self.user_can_list(user)

    def user_can_export(self, user):
        """Ask for the right to carry the list away."""
        return self.user_has_specific_permission(user, self.get_perm_codename("export"))

    def user_can_create(self, user):
        """Nobody."""
        return False

    def user_can_edit_obj(self, user, obj):
        """Nobody."""
        return False

    def user_can_delete_obj(self, user, obj):
        """Nobody."""
        return False


class RecordIndexView(IndexView):
    """A list whose exports flow row by row, for those who may export."""

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """Stream the rows in the order of the list; PermissionDenied without the right."""
        if not self.permission_helper.user_can_export(self.request.user):
            raise PermissionDenied
        rows = queryset.iterator(chunk_size=_ROWS_AT_ONCE)
        return super().as_spreadsheet(rows, spreadsheet_format)

    @property
    def show_export_buttons(self):
        """Hide the buttons from those who may not."""
        return self.permission_helper.user_can_export(self.request.user)

    def get_filename(self):
        """Name the file after what it lists."""
        return slugify(str(self.model_admin.model._meta.verbose_name_plural)) or "export"

    def to_row_dict(self, item):
        """Disarm what would run as a formula."""
        return {field: harmless(value) for field, value in super().to_row_dict(item).items()}

    def stream_csv(self, queryset):
        """Begin with the mark by which spreadsheets recognise UTF-8."""
        yield Echo().write("\ufeff")
        yield from super().stream_csv(queryset)

    def write_xlsx_response(self, queryset):
        """Write the workbook to a temporary file, so that memory stays flat."""
        output = tempfile.TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
        self.write_xlsx(queryset, output)
        output.seek(0)
        return FileResponse(
            output,
            as_attachment=True,
            content_type=CONTENT_TYPE,
            filename=f"{self.get_filename()}.xlsx",
        )


class RecordInspectView(InspectView):
    """Everything about one record, fields and columns that the list's class computes."""

    def get_field_label(self, field_name, field=None):
        """Return the label of a field or of a computed column."""
        return label_for_field(field_name, model=self.model, model_admin=self.model_admin)

    def get_field_display_value(self, field_name, field=None):
        """Return the value of a field or of a computed column."""
        compute = getattr(self.model_admin, field_name, None)
        if field is None and callable(compute):
            return compute(self.instance) or self.model_admin.get_empty_value_display(field_name)
        return super().get_field_display_value(field_name, field)


class RecordAdmin(ModelAdmin):
    """The base of our lists of records."""

    permission_helper_class = RecordPermissionHelper
    index_view_class = RecordIndexView
    search_handler_class = FoldedSearchHandler
    search_fields = ("search_text",)
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    history_view_enabled = True
    list_per_page = 50
    index_view_extra_css = ["contest_pages/css/records.css"]

    def get_empty_value_display(self, field_name=None):
        """Show a dash for what is empty."""
        return "–"


def yes_no(value: bool) -> str:
    """Return a yes or a no in words."""
    return _("Yes") if value else _("No")
