from __future__ import annotations

from contracts.layouts import project_layouts
from extract.document import Source
from extract.text import read_text
from transform.inspection import Json, as_json
from transform.read import read


def inspected(text: str) -> list[Json]:
    data = text.encode()
    document = read_text(data, Source("a.txt", "0" * 64, "text/plain", len(data)))
    (table,) = as_json(read(document, project_layouts()))["tables"]
    rows: list[Json] = table["rows"]
    return rows


def test_figures_beside_that_of_the_period_are_shown_by_their_columns() -> None:
    first, second = inspected(
        "STT\tChỉ tiêu\tKỳ này\tCùng kỳ năm trước\tSo sánh (%)\n"
        "1\tSố hồ sơ tiếp nhận\t12 345\t11.980\t+3\n2\tSố hồ sơ trả lại\t-\t15\tGiảm\n"
    )
    assert first["value"] == 12345
    assert first["values"] == {"Kỳ này": 12345, "Cùng kỳ năm trước": 11980, "So sánh (%)": 3}
    assert second["values"] == {"Kỳ này": None, "Cùng kỳ năm trước": 15}


def test_a_row_of_one_figure_shows_no_others() -> None:
    (row,) = inspected("STT\tChỉ tiêu\tĐơn vị tính\tSố liệu\n1\tSố văn bản\tVăn bản\t3\n")
    assert row["value"] == 3
    assert "values" not in row
