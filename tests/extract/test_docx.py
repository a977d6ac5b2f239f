"""Word documents: what is printed, where it stands, and what is not text."""

from __future__ import annotations

import io
import unicodedata

import docx as python_docx
import pytest
from docx.oxml.ns import qn

from extract.document import Cell, Document, TableFragment
from extract.docx.numbering import formatted
from extract.errors import UnreadableError
from tests.extract.office import cell, docx, packed, paragraph, read, row, run, table, texts

DELETED = '<w:del w:id="1"><w:r><w:delText>cũ</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2"><w:r><w:t>mới</w:t></w:r></w:ins>'
MOVED = '<w:moveFrom w:id="3"><w:r><w:t>đã chuyển</w:t></w:r></w:moveFrom>'


def _read(body: str, **parts: str) -> Document:
    return read(docx(body, **parts), "x.docx")


def _lines(body: str, **parts: str) -> list[str]:
    return [block.text for block in _read(body, **parts).text_blocks()]


def _table(*rows: str, widths: tuple[int, ...] = ()) -> TableFragment:
    [fragment] = _read(table(*rows, widths=widths)).fragments()
    return fragment


def _cell(content: str) -> Cell:
    return _table(row("STT", "Nội dung"), row("1", cell(content))).rows[1][1]


def _spans(fragment: TableFragment) -> list[list[tuple[int, int]]]:
    return [[(c.row_span, c.column_span) for c in cells] for cells in fragment.rows]


def test_paragraphs_and_tables_come_in_body_order_with_their_places() -> None:
    document = _read(
        paragraph("trước") + table(row("a", "b"), row("c", "d")) + paragraph("sau", " cùng")
    )
    first, fragment, last = document.blocks
    assert isinstance(fragment, TableFragment)
    assert (first.place.as_dict(), last.place.as_dict()) == ({"line": 1}, {"line": 2})
    assert [c.place.as_dict() for c in fragment.rows[1]] == [
        {"table": 1, "row": 2, "column": 1},
        {"table": 1, "row": 2, "column": 2},
    ]


def test_a_tall_cell_stands_once_with_blank_covered_ones_below() -> None:
    tall = cell("cao", properties='<w:vMerge w:val="restart"/>')
    below = cell("không in", properties="<w:vMerge/>")
    fragment = _table(row(tall, "1"), row(below, "2"), row(below, "3"), row("d", "4"))
    assert texts(fragment) == [["cao", "1"], ["", "2"], ["", "3"], ["d", "4"]]
    assert fragment.rows[0][0].row_span == 3
    assert [cells[0].covered for cells in fragment.rows] == [False, True, True, False]


def test_a_second_tall_cell_right_below_the_first_is_its_own() -> None:
    top = cell("một", properties='<w:vMerge w:val="restart"/>')
    next_top = cell("hai", properties='<w:vMerge w:val="restart"/>')
    below = cell(properties="<w:vMerge/>")
    fragment = _table(row(top, "1"), row(below, "2"), row(next_top, "3"), row(below, "4"))
    assert [cells[0].row_span for cells in fragment.rows] == [2, 1, 2, 1]


def test_a_wide_cell_keeps_the_columns_of_the_cells_after_it() -> None:
    wide = cell("rộng", properties='<w:gridSpan w:val="2"/>')
    fragment = _table(row(wide, "c"), row("a", "b", "c"))
    assert _spans(fragment) == [[(1, 2), (1, 1)], [(1, 1), (1, 1), (1, 1)]]
    assert [c.place.column for c in fragment.rows[0]] == [1, 3]


def test_a_row_that_starts_late_is_filled_from_the_left() -> None:
    late = row("b", "c", properties='<w:gridBefore w:val="1"/>')
    fragment = _table(row("a", "b", "c"), late)
    assert texts(fragment)[1] == ["", "b", "c"]


