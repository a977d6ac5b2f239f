"""Letterheads of invented documents of many provinces and bodies."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers import examples
from tests.transform.letterhead_variants import VARIANTS, Variant, document
from transform.letterhead import read_letterhead
from transform.reading import Letterhead

FIELDS = [
    "doc_type",
    "number",
    "symbol",
    "place",
    "date",
    "date_partial",
    "issuing_body",
    "province",
    "department",
    "title",
    "period_start",
    "period_end",
    "signer",
    "signer_title",
    "recipients",
]


def printed(head: Letterhead) -> dict[str, Any]:
    """Return the fields as they are compared: dates ISO, blanks left out."""
    values = {name: getattr(head, "place_name" if name == "place" else name) for name in FIELDS}
    plain = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in values.items()
    }
    plain["recipients"] = list(head.recipients)
    return {name: value for name, value in plain.items() if value not in (None, [])}


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda v: v.name)
def test_reads_every_field(variant: Variant) -> None:
    head, _ = read_letterhead(document(*variant.blocks))
    assert printed(head) == variant.expected


def test_draft_keeps_the_month_and_year() -> None:
    head, _ = read_letterhead(
        document("Số: /KH-SNV\nHà Giang, ngày    tháng 02 năm 2024\nKẾ HOẠCH\nCải cách hành chính")
    )
    assert (head.number, head.date, head.date_partial) == (None, None, "2024-02")


def test_impossible_date_is_told() -> None:
    head, notices = read_letterhead(
        document(
            "SỞ Y TẾ\nSố: 3/BC-SYT\nHà Nam, ngày 30 tháng 02 năm 2024\nBÁO CÁO\nCông tác năm 2023"
        )
    )
    assert head.date is None
    assert [notice.code for notice in notices] == ["impossible_date"]


def test_nothing_known_is_told() -> None:
    head, notices = read_letterhead(document("Một đoạn văn bất kỳ."))
    assert head == Letterhead()
    assert {notice.code for notice in notices} == {
        "unknown_document_type",
        "unknown_issuer",
        "unknown_province",
    }


@pytest.mark.parametrize(
    ("place", "year", "province"),
    [
        ("Bắc Giang", 2024, "Bắc Giang"),
        ("Bắc Giang", 2026, "Bắc Ninh"),
        ("Huế", 2024, "Thừa Thiên Huế"),
        ("Huế", 2025, "Huế"),
        ("Buôn Ma Thuột", 2024, "Đắk Lắk"),
        ("Đăk Lăk", 2024, "Đắk Lắk"),
        ("Khánh Hoà", 2024, "Khánh Hòa"),
        ("TP. Mỹ Tho", 2024, "Tiền Giang"),
        ("Tp. Hồ Chí Minh", 2024, "Hồ Chí Minh"),
        ("Bà Rịa – Vũng Tàu", 2024, "Bà Rịa - Vũng Tàu"),
    ],
)
def test_province_of_a_place_on_its_day(place: str, year: int, province: str) -> None:
    text = f"SỞ Y TẾ\nSố: 3/KH-SYT\n{place}, ngày 05 tháng 02 năm {year}\nKẾ HOẠCH\nTuyên truyền"
    head, _ = read_letterhead(document(text))
    assert (head.place_name, head.province) == (place, province)


def test_committee_of_a_city_is_no_province_before_the_city_was_one() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nSố: 3/KH-UBND\nHuế, ngày 05 tháng 02 năm {}\nKẾ HOẠCH\nA"
    )
    before, _ = read_letterhead(document(text.format(2023)))
    after, _ = read_letterhead(document(text.format(2025)))
    assert (before.province, before.agency_key) == ("Thừa Thiên Huế", "UBND_HUYEN")
    assert (after.province, after.agency_key) == ("Huế", "UBND_TINH")


def test_recipients_behind_the_archive_line() -> None:
    text = (
        "KẾ HOẠCH\nA\nNơi nhận:\n- Lãnh đạo Sở;\n- Lưu: VT;\n- Trang tin Sở.\nGIÁM ĐỐC\nLê Văn Út"
    )
    head, _ = read_letterhead(document(text))
    assert head.recipients == ("Lãnh đạo Sở;", "Lưu: VT;", "Trang tin Sở.")


def test_degree_and_rank_are_no_part_of_a_name() -> None:
    text = "KẾ HOẠCH\nA\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n{} Lò Thị Hặc"
    signers = {
        read_letterhead(document(text.format(degree)))[0].signer
        for degree in ("TS.", "ThS. BS.", "Đại tá")
    }
    assert signers == {"Lò Thị Hặc"}


PARTS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "Số: /KH-",
                "Số: 12/BC-SNV",
                "BÁO CÁO",
                "PHỤ LỤC",
                "UBND TỈNH",
                "Nơi nhận:",
                "KT. GIÁM ĐỐC",
                "Huế, ngày 99 tháng 99 năm 2024",
                "(Ban hành kèm theo Quyết định số /QĐ-UBND ngày",
                "Quý V năm 2024",
            ]
        ),
    ),
    max_size=12,
)


@settings(max_examples=examples(150), deadline=None)
@given(PARTS)
def test_any_text_gives_a_letterhead(lines: list[str]) -> None:
    head, _ = read_letterhead(document("\n".join(lines)))
    assert head.date is None or head.date_partial is None
    assert all(item.strip() for item in head.recipients)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=3), min_size=1, max_size=5))
def test_any_table_gives_a_letterhead(rows: list[list[str]]) -> None:
    head, _ = read_letterhead(document(rows, "BÁO CÁO\nCông tác năm 2023"))
    assert head.signer is None or len(head.signer.split()) > 1


def test_the_stamp_of_a_receiving_office_is_no_part_of_the_letterhead() -> None:
    text = (
        "VĂN BẢN ĐẾN\nSố: 4471\nNgày: 23/01/2024\nChuyển: P.CCHC\nUBND TỈNH LÀO CAI\nSỞ Y TẾ\n"
        "Số: 12/BC-SYT\nLào Cai, ngày 19 tháng 01 năm 2024\nBÁO CÁO\nCông tác năm 2023\nĐẾN\n"
        "Số: 88\nSở Y tế báo cáo như sau:"
    )
    head, _ = read_letterhead(document(text))
    assert (head.number, head.symbol, head.title) == ("12", "BC-SYT", "Công tác năm 2023")
    assert head.date is not None and head.date.isoformat() == "2024-01-19"


def test_a_remark_on_the_days_counted_is_no_part_of_the_title() -> None:
    text = (
        "SỞ Y TẾ\nSố: 1/BC-SYT\nBÁO CÁO\nCông tác quý II năm 2024\n"
        "(Thời điểm báo cáo: từ 15/3/2024 đến 14/6/2024)"
    )
    head, _ = read_letterhead(document(text))
    assert head.title == "Công tác quý II năm 2024"


def test_the_form_of_a_company_may_be_left_out_in_the_text() -> None:
    text = (
        "TỔNG CÔNG TY CẤP NƯỚC SÀI GÒN TNHH MTV\nSố: 1/BC-TCT\nBÁO CÁO\nCông tác năm 2022\n"
        "Tổng Công ty Cấp nước Sài Gòn báo cáo như sau:"
    )
    head, _ = read_letterhead(document(text))
    assert head.issuing_body == "Tổng Công ty Cấp nước Sài Gòn TNHH MTV"
