from __future__ import annotations

import datetime as dt

import pytest

from tests.helpers import text_document
from transform.letterhead import read_letterhead
from transform.letterhead.period import find_above_table
from transform.vietnamese.dates import find_period

LETTER = (
    "UBND TỈNH BÌNH PHƯỚC\n\nSỞ Y TẾ\n\nSố: 219/BC-SYT\n\nBình Phước, ngày 17 tháng 6 năm 2024\n\n"
    "BÁO CÁO\n\nCông tác kiểm soát thủ tục hành chính quý II năm 2024\n\n"
    "Sở Y tế báo cáo như sau:\n\n"
    "1. Tình hình chung\n\nCông tác được duy trì.\n\n2. Kết quả\n\nChi tiết tại biểu.\n\n"
    "Biểu số II.06a/VPCP/KSTT\n\nTÌNH HÌNH GIẢI QUYẾT\n\n{line}\n\n"
    "STT\tLĩnh vực\tTiếp nhận\tGiải quyết\n1\tDược\t5\t5\n"
)
FORM = "Kỳ báo cáo: Quý II năm 2024 (Từ ngày 15/3/2024 đến ngày 14/6/2024)"


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        (FORM, dt.date(2024, 3, 15), dt.date(2024, 6, 14)),
        ("(Từ ngày 15/3/2024 đến ngày 14/6/2024)", dt.date(2024, 3, 15), dt.date(2024, 6, 14)),
        # another period than the report's says nothing about it
        ("(Từ ngày 15/12/2022 đến ngày 14/3/2023)", dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
        ("Đơn vị tính: hồ sơ", dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
    ],
)
def test_closing_dates_above_the_table(line: str, start: dt.date, end: dt.date) -> None:
    head, _ = read_letterhead(text_document(LETTER.replace("{line}", line)))
    assert (head.period_start, head.period_end) == (start, end)


def test_a_form_alone_names_its_period() -> None:
    found = find_above_table(["Biểu số II.06b", FORM], None)
    assert found is not None
    assert found.printed is not None
    assert found.printed.end == dt.date(2024, 6, 14)
    assert find_above_table(["Biểu số II.06b"], None) is None
    assert find_above_table([FORM], find_period("quý IV năm 2023")) is None


def test_a_wrapped_department_and_a_surname_like_a_body() -> None:
    text = (
        "UBND TỈNH BÌNH PHƯỚC\n\nSỞ TÀI NGUYÊN VÀ MÔI\n\nTRƯỜNG\n\nSố: 9/BC-STNMT\n\n"
        "Bình Phước, ngày 17 tháng 6 năm 2024\n\nBÁO CÁO\n\nCông tác quý II năm 2024\n\n"
        "Sở báo cáo như sau:\n\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nĐoàn Thanh Sơn\n"
    )
    head, _ = read_letterhead(text_document(text))
    assert head.issuing_body == "Sở Tài nguyên và Môi trường"
    assert head.signer == "Đoàn Thanh Sơn"
