from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import Cell, Document, Place, Source, TableFragment
from transform.repair import repaired

_PLACE = Place(page=1)
_HEADING = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu")


def _document(rows: Sequence[Sequence[str]], backend: str = "ocr") -> Document:
    made = tuple(
        tuple(Cell(text, _PLACE, backend=backend) for text in row) for row in (_HEADING, *rows)
    )
    source = Source("scan.pdf", "0" * 64, "application/pdf", 1)
    return Document(source, (TableFragment(made, _PLACE),))


def _rows(document: Document) -> list[list[str]]:
    (table,) = document.fragments()
    return [[cell.text for cell in row] for row in table.rows[1:]]


READ = (
    ("2.1", "Số nhiệm vụ để ra trong kẽ hoạch", "Nhiệm vu", "21"),
    ("2.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "5"),
)


def test_labels_and_units_are_repaired_and_the_reading_is_kept() -> None:
    document = repaired(_document(READ))
    assert _rows(document)[0] == ["2.1", "Số nhiệm vụ đề ra trong kế hoạch", "Nhiệm vụ", "21"]
    (table,) = document.fragments()
    assert table.rows[1][1].raw == "Số nhiệm vụ để ra trong kẽ hoạch"
    assert table.rows[2][1].raw is None


@pytest.mark.parametrize("figure", ["21", "2l", "13.7%", "S"])
def test_figures_are_never_repaired(figure: str) -> None:
    rows = [(*READ[0][:3], figure), READ[1]]
    assert _rows(repaired(_document(rows)))[0][3] == figure


def test_other_readers_are_not_doubted() -> None:
    document = _document(READ, backend="pdfium")
    assert repaired(document) is document


def test_a_table_that_is_no_known_form_stays() -> None:
    rows = [("1", "Xây dựng kẽ hoạch tuyên truyền của Sở", "Văn phòng", "2024")]
    assert _rows(repaired(_document(rows))) == [list(rows[0])]


def test_what_the_office_worded_in_its_own_way_stays() -> None:
    rows = [*READ, ("2.3", "Số nhiệm vụ chưa hoàn thành", "Nhiệm vụ", "3")]
    assert _rows(repaired(_document(rows)))[2][1] == "Số nhiệm vụ chưa hoàn thành"


def test_capitals_and_the_end_of_a_sentence_are_the_office_s_own() -> None:
    rows = [("2.1", "SỐ NHIỆM VỤ ĐỂ RA TRONG KẾ HOẠCH.", "Nhiệm vụ", "1"), READ[1]]
    assert _rows(repaired(_document(rows)))[0][1] == "SỐ NHIỆM VỤ ĐỀ RA TRONG KẾ HOẠCH."