def test_columns_dragged_apart_by_hand_are_one_to_the_reader() -> None:
    """Each half of the rows has its own edges; the grid of the file has four columns."""
    left = [row("1", cell("x", properties='<w:gridSpan w:val="2"/>'), "y") for _ in range(3)]
    right = [row(cell("2", properties='<w:gridSpan w:val="2"/>'), "x", "y") for _ in range(3)]
    fragment = _table(*left, *right, widths=(500, 300, 2000, 900))
    assert {c.column_span for cells in fragment.rows for c in cells} == {1}
    assert fragment.width == 3


def test_a_heading_of_sub_columns_keeps_its_spans_beside_dragged_edges() -> None:
    two = '<w:gridSpan w:val="2"/>'
    heading = row("STT", cell("Kết quả", properties=two), "Ghi chú")
    fragment = _table(
        heading,
        row("", "Đơn vị", "Số liệu", ""),
        row("1", "%", "5", ""),
        widths=(500, 900, 900, 900),
    )
    assert _spans(fragment)[0] == [(1, 1), (1, 2), (1, 1)]


def test_tracked_deletions_are_no_text_and_insertions_are() -> None:
    assert _lines(paragraph("Số liệu ", DELETED, INSERTED, MOVED)) == ["Số liệu mới"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    mark = '<w:rPr><w:del w:id="9"/></w:rPr>'
    assert _lines(paragraph("đầu ", properties=mark) + paragraph("cuối")) == ["đầu cuối"]


def test_a_deleted_or_hidden_row_is_left_out_and_noted() -> None:
    document = _read(
        table(
            row("STT", "Nội dung"),
            row("1", "xóa", properties='<w:del w:id="4"/>'),
            row("2", "ẩn", properties="<w:hidden/>"),
            row("3", "còn"),
        )
    )
    [fragment] = document.fragments()
    assert texts(fragment) == [["STT", "Nội dung"], ["3", "còn"]]
    assert fragment.rows[1][0].place.row == 4
    assert [note.code for note in document.notes] == ["hidden_rows"]


def test_hidden_text_is_left_out_and_noted() -> None:
    document = _read(paragraph("hiện", run("ẩn", "<w:vanish/>")))
    assert [b.text for b in document.text_blocks()] == ["hiện"]
    assert [note.code for note in document.notes] == ["hidden_text"]


@pytest.mark.parametrize(
    ("raised", "printed"),
    [("1", "143"), ("(2)", "143"), ("*", "143"), ("0", "1430"), ("đ", "143đ")],
)
def test_a_raised_mark_after_a_figure_is_no_part_of_it(raised: str, printed: str) -> None:
    mark = run(raised, '<w:vertAlign w:val="superscript"/>')
    assert _cell(paragraph("143", mark)).text == printed


def test_an_exponent_is_no_footnote_mark() -> None:
    mark = run("2", '<w:vertAlign w:val="superscript"/>')
    assert _cell(paragraph("15 km", mark)).text == "15 km2"


def test_a_footnote_follows_the_body_and_leaves_no_mark() -> None:
    mark = '<w:r><w:footnoteReference w:id="7" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    notes = f'<w:footnote w:id="7">{paragraph("Công văn số 12/SNV")}</w:footnote>'
    assert _lines(paragraph("Theo văn bản", mark), footnotes=notes) == [
        "Theo văn bản",
        "(1) Công văn số 12/SNV",
    ]


def test_the_code_of_a_field_is_no_text_but_its_result_is() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGE</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert _lines(paragraph("Trang ", field, " cuối")) == ["Trang 12 cuối"]


def test_breaks_and_tabs_in_a_cell_are_spaces() -> None:
    broken = (
        "<w:p><w:r><w:t>Sở</w:t><w:br/><w:t>Nội vụ</w:t><w:tab/><w:t>tỉnh</w:t>"
        '<w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>A</w:t></w:r></w:p>'
    )
    assert _cell(broken).text == "Sở Nội vụ tỉnh A"


def test_characters_that_are_not_printed_are_dropped_and_text_is_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Tỷ lệ hoàn thành")
    assert _cell(paragraph(decomposed + "\u00ad\u200b")).text == "Tỷ lệ hoàn thành"
    hyphen = "<w:p><w:r><w:t>một</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>cửa</w:t></w:r></w:p>"
    assert _cell(hyphen).text == "một-cửa"


def test_symbols_of_symbol_fonts_become_unicode() -> None:
    symbol = '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 80%</w:t></w:r></w:p>'
    assert _cell(symbol).text == "≥ 80%"
    typed = run("\uf0a3", '<w:rFonts w:ascii="Symbol"/>')
    assert _cell(paragraph(typed, " 5")).text == "≤ 5"


def test_text_in_a_legacy_font_is_converted_and_kept_raw() -> None:
    document = _read(
        table(row("STT", cell(paragraph(run("Néi dung", '<w:rFonts w:ascii=".VnTime"/>')))))
        + paragraph(run("Soá lieäu", '<w:rFonts w:ascii="VNI-Times"/>'))
    )
    [fragment] = document.fragments()
    assert (fragment.rows[0][1].text, fragment.rows[0][1].raw) == ("Nội dung", "Néi dung")
    assert [b.text for b in document.text_blocks()] == ["Số liệu"]
    assert [note.code for note in document.notes] == ["legacy_encoding"]


def test_unicode_text_in_a_legacy_font_stays() -> None:
    assert _cell(paragraph(run("Được", '<w:rFonts w:ascii=".VnTime"/>'))).text == "Được"


@pytest.mark.parametrize("switch", ["<w:strike/>", "<w:dstrike/>"])
def test_text_that_is_struck_out_is_left_out(switch: str) -> None:
    corrected = cell(paragraph(run("80", switch), run("87", "")))
    document = _read(table(row("1", corrected)) + paragraph(run("bỏ", switch)))
    [fragment] = document.fragments()
    assert fragment.rows[0][1].text == "87"
    assert list(document.text_blocks()) == []
    [note] = document.notes
    assert (note.code, "“80 bỏ”" in note.message) == ("struck_out", True)


def test_a_stroke_that_is_switched_off_strikes_nothing() -> None:
    assert _lines(paragraph(run("Báo cáo", '<w:strike w:val="0"/>'))) == ["Báo cáo"]


def test_capitals_by_format_are_printed_as_capitals() -> None:
    assert _lines(paragraph(run("Báo cáo", "<w:caps/>"))) == ["BÁO CÁO"]


def _levels(*forms: tuple[str, str]) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(forms)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def _listed(level: int, text: str = "", number: int = 1) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=place) if text else paragraph(properties=place)


