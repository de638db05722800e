"""The layout of a sheet that people print: its headings stay in sight, and it prints on A4."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

BOLD = Font(bold=True)
HEADING = Alignment(wrap_text=True, vertical="center")
_A4 = 9


def lay_out(sheet, widths: Sequence[float] = (), *, header: int = 1, frozen_columns: int = 0) -> None:
    """Set up a sheet whose headings stand in row `header`: frozen, repeated on each page, A4 across, as wide as the page."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P/&N"


def print_heading(sheet, header: int = 1) -> None:
    """Make the headings of a sheet bold, on several lines where they are long."""
    for cell in sheet[header]:
        cell.font, cell.alignment = BOLD, HEADING
