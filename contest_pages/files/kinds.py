"""What a file is, by its content: how Word, LibreOffice, phones and scanners write it, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass

import filetype
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import compound

_HEAD = 8192
#: Scanners and mail programs write some bytes before "%PDF-"; readers search this far (ISO 32000-1, annex H.3.4.1).
_PDF_WITHIN = 1024
#: What a document of ten megabytes may unpack to; a bomb unpacks to a thousand times that.
_MOST_UNPACKED_BYTES = 200 * 1024**2
_MOST_OF_CONTENTS = 1024**2
#: The first bytes of a page or script that a browser or a shell would run.
_RUNS = re.compile(rb"<\s*[a-z!?%]|^\s*#!", re.IGNORECASE)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}
_HEIF_BRANDS = {b"mif1", b"msf1"}


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of file: its type, its usual endings, the first being the one that is named, and what people call it."""

    mime: str
    endings: tuple[str, ...]
    name: str | Promise


PDF = Kind("application/pdf", ("pdf",), _("a PDF file"))
JPEG = Kind("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), _("a JPEG picture"))
PNG = Kind("image/png", ("png",), _("a PNG picture"))
WEBP = Kind("image/webp", ("webp",), _("a WebP picture"))
HEIC = Kind("image/heic", ("heic", "heif", "hif"), _("a HEIC picture"))
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX = Kind(f"{_OPEN_XML}wordprocessingml.document", ("docx", "dotx"), _("a Word document"))
XLSX = Kind(f"{_OPEN_XML}spreadsheetml.sheet", ("xlsx", "xltx"), _("an Excel workbook"))
PPTX = Kind(f"{_OPEN_XML}presentationml.presentation", ("pptx", "ppsx"), _("a presentation"))
DOC = Kind("application/msword", ("doc", "dot", "wps"), _("an old Word document"))
XLS = Kind("application/vnd.ms-excel", ("xls", "et"), _("an old Excel workbook"))
PPT = Kind("application/vnd.ms-powerpoint", ("ppt", "pps"), _("an old presentation"))
ODT = Kind("application/vnd.oasis.opendocument.text", ("odt", "ott"), _("a LibreOffice document"))
ODS = Kind("application/vnd.oasis.opendocument.spreadsheet", ("ods", "ots"), _("a LibreOffice spreadsheet"))
ODP = Kind("application/vnd.oasis.opendocument.presentation", ("odp",), _("a LibreOffice presentation"))
WITH_MACROS = Kind("", ("docm", "xlsm", "pptm", "doc", "xls"), _("a file with macros"))
WITH_PASSWORD = Kind("", (), _("a file with a password"))
BOMB = Kind("", (), _("a file that unpacks to far more than a document has"))
DAMAGED = Kind("", (), _("a damaged file"))
ZIP = Kind("application/zip", ("zip",), _("an archive (.zip)"))
PROGRAM = Kind("application/x-msdownload", ("exe", "dll", "msi"), _("a program (.exe)"))
WEB_PAGE = Kind("text/html", ("html", "htm", "svg", "xml", "js"), _("a web page or script"))
TEXT = Kind("text/plain", ("txt", "csv"), _("a plain text"))

DOCUMENTS = frozenset({PDF, DOCX, DOC, ODT})
WORKBOOKS = frozenset({XLSX, XLS, ODS})
PICTURES = frozenset({JPEG, PNG, WEBP, HEIC})

_MAIN_PARTS = {
    b"wordprocessingml.document.main+xml": DOCX,
    b"wordprocessingml.template.main+xml": DOCX,
    b"spreadsheetml.sheet.main+xml": XLSX,
    b"spreadsheetml.template.main+xml": XLSX,
    b"presentationml.presentation.main+xml": PPTX,
    b"presentationml.slideshow.main+xml": PPTX,
}
_BY_MIME = {kind.mime: kind for kind in (JPEG, PNG, WEBP)}
_FAMILIES = {
    "image": _("a picture of another kind (.%(ending)s)"),
    "video": _("a video (.%(ending)s)"),
    "audio": _("a sound recording (.%(ending)s)"),
}


def kind_of(file) -> Kind | None:
    """Return what a file is, None for what has no known content; the file is left at its beginning."""
    file.seek(0)
    head = file.read(_HEAD)
    try:
        return _kind(head, file)
    finally:
        file.seek(0)


def _kind(head: bytes, file) -> Kind | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_archive(file)
    if head.startswith(compound.MAGIC):
        return _kind_of_compound(file)
    if head[4:8] == b"ftyp" and (kind := _kind_of_boxes(head)):
        return kind
    if head.startswith((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe")):
        return PROGRAM
    guessed = filetype.guess(head)
    if guessed is not None and guessed.mime != PDF.mime:
        return _BY_MIME.get(guessed.mime) or _kind_of_guess(guessed)
    before, mark, _rest = head[: _PDF_WITHIN + len(b"%PDF-")].partition(b"%PDF-")
    if mark:
        return WEB_PAGE if _RUNS.search(before) else PDF
    if not head or b"\0" in head:
        return None
    return WEB_PAGE if _RUNS.search(head[:_PDF_WITHIN]) else TEXT


def _kind_of_guess(guessed) -> Kind:
    family = _FAMILIES.get(guessed.mime.split("/")[0])
    ending = guessed.extension
    if family is not None:
        return Kind(guessed.mime, (ending,), family % {"ending": ending})
    return Kind(guessed.mime, (ending,), _("a file of the kind .%(ending)s") % {"ending": ending})


def _kind_of_boxes(head: bytes) -> Kind | None:
    """Return HEIC by the brands of an ISO media file; its own brand may say only that it is a picture."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[at : at + 4] for at in range(8, length - 3, 4) if at != 12}
    is_picture = head[8:12] in _HEIC_BRANDS or (head[8:12] in _HEIF_BRANDS and brands & _HEIC_BRANDS)
    return HEIC if is_picture else None


def _kind_of_archive(file) -> Kind:
    """Return the kind of a document that is an archive, in whatever order its parts stand."""
    try:
        archive = zipfile.ZipFile(file)
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > _MOST_UNPACKED_BYTES:
            return BOMB
        if any(part.flag_bits & 1 for part in parts):
            return WITH_PASSWORD
        names = {part.filename for part in parts}
        if "[Content_Types].xml" in names:
            return _kind_of_open_xml(_read(archive, "[Content_Types].xml"), names)
        if "mimetype" in names:
            mime = _read(archive, "mimetype").strip().decode("ascii", "replace").removesuffix("-template")
            return next((kind for kind in (ODT, ODS, ODP) if kind.mime == mime), ZIP)
    except Exception:  # whatever a forged archive makes of the reader
        return DAMAGED
    return ZIP


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MOST_OF_CONTENTS)


def _kind_of_open_xml(contents: bytes, names: set[str]) -> Kind:
    if b"macroEnabled" in contents or any(name.endswith("vbaProject.bin") for name in names):
        return WITH_MACROS
    return next((kind for part, kind in _MAIN_PARTS.items() if part in contents), ZIP)


def _kind_of_compound(file) -> Kind:
    """Return the kind of an old Office file, by the names of its streams."""
    names = compound.names_in(file)
    if "EncryptedPackage" in names:
        return WITH_PASSWORD
    if names & {"Macros", "_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        return WITH_MACROS
    if "WordDocument" in names:
        return DOC
    if names & {"Workbook", "Book"}:
        return XLS
    if "PowerPoint Document" in names:
        return PPT
    return PROGRAM if any(name.startswith("\u4840") for name in names) else DAMAGED


def ending_of(name: str) -> str:
    """Return the ending of a file's name in small letters, "" without one."""
    stem, point, ending = name.rpartition(".")
    return ending.strip().lower() if stem and point and len(ending) <= 8 else ""