def test_automatic_numbers_stand_in_their_cells() -> None:
    forms = _levels(("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3"))
    levels = [0, 1, 2, 2, 1, 0, 1]
    rows = [row(cell(_listed(level)), "việc") for level in levels]
    [fragment] = _read(table(row("STT", "Nội dung"), *rows), numbering=forms).fragments()
    numbers = [cells[0].text for cells in fragment.rows[1:]]
    assert numbers == ["I.", "1.", "1.1", "1.2", "2.", "II.", "1."]


def test_a_list_with_a_start_of_its_own_begins_again() -> None:
    forms = _levels(("decimal", "%1."))
    body = _listed(0, "a") + _listed(0, "b") + _listed(0, "c", 2) + _listed(0, "d", 2)
    assert _lines(body, numbering=forms) == ["1. a", "2. b", "1. c", "2. d"]


def test_a_legal_level_counts_in_digits() -> None:
    forms = _levels(("upperRoman", "%1"), ("decimal", "%1.%2")).replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    assert _lines(_listed(0, "a") + _listed(1, "b"), numbering=forms) == ["I a", "1.1 b"]


def test_numbers_come_from_a_style_too_and_bullets_are_readable() -> None:
    forms = _levels(("bullet", "\uf0b7"))
    style = (
        '<w:style w:type="paragraph" w:styleId="Gach"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    body = paragraph("mục", properties='<w:pStyle w:val="Gach"/>')
    assert _lines(body, numbering=forms, styles=style) == ["• mục"]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [(4, "lowerRoman", "iv"), (1999, "upperRoman", "MCMXCIX"), (28, "lowerLetter", "bb"),
     (3, "upperLetter", "C"), (7, "decimalZero", "07"), (5, "chicago", "5"), (2, "none", "")],
)  # fmt: skip
def test_counting_forms(count: int, form: str, printed: str) -> None:
    assert formatted(count, form) == printed


