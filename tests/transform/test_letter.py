from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from contracts.letter_wording import letter_wording
from contracts.schema.vocabulary import FINDING_KINDS
from transform.letter import (
    DECIDED,
    LetterAlternative,
    LetterCell,
    LetterDocument,
    LetterFinding,
    Sender,
    compose,
)


def cell(row: str, printed: str | None, **values: Any) -> LetterCell:
    given: dict[str, Any] = {
        "appendix": "Phụ lục 4", "label": "Số hồ sơ", "unit": "Hồ sơ", "note": None,
        "value": Decimal(printed.replace(",", ".")) if printed else None, "place": {"page": 7},
    }  # fmt: skip
    return LetterCell(row=row, printed=printed, **given | values)


RATIO = LetterFinding(
    code="k7mq2rx9",
    kind="ratio",
    found="95,56 ≠ 82/744",
    cells=(cell("3.1", "95,56", unit="%"), cell("3.1.2", "82"), cell("3.1.1", "744")),
    alternatives=(
        LetterAlternative("dropped digit", (("Phụ lục 4", "3.1.2", "82", "711"),)),
        LetterAlternative("other denominator", (("Phụ lục 4", "3.1.1", "744", "180"),)),
        LetterAlternative("rule does not apply", ()),
        LetterAlternative("off by one", (("Phụ lục 4", "3.1.2", "82", "83"),)),
    ),
)
REPORT = LetterDocument("BÁO CÁO", "863/BC-SKHĐT", dt.date(2024, 3, 8), "a.pdf", (RATIO,))
AGENCY = "Sở Kế hoạch và Đầu tư tỉnh Bắc Kạn"


def row(finding: LetterFinding) -> tuple[str, ...]:
    letter = compose(AGENCY, None, [replace(REPORT, findings=(finding,))], Sender())
    return letter.tables[0].rows[0]


def test_a_contradiction_says_where_what_and_what_would_agree() -> None:
    assert row(RATIO) == (
        "1",
        "Trang 7, Phụ lục 4, mục 3.1, 3.1.2, 3.1.1",
        "3.1 Số hồ sơ: 95,56%\n3.1.2 Số hồ sơ: 82\n3.1.1 Số hồ sơ: 744",
        "Tỷ lệ tại Phụ lục 4, mục 3.1 in là 95,56%, trong khi 82/744 = 11,02%.",
        "Phương án 1: Phụ lục 4, mục 3.1.2: 82 → 711 (sót một chữ số)\n"
        "Phương án 2: Phụ lục 4, mục 3.1.1: 744 → 180 (tính trên mẫu số khác)\n"
        "Phương án 3: các số liệu đều đúng, quan hệ này không áp dụng",
    )


def test_the_letter_names_whom_what_and_when() -> None:
    sender = Sender(
        "Sở Nội vụ", "UBND tỉnh Bắc Kạn", "Bắc Kạn", "Nguyễn Văn An", "Giám đốc",
        dt.date(2024, 2, 5), dt.date(2024, 4, 1),
    )  # fmt: skip
    letter = compose(AGENCY, "Quý I năm 2024", [REPORT], sender)
    assert (letter.superior, letter.sender) == ("UBND TỈNH BẮC KẠN", "SỞ NỘI VỤ")
    assert letter.date == "Bắc Kạn, ngày 05 tháng 02 năm 2024"
    assert letter.to == f"Kính gửi: {AGENCY}"
    assert letter.subject.endswith("báo cáo cải cách hành chính quý I năm 2024")
    assert f"của {AGENCY}, Sở Nội vụ nhận thấy còn 01 nội dung" in letter.opening
    assert letter.tables[0].heading == "Tại Báo cáo số 863/BC-SKHĐT ngày 08 tháng 3 năm 2024:"
    assert "trước ngày 01/04/2024" in letter.closing[1]
    assert letter.closing[2].endswith("./.")
    assert (letter.signer_title, letter.signer) == ("GIÁM ĐỐC", "Nguyễn Văn An")


def test_what_is_not_known_stays_to_be_filled_in() -> None:
    letter = compose(AGENCY, None, [REPORT], Sender())
    assert letter.sender.startswith("[")
    assert letter.date == "[Địa danh], ngày …… tháng …… năm ………"
    assert "……/……/………" in letter.closing[1]
    assert letter.subject == "V/v xác nhận số liệu báo cáo cải cách hành chính"


def test_several_documents_are_numbered() -> None:
    draft = replace(REPORT, number_symbol=None, type_name=None)
    letter = compose(AGENCY, None, [REPORT, draft], Sender())
    assert [table.heading[:2] for table in letter.tables] == ["1.", "2."]
    assert letter.tables[1].heading == "2. Tại Văn bản (tệp a.pdf):"
    assert "02 nội dung" in letter.opening


