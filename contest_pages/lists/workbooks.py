"""Files of every format of lists, as sheets."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from contest_pages.vietnamese import file_size

from .csv_text import decode, read_text
from .ods import read_ods
from .sheets import NoList, Sheet
from .xls import read_xls
from .xlsx import read_xlsx

#: Of a file as it is sent, and of what it unpacks to: a list of 20,000 rows has 2 and 20 megabytes.
MOST_BYTES = 10 * 1024**2
MOST_UNPACKED_BYTES = 40 * 1024**2
MOST_COLUMNS = 60
#: Endings of files that are read, for the dialogue of a browser.
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The name of the part in which an .xlsx with a password lies.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def read_sheets(file, *, most_rows: int) -> list[Sheet]:
    """Return the sheets of a file, by what it is, not by its name. A sheet has at most `most_rows` filled rows.

    Raises NoList with what to do for a file that is no list, has a password, is too large, or unpacks to far more than
    it is. What it unpacks to is read from its table of contents before anything is unpacked; the table cannot say less
    than there is, since no more is read than it says.
    """
    file.seek(0, io.SEEK_END)
    if file.tell() > MOST_BYTES:
        raise NoList(_("The file is larger than %(largest)s.") % {"largest": file_size(MOST_BYTES)})
    file.seek(0)
    begin = file.read(8)
    file.seek(0)
    if not begin:
        raise NoList(_("This file is empty."))
    limits = {"most_rows": most_rows, "most_columns": MOST_COLUMNS}
    if begin == _OLD_OFFICE:
        if _ENCRYPTED in file.read():
            raise NoList(_("This file has a password. Please save it without one and send it again."))
        return read_xls(file, **limits)
    if begin.startswith(b"PK"):
        return _read_archive(file, **limits)
    if reason := _no_list(begin):
        raise NoList(reason)
    return [read_text(decode(file.read()), **limits)]


def _read_archive(file, **limits: int) -> list[Sheet]:
    try:
        archive = zipfile.ZipFile(file)
        parts = archive.infolist()
        names = {part.filename for part in parts}
    except Exception:
        raise NoList(
            _("This file is damaged. Please open it, save it again as .xlsx, and send that file.")
        ) from None
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise NoList(
            _("This file unpacks to far more than a list has. Please copy the list into the template.")
        )
    try:
        if "xl/workbook.xml" in names:
            return read_xlsx(archive, **limits)
        if "mimetype" in names and archive.read("mimetype")[:100].startswith(_ODS):
            return read_ods(archive, **limits)
    except NoList:
        raise
    except Exception:
        raise NoList(
            _("This file is damaged. Please open it, save it again as .xlsx, and send that file.")
        ) from None
    if "xl/workbook.bin" in names:
        words = _(
            "This is a binary workbook (.xlsb). In Excel choose “Save as” → “Excel Workbook (.xlsx)” and send that file."
        )
    elif "word/document.xml" in names or any(name.endswith("content.xml") for name in names):
        words = _(
            "This is a text document. Please copy its table into an Excel file (.xlsx) and send that file."
        )
    else:
        words = _("This is not an Excel file (.xlsx). Please use the template.")
    raise NoList(words)


def _no_list(begin: bytes) -> str:
    """Return why a file can be no list, by its first bytes; empty where it may be a text."""
    if begin.startswith(b"%PDF"):
        return _("This is a PDF. Please send the Excel file (.xlsx) from which it was made.")
    if begin.startswith((b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF")) or begin[4:8] == b"ftyp":
        return _("This is a picture or a video. Please type the list into the template.")
    if begin.lstrip()[:1] == b"<":
        return _(
            "This is a web page, whatever its name says. In Excel choose “Save as” → “Excel Workbook (.xlsx)” and send that file."
        )
    if begin.startswith(b"{\\rtf"):
        return _(
            "This is a text document. Please copy its table into an Excel file (.xlsx) and send that file."
        )
    return ""
