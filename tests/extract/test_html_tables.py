"""Tables that a converter left as HTML between the lines of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.document import TableFragment, TextBlock
from tests.helpers import text_document

TABLE = """<table>
<tr><th rowspan="2">STT</th><th rowspan="2">Đơn vị</th><th colspan="2">Tiếp nhận</th></tr>
<tr><th>Trong kỳ</th><th>Kỳ&nbsp;trước</th></tr>
<tr><td>1</td><td>Sở<br>Nội vụ</td><td>120</td><td></td></tr>
</table>"""


def test_cells_keep_spans_text_and_line() -> None:
    above, table, below = text_document(f"Phụ lục 1\n\n{TABLE}\nHết\n").blocks
    assert isinstance(above, TextBlock)
    assert isinstance(below, TextBlock)
    assert isinstance(table, TableFragment)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["STT", "Đơn vị", "Tiếp nhận"],
        ["", "", "Trong kỳ", "Kỳ trước"],
        ["1", "Sở Nội vụ", "120", ""],
    ]
    assert [(c.row_span, c.column_span) for c in table.rows[0]] == [(2, 1), (2, 1), (1, 2)]
    assert [c.covered for c in table.rows[1]] == [True, True, False, False]
    assert [row[-1].place.line for row in table.rows] == [4, 5, 6]
    assert table.rows[0][0].bold


def test_a_table_in_a_cell_is_text_of_that_cell() -> None:
    inner = "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"
    document = text_document(f"<table><tr><td>1</td><td>x {inner}</td></tr></table>")
    [table] = document.fragments()
    assert [[cell.text for cell in row] for row in table.rows] == [["1", "x ab"]]


def test_a_table_that_never_closes_stays_text() -> None:
    document = text_document("<table>\n<tr><td>a\nMột dòng\n")
    assert not list(document.fragments())
    assert any("Một dòng" in block.text for block in document.text_blocks())


@given(st.text(alphabet='<>/tabledr="5 \n', max_size=120))
def test_no_text_breaks_the_reader(inside: str) -> None:
    text_document(f"a\n<table>{inside}</table>\nb\n")
