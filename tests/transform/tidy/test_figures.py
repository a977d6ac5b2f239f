"""Figures in long form, and the state the reconciliation gives each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extract.document import Place
from tests.helpers import read_tables, table_text
from tests.load.readings import CONTRADICTION, FORM_ROWS, cell, form, report
from transform.finding import CellRef, Change, Derived, Finding, Hypothesis
from transform.reading import Column, LogicalRow, LogicalTable, Reading
from transform.tidy.figures import FigureIndex, figure_rows, figure_states, printed_figures
from transform.tidy.findings import notice_rows


def states(reading: Reading) -> dict[tuple[str | None, str], tuple[str, Decimal | None]]:
    """Return state and reconciled value by row number and basis."""
    figures = printed_figures(reading)
    rows = figure_rows(figures, figure_states(reading, FigureIndex(figures)), "f" * 64)
    return {
        (f.row.no, f.basis): (str(row["status"]), row["reconciled_value"])  # type: ignore[misc]
        for f, row in zip(figures, rows, strict=True)
    }


def finding(status: str, **changes: object) -> Finding:
    """Return the contradiction of the form with another status."""
    return replace(CONTRADICTION, status=status, **changes)  # type: ignore[arg-type]


def test_every_printed_cell_is_a_figure_once() -> None:
    figures = printed_figures(report())
    assert [f.no for f in figures] == list(range(1, 9))
    assert {f.basis for f in figures} == {"period", "cumulative"}


def test_tables_on_hold_give_no_figures() -> None:
    reading = report()
    held = replace(reading.tables[0], held="unknown headings")
    assert printed_figures(replace(reading, tables=(held,))) == ()


def test_only_the_changed_cell_is_corrected() -> None:
    found = states(report(findings=(finding("corrected"),)))
    assert found["3.1.2", "period"] == ("corrected", Decimal(711))
    assert found["3.1", "period"] == ("reported", Decimal("95.56"))


def test_a_proposal_leaves_the_reported_value() -> None:
    found = states(report(findings=(finding("proposed"),)))
    assert found["3.1.2", "period"] == ("proposed", Decimal(82))


@pytest.mark.parametrize("status", ["ambiguous", "noted", "too_entangled"])
def test_what_is_not_decided_marks_every_cell(status: str) -> None:
    found = states(report(findings=(finding(status),)))
    assert [found[no, "period"][0] for no in ("3.1", "3.1.1", "3.1.2", "3.2")] == [
        status,
        status,
        status,
        "reported",
    ]


def test_the_strongest_finding_wins_in_any_order() -> None:
    weak, strong = finding("noted"), finding("corrected")
    for findings in ((weak, strong), (strong, weak)):
        assert states(report(findings=findings))["3.1.2", "period"] == ("corrected", Decimal(711))


def test_a_correction_without_explanation_is_only_noted() -> None:
    found = states(report(findings=(finding("corrected", hypotheses=()),)))
    assert found["3.1.2", "period"] == ("noted", Decimal(82))


def test_a_proposal_that_is_no_number_is_only_noted() -> None:
    change = Change(cell("3.1", "PL4.3.1"), "%", "phòng")
    unit = finding("proposed", hypotheses=(Hypothesis("count in a rate cell", (change,), 0.9),))
    assert states(report(findings=(unit,)))["3.1", "period"] == ("noted", Decimal("95.56"))


def test_a_blank_is_derived_and_a_printed_figure_never() -> None:
    blank = Derived(CellRef("Phụ lục 4", "3.1", "Lũy kế", "PL4.3.1"), "23,81", "r")
    printed = Derived(cell("3.1.1", "PL4.3.1.1"), "745", "r")
    found = states(report(findings=(), derived=(blank, printed)))
    assert found["3.1", "cumulative"] == ("derived", Decimal("23.81"))
    assert found["3.1.1", "period"] == ("reported", Decimal(744))


def test_a_cell_is_found_by_row_where_it_has_no_code() -> None:
    index = FigureIndex(printed_figures(report()))
    found = index.find(CellRef("PHỤ LỤC 4", "3.2.", "lũy kế"))
    assert found is not None
    assert (found.row.no, found.basis) == ("3.2", "cumulative")
    assert index.find(CellRef("Phụ lục 5", "3.2", None)) is None
    assert index.find(CellRef(None, None, None)) is None


def test_of_two_rows_with_one_number_the_place_decides() -> None:
    index = FigureIndex(printed_figures(report(rows=[FORM_ROWS[0], FORM_ROWS[0]], findings=())))
    found = index.find(CellRef("Phụ lục 4", "3.1", "Số liệu", "PL4.3.1", Place(line=102)))
    assert found is not None
    assert found.row_no == 2


def test_columns_of_the_period_before_are_read_here() -> None:
    table = form(FORM_ROWS[:1])
    columns = (*table.columns[:5], Column("Kỳ trước", role="previous"))
    row = replace(table.rows[0], cells=(*table.rows[0].cells[:5], "90,1"))
    reading = replace(report(), tables=(replace(table, columns=columns, rows=(row,)),))
    assert [(f.basis, f.number.value) for f in printed_figures(reading)] == [
        ("period", Decimal("95.56")),
        ("cumulative", None),
        ("previous", Decimal("90.1")),
    ]


def test_two_columns_of_one_basis_are_told_apart_by_heading() -> None:
    table = form(FORM_ROWS[1:2])
    columns = (
        *table.columns[:4],
        Column("Tháng 2", ("Số liệu", "Tháng 2"), "value"),
        table.columns[5],
    )
    reading = replace(report(), tables=(replace(table, columns=columns),))
    first, second = printed_figures(reading)
    assert (first.breakdown, second.breakdown) == ("Số liệu", "Số liệu / Tháng 2")
    assert (first.number.value, second.number.value) == (Decimal(744), Decimal(7920))


def test_a_matrix_gives_a_figure_for_every_column_of_its_rows() -> None:
    columns = (
        Column("STT", role="no"),
        Column("Lĩnh vực", role="label"),
        Column("Tổng số", ("Tiếp nhận", "Tổng số")),
        Column("Quá hạn", ("Giải quyết", "Quá hạn")),
    )
    rows = tuple(
        LogicalRow("item", no, None, no, label, (no, label, "10", "-"), (Place(line=5),))
        for no, label in (("1", "Đất đai"), ("2", "Hộ tịch"))
    )
    reading = replace(report(), tables=(LogicalTable(0, "matrix", None, None, columns, rows),))
    figures = printed_figures(reading)
    assert [f.breakdown for f in figures[:2]] == ["Tiếp nhận / Tổng số", "Giải quyết / Quá hạn"]
    rows_made = figure_rows(figures, {}, "f" * 64)
    assert [row["field_name"] for row in rows_made] == ["Đất đai"] * 2 + ["Hộ tịch"] * 2


def test_a_number_too_long_to_keep_is_unreadable_and_noticed() -> None:
    long = ("1", "Tổng", "", "1.234.567.890.123.456.789.012", "", None)
    reading = report(rows=[long], findings=())
    figures = printed_figures(reading)
    row = figure_rows(figures, {}, "f" * 64)[0]
    assert (row["blank_kind"], row["reported_value"]) == ("unreadable", None)
    assert row["printed"] == long[3]
    assert notice_rows(reading, figures)[-1]["notice_code"] == "number_too_long"


def test_quarters_beside_the_period_are_figures_of_their_own() -> None:
    head = [["STT", "Chỉ tiêu", "ĐVT", "Quý I", "Quý II", "Lũy kế", "So sánh (%)"]]
    row = ["3.1", "Số sở, ngành đã kiểm tra", "Cơ quan, đơn vị", "2", "5", "7", "150"]
    tables, notices = read_tables("Phụ lục 2\n" + table_text(head, [row]))
    figures = printed_figures(replace(report(), tables=tuple(tables)))
    assert [(f.basis, f.breakdown, f.number.value) for f in figures] == [
        ("period", "Quý I", Decimal(2)),
        ("period", "Quý II", Decimal(5)),
        ("cumulative", None, Decimal(7)),
    ]
    assert [n.code for n in notices] == ["column_not_loaded"]


def test_a_cell_without_row_number_is_found_by_its_place() -> None:
    head = [["STT", "Đơn vị", "Số hồ sơ tiếp nhận", "Đã giải quyết"]]
    rows = [["1", "Sở A", "7", "6"], ["", "Tổng cộng", "7", "6"]]
    tables, _ = read_tables(table_text(head, rows))
    index = FigureIndex(printed_figures(replace(report(), tables=tuple(tables))))
    found = index.find(CellRef(None, "Tổng cộng", "Đã giải quyết", None, Place(line=3)))
    assert found is not None
    assert (found.row_no, found.breakdown) == (2, "resolved.total")
