from __future__ import annotations

import pytest

from tests.helpers import read_tables, table_text
from transform.checks.run import check
from transform.checks.stale import stale_columns
from transform.finding import Finding
from transform.reading import Letterhead

HEADING = [["TT", "Nội dung chỉ tiêu", "Đơn vị tính", "Kỳ trước", "Kỳ này", "Ghi chú"]]
LABELS = [
    ("1.1", "Số TTHC đã được phê duyệt phương án đơn giản hóa", "Thủ tục"),
    ("1.2", "Số TTHC công bố mới", "Thủ tục"),
    ("1.3", "Số TTHC bãi bỏ, thay thế", "Thủ tục"),
    ("3.1.1", "Tổng số hồ sơ TTHC đã giải quyết xong", "Hồ sơ"),
    ("3.1.2", "Số hồ sơ TTHC giải quyết đúng hạn", "Hồ sơ"),
    ("3.4.1", "Tổng số PAKN đã tiếp nhận", "PAKN"),
]


def found(before: list[str], now: list[str]) -> tuple[Finding, ...]:
    rows = [
        [no, label, unit, old, new, ""]
        for (no, label, unit), old, new in zip(LABELS, before, now, strict=True)
    ]
    tables, _ = read_tables("Phụ lục 4\n\n" + table_text(HEADING, rows))
    return stale_columns(tables)


BEFORE = ["12", "31", "9", "1.744", "1.711", "27"]


def test_a_column_that_repeats_the_period_before_is_one_slip() -> None:
    (finding,) = found(BEFORE, BEFORE)
    assert finding.found.endswith("6 of 6 figures are those of the period before")
    assert finding.hypotheses[0].name == "previous period's value"
    assert {cell.column for cell in finding.where} == {"Kỳ này"}
    assert len(finding.where) == 6


@pytest.mark.parametrize(
    "now",
    [
        ["15", "28", "9", "1.902", "1.850", "31"],
        ["12", "31", "9", "1.744", "1.850", "31"],
    ],
)
def test_some_figures_that_are_the_same_are_no_finding(now: list[str]) -> None:
    assert not found(BEFORE, now)


def test_small_figures_agree_by_chance() -> None:
    assert not found(["1", "2", "0", "3", "3", "1"], ["1", "2", "0", "3", "3", "1"])


def test_the_check_is_among_those_of_a_document() -> None:
    rows = [
        [n, label, unit, old, old, ""] for (n, label, unit), old in zip(LABELS, BEFORE, strict=True)
    ]
    tables, _ = read_tables("Phụ lục 4\n\n" + table_text(HEADING, rows))
    assert any(f.rule.startswith("stale-column") for f in check(Letterhead(), tables, ()))
