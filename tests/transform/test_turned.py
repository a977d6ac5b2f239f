"""Tables with a body a column: their sums and rates, told by the table itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from contracts.layouts import project_layouts
from tests.helpers import table_text, text_document
from transform.finding import Finding
from transform.read import read
from transform.reading import Reading

HEAD = ["TT", "Nội dung", "Đơn vị tính", "Sở Y tế", "Sở Tư pháp", "Sở Xây dựng", "Tổng số"]
ROWS = [
    ["1", "Hồ sơ tiếp nhận", "Hồ sơ", "310", "2.040", "77", "2.427"],
    ["1.1", "Trực tuyến", "Hồ sơ", "200", "1.500", "50", "1.750"],
    ["1.2", "Trực tiếp", "Hồ sơ", "110", "540", "27", "677"],
    ["2", "Hồ sơ đã giải quyết", "Hồ sơ", "305", "2.030", "70", "2.405"],
    ["2.1", "Trước hạn, đúng hạn", "Hồ sơ", "300", "2.000", "60", "2.360"],
    ["3", "Tỷ lệ đúng hạn", "%", "98,36", "98,52", "85,71", "98,13"],
    ["4", "Thời gian giải quyết bình quân", "Ngày", "5", "9", "4", "8"],
]


def reading(rows: Sequence[Sequence[str]]) -> Reading:
    text = "Phụ lục 9\n\nKết quả giải quyết hồ sơ\n" + table_text([HEAD], rows)
    return read(text_document(text), project_layouts())


def found(rows: Sequence[Sequence[str]]) -> dict[str, Finding]:
    return {f.rule: f for f in reading(rows).findings if f.rule.startswith("M")}


def changed(row: int, column: int, text: str) -> list[list[str]]:
    return [
        [text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)]
        for r, cells in enumerate(ROWS)
    ]


def test_a_table_that_adds_up_has_no_findings() -> None:
    (table,) = reading(ROWS).tables
    assert (table.kind, table.layout) == ("indicator", "indicator-bodies")
    assert found(ROWS) == {}


@pytest.mark.parametrize(
    ("row", "column", "printed", "right", "rules"),
    [
        (1, 4, "1.050", "1.500", {"M1.r1.c5-parts", "M1.r2.c7-sum"}),
        (0, 6, "2.472", "2.427", {"M1.r1.c7-parts", "M1.r1.c7-sum"}),
        (5, 4, "95,52", "98,52", {"M1.r6.c5-ratio"}),
        (3, 3, "3.050", "305", {"M1.r4.c7-sum", "M1.r6.c4-ratio"}),
    ],
)
def test_a_wrong_figure_is_found_and_named_as_it_stands_in_print(
    row: int, column: int, printed: str, right: str, rules: set[str]
) -> None:
    findings = found(changed(row, column, printed))
    assert set(findings) == rules
    for finding in findings.values():
        (change,) = finding.hypotheses[0].changes
        assert (change.cell.row, change.cell.column) == (ROWS[row][0], HEAD[column])
        assert (change.before, change.after.replace(".", "")) == (printed, right.replace(".", ""))
        assert change.cell in finding.where


def test_a_column_that_is_no_sum_of_the_others_is_none() -> None:
    rows = [[*cells[:6], text] for cells, text in zip(ROWS, list("9876543"), strict=True)]
    assert not any(rule.endswith("-sum") for rule in found(rows))


def test_rows_under_another_are_not_always_its_parts() -> None:
    assert not any(rule.startswith("M1.r4") for rule in found(ROWS))
    rows = [*ROWS, ["2.2", "Trong đó: đất đai", "Hồ sơ", "3", "12", "4", "19"]]
    assert found(rows) == {}
