"""A letter as a word-processor file, set as Nghị định 30/2020/NĐ-CP, Phụ lục I, asks.

A4, Times New Roman 13 to 14, margins 20, 20, 30 and 20 mm, page numbers centred in the head
from the second page on.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from transform.letter import Letter, LetterTable

_FONT = "Times New Roman"
_CENTRE, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
# what XML cannot hold
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDTHS = (1.0, 3.1, 4.4, 4.0, 3.5)
_HEAD_WIDTHS = (6.2, 9.8)
_WIDE_RULE = 1.7


def write_letter(letter: Letter, path: Path) -> None:
    """Write `letter` to `path`, whole or not at all."""
    document = Document()
    _page(document)
    _head(document, letter)
    _paragraph(document, letter.to, align=_CENTRE, size=14, before=14, after=12)
    _body(document, letter.opening)
    for table in letter.tables:
        _body(document, table.heading)
        _findings(document, letter, table)
    for number, text in enumerate(letter.closing):
        _body(document, text, before=8 if number == 0 else 0)
    _end(document, letter)
    beside = path.with_name(f".{path.name}.part")
    document.save(str(beside))
    beside.replace(path)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(3)
    section.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    _field(number.add_run(), "PAGE")


def _field(run: Any, instruction: str) -> None:
    for kind, text in (("begin", None), (None, instruction), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _head(document: Any, letter: Letter) -> None:
    table = _plain_table(document, _HEAD_WIDTHS)
    left, right = table.rows[0].cells
    _paragraph(left, letter.superior, align=_CENTRE, size=13, first=True)
    _paragraph(left, letter.sender, align=_CENTRE, size=13, bold=True)
    _rule(left, 2.1)
    _paragraph(left, letter.number, align=_CENTRE, size=13, before=4)
    _paragraph(left, letter.subject, align=_CENTRE, size=12, before=4)
    _paragraph(right, letter.nation, align=_CENTRE, size=12.5, bold=True, first=True)
    _paragraph(right, letter.motto, align=_CENTRE, size=14, bold=True)
    _rule(right, _WIDE_RULE)
    _paragraph(right, letter.date, align=_CENTRE, size=14, italic=True, before=8)


def _findings(document: Any, letter: Letter, table: LetterTable) -> None:
    grid = document.add_table(rows=0, cols=len(_WIDTHS))
    grid.style, grid.autofit = "Table Grid", False
    _widen(grid, _WIDTHS)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for bold, texts in ((True, letter.columns), (False, letter.column_numbers)):
        _row(grid, texts, bold=bold, italic=not bold, align=_CENTRE)
        _repeat(grid.rows[-1])
    for texts in table.rows:
        _row(grid, texts)


def _row(
    grid: Any, texts: tuple[str, ...], *, bold: bool = False, italic: bool = False,
    align: Any = None,
) -> None:  # fmt: skip
    row = grid.add_row()
    _whole(row)
    for number, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        cell.width = Cm(_WIDTHS[number])
        for first, line in enumerate(text.split("\n")):
            _paragraph(
                cell, line, size=12, bold=bold, italic=italic, first=first == 0,
                align=_CENTRE if number == 0 else align,
            )  # fmt: skip


def _whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _repeat(row: Any) -> None:
    """Print the row again at the top of every page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _end(document: Any, letter: Letter) -> None:
    table = _plain_table(document, (7.5, 8.5))
    _whole(table.rows[0])
    left, right = table.rows[0].cells
    _paragraph(left, letter.recipients, size=12, bold=True, italic=True, first=True, before=8)
    for copy in letter.copies:
        _paragraph(left, copy, size=11)
    _paragraph(right, letter.signer_title, align=_CENTRE, size=14, bold=True, first=True, before=8)
    _paragraph(right, letter.signature, align=_CENTRE, size=13, italic=True, after=48)
    _paragraph(right, letter.signer, align=_CENTRE, size=14, bold=True)


def _plain_table(document: Any, widths: tuple[float, ...]) -> Any:
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    _widen(table, widths)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Cm(width)
    return table


def _widen(table: Any, widths: tuple[float, ...]) -> None:
    """Set the columns of the table's grid, which word processors trust before the cells."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)


def _rule(cell: Any, indent: float) -> None:
    """Draw the line under the issuer's name, and under the motto."""
    paragraph = cell.add_paragraph()
    format_ = paragraph.paragraph_format
    format_.left_indent = format_.right_indent = Cm(indent)
    format_.line_spacing = Pt(3)
    border = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().append(border)


def _body(document: Any, text: str, *, before: float = 0) -> None:
    paragraph = _paragraph(document, text, align=_BOTH, size=14, before=before, after=6)
    paragraph.paragraph_format.first_line_indent = Cm(1)


def _paragraph(
    holder: Any, text: str, *, size: float, align: Any = None, bold: bool = False,
    italic: bool = False, before: float = 0, after: float = 0, first: bool = False,
) -> Any:  # fmt: skip
    """Add a paragraph to a document or cell; `first` uses the empty one a cell begins with."""
    paragraph = holder.paragraphs[0] if first else holder.add_paragraph()
    paragraph.alignment = align
    format_ = paragraph.paragraph_format
    format_.space_before, format_.space_after = Pt(before), Pt(after)
    run = paragraph.add_run(_FORBIDDEN.sub("\ufffd", text))
    run.font.name, run.font.size = _FONT, Pt(size)
    run.bold, run.italic = bold, italic
    return paragraph