def test_a_letterhead_in_a_bare_table_keeps_its_lines() -> None:
    left = cell("UBND TỈNH CÀ MAU", "SỞ TÀI CHÍNH", "Số: 12/BC-STC")
    right = cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cà Mau, ngày 05 tháng 3 năm 2025")
    [fragment] = _read(table(row(left, right), ruled=False)).fragments()
    assert texts(fragment)[0][0] == "UBND TỈNH CÀ MAU\nSỞ TÀI CHÍNH\nSố: 12/BC-STC"


def test_a_letterhead_of_many_rows_is_read_column_by_column() -> None:
    names = [f"- Sở số {i};" for i in range(9)]
    rows = [row(cell("Nơi nhận:"), cell("KT. GIÁM ĐỐC")), *(row(n, f"dòng {n}") for n in names)]
    [fragment] = _read(table(*rows, ruled=False)).fragments()
    [[left, right]] = texts(fragment)
    assert left.split("\n") == ["Nơi nhận:", *names]
    assert right.startswith("KT. GIÁM ĐỐC\ndòng")


def test_a_signature_without_any_known_word_is_text() -> None:
    document = _read(table(row(cell(""), cell("GIÁM ĐỐC", "Lê Thị Ánh")), ruled=False))
    assert [b.text for b in document.text_blocks()] == ["GIÁM ĐỐC", "Lê Thị Ánh"]
    assert not list(document.fragments())


def test_a_bare_table_of_data_stays_a_table() -> None:
    rows = [row("STT", "Nội dung", "Thời gian"), row("1", "Rà soát TTHC", "Quý II")]
    document = _read(table(*rows, ruled=False))
    assert len(list(document.fragments())) == 1


def test_a_title_across_a_letterhead_table_is_text_after_its_columns() -> None:
    title = row(cell("BÁO CÁO", "Quý I", properties='<w:gridSpan w:val="2"/>'))
    head = row("SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    frame, *lines = _read(table(head, title, ruled=False)).blocks
    assert isinstance(frame, TableFragment)
    assert [getattr(line, "text", "") for line in lines] == ["BÁO CÁO", "Quý I"]


def test_a_table_inside_a_layout_table_is_read_as_a_table() -> None:
    inner = table(row("STT", "Nội dung"), row("1", "Rà soát"))
    outer = table(row(cell("Phụ lục 1", inner, "<w:p/>")), ruled=False)
    document = _read(outer)
    [fragment] = document.fragments()
    assert texts(fragment) == [["STT", "Nội dung"], ["1", "Rà soát"]]
    assert [b.text for b in document.text_blocks()] == ["Phụ lục 1"]
    assert fragment.place.table == 2


def test_a_table_inside_a_cell_of_data_is_text_of_that_cell() -> None:
    inner = table(row("x", "y"))
    fragment = _table(row("STT", "Nội dung", "Ghi chú"), row("1", cell("gồm", inner), "z"))
    assert texts(fragment)[1] == ["1", "gồm x y", "z"]


def test_a_text_box_is_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph('HỎA TỐC')}</w:txbxContent>"
    anchor = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert _lines(paragraph("Kính gửi", anchor)) == ["Kính gửi", "HỎA TỐC"]


def test_controls_and_links_are_opened() -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('trong khung')}</w:sdtContent></w:sdt>"
    link = "<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>"
    assert _lines(control + paragraph("xem ", link)) == ["trong khung", "xem liên kết"]


def test_blank_paragraphs_and_page_breaks_leave_no_block() -> None:
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    assert _lines(paragraph("a") + page + "<w:p/>" + paragraph("b")) == ["a", "b"]


