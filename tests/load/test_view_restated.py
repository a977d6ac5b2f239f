"""Figures in the units of another time: sums over mergers, rates from their parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from load.warehouse import Warehouse, open_warehouse
from tests.load.content import ingest
from tests.load.readings import report
from tests.load.test_views import ask
from transform.reading import Reading

TODAY = "units_to IS NULL"
OF_2024 = "units_from <= '2024-06-01' AND units_to >= '2024-06-01'"


def on_time(province: str, rate: str, resolved: str, timely: str, **head: Any) -> Reading:
    """Return a report of a province's department with three figures."""
    rows = (
        ("3.1", "Tỷ lệ đúng hạn", "%", rate, "", "PL4.3.1"),
        ("3.1.1", "Đã giải quyết", "Hồ sơ", resolved, "", "PL4.3.1.1"),
        ("3.1.2", "Đúng hạn", "Hồ sơ", timely, "", "PL4.3.1.2"),
        ("3.2", "Đúng hạn cấp huyện", "%", "90", "", "PL4.3.2"),
        ("3.2.1", "Cấp huyện", "Hồ sơ", "100", "", "PL4.3.2.1"),
        ("3.2.2", "Cấp huyện đúng hạn", "Hồ sơ", "90", "", "PL4.3.2.2"),
    )
    named = {"number": str(len(province)), "place_name": province, "province": province, **head}
    return report(f"{province}{head}.txt", rows=rows, findings=(), **named)


BAC_KAN = on_time("Bắc Kạn", "50", "100", "50")
THAI_NGUYEN = on_time("Thái Nguyên", "90", "300", "270")


@pytest.fixture
def warehouse(warehouse_url: str) -> Any:
    with open_warehouse(warehouse_url) as opened:
        yield opened


def restated(warehouse: Warehouse, code: str, when: str, columns: Sequence[str]) -> list[Any]:
    rows = ask(
        warehouse,
        f"SELECT {', '.join(columns)} FROM v_figure_restated "
        f"WHERE indicator_code = '{code}' AND basis = 'period' AND {when} ORDER BY province",
    )
    return [tuple(row.values()) for row in rows]


def test_merged_provinces_show_as_one(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN, THAI_NGUYEN)
    columns = ("province", "value", "provinces_reported", "provinces_merged", "agency_code")
    assert restated(warehouse, "PL4.3.1.1", TODAY, columns) == [("Thái Nguyên", 400, 2, 2, "STC")]
    assert restated(warehouse, "PL4.3.1.1", OF_2024, columns) == [
        ("Bắc Kạn", 100, 1, 1, "SKHDT"),
        ("Thái Nguyên", 300, 1, 1, "SKHDT"),
    ]


def test_a_rate_is_recomputed_not_averaged(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN, THAI_NGUYEN)
    columns = ("province", "value", "is_comparable")
    assert restated(warehouse, "PL4.3.1", TODAY, columns) == [("Thái Nguyên", 80, True)]


def test_what_counted_districts_is_not_comparable_without_them(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN)
    columns = ("province", "is_comparable", "why_not")
    ((province, comparable, why),) = restated(warehouse, "PL4.3.2", TODAY, columns)
    assert (province, comparable) == ("Thái Nguyên", False)
    assert "ended" in why
    assert restated(warehouse, "PL4.3.2", OF_2024, columns) == [("Bắc Kạn", True, None)]


def test_a_province_that_has_not_reported_shows(warehouse: Warehouse) -> None:
    ingest(warehouse, BAC_KAN)
    columns = ("value", "provinces_reported", "provinces_merged")
    assert restated(warehouse, "PL4.3.1.1", TODAY, columns) == [(100, 1, 2)]


def test_a_code_given_to_another_unit_mixes_nothing(warehouse: Warehouse) -> None:
    later = {"date": dt.date(2025, 9, 8)}
    ingest(
        warehouse,
        on_time("Bắc Giang", "50", "10", "5"),
        on_time("Bắc Ninh", "50", "1000", "500"),
        on_time("Bắc Ninh", "50", "7", "4", number="99", agency_key="STC", **later),
    )
    columns = ("province", "province_code", "agency_code", "value")
    assert restated(warehouse, "PL4.3.1.1", OF_2024, columns) == [
        ("Bắc Giang", "24", "SKHDT", 10),
        ("Bắc Ninh", "27", "SKHDT", 1000),
    ]


def test_of_two_reports_of_a_body_on_a_period_the_later_counts(warehouse: Warehouse) -> None:
    corrected = on_time("Bắc Kạn", "60", "100", "60", date=dt.date(2024, 3, 20), number="900")
    ingest(warehouse, corrected, BAC_KAN)
    assert restated(warehouse, "PL4.3.1.2", TODAY, ("value", "bodies_reported")) == [(60, 1)]
