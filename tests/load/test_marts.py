"""Each mart answers its question on figures that are known, alike on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from load.warehouse import Warehouse, open_warehouse
from tests.load.content import ingest
from tests.load.readings import matrix, plan, report
from tests.load.test_view_restated import BAC_KAN, THAI_NGUYEN, on_time
from tests.load.test_views import ask


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[Warehouse]:
    with open_warehouse(warehouse_url) as opened:
        yield opened


def rows(warehouse: Warehouse, query: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in ask(warehouse, query)]


def test_an_on_time_rate_shows_what_it_is_the_rate_of(warehouse: Warehouse) -> None:
    ingest(warehouse, report())
    (row,) = ask(
        warehouse,
        "SELECT province, indicator_code, definition, rate_printed, part, whole, "
        "round(CAST(rate_recomputed AS numeric), 2) AS rate_recomputed, part_status "
        "FROM mart_on_time WHERE basis = 'period'",
    )
    assert row == {
        "province": "Bắc Kạn",
        "indicator_code": "PL4.3.1",
        "definition": "Số hồ sơ TTHC giải quyết đúng hạn / Tổng số hồ sơ TTHC đã giải quyết xong",
        "rate_printed": "95,56",
        "part": 82,
        "whole": 744,
        "rate_recomputed": 11.02,
        "part_status": "proposed",
    }


def test_online_services_have_their_parts(warehouse: Warehouse) -> None:
    form = (
        ("6.4", "Tỷ lệ trực tuyến", "%", "25", "", "PL8.6.4"),
        ("6.4.1", "Tổng số", "Hồ sơ", "400", "", "PL8.6.4.1"),
        ("6.4.2", "Trực tuyến", "Hồ sơ", "100", "", "PL8.6.4.2"),
    )
    ingest(warehouse, report(rows=form, findings=()))
    query = "SELECT part, whole, rate_recomputed FROM mart_online_service WHERE basis = 'period'"
    assert rows(warehouse, query) == [(100, 400, 25)]


def test_a_plan_meets_its_results(warehouse: Warehouse) -> None:
    form = (
        ("3.1", "Tỷ lệ đúng hạn", "%", "95,5", "", "PL4.3.1"),
        ("2.1", "Số nhiệm vụ", "Nhiệm vụ", "40", "", "PL2.2.1"),
        ("2.2", "Đã xong", "Nhiệm vụ", "10", "", "PL2.2.2"),
        ("5.4", "Quá hạn", "Nhiệm vụ", "3", "", "PL2.5.4"),
    )
    made = plan()
    head = made.letterhead
    filed = report(
        rows=form,
        findings=(),
        province=head.province,
        issuing_body=head.issuing_body,
        agency_key=head.agency_key,
        date=dt.date(head.plan_year or 2025, 6, 16),
        period_label=f"6 tháng đầu năm {head.plan_year}",
        period_start=None,
        period_end=None,
    )
    ingest(warehouse, made, filed)
    query = "SELECT target, target_value, result, result_period, is_met FROM mart_plan_result"
    ((_, bound, result, period, met),) = rows(warehouse, query)
    assert (bound, result, bool(met)) == (90, 95.5, True)
    assert period == f"6 tháng đầu năm {head.plan_year}"
    query = "SELECT tasks_reported, tasks_reported_done, done_pct FROM mart_plan_progress"
    assert rows(warehouse, query) == [(40, 10, 25)]
    assert rows(warehouse, "SELECT indicator_code, tasks_late FROM mart_late_work") == [
        ("PL2.5.4", 3)
    ]


def test_tasks_past_their_day_are_counted_by_body(warehouse: Warehouse) -> None:
    ingest(warehouse, plan())
    query = (
        "SELECT responsible, tasks, tasks_with_due_date, tasks_past_due, first_due_date "
        "FROM mart_overdue_task"
    )
    assert rows(warehouse, query) == [("Sở Nội vụ", 2, 2, 2, "2025-03-31")]


def test_filing_tells_late_and_missing(warehouse: Warehouse) -> None:
    second = {"period_label": "Quý II năm 2024", "period_start": None, "period_end": None}
    ingest(
        warehouse,
        BAC_KAN,
        on_time("Thái Nguyên", "90", "300", "270", date=dt.date(2024, 3, 25)),
        on_time("Thái Nguyên", "90", "1", "1", date=dt.date(2024, 6, 17), **second),
    )
    found = rows(
        warehouse,
        "SELECT province, period_number, due_date, filed_date, state, days_late FROM mart_filing "
        "ORDER BY province, period_number",
    )
    assert found == [
        ("Bắc Kạn", 1, "2024-03-18", "2024-03-08", "in time", 0),
        ("Bắc Kạn", 2, "2024-06-18", None, "missing", None),
        ("Thái Nguyên", 1, "2024-03-18", "2024-03-25", "late", 7),
        ("Thái Nguyên", 2, "2024-06-18", "2024-06-17", "in time", 0),
    ]


def test_contradictions_are_counted_by_office_and_kind(warehouse: Warehouse) -> None:
    ingest(warehouse, report(), report("b.txt", number="9"))
    query = "SELECT agency, kind, likely_mistake, contradictions, grave, documents "
    assert rows(warehouse, query + "FROM mart_contradiction") == [
        ("Sở Kế hoạch và Đầu tư", "ratio", "unrelated value", 2, 2, 2)
    ]


def test_coverage_counts_what_there_is_and_what_is_not(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN, THAI_NGUYEN)
    query = (
        "SELECT province, province_today, documents, bodies, figures_with_value, indicators "
        "FROM mart_coverage WHERE documents > 0 ORDER BY province"
    )
    assert rows(warehouse, query) == [
        ("Bắc Kạn", "Thái Nguyên", 1, 1, 6, 6),
        ("Thái Nguyên", "Thái Nguyên", 1, 1, 6, 6),
    ]
    query = "SELECT count(*) AS n, max(figures) AS most FROM mart_coverage WHERE reports = 0"
    assert rows(warehouse, query) == [(61, 0)]


def test_provinces_are_ranked_before_and_after_mergers(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN, THAI_NGUYEN, on_time("Hà Nội", "70", "10", "7"))
    query = (
        "SELECT province, rank, ranked, value FROM mart_province_ranking "
        "WHERE indicator_code = 'PL4.3.1' AND basis = 'period' AND {} ORDER BY rank"
    )
    before = "units_from <= '2024-06-01' AND units_to >= '2024-06-01'"
    assert rows(warehouse, query.format(before)) == [
        ("Thái Nguyên", 1, 3, 90),
        ("Hà Nội", 2, 3, 70),
        ("Bắc Kạn", 3, 3, 50),
    ]
    assert rows(warehouse, query.format("units_to IS NULL")) == [
        ("Thái Nguyên", 1, 2, 80),
        ("Hà Nội", 2, 2, 70),
    ]


def test_a_province_as_a_whole_is_ranked_by_its_own_report_or_all_its_bodies(
    warehouse: Warehouse,
) -> None:
    ingest(
        warehouse,
        BAC_KAN,
        on_time("Bắc Kạn", "90", "300", "270", agency_key="STP", number="8"),
        THAI_NGUYEN,
        on_time("Thái Nguyên", "70", "10", "7", agency_key="UBND_TINH", number="8"),
    )
    query = (
        "SELECT province, value, is_of_own_report, rank, ranked, bodies_reported "
        "FROM mart_province_rate WHERE indicator_code = 'PL4.3.1' AND basis = 'period' "
        "AND units_from <= '2024-06-01' AND units_to >= '2024-06-01' ORDER BY rank"
    )
    assert rows(warehouse, query) == [
        ("Bắc Kạn", 80, False, 1, 2, 2),
        ("Thái Nguyên", 70, True, 2, 2, 2),
    ]


def test_years_stand_beside_each_other_over_mergers(warehouse: Warehouse) -> None:
    later = {"period_start": None, "period_end": None, "agency_key": "STC"}
    ingest(
        warehouse,
        BAC_KAN,
        THAI_NGUYEN,
        on_time(
            "Thái Nguyên",
            "90",
            "500",
            "450",
            date=dt.date(2025, 9, 10),
            period_label="Quý I năm 2025",
            **later,
        ),
    )
    query = (
        "SELECT province, agency_code, period_year, value, previous_value, change, change_pct, "
        "is_like_for_like FROM v_year_on_year WHERE indicator_code = 'PL4.3.1.1' "
        "AND basis = 'period' AND period_year = 2025"
    )
    assert rows(warehouse, query) == [("Thái Nguyên", "STC", 2025, 500, 400, 100, 25, False)]


def test_a_matrix_shows_what_is_in_time_and_late_by_field(warehouse: Warehouse) -> None:
    ingest(warehouse, matrix())
    query = (
        "SELECT field, received, received_online, resolved, resolved_in_time, resolved_late, "
        "pending, round(CAST(on_time_pct AS numeric), 2) AS on_time_pct, "
        "round(CAST(on_time_of_received_pct AS numeric), 2) AS of_received FROM mart_procedure "
    )
    assert rows(warehouse, query + "WHERE is_item ORDER BY received DESC LIMIT 1") == [
        ("Đất đai", 1204, 800, 1163, 1061, 102, 41, 91.23, 88.12)
    ]
    assert rows(warehouse, query + "WHERE is_total") == [
        ("Tổng cộng", 1831, 1201, 1783, 1652, 131, 48, 92.65, 90.22)
    ]
    query = "SELECT count(*) AS n, sum(received) AS all_of_them FROM mart_procedure WHERE is_item"
    assert rows(warehouse, query) == [(3, 1831)]


def test_an_aim_says_why_there_is_no_result(warehouse: Warehouse) -> None:
    made = plan()
    words = replace(made.targets[0], indicator=None, text="Trên 80% cán bộ được bồi dưỡng")
    ingest(warehouse, replace(made, targets=(*made.targets, words)))
    query = "SELECT state, is_met FROM mart_plan_result ORDER BY state"
    assert rows(warehouse, query) == [("no indicator", None), ("no result", None)]


def test_late_work_is_a_share_of_what_was_assigned(warehouse: Warehouse) -> None:
    form = (
        ("5.1", "Được giao", "Nhiệm vụ", "40", "", "PL2.5.1"),
        ("5.4", "Quá hạn", "Nhiệm vụ", "3", "", "PL2.5.4"),
    )
    ingest(warehouse, report(rows=form, findings=()))
    query = (
        "SELECT assigned_by_en, tasks_late, tasks_assigned, late_pct, is_latest "
        "FROM mart_late_work WHERE basis = 'period'"
    )
    by = "Tasks assigned by the provincial People's Committee"
    assert rows(warehouse, query) == [(by, 3, 40, 7.5, True)]


def test_successors_owe_what_those_before_them_filed(warehouse: Warehouse) -> None:
    second = {"period_label": "Quý III năm 2025", "period_start": None, "period_end": None}
    ingest(
        warehouse,
        BAC_KAN,
        on_time("Hà Nội", "90", "1", "1", date=dt.date(2025, 9, 10), agency_key="STC", **second),
    )
    query = (
        "SELECT province, agency, agency_code, period_year, state, is_before_end "
        "FROM mart_filing ORDER BY period_year, province"
    )
    assert rows(warehouse, query) == [
        ("Bắc Kạn", "Sở Kế hoạch và Đầu tư", "SKHDT", 2024, "in time", True),
        ("Hà Nội", "Sở Tài chính", "STC", 2025, "in time", True),
        ("Thái Nguyên", "Sở Tài chính", "STC", 2025, "missing", None),
    ]


def test_an_official_letter_with_figures_is_a_report(warehouse: Warehouse) -> None:
    letter = on_time("Hà Nội", "90", "1", "1", doc_type="CÔNG VĂN", doc_type_code="CV")
    ingest(warehouse, letter)
    assert rows(warehouse, "SELECT province, reports FROM mart_filing") == [("Hà Nội", 1)]
    query = "SELECT reports FROM mart_coverage WHERE province = 'Hà Nội'"
    assert rows(warehouse, query) == [(1,)]


def test_an_office_that_issues_again_has_fewer_contradictions(warehouse: Warehouse) -> None:
    ingest(warehouse, report(), report("again.txt", "2", findings=()))
    query = (
        "SELECT documents, documents_reissued, contradictions, in_superseded, still_standing "
        "FROM mart_correction"
    )
    assert rows(warehouse, query) == [(2, 1, 1, 1, 0)]
