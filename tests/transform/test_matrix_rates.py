"""Which columns a rate is the share of, told by the rows of its table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from contracts.layouts import project_layouts
from tests.helpers import table_text, text_document
from transform.finding import Finding
from transform.matrix_rates import fits
from transform.read import read
from transform.vietnamese.numbers import parse_number

PLAIN = ["STT", "Đơn vị", "Tiếp nhận", "Đã giải quyết", "Đúng hạn", "Quá hạn", "Tỷ lệ đúng hạn (%)"]
PLAIN_ROWS = [
    ["1", "Sở Y tế", "1.210", "1.204", "1.163", "41", "96,59"],
    ["2", "Sở Tư pháp", "250", "246", "244", "2", "99,19"],
    ["3", "Sở Xây dựng", "381", "376", "352", "24", "93,62"],
    ["4", "Sở Nội vụ", "90", "90", "90", "0", "100"],
    ["", "Tổng cộng", "1.931", "1.916", "1.849", "67", "96,50"],
]
# neither what was resolved nor what was in time is printed as such
SUMMED = ["STT", "Đơn vị", "Tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn", "Tỷ lệ đúng hạn (%)"]
SUMMED_ROWS = [
    ["1", "Sở Y tế", "1.210", "163", "1.000", "41", "96,59"],
    ["2", "Sở Tư pháp", "250", "44", "200", "2", "99,19"],
    ["3", "Sở Xây dựng", "381", "52", "300", "24", "93,62"],
    ["4", "Sở Nội vụ", "95", "10", "80", "3", "96,77"],
    ["", "Tổng cộng", "1.936", "269", "1.580", "70", "96,35"],
]


def ratios(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Finding]:
    text = "Biểu số 1\n\nKết quả giải quyết thủ tục hành chính\n" + table_text([head], rows)
    return [f for f in read(text_document(text), project_layouts()).findings if f.kind == "ratio"]


def changed(rows: Sequence[Sequence[str]], row: int, column: int, text: str) -> list[list[str]]:
    return [
        [text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)]
        for r, cells in enumerate(rows)
    ]


@pytest.mark.parametrize(("head", "rows"), [(PLAIN, PLAIN_ROWS), (SUMMED, SUMMED_ROWS)])
def test_rates_that_hold_are_silent(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    assert ratios(head, rows) == []


@pytest.mark.parametrize(
    ("head", "rows", "row", "right"),
    [
        (PLAIN, PLAIN_ROWS, 0, "96,59"),
        (PLAIN, PLAIN_ROWS, 4, "96,50"),
        (SUMMED, SUMMED_ROWS, 1, "99,19"),
        (SUMMED, SUMMED_ROWS, 4, "96,35"),
    ],
)
def test_a_wrong_rate_is_found_by_what_the_other_rows_print(
    head: Sequence[str], rows: Sequence[Sequence[str]], row: int, right: str
) -> None:
    (finding,) = ratios(head, changed(rows, row, 6, "86,59"))
    (change,) = finding.hypotheses[0].changes
    assert change.cell.column == "Tỷ lệ đúng hạn (%)"
    assert change.before == "86,59"
    assert Decimal(change.after.replace(",", ".")) == Decimal(right.replace(",", "."))
    assert "the other rows print" in finding.advice


def test_a_rate_that_should_be_is_rounded_half_up() -> None:
    rates = ["96", "99", "94", "85", "96"]
    rows = [[*cells[:6], rate] for cells, rate in zip(SUMMED_ROWS, rates, strict=True)]
    # 100 x 173 / 200 = 86,5; rows as round as these confirm another definition no less
    rows[3] = ["4", "Sở Nội vụ", "200", "73", "100", "27", "83"]
    (finding,) = ratios(SUMMED, [*rows[:4], ["", "Tổng cộng", "2.041", "332", "1.600", "94", "95"]])
    assert {h.changes[0].after for h in finding.hypotheses} == {"87", "88"}
    assert finding.status == "ambiguous"


def test_a_wrong_count_breaks_the_rate_that_the_headings_name() -> None:
    (finding,) = ratios(PLAIN, changed(PLAIN_ROWS, 1, 3, "346"))
    assert finding.found == "99,19 ≠ 244/346"
    assert finding.hypotheses[0].changes[0].after == "246"


def test_what_follows_from_a_count_in_doubt_is_not_said_of_the_rate() -> None:
    assert ratios(SUMMED, changed(SUMMED_ROWS, 1, 4, "300")) == []


def test_a_total_may_print_the_mean_of_its_rates() -> None:
    assert ratios(PLAIN, changed(PLAIN_ROWS, 4, 6, "97,35")) == []


def test_rates_that_the_rows_do_not_explain_are_left_alone() -> None:
    rates = ["71", "82", "93", "64", "75"]
    rows = [[*cells[:6], rate] for cells, rate in zip(PLAIN_ROWS, rates, strict=True)]
    assert ratios(PLAIN, rows) == []


@pytest.mark.parametrize(
    ("rate", "part", "whole", "right"),
    [
        ("95,56", 711, 744, True),
        ("91,34", 116, 127, True),
        ("66,6", 2, 3, True),
        ("66,8", 2, 3, False),
        ("100", 0, 0, True),
        ("50", 0, 0, False),
        ("50", 1, 0, False),
        ("", 1, 2, False),
    ],
)
def test_a_rate_is_as_exact_as_it_is_printed(rate: str, part: int, whole: int, right: bool) -> None:
    assert fits(parse_number(rate, unit="%"), Decimal(part), Decimal(whole)) is right
