"""Citations in invented sentences, and what must not be taken for one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Place
from tests.helpers import examples
from transform.citations import TextPiece, find_citations
from transform.reading import Letterhead


def cited(*texts: str, own: Letterhead | None = None) -> list[tuple[str, str | None]]:
    """Return number and date of every citation in `texts`."""
    pieces = [TextPiece(text, Place(line=i)) for i, text in enumerate(texts, start=1)]
    found = find_citations(pieces, own or Letterhead())
    return [(c.number_symbol, c.date.isoformat() if c.date else None) for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nghị quyết số 131/NQ-CP ngày 06 tháng 10 năm 2022 của Chính phủ",
            [("131/NQ-CP", "2022-10-06")],
        ),
        ("theo Thông tư 01/2023/TT-VPCP;", [("01/2023/TT-VPCP", None)]),
        ("Công văn số: 45/UBND-NC ngày 3-1-2024", [("45/UBND-NC", "2024-01-03")]),
        ("Chỉ thị 05-CT/TW và Kết luận 01-KL/TW", [("05-CT/TW", None), ("01-KL/TW", None)]),
        ("Nghị quyết số 11-NQ/TU ngày 1.2.2022", [("11-NQ/TU", "2022-02-01")]),
        (
            "Thông tư liên tịch số 68/2013/TTLT-BTC-BLĐTBXH ngày 21/5/2013",
            [("68/2013/TTLT-BTC-BLĐTBXH", "2013-05-21")],
        ),
        ("Quyết định số 12/2020/QĐUBND", [("12/2020/QĐ-UBND", None)]),
        ("Quyết định số 1085/QDTTg", [("1085/QĐ-TTg", None)]),
        ("Nghị định số 61/2018/ND-CP", [("61/2018/NĐ-CP", None)]),
        ("Quyết định số 06/QĐ -TTg", [("06/QĐ-TTg", None)]),
        ("Kế hoạch số 44/KH- SKHĐT ngày 04/01/2024", [("44/KH-SKHĐT", "2024-01-04")]),
        ("Kế hoạch số 12/KH-UBND - Sở Nội vụ", [("12/KH-UBND", None)]),
        ("Công văn số 188/SNV-CCHC ngày 31/02/2024", [("188/SNV-CCHC", None)]),
        (
            "Quyết định số 22/QĐ-UBND của Chủ tịch UBND tỉnh Lâm Đồng ngày 15/11/2023",
            [("22/QĐ-UBND", "2023-11-15")],
        ),
        ("các Nghị quyết 01, 02 năm 2024 của Chính phủ", [("Nghị quyết 01, 02 năm 2024", None)]),
        ("TCVN ISO 9001 : 2015 và ISO 9001:2015", [("TCVN ISO 9001:2015", None)]),
        ("Luật số 47/2019/QH14", [("47/2019/QH14", None)]),
        ("Luật Đất đai số 31/2024/QH15 ngày 18/01/2024", [("31/2024/QH15", "2024-01-18")]),
        ("22/2019/TT-BTTTT", [("22/2019/TT-BTTTT", None)]),
        (
            "các Quyết định số 1234, 1235/QĐ-UBND ngày 01/02/2024",
            [("1234/QĐ-UBND", "2024-02-01"), ("1235/QĐ-UBND", "2024-02-01")],
        ),
        (
            "Quyết định số 8/QĐ-SYT ngày 08/8/2023 và Quyết định số 9/QĐ-SYT cùng ngày",
            [("8/QĐ-SYT", "2023-08-08"), ("9/QĐ-SYT", "2023-08-08")],
        ),
        ("Công văn số 1.234/SNV-CCHC ngày 5/6/2024", [("1234/SNV-CCHC", "2024-06-05")]),
        ("Thông tư 01/2018/TT- VPCP ngày 23 – 11 – 2018", [("01/2018/TT-VPCP", "2018-11-23")]),
        ("Quyết định số 985/QĐ-TTG (ngày 08/8/2018)", [("985/QĐ-TTg", "2018-08-08")]),
        (
            "Công văn số 5/SNV-CCHC của Sở Nội vụ về việc báo cáo quý I trước ngày 10/3/2024",
            [("5/SNV-CCHC", None)],
        ),
        (
            "theo các Quyết định: số 12/QĐ-UBND ngày 1/2/2024, số 13/QĐ-UBND ngày 2/2/2024",
            [("12/QĐ-UBND", "2024-02-01"), ("13/QĐ-UBND", "2024-02-02")],
        ),
    ],
)
def test_reads_number_symbol_and_date(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Luật Cán bộ, công chức năm 2008", ["Luật Cán bộ, công chức năm 2008"]),
        ("Luật Giao dịch điện tử 2023", ["Luật Giao dịch điện tử năm 2023"]),
        ("Luật Tổ chức chính quyền địa phương và", ["Luật Tổ chức chính quyền địa phương"]),
        ("Luật Phòng, chống tham nhũng", ["Luật Phòng, chống tham nhũng"]),
        ("Bộ luật Lao động năm 2019", ["Bộ luật Lao động năm 2019"]),
        ("Luật Khí tượng thủy văn được Quốc hội thông qua", ["Luật Khí tượng thủy văn"]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức"
            " chính quyền địa phương",
            [
                "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức"
                " chính quyền địa phương"
            ],
        ),
        ("Luật sư Nguyễn Văn A, khi được luật giao", []),
    ],
)
def test_reads_acts_by_name(text: str, expected: list[str]) -> None:
    assert [name for name, _ in cited(text)] == expected


def test_two_numbers_share_the_one_date() -> None:
    text = "Nghị định số 107/2020/NĐ-CP, 108/2020/NĐ-CP ngày 14/9/2020"
    assert cited(text) == [("107/2020/NĐ-CP", "2020-09-14"), ("108/2020/NĐ-CP", "2020-09-14")]


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định số 130/2005/NĐ-CP; Nghị định số 117/2013/NĐ-CP ngày 07/10/2013",
        "Nghị định số 130/2005/NĐ-CP, 117/2013/NĐ-CP ngày 07/10/2013",
    ],
)
def test_an_act_of_its_own_type_or_year_shares_no_date(text: str) -> None:
    assert cited(text) == [("130/2005/NĐ-CP", None), ("117/2013/NĐ-CP", "2013-10-07")]


def test_the_dated_mention_stands_for_the_undated() -> None:
    texts = ("Quyết định 45/2016/QĐ-TTg", "Quyết định số 45/2016/QĐ-TTg ngày 19/10/2016")
    assert cited(*texts) == [("45/2016/QĐ-TTg", "2016-10-19")]


def test_two_dates_are_two_citations() -> None:
    texts = ("Kế hoạch số 213/KH-UBND ngày 29/12/2022", "Kế hoạch số 213/KH-UBND ngày 29/12/2023")
    assert cited(*texts) == [("213/KH-UBND", "2022-12-29"), ("213/KH-UBND", "2023-12-29")]


def test_a_year_in_the_name_stands_for_the_bare_name() -> None:
    assert cited("Luật Viên chức", "Luật Viên chức năm 2010") == [("Luật Viên chức năm 2010", None)]


@pytest.mark.parametrize(
    "text",
    [
        "Số: 863/BC-SKHĐT",
        "(Ban hành kèm theo Báo cáo số 863/BC-SKHDT ngày 08/3/2024 của Sở)",
        "PHỤ LỤC KẾ HOẠCH (Kèm theo Quyết định số 7/QĐ-UBND ngày 02/3/2024 của UBND tỉnh)",
        "tỷ lệ 82/744; 30 hồ sơ/ngày x 22 ngày/tháng; 01/HS-SV; thứ 51/63",
        "Biểu số II.06a/VPCP/KSTT và Đề án 06/CP, ngày 15/8/2025",
        "Số:      /KH-SXD",
        "theo mẫu số 01/BC-TTHC; phiếu 02/KS-HL",
    ],
)
def test_own_number_captions_and_fractions_are_no_citations(text: str) -> None:
    own = Letterhead(number="863", symbol="BC-SKHĐT", date=dt.date(2024, 3, 8))
    assert cited(text, own=own) == []


def test_tells_type_place_and_print() -> None:
    piece = TextPiece("theo quyết định số 9/QĐ-STC ngày 2/3/2024", Place(page=2), "appendix")
    (citation,) = find_citations([piece], Letterhead())
    assert citation.type == "Quyết định"
    assert citation.printed == "quyết định số 9/QĐ-STC ngày 2/3/2024"
    assert (citation.place.page, citation.location) == (2, "appendix")


@settings(max_examples=examples(200), deadline=None)
@given(st.text(alphabet="Luật NĐ-CPQTg0123456789/., ngàynămsố()và", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    names = [name for name, _ in cited(text)]
    assert all(name == name.strip() and name for name in names)


def test_law_in_capitals_is_a_law_and_the_word_for_all_law_is_none() -> None:
    assert cited("DANH MỤC VĂN BẢN QUY PHẠM PHÁP LUẬT NĂM 2024", "XỬ LÝ KỶ LUẬT NĂM 2024") == []
    assert cited("LUẬT ĐẤT ĐAI NĂM 2024") == [("LUẬT ĐẤT ĐAI năm 2024", None)]
