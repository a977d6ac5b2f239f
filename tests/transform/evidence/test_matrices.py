from __future__ import annotations

from dataclasses import replace

from contracts.layouts import project_layouts
from tests.helpers import read_tables, table_text, text_document
from transform.evidence.matrices import matrix_totals
from transform.finding import Finding
from transform.read import read

HEADING = [
    ["STT", "Lĩnh vực", "Hồ sơ tiếp nhận", "", "Hồ sơ đã giải quyết", "", "Hồ sơ đang giải quyết"],
    ["", "", "Tổng số", "Trực tuyến", "Tổng số", "Quá hạn", "Tổng số"],
]
ROWS = [
    ["1", "Đất đai", "1.200", "900", "1.150", "12", "50"],
    ["2", "Hộ tịch", "800", "650", "790", "3", "10"],
    ["", "Tổng cộng", "2.000", "1.550", "1.940", "15", "60"],
]
TEXT = table_text(HEADING, ROWS)


def test_totals_are_known_by_their_measure() -> None:
    tables, _ = read_tables("Biểu 06\n\n" + TEXT)
    found = {id_: figure.printed for id_, figure in matrix_totals(tables).items()}
    assert found["@received.total"] == "2.000"
    assert found["@resolved.total"] == "1.940"
    assert found["@pending.total"] == "60"


def test_tables_that_disagree_tell_nothing() -> None:
    tables, _ = read_tables("Biểu 06\n\n" + TEXT)
    other, _ = read_tables("Biểu 07\n\n" + TEXT.replace("2.000", "2.100"))
    both = matrix_totals([*tables, *(replace(table, index=9) for table in other)])
    assert "@received.total" not in both
    assert "@resolved.total" in both


def test_a_matrix_without_a_total_has_none() -> None:
    tables, _ = read_tables("Biểu 06\n\n" + table_text(HEADING, ROWS[:2]))
    assert matrix_totals(tables) == {}


def findings(sentence: str) -> list[Finding]:
    text = f"Số: 12/BC-STP\n\n## BÁO CÁO\n\n**I. KẾT QUẢ**\n\n{sentence}\n\nBiểu 06\n\n{TEXT}\n"
    found = read(text_document(text), project_layouts()).findings
    return [f for f in found if f.level == "body"]


def test_the_text_is_held_against_the_totals() -> None:
    assert findings("Trong tổng số 2.000 hồ sơ tiếp nhận, đã giải quyết 1.940 hồ sơ (97%).") == []
    (found,) = findings("Quá hạn 51/1.940 hồ sơ đã giải quyết.")
    assert found.rule == "resolved.late-body-1"
    assert found.found == "15 ≠ 51"
