from __future__ import annotations

from decimal import Decimal

from contracts.layouts import project_layouts
from extract.document import Cell, Document, Place, Source, TableFragment, TextBlock
from transform.read import read
from transform.reading import Reading

_ROWS = (
    ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu"),
    ("2", "Tỷ lệ hoàn thành Kế hoạch CCHC năm", "%", "91,1"),
    ("2.1", "Số nhiệm vụ đề ra trong kế hoạch", "Nhiệm vụ", "56"),
    ("2.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "31"),
)


def _read(other: str | None) -> Reading:
    rows = tuple(
        tuple(_cell(text, line, column, other) for column, text in enumerate(row))
        for line, row in enumerate(_ROWS)
    )
    blocks = (
        TextBlock("Phụ lục 2", Place(page=1, box=(200, 50, 300, 62))),
        TextBlock("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC", Place(page=1, box=(100, 70, 400, 82))),
        TableFragment(rows, Place(page=1, box=(50, 100, 450, 180))),
    )
    source = Source("scan.pdf", "0" * 64, "application/pdf", 1)
    return read(Document(source, blocks), project_layouts())


def _cell(text: str, line: int, column: int, other: str | None) -> Cell:
    box = (50.0 + 100 * column, 100.0 + 20 * line, 150.0 + 100 * column, 120.0 + 20 * line)
    alternatives = (other,) if other and text == "31" else ()
    place = Place(page=1, box=box)
    return Cell(text, place, backend="ocr", confidence=0.6, alternatives=alternatives)


def test_a_second_reading_becomes_a_value_that_the_figure_may_have() -> None:
    (table,) = _read("51").tables
    row = table.rows[-1]
    assert row.value is not None
    assert row.value.value == Decimal(31)
    assert row.value.alternatives == (Decimal(51),)


def test_where_the_first_reading_contradicts_the_second_is_proposed_first() -> None:
    (finding,) = [f for f in _read("51").findings if f.kind == "ratio"]
    change = finding.hypotheses[0].changes[0]
    assert (change.before, change.after) == ("31", "51")


def test_a_second_reading_makes_its_value_surer() -> None:
    def sure(other: str | None) -> float:
        (finding,) = [f for f in _read(other).findings if f.kind == "ratio"]
        return next((h.confidence for h in finding.hypotheses if h.changes[0].after == "51"), 0.0)

    assert sure("51") > sure(None)


def test_without_a_scan_nothing_is_added() -> None:
    (table,) = _read(None).tables
    assert all(row.value is None or not row.value.alternatives for row in table.rows)