def test_a_document_of_pictures_is_held_with_advice() -> None:
    wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    picture = (
        f'<w:p><w:r><w:drawing><x:extent xmlns:x="{wp}" cx="6000000" cy="8000000"/>'
        f'<y:blip xmlns:y="{a}"/></w:drawing></w:r></w:p>'
    )
    with pytest.raises(UnreadableError) as caught:
        _read(picture)
    assert (caught.value.code, caught.value.outcome) == ("no_text", "held")
    assert [n.code for n in _read(picture + paragraph("chữ")).notes] == ["picture"]


def test_strict_open_xml_reads_the_same() -> None:
    body = f"<w:body>{table(row('STT', 'Nội dung'), row('1', 'nghiêm ngặt'))}</w:body>"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = packed({"word/document.xml": f'<w:document xmlns:w="{strict}">{body}</w:document>'})
    [fragment] = read(data, "x.docx").fragments()
    assert texts(fragment)[1] == ["1", "nghiêm ngặt"]


def test_cells_agree_with_python_docx() -> None:
    """A table made by another program, with merges, reads as that program reads it."""
    made = python_docx.Document()
    grid = made.add_table(rows=6, cols=4)
    grid.style = "Table Grid"
    for r, cells in enumerate(grid.rows):
        for c, each in enumerate(cells.cells):
            each.text = f"ô {r}.{c}"
    grid.cell(0, 0).merge(grid.cell(1, 0))
    grid.cell(2, 1).merge(grid.cell(2, 3))
    grid.cell(3, 2).merge(grid.cell(4, 3))
    buffer = io.BytesIO()
    made.save(buffer)
    [fragment] = read(buffer.getvalue(), "x.docx").fragments()
    for r, cells in enumerate(fragment.rows):
        for each in cells:
            column = (each.place.column or 0) - 1
            theirs = grid.cell(r, column)
            if not each.covered:
                assert each.text == " ".join(theirs.text.split())
                assert each.column_span == theirs.grid_span
    assert grid.cell(0, 0)._tc.find(qn("w:tcPr")) is not None
    assert [c.row_span for c in fragment.rows[3]] == [1, 1, 2]


def _headed(kind: str, title_page: str = "") -> bytes:
    """Return a .docx whose letterhead stands in a page header."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = paragraph("SỞ XÂY DỰNG") + paragraph("Độc lập - Tự do - Hạnh phúc")
    reference = f'<w:headerReference xmlns:r="{office}" w:type="{kind}" r:id="r1"/>{title_page}'
    body = paragraph("KẾ HOẠCH") + f"<w:sectPr>{reference}</w:sectPr>"
    return docx(body, header=head)


def test_a_letterhead_in_the_page_header_comes_first() -> None:
    lines = ["SỞ XÂY DỰNG", "Độc lập - Tự do - Hạnh phúc", "KẾ HOẠCH"]
    for data in (_headed("default"), _headed("first", "<w:titlePg/>")):
        blocks = list(read(data, "x.docx").text_blocks())
        assert [block.text for block in blocks] == lines
        assert blocks[-1].place.line == 1
    assert len(list(read(_headed("first"), "x.docx").text_blocks())) == 1


def test_a_frame_around_a_whole_document_keeps_its_order() -> None:
    inside = paragraph("trước") + table(row("STT", "Tên"), row("1", "a")) + paragraph("sau")
    framed = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
    read_back = _read(framed)
    kinds = [getattr(block, "text", "bảng") for block in read_back.blocks]
    assert kinds == ["trước", "bảng", "sau"]


def test_the_letterhead_of_a_party_committee_keeps_its_lines() -> None:
    left = cell(paragraph("HUYỆN ỦY BẮC HÀ"), paragraph("*"), paragraph("Số 14-KH/HU"))
    right = cell(paragraph("ĐẢNG CỘNG SẢN VIỆT NAM"), paragraph("Bắc Hà, ngày 28/01/2021"))
    (frame,) = _read(table(row(left, right))).fragments()
    assert texts(frame) == [
        ["HUYỆN ỦY BẮC HÀ\n*\nSố 14-KH/HU", "ĐẢNG CỘNG SẢN VIỆT NAM\nBắc Hà, ngày 28/01/2021"]
    ]
