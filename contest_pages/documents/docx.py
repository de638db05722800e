"""Documents as DOCX, so that an office can go on writing: styles, fonts and head as the PDF has them."""

from __future__ import annotations

import datetime
import io
import re

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .document import (
    TEXT_SIZE,
    TEXT_WIDTH,
    Composition,
    Document,
    Heading,
    Items,
    Paragraph,
    Signature,
    Table,
)
from .headers import Words
from .texts import printable

FONT = "Times New Roman"
_CODE_FONT = "Courier New"
#: Word takes the face of letters that one of these does not name from the theme: Vietnamese then mixes two faces.
_FACES = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
#: Millimetres of the issuing body's half of the head.
_LEFT = 66
_MADE = datetime.datetime(2000, 1, 1)  # noqa: DTZ001
_THEME_FACE = re.compile(rb'(<a:(?:latin|ea|cs) typeface=")[^"]*(")')


def to_docx(document: Document) -> bytes:
    """Return a document as DOCX."""
    file = docx.Document()
    _prepare(file, document)
    _head(file, document)
    body, ending = document.parts
    for block in body:
        _WRITERS[type(block)](file, block)
    for paragraph in ending:
        _paragraph(file, paragraph).paragraph_format.keep_with_next = True
    _end(file, document)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def _prepare(file, document: Document) -> None:
    """Set paper, margins, fonts, page numbers, and properties without traces of the program."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin, section.header_distance = Mm(30), Mm(10)
    section.different_first_page_header_footer = True
    normal = file.styles["Normal"]
    normal.font.size = Pt(TEXT_SIZE)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    for style in (file.styles.element.find(qn("w:docDefaults")), normal.element):
        for fonts in style.iter(qn("w:rFonts")):
            _name_faces(fonts, FONT)
        for language in style.iter(qn("w:lang")):
            language.set(qn("w:val"), "vi-VN" if document.language == "vi" else "en-GB")
    _name_faces(normal.element.get_or_add_rPr().get_or_add_rFonts(), FONT)
    for part in file.part.package.iter_parts():
        if str(part.partname).startswith("/word/theme/"):
            part._blob = _THEME_FACE.sub(rb"\g<1>" + FONT.encode() + rb"\2", part.blob)
    for header, has_number in ((section.first_page_header, False), (section.header, True)):
        _page_head(header, document.draft, has_number=has_number)
    known = file.core_properties
    known.title = printable(f"{document.kind} {document.subject}")[:255]
    known.author, known.comments = printable(document.issuer)[:255], ""
    known.last_modified_by, known.created, known.modified = "", _MADE, _MADE


def _name_faces(fonts, name: str) -> None:
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for face in _FACES:
        fonts.set(qn(face), name)


def _page_head(header, draft: str, *, has_number: bool) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    for stop in list(paragraph.style.paragraph_format.tab_stops):
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Mm(TEXT_WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    if has_number:
        run = paragraph.add_run("\t")
        run.font.size = Pt(13)
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = text
            run._r.append(element)
    if draft:
        _write(paragraph, ("\t" if has_number else "\t\t") + draft, size=10, italic=True)


def _write(paragraph, text: Words, *, size=None, bold=None, italic=None, align=None, keep=False, code=False):
    """Add words to a paragraph, with line breaks where they have them; return the paragraph."""
    run = paragraph.add_run(printable(text))
    run.bold, run.italic = bold, italic
    if size:
        run.font.size = Pt(size)
    if code:
        _name_faces(run._r.get_or_add_rPr().get_or_add_rFonts(), _CODE_FONT)
    if align:
        paragraph.alignment = _ALIGN[align]
    if keep:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _grid(file, widths: list[float], rows: int, *, style: str | None = None):
    """Return a table of fixed widths in millimetres whose rows stay whole."""
    table = file.add_table(rows=rows, cols=len(widths), style=style)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        _keep_whole(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _keep_whole(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _rule(paragraph, width: float, length: float) -> None:
    """Make a paragraph a thin line of a length in the middle of a width, both in millimetres."""
    _write(paragraph, "", size=2)
    how = paragraph.paragraph_format
    how.left_indent = how.right_indent = Mm((width - length) / 2)
    how.line_spacing, how.space_after = Pt(3), Pt(4)
    how.keep_with_next = True
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _head(file, document: Document) -> None:
    table = _grid(file, [_LEFT, TEXT_WIDTH - _LEFT], 1)
    left, right = table.rows[0].cells
    paragraph = left.paragraphs[0]
    if document.superior:
        _write(paragraph, str(document.superior).upper(), size=12, align="center")
        paragraph = left.add_paragraph()
    _write(paragraph, str(document.issuer).upper(), size=12, bold=True, align="center")
    if document.header.divider:
        _write(left.add_paragraph(), document.header.divider, size=13, align="center")
    else:
        _rule(left.add_paragraph(), _LEFT - 4, 20)
    _write(left.add_paragraph(), document.number, size=13, align="center")
    has_motto = bool(document.header.motto)
    title = str(document.header.title).upper()
    _write(right.paragraphs[0], title, size=12 if has_motto else 14, bold=True, align="center")
    if has_motto:
        _write(right.add_paragraph(), document.header.motto, size=13, bold=True, align="center")
    _rule(right.add_paragraph(), TEXT_WIDTH - _LEFT - 4, 50)
    _write(right.add_paragraph(), document.place_and_date, size=13, italic=True, align="center")
    kind = file.add_paragraph()
    kind.paragraph_format.space_before = Pt(14)
    _write(kind, str(document.kind).upper(), bold=True, align="center", keep=True)
    _write(file.add_paragraph(), document.subject, bold=True, align="center", keep=True)
    _rule(file.add_paragraph(), TEXT_WIDTH, 35)
    _gap(file)


def _running(file, text: str, **how):
    paragraph = _write(file.add_paragraph(), text, align="justify", **how)
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.paragraph_format.space_after = Pt(6)
    return paragraph


def _paragraph(file, block: Paragraph):
    if not block.is_code:
        return _running(file, block.text, bold=block.is_bold, italic=block.is_italic)
    paragraph = _write(file.add_paragraph(), block.text, size=9, code=True)
    paragraph.paragraph_format.space_after = Pt(6)
    return paragraph


def _heading(file, block: Heading) -> None:
    paragraph = _write(file.add_paragraph(), block.text, bold=True, keep=True)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(8), Pt(6)


def _items(file, block: Items) -> None:
    for text in block.texts:
        _running(file, f"– {text}")


def _composition(file, block: Composition) -> None:
    if not block.people:
        return
    table = _grid(file, [8, 76, 76], len(block.people))
    for place, (person, row) in enumerate(zip(block.people, table.rows, strict=True), start=1):
        office = f"{person.office} ({person.note})" if person.note else person.office
        for cell, text in zip(row.cells, (f"{place}.", person.name, office), strict=True):
            _write(cell.paragraphs[0], text)
            cell._tc.get_or_add_tcPr().append(_cell_margins(0))
    _gap(file)


def _cell_margins(side: float, upright: float = 0):
    """Return the margins of a cell in millimetres: at the left and the right, at the top and the bottom."""
    margins = OxmlElement("w:tcMar")
    for edge, width in (("top", upright), ("left", side), ("bottom", upright), ("right", side)):
        margin = OxmlElement(f"w:{edge}")
        margin.set(qn("w:w"), str(round(Mm(width).pt * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _table(file, block: Table) -> None:
    if block.caption:
        caption = _write(file.add_paragraph(), block.caption, size=12, italic=True, keep=True)
        caption.paragraph_format.space_before = caption.paragraph_format.space_after = Pt(4)
    table = _grid(file, block.widths, 1 + len(block.rows), style="Table Grid")
    rows = list(table.rows)
    rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    texts_of_rows = [[column.heading for column in block.columns], *block.rows]
    for place, (row, texts) in enumerate(zip(rows, texts_of_rows, strict=True)):
        is_head = place == 0
        if block.row_height and not is_head:
            row.height, row.height_rule = Mm(block.row_height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell, text, column in zip(row.cells, texts, block.columns, strict=True):
            align = "center" if is_head else column.align
            _write(cell.paragraphs[0], text, size=block.size, bold=is_head or None, align=align, keep=is_head)
            cell._tc.get_or_add_tcPr().append(_cell_margins(0.8, 0.5))
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _gap(file)


def _gap(file) -> None:
    """Add the small paragraph that parts a table from what follows."""
    _write(file.add_paragraph(), "", size=4).paragraph_format.line_spacing = Pt(6)


def _end(file, document: Document) -> None:
    """Write the recipients and the signatures; what stands before them stays with them."""
    count = len(document.signatures) + bool(document.recipients)
    if not count:
        return
    table = _grid(file, [TEXT_WIDTH / count] * count, 1)
    cells = list(table.rows[0].cells)
    if document.recipients:
        cell = cells.pop(0)
        _write(cell.paragraphs[0], document.recipients_heading, size=12, bold=True, italic=True)
        for name in document.recipients:
            _write(cell.add_paragraph(), f"- {name}", size=11)
    for cell, signature in zip(cells, document.signatures, strict=True):
        _signature(cell, signature)


def _signature(cell, signature: Signature) -> None:
    paragraph = cell.paragraphs[0]
    if signature.authority:
        _write(paragraph, signature.authority.upper(), bold=True, align="center", keep=True)
        paragraph = cell.add_paragraph()
    _write(paragraph, signature.office.upper(), bold=True, align="center", keep=True)
    if signature.note:
        _write(cell.add_paragraph(), signature.note, size=12, italic=True, align="center", keep=True)
    for _line in range(4):
        _write(cell.add_paragraph(), "", align="center", keep=True)
    _write(cell.add_paragraph(), signature.name, bold=True, align="center")


_WRITERS = {
    Paragraph: _paragraph,
    Heading: _heading,
    Items: _items,
    Composition: _composition,
    Table: _table,
}
