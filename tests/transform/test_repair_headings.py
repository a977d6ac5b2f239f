from __future__ import annotations

from collections.abc import Sequence

import pytest

from contracts.layouts import project_layouts
from extract.document import Cell, Document, Place, Source, TableFragment
from transform.repair import repaired

_PLACE = Place(page=1)
_HEADING = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Tài liệu kiểm chứng")
_ROW = ("1", "Rà soát thủ tục", "Văn phòng", "Báo cáo")


def _fragment(*rows: Sequence[str], backend: str = "ocr") -> TableFragment:
    made = tuple(tuple(Cell(text, _PLACE, backend=backend) for text in row) for row in rows)
    return TableFragment(made, _PLACE)


def _headings(*fragments: TableFragment) -> list[tuple[str, ...]]:
    source = Source("scan.pdf", "0" * 64, "application/pdf", 1)
    document = repaired(Document(source, fragments), project_layouts())
    return [tuple(cell.text for cell in f.rows[0]) for f in document.fragments()]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("STF", "STT"),
        ("SIT", "STT"),
        ("- Tài liệu kiểm chứng", "Tài liệu kiểm chứng"),
        ("Nội dung nhiêm vụ", "Nội dung nhiệm vụ"),
        ("Cơ quan chủ tri", "Cơ quan chủ trì"),
    ],
)
def test_a_misread_heading_becomes_the_known_one(read: str, meant: str) -> None:
    heading = [read if known == meant else known for known in _HEADING]
    assert _headings(_fragment(heading, _ROW)) == [_HEADING]


def test_a_heading_of_its_own_is_printed_alike_on_both_pages() -> None:
    own = ("STT", "Đầu việc phải làm ngay", "Nơi làm", "Ghi nhận")
    again = ("STT", "Đầu viêc phải lam ngay", "Nơi làm", "Ghi nhân")
    assert _headings(_fragment(own, _ROW), _fragment(again, _ROW)) == [own, own]


@pytest.mark.parametrize("text", ["Số hồ sơ trực tiếp", "Người chỉ huy", "Kỳ này", "2024"])
def test_what_is_no_known_heading_stays(text: str) -> None:
    heading = (*_HEADING[:3], text)
    assert _headings(_fragment(heading, _ROW)) == [heading]


def test_other_readers_are_not_doubted() -> None:
    heading = ("STF", *_HEADING[1:])
    assert _headings(_fragment(heading, _ROW, backend="pdfium")) == [heading]


def test_rows_below_the_heading_stay() -> None:
    source = Source("scan.pdf", "0" * 64, "application/pdf", 1)
    rows = (_HEADING, ("1", "Cơ quan chủ tri", "x", "y"))
    (table,) = repaired(Document(source, (_fragment(*rows),)), project_layouts()).fragments()
    assert table.rows[1][1].text == "Cơ quan chủ tri"
