from __future__ import annotations

import datetime as dt

import pytest

from contracts.layouts import project_layouts
from tests.helpers import table_text, text_document
from transform.header_periods import Span, dated_measures, dated_roles, reported_span
from transform.inspection import as_json
from transform.read import read
from transform.reading import Column, Letterhead

HALF = Span(dt.date(2024, 1, 1), dt.date(2024, 6, 30))
SECOND = Span(dt.date(2024, 3, 15), dt.date(2024, 6, 14))


def roles(span: Span | None, *columns: tuple[str, str]) -> tuple[str | None, ...]:
    named = [Column(path, tuple(path.split(" / "))) for path, _ in columns]
    return dated_roles(named, [role for _, role in columns], span)


@pytest.mark.parametrize(
    ("span", "columns", "expected"),
    [
        (SECOND, [("Năm 2023 / Quý II", "value"), ("Năm 2024 / Quý II", "interval")],
         ("previous", "value")),
        (SECOND, [("Quý I", "interval"), ("Quý II", "interval"), ("6 tháng đầu năm", "interval")],
         ("interval", "value", "cumulative")),
        (HALF, [("6 tháng đầu năm 2023", "value"), ("6 tháng đầu năm 2024", "interval")],
         ("previous", "value")),
        (HALF, [("Lũy kế năm 2023", "cumulative"), ("Kỳ này", "value")], ("previous", "value")),
        (HALF, [("Quý I", "value"), ("Quý II", "interval")], ("interval", "interval")),
        (HALF, [("Kế hoạch năm 2024", "planned"), ("Số liệu", "value")], ("planned", "value")),
        (HALF, [("Số liệu", "value"), ("Kỳ trước", "previous")], ("value", "previous")),
    ],
)  # fmt: skip
def test_the_period_of_the_report_tells_its_column(
    span: Span, columns: list[tuple[str, str]], expected: tuple[str, ...]
) -> None:
    assert roles(span, *columns) == expected


def test_without_a_period_nothing_changes() -> None:
    assert roles(None, ("Năm 2023", "value"), ("Năm 2024", "interval")) == ("value", "interval")
    assert reported_span(Letterhead(period_start=dt.date(2024, 1, 1))) is None


def test_a_report_of_this_year_beside_the_last() -> None:
    head = "SỞ Y TẾ\nSố: 12/BC-SYT\nBÁO CÁO\nCông tác cải cách hành chính năm 2024\n\nPhụ lục 4\n\n"
    text = head + table_text(
        [["STT", "Chỉ tiêu", "ĐVT", "Năm 2023", "Năm 2024", "So với cùng kỳ (%)"]],
        [
            ["1.2", "Số TTHC công bố mới", "Thủ tục", "10", "14", "140"],
            ["1.3", "Số TTHC bãi bỏ, thay thế", "Thủ tục", "3", "4", "133"],
        ],
    )
    (table,) = as_json(read(text_document(text), project_layouts()))["tables"]
    assert table["roles"]["Năm 2023"] == "previous"
    assert table["roles"]["Năm 2024"] == "value"
    assert table["roles"]["So với cùng kỳ (%)"] == "compared"
    assert [row["value"] for row in table["rows"]] == [14, 4]


def measures(span: Span | None, *paths: str) -> tuple[str | None, ...]:
    columns = [Column(path, tuple(path.split(" / "))) for path in paths]
    return dated_measures(columns, ["received.total"] * len(columns), span)


def test_groups_of_other_periods_are_not_figures_of_the_period() -> None:
    paths = ("Năm 2023 / Tiếp nhận", "6 tháng đầu năm 2024 / Tiếp nhận")
    assert measures(HALF, *paths) == ("received.total.previous", "received.total")
    assert measures(SECOND, "Quý I / Tiếp nhận", "6 tháng đầu năm / Tiếp nhận") == (
        "received.total.interval", "received.total.cumulative",
    )  # fmt: skip


def test_a_heading_that_says_more_than_a_period_names_none() -> None:
    paths = ("Tiếp nhận / Tồn năm 2023 chuyển sang", "Tiếp nhận / Mới")
    assert measures(HALF, *paths) == ("received.total", "received.total~2")
    assert measures(None, *paths) == ("received.total", "received.total")
