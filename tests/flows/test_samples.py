from __future__ import annotations

from pathlib import Path

from contracts.layouts import project_layouts
from extract.reader import read_path
from flows.samples import build_samples
from transform.read import read
from transform.reading import Reading


def readings(tmp_path: Path) -> dict[str, Reading]:
    found = [read(read_path(path), project_layouts()) for path in build_samples(tmp_path)]
    return {reading.letterhead.province or "": reading for reading in found}


def test_samples_come_from_three_provinces_and_are_read_whole(tmp_path: Path) -> None:
    by_province = readings(tmp_path)
    assert set(by_province) == {"Quảng Nam", "Lào Cai", "Bến Tre"}
    for reading in by_province.values():
        assert reading.tables
        assert not reading.notices
        assert all(table.held is None for table in reading.tables)
    layouts = {t.layout for r in by_province.values() for t in r.tables}
    assert len(layouts) >= 2


def test_the_report_holds_the_contradictions_put_in_on_purpose(tmp_path: Path) -> None:
    report = readings(tmp_path)["Quảng Nam"]
    found = {finding.rule: finding for finding in report.findings}
    # the body of the report prints the right count, which the appendix contradicts
    assert set(found) == {
        "PL4.3.1-ratio",
        "PL4.1.4-sum",
        "PL5.1.1-count-in-rate",
        "PL4.3.1.2-body-2",
    }
    change = found["PL4.3.1-ratio"].hypotheses[0].changes[0]
    assert (change.cell.row, change.before) == ("3.1.2", "118")
    assert change.after.replace(".", "") == "1185"


def test_a_row_cut_by_a_page_end_is_whole_again(tmp_path: Path) -> None:
    plan = readings(tmp_path)["Lào Cai"]
    (row,) = [r for r in plan.tables[0].rows if r.path == "II/3"]
    assert row.cells[2] == "Hồ sơ được số hóa trên hệ thống"


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = [p.read_bytes() for p in build_samples(tmp_path / "a")]
    assert first == [p.read_bytes() for p in build_samples(tmp_path / "b")]
