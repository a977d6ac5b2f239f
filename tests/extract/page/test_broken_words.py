"""Words and figures that a narrow column broke inside."""

from __future__ import annotations

import pytest

from extract.page.broken_words import is_broken
from tests.extract.pdf.ruled import ruled
from tests.extract.pdf.samples import read, tables
from tests.extract.pdf.writer import PageWriter

KNOWN = frozenset(("VBQPPL", "UBND"))


@pytest.mark.parametrize(
    ("parts", "rest"),
    [
        (["Triệ"], "u"), (["phươn"], "g"), (["Chư"], "a"), (["nghi"], "ệp"), (["ngh", "iệ"], "p"),
        (["(ĐVSN"], ")"), (["303.95"], "7"), (["88,5"], "5%"), (["01/20"], "26"),
        (["VBQP"], "PL"), (["THÀN"], "H"), (["Platfo"], "rm"),
        (["1.00782"], "1"), (["(ĐVSNC"], "L)"),
    ],
)  # fmt: skip
def test_parts_of_a_word(parts: list[str], rest: str) -> None:
    assert is_broken(parts, rest, KNOWN)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Triệu", "đồng"), ("Đơn", "vị"), ("Sở", "TTTT"), ("của", "ủy"), ("UBND", "TP"),
        ("Quý", "I"), ("Cơ", "quan,"), ("12", "15"), ("1.234", "5.678"), ("2024", "15"),
        ("Tháng", "5"), ("tác,", "ít"),
    ],
)  # fmt: skip
def test_whole_words(text: str, rest: str) -> None:
    assert not is_broken([text], rest, KNOWN)


@pytest.mark.parametrize(("parts", "rest"), [(["nghiệp", "(ĐVSN"], ")"), (["quyền", "chuyể"], "n")])
def test_the_word_before_is_none_of_the_parts(parts: list[str], rest: str) -> None:
    assert not is_broken(parts, rest, KNOWN)


def test_a_narrow_column() -> None:
    page = PageWriter()
    ruled(page, (50, 75, 200, 222, 258, 400), 80, [
        ("1", "Kế hoạch được giao", "Triệ\nu\nđồng", "303.95\n7", "Theo báo cáo\ntài chính"),
        ("2", "Số đơn vị tại địa phương", "Đơn\nvị", "9", "Đơn vị\nđã báo cáo"),
    ])  # fmt: skip
    assert tables(read([page])) == [(
        ("1", "Kế hoạch được giao", "Triệu đồng", "303.957", "Theo báo cáo tài chính"),
        ("2", "Số đơn vị tại địa phương", "Đơn vị", "9", "Đơn vị đã báo cáo"),
    )]  # fmt: skip


def test_words_in_a_column_with_room_are_not_looked_at() -> None:
    page = PageWriter()
    ruled(page, (50, 75, 200, 400), 80, [
        ("1", "Kế hoạch được giao", "to\nán"),
        ("2", "Số đơn vị tại địa phương", "Một dòng dài cho thấy cột còn chỗ"),
    ])  # fmt: skip
    assert tables(read([page]))[0][0][2] == "to án"
