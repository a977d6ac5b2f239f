from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue import indicators
from contracts.layouts import project_layouts
from extract.document import Block, Cell, Document, Place, Source, TableFragment, TextBlock
from transform.cut_columns import with_cut_columns
from transform.read import read

HEAD = ["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"]
FORM = [
    [item.number, item.label_vi, item.unit, "" if item.kind == "heading" else str(n), ""]
    for n, item in enumerate((i for i in indicators() if i.appendix == "PL5"), start=3)
]
TOP, STEP = 120.0, 15.0


def fragment(
    page: int, rows: Sequence[Sequence[str]], left: float = 50, top: float = TOP
) -> TableFragment:
    printed = tuple(
        tuple(
            Cell(text, Place(page=page, box=(left + 80 * j, y, left + 80 * (j + 1), y + STEP)))
            for j, text in enumerate(row)
        )
        for y, row in ((top + STEP * i, row) for i, row in enumerate(rows))
    )
    return TableFragment(printed, Place(page=page, box=(left, top, left + 400, top + 200)))


def line(page: int, text: str, top: float) -> TextBlock:
    return TextBlock(text, Place(page=page, box=(60, top, 300, top + 12)))


def document(*blocks: Block) -> Document:
    return Document(Source("a.pdf", "0" * 64, "application/pdf", 1), blocks)


def texts(found: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in f.rows] for f in found.fragments()]


def cut(page: int, rows: Sequence[Sequence[str]], at: int) -> tuple[TableFragment, TableFragment]:
    """Return a table in two, the columns from `at` on standing on the next page."""
    rest = fragment(page + 1, [row[at:] for row in rows], left=50.5 + at)
    return fragment(page, [row[:at] for row in rows]), rest


def joined(*blocks: Block) -> Document:
    return with_cut_columns(document(*blocks), project_layouts())


@given(st.integers(1, 4), st.lists(st.lists(st.text(max_size=5), min_size=5, max_size=5),
                                   min_size=3, max_size=12))  # fmt: skip
def test_columns_of_the_next_page_stand_beside_their_rows(at: int, data: list[list[str]]) -> None:
    rows = [HEAD, *([str(i), *row[1:]] for i, row in enumerate(data, start=1))]
    assert texts(joined(*cut(1, rows, at))) == [rows]


def test_figures_are_read_and_lead_to_the_page_they_stand_on() -> None:
    left, right = cut(1, [HEAD, *FORM], 2)
    title = (line(1, "Phụ lục 5", 60), line(1, "THỐNG KÊ SỐ LIỆU", 80))
    reading = read(
        document(*title, left, line(2, "CHỈ ĐẠO, ĐIỀU HÀNH", 81), right), project_layouts()
    )
    (table,) = reading.tables
    assert table.held is None
    assert [(row.no, row.cells[3]) for row in table.rows] == [(r[0], r[3]) for r in FORM]
    assert [place.page for place in table.rows[1].cell_places] == [1, 1, 2, 2, 2]


def test_pages_that_go_down_first_meet_their_own_rest() -> None:
    more = [[str(n), f"Chỉ tiêu {n}", "Người", str(n * 7), ""] for n in range(len(FORM) + 1)]
    first, rest = cut(1, [HEAD, *FORM], 3)
    second, last = cut(2, more, 3)
    pages = [first, second, fragment(3, rows_of(rest), 53.5), fragment(4, rows_of(last), 53.5)]
    assert texts(joined(*pages)) == [[HEAD, *FORM], more]


def rows_of(one: TableFragment) -> list[list[str]]:
    return [[cell.text for cell in row] for row in one.rows]


def test_a_heading_cut_once_more_on_the_other_page_is_laid_over_both_rows() -> None:
    rows = [["", ""], ["Số liệu", "Ghi chú"], *([row[3], row[4]] for row in FORM)]
    first = fragment(1, [row[:3] for row in [HEAD, *FORM]], top=TOP)
    tall = tuple(
        Cell(c.text, Place(page=1, box=(c.place.box[0], TOP - STEP, c.place.box[2], TOP + STEP)))
        for c in first.rows[0]
        if c.place.box
    )
    own = TableFragment((tall, *first.rows[1:]), first.place)
    found = joined(own, fragment(2, rows, top=TOP - STEP))
    (table,) = found.fragments()
    assert len(table.rows) == len(FORM) + 2
    assert [(c.text, c.row_span) for c in table.rows[0][:2]] == [(HEAD[0], 2), (HEAD[1], 2)]
    assert [c.covered for c in table.rows[1]] == [True, True, True, False, False]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(fragment(2, [HEAD, *FORM], left=70), id="a table with numbers of its own"),
        pytest.param(fragment(2, [row[2:] for row in [HEAD, *FORM]], top=TOP + 9), id="other rows"),
        pytest.param(fragment(2, [row[2:] for row in [HEAD, *FORM[:-1]]]), id="fewer rows"),
        pytest.param(fragment(2, [row[:2] for row in FORM]), id="rows that go on below"),
    ],
)
def test_what_belongs_elsewhere_stays_where_it_is(other: TableFragment) -> None:
    before = document(fragment(1, [row[:2] for row in [HEAD, *FORM]]), other)
    assert with_cut_columns(before, project_layouts()) is before


def test_text_without_pages_is_left_alone() -> None:
    rows = tuple(tuple(Cell(text, Place(line=1)) for text in row) for row in [HEAD, *FORM])
    before = document(TableFragment(rows, Place(line=1)))
    assert with_cut_columns(before, project_layouts()) is before
