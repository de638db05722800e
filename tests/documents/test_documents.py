"""Administrative documents: the same words and the same form as PDF and as DOCX."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from contest_pages.documents import headers
from contest_pages.documents.document import (
    Column,
    Composition,
    Document,
    Heading,
    Items,
    Paragraph,
    Person,
    Signature,
    Table,
)
from contest_pages.documents.docx import to_docx
from contest_pages.documents.pdf import to_pdf

HOSTILE = '#import "x"; *đậm* <w:p/> =HYPERLINK(1) \x00\x0b\ud800\u202e$x$'
CLOSING = "Biên bản lập thành hai bản, mọi người cùng ký."


def table(rows: int) -> Table:
    return Table(
        [Column("Số", 1, "center"), Column("Mã", 2), Column("Điểm", 1, "right")],
        [(str(number), f"TP-{number:04}", "87,25") for number in range(1, rows + 1)],
        caption="Bảng điểm",
    )


def minutes(rows: int = 3, **changes) -> Document:
    whole = Document(
        kind="Biên bản",
        subject="Chấm ỘC ẬM ỨNG vòng thử",
        superior="Tỉnh ủy Thử Nghiệm",
        issuer="Ban Tuyên giáo Thử Nghiệm",
        number="Số: ……/BB-……",
        place_and_date="…………, ngày 05 tháng 8 năm 2026",
        body=[
            Paragraph("Ban Giám khảo đã chấm."),
            Heading("1. Thành phần"),
            Composition([Person("Lò Văn Minh", "Trưởng ban", "vắng buổi chiều")]),
            Items(["Mục một", HOSTILE]),
            table(rows),
            Paragraph("ab" * 32, is_code=True),
        ],
        closing=[CLOSING],
        signatures=[Signature("Thư ký", "(ký, ghi rõ họ tên)"), Signature("Trưởng ban", name="Lò Văn Minh")],
        recipients_heading="Nơi nhận:",
        recipients=["Ban Tổ chức", "Lưu: VT"],
    )
    return replace(whole, **changes)


def pages(document: Document) -> list[str]:
    reader = PdfReader(io.BytesIO(to_pdf(document)))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def read(document: Document):
    return docx.Document(io.BytesIO(to_docx(document)))


def words(file) -> str:
    """Return all words of a DOCX in their order, those of tables too."""
    return " ".join(
        " ".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in file.element.body.iter(qn("w:p"))
    )


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_both_kinds_say_the_same(kind):
    document = minutes()
    text = " ".join(pages(document)) if kind == "pdf" else words(read(document))
    for expected in (
        "TỈNH ỦY THỬ NGHIỆM",
        "BAN TUYÊN GIÁO THỬ NGHIỆM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ……/BB-……",
        "ngày 05 tháng 8 năm 2026",
        "BIÊN BẢN",
        "Chấm ỘC ẬM ỨNG vòng thử",
        "1. Thành phần",
        "Trưởng ban (vắng buổi chiều)",
        "TP-0003",
        "ab" * 32,
        CLOSING,
        "THƯ KÝ",
        "Nơi nhận:",
        "- Lưu: VT",
    ):
        assert expected in text, expected


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_what_was_typed_is_never_markup(kind):
    document = minutes()
    text = " ".join(pages(document)) if kind == "pdf" else words(read(document))
    assert '#import "x"; *đậm* <w:p/> =HYPERLINK(1)' in text
    assert "$x$" in text


@pytest.mark.parametrize("rows", range(20, 60, 3))
def test_signatures_never_stand_alone_on_a_page(rows):
    found = pages(minutes(rows))
    assert 1 <= len(found) <= 4
    assert CLOSING in found[-1]
    assert "THƯ KÝ" in found[-1]


@pytest.mark.parametrize("rows", range(30, 60, 6))
def test_without_closing_sentences_the_last_paragraphs_stay_with_the_signatures(rows):
    body = [table(rows), Paragraph("Câu áp chót."), Paragraph("Câu cuối cùng.")]
    last = pages(minutes(body=body, closing=()))[-1]
    assert last.index("Câu áp chót.") < last.index("Câu cuối cùng.") < last.index("THƯ KÝ")
    file = read(minutes(body=body, closing=()))
    assert [p.text for p in file.paragraphs if p.paragraph_format.keep_with_next and "Câu" in p.text] == [
        "Câu áp chót.",
        "Câu cuối cùng.",
    ]


def test_pages_are_numbered_from_the_second_and_the_head_of_a_table_is_repeated():
    found = pages(minutes(120, draft="Dự thảo"))
    assert len(found) in (3, 4, 5)
    assert not found[0].startswith("1 ")
    for number, page in enumerate(found[1:], start=2):
        assert page.startswith(f"{number} Dự thảo")
    assert all("Số Mã Điểm" in page for page in found[:-1])
    rows = [f"TP-{number:04}" for number in range(1, 121)]
    assert [row for page in found for row in rows if row in page] == rows


def test_the_pdf_carries_its_own_font_with_all_letters():
    fonts = {
        font["/FontDescriptor"]["/FontName"].split("+")[-1]
        for page in PdfReader(io.BytesIO(to_pdf(minutes()))).pages
        for reference in page["/Resources"]["/Font"].values()
        for font in [reference.get_object()["/DescendantFonts"][0].get_object()]
    }
    assert {name for name in fonts if "Mono" not in name} == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}  # fmt: skip


def test_the_paper_is_a4_with_the_margins_of_the_decree():
    page = PdfReader(io.BytesIO(to_pdf(minutes()))).pages[0]
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    section = read(minutes()).sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in sizes] == [210, 297, 30, 20]
    assert [round(section.top_margin.mm), round(section.bottom_margin.mm)] == [20, 20]


def test_every_face_of_the_docx_is_times_new_roman():
    file = read(minutes())
    styles = file.styles.element
    for fonts in (
        styles.find(qn("w:docDefaults")).find(f".//{qn('w:rFonts')}"),
        file.styles["Normal"].element.find(f".//{qn('w:rFonts')}"),
    ):
        assert {fonts.get(qn(f"w:{face}")) for face in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}  # fmt: skip
        assert not any(name.endswith("Theme") for name in fonts.attrib)
    theme = next(part.blob for part in file.part.package.iter_parts() if "/theme/" in str(part.partname))
    assert b'<a:latin typeface="Times New Roman"' in theme
    assert b'<a:latin typeface="Cal' not in theme


def test_tables_of_the_docx_repeat_their_head_and_keep_rows_whole():
    found = next(t for t in read(minutes(40)).tables if t.rows[0].cells[0].text == "Số")
    first, *rest = found.rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rest)
    assert [round(cell.width.mm) for cell in first.cells] == [40, 80, 40]


def test_the_closing_of_the_docx_stays_with_the_signatures():
    file = read(minutes())
    closing = next(paragraph for paragraph in file.paragraphs if paragraph.text == CLOSING)
    assert closing.paragraph_format.keep_with_next
    block = file.tables[-1]
    assert block._tbl.getprevious() is closing._p
    assert block.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_the_docx_numbers_its_pages_from_the_second_and_has_no_trace_of_the_program():
    file = read(minutes(draft="Dự thảo"))
    section = file.sections[0]
    assert section.different_first_page_header_footer
    fields = [element.text for element in section.header._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE"]
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))
    assert "Dự thảo" in section.header.paragraphs[0].text
    assert "Dự thảo" in section.first_page_header.paragraphs[0].text
    known = file.core_properties
    assert (known.author, known.comments) == ("Ban Tuyên giáo Thử Nghiệm", "")


@pytest.mark.parametrize(("key", "divider"), [("party", "*"), ("youth_union", "***"), ("farmers_union", "*")])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_bodies_with_rules_of_their_own_have_their_own_head(key, divider, kind):
    document = minutes(header=headers.HEADERS[key])
    text = " ".join(pages(document)) if kind == "pdf" else words(read(document))
    assert str(headers.HEADERS[key].title).upper() in text
    assert f" {divider} Số: ……" in text
    assert "CỘNG HÒA" not in text


def test_a_word_longer_than_its_cell_stays_inside_it():
    column = [Column("A"), Column("B")]
    text = pages(minutes(body=[Table(column, [("x" * 300, "dòng bên cạnh")])], recipients=(), signatures=()))[
        0
    ]
    assert "dòng bên cạnh" in text
    assert "x" * 300 not in text


def test_a_row_longer_than_a_page_is_broken_rather_than_cut():
    long = " ".join(f"từ{number}" for number in range(1500))
    found = pages(minutes(body=[Table([Column("A"), Column("B", 3)], [("1", long)])]))
    assert "từ1499" in " ".join(found)
