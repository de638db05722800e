"""What a file is, by its content: taken as it is written in the field, and refused with what was seen."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from contest_pages.files import compound as compound_files
from contest_pages.files.kinds import DOCUMENTS, ending_of, kind_of
from contest_pages.registrations.forms.files import check_file, short_name

from . import written
from .written import PDF, archive, boxes, compound, open_document, open_xml, picture

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{_OPEN_XML}wordprocessingml.document", f"{_OPEN_XML}spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"

TAKEN = {
    "Word": (open_xml(), DOCX),
    "Word, its list of parts last": (open_xml(contents_last=True), DOCX),
    "a template of Word": (open_xml(written.WORD.replace("document.main", "template.main")), DOCX),
    "Excel, its list of parts last": (open_xml(written.EXCEL, contents_last=True), XLSX),
    "LibreOffice": (open_document("text"), ODT),
    "a text of another program": (open_document("text", mimetype_last=True), ODT),
    "a spreadsheet of LibreOffice": (
        open_document("spreadsheet"),
        "application/vnd.oasis.opendocument.spreadsheet",
    ),
    "old Word": (compound("WordDocument"), "application/msword"),
    "old Word with many streams": (compound(*"abcdefghij", "WordDocument"), "application/msword"),
    "old Excel": (compound("Workbook"), "application/vnd.ms-excel"),
    "very old Excel": (compound("Book"), "application/vnd.ms-excel"),
    "PDF": (PDF, "application/pdf"),
    "PDF behind a line": (b"\r\n" + PDF, "application/pdf"),
    "PDF behind the mark of UTF-8": (b"\xef\xbb\xbf" + PDF, "application/pdf"),
    "PDF behind a printer's words": (b"\x1b%-12345X@PJL JOB\r\n" + PDF, "application/pdf"),
    "PDF behind 1024 bytes": (b"\0" * 1024 + PDF, "application/pdf"),
    "JPEG": (picture("JPEG"), "image/jpeg"),
    "JPEG with EXIF first": (written.exif_first(), "image/jpeg"),
    "JPEG of a scanner": (b"\xff\xd8\xff\xdb" + b"\0" * 99, "image/jpeg"),
    "JPEG with an ICC profile first": (b"\xff\xd8\xff\xe2" + b"\0" * 99, "image/jpeg"),
    "PNG": (picture("PNG"), "image/png"),
    "WebP": (picture("WEBP"), "image/webp"),
    "lossless WebP": (picture("WEBP", lossless=True), "image/webp"),
    "HEIC of an iPhone": (boxes(b"heic", b"mif1", b"heic"), "image/heic"),
    "HEIC of 10 bits": (boxes(b"heix", b"mif1", b"heix"), "image/heic"),
    "HEIC of a Samsung": (boxes(b"mif1", b"mif1", b"heic"), "image/heic"),
}

PROGRAM = b"MZ" + b"\x90\0" * 99

REFUSED = {
    "a program": ("don.pdf", PROGRAM, "Tệp này là chương trình (.exe) đã đổi tên thành .pdf."),
    "a program of Linux": ("don.pdf", b"\x7fELF" + b"\0" * 99, "chương trình (.exe) đã đổi tên thành .pdf"),
    "a program with a PDF in it": ("don.pdf", PROGRAM + PDF, "Tệp này là chương trình (.exe)"),
    "a web page with a PDF in it": ("don.pdf", b"<html><script>1</script>" + PDF, "trang web hoặc mã lệnh"),
    "a script with a PDF in it": ("don.pdf", b"#!/bin/sh\n" + PDF, "trang web hoặc mã lệnh"),
    "PHP with a PDF in it": ("don.pdf", b"\n<?php x ?>" + PDF, "trang web hoặc mã lệnh"),
    "a PDF too far behind": ("don.pdf", b"\0" * 1025 + PDF, "không xác định được"),
    "SVG": ("x.svg", b"<svg/>", "Tệp này là trang web hoặc mã lệnh."),
    "a text": ("don.docx", "Đơn đăng ký".encode(), "văn bản thuần (không định dạng) đã đổi tên thành .docx"),
    "an archive": ("don.zip", archive(("a.pdf", PDF)), "Tệp này là tệp nén (.zip). Vui lòng giải nén"),
    "an archive called .docx": ("don.docx", archive(("a.pdf", PDF)), "tệp nén (.zip) đã đổi tên thành .docx"),
    "a program before an archive": ("don.docx", PROGRAM + open_xml(), "chương trình (.exe)"),
    "a bomb": ("don.docx", written.bomb(), "giải nén ra lớn hơn rất nhiều"),
    "macros": (
        "don.docx",
        open_xml(more=(("word/vbaProject.bin", b"x"),)),
        "có macro. Vui lòng lưu lại không có macro",
    ),
    "old macros": ("don.doc", compound("WordDocument", "Macros"), "có macro"),
    "a password": (
        "don.docx",
        compound("EncryptedPackage"),
        "có mật khẩu. Vui lòng lưu lại không có mật khẩu",
    ),
    "an archive with a password": ("don.docx", written.with_password(), "có mật khẩu"),
    "half an archive": ("don.docx", open_xml()[:200], "bị hỏng. Vui lòng mở tệp, lưu lại"),
    "half an old file": ("don.doc", compound("WordDocument")[:600], "bị hỏng"),
    "PowerPoint": ("don.pptx", open_xml(written.POWERPOINT), "Tệp này là bài trình chiếu."),
    "PowerPoint called .docx": (
        "don.docx",
        open_xml(written.POWERPOINT),
        "bài trình chiếu đã đổi tên thành .docx",
    ),
    "old PowerPoint": ("don.ppt", compound("PowerPoint Document"), "bài trình chiếu kiểu cũ"),
    "a presentation of LibreOffice": (
        "don.odp",
        open_document("presentation"),
        "bài trình chiếu LibreOffice",
    ),
    "an installer": ("don.doc", compound("\u4840\u3b3f"), "chương trình (.exe) đã đổi tên thành .doc"),
    "a film": ("don.mp4", boxes(b"isom", b"mp42"), "video (.mp4)"),
    "AVIF": ("anh.heic", boxes(b"avif", b"mif1", b"avif"), "ảnh loại khác (.avif) đã đổi tên thành .heic"),
    "GIF": ("anh.gif", picture("GIF"), "ảnh loại khác (.gif). Vui lòng gửi tệp PDF"),
    "RAR": ("don.rar", b"Rar!\x1a\x07\x00" + b"\0" * 99, "tệp loại .rar"),
    "noise": ("don.pdf", b"\0\1\2\3" * 99, "không xác định được tệp này là gì"),
}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("what", TAKEN)
@pytest.mark.parametrize("name", ["tep", "tep.pdf"])
def test_a_file_is_taken_as_it_is_written_whatever_its_name(what, name):
    content, content_type = TAKEN[what]
    file = upload(name, content)
    assert check_file(file, name).content_type == content_type
    assert file.read() == content


@pytest.mark.parametrize("what", REFUSED)
def test_other_files_are_refused_with_what_was_seen_and_what_to_do(what):
    name, content, sentence = REFUSED[what]
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        check_file(upload(name, content), name)
    message = refused.value.messages[0]
    assert sentence in message
    assert "Vui lòng" in message


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.heic", boxes(b"heic", b"mif1"), "Tệp này là ảnh HEIC. Vui lòng gửi chính văn bản"),
        ("a.pdf", picture("PNG"), "Tệp này là ảnh PNG đã đổi tên thành .pdf."),
        ("a.xlsx", open_xml(written.EXCEL), "Tệp này là bảng tính Excel. Vui lòng lưu thành PDF hoặc Word"),
    ],
)
def test_a_script_is_a_document_and_else_is_refused_with_what_it_is(name, content, sentence):
    with translation.override("vi"), pytest.raises(ValidationError) as refused:
        check_file(upload(name, content), name, DOCUMENTS)
    assert sentence in refused.value.messages[0]


@pytest.mark.parametrize("what", ["Word", "old Word", "LibreOffice", "PDF"])
def test_a_script_may_be_written_in_any_of_these(what):
    content, content_type = TAKEN[what]
    assert check_file(upload("kich-ban", content), "kich-ban", DOCUMENTS).content_type == content_type


@pytest.mark.parametrize(
    "content", [b"", b"P", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0\0\0\x18ftyp"]
)
def test_the_beginnings_of_files_break_nothing(content):
    file = io.BytesIO(content)
    kind_of(file)
    assert file.tell() == 0


def test_a_chain_of_sectors_that_bites_its_tail_ends():
    content = bytearray(compound("a", "b", "c", "d", "e"))
    content[512 + 4 * 4 : 512 + 4 * 4 + 4] = (2).to_bytes(4, "little")
    assert "a" in compound_files.names_in(io.BytesIO(bytes(content)))


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", "pdf"), ("a", ""), (".bashrc", ""), ("a.tar.gz", "gz"), ("a." + "x" * 20, "")],
)
def test_the_ending_of_a_name(name, ending):
    assert ending_of(name) == ending


@pytest.mark.parametrize(
    ("name", "length", "end"),
    [("đơn.pdf", 7, "đơn.pdf"), ("đ" * 200 + ".pdf", 150, "….pdf"), ("đ" * 200, 150, "đ")],
)
def test_a_long_name_is_shortened_before_its_ending(name, length, end):
    short = short_name(name)
    assert len(short) == length
    assert short.endswith(end)
