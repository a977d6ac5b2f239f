"""Numbers as Vietnamese offices print them, and printing them back."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.vietnamese.numbers import format_number, parse_number

READ = [
    ("7.920", None, "7920", 0),
    ("904.225", "hồ sơ", "904225", 0),
    ("95,56", "%", "95.56", 2),
    ("99.41%", None, "99.41", 2),
    ("13,7%", "%", "13.7", 1),
    ("3,45 %", None, "3.45", 2),
    ("03", None, "3", 0),
    ("9 9,2%", None, "99.2", 1),
    ("7. 920", None, "7920", 0),
    ("1 234 567", None, "1234567", 0),
    ("1377", None, "1377", 0),
    ("143¹", None, "143", 0),
    ("143 (1)", None, "143", 0),
    ("143*", None, "143", 0),
    ("82 ¹⁾", None, "82", 0),
    ("95,56 (1)", "%", "95.56", 2),
    ("-5", None, "-5", 0),
    ("– 5,2", None, "-5.2", 1),
    ("51 biên chế", None, "51", 0),
    ("12 hồ sơ", None, "12", 0),
    ("12hồ sơ", None, "12", 0),
    ("8 người (2 nữ)", None, "8", 0),
    ("5,65 ngàn", "hồ sơ", "5650", 0),
    ("1,488 triệu hồ sơ", None, "1488000", 0),
    ("1,488 triệu", "Triệu hồ sơ", "1.488", 3),
    ("108,987 tỷ đồng", "triệu đồng", "108987", 0),
    ("4,8 tỉ", "tỷ đồng", "4.8", 1),
    ("103,5%", None, "103.5", 1),
    ("116/127 = 91,34%", "%", "91.34", 2),
    ("(97,4%).", None, "97.4", 1),
    ("1,234,567", None, "1234567", 0),
    ("0.137", None, "0.137", 3),
    ("12.", None, "12", 0),
]


@pytest.mark.parametrize(("printed", "unit", "value", "decimals"), READ)
def test_reads_value_and_printed_decimals(
    printed: str, unit: str | None, value: str, decimals: int
) -> None:
    number = parse_number(printed, unit=unit)
    assert (number.kind, number.value, number.decimals) == ("number", Decimal(value), decimals)
    assert number.printed == printed


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("", "blank"),
        (" \u00a0", "blank"),
        ("…", "blank"),
        ("-", "dash"),
        ("–", "dash"),
        ("0/0", "zero_over_zero"),
        ("0/0 = 0", "zero_over_zero"),
        ("0", "zero"),
        ("0,00%", "zero"),
        ("0 hồ sơ", "zero"),
    ],
)
def test_keeps_kinds_of_blank_apart(printed: str, kind: str) -> None:
    assert parse_number(printed).kind == kind


@pytest.mark.parametrize(
    "printed",
    ["12a", "12 a", "12ab", "116/127", "15/8/2025", "30.6.2008", "1.23.456", "1. Sở Nội vụ",
     "70% - dưới 100%", "2024-2025", "Có", "12 tháng 3 năm 2024"],
)  # fmt: skip
def test_reports_what_is_no_number(printed: str) -> None:
    assert parse_number(printed).kind == "unreadable"
    assert parse_number(printed).value is None


@pytest.mark.parametrize(
    ("printed", "unit", "value", "others"),
    [
        ("7.920", None, "7920", ["7.92"]),
        ("1,234", None, "1.234", ["1234"]),
        ("99.412", "%", "99.412", ["99412"]),
        ("744 (711)", None, "744", ["711"]),
        ("10 (100%)", "%", "100", ["10"]),
    ],
)
def test_keeps_the_other_reading(
    printed: str, unit: str | None, value: str, others: list[str]
) -> None:
    number = parse_number(printed, unit=unit)
    assert number.value == Decimal(value)
    assert list(number.alternatives) == [Decimal(other) for other in others]


@pytest.mark.parametrize(("printed", "limit"), [(">100%", "100"), ("trên 90%", "90")])
def test_a_bound_is_no_figure_but_keeps_its_limit(printed: str, limit: str) -> None:
    number = parse_number(printed)
    assert (number.kind, number.alternatives) == ("unreadable", (Decimal(limit),))


@pytest.mark.parametrize(
    ("value", "decimals", "grouped", "text"),
    [
        ("23.81", None, False, "23,81"),
        ("1234567.5", None, True, "1.234.567,5"),
        ("7110", None, False, "7110"),
        ("12.5", 0, False, "13"),
        ("99.4", 2, False, "99,40"),
        ("1E+2", None, False, "100"),
    ],
)
def test_prints_as_reports_do(value: str, decimals: int | None, grouped: bool, text: str) -> None:
    assert format_number(Decimal(value), decimals, grouped=grouped) == text


@given(st.text(max_size=40))
def test_any_text_has_a_reading(text: str) -> None:
    number = parse_number(text, unit="%")
    assert (number.value is None) == (number.kind in ("blank", "dash", "unreadable"))


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=4),
    st.integers(min_value=0, max_value=4),
    st.booleans(),
)
def test_what_is_printed_reads_back(value: Decimal, decimals: int, grouped: bool) -> None:
    fixed = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    number = parse_number(format_number(value, decimals, grouped=grouped))
    assert number.value == fixed
    assert number.decimals == decimals