@pytest.mark.parametrize(
    ("kind", "cells", "found", "expected"),
    [
        (
            "sum",
            (cell("1.4", "131"), cell("1", "124"), cell("2", "1017")),
            "",
            "Số tổng tại Phụ lục 4, mục 1.4 in là 131, trong khi tổng các số thành phần là 1.141.",
        ),
        ("sum", (cell("1.4", ""), cell("1", "")), "", "in là (trống), trong khi"),
        ("le", (cell("1", "9"), cell("2", "3")), "", "mục 1 (9) lớn hơn số liệu tại Phụ lục 4"),
        ("le", (cell("1", "9"), cell("2", "3"), cell("3", "4")), "9 > 3 + 4", "(9 > 3 + 4)"),
        ("equal", (cell("1", "9"), cell("2", "")), "", "và tại Phụ lục 4, mục 2 ((trống))"),
        ("equal", (cell("1", "9"), cell("2", None)), "9 ≠ 8", "không bằng nhau (9 ≠ 8)."),
        ("ratio", (cell("1", "9"),), "", "không khớp với các số liệu liên quan"),
        ("ratio", (), "x", "chưa thống nhất"),
        (
            "unit_note",
            (cell("1.1", "10", unit="%", note="10 phòng"),) * 2,
            "10 % while the note says 10 phòng",
            "Số liệu in là 10%, trong khi phần ghi chú nêu “10 phòng”.",
        ),
        ("other", (), "5 ≠ 6", "(5 ≠ 6)"),
    ],
)
def test_each_kind_has_a_sentence(
    kind: str, cells: tuple[LetterCell, ...], found: str, expected: str
) -> None:
    assert expected in row(replace(RATIO, kind=kind, cells=cells, found=found))[3]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("nearly 97% ≠ 711/744 = 95,56%", "“gần 97%”, trong khi 711/744 = 95,56%."),
        ("96% ≠ 711/744 = 95,56%", "Tỷ lệ tại mục này in là 96%, trong khi 711/744 = 95,56%."),
        ("the text says about 97%, the appendix 90", "“khoảng 97%”, trong khi phụ lục in 90."),
        ("75 ≠ 12345, the sum of 14 cells", "tổng của 14 số thành phần là 12.345."),
        ("'12a' is no number", "in là “12a”, không đọc được thành số."),
        ("5/QĐ is dated 01/02/2024 and 02/02/2024", "ngày ban hành khác nhau: 01/02/2024 và"),
        ("signed 08/03/2024, period ends 10/03/2024", "Văn bản ký ngày 08/03/2024, trước ngày"),
        ("unit % where the form counts Phòng", "in là “%”, trong khi biểu mẫu quy định “Phòng”"),
    ],
)
def test_what_a_finding_says_in_words_is_said_in_vietnamese(found: str, expected: str) -> None:
    assert expected in row(replace(RATIO, kind="other", cells=(), found=found))[3]


def test_what_a_person_has_chosen_is_said_to_be_so() -> None:
    chosen = LetterAlternative(DECIDED, (("Phụ lục 4", "3.1.2", "82", "711"),))
    said = row(replace(RATIO, alternatives=(chosen,)))[4]
    assert said == "Phụ lục 4, mục 3.1.2: 82 → 711 (theo kết quả rà soát của cơ quan tổng hợp)"


def test_an_explanation_without_a_value_is_a_possible_reason() -> None:
    reason = LetterAlternative("previous period's value", ())
    said = row(replace(RATIO, alternatives=(reason,)))[4]
    assert said == "có thể do lấy nhầm số liệu kỳ trước"


@pytest.mark.parametrize("kind", FINDING_KINDS)
def test_every_kind_of_finding_can_be_written_about(kind: str) -> None:
    assert kind in letter_wording()["kinds"]
    english = "signed while the period ends"
    for cells in ((), RATIO.cells[:1], RATIO.cells[:2], RATIO.cells):
        said = row(replace(RATIO, kind=kind, cells=cells, found=english))[3]
        assert said.endswith(".")
        assert english not in said


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (
            ({"page": 7, "line": 3}, {"page": 8}),
            "Trang 7, Phụ lục 4, mục 1\nTrang 8, Phụ lục 4, mục 2",
        ),
        (({"line": 88}, {"line": 89}), "Phụ lục 4, mục 1, 2 (dòng 88, 89 của tệp)"),
        (
            ({"sheet": "PL4", "cells": "C5"}, {"sheet": "PL4", "cells": "C6"}),
            "Trang tính “PL4”, Phụ lục 4, mục 1, 2 (ô C5, C6)",
        ),
        (({"table": 3, "row": 5}, {}), "Bảng thứ 3, Phụ lục 4, mục 1 (hàng 5)\nPhụ lục 4, mục 2"),
    ],
)  # fmt: skip
def test_places_as_an_office_finds_them(
    places: tuple[dict[str, object], ...], expected: str
) -> None:
    cells = tuple(
        cell(str(number), "5", place=place) for number, place in enumerate(places, start=1)
    )
    assert row(replace(RATIO, cells=cells))[1] == expected


def test_a_number_of_the_text_is_named_so() -> None:
    said = replace(cell("3.1.2", "1185"), row=None, appendix=None, label=None, in_body=True)
    told = row(replace(RATIO, kind="equal", cells=(cell("3.1.2", "118"), said), found=""))
    assert told[1].endswith("\nTrang 7, phần lời văn của báo cáo")
    assert told[2].endswith("\nPhần lời văn của báo cáo: 1185")
    assert "và tại phần lời văn của báo cáo (1185)" in told[3]


def test_a_cell_of_another_document_names_it() -> None:
    other = replace(cell("3.1.2", "118"), document="412/BC-SKHĐT", place={})
    where = row(replace(RATIO, cells=(cell("3.1.2", "82"), other)))[1]
    assert where.splitlines()[1] == "Phụ lục 4 (trong 412/BC-SKHĐT), mục 3.1.2"
    nothing = replace(other, printed=None)
    assert "(trống)" not in row(replace(RATIO, cells=(cell("3.1.2", "82"), nothing)))[2]


def test_without_an_explanation_the_office_is_asked() -> None:
    assert row(replace(RATIO, alternatives=()))[4] == "Đề nghị đơn vị cho biết số liệu đúng"
    only = replace(RATIO, alternatives=RATIO.alternatives[:1])
    assert not row(only)[4].startswith("Phương án")
