"""A full grid that lacks one of its upright rules."""

from __future__ import annotations

from collections.abc import Sequence

from tests.extract.pdf.ruled import PAD
from tests.extract.pdf.samples import cells, read, tables
from tests.extract.pdf.writer import PageWriter, text_width

# as word processors have it beside a text
MARGIN = 5.4
XS = (50.0, 80.0, 260.0, 330.0, 400.0, 540.0)
HEAD = ("STT", "Chỉ tiêu thống kê", "Đơn vị\ntính", "Số liệu", "Ghi chú")
ROWS = (
    ("1", "Số văn bản đã ban hành", "Văn bản", "102", ""),
    ("1.1", "Số văn bản của cấp tỉnh", "Cơ quan,\nđơn vị", "30", "Không phát sinh"),
    ("2", "Kiểm tra, xử lý văn bản", "", "", ""),
    ("2.1", "Số cuộc kiểm tra", "Cuộc", "1.204", ""),
    ("2.2", "Tỷ lệ xử lý sau kiểm tra", "%", "77,5", "Lũy kế"),
    ("3", "Số người được đào tạo", "Người", "96.533", ""),
    ("3.1", "Số người của cấp xã", "Người", "415", "Tăng 12 người"),
    ("3.2", "Số lớp đã mở", "Lớp", "9", "Theo kế hoạch"),
)


def sheet(
    rows: Sequence[Sequence[str]],
    lacking: Sequence[int],
    xs: Sequence[float] = XS,
    over: dict[int, int] | None = None,
) -> PageWriter:
    """Return a page with a grid that lacks upright rules; `over` has columns of wide heads."""
    page, top = PageWriter(), 80.0
    for number, row in enumerate(rows):
        most = max(text.count("\n") + 1 for text in row)
        bottom = top + 11 * most + 2 * PAD
        page.line(xs[0], bottom, xs[-1], bottom)
        for column, text in enumerate(row):
            lines = text.split("\n") if text else []
            end = column + ((over or {}).get(column, 1) if number == 0 else 1)
            base = top + PAD + 8 + (most - len(lines)) * 5.5
            for line in lines:
                x = xs[column] + MARGIN
                if number == 0:
                    x = (xs[column] + xs[end] - text_width(line, 9)) / 2
                elif line.replace(".", "").replace(",", "").isdigit() and column:
                    x = xs[end] - MARGIN - text_width(line, 9)
                page.text(x, base, line, 9)
                base += 11
        for column, x in enumerate(xs):
            inside = any(c < column < c + n for c, n in (over or {}).items()) and number == 0
            if column not in lacking and not inside:
                page.line(x, top, x, bottom)
        top = bottom
    page.line(xs[0], 80, xs[-1], 80)
    return page


def plain(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return what is read in rows."""
    return tuple(tuple(text.replace("\n", " ") for text in row) for row in rows)


def test_figures_beside_units_of_several_lines() -> None:
    assert tables(read([sheet((HEAD, *ROWS), [3])])) == [plain((HEAD, *ROWS))]


def test_figures_beside_notes() -> None:
    assert tables(read([sheet((HEAD, *ROWS), [4])])) == [plain((HEAD, *ROWS))]


def test_the_next_page_lacks_the_rule_too_with_one_row() -> None:
    last = ("4", "Số lượt hòa giải", "Lượt", "7", "")
    document = read([sheet((HEAD, *ROWS), [3]), sheet((HEAD, last), [3])])
    assert tables(document)[1] == plain((HEAD, last))


def test_two_columns_under_one_head() -> None:
    xs = (50.0, 80.0, 250.0, 310.0, 370.0, 430.0, 490.0)
    head = ("STT", "Lĩnh vực", "Tiếp nhận", "", "Giải quyết", "")
    leaves = ("", "", "Trực tuyến", "Khác", "Đúng hạn", "Quá hạn")
    numbers = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)")
    body = tuple(
        (str(n), f"Lĩnh vực thứ {n}", str(n * 37), str(n * 113), str(n * 149), str(n % 3))
        for n in range(1, 9)
    )
    page = sheet((head, leaves, numbers, *body), [3, 5], xs, {2: 2, 4: 2})
    fragment = next(read([page]).fragments())
    assert [(c.text, c.column_span) for c in fragment.rows[0]][2:] == [
        ("Tiếp nhận", 2), ("Giải quyết", 2),
    ]  # fmt: skip
    assert cells(fragment)[1:] == plain((leaves, numbers, *body))


def test_a_full_grid_stays_as_it_is() -> None:
    assert tables(read([sheet((HEAD, *ROWS), [])])) == [plain((HEAD, *ROWS))]
