from __future__ import annotations

import pytest

from contracts.layouts import project_layouts
from tests.extract.office import cell, docx, paragraph, read, row, run, table
from tests.helpers import read_tables, text_document
from transform.furniture import is_frame, line_key, running_lines, without_furniture
from transform.read import read as read_document

LAYOUTS = project_layouts()
HEAD = "STT\tNhiệm vụ\tChủ trì\tThời gian"


def framed(text: str) -> bool:
    (fragment,) = text_document(text).fragments()
    return is_frame(fragment)


@pytest.mark.parametrize(
    "text",
    [
        "UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ B\tĐộc lập - Tự do - Hạnh phúc",
        "TỈNH ỦY A\tĐẢNG CỘNG SẢN VIỆT NAM\n*\t*\nSố: 12-BC/TU\tA, ngày 02 tháng 01 năm 2024",
        "Số: 12/KH-SNV\tHà Giang, ngày 02 tháng 01 năm 2024",
        "NGƯỜI LẬP BIỂU\tTHỦ TRƯỞNG ĐƠN VỊ\n(Ký)\t(Ký, đóng dấu)",
        "Nơi nhận:\tKT. GIÁM ĐỐC\n- Lưu: VT.\tPHÓ GIÁM ĐỐC",
    ],
)
def test_letterheads_and_signatures(text: str) -> None:
    assert framed(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}\n1\tBố trí nơi nhận hồ sơ\tGiám đốc các sở\tQuý I",
        "1\tGiám đốc\tTháng 1\n2\tChủ tịch\tTháng 2",
        "Chỉ tiêu\tSố: lượng\n1\t2",
    ],
)
def test_tables_that_name_the_same_things(text: str) -> None:
    assert not framed(text)


def test_a_signature_below_the_last_row_is_cut_off() -> None:
    tables, _ = read_tables(
        f"{HEAD}\n1\tRà soát\tSở A\tQuý I\n\tNgười lập biểu\t\tGiám đốc\n\tNguyễn A\t\tTrần B\n"
    )
    assert [row.no for row in tables[0].rows] == ["1"]


def test_lines_that_pages_repeat() -> None:
    page = "\n\nKế hoạch CCHC - trang {}\nPhụ lục 1\n2. Phần\n\n2\ta\tb\tc"
    document = text_document(f"{HEAD}\n1\ta\tb\tc" + page.format(2) + page.format(3))
    assert running_lines(document) == {line_key("Kế hoạch CCHC - trang 9")}
    left = without_furniture(list(document.text_blocks()), running_lines(document))
    assert [block.text for block in left] == ["Phụ lục 1", "2. Phần"] * 2


def test_lines_of_text_set_apart_by_tabs_are_no_table() -> None:
    tables, _ = read_tables(f"Điện thoại: 123\tFax: 456\n\n{HEAD}\n1\ta\tb\tc\n")
    assert len(tables) == 1


def test_lines_below_a_label_and_on_sheets_are_no_page_heads() -> None:
    table = f"{HEAD}\n1\ta\tb\tc\n"
    text = "".join(f"\nBiểu số 1\n\nKẾT QUẢ THÁNG {month}/2024\n\n{table}" for month in range(1, 5))
    assert running_lines(text_document(text)) == frozenset()
    tables, _ = read_tables(text)
    assert [t.title for t in tables] == [f"KẾT QUẢ THÁNG {month}/2024" for month in range(1, 5)]


def lines(*texts: str) -> str:
    return cell(*(paragraph(run(text)) for text in texts))


def test_the_head_of_a_statistical_form_is_the_caption_of_its_table() -> None:
    head = table(
        row(
            lines("Biểu số II.06a/VPCP/KSTT", "Ban hành theo Thông tư số 01/2020/TT-VPCP"),
            lines(
                "TÌNH HÌNH GIẢI QUYẾT HỒ SƠ", "Kỳ báo cáo: Quý I", "(Từ ngày 15/12/2023 đến 14/3)"
            ),
            lines("- Đơn vị báo cáo: Sở Y tế", "- Đơn vị nhận báo cáo: Văn phòng UBND tỉnh"),
        )
    )
    names = ["STT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết"]
    printed = [names, ["1", "Đất đai", "12", "10"], ["2", "Hộ tịch", "30", "30"]]
    data = table(*(row(*map(lines, texts)) for texts in printed))
    unit = paragraph(run("Đơn vị tính: Hồ sơ"))
    (found,) = read_document(read(docx(head + unit + data), "a.docx"), LAYOUTS).tables
    assert (found.appendix, found.title) == (
        "Biểu số II.06a/VPCP/KSTT",
        "TÌNH HÌNH GIẢI QUYẾT HỒ SƠ",
    )
    assert [r.cells[1] for r in found.rows] == ["Đất đai", "Hộ tịch"]
