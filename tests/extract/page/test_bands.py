from __future__ import annotations

import numpy as np
import pytest

from extract.page.bands import with_bands
from extract.page.rules import rule_groups
from tests.extract.pdf.samples import read
from tests.extract.pdf.writer import PageWriter

XS = (50.0, 80.0, 280.0, 420.0, 540.0)
ROWS = (
    ("1", ("Rà soát thủ tục hành chính", "của các sở"), "Sở Tư pháp", "Quý I/2025"),
    ("2", ("Tập huấn nghiệp vụ",), "Sở Nội vụ", "Quý II/2025"),
    ("3", ("Kiểm tra đột xuất công vụ tại", "các huyện"), "Thanh tra tỉnh", "Cả năm"),
)


def framed(page: PageWriter, top: float, section: str | None) -> float:
    """Draw a table with a frame, a heading rule and upright rules, which a section row breaks."""
    y = top + 16
    for x, text in zip(XS, ("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian"), strict=False):
        page.text(x + 4, y - 4, text)
    breaks = [(top, y)]
    if section:
        page.text(54, y + 12, section, bold=True)
        y += 16
    start = y
    for number, texts, lead, due in ROWS:
        page.text(XS[0] + 4, y + 12, number)
        for index, text in enumerate(texts):
            page.text(XS[1] + 4, y + 12 * (index + 1), text)
        page.text(XS[2] + 4, y + 12, lead)
        page.text(XS[3] + 4, y + 12, due)
        y += 12 * len(texts) + 6
    breaks.append((start, y))
    for low, high in breaks:
        for x in XS[1:-1]:
            page.line(x, low, x, high)
    for x in (XS[0], XS[-1]):
        page.line(x, top, x, y)
    for level in (top, top + 16, y):
        page.line(XS[0], level, XS[-1], level)
    return y


@pytest.mark.parametrize("section", ["I. Cải cách thể chế", None])
def test_rows_between_upright_rules_are_parted(section: str | None) -> None:
    page = PageWriter()
    framed(page, 60, section)
    (fragment,) = read([page]).fragments()
    found = [tuple(cell.text for cell in row) for row in fragment.rows]
    body = [(no, " ".join(texts), lead, due) for no, texts, lead, due in ROWS]
    assert found[-3:] == body
    if section:
        assert found[1] == (section,)
        assert fragment.rows[1][0].column_span == 4


def test_a_closed_table_is_left_as_it_is() -> None:
    boxes = [(x, 10.0, x + 0.5, 70.0) for x in (10.0, 50.0, 90.0)]
    boxes += [(10.0, y, 90.5, y + 0.5) for y in (10.0, 30.0, 50.0, 69.5)]
    groups, _ = rule_groups(np.array(boxes))
    assert with_bands(groups, np.array(boxes)) == groups
